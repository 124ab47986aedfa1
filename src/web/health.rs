//! The operator's questions: does it live, is it ready, how is it doing.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::future::BoxFuture;
use metrics_exporter_prometheus::PrometheusHandle;

/// How long an answer about readiness may take; a database that needs longer is away.
const PATIENCE: Duration = Duration::from_secs(3);

/// Says whether the service can do its work now, or what is missing in a fixed line: whoever
/// asks is not told the cause, which goes to the log.
pub type Ready = Arc<dyn Fn() -> BoxFuture<'static, Result<(), &'static str>> + Send + Sync>;

/// What answers the operator's questions.
#[derive(Clone)]
pub struct Health {
    ready: Ready,
    measured: Option<PrometheusHandle>,
}

impl Health {
    /// `measured` is what [`measure`](crate::telemetry::measure) gave.
    #[must_use]
    pub fn new(ready: Ready, measured: Option<PrometheusHandle>) -> Self {
        Self { ready, measured }
    }
}

pub(super) fn router(health: Health) -> Router {
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health)
}

async fn ready(State(health): State<Health>) -> Response {
    let answer = tokio::time::timeout(PATIENCE, (health.ready)()).await;
    match answer.unwrap_or(Err("the database does not answer")) {
        Ok(()) => "ready\n".into_response(),
        Err(missing) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {missing}\n")).into_response()
        }
    }
}

async fn metrics(State(health): State<Health>) -> Response {
    match health.measured {
        Some(measured) => {
            let format = "text/plain; version=0.0.4; charset=utf-8";
            ([(header::CONTENT_TYPE, format)], measured.render()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
