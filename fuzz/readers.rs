//! The readers of what people type and of what a webhook is brought, under the names that they
//! have in the service.

#[path = "../src/vietnamese/mod.rs"]
pub mod vietnamese;

#[path = "../src/domain/mod.rs"]
pub mod domain;

#[path = "../src/message.rs"]
pub mod message;

#[path = "../src/channel/zalo_oa/signature.rs"]
pub mod oa_signature;

#[path = "../src/channel/zalo_oa/press.rs"]
pub mod oa_press;
