//! Calls to the OpenAPI: one request, one answer, and what went wrong.
//!
//! Errors come as HTTP 200 with `error` other than 0. A token that has run out is replaced, and
//! the call made once more.

use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::Value;
use url::Url;

use super::{About, NoToken, Token, Tokens};
use crate::channel::SendError;

/// The longest answer that is read; real ones have some hundred bytes.
pub(super) const MAX_ANSWER: usize = 1 << 20;

/// The longest error text that is kept.
const MAX_WHY: usize = 160;

/// How long a call is put off that came above the limit of calls in a minute.
const RATE_PAUSE: Duration = Duration::from_secs(20);

/// How long a message is put off that may not be sent at night. It is tried until the morning.
const NIGHT_PAUSE: Duration = Duration::from_mins(20);

/// Why a call brought no result.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Failure {
    /// There was no token to call with.
    #[error(transparent)]
    NoToken(#[from] NoToken),
    /// The token is refused, and so was the next one.
    #[error("the access token is refused")]
    Token,
    /// The request never left: no connection came about.
    #[error("no connection: {why}")]
    Unsent { why: String },
    /// Zalo answered that it will not.
    #[error("{code} {message}")]
    Refusal { code: i64, message: String },
    /// A gateway asks to wait.
    #[error("too many requests")]
    Busy,
    /// No answer came, or none that Zalo could have written, perhaps after the request had been
    /// carried out.
    #[error("{why}")]
    Unclear { why: String },
}

/// The OpenAPI as one account sees it.
pub(super) struct Api {
    http: reqwest::Client,
    base: String,
    tokens: Tokens,
}

impl Api {
    pub(super) fn new(http: reqwest::Client, base: &Url, tokens: Tokens) -> Self {
        Self { http, base: base.as_str().trim_end_matches('/').to_owned(), tokens }
    }

    /// Sends a consultation message.
    pub(super) async fn say(&self, message: &Value) -> Result<(), Failure> {
        let request = || self.http.post(format!("{}/v3.0/oa/message/cs", self.base)).json(message);
        self.call(request).await.map(drop)
    }

    pub(super) async fn about(&self) -> Result<About, Failure> {
        let data = self.call(|| self.http.get(format!("{}/v2.0/oa/getoa", self.base))).await?;
        let text = |name: &str| match &data[name] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        Ok(About { oa_id: text("oa_id"), name: text("name") })
    }

    /// Makes a call, and makes it once more with another token if the token is refused. Gives
    /// the answer's `data`.
    async fn call(&self, request: impl Fn() -> RequestBuilder) -> Result<Value, Failure> {
        let token = (self.tokens)(None).await?;
        match once(request(), &token).await {
            Err(Failure::Token) => {
                let token = (self.tokens)(Some(token)).await?;
                once(request(), &token).await
            }
            outcome => outcome,
        }
    }
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").field("base", &self.base).finish_non_exhaustive()
    }
}

async fn once(request: RequestBuilder, token: &Token) -> Result<Value, Failure> {
    let response = request.header("access_token", token.reveal()).send().await.map_err(unsent)?;
    let status = response.status().as_u16();
    let answer = read(response).await?;
    let answer: Option<Value> = serde_json::from_slice(&answer).ok();
    let code = answer.as_ref().and_then(|answer| whole(&answer["error"]));
    match (code, status) {
        (Some(0), 200..300) => {
            Ok(answer.map(|mut answer| answer["data"].take()).unwrap_or_default())
        }
        (Some(-216 | -220), _) | (_, 401) => Err(Failure::Token),
        (Some(code), _) if code != 0 => {
            let message = answer.as_ref().and_then(|answer| answer["message"].as_str());
            Err(Failure::Refusal { code, message: publishable(message.unwrap_or_default()) })
        }
        (_, 429) => Err(Failure::Busy),
        // The text is left out: nobody knows what a gateway's page repeats.
        _ => Err(Failure::Unclear {
            why: format!("HTTP {status}, and not an answer of the OpenAPI"),
        }),
    }
}

/// A whole number, which may be written as a text.
pub(super) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The bytes of an answer.
pub(super) async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut answer = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unclear)? {
        if answer.len() + chunk.len() > MAX_ANSWER {
            return Err(Failure::Unclear { why: "the answer is far too long".to_owned() });
        }
        answer.extend_from_slice(&chunk);
    }
    Ok(answer)
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
pub(super) fn unsent(error: reqwest::Error) -> Failure {
    if error.is_connect() || error.is_builder() {
        return Failure::Unsent { why: chain(&error) };
    }
    Failure::Unclear { why: chain(&error) }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn unclear(error: reqwest::Error) -> Failure {
    Failure::Unclear { why: chain(&error) }
}

/// An error's causes in one line. The error itself is left out, because it names the address.
fn chain(error: &reqwest::Error) -> String {
    let mut why =
        if error.is_timeout() { "no answer in time" } else { "the call failed" }.to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        why.push_str(": ");
        why.push_str(&next.to_string());
        cause = next.source();
    }
    why.chars().take(MAX_WHY).collect()
}

/// Makes a text of Zalo's fit for a log: short, and without what is quoted in it.
pub(super) fn publishable(text: &str) -> String {
    let kept =
        text.split('"').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "…" });
    kept.collect::<String>().chars().take(MAX_WHY).collect()
}

/// What the OpenAPI's codes mean for a message.
impl From<Failure> for SendError {
    fn from(failure: Failure) -> Self {
        let (code, message) = match failure {
            Failure::NoToken(NoToken::NotYet) | Failure::Unsent { .. } | Failure::Busy => {
                return Self::Busy { after: None };
            }
            Failure::NoToken(NoToken::NotConnected) | Failure::Token => return Self::Token,
            Failure::Unclear { why } => return Self::Unknown { why },
            Failure::Refusal { code, message } => (code, message),
        };
        match code {
            // Too many calls in a minute, of the application or of the account.
            -32 => Self::Busy { after: Some(RATE_PAUSE) },
            -234 => Self::Busy { after: Some(NIGHT_PAUSE) },
            // The allowance is used up, the package has no such thing, nobody has granted it, or
            // nobody has paid: an operator's task, and the message is not to blame.
            -204 | -205 | -209 | -211 | -212 | -219 | -221 | -223 | -224 | -235 | -240 | -320
            | -321 => {
                tracing::error!(code, message, "Zalo lets the Official Account send nothing");
                Self::Quota
            }
            // Does not follow; has blocked us, or this kind of message.
            -213 | -217 | -244 => Self::Gone,
            // The person has not done anything for too long, or has been sent enough until they do.
            -218 | -227 | -230 | -232 => Self::Closed,
            // The general failure of sending says nothing about what became of the message.
            -200 => Self::Unknown { why: format!("{code} {message}") },
            _ => Self::Refused { why: format!("{code} {message}") },
        }
    }
}
