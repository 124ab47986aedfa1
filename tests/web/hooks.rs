//! What platforms and operators get.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use futures::FutureExt as _;
use metrics_exporter_prometheus::PrometheusHandle;
use reqwest::StatusCode;
use sangkien::telemetry;
use sangkien::web::health::Health;
use sangkien::web::hook::{Hook, NotStored, Proof, Store};
use sangkien::web::{Patience, router, serve_with_patience};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const SECRET: &str = "0123456789abcdef";
const TELEGRAM_PATH: &str = "/hook/telegram";
const ZALO_PATH: &str = "/hook/zalo-bot/hai-phong";

/// The web side alone, before a store that can be switched off.
pub struct Site {
    address: std::net::SocketAddr,
    stored: Arc<Mutex<Vec<String>>>,
    database_up: Arc<AtomicBool>,
    stop: CancellationToken,
    served: tokio::task::JoinHandle<()>,
}

/// A process measures once.
fn measured() -> PrometheusHandle {
    static MEASURED: OnceLock<PrometheusHandle> = OnceLock::new();
    MEASURED.get_or_init(|| telemetry::measure().expect("nothing else measures here")).clone()
}

impl Site {
    pub async fn start() -> Self {
        Self::start_with(Patience::default()).await
    }

    /// The same with so much patience.
    pub async fn start_with(patience: Patience) -> Self {
        let stored = Arc::new(Mutex::new(Vec::new()));
        let database_up = Arc::new(AtomicBool::new(true));
        let (kept, up) = (Arc::clone(&stored), Arc::clone(&database_up));
        let store: Store = Arc::new(move |raw| {
            let (kept, up) = (Arc::clone(&kept), Arc::clone(&up));
            async move {
                if !up.load(Ordering::SeqCst) {
                    return Err(NotStored);
                }
                kept.lock().unwrap().push(raw);
                Ok(())
            }
            .boxed()
        });
        let hook =
            |path: &str, proof| Hook { path: path.to_owned(), proof, store: Arc::clone(&store) };
        let hooks = vec![
            hook(TELEGRAM_PATH, Proof::telegram(SECRET)),
            hook(ZALO_PATH, Proof::zalo_bot(SECRET)),
        ];
        let up = Arc::clone(&database_up);
        let ready = Arc::new(move || {
            let up = up.load(Ordering::SeqCst);
            async move { if up { Ok(()) } else { Err("the database does not answer") } }.boxed()
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let router = router(hooks, Health::new(ready, Some(measured())), None, None);
        let served = serve_with_patience(listener, router, stop.clone(), patience);
        let served = tokio::spawn(served);
        Self { address, stored, database_up, stop, served }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    async fn bring(&self, secret: &str, body: impl Into<reqwest::Body>) -> reqwest::Response {
        let hook = reqwest::Client::new().post(self.url(TELEGRAM_PATH));
        hook.header("X-Telegram-Bot-Api-Secret-Token", secret).body(body).send().await.unwrap()
    }

    fn stored(&self) -> Vec<String> {
        self.stored.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn an_update_is_acknowledged_once_it_is_stored() {
    let site = Site::start().await;
    let answer = site.bring(SECRET, r#"{"update_id":1}"#).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(site.stored(), [r#"{"update_id":1}"#]);
}

#[tokio::test]
async fn while_the_database_is_away_the_platform_is_asked_to_come_again() {
    let site = Site::start().await;
    site.database_up.store(false, Ordering::SeqCst);
    let answer = site.bring(SECRET, r#"{"update_id":1}"#).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()["retry-after"], "5");
}

#[tokio::test]
async fn a_stranger_learns_nothing_and_stores_nothing() {
    let site = Site::start().await;
    for secret in ["", "0123456789abcdeF", "0123456789abcdef0", "0123456789abcde"] {
        let answer = site.bring(secret, r#"{"update_id":1}"#).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{secret:?}");
        assert_eq!(answer.text().await.unwrap(), "");
    }
    let answer =
        reqwest::Client::new().post(site.url(TELEGRAM_PATH)).body("{}").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(site.stored().is_empty());
}

#[tokio::test]
async fn zalo_may_look_whether_somebody_is_here_and_brings_nothing_by_that() {
    let site = Site::start().await;
    let bring = |secret: Option<&'static str>, body: &'static str| {
        let request = reqwest::Client::new().post(site.url(ZALO_PATH)).body(body);
        let request = match secret {
            Some(secret) => request.header("X-Bot-Api-Secret-Token", secret),
            None => request,
        };
        async move { request.send().await.unwrap().status() }
    };
    let update = r#"{"event_name":"message.text.received"}"#;
    assert_eq!(bring(None, "").await, StatusCode::OK);
    assert_eq!(bring(None, update).await, StatusCode::OK);
    assert_eq!(bring(Some("0123456789abcdeF"), update).await, StatusCode::UNAUTHORIZED);
    assert_eq!(bring(Some(""), update).await, StatusCode::UNAUTHORIZED);
    assert!(site.stored().is_empty());
    assert_eq!(bring(Some(SECRET), update).await, StatusCode::OK);
    assert_eq!(site.stored(), [update]);
}

#[tokio::test]
async fn a_stranger_is_refused_before_the_body_is_sent() {
    let site = Site::start().await;
    let mut stream = TcpStream::connect(site.address).await.unwrap();
    let head =
        format!("POST {TELEGRAM_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 401");
}

#[tokio::test]
async fn bytes_that_are_no_update_are_taken_once_and_for_all() {
    let site = Site::start().await;
    for body in [&b"not json"[..], b"", b"\xff\xfe\x00", b"[[[[[["] {
        assert_eq!(site.bring(SECRET, body).await.status(), StatusCode::OK, "{body:?}");
    }
    assert_eq!(site.stored(), ["not json", "", "\u{fffd}\u{fffd}\u{fffd}", "[[[[[["]);
}

#[tokio::test]
async fn a_huge_body_is_refused() {
    let site = Site::start().await;
    let answer = site.bring(SECRET, vec![b' '; 1024 * 1024 + 1]).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.bring(SECRET, vec![b' '; 1024 * 1024]).await.status(), StatusCode::OK);
    assert_eq!(site.stored().len(), 1);
}

#[tokio::test]
async fn whoever_dawdles_over_the_body_is_let_go_and_nothing_of_it_is_kept() {
    let request = Duration::from_millis(200);
    let site = Site::start_with(Patience { request, ..Patience::default() }).await;
    let mut dawdlers = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(site.address).await.unwrap();
        let head = format!(
            "POST {TELEGRAM_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\
             X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\r\n{{\"update_id\": 1"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        dawdlers.push(stream);
    }
    assert_eq!(site.bring(SECRET, "{}").await.status(), StatusCode::OK, "others are served");
    for mut stream in dawdlers {
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    }
    assert_eq!(site.stored(), ["{}"]);
}

#[tokio::test]
async fn other_methods_and_other_places_are_not_answered() {
    let site = Site::start().await;
    let status = |path: &'static str| {
        let url = site.url(path);
        async move { reqwest::get(url).await.unwrap().status() }
    };
    assert_eq!(status(TELEGRAM_PATH).await, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(status("/").await, StatusCode::NOT_FOUND);
    assert_eq!(status("/hook/telegram/").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_operator_learns_whether_it_lives_and_whether_it_is_ready() {
    let site = Site::start().await;
    let get = |path: &'static str| {
        let url = site.url(path);
        async move {
            let answer = reqwest::get(url).await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        }
    };
    assert_eq!(get("/healthz").await, (200, "alive\n".to_owned()));
    assert_eq!(get("/readyz").await, (200, "ready\n".to_owned()));
    site.database_up.store(false, Ordering::SeqCst);
    assert_eq!(get("/healthz").await.0, 200);
    assert_eq!(get("/readyz").await, (503, "not ready: the database does not answer\n".to_owned()));
}

#[tokio::test]
async fn a_container_learns_whether_its_service_is_well() {
    let site = Site::start().await;
    let asked = || sangkien::app::health::ask(site.address, "/readyz");
    assert_eq!(asked().await.unwrap(), "ready\n");
    site.database_up.store(false, Ordering::SeqCst);
    let missing = asked().await.unwrap_err();
    assert_eq!(missing.to_string(), "not ready: the database does not answer");
    site.stop.cancel();
    site.served.await.unwrap();
    let gone = sangkien::app::health::ask(site.address, "/readyz").await.unwrap_err();
    assert!(gone.to_string().starts_with("nobody answers"), "{gone}");
}

#[tokio::test]
async fn the_operator_reads_the_numbers_with_what_they_mean() {
    let site = Site::start().await;
    metrics::counter!("sangkien_sent_total", "lane" => "reply", "outcome" => "sent").increment(3);
    metrics::histogram!("sangkien_answering_seconds").record(0.02);
    let answer = reqwest::get(site.url("/metrics")).await.unwrap();
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
    let text = answer.text().await.unwrap();
    for line in [
        "# HELP sangkien_sent_total Attempts to send",
        "# TYPE sangkien_sent_total counter",
        "sangkien_sent_total{lane=\"reply\",outcome=\"sent\"} 3",
        "sangkien_answering_seconds_bucket{le=\"0.025\"} 1",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
}

#[tokio::test]
async fn stopping_finishes_what_is_under_way_and_lets_go_of_the_rest() {
    let site = Site::start().await;
    let mut idle = TcpStream::connect(site.address).await.unwrap();
    // One answered request proves that the server holds the connection; it stays open after.
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();

    let mut busy = TcpStream::connect(site.address).await.unwrap();
    let head = format!(
        "POST {TELEGRAM_PATH} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    );
    busy.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    busy.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");

    site.stop.cancel();
    busy.write_all(b"{}").await.unwrap();
    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    idle.read_to_end(&mut Vec::new()).await.unwrap();
    site.served.await.unwrap();
    assert_eq!(site.stored.lock().unwrap().as_slice(), ["{}"]);
}
