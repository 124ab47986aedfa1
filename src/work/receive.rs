//! Writes down what came in, before anybody acknowledges it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::{Account, Service, pause_after};
use crate::channel::{Envelope, Unaddressed};
use crate::domain::{AccountId, ConversationId, Locale};
use crate::message::{Alarm, Inbound, Utterance};
use crate::store::inbox::{self, Arrival, Pending};
use crate::store::{self, conversation};
use crate::telemetry::metric;

/// Updates that wait to be written down together. More than this and the platform is asked to
/// come back later, so that memory stays bounded.
const WAITING: usize = 10_000;

/// Updates written down in one statement.
const TOGETHER: usize = 500;

/// Button presses of one account that are answered at once.
pub(super) const PRESSES: usize = 64;

/// Where webhooks bring their updates.
#[derive(Clone, Debug)]
pub struct Receiver {
    line: mpsc::Sender<Delivered>,
}

#[derive(Debug)]
struct Delivered {
    account: AccountId,
    raw: String,
    done: oneshot::Sender<bool>,
}

/// The update is not written down; the platform has to deliver it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the update could not be stored")]
pub struct NotStored;

impl Receiver {
    /// Comes back once the update is durable.
    ///
    /// # Errors
    /// If it is not: the database is away, or too much is waiting.
    pub async fn take(&self, account: AccountId, raw: String) -> Result<(), NotStored> {
        let (done, stored) = oneshot::channel();
        self.line.try_send(Delivered { account, raw, done }).map_err(|_| NotStored)?;
        if stored.await.unwrap_or(false) { Ok(()) } else { Err(NotStored) }
    }
}

/// A receiver, and the loop that serves it until the last receiver is gone. Whatever is waiting
/// is written down together; nothing waits for company.
pub fn receiver(service: Arc<Service>) -> (Receiver, impl Future<Output = ()> + Send) {
    let (line, mut waiting) = mpsc::channel::<Delivered>(WAITING);
    let serve = async move {
        let mut together = Vec::with_capacity(TOGETHER);
        while waiting.recv_many(&mut together, TOGETHER).await > 0 {
            for account in &service.accounts {
                let (of_this, others): (Vec<_>, Vec<_>) =
                    together.drain(..).partition(|delivered| delivered.account == account.id);
                together = others;
                if of_this.is_empty() {
                    continue;
                }
                let raws = of_this.iter().map(|delivered| delivered.raw.as_str());
                let stored = store(&service, account, raws, None).await;
                if let Err(error) = &stored {
                    warn!(%error, "Updates of a webhook could not be stored");
                    metrics::counter!(metric::ERRORS, "class" => "database").increment(1);
                }
                for delivered in of_this {
                    // Whoever brought it may be gone; it is stored all the same.
                    let _ = delivered.done.send(stored.is_ok());
                }
            }
            together.clear();
        }
    };
    (Receiver { line }, serve)
}

/// Writes updates of one account down, and lets them be handled. Gives how many were new.
///
/// `poll_offset` is where polling goes on after them. Whoever polls an account is the only one to
/// bring its updates, so they go straight into the line; what webhooks bring to one of several
/// processes is read from the inbox, where all of it is in order.
pub async fn store<'a>(
    service: &Arc<Service>,
    account: &Account,
    raws: impl Iterator<Item = &'a str>,
    poll_offset: Option<i64>,
) -> store::Result<usize> {
    let now = service.clock.now();
    let updates = addressed(account, raws, now);
    if updates.is_empty() && poll_offset.is_none() {
        return Ok(0);
    }
    let mut db = service.db.acquire().await?;
    let conversations = meet(service, &mut db, account.id, &updates, now).await?;
    let arrivals: Vec<Arrival<'_>> = updates
        .iter()
        .zip(&conversations)
        .map(|((envelope, raw), conversation)| Arrival {
            external_id: &envelope.external_id,
            conversation: *conversation,
            payload: raw,
            sent_at: envelope.sent_at,
        })
        .collect();
    let moved = poll_offset.map(|offset| (service.process, offset));
    let new = inbox::receive(&mut db, account.id, &arrivals, moved, now).await?;
    drop(db);
    metrics::counter!(metric::RECEIVED).increment(new.len() as u64);
    if poll_offset.is_some() && account.is_owned() {
        service.line.bring(pending(account.id, &arrivals, &new, now));
    } else {
        service.line.ring();
    }
    let presses = updates.into_iter().filter_map(|(envelope, _)| envelope.press).collect();
    answer_presses(service, account.id, presses);
    Ok(new.len())
}

/// The updates that somebody can be answered to, each once.
fn addressed<'a>(
    account: &Account,
    raws: impl Iterator<Item = &'a str>,
    now: DateTime<Utc>,
) -> Vec<(Envelope, &'a str)> {
    let mut met = HashSet::new();
    let mut updates = Vec::new();
    for raw in raws {
        match account.channel.envelope(raw, now) {
            Ok(envelope) => {
                if met.insert(envelope.external_id.clone()) {
                    updates.push((envelope, raw));
                }
            }
            // Most of what an Official Account is brought is this.
            Err(Unaddressed::NothingSaid) => {}
            Err(reason @ (Unaddressed::NotPrivate | Unaddressed::NoAddress)) => {
                metrics::counter!(metric::ERRORS, "class" => "unaddressed").increment(1);
                debug!(%reason, "An update is let go");
            }
        }
    }
    updates
}

