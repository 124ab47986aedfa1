//! Calls to Telegram's Bot API, and what its errors mean.
//!
//! teloxide gives the types of the requests. The calls are made without it, because its own
//! transport sleeps ten seconds after any 5xx, takes errors apart by their English text, decodes
//! the whole sent message that nobody reads, and prints the token in `Debug`.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use teloxide::requests::Payload;
use url::Url;

use crate::channel::bot_api::{BotApi, Failure};
use crate::channel::file::{self, FetchError};
use crate::channel::{PollError, SendError, Token};

/// The Bot API as one bot sees it.
pub(super) struct Api {
    bot: BotApi,
    /// Everything of a file's address but its path. Holds the token.
    files: String,
}

impl Api {
    pub(super) fn new(http: reqwest::Client, base: &Url, token: Token) -> Self {
        let files = format!("{}/file/bot{}/", base.as_str().trim_end_matches('/'), token.reveal());
        Self { bot: BotApi::new(http, base, token), files }
    }

    /// Calls a method of which only the success matters.
    pub(super) async fn tell<P: Payload + Serialize>(&self, payload: &P) -> Result<(), Failure> {
        self.post(&method::<P>(), payload, None).await.map(drop)
    }

    /// Calls a method and reads its result.
    pub(super) async fn ask<P: Payload + Serialize, T: for<'a> Deserialize<'a>>(
        &self,
        payload: &P,
    ) -> Result<T, Failure> {
        self.bot.ask(&method::<P>(), payload).await
    }

    /// Posts a request and returns the whole answer. `wait` is added to the time that it may take.
    pub(super) async fn post(
        &self,
        method: &str,
        body: &impl Serialize,
        wait: Option<Duration>,
    ) -> Result<Vec<u8>, Failure> {
        self.bot.post(method, body, wait).await
    }

    /// Uploads a file with a method, and its other parameters.
    pub(super) async fn upload(
        &self,
        method: &str,
        form: reqwest::multipart::Form,
    ) -> Result<(), Failure> {
        self.bot.upload(method, form).await
    }

    /// Downloads the file at a path that `getFile` gave.
    pub(super) async fn download(&self, path: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        let Ok(address) = format!("{}{path}", self.files).parse() else {
            let why = "the file has no path that can be asked for".to_owned();
            return Err(FetchError::Again { after: None, why });
        };
        file::download(self.bot.http(), address, limit).await
    }
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.bot.fmt(f)
    }
}

/// The documented name of a method: teloxide writes a capital first. Telegram takes both, but a
/// server that stands in for it may not.
fn method<P: Payload>() -> String {
    let mut name = P::NAME.to_owned();
    name[..1].make_ascii_lowercase();
    name
}

/// What the numbers and texts of an answer mean for a message. The number is trusted more than
/// the text, which changes from version to version of the Bot API.
pub(super) fn send_error(failure: Failure) -> SendError {
    let (code, description, retry_after) = match failure {
        Failure::Unsent { .. } => return SendError::Busy { after: None },
        Failure::Unclear { why } => return SendError::Unknown { why },
        Failure::Refusal { code, description, retry_after } => (code, description, retry_after),
    };
    match code {
        _ if retry_after.is_some() => SendError::Busy { after: retry_after },
        420 | 429 => SendError::Busy { after: None },
        401 => SendError::Token,
        // A wrong token is an address that does not exist. A wrong method is one, too, but
        // its description goes on.
        404 if description == "Not Found" => SendError::Token,
        403 => SendError::Gone,
        400 if is_about_nobody(&description) => SendError::Gone,
        400..500 => SendError::Refused { why: format!("{code} {description}") },
        _ => SendError::Unknown { why: format!("{code} {description}") },
    }
}

/// Whether a 400 says that the chat does not exist (any more).
fn is_about_nobody(description: &str) -> bool {
    const TEXTS: [&str; 4] =
        ["chat not found", "user not found", "peer_id_invalid", "user_is_deactivated"];
    let description = description.to_ascii_lowercase();
    TEXTS.iter().any(|text| description.contains(text))
}

/// What they mean for a poll.
pub(super) fn poll_error(failure: Failure) -> PollError {
    let (code, description, retry_after) = match failure {
        Failure::Unsent { why } | Failure::Unclear { why } => {
            return PollError::Unreachable { why };
        }
        Failure::Refusal { code, description, retry_after } => (code, description, retry_after),
    };
    match code {
        _ if retry_after.is_some() => PollError::Busy { after: retry_after },
        420 | 429 => PollError::Busy { after: None },
        401 => PollError::Token,
        404 if description == "Not Found" => PollError::Token,
        409 if description.contains("webhook") => PollError::WebhookSet,
        409 => PollError::Conflict,
        _ => PollError::Unreachable { why: format!("{code} {description}") },
    }
}
