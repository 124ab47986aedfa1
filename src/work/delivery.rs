//! Sends what is owed, at its own pace, until it is delivered or honestly given up.
//!
//! Replies come here in memory, leased from birth; everything else is claimed from the outbox
//! when it is due. Messages of one conversation go out one after the other; different
//! conversations never wait for each other, and an account whose platform hangs keeps no other
//! waiting. A message that has to be tried again goes back to the outbox, and what is behind it in
//! its conversation goes back with it.
//!
//! Replies are not held to the bulk limit: Telegram's limit of about thirty messages a second
//! is for bulk notifications, and a reply is asked to wait only if the platform says so (429).

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::copying::Copied;
use super::desk::Ready;
use super::settling::{self, Fate, GONE, Settled};
use super::{Account, Service, carry, copying};
use crate::channel::SendError;
use crate::domain::{AccountId, ConversationId, Locale, PersonId};
use crate::i18n;
use crate::message::Outbound;
use crate::store::outbox::Lane;
use crate::store::{self, waiting};
use crate::telemetry::metric;

/// Sends of one account under way at once. A platform that answers in a tenth of a second then
/// takes ten times as many a second, which is far above any platform's limit.
const AT_ONCE: usize = 128;

/// Conversations remembered as waiting before those are forgotten whose time came long ago: what
/// waited there has gone another way.
const HELD: usize = 10_000;
const LONG_AGO: TimeDelta = TimeDelta::hours(1);

/// How many attempts whose outcome nobody knows a message is given. A failing platform is gone for
/// minutes and must not cost a message; texts are safe to repeat, and as the waits grow to five
/// minutes, so many take two hours, and a person reads the same one a few times at worst.
const BLIND_ATTEMPTS: i16 = 32;

/// How long a message waits that is put off and may have arrived, where the platform does not say
/// how long: only its attempts of unknown outcome are counted, so its waits do not grow.
const BLIND_PAUSE: Duration = Duration::from_mins(1);

/// How often an account whose quota is used up tries whether it is back.
pub(super) const QUOTA_PAUSE: TimeDelta = TimeDelta::minutes(10);

/// How long an answer may be put off; see [`is_stale`].
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// What the sender knows between messages.
#[derive(Debug, Default)]
struct Lines {
    /// Conversations with a send under way, and what waits behind it.
    busy: HashMap<ConversationId, VecDeque<Ready>>,
    /// Conversations whose earlier message is back in the outbox, and until when it waits there.
    held: HashMap<ConversationId, DateTime<Utc>>,
    /// How many of them there may be before it is looked which can be forgotten.
    room_to_hold: usize,
    of_account: HashMap<AccountId, Places>,
}

/// The sending places of one account.
#[derive(Debug, Default)]
struct Places {
    /// Ready to be sent when a place is free, by lane.
    idle: [VecDeque<Ready>; 3],
    under_way: usize,
}

/// Sends until told to stop, and then finishes what is under way.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    let waiting = service.delivery.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(mut waiting) = waiting else { return };
    let (done, mut finished) = mpsc::unbounded_channel::<(Ready, Option<Fate>)>();
    let (settle, to_settle) = mpsc::unbounded_channel::<Settled>();
    let settler = tokio::spawn(settling::run(Arc::clone(&service), to_settle));
    let mut lines = Lines::default();
    let mut stopping = false;
    loop {
        tokio::select! {
            biased;
            Some((ready, fate)) = finished.recv() => {
                lines.places(ready.account).under_way -= 1;
                lines.finish(&service, &ready, fate, &settle);
            }
            Some(handed) = waiting.recv(), if !stopping => {
                lines.held.extend(service.delivery.take_held_back());
                for ready in handed {
                    lines.accept(&service, ready, &settle);
                }
            }
            () = stop.cancelled(), if !stopping => stopping = true,
            else => break,
        }
        while let Some(ready) = lines.of_account.values_mut().find_map(Places::next) {
            let service = Arc::clone(&service);
            let done = done.clone();
            tokio::spawn(async move {
                let fate = attempt(&service, &ready).await;
                // The loop outlives every send it has begun.
                let _ = done.send((ready, fate));
            });
        }
        if stopping && lines.of_account.values().all(|places| places.under_way == 0) {
            break;
        }
    }
    drop(settle);
    if let Err(error) = settler.await {
        error!(%error, "The settling of sent messages has ended badly");
    }
}

