//! Numbers that move by themselves: server-sent events.
//!
//! A number is worked out once and its text is shared by everybody who listens; a slow listener
//! misses what is overtaken and gets the newest. Whoever comes when all places are taken is
//! asked to come by now and then instead, and the page does so by itself.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// How many may listen at a time. Each holds a connection for as long as the page is open.
pub const LISTENERS: usize = 2_000;

/// A line of silence as often as this keeps proxies, which close what is idle for a minute, from
/// ending the connection.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// What is sent where there is nothing to say.
pub const SILENCE: Bytes = Bytes::from_static(b":\n\n");

/// How long a browser waits before it comes again, in milliseconds.
const RETRY: &str = "retry: 5000\n\n";

/// Where listeners sit.
#[derive(Clone, Debug)]
pub struct Hall {
    newest: watch::Receiver<Bytes>,
    places: Arc<Semaphore>,
}

/// An event's text, ready to be sent to everybody.
#[must_use]
pub fn event(json: &str) -> Bytes {
    format!("data: {json}\n\n").into()
}

impl Hall {
    /// Passes on what `newest` holds, for as long as its sender lives, to at most `places`
    /// listeners.
    #[must_use]
    pub fn new(newest: watch::Receiver<Bytes>, places: usize) -> Self {
        Self { newest, places: Arc::new(Semaphore::new(places)) }
    }

    /// How many more may come.
    #[must_use]
    pub fn free(&self) -> usize {
        self.places.available_permits()
    }

    /// Answers a listener.
    #[must_use]
    pub fn listen(&self) -> Response {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")])
                .into_response();
        };
        let mut newest = self.newest.clone();
        newest.mark_changed();
        let listener = Listener { newest, _place: place };
        let opening =
            stream::once(async { Ok::<_, Infallible>(Bytes::from_static(RETRY.as_bytes())) });
        let events = stream::unfold(listener, Listener::next);
        let body = Body::from_stream(futures::StreamExt::chain(opening, events));
        let mut response = body.into_response();
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CONTENT_TYPE, "text/event-stream; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store, no-transform"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        // nginx would gather the events until its buffer is full.
        headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        response
    }
}

struct Listener {
    newest: watch::Receiver<Bytes>,
    _place: OwnedSemaphorePermit,
}

impl Listener {
    /// The newest event once there is one, or a heartbeat; ends with the sender.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        let bytes = match tokio::time::timeout(HEARTBEAT, self.newest.changed()).await {
            Ok(Ok(())) => self.newest.borrow_and_update().clone(),
            Ok(Err(_)) => return None,
            Err(_) => SILENCE,
        };
        Some((Ok(bytes), self))
    }
}
