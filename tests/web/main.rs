//! What platforms, operators and the public get over HTTP.

mod api;
mod hooks;
mod page;
mod public;
mod safety;
