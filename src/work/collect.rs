//! Collects from the outbox what nobody has in hand: notices whose time has come, messages to be
//! tried again, and what a dead process has left.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::desk::{IN_HAND, Ready};
use super::{Account, Service, pause_after};
use crate::domain::AccountId;
use crate::store;
use crate::store::outbox::{self, Due, Lane};

/// Rows that are claimed in one statement.
const TOGETHER: usize = 500;

/// Takes what is due and in nobody's hands from the outbox. Replies are taken as they are;
/// of the other lanes no more than `bulk`. Gives how many were taken, and how many of those
/// were not replies.
///
/// All of it is handed in together: with the first of a conversation's messages in hand, a newer
/// answer would overtake those that are still to be claimed.
pub async fn claim_once(
    service: &Service,
    account: &Account,
    bulk: i64,
) -> store::Result<(usize, usize)> {
    resolve_doubts(service).await?;
    if !account.is_served() || !service.delivery.has_room(account.id) {
        return Ok((0, 0));
    }
    let _claiming = service.delivery.claiming.lock().await;
    let claimed = claim_all(service, account, bulk).await;
    let (together, total, of_bulk) = claimed.inspect_err(|_| service.delivery.doubt())?;
    service.delivery.send(together);
    Ok((total, of_bulk))
}

async fn claim_all(
    service: &Service,
    account: &Account,
    bulk: i64,
) -> store::Result<(Vec<Ready>, usize, usize)> {
    let (mut together, mut total, mut of_bulk) = claim(service, account, bulk).await?;
    let mut replies = total - of_bulk;
    while replies >= TOGETHER && together.len() < service.delivery.room {
        let (ready, more, more_bulk) = claim(service, account, bulk - of_bulk as i64).await?;
        together.extend(ready);
        replies = more - more_bulk;
        total += more;
        of_bulk += more_bulk;
    }
    Ok((together, total, of_bulk))
}

/// Takes up what is leased to this process and not in its hands, where there is a doubt. To be done
/// before anything newer is handled, which would overtake it.
pub(super) async fn resolve_doubts(service: &Service) -> store::Result<()> {
    if service.delivery.doubts().is_none() {
        return Ok(());
    }
    let _claiming = service.delivery.claiming.lock().await;
    let Some(doubts) = service.delivery.doubts() else { return Ok(()) };
    for account in service.accounts.iter().filter(|account| account.is_served()) {
        let left = take_up(service, account).await?;
        service.delivery.send(left);
    }
    service.delivery.resolve(doubts);
    Ok(())
}

/// Takes what a process has left that served the account before.
pub(super) async fn take_over(service: &Service, account: &Account) -> store::Result<Vec<Ready>> {
    let mut db = service.db.acquire().await?;
    outbox::take_over(&mut db, account.id, service.process).await?;
    drop(db);
    take_up(service, account).await
}

/// Takes what is in nobody's hands. It is to be handed in before anything is handled, so that
/// nothing newer overtakes it; nor what has to wait for its next turn. Nobody else may be
/// [claiming](super::desk::Desk::claiming) meanwhile.
async fn take_up(service: &Service, account: &Account) -> store::Result<Vec<Ready>> {
    let mut db = service.db.acquire().await?;
    let in_hand = service.delivery.rows();
    let left = outbox::let_go(&mut db, account.id, service.process, &in_hand).await?;
    if left > 0 {
        warn!(left, "Messages were nobody's to send; they are taken up");
    }
    let put_off = outbox::put_off(&mut db, account.id, service.clock.now()).await?;
    drop(db);
    service.delivery.hold_back(put_off);
    let mut left = Vec::new();
    loop {
        let (ready, more, _) = claim(service, account, 0).await?;
        left.extend(ready);
        if more == 0 || left.len() >= IN_HAND {
            return Ok(left);
        }
    }
}

/// Leases what is due. Gives it, and how many rows were taken, and how many of those were not
/// replies.
async fn claim(
    service: &Service,
    account: &Account,
    bulk: i64,
) -> store::Result<(Vec<Ready>, usize, usize)> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let (lease, limit) = (service.outbox_lease(now), TOGETHER as i64);
    let due = outbox::claim(&mut db, account.id, lease, now, limit, bulk).await?;
    drop(db);
    let total = due.len();
    let of_bulk = due.iter().filter(|due| due.lane != Lane::Reply).count();
    let (ready, unreadable): (Vec<_>, Vec<_>) =
        due.into_iter().map(|due| ready_from(account.id, due)).partition(Result::is_ok);
    let ready = ready.into_iter().flatten().collect();
    let unreadable: Vec<i64> = unreadable.into_iter().filter_map(Result::err).collect();
    if !unreadable.is_empty() {
        error!(rows = ?unreadable, "Outbox rows do not read");
        let why = vec!["unreadable".to_owned(); unreadable.len()];
        let mut db = service.db.acquire().await?;
        outbox::give_up(&mut db, &unreadable, &why, now).await?;
    }
    Ok((ready, total, of_bulk))
}

fn ready_from(account: AccountId, due: Due) -> Result<Ready, i64> {
    let body = serde_json::from_str(&due.body).map_err(|_| due.id)?;
    Ok(Ready {
        id: due.id,
        account,
        conversation: due.conversation,
        chat: due.chat,
        lane: due.lane,
        body,
        since: due.created_at,
        attempts: due.attempts,
        maybe_sent: due.maybe_sent,
        heard_at: due.heard_at,
        claimed: true,
    })
}

/// Claims for every account as often as it has to: when rung, and else a few times a second,
/// within the bulk limit.
pub async fn claim_until(service: Arc<Service>, stop: CancellationToken) {
    const BEAT: Duration = Duration::from_millis(250);
    let mut failures = 0;
    // In thousandths of a message, so that a beat's share is not rounded away.
    let mut allowance: HashMap<AccountId, i64> = HashMap::new();
    let mut last = tokio::time::Instant::now();
    let burst = i64::from(service.bulk_per_second) * 1_000;
    loop {
        let mut rung = std::pin::pin!(service.outbox_bell.notified());
        rung.as_mut().enable();
        let mut more = false;
        let milliseconds = i64::try_from(last.elapsed().as_millis()).unwrap_or(i64::MAX);
        let gained = milliseconds.saturating_mul(i64::from(service.bulk_per_second));
        last = tokio::time::Instant::now();
        for account in &service.accounts {
            let left = allowance.entry(account.id).or_insert(burst);
            *left = left.saturating_add(gained).min(burst);
            match claim_once(&service, account, *left / 1_000).await {
                Ok((total, of_bulk)) => {
                    failures = 0;
                    *left -= of_bulk as i64 * 1_000;
                    more |= total > of_bulk;
                }
                Err(error) => {
                    failures += 1;
                    warn!(%error, "The outbox could not be read");
                }
            }
        }
        if more {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = &mut rung, if failures == 0 => {}
            () = tokio::time::sleep(if failures == 0 { BEAT } else { pause_after(failures) }) => {}
        }
    }
}
