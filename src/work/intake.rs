//! Takes what waits in the inbox, has it thought about, and stores what comes of it: a batch of
//! conversations in one transaction.
//!
//! A batch is whatever is waiting now; only while another is being handled, a few wait for company,
//! which makes both cheaper. If a batch cannot be stored, its messages are handled one by one, so
//! that one message that cannot be handled does not hold up the others. Such a message is parked
//! after a few attempts: its sender gets an apology with a number, and staff find that number in
//! the log and in the inbox.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Postgres, Transaction};
use tracing::{debug, error, warn};

use super::Service;
use super::batch::{self, Stumbled};
use super::changes::{Changes, Outcome, Reply};
use super::{collect, housekeeping};
use crate::domain::{AccountId, ConversationId};
use crate::effect::Say;
use crate::i18n;
use crate::phrase::talk::Talk;
use crate::store::inbox::{self, Pending};
use crate::store::{self, Error, conversation};
use crate::telemetry::metric;

/// Messages taken in one go. Enough to spread the cost of a transaction thin, and few enough
/// that the first of them is answered soon.
const BATCH: usize = 256;

/// Attempts before a message is parked.
const ATTEMPTS: i16 = 3;

/// Handles a batch. Gives how many messages are done with; none means that nothing was waiting.
///
/// # Errors
/// If the database is away or busy; nothing has changed then, and it can be tried again.
pub async fn run_once(service: &Service) -> store::Result<usize> {
    let started = std::time::Instant::now();
    // What belongs to an account is handled where its answers are sent: two processes could not
    // keep the order in which a person reads them.
    let accounts = service.owned();
    // Where a platform takes less than people say, what is said there waits in the database.
    let (open, full): (Vec<_>, Vec<_>) =
        accounts.into_iter().partition(|account| service.delivery.has_room(*account));
    if open.is_empty() {
        return Ok(0);
    }
    look(service, &open, &full).await?;
    let now = service.clock.now();
    if service.line.waits_for_company(now) {
        return Ok(0);
    }
    let taken = service.line.take(BATCH, now);
    if taken.messages.is_empty() {
        return Ok(0);
    }
    // After the messages are taken: whoever lost the answer to a commit doubted before letting
    // their conversations go.
    collect::resolve_doubts(service).await?;
    match handle_together(service, &taken.messages, now).await {
        Ok(handled) => {
            let how_many = taken.messages.len();
            taken.finish(&handled, now);
            let handled = handled.len();
            service.handled.fetch_add(handled as u64, std::sync::atomic::Ordering::Relaxed);
            metrics::counter!(metric::HANDLED).increment(handled as u64);
            metrics::histogram!(metric::BATCH).record(handled as f64);
            metrics::histogram!(metric::HANDLING).record(started.elapsed().as_secs_f64());
            debug!(handled, "Handled a batch");
            Ok(how_many)
        }
        Err(error) if is_passing(&error) => Err(error),
        Err(error) => {
            warn!(%error, "A batch could not be stored; going on one by one");
            one_by_one(service, &taken.messages).await?;
            Ok(taken.messages.len())
        }
    }
}

/// Looks into the inbox for what is not in line yet, if it is time to. What belongs to an account
/// that is `full` stays there.
async fn look(service: &Service, open: &[AccountId], full: &[AccountId]) -> store::Result<()> {
    let Some(limit) = service.line.look(full) else { return Ok(()) };
    let found = async {
        let mut db = service.db.acquire().await?;
        inbox::oldest(&mut db, open, limit as i64).await
    };
    match found.await {
        Ok(found) => service.line.found(found, limit),
        Err(error) => {
            service.line.not_found();
            return Err(error);
        }
    }
    Ok(())
}

/// Handles messages in one transaction. Gives those that are done with.
async fn handle_together(
    service: &Service,
    messages: &[Arc<Pending>],
    now: DateTime<Utc>,
) -> store::Result<HashSet<i64>> {
    let mut tx = service.db.begin().await?;
    let outcome = handle(service, &mut tx, messages, now).await?;
    commit(service, tx, outcome).await
}