/// The conversation of each update. Whoever writes for the first time gets one.
async fn meet(
    service: &Service,
    db: &mut PgConnection,
    account: AccountId,
    updates: &[(Envelope, &str)],
    now: DateTime<Utc>,
) -> store::Result<Vec<ConversationId>> {
    let mut known: HashMap<&str, ConversationId> = HashMap::new();
    let mut strangers: HashMap<&str, Locale> = HashMap::new();
    for (envelope, _) in updates {
        let chat = envelope.chat.as_str();
        if let Some(conversation) = service.memory.conversation(account, chat) {
            known.insert(chat, conversation);
        } else {
            strangers.insert(chat, envelope.locale_hint.unwrap_or_default());
        }
    }
    let met;
    if !strangers.is_empty() {
        let strangers: Vec<(&str, Locale)> = strangers.into_iter().collect();
        met = conversation::meet(db, account, &strangers, now).await?;
        known.extend(met.iter().map(|(chat, conversation)| (chat.as_str(), *conversation)));
        service.memory.meet(account, &met);
    }
    Ok(updates.iter().map(|(envelope, _)| known[envelope.chat.as_str()]).collect())
}

/// What was new, as it waits to be handled.
fn pending(
    account: AccountId,
    arrivals: &[Arrival<'_>],
    new: &[(String, i64)],
    now: DateTime<Utc>,
) -> Vec<Pending> {
    let arrivals: HashMap<&str, &Arrival<'_>> =
        arrivals.iter().map(|arrival| (arrival.external_id, arrival)).collect();
    new.iter()
        .map(|(external_id, seq)| {
            let arrival = arrivals[external_id.as_str()];
            Pending {
                seq: *seq,
                account,
                conversation: arrival.conversation,
                payload: arrival.payload.to_owned(),
                is_alarm: false,
                sent_at: arrival.sent_at,
                received_at: now,
            }
        })
        .collect()
}

/// Button presses are answered at once and outside the outbox: the phone shows a spinning wheel
/// until then, and an answer that comes a minute late is refused.
fn answer_presses(service: &Arc<Service>, account: AccountId, presses: Vec<String>) {
    for press in presses {
        let service = Arc::clone(service);
        tokio::spawn(async move {
            let Some(account) = service.account(account) else { return };
            let Ok(_turn) = account.answering.acquire().await else { return };
            account.channel.answer_press(&press).await;
        });
    }
}

/// One round of polling: asks for updates, writes them down, and only then moves the offset.
/// Gives the offset to go on with.
///
/// `stop` ends the waiting for updates where a poll that is broken off loses nothing. What has come
/// is stored all the same.
pub async fn poll_once(
    service: &Arc<Service>,
    account: &Account,
    offset: i64,
    stop: &CancellationToken,
) -> i64 {
    let polled = tokio::select! {
        biased;
        polled = account.channel.poll(offset) => polled,
        () = stop.cancelled(), if !account.channel.loses_broken_polls() => return offset,
    };
    let polled = match polled {
        Ok(polled) => polled,
        Err(error) => {
            use crate::channel::PollError;
            metrics::counter!(metric::ERRORS, "class" => "polling").increment(1);
            warn!(%error, account = account.id.0, "Polling failed");
            let pause = match error {
                PollError::Busy { after } => after.unwrap_or(pause_after(4)),
                // Nothing but an operator can repair these; looking now and then is enough.
                PollError::Token | PollError::WebhookSet => pause_after(9),
                PollError::Conflict | PollError::Unreachable { .. } => pause_after(4),
            };
            let _ = tokio::time::timeout(pause, stop.cancelled()).await;
            return offset;
        }
    };
    if polled.updates.is_empty() && polled.next_offset.is_none() {
        return offset;
    }
    let mut failures = 0;
    loop {
        let raws = polled.updates.iter().map(String::as_str);
        match store(service, account, raws, polled.next_offset).await {
            Ok(_) => return polled.next_offset.unwrap_or(offset),
            Err(error) => {
                warn!(%error, "Updates could not be stored; trying again");
                metrics::counter!(metric::ERRORS, "class" => "database").increment(1);
                // They may be stored all the same and only the answer be lost. Then they are in the
                // inbox alone, and what the next poll brings is not to get into the line before them.
                service.line.forget();
                tokio::time::sleep(pause_after(failures)).await;
                failures += 1;
                // After a while a platform with an offset is asked again, with the same one. A
                // platform without one may never bring these updates again.
                let enough = failures > 6 || stop.is_cancelled();
                if enough && polled.next_offset.is_some() {
                    return offset;
                }
            }
        }
    }
}

/// Reads a stored message: the platform's bytes, or an alarm of ours.
pub(super) fn read(service: &Service, message: &inbox::Pending) -> Inbound {
    if message.is_alarm {
        let failed = || serde_json::from_str(&message.payload).ok().map(Utterance::FileFailed);
        let utterance = Alarm::from_name(&message.payload).map(Utterance::Alarm).or_else(failed);
        let utterance = utterance.unwrap_or(Utterance::Unreadable);
        return Inbound { message: None, sent_at: message.sent_at, locale_hint: None, utterance };
    }
    match service.account(message.account) {
        Some(account) => account.channel.read(account.id, &message.payload, message.sent_at),
        None => Inbound {
            message: None,
            sent_at: message.sent_at,
            locale_hint: None,
            utterance: Utterance::Unreadable,
        },
    }
}
