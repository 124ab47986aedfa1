//! Which process polls and sends for an account: whoever holds its lease. If that process dies,
//! others take over within seconds.
//!
//! The processes share the accounts evenly. Each says that it is there and sees how many the
//! others hold: whoever has two more than somebody else gives some away, and what is free is
//! taken by whoever has least. Nobody decides for the others, so nobody has to be elected.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{Account, Service, collect, receive};
use crate::domain::AccountId;
use crate::store;
use crate::store::account::{self, Peer};
use crate::telemetry::metric;

/// How long a lease lasts without renewal.
const LEASE: TimeDelta = TimeDelta::seconds(10);

/// How far a lease may reach into the future and still be one: longer than it lasts, because the
/// clocks of two machines differ a little, and short enough that a clock which was an hour ahead
/// and is set right keeps no dead process alive for an hour.
const LONGEST: TimeDelta = TimeDelta::minutes(1);

/// How often it is renewed: often enough that two failures in a row cost nothing.
const RENEW: Duration = Duration::from_secs(3);

/// How long an account is left to those who have fewer. Then whoever comes takes it: they may
/// have troubles of their own.
const COURTESY: TimeDelta = TimeDelta::seconds(7);

/// How long it is waited for a poller to stop, and for what is begun of an account to be finished
/// before it is given away. Both together are shorter than the lease less a renewal.
const STOPPING: Duration = Duration::from_secs(1);
const FINISHING: Duration = Duration::from_secs(3);

/// Takes or renews the lease of an account once. Gives the offset to poll from while it is ours.
pub async fn renew_once(service: &Service, account: &Account) -> store::Result<Option<i64>> {
    renew(service, account, TimeDelta::zero()).await
}

/// The same; what is free for less than `courtesy` is left to others.
async fn renew(
    service: &Service,
    account: &Account,
    courtesy: TimeDelta,
) -> store::Result<Option<i64>> {
    let now = service.clock.now();
    let (free_since, until) = (now - courtesy, now + LEASE);
    let mut db = service.db.acquire().await?;
    let longest = now + LONGEST;
    let (id, process) = (account.id, service.process);
    let offset = account::lease(&mut db, id, process, free_since, until, longest).await?;
    drop(db);
    if offset.is_some() && !account.is_owned() {
        let _claiming = service.delivery.claiming.lock().await;
        let left = collect::take_over(service, account).await?;
        account.set_owned(true);
        service.delivery.send(left);
        // The inbox may hold what was said before this, and nothing newer is to overtake it.
        service.line.forget();
    }
    if offset.is_none() {
        disown(service, account);
    }
    Ok(offset)
}

/// Renews what is held, and takes nothing else.
async fn renew_held(service: &Service) {
    for account in service.accounts.iter().filter(|account| account.is_owned()) {
        if let Err(error) = renew_once(service, account).await {
            warn!(%error, "The lease of an account could not be renewed");
        }
    }
}

/// Keeps what is held until told to let go, while what is begun of it is finished: nobody else is
/// to say it as well.
pub async fn keep_until(service: Arc<Service>, let_go: CancellationToken) {
    while !let_go.is_cancelled() {
        renew_held(&service).await;
        tokio::select! {
            () = let_go.cancelled() => {}
            () = tokio::time::sleep(RENEW) => {}
        }
    }
}

/// From now on another process may serve the account, and change what this one remembers.
fn disown(service: &Service, account: &Account) {
    if account.set_owned(false) {
        service.line.forget();
        service.memory.forget_all();
    }
}

/// What polls an account.
#[derive(Debug)]
struct Poller {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

/// The pollers of the accounts that are held.
#[derive(Debug, Default)]
pub struct Pollers(HashMap<AccountId, Poller>);

impl Pollers {
    /// Has an account polled, unless it is or is not to be.
    fn poll(
        &mut self,
        service: &Arc<Service>,
        place: usize,
        offset: i64,
        stop: &CancellationToken,
    ) {
        let account = &service.accounts[place];
        let polled = self.0.get(&account.id).is_some_and(|poller| !poller.task.is_finished());
        if account.polls && !polled {
            let stop = stop.child_token();
            let task = poll(Arc::clone(service), place, offset, stop.clone());
            self.0.insert(account.id, Poller { stop, task: tokio::spawn(task) });
        }
    }

    /// Has an account polled no more that another process serves. What the last poll brings is
    /// still written down, and waited for at a stop.
    fn end(&self, account: AccountId) {
        if let Some(poller) = self.0.get(&account) {
            poller.stop.cancel();
        }
    }

    /// Has accounts polled no more. Those whose last poll is still under way stay: what it brings
    /// must not be lost.
    async fn stop(&mut self, which: impl Fn(AccountId) -> bool) {
        let mut stopping: Vec<&mut Poller> =
            self.0.iter_mut().filter(|(id, _)| which(**id)).map(|(_, poller)| poller).collect();
        for poller in &stopping {
            poller.stop.cancel();
        }
        let stopped = async {
            for poller in &mut stopping {
                if !poller.task.is_finished() {
                    let _ = (&mut poller.task).await;
                }
            }
        };
        let _ = tokio::time::timeout(STOPPING, stopped).await;
        self.0.retain(|id, poller| !which(*id) || !poller.task.is_finished());
    }

