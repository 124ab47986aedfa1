//! Updates of the Bot API as what was said.
//!
//! Only what we read is decoded, and by types of our own: a message must not be lost because
//! Telegram added a kind of entity, sticker or button that a complete model of its types does
//! not know yet. What we do read is small and has been stable for years.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::channel::lenient::{Text, Whole};
use crate::channel::{Envelope, Unaddressed, said_at};
use crate::domain::{AccountId, Attachment, AttachmentKind, Locale};
use crate::message::{Inbound, Press, Utterance};

/// An update, as far as an [`Envelope`] needs it.
#[derive(Deserialize)]
struct Glance<'a> {
    update_id: i64,
    message: Option<Origin<'a>>,
    edited_message: Option<Origin<'a>>,
    #[serde(borrow)]
    callback_query: Option<PressGlance<'a>>,
    my_chat_member: Option<Origin<'a>>,
}

#[derive(Deserialize)]
struct Origin<'a> {
    #[serde(borrow)]
    chat: Chat<'a>,
    from: Option<User<'a>>,
    #[serde(default)]
    date: Whole,
    #[serde(default)]
    edit_date: Whole,
}

#[derive(Deserialize)]
struct PressGlance<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    from: Option<User<'a>>,
    message: Option<PressOrigin<'a>>,
}

#[derive(Deserialize)]
struct PressOrigin<'a> {
    #[serde(borrow)]
    chat: Chat<'a>,
}

#[derive(Deserialize)]
struct Chat<'a> {
    id: i64,
    #[serde(default, borrow)]
    r#type: Text<'a>,
}

impl Chat<'_> {
    fn is_private(&self) -> bool {
        self.r#type.get() == Some("private")
    }
}

#[derive(Deserialize)]
struct User<'a> {
    #[serde(default)]
    id: Whole,
    #[serde(default, borrow)]
    language_code: Text<'a>,
}

impl User<'_> {
    fn locale(&self) -> Option<Locale> {
        self.language_code.get().and_then(Locale::from_code)
    }
}

/// See [`Channel::envelope`](crate::channel::Channel::envelope).
pub fn envelope(raw: &str, received_at: DateTime<Utc>) -> Result<Envelope, Unaddressed> {
    let glance: Glance = serde_json::from_str(raw).map_err(|_| Unaddressed::NoAddress)?;
    let (chat, from, date, press) = match glance {
        Glance { message: Some(origin), .. } | Glance { my_chat_member: Some(origin), .. } => {
            (origin.chat, origin.from, origin.date, None)
        }
        Glance { edited_message: Some(origin), .. } => {
            (origin.chat, origin.from, origin.edit_date, None)
        }
        Glance { callback_query: Some(press), .. } => {
            let origin = press.message.ok_or(Unaddressed::NoAddress)?;
            (origin.chat, press.from, Whole::default(), Some(press.id.into_owned()))
        }
        Glance { .. } => return Err(Unaddressed::NoAddress),
    };
    if !chat.is_private() {
        return Err(Unaddressed::NotPrivate);
    }
    Ok(Envelope {
        external_id: glance.update_id.to_string(),
        chat: chat.id.to_string(),
        sent_at: said_at(
            date.get().and_then(|date| DateTime::from_timestamp(date, 0)),
            received_at,
        ),
        press,
        locale_hint: from.and_then(|from| from.locale()),
    })
}

/// An update, as far as we read it.
#[derive(Deserialize)]
struct Update<'a> {
    #[serde(borrow)]
    message: Option<Message<'a>>,
    edited_message: Option<Message<'a>>,
    callback_query: Option<CallbackQuery<'a>>,
    my_chat_member: Option<Membership<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(default, rename = "message_id")]
    id: Whole,
    #[serde(borrow)]
    from: Option<User<'a>>,
    #[serde(default)]
    text: Text<'a>,
    #[serde(default)]
    caption: Text<'a>,
    #[serde(default)]
    media_group_id: Text<'a>,
    contact: Option<Contact<'a>>,
    photo: Option<Vec<File<'a>>>,
    document: Option<File<'a>>,
    voice: Option<File<'a>>,
    audio: Option<File<'a>>,
    video: Option<File<'a>>,
    video_note: Option<File<'a>>,
}

#[derive(Deserialize)]
struct Contact<'a> {
    #[serde(borrow)]
    phone_number: Cow<'a, str>,
    #[serde(default)]
    user_id: Whole,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, rename = "file_id")]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "file_unique_id")]
    unique_id: Cow<'a, str>,
    #[serde(default, borrow, rename = "file_name")]
    name: Text<'a>,
    #[serde(default, rename = "file_size")]
    bytes: Whole,
    #[serde(default)]
    width: Whole,
    #[serde(default)]
    height: Whole,
}

