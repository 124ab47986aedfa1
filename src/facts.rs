//! What the thinking may know: everything comes in as data, loaded before for a whole batch.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::directory::Directory;
use crate::domain::publication::Publicity;
use crate::domain::seal::Receipt;
use crate::domain::{
    AccountId, Catalogue, ConversationId, DraftId, FileState, Grant, Hindrance, Holdings,
    Initiative, InitiativeId, Kind, Locale, OfficerId, Person, PersonId, Role, StatusName, Step,
    UnitId,
};
use crate::figures::{Aims, Backlog, Figures};
use crate::message::Capabilities;

/// What is known when one utterance is heard.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The time of this batch.
    pub now: DateTime<Utc>,
    /// When the platform says that it was said.
    pub sent_at: DateTime<Utc>,
    pub locale: Locale,
    /// Where it was said; the answer goes out there.
    pub account: AccountId,
    pub capabilities: Capabilities,
    pub settings: &'a Settings,
    /// What a link to the talk on this account begins with; none where it has no links.
    pub link_base: Option<&'a str>,
    pub catalogue: &'a Catalogue,
    pub units: &'a Directory,
    /// The results as they were a moment ago; none before they were first read.
    pub figures: Option<&'a Figures>,
    /// What is expected of units.
    pub aims: &'a Aims,
    /// Whoever speaks; nobody before consent.
    pub person: Option<&'a Person>,
    /// The speaker's appointments, as they are at this moment.
    pub grants: &'a [Grant],
    /// What [`Needs`] asked for.
    pub found: &'a Found,
    /// The id that an initiative submitted now gets.
    pub fresh_initiative: InitiativeId,
    /// A random code for whatever is made now and must not be guessed: letters and digits that go
    /// into a link.
    pub fresh_token: &'a str,
}

/// What the operator has decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// How long the notice of a decision waits, so that the decision can be taken back unseen.
    pub decision_hold: TimeDelta,
    /// When an unfinished draft is reminded of for the first and for the second time; `None`
    /// never.
    pub draft_reminders: Option<[TimeDelta; 2]>,
    /// How long an invitation is good for.
    pub invitation_life: TimeDelta,
    /// The largest file that is taken, in bytes.
    pub max_file: u64,
    /// Whether links to files can be given out, to readers whose channel takes no files.
    pub file_links: bool,
    /// Where the world reaches the public page, with a slash at its end.
    pub public_url: Option<String>,
}

/// What has to be looked up before an utterance can be answered. Most need nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    /// Initiatives, locked until the turn is stored, so that a judgement cannot be overtaken.
    pub initiatives: Vec<InitiativeId>,
    /// Histories of the same.
    pub histories: bool,
    /// What has become of the files of the same.
    pub files: bool,
    /// Whether the same are shown to the public.
    pub publicity: bool,
    /// Phone numbers of the authors of the same. Whoever asks for them is authorised by the
    /// thinking, like everybody who reads an initiative.
    pub phones: bool,
    /// A page of the speaker's own initiatives.
    pub mine: Option<Page>,
    /// The speaker's drafts.
    pub drafts: bool,
    /// The one of them that is open; it is among them, however many there are.
    pub draft: Option<DraftId>,
    /// A page of what waits for the speaker as officer.
    pub queue: Option<QueueQuery>,
    /// A page of the officers in the part of the tree that the speaker administers.
    pub officers: Option<Page>,
    /// The invitation with this hash of its code.
    pub invitation: Option<[u8; 32]>,
    /// A code that joins chats.
    pub link: Option<LinkQuery>,
    /// How many chats the speaker has.
    pub chats: bool,
    /// The speaker's newest own decision that may still be taken back.
    pub last_decision: bool,
    /// An initiative of the speaker that waits for the speaker's answer.
    pub asked: bool,
    /// The proof of this initiative's submission, if it is the speaker's own.
    pub receipt: Option<InitiativeId>,
    /// What the speaker has with us.
    pub holdings: bool,
    /// How long what waits for the speaker as officer has waited.
    pub backlog: bool,
}

/// Which code that joins chats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkQuery {
    /// The one with this hash.
    Typed([u8; 32]),
    /// The speaker's own that was typed somewhere and waits for a yes.
    Waiting,
}

/// A code that joins chats, good at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    pub id: i64,
    pub person: PersonId,
    pub asked_in: ConversationId,
    /// Where it was typed; it waits for a yes then.
    pub typed_in: Option<ConversationId>,
}

/// A page of a list, from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Page(pub u32);

impl Page {
    /// Entries on a page: what a phone shows without scrolling much.
    pub const SIZE: usize = 5;

    /// This page of `total` entries, or the last one where it lies behind their end.
    #[must_use]
    pub fn of(self, total: u64) -> Self {
        let last = total.saturating_sub(1) / Self::SIZE as u64;
        Self(self.0.min(u32::try_from(last).unwrap_or(u32::MAX)))
    }