/// Commits, and lets what was written take effect. Gives the messages that are done with.
async fn commit(
    service: &Service,
    tx: Transaction<'_, Postgres>,
    outcome: Outcome,
) -> store::Result<HashSet<i64>> {
    // If only the answer is lost, the replies are written down, and not in our hands.
    tx.commit().await.inspect_err(|_| service.delivery.doubt())?;
    service.memory.keep(outcome.talks);
    service.delivery.send(outcome.ready);
    if outcome.files_asked {
        service.files_bell.notify_waiters();
    }
    if outcome.met_again {
        service.line.ring();
    }
    if outcome.others_owed {
        service.outbox_bell.notify_one();
    }
    // Whoever has set a target sees it in the next answer.
    if outcome.changes_campaign
        && let Err(error) = housekeeping::refresh_once(service).await
    {
        warn!(%error, "Targets are read anew a little later");
    }
    Ok(outcome.handled)
}

/// Thinks messages through and writes what comes of it, without committing.
async fn handle(
    service: &Service,
    db: &mut PgConnection,
    messages: &[Arc<Pending>],
    now: DateTime<Utc>,
) -> store::Result<Outcome> {
    let (mut changes, stumbled) = batch::think(service, db, messages, now).await?;
    changes.heard_on = inbox::accounts_of(messages);
    for stumbled in stumbled {
        stumble(db, stumbled, &mut changes, now).await?;
    }
    changes.perform(service, db, now).await
}

/// Handles messages one by one, each in a transaction of its own.
async fn one_by_one(service: &Service, messages: &[Arc<Pending>]) -> store::Result<()> {
    // A later message of a conversation does not overtake one that has to be tried again.
    let mut waiting: HashSet<ConversationId> = HashSet::new();
    for message in messages {
        if waiting.contains(&message.conversation) {
            continue;
        }
        let now = service.clock.now();
        match handle_alone(service, message, now).await {
            Ok(()) => {}
            Err(error) if is_passing(&error) => return Err(error),
            Err(error) => {
                if !give_up(service, message, error.to_string(), now).await? {
                    waiting.insert(message.conversation);
                }
            }
        }
    }
    Ok(())
}

/// Handles one message, unless somebody else has.
async fn handle_alone(
    service: &Service,
    message: &Arc<Pending>,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let mut tx = service.db.begin().await?;
    if inbox::lock(&mut tx, message.seq).await? {
        let outcome = handle(service, &mut tx, std::slice::from_ref(message), now).await?;
        commit(service, tx, outcome).await?;
    }
    Ok(())
}

/// Notes that a message could not be stored. Gives whether it is parked now.
async fn give_up(
    service: &Service,
    message: &Arc<Pending>,
    why: String,
    now: DateTime<Utc>,
) -> store::Result<bool> {
    let mut tx = service.db.begin().await?;
    let talk =
        conversation::load(&mut tx, &[message.account], &[message.conversation]).await?.pop();
    let Some(conversation::Stored { chat, locale, .. }) = talk else { return Ok(true) };
    let stumbled = Stumbled { message: Arc::clone(message), chat, locale, why };
    let mut changes = Changes::default();
    stumble(&mut tx, stumbled, &mut changes, now).await?;
    let outcome = changes.perform(service, &mut tx, now).await?;
    let handled = commit(service, tx, outcome).await?;
    Ok(handled.contains(&message.seq))
}

/// Notes that a message could not be handled. At the last attempt it is parked, and there is an
/// apology to be sent.
async fn stumble(
    db: &mut PgConnection,
    stumbled: Stumbled,
    changes: &mut Changes,
    now: DateTime<Utc>,
) -> store::Result<()> {
    let Stumbled { message, chat, locale, why } = stumbled;
    metrics::counter!(metric::ERRORS, "class" => "handling").increment(1);
    if !inbox::failed(db, message.seq, &why, ATTEMPTS, now).await? {
        return Ok(());
    }
    changes.parked.push(message.seq);
    error!(number = message.seq, why, "A message is parked: it could not be handled");
    if !message.is_alarm {
        let say = Say::of(Talk::Apology { number: message.seq.to_string() });
        changes.apologies.push(Reply {
            account: message.account,
            conversation: message.conversation,
            chat,
            body: i18n::outbound(locale, &say, 0).0,
            since: message.received_at,
            heard_at: Some(message.sent_at),
        });
    }
    Ok(())
}

/// Whether a failure says nothing about the messages at hand: the database is away, full, or
/// asks to try again.
fn is_passing(error: &Error) -> bool {
    let Error::Database(error) = error else { return false };
    match error {
        sqlx::Error::Database(answer) => answer.code().is_some_and(|code| {
            // Classes of the PostgreSQL manual, appendix A: connection exception, transaction
            // rollback, insufficient resources, operator intervention, system error.
            ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
        }),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        _ => false,
    }
}
