//! An initiative: what its author wrote, and where it stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    Actor, Attachment, CampaignId, Event, EventHash, InitiativeId, PersonId, Salt, Status, Step,
    UnitId, Workplace,
};
use crate::vietnamese::{Reading, code::Code, date::Span, money::Period, name};

/// The kinds that may be entered: the four of Circular 18/2013/TT-BKHCN, Article 3, and the
/// research topic that the programme's own guideline (46/HD-TLĐ) adds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Giải pháp kỹ thuật.
    Technical,
    /// Giải pháp quản lý.
    Management,
    /// Giải pháp tác nghiệp.
    Operational,
    /// Giải pháp ứng dụng tiến bộ kỹ thuật.
    Application,
    /// Đề tài nghiên cứu khoa học.
    Research,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Technical, Self::Management, Self::Operational, Self::Application, Self::Research];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Technical => "technical",
            Self::Management => "management",
            Self::Operational => "operational",
            Self::Application => "application",
            Self::Research => "research",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Since when the initiative has been in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// Not in use yet.
    NotYet,
    /// In use since some day of this span; people often know only the month.
    From(Span),
}

/// What it has brought, as the author says. An officer's figure is kept apart, never mixed in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    /// An amount in whole đồng.
    Money {
        dong: i64,
        /// The author said "about".
        #[serde(default)]
        approximate: bool,
        /// The amount is per month, per year …; none where a total was said.
        #[serde(default)]
        period: Option<Period>,
    },
    /// A benefit that has no price: safety, health, quality (Decree 13/2012, Article 4.2).
    NotInMoney { description: String },
}

/// Somebody who shares in the initiative.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CoAuthor {
    /// Empty for somebody who had everything about them erased.
    pub name: String,
    /// Of a hundred. What remains belongs to the author.
    pub percent: u8,
}

impl CoAuthor {
    /// Takes a name out of a list and leaves the share, for that is the others' too. Gives
    /// whether it was there: as [`name::is_same`] finds it, and after "chị" and the like.
    pub fn forget(listed: &mut [Self], name: &str) -> bool {
        let mut was_there = false;
        for other in listed {
            let without_title = match name::read(&other.name) {
                Reading::Ambiguous(names) => names.into_iter().next(),
                Reading::Read(_) | Reading::Unreadable(_) => None,
            };
            if name::is_same(&other.name, name)
                || without_title.is_some_and(|other| name::is_same(other.as_str(), name))
            {
                other.name.clear();
                was_there = true;
            }
        }
        was_there
    }
}

/// Whether the unit has recognised the initiative already.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recognition {
    NotYet,
    /// By whom and when, in the author's words.
    Stated(String),
}

/// Everything the author wrote: what an officer reads and decides about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Content {
    pub title: String,
    pub kind: Kind,
    /// What was wrong before.
    pub before: Option<String>,
    /// What was done.
    pub solution: String,
    pub since: Since,
    pub benefit: Option<Benefit>,
    /// Empty: the author alone.
    #[serde(default)]
    pub co_authors: Vec<CoAuthor>,
    pub recognition: Option<Recognition>,
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Answers to officers' questions, oldest first.
    #[serde(default)]
    pub supplements: Vec<Supplement>,
}

/// An officer's question and what the author answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Supplement {
    pub question: String,
    pub answer: String,
}

impl Content {
    /// Files that one initiative may carry.
    pub const MAX_ATTACHMENTS: usize = 10;

    /// The author's own share of a hundred.
    #[must_use]
    pub fn author_percent(&self) -> u8 {
        let others: u32 = self.co_authors.iter().map(|other| u32::from(other.percent)).sum();
        u8::try_from(100_u32.saturating_sub(others)).unwrap_or(0)
    }

    /// The declared amount, where there is one.
    #[must_use]
    pub const fn declared_dong(&self) -> Option<i64> {
        match &self.benefit {
            Some(Benefit::Money { dong, .. }) => Some(*dong),
            Some(Benefit::NotInMoney { .. }) | None => None,
        }
    }

    /// What is left when the author has the text erased: what is counted, and since when it was
    /// in use. No text was ever submitted without a title.
    #[must_use]
    pub fn erased(&self) -> Self {
        Self {
            title: String::new(),
            kind: self.kind,
            before: None,
            solution: String::new(),
            since: self.since,
            benefit: self.declared_dong().map(|dong| Benefit::Money {
                dong,
                approximate: false,
                period: None,
            }),
            co_authors: Vec::new(),
            recognition: None,
            attachments: Vec::new(),
            supplements: Vec::new(),
        }
    }

    /// Whether the author had the text erased.
    #[must_use]
    pub const fn is_erased(&self) -> bool {
        self.title.is_empty()
    }

