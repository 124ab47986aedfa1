//! A bot: its people, its updates, and what it has called.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use serde_json::{Map, Value};

use super::fault::{Fault, Faults};
use super::queue::{Lane, Queue};
use super::server::World;
use super::user::{Chat, Message, PATIENCE, User};
use super::{spec, webhook};

/// One bot of the fake Telegram.
#[derive(Clone)]
pub struct Bot(pub(super) Arc<Inner>);

pub struct Inner {
    pub world: Arc<World>,
    /// The number in the token.
    pub id: i64,
    pub queue: Queue,
    pub chats: RwLock<HashMap<i64, Arc<Chat>>>,
    /// The presses that spin.
    pub spinning: Mutex<HashSet<String>>,
    /// By file id.
    pub files: Mutex<HashMap<String, File>>,
    pub menus: Mutex<Menus>,
    numbers: AtomicI64,
    calls: Mutex<Vec<Call>>,
    violations: Mutex<Vec<String>>,
    faults: Faults,
}

/// Commands and their descriptions, by scope and language.
type Menus = HashMap<(String, String), Vec<(String, String)>>;

/// A file that lies with Telegram.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    pub is_photo: bool,
    pub content: Vec<u8>,
}

/// A call as it came.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    pub method: String,
    pub body: Map<String, Value>,
}

impl Bot {
    pub(super) fn new(world: Arc<World>, token: &str) -> Self {
        let id = token.split(':').next().and_then(|id| id.parse().ok());
        Self(Arc::new(Inner {
            world,
            id: id.expect("a token begins with a number"),
            queue: Queue::default(),
            chats: RwLock::default(),
            spinning: Mutex::default(),
            files: Mutex::default(),
            menus: Mutex::default(),
            numbers: AtomicI64::new(1),
            calls: Mutex::default(),
            violations: Mutex::default(),
            faults: Faults::default(),
        }))
    }

    /// The person with this number, whose phone speaks Vietnamese. The bot does not know them
    /// until they have said something.
    pub fn user(&self, id: i64) -> User {
        self.user_speaking(id, "vi")
    }

    /// The person with this number, whose phone speaks this language.
    pub fn user_speaking(&self, id: i64, language: &str) -> User {
        let mut chats = self.0.chats.write().expect("nothing panics while it is held");
        let chat = chats.entry(id).or_insert_with(|| Arc::new(Chat::new(id, language)));
        User { bot: self.clone(), chat: Arc::clone(chat) }
    }

    /// Everything that was called since the last time, in order.
    pub fn take_calls(&self) -> Vec<Call> {
        std::mem::take(&mut *self.0.calls.lock().expect("nothing panics while it is held"))
    }

    /// Waits until there were so many calls since the last [`Bot::take_calls`].
    pub async fn is_called(&self, times: usize) {
        let calls = || self.0.calls.lock().expect("nothing panics while it is held").len();
        let waited = tokio::time::timeout(PATIENCE, self.0.queue.until(|| calls() >= times)).await;
        waited.unwrap_or_else(|_| panic!("the bot has called {} times, not {times}", calls()));
    }

    /// What was called against the specification.
    pub fn violations(&self) -> Vec<String> {
        self.0.violations.lock().expect("nothing panics while it is held").clone()
    }

    /// Buttons that were pressed and still spin on somebody's phone.
    pub fn unanswered_presses(&self) -> usize {
        self.0.spinning.lock().expect("nothing panics while it is held").len()
    }

    /// Waits until the bot has taken every update and answered every press.
    pub async fn is_heard(&self) {
        let heard = || self.waiting_updates() == 0 && self.unanswered_presses() == 0;
        let waited = tokio::time::timeout(PATIENCE, self.0.queue.until(heard)).await;
        waited.unwrap_or_else(|_| {
            let (updates, presses) = (self.waiting_updates(), self.unanswered_presses());
            panic!("{updates} updates are not taken and {presses} presses not answered")
        });
    }

    /// What people have not read yet, with the number of the person.
    pub fn unread(&self) -> Vec<(i64, Message)> {
        let chats = self.0.chats.read().expect("nothing panics while it is held");
        let unread = chats.values().flat_map(|chat| {
            let messages = chat.unread();
            messages.into_iter().map(|message| (chat.id(), message)).collect::<Vec<_>>()
        });
        unread.collect()
    }

    /// Updates that the bot has not taken.
    pub fn waiting_updates(&self) -> usize {
        self.0.queue.waiting()
    }

    /// Lets the next `times` calls of a method fail.
    pub fn fail(&self, method: &'static str, times: usize, fault: Fault) {
        self.0.faults.add(method, None, times, fault);
    }

    /// Lets the next `times` calls of a method fail that concern this chat.
    pub fn fail_for(&self, chat: i64, method: &'static str, times: usize, fault: Fault) {
        self.0.faults.add(method, Some(chat), times, fault);
    }

    /// Delivers the newest `count` updates once more, as Telegram may. A bot that polls and has
    /// acknowledged them does not see them.
    pub fn repeat(&self, count: usize) {
        for lane in self.0.queue.repeat(count) {
            self.serve(lane);
        }
    }

    /// Delivers a text in place of an update.
    pub fn deliver_raw(&self, raw: &str) {
        if let Some(lane) = self.0.queue.push_raw(raw) {
            self.serve(lane);
        }
    }

    pub(super) fn queue(&self) -> &Queue {
        &self.0.queue
    }

    pub(super) fn push(&self, lane: Lane, kind: &str, body: &str) {
        if let Some(lane) = self.0.queue.push(lane, kind, body) {
            self.serve(lane);
        }
    }

    pub(super) fn serve(&self, lane: Lane) {
        tokio::spawn(webhook::serve(self.clone(), lane));
    }

    /// A number that was never given before.
    pub(super) fn number(&self) -> i64 {
        self.0.numbers.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn fault(&self, method: &str, chat: Option<i64>) -> Option<Fault> {
        self.0.faults.take(method, chat)
    }

    /// Keeps a call, and what is wrong with it.
    pub(super) fn judge(&self, method: &str, body: &Map<String, Value>) -> Option<String> {
        if !self.0.world.is_strict() {
            return None;
        }
        let wrong = spec::violations(method, body);
        let first = wrong.first().cloned();
        self.0.violations.lock().expect("nothing panics while it is held").extend(wrong);
        let call = Call { method: method.to_owned(), body: body.clone() };
        self.0.calls.lock().expect("nothing panics while it is held").push(call);
        self.0.queue.ring();
        first
    }

    pub(super) fn keep_file(&self, id: &str, kind: &str, content: Vec<u8>) {
        let file = File { is_photo: kind == "photo", content };
        let mut files = self.0.files.lock().expect("nothing panics while it is held");
        files.insert(id.to_owned(), file);
    }

    /// What a file holds that a person or the bot has sent.
    pub fn content(&self, id: &str) -> Option<Vec<u8>> {
        self.file(id).map(|file| file.content)
    }

    pub(super) fn file(&self, id: &str) -> Option<File> {
        self.0.files.lock().expect("nothing panics while it is held").get(id).cloned()
    }

    /// The bytes at a path that `getFile` gave.
    pub(super) fn download(&self, path: &str) -> Option<Vec<u8>> {
        self.content(path.strip_prefix("files/")?)
    }
}
