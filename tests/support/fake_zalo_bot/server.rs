//! The HTTP side, and what the platform remembers.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use url::Url;

use super::Manners;
use super::user::User;
use crate::fake_telegram::fault::{Fault, Faults};
use crate::fake_telegram::loopback;

/// The one bot of this Zalo.
pub const TOKEN: &str = "1400000000000000001:AbC-not_a_real_token_0123456789abcdef";

/// A Zalo on loopback; it goes with the last clone's task.
#[derive(Clone)]
pub struct FakeZaloBot {
    pub(super) world: Arc<World>,
    address: Url,
}

/// What the platform remembers.
pub struct World {
    state: Mutex<Remembered>,
    pub faults: Faults,
    /// Rung when an update comes, and when one is delivered.
    pub(super) bell: Notify,
    http: reqwest::Client,
}

pub(super) struct Remembered {
    pub now: DateTime<Utc>,
    pub manners: Manners,
    pub waiting: VecDeque<Value>,
    /// What a poll brought last, for a Zalo that replays.
    pub replayed: Option<Value>,
    pub hook: Option<(String, String)>,
    /// The chats of people who have written, to whom alone may be written.
    pub known: HashSet<String>,
    /// What people have not read yet.
    pub inboxes: BTreeMap<String, Vec<String>>,
    /// Messages that may still be sent; none: any number.
    pub quota: Option<usize>,
    pub violations: Vec<String>,
    pub calls: Vec<String>,
    pub numbers: u64,
    /// Polls that are held open now.
    pub polls: usize,
}

impl FakeZaloBot {
    /// Opens a server at which it is `now` until it is told otherwise.
    pub async fn start(now: DateTime<Utc>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let address = Url::parse(&format!("http://127.0.0.1:{port}")).expect("it is an address");
        let world = Arc::new(World {
            state: Mutex::new(Remembered {
                now,
                manners: Manners::default(),
                waiting: VecDeque::new(),
                replayed: None,
                hook: None,
                known: HashSet::new(),
                inboxes: BTreeMap::new(),
                quota: None,
                violations: Vec::new(),
                calls: Vec::new(),
                numbers: 0,
                polls: 0,
            }),
            faults: Faults::default(),
            bell: Notify::new(),
            http: loopback::client(reqwest::Client::builder()),
        });
        let router = Router::new()
            .fallback(answer)
            .layer(DefaultBodyLimit::disable())
            .with_state(Arc::clone(&world));
        tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serving never fails");
        });
        tokio::spawn(bring(Arc::clone(&world)));
        Self { world, address }
    }

    /// What `ZALO_BOT_API_URL` has to be.
    pub fn address(&self) -> &Url {
        &self.address
    }

    /// Somebody with Zalo on their phone.
    pub fn user(&self, name: &str) -> User {
        User::new(Arc::clone(&self.world), name)
    }

    /// From now on messages bear this time.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.world.lock().now = now;
    }

    /// From now on it behaves like this.
    pub fn behave(&self, manners: Manners) {
        self.world.lock().manners = manners;
    }

    /// So many messages may be sent from now on, as far as the plan goes.
    pub fn set_quota(&self, quota: Option<usize>) {
        self.world.lock().quota = quota;
    }

    /// The next calls of a method go wrong.
    pub fn fail(&self, method: &'static str, times: usize, fault: Fault) {
        self.world.faults.add(method, None, times, fault);
    }

    /// Has updates brought to this address, as `setWebhook` does.
    pub fn hook(&self, url: &str, secret: &str) {
        self.world.lock().hook = Some((url.to_owned(), secret.to_owned()));
        self.world.bell.notify_waiters();
    }

    /// Keeps updates for whoever asks.
    pub fn unhook(&self) {
        self.world.lock().hook = None;
    }

    /// Calls that the documents forbid.
    pub fn violations(&self) -> Vec<String> {
        self.world.lock().violations.clone()
    }

    /// The methods that were called since the last look.
    pub fn take_calls(&self) -> Vec<String> {
        std::mem::take(&mut self.world.lock().calls)
    }

    /// What nobody has read, by chat.
    pub fn unread(&self) -> Vec<(String, Vec<String>)> {
        let unread = self.world.lock().inboxes.clone().into_iter();
        unread.filter(|(_, messages)| !messages.is_empty()).collect()
    }

    /// Polls that are held open now.
    pub fn polls(&self) -> usize {
        self.world.lock().polls
    }

    /// Waits until somebody polls.
    pub async fn is_polled(&self) {
        loop {
            let mut rung = std::pin::pin!(self.world.bell.notified());
            rung.as_mut().enable();
            if self.polls() > 0 {
                return;
            }
            rung.await;
        }
    }

    /// Waits until nobody polls.
    pub async fn is_polled_by_nobody(&self) {
        loop {
            let mut rung = std::pin::pin!(self.world.bell.notified());
            rung.as_mut().enable();
            if self.polls() == 0 {
                return;
            }
            rung.await;
        }
    }

    /// Waits until the webhook has taken everything that was said.
    pub async fn is_heard(&self) {
        loop {
            let mut rung = std::pin::pin!(self.world.bell.notified());
            rung.as_mut().enable();
            {
                let state = self.world.lock();
                if state.waiting.is_empty() || state.hook.is_none() {
                    return;
                }
            }
            rung.await;
        }
    }
}