    /// How many entries come before this page.
    #[must_use]
    pub fn entries_before(self) -> i64 {
        i64::from(self.0) * Self::SIZE as i64
    }
}

/// What of the queue an officer wants to see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct QueueQuery {
    pub page: Page,
    /// Instead, the page with the first one behind this; behind the last comes the first page.
    pub behind: Option<InitiativeId>,
    /// Only this unit and below; must lie within the officer's own part.
    pub unit: Option<UnitId>,
    pub kind: Option<Kind>,
    pub status: Option<StatusName>,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    pub initiatives: HashMap<InitiativeId, Initiative>,
    /// Oldest first.
    pub histories: HashMap<InitiativeId, Vec<Step>>,
    /// What has become of the files of the initiatives, by account and unique id.
    pub files: HashMap<(AccountId, String), FileState>,
    pub publicity: HashMap<InitiativeId, Publicity>,
    /// Authors of those initiatives who can be told nothing now, where an officer asks.
    pub hindered: HashMap<PersonId, Hindrance>,
    pub phones: HashMap<PersonId, String>,
    /// Names of the officers that the initiatives, histories and lists speak of.
    pub officer_names: HashMap<OfficerId, String>,
    pub mine: Listing<Mine>,
    pub drafts: Vec<Draft>,
    pub queue: Listing<Waiting>,
    /// Which page of the queue it is.
    pub queue_page: Page,
    pub officers: Listing<Colleague>,
    pub invitation: Option<Invitation>,
    pub link: Option<Link>,
    /// Wrong codes that were typed in this chat of late.
    pub link_attempts: i64,
    pub chats: i64,
    pub last_decision: Option<InitiativeId>,
    pub asked: Vec<InitiativeId>,
    pub receipt: Option<Receipt>,
    pub holdings: Holdings,
    pub backlog: Backlog,
}

/// A page of entries, and how many there are in all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listing<T> {
    pub entries: Vec<T>,
    /// Of the queue and of the officers no more than [`COUNTED`](Self::COUNTED) and one are
    /// counted.
    pub total: u64,
}

impl<T> Listing<T> {
    /// How far a long list is counted. Nobody pages through more on a phone, and whoever has more
    /// before them narrows it or asks /thongke for the figure.
    pub const COUNTED: u64 = 500;
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), total: 0 }
    }
}

/// One of the speaker's own initiatives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mine {
    pub id: InitiativeId,
    pub title: String,
    pub status: StatusName,
    pub since: DateTime<Utc>,
}

/// One of the speaker's drafts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub id: DraftId,
    /// As [`Effect::KeepDraft`](crate::effect::Effect::KeepDraft) wrote it.
    pub answers: String,
    pub updated_at: DateTime<Utc>,
}

/// One initiative that waits for an officer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    pub id: InitiativeId,
    pub title: String,
    pub kind: Kind,
    pub unit: Option<UnitId>,
    pub unit_typed: Option<String>,
    pub status: StatusName,
    pub submitted_at: DateTime<Utc>,
    /// Who has taken it up.
    pub officer: Option<OfficerId>,
}

/// An officer in the speaker's part of the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Colleague {
    pub grant: Grant,
    pub person: PersonId,
    pub name: String,
}

/// An invitation as it is at this moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    pub unit: UnitId,
    pub role: Role,
    /// The appointment by which it was made; none where it was the command line.
    pub by: Option<OfficerId>,
    pub expires_at: DateTime<Utc>,
    pub used: bool,
    /// Whoever made it may not give it any more.
    pub void: bool,
}

impl Facts<'_> {
    /// The speaker's appointment that covers `unit`, the widest role first. `None` as `unit` is
    /// a workplace that nobody has sorted out: only whoever holds the root of the tree has it.
    #[must_use]
    pub fn grant_over(&self, unit: Option<UnitId>) -> Option<Grant> {
        self.grants
            .iter()
            .filter(|grant| match unit {
                Some(unit) => self.units.is_within(unit, grant.unit),
                None => self.units.is_root(grant.unit),
            })
            .max_by_key(|grant| grant.role)
            .copied()
    }

    /// The appointment by which the speaker runs the campaign: an administrator of the whole
    /// tree.
    #[must_use]
    pub fn owner(&self) -> Option<Grant> {
        let runs =
            |grant: &&Grant| grant.role == Role::Administrator && self.units.is_root(grant.unit);
        self.grants.iter().find(runs).copied()
    }

    /// Whether this appointment is the speaker's.
    #[must_use]
    pub fn is_me(&self, officer: OfficerId) -> bool {
        self.grants.iter().any(|grant| grant.officer == officer)
    }
}
