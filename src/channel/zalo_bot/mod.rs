//! The Zalo Bot Platform.
//!
//! It resembles Telegram's Bot API, and differs where it hurts: no buttons, no editing, no
//! uploads, no links that open the talk; errors travel inside HTTP 200; a poll brings one update
//! and there is no offset, so that an update may come again and again, or never.

use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use url::Url;

use super::bot_api::{BotApi, Failure};
use super::file::{FetchError, Parcel, download_link};
use super::{PollError, Polled, SendError, Token};
use crate::message::{Capabilities, FilesOut, Outbound};

mod admin;
mod receive;
mod send;

pub use admin::Me;
pub use receive::{envelope, read};

/// What the Zalo Bot Platform can do.
pub const CAPABILITIES: Capabilities = Capabilities {
    contact_button: false,
    files_out: FilesOut::Link,
    // No window is documented for bots; an Official Account has one.
    window: None,
};

/// The least time between two polls of which the first brought nothing new: a platform that does
/// not hold a poll open, or brings the same update again, is not asked without a pause.
const PAUSE: Duration = Duration::from_secs(1);

/// How long a quota or a gateway is given that says nothing of how long it needs.
const BUSY: Duration = Duration::from_mins(1);

/// How words are sent: what Zalo's documents leave open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Units in one message. Zalo's limit is 2000, and nobody says of what.
    pub max_text: usize,
    /// Whether the mark-up is sent, as `parse_mode: html`; otherwise it is taken away.
    pub html: bool,
}

impl Default for Style {
    /// Room for counting differently, and nothing that Zalo could read differently.
    fn default() -> Self {
        Self { max_text: 1900, html: false }
    }
}

/// One bot.
#[derive(Debug)]
pub struct ZaloBot {
    api: BotApi,
    style: Style,
    /// Where its server is.
    base: Url,
    /// How long the platform may hold a poll open while there is nothing to tell.
    patience: Duration,
    /// What the last poll brought.
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    updates: Vec<String>,
    brought_news: bool,
}

impl std::fmt::Debug for Last {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // An update holds a person's words.
        f.debug_struct("Last").field("brought_news", &self.brought_news).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct GetUpdates {
    timeout: u64,
}

#[derive(Deserialize)]
struct Updates<'a> {
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

impl ZaloBot {
    /// A bot behind the server at `base`. `http` comes from [`http`](super::http). Zalo holds a
    /// poll open for `patience`, at most 50 seconds.
    #[must_use]
    pub fn new(
        http: reqwest::Client,
        base: &Url,
        token: Token,
        style: Style,
        patience: Duration,
    ) -> Self {
        let api = BotApi::new(http, base, token);
        Self { api, style, base: base.clone(), patience, last: Mutex::default() }
    }

    /// Waits for updates. There is no offset: what is taken here may never come again, so that it
    /// has to be stored whatever it takes, and it may come again all the same.
    pub(super) async fn poll(&self) -> Result<Polled, PollError> {
        if !self.with_last(|last| std::mem::replace(&mut last.brought_news, false)) {
            tokio::time::sleep(PAUSE.min(self.patience)).await;
        }
        let timeout = self.patience.as_secs().min(50);
        let answer =
            self.api.post("getUpdates", &GetUpdates { timeout }, Some(self.patience)).await;
        let answer = match answer {
            Ok(answer) => answer,
            // How an idle poll ends.
            Err(Failure::Refusal { code: 408, .. }) => return Ok(Polled::default()),
            Err(failure) => return Err(poll_error(failure)),
        };
        let updates: Updates = serde_json::from_slice(&answer)
            .map_err(|_| PollError::Unreachable { why: "the answer does not read".to_owned() })?;
        let updates = updates.result.map(one_by_one).unwrap_or_default();
        self.with_last(|last| {
            last.brought_news = !updates.is_empty() && updates != last.updates;
            last.updates.clone_from(&updates);
        });
        Ok(Polled { updates, next_offset: None })
    }

    pub(super) async fn send(&self, chat: &str, body: &Outbound) -> Result<(), SendError> {
        send::send(&self.api, self.style, chat, body).await
    }

    /// Fetches a file from the address that its message named.
    pub(super) async fn fetch(&self, address: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        download_link(self.api.http(), address, &self.base, limit).await
    }

    pub(super) async fn send_files(&self, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
        send::send_files(&self.api, chat, files).await
    }

    fn with_last<T>(&self, look: impl FnOnce(&mut Last) -> T) -> T {
        look(&mut self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// The result is one update; a list of them is taken, too, and an empty one is none.
fn one_by_one(result: &RawValue) -> Vec<String> {
    let updates = match serde_json::from_str::<Vec<&RawValue>>(result.get()) {
        Ok(list) => list,
        Err(_) => vec![result],
    };
    let raws = updates.into_iter().map(RawValue::get);
    raws.filter(|raw| raw.starts_with('{') && *raw != "{}").map(ToOwned::to_owned).collect()
}

fn poll_error(failure: Failure) -> PollError {
    match failure {
        Failure::Unsent { why } | Failure::Unclear { why } => PollError::Unreachable { why },
        Failure::Refusal { code: 400, description, .. }
            if description.to_ascii_lowercase().contains("webhook") =>
        {
            PollError::WebhookSet
        }
        // A server that does not know the method does not know us, either.
        Failure::Refusal { code: 401 | 404, .. } => PollError::Token,
        Failure::Refusal { code: 429, retry_after, .. } => {
            PollError::Busy { after: Some(retry_after.unwrap_or(BUSY)) }
        }
        Failure::Refusal { code, description, .. } => {
            PollError::Unreachable { why: format!("{code} {description}") }
        }
    }
}
