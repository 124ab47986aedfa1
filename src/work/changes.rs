//! Everything that a batch has to write, gathered while it is thought about.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::batch::Talk;
use super::desk::Ready;
use crate::domain::{
    ConversationId, DraftId, Event, Initiative, InitiativeId, OfficerId, Person, PersonId, Role,
    UnitId,
};
use crate::effect::{Notice, Say};
use crate::figures::Tally;
use crate::message::Alarm;
use crate::store;

/// What has become of a batch that is written.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Messages that are done with.
    pub handled: usize,
    /// Replies that this process sends now.
    pub ready: Vec<Ready>,
    /// Whether something is owed that nobody has in hand.
    pub others_owed: bool,
}

/// Everything a batch has to write.
#[derive(Debug, Default)]
pub struct Changes {
    pub(super) talks: Vec<Talk>,
    pub(super) people: BTreeMap<PersonId, Person>,
    pub(super) consents: Vec<store::person::Consent>,
    pub(super) submitted: Vec<Initiative>,
    pub(super) advanced: BTreeMap<InitiativeId, Initiative>,
    pub(super) events: Vec<(InitiativeId, Event)>,
    pub(super) tally: Tally,
    pub(super) drafts: Vec<(PersonId, DraftChange)>,
    pub(super) alarms: BTreeMap<(ConversationId, Alarm), Ring>,
    pub(super) appointments: Vec<Appointment>,
    pub(super) looks: Vec<store::access_log::Look>,
    pub(super) links: Vec<LinkChange>,
    /// What is said in other chats than the one that was heard.
    pub(super) told: Vec<(ConversationId, Say)>,
    pub(super) recalls: Vec<(InitiativeId, Notice)>,
    pub(super) notices: Vec<Notice>,
}

/// When to come back to a conversation, or that there is no need to.
pub(super) type Ring = Option<DateTime<Utc>>;

/// A change of a person's drafts.
#[derive(Debug)]
pub(super) enum DraftChange {
    Keep { draft: Option<DraftId>, answers: String },
    Drop(DraftId),
}

/// What becomes of a code that joins chats.
#[derive(Debug)]
pub(super) enum LinkChange {
    Issue {
        code_hash: [u8; 32],
        conversation: ConversationId,
        person: PersonId,
        expires_at: DateTime<Utc>,
    },
    Missed(ConversationId),
    Claim(i64, ConversationId),
    Join(i64),
    Drop(i64),
}

/// A change of who is an officer.
#[derive(Debug)]
pub(super) enum Appointment {
    Invite {
        token_hash: [u8; 32],
        unit: UnitId,
        role: Role,
        by: OfficerId,
        expires_at: DateTime<Utc>,
    },
    Redeem {
        token_hash: [u8; 32],
        person: PersonId,
    },
    Revoke {
        officer: OfficerId,
        by: OfficerId,
    },
}

impl Changes {
    /// Whether somebody uses this invitation up.
    pub(super) fn redeems(&self, hash: &[u8; 32]) -> bool {
        self.appointments.iter().any(|appointment| match appointment {
            Appointment::Redeem { token_hash, .. } => token_hash == hash,
            Appointment::Invite { .. } | Appointment::Revoke { .. } => false,
        })
    }
}
