//! Writes down what has become of messages that were sent, together as far as it comes together.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::mpsc;
use tracing::{error, warn};

use super::{Service, pause_after};
use crate::domain::{AccountId, ConversationId};
use crate::store::outbox::{self, Again};
use crate::store::{self, conversation, waiting};

/// How long what was sent waits for company before it is settled. A crash meanwhile sends it
/// once more; much longer than a send takes would make that likelier.
const SETTLE_PAUSE: Duration = Duration::from_millis(5);

/// Why a message to somebody who has left is given up.
pub(super) const GONE: &str = "gone";

/// What has become of a message.
#[derive(Debug)]
pub(super) enum Fate {
    Delivered,
    Again {
        due_at: DateTime<Utc>,
        counts: bool,
        maybe_sent: bool,
    },
    /// Its account may not send: another may, or else it is tried again.
    Elsewhere {
        due_at: DateTime<Utc>,
    },
    /// Its person has to write first, or has another chat.
    Closed,
    /// Its person has left this chat, and perhaps not another one.
    Left,
    GivenUp {
        why: String,
        left: bool,
    },
}

/// A message, and what has become of it.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) id: i64,
    pub(super) account: AccountId,
    pub(super) conversation: ConversationId,
    pub(super) fate: Fate,
}

impl Settled {
    /// Whether it stays in the outbox to be sent.
    fn is_owed(&self) -> bool {
        !matches!(self.fate, Fate::Delivered | Fate::GivenUp { .. })
    }
}

/// Writes down what has become of messages; whatever is waiting is written together.
pub(super) async fn run(service: Arc<Service>, mut waiting: mpsc::UnboundedReceiver<Settled>) {
    let mut together = Vec::with_capacity(512);
    while waiting.recv_many(&mut together, 512).await > 0 {
        // Nobody waits for this, so a little company is waited for: fewer statements.
        if together.len() < 512 {
            tokio::time::sleep(SETTLE_PAUSE).await;
            while together.len() < 512
                && let Ok(settled) = waiting.try_recv()
            {
                together.push(settled);
            }
        }
        let mut failures = 0;
        while let Err(error) = settle(&service, &together).await {
            // A process that is stopped before this succeeds sends these messages again later.
            warn!(%error, "Sent messages could not be settled; trying again");
            tokio::time::sleep(pause_after(failures)).await;
            failures += 1;
            if failures > 60 {
                error!("Sent messages are left unsettled");
                break;
            }
        }
        // Not before, because this may take longer than their leases last.
        let claimed = service.delivery.let_go(together.iter().map(|settled| settled.id));
        if together.iter().any(|settled| settled.is_owed() && claimed.contains(&settled.id)) {
            // Perhaps only after it was settled, and then it is in nobody's hands.
            service.delivery.doubt();
        }
        service.delivery.settled(together.iter().map(|settled| settled.account));
        together.clear();
    }
}

async fn settle(service: &Service, settled: &[Settled]) -> store::Result<()> {
    let now = service.clock.now();
    let mut delivered = Vec::new();
    let mut accounts: Vec<AccountId> = settled.iter().map(|settled| settled.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut again = Vec::new();
    let (mut given_up, mut reasons) = (Vec::new(), Vec::new());
    let mut gone = Vec::new();
    let (mut closed, mut closed_rows, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    let mut left_rows = Vec::new();
    for Settled { id, account, conversation, fate } in settled {
        match fate {
            Fate::Delivered => delivered.push(*id),
            Fate::Again { due_at, counts, maybe_sent } => again.push(Again {
                id: *id,
                account: *account,
                due_at: *due_at,
                counts: *counts,
                maybe_sent: *maybe_sent,
            }),
            Fate::Elsewhere { due_at } => {
                elsewhere.push(*id);
                again.push(Again {
                    id: *id,
                    account: *account,
                    due_at: *due_at,
                    counts: true,
                    maybe_sent: false,
                });
            }
            Fate::Closed => {
                closed.push(*conversation);
                closed_rows.push(*id);
            }
            Fate::Left => {
                left_rows.push(*id);
                gone.push(*conversation);
            }
            Fate::GivenUp { why, left } => {
                given_up.push(*id);
                reasons.push(why.clone());
                if *left {
                    gone.push(*conversation);
                }
            }
        }
    }
    let mut db = service.db.acquire().await?;
    if !delivered.is_empty() {
        outbox::delivered(&mut db, &accounts, &delivered).await?;
    }
    if !again.is_empty() {
        outbox::again(&mut db, &again, now).await?;
    }
    if gone.is_empty() && closed.is_empty() && elsewhere.is_empty() && given_up.is_empty() {
        return Ok(());
    }
    // What is moved to another chat must not be given up here by a second try.
    drop(db);
    let mut tx = service.db.begin().await?;
    if !gone.is_empty() {
        conversation::unreachable(&mut tx, &gone, now).await?;
        service.memory.forget(&gone);
        elsewhere.extend(&left_rows);
    }
    if !closed.is_empty() {
        let changed = conversation::close(&mut tx, &closed, now).await?;
        service.memory.forget(&changed);
        let wait = waiting::for_person(&mut tx, &closed_rows).await?;
        let nobodys = closed_rows.iter().filter(|row| !wait.contains(row));
        given_up.extend(nobodys);
        reasons.resize(given_up.len(), "nobody to wait for".to_owned());
        elsewhere.extend(wait);
    }
    let mut moved = Vec::new();
    if !elsewhere.is_empty() {
        moved = waiting::reroute(&mut tx, &elsewhere, &service.served(now), now).await?;
        given_up.extend(left_rows.iter().filter(|row| !moved.contains(row)));
        reasons.resize(given_up.len(), GONE.to_owned());
    }
    if !given_up.is_empty() {
        outbox::give_up(&mut tx, &given_up, &reasons, now).await?;
    }
    tx.commit().await?;
    if !moved.is_empty() {
        service.outbox_bell.notify_one();
    }
    Ok(())
}
