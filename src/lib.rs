//! The chat channel of the programme "Một triệu sáng kiến".

pub mod vietnamese;
pub mod domain;
pub mod directory;
pub mod roster;
pub mod phrase;
pub mod message;
pub mod effect;
pub mod facts;
pub mod conversation;
pub mod review;
pub mod engine;
pub mod channel;
pub mod i18n;
pub mod store;
pub mod work;
pub mod web;
pub mod clock;
pub mod config;
pub mod telemetry;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod parse;
pub mod app;
