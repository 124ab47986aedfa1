//! A person with a phone.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::bot::Bot;
use super::content;
use super::queue::Lane;

/// How many messages a phone shows above the input field.
const SCREEN: usize = 30;

/// How long somebody waits for an answer before the test fails: longer than a machine takes that
/// has other things to do.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody who talks to a bot.
#[derive(Clone)]
pub struct User {
    pub(super) bot: Bot,
    pub(super) chat: Arc<Chat>,
}

/// The private chat of one person with one bot.
pub struct Chat {
    id: i64,
    language: String,
    /// The person, as updates show them.
    from: String,
    /// The chat, as updates show it.
    as_json: String,
    state: Mutex<State>,
    bell: Notify,
}

#[derive(Default)]
struct State {
    is_started: bool,
    is_blocked: bool,
    unread: VecDeque<Message>,
    /// The newest last.
    screen: VecDeque<Message>,
    /// What lies under the input field.
    keys: Vec<Key>,
    last_said: Option<i64>,
}

/// A message of the bot, as the person reads it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub id: i64,
    /// The words, without mark-up.
    pub text: String,
    /// The words as they were sent.
    pub markup: String,
    /// The buttons under it, row by row.
    pub buttons: Vec<Vec<Button>>,
    /// The id of the file that it is, if it is one.
    pub file: Option<String>,
}

/// A button under a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Button {
    pub label: String,
    pub data: String,
}

#[derive(Clone, Debug)]
struct Key {
    label: String,
    shares_contact: bool,
}

impl Message {
    pub(super) fn new(id: i64, text: String, markup: &str, keyboard: Option<&Value>) -> Self {
        let rows = keyboard.and_then(|keyboard| keyboard["inline_keyboard"].as_array());
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let button =
            |b: &Value| Button { label: string(&b["text"]), data: string(&b["callback_data"]) };
        let row = |row: &Value| row.as_array().into_iter().flatten().map(button).collect();
        let buttons = rows.into_iter().flatten().map(row).collect();
        Self { id, text, markup: markup.to_owned(), buttons, file: None }
    }

    pub(super) fn file(id: i64, file: &str, keyboard: Option<&Value>) -> Self {
        Self { file: Some(file.to_owned()), ..Self::new(id, String::new(), "", keyboard) }
    }

    /// The labels of all buttons.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().flatten().map(|button| button.label.as_str()).collect()
    }

    pub fn button(&self, label: &str) -> Option<&Button> {
        self.buttons.iter().flatten().find(|button| button.label == label)
    }
}

impl Chat {
    pub(super) fn new(id: i64, language: &str) -> Self {
        let from = json!({"id": id, "is_bot": false, "first_name": "Cửa hàng Hoa",
            "username": format!("user{id}"), "language_code": language});
        let chat = json!({"id": id, "type": "private", "first_name": "Cửa hàng Hoa",
            "username": format!("user{id}")});
        Self {
            id,
            language: language.to_owned(),
            from: from.to_string(),
            as_json: chat.to_string(),
            state: Mutex::default(),
            bell: Notify::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while it is held")
    }

    pub(super) fn id(&self) -> i64 {
        self.id
    }

    pub(super) fn unread(&self) -> Vec<Message> {
        self.lock().unread.iter().cloned().collect()
    }

    pub(super) fn is_started(&self) -> bool {
        self.lock().is_started
    }

    pub(super) fn is_blocked(&self) -> bool {
        self.lock().is_blocked
    }

    pub(super) fn as_json(&self) -> &str {
        &self.as_json
    }

    /// Puts a message of the bot on the screen.
    pub(super) fn show(&self, message: Message, markup: Option<&Value>) {
        let mut state = self.lock();
        if let Some(markup) = markup {
            if let Some(rows) = markup["keyboard"].as_array() {
                let keys = rows.iter().filter_map(Value::as_array).flatten();
                let keys = keys.map(|key| Key {
                    label: key["text"].as_str().unwrap_or_default().to_owned(),
                    shares_contact: key["request_contact"] == true,
                });
                state.keys = keys.collect();
            } else if markup["remove_keyboard"] == true {
                state.keys.clear();
            }
        }
        if state.screen.len() == SCREEN {
            state.screen.pop_front();
        }
        state.screen.push_back(message.clone());
        state.unread.push_back(message);
        drop(state);
        self.bell.notify_waiters();
    }
}

impl User {
    /// The number by which the bot knows the person.
    pub fn id(&self) -> i64 {
        self.chat.id
    }

    /// Opens the talk, perhaps through a link.
    pub fn start(&self, payload: Option<&str>) {
        match payload {
            Some(payload) => self.say(&format!("/start {payload}")),
            None => self.say("/start"),
        };
    }

