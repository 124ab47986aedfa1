//! `sangkien unit`: keeps the tree of units.

mod keep;
mod link;
mod poster;
mod show;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;
use clap::{Args, Subcommand};
use sqlx::{PgConnection, PgPool};

use crate::clock::Clock;
use crate::roster::Amendment;

pub use keep::plant;
pub(super) use keep::{read_table, refuse};

/// What can be done about units. Days are written 2025-07-01 or 1/7/2025; without one it is today.
#[derive(Debug, Subcommand)]
pub enum UnitCommand {
    /// Takes units in from a CSV or XLSX file: all of it, or nothing.
    ///
    /// The columns are `code`, `name`, `kind`, `parent_code`, `members` and `opened_on`, or, in
    /// Vietnamese, mã, tên, loại, mã cấp trên, số đoàn viên and ngày thành lập. Units that
    /// are known already are brought up to date; units that the file does not name stay.
    Import(Import),
    /// Writes the units into a file that can be imported again.
    Export(Export),
    /// Shows the tree.
    List(List),
    /// Shows what a worker is offered who types this.
    Find(Find),
    /// Makes a unit part of another one, with everything below it.
    Merge(Merge),
    /// Gives a unit another name. It is still found by the old one.
    Rename(Rename),
    /// Puts a unit, with everything below it, below another one.
    Move(Move),
    /// Closes a unit that has no open ones below it.
    Close(Close),
    /// Shows a unit's link and writes its QR code and its poster.
    Link(Link),
}

#[derive(Debug, Args)]
pub struct Import {
    file: PathBuf,
    /// Says what would change and changes nothing.
    #[arg(long)]
    dry_run: bool,
    /// The day from which changes of known units hold.
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct Export {
    /// Where to write; `-` for the screen.
    file: PathBuf,
    /// Only this unit and what is below it.
    #[arg(long, value_name = "CODE")]
    under: Option<String>,
    /// As the tree was on this day.
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct List {
    /// Only this unit and what is below it.
    #[arg(long, value_name = "CODE")]
    under: Option<String>,
    /// As the tree was on this day.
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
    /// How many levels to show.
    #[arg(long, value_name = "LEVELS")]
    depth: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Find {
    #[arg(required = true)]
    typed: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Merge {
    code: String,
    /// The unit that it becomes part of.
    #[arg(long, value_name = "CODE")]
    into: String,
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct Rename {
    code: String,
    /// The new name.
    name: String,
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct Move {
    code: String,
    /// The unit above it from now on.
    #[arg(long, value_name = "CODE")]
    below: String,
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct Close {
    code: String,
    #[arg(long, value_parser = day)]
    on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct Link {
    code: String,
    /// Writes the QR code as a picture: FILE.png or FILE.svg.
    #[arg(long, value_name = "FILE")]
    qr: Option<PathBuf>,
    /// Writes a page to print and put up, as HTML.
    #[arg(long, value_name = "FILE")]
    poster: Option<PathBuf>,
    /// The bot's name on Telegram, if not the configured one.
    #[arg(long, value_name = "NAME")]
    bot: Option<String>,
}

/// Carries a command out and tells on `out` what came of it. `bot` is the name of the bot that
/// links lead to.
///
/// # Errors
/// Says what is wrong and what to do; nothing is changed then.
pub async fn run(
    db: &PgPool,
    clock: &Clock,
    bot: Option<&str>,
    command: UnitCommand,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let mut tx = db.begin().await.context("the database cannot be reached")?;
    match carry_out(&mut tx, clock.now(), bot, command, out).await {
        // Somebody stopped reading half way, as in `unit list | head`. What had to be done is
        // done before anything is said.
        Err(error) if is_broken_pipe(&error) => {}
        done => done?,
    }
    tx.commit().await?;
    Ok(())
}

async fn carry_out(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    bot: Option<&str>,
    command: UnitCommand,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let (amendment, on) = match command {
        UnitCommand::Import(import) => return keep::import(db, &import, now, out).await,
        UnitCommand::Export(export) => return show::export(db, &export, now, out).await,
        UnitCommand::List(list) => return show::list(db, &list, now, out).await,
        UnitCommand::Find(find) => return show::find(db, &find, out).await,
        UnitCommand::Link(link) => return link::show(db, bot, &link, out).await,
        UnitCommand::Merge(Merge { code, into, on }) => (Amendment::Merge { unit: code, into }, on),
        UnitCommand::Rename(Rename { code, name, on }) => {
            (Amendment::Rename { unit: code, name }, on)
        }
        UnitCommand::Move(Move { code, below, on }) => (Amendment::Move { unit: code, below }, on),
        UnitCommand::Close(Close { code, on }) => (Amendment::Close { unit: code }, on),
    };
    keep::amend(db, &amendment, on, now, out).await
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

fn day(written: &str) -> Result<NaiveDate, String> {
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(written, form).ok())
        .ok_or_else(|| "write it like 2025-07-01 or 1/7/2025".to_owned())
}

/// The day it is in Vietnam.
fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Ho_Chi_Minh).date_naive()
}