impl Places {
    /// The next message that there is a place for.
    fn next(&mut self) -> Option<Ready> {
        if self.under_way >= AT_ONCE {
            return None;
        }
        let ready = self.idle.iter_mut().find_map(VecDeque::pop_front)?;
        self.under_way += 1;
        Some(ready)
    }

    fn add(&mut self, ready: Ready) {
        self.idle[ready.lane as usize].push_back(ready);
    }
}

impl Lines {
    fn places(&mut self, account: AccountId) -> &mut Places {
        self.of_account.entry(account).or_default()
    }

    /// Puts a message in line behind what its conversation is waiting for.
    fn accept(&mut self, service: &Service, ready: Ready, settle: &mpsc::UnboundedSender<Settled>) {
        if let Some(&until) = self.held.get(&ready.conversation) {
            // Only the outbox knows when the earlier message has had its turn.
            if !ready.claimed {
                put_back(&ready, until.max(service.clock.now()), settle);
                return;
            }
            self.held.remove(&ready.conversation);
        }
        match self.busy.get_mut(&ready.conversation) {
            Some(behind) => behind.push_back(ready),
            None => {
                self.busy.insert(ready.conversation, VecDeque::new());
                self.places(ready.account).add(ready);
            }
        }
    }

    /// Remembers that an earlier message of a conversation waits in the outbox.
    fn hold(&mut self, conversation: ConversationId, until: DateTime<Utc>, now: DateTime<Utc>) {
        if self.held.len() >= self.room_to_hold.max(HELD) {
            // Those whose time has just come are still to be claimed.
            self.held.retain(|_, until| *until > now - LONG_AGO);
            self.room_to_hold = self.held.len() * 2;
        }
        self.held.insert(conversation, until);
    }

    /// Passes on what has become of a message, and lets the next of its conversation go.
    fn finish(
        &mut self,
        service: &Service,
        ready: &Ready,
        fate: Option<Fate>,
        settle: &mpsc::UnboundedSender<Settled>,
    ) {
        let behind = self.busy.remove(&ready.conversation).unwrap_or_default();
        if matches!(fate, Some(Fate::Delivered)) && ready.lane == Lane::Reply {
            let waited = service.clock.now() - ready.since;
            metrics::histogram!(metric::ANSWERING).record(waited.as_seconds_f64().max(0.0));
        }
        if let Some(Fate::Again { due_at, .. } | Fate::Elsewhere { due_at }) = &fate {
            self.hold(ready.conversation, *due_at, service.clock.now());
            for next in behind {
                put_back(&next, *due_at, settle);
            }
        } else if !behind.is_empty() {
            let mut behind = behind;
            let next = behind.pop_front().expect("it is not empty");
            self.busy.insert(next.conversation, behind);
            self.places(next.account).add(next);
        }
        let (id, account, conversation) = (ready.id, ready.account, ready.conversation);
        if let Some(fate) = fate {
            let _ = settle.send(Settled { id, account, conversation, fate });
        } else {
            // There is nothing to write down; whoever serves the account takes it up.
            service.delivery.let_go(std::iter::once(id));
            service.delivery.doubt();
            service.delivery.settled(std::iter::once(account));
        }
    }
}

/// Leaves a message to the outbox until the one before it has had its turn.
fn put_back(ready: &Ready, due_at: DateTime<Utc>, settle: &mpsc::UnboundedSender<Settled>) {
    let _ = settle.send(Settled {
        id: ready.id,
        account: ready.account,
        conversation: ready.conversation,
        fate: Fate::Again { due_at, counts: false, maybe_sent: false },
    });
}

/// Sends one message, unless this process serves its account no more.
async fn attempt(service: &Service, ready: &Ready) -> Option<Fate> {
    match service.account(ready.account) {
        Some(account) if account.is_served() => Some(send(service, account, ready).await),
        Some(_) => None,
        None => {
            let why = "its account is not served here".to_owned();
            Some(Fate::GivenUp { why, left: false })
        }
    }
}

