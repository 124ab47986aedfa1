//! Updates of the Zalo Bot Platform as what was said.
//!
//! The documents and the wire disagree about the form, so everything that has been seen is taken:
//! an update comes alone or inside `result`, a photo is called `photo` or `photo_url`, ids are
//! texts or numbers, and an update of which nothing can be read still names its chat.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::channel::lenient::{Id, Part, Text, Whole};
use crate::channel::{Envelope, Unaddressed, said_at};
use crate::domain::{AccountId, Attachment, AttachmentKind};
use crate::message::{Inbound, Utterance};

/// Times are milliseconds; a number below this can only be seconds, as it would be in 1973.
const LEAST_MILLISECONDS: i64 = 100_000_000_000;

#[derive(Deserialize)]
struct Update<'a> {
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    #[serde(default, borrow)]
    event_name: Text<'a>,
    #[serde(default, borrow)]
    message: Part<Message<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(default, rename = "message_id")]
    id: Id,
    #[serde(default)]
    date: Whole,
    #[serde(default)]
    from: Part<Sender>,
    #[serde(default, borrow)]
    chat: Part<Chat<'a>>,
    #[serde(default, borrow)]
    text: Text<'a>,
    #[serde(default, borrow)]
    caption: Text<'a>,
    #[serde(default, borrow)]
    photo: Text<'a>,
    #[serde(default, borrow)]
    photo_url: Text<'a>,
    #[serde(default, borrow)]
    voice_url: Text<'a>,
}

#[derive(Deserialize)]
struct Sender {
    #[serde(default)]
    id: Id,
    #[serde(default)]
    is_bot: Part<bool>,
}

#[derive(Deserialize)]
struct Chat<'a> {
    #[serde(default)]
    id: Id,
    #[serde(default, borrow)]
    chat_type: Text<'a>,
}

/// An update, out of its wrapping.
fn unwrapped(raw: &str) -> Option<Update<'_>> {
    let update: Update = serde_json::from_str(raw).ok()?;
    match update.result {
        Some(inner) if inner.get().starts_with('{') => serde_json::from_str(inner.get()).ok(),
        Some(_) | None => Some(update),
    }
}

/// See [`Channel::envelope`](crate::channel::Channel::envelope).
pub fn envelope(raw: &str, received_at: DateTime<Utc>) -> Result<Envelope, Unaddressed> {
    let update = unwrapped(raw).ok_or(Unaddressed::NoAddress)?;
    let message = update.message.get().ok_or(Unaddressed::NoAddress)?;
    let sender = message.from.get();
    if sender.is_some_and(|sender| sender.is_bot.get() == Some(&true)) {
        return Err(Unaddressed::NoAddress);
    }
    let sender = sender.and_then(|sender| sender.id.get());
    let chat = message.chat.get();
    let chat_id = chat.and_then(|chat| chat.id.get()).or(sender).ok_or(Unaddressed::NoAddress)?;
    let is_private = match chat.and_then(|chat| chat.chat_type.get()) {
        Some(kind) => kind.eq_ignore_ascii_case("private"),
        // The two ids are the same where one person talks to us.
        None => sender.is_none_or(|sender| sender == chat_id),
    };
    if !is_private {
        return Err(Unaddressed::NotPrivate);
    }
    Ok(Envelope {
        external_id: message.id.get().map_or_else(|| fingerprint(raw), ToOwned::to_owned),
        chat: chat_id.to_owned(),
        sent_at: said_at(message.date.get().and_then(instant), received_at),
        press: None,
        locale_hint: None,
    })
}

/// What stands for the id of a message without one: the same bytes are the same message.
fn fingerprint(raw: &str) -> String {
    let hash = Sha256::digest(raw.as_bytes());
    let (half, _) = hash.split_at(16);
    format!("{:032x}", u128::from_be_bytes(half.try_into().expect("it is 16 bytes long")))
}

fn instant(date: i64) -> Option<DateTime<Utc>> {
    if date < LEAST_MILLISECONDS {
        DateTime::from_timestamp(date, 0)
    } else {
        DateTime::from_timestamp_millis(date)
    }
}

/// See [`Channel::read`](crate::channel::Channel::read).
#[must_use]
pub fn read(account: AccountId, raw: &str, sent_at: DateTime<Utc>) -> Inbound {
    let update = unwrapped(raw);
    let message = update.as_ref().and_then(|update| update.message.get());
    Inbound {
        message: message.and_then(|message| message.id.get()).map(ToOwned::to_owned),
        sent_at,
        locale_hint: None,
        utterance: match (&update, message) {
            (Some(update), Some(message))
                if update.event_name.get() != Some("message.unsupported.received") =>
            {
                said(account, message, raw)
            }
            _ => Utterance::Unreadable,
        },
    }
}

fn said(account: AccountId, message: &Message, raw: &str) -> Utterance {
    if let Some(text) = message.text.get().filter(|text| !text.is_empty()) {
        return Utterance::Text(text.to_owned());
    }
    let photo = message.photo.get().and_then(address).or(message.photo_url.get().and_then(address));
    let voice = message.voice_url.get().and_then(address);
    let (kind, url) = match (photo, voice) {
        (Some(photo), _) => (AttachmentKind::Photo, photo),
        (None, Some(voice)) => (AttachmentKind::Voice, voice),
        (None, None) => return Utterance::Unreadable,
    };
    Utterance::Attachment {
        file: Attachment {
            account,
            kind,
            file_id: url.to_owned(),
            unique_id: message.id.get().map_or_else(|| fingerprint(raw), ToOwned::to_owned),
            name: None,
            size: None,
        },
        caption: message.caption.get().map(ToOwned::to_owned),
        album: None,
    }
}

/// A file is an address from which it can be fetched for a while.
fn address(text: &str) -> Option<&str> {
    (text.starts_with("https://") || text.starts_with("http://")).then_some(text)
}
