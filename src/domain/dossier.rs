//! Everything that is kept about one person, as they are given it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Content, StatusName};

/// The copy of their data that a person is given: all of it, in plain words where a number of ours
/// would tell them nothing. Not printed: there is no `Debug`.
#[derive(Clone, Serialize)]
pub struct Dossier {
    pub made_at: DateTime<Utc>,
    pub profile: Profile,
    pub chats: Vec<Chat>,
    pub consents: Vec<Consent>,
    pub initiatives: Vec<Submitted>,
    pub drafts: Vec<Unsent>,
    pub files: Vec<SentFile>,
    /// Who was shown the phone number.
    pub phone_shown_to: Vec<Look>,
    pub appointments: Vec<Appointment>,
    /// When copies like this one were given.
    pub copies: Vec<DateTime<Utc>>,
}

/// Who they are, as they told us.
#[derive(Clone, Serialize)]
pub struct Profile {
    pub known_since: DateTime<Utc>,
    pub full_name: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    pub unit: Option<String>,
    /// Whom the campaign counts them among, as its owner words it.
    pub group: Option<String>,
    pub reminders: bool,
    /// The consent text that they agreed to.
    pub consent: Option<String>,
}

/// A chat with them.
#[derive(Clone, Serialize)]
pub struct Chat {
    pub channel: String,
    /// The platform's own id.
    pub id: String,
    pub language: String,
    pub since: DateTime<Utc>,
    pub last_heard: Option<DateTime<Utc>>,
    /// Where the talk stands, with what is being written and not sent.
    pub talk: serde_json::Value,
    /// What we plan to come back with, and when.
    pub reminders: Vec<Planned>,
    /// Messages that are on their way to them.
    pub on_its_way: Vec<String>,
}

/// Something that we plan to come back with.
#[derive(Clone, Serialize)]
pub struct Planned {
    pub what: String,
    pub at: DateTime<Utc>,
}

/// What they said to a consent text.
#[derive(Clone, Serialize)]
pub struct Consent {
    pub version: String,
    pub agreed: bool,
    pub at: DateTime<Utc>,
}

/// An initiative, with all that happened to it.
#[derive(Clone, Serialize)]
pub struct Submitted {
    pub code: String,
    pub submitted_at: DateTime<Utc>,
    pub unit: Option<String>,
    pub status: StatusName,
    pub content: Content,
    /// Oldest first.
    pub history: Vec<Happened>,
    /// What they said about showing it to the public.
    pub publicity: Vec<Publicity>,
}

/// A step of an initiative.
#[derive(Clone, Serialize)]
pub struct Happened {
    pub at: DateTime<Utc>,
    /// The officer who did it; none where it was the author.
    pub officer: Option<String>,
    pub status: StatusName,
    pub note: Option<String>,
    pub verified_benefit: Option<i64>,
}

/// A word about showing an initiative.
#[derive(Clone, Serialize)]
pub struct Publicity {
    pub at: DateTime<Utc>,
    pub choice: String,
    pub reason: Option<String>,
}

/// A draft.
#[derive(Clone, Serialize)]
pub struct Unsent {
    pub updated_at: DateTime<Utc>,
    pub answers: serde_json::Value,
}

/// A file, without its bytes: they have it.
#[derive(Clone, Serialize)]
pub struct SentFile {
    pub name: Option<String>,
    pub kind: String,
    /// Bytes, where it was kept.
    pub size: Option<i64>,
    pub state: String,
    pub sent_at: DateTime<Utc>,
}

/// Somebody looked at the phone number.
#[derive(Clone, Serialize)]
pub struct Look {
    pub at: DateTime<Utc>,
    pub officer: Option<String>,
    pub unit: String,
    /// For which initiative they asked.
    pub code: String,
}

/// They are, or were, an officer.
#[derive(Clone, Serialize)]
pub struct Appointment {
    pub unit: String,
    pub role: String,
    pub since: DateTime<Utc>,
    pub until: Option<DateTime<Utc>>,
}

impl Dossier {
    /// The copy for computers.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("it has only words, numbers and lists")
    }
}

/// How a copy is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// For people.
    Text,
    /// For computers.
    Json,
}

impl Form {
    pub const ALL: [Self; 2] = [Self::Text, Self::Json];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }

    /// What it is called where types have names.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// A copy that is written out.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    pub form: Form,
    /// To save it under.
    pub name: &'static str,
    pub content: String,
}
