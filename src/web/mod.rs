//! What the service answers over HTTP: the platforms' webhooks, the operator's questions, and
//! the public page with its open data.
//!
//! Knows nothing of the hands: what it needs done is handed to it as functions.

pub mod answer;
pub mod api;
pub mod assets;
pub mod edition;
pub mod files;
pub mod gallery;
pub mod health;
pub mod hook;
pub mod league;
pub mod limit;
pub mod live;
pub mod page;
pub mod proof;
pub mod results;
pub mod site;
mod stream;

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;
use tracing::warn;

use stream::Stream;

/// Telegram's updates are a few kilobytes; nothing honest is near this.
const MAX_BODY: usize = 1024 * 1024;

/// How long clients are waited for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// For the first line and the headers, or between two requests.
    pub head: Duration,
    /// For a request, its body included. Telegram gives up after a minute.
    pub request: Duration,
    /// For the next bytes of an answer to be taken.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let [head, request, answer] = [30, 20, 60].map(Duration::from_secs);
        Self { head, request, answer }
    }
}

/// Connections at a time: the public page's listeners may take half of them. Telegram opens up to
/// 100 for one bot; whoever comes when all are taken waits in the system's queue.
const MAX_CONNECTIONS: usize = 4_096;

/// How long requests under way may take when the service stops.
const DRAIN: Duration = Duration::from_secs(5);

/// Everything that is answered.
pub fn router(
    hooks: Vec<hook::Hook>,
    health: health::Health,
    site: Option<site::Site>,
    files: Option<files::Files>,
) -> Router {
    let mut router = Router::new().merge(health::router(health));
    if let Some(site) = site {
        router = router.merge(page::router(site.clone())).merge(api::router(site));
    }
    for hook in hooks {
        router = router.merge(hook::router(hook));
    }
    if let Some(files) = files {
        router = router.merge(files::router(files));
    }
    router
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn(with_plain_headers))
}

/// Serves until `stop`, then finishes what is under way.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    serve_with_patience(listener, router, stop, Patience::default()).await;
}

/// The same with clients that may take so long.
pub async fn serve_with_patience(
    listener: TcpListener,
    router: Router,
    stop: CancellationToken,
    patience: Patience,
) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let connections = TaskTracker::new();
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = async { (place.await, listener.accept().await) } => accepted,
        };
        match accepted {
            (Ok(place), Ok((stream, peer))) => {
                let peer = limit::Peer(peer.ip());
                let connection = serve_one(stream, peer, router.clone(), stop.clone(), patience);
                connections.spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            (_, Err(error)) => rest_after(&error).await,
            (Err(_), _) => break,
        }
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(DRAIN, connections.wait()).await.is_err() {
        warn!("Some requests did not end in time");
    }
}

async fn serve_one(
    stream: TcpStream,
    peer: limit::Peer,
    router: Router,
    stop: CancellationToken,
    patience: Patience,
) {
    // Without it, an answer may wait for the acknowledgement of its own first half.
    let _ = stream.set_nodelay(true);
    let service = router.map_request(move |mut request: hyper::Request<_>| {
        request.extensions_mut().insert(peer);
        request.extensions_mut().insert(patience);
        request
    });
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .serve_connection(
                TokioIo::new(Stream::new(stream, patience.answer)),
                TowerToHyperService::new(service),
            )
    );
    // How a connection ends is the client's affair.
    let _ = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
}

/// A connection that failed before it was accepted is nobody's trouble; anything else, such as
/// too many open files, lasts a while and must not turn into a busy loop.
async fn rest_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        warn!(%error, "No connection can be accepted");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn in_time(request: Request, next: Next) -> Response {
    let patience = request.extensions().get::<Patience>().copied().unwrap_or_default();
    tokio::time::timeout(patience.request, next.run(request))
        .await
        .unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

/// Nothing here is a page: it is not to be kept, guessed at, framed or to load anything.
async fn with_plain_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
