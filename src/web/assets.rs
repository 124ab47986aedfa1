//! The files that pages need: a style sheet, a script, an icon. Each has its own digest in its
//! address, so a browser keeps it for good and a new version is a new address.

use std::sync::LazyLock;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::get;

use super::answer::Answer;

/// How everything looks.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("style", "css", "text/css; charset=utf-8", include_str!("assets/style.css"))
});

/// Lets the headline move by itself.
pub static LIVE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("live", "js", "text/javascript; charset=utf-8", include_str!("assets/live.js"))
});

/// The icon of a tab.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_str!("assets/icon.svg")));

/// A file that never changes.
#[derive(Debug)]
pub struct Asset {
    path: String,
    answer: Answer,
}

impl Asset {
    fn new(name: &str, ending: &str, content_type: &'static str, body: &'static str) -> Self {
        let answer =
            Answer::new(content_type, "public, max-age=31536000, immutable", body.as_bytes());
        Self { path: format!("/assets/{name}-{}.{ending}", answer.digest()), answer }
    }

    /// Its address.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let mut router = Router::new();
    for asset in [&STYLE, &LIVE, &ICON] {
        let answer = &asset.answer;
        router = router
            .route(asset.path(), get(move |headers: HeaderMap| async move { answer.to(&headers) }));
    }
    router
}
