//! A person with Zalo on the phone.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Value, json};

use super::OA_ID;
pub use super::messages::Message;
use super::server::World;
use std::sync::Arc;

/// How long somebody waits for an answer before the test fails: longer than a machine takes that
/// has other things to do.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody who talks to the account.
#[derive(Clone)]
pub struct Person {
    pub(super) world: Arc<World>,
    pub(super) id: String,
}

/// What Zalo keeps of a person.
#[derive(Default)]
pub struct Chat {
    pub follows: bool,
    pub blocked: bool,
    /// When the person last did something, in milliseconds.
    pub last_interaction: Option<i64>,
    pub unread: VecDeque<Message>,
    /// The newest last.
    pub screen: VecDeque<Message>,
}

impl Person {
    /// The id by which the account knows the person.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Begins to follow the account.
    pub fn follow(&self) {
        self.chat(|chat| (chat.follows, chat.blocked) = (true, false));
        self.touch();
        self.world.event(&self.id, "follow", &self.following());
    }

    /// Ceases to follow it, and cannot be written to.
    pub fn unfollow(&self) {
        self.chat(|chat| (chat.follows, chat.blocked) = (false, true));
        self.world.event(&self.id, "unfollow", &self.following());
    }

    fn following(&self) -> Value {
        json!({"oa_id": OA_ID, "follower": {"id": self.id}, "source": "oa_profile"})
    }

    /// Writes words; gives the id of the message.
    pub fn say(&self, words: &str) -> String {
        self.send("user_send_text", &json!({"text": words}))
    }

    /// Presses the newest button with this label.
    pub fn tap(&self, label: &str) {
        let shown = self.chat(|chat| {
            let newest_first = chat.screen.iter().rev().flat_map(|message| &message.buttons);
            newest_first.cloned().collect::<Vec<_>>()
        });
        match shown.iter().find(|button| button.label == label) {
            Some(button) => self.press(&button.payload),
            None => panic!("there is no {label:?}, only {shown:?}"),
        }
    }

    /// Sends what a button holds: an ordinary message.
    pub fn press(&self, payload: &str) {
        self.say(payload);
    }

    /// Sends a photo with words under it; gives its address.
    pub fn send_photo(&self, caption: Option<&str>) -> String {
        let url = format!("https://zdn.example/{}.jpg", self.world.number());
        let mut message = json!({"attachments": [
            {"type": "image", "payload": {"url": url, "thumbnail": url}}]});
        if let Some(caption) = caption {
            message["text"] = json!(caption);
        }
        self.send("user_send_image", &message);
        url
    }

    /// Sends a file; gives its address.
    pub fn send_file(&self, name: &str) -> String {
        let url = format!("https://zdn.example/{}", self.world.number());
        let payload = json!({"url": url, "name": name, "size": "20000", "type": "pdf"});
        self.send(
            "user_send_file",
            &json!({"attachments": [{"type": "file", "payload": payload}]}),
        );
        url
    }

    /// Says something into the phone; gives the file's address.
    pub fn send_voice(&self) -> String {
        let url = format!("https://zdn.example/{}.aac", self.world.number());
        let attachment = json!({"type": "audio", "payload": {"url": url}});
        self.send("user_send_audio", &json!({"attachments": [attachment]}));
        url
    }

    /// Sends a video; gives its address.
    pub fn send_video(&self) -> String {
        let url = format!("https://zdn.example/{}.mp4", self.world.number());
        let attachment = json!({"type": "video", "payload": {"url": url, "thumbnail": url}});
        self.send("user_send_video", &json!({"attachments": [attachment]}));
        url
    }

    /// Sends a sticker.
    pub fn send_sticker(&self) {
        let payload = json!({"id": "39", "url": "https://zdn.example/sticker.png"});
        let attachment = json!({"type": "sticker", "payload": payload});
        self.send("user_send_sticker", &json!({"attachments": [attachment]}));
    }

    /// Fills the form with name and number in.
    pub fn submit_info(&self, phone: &str) {
        self.touch();
        let info = json!({"name": "Hoa", "phone": phone, "address": "1 Trần Phú"});
        let event = json!({"sender": {"id": self.id}, "recipient": {"id": OA_ID}, "info": info});
        self.world.event(&self.id, "user_submit_info", &event);
    }

    /// Sends somebody's card.
    pub fn send_card(&self, phone: &str) {
        let description =
            json!({"phone": phone, "qrCodeUrl": "https://zdn.example/qr"}).to_string();
        let payload = json!({"description": description, "thumbnail": "", "url": ""});
        let attachment = json!({"type": "link", "payload": payload});
        self.send("user_send_business_card", &json!({"attachments": [attachment]}));
    }

    /// Sends a message of any kind; gives its id.
    pub fn send(&self, event: &str, message: &Value) -> String {
        self.touch();
        let id = format!("msg{:017x}", self.world.number());
        let mut message = message.clone();
        message["msg_id"] = json!(id);
        let body = json!({"sender": {"id": self.id}, "recipient": {"id": OA_ID},
            "user_id_by_app": format!("app-{}", self.id), "message": message});
        self.world.event(&self.id, event, &body);
        id
    }

    fn touch(&self) {
        let now = self.world.now();
        self.chat(|chat| chat.last_interaction = Some(now));
    }

    /// The next message of the account that was not read yet; waits for it.
    pub async fn next_message(&self) -> Message {
        let unread = || self.chat(|chat| chat.unread.pop_front());
        self.world.eventually(unread, || format!("nothing was said to {}", self.id)).await
    }

    /// Everything that was ever read or can be.
    pub fn screen(&self) -> Vec<Message> {
        self.chat(|chat| chat.screen.iter().cloned().collect())
    }

    /// All messages that were not read yet.
    pub fn inbox(&self) -> Vec<Message> {
        self.chat(|chat| chat.unread.drain(..).collect())
    }

    fn chat<T>(&self, look: impl FnOnce(&mut Chat) -> T) -> T {
        look(self.world.lock().people.entry(self.id.clone()).or_default())
    }
}
