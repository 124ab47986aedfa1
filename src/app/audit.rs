//! `sangkien verify`, `sangkien seal` and `sangkien verify-receipt`: the results can be checked.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use clap::Args;
use sqlx::PgPool;

use crate::domain::seal::Receipt;
use crate::work::audit;

/// Counts everything anew and compares it with what is kept.
///
/// # Errors
/// If anything does not fit, or the database is away.
pub async fn verify(db: &PgPool, connections: u32, out: &mut impl Write) -> anyhow::Result<()> {
    let hands = if connections > 2 { 2 } else { 1 };
    let recount = audit::verify(db, hands).await.context("not everything could be read")?;
    writeln!(out, "{} initiatives, {} events.", recount.entries, recount.events)?;
    if recount.nameless > 0 {
        let nameless = recount.nameless;
        writeln!(out, "{nameless} of them without the name of somebody who had it erased.")?;
    }
    if recount.erased > 0 {
        let erased = recount.erased;
        writeln!(out, "{erased} of them without their text: their authors had it erased.")?;
    }
    for finding in &recount.findings.told {
        writeln!(out, "  {finding}")?;
    }
    match recount.findings.count {
        0 => {
            writeln!(out, "Drift 0. Chains, counts, numbers and seals fit what happened.")?;
            Ok(())
        }
        1 => bail!("1 thing does not fit."),
        count => bail!("{count} things do not fit."),
    }
}

/// Counts everything anew, and keeps that.
///
/// # Errors
/// If the database is away.
pub async fn recount(db: &PgPool, out: &mut impl Write) -> anyhow::Result<()> {
    let recount = audit::recount_and_keep(db).await.context("nothing was changed")?;
    writeln!(out, "{} initiatives, {} events, counted anew.", recount.entries, recount.events)?;
    writeln!(out, "`sangkien verify` says whether everything fits now.")?;
    Ok(())
}

/// Seals the days that are over.
///
/// # Errors
/// If the database is away.
pub async fn seal(db: &PgPool, now: DateTime<Utc>, out: &mut impl Write) -> anyhow::Result<()> {
    let sealed = audit::seal(db, now).await?;
    if sealed.is_empty() {
        writeln!(out, "Every day that is over is sealed.")?;
    }
    for seal in sealed {
        writeln!(out, "{} {}  {} events", seal.day, seal.hash(), seal.events)?;
    }
    Ok(())
}

/// Which receipt to check.
#[derive(Debug, Args)]
pub struct ReceiptFile {
    /// The file with the receipt, as the bot gave it; `-` reads what is typed or piped in.
    file: PathBuf,
}

/// Checks a receipt by itself; needs no database.
///
/// # Errors
/// If it does not hold.
pub fn verify_receipt(file: &ReceiptFile, out: &mut impl Write) -> anyhow::Result<()> {
    let text = if file.file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(&file.file)
            .with_context(|| format!("{} cannot be read", file.file.display()))?
    };
    let receipt = Receipt::read(&text).context("there is no whole receipt in it")?;
    writeln!(out, "Submission  {}", receipt.event_hash())?;
    match receipt.check()? {
        Some(hash) => {
            let day = receipt.proof.as_ref().map(|proof| proof.seal.day);
            let day = day.expect("what was checked has a seal");
            writeln!(out, "Seal        {hash}")?;
            writeln!(out, "It holds, if this is the seal that was published for {day}.")?;
        }
        None => writeln!(out, "Its day is not sealed yet. Ask for the receipt again tomorrow.")?,
    }
    Ok(())
}
