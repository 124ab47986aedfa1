//! `sangkien campaign`: keeps campaigns, their windows, clusters and targets.

mod amend;
mod example;
mod target;

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Subcommand};
use sqlx::{PgConnection, PgPool};

use crate::charter::{self, Problem, time};
use crate::clock::Clock;
use crate::domain::{Catalogue, UnitId};
use crate::store::{self, campaign, catalogue, unit};

pub use amend::Amend;
pub(super) use target::plant as plant_targets;
pub use target::{Import, TargetCommand};

/// What can be done about campaigns. Instants are written 2022-05-31 24:00 or 24:00 31/5/2022, by
/// the clock in Vietnam.
#[derive(Debug, Subcommand)]
pub enum CampaignCommand {
    /// Lists every campaign.
    List,
    /// Shows a campaign as a file that `change` takes; without a code the one that runs.
    Show(Show),
    /// Lists what was changed of a campaign, when, and by which officer in the chat.
    Log(Show),
    /// Makes a campaign from a file. It does not run yet.
    Create(Create),
    /// Brings a campaign to what a file says.
    ///
    /// Phases stay, because entries are counted in them. Groups, reasons and clusters that the
    /// file leaves out are offered no more.
    Change(Change),
    /// Lets a campaign run instead of the one that runs now.
    Activate(Activate),
    #[command(flatten)]
    Amend(Amend),
    /// Keeps the targets of units.
    #[command(subcommand)]
    Target(TargetCommand),
    /// Writes the programme of 2022–2023 into a folder, as files to begin with.
    Example(Example),
}

#[derive(Debug, Args)]
pub struct Show {
    code: Option<String>,
}

#[derive(Debug, Args)]
pub struct Create {
    file: PathBuf,
    /// Lets it run at once.
    #[arg(long)]
    activate: bool,
}

#[derive(Debug, Args)]
pub struct Change {
    file: PathBuf,
    /// Says what would change and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Activate {
    code: String,
}

#[derive(Debug, Args)]
pub struct Example {
    /// Made if it is not there.
    folder: PathBuf,
}

/// Carries a command out and tells on `out` what came of it.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub async fn run(
    db: &PgPool,
    clock: &Clock,
    command: CampaignCommand,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let mut tx = db.begin().await.context("the database cannot be reached")?;
    let now = clock.now();
    match command {
        CampaignCommand::List => list(&mut tx, out).await?,
        CampaignCommand::Show(show) => shown(&mut tx, show.code.as_deref(), out).await?,
        CampaignCommand::Log(show) => log(&mut tx, show.code.as_deref(), out).await?,
        CampaignCommand::Create(create) => made(&mut tx, &create, now, out).await?,
        CampaignCommand::Change(change) => changed(&mut tx, &change, now, out).await?,
        CampaignCommand::Activate(Activate { code }) => activated(&mut tx, &code, out).await?,
        CampaignCommand::Amend(amend) => amend.apply(&mut tx, now, out).await?,
        CampaignCommand::Target(command) => target::run(&mut tx, command, now, out).await?,
        CampaignCommand::Example(Example { folder }) => example::write(&folder, out)?,
    }
    tx.commit().await?;
    Ok(())
}

/// The units by their codes, and their codes.
struct Units {
    by_code: HashMap<String, UnitId>,
    codes: HashMap<UnitId, String>,
}

impl Units {
    async fn load(db: &mut PgConnection) -> store::Result<Self> {
        let entries = unit::entries(db).await?;
        let open = entries.iter().filter(|entry| entry.closed_on.is_none());
        Ok(Self {
            by_code: open.map(|entry| (entry.code.to_uppercase(), entry.id)).collect(),
            codes: entries.into_iter().map(|entry| (entry.id, entry.code)).collect(),
        })
    }

    fn open(&self, code: &str) -> Option<UnitId> {
        self.by_code.get(&code.trim().to_uppercase()).copied()
    }

    fn code(&self, unit: UnitId) -> String {
        self.codes.get(&unit).cloned().unwrap_or_else(|| format!("#{}", unit.0))
    }
}

async fn named(db: &mut PgConnection, code: &str) -> anyhow::Result<Catalogue> {
    let found = catalogue::of(db, code).await?;
    found.with_context(|| {
        format!("There is no campaign {code}. `sangkien campaign list` shows them")
    })
}

