//! A Telegram on loopback, with people in it.
//!
//! It keeps what the real one keeps: chats and who blocked whom, updates until they are
//! acknowledged, presses until they are answered, files, menus. It is as strict as the
//! specification and stricter than the real one, which ignores what it does not know. Tests
//! act on the people's side:
//!
//! ```ignore
//! let telegram = FakeTelegram::start(now).await;
//! let bot = telegram.bot("7000:TEST");
//! let lan = bot.user(41);
//! lan.start(None);
//! assert!(lan.next_message().await.text.contains("Xin chào"));
//! lan.tap("Đồng ý");
//! ```

mod bot;
mod fault;
mod html;
mod methods;
mod queue;
mod server;
mod spec;
mod user;
mod webhook;

pub use bot::{Bot, Call};
pub use fault::Fault;
pub use server::FakeTelegram;
pub use user::{Button, Message, User};
