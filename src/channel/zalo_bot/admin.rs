//! What an operator does with a bot: look at it, and say how its updates are to be delivered.

use serde::{Deserialize, Serialize};
use url::Url;

use super::ZaloBot;
use crate::channel::Failure;
use crate::channel::lenient::{Id, Part};

/// A bot, as its platform knows it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Me {
    /// What it is called in Zalo's addresses.
    #[serde(default)]
    pub account_name: String,
    /// Its plan, such as `BASIC`.
    #[serde(default)]
    pub account_type: String,
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct SetWebhook<'a> {
    url: &'a str,
    secret_token: &'a str,
}

#[derive(Deserialize)]
struct WebhookSet {
    #[serde(default)]
    verification: Part<Verification>,
}

#[derive(Deserialize)]
struct Verification {
    #[serde(default)]
    outcome: Id,
}

#[derive(Deserialize)]
struct WebhookInfo {
    #[serde(default)]
    url: Id,
}

impl ZaloBot {
    /// Asks who we are. Nothing depends on the answer: the service knows itself by the number
    /// in its token.
    pub async fn me(&self) -> Result<Me, Failure> {
        self.api.ask("getMe", &Nothing {}).await
    }

    /// Has updates delivered to `url`, with `secret` in the header `X-Bot-Api-Secret-Token`.
    /// Gives what came of Zalo's own attempt to reach it, where Zalo tells; the address is kept
    /// in any case.
    pub async fn set_webhook(&self, url: &Url, secret: &str) -> Result<Option<String>, Failure> {
        let request = SetWebhook { url: url.as_str(), secret_token: secret };
        let set: WebhookSet = self.api.ask("setWebhook", &request).await?;
        let outcome = set.verification.get().and_then(|verification| verification.outcome.get());
        Ok(outcome.map(ToOwned::to_owned))
    }

    /// Where updates are delivered now; nowhere if we have to ask.
    pub async fn webhook_url(&self) -> Result<Option<String>, Failure> {
        // A bot that never had a webhook may have no information about it, either.
        match self.api.ask::<WebhookInfo>("getWebhookInfo", &Nothing {}).await {
            Err(Failure::Refusal { code: 404, .. }) => Ok(None),
            info => Ok(info?.url.get().map(ToOwned::to_owned)),
        }
    }

    /// Goes back to polling.
    pub async fn delete_webhook(&self) -> Result<(), Failure> {
        match self.api.post("deleteWebhook", &Nothing {}, None).await {
            // None was set.
            Err(Failure::Refusal { code: 400, .. }) => Ok(()),
            answer => answer.map(drop),
        }
    }
}