/// Sends one message and judges the outcome.
///
/// What is rarely done lies in a box of its own: a future has room for the largest of its steps,
/// and this one is moved about for every message.
async fn send(service: &Service, account: &Account, ready: &Ready) -> Fate {
    if let Some((menu, locale)) = ready.body.menu {
        let commands = i18n::menu(locale, menu);
        // A menu is decoration; the words matter more than an error here.
        if let Err(error) = Box::pin(account.channel.set_menu(&ready.chat, &commands)).await {
            warn!(%error, "The menu of a chat could not be set");
        }
    }
    if let Some(until) = account.quota_out_until(service.clock.now()) {
        return without_quota(service, ready, until);
    }
    let window = account.channel.capabilities().window;
    let outcome = if is_closed(window, ready, service.clock.now()) {
        // It would be refused, or charged for although the operator does not want that.
        Err(SendError::Closed)
    } else {
        say(service, account, ready).await
    };
    let now = service.clock.now();
    let result = match &outcome {
        Ok(()) => "sent",
        Err(SendError::Busy { .. }) => "busy",
        Err(SendError::Gone) => "gone",
        Err(SendError::Refused { .. }) => "refused",
        Err(SendError::Token) => "token",
        Err(SendError::Quota) => "quota",
        Err(SendError::Closed) => "closed",
        Err(SendError::Unknown { .. }) => "unknown",
    };
    metrics::counter!(metric::SENT, "lane" => ready.lane.as_str(), "outcome" => result)
        .increment(1);
    match outcome {
        Ok(()) => {
            if account.set_quota_back() {
                Box::pin(note_quota(service, account, None)).await;
                Box::pin(wake_what_waits(service, account)).await;
            }
            Fate::Delivered
        }
        Err(SendError::Busy { after }) => {
            if is_stale(ready, now) {
                return Fate::GivenUp { why: "put off for a day".to_owned(), left: false };
            }
            let own = if ready.maybe_sent { BLIND_PAUSE } else { backoff(ready.attempts) };
            let after = after.unwrap_or(own);
            Fate::Again { due_at: later(now, after), counts: true, maybe_sent: false }
        }
        Err(SendError::Gone) if ready.lane == Lane::Reply => {
            Fate::GivenUp { why: GONE.to_owned(), left: true }
        }
        Err(SendError::Gone) => Fate::Left,
        Err(SendError::Refused { why }) => {
            error!(outbox = ready.id, why, "The platform refuses a message");
            Fate::GivenUp { why, left: false }
        }
        Err(SendError::Token) => {
            error!(account = ready.account.0, "The platform refuses the account's token");
            let after = Duration::from_mins(1);
            Fate::Again { due_at: later(now, after), counts: false, maybe_sent: false }
        }
        Err(SendError::Quota) => {
            let until = now + QUOTA_PAUSE;
            if account.set_quota_out(until) {
                error!(
                    account = account.id.0,
                    "The account's quota is used up: nothing can be sent"
                );
                Box::pin(note_quota(service, account, Some(now))).await;
            }
            without_quota(service, ready, until)
        }
        // The person's next word has an answer of its own.
        Err(SendError::Closed) if ready.lane == Lane::Reply => {
            Fate::GivenUp { why: "the person has to write first".to_owned(), left: false }
        }
        Err(SendError::Closed) => Fate::Closed,
        Err(SendError::Unknown { why }) => {
            let blind = if ready.maybe_sent { ready.attempts } else { 0 };
            if blind >= BLIND_ATTEMPTS {
                warn!(outbox = ready.id, why, "A message is given up; it may have arrived");
                return Fate::GivenUp { why: format!("unknown outcome: {why}"), left: false };
            }
            let due_at = later(now, backoff(blind));
            Fate::Again { due_at, counts: true, maybe_sent: true }
        }
    }
}

/// Says the words, and then sends what belongs to them.
async fn say(service: &Service, account: &Account, ready: &Ready) -> Result<(), SendError> {
    let body = &ready.body;
    if let Some((person, locale)) = body.copy {
        Box::pin(hand_over(service, account, ready, person, locale)).await
    } else if body.picture.is_some() {
        Box::pin(with_picture(service, account, ready)).await
    } else if body.files.is_empty() {
        account.channel.send(&ready.chat, body).await
    } else {
        Box::pin(with_files(service, account, ready)).await
    }
}

/// Says the words, and shows the picture of the results.
async fn with_picture(
    service: &Service,
    account: &Account,
    ready: &Ready,
) -> Result<(), SendError> {
    let Ready { chat, body, .. } = ready;
    account.channel.send(chat, &carry::with_link(service, account, body)).await?;
    if let Some(picture) = carry::picture(service, account, body).await
        && let Err(error) = account.channel.send_files(chat, &[picture]).await
    {
        // The words have arrived, and say the same.
        warn!(%error, "The picture of the results could not be sent");
    }
    Ok(())
}

