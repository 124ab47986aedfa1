//! `sangkien webhook`: says how Telegram's updates are to be delivered.
//!
//! Nothing else changes it: neither starting nor stopping the service does, so that a restart
//! never leaves a bot deaf.

use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Subcommand;

use crate::channel::telegram;
use crate::config::{Config, HearsBy};

/// What can be done about the webhook.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum WebhookCommand {
    /// Has Telegram bring updates to the configured address.
    Set,
    /// Tells how updates are delivered now.
    Info,
    /// Goes back to asking for updates. What waits is kept.
    Delete,
}

/// Does it, and prints what is so now.
///
/// # Errors
/// Says what to do.
pub async fn run(config: &Config, command: WebhookCommand) -> anyhow::Result<()> {
    let Some(bot) = &config.telegram else {
        bail!("TELEGRAM_BOT_TOKEN is not set. Set it to the token that @BotFather gave you.");
    };
    let client = telegram::http().build().context("no HTTPS client can be made")?;
    let api = telegram::Telegram::new(client, &bot.api_url, bot.token.clone(), Duration::ZERO);
    match (command, &bot.hears_by) {
        (WebhookCommand::Set, HearsBy::Webhook { url, secret }) => {
            api.set_webhook(url.clone(), secret.expose()).await.context(REFUSED)?;
            println!("Telegram brings updates to {url}.");
        }
        (WebhookCommand::Set, HearsBy::Polling) => {
            bail!(
                "Set TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET first; .env.example explains them."
            );
        }
        (WebhookCommand::Info, _) => {
            let info = api.webhook_info().await.context(REFUSED)?;
            if info.url.is_empty() {
                println!("No webhook is set: the service asks for updates.");
            } else {
                println!("Telegram brings updates to {}.", info.url);
            }
            println!("{} updates wait.", info.pending_update_count);
            if let (Some(at), Some(why)) = (info.last_error_at(), info.last_error_message) {
                println!("The last failure was at {}: {why}.", at.to_rfc3339());
            }
        }
        (WebhookCommand::Delete, hears_by) => {
            api.delete_webhook().await.context(REFUSED)?;
            println!("Telegram brings updates no more; what waits is kept.");
            if matches!(hears_by, HearsBy::Webhook { .. }) {
                println!(
                    "Clear TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET, so that the service asks for them."
                );
            }
        }
    }
    Ok(())
}

const REFUSED: &str = "Telegram did not do it";
