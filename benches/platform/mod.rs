//! A lean Telegram: it hands out updates and takes messages, and its people answer each message
//! at once. It parses no more of a message than a person reads.

pub mod process;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::Notify;

/// The people on the platform. They are called one at a time, and never wait.
pub trait Crowd: Send + 'static {
    /// Somebody reads a message of the bot, and may say something.
    fn reads(&mut self, person: usize, message: &Read, out: &mut Said);
}

/// What a person sees of a message.
pub struct Read<'a> {
    pub text: Cow<'a, str>,
    markup: Option<&'a RawValue>,
}

/// What people say, on its way to the bots. Everybody talks to one of them.
pub struct Said {
    pending: Vec<VecDeque<(i64, String)>>,
    next_update: i64,
    /// For each bot, since when nobody has asked for its updates.
    unpolled: Vec<Option<Instant>>,
    longest_unpolled: Duration,
}

/// The server and everybody on it.
pub struct Platform<C> {
    shared: Arc<Shared<C>>,
    address: SocketAddr,
    server: tokio::task::JoinHandle<()>,
}

struct Shared<C> {
    state: Mutex<Everything<C>>,
    arrived: Notify,
    polled: Notify,
}

struct Everything<C> {
    crowd: C,
    said: Said,
}

impl<C: Crowd> Platform<C> {
    /// Listens on a free port of the loopback interface. There are so many bots.
    pub async fn start(crowd: C, bots: usize) -> anyhow::Result<Self> {
        let said = Said {
            pending: vec![VecDeque::new(); bots],
            next_update: 1,
            unpolled: vec![None; bots],
            longest_unpolled: Duration::ZERO,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(Everything { crowd, said }),
            arrived: Notify::new(),
            polled: Notify::new(),
        });
        let router = Router::new()
            .route("/{bot}/{method}", post(call))
            .route("/file/{bot}/{photo}", get(download))
            .with_state(Arc::clone(&shared));
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

    /// Does something with the people, who may speak up unasked.
    pub fn with<T>(&self, act: impl FnOnce(&mut C, &mut Said) -> T) -> T {
        let mut state = self.shared.lock();
        let Everything { crowd, said } = &mut *state;
        let done = act(crowd, said);
        drop(state);
        self.shared.arrived.notify_waiters();
        done
    }
}

impl<C> Drop for Platform<C> {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl<C> Shared<C> {
    fn lock(&self) -> MutexGuard<'_, Everything<C>> {
        self.state.lock().expect("nobody panics holding it")
    }
}

/// As much of a request as the platform looks at.
#[derive(Deserialize)]
struct Sent<'a> {
    #[serde(borrow)]
    chat_id: &'a RawValue,
    #[serde(borrow, default)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    reply_markup: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct Keyboard {
    #[serde(default)]
    inline_keyboard: Vec<Vec<Key>>,
}

#[derive(Deserialize)]
struct Key {
    text: String,
    callback_data: String,
}

impl Read<'_> {
    /// The data of the first button whose label has these words in it.
    pub fn button(&self, label: &str) -> Option<String> {
        self.buttons(label).into_iter().next()
    }

    /// The data of every button whose label has these words in it.
    pub fn buttons(&self, label: &str) -> Vec<String> {
        // Most buttons that are looked for are not there, and need no parser to be missed.
        let markup = self.markup.filter(|markup| markup.get().contains(label));
        let keyboard = markup.and_then(|markup| serde_json::from_str(markup.get()).ok());
        let keyboard: Keyboard = keyboard.unwrap_or_default();
        let keys = keyboard.inline_keyboard.into_iter().flatten();
        keys.filter(|key| key.text.contains(label)).map(|key| key.callback_data).collect()
    }
}

async fn call<C: Crowd>(
    State(shared): State<Arc<Shared<C>>>,
    Path((bot, method)): Path<(String, String)>,
    body: Bytes,
) -> String {
    let number = bot.trim_start_matches("bot").split(':').next().and_then(|id| id.parse().ok());
    let bot = number.map_or(0, |id: usize| id.saturating_sub(FIRST_BOT));
    match method.to_ascii_lowercase().as_str() {
        "getupdates" => updates(&shared, bot, &body).await,
        "sendmessage" => {
            let Ok(sent) = serde_json::from_slice::<Sent>(&body) else {
                return r#"{"ok":false,"error_code":400,"description":"Bad Request"}"#.to_owned();
            };
            let chat: usize = sent.chat_id.get().trim_matches('"').parse().unwrap_or(FIRST_CHAT);
            let mut state = shared.lock();
            let before = state.said.next_update;
            let Everything { crowd, said } = &mut *state;
            let read = Read { text: sent.text, markup: sent.reply_markup };
            crowd.reads(chat - FIRST_CHAT, &read, said);
            let spoke = said.next_update > before;
            drop(state);
            if spoke {
                shared.arrived.notify_waiters();
            }
            format!(
                r#"{{"ok":true,"result":{{"message_id":1,"date":1767225600,"chat":{{"id":{chat},"type":"private","first_name":"A"}},"text":"x"}}}}"#,
            )
        }
        "getme" => {
            let id = FIRST_BOT + bot;
            format!(
                r#"{{"ok":true,"result":{{"id":{id},"is_bot":true,"first_name":"B","username":"b","can_join_groups":false,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}}}"#
            )
        }
        "getfile" => {
            let Asked { file_id } = serde_json::from_slice(&body).unwrap_or_default();
            format!(
                r#"{{"ok":true,"result":{{"file_id":"{file_id}","file_unique_id":"u{file_id}","file_size":300,"file_path":"{file_id}"}}}}"#
            )
        }
        _ => r#"{"ok":true,"result":true}"#.to_owned(),
    }
}

