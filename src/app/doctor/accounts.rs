//! What the doctor sees of the accounts: whether each token is good, and whether updates come the
//! way that the settings say.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use url::Url;

use super::{Finding, PATIENCE, zalo_oa};
use crate::app::accounts;
use crate::channel::{self, Channel, Failure, telegram, zalo_bot};
use crate::clock::Clock;
use crate::config::{Account, Config, HearsBy, Platform};

/// A clock that is further off stamps submissions with a wrong time.
const TOLERATED_SKEW: TimeDelta = TimeDelta::seconds(30);

/// Looks at every account.
pub(super) async fn look(config: &Config, clock: &Clock) -> Vec<Finding> {
    let accounts = &config.accounts;
    if accounts.is_empty() {
        return vec![Finding::Note(
            "No account is set: the talk is held in the terminal. Set TELEGRAM_BOT_TOKEN or ZALO_BOT_TOKEN to serve people."
                .to_owned(),
        )];
    }
    let Ok(http) = channel::http().timeout(PATIENCE).build() else {
        return vec![Finding::Bad("No HTTPS client can be made on this machine.".to_owned())];
    };
    let mut findings = Vec::new();
    // One platform's clock is enough.
    findings.extend(skew(&http, api_url(&accounts[0]), clock).await);
    for account in accounts {
        let channel = accounts::channel(account, &http, Duration::ZERO);
        let found = match (channel, &account.platform) {
            (Channel::Telegram(bot), _) => telegram(account, &bot).await,
            (Channel::ZaloBot(bot), _) => zalo_bot(account, &bot).await,
            (_, Platform::ZaloOa(oa)) => zalo_oa::look(oa, config, &http, clock).await,
            (Channel::ZaloOa(_) | Channel::Console(_), _) => Vec::new(),
        };
        // Whose finding it is goes without saying where there is one account.
        let title = (accounts.len() > 1).then(|| account.title());
        findings.extend(found.into_iter().map(|finding| finding.about(title.as_deref())));
    }
    findings
}

fn api_url(account: &Account) -> &Url {
    match &account.platform {
        Platform::Telegram(bot) => &bot.api_url,
        Platform::ZaloBot(bot) => &bot.api_url,
        Platform::ZaloOa(oa) => &oa.api_url,
    }
}

async fn telegram(account: &Account, bot: &telegram::Telegram) -> Vec<Finding> {
    let mut findings = Vec::new();
    let username = match &account.platform {
        Platform::Telegram(settings) => settings.username.as_deref(),
        Platform::ZaloBot(_) | Platform::ZaloOa(_) => None,
    };
    match bot.me().await {
        Ok(me) => {
            findings.push(Finding::Good(format!("The token is good: it is @{}.", me.username)));
            match username {
                None => findings.push(Finding::Note(format!(
                    "TELEGRAM_BOT_USERNAME is not set, so invitations have no links. Set it to {}.",
                    me.username
                ))),
                Some(name) if !name.eq_ignore_ascii_case(&me.username) => {
                    findings.push(Finding::Bad(format!(
                        "TELEGRAM_BOT_USERNAME is {name}, and links would lead to another bot. Set it to {}.",
                        me.username
                    )));
                }
                Some(_) => {}
            }
        }
        Err(Failure::Refusal { code: 401 | 404, .. }) => {
            findings.push(Finding::Bad(
                "Telegram does not know TELEGRAM_BOT_TOKEN. Copy it from @BotFather again; a token that was revoked never comes back."
                    .to_owned(),
            ));
            return findings;
        }
        Err(failure) => {
            findings.push(Finding::Bad(format!(
                "{} cannot be asked: {failure}. Check the network, or TELEGRAM_API_URL.",
                api_url(account)
            )));
            return findings;
        }
    }
    match bot.webhook_info().await {
        Ok(info) => findings.extend(telegram_webhook(&account.hears_by, &info)),
        Err(failure) => {
            findings.push(Finding::Bad(format!("The webhook cannot be looked at: {failure}.")));
        }
    }
    findings
}