/// Keeps a changed campaign, if it makes sense, and tells what is different.
async fn keep(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    (before, after): (&Catalogue, &Catalogue),
    dry_run: bool,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let units = Units::load(db).await?;
    // A code that was taken before it was known to be read as a number stays: what was decided
    // under it has to be found again.
    let known = charter::check(before);
    let stays =
        |problem: &Problem| matches!(problem, Problem::Number { .. }) && known.contains(problem);
    let problems = charter::check(after).into_iter().filter(|problem| !stays(problem));
    let mut problems: Vec<String> = problems.map(|problem| problem.to_string()).collect();
    let gone = before.phases.iter().filter(|phase| after.phase(&phase.code).is_none());
    problems.extend(gone.map(|phase| {
        format!("phase {}: a phase stays once it is there; move its dates instead", phase.code)
    }));
    if !problems.is_empty() {
        return Err(told(&problems).context("Nothing was changed"));
    }
    let difference = charter::difference(before, after, |unit| units.code(unit));
    for line in &difference {
        writeln!(out, "{line}")?;
    }
    match (difference.is_empty(), dry_run) {
        (true, _) => writeln!(out, "Everything is so already.")?,
        (false, true) => writeln!(out, "Nothing was written: this is a dry run.")?,
        (false, false) => {
            campaign::keep(db, after).await?;
            campaign::note(db, after.campaign, &difference, None, now).await?;
        }
    }
    Ok(())
}

async fn list(db: &mut PgConnection, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    for listed in campaign::list(db).await? {
        let mark = if listed.active { "*" } else { " " };
        writeln!(out, "{mark} {}  {}", listed.code, listed.name)?;
    }
    Ok(())
}

async fn named_or_running(db: &mut PgConnection, code: Option<&str>) -> anyhow::Result<Catalogue> {
    match code {
        Some(code) => named(db, code).await,
        None => catalogue::load(db).await?.context("no campaign runs"),
    }
}

async fn log(
    db: &mut PgConnection,
    code: Option<&str>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let campaign = named_or_running(db, code).await?.campaign;
    for change in campaign::changes(db, campaign).await? {
        let who = match change.officer {
            Some(officer) => format!("officer {officer}"),
            None => "command line".to_owned(),
        };
        writeln!(out, "{}  {who}  {}", time::write(change.at), change.what)?;
    }
    Ok(())
}

async fn shown(
    db: &mut PgConnection,
    code: Option<&str>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let catalogue = named_or_running(db, code).await?;
    let units = Units::load(db).await?;
    write!(out, "{}", charter::write(&catalogue, |unit| units.code(unit)))?;
    Ok(())
}

async fn made(
    db: &mut PgConnection,
    create: &Create,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    campaign::hold_still(db).await?;
    let mut fresh = from_file(db, &create.file).await?;
    if catalogue::of(db, &fresh.code).await?.is_some() {
        let code = &fresh.code;
        bail!("There is a campaign {code} already. `sangkien campaign change` changes it.");
    }
    fresh.campaign = campaign::create(db, &fresh, now).await?;
    let empty = Catalogue { campaign: fresh.campaign, ..Catalogue::none() };
    keep(db, now, (&empty, &fresh), false, out).await?;
    if create.activate {
        campaign::activate(db, fresh.campaign).await?;
        writeln!(out, "Campaign {} is made, and runs.", fresh.code)?;
    } else {
        let code = &fresh.code;
        writeln!(out, "Campaign {code} is made. `sangkien campaign activate {code}` starts it.")?;
    }
    Ok(())
}

async fn changed(
    db: &mut PgConnection,
    change: &Change,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    campaign::hold_still(db).await?;
    let mut after = from_file(db, &change.file).await?;
    let before = named(db, &after.code).await?;
    after.campaign = before.campaign;
    charter::retire_missing(&before, &mut after);
    keep(db, now, (&before, &after), change.dry_run, out).await
}

async fn from_file(db: &mut PgConnection, file: &std::path::Path) -> anyhow::Result<Catalogue> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name}"))?;
    let units = Units::load(db).await?;
    charter::read(&text, |code| units.open(code))
        .map_err(|problems| told(&problems).context(format!("{name} does not read")))
}

async fn activated(
    db: &mut PgConnection,
    code: &str,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let catalogue = named(db, code).await?;
    campaign::activate(db, catalogue.campaign).await?;
    writeln!(out, "Campaign {} runs.", catalogue.code)?;
    Ok(())
}

fn told(problems: &[String]) -> anyhow::Error {
    anyhow::anyhow!("{}", problems.join("\n"))
}

fn instant(written: &str) -> Result<DateTime<Utc>, String> {
    time::read(written)
}

fn day(written: &str) -> Result<NaiveDate, String> {
    time::read_day(written)
}
