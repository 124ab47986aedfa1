//! The hands: they carry what comes in to the thinking, carry out what it decides, and deliver
//! what is owed. Each of them is a function that does one round and says what happened; the
//! loops, the shutdown and the tests are built on those.

pub mod batch;
pub mod carry;
pub mod changes;
pub mod collect;
pub mod delivery;
pub mod desk;
pub mod fetch;
pub mod housekeeping;
pub mod intake;
pub mod ownership;
pub mod perform;
pub mod receive;
mod turns;
mod world;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;
use tokio::sync::Notify;
use url::Url;
use uuid::Uuid;

use crate::channel::Channel;
use crate::clock::{self, Clock};
use crate::directory::Directory;
use crate::domain::{AccountId, Catalogue, InitiativeId, PersonId};
use crate::facts::Settings;
use crate::files::FileStore;
use crate::store;
use crate::store::outbox::Lease;
use crate::vault::Vault;

/// How long an outbox row stays with the process that is to send it. Longer than a send can
/// take, retries of the transport included; a dead process holds its messages up for as long.
const OUTBOX_LEASE: TimeDelta = TimeDelta::seconds(60);

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
    /// What the operator has decided.
    pub settings: Settings,
    /// Messages a second to people who did not just speak, for each account.
    pub bulk_per_second: u32,
    /// The accounts that this deployment serves.
    pub accounts: Vec<Account>,
    /// Rung when something came into the inbox.
    pub inbox_bell: Notify,
    /// Where files lie.
    pub files: Files,
    /// Rung when files are to be fetched.
    pub files_bell: Notify,
    /// Rung when the outbox holds something that nobody has in hand.
    pub outbox_bell: Notify,
    /// The order in which batches hand their replies in.
    pub(crate) turns: turns::Turns,
    /// Messages handled by this process so far.
    pub(crate) handled: AtomicU64,
    /// What is to be sent by this process.
    pub delivery: desk::Desk,
    reference: RwLock<Arc<Reference>>,
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
    owned: AtomicBool,
}

/// Data that changes rarely and is read by every turn, as it was a moment ago.
#[derive(Debug)]
pub struct Reference {
    /// The running campaign.
    pub catalogue: Catalogue,
    /// The tree of units.
    pub units: Directory,
    /// Changes when the tree does.
    pub units_mark: (i64, i64),
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
    pub const fn new(id: AccountId, channel: Channel, polls: bool) -> Self {
        Self { id, channel, polls, owned: AtomicBool::new(false) }
    }

    /// Whether this process may poll and send for it.
    #[must_use]
    pub fn is_owned(&self) -> bool {
        self.owned.load(Ordering::Acquire)
    }

    pub(crate) fn set_owned(&self, owned: bool) {
        self.owned.store(owned, Ordering::Release);
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
        Ok(Self {
            process: clock::fresh_process(),
            db,
            clock,
            vault,
            files,
            settings,
            bulk_per_second,
            accounts,
            inbox_bell: Notify::new(),
            files_bell: Notify::new(),
            outbox_bell: Notify::new(),
            turns: turns::Turns::default(),
            handled: AtomicU64::new(0),
            delivery: desk::Desk::default(),
            reference: RwLock::new(reference),
            fresh: Mutex::default(),
        })
    }

    /// The account with this id, if it is one of ours.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The accounts that this process owns now.
    pub(crate) fn owned(&self) -> Vec<AccountId> {
        let owned = self.accounts.iter().filter(|account| account.is_owned());
        owned.map(|account| account.id).collect()
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
