//! Where platforms bring their updates. What is acknowledged here is durable.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use futures::future::BoxFuture;
use subtle::ConstantTimeEq;

/// Where Telegram's updates are brought.
pub const TELEGRAM_PATH: &str = "/hook/telegram";

/// The header in which Telegram shows the secret of `setWebhook`.
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// Seconds after which a platform is asked to come again.
const RETRY_AFTER: &str = "5";

/// Writes one update down, and comes back once it is durable.
pub type Store = Arc<dyn Fn(String) -> BoxFuture<'static, Result<(), NotStored>> + Send + Sync>;

/// The update is not written down; the platform has to bring it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotStored;

/// The webhook of one bot.
#[derive(Clone)]
pub struct Telegram {
    secret: Arc<str>,
    store: Store,
}

impl Telegram {
    /// Takes updates from whoever shows `secret`.
    #[must_use]
    pub fn new(secret: &str, store: Store) -> Self {
        Self { secret: secret.into(), store }
    }
}

pub(super) fn router(hook: Telegram) -> Router {
    Router::new().route(TELEGRAM_PATH, post(take)).with_state(hook)
}

/// Bytes that are no update are taken like any other: whoever knows the secret is the platform,
/// and refusing would have it bring the same bytes for a day. The reader downstream answers for
/// them.
async fn take(_: Authentic, State(hook): State<Telegram>, body: Bytes) -> Response {
    // PostgreSQL's text holds every character but NUL, which JSON never contains.
    let raw = String::from_utf8_lossy(&body).replace('\0', "\u{fffd}");
    match (hook.store)(raw).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(NotStored) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)]).into_response()
        }
    }
}

/// A request that shows the secret. Looked at before the body is read, so that a stranger costs
/// nothing; compared in a time that does not tell how much of a guess was right.
struct Authentic;

impl FromRequestParts<Telegram> for Authentic {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, hook: &Telegram) -> Result<Self, StatusCode> {
        let shown = parts.headers.get(SECRET_HEADER).map_or(&b""[..], |value| value.as_bytes());
        if bool::from(shown.ct_eq(hook.secret.as_bytes())) {
            Ok(Self)
        } else {
            Err(StatusCode::UNAUTHORIZED)
        }
    }
}
