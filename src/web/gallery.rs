//! Asking for the initiatives whose authors agreed that they are shown.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

use crate::domain::Kind;
use crate::vietnamese::code::Code;

/// Initiatives on a page.
pub const PAGE: usize = 20;

/// Pages that can be turned to; whoever looks for something further back searches.
pub const LAST_PAGE: usize = 499;

/// One published initiative, as its author agreed to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub code: Code,
    pub title: String,
    pub summary: String,
    pub kind: Kind,
    /// The unit's name today, where the workplace is in the tree.
    pub unit: Option<String>,
    /// None where the author did not agree to be named.
    pub author: Option<String>,
    pub recognized_at: DateTime<Utc>,
}

/// Which initiatives.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Query {
    /// Words that all of them hold, with or without accents; none where it is empty.
    pub typed: String,
    /// From 0, the newest first.
    pub page: usize,
}

/// A page of them.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Shelf {
    pub entries: Vec<Entry>,
    /// Whether there is a page after this one.
    pub more: bool,
}

/// The database does not answer, or too many ask at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Away;

/// Looks for published initiatives.
pub type Find = Arc<dyn Fn(Query) -> BoxFuture<'static, Result<Shelf, Away>> + Send + Sync>;

/// Looks one up; none where it is not published.
pub type Get = Arc<dyn Fn(Code) -> BoxFuture<'static, Result<Option<Entry>, Away>> + Send + Sync>;

/// Where published initiatives are looked up.
#[derive(Clone)]
pub struct Gallery {
    pub find: Find,
    pub get: Get,
}
