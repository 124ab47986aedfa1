//! What this process has in hand to send.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc};
use tracing::{info, warn};

use crate::domain::{AccountId, ConversationId};
use crate::message::Outbound;
use crate::store::outbox::Lane;

/// Messages in memory, of all accounts together. More than this stay in the outbox until there is
/// room, and nothing more is thought about that would be answered.
pub(super) const IN_HAND: usize = 20_000;

/// A message that this process sends.
#[derive(Clone, Debug)]
pub struct Ready {
    /// Its row.
    pub id: i64,
    /// From where.
    pub account: AccountId,
    /// In which conversation.
    pub conversation: ConversationId,
    /// The platform's chat id.
    pub chat: String,
    /// How urgent it is.
    pub lane: Lane,
    /// The words.
    pub body: Outbound,
    /// When the message that it answers came, or else when it was written.
    pub since: DateTime<Utc>,
    /// How often sending it has failed; where it may have arrived, how often nobody knows whether.
    pub attempts: i16,
    /// Whether an attempt has had an outcome that nobody knows.
    pub maybe_sent: bool,
    /// When its person was last heard; none if never.
    pub heard_at: Option<DateTime<Utc>>,
    /// Whether it comes from the outbox, which has seen to the order already.
    pub claimed: bool,
}

/// Where messages are handed in.
#[derive(Debug)]
pub struct Desk {
    /// How many messages of one account it holds, so that an account whose platform hangs takes
    /// no room from the others.
    pub room: usize,
    line: mpsc::UnboundedSender<Vec<Ready>>,
    pub(super) waiting: Mutex<Option<mpsc::UnboundedReceiver<Vec<Ready>>>>,
    /// The rows of what is waiting, being sent or not settled yet. While a platform is slow or the
    /// database away their leases run out, and they are claimed once more, which is noted here;
    /// they must not be sent once more.
    in_hand: Mutex<HashMap<i64, bool>>,
    /// Held from a claim until what came of it is handed in, so that nobody takes what is claimed
    /// by then for what is in nobody's hands.
    pub(super) claiming: tokio::sync::Mutex<()>,
    /// How often rows may have become leased to this process without being in its hands.
    doubts: AtomicU64,
    /// How many of these doubts are resolved.
    resolved: AtomicU64,
    /// Conversations in which older messages wait in the outbox, and until when; for the sender to
    /// know before anything is sent that is handed in later.
    held_back: Mutex<Vec<(ConversationId, DateTime<Utc>)>>,
    /// How many are handed in and not settled.
    unsettled: AtomicUsize,
    /// The same for each account.
    of_account: Mutex<HashMap<AccountId, Share>>,
    emptied: Notify,
}

/// What is in hand of one account.
#[derive(Debug, Default)]
struct Share {
    unsettled: usize,
    /// It has had no room, and is not half empty yet. Whatever waits for room is read from the
    /// database, which is not to be done for every message that goes out.
    full: bool,
}

impl Desk {
    /// A desk for this many accounts.
    pub(super) fn new(accounts: usize) -> Self {
        let (line, waiting) = mpsc::unbounded_channel();
        Self {
            room: IN_HAND / accounts.max(1),
            line,
            waiting: Mutex::new(Some(waiting)),
            in_hand: Mutex::default(),
            claiming: tokio::sync::Mutex::default(),
            doubts: AtomicU64::new(0),
            resolved: AtomicU64::new(0),
            held_back: Mutex::default(),
            unsettled: AtomicUsize::new(0),
            of_account: Mutex::default(),
            emptied: Notify::new(),
        }
    }