/// Whether updates come the way that the settings say.
fn telegram_webhook(hears_by: &HearsBy, info: &telegram::WebhookInfo) -> Vec<Finding> {
    let mut findings = Vec::new();
    match hears_by {
        HearsBy::Polling | HearsBy::Signed if info.url.is_empty() => {
            findings.push(Finding::Good("Updates are asked for, and no webhook is set.".to_owned()));
        }
        HearsBy::Polling | HearsBy::Signed => findings.push(Finding::Bad(
            "A webhook is set, so asking for updates brings nothing. Run `sangkien webhook delete`, or set TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET."
                .to_owned(),
        )),
        HearsBy::Webhook { url, .. } if info.url == url.as_str() => {
            findings.push(Finding::Good(format!("Telegram brings updates to {url}.")));
        }
        HearsBy::Webhook { .. } => findings.push(Finding::Bad(
            "Telegram does not bring updates to TELEGRAM_WEBHOOK_URL. Run `sangkien webhook set`."
                .to_owned(),
        )),
    }
    if info.pending_update_count > 0 {
        findings.push(Finding::Note(format!(
            "{} updates wait at Telegram.",
            info.pending_update_count
        )));
    }
    if let (Some(at), Some(why)) = (info.last_error_at(), &info.last_error_message) {
        let told = format!("Telegram could not bring an update at {}: {why}.", at.to_rfc3339());
        // What waits is what was refused; without it the trouble is over.
        let lasts = matches!(hears_by, HearsBy::Webhook { .. }) && info.pending_update_count > 0;
        findings.push(if lasts {
            Finding::Bad(format!("{told} {}", what_to_do(why)))
        } else {
            Finding::Note(told)
        });
    }
    findings
}

/// What to do about an error that Telegram tells of our webhook.
fn what_to_do(why: &str) -> &'static str {
    let why = why.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if has(&["401", "403"]) {
        "The secret differs: run `sangkien webhook set`; if that does not help, the proxy drops the header."
    } else if has(&["404", "405"]) {
        "The proxy does not lead the path of TELEGRAM_WEBHOOK_URL to HTTP_LISTEN, or changes it."
    } else if has(&["ssl", "certificate"]) {
        "The certificate is not good: it has to be for this host, still valid, and sent with the one that signed it."
    } else if has(&["refused", "timed out", "resolve", "unreachable"]) {
        "The address cannot be reached from outside: check the name, the firewall (ports 443, 80, 88 and 8443 are allowed) and that the proxy runs."
    } else {
        "Check that the service runs, that `sangkien health` is content, and that the proxy leads to HTTP_LISTEN."
    }
}

async fn zalo_bot(account: &Account, bot: &zalo_bot::ZaloBot) -> Vec<Finding> {
    let mut findings = Vec::new();
    match bot.me().await {
        Ok(me) => findings.push(Finding::Good(format!(
            "The token is good: it is {}, plan {}.",
            me.account_name, me.account_type
        ))),
        Err(Failure::Refusal { code: 401, .. }) => {
            findings.push(Finding::Bad(
                "Zalo does not know ZALO_BOT_TOKEN. Copy it from Zalo Bot Creator again; a token that was reset never comes back."
                    .to_owned(),
            ));
            return findings;
        }
        Err(failure) => {
            findings.push(Finding::Bad(format!(
                "{} cannot be asked: {failure}. Check the network, or ZALO_BOT_API_URL.",
                api_url(account)
            )));
            return findings;
        }
    }
    findings.push(match (bot.webhook_url().await, &account.hears_by) {
        (Err(failure), _) => {
            Finding::Bad(format!("The webhook cannot be looked at: {failure}."))
        }
        (Ok(None), HearsBy::Polling | HearsBy::Signed) => Finding::Note(
            "Updates are asked for, which Zalo recommends for trying out only: see ZALO_BOT_WEBHOOK_URL."
                .to_owned(),
        ),
        (Ok(Some(_)), HearsBy::Polling | HearsBy::Signed) => Finding::Bad(
            "A webhook is set, so asking for updates brings nothing. Run `sangkien webhook delete`, or set ZALO_BOT_WEBHOOK_URL and ZALO_BOT_WEBHOOK_SECRET."
                .to_owned(),
        ),
        (Ok(Some(set)), HearsBy::Webhook { url, .. }) if set == url.as_str() => {
            Finding::Good(format!("Zalo brings updates to {url}."))
        }
        (Ok(_), HearsBy::Webhook { .. }) => Finding::Bad(
            "Zalo does not bring updates to ZALO_BOT_WEBHOOK_URL. Run `sangkien webhook set`."
                .to_owned(),
        ),
    });
    findings
}

/// Compares this machine's clock to the platform's, which every HTTP answer tells to the second.
async fn skew(client: &reqwest::Client, api_url: &Url, clock: &Clock) -> Option<Finding> {
    let answer = client.head(api_url.clone()).send().await.ok()?;
    let now = clock.now();
    let date = answer.headers().get(reqwest::header::DATE)?.to_str().ok()?;
    let theirs = DateTime::parse_from_rfc2822(date).ok()?.to_utc();
    let off = now - theirs;
    Some(if off.abs() <= TOLERATED_SKEW {
        Finding::Good("The clock is right.".to_owned())
    } else {
        let (seconds, way) =
            (off.abs().num_seconds(), if off > TimeDelta::zero() { "fast" } else { "slow" });
        Finding::Bad(format!(
            "The clock of this machine is {seconds} seconds {way}. Switch on time synchronisation: timedatectl set-ntp true."
        ))
    })
}
