//! Fetches the files that people have sent, as soon as the message is stored and beside
//! everything else: no talk and no submission waits for a file.
//!
//! Each account has its own places, so that the files of a platform that hangs hold up no others.
//!
//! A file that cannot be fetched now is tried again, with growing pauses. One that never comes,
//! or that we do not keep, is told to its sender through the inbox, so that the answer that it
//! was part of goes on without it.

use std::collections::VecDeque;
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

/// Files under way at once, of all accounts together. Each is held in memory while it is looked at,
/// so this times the largest file is what they take.
const AT_ONCE: usize = 4;

/// Files that are taken up, and written off, in one statement.
const TOGETHER: usize = 32;

/// How long a file waits for company before it is taken up: nobody waits for it.
const COMPANY: Duration = Duration::from_millis(100);

/// How often it is looked for files without being asked to, and how long what has become of one
/// waits for others before it is noted.
const BEAT: Duration = Duration::from_secs(1);

/// When a file is tried again whose fetcher has died. Longer than fetching and storing one takes.
const CLAIM: TimeDelta = TimeDelta::minutes(10);

/// How long it is waited for what is under way when the program is told to stop: nobody serves the
/// account until it has, and a platform may take minutes over a file.
const FINISHING: Duration = Duration::from_secs(2);

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

/// What is in hand of one account.
#[derive(Debug)]
struct Hands {
    /// The account's place.
    place: usize,
    /// How many files may be under way.
    at_once: usize,
    claimed: VecDeque<Due>,
    under_way: JoinSet<Option<(Due, Fate)>>,
    /// What has become of files, and is not noted yet.
    done: Vec<(Due, Fate)>,
}

/// Fetches files of the account at this place that are due, and waits for them. Gives how many
/// there were.
pub async fn run_once(service: &Arc<Service>, place: usize) -> store::Result<usize> {
    let mut hands = Hands::new(service, place);
    let count = hands.claim(service).await?;
    while hands.begin(service) > 0 {
        hands.finish_one().await;
    }
    hands.note(service).await?;
    Ok(count)
}

/// Fetches files of the account at this place until told to stop, and then finishes those that
/// come soon.
pub async fn run(service: Arc<Service>, place: usize, stop: CancellationToken) {
    let mut hands = Hands::new(&service, place);
    let mut noted_at = tokio::time::Instant::now();
    let mut failures = 0;
    while !stop.is_cancelled() {
        // Listen before looking, so that what comes while we look is not missed.
        let mut rung = std::pin::pin!(service.files_bell.notified());
        rung.as_mut().enable();
        let worked = async {
            if hands.claimed.is_empty() && hands.under_way.len() < hands.at_once {
                hands.claim(&service).await?;
            }
            let idle = hands.begin(&service) == 0;
            if idle || hands.done.len() >= TOGETHER || noted_at.elapsed() > BEAT {
                hands.note(&service).await?;
                noted_at = tokio::time::Instant::now();
            }
            store::Result::Ok(())
        };
        match worked.await {
            Ok(()) => failures = 0,
            Err(error) => {
                warn!(%error, "Files have to wait");
                failures += 1;
            }
        }
        let pause = if failures == 0 { BEAT } else { pause_after(failures) };
        tokio::select! {
            () = stop.cancelled() => {}
            () = rung, if failures == 0 && hands.under_way.is_empty() => {
                tokio::time::sleep(COMPANY).await;
            }
            true = hands.finish_one(), if failures == 0 => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    hands.claimed.clear();
    let finished = async { while hands.finish_one().await {} };
    if tokio::time::timeout(FINISHING, finished).await.is_err() {
        info!("Files that are slow to come are fetched again after the next start");
    }
    if let Err(error) = hands.note(&service).await {
        // They come due again by themselves.
        warn!(%error, "What became of files could not be noted");
    }
}

impl Hands {
    fn new(service: &Service, place: usize) -> Self {
        Self {
            place,
            at_once: (AT_ONCE / service.accounts.len()).max(1),
            claimed: VecDeque::new(),
            under_way: JoinSet::new(),
            done: Vec::new(),
        }
    }

    /// Takes up files that are due. Gives how many.
    async fn claim(&mut self, service: &Service) -> store::Result<usize> {
        let account = &service.accounts[self.place];
        if !account.is_served() {
            return Ok(0);
        }
        let now = service.clock.now();
        let mut db = service.db.acquire().await?;
        let due = file::claim(&mut db, account.id, now, now + CLAIM, TOGETHER as i64).await?;
        let count = due.len();
        self.claimed.extend(due);
        Ok(count)
    }

    /// Begins to fetch as many as there is room for. Gives how many are under way.
    fn begin(&mut self, service: &Arc<Service>) -> usize {
        while self.under_way.len() < self.at_once
            && let Some(due) = self.claimed.pop_front()
        {
            let service = Arc::clone(service);
            self.under_way.spawn(async move {
                // Boxed, as a task is moved about: it has room for taking a connection.
                match Box::pin(fetch(&service, &due)).await {
                    Ok(fate) => Some((due, fate)),
                    Err(error) => {
                        // It comes due again by itself.
                        warn!(%error, file = due.id, "A file could not be kept");
                        None
                    }
                }
            });
        }
        self.under_way.len()
    }

    /// Waits for one that is under way. Gives whether there was any.
    async fn finish_one(&mut self) -> bool {
        let Some(finished) = self.under_way.join_next().await else { return false };
        self.done.extend(finished.ok().flatten());
        true
    }

    /// Notes what has become of files.
    async fn note(&mut self, service: &Service) -> store::Result<()> {
        if self.done.is_empty() {
            return Ok(());
        }
        let now = service.clock.now();
        let (mut stored, mut again, mut given_up) = (Vec::new(), Vec::new(), Vec::new());
        for (due, fate) in &self.done {
            match fate {
                Fate::Stored(hash) => stored.push((due.id, *hash)),
                Fate::Again { after, .. } => {
                    let after = after.unwrap_or_default().max(backoff(due.attempts));
                    again.push((due.id, now + after));
                }
                Fate::GivenUp(why) => given_up.push((due, *why)),
            }
        }
        let mut tx = service.db.begin().await?;
        if !stored.is_empty() {
            file::stored(&mut tx, &stored, now).await?;
        }
        if !again.is_empty() {
            file::again(&mut tx, &again).await?;
        }
        for (due, why) in &given_up {
            info!(file = due.id, ?why, "A file is given up; its sender is told");
            if file::give_up(&mut tx, due.id, *why).await? {
                tell(&mut tx, due, *why, now).await?;
            }
        }
        tx.commit().await?;
        if !given_up.is_empty() {
            service.line.ring();
        }
        self.done.clear();
        Ok(())
    }
}

/// Fetches one file and keeps it.
async fn fetch(service: &Service, due: &Due) -> store::Result<Fate> {
    let fate = match bring(service, due).await {
        Ok(Sound { media_type, content }) => keep(service, due, media_type, content).await?,
        Err(fate) => fate,
    };
    let waited = service.clock.now() - due.asked_at;
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
    Ok(fate)
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
