//! A server of files, as the one to which a platform's links lead. It behaves as the name of the
//! file says.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tokio::net::TcpListener;

/// A document that is well.
pub const PAPER: &[u8] = b"%PDF-1.4 0123456789";

/// A host on loopback.
pub struct FileHost {
    address: String,
}

impl FileHost {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let address = format!("http://{}", listener.local_addr().expect("it is bound"));
        let asked = Arc::new(AtomicUsize::new(0));
        let router = Router::new().route("/{name}", get(answer)).with_state(asked);
        tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serving never fails");
        });
        Self { address }
    }

    /// The link to the file with this name.
    pub fn link(&self, name: &str) -> String {
        format!("{}/{name}", self.address)
    }
}

async fn answer(State(asked): State<Arc<AtomicUsize>>, Path(name): Path<String>) -> Response {
    match name.as_str() {
        "gone" => (StatusCode::NOT_FOUND, "the link has run out").into_response(),
        "away" => (StatusCode::BAD_GATEWAY, "<html>Bad Gateway</html>").into_response(),
        "program" => b"MZ\x90\0 a program".as_slice().into_response(),
        "broken" => b"\xff\xd8\xff\xe0 broken".as_slice().into_response(),
        // It does not say how long it is.
        "large" => {
            let megabyte = Bytes::from(vec![0; 1 << 20]);
            let chunks = std::iter::repeat_n(megabyte, 40).map(Ok::<_, std::io::Error>);
            Response::new(Body::from_stream(futures::stream::iter(chunks)))
        }
        "slow-at-first" if asked.fetch_add(1, Ordering::Relaxed) == 0 => {
            std::future::pending().await
        }
        _ => PAPER.into_response(),
    }
}
