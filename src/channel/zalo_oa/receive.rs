//! Events of the webhook as what was said.
//!
//! Read as leniently as it goes: ids and times may be texts or numbers, anything may be missing,
//! and a kind of message that nobody has heard of is still a message that somebody waits to have
//! answered.

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Profile;
use super::press::Payload;
use crate::channel::{Envelope, Unaddressed, said_at};
use crate::domain::{AccountId, Attachment, AttachmentKind};
use crate::message::{Inbound, Utterance};

/// The longest id that is kept; Zalo's have some twenty letters.
const LONGEST_ID: usize = 128;

/// What kind of event it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Text,
    Link,
    Photo,
    Document,
    Voice,
    Video,
    Card,
    /// The form with which a person gives name and number.
    Info,
    Followed,
    Unfollowed,
    /// A person has sent something that we do not read.
    Other,
}

impl Kind {
    /// The kind of an event's name; an event in which nobody says anything to us has none.
    fn of(name: &str) -> Result<Self, Unaddressed> {
        Ok(match name {
            "follow" => Self::Followed,
            "unfollow" => Self::Unfollowed,
            "user_submit_info" => Self::Info,
            "user_send_text" => Self::Text,
            "user_send_link" => Self::Link,
            "user_send_image" => Self::Photo,
            "user_send_gif" | "user_send_file" => Self::Document,
            "user_send_audio" => Self::Voice,
            "user_send_video" => Self::Video,
            "user_send_business_card" => Self::Card,
            name if name.contains("_group") => return Err(Unaddressed::NotPrivate),
            name if name.starts_with("user_send_") => Self::Other,
            // Echoes of our own messages, receipts, tags, reactions, people without an account.
            "" => return Err(Unaddressed::NoAddress),
            _ => return Err(Unaddressed::NothingSaid),
        })
    }
}

/// An event of the webhook.
struct Event(Value);

impl Event {
    fn read(raw: &str) -> Option<Self> {
        serde_json::from_str::<Value>(raw).ok().filter(Value::is_object).map(Self)
    }

    /// A text, or a whole number as it is written, at a place such as `/sender/id`.
    fn text(&self, place: &str) -> Option<String> {
        text(self.0.pointer(place)?)
    }

    fn kind(&self) -> Result<Kind, Unaddressed> {
        Kind::of(&self.text("/event_name").unwrap_or_default())
    }

    /// Who speaks. Whoever begins or ceases to follow is no sender.
    fn person(&self) -> Option<String> {
        ["/sender/id", "/follower/id"]
            .into_iter()
            .find_map(|place| self.text(place))
            .filter(|id| is_id(id))
    }

    /// The account that was spoken to, where the event tells.
    fn account(&self) -> Option<String> {
        ["/recipient/id", "/oa_id"].into_iter().find_map(|place| self.text(place))
    }

    /// When it was said, in milliseconds of Unix time.
    fn at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.text("/timestamp")?.parse().ok()?)
    }

    fn message(&self) -> Option<String> {
        self.text("/message/msg_id").filter(|id| is_id(id))
    }

    fn words(&self) -> Option<String> {
        self.text("/message/text").filter(|words| !words.trim().is_empty())
    }

    /// What is attached, the first of it.
    fn attached(&self, name: &str) -> Option<String> {
        self.text(&format!("/message/attachments/0/payload/{name}"))
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

fn is_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
}

/// See [`Channel::envelope`](crate::channel::Channel::envelope).
pub(super) fn envelope(
    oa_id: &str,
    raw: &str,
    received_at: DateTime<Utc>,
) -> Result<Envelope, Unaddressed> {
    let event = Event::read(raw).ok_or(Unaddressed::NoAddress)?;
    event.kind()?;
    // One application may serve several accounts, and all their events come to one address.
    if event.account().is_some_and(|account| account != oa_id) {
        return Err(Unaddressed::NoAddress);
    }
    let chat = event.person().ok_or(Unaddressed::NoAddress)?;
    Ok(Envelope {
        // An event that is no message has no id; brought again, it is the same to the letter.
        external_id: event.message().unwrap_or_else(|| digest(raw)),
        chat,
        sent_at: said_at(event.at(), received_at),
        press: None,
        locale_hint: None,
    })
}

fn digest(raw: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(raw)[..16])
}

/// See [`Channel::read`](crate::channel::Channel::read).
pub(super) fn read(
    profile: &Profile,
    account: AccountId,
    raw: &str,
    sent_at: DateTime<Utc>,
) -> Inbound {
    let event = Event::read(raw);
    let utterance = event.as_ref().and_then(|event| said(profile, account, event));
    Inbound {
        message: event.and_then(|event| event.message()),
        sent_at,
        locale_hint: None,
        utterance: utterance.unwrap_or(Utterance::Unreadable),
    }
}

fn said(profile: &Profile, account: AccountId, event: &Event) -> Option<Utterance> {
    let kind = event.kind().ok()?;
    match kind {
        Kind::Text => Some(match profile.buttons.read(&event.person()?, &event.words()?) {
            Payload::Press(press) => Utterance::Chose(press),
            // A button of somebody else's, or from before the secret was changed: no answer.
            Payload::Foreign => Utterance::Unreadable,
            Payload::Words => Utterance::Text(event.words()?),
        }),
        Kind::Link => {
            let (words, link) = (event.words(), event.attached("url"));
            match (words, link) {
                (Some(words), Some(link)) if !words.contains(&link) => {
                    Some(Utterance::Text(format!("{words}\n{link}")))
                }
                (words, link) => words.or(link).map(Utterance::Text),
            }
        }
        Kind::Photo => attachment(account, event, AttachmentKind::Photo),
        Kind::Document => attachment(account, event, AttachmentKind::Document),
        Kind::Voice => attachment(account, event, AttachmentKind::Voice),
        Kind::Video => attachment(account, event, AttachmentKind::Video),
        Kind::Card => Some(Utterance::Contact { phone: card_phone(event)?, own: false }),
        Kind::Info => Some(Utterance::Contact { phone: info_phone(event)?, own: true }),
        Kind::Followed if profile.greets_followers => Some(Utterance::Started { payload: None }),
        Kind::Followed => Some(Utterance::Returned),
        Kind::Unfollowed => Some(Utterance::Blocked),
        Kind::Other => None,
    }
}

fn attachment(account: AccountId, event: &Event, kind: AttachmentKind) -> Option<Utterance> {
    let url = event.attached("url").filter(|url| {
        url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
            || url.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"))
    })?;
    Some(Utterance::Attachment {
        file: Attachment {
            account,
            kind,
            unique_id: event.message().unwrap_or_else(|| digest(&url)),
            file_id: url,
            name: event.attached("name"),
            size: event.attached("size").and_then(|size| size.trim().parse().ok()),
        },
        caption: event.words(),
        album: None,
    })
}

/// The number on a card, which is an object written as the text of `description`.
fn card_phone(event: &Event) -> Option<String> {
    let description = event.attached("description").unwrap_or_default();
    let inside = serde_json::from_str::<Value>(&description).ok();
    let inside = inside.as_ref().and_then(|card| text(card.get("phone")?));
    inside.or_else(|| event.attached("phone")).filter(|phone| !phone.trim().is_empty())
}

/// The number in a filled form; some have seen the form written as the text of the message.
fn info_phone(event: &Event) -> Option<String> {
    let in_words = || {
        let words = event.words()?;
        text(serde_json::from_str::<Value>(&words).ok()?.get("phone")?)
    };
    event.text("/info/phone").or_else(in_words).filter(|phone| !phone.trim().is_empty())
}
