//! A small campaign to try the service out with: a few units and one officer.

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;
use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, PgPool};

use super::console::OFFICER;
use crate::charter::time;
use crate::clock::{self, Clock};
use crate::conversation::CONSENT_VERSION;
use crate::domain::{AccountId, Applied, Cluster, Person, Phase, Role};
use crate::store::{campaign, catalogue, conversation, officer, person, unit};
use crate::vault::Vault;

/// The tree of the demonstration, as `sangkien unit import` takes it.
const UNITS: &str = include_str!("demo_units.csv");

/// What is expected of units, as `sangkien campaign target import` takes it.
const TARGETS: &str = include_str!("demo_targets.csv");

/// The clusters of the demonstration.
const CLUSTERS: [(&str, &str, &str, &[&str]); 2] = [
    ("CUM1", "Cụm thi đua phía Bắc", "Northern cluster", &["HN", "BNI"]),
    ("CUM2", "Cụm thi đua miền Trung và phía Nam", "Southern cluster", &["HCM", "DNI", "DNG"]),
];

/// Puts the demonstration in, unless there are units already.
///
/// # Errors
/// If the database is away.
pub async fn ensure(
    db: &PgPool,
    clock: &Clock,
    vault: &Vault,
    account: AccountId,
) -> anyhow::Result<()> {
    let now = clock.now();
    let mut tx = db.begin().await?;
    if unit::mark(&mut tx).await?.0 > 0 {
        return Ok(());
    }
    super::unit::plant(&mut tx, UNITS, now).await?;
    let root = unit::by_code(&mut tx, "TLD").await?.context("the demonstration has a root")?;

    set_going(&mut tx, now).await?;

    let id = *person::fresh_ids(&mut tx, 1).await?.first().context("one id was asked for")?;
    let union_officer = Person {
        full_name: Some("Phạm Thị Mai".to_owned()),
        consent: Some(CONSENT_VERSION.to_owned()),
        ..Person::new(id)
    };
    person::save(&mut tx, vault, &[&union_officer], now).await?;
    conversation::open(&mut tx, account, OFFICER, id, now).await?;
    let token: [u8; 32] = Sha256::digest(clock::fresh_token().as_bytes()).into();
    officer::invite(
        &mut tx,
        &token,
        root,
        Role::Administrator,
        None,
        now,
        now + TimeDelta::hours(1),
    )
    .await?;
    officer::redeem(&mut tx, &token, id, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives the campaign phases, the first of which is half over today, clusters and targets.
async fn set_going(db: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Some(mut running) = catalogue::load(db).await? else { return Ok(()) };
    let today = now.with_timezone(&Ho_Chi_Minh).date_naive();
    let day = |days| {
        let day = today + TimeDelta::days(days);
        time::read(&day.to_string()).map_err(anyhow::Error::msg)
    };
    let (opens, turns, ends) = (day(-45)?, day(45)?, day(225)?);
    let phase = |number: u8, opens_at, closes_at| Phase {
        code: format!("P{number}"),
        name_vi: format!("Giai đoạn {number}"),
        name_en: format!("Phase {number}"),
        opens_at,
        closes_at,
        grace: TimeDelta::minutes(10),
    };
    running.phases = vec![phase(1, opens, turns), phase(2, turns, ends)];
    running.applied = Applied {
        from: Some(today - TimeDelta::days(365)),
        to: Some(today + TimeDelta::days(225)),
    };
    for (code, name_vi, name_en, units) in CLUSTERS {
        let mut members = Vec::new();
        for unit in units {
            members.extend(unit::by_code(db, unit).await?);
        }
        running.clusters.push(Cluster {
            code: code.to_owned(),
            name_vi: name_vi.to_owned(),
            name_en: name_en.to_owned(),
            members,
        });
    }
    campaign::keep(db, &running).await?;
    super::campaign::plant_targets(db, &running, TARGETS, now).await
}