impl World {
    pub(super) fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.state.lock().expect("nothing panics while it is held")
    }
}

impl Remembered {
    /// An id as Zalo makes them.
    pub fn fresh_id(&mut self) -> String {
        self.numbers += 1;
        format!("{:020x}", 0xab00_0000_0000_u64 + self.numbers)
    }
}

/// Brings updates to the webhook, one after the other, each until it is taken.
async fn bring(world: Arc<World>) {
    loop {
        let mut rung = std::pin::pin!(world.bell.notified());
        rung.as_mut().enable();
        let next = {
            let state = world.lock();
            let update = state.waiting.front().cloned();
            update.zip(state.hook.clone()).map(|(update, hook)| (update, hook, state.manners))
        };
        let Some((update, (url, secret), manners)) = next else {
            rung.await;
            continue;
        };
        let body =
            if manners.wrapped { json!({"ok": true, "result": update}) } else { update.clone() };
        let request = world.http.post(&url).header("X-Bot-Api-Secret-Token", secret);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        match request.body(body.to_string()).send().await {
            Ok(response) if response.status().is_success() => {
                let mut state = world.lock();
                if state.waiting.front() == Some(&update) {
                    state.waiting.pop_front();
                }
                drop(state);
                world.bell.notify_waiters();
            }
            Ok(_) | Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
}

async fn answer(State(world): State<Arc<World>>, uri: Uri, body: Bytes) -> Response {
    let Some((token, method)) =
        uri.path().strip_prefix("/bot").and_then(|path| path.split_once('/'))
    else {
        return refuse(&world, 404, "Not Found");
    };
    if token != TOKEN {
        return refuse(&world, 401, "Unauthorized");
    }
    world.lock().calls.push(method.to_owned());
    let lost = match world.faults.take(method, None) {
        None => false,
        Some(Fault::LoseAnswer) => true,
        Some(Fault::Refuse { code, description }) => return refuse(&world, code, description),
        Some(Fault::Answer { status, body }) => {
            let status = StatusCode::from_u16(status).expect("the test gives a status");
            return (status, [(header::CONTENT_TYPE, "text/html")], body).into_response();
        }
        Some(Fault::Busy { .. }) => return refuse(&world, 429, "Too many requests"),
        Some(Fault::Hang) => return std::future::pending().await,
        Some(Fault::Break) => return broken(),
    };
    let call: Value = match serde_json::from_slice(&body) {
        Ok(call) => call,
        Err(_) => return refuse(&world, 400, "Bad Request"),
    };
    let outcome = super::methods::call(&world, method, &call).await;
    if lost {
        return broken();
    }
    match outcome {
        Ok(Some(result)) => respond(200, &json!({"ok": true, "result": result})),
        Ok(None) => respond(200, &json!({"ok": true})),
        Err((code, description)) => refuse(&world, code, description),
    }
}

fn refuse(world: &World, code: u16, description: &str) -> Response {
    let status = if world.lock().manners.honest_status { code } else { 200 };
    // The limit of testWebhook is the one error whose number is spelt in the other way.
    let spelling = if code == 426 { "errorCode" } else { "error_code" };
    respond(status, &json!({"ok": false, "description": description, spelling: code}))
}

fn respond(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).expect("it is one of ours");
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// An answer that breaks off before its first byte.
fn broken() -> Response {
    let end = std::io::Error::other("the connection breaks");
    let body = futures::stream::once(async { Err::<Bytes, _>(end) });
    Response::new(axum::body::Body::from_stream(body))
}
