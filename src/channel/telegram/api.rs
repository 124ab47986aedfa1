//! Calls to the Bot API: one request, one answer, and what went wrong.
//!
//! teloxide gives the types of the requests. The calls are made here, because its own transport
//! sleeps ten seconds after any 5xx, takes errors apart by their English text, decodes the whole
//! sent message that nobody reads, and prints the token in `Debug`.

use std::ops::RangeInclusive;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use teloxide::requests::Payload;
use url::Url;

use super::token::Token;
use crate::channel::file::{self, FetchError};
use crate::channel::{PollError, SendError};

/// The longest answer that is read. A hundred updates of the longest messages stay below it.
const MAX_ANSWER: usize = 32 << 20;

/// The waits that are believed. Real ones are seconds or minutes; none at all would be asked for
/// again and again without a pause.
const WAITS: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(24);

/// Longer answers grow as they come, whatever they say about their length.
const USUAL_ANSWER: usize = 64 << 10;

/// How long an upload may take.
const UPLOAD: Duration = Duration::from_mins(2);

/// The longest error text that is kept.
const MAX_WHY: usize = 200;

/// A client for [`Telegram::new`](super::Telegram::new). One is enough for all bots.
pub fn http() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(20))
        // Ends a download that stands still. Longer than a poll may be held open.
        .read_timeout(Duration::from_mins(1))
        // As many as there are messages under way at once on a busy account; a new connection
        // costs two round trips and the handshake.
        .pool_max_idle_per_host(512)
        .pool_idle_timeout(Duration::from_secs(50))
        .tcp_nodelay(true)
        // The Bot API never redirects; following one would carry the token elsewhere.
        .redirect(Policy::none())
}

/// Why a call brought no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    /// The request never left: no connection came about.
    #[error("no connection: {why}")]
    Unsent { why: String },
    /// The Bot API answered that it will not.
    #[error("{code} {description}")]
    Refusal { code: u16, description: String, retry_after: Option<Duration> },
    /// No answer came, or none that the Bot API could have written, perhaps after the request
    /// had been carried out.
    #[error("{why}")]
    Unclear { why: String },
}

/// The Bot API as one bot sees it.
pub(super) struct Api {
    http: reqwest::Client,
    /// Everything of a method's address but its name. Holds the token.
    prefix: String,
    /// The same for a file.
    files: String,
    token: Token,
}

/// What every answer has. The result is read by those who need it.
#[derive(Deserialize)]
struct Answer {
    ok: bool,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

#[derive(Deserialize)]
struct Answered<T> {
    result: T,
}

impl Api {
    /// `base` may have a path of its own, as a local Bot API server may.
    pub(super) fn new(http: reqwest::Client, base: &Url, token: Token) -> Self {
        let base = base.as_str().trim_end_matches('/');
        let prefix = format!("{base}/bot{}/", token.reveal());
        let files = format!("{base}/file/bot{}/", token.reveal());
        Self { http, prefix, files, token }
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
        let answer = self.post(&method::<P>(), payload, None).await?;
        let answered: Answered<T> = serde_json::from_slice(&answer).map_err(unreadable)?;
        Ok(answered.result)
    }

    /// Posts a request and returns the whole answer, which says `ok`. `wait` is added to the
    /// time that an answer may take.
    pub(super) async fn post(
        &self,
        method: &str,
        body: &impl Serialize,
        wait: Option<Duration>,
    ) -> Result<Vec<u8>, Failure> {
        let body = serde_json::to_vec(body).expect("a request has only strings and numbers");
        let mut request = self
            .http
            .post(format!("{}{method}", self.prefix))
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(body);
        if let Some(wait) = wait {
            request = request.timeout(wait + Duration::from_secs(15));
        }
        self.answered(request).await
    }

    /// Uploads a file with a method, and its other parameters. It may take as long as a large
    /// file takes on a slow line.
    pub(super) async fn upload(
        &self,
        method: &str,
        form: reqwest::multipart::Form,
    ) -> Result<(), Failure> {
        let request = self.http.post(format!("{}{method}", self.prefix));
        self.answered(request.multipart(form).timeout(UPLOAD)).await.map(drop)
    }

    /// Downloads the file at a path that `getFile` gave.
    pub(super) async fn download(&self, path: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        let Ok(address) = format!("{}{path}", self.files).parse() else {
            let why = "the file has no path that can be asked for".to_owned();
            return Err(FetchError::Again { after: None, why });
        };
        file::download(&self.http, address, limit).await
    }