    /// The text that is stored, hashed and decided about.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a content has only strings, numbers and lists")
    }

    /// SHA-256 of a stored text.
    #[must_use]
    pub fn hash(json: &str) -> EventHash {
        EventHash(Sha256::digest(json.as_bytes()).into())
    }
}

/// A submitted initiative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Initiative {
    pub id: InitiativeId,
    pub campaign: CampaignId,
    /// Code of the [`Phase`](super::Phase) that it was entered in; none in a campaign without
    /// phases.
    pub phase: Option<String>,
    pub author: PersonId,
    /// The author's name as it is now; none once the author's data is erased.
    pub author_name: Option<String>,
    pub workplace: Option<Workplace>,
    pub group: Option<String>,
    pub content: Content,
    /// Grows with every change of `content`; a decision names the version it is about.
    pub version: i32,
    pub content_hash: EventHash,
    pub status: Status,
    /// When it came to be in this status.
    pub status_since: DateTime<Utc>,
    pub submitted_at: DateTime<Utc>,
    /// The newest event's hash, which the next event continues.
    pub last_event: EventHash,
    /// How many events it has.
    pub event_count: i32,
}

/// What somebody does to an initiative, and what they say with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    pub at: DateTime<Utc>,
    pub actor: Actor,
    /// Code of a [`ReasonCode`](super::ReasonCode).
    pub reason: Option<String>,
    pub note: Option<String>,
    /// With which the note is hashed; a new one for each note.
    pub salt: Salt,
    /// Whole đồng.
    pub verified_benefit: Option<i64>,
}

impl Act {
    /// An act without words.
    #[must_use]
    pub const fn silent(actor: Actor, at: DateTime<Utc>) -> Self {
        Self { at, actor, reason: None, note: None, salt: Salt([0; 16]), verified_benefit: None }
    }
}

impl Initiative {
    /// What people call it by.
    #[must_use]
    pub fn code(&self) -> Code {
        Code::from(self.id)
    }

    /// The author's unit at submission; none for a workplace that is not in the tree.
    #[must_use]
    pub fn unit(&self) -> Option<UnitId> {
        match self.workplace {
            Some(Workplace::Unit(unit)) => Some(unit),
            Some(Workplace::Typed(_)) | None => None,
        }
    }

    /// Carries out a step: the initiative as it is afterwards, and the event that says so.
    /// `status` comes from one of the steps in [`status`](super::status).
    #[must_use]
    pub fn advance(mut self, status: Status, act: Act) -> (Self, Event) {
        let from = (self.event_count > 0).then(|| self.status.name());
        let step = Step {
            at: act.at,
            actor: act.actor,
            from,
            to: status.name(),
            reason: act.reason,
            note: act.note,
            verified_benefit: act.verified_benefit,
        };
        if self.event_count == 0 {
            self.last_event = self.origin();
        }
        self.event_count += 1;
        let event = Event::chain(
            self.id,
            self.event_count,
            self.last_event,
            self.version,
            self.content_hash,
            step,
            act.salt,
        );
        self.last_event = event.hash;
        self.status = status;
        self.status_since = act.at;
        (self, event)
    }

    /// The hash of everything beside the text that the results rest on: when, where and in which
    /// campaign it was entered. The first event continues it, so that none of this can be changed
    /// later without breaking the chain. By whom is not part of it: two people may turn out to be
    /// one with two chats.
    #[must_use]
    pub fn origin(&self) -> EventHash {
        let text = format!(
            "sangkien entry\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.id.0,
            self.campaign.0,
            self.phase.as_deref().unwrap_or(""),
            self.unit().map_or(0, |unit| unit.0),
            self.group.as_deref().unwrap_or(""),
            self.submitted_at.timestamp_micros(),
        );
        EventHash(Sha256::digest(text.as_bytes()).into())
    }

    /// Without its author's words, and without what was said to the author: text, workplace as
    /// typed, notes. The hash stays that of the text that was decided about.
    #[must_use]
    pub fn erased(self) -> Self {
        let workplace = self.workplace.filter(|workplace| matches!(workplace, Workplace::Unit(_)));
        let (content, status) = (self.content.erased(), self.status.without_words());
        Self { author_name: None, workplace, content, status, ..self }
    }

    /// Replaces the text: a new version, with its hash. The step that goes with it follows. Kind
    /// and declared benefit stay what they were at submission, because they are counted by it.
    #[must_use]
    pub fn revise(mut self, content: Content) -> Self {
        self.content = content;
        self.version += 1;
        self.content_hash = Content::hash(&self.content.to_json());
        self
    }
}

impl From<InitiativeId> for Code {
    fn from(id: InitiativeId) -> Self {
        Self(id.0.unsigned_abs())
    }
}

impl From<Code> for InitiativeId {
    fn from(code: Code) -> Self {
        Self(i64::try_from(code.0).unwrap_or(i64::MAX))
    }
}
