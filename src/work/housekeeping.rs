//! What has to be done now and then: alarms, digests, forgetting, looking at the queues.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Datelike as _, TimeDelta, Timelike as _, Utc, Weekday};
use chrono_tz::Asia::Ho_Chi_Minh;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{Reference, Service, erased, retention};
use crate::domain::{AccountId, Catalogue};
use crate::figures::Aims;
use crate::store::file::forgetting;
use crate::store::{self, account, alarm, catalogue, digest, file, inbox, outbox, target, unit};
use crate::telemetry::metric;

/// How long an officer is left in peace after a digest.
const DIGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// How often the queues are looked at for the operator's instruments.
const MEASURE: Duration = Duration::from_secs(10);

/// Messages between two sweeps of the queues.
const SWEEP: u64 = 5_000;

/// Beats of a day; also at the start, so that a service that is restarted every night forgets, too.
const DAY: u64 = 43_200;

/// How long a file is kept that nothing refers to: a draft that was thrown away by mistake is
/// begun again within days. Also how often the others are looked at.
const FILE_GRACE: TimeDelta = TimeDelta::days(7);

/// How long bytes are kept that no file refers to. Longer than storing a file takes, from its
/// first byte to the note that it is there.
const CONTENT_GRACE: TimeDelta = TimeDelta::hours(1);

/// The clocks of two machines are apart by less.
const APART: TimeDelta = TimeDelta::minutes(1);

/// Longer than a file is put off that could not be fetched: platforms are believed an hour.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(65);

/// Files looked at in one statement.
const MANY: i64 = 500;

/// Loads what every turn reads.
pub async fn load_reference(db: &PgPool) -> store::Result<Reference> {
    let mut db = db.acquire().await?;
    let units_mark = unit::mark(&mut db).await?;
    let units = unit::directory(&mut db).await?;
    let catalogue = catalogue::load(&mut db).await?.unwrap_or_else(Catalogue::none);
    let targets_mark = target::mark(&mut db, catalogue.campaign).await?;
    let targets = target::all(&mut db, catalogue.campaign).await?;
    let aims = Aims::new(targets, unit::members(&mut db).await?);
    Ok(Reference { catalogue, units, units_mark, aims, targets_mark })
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
    if let Some(morning) = monday_morning(now) {
        digest::weekly(&mut tx, morning, now).await?;
    }
    let rung = alarm::ring(&mut tx, now, 500).await?;
    tx.commit().await?;
    if rung > 0 {
        service.line.ring();
    }
    Ok(rung)
}

/// Eight o'clock of this Monday in Vietnam, if it is Monday and day there: whoever could not be
/// told in the morning is told until the evening, and never at night.
fn monday_morning(now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    const MORNING: u32 = 8;
    const EVENING: u32 = 20;
    let there = now.with_timezone(&Ho_Chi_Minh);
    let is_time = there.weekday() == Weekday::Mon && (MORNING..EVENING).contains(&there.hour());
    let morning = there.date_naive().and_hms_opt(MORNING, 0, 0)?.and_local_timezone(Ho_Chi_Minh);
    morning.single().filter(|_| is_time).map(|morning| morning.with_timezone(&Utc))
}

/// Takes over what a dead process was to send, and has nothing wait for the time that the clock has
/// taken back. A file may be late by as much as an hour of it: nobody waits for a file.
pub async fn reap_once(service: &Service) -> store::Result<()> {
    let now = service.clock.now();
    let accounts: Vec<AccountId> = service.accounts.iter().map(|account| account.id).collect();
    let mut db = service.db.acquire().await?;
    let reaped = outbox::reap(&mut db, now).await?;
    let mended = outbox::mend(&mut db, &accounts, now + APART, now).await?;
    if mended > 0 {
        for account in service.owned() {
            let put_off = outbox::put_off(&mut db, account, now).await?;
            service.delivery.hold_back(put_off);
        }
    }
    let files = file::mend(&mut db, now + LONGEST_WAIT, now).await?;
    drop(db);
    if reaped > 0 {
        warn!(reaped, "Messages that a process did not send in time are sent again");
    }
    if mended + files > 0 {
        warn!(messages = mended, files, "The clock was set back; what waits does not wait for it");
    }
    if reaped + mended > 0 {
        service.outbox_bell.notify_one();
    }
    Ok(())
}

/// What was handled when something was last done that depends on it.
#[derive(Debug, Default)]
pub struct Swept {
    swept_at: u64,
    replanned_at: u64,
}

/// Sweeps the queues, if enough has gone through them since the last time. The server does it
/// by itself, but once a minute at most, and on a busy night every look at the inbox would walk
/// past half a million places of messages that are gone. Also has statements planned anew
/// whenever twice as much was handled as the last time.
pub async fn sweep_once(service: &Service, swept: &mut Swept) -> store::Result<()> {
    let handled = service.handled.load(std::sync::atomic::Ordering::Relaxed);
    if handled - swept.swept_at < SWEEP {
        return Ok(());
    }
    swept.swept_at = handled;
    let mut db = service.db.acquire().await?;
    if handled >= 2 * swept.replanned_at {
        swept.replanned_at = handled;
        store::replan(&mut db).await?;
    }
    store::sweep(&mut db).await
}

