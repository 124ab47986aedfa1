//! `sangkien person`: what the law gives a person, done by an operator for whoever has asked in
//! another way than in their chat.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use sqlx::{PgConnection, PgPool};

use super::register;
use crate::clock::Clock;
use crate::domain::{InitiativeId, Locale, PersonId};
use crate::files::{FileStore, FileStoreError};
use crate::i18n;
use crate::message::plain;
use crate::store::erasure::{self, AskedBy};
use crate::store::{dossier, person, schema};
use crate::vault::Vault;
use crate::vietnamese::{Reading, code, phone};
use crate::work::{erased, erasing, mentions};

/// What can be done about a person's data.
#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// Writes everything about a person into two files: one to read, and one as JSON.
    Export(Export),
    /// Erases everything about a person. What is counted stays, without the person.
    Erase(Erase),
    /// After a database of an earlier day was restored: erases again whoever was erased since.
    EraseAgain,
    /// Prints the register of personal data: what is kept, why, for how long, who sees it.
    Register,
}

/// Whose data, and where to.
#[derive(Debug, Args)]
pub struct Export {
    /// The code of one of their initiatives, their phone number, their chat (`telegram:5001`), or
    /// their number in the log (`person:12`).
    who: String,
    /// The folder for the files; it is made if it is not there.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
}

/// Whose data.
#[derive(Debug, Args)]
pub struct Erase {
    /// The code of one of their initiatives, their phone number, their chat (`telegram:5001`), or
    /// their number in the log (`person:12`).
    who: String,
    /// Does not ask for confirmation.
    #[arg(long)]
    yes: bool,
}

/// What has to be typed before anything is erased.
const WORD: &str = "ERASE";

/// Does it.
///
/// # Errors
/// If nobody, or more than one person, is found; if the database is away.
pub async fn run(
    db: &PgPool,
    vault: &Vault,
    clock: &Clock,
    files: impl FnOnce() -> Result<FileStore, FileStoreError>,
    command: &PersonCommand,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    match command {
        PersonCommand::Export(export) => write_out(db, vault, clock, export, out).await,
        PersonCommand::Register => {
            let columns = schema::columns(&mut *db.acquire().await?).await?;
            Ok(write!(out, "{}", register::write(&columns))?)
        }
        PersonCommand::Erase(erase) => self::erase(db, vault, clock, erase, input, out).await,
        PersonCommand::EraseAgain => erase_again(db, clock, &files()?, out).await,
    }
}

