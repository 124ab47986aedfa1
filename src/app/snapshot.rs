//! `sangkien snapshot`: the results as they were at an instant, for an award.

use std::io::Write;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use clap::Subcommand;
use sqlx::PgPool;

use crate::charter::time;
use crate::figures::Measures;
use crate::figures::snapshot::Snapshot;
use crate::store::snapshot::{self, Listed};
use crate::store::{catalogue, unit};
use crate::work::audit;

/// What can be done with snapshots.
#[derive(Debug, Subcommand)]
pub enum SnapshotCommand {
    /// Computes the results as of an instant from everything that happened before it, and keeps
    /// them.
    Create {
        /// What to call it, such as `dot-1`.
        name: String,
        /// The first instant that does not count, by the clock in Vietnam, such as
        /// `"24:00 31/5/2022"`.
        #[arg(long, value_parser = time::read)]
        as_of: DateTime<Utc>,
    },
    /// Shows the totals, and what was corrected since: the same instant, computed again today.
    Show { name: String },
    /// Lists all of them.
    List,
}

/// Carries a command out.
///
/// # Errors
/// If there is no such snapshot or campaign, what is kept was changed, or the database is away.
pub async fn run(
    db: &PgPool,
    now: DateTime<Utc>,
    command: SnapshotCommand,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    match command {
        SnapshotCommand::Create { name, as_of } => {
            if as_of > now {
                bail!(
                    "{} is still to come; nothing can be kept of it yet.",
                    time::write_end(as_of)
                );
            }
            let campaign = catalogue::load(&mut *db.acquire().await?).await?;
            let campaign = campaign.context("no campaign is running")?.campaign;
            let (recount, picture) = audit::recount(db, 1, Some(as_of)).await?;
            picture.commit().await?;
            let taken = Snapshot::of(campaign, as_of, &recount);
            let mut tx = db.begin().await?;
            let kept = snapshot::keep(&mut tx, &name, &taken, now).await;
            kept.with_context(|| format!("{name} could not be kept; is there one already?"))?;
            tx.commit().await?;
            writeln!(out, "{name}  {}", taken.hash())?;
            show(out, "then", &taken.total())?;
        }
        SnapshotCommand::Show { name } => {
            let mut connection = db.acquire().await?;
            let all = snapshot::list(&mut connection).await?;
            let listed = all.into_iter().find(|listed| listed.name == name);
            let listed = listed.with_context(|| format!("there is no snapshot {name}"))?;
            let then = snapshot::load(&mut connection, &listed).await?;
            let units = unit::directory(&mut connection).await?;
            drop(connection);
            head(out, &listed)?;
            if then.hash() != listed.hash {
                bail!("What is kept of {name} was changed: its hash is {} now.", then.hash());
            }
            let (recount, picture) = audit::recount(db, 1, Some(listed.as_of)).await?;
            picture.commit().await?;
            let now = Snapshot::of(listed.campaign, listed.as_of, &recount);
            show(out, "then", &then.total())?;
            if now == then {
                writeln!(out, "Nothing was corrected since.")?;
                return Ok(());
            }
            show(out, "now ", &now.total())?;
            let keys = then.units.keys().chain(now.units.keys());
            let keys: std::collections::BTreeSet<_> = keys.collect();
            for key in keys {
                let of = |snapshot: &Snapshot| snapshot.units.get(key).copied().unwrap_or_default();
                let (then, now) = (of(&then), of(&now));
                if then != now {
                    let unit = key.0.and_then(|unit| units.get(unit));
                    let unit = unit.map_or("-", |unit| unit.code.as_str());
                    let phase = key.1.as_deref().unwrap_or("-");
                    writeln!(out, "{unit}, phase {phase}:")?;
                    show(out, "  then", &then)?;
                    show(out, "  now ", &now)?;
                }
            }
        }
        SnapshotCommand::List => {
            for listed in snapshot::list(&mut *db.acquire().await?).await? {
                head(out, &listed)?;
            }
        }
    }
    Ok(())
}

fn head(out: &mut impl Write, listed: &Listed) -> std::io::Result<()> {
    let Listed { name, as_of, hash, .. } = listed;
    writeln!(out, "{name}  as of {}  {hash}", time::write_end(*as_of))
}

fn show(out: &mut impl Write, when: &str, of: &Measures) -> std::io::Result<()> {
    let Measures { entered, valid, rejected, withdrawn, asked, people, declared, verified } = of;
    writeln!(
        out,
        "{when}  entered {entered}, valid {valid}, rejected {rejected}, withdrawn {withdrawn}, \
         asked {asked}, people {people}, declared {declared} đồng, verified {verified} đồng"
    )
}
