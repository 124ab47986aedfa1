//! What the public is answered with, and from where it comes.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode, header};
use tokio::sync::watch;
use url::Url;

use super::edition::{Edition, Press};
use super::gallery::Gallery;
use super::limit::Limit;
use super::live::{Hall, LISTENERS};
use super::proof::Prove;
use crate::picture::Album;

/// Everything that the public page and the open data are made of.
#[derive(Clone)]
pub struct Site {
    newest: watch::Receiver<Option<Arc<Edition>>>,
    pub(super) hall: Hall,
    pub(super) gallery: Gallery,
    pub(super) prove: Prove,
    pub(super) limit: Limit,
    pub(super) album: Album,
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
        prove: Prove,
        album: Album,
        proxies: usize,
        address: Option<Url>,
        chat: Option<String>,
    ) -> Self {
        Self {
            newest: press.newest,
            hall: Hall::new(press.headlines, LISTENERS),
            gallery,
            prove,
            album,
            limit: Limit::new(proxies),
            address: address.map(Arc::new),
            chat: chat.map(Arc::from),
        }
    }
}

/// The newest edition. While there is none yet, whoever asks is asked to come again.
pub(super) struct Newest(pub(super) Arc<Edition>);

impl FromRequestParts<Site> for Newest {
    type Rejection = (StatusCode, [(HeaderName, &'static str); 1]);

    async fn from_request_parts(_: &mut Parts, site: &Site) -> Result<Self, Self::Rejection> {
        let newest = site.newest.borrow().clone();
        let soon = (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")]);
        newest.map(Self).ok_or(soon)
    }
}