    /// Sends a request, and returns the whole answer, which says `ok`.
    async fn answered(&self, request: reqwest::RequestBuilder) -> Result<Vec<u8>, Failure> {
        let response = request.send().await.map_err(|error| self.transport(error))?;
        let status = response.status().as_u16();
        let told_to_wait = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        let answer = self.read(response).await?;
        match serde_json::from_slice::<Answer>(&answer) {
            Ok(Answer { ok: true, .. }) if status < 300 => Ok(answer),
            Ok(Answer { ok: false, error_code, description, parameters }) => {
                let asked = parameters.and_then(|parameters| parameters.retry_after);
                let retry_after = asked.map(Duration::from_secs).or(told_to_wait);
                Err(Failure::Refusal {
                    code: error_code.unwrap_or(status),
                    description: self.publishable(&description.unwrap_or_default()),
                    retry_after: retry_after.map(believed),
                })
            }
            // A proxy's own way of saying it; the Bot API did not see the request.
            Err(_) if status == 429 => Err(Failure::Refusal {
                code: status,
                description: "Too Many Requests".to_owned(),
                retry_after: told_to_wait.map(believed),
            }),
            // The text is left out: an error page may repeat the address and with it the token.
            Ok(_) | Err(_) => Err(Failure::Unclear {
                why: format!("HTTP {status}, and not an answer of the Bot API"),
            }),
        }
    }

    async fn read(&self, mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
        let length = response.content_length().and_then(|length| length.try_into().ok());
        let mut answer = Vec::with_capacity(length.unwrap_or(0).min(USUAL_ANSWER));
        while let Some(chunk) = response.chunk().await.map_err(|error| self.broken(error))? {
            if answer.len() + chunk.len() > MAX_ANSWER {
                return Err(Failure::Unclear { why: "the answer is far too long".to_owned() });
            }
            answer.extend_from_slice(&chunk);
        }
        Ok(answer)
    }

    fn transport(&self, error: reqwest::Error) -> Failure {
        if error.is_connect() || error.is_builder() {
            return Failure::Unsent { why: self.chain(error) };
        }
        self.broken(error)
    }

    fn broken(&self, error: reqwest::Error) -> Failure {
        Failure::Unclear { why: self.chain(error) }
    }

    /// An error and its causes in one line, without the address.
    fn chain(&self, error: reqwest::Error) -> String {
        let error = error.without_url();
        let mut why = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(next) = cause {
            why.push_str(": ");
            why.push_str(&next.to_string());
            cause = next.source();
        }
        self.publishable(&why)
    }

    /// Makes a text from elsewhere fit for a log: no token, and nothing in quotes, which is
    /// where the Bot API repeats what was in the message.
    fn publishable(&self, text: &str) -> String {
        let mut kept = String::new();
        for (index, part) in text.split('"').enumerate() {
            kept.push_str(if index % 2 == 0 { part } else { "“…”" });
        }
        self.token.redact(&kept).chars().take(MAX_WHY).collect()
    }
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").field("token", &self.token).finish_non_exhaustive()
    }
}

fn believed(wait: Duration) -> Duration {
    wait.clamp(*WAITS.start(), *WAITS.end())
}

/// The documented name of a method: teloxide writes a capital first. Telegram takes both, but a
/// server that stands in for it may not.
fn method<P: Payload>() -> String {
    let mut name = P::NAME.to_owned();
    name[..1].make_ascii_lowercase();
    name
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Unclear { why: format!("the result does not read, at column {}", error.column()) }
}

/// What the numbers and texts of an answer mean for a message. The number is trusted more than
/// the text, which changes from version to version of the Bot API.
impl From<Failure> for SendError {
    fn from(failure: Failure) -> Self {
        let (code, description, retry_after) = match failure {
            Failure::Unsent { .. } => return Self::Busy { after: None },
            Failure::Unclear { why } => return Self::Unknown { why },
            Failure::Refusal { code, description, retry_after } => (code, description, retry_after),
        };
        match code {
            _ if retry_after.is_some() => Self::Busy { after: retry_after },
            420 | 429 => Self::Busy { after: None },
            401 => Self::Token,
            // A wrong token is an address that does not exist. A wrong method is one, too, but
            // its description goes on.
            404 if description == "Not Found" => Self::Token,
            403 => Self::Gone,
            400 if is_about_nobody(&description) => Self::Gone,
            400..500 => Self::Refused { why: format!("{code} {description}") },
            _ => Self::Unknown { why: format!("{code} {description}") },
        }
    }
}

/// Whether a 400 says that the chat does not exist (any more).
fn is_about_nobody(description: &str) -> bool {
    const TEXTS: [&str; 4] =
        ["chat not found", "user not found", "peer_id_invalid", "user_is_deactivated"];
    let description = description.to_ascii_lowercase();
    TEXTS.iter().any(|text| description.contains(text))
}

impl From<Failure> for PollError {
    fn from(failure: Failure) -> Self {
        let (code, description, retry_after) = match failure {
            Failure::Unsent { why } | Failure::Unclear { why } => return Self::Unreachable { why },
            Failure::Refusal { code, description, retry_after } => (code, description, retry_after),
        };
        match code {
            _ if retry_after.is_some() => Self::Busy { after: retry_after },
            420 | 429 => Self::Busy { after: None },
            401 => Self::Token,
            404 if description == "Not Found" => Self::Token,
            409 if description.contains("webhook") => Self::WebhookSet,
            409 => Self::Conflict,
            _ => Self::Unreachable { why: format!("{code} {description}") },
        }
    }
}
