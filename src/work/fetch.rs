//! Fetches the files that people have sent, as soon as the message is stored and beside
//! everything else: no talk and no submission waits for a file.
//!
//! A file that cannot be fetched now is tried again, with growing pauses. One that never comes,
//! or that we do not keep, is told to its sender through the inbox, so that the answer that it
//! was part of goes on without it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{Service, pause_after};
use crate::channel::file::FetchError;
use crate::domain::{ContentHash, FileTrouble};
use crate::files::inspect::{Sound, inspect};
use crate::message::FileFailed;
use crate::store::file::{self, Content, Due};
use crate::store::{self, inbox};
use crate::telemetry::metric;

/// Files under way at once. Each is held in memory while it is looked at, so this times the
/// largest file is what they take.
const AT_ONCE: usize = 4;

/// When a file is tried again whose fetcher has died. Longer than fetching and storing one takes.
const CLAIM: TimeDelta = TimeDelta::minutes(10);

/// How long a platform may fail to give a file before it is given up. Nobody keeps the original
/// at hand for longer.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// The same where our own store fails: that is ours to repair, and a platform may still have it.
const OWN_PATIENCE: TimeDelta = TimeDelta::days(7);

/// What has become of a file.
#[derive(Debug)]
enum Fate {
    Stored(ContentHash),
    GivenUp(FileTrouble),
    Again { after: Option<Duration>, ours: bool },
}

/// Fetches files that are due, and waits for them. Gives how many there were.
pub async fn run_once(service: &Arc<Service>) -> store::Result<usize> {
    let mut under_way = JoinSet::new();
    let count = begin(service, &mut under_way).await?;
    under_way.join_all().await;
    Ok(count)
}

/// Fetches files until told to stop, and then finishes those that are under way.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    const BEAT: Duration = Duration::from_secs(1);
    let mut under_way = JoinSet::new();
    let mut failures = 0;
    while !stop.is_cancelled() {
        // Listen before looking, so that what comes while we look is not missed.
        let mut rung = std::pin::pin!(service.files_bell.notified());
        rung.as_mut().enable();
        match begin(&service, &mut under_way).await {
            Ok(_) => failures = 0,
            Err(error) => {
                warn!(%error, "Files have to wait");
                failures += 1;
            }
        }
        let pause = if failures == 0 { BEAT } else { pause_after(failures) };
        tokio::select! {
            () = stop.cancelled() => {}
            () = rung, if failures == 0 && under_way.len() < AT_ONCE => {}
            Some(_) = under_way.join_next(), if failures == 0 => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    under_way.join_all().await;
}

/// Begins to fetch as many files as there is room for.
async fn begin(service: &Arc<Service>, under_way: &mut JoinSet<()>) -> store::Result<usize> {
    while under_way.try_join_next().is_some() {}
    let room = AT_ONCE - under_way.len();
    let accounts = service.owned();
    if room == 0 || accounts.is_empty() {
        return Ok(0);
    }
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let due = file::claim(&mut db, &accounts, now, now + CLAIM, room as i64).await?;
    drop(db);
    let count = due.len();
    for due in due {
        let service = Arc::clone(service);
        under_way.spawn(async move {
            if let Err(error) = fetch(&service, &due).await {
                // It comes due again by itself.
                warn!(%error, file = due.id, "What became of a file could not be noted");
            }
        });
    }
    Ok(count)
}

/// Fetches one file, keeps it, and notes what has become of it.
async fn fetch(service: &Service, due: &Due) -> store::Result<()> {
    let fate = match bring(service, due).await {
        Ok(Sound { media_type, content }) => keep(service, due, media_type, content).await?,
        Err(fate) => fate,
    };
    let now = service.clock.now();
    let waited = now - due.asked_at;
    let fate = match fate {
        Fate::Again { ours, .. } if waited > (if ours { OWN_PATIENCE } else { PATIENCE }) => {
            Fate::GivenUp(FileTrouble::NeverCame)
        }
        fate => fate,
    };
    let outcome = match &fate {
        Fate::Stored(_) => "stored",
        Fate::GivenUp(FileTrouble::NeverCame) => "lost",
        Fate::GivenUp(_) => "refused",
        Fate::Again { .. } => "again",
    };
    metrics::counter!(metric::FILES_FETCHED, "outcome" => outcome).increment(1);
    let mut tx = service.db.begin().await?;
    match fate {
        Fate::Stored(hash) => drop(file::stored(&mut tx, due.id, &hash, now).await?),
        Fate::Again { after, .. } => {
            let after = after.unwrap_or_default().max(backoff(due.attempts));
            file::again(&mut tx, due.id, now + after).await?;
        }
        Fate::GivenUp(why) => {
            info!(file = due.id, ?why, "A file is given up; its sender is told");
            if file::give_up(&mut tx, due.id, why).await? {
                tell(&mut tx, due, why, now).await?;
            }
        }
    }
    tx.commit().await?;
    service.line.ring();
    Ok(())
}

/// Says in the talk that a file cannot be kept.
async fn tell(
    db: &mut sqlx::PgConnection,
    due: &Due,
    why: FileTrouble,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let failed =
        FileFailed { unique_id: due.unique_id.clone(), kind: due.kind, number: due.position, why };
    let failed = serde_json::to_string(&failed).expect("it has only strings and numbers");
    inbox::tell(db, due.account, due.conversation, &failed, now).await
}

/// Downloads a file and judges it.
async fn bring(service: &Service, due: &Due) -> Result<Sound, Fate> {
    let Some(account) = service.account(due.account) else {
        return Err(Fate::Again { after: None, ours: true });
    };
    let limit = usize::try_from(service.settings.max_file).unwrap_or(usize::MAX);
    let content = account.channel.fetch(&due.source, limit).await.map_err(|error| {
        info!(file = due.id, attempts = due.attempts, %error, "A file was not fetched");
        match error {
            FetchError::Gone { .. } => Fate::GivenUp(FileTrouble::NeverCame),
            FetchError::TooBig => Fate::GivenUp(FileTrouble::TooBig),
            FetchError::Again { after, .. } => Fate::Again { after, ours: false },
        }
    })?;
    match tokio::task::spawn_blocking(move || inspect(content)).await {
        Ok(judged) => judged.map_err(Fate::GivenUp),
        Err(_) => {
            error!(file = due.id, "Looking at a file panicked");
            Err(Fate::GivenUp(FileTrouble::Broken))
        }
    }
}

/// Stores a file, unless its content is there already.
async fn keep(
    service: &Service,
    due: &Due,
    media_type: &str,
    content: Bytes,
) -> store::Result<Fate> {
    let hash = ContentHash::of(&content);
    let now = service.clock.now();
    let mut db = service.db.acquire().await?;
    let begun = file::begin(&mut db, &hash, media_type, content.len(), now).await?;
    drop(db);
    match begun {
        Content::There => return Ok(Fate::Stored(hash)),
        Content::Doomed => return Ok(Fate::Again { after: None, ours: true }),
        Content::New => {}
    }
    match service.files.store.put(&hash, content).await {
        Ok(()) => Ok(Fate::Stored(hash)),
        Err(error) => {
            error!(%error, file = due.id, "A file could not be stored; is the file store full or away?");
            Ok(Fate::Again { after: None, ours: true })
        }
    }
}

/// Fifteen seconds, then twice as long each time, up to an hour.
fn backoff(attempts: i16) -> Duration {
    Duration::from_secs(15 << attempts.clamp(0, 8)).min(Duration::from_hours(1))
}
