//! The readers of `src/vietnamese`, under the name that they have in the service.

#[path = "../src/vietnamese/mod.rs"]
pub mod vietnamese;
