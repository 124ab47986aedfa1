//! Where platforms bring their updates. What is acknowledged here is durable.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use futures::future::BoxFuture;
use subtle::ConstantTimeEq;

use crate::channel::zalo_oa;
use crate::telemetry::metric;

/// Seconds after which a platform is asked to come again.
const RETRY_AFTER: &str = "5";

/// Writes one update down, and comes back once it is durable.
pub type Store = Arc<dyn Fn(String) -> BoxFuture<'static, Result<(), NotStored>> + Send + Sync>;

/// The update is not written down; the platform has to bring it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotStored;

/// The webhook of one account.
#[derive(Clone)]
pub struct Hook {
    /// Where the platform brings updates, such as `/hook/telegram`.
    pub path: String,
    /// How it proves itself.
    pub proof: Proof,
    pub store: Store,
}

/// How a platform proves that it is the platform.
#[derive(Clone)]
pub enum Proof {
    /// It shows our secret in a header.
    Secret {
        /// In small letters.
        header: &'static str,
        secret: Arc<str>,
        /// What a request without the header is.
        bare: Bare,
    },
    /// It signs what it brings.
    Signature(Arc<zalo_oa::Verifier>),
}

/// A request that does not even try to prove itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bare {
    /// A stranger's.
    Stranger,
    /// Perhaps the platform's, which asks in this way whether somebody is here. It is answered
    /// that somebody is, and what it brings is not looked at.
    Ping,
}

impl Proof {
    /// Telegram's way (Bot API, `setWebhook`).
    #[must_use]
    pub fn telegram(secret: &str) -> Self {
        let header = "x-telegram-bot-api-secret-token";
        Self::Secret { header, secret: secret.into(), bare: Bare::Stranger }
    }

    /// The Zalo Bot Platform's way. Its verification of a new webhook shows no secret.
    #[must_use]
    pub fn zalo_bot(secret: &str) -> Self {
        let header = "x-bot-api-secret-token";
        Self::Secret { header, secret: secret.into(), bare: Bare::Ping }
    }
}

pub(super) fn router(hook: Hook) -> Router {
    let path = hook.path.clone();
    Router::new().route(&path, post(take)).with_state(hook)
}

/// Bytes that are no update are taken like any other: whoever has proved to be the platform would
/// bring the same bytes again for a day if they were refused. The reader downstream answers for
/// them.
async fn take(_: Authentic, State(hook): State<Hook>, headers: HeaderMap, body: Bytes) -> Response {
    if let Proof::Signature(verifier) = &hook.proof {
        let shown =
            headers.get(zalo_oa::SIGNATURE_HEADER).map_or(&b""[..], |shown| shown.as_bytes());
        let fits = verifier.verify(shown, &body);
        let name = fits.map_or("none", zalo_oa::FirstTerm::as_str);
        metrics::counter!(metric::OA_SIGNED, "first_term" => name).increment(1);
        if fits.is_none() {
            return StatusCode::UNAUTHORIZED.into_response();
        }
    }
    // PostgreSQL's text holds every character but NUL, which JSON never contains.
    let raw = String::from_utf8_lossy(&body).replace('\0', "\u{fffd}");
    match (hook.store)(raw).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(NotStored) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)]).into_response()
        }
    }
}

/// A request that shows the secret, or a signature. Looked at before the body is read, so that a
/// stranger costs nothing; compared in a time that does not tell how much of a guess was right.
struct Authentic;

impl FromRequestParts<Hook> for Authentic {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, hook: &Hook) -> Result<Self, StatusCode> {
        let (header, secret, bare) = match &hook.proof {
            Proof::Secret { header, secret, bare } => (*header, secret, bare),
            // Whether it fits shows with the body.
            Proof::Signature(_) if parts.headers.contains_key(zalo_oa::SIGNATURE_HEADER) => {
                return Ok(Self);
            }
            Proof::Signature(_) => return Err(StatusCode::UNAUTHORIZED),
        };
        match (parts.headers.get(header), bare) {
            (Some(shown), _) if bool::from(shown.as_bytes().ct_eq(secret.as_bytes())) => Ok(Self),
            (None, Bare::Ping) => Err(StatusCode::OK),
            (Some(_) | None, _) => Err(StatusCode::UNAUTHORIZED),
        }
    }
}
