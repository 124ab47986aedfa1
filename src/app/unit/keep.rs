//! Changes the tree.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use sqlx::PgConnection;

use super::{Import, today};
use crate::domain::UnitId;
use crate::roster::{self, Amendment, Change, Entry, Facets, Plan, Problem, Table, Tree, What};
use crate::store::{self, unit};

/// A larger file is no list of units or of their targets.
const LARGEST_FILE: u64 = 200 * 1024 * 1024;

pub(super) async fn import(
    db: &mut PgConnection,
    import: &Import,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let bytes = read_table(&import.file)?;
    let table = match Table::read(&bytes) {
        Ok(table) => table,
        Err(unreadable) => return refuse(&unreadable.0, out),
    };
    let today = today(now);
    let tree = hold(db).await?;
    let on = import.on.unwrap_or(today);
    let plan = match roster::import(&tree, &table, on, today) {
        Ok(plan) => plan,
        Err(problems) => return refuse(&problems, out),
    };
    let counts = format!(
        "{} new, {} changed, {} as they are.",
        plan.created.len(),
        plan.changed.len(),
        plan.unchanged
    );
    if import.dry_run {
        tell(&tree, &plan, out)?;
        writeln!(out, "{counts} Nothing was written: this is a dry run.")?;
        return Ok(());
    }
    carry_out(db, plan, now).await?;
    writeln!(out, "{counts}")?;
    Ok(())
}

/// The bytes of a file to import.
///
/// # Errors
/// If it cannot be read, or is far too large.
pub(in crate::app) fn read_table(file: &Path) -> anyhow::Result<Vec<u8>> {
    let name = file.display();
    let size = std::fs::metadata(file).with_context(|| format!("{name}"))?.len();
    if size > LARGEST_FILE {
        bail!("{name} has {} MB; that is no list to import", size / 1024 / 1024);
    }
    std::fs::read(file).with_context(|| format!("{name}"))
}

pub(super) async fn amend(
    db: &mut PgConnection,
    amendment: &Amendment,
    on: Option<NaiveDate>,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let today = today(now);
    let tree = hold(db).await?;
    let plan = roster::amend(&tree, amendment, on.unwrap_or(today), today)
        .map_err(anyhow::Error::msg)
        .context("Nothing was changed")?;
    let mut told = Vec::new();
    tell(&tree, &plan, &mut told)?;
    carry_out(db, plan, now).await?;
    out.write_all(&told)?;
    Ok(())
}

/// Puts units into an empty tree: a file that comes with the program.
///
/// # Errors
/// If the file has a mistake, or the database is away.
pub async fn plant(db: &mut PgConnection, csv: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    let told = |problems: &[Problem]| {
        anyhow::anyhow!(
            "{}",
            problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
        )
    };
    let table = Table::read(csv.as_bytes()).map_err(|unreadable| told(&unreadable.0))?;
    let tree = hold(&mut *db).await?;
    let today = today(now);
    let plan = roster::import(&tree, &table, today, today).map_err(|problems| told(&problems))?;
    unit::carry_out(db, plan, now, &mut |_| {}).await?;
    Ok(())
}

/// Today's tree, which nobody else changes until the transaction ends.
async fn hold(db: &mut PgConnection) -> store::Result<Tree> {
    unit::hold_still(&mut *db).await?;
    let changes = unit::changes(&mut *db).await?;
    Ok(Tree::new(unit::entries(db).await?, &changes))
}

async fn carry_out(db: &mut PgConnection, plan: Plan, now: DateTime<Utc>) -> anyhow::Result<()> {
    let bar = ProgressBar::new((plan.created.len() + plan.changed.len()) as u64);
    let style = "{bar:40} {human_pos} of {human_len} units, {eta} left";
    bar.set_style(ProgressStyle::with_template(style).context("the bar's own template")?);
    bar.enable_steady_tick(Duration::from_millis(200));
    let done = unit::carry_out(db, plan, now, &mut |rows| bar.inc(rows as u64)).await;
    bar.finish_and_clear();
    done?;
    Ok(())
}

/// Tells everything that is wrong with a file.
///
/// # Errors
/// Always: nothing was imported.
pub(in crate::app) fn refuse(
    problems: &[Problem],
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    for problem in problems {
        writeln!(out, "{problem}")?;
    }
    bail!(
        "Nothing was imported: {} to be put right.",
        count(problems.len(), "thing has", "things have")
    );
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Shows what a plan does, a line for each change.
fn tell(tree: &Tree, plan: &Plan, out: &mut (dyn Write + Send)) -> std::io::Result<()> {
    let new: HashMap<UnitId, &Entry> = plan.created.iter().map(|entry| (entry.id, entry)).collect();
    let find = |unit: UnitId| new.get(&unit).copied().or_else(|| tree.get(unit));
    let code = |unit: Option<UnitId>| unit.and_then(find).map_or("–", |entry| &entry.code);
    for Change { unit, what, effective_on, before, after } in &plan.changes {
        let Some(entry) = find(*unit) else { continue };
        match what {
            What::Created => {
                writeln!(out, "+ {}  {}, below {}", entry.code, entry.name, code(entry.parent))?;
            }
            What::Renamed => {
                let name = |facets: &Facets| facets.name.clone().unwrap_or_default();
                let (before, after) = (name(before), name(after));
                writeln!(out, "~ {}  from {effective_on}: {before} → {after}", entry.code)?;
            }
            What::Moved => {
                let (before, after) = (code(before.parent), code(after.parent));
                let name = &entry.name;
                writeln!(
                    out,
                    "~ {}  {name}, from {effective_on}: below {before} → below {after}",
                    entry.code
                )?;
            }
            What::Merged => {
                let into = code(after.merged_into);
                writeln!(
                    out,
                    "> {}  {}, from {effective_on}: part of {into}",
                    entry.code, entry.name
                )?;
            }
            What::Closed => {
                writeln!(out, "- {}  {}, closed from {effective_on}", entry.code, entry.name)?;
            }
            What::Edited => {
                let (before, after) = (properties(before), properties(after));
                writeln!(out, "~ {}  {}: {before} → {after}", entry.code, entry.name)?;
            }
        }
    }
    Ok(())
}

fn properties(facets: &Facets) -> String {
    let kind = facets.kind.as_deref().unwrap_or("–");
    let members = facets.members.map_or("–".to_owned(), |members| members.to_string());
    let opened_on = facets.opened_on.map_or("–".to_owned(), |day| day.to_string());
    format!("{kind}, members {members}, opened {opened_on}")
}
