//! `sangkien campaign target`: what is expected of units.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use sqlx::PgConnection;

use super::{Units, named};
use crate::app::unit::{read_table, refuse};
use crate::charter::target;
use crate::domain::{Catalogue, Target};
use crate::roster::{Problem, Table, Tree};
use crate::store::{self, unit};

#[derive(Debug, Subcommand)]
pub enum TargetCommand {
    /// Takes targets in from a CSV or XLSX file: all of it, or nothing.
    ///
    /// The columns are `unit`, `phase`, `target` and `own_target`, or, in Vietnamese, mã đơn vị,
    /// giai đoạn, chỉ tiêu and chỉ tiêu đăng ký. Without a phase a target is for the whole
    /// campaign; 0 takes one away. Targets that the file does not name stay.
    Import(Import),
    /// Shows every target, as a file that can be imported again.
    List { campaign: String },
}

#[derive(Debug, Args)]
pub struct Import {
    campaign: String,
    file: PathBuf,
    /// Says what would change and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(
    db: &mut PgConnection,
    command: TargetCommand,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    match command {
        TargetCommand::Import(import) => take_in(db, &import, now, out).await,
        TargetCommand::List { campaign } => list(db, &campaign, out).await,
    }
}

async fn list(
    db: &mut PgConnection,
    campaign: &str,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let catalogue = named(db, campaign).await?;
    let units = Units::load(db).await?;
    writeln!(out, "unit,phase,target,own_target")?;
    for target in store::target::all(db, catalogue.campaign).await? {
        let figure = |figure: Option<i64>| figure.map(|f| f.to_string()).unwrap_or_default();
        let (assigned, own) = (figure(target.assigned), figure(target.own));
        let phase = target.phase.unwrap_or_default();
        writeln!(out, "{},{phase},{assigned},{own}", units.code(target.unit))?;
    }
    Ok(())
}

async fn take_in(
    db: &mut PgConnection,
    import: &Import,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let catalogue = named(db, &import.campaign).await?;
    let bytes = read_table(&import.file)?;
    let table = match Table::read(&bytes) {
        Ok(table) => table,
        Err(unreadable) => return refuse(&unreadable.0, out),
    };
    let tree = Tree::new(unit::entries(db).await?, &[]);
    store::campaign::hold_still(db).await?;
    let known = store::target::all(db, catalogue.campaign).await?;
    let changes = match target::import(&tree, &catalogue, &known, &table) {
        Ok(changes) => changes,
        Err(problems) => return refuse(&problems, out),
    };
    let mut log = Vec::with_capacity(changes.len());
    for change in &changes {
        let unit = tree.get(change.after.unit).context("the import has found it")?;
        let line = change.told(&unit.code);
        writeln!(out, "{line}")?;
        log.push(line);
    }
    let same = table.lines.len() - changes.len();
    let counts = format!("{} changed, {same} as they are.", changes.len());
    if import.dry_run {
        writeln!(out, "{counts} Nothing was written: this is a dry run.")?;
        return Ok(());
    }
    let targets: Vec<&Target> = changes.iter().map(|change| &change.after).collect();
    store::target::keep(db, catalogue.campaign, &targets, None, now).await?;
    store::campaign::note(db, catalogue.campaign, &log, None, now).await?;
    writeln!(out, "{counts}")?;
    Ok(())
}

/// Puts targets into a campaign: a file that comes with the program.
///
/// # Errors
/// If the file has a mistake, or the database is away.
pub async fn plant(
    db: &mut PgConnection,
    catalogue: &Catalogue,
    csv: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let told = |problems: &[Problem]| {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        super::told(&lines)
    };
    let table = Table::read(csv.as_bytes()).map_err(|unreadable| told(&unreadable.0))?;
    let tree = Tree::new(unit::entries(db).await?, &[]);
    let changes =
        target::import(&tree, catalogue, &[], &table).map_err(|problems| told(&problems))?;
    let targets: Vec<&Target> = changes.iter().map(|change| &change.after).collect();
    store::target::keep(db, catalogue.campaign, &targets, None, now).await?;
    Ok(())
}
