//! A worker, an officer: somebody who has given consent.

use serde::{Deserialize, Serialize};

use super::{PersonId, UnitId};

/// Where a person works.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Workplace {
    /// A unit of the tree.
    Unit(UnitId),
    /// What the person typed when no unit of the tree was theirs; an officer sorts it out.
    Typed(String),
}

/// What we know about a person, all of it told to us by that person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub id: PersonId,
    /// Never taken from a display name: those are nicknames and shop names.
    pub full_name: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    pub workplace: Option<Workplace>,
    /// Code of a [`ParticipantGroup`](super::ParticipantGroup).
    pub group: Option<String>,
    /// Whether unfinished drafts may be reminded of.
    pub reminders: bool,
    /// The newest consent text that the person agreed to.
    pub consent: Option<String>,
}

/// Why somebody can be told nothing now, in any of their chats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hindrance {
    /// They have to write first. `awaited`: something waits for that.
    HasToWrite { awaited: bool },
    /// The account has sent as much as it may.
    NoQuota,
    /// They have blocked us, or are no more there.
    Left,
}

impl Person {
    /// Somebody about whom nothing is known yet.
    #[must_use]
    pub const fn new(id: PersonId) -> Self {
        Self {
            id,
            full_name: None,
            phone: None,
            workplace: None,
            group: None,
            reminders: true,
            consent: None,
        }
    }

    /// Whether every question of the profile that must be answered has been.
    /// The phone is not one of them.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.full_name.is_some() && self.workplace.is_some() && self.group.is_some()
    }
}

/// What a person has with us, counted.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Holdings {
    pub initiatives: i64,
    /// Those of them that are not decided.
    pub open: i64,
    /// Those of them that name co-authors.
    pub shared: i64,
    /// Those of them that the public may read.
    pub shown: i64,
    pub drafts: i64,
    pub files: i64,
    pub chats: i64,
    /// Copies of their data that they were given of late.
    pub copies: i64,
}
