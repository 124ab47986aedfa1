//! What this process has in hand to send.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc};

use crate::domain::{AccountId, ConversationId};
use crate::message::Outbound;
use crate::store::outbox::Lane;

/// Messages in memory. More than this stay in the outbox until there is room, and nothing more is
/// thought about that would be answered.
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
    /// How often sending it has failed.
    pub attempts: i16,
    /// When its person was last heard; none if never.
    pub heard_at: Option<DateTime<Utc>>,
    /// Whether it comes from the outbox, which has seen to the order already.
    pub claimed: bool,
}

/// Where messages are handed in.
#[derive(Debug)]
pub struct Desk {
    /// How many messages it holds.
    pub room: usize,
    line: mpsc::UnboundedSender<Vec<Ready>>,
    pub(super) waiting: Mutex<Option<mpsc::UnboundedReceiver<Vec<Ready>>>>,
    /// The rows of what is waiting or being sent. While a platform is slow their leases run out,
    /// and they are claimed once more; they must not be sent once more.
    in_hand: Mutex<HashSet<i64>>,
    /// How many are handed in and not settled.
    unsettled: AtomicUsize,
    /// The same for each account.
    of_account: Mutex<HashMap<AccountId, usize>>,
    emptied: Notify,
}

impl Default for Desk {
    fn default() -> Self {
        let (line, waiting) = mpsc::unbounded_channel();
        Self {
            room: IN_HAND,
            line,
            waiting: Mutex::new(Some(waiting)),
            in_hand: Mutex::default(),
            unsettled: AtomicUsize::new(0),
            of_account: Mutex::default(),
            emptied: Notify::new(),
        }
    }
}

impl Desk {
    /// Hands messages in; those that are in hand already are not taken twice.
    pub fn send(&self, mut ready: Vec<Ready>) {
        let mut in_hand = self.in_hand.lock().unwrap_or_else(PoisonError::into_inner);
        ready.retain(|ready| in_hand.insert(ready.id));
        drop(in_hand);
        if ready.is_empty() {
            return;
        }
        self.unsettled.fetch_add(ready.len(), Ordering::AcqRel);
        let mut of_account = self.of_account.lock().unwrap_or_else(PoisonError::into_inner);
        for ready in &ready {
            *of_account.entry(ready.account).or_default() += 1;
        }
        drop(of_account);
        // Without a receiver the program is ending; the leases run out and others go on.
        let _ = self.line.send(ready);
    }

    /// Whether more may be handed in; otherwise rows are left in the outbox, and messages in the
    /// inbox.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.unsettled.load(Ordering::Acquire) < self.room
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

    /// Lets go of messages that are about to be settled: until they are, their leases keep
    /// them from being claimed.
    pub(super) fn let_go(&self, rows: impl Iterator<Item = i64>) {
        let mut in_hand = self.in_hand.lock().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            in_hand.remove(&row);
        }
    }

    /// Whether anything of an account is handed in and not settled.
    pub(super) fn holds(&self, account: AccountId) -> bool {
        let of_account = self.of_account.lock().unwrap_or_else(PoisonError::into_inner);
        of_account.get(&account).is_some_and(|unsettled| *unsettled > 0)
    }

    /// Notes that messages are settled, each by its account.
    pub(super) fn settled(&self, accounts: impl Iterator<Item = AccountId>) {
        let mut of_account = self.of_account.lock().unwrap_or_else(PoisonError::into_inner);
        let mut how_many = 0;
        for account in accounts {
            *of_account.entry(account).or_default() -= 1;
            how_many += 1;
        }
        drop(of_account);
        if self.unsettled.fetch_sub(how_many, Ordering::AcqRel) == how_many {
            self.emptied.notify_waiters();
        }
    }
}
