//! The keys under which personal data is encrypted: where they come from, and how they change.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use sqlx::PgPool;

use crate::clock::Clock;
use crate::config::{Config, DataKey, Database};
use crate::domain::PersonId;
use crate::store::{data_key, oa_token, person};
use crate::vault::Vault;

/// What can be done about the keys.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum KeysCommand {
    /// Encrypts everything anew with the newest key, so that the older ones can go.
    Rotate,
}

/// Rows that are encrypted anew in one transaction: few enough to hold nobody up.
const ROUND: i64 = 500;

/// The file in the data folder where the try-out keeps its own key.
const OWN_KEY: &str = "key";

/// Opens the configured vault. The try-out makes its own key, because nothing has to be
/// configured for it.
///
/// # Errors
/// Says what to do.
pub fn vault(config: &Config) -> anyhow::Result<Vault> {
    match (&config.data_key, &config.database) {
        (Some(DataKey::Given(keys)), _) => Vault::parse(keys.expose()).context("DATA_KEY"),
        (Some(DataKey::File(path)), _) => read(path).with_context(|| {
            format!(
                "DATA_KEY_FILE: {} is no file with a key. Make one with: (umask 077; openssl rand -hex 32 > {0})",
                path.display()
            )
        }),
        (None, Database::Server { .. }) => bail!(
            "DATA_KEY is not set, and phone numbers are not kept in a database without encryption. Make a key with `openssl rand -hex 32`, put it into DATA_KEY or into the file that DATA_KEY_FILE names, and keep a copy apart from the backups."
        ),
        (None, Database::Embedded) => own(&config.data_dir).with_context(|| {
            format!("the key in {} cannot be used", config.data_dir.join(OWN_KEY).display())
        }),
    }
}

/// Checks that the vault fits the database, and encrypts what was kept before there was
/// encryption.
///
/// # Errors
/// If the database needs a key that the vault does not have, if another process lacks the newest
/// one, or if the database cannot be reached.
pub async fn fit(db: &PgPool, vault: &Vault, clock: &Clock) -> anyhow::Result<()> {
    let keys = vault.key_ids();
    let mut connection = db.acquire().await?;
    if data_key::missing(&mut connection, &keys).await? > 0 {
        bail!(
            "The database holds data that was encrypted with another key than DATA_KEY. Set DATA_KEY to that key, or add it behind the new one, with a comma between."
        );
    }
    // What this process encrypts, whoever takes an account over from it has to read.
    let lacking = data_key::lacking(&mut connection, keys[0], clock.now()).await?;
    if lacking > 0 {
        bail!(
            "{lacking} processes that run now do not have the first key of DATA_KEY, and could not read what is encrypted with it. Put it behind the old one everywhere and restart them all; then it can go in front."
        );
    }
    data_key::register(&mut connection, keys[0], clock.now()).await?;
    drop(connection);
    loop {
        let mut tx = db.begin().await?;
        let sealed = person::seal_plain(&mut tx, vault, ROUND).await?;
        tx.commit().await?;
        if sealed == 0 {
            return Ok(());
        }
    }
}

/// Encrypts everything anew with the newest key, while the service runs.
///
/// # Errors
/// If a process still encrypts with another key, or the database cannot be reached; it can be run
/// again.
pub async fn rotate(db: &PgPool, vault: &Vault, clock: &Clock) -> anyhow::Result<()> {
    let newest = vault.key_ids()[0];
    loop {
        let sealed = reseal(db, vault).await?;
        let using = data_key::using_others(&mut *db.acquire().await?, newest, clock.now()).await?;
        if using > 0 {
            bail!(
                "{using} processes that run now may still encrypt with an older key, which is needed until they do not. Put the new key in front of it on every process, restart them all, and run this again."
            );
        }
        // What was written behind the pass by whoever had the older key until then is found now.
        if sealed == 0 {
            break;
        }
    }
    let retired = data_key::retire_others(&mut *db.acquire().await?, newest).await?;
    println!(
        "Everything is encrypted with the newest key; {retired} older ones are not needed any more."
    );
    Ok(())
}

/// Goes through everything once. Gives how many phone numbers were encrypted anew.
async fn reseal(db: &PgPool, vault: &Vault) -> anyhow::Result<usize> {
    let (mut after, mut all) = (PersonId(0), 0);
    loop {
        let mut tx = db.begin().await?;
        let looked = person::reseal(&mut tx, vault, after, ROUND).await?;
        tx.commit().await?;
        let Some((last, sealed)) = looked else { break };
        (after, all) = (last, all + sealed);
    }
    let mut tx = db.begin().await?;
    oa_token::reseal(&mut tx, vault).await?;
    tx.commit().await?;
    Ok(all)
}

fn read(path: &Path) -> anyhow::Result<Vault> {
    Ok(Vault::parse(&fs::read_to_string(path)?)?)
}

/// The try-out's own key, made at the first start.
fn own(data_dir: &Path) -> anyhow::Result<Vault> {
    let path = data_dir.join(OWN_KEY);
    fs::create_dir_all(data_dir)?;
    match create(&path) {
        Ok(mut file) => writeln!(file, "{}", Vault::fresh_key())?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.into()),
    }
    read(&path)
}

/// A new file that only its owner can read.
fn create(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
