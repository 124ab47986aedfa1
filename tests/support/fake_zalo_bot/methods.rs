//! The methods, as the platform's documents have them.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;
use unicode_normalization::is_nfc;

use super::server::World;

/// A result, nothing but `ok`, or the number and text of an error.
type Outcome = Result<Option<Value>, (u16, &'static str)>;

/// Units in a message.
const MAX_TEXT: usize = 2000;

pub async fn call(world: &World, method: &str, call: &Value) -> Outcome {
    match method {
        "getMe" => Ok(Some(json!({"id": "1400000000000000001", "account_name": "bot.SangKien",
            "account_type": "BASIC", "can_join_groups": false}))),
        "getUpdates" => get_updates(world, call).await,
        "setWebhook" => set_webhook(world, call),
        "getWebhookInfo" => match &world.lock().hook {
            Some((url, _)) => Ok(Some(json!({"url": url, "updated_at": 1_791_000_000_000_i64}))),
            None => Err((404, "Not Found")),
        },
        "deleteWebhook" => match world.lock().hook.take() {
            Some(_) => Ok(Some(json!({"url": "", "updated_at": 1_791_000_000_000_i64}))),
            None => Err((400, "webhook is not set")),
        },
        "sendMessage" => send(world, call, "text", &["chat_id", "text", "parse_mode"]),
        "sendPhoto" => send(world, call, "photo", &["chat_id", "photo", "caption"]),
        _ => Err((404, "Not Found")),
    }
}

/// One update at most, and no way to say which are done with.
async fn get_updates(world: &World, call: &Value) -> Outcome {
    let seconds = call["timeout"].as_u64().unwrap_or(30);
    let _open = Poll::open(world);
    let wait = async {
        loop {
            let mut rung = std::pin::pin!(world.bell.notified());
            rung.as_mut().enable();
            {
                let mut state = world.lock();
                if state.hook.is_some() {
                    return Err((400, "remove the webhook to use getUpdates"));
                }
                if let Some(update) = state.waiting.pop_front() {
                    state.replayed = state.manners.replays.then(|| update.clone());
                    return Ok(Some(update));
                }
                if let Some(update) = &state.replayed {
                    return Ok(Some(update.clone()));
                }
            }
            rung.await;
        }
    };
    timeout(Duration::from_secs(seconds), wait).await.unwrap_or(Err((408, "Request timeout")))
}

/// A poll that is held open, until it is answered or whoever asked is gone.
struct Poll<'a>(&'a World);

impl<'a> Poll<'a> {
    fn open(world: &'a World) -> Self {
        world.lock().polls += 1;
        world.bell.notify_waiters();
        Self(world)
    }
}

impl Drop for Poll<'_> {
    fn drop(&mut self) {
        self.0.lock().polls -= 1;
        self.0.bell.notify_waiters();
    }
}

fn set_webhook(world: &World, call: &Value) -> Outcome {
    let secret = call["secret_token"].as_str().unwrap_or_default();
    if !(8..=256).contains(&secret.len()) {
        return Err((400, "secret_token is empty"));
    }
    let url = call["url"].as_str().unwrap_or_default().to_owned();
    let verification = json!({"ok": true, "url": url, "outcome": "webhook.ok", "hint": ""});
    world.lock().hook = Some((url.clone(), secret.to_owned()));
    world.bell.notify_waiters();
    Ok(Some(json!({"url": url, "updated_at": 1_791_000_000_000_i64, "verification": verification})))
}

fn send(world: &World, call: &Value, what: &str, known: &[&str]) -> Outcome {
    let mut state = world.lock();
    for name in call.as_object().into_iter().flat_map(|call| call.keys()) {
        if !known.contains(&name.as_str()) {
            state.violations.push(format!("there is no parameter {name}"));
        }
    }
    let chat = call["chat_id"].as_str().unwrap_or_default().to_owned();
    if !state.known.contains(&chat) {
        state.violations.push(format!("nobody has written from {chat:?}"));
        return Err((400, "chat_id is invalid"));
    }
    let content = call[what].as_str().unwrap_or_default().to_owned();
    if what == "photo" {
        if !content.starts_with("https://") && !content.starts_with("http://") {
            state.violations.push("a photo that is no address".to_owned());
            return Err((400, "photo url is invalid"));
        }
    } else if !(1..=MAX_TEXT).contains(&content.encode_utf16().count()) {
        state.violations.push("a text too long, or none".to_owned());
        return Err((400, "text length is invalid"));
    } else if !is_nfc(&content) {
        state.violations.push("letters that are not composed".to_owned());
    }
    match &mut state.quota {
        Some(0) => return Err((429, "Quota exceeded")),
        Some(left) => *left -= 1,
        None => {}
    }
    let shown = if what == "photo" { format!("(photo {content})") } else { content };
    state.inboxes.entry(chat).or_default().push(shown);
    let id = state.fresh_id();
    let sent = json!({"message_id": id, "date": state.now.timestamp_millis()});
    drop(state);
    world.bell.notify_waiters();
    Ok(Some(sent))
}