    /// Writes words; gives the number of the message.
    pub fn say(&self, words: &str) -> i64 {
        self.message(&format!(r#""text":{}"#, json!(words)))
    }

    /// Changes the words of the newest message.
    pub fn edit_last(&self, words: &str) {
        let last = self.chat.lock().last_said.expect("something was said before");
        self.edit(last, words);
    }

    /// Changes the words of a message.
    pub fn edit(&self, message: i64, words: &str) {
        let now = self.bot.0.world.now();
        let content = format!(r#""edit_date":{now},"text":{}"#, json!(words));
        self.push("edited_message", &self.body(message, &content));
    }

    /// Presses the newest button, or key under the input field, with this label.
    pub fn tap(&self, label: &str) {
        let state = self.chat.lock();
        let pressed = state.screen.iter().rev().find_map(|message| {
            message.button(label).map(|button| (message.id, button.data.clone()))
        });
        let key = state.keys.iter().find(|key| key.label == label).cloned();
        let shown: Vec<_> = state.screen.iter().flat_map(Message::labels).collect();
        let problem = format!("there is no {label:?}, only {shown:?} and {:?}", state.keys);
        drop(state);
        match (key, pressed) {
            (Some(Key { shares_contact: true, .. }), _) => self.share_contact("84912345678"),
            (Some(Key { label, .. }), _) => drop(self.say(&label)),
            (None, Some((message, data))) => self.press(message, &data),
            (None, None) => panic!("{problem}"),
        }
    }

    /// Sends what a button of this message could have held, or could not.
    pub fn press(&self, message: i64, data: &str) {
        let id = format!("press-{}", self.bot.number());
        let spinning = &self.bot.0.spinning;
        spinning.lock().expect("nothing panics while it is held").insert(id.clone());
        let now = self.bot.0.world.now();
        let Chat { id: chat_id, from, as_json: chat, .. } = &*self.chat;
        let body = format!(
            r#"{{"id":"{id}","from":{from},"message":{{"message_id":{message},"date":{now},"chat":{chat}}},"chat_instance":"-{chat_id}","data":{}}}"#,
            json!(data),
        );
        self.bot.push(Lane::Presses(self.chat.id), "callback_query", &body);
    }

    /// Shares the person's own phone number.
    pub fn share_contact(&self, phone: &str) {
        self.contact(phone, Some(self.chat.id));
    }

    /// Shares somebody else's contact card.
    pub fn forward_contact(&self, phone: &str, owner: Option<i64>) {
        self.contact(phone, owner);
    }

    fn contact(&self, phone: &str, owner: Option<i64>) {
        let mut contact = json!({"phone_number": phone, "first_name": "Hoa"});
        if let Some(owner) = owner {
            contact["user_id"] = json!(owner);
        }
        self.message(&format!(r#""contact":{contact}"#));
    }

    /// Sends a photo; gives its file id.
    pub fn send_photo(&self, caption: Option<&str>) -> String {
        self.photo(caption, None)
    }

    /// Sends photos together.
    pub fn send_album(&self, count: usize, caption: Option<&str>) -> Vec<String> {
        let album = self.bot.number().to_string();
        let caption = |index| if index == 0 { caption } else { None };
        (0..count).map(|index| self.photo(caption(index), Some(&album))).collect()
    }

    fn photo(&self, caption: Option<&str>, album: Option<&str>) -> String {
        let id = format!("photo-{}", self.bot.number());
        self.bot.keep_file(&id, "photo", content::of("photo", &id));
        let size = |name: &str, side: i64| {
            json!({"file_id": format!("{id}{name}"), "file_unique_id": format!("unique-{id}{name}"),
                "width": side, "height": side, "file_size": side * 100})
        };
        let mut content = json!({"photo": [size("-small", 90), size("", 1280)]});
        if let Some(caption) = caption {
            content["caption"] = json!(caption);
        }
        if let Some(album) = album {
            content["media_group_id"] = json!(album);
        }
        self.message(inner(&content.to_string()));
        id
    }

    /// Sends a file; gives its id.
    pub fn send_document(&self, name: &str) -> String {
        self.file("document", &json!({"file_name": name, "mime_type": "application/pdf"}))
    }

    /// Says something into the phone; gives the file's id.
    pub fn send_voice(&self) -> String {
        self.file("voice", &json!({"duration": 7, "mime_type": "audio/ogg"}))
    }

    fn file(&self, kind: &str, more: &Value) -> String {
        let id = format!("{kind}-{}", self.bot.number());
        self.bot.keep_file(&id, kind, content::of(kind, &id));
        let mut file = more.clone();
        file["file_id"] = json!(id);
        file["file_unique_id"] = json!(format!("unique-{id}"));
        file["file_size"] = json!(20_000);
        self.message(&format!(r#""{kind}":{file}"#));
        id
    }

    /// Sends a sticker.
    pub fn send_sticker(&self) {
        self.message(
            r#""sticker":{"file_id":"s","file_unique_id":"us","type":"regular","width":512,"height":512,"is_animated":false,"is_video":false,"emoji":"👍"}"#,
        );
    }

    /// Sends a file with words under it, perhaps one of an album; gives its id.
    pub fn send_file(
        &self,
        kind: &str,
        name: &str,
        caption: Option<&str>,
        album: Option<&str>,
    ) -> String {
        let id = format!("{kind}-{}", self.bot.number());
        self.bot.keep_file(&id, kind, content::of(kind, &id));
        let file = json!({"file_id": id, "file_unique_id": format!("unique-{id}"),
            "width": 1280, "height": 1280, "duration": 7, "file_size": 20_000});
        let mut content = json!({ kind: file });
        if kind == "photo" {
            content[kind] = json!([content[kind]]);
        } else if kind == "document" {
            content[kind]["file_name"] = json!(name);
        }
        if let Some(caption) = caption {
            content["caption"] = json!(caption);
        }
        if let Some(album) = album {
            content["media_group_id"] = json!(album);
        }
        self.message(inner(&content.to_string()));
        id
    }

    /// Sends a document with this content; gives its id.
    pub fn send_bytes(&self, name: &str, content: Vec<u8>) -> String {
        let id = format!("document-{}", self.bot.number());
        let file = json!({"file_id": id, "file_unique_id": format!("unique-{id}"),
            "file_name": name, "file_size": content.len()});
        self.bot.keep_file(&id, "document", content);
        self.message(inner(&json!({ "document": file }).to_string()));
        id
    }

    /// Sends a message with any content: the fields of a message, as JSON.
    pub fn send(&self, content: &Value) {
        self.message(inner(&content.to_string()));
    }

    /// Blocks the bot.
    pub fn block(&self) {
        self.chat.lock().is_blocked = true;
        self.membership("member", "kicked");
    }

    /// Unblocks the bot.
    pub fn unblock(&self) {
        self.chat.lock().is_blocked = false;
        self.membership("kicked", "member");
    }

    fn membership(&self, old: &str, new: &str) {
        let bot = json!({"id": self.bot.0.id, "is_bot": true, "first_name": "Bot"});
        let now = self.bot.0.world.now();
        let Chat { from, as_json: chat, .. } = &*self.chat;
        let member = |status| format!(r#"{{"user":{bot},"status":"{status}","until_date":0}}"#);
        let body = format!(
            r#"{{"chat":{chat},"from":{from},"date":{now},"old_chat_member":{},"new_chat_member":{}}}"#,
            member(old),
            member(new),
        );
        self.push("my_chat_member", &body);
    }

    /// The next message of the bot that was not read yet; waits for it.
    pub async fn next_message(&self) -> Message {
        let read = async {
            loop {
                let mut rung = std::pin::pin!(self.chat.bell.notified());
                rung.as_mut().enable();
                if let Some(message) = self.chat.lock().unread.pop_front() {
                    return message;
                }
                rung.await;
            }
        };
        let waited = tokio::time::timeout(PATIENCE, read).await;
        waited.unwrap_or_else(|_| panic!("the bot has said nothing to {}", self.chat.id))
    }

    /// All messages that were not read yet.
    pub fn inbox(&self) -> Vec<Message> {
        self.chat.lock().unread.drain(..).collect()
    }

    /// How many messages were not read yet.
    pub fn unread(&self) -> usize {
        self.chat.lock().unread.len()
    }

    /// The labels of the keys under the input field.
    pub fn keys(&self) -> Vec<String> {
        self.chat.lock().keys.iter().map(|key| key.label.clone()).collect()
    }

    /// The key that shares the person's own phone number, if there is one.
    pub fn contact_key(&self) -> Option<String> {
        let state = self.chat.lock();
        state.keys.iter().find(|key| key.shares_contact).map(|key| key.label.clone())
    }

    /// The commands that the menu shows, by Telegram's order of scopes.
    pub fn menu(&self) -> Vec<(String, String)> {
        let menus = self.bot.0.menus.lock().expect("nothing panics while it is held");
        let own = json!({"type": "chat", "chat_id": self.chat.id}).to_string();
        let scopes = [own.as_str(), r#"{"type":"all_private_chats"}"#, r#"{"type":"default"}"#];
        let mut lists = scopes.iter().flat_map(|scope| {
            [self.chat.language.as_str(), ""]
                .map(|language| menus.get(&((*scope).to_owned(), language.to_owned())).cloned())
        });
        lists.find_map(|list| list).unwrap_or_default()
    }

    fn message(&self, content: &str) -> i64 {
        let id = self.bot.number();
        let mut state = self.chat.lock();
        state.is_started = true;
        state.last_said = Some(id);
        drop(state);
        self.push("message", &self.body(id, content));
        id
    }

    fn body(&self, message: i64, content: &str) -> String {
        let now = self.bot.0.world.now();
        let Chat { from, as_json: chat, .. } = &*self.chat;
        format!(r#"{{"message_id":{message},"from":{from},"chat":{chat},"date":{now},{content}}}"#)
    }

    fn push(&self, kind: &str, body: &str) {
        self.bot.push(Lane::Chat(self.chat.id), kind, body);
    }
}

/// An object's fields without its braces.
fn inner(object: &str) -> &str {
    &object[1..object.len() - 1]
}