#[derive(Deserialize)]
struct CallbackQuery<'a> {
    #[serde(borrow)]
    from: Option<User<'a>>,
    #[serde(default)]
    data: Text<'a>,
}

#[derive(Deserialize)]
struct Membership<'a> {
    #[serde(borrow)]
    from: Option<User<'a>>,
    new_chat_member: Member<'a>,
}

#[derive(Deserialize)]
struct Member<'a> {
    #[serde(borrow)]
    status: Cow<'a, str>,
}

/// See [`Channel::read`](crate::channel::Channel::read).
#[must_use]
pub fn read(account: AccountId, raw: &str, sent_at: DateTime<Utc>) -> Inbound {
    let unread =
        Inbound { message: None, sent_at, locale_hint: None, utterance: Utterance::Unreadable };
    let Ok(update) = serde_json::from_str::<Update>(raw) else { return unread };
    match update {
        Update { message: Some(message), .. } => Inbound {
            message: message.id(),
            locale_hint: message.from.as_ref().and_then(User::locale),
            utterance: said(account, message),
            ..unread
        },
        Update { edited_message: Some(message), .. } => Inbound {
            message: message.id(),
            locale_hint: message.from.as_ref().and_then(User::locale),
            utterance: edited(&message),
            ..unread
        },
        Update { callback_query: Some(query), .. } => Inbound {
            locale_hint: query.from.as_ref().and_then(User::locale),
            utterance: query
                .data
                .get()
                .and_then(Press::decode)
                .map_or(Utterance::Unreadable, Utterance::Chose),
            ..unread
        },
        Update { my_chat_member: Some(membership), .. } => Inbound {
            locale_hint: membership.from.as_ref().and_then(User::locale),
            utterance: match &*membership.new_chat_member.status {
                "kicked" | "left" => Utterance::Blocked,
                "member" => Utterance::Returned,
                _ => Utterance::Unreadable,
            },
            ..unread
        },
        Update { .. } => unread,
    }
}

impl Message<'_> {
    fn id(&self) -> Option<String> {
        self.id.get().map(|id| id.to_string())
    }
}

fn said(account: AccountId, message: Message) -> Utterance {
    if let Some(text) = message.text.get() {
        return opening(text).unwrap_or_else(|| Utterance::Text(text.to_owned()));
    }
    if let Some(contact) = message.contact {
        let sender = message.from.and_then(|from| from.id.get());
        return Utterance::Contact {
            phone: contact.phone_number.into_owned(),
            own: sender.is_some() && contact.user_id.get() == sender,
        };
    }
    let file = [
        (AttachmentKind::Photo, message.photo.and_then(largest)),
        (AttachmentKind::Document, message.document),
        (AttachmentKind::Voice, message.voice),
        (AttachmentKind::Audio, message.audio),
        (AttachmentKind::Video, message.video.or(message.video_note)),
    ];
    let Some((kind, file)) = file.into_iter().find_map(|(kind, file)| Some((kind, file?))) else {
        return Utterance::Unreadable;
    };
    Utterance::Attachment {
        file: Attachment {
            account,
            kind,
            file_id: file.id.into_owned(),
            unique_id: file.unique_id.into_owned(),
            name: file.name.get().map(ToOwned::to_owned),
            size: file.bytes.get().and_then(|size| size.try_into().ok()),
        },
        caption: message.caption.get().map(ToOwned::to_owned),
        album: message.media_group_id.get().map(ToOwned::to_owned),
    }
}

fn largest(sizes: Vec<File>) -> Option<File> {
    sizes.into_iter().max_by_key(File::size)
}

/// `/start`, as it is sent when somebody opens the talk, perhaps through a link.
fn opening(text: &str) -> Option<Utterance> {
    let rest = text.strip_prefix("/start")?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let payload = rest.trim();
    Some(Utterance::Started { payload: (!payload.is_empty()).then(|| payload.to_owned()) })
}

/// New words of an old message; the words under a file are words, too. Where only the file was
/// changed there are no new words.
fn edited(message: &Message) -> Utterance {
    match message.id() {
        Some(id) => Utterance::Edited {
            message: id,
            text: message.text.get().or(message.caption.get()).unwrap_or_default().to_owned(),
        },
        None => Utterance::Unreadable,
    }
}

impl File<'_> {
    /// A picture comes in several sizes; by this the largest is found.
    fn size(&self) -> (i64, i64) {
        let number = |whole: Whole| whole.get().unwrap_or(0);
        (number(self.width).saturating_mul(number(self.height)), number(self.bytes))
    }
}
