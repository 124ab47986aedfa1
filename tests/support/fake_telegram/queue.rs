//! Updates that wait for the bot: until it acknowledges them by a higher offset, or until its
//! webhook has taken them.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::methods::Reply;
use super::webhook::Hook;

/// Updates that can be delivered a second time on demand.
const REMEMBERED: usize = 100;

/// What is delivered strictly one after the other. A person's presses have a lane of their own:
/// a message and a press may well arrive at once.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lane {
    Chat(i64),
    Presses(i64),
}

/// An update, ready to be delivered.
#[derive(Clone, Debug)]
pub struct Update {
    pub id: i64,
    pub lane: Lane,
    pub raw: Arc<str>,
}

#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
    bell: Notify,
}

#[derive(Default)]
pub struct State {
    newest: i64,
    pending: VecDeque<Update>,
    remembered: VecDeque<Update>,
    /// Grows with every poll: the newest one ends those before it.
    polls: u64,
    /// With a webhook: what it has to be given, and who is being given something.
    pub lanes: HashMap<Lane, VecDeque<Update>>,
    pub hook: Option<Arc<Hook>>,
    allowed: Vec<String>,
}

impl Queue {
    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics while it is held")
    }

    /// Appends an update; gives the lane if a webhook has to be served with it from now on.
    pub fn push(&self, lane: Lane, kind: &str, body: &str) -> Option<Lane> {
        let mut state = self.lock();
        if !state.allowed.is_empty() && !state.allowed.iter().any(|allowed| allowed == kind) {
            return None;
        }
        state.newest = state.newest.max(500_000) + 1;
        let id = state.newest;
        let raw = format!(r#"{{"update_id":{id},"{kind}":{body}}}"#).into();
        let serve = state.deliver(Update { id, lane, raw });
        drop(state);
        self.bell.notify_waiters();
        serve
    }

    /// Delivers the newest `count` updates once more; gives the lanes to be served.
    pub fn repeat(&self, count: usize) -> Vec<Lane> {
        let mut state = self.lock();
        let from = state.remembered.len().saturating_sub(count);
        let again: Vec<_> = state.remembered.range(from..).cloned().collect();
        let serve = again.into_iter().filter_map(|update| state.hand_over(update)).collect();
        drop(state);
        self.bell.notify_waiters();
        serve
    }

    /// Something that is no update at all.
    pub fn push_raw(&self, raw: &str) -> Option<Lane> {
        let mut state = self.lock();
        state.newest = state.newest.max(500_000) + 1;
        let update = Update { id: state.newest, lane: Lane::Chat(0), raw: raw.into() };
        let serve = state.deliver(update);
        drop(state);
        self.bell.notify_waiters();
        serve
    }

    /// Tells whoever waits for a change that something was taken or answered.
    pub fn ring(&self) {
        self.bell.notify_waiters();
    }

    /// Comes back once `is_done`; it is looked at after every change.
    pub async fn until(&self, is_done: impl Fn() -> bool) {
        loop {
            let mut rung = std::pin::pin!(self.bell.notified());
            rung.as_mut().enable();
            if is_done() {
                return;
            }
            rung.await;
        }
    }

    /// How many updates wait.
    pub fn waiting(&self) -> usize {
        let state = self.lock();
        state.pending.len() + state.lanes.values().map(VecDeque::len).sum::<usize>()
    }

    /// From now on only these kinds; all if there are none.
    pub fn allow(&self, call: &Map<String, Value>) {
        if let Some(kinds) = call.get("allowed_updates").and_then(Value::as_array) {
            let kinds = kinds.iter().filter_map(Value::as_str);
            self.lock().allowed = kinds.map(str::to_owned).collect();
        }
    }

    /// `getUpdates`.
    pub async fn poll(&self, call: &Map<String, Value>) -> Reply {
        let number = |name: &str| call.get(name).and_then(Value::as_u64);
        let patience = Duration::from_secs(number("timeout").unwrap_or(0).min(50));
        let until = Instant::now() + patience;
        let limit = number("limit").map_or(100, |limit| limit.clamp(1, 100));
        let limit = usize::try_from(limit).expect("it is at most 100");
        let offset = call.get("offset").and_then(Value::as_i64).unwrap_or(0);
        self.allow(call);
        let poll = {
            let mut state = self.lock();
            if state.hook.is_some() {
                return Reply::refuse(
                    409,
                    "Conflict: can't use getUpdates method while webhook is active; use \
                     deleteWebhook to delete the webhook first",
                );
            }
            state.acknowledge(offset);
            state.polls += 1;
            state.polls
        };
        self.bell.notify_waiters();
        loop {
            let mut rung = std::pin::pin!(self.bell.notified());
            rung.as_mut().enable();
            {
                let state = self.lock();
                if state.polls != poll {
                    return Reply::refuse(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only \
                         one bot instance is running",
                    );
                }
                if !state.pending.is_empty() || patience.is_zero() {
                    return Reply::Ok(state.first(limit));
                }
            }
            if tokio::time::timeout_at(until, rung).await.is_err() {
                return Reply::Ok("[]".to_owned());
            }
        }
    }

    /// Hands waiting updates to a webhook, or takes them back from one; gives the lanes to be
    /// served.
    pub fn set_hook(&self, hook: Option<Arc<Hook>>) -> Vec<Lane> {
        let mut state = self.lock();
        let mut waiting: Vec<Update> = state.pending.drain(..).collect();
        waiting.extend(state.lanes.drain().flat_map(|(_, updates)| updates));
        waiting.sort_by_key(|update| update.id);
        state.hook = hook;
        let serve = waiting.into_iter().filter_map(|update| state.hand_over(update)).collect();
        drop(state);
        self.bell.notify_waiters();
        serve
    }
}

impl State {
    fn deliver(&mut self, update: Update) -> Option<Lane> {
        if self.remembered.len() == REMEMBERED {
            self.remembered.pop_front();
        }
        self.remembered.push_back(update.clone());
        self.hand_over(update)
    }

    fn hand_over(&mut self, update: Update) -> Option<Lane> {
        if self.hook.is_none() {
            self.pending.push_back(update);
            return None;
        }
        let lane = update.lane;
        let is_served = self.lanes.contains_key(&lane);
        self.lanes.entry(lane).or_default().push_back(update);
        (!is_served).then_some(lane)
    }

    /// Forgets what lies below the offset; a negative one keeps so many of the newest.
    fn acknowledge(&mut self, offset: i64) {
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let extra = self.pending.len().saturating_sub(keep);
            self.pending.drain(..extra);
        }
        while self.pending.front().is_some_and(|update| update.id < offset) {
            self.pending.pop_front();
        }
    }

    fn first(&self, limit: usize) -> String {
        let mut list = String::from("[");
        for (index, update) in self.pending.iter().take(limit).enumerate() {
            if index > 0 {
                list.push(',');
            }
            list.push_str(&update.raw);
        }
        list.push(']');
        list
    }
}
