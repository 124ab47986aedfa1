//! The keys under which personal data is encrypted: where they come from.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::config::{Config, DataKey, Database};
use crate::vault::Vault;

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
