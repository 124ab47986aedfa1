//! What an operator does with a bot: look at it, and say how its updates are to be delivered.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use teloxide::payloads::{
    DeleteWebhook, GetMe, GetWebhookInfo, SetWebhook, SetWebhookSetters as _,
};
use teloxide::types::AllowedUpdate;
use url::Url;

use super::Telegram;
use crate::channel::Failure;

/// The kinds of updates that we read. The last one tells who has blocked or unblocked us.
pub const ALLOWED_UPDATES: [AllowedUpdate; 4] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::MyChatMember,
];

/// A bot, as its platform knows it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Me {
    pub id: i64,
    pub first_name: String,
    /// What links to the bot are made from, without `@`.
    pub username: String,
}

/// How updates are delivered.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct WebhookInfo {
    /// Empty while no webhook is set.
    pub url: String,
    /// Updates that wait to be delivered.
    pub pending_update_count: u64,
    /// When delivery failed last, in Unix time.
    last_error_date: Option<i64>,
    /// What went wrong then.
    pub last_error_message: Option<String>,
}

impl WebhookInfo {
    /// When delivery failed last.
    #[must_use]
    pub fn last_error_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.last_error_date?, 0)
    }
}

impl Telegram {
    /// Asks who we are. Nothing depends on the answer: the service knows itself by the number
    /// in its token.
    pub async fn me(&self) -> Result<Me, Failure> {
        self.api.ask(&GetMe::new()).await
    }

    /// Has updates delivered to `url`, with `secret` in the header
    /// `X-Telegram-Bot-Api-Secret-Token`. Setting the same again changes nothing.
    pub async fn set_webhook(&self, url: Url, secret: &str) -> Result<(), Failure> {
        let request = SetWebhook::new(url).secret_token(secret).allowed_updates(ALLOWED_UPDATES);
        self.api.tell(&request).await
    }

    /// Tells how updates are delivered now.
    pub async fn webhook_info(&self) -> Result<WebhookInfo, Failure> {
        self.api.ask(&GetWebhookInfo::new()).await
    }

    /// Goes back to polling. Updates that wait are kept.
    pub async fn delete_webhook(&self) -> Result<(), Failure> {
        self.api.tell(&DeleteWebhook::new()).await
    }
}
