//! An Official Account of Zalo, through its OpenAPI (v3).
//!
//! Events come to our webhook, signed ([`signature`]). Messages go out as *consultation messages*,
//! which a person can only be sent within a window after they last did something ([`Window`]).
//! Every call shows an access token that lives for about a day; where it comes from is none of
//! the channel's business: it is handed in as [`Tokens`].

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use url::Url;

use super::file::{self, FetchError, Parcel};
use super::{Envelope, SendError, Unaddressed};
use crate::domain::AccountId;
use crate::message::{Capabilities, FilesOut, Inbound, Outbound};

mod api;
mod grant;
mod press;
mod receive;
mod send;
mod signature;

pub use api::Failure;
pub use grant::{Authority, GrantError, Pair, Pasted, Verifier as CodeVerifier, pasted};
pub use press::{Buttons, Payload};
pub use signature::{FirstTerm, HEADER as SIGNATURE_HEADER, Verifier};

use api::Api;

/// Buttons under one message; more are refused.
const MOST_BUTTONS: usize = 5;

/// Letters in one message. What Zalo counts as one is not documented.
const LONGEST_TEXT: usize = 2000;

/// A secret that is shown to Zalo: never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Wraps it.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Why there is no access token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoToken {
    /// The account was never connected, or has to be connected again: an operator's task.
    #[error("the Official Account is not connected")]
    NotConnected,
    /// A new one is on its way, or the database is away.
    #[error("the access token is not here yet")]
    NotYet,
}

/// Gives an access token; given one that Zalo has refused, another one. See
/// [`not_connected`] for none at all.
pub type Tokens =
    Arc<dyn Fn(Option<Token>) -> BoxFuture<'static, Result<Token, NoToken>> + Send + Sync>;

/// The tokens of an account that is looked at before it is connected, or that need not speak.
#[must_use]
pub fn not_connected() -> Tokens {
    Arc::new(|_| Box::pin(std::future::ready(Err(NoToken::NotConnected))))
}

/// This token and, once it is refused, no other.
#[must_use]
pub fn only(token: Token) -> Tokens {
    Arc::new(move |refused| {
        let next = if refused.is_none() { Ok(token.clone()) } else { Err(NoToken::NotConnected) };
        Box::pin(std::future::ready(next))
    })
}

/// How buttons are written. Both points are settled by no documentation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ButtonForm {
    /// Whether a tap leaves no trace in the person's chat (`oa.query.hide`), or shows the payload
    /// as if the person had typed it (`oa.query.show`).
    pub hidden: bool,
    /// Whether the attachment names its `template_type`.
    pub typed: bool,
}

/// How long after a person has last done something they can be written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    /// 48 hours: messages cost nothing.
    Free,
    /// Seven days: Zalo charges for messages after the first 48 hours.
    Charged,
}

impl Window {
    /// The time, less a little for clocks that differ and for the way.
    #[must_use]
    pub const fn length(self) -> TimeDelta {
        match self {
            Self::Free => TimeDelta::minutes(48 * 60 - 5),
            Self::Charged => TimeDelta::minutes(7 * 24 * 60 - 5),
        }
    }
}

/// What the operator has decided about one account.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The account's id: what events are addressed to.
    pub oa_id: String,
    /// Makes and reads the payloads of buttons.
    pub buttons: Buttons,
    /// How buttons are written.
    pub form: ButtonForm,
    /// Whether somebody who begins to follow is greeted at once.
    pub greets_followers: bool,
    /// When people can be written to.
    pub window: Window,
}

/// One Official Account.
#[derive(Debug)]
pub struct ZaloOa {
    api: Api,
    profile: Profile,
    http: reqwest::Client,
    base: Url,
}

impl ZaloOa {
    /// An account behind the OpenAPI at `base`, which is `https://openapi.zalo.me`.
    #[must_use]
    pub fn new(http: reqwest::Client, base: &Url, tokens: Tokens, profile: Profile) -> Self {
        Self { api: Api::new(http.clone(), base, tokens), profile, http, base: base.clone() }
    }

    pub(super) fn envelope(
        &self,
        raw: &str,
        received_at: DateTime<Utc>,
    ) -> Result<Envelope, Unaddressed> {
        receive::envelope(&self.profile.oa_id, raw, received_at)
    }

    pub(super) fn read(&self, account: AccountId, raw: &str, sent_at: DateTime<Utc>) -> Inbound {
        receive::read(&self.profile, account, raw, sent_at)
    }

    pub(super) async fn send(&self, chat: &str, body: &Outbound) -> Result<(), SendError> {
        send::send(&self.api, &self.profile, chat, body).await
    }

    pub(super) fn capabilities(&self) -> Capabilities {
        Capabilities {
            contact_button: false,
            // Zalo takes uploads of some kinds only, and forgets them after a week.
            files_out: FilesOut::Link,
            window: Some(self.profile.window.length()),
        }
    }

    /// The ids of files are the links under which Zalo serves them for a while.
    pub(super) async fn fetch(&self, link: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        file::download_link(&self.http, link, &self.base, limit).await
    }

    pub(super) async fn send_files(&self, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
        send::send_files(&self.api, chat, files).await
    }

    /// The account's id and name, as Zalo knows the bearer of our token.
    pub async fn about(&self) -> Result<About, Failure> {
        self.api.about().await
    }
}

/// An account, as Zalo knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    pub oa_id: String,
    pub name: String,
}
