//! What waits to be thought about, in memory: each conversation's messages in their order, and
//! the conversations in the order in which their turn comes.
//!
//! The inbox in the database is the truth, and this is a copy of its oldest part, so that what
//! has just been stored need not be read back. Whenever there is a doubt, the copy is thrown
//! away and read anew: after a failure, after another process had the account, when more came
//! than fits, when an account has room again that had none. Until then nothing is added directly,
//! because a message that came later must not get in before one that is only in the inbox.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;

use crate::domain::{AccountId, ConversationId};
use crate::store::inbox::Pending;

/// Messages in memory. A message of the longest kind has some ten kilobytes, a usual one less
/// than one.
const ROOM: usize = 4_096;

/// With fewer than this waiting, the inbox is looked at for more.
const LOW: usize = 1_024;

/// Messages of one conversation that are handled in one go. Somebody who says hundreds of things
/// at once is heard in turn with everybody else.
const IN_TURN: usize = 100;

/// Conversations that have to wait before a second batch is begun beside one that is being handled.
/// Most of what a batch costs is the same for one message as for a hundred, so that two small ones
/// at once would answer fewer people than one after the other.
const COMPANY: usize = 128;

/// A batch that takes longer than this has stumbled on something; the others do not wait for it.
const STEADY: TimeDelta = TimeDelta::milliseconds(50);

/// How long a conversation rests that says more than [`Line::brisk`].
const REST: TimeDelta = TimeDelta::seconds(3);

/// How often the inbox is looked at without being asked to: another process may have written
/// into it.
const BEAT: Duration = Duration::from_millis(250);

/// The line. See the module.
#[derive(Debug)]
pub struct Line {
    /// Messages of one conversation in a minute that are handled as they come. Nobody taps that
    /// fast; what a machine sends beyond it is taken in turns with rests between them, and most
    /// of it is answered together.
    pub brisk: Option<usize>,
    state: Mutex<State>,
    bell: Notify,
}

#[derive(Debug)]
struct State {
    /// Every message that must not be added again: those that wait, and those handled since the
    /// inbox was last looked at.
    known: HashSet<i64>,
    /// Handled since the inbox was last looked at; a look that began earlier still sees them.
    handled: Vec<i64>,
    conversations: HashMap<ConversationId, Waiting>,
    /// Conversations with messages that nobody is thinking about.
    turns: VecDeque<ConversationId>,
    /// Conversations that have to rest, and until when.
    resting: VecDeque<(DateTime<Utc>, ConversationId)>,
    /// Messages of each conversation that were handled since the minute began.
    pace: HashMap<ConversationId, usize>,
    minute_began: DateTime<Utc>,
    /// How many messages wait, those that are thought about included.
    waiting: usize,
    /// Batches that are being handled.
    batches: usize,
    /// When the last of them was begun.
    begun_at: DateTime<Utc>,
    /// Whether the inbox may hold messages that are older than what comes in now and not here.
    behind: bool,
    /// Whether something came that was not added since the inbox was last looked at.
    left_out: bool,
    /// The highest place in line that was found in the inbox.
    found_to: i64,
    /// The same when the inbox was last looked at: what was found up to here may be handled by
    /// now, and not be `known` any more.
    forgotten_to: i64,
    /// Accounts whose answers there is no room for: what is said to them stays in the inbox, and
    /// takes no room from the others.
    full: Vec<AccountId>,
    /// Whether somebody looks at the inbox.
    looking: bool,
    /// Whether the inbox is to be looked at even before the next beat.
    rung: bool,
    looked_at: Option<Instant>,
}

/// What waits in one conversation.
#[derive(Debug, Default)]
struct Waiting {
    messages: VecDeque<Arc<Pending>>,
    /// Somebody is thinking about the first of them. Otherwise the conversation waits for its
    /// turn, or rests.
    busy: bool,
}

impl Default for Line {
    fn default() -> Self {
        let state = State {
            known: HashSet::new(),
            handled: Vec::new(),
            conversations: HashMap::new(),
            turns: VecDeque::new(),
            resting: VecDeque::new(),
            pace: HashMap::new(),
            minute_began: DateTime::UNIX_EPOCH,
            waiting: 0,
            batches: 0,
            begun_at: DateTime::UNIX_EPOCH,
            behind: true,
            left_out: false,
            found_to: i64::MIN,
            forgotten_to: i64::MIN,
            full: Vec::new(),
            looking: false,
            rung: true,
            looked_at: None,
        };
        Self { brisk: Some(120), state: Mutex::new(state), bell: Notify::new() }
    }
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether more came than is handled at once.
    #[must_use]
    pub fn is_long(&self) -> bool {
        let state = self.state();
        state.awake() >= LOW || (state.behind && !state.turns.is_empty())
    }

