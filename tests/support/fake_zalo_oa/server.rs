//! The HTTP side, and everything that this Zalo knows.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use url::Url;

use super::fault::{Call, Fault, Faults};
use super::grants::Grants;
pub use super::messages::Takes;
use super::messages::{self, Message, Refusal};
use super::person::{Chat, PATIENCE, Person};
use super::webhook::{self, Event, Signing};
use super::{APP_ID, OA_ID};

/// After so long without a sign of life a person cannot be written to: seven days.
const WINDOW: i64 = 7 * 24 * 3_600_000;
/// After so long a message is charged: 48 hours.
const FREE: i64 = 48 * 3_600_000;

/// A Zalo on loopback; it goes with this value.
pub struct FakeZaloOa {
    world: Arc<World>,
    address: Url,
    serving: JoinHandle<()>,
}

/// What everybody shares.
pub struct World {
    state: Mutex<Known>,
    bell: Notify,
    faults: Faults,
}

pub struct Known {
    now: i64,
    numbers: u64,
    pub people: HashMap<String, Chat>,
    pub hook: Option<String>,
    pub signing: Signing,
    pub waiting: HashMap<String, VecDeque<Event>>,
    /// Whose events are being brought.
    pub served: HashSet<String>,
    delivered: Vec<(String, Event)>,
    grants: Grants,
    takes: Takes,
    /// Messages that may still be sent; none where there is no limit.
    quota: Option<u32>,
    calls: Vec<Value>,
    charged: u32,
    violations: Vec<String>,
}

impl FakeZaloOa {
    /// Opens a server at which it is `now` until it is told otherwise.
    pub async fn start(now: DateTime<Utc>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let address = Url::parse(&format!("http://127.0.0.1:{port}")).expect("it is an address");
        let world = Arc::new(World {
            state: Mutex::new(Known {
                now: now.timestamp_millis(),
                numbers: 0,
                people: HashMap::new(),
                hook: None,
                signing: Signing { by_account: false, bare: false },
                waiting: HashMap::new(),
                served: HashSet::new(),
                delivered: Vec::new(),
                grants: Grants::default(),
                takes: Takes::Either,
                quota: None,
                calls: Vec::new(),
                charged: 0,
                violations: Vec::new(),
            }),
            bell: Notify::new(),
            faults: Faults::default(),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&world));
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serving never fails");
        });
        Self { world, address, serving }
    }

    /// What the addresses of the OpenAPI and of the token server have to be.
    pub fn address(&self) -> &Url {
        &self.address
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Person {
        Person { world: Arc::clone(&self.world), id: id.to_owned() }
    }

    /// From now on events bear this time.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.world.lock().now = now.timestamp_millis();
    }

    /// Has events brought there.
    pub fn set_hook(&self, url: &str) {
        self.world.lock().hook = Some(url.to_owned());
        let people: Vec<String> = self.world.lock().waiting.keys().cloned().collect();
        for person in people {
            self.world.serve(&person);
        }
    }

    /// Signs events in this way from now on.
    pub fn sign(&self, by_account: bool, bare: bool) {
        self.world.lock().signing = Signing { by_account, bare };
    }

    /// Takes buttons in this form from now on.
    pub fn take_buttons(&self, takes: Takes) {
        self.world.lock().takes = takes;
    }

    /// Lets so many messages through from now on.
    pub fn set_quota(&self, quota: Option<u32>) {
        self.world.lock().quota = quota;
    }

    /// Lets the next `times` calls of this kind fail.
    pub fn fail(&self, call: Call, times: usize, fault: Fault) {
        self.world.faults.add(call, times, fault);
    }

    /// Whether every fault has met its call.
    pub fn has_failed(&self) -> bool {
        self.world.faults.are_over()
    }

    /// A pair of tokens, as an administrator makes one by hand: access and refresh token.
    pub fn pair(&self) -> (String, String) {
        let mut known = self.world.lock();
        let now = known.now;
        known.grants.pair(now)
    }

    /// What the administrator's browser ends up at after agreeing on the consent page.
    pub fn agree(&self, page: &Url) -> Url {
        let asked: HashMap<String, String> = page.query_pairs().into_owned().collect();
        assert_eq!(page.path(), "/v4/oa/permission");
        assert_eq!(asked["app_id"], APP_ID);
        let code = self.world.lock().grants.consent(&asked["code_challenge"]);
        let mut back = Url::parse(&asked["redirect_uri"]).expect("it is an address");
        back.query_pairs_mut()
            .append_pair("oa_id", OA_ID)
            .append_pair("code", &code)
            .append_pair("state", &asked["state"]);
        back
    }

    /// Takes every access token back.
    pub fn expire_tokens(&self) {
        self.world.lock().grants.expire_all();
    }

    /// How many pairs came of refreshing, and how often a refresh token was used again.
    pub fn refreshes(&self) -> (usize, usize) {
        let known = self.world.lock();
        (known.grants.refreshed, known.grants.reused)
    }

    /// Every message that was called for since the last time, in order.
    pub fn take_calls(&self) -> Vec<Value> {
        std::mem::take(&mut self.world.lock().calls)
    }

    /// How many messages were sent that cost something.
    pub fn charged(&self) -> u32 {
        self.world.lock().charged
    }

    /// What was called against the rules.
    pub fn violations(&self) -> Vec<String> {
        self.world.lock().violations.clone()
    }

    /// Waits until every event is taken.
    pub async fn is_heard(&self) {
        let heard = || self.world.lock().waiting.is_empty().then_some(());
        self.world.eventually(heard, || "events are not taken".to_owned()).await;
    }

    /// Brings the newest `count` events once more.
    pub fn repeat(&self, count: usize) {
        let again: Vec<_> = {
            let known = self.world.lock();
            let from = known.delivered.len().saturating_sub(count);
            known.delivered[from..].to_vec()
        };
        for (person, event) in again {
            self.world.bring(&person, event);
        }
    }

    /// Brings an event of any content, signed.
    pub fn deliver(&self, person: &str, event: &str, content: &Value) {
        self.world.event(person, event, content);
    }

    /// What people have not read yet, with the id of the person.
    pub fn unread(&self) -> Vec<(String, Message)> {
        let known = self.world.lock();
        let unread = known.people.iter().flat_map(|(id, chat)| {
            chat.unread.iter().map(|message| (id.clone(), message.clone())).collect::<Vec<_>>()
        });
        unread.collect()
    }
}