    fn in_hand(&self) -> MutexGuard<'_, HashMap<i64, bool>> {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shares(&self) -> MutexGuard<'_, HashMap<AccountId, Share>> {
        self.of_account.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends nothing newer in these conversations before what waits in the outbox until then.
    pub(super) fn hold_back(&self, conversations: Vec<(ConversationId, DateTime<Utc>)>) {
        self.held_back.lock().unwrap_or_else(PoisonError::into_inner).extend(conversations);
    }

    /// What was to be held back since the last look.
    pub(super) fn take_held_back(&self) -> Vec<(ConversationId, DateTime<Utc>)> {
        std::mem::take(&mut self.held_back.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Hands messages in; those that are in hand already are not taken twice.
    pub fn send(&self, mut ready: Vec<Ready>) {
        let mut in_hand = self.in_hand();
        ready.retain(|ready| match in_hand.entry(ready.id) {
            Entry::Vacant(place) => {
                place.insert(false);
                true
            }
            Entry::Occupied(mut claimed) => {
                *claimed.get_mut() |= ready.claimed;
                false
            }
        });
        drop(in_hand);
        if ready.is_empty() {
            return;
        }
        self.unsettled.fetch_add(ready.len(), Ordering::AcqRel);
        let mut shares = self.shares();
        for ready in &ready {
            let share = shares.entry(ready.account).or_default();
            share.unsettled += 1;
            if share.unsettled >= self.room && !share.full {
                share.full = true;
                let account = ready.account.0;
                warn!(account, "A platform takes less than is said; the rest waits in the inbox");
            }
        }
        drop(shares);
        // Without a receiver the program is ending; the leases run out and others go on.
        let _ = self.line.send(ready);
    }

    /// Whether more of an account may be handed in; otherwise its rows are left in the outbox, and
    /// its messages in the inbox.
    pub(super) fn has_room(&self, account: AccountId) -> bool {
        self.shares().get(&account).is_none_or(|share| !share.full)
    }

    /// Waits until everything handed in is settled.
    pub async fn emptied(&self) {
        loop {
            let mut notified = std::pin::pin!(self.emptied.notified());
            notified.as_mut().enable();
            if self.unsettled.load(Ordering::Acquire) == 0 {
                return;
            }
            notified.await;
        }
    }

    /// Lets go of messages of which nothing is left to be written down. Gives those that were
    /// claimed once more while they were in hand.
    pub(super) fn let_go(&self, rows: impl Iterator<Item = i64>) -> HashSet<i64> {
        let mut in_hand = self.in_hand();
        rows.filter(|row| in_hand.remove(row).unwrap_or_default()).collect()
    }

    /// The rows of everything that is in hand.
    pub(super) fn rows(&self) -> Vec<i64> {
        self.in_hand().keys().copied().collect()
    }

    /// Notes that rows may be leased to this process that it does not have in hand, as where the
    /// database has done what it was told and its answer was lost.
    pub(super) fn doubt(&self) {
        self.doubts.fetch_add(1, Ordering::AcqRel);
    }

    /// How many doubts there were, if not all of them are resolved.
    pub(super) fn doubts(&self) -> Option<u64> {
        let resolved = self.resolved.load(Ordering::Acquire);
        Some(self.doubts.load(Ordering::Acquire)).filter(|doubts| *doubts != resolved)
    }

    /// Notes that so many doubts are resolved.
    pub(super) fn resolve(&self, doubts: u64) {
        self.resolved.store(doubts, Ordering::Release);
    }

    /// Whether anything of an account is handed in and not settled.
    pub(super) fn holds(&self, account: AccountId) -> bool {
        self.shares().get(&account).is_some_and(|share| share.unsettled > 0)
    }

    /// Notes that messages are settled, each by its account.
    pub(super) fn settled(&self, accounts: impl Iterator<Item = AccountId>) {
        let mut shares = self.shares();
        let mut how_many = 0;
        for account in accounts {
            let share = shares.entry(account).or_default();
            share.unsettled -= 1;
            if share.full && share.unsettled <= self.room / 2 {
                share.full = false;
                info!(account = account.0, "There is room again for what waits in the inbox");
            }
            how_many += 1;
        }
        drop(shares);
        if self.unsettled.fetch_sub(how_many, Ordering::AcqRel) == how_many {
            self.emptied.notify_waiters();
        }
    }
}
