//! `sangkien officer`: the first administrator is made on the command line.

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use clap::{Args, Subcommand, ValueEnum};
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;

use crate::clock::{self, Clock};
use crate::domain::Role;
use crate::store::{officer, unit};

/// What can be done about officers.
#[derive(Debug, Subcommand)]
pub enum OfficerCommand {
    /// Prints a one-time invitation. Whoever opens it first becomes an officer.
    Invite(Invite),
}

/// Whom to invite.
#[derive(Debug, Args)]
pub struct Invite {
    /// The code of the unit; the officer sees this unit and everything below it.
    #[arg(long)]
    unit: String,
    /// What the officer may do.
    #[arg(long, value_enum, default_value_t = RoleName::Reviewer)]
    role: RoleName,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    Reviewer,
    Administrator,
}

/// Keeps the hash of a fresh code and prints the code. Nobody can read it again later.
///
/// # Errors
/// If there is no such unit, or the database is away.
pub async fn invite(
    db: &PgPool,
    clock: &Clock,
    life: TimeDelta,
    link_bases: &[String],
    invite: &Invite,
) -> anyhow::Result<()> {
    let mut db = db.acquire().await.context("the database cannot be reached")?;
    let Some(unit) = unit::by_code(&mut db, &invite.unit).await? else {
        bail!("There is no open unit {}. `sangkien unit list` shows them.", invite.unit);
    };
    let role = match invite.role {
        RoleName::Reviewer => Role::Reviewer,
        RoleName::Administrator => Role::Administrator,
    };
    let token = clock::fresh_token();
    let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
    let now = clock.now();
    officer::invite(&mut db, &hash, unit, role, None, now, now + life).await?;
    for base in link_bases {
        println!("Link:    {base}?start=i_{token}");
    }
    println!("To type: /start i_{token}");
    println!("It works once, for {} hours.", life.num_hours());
    Ok(())
}