impl Drop for FakeZaloOa {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl World {
    pub fn lock(&self) -> MutexGuard<'_, Known> {
        self.state.lock().expect("nothing panics while it is held")
    }

    pub fn now(&self) -> i64 {
        self.lock().now
    }

    /// A number that was never given before.
    pub fn number(&self) -> u64 {
        let mut known = self.lock();
        known.numbers += 1;
        known.numbers
    }

    pub fn ring(&self) {
        self.bell.notify_waiters();
    }

    /// Waits until `look` gives something; it is looked at after every change.
    pub async fn eventually<T>(
        &self,
        mut look: impl FnMut() -> Option<T>,
        otherwise: impl Fn() -> String,
    ) -> T {
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let mut rung = std::pin::pin!(self.bell.notified());
                rung.as_mut().enable();
                if let Some(found) = look() {
                    return found;
                }
                rung.await;
            }
        });
        waited.await.unwrap_or_else(|_| panic!("{}", otherwise()))
    }

    /// An event about a person.
    pub fn event(self: &Arc<Self>, person: &str, name: &str, content: &Value) {
        let timestamp = self.now().to_string();
        let mut event = content.clone();
        event["app_id"] = json!(APP_ID);
        event["event_name"] = json!(name);
        event["timestamp"] = json!(timestamp);
        let event = Event { raw: event.to_string().into(), timestamp };
        self.lock().delivered.push((person.to_owned(), event.clone()));
        self.bring(person, event);
    }

    fn bring(self: &Arc<Self>, person: &str, event: Event) {
        self.lock().waiting.entry(person.to_owned()).or_default().push_back(event);
        self.serve(person);
    }

    fn serve(self: &Arc<Self>, person: &str) {
        let mut known = self.lock();
        if known.hook.is_some() && known.served.insert(person.to_owned()) {
            tokio::spawn(webhook::serve(Arc::clone(self), person.to_owned()));
        }
    }
}

impl Known {
    /// `POST /v3.0/oa/message/cs`.
    fn say(&mut self, call: &Value) -> Value {
        self.calls.push(call.clone());
        let (user, message) = match messages::read(call, self.takes) {
            Ok(read) => read,
            Err(Refusal(code, why)) => {
                // A form of buttons that this Zalo does not take is no mistake of the caller.
                if self.takes == Takes::Either {
                    self.violations.push(format!("{code} {why}"));
                }
                return refusal(code, &why);
            }
        };
        let (now, quota) = (self.now, self.quota);
        let Some(chat) = self.people.get_mut(&user) else {
            return refusal(-213, "User has not followed OA");
        };
        if chat.blocked {
            return refusal(-217, "User has blocked invitation from OA");
        }
        let silent = chat.last_interaction.map_or(i64::MAX, |at| now - at);
        if silent > WINDOW {
            return refusal(-230, "User has not interacted with the OA in the past 7 days");
        }
        if quota == Some(0) {
            return refusal(-211, "Out of quota");
        }
        chat.unread.push_back(message.clone());
        chat.screen.push_back(message);
        self.charged += u32::from(silent > FREE);
        self.quota = quota.map(|left| left - 1);
        self.numbers += 1;
        let id = format!("oa{}", self.numbers);
        json!({"error": 0, "message": "Success", "data": {"message_id": id, "user_id": user}})
    }
}

fn refusal(code: i64, message: &str) -> Value {
    json!({"error": code, "message": message})
}

async fn answer(
    State(world): State<Arc<World>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let call = match (method.as_str(), uri.path()) {
        ("POST", "/v4/oa/access_token") => Call::Token,
        ("POST", "/v3.0/oa/message/cs") => Call::Message,
        ("GET", "/v2.0/oa/getoa") => Call::About,
        _ => return respond(StatusCode::NOT_FOUND, "text/html", "<html>404</html>"),
    };
    let carry_out = || {
        let mut known = world.lock();
        let now = known.now;
        let shown = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let answer = if call == Call::Token {
            known.grants.answer(shown("secret_key"), &body, now)
        } else if !shown("access_token").is_some_and(|token| known.grants.admits(token, now)) {
            refusal(-216, "Access token is invalid")
        } else if call == Call::About {
            let data = json!({"oa_id": OA_ID, "name": "Công đoàn Thử nghiệm"});
            json!({"error": 0, "message": "Success", "data": data})
        } else {
            match serde_json::from_slice(&body) {
                Ok(call) => known.say(&call),
                Err(_) => refusal(-201, "body is invalid!"),
            }
        };
        drop(known);
        world.ring();
        answer
    };
    match world.faults.take(call) {
        None => respond(StatusCode::OK, "application/json", carry_out().to_string()),
        Some(Fault::Refuse { code, message }) => {
            respond(StatusCode::OK, "application/json", refusal(code, message).to_string())
        }
        Some(Fault::Answer { status, body }) => {
            let status = StatusCode::from_u16(status).expect("the test gives a status");
            respond(status, "text/html", body)
        }
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::Break) => broken(),
        Some(Fault::LoseAnswer) => {
            carry_out();
            broken()
        }
    }
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
