//! The HTTP side.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use axum::serve::ListenerExt as _;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use url::Url;

use super::bot::Bot;
use super::fault::Fault;
use super::methods::Reply;

/// A Telegram on loopback; it goes with this value.
pub struct FakeTelegram {
    world: Arc<World>,
    address: Url,
    serving: JoinHandle<()>,
}

/// What all bots share.
pub struct World {
    bots: RwLock<HashMap<String, Bot>>,
    /// Unix time.
    now: AtomicI64,
    /// Whether calls are judged and recorded.
    strict: AtomicBool,
    /// Whether nothing is answered.
    away: AtomicBool,
    /// Rung when calls that hang are broken off.
    let_go: Notify,
}

impl FakeTelegram {
    /// Opens a server at which it is `now` until it is told otherwise.
    pub async fn start(now: DateTime<Utc>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let address = Url::parse(&format!("http://127.0.0.1:{port}")).expect("it is an address");
        let world = Arc::new(World {
            bots: RwLock::default(),
            now: AtomicI64::new(now.timestamp()),
            strict: AtomicBool::new(true),
            away: AtomicBool::new(false),
            let_go: Notify::new(),
        });
        let serving = serve(listener, &world);
        Self { world, address, serving }
    }

    /// Refuses connections from now on, and breaks those that are open.
    pub async fn hang_up(&mut self) {
        self.world.away.store(true, Ordering::Relaxed);
        self.serving.abort();
        // The listener is closed once the task is gone.
        let _ = (&mut self.serving).await;
    }

    /// Is there again, at the same address.
    pub async fn pick_up(&mut self) {
        let port = self.address.port().expect("the address has one");
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
        self.world.away.store(false, Ordering::Relaxed);
        self.serving = serve(listener, &self.world);
    }

    /// Breaks off every call that hangs.
    pub fn let_go(&self) {
        self.world.let_go.notify_waiters();
    }

    /// What `TELEGRAM_API_URL` has to be.
    pub fn address(&self) -> &Url {
        &self.address
    }

    /// The bot of this token, made when it is first asked for.
    pub fn bot(&self, token: &str) -> Bot {
        let mut bots = self.world.bots.write().expect("nothing panics while it is held");
        let bot = bots.entry(token.to_owned());
        bot.or_insert_with(|| Bot::new(Arc::clone(&self.world), token)).clone()
    }

    /// From now on messages bear this time.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.world.now.store(now.timestamp(), Ordering::Relaxed);
    }

    /// Neither judges nor records calls from now on, for measurements.
    pub fn be_lean(&self) {
        self.world.strict.store(false, Ordering::Relaxed);
    }
}

impl Drop for FakeTelegram {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl World {
    pub fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    pub fn is_strict(&self) -> bool {
        self.strict.load(Ordering::Relaxed)
    }

    fn find(&self, token: &str) -> Option<Bot> {
        self.bots.read().expect("nothing panics while it is held").get(token).cloned()
    }
}

fn serve(listener: TcpListener, world: &Arc<World>) -> JoinHandle<()> {
    let router = Router::new()
        .fallback(answer)
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(world));
    let listener = listener.tap_io(|connection| {
        // Answers are small; the default would hold them back for company.
        connection.set_nodelay(true).expect("a new connection can be set");
    });
    tokio::spawn(async move {
        axum::serve(listener, router).await.expect("serving never fails");
    })
}

async fn answer(
    State(world): State<Arc<World>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if world.away.load(Ordering::Relaxed) {
        return broken();
    }
    let path = uri.path();
    if let Some((token, file)) =
        path.strip_prefix("/file/bot").and_then(|path| path.split_once('/'))
    {
        let Some(bot) = world.find(token) else {
            return reply(&Reply::refuse(404, "Not Found"));
        };
        return match (bot.fault("file", None), bot.download(file)) {
            (Some(fault), _) => go_wrong(&world, fault).await,
            (None, Some(content)) => respond(StatusCode::OK, "application/octet-stream", content),
            (None, None) => reply(&Reply::refuse(404, "Not Found")),
        };
    }
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|path| path.split_once('/'))
    else {
        return reply(&Reply::refuse(404, "Not Found"));
    };
    let Some(bot) = world.find(token) else {
        return reply(&Reply::refuse(401, "Unauthorized"));
    };
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let call = match kind.and_then(|kind| kind.strip_prefix("multipart/form-data; boundary=")) {
        Some(boundary) => bot.take_form(boundary, &body),
        None if body.is_empty() => Some(Map::new()),
        None => serde_json::from_slice(&body).ok(),
    };
    let Some(call) = call else {
        return reply(&Reply::refuse(400, "Bad Request: can't parse the request"));
    };
    let chat = call.get("chat_id").and_then(Value::as_i64);
    match bot.fault(method, chat) {
        None => reply(&bot.call(method, call).await),
        Some(Fault::LoseAnswer) => {
            bot.call(method, call).await;
            broken()
        }
        Some(fault) => go_wrong(&world, fault).await,
    }
}

/// What a fault looks like from outside.
async fn go_wrong(world: &World, fault: Fault) -> Response {
    match fault {
        Fault::Busy { retry_after } => reply(&Reply::busy(retry_after)),
        Fault::Refuse { code, description } => reply(&Reply::refuse(code, description)),
        Fault::Answer { status, body } => {
            let status = StatusCode::from_u16(status).expect("the test gives a status");
            respond(status, "text/html", body)
        }
        Fault::Hang => {
            world.let_go.notified().await;
            broken()
        }
        Fault::Break | Fault::LoseAnswer => broken(),
    }
}

fn reply(reply: &Reply) -> Response {
    let status = StatusCode::from_u16(reply.status()).expect("it is one of ours");
    respond(status, "application/json", reply.to_json())
}

fn respond(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .body(body.into())
        .expect("the header is well-formed")
}

/// An answer that breaks off before its first byte.
fn broken() -> Response {
    let end = std::io::Error::other("the connection breaks");
    Response::new(Body::from_stream(futures::stream::once(async { Err::<Bytes, _>(end) })))
}
