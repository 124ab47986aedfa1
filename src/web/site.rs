//! What the public is answered with, and from where it comes.

use std::sync::Arc;

use url::Url;

use super::edition::{Edition, Press};
use super::gallery::Gallery;
use super::limit::Limit;
use super::live::{Hall, LISTENERS};
use tokio::sync::watch;

/// Everything that the public page and the open data are made of.
#[derive(Clone)]
pub struct Site {
    newest: watch::Receiver<Arc<Edition>>,
    pub(super) hall: Hall,
    pub(super) gallery: Gallery,
    pub(super) limit: Limit,
    /// Where the world reaches the page, for links that leave it.
    pub(super) address: Option<Arc<Url>>,
    /// Where a worker submits.
    pub(super) chat: Option<Arc<str>>,
}

impl Site {
    #[must_use]
    pub fn new(
        press: Press,
        gallery: Gallery,
        proxies: usize,
        address: Option<Url>,
        chat: Option<String>,
    ) -> Self {
        Self {
            newest: press.newest,
            hall: Hall::new(press.headlines, LISTENERS),
            gallery,
            limit: Limit::new(proxies),
            address: address.map(Arc::new),
            chat: chat.map(Arc::from),
        }
    }

    pub(super) fn edition(&self) -> Arc<Edition> {
        Arc::clone(&self.newest.borrow())
    }
}
