//! Calls to a bot API: one request, one answer, and what went wrong.
//!
//! Telegram's and Zalo's are called in the same way: the token in the address, JSON in the body,
//! and an answer that says `ok`, with a result or with a number and a text for what went wrong.

use std::ops::RangeInclusive;
use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Token;

/// The longest answer that is read. A hundred updates of the longest messages stay below it.
const MAX_ANSWER: usize = 32 << 20;

/// The waits that are believed. Real ones are seconds or minutes; none at all would be asked for
/// again and again without a pause. After an hour the platform is asked again: what is put off for
/// longer is taken for a slip of the clock, and tried at once.
const WAITS: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(1);

/// Longer answers grow as they come, whatever they say about their length.
const USUAL_ANSWER: usize = 64 << 10;

/// How long an upload may take.
const UPLOAD: Duration = Duration::from_mins(2);

/// The longest error text that is kept.
const MAX_WHY: usize = 200;

/// A client for every platform. One is enough for all accounts.
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
        // A bot API never redirects; following one would carry the token elsewhere.
        .redirect(Policy::none())
}

/// Why a call brought no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    /// The request never left: no connection came about.
    #[error("no connection: {why}")]
    Unsent { why: String },
    /// The platform answered that it will not.
    #[error("{code} {description}")]
    Refusal { code: u16, description: String, retry_after: Option<Duration> },
    /// No answer came, or none that the platform could have written, perhaps after the request
    /// had been carried out.
    #[error("{why}")]
    Unclear { why: String },
}

/// A bot API as one bot sees it.
pub(super) struct BotApi {
    http: reqwest::Client,
    /// The address of the methods, as far as they have it in common. Holds the token.
    address: Url,
    token: Token,
}

/// What every answer has. The result is read by those who need it.
#[derive(Deserialize)]
struct Answer {
    ok: bool,
    /// Zalo spells it in both ways.
    #[serde(alias = "errorCode")]
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

impl BotApi {
    /// `base` may have a path of its own, as a local Bot API server may.
    pub(super) fn new(http: reqwest::Client, base: &Url, token: Token) -> Self {
        let mut address = base.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().push(&format!("bot{}", token.reveal()));
        }
        Self { http, address, token }
    }

    /// The address of a method.
    fn method(&self, name: &str) -> Url {
        let mut address = self.address.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.push(name);
        }
        address
    }

    /// Calls a method and reads its result.
    pub(super) async fn ask<T: for<'a> Deserialize<'a>>(
        &self,
        method: &str,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        let answer = self.post(method, body, None).await?;
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
            .post(self.method(method))
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
        let request = self.http.post(self.method(method));
        self.answered(request.multipart(form).timeout(UPLOAD)).await.map(drop)
    }

    /// What the calls are made with.
    pub(super) const fn http(&self) -> &reqwest::Client {
        &self.http
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
            // A proxy's own way of saying it; the platform did not see the request.
            Err(_) if status == 429 => Err(Failure::Refusal {
                code: status,
                description: "Too Many Requests".to_owned(),
                retry_after: told_to_wait.map(believed),
            }),
            // The text is left out: an error page may repeat the address and with it the token.
            Ok(_) | Err(_) => Err(Failure::Unclear {
                why: format!("HTTP {status}, and no answer of the platform"),
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
    /// where Telegram repeats what was in the message.
    fn publishable(&self, text: &str) -> String {
        let mut kept = String::new();
        for (index, part) in text.split('"').enumerate() {
            kept.push_str(if index % 2 == 0 { part } else { "“…”" });
        }
        self.token.redact(&kept).chars().take(MAX_WHY).collect()
    }
}

impl std::fmt::Debug for BotApi {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BotApi").field("token", &self.token).finish_non_exhaustive()
    }
}

fn believed(wait: Duration) -> Duration {
    wait.clamp(*WAITS.start(), *WAITS.end())
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Unclear { why: format!("the result does not read, at column {}", error.column()) }
}
