//! Which process polls and sends for an account: whoever holds its lease. If that process dies,
//! another takes over within seconds.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{Account, Service, collect, receive};
use crate::store::{self, account};

/// How long a lease lasts without renewal.
const LEASE: TimeDelta = TimeDelta::seconds(10);

/// How far a lease may reach into the future and still be one: longer than it lasts, because the
/// clocks of two machines differ a little, and short enough that a clock which was an hour ahead
/// and is set right keeps no dead process alive for an hour.
const LONGEST: TimeDelta = TimeDelta::minutes(1);

/// How often it is renewed: often enough that two failures in a row cost nothing.
const RENEW: Duration = Duration::from_secs(3);

/// Takes or renews the lease of an account once. Gives the offset to poll from while it is ours.
pub async fn renew_once(service: &Service, account: &Account) -> store::Result<Option<i64>> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let (until, longest) = (now + LEASE, now + LONGEST);
    let offset = account::lease(&mut db, account.id, service.process, now, until, longest).await?;
    drop(db);
    if offset.is_some() && !account.is_owned() {
        let left = collect::take_over(service, account).await?;
        account.set_owned(true);
        service.delivery.send(left);
    }
    if offset.is_none() {
        disown(service, account);
    }
    Ok(offset)
}

/// From now on another process may serve the account, and change what this one remembers.
fn disown(service: &Service, account: &Account) {
    if account.set_owned(false) {
        service.line.forget();
        service.memory.forget_all();
    }
}

/// Holds the account whenever it can be had, and polls it while it is held.
pub async fn hold(service: Arc<Service>, place: usize, stop: CancellationToken) {
    let account = &service.accounts[place];
    let mut polling: Option<(CancellationToken, tokio::task::JoinHandle<()>)> = None;
    let mut renewed = tokio::time::Instant::now();
    while !stop.is_cancelled() {
        match renew_once(&service, account).await {
            Ok(Some(offset)) => {
                renewed = tokio::time::Instant::now();
                if polling.is_none() {
                    info!(account = account.id.0, "This process serves the account now");
                    service.outbox_bell.notify_one();
                    if account.polls {
                        let stop = stop.child_token();
                        let task = poll(Arc::clone(&service), place, offset, stop.clone());
                        polling = Some((stop, tokio::spawn(task)));
                    }
                }
            }
            Ok(None) => {
                if let Some((stop, _)) = polling.take() {
                    info!(account = account.id.0, "Another process serves the account now");
                    stop.cancel();
                }
            }
            Err(error) => {
                warn!(%error, account = account.id.0, "The account's lease could not be renewed");
                // Until the lease has run out nobody else serves the account; after that
                // somebody else may.
                let lost = LEASE.to_std().unwrap_or_default();
                if renewed.elapsed() > lost {
                    disown(&service, account);
                    if let Some((stop, _)) = polling.take() {
                        stop.cancel();
                    }
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(RENEW) => {}
        }
    }
    if let Some((_, task)) = polling {
        // The poller stops at the next await; what it has taken is stored or asked for again.
        let _ = tokio::time::timeout(Duration::from_secs(5), task).await;
    }
}

/// Gives every lease back, so that another process can go on at once.
pub async fn release_all(service: &Service) -> store::Result<()> {
    let mut db = service.db.acquire().await?;
    for account in &service.accounts {
        disown(service, account);
        account::release(&mut db, account.id, service.process).await?;
    }
    store::outbox::release(&mut db, service.process).await?;
    Ok(())
}

async fn poll(service: Arc<Service>, place: usize, mut offset: i64, stop: CancellationToken) {
    let account = &service.accounts[place];
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => return,
            next = receive::poll_once(&service, account, offset) => offset = next,
        }
    }
}
