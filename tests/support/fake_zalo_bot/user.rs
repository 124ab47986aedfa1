//! A person with Zalo on their phone.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::server::World;
use crate::fake_telegram::user::PATIENCE;

/// A person, as the platform knows them.
#[derive(Clone)]
pub struct User {
    world: Arc<World>,
    pub chat: String,
    name: String,
}

impl User {
    pub(super) fn new(world: Arc<World>, name: &str) -> Self {
        // Zalo's ids have twenty hexadecimal digits and tell nothing of the name.
        let number = name.bytes().fold(0_u128, |number, byte| number << 8 | u128::from(byte));
        Self { world, chat: format!("{number:020x}"), name: name.to_owned() }
    }

    /// Has written to the bot before.
    pub fn is_known(&self) {
        self.world.lock().known.insert(self.chat.clone());
    }

    /// Types something.
    pub fn say(&self, text: &str) {
        self.send("message.text.received", &json!({"text": text}));
    }

    /// Sends a photo, perhaps with words under it; `field` is `photo` or `photo_url`.
    pub fn send_photo(&self, field: &str, name: &str, caption: Option<&str>) {
        let mut fields = json!({field: format!("https://photo.zdn.vn/{name}")});
        if let Some(caption) = caption {
            fields["caption"] = caption.into();
        }
        self.send("message.image.received", &fields);
    }

    /// Sends a photo that lies at this address.
    pub fn send_photo_at(&self, address: &str) {
        self.send("message.image.received", &json!({"photo_url": address}));
    }

    /// Speaks.
    pub fn send_voice(&self, name: &str) {
        let url = format!("https://voice.zdn.vn/{name}.aac");
        self.send("message.voice.received", &json!({"voice_url": url}));
    }

    /// Sends a sticker.
    pub fn send_sticker(&self) {
        let url = "https://stickers.zaloapp.com/1";
        self.send("message.sticker.received", &json!({"sticker": "1", "url": url}));
    }

    /// Sends something of which Zalo tells only that it came, such as a PDF.
    pub fn send_unsupported(&self) {
        self.send("message.unsupported.received", &json!({}));
    }

    /// The newest thing that was said is brought once more.
    pub fn repeat(&self, update: Value) {
        self.world.lock().waiting.push_back(update);
        self.world.bell.notify_waiters();
    }

    /// What was said and is not delivered yet, newest last.
    pub fn waiting(&self) -> Vec<Value> {
        self.world.lock().waiting.iter().cloned().collect()
    }

    /// What has come since the last look.
    pub fn inbox(&self) -> Vec<String> {
        self.world.lock().inboxes.remove(&self.chat).unwrap_or_default()
    }

    /// Waits until something like this has come; gives everything that came.
    pub async fn reads(&self, is_it: impl Fn(&str) -> bool) -> Vec<String> {
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let mut rung = std::pin::pin!(self.world.bell.notified());
                rung.as_mut().enable();
                if self.unread().iter().any(|text| is_it(text)) {
                    return self.inbox();
                }
                rung.await;
            }
        });
        waited.await.unwrap_or_else(|_| panic!("{} reads only {:#?}", self.name, self.unread()))
    }

    /// The same without taking it.
    pub fn unread(&self) -> Vec<String> {
        self.world.lock().inboxes.get(&self.chat).cloned().unwrap_or_default()
    }

    fn send(&self, event: &str, fields: &Value) {
        let mut state = self.world.lock();
        let id = state.fresh_id();
        let mut message = Map::new();
        message.insert("message_id".to_owned(), id.into());
        message.insert("date".to_owned(), state.now.timestamp_millis().into());
        message.insert(
            "from".to_owned(),
            json!({"id": self.chat, "display_name": self.name, "is_bot": false}),
        );
        message.insert("chat".to_owned(), json!({"id": self.chat, "chat_type": "PRIVATE"}));
        message.extend(fields.as_object().expect("it is one").clone());
        state.known.insert(self.chat.clone());
        state.waiting.push_back(json!({"event_name": event, "message": message}));
        drop(state);
        self.world.bell.notify_waiters();
    }
}
