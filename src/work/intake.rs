//! Takes what waits in the inbox, has it thought about, and stores what comes of it: a batch of
//! conversations in one transaction.
//!
//! A batch is whatever is waiting now; nothing waits for company. If a batch cannot be stored,
//! its messages are handled one by one, so that one message that cannot be handled does not hold
//! up the others. Such a message is parked after a few attempts: its sender gets an apology with
//! a number, and staff find that number in the log and in the inbox.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use tracing::{debug, error, warn};

use super::Service;
use super::batch;
use super::changes::Outcome;
use super::desk::Ready;
use crate::domain::ConversationId;
use crate::effect::Say;
use crate::i18n;
use crate::phrase::talk::Talk;
use crate::store::inbox::{self, Pending};
use crate::store::{self, Error, outbox};
use crate::telemetry::metric;

/// Messages taken in one go. Enough to spread the cost of a transaction thin, and few enough
/// that the first of them is answered soon.
const BATCH: i64 = 256;

/// Attempts before a message is parked.
const ATTEMPTS: i16 = 3;

/// Handles a batch. Gives how many messages are done with; none means that nothing was waiting.
///
/// # Errors
/// If the database is away or busy; nothing has changed then, and it can be tried again.
pub async fn run_once(service: &Service) -> store::Result<usize> {
    let started = std::time::Instant::now();
    let now = service.clock.now();
    // What belongs to an account is handled where its answers are sent: two processes could not
    // keep the order in which a person reads them.
    let accounts = service.owned();
    if accounts.is_empty() {
        return Ok(0);
    }
    let mut tx = service.db.begin().await?;
    let pending = inbox::claim(&mut tx, &accounts, BATCH).await?;
    if pending.is_empty() {
        return Ok(0);
    }
    let places: Vec<_> = pending.iter().map(|p| (p.seq, p.conversation)).collect();
    match handle(service, &mut tx, pending, now).await {
        Ok(outcome) => {
            let (committed, _turn) = service.turns.commit(tx.commit()).await;
            committed?;
            let handled = outcome.handled;
            hand_over(service, outcome);
            service.handled.fetch_add(handled as u64, std::sync::atomic::Ordering::Relaxed);
            metrics::counter!(metric::HANDLED).increment(handled as u64);
            metrics::histogram!(metric::BATCH).record(handled as f64);
            metrics::histogram!(metric::HANDLING).record(started.elapsed().as_secs_f64());
            debug!(handled, "Handled a batch");
            Ok(places.len())
        }
        Err(error) if is_passing(&error) => Err(error),
        Err(error) => {
            warn!(%error, "A batch could not be stored; going on one by one");
            tx.rollback().await?;
            one_by_one(service, &places).await?;
            Ok(places.len())
        }
    }
}

/// Thinks a batch through and writes what comes of it, without committing.
async fn handle(
    service: &Service,
    db: &mut PgConnection,
    pending: Vec<Pending>,
    now: DateTime<Utc>,
) -> store::Result<Outcome> {
    let (changes, stumbled) = batch::think(service, db, pending, now).await?;
    let mut outcome = changes.perform(service, db, now).await?;
    for (message, why) in stumbled {
        if let Some(apology) = stumble(service, db, &message, &why, now).await? {
            outcome.ready.push(apology);
        }
    }
    Ok(outcome)
}

/// Gives freshly owed messages to whoever sends them, and rings for the rest.
fn hand_over(service: &Service, outcome: Outcome) {
    service.delivery.send(outcome.ready);
    if outcome.files_asked {
        service.files_bell.notify_one();
    }
    if outcome.others_owed {
        service.outbox_bell.notify_one();
    }
}

/// Handles messages one by one, each in a transaction of its own.
async fn one_by_one(service: &Service, places: &[(i64, ConversationId)]) -> store::Result<()> {
    // A later message of a conversation does not overtake one that has to be tried again.
    let mut waiting: HashSet<ConversationId> = HashSet::new();
    for &(seq, conversation) in places {
        if waiting.contains(&conversation) {
            continue;
        }
        let now = service.clock.now();
        let mut tx = service.db.begin().await?;
        let Some(message) = inbox::claim_one(&mut tx, seq).await? else { continue };
        match handle(service, &mut tx, vec![message.clone()], now).await {
            Ok(outcome) => {
                let (committed, _turn) = service.turns.commit(tx.commit()).await;
                committed?;
                hand_over(service, outcome);
            }
            Err(error) if is_passing(&error) => return Err(error),
            Err(error) => {
                tx.rollback().await?;
                let mut tx = service.db.begin().await?;
                let apology = stumble(service, &mut tx, &message, &error.to_string(), now).await?;
                let (committed, _turn) = service.turns.commit(tx.commit()).await;
                committed?;
                if apology.is_none() {
                    waiting.insert(conversation);
                }
                service.delivery.send(apology.into_iter().collect());
            }
        }
    }
    Ok(())
}

/// Notes that a message could not be handled. At the last attempt it is parked, and this gives
/// the apology to be sent.
async fn stumble(
    service: &Service,
    db: &mut PgConnection,
    message: &Pending,
    why: &str,
    now: DateTime<Utc>,
) -> store::Result<Option<Ready>> {
    metrics::counter!(metric::ERRORS, "class" => "handling").increment(1);
    if !inbox::failed(db, message.seq, why, ATTEMPTS, now).await? {
        return Ok(None);
    }
    error!(number = message.seq, why, "A message is parked: it could not be handled");
    if message.is_alarm {
        return Ok(None);
    }
    let say = Say::of(Talk::Apology { number: message.seq.to_string() });
    let (body, _) = i18n::outbound(message.locale, &say, 0);
    let owed = outbox::Owed {
        account: message.account,
        conversation: message.conversation,
        chat: message.chat.clone(),
        lane: outbox::Lane::Reply,
        body: batch::to_json(&body),
        due_at: now,
        initiative: None,
        leased: service.owns(message.account),
    };
    let ids = outbox::owe(db, &[owed], service.outbox_lease(now), now).await?;
    if !service.owns(message.account) {
        return Ok(None);
    }
    Ok(ids.first().map(|id| Ready {
        id: *id,
        account: message.account,
        conversation: message.conversation,
        chat: message.chat.clone(),
        lane: outbox::Lane::Reply,
        body,
        since: message.received_at,
        attempts: 0,
        claimed: false,
    }))
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
