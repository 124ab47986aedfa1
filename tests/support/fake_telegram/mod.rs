//! A Telegram on loopback, with people in it.
//!
//! It keeps what the real one keeps: chats and who blocked whom, updates until they are
//! acknowledged, presses until they are answered, files, menus. It is as strict as the
//! specification and stricter than the real one, which ignores what it does not know. Tests
//! act on the people's side:
//!
//! ```text
//! let telegram = FakeTelegram::start(now).await;
//! let lan = telegram.bot("7000:TEST").user(41);
//! lan.start(None);
//! assert!(lan.next_message().await.text.contains("Xin chào"));
//! lan.tap("Đồng ý");
//! ```

pub mod bot;
pub mod content;
pub mod fault;
mod html;
pub mod loopback;
mod methods;
mod queue;
pub mod server;
mod spec;
pub mod user;
mod webhook;
