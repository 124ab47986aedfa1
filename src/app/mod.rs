//! Puts the pieces together and runs them.

pub mod campaign;
pub mod accounts;
pub mod audit;
pub mod console;
pub mod demo;
pub mod doctor;
pub mod health;
pub mod keys;
pub mod officer;
pub mod person;
pub mod register;
pub mod publish;
pub mod serve;
pub mod snapshot;
pub mod webhook;
pub mod unit;
pub mod zalo_oa;

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::store::schema::{self, Schema};
use crate::work::receive::Receiver;
use crate::work::{
    Service, collect, counting, delivery, fetch, housekeeping, mentions, ownership, patience,
    receive,
};

/// Intake loops in one process: while one waits for the database, the other thinks.
const INTAKES: usize = 2;

/// How long the last polls may take when the program is told to stop, and how long what is under
/// way then. A poll is held open for [`accounts::POLL`], and its answer may take fifteen seconds
/// more. systemd and Docker have to wait for longer than everything together.
const LAST_POLLS: Duration = accounts::POLL.saturating_add(Duration::from_secs(20));
const DRAIN: Duration = Duration::from_secs(8);

/// The hands at work.
#[derive(Debug)]
pub struct Running {
    service: Arc<Service>,
    /// Where a webhook brings its updates.
    pub receiver: Receiver,
    /// Stops polling, which comes first.
    stop_polling: CancellationToken,
    polling: TaskTracker,
    /// Stops taking in and handling.
    stop: CancellationToken,
    /// Stops sending, which comes last.
    stop_sending: CancellationToken,
    tasks: TaskTracker,
    sending: TaskTracker,
    /// Gives the accounts away, after everything else.
    let_go: CancellationToken,
    keeping: TaskTracker,
}

/// Starts every hand. `connections` is how many the pool may open.
#[must_use]
pub fn start(service: &Arc<Service>, connections: u32) -> Running {
    let stop_polling = CancellationToken::new();
    let stop = CancellationToken::new();
    let stop_sending = CancellationToken::new();
    let polling = TaskTracker::new();
    let tasks = TaskTracker::new();
    let sending = TaskTracker::new();
    let (receiver, serve) = receive::receiver(Arc::clone(service));
    tasks.spawn(serve);
    polling.spawn(ownership::hold(Arc::clone(service), stop_polling.clone()));
    polling.close();
    for keeper in service.accounts.iter().filter_map(|account| account.keeper.as_ref()) {
        tasks.spawn(Arc::clone(keeper).keep_until(stop.clone()));
    }
    for _ in 0..if connections > 2 { INTAKES } else { 1 } {
        tasks.spawn(housekeeping::handle_until(Arc::clone(service), stop.clone()));
    }
    tasks.spawn(collect::claim_until(Arc::clone(service), stop.clone()));
    tasks.spawn(housekeeping::run(Arc::clone(service), stop.clone()));
    tasks.spawn(housekeeping::tend_files_until(Arc::clone(service), stop.clone()));
    tasks.spawn(housekeeping::measure_until(Arc::clone(service), stop.clone()));
    for place in 0..service.accounts.len() {
        tasks.spawn(fetch::run(Arc::clone(service), place, stop.clone()));
        tasks.spawn(patience::run(Arc::clone(service), place, stop.clone()));
    }
    tasks.spawn(mentions::run(Arc::clone(service), stop.clone()));
    tasks.spawn(counting::run(Arc::clone(service), stop.clone()));
    sending.spawn(delivery::run(Arc::clone(service), stop_sending.clone()));
    sending.close();
    let service = Arc::clone(service);
    Running {
        service,
        receiver,
        stop_polling,
        polling,
        stop,
        stop_sending,
        tasks,
        sending,
        let_go: CancellationToken::new(),
        keeping: TaskTracker::new(),
    }
}

impl Running {
    /// Stops polling, and waits until what the last polls bring is kept. Everything else goes on,
    /// and the accounts stay with this process until it [stops](Self::stop).
    pub async fn stop_polling(&self) {
        self.stop_polling.cancel();
        if tokio::time::timeout(LAST_POLLS, self.polling.wait()).await.is_err() {
            warn!("What the last polls bring is not kept in time");
        }
        let let_go = self.let_go.clone();
        self.keeping.spawn(ownership::keep_until(Arc::clone(&self.service), let_go));
        self.keeping.close();
    }

    /// Stops: takes nothing in any more, finishes what is at hand, gives the leases back.
    pub async fn stop(self) {
        // They are not waited for twice.
        if !self.stop_polling.is_cancelled() {
            self.stop_polling().await;
        }
        let Self { service, receiver, stop, stop_sending, tasks, sending, let_go, keeping, .. } =
            self;
        stop.cancel();
        drop(receiver);
        tasks.close();
        if tokio::time::timeout(DRAIN, tasks.wait()).await.is_err() {
            warn!("Some work did not stop in time; it is done again after the next start");
        }
        stop_sending.cancel();
        if tokio::time::timeout(DRAIN, sending.wait()).await.is_err() {
            warn!("Some messages did not go out in time; they are sent after the next start");
        }
        // A renewal that is under way would take back what is given away.
        let_go.cancel();
        keeping.wait().await;
        if let Err(error) = ownership::release_all(&service).await {
            warn!(%error, "The leases could not be given back; they run out by themselves");
        }
        info!("Stopped");
    }
}

/// Waits for the database and brings its tables up to date.
///
/// # Errors
/// If the database answers, but its tables cannot be brought up to date.
pub async fn migrate(db: &PgPool) -> anyhow::Result<()> {
    let mut failures = 0;
    loop {
        match db.acquire().await {
            Ok(mut connection) => match schema::bring_up_to_date(&mut connection).await {
                Ok(Schema::Ahead) => {
                    warn!("A newer version has changed the tables; replace this one soon");
                    return Ok(());
                }
                Ok(_) => return Ok(()),
                Err(error) if schema::is_busy(&error) => {
                    info!("The tables are in use, and are not changed yet");
                    // With the connection goes the lock under which migrations run.
                    let _ = connection.close().await;
                    tokio::time::sleep(crate::work::pause_after(failures)).await;
                    failures += 1;
                }
                Err(error) => return Err(error.into()),
            },
            Err(error) => {
                warn!(%error, "Waiting for the database");
                tokio::time::sleep(crate::work::pause_after(failures)).await;
                failures += 1;
            }
        }
    }
}

/// Waits until the operator or the system asks the program to stop.
pub async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