#[derive(Deserialize, Default)]
struct Asked {
    file_id: String,
}

async fn download(Path((_bot, photo)): Path<(String, String)>) -> Vec<u8> {
    jpeg(&photo)
}

/// A picture unlike any other: the parts of a JPEG that a reader needs, and its name for light
/// and shade.
fn jpeg(name: &str) -> Vec<u8> {
    const BEGINS: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    const SIZE: &[u8] = b"\xff\xc0\x00\x0b\x08\x03\xc0\x05\x00\x01\x01\x11\x00";
    const SCAN: &[u8] = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00";
    [BEGINS, SIZE, SCAN, name.as_bytes(), b"\xff\xd9"].concat()
}

/// Chat ids begin here.
const FIRST_CHAT: usize = 1_000_000;

/// The numbers of bots begin here.
pub const FIRST_BOT: usize = 7_000;

#[derive(Deserialize, Default)]
struct Poll {
    #[serde(default)]
    offset: i64,
}

/// A poll under way. Whoever dies does not come back for the next one.
struct Open<'a, C> {
    shared: &'a Shared<C>,
    bot: usize,
}

impl<'a, C> Open<'a, C> {
    fn new(shared: &'a Shared<C>, bot: usize) -> Self {
        let mut state = shared.lock();
        if let Some(since) = state.said.unpolled.get_mut(bot).and_then(Option::take) {
            state.said.longest_unpolled = state.said.longest_unpolled.max(since.elapsed());
        }
        Self { shared, bot }
    }
}

impl<C> Drop for Open<'_, C> {
    fn drop(&mut self) {
        if let Some(since) = self.shared.lock().said.unpolled.get_mut(self.bot) {
            *since = Some(Instant::now());
        }
    }
}

async fn updates<C>(shared: &Shared<C>, bot: usize, body: &[u8]) -> String {
    let Poll { offset } = serde_json::from_slice(body).unwrap_or_default();
    let _open = Open::new(shared, bot);
    shared.polled.notify_one();
    let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
    loop {
        let mut arrived = std::pin::pin!(shared.arrived.notified());
        arrived.as_mut().enable();
        {
            let mut state = shared.lock();
            let Some(pending) = state.said.pending.get_mut(bot) else {
                return r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#.to_owned();
            };
            while pending.front().is_some_and(|(id, _)| *id < offset) {
                pending.pop_front();
            }
            if !pending.is_empty() {
                let mut answer = String::from(r#"{"ok":true,"result":["#);
                for (place, (_, update)) in pending.iter().take(100).enumerate() {
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

impl Said {
    /// Somebody types words.
    pub fn words(&mut self, person: usize, words: &str) {
        let words = serde_json::to_string(words).expect("words are text");
        self.message(person, &format!(r#""text":{words}"#));
    }

    /// Somebody presses the button that holds `data`.
    pub fn press(&mut self, person: usize, data: &str) {
        let data = serde_json::to_string(data).expect("data is text");
        let (id, chat) = (self.next_update, person + FIRST_CHAT);
        self.push(person, format!(
            r#"{{"update_id":{id},"callback_query":{{"id":"{id}","from":{{"id":{chat},{NAME},"is_bot":false,"language_code":"vi"}},"chat_instance":"1","data":{data},"message":{{"message_id":{id},"chat":{{"id":{chat},{NAME},"type":"private"}},"date":{},"text":"x"}}}}}}"#,
            now()
        ));
    }

    /// Somebody sends a photo of an album.
    pub fn photo(&mut self, person: usize, album: u64) {
        let id = self.next_update;
        self.message(person, &format!(
            r#""media_group_id":"{album}","photo":[{{"file_id":"photo-{id}","file_unique_id":"u{id}","width":1280,"height":960,"file_size":180000}}]"#
        ));
    }

    /// The longest that a bot's updates were asked for by nobody.
    pub fn longest_unpolled(&self) -> Duration {
        self.longest_unpolled
    }

    /// How many updates the bot has not fetched.
    pub fn waiting(&self) -> usize {
        self.pending.iter().map(VecDeque::len).sum()
    }

    fn message(&mut self, person: usize, holds: &str) {
        let (id, chat) = (self.next_update, person + FIRST_CHAT);
        self.push(person, format!(
            r#"{{"update_id":{id},"message":{{"message_id":{id},"from":{{"id":{chat},{NAME},"is_bot":false,"language_code":"vi"}},"chat":{{"id":{chat},{NAME},"type":"private"}},"date":{},{holds}}}}}"#,
            now()
        ));
    }

    fn push(&mut self, person: usize, update: String) {
        let bot = person % self.pending.len();
        self.pending[bot].push_back((self.next_update, update));
        self.next_update += 1;
    }
}

/// Everybody goes by a shop's name, as people do.
const NAME: &str = r#""first_name":"Cửa hàng Lan""#;

/// When a message is said, as the platform stamps it.
fn now() -> u64 {
    let since = std::time::UNIX_EPOCH.elapsed();
    since.map_or(0, |since| since.as_secs())
}

/// How long people waited for their answers.
#[derive(Clone, Default)]
pub struct Waits(Vec<u32>);

impl Waits {
    pub fn push(&mut self, said_at: Instant) {
        self.0.push(u32::try_from(said_at.elapsed().as_micros()).unwrap_or(u32::MAX));
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A percentile, in milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(place).map_or(0.0, |micros| f64::from(*micros) / 1e3)
    }
}
