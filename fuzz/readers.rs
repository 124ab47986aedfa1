//! The readers of everything that comes from outside, under the names that they have in the
//! service: what people type, what platforms bring, what operators and people hand in as files.

#[path = "../src/vietnamese/mod.rs"]
pub mod vietnamese;

#[path = "../src/domain/mod.rs"]
pub mod domain;

#[path = "../src/message.rs"]
pub mod message;

#[path = "../src/roster/mod.rs"]
pub mod roster;

#[path = "../src/charter/mod.rs"]
pub mod charter;

#[path = "channel.rs"]
pub mod channel;

#[path = "files.rs"]
pub mod files;
