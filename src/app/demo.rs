//! A small campaign to try the service out with: a few units and one officer.

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;

use super::console::OFFICER;
use crate::clock::{self, Clock};
use crate::domain::{AccountId, Person, Role};
use crate::store::{conversation, officer, person, unit};
use crate::vault::Vault;

/// The tree of the demonstration, as `sangkien unit import` takes it.
const UNITS: &str = include_str!("demo_units.csv");

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

    let id = *person::fresh_ids(&mut tx, 1).await?.first().context("one id was asked for")?;
    let mut union_officer = Person::new(id);
    union_officer.full_name = Some("Trần Thị Công Đoàn".to_owned());
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
        now + chrono::TimeDelta::hours(1),
    )
    .await?;
    officer::redeem(&mut tx, &token, id, now).await?;
    tx.commit().await?;
    Ok(())
}
