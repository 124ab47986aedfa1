//! Everything that a batch has to write, gathered while it is thought about.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};

use super::batch::Talk;
use super::desk::Ready;
use super::memory;
use crate::charter::Amendment;
use crate::charter::target::Setting;
use crate::domain::publication::Publication;
use crate::domain::{
    AccountId, CampaignId, ConversationId, DraftId, Event, Initiative, InitiativeId, OfficerId,
    Person, PersonId, Role, UnitId,
};
use crate::effect::{Notice, Say};
use crate::figures::Tally;
use crate::message::{Alarm, Outbound};
use crate::store;
use crate::store::outbox::{Lane, Owed};

/// What has become of a batch that is written.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Messages that are done with.
    pub(super) handled: HashSet<i64>,
    /// Where talks stand now.
    pub(super) talks: Vec<(ConversationId, memory::Talk)>,
    /// Replies that this process sends now.
    pub(super) ready: Vec<Ready>,
    /// Whether files are to be fetched.
    pub files_asked: bool,
    /// Whether the inbox holds something that this process has let go of.
    pub(super) met_again: bool,
    /// Whether something is owed that nobody has in hand.
    pub(super) others_owed: bool,
    /// Whether the campaign is another now.
    pub(super) changes_campaign: bool,
}

/// Everything a batch has to write.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) talks: Vec<Talk>,
    /// The accounts of its messages.
    pub(super) heard_on: Vec<AccountId>,
    /// Messages of conversations that are no more.
    pub(super) orphans: Vec<i64>,
    /// Messages that are to be read from the inbox again.
    pub(super) met_again: Vec<i64>,
    /// Messages that wait for staff now.
    pub(super) parked: Vec<i64>,
    /// What their senders are told.
    pub(super) apologies: Vec<Reply>,
    pub(super) people: BTreeMap<PersonId, Person>,
    pub(super) consents: Vec<store::person::Consent>,
    pub(super) submitted: Vec<Initiative>,
    pub(super) advanced: BTreeMap<InitiativeId, Initiative>,
    pub(super) events: Vec<(InitiativeId, Event)>,
    pub(super) files: Vec<store::file::Asked>,
    pub(super) tally: Tally,
    pub(super) drafts: Vec<(PersonId, DraftChange)>,
    pub(super) alarms: BTreeMap<(ConversationId, Alarm), Ring>,
    pub(super) appointments: Vec<Appointment>,
    pub(super) campaign: Vec<CampaignChange>,
    /// Who wants the weekly message, and who does not.
    pub(super) weekly: Vec<(PersonId, bool)>,
    pub(super) publicity: Vec<Publicity>,
    pub(super) looks: Vec<store::access_log::Look>,
    pub(super) links: Vec<LinkChange>,
    /// Who is given a copy of their data.
    pub(super) copies: Vec<PersonId>,
    /// Who is erased, and the chat in which they said so.
    pub(super) erasures: Vec<(PersonId, ConversationId)>,
    /// What is said in other chats than the one that was heard.
    pub(super) told: Vec<(ConversationId, Say)>,
    /// What people are told who have not just spoken, in order.
    pub(super) news: Vec<News>,
}

/// Something that somebody is told who has not just spoken.
#[derive(Debug)]
pub(super) enum News {
    Notice(Notice),
    /// The decision of an initiative is taken back. The notice of it that still waits is called
    /// back; if it is gone already, this is said.
    TakenBack {
        initiative: InitiativeId,
        otherwise: Notice,
    },
}

/// Something of the campaign that an officer has changed.
#[derive(Debug)]
pub(super) struct CampaignChange {
    pub(super) campaign: CampaignId,
    pub(super) what: Decided,
    pub(super) by: OfficerId,
    /// The chat in which they said so.
    pub(super) chat: ConversationId,
}

#[derive(Debug)]
pub(super) enum Decided {
    Target(Setting),
    Amendment(Amendment),
}

/// A reply on its way out.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) account: AccountId,
    pub(super) conversation: ConversationId,
    pub(super) chat: String,
    pub(super) body: Outbound,
    /// When the message came that it answers.
    pub(super) since: DateTime<Utc>,
    /// When its person was last heard.
    pub(super) heard_at: Option<DateTime<Utc>>,
}

impl Reply {
    /// As it is owed: leased to this process from birth where it serves the account.
    pub(super) fn owed(&self, leased: bool, now: DateTime<Utc>) -> Owed {
        Owed {
            account: self.account,
            conversation: self.conversation,
            chat: self.chat.clone(),
            lane: Lane::Reply,
            body: self.body.to_json(),
            due_at: now,
            initiative: None,
            leased,
        }
    }

    /// As it is sent.
    pub(super) fn ready(self, id: i64) -> Ready {
        Ready {
            id,
            account: self.account,
            conversation: self.conversation,
            chat: self.chat,
            lane: Lane::Reply,
            body: self.body,
            since: self.since,
            attempts: 0,
            maybe_sent: false,
            heard_at: self.heard_at,
            claimed: false,
        }
    }
}

/// When to come back to a conversation, or that there is no need to.
pub(super) type Ring = Option<DateTime<Utc>>;

/// A change of a person's drafts.
#[derive(Debug)]
pub(super) enum DraftChange {
    Keep {
        draft: Option<DraftId>,
        as_of: Option<DateTime<Utc>>,
        answers: String,
    },
    Drop(DraftId),
    /// It is submitted, and by nobody else.
    Submit(DraftId),
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

/// A change of what the public may read.
#[derive(Debug)]
pub(super) enum Publicity {
    Show(Box<Publication>),
    Hide(InitiativeId),
    TakeDown { initiative: InitiativeId, officer: OfficerId, reason: String },
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
    pub(super) fn tell(&mut self, notice: Notice) {
        self.news.push(News::Notice(notice));
    }

    /// Takes back what was decided of an initiative up to now; what is decided of it later in the
    /// same batch stays.
    pub(super) fn take_back(&mut self, initiative: InitiativeId, otherwise: Notice) {
        let before = self.news.len();
        self.news.retain(|news| match news {
            News::Notice(notice) => notice.about != Some(initiative),
            News::TakenBack { .. } => true,
        });
        // A notice of this very batch was never stored, and nobody has heard of the decision.
        if self.news.len() == before {
            self.news.push(News::TakenBack { initiative, otherwise });
        }
    }

    /// Whether somebody uses this invitation up.
    pub(super) fn redeems(&self, hash: &[u8; 32]) -> bool {
        self.appointments.iter().any(|appointment| match appointment {
            Appointment::Redeem { token_hash, .. } => token_hash == hash,
            Appointment::Invite { .. } | Appointment::Revoke { .. } => false,
        })
    }

    /// Whether somebody ends this appointment.
    pub(super) fn revokes(&self, ended: OfficerId) -> bool {
        self.appointments.iter().any(|appointment| match appointment {
            Appointment::Revoke { officer, .. } => *officer == ended,
            Appointment::Invite { .. } | Appointment::Redeem { .. } => false,
        })
    }
}