    /// Says that the inbox holds something new.
    pub fn ring(&self) {
        self.state().rung = true;
        self.bell.notify_one();
    }

    /// Waits until there may be something to do. To be made before looking, so that what comes
    /// meanwhile is not missed.
    pub(super) async fn rung(&self) {
        let _ = tokio::time::timeout(BEAT, self.bell.notified()).await;
    }

    /// Adds messages that have just been stored, in order.
    pub(super) fn bring(&self, mut messages: Vec<Pending>) {
        let mut state = self.state();
        messages.retain(|message| !state.full.contains(&message.account));
        // A look may have found them before they are brought. Only the next look can tell whether
        // those that are not known were handled meanwhile.
        let doubtful = messages.iter().any(|message| {
            message.seq <= state.forgotten_to && !state.known.contains(&message.seq)
        });
        if state.behind || doubtful || state.waiting + messages.len() > ROOM {
            state.behind = true;
            state.left_out = true;
        } else {
            for message in messages {
                state.add(message);
            }
        }
        drop(state);
        self.bell.notify_one();
    }

    /// Whether the inbox should be looked at now, and for how many messages of accounts that are
    /// not `full`. Whoever is told to has to come back with what was [`found`](Self::found), or
    /// [`Self::not_found`].
    pub(super) fn look(&self, full: &[AccountId]) -> Option<usize> {
        let mut state = self.state();
        state.set_full(full);
        let beat = state.looked_at.is_none_or(|at| at.elapsed() >= BEAT);
        let due = state.rung || beat || state.behind;
        if state.looking || state.awake() >= LOW || !due {
            return None;
        }
        state.looking = true;
        state.rung = false;
        state.left_out = false;
        state.forgotten_to = state.found_to;
        for seq in std::mem::take(&mut state.handled) {
            state.known.remove(&seq);
        }
        // As many as are known may be found again.
        Some(LOW + state.waiting)
    }

    /// Adds the oldest messages of the inbox; at most `limit` were looked for.
    pub(super) fn found(&self, messages: Vec<Pending>, limit: usize) {
        let mut state = self.state();
        state.looking = false;
        state.looked_at = Some(Instant::now());
        let is_full = messages.len() >= limit;
        state.behind = is_full || (state.behind && state.left_out);
        let last = messages.last().map_or(i64::MIN, |message| message.seq);
        state.found_to = state.found_to.max(last);
        for message in messages {
            if !state.full.contains(&message.account) {
                state.add(message);
            }
        }
    }

    /// The inbox could not be looked at.
    pub(super) fn not_found(&self) {
        let mut state = self.state();
        state.looking = false;
        state.rung = true;
    }

    /// Whether the messages that wait are better taken when the batch that is being handled is done.
    pub(super) fn waits_for_company(&self, now: DateTime<Utc>) -> bool {
        let state = self.state();
        let is_steady = now - state.begun_at < STEADY;
        state.batches > 0 && is_steady && state.turns.len() < COMPANY
    }

    /// Takes about `limit` messages whose turn it is, conversation by conversation. Nobody else
    /// gets a message of these conversations until what was taken is [finished](Taken::finish).
    pub(super) fn take(&self, limit: usize, now: DateTime<Utc>) -> Taken<'_> {
        let mut state = self.state();
        if now - state.minute_began >= TimeDelta::minutes(1) {
            state.minute_began = now;
            state.pace.clear();
        }
        while let Some((_, rested)) = state.resting.pop_front_if(|(until, _)| *until <= now) {
            if state.conversations.get(&rested).is_some_and(|line| !line.messages.is_empty()) {
                state.turns.push_back(rested);
            } else {
                state.conversations.remove(&rested);
            }
        }
        let mut taken = Taken { line: self, messages: Vec::new() };
        while taken.messages.len() < limit
            && let Some(conversation) = state.turns.pop_front()
        {
            if let Some(waiting) = state.conversations.get_mut(&conversation) {
                waiting.busy = true;
                taken.messages.extend(waiting.messages.iter().take(IN_TURN).cloned());
            }
        }
        if !taken.messages.is_empty() {
            state.batches += 1;
            state.begun_at = now;
        }
        if !state.turns.is_empty() {
            self.bell.notify_one();
        }
        taken
    }

    /// Whether anything of an account is in it.
    pub(super) fn holds(&self, account: AccountId) -> bool {
        let state = self.state();
        let mut waiting = state.conversations.values().filter_map(|line| line.messages.front());
        waiting.any(|message| message.account == account)
    }

    /// Throws the copy away: what is in it now is to be read from the inbox again.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.doubt();
        state.leave(|_| true);
    }
}

