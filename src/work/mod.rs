//! The hands: they carry what comes in to the thinking, carry out what it decides, and deliver
//! what is owed. Each of them is a function that does one round and says what happened; the
//! loops, the shutdown and the tests are built on those.

pub mod audit;
mod batch;
pub mod carry;
mod changes;
mod circles;
pub mod collect;
pub mod copying;
pub mod counting;
pub mod delivery;
pub mod desk;
mod effects;
pub mod erased;
pub mod erasing;
pub mod fetch;
mod fresh;
pub mod housekeeping;
pub mod intake;
mod joining;
pub mod line;
mod memory;
pub mod mentions;
mod notices;
pub mod oa_token;
pub mod ownership;
pub mod patience;
mod perform;
pub mod receive;
pub mod retention;
mod returning;
mod settling;
mod world;

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;
use tokio::sync::{Notify, Semaphore};
use url::Url;
use uuid::Uuid;

use crate::channel::Channel;
use crate::clock::{self, Clock};
use crate::directory::Directory;
use crate::domain::{AccountId, Catalogue, InitiativeId, PersonId};
use crate::effect::Turn;
use crate::engine::{self, Session};
use crate::facts::{Facts, Settings};
use crate::figures::{Aims, Backlogs};
use crate::files::FileStore;
use crate::message::{Heard, Inbound};
use crate::picture::Album;
use crate::store;
use crate::store::conversation::Served;
use crate::store::outbox::Lease;
use crate::vault::Vault;

/// How long an outbox row stays with the process that is to send it; a dead process holds its
/// messages up for as long. A send with files may take longer: its row is claimed once more then,
/// and found to be in hand.
const OUTBOX_LEASE: TimeDelta = TimeDelta::seconds(60);

/// What hears an utterance: [`engine::hear`], except where a test has it fail.
pub type Hear = fn(Session, &Inbound, &Heard, &Facts<'_>) -> Turn<Session>;

/// Everything the hands share.
#[derive(Debug)]
pub struct Service {
    /// The database.
    pub db: PgPool,
    /// Time and chance.
    pub clock: Clock,
    /// Encrypts and decrypts personal data in the database.
    pub vault: Vault,
    /// This process, as leases name it.
    pub process: Uuid,
    /// What hears what people say.
    pub hear: Hear,
    /// How long an answer may take before its person is told that it will come.
    pub patience: Option<TimeDelta>,
    /// What the operator has decided.
    pub settings: Settings,
    /// How long what people tell us is kept.
    pub retention: retention::Periods,
    /// Messages a second to people who did not just speak, for each account.
    pub bulk_per_second: u32,
    /// The accounts that this deployment serves.
    pub accounts: Vec<Account>,
    /// What waits to be handled.
    pub line: line::Line,
    /// Where talks stand.
    pub(crate) memory: memory::Memory,
    /// Where files lie.
    pub files: Files,
    /// Pictures of the results.
    pub album: Album,
    /// Rung when files are to be fetched.
    pub files_bell: Notify,
    /// Rung when the outbox holds something that nobody has in hand.
    pub outbox_bell: Notify,
    /// Messages handled by this process so far.
    pub(crate) handled: AtomicU64,
    /// What is to be sent by this process.
    pub delivery: desk::Desk,
    reference: RwLock<Arc<Reference>>,
    figures: RwLock<Option<Arc<counting::Kept>>>,
    backlogs: RwLock<Option<Arc<Backlogs>>>,
    fresh: Mutex<Fresh>,
}

/// Where files lie, and how somebody far away gets to see them.
#[derive(Clone, Debug)]
pub struct Files {
    /// Their bytes.
    pub store: FileStore,
    /// How links to them are made; none where nobody could open them.
    pub links: Option<Links>,
}

/// How links to files are made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Links {
    /// The public address of our web side; ends with a slash.
    pub base: Url,
    /// How long a link is good for.
    pub life: TimeDelta,
}

/// One account, and whether this process owns it now.
#[derive(Debug)]
pub struct Account {
    /// Its row.
    pub id: AccountId,
    /// The way to its platform.
    pub channel: Channel,
    /// Whether updates are asked for; otherwise the platform calls our webhook.
    pub polls: bool,
    /// What a link to the talk on it begins with, where there are links.
    pub link_base: Option<String>,
    /// Renews its tokens, where they run out.
    pub keeper: Option<Arc<oa_token::Keeper>>,
    owned: AtomicBool,
    /// It is about to be given away: what is in hand is finished, and nothing is begun.
    leaving: AtomicBool,
    /// In milliseconds of Unix time, until when the account may not send; 0 while it may, and
    /// [`QUOTA_UNKNOWN`] before anything was sent.
    quota_out_until: AtomicI64,
    /// Who was told to wait.
    told: Mutex<patience::Told>,
    /// Places for answers to button presses.
    answering: Semaphore,
}

/// What a process before this one may have found.
const QUOTA_UNKNOWN: i64 = -1;

/// Data that changes rarely and is read by every turn, as it was a moment ago.
#[derive(Debug)]
pub struct Reference {
    /// The running campaign.
    pub catalogue: Catalogue,
    /// The tree of units.
    pub units: Directory,
    /// Changes when the tree does.
    pub units_mark: (i64, i64),
    /// What is expected of units.
    pub aims: Aims,
    /// Changes when what is expected does.
    pub targets_mark: (i64, Option<DateTime<Utc>>),
}