/// Reads campaign and units anew if they have changed.
pub async fn refresh_once(service: &Service) -> store::Result<()> {
    let mut db = service.db.acquire().await?;
    let mark = unit::mark(&mut db).await?;
    let catalogue = catalogue::load(&mut db).await?.unwrap_or_else(Catalogue::none);
    let targets_mark = target::mark(&mut db, catalogue.campaign).await?;
    drop(db);
    let reference = service.reference();
    if mark != reference.units_mark
        || targets_mark != reference.targets_mark
        || catalogue != reference.catalogue
    {
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
    let (files, oldest_file) = file::depth(&mut db).await?;
    let out_of_quota = account::out_of_quota(&mut db).await?;
    drop(db);
    let age = |since: Option<chrono::DateTime<chrono::Utc>>| {
        since.map_or(0.0, |since| (now - since).as_seconds_f64().max(0.0))
    };
    metrics::gauge!(metric::INBOX_WAITING).set(waiting.waiting as f64);
    metrics::gauge!(metric::INBOX_PARKED).set(waiting.parked as f64);
    metrics::gauge!(metric::QUOTA_OUT).set(out_of_quota.len() as f64);
    metrics::gauge!(metric::INBOX_OLDEST).set(age(waiting.oldest));
    metrics::gauge!(metric::FILES_WAITING).set(files as f64);
    metrics::gauge!(metric::FILES_OLDEST).set(age(oldest_file));
    for lane in outbox::Lane::ALL {
        let depth = owed.iter().find(|depth| depth.lane == lane);
        let name = lane.as_str();
        metrics::gauge!(metric::OUTBOX_WAITING, "lane" => name)
            .set(depth.map_or(0.0, |depth| depth.waiting as f64));
        metrics::gauge!(metric::OUTBOX_OLDEST, "lane" => name)
            .set(age(depth.and_then(|depth| depth.oldest)));
    }
    saw_database(now);
    Ok(())
}

/// Notes that the database answers. All other numbers stay as they are while it does not, and say
/// nothing of it.
pub(super) fn saw_database(now: DateTime<Utc>) {
    metrics::gauge!(metric::DATABASE_SEEN).set(now.timestamp() as f64);
}

/// Looks at the queues at its pace until told to stop; not between the other chores, so that none
/// that takes long makes it look as if the database were away.
pub async fn measure_until(service: Arc<Service>, stop: CancellationToken) {
    let mut beat = tokio::time::interval(MEASURE);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        if let Err(error) = measure_once(&service).await {
            warn!(%error, "The queues could not be looked at");
        }
    }
}

/// Forgets files that nothing refers to, and removes the bytes of those that nobody has any more.
/// A store that fails is left alone until the next time.
pub async fn forget_files_once(service: &Service) -> store::Result<()> {
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    forgetting::links(&mut db, now).await?;
    let mut forgotten = 0;
    loop {
        let (looked, gone) = forgetting::orphans(&mut db, now - FILE_GRACE, MANY, now).await?;
        forgotten += gone;
        if looked < MANY {
            break;
        }
    }
    let contents = forgetting::orphan_contents(&mut db, now - CONTENT_GRACE, MANY, now).await?;
    drop(db);
    let mut removed = 0;
    for hash in &contents {
        if let Err(error) = service.files.store.delete(hash).await {
            warn!(%error, "The bytes of a forgotten file could not be removed");
            break;
        }
        let mut db = service.db.acquire().await?;
        forgetting::content_removed(&mut db, hash).await?;
        removed += 1;
    }
    if forgotten + removed > 0 {
        info!(forgotten, removed, "Files that nothing refers to are gone");
    }
    Ok(())
}

/// Asks the store of files what has to be asked until told to stop: twice a minute to note who was
/// erased, every hour to forget what is not needed any more. By itself, as a store may take its
/// time and nothing else is to wait for it. What is broken off is done the next time.
pub async fn tend_files_until(service: Arc<Service>, stop: CancellationToken) {
    const HOUR: u64 = 120;
    let mut beat = tokio::time::interval(Duration::from_secs(30));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let tend = async {
        for round in 0_u64.. {
            beat.tick().await;
            erased::note_once(&service).await.map_or_else(tell, drop);
            if round.is_multiple_of(HOUR) {
                forget_files_once(&service).await.unwrap_or_else(tell);
                if let Err(error) = erased::forget_once(&service).await {
                    warn!(%error, "Notes of who was erased long ago could not be looked at");
                }
            }
        }
    };
    stop.run_until_cancelled(tend).await;
}

/// Tells the operator what could not be done.
fn tell(failure: store::Error) {
    match failure {
        store::Error::Database(error) => warn!(%error, "Housekeeping has to wait"),
        error => error!(%error, "Housekeeping has failed"),
    }
}

/// Does all the rest at its pace until told to stop.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    let mut beat = tokio::time::interval(Duration::from_secs(2));
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut round: u64 = 0;
    let mut swept = Swept::default();
    let mut people: Option<retention::People> = None;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        let mut outcomes = vec![ring_once(&service).await.map(drop), reap_once(&service).await];
        outcomes.push(sweep_once(&service, &mut swept).await);
        if round.is_multiple_of(5) {
            outcomes.push(refresh_once(&service).await);
        }
        if round.is_multiple_of(15) {
            outcomes.push(retention::forget_chats_once(&service).await.map(drop));
        }
        if round.is_multiple_of(150) {
            outcomes.push(super::audit::seal(&service.db, service.clock.now()).await.map(drop));
        }
        if round.is_multiple_of(DAY) {
            outcomes.push(retention::run_once(&service).await.map(drop));
            people.get_or_insert_default();
        }
        if let Some(round) = &mut people {
            // A step a beat: alarms are not held up, however many people there are.
            match round.step(&service).await {
                Ok(true) => people = None,
                Ok(false) => {}
                Err(error) => outcomes.push(Err(error)),
            }
        }
        outcomes.into_iter().filter_map(Result::err).for_each(tell);
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
