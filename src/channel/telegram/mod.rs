//! Telegram, through its Bot API.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::payloads::{AnswerCallbackQuery, GetUpdates, GetUpdatesSetters as _};
use teloxide::types::CallbackQueryId;
use url::Url;

use super::{PollError, Polled, SendError, Token};
use crate::channel::file::{FetchError, Parcel};
use crate::domain::Locale;
use crate::message::{Capabilities, FilesOut, Outbound};

mod admin;
mod api;
mod file;
mod receive;
mod send;

pub use admin::{Me, WebhookInfo};
pub use receive::{envelope, read};

use api::{Api, poll_error};

/// What Telegram can do.
pub const CAPABILITIES: Capabilities = Capabilities {
    contact_button: true,
    // Bot API, "Sending files": 50 MB for other types of files.
    files_out: FilesOut::Upload { max_bytes: 50_000_000 },
    window: None,
};

/// One bot.
#[derive(Debug)]
pub struct Telegram {
    api: Api,
    /// How long the platform may hold a poll open while there is nothing to tell.
    patience: Duration,
}

impl Telegram {
    /// A bot behind the Bot API server at `base`, which is `https://api.telegram.org` unless
    /// somebody runs their own. `http` comes from [`http`](super::http). Telegram holds a poll open for
    /// `patience`, at most 50 seconds.
    #[must_use]
    pub fn new(http: reqwest::Client, base: &Url, token: Token, patience: Duration) -> Self {
        Self { api: Api::new(http, base, token), patience }
    }

    pub(super) async fn poll(&self, offset: i64) -> Result<Polled, PollError> {
        // Telegram's numbers of updates have 32 bits; a larger offset is not from here.
        let offset = offset.try_into().unwrap_or(0);
        let seconds = self.patience.as_secs().min(50);
        let request = GetUpdates::new()
            .offset(offset)
            .timeout(seconds.try_into().expect("it is at most 50"))
            .allowed_updates(admin::ALLOWED_UPDATES);
        let answer = self.api.post("getUpdates", &request, Some(self.patience)).await;
        let answer = answer.map_err(poll_error)?;
        let updates: Updates = serde_json::from_slice(&answer).map_err(|_| {
            PollError::Unreachable { why: "the answer is no list of updates".to_owned() }
        })?;
        let newest = updates.result.iter().filter_map(|raw| {
            let Numbered { update_id } = serde_json::from_str(raw.get()).ok()?;
            Some(update_id)
        });
        Ok(Polled {
            next_offset: newest.max().map(|newest| newest.saturating_add(1)),
            updates: updates.result.into_iter().map(|raw| raw.get().to_owned()).collect(),
        })
    }

    pub(super) async fn answer_press(&self, press: &str) {
        let request = AnswerCallbackQuery::new(CallbackQueryId(press.to_owned()));
        if let Err(failure) = self.api.tell(&request).await {
            tracing::debug!(%failure, "a button press was not answered");
        }
    }

    pub(super) async fn send(&self, chat: &str, body: &Outbound) -> Result<(), SendError> {
        send::send(&self.api, chat, body).await
    }

    pub(super) async fn fetch(&self, file_id: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        file::fetch(&self.api, file_id, limit).await
    }

    pub(super) async fn send_files(&self, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
        file::send(&self.api, &send::recipient(chat)?, files).await
    }

    pub(super) async fn set_menu(
        &self,
        chat: &str,
        commands: &[(String, String)],
    ) -> Result<(), SendError> {
        send::set_menu(&self.api, chat, commands).await
    }

    pub(super) async fn set_default_menus(
        &self,
        menus: &[(Locale, Vec<(String, String)>)],
    ) -> Result<(), SendError> {
        send::set_default_menus(&self.api, menus).await
    }
}

#[derive(Deserialize)]
struct Updates<'a> {
    #[serde(borrow)]
    result: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}
