//! One computation of the results, shared by everybody who asks until the next one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use chrono::SecondsFormat;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::answer::Answer;
use super::league::League;
use super::live;
use super::results::Results;

/// How often the results are worked out anew. What the page says of its lag is this and what the
/// figures say of theirs.
pub const TICK: Duration = Duration::from_secs(2);

/// Listeners hear of numbers that have not moved this seldom: the instant moves on.
const SILENT_TICKS: u32 = 10;

/// The results of one instant, and the answers that were made of them.
pub struct Edition {
    pub results: Results,
    pub league: League,
    ready: Mutex<HashMap<String, Answer>>,
}

impl Edition {
    #[must_use]
    pub fn new(results: Results, league: League) -> Self {
        Self { results, league, ready: Mutex::default() }
    }

    /// The answer of this name, made by whoever asks for it first. Names are a closed set: what
    /// people type is not one.
    pub fn answer(&self, name: &str, make: impl FnOnce(&Self) -> Answer) -> Answer {
        let ready = |edition: &Self| {
            let ready = edition.ready.lock().unwrap_or_else(PoisonError::into_inner);
            ready.get(name).cloned()
        };
        if let Some(answer) = ready(self) {
            return answer;
        }
        let answer = make(self);
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        ready.entry(name.to_owned()).or_insert(answer).clone()
    }

    /// The numbers that move by themselves.
    #[must_use]
    pub fn headline(&self) -> Value {
        let total = &self.results.total;
        json!({
            "as_of": self.results.as_of.to_rfc3339_opts(SecondsFormat::Secs, true),
            "campaign": self.results.campaign,
            "entered": total.entered,
            "valid": total.valid,
            "target": total.target,
            "per_mille": total.per_mille(),
            "people": total.people,
            "declared": total.declared,
            "verified": total.verified,
        })
    }
}

/// Works out the results of now; none while they are not known.
pub type Source = Arc<dyn Fn() -> BoxFuture<'static, Option<Edition>> + Send + Sync>;

/// Where the newest edition is found, and where its headline is heard.
#[derive(Clone)]
pub struct Press {
    pub newest: watch::Receiver<Option<Arc<Edition>>>,
    pub headlines: watch::Receiver<Bytes>,
}

/// Brings out an edition with every tick until `stop`; then the listeners are let go.
#[must_use]
pub fn print(source: Source, tick: Duration, stop: CancellationToken) -> Press {
    let (editions, newest) = watch::channel(None);
    let (events, headlines) = watch::channel(live::SILENCE);
    tokio::spawn(async move {
        let mut last = None;
        let mut silent = 0;
        while !stop.is_cancelled() {
            if let Some(edition) = source().await {
                let edition = Arc::new(edition);
                silent += 1;
                if last != Some(edition.results.total) || silent >= SILENT_TICKS {
                    silent = 0;
                    last = Some(edition.results.total);
                    events.send_replace(live::event(&edition.headline().to_string()));
                }
                editions.send_replace(Some(edition));
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(tick) => {}
            }
        }
    });
    Press { newest, headlines }
}