    /// Has nothing polled any more. What a last poll is about to bring may never come again, so it
    /// is waited for, and for the database that is to keep it. All accounts are served until then.
    pub async fn finish(&mut self, service: &Service) {
        let must_end =
            |id| service.account(id).is_some_and(|account| account.channel.loses_broken_polls());
        self.stop(must_end).await;
        while self.0.keys().any(|id| must_end(*id)) {
            renew_held(service).await;
            self.stop(must_end).await;
        }
        self.stop(|_| true).await;
    }
}

/// Holds this process's share of the accounts, and polls what it holds. When told to stop, it
/// comes back once nothing is polled any more; what is held then is to be
/// [kept](keep_until) and [released](release_all).
pub async fn hold(service: Arc<Service>, stop: CancellationToken) {
    let mut pollers = Pollers::default();
    let polling = CancellationToken::new();
    let _ends_with_this = polling.clone().drop_guard();
    let mut renewed = Instant::now();
    while !stop.is_cancelled() {
        match share_once(&service, &mut pollers, &polling).await {
            Ok(()) => renewed = Instant::now(),
            Err(error) => {
                warn!(%error, "The leases of the accounts could not be renewed");
                metrics::counter!(metric::ERRORS, "class" => "database").increment(1);
                // Until they have run out nobody else serves the accounts; after that somebody
                // else may.
                if renewed.elapsed() > LEASE.to_std().unwrap_or_default() {
                    for account in &service.accounts {
                        disown(&service, account);
                        pollers.end(account.id);
                    }
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(RENEW) => {}
        }
    }
    // Nobody is to give this process anything any more.
    let left = async {
        let mut db = service.db.acquire().await?;
        account::absent(&mut db, service.process).await
    };
    if let Err(error) = left.await {
        warn!(%error, "The others find out by themselves that this process stops");
    }
    pollers.finish(&service).await;
}

/// Renews what is held, gives away what is too much, and takes what is free.
pub async fn share_once(
    service: &Arc<Service>,
    pollers: &mut Pollers,
    stop: &CancellationToken,
) -> store::Result<()> {
    let now = service.clock.now();
    let all: Vec<AccountId> = service.accounts.iter().map(|account| account.id).collect();
    let mut db = service.db.acquire().await?;
    let (keys, until) = (service.vault.key_ids(), now + LEASE);
    let mut peers = account::present(&mut db, service.process, &all, &keys, now, until).await?;
    drop(db);
    let mut offsets = HashMap::new();
    for account in service.accounts.iter().filter(|account| account.is_owned()) {
        if let Some(offset) = renew(service, account, TimeDelta::zero()).await? {
            offsets.insert(account.id, offset);
        } else {
            info!(account = account.id.0, "Another process serves the account now");
            pollers.end(account.id);
        }
    }
    let mut held = service.accounts.iter().filter(|account| account.is_owned()).count();
    let mut too_many = Vec::new();
    for (place, account) in service.accounts.iter().enumerate().rev() {
        if !account.is_owned() {
            continue;
        }
        if let Some(poorer) = poorest(&mut peers, account.id).filter(|peer| peer.held + 1 < held) {
            poorer.held += 1;
            held -= 1;
            too_many.push(account);
        } else if let Some(offset) = offsets.get(&account.id) {
            // It was to be given away, and is not any more.
            pollers.poll(service, place, *offset, stop);
        }
    }
    if !too_many.is_empty() {
        pollers.stop(|id| too_many.iter().any(|account| account.id == id)).await;
        too_many.retain(|account| !pollers.0.contains_key(&account.id));
        let handed_over = too_many.into_iter().map(|account| hand_over(service, account));
        return futures::future::join_all(handed_over).await.into_iter().collect();
    }
    for (place, account) in service.accounts.iter().enumerate() {
        if account.is_owned() {
            continue;
        }
        let is_others = poorest(&mut peers, account.id).is_some_and(|peer| peer.held < held);
        let courtesy = if is_others { COURTESY } else { TimeDelta::zero() };
        let Some(offset) = renew(service, account, courtesy).await? else { continue };
        info!(account = account.id.0, "This process serves the account now");
        held += 1;
        service.outbox_bell.notify_one();
        pollers.poll(service, place, offset, stop);
    }
    Ok(())
}

/// Whoever holds least of those who may serve an account.
fn poorest(peers: &mut [Peer], account: AccountId) -> Option<&mut Peer> {
    let serving = peers.iter_mut().filter(|peer| peer.accounts.contains(&account));
    serving.min_by_key(|peer| peer.held)
}

/// Gives an account to whoever has fewer, once what is begun of it is finished. What is not begun
/// stays in the inbox and in the outbox.
async fn hand_over(service: &Service, account: &Account) -> store::Result<()> {
    account.set_leaving(true);
    service.line.forget();
    let finished = async {
        while service.line.holds(account.id) || service.delivery.holds(account.id) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    if tokio::time::timeout(FINISHING, finished).await.is_err() {
        warn!(account = account.id.0, "An account is given away with messages in hand");
    }
    disown(service, account);
    account.set_leaving(false);
    let mut db = service.db.acquire().await?;
    store::outbox::release(&mut db, service.process, Some(account.id)).await?;
    account::release(&mut db, account.id, service.process, service.clock.now()).await?;
    info!(account = account.id.0, "The account is given to another process");
    Ok(())
}

/// Gives every lease back, so that another process can go on at once.
pub async fn release_all(service: &Service) -> store::Result<()> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    for account in &service.accounts {
        disown(service, account);
        account::release(&mut db, account.id, service.process, now).await?;
    }
    account::absent(&mut db, service.process).await?;
    store::outbox::release(&mut db, service.process, None).await?;
    Ok(())
}

async fn poll(service: Arc<Service>, place: usize, mut offset: i64, stop: CancellationToken) {
    let account = &service.accounts[place];
    while !stop.is_cancelled() {
        offset = receive::poll_once(&service, account, offset, &stop).await;
    }
}