/// Says the words, and sends the files that they tell of.
async fn with_files(service: &Service, account: &Account, ready: &Ready) -> Result<(), SendError> {
    let Ready { chat, body, .. } = ready;
    // The files come first into our hands, so that the words are not said again for their sake.
    let parcels = carry::parcels(service, account, &body.files).await.map_err(|error| {
        warn!(%error, "Files to be sent could not be looked up");
        SendError::Busy { after: None }
    })?;
    account.channel.send(chat, body).await?;
    account.channel.send_files(chat, &parcels).await?;
    match &body.files_late {
        Some(late) if parcels.len() < body.files.len() => {
            let late = Outbound { text: late.clone(), ..Outbound::default() };
            account.channel.send(chat, &late).await
        }
        Some(_) | None => Ok(()),
    }
}

/// Says the words, and hands over everything about the person.
async fn hand_over(
    service: &Service,
    account: &Account,
    ready: &Ready,
    person: PersonId,
    locale: Locale,
) -> Result<(), SendError> {
    let Ready { chat, body, .. } = ready;
    let copied = copying::for_chat(service, account, person, locale).await.map_err(|error| {
        warn!(%error, "The copy of somebody's data could not be written");
        SendError::Busy { after: None }
    })?;
    account.channel.send(chat, body).await?;
    match copied {
        Some(Copied::Files(parcels)) => account.channel.send_files(chat, &parcels).await,
        Some(Copied::Words(text)) => {
            let words = Outbound { text, unprompted: true, ..Outbound::default() };
            account.channel.send(chat, &words).await
        }
        None => Ok(()),
    }
}

/// Whether the time is over in which the person can be written to.
fn is_closed(window: Option<TimeDelta>, ready: &Ready, now: DateTime<Utc>) -> bool {
    window.is_some_and(|window| ready.heard_at.is_none_or(|heard| heard + window <= now))
}

/// Whether it is too late to send a message that is put off again: the answer to a question of
/// yesterday helps nobody. A notice is still news whenever it can be sent, be it next month.
fn is_stale(ready: &Ready, now: DateTime<Utc>) -> bool {
    ready.lane == Lane::Reply && now - ready.since > PATIENCE
}

/// What becomes of a message while its account's quota is used up.
fn without_quota(service: &Service, ready: &Ready, until: DateTime<Utc>) -> Fate {
    if ready.lane != Lane::Reply {
        return Fate::Elsewhere { due_at: until };
    }
    if is_stale(ready, service.clock.now()) {
        return Fate::GivenUp { why: "the quota was used up for a day".to_owned(), left: false };
    }
    Fate::Again { due_at: until, counts: true, maybe_sent: false }
}

/// Tells the operator's instruments and the other processes.
async fn note_quota(service: &Service, account: &Account, out_since: Option<DateTime<Utc>>) {
    let noted = async {
        let mut db = service.db.acquire().await?;
        store::account::set_quota_out(&mut db, account.id, out_since).await
    };
    if let Err(error) = noted.await {
        warn!(%error, "The state of an account's quota could not be noted");
    }
}

/// Sends what waits for the word of people who can be told here, now that the account may send.
async fn wake_what_waits(service: &Service, account: &Account) {
    let now = service.clock.now();
    let woken = async {
        let mut db = service.db.acquire().await?;
        let waiting = waiting::of_account(&mut db, account.id).await?;
        waiting::reroute(&mut db, &waiting, &service.served(now), now).await
    };
    match woken.await {
        Ok(woken) if woken.is_empty() => {}
        Ok(_) => service.outbox_bell.notify_one(),
        // It still goes out with the next word of its person.
        Err(error) => warn!(%error, "What waits for people's words could not be looked at"),
    }
}

fn later(now: DateTime<Utc>, after: Duration) -> DateTime<Utc> {
    // A platform that asks for more than a day is asked again after a day.
    let after = TimeDelta::from_std(after).unwrap_or(PATIENCE).min(PATIENCE);
    now + after
}

/// One second, then twice as long each time, up to five minutes.
fn backoff(attempts: i16) -> Duration {
    Duration::from_secs(1 << attempts.clamp(0, 9)).min(Duration::from_mins(5))
}
