//! What the doctor sees of an Official Account: whether it is connected, and for how long.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{Connection as _, PgConnection};

use super::{Finding, PATIENCE};
use crate::app::keys;
use crate::channel::zalo_oa::{Failure, Token, only};
use crate::clock::Clock;
use crate::config::{Config, Database, ZaloOa};
use crate::store::oa_token::{self, Sealed};
use crate::store::{self, account};

/// A refresh token is good for three months; whoever does not refresh for so long has to connect
/// the account anew.
const REFRESH_LIFE: TimeDelta = TimeDelta::days(90);

/// Looks at one account.
pub(super) async fn look(
    oa: &ZaloOa,
    config: &Config,
    http: &reqwest::Client,
    clock: &Clock,
) -> Vec<Finding> {
    let not_connected = || {
        let oa_id = &oa.oa_id;
        Finding::Bad(format!(
            "The Official Account {oa_id} is not connected. Run `sangkien zalo-oa connect`."
        ))
    };
    let sealed = match load(oa, config).await {
        Ok(Some(sealed)) => sealed,
        Ok(None) => return vec![not_connected()],
        Err(problem) => return vec![Finding::Note(problem)],
    };
    let opened = keys::vault(config).ok().and_then(|vault| vault.open(&sealed.access).ok());
    let Some(access) = opened.and_then(|access| String::from_utf8(access).ok()) else {
        return vec![Finding::Bad(
            "The tokens of the Official Account are encrypted with another data key. Give DATA_KEY the key back, or run `sangkien zalo-oa connect`."
                .to_owned(),
        )];
    };
    let mut findings = vec![age(&sealed, clock.now())];
    if sealed.expires_at > clock.now() {
        findings.push(ask(oa, http.clone(), Token::new(access)).await);
    }
    findings
}

/// The account's newest tokens.
async fn load(oa: &ZaloOa, config: &Config) -> Result<Option<Sealed>, String> {
    let Database::Server { url, .. } = &config.database else {
        return Err("Whether the Official Account is connected is in the database inside the process, which only the service can open."
            .to_owned());
    };
    let asked = async {
        let mut db = PgConnection::connect(url.expose()).await?;
        let loaded = match account::find(&mut db, "zalo_oa", &oa.oa_id).await? {
            Some(account) => oa_token::load(&mut db, account).await?,
            None => None,
        };
        let _ = db.close().await;
        Ok::<_, store::Error>(loaded)
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(loaded)) => Ok(loaded),
        Ok(Err(_)) | Err(_) => {
            Err("Whether the Official Account is connected cannot be looked up yet.".to_owned())
        }
    }
}

/// How the tokens stand.
fn age(sealed: &Sealed, now: DateTime<Utc>) -> Finding {
    let until = sealed.expires_at.to_rfc3339();
    match &sealed.failure {
        Some((since, why)) if sealed.expires_at > now => Finding::Bad(format!(
            "New tokens cannot be had since {}: {why}. Messages go out until {until}. Unless it mends by itself, run `sangkien zalo-oa connect` before that.",
            since.to_rfc3339()
        )),
        Some((_, why)) => Finding::Bad(format!(
            "The Official Account is cut off since {until}: {why}. Run `sangkien zalo-oa connect`."
        )),
        None if sealed.obtained_at + REFRESH_LIFE < now => Finding::Bad(
            "The tokens of the Official Account are older than three months. Run `sangkien zalo-oa connect`."
                .to_owned(),
        ),
        None if sealed.expires_at <= now => Finding::Note(format!(
            "The access token has run out at {until}; the service renews it when it starts."
        )),
        None => Finding::Good(format!(
            "The Official Account is connected until {until}, and renewed before that."
        )),
    }
}

/// Whether Zalo knows the token, and whose it is.
async fn ask(oa: &ZaloOa, http: reqwest::Client, access: Token) -> Finding {
    let channel = oa.channel(http, only(access));
    match tokio::time::timeout(PATIENCE + Duration::from_secs(1), channel.about()).await {
        Ok(Ok(about)) if about.oa_id == oa.oa_id || about.oa_id.is_empty() => {
            Finding::Good(format!("The token is good: it is {}.", about.name))
        }
        Ok(Ok(about)) => Finding::Bad(format!(
            "The token belongs to the Official Account {}, but ZALO_OA_ID is {}. Run `sangkien zalo-oa connect`.",
            about.oa_id, oa.oa_id
        )),
        Ok(Err(Failure::Token | Failure::NoToken(_))) => Finding::Bad(
            "Zalo does not take the access token. The service gets a new one by itself; if this stays so, run `sangkien zalo-oa connect`."
                .to_owned(),
        ),
        Ok(Err(failure)) => Finding::Bad(format!(
            "{} cannot be asked: {failure}. Check the network, or ZALO_OA_API_URL.",
            oa.api_url
        )),
        Err(_) => Finding::Bad(format!("{} does not answer.", oa.api_url)),
    }
}
