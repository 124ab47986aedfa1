//! The configured accounts, ready to work.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures::FutureExt as _;
use sqlx::PgConnection;

use crate::channel::{self, Channel, telegram, zalo_bot};
use crate::config::{self, HearsBy, Platform};
use crate::domain::AccountId;
use crate::store::account;
use crate::web::hook::{Hook, NotStored, Proof, Store};
use crate::work::Account;
use crate::work::receive::Receiver;

/// How long a platform may hold a poll open while there is nothing to tell.
const POLL: Duration = Duration::from_secs(25);

/// The way to an account's platform. A platform that is asked for updates may hold the answer
/// back for `patience`.
#[must_use]
pub fn channel(account: &config::Account, http: &reqwest::Client, patience: Duration) -> Channel {
    match &account.platform {
        Platform::Telegram(bot) => {
            let (http, token) = (http.clone(), bot.token.clone());
            Channel::Telegram(telegram::Telegram::new(http, &bot.api_url, token, patience))
        }
        Platform::ZaloBot(bot) => {
            let (http, token) = (http.clone(), bot.token.clone());
            Channel::ZaloBot(zalo_bot::ZaloBot::new(http, &bot.api_url, token, patience))
        }
    }
}

/// Makes the accounts known to the database, and opens the way to each.
pub(super) async fn open(
    db: &mut PgConnection,
    accounts: &[config::Account],
) -> anyhow::Result<Vec<Account>> {
    let http = channel::http().build().context("the HTTP client cannot be built")?;
    let mut opened = Vec::new();
    for configured in accounts {
        let (platform, public_id) = configured.public_id();
        let id = account::ensure(db, platform, public_id).await?;
        let channel = channel(configured, &http, POLL);
        let polls = matches!(configured.hears_by, HearsBy::Polling);
        opened.push(Account::new(id, channel, polls).linked(configured.link_base()));
    }
    Ok(opened)
}

/// The webhooks of those accounts that have one, in the order of `accounts`.
pub(super) fn hooks(
    configured: &[config::Account],
    opened: &[Account],
    receiver: &Receiver,
) -> Vec<Hook> {
    let pairs = configured.iter().zip(opened);
    pairs.filter_map(|(configured, opened)| hook(configured, opened.id, receiver)).collect()
}

fn hook(account: &config::Account, id: AccountId, receiver: &Receiver) -> Option<Hook> {
    let HearsBy::Webhook { secret, .. } = &account.hears_by else { return None };
    let proof = match &account.platform {
        Platform::Telegram(_) => Proof::telegram(secret.expose()),
        Platform::ZaloBot(_) => Proof::zalo_bot(secret.expose()),
    };
    let receiver = receiver.clone();
    let store: Store = Arc::new(move |raw| {
        let receiver = receiver.clone();
        async move { receiver.take(id, raw).await.map_err(|_| NotStored) }.boxed()
    });
    Some(Hook { path: account.hook_path(), proof, store })
}
