//! What happened to an initiative: written once, and chained so that a change would show.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{InitiativeId, OfficerId, StatusName};

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventHash(pub [u8; 32]);

impl EventHash {
    /// What nothing comes before.
    pub const NONE: Self = Self([0; 32]);
}

impl EventHash {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
    }
}

impl std::fmt::Display for EventHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl std::fmt::Debug for EventHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EventHash({self})")
    }
}

/// Who did it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    Author,
    Officer(OfficerId),
}

/// What is new in an event; the rest follows from the initiative it happens to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub at: DateTime<Utc>,
    pub actor: Actor,
    /// None for the submission itself.
    pub from: Option<StatusName>,
    pub to: StatusName,
    pub reason: Option<String>,
    /// What was said with it; gone where the author had it erased.
    pub note: Option<String>,
    /// Whole đồng.
    pub verified_benefit: Option<i64>,
}

/// Proves a note without holding it: what the event says for ever, so that the chain stands when
/// the words are erased. The salt goes with the words, and without it nobody can try out what
/// they may have been.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoteSeal {
    pub hash: EventHash,
    /// None once the words are erased.
    pub salt: Option<Salt>,
}

/// What a note is hashed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Salt(pub [u8; 16]);

impl Salt {
    /// Out of a token that nobody can guess.
    #[must_use]
    pub fn of(token: &str) -> Self {
        let digest = Sha256::new_with_prefix("salt ").chain_update(token).finalize();
        let (salt, _) = digest.split_first_chunk().expect("a digest is longer than a salt");
        Self(*salt)
    }

    fn hash(self, note: &str) -> EventHash {
        EventHash(Sha256::new_with_prefix(self.0).chain_update(note).finalize().into())
    }
}

/// One link of an initiative's chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub step: Step,
    /// Where something was said with the step. None beside a note: an event of a program that
    /// hashed the words themselves.
    pub note: Option<NoteSeal>,
    /// 1, 2, 3 … within the initiative.
    pub position: i32,
    /// The version of the content that this is about, and its hash.
    pub version: i32,
    pub content_hash: EventHash,
    pub previous: EventHash,
    pub hash: EventHash,
}

impl Event {
    /// Continues the chain of `initiative` after `previous`. A note is sealed with `salt`.
    #[must_use]
    pub fn chain(
        initiative: InitiativeId,
        position: i32,
        previous: EventHash,
        version: i32,
        content_hash: EventHash,
        step: Step,
        salt: Salt,
    ) -> Self {
        let note = step.note.as_deref();
        let note = note.map(|note| NoteSeal { hash: salt.hash(note), salt: Some(salt) });
        let hash = EventHash::NONE;
        let event = Self { step, note, position, version, content_hash, previous, hash };
        Self { hash: event.recompute(initiative), ..event }
    }

    /// Whether the note, where it still is, is the one that was said.
    #[must_use]
    pub fn note_fits(&self) -> bool {
        match (&self.note, &self.step.note) {
            (None, _) | (Some(NoteSeal { salt: None, .. }), None) => true,
            (Some(NoteSeal { hash, salt: Some(salt) }), Some(note)) => salt.hash(note) == *hash,
            _ => false,
        }
    }

    /// The hash that it should have, over everything it says. Fields are written with their
    /// lengths, so that no two different events give the same bytes; instants to the microsecond,
    /// which is what the database keeps.
    #[must_use]
    pub fn recompute(&self, initiative: InitiativeId) -> EventHash {
        let Self { step, note, position, version, content_hash, previous, hash: _ } = self;
        let mut sha = Sha256::new();
        let mut field = |text: &str| {
            sha.update((text.len() as u64).to_be_bytes());
            sha.update(text.as_bytes());
        };
        field(&initiative.0.to_string());
        field(&position.to_string());
        field(&previous.to_string());
        field(&step.at.to_rfc3339_opts(SecondsFormat::Micros, true));
        match step.actor {
            Actor::Author => field("author"),
            Actor::Officer(officer) => field(&format!("officer {}", officer.0)),
        }
        field(step.from.map_or("", StatusName::as_str));
        field(step.to.as_str());
        field(step.reason.as_deref().unwrap_or(""));
        let said = || step.note.clone().unwrap_or_default();
        field(&note.map_or_else(said, |note| note.hash.to_string()));
        field(&step.verified_benefit.map_or_else(String::new, |dong| dong.to_string()));
        field(&version.to_string());
        field(&content_hash.to_string());
        EventHash(sha.finalize().into())
    }
}