/// Numbers taken from the database ahead of need.
#[derive(Debug, Default)]
pub(crate) struct Fresh {
    pub(crate) initiatives: Vec<InitiativeId>,
    pub(crate) persons: Vec<PersonId>,
}

impl Account {
    /// An account that is not owned yet.
    #[must_use]
    pub fn new(id: AccountId, channel: Channel, polls: bool) -> Self {
        Self {
            id,
            channel,
            polls,
            link_base: None,
            keeper: None,
            owned: AtomicBool::new(false),
            leaving: AtomicBool::new(false),
            quota_out_until: AtomicI64::new(QUOTA_UNKNOWN),
            told: Mutex::default(),
            answering: Semaphore::new(receive::PRESSES),
        }
    }

    /// The same account, to which links lead.
    #[must_use]
    pub fn linked(self, link_base: Option<String>) -> Self {
        Self { link_base, ..self }
    }

    /// The same account, with tokens that run out.
    #[must_use]
    pub fn renewed_by(self, keeper: Arc<oa_token::Keeper>) -> Self {
        Self { keeper: Some(keeper), ..self }
    }

    /// Whether this process may poll and send for it.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        self.owned.load(Ordering::Acquire)
    }

    /// Gives whether it was owned before.
    pub(crate) fn set_owned(&self, owned: bool) -> bool {
        self.owned.swap(owned, Ordering::AcqRel)
    }

    /// Whether something may be begun for it.
    pub(crate) fn is_served(&self) -> bool {
        self.is_owned() && !self.leaving.load(Ordering::Acquire)
    }

    pub(crate) fn set_leaving(&self, leaving: bool) {
        self.leaving.store(leaving, Ordering::Release);
    }

    /// Until when the account may not send, as far as is known.
    pub(crate) fn quota_out_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = self.quota_out_until.load(Ordering::Acquire);
        // A clock that was set back makes no pause longer.
        let pause = now..=now + delivery::QUOTA_PAUSE;
        DateTime::from_timestamp_millis(until).filter(|until| *until > now && pause.contains(until))
    }

    /// Notes that the account may not send until then. Gives whether that is news.
    pub(crate) fn set_quota_out(&self, until: DateTime<Utc>) -> bool {
        self.quota_out_until.swap(until.timestamp_millis(), Ordering::AcqRel) <= 0
    }

    /// Notes that the account may send. Gives whether that is news.
    pub(crate) fn set_quota_back(&self) -> bool {
        self.quota_out_until.swap(0, Ordering::AcqRel) != 0
    }
}

impl Service {
    /// Loads what every turn reads, and is ready to work.
    pub async fn new(
        db: PgPool,
        clock: Clock,
        vault: Vault,
        files: Files,
        settings: Settings,
        bulk_per_second: u32,
        accounts: Vec<Account>,
    ) -> store::Result<Self> {
        let reference = Arc::new(housekeeping::load_reference(&db).await?);
        housekeeping::saw_database(clock.now());
        Ok(Self {
            process: clock::fresh_process(),
            db,
            clock,
            vault,
            files,
            album: Album::default(),
            files_bell: Notify::new(),
            hear: engine::hear,
            patience: None,
            settings,
            retention: retention::Periods::default(),
            bulk_per_second,
            delivery: desk::Desk::new(accounts.len()),
            accounts,
            line: line::Line::default(),
            memory: memory::Memory::default(),
            outbox_bell: Notify::new(),
            handled: AtomicU64::new(0),
            reference: RwLock::new(reference),
            figures: RwLock::default(),
            backlogs: RwLock::default(),
            fresh: Mutex::default(),
        })
    }

    /// The account with this id, if it is one of ours.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The accounts that this process serves now.
    pub(crate) fn owned(&self) -> Vec<AccountId> {
        let owned = self.accounts.iter().filter(|account| account.is_served());
        owned.map(|account| account.id).collect()
    }

    /// Where people can be told something unasked.
    pub(crate) fn served(&self, now: DateTime<Utc>) -> Vec<Served> {
        let served = self.accounts.iter().map(|account| Served {
            account: account.id,
            heard_since: account.channel.capabilities().window.map(|window| now - window),
        });
        served.collect()
    }

    /// What every turn reads.
    #[must_use]
    pub fn reference(&self) -> Arc<Reference> {
        Arc::clone(&self.reference.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_reference(&self, reference: Reference) {
        *self.reference.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(reference);
    }

    pub(crate) fn with_fresh<T>(&self, take: impl FnOnce(&mut Fresh) -> T) -> T {
        take(&mut self.fresh.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The lease under which this process takes outbox rows now.
    pub(crate) fn outbox_lease(&self, now: DateTime<Utc>) -> Lease {
        Lease { holder: self.process, until: now + OUTBOX_LEASE }
    }
}

/// How long a loop waits after its `failures`-th failure in a row: longer each time, up to five
/// seconds, so that a database that comes back is noticed soon.
pub(crate) fn pause_after(failures: u32) -> Duration {
    Duration::from_millis(100 << failures.min(6)).min(Duration::from_secs(5))
}
