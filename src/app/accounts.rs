//! The configured accounts, ready to work.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures::FutureExt as _;
use sqlx::PgPool;

use crate::channel::{self, Channel, telegram, zalo_bot, zalo_oa};
use crate::clock::Clock;
use crate::config::{self, HearsBy, Platform};
use crate::domain::AccountId;
use crate::store::account;
use crate::vault::Vault;
use crate::web::hook::{Hook, NotStored, Proof, Store};
use crate::work::Account;
use crate::work::oa_token::Keeper;
use crate::work::receive::Receiver;

/// How long a platform may hold a poll open while there is nothing to tell.
pub(super) const POLL: Duration = Duration::from_secs(25);

/// The way to an account's platform. A platform that is asked for updates may hold the answer
/// back for `patience`. An Official Account has no tokens yet.
#[must_use]
pub fn channel(account: &config::Account, http: &reqwest::Client, patience: Duration) -> Channel {
    match &account.platform {
        Platform::Telegram(bot) => {
            let (http, token) = (http.clone(), bot.token.clone());
            Channel::Telegram(telegram::Telegram::new(http, &bot.api_url, token, patience))
        }
        Platform::ZaloOa(oa) => Channel::ZaloOa(oa.channel(http.clone(), zalo_oa::not_connected())),
        Platform::ZaloBot(bot) => {
            let (http, token) = (http.clone(), bot.token.clone());
            Channel::ZaloBot(zalo_bot::ZaloBot::new(http, &bot.api_url, token, bot.style, patience))
        }
    }
}

/// Makes the accounts known to the database, and opens the way to each.
pub(super) async fn open(
    db: &PgPool,
    vault: &Vault,
    clock: &Clock,
    accounts: &[config::Account],
) -> anyhow::Result<Vec<Account>> {
    let http = channel::http().build().context("the HTTP client cannot be built")?;
    let mut opened = Vec::new();
    for configured in accounts {
        let (platform, public_id) = configured.public_id();
        let id = account::ensure(&mut *db.acquire().await?, platform, public_id).await?;
        let polls = matches!(configured.hears_by, HearsBy::Polling);
        opened.push(match &configured.platform {
            Platform::ZaloOa(oa) => {
                let authority = oa.authority(http.clone());
                let (db, clock, vault) = (db.clone(), clock.clone(), vault.clone());
                let keeper = Arc::new(Keeper::new(db, clock, vault, id, authority));
                let channel = Channel::ZaloOa(oa.channel(http.clone(), keeper.tokens()));
                Account::new(id, channel, polls).renewed_by(keeper)
            }
            Platform::Telegram(_) | Platform::ZaloBot(_) => {
                let channel = channel(configured, &http, POLL);
                Account::new(id, channel, polls).linked(configured.link_base())
            }
        });
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
    let proof = match (&account.platform, &account.hears_by) {
        (Platform::Telegram(_), HearsBy::Webhook { secret, .. }) => {
            Proof::telegram(secret.expose())
        }
        (Platform::ZaloBot(_), HearsBy::Webhook { secret, .. }) => Proof::zalo_bot(secret.expose()),
        (Platform::ZaloOa(oa), _) => Proof::Signature(Arc::new(oa.verifier())),
        (Platform::Telegram(_) | Platform::ZaloBot(_), _) => return None,
    };
    let receiver = receiver.clone();
    let store: Store = Arc::new(move |raw| {
        let receiver = receiver.clone();
        async move { receiver.take(id, raw).await.map_err(|_| NotStored) }.boxed()
    });
    Some(Hook { path: account.hook_path(), proof, store })
}
