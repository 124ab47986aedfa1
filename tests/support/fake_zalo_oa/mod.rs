//! A Zalo Official Account on loopback, with people who follow it.
//!
//! It keeps what the real one keeps: which tokens are good and which refresh tokens are used up,
//! who follows and who has blocked the account, when each person last did something, and how many
//! messages are left. It is as strict as what is known of the OpenAPI, and notes whatever is
//! called against it. Tests act on the people's side:
//!
//! ```text
//! let zalo = FakeZaloOa::start(now).await;
//! zalo.set_hook("http://127.0.0.1:8080/hook/zalo-oa");
//! let lan = zalo.person("9041");
//! lan.follow();
//! assert!(lan.next_message().await.text.contains("Xin chào"));
//! lan.tap("Đồng ý");
//! ```

pub mod fault;
mod grants;
mod messages;
pub mod person;
pub mod server;
mod webhook;

/// The application's id.
pub const APP_ID: &str = "1000000000000000001";
/// What the application shows to get tokens.
pub const APP_SECRET: &str = "AppSecretThatGetsTokens";
/// The account's id.
pub const OA_ID: &str = "2000000000000000002";
/// What events are signed with: another secret than the application's.
pub const OA_SECRET: &str = "OaSecretThatSignsEvents";