async fn write_out(
    db: &PgPool,
    vault: &Vault,
    clock: &Clock,
    export: &Export,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let person = find(&mut tx, vault, &export.who).await?;
    let now = clock.now();
    let dossier = dossier::load(&mut tx, vault, person, now).await?;
    let Some(dossier) = dossier else { bail!("This person is erased; there is nothing left.") };
    let text = plain(&i18n::dossier::text(Locale::Vi, &dossier)) + "\n";
    let folder = &export.folder;
    make(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    for (name, content) in [("txt", text), ("json", dossier.to_json())] {
        let path = folder.join(format!("person-{}.{name}", person.0));
        keep(&path, &content).with_context(|| format!("{} cannot be written", path.display()))?;
        writeln!(out, "{}", path.display())?;
    }
    erasure::note_copy(&mut tx, person, AskedBy::Operator, now).await?;
    tx.commit().await?;
    writeln!(out, "Hand them over to that person only, and delete them afterwards.")?;
    Ok(())
}

/// Makes a folder that only its owner can open, where there is none.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes a file that only its owner can read.
fn keep(path: &Path, content: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(content.as_bytes())
}

async fn erase(
    db: &PgPool,
    vault: &Vault,
    clock: &Clock,
    erase: &Erase,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut connection = db.acquire().await.context("the database cannot be reached")?;
    let person = find(&mut connection, vault, &erase.who).await?;
    let now = clock.now();
    let has = erasure::holdings(&mut connection, person, now).await?;
    drop(connection);
    writeln!(
        out,
        "Person {}: {} initiatives, {} of them open, {} with co-authors, {} shown to the public; \
         {} drafts, {} files, {} chats.",
        person.0,
        has.initiatives,
        has.open,
        has.shared,
        has.shown,
        has.drafts,
        has.files,
        has.chats
    )?;
    writeln!(out, "Their words, name, number and files go for good; what is counted stays.")?;
    if !erase.yes {
        write!(out, "Type {WORD} to go on: ")?;
        out.flush()?;
        let mut typed = String::new();
        input.read_line(&mut typed)?;
        if typed.trim() != WORD {
            bail!("Nothing is erased.");
        }
    }
    match erasing::at_request(db, person, AskedBy::Operator, now).await? {
        Some(erased) => writeln!(
            out,
            "Erased: the text of {} initiatives, {} of them withdrawn. Files follow within two \
             hours. Keep no backup of before for longer than the law allows.",
            erased.initiatives, erased.withdrawn
        )?,
        None => writeln!(out, "They are erased already.")?,
    }
    writeln!(out, "Looking for their name in what others wrote at their workplace…")?;
    look_for(db, person, out).await
}

/// Erases again whoever is noted beside the files and is in the database again.
async fn erase_again(
    db: &PgPool,
    clock: &Clock,
    files: &FileStore,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let noted = files.erased().await?;
    writeln!(out, "{} people were erased in the last days.", noted.len())?;
    let again = erased::erase_again(db, &noted, clock.now()).await?;
    writeln!(out, "{} of them were back, and are erased again.", again.len())?;
    for person in again {
        writeln!(out, "Looking for the name of person {} in what others wrote…", person.0)?;
        look_for(db, person, out).await?;
    }
    Ok(())
}

/// Looks for the name of somebody who is erased, and tells where it is left.
async fn look_for(db: &PgPool, person: PersonId, out: &mut impl Write) -> anyhow::Result<()> {
    let all = mentions::look_once(db, Some(person)).await?;
    if all.iter().all(mentions::Looked::is_nowhere) {
        writeln!(out, "It is found nowhere else.")?;
    }
    for looked in all {
        if !looked.taken_out.is_empty() {
            let codes = mentions::codes(&looked.taken_out);
            writeln!(out, "Taken out of the list of those who share in: {codes}.")?;
        }
        if looked.drafts > 0 {
            writeln!(out, "Taken out of drafts of others: {}.", looked.drafts)?;
        }
        if !looked.left_in.is_empty() {
            let codes = mentions::codes(&looked.left_in);
            writeln!(out, "Their name, or that of a namesake, is still to be read in: {codes}.")?;
            writeln!(out, "Look at each and ask its author to write it without; see the runbook.")?;
        }
    }
    Ok(())
}

/// Whom the operator means.
async fn find(db: &mut PgConnection, vault: &Vault, who: &str) -> anyhow::Result<PersonId> {
    let who = who.trim();
    let found = if let Some(number) = who.strip_prefix("person:") {
        vec![PersonId(number.trim().parse().context("person: is followed by a number")?)]
    } else if let Some((channel, chat)) = who.split_once(':') {
        erasure::in_chat(db, channel.trim(), chat.trim()).await?
    } else if let Reading::Read(code) = code::read(who) {
        erasure::author(db, InitiativeId::from(code)).await?.into_iter().collect()
    } else if let Reading::Read(phone) = phone::read(who) {
        person::by_phone(db, vault, phone.as_str()).await?
    } else {
        bail!(
            "This is no code of an initiative, no phone number and no chat. A chat is written with its channel: telegram:5001."
        );
    };
    match found[..] {
        [person] => Ok(person),
        [] => bail!("Nobody is found."),
        _ => {
            let numbers: Vec<String> =
                found.iter().map(|person| format!("person:{}", person.0)).collect();
            bail!("More than one person is found: {}. Say which.", numbers.join(", "))
        }
    }
}
