//! What has to be done now and then: alarms, digests, forgetting, looking at the queues.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{Reference, Service};
use crate::domain::Catalogue;
use crate::store::{self, account, alarm, catalogue, digest, inbox, outbox, unit};
use crate::telemetry::metric;

/// How long an officer is left in peace after a digest.
const DIGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// Messages between two sweeps of the queues.
const SWEEP: u64 = 5_000;

/// How long the ids of messages are kept to recognise redeliveries; see migration 1.
const RECEIVED_LIFE: TimeDelta = TimeDelta::days(7);

/// Loads what every turn reads.
pub async fn load_reference(db: &PgPool) -> store::Result<Reference> {
    let mut db = db.acquire().await?;
    let units_mark = unit::mark(&mut db).await?;
    let units = unit::directory(&mut db).await?;
    let catalogue = catalogue::load(&mut db).await?.unwrap_or_else(Catalogue::none);
    Ok(Reference { catalogue, units, units_mark })
}

/// Moves alarms that are due into the inbox, and tells officers of new work. Gives how many
/// messages came of it.
pub async fn ring_once(service: &Service) -> store::Result<u64> {
    if service.line.is_long() {
        // Whoever has just said something is answered first; reminders can wait.
        return Ok(0);
    }
    let now = service.clock.now();
    let mut tx = service.db.begin().await?;
    digest::gather(&mut tx, now, DIGEST_PAUSE).await?;
    let rung = alarm::ring(&mut tx, now, 500).await?;
    tx.commit().await?;
    if rung > 0 {
        service.line.ring();
    }
    Ok(rung)
}

/// Takes over what a dead process was to send.
pub async fn reap_once(service: &Service) -> store::Result<()> {
    let mut db = service.db.acquire().await?;
    let reaped = outbox::reap(&mut db, service.clock.now()).await?;
    drop(db);
    if reaped > 0 {
        warn!(reaped, "Messages that a process did not send in time are sent again");
        service.outbox_bell.notify_one();
    }
    Ok(())
}

/// Sweeps the queues, if enough has gone through them since the last time. The server does it
/// by itself, but once a minute at most, and on a busy night every look at the inbox would walk
/// past half a million places of messages that are gone.
pub async fn sweep_once(service: &Service, swept_at: &mut u64) -> store::Result<()> {
    let handled = service.handled.load(std::sync::atomic::Ordering::Relaxed);
    if handled - *swept_at < SWEEP {
        return Ok(());
    }
    *swept_at = handled;
    let mut db = service.db.acquire().await?;
    store::sweep(&mut db).await
}

/// Reads campaign and units anew if they have changed.
pub async fn refresh_once(service: &Service) -> store::Result<()> {
    let mut db = service.db.acquire().await?;
    let mark = unit::mark(&mut db).await?;
    let catalogue = catalogue::load(&mut db).await?.unwrap_or_else(Catalogue::none);
    drop(db);
    let reference = service.reference();
    if mark != reference.units_mark || catalogue != reference.catalogue {
        let fresh = load_reference(&service.db).await?;
        service.set_reference(fresh);
        info!("Campaign and units are read anew");
    }
    Ok(())
}

/// Looks at the queues, for the operator's instruments.
pub async fn measure_once(service: &Service) -> store::Result<()> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let waiting = inbox::depth(&mut db).await?;
    let owed = outbox::depth(&mut db, now).await?;
    let out_of_quota = account::out_of_quota(&mut db).await?;
    drop(db);
    let age = |since: Option<chrono::DateTime<chrono::Utc>>| {
        since.map_or(0.0, |since| (now - since).as_seconds_f64().max(0.0))
    };
    metrics::gauge!(metric::INBOX_WAITING).set(waiting.waiting as f64);
    metrics::gauge!(metric::INBOX_PARKED).set(waiting.parked as f64);
    metrics::gauge!(metric::QUOTA_OUT).set(out_of_quota.len() as f64);
    metrics::gauge!(metric::INBOX_OLDEST).set(age(waiting.oldest));
    for lane in outbox::Lane::ALL {
        let depth = owed.iter().find(|depth| depth.lane == lane);
        let name = lane.as_str();
        metrics::gauge!(metric::OUTBOX_WAITING, "lane" => name)
            .set(depth.map_or(0.0, |depth| depth.waiting as f64));
        metrics::gauge!(metric::OUTBOX_OLDEST, "lane" => name)
            .set(age(depth.and_then(|depth| depth.oldest)));
    }
    Ok(())
}

/// Forgets what has served its time.
pub async fn forget_once(service: &Service) -> store::Result<()> {
    let before = service.clock.now() - RECEIVED_LIFE;
    let mut db = service.db.acquire().await?;
    inbox::forget_received(&mut db, before).await?;
    Ok(())
}

/// Does all of it at its pace until told to stop.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    let mut beat = tokio::time::interval(Duration::from_secs(2));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut round: u64 = 0;
    let mut swept_at = 0;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        let mut outcomes = vec![ring_once(&service).await.map(drop), reap_once(&service).await];
        outcomes.push(sweep_once(&service, &mut swept_at).await);
        if round.is_multiple_of(5) {
            outcomes.push(refresh_once(&service).await);
            outcomes.push(measure_once(&service).await);
        }
        if round.is_multiple_of(1_800) {
            outcomes.push(forget_once(&service).await);
        }
        for failure in outcomes.into_iter().filter_map(Result::err) {
            match failure {
                store::Error::Database(error) => warn!(%error, "Housekeeping has to wait"),
                error => error!(%error, "Housekeeping has failed"),
            }
        }
        round += 1;
    }
}

/// Handles the inbox until told to stop.
pub async fn handle_until(service: Arc<Service>, stop: CancellationToken) {
    let mut failures = 0;
    while !stop.is_cancelled() {
        match super::intake::run_once(&service).await {
            Ok(0) => {
                failures = 0;
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = service.line.rung() => {}
                }
            }
            Ok(_) => failures = 0,
            Err(error) => {
                warn!(%error, "The inbox has to wait");
                metrics::counter!(metric::ERRORS, "class" => "database").increment(1);
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(super::pause_after(failures)) => {}
                }
                failures += 1;
            }
        }
    }
}
