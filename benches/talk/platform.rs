//! A lean Telegram: it hands out updates, takes messages, and its people answer each message
//! at once. It parses no more of a message than a person reads.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::routing::post;
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::Notify;

use crate::script::{Move, SCRIPT};

/// The server and everybody on it.
pub struct Platform {
    shared: Arc<Shared>,
    address: SocketAddr,
    server: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<Everything>,
    arrived: Notify,
    polled: Notify,
    ended: AtomicBool,
}

#[derive(Default)]
struct Everything {
    pending: VecDeque<(i64, String)>,
    next_update: i64,
    workers: Vec<Worker>,
    figures: Figures,
}

#[derive(Clone)]
struct Worker {
    step: usize,
    said_at: Instant,
}

/// What was measured.
#[derive(Clone, Default)]
pub struct Figures {
    pub updates: u64,
    pub submissions: u64,
    latencies: Vec<Duration>,
}

impl Figures {
    /// A percentile of the time from an update to its answer.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or_default()
    }
}

impl Platform {
    /// Listens on a free port of the loopback interface.
    pub async fn start() -> anyhow::Result<Self> {
        let shared = Arc::new(Shared::default());
        shared.state.lock().expect("nobody panics holding it").next_update = 1;
        let router =
            Router::new().route("/{bot}/{method}", post(call)).with_state(Arc::clone(&shared));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { shared, address, server })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits for the bot.
    pub async fn wait_until_polled(&self) {
        self.shared.polled.notified().await;
    }

    /// Everybody opens the talk.
    pub fn begin(&self, workers: usize) {
        let mut state = self.shared.state.lock().expect("nobody panics holding it");
        let now = Instant::now();
        state.workers = vec![Worker { step: 0, said_at: now }; workers];
        for worker in 0..workers {
            state.say(worker, None);
        }
        drop(state);
        self.shared.arrived.notify_waiters();
    }

    /// Begins to measure anew.
    pub fn reset(&self) {
        self.shared.state.lock().expect("nobody panics holding it").figures = Figures::default();
    }

    pub fn figures(&self) -> Figures {
        self.shared.state.lock().expect("nobody panics holding it").figures.clone()
    }

    /// Nobody says anything any more.
    pub fn end(&self) {
        self.shared.ended.store(true, Ordering::Release);
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// As much of a message as a person looks at.
#[derive(Deserialize)]
struct Sent<'a> {
    #[serde(borrow)]
    chat_id: &'a RawValue,
    #[serde(borrow, default)]
    reply_markup: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Keyboard {
    #[serde(default)]
    inline_keyboard: Vec<Vec<Key>>,
}

#[derive(Deserialize)]
struct Key {
    text: String,
    callback_data: String,
}

async fn call(
    State(shared): State<Arc<Shared>>,
    Path((_bot, method)): Path<(String, String)>,
    body: Bytes,
) -> String {
    match method.to_ascii_lowercase().as_str() {
        "getupdates" => updates(&shared, &body).await,
        "sendmessage" => {
            let Ok(sent) = serde_json::from_slice::<Sent>(&body) else {
                return r#"{"ok":false,"error_code":400,"description":"Bad Request"}"#.to_owned();
            };
            let worker: usize =
                sent.chat_id.get().trim_matches('"').parse().map_or(0, |id: usize| id - FIRST_CHAT);
            hear(&shared, worker, sent.reply_markup);
            format!(
                r#"{{"ok":true,"result":{{"message_id":1,"date":1767225600,"chat":{{"id":{},"type":"private","first_name":"A"}},"text":"x"}}}}"#,
                worker + FIRST_CHAT
            )
        }
        "getme" => r#"{"ok":true,"result":{"id":7000,"is_bot":true,"first_name":"B","username":"b","can_join_groups":false,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}"#.to_owned(),
        _ => r#"{"ok":true,"result":true}"#.to_owned(),
    }
}

/// Chat ids begin here.
const FIRST_CHAT: usize = 1_000_000;

#[derive(Deserialize, Default)]
struct Poll {
    #[serde(default)]
    offset: i64,
}

async fn updates(shared: &Shared, body: &[u8]) -> String {
    let Poll { offset } = serde_json::from_slice(body).unwrap_or_default();
    shared.polled.notify_one();
    let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
    loop {
        let mut arrived = std::pin::pin!(shared.arrived.notified());
        arrived.as_mut().enable();
        {
            let mut state = shared.state.lock().expect("nobody panics holding it");
            while state.pending.front().is_some_and(|(id, _)| *id < offset) {
                state.pending.pop_front();
            }
            if !state.pending.is_empty() {
                let mut answer = String::from(r#"{"ok":true,"result":["#);
                for (place, (_, update)) in state.pending.iter().take(100).enumerate() {
                    if place > 0 {
                        answer.push(',');
                    }
                    answer.push_str(update);
                }
                answer.push_str("]}");
                return answer;
            }
        }
        tokio::select! {
            () = arrived => {}
            () = tokio::time::sleep_until(deadline) => return r#"{"ok":true,"result":[]}"#.to_owned(),
        }
    }
}

/// A person reads a message and answers it.
fn hear(shared: &Shared, worker: usize, markup: Option<&RawValue>) {
    let mut state = shared.state.lock().expect("nobody panics holding it");
    let Some(person) = state.workers.get_mut(worker) else { return };
    let waited = person.said_at.elapsed();
    person.step += 1;
    let finished = person.step == SCRIPT.len();
    if finished {
        person.step = script_restart();
    }
    state.figures.updates += 1;
    state.figures.submissions += u64::from(finished);
    state.figures.latencies.push(waited);
    if shared.ended.load(Ordering::Acquire) {
        return;
    }
    state.say(worker, markup);
    drop(state);
    shared.arrived.notify_waiters();
}

/// Where a worker goes on after a submission: the profile is asked once.
fn script_restart() -> usize {
    SCRIPT.iter().position(|step| matches!(step, Move::Again(_))).unwrap_or(0)
}

impl Everything {
    fn say(&mut self, worker: usize, markup: Option<&RawValue>) {
        let id = self.next_update;
        self.next_update += 1;
        let chat = worker + FIRST_CHAT;
        let person = &mut self.workers[worker];
        person.said_at = Instant::now();
        let from = format!(
            r#"{{"id":{chat},"is_bot":false,"first_name":"Cửa hàng Lan","language_code":"vi"}}"#
        );
        let chat = format!(r#"{{"id":{chat},"type":"private","first_name":"Cửa hàng Lan"}}"#);
        let update = match &SCRIPT[person.step] {
            Move::Say(words) | Move::Again(words) => format!(
                r#"{{"update_id":{id},"message":{{"message_id":{id},"from":{from},"chat":{chat},"date":1767225600,"text":{}}}}}"#,
                serde_json::to_string(words).expect("words are text")
            ),
            Move::Tap(label) => {
                let data = markup.and_then(|markup| find_key(markup, label)).unwrap_or_default();
                format!(
                    r#"{{"update_id":{id},"callback_query":{{"id":"{id}","from":{from},"chat_instance":"1","data":{},"message":{{"message_id":{id},"chat":{chat},"date":1767225600,"text":"x"}}}}}}"#,
                    serde_json::to_string(&data).expect("data is text")
                )
            }
        };
        self.pending.push_back((id, update));
    }
}

fn find_key(markup: &RawValue, label: &str) -> Option<String> {
    let keyboard: Keyboard = serde_json::from_str(markup.get()).ok()?;
    let mut keys = keyboard.inline_keyboard.into_iter().flatten();
    keys.find(|key| key.text.contains(label)).map(|key| key.callback_data)
}