impl State {
    /// The inbox is to be read before anything is added again.
    fn doubt(&mut self) {
        self.behind = true;
        // A look that is under way began before the doubt, and does not settle it.
        self.left_out = true;
        self.rung = true;
    }

    /// Leaves what belongs to such accounts to the inbox, but for what is thought about.
    fn leave(&mut self, which: impl Fn(AccountId) -> bool) {
        let Self { known, conversations, waiting, turns, resting, .. } = self;
        conversations.retain(|_, line| {
            let stays = line.messages.front().is_some_and(|first| !which(first.account));
            if line.busy || stays {
                return true;
            }
            for message in line.messages.drain(..) {
                known.remove(&message.seq);
                *waiting -= 1;
            }
            false
        });
        turns.retain(|conversation| conversations.contains_key(conversation));
        resting.retain(|(_, conversation)| conversations.contains_key(conversation));
    }

    /// Notes which accounts there is no room for.
    fn set_full(&mut self, full: &[AccountId]) {
        if self.full == full {
            return;
        }
        if self.full.iter().any(|account| !full.contains(account)) {
            self.doubt();
        }
        self.full = full.to_vec();
        self.leave(|account| full.contains(&account));
    }

    /// How many messages wait whose conversations need not rest.
    fn awake(&self) -> usize {
        let resting = self.resting.iter().filter_map(|(_, id)| self.conversations.get(id));
        self.waiting - resting.map(|line| line.messages.len()).sum::<usize>()
    }

    /// Nobody thinks about a conversation any more.
    fn let_go(&mut self, conversation: ConversationId) -> Option<&mut Waiting> {
        let line = self.conversations.get_mut(&conversation)?;
        line.busy = false;
        Some(line)
    }

    fn add(&mut self, message: Pending) {
        if !self.known.insert(message.seq) {
            return;
        }
        self.waiting += 1;
        let conversation = message.conversation;
        let line = match self.conversations.entry(conversation) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                self.turns.push_back(conversation);
                entry.insert(Waiting::default())
            }
        };
        // Almost always the end.
        let place = line.messages.iter().rposition(|other| other.seq < message.seq);
        line.messages.insert(place.map_or(0, |place| place + 1), Arc::new(message));
    }
}

/// Messages that somebody is thinking about. If this goes away before it is
/// [finished](Self::finish), nobody can tell what has become of them, and the line is
/// [forgotten](Line::forget).
#[derive(Debug)]
pub(super) struct Taken<'a> {
    line: &'a Line,
    /// In order within each conversation, and a conversation's messages together.
    pub(super) messages: Vec<Arc<Pending>>,
}

impl Taken<'_> {
    /// Lets the conversations go on. `handled` are the messages that are done with; what is left
    /// has its turn after everybody else.
    pub(super) fn finish(mut self, handled: &HashSet<i64>, now: DateTime<Utc>) {
        let mut state = self.line.state();
        for conversation in self.conversations() {
            let Some(line) = state.let_go(conversation) else { continue };
            let before = line.messages.len();
            line.messages.retain(|message| !handled.contains(&message.seq));
            let (left, done) = (line.messages.len(), before - line.messages.len());
            state.waiting -= done;
            let pace = state.pace.entry(conversation).or_default();
            *pace += done;
            let brisk = self.line.brisk.is_some_and(|brisk| *pace > brisk);
            if brisk {
                state.resting.push_back((now + REST, conversation));
            } else if left == 0 {
                state.conversations.remove(&conversation);
            } else {
                state.turns.push_back(conversation);
            }
        }
        state.handled.extend(handled);
        state.batches -= 1;
        if !state.turns.is_empty() {
            self.line.bell.notify_one();
        }
        drop(state);
        self.messages.clear();
    }

    /// Each conversation once.
    fn conversations(&self) -> Vec<ConversationId> {
        let mut conversations: Vec<_> = self.messages.iter().map(|m| m.conversation).collect();
        conversations.dedup();
        conversations
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if self.messages.is_empty() {
            return;
        }
        let mut state = self.line.state();
        state.batches -= 1;
        for conversation in self.conversations() {
            state.let_go(conversation);
        }
        drop(state);
        self.line.forget();
    }
}

#[cfg(test)]
mod tests;
