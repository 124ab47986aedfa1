//! `sangkien webhook`: says how the platforms' updates are to be delivered.
//!
//! Nothing else changes it: neither starting nor stopping the service does, so that a restart
//! never leaves a bot deaf.

use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use url::Url;

use super::accounts;
use crate::channel::telegram::{self, Telegram};
use crate::channel::zalo_bot::ZaloBot;
use crate::channel::{self, Channel};
use crate::config::{Account, Config, HearsBy, Secret};

/// What can be done about the webhooks.
#[derive(Clone, Debug, Subcommand)]
pub enum WebhookCommand {
    /// Has the platforms bring updates to the configured addresses.
    Set(Which),
    /// Tells how updates are delivered now.
    Info(Which),
    /// Goes back to asking for updates.
    Delete(Which),
}

/// Whose webhook.
#[derive(Clone, Debug, Args)]
pub struct Which {
    /// One account, such as telegram or zalo-bot/hai-phong; all of them where none is named.
    account: Option<String>,
}

/// Does it, and prints what is so now.
///
/// # Errors
/// Says what to do, after every account has had its turn.
pub async fn run(config: &Config, command: &WebhookCommand) -> anyhow::Result<()> {
    let (WebhookCommand::Set(which) | WebhookCommand::Info(which) | WebhookCommand::Delete(which)) =
        command;
    let named = which.account.as_deref();
    let accounts: Vec<&Account> = config
        .accounts
        .iter()
        .filter(|account| named.is_none_or(|named| account.title() == named))
        .collect();
    if accounts.is_empty() {
        let all: Vec<String> = config.accounts.iter().map(Account::title).collect();
        match named {
            Some(named) if !all.is_empty() => {
                bail!("There is no account {named}. There are: {}.", all.join(", "))
            }
            Some(_) | None => bail!("No account is set. .env.example explains how to set one."),
        }
    }
    let accounts = match (command, named) {
        // An account that asks for updates has nothing to set, which is no failure of the others.
        (WebhookCommand::Set(_), None) => with_webhook(accounts)?,
        _ => accounts,
    };
    let http = channel::http().build().context("no HTTPS client can be made")?;
    let mut failed = 0;
    for account in accounts {
        let title = account.title();
        let done = match accounts::channel(account, &http, Duration::ZERO) {
            Channel::Telegram(bot) => telegram(&bot, command, &account.hears_by).await,
            Channel::ZaloBot(bot) => zalo_bot(&bot, command, &account.hears_by).await,
            Channel::ZaloOa(_) => Ok(vec![format!(
                "The webhook of an Official Account is set on the Webhook page of the application, on developers.zalo.me: the address of this service, and {}.",
                account.hook_path()
            )]),
            Channel::Console(_) => continue,
        };
        match done {
            Ok(lines) => lines.iter().for_each(|line| println!("{title}: {line}")),
            Err(error) => {
                failed += 1;
                eprintln!("{title}: {error:#}");
            }
        }
    }
    if failed > 0 {
        bail!("It was not done for {failed} of the accounts.");
    }
    Ok(())
}

fn with_webhook(mut accounts: Vec<&Account>) -> anyhow::Result<Vec<&Account>> {
    accounts.retain(|account| matches!(account.hears_by, HearsBy::Webhook { .. }));
    if accounts.is_empty() {
        bail!(
            "Set TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET first, or those of Zalo; .env.example explains them."
        );
    }
    Ok(accounts)
}

/// What is set must have been decided.
fn decided(hears_by: &HearsBy) -> anyhow::Result<(&Url, &Secret)> {
    match hears_by {
        HearsBy::Webhook { url, secret } => Ok((url, secret)),
        HearsBy::Polling | HearsBy::Signed => {
            bail!("its webhook's address and secret are not set; .env.example explains them")
        }
    }
}

async fn telegram(
    bot: &Telegram,
    command: &WebhookCommand,
    hears_by: &HearsBy,
) -> anyhow::Result<Vec<String>> {
    const REFUSED: &str = "Telegram did not do it";
    match command {
        WebhookCommand::Set(_) => {
            let (url, secret) = decided(hears_by)?;
            bot.set_webhook(url.clone(), secret.expose()).await.context(REFUSED)?;
            Ok(vec![format!("Telegram brings updates to {url}.")])
        }
        WebhookCommand::Info(_) => {
            let info = bot.webhook_info().await.context(REFUSED)?;
            Ok(telegram_info(info))
        }
        WebhookCommand::Delete(_) => {
            bot.delete_webhook().await.context(REFUSED)?;
            let mut lines = vec!["Telegram brings updates no more; what waits is kept.".to_owned()];
            lines.extend(still_configured(hears_by));
            Ok(lines)
        }
    }
}

fn telegram_info(info: telegram::WebhookInfo) -> Vec<String> {
    let mut lines = vec![
        if info.url.is_empty() {
            "No webhook is set: the service asks for updates.".to_owned()
        } else {
            format!("Telegram brings updates to {}.", info.url)
        },
        format!("{} updates wait.", info.pending_update_count),
    ];
    if let (Some(at), Some(why)) = (info.last_error_at(), info.last_error_message) {
        lines.push(format!("The last failure was at {}: {why}.", at.to_rfc3339()));
    }
    lines
}

async fn zalo_bot(
    bot: &ZaloBot,
    command: &WebhookCommand,
    hears_by: &HearsBy,
) -> anyhow::Result<Vec<String>> {
    const REFUSED: &str = "Zalo did not do it";
    match command {
        WebhookCommand::Set(_) => {
            let (url, secret) = decided(hears_by)?;
            let outcome = bot.set_webhook(url, secret.expose()).await.context(REFUSED)?;
            let mut lines = vec![format!("Zalo brings updates to {url}.")];
            // The address is kept even if Zalo could not reach it.
            lines.extend(outcome.map(|outcome| {
                format!("Zalo tried the address and says: {outcome}. Unless it is webhook.ok, see that the service runs and that nothing in front of it turns Zalo away.")
            }));
            Ok(lines)
        }
        WebhookCommand::Info(_) => Ok(vec![match bot.webhook_url().await.context(REFUSED)? {
            Some(url) => format!("Zalo brings updates to {url}."),
            None => "No webhook is set: the service asks for updates.".to_owned(),
        }]),
        WebhookCommand::Delete(_) => {
            bot.delete_webhook().await.context(REFUSED)?;
            let mut lines = vec!["Zalo brings updates no more.".to_owned()];
            lines.extend(still_configured(hears_by));
            Ok(lines)
        }
    }
}

fn still_configured(hears_by: &HearsBy) -> Option<String> {
    matches!(hears_by, HearsBy::Webhook { .. }).then(|| {
        "Clear the webhook's address and secret in the settings, so that the service asks for updates."
            .to_owned()
    })
}
