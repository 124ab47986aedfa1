//! `sangkien doctor`: looks at everything that the service needs, and says what to do.

mod accounts;
mod database;
mod env;
mod zalo_oa;

use std::fmt;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::app::{health, keys};
use crate::clock::Clock;
use crate::config::{Config, DataKey, Database, FilePlace, Problem, Problems};

/// How long a look at anything may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What one look has found, in one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// All is well.
    Good(String),
    /// Nothing is wrong, but the operator may want to know.
    Note(String),
    /// Something has to be done; the line says what.
    Bad(String),
}

impl Finding {
    /// The same, said of one account among several.
    fn about(self, account: Option<&str>) -> Self {
        let Some(account) = account else { return self };
        let said = |line: String| format!("{account}: {line}");
        match self {
            Self::Good(line) => Self::Good(said(line)),
            Self::Note(line) => Self::Note(said(line)),
            Self::Bad(line) => Self::Bad(said(line)),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good(line) => write!(f, "  ok    {line}"),
            Self::Note(line) => write!(f, "  note  {line}"),
            Self::Bad(line) => write!(f, "  FIX   {line}"),
        }
    }
}

/// Looks, and prints what was found.
///
/// # Errors
/// If something has to be done.
pub async fn run(config: &Result<Config, Problems>, clock: &Clock) -> anyhow::Result<()> {
    let mut findings = env::look(Path::new(".env"));
    findings.extend(examine(config, clock).await);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.iter().filter(|finding| matches!(finding, Finding::Bad(_))).count() {
        0 => {
            println!("All is well.");
            Ok(())
        }
        1 => anyhow::bail!("One thing is to be done."),
        many => anyhow::bail!("{many} things are to be done."),
    }
}

/// Looks at everything.
pub async fn examine(config: &Result<Config, Problems>, clock: &Clock) -> Vec<Finding> {
    let config = match config {
        Ok(config) => config,
        Err(Problems(problems)) => {
            return problems.iter().map(|Problem(line)| Finding::Bad(line.clone())).collect();
        }
    };
    let mut findings = vec![Finding::Good("The settings read.".to_owned())];
    match &config.database {
        Database::Server { url, pool_size } => {
            findings.extend(database::look(config, url.expose(), *pool_size, clock).await);
        }
        Database::Embedded => findings.push(embedded(&config.data_dir).await),
    }
    findings.push(key(config));
    findings.extend(key_is_open(config));
    findings.push(file_store(config).await);
    findings.extend(accounts::look(config, clock).await);
    if let Some(address) = config.http_listen {
        findings.push(http(address).await);
    }
    findings.extend(world(config));
    findings
}

#[cfg(feature = "embedded")]
async fn embedded(data_dir: &Path) -> Finding {
    use crate::embedded::{Embedded, EmbeddedError};
    if !data_dir.exists() {
        return Finding::Note(format!(
            "There is no database yet; the first start makes one in {}.",
            data_dir.display()
        ));
    }
    match Embedded::start(data_dir).await {
        Ok(database) => {
            database.stop().await;
            Finding::Good(format!("The database in {} starts.", data_dir.display()))
        }
        Err(EmbeddedError::InUse { folder }) => {
            Finding::Note(format!("The database in {folder} is in use: another sangkien runs."))
        }
        Err(error) => Finding::Bad(error.to_string()),
    }
}

#[cfg(not(feature = "embedded"))]
#[expect(clippy::unused_async, reason = "its twin with a database waits")]
async fn embedded(_data_dir: &Path) -> Finding {
    Finding::Bad(
        "DATABASE_URL is not set, and this program was built without a database inside. Name a PostgreSQL server there."
            .to_owned(),
    )
}

/// Whether files can be kept: writes one, reads it again and removes it.
async fn file_store(config: &Config) -> Finding {
    let probed = async {
        let files = config.open_files()?;
        files.store.probe().await
    };
    let missing = missing_folders(config);
    let probed = tokio::time::timeout(PATIENCE, probed).await;
    // Whoever looks may be another user than the service, which could write into none of these.
    for folder in missing {
        let _ = std::fs::remove_dir(folder);
    }
    match probed {
        Ok(Ok(())) => Finding::Good("The file store takes files and gives them back.".to_owned()),
        Ok(Err(error)) => Finding::Bad(format!(
            "Files cannot be kept: {error}. Check FILE_STORE, its rights and its free space."
        )),
        Err(_) => Finding::Bad(
            "The file store does not answer. Check FILE_STORE and FILE_BUCKET_ENDPOINT.".to_owned(),
        ),
    }
}

/// The folders of the file store that are not there yet, the innermost first.
fn missing_folders(config: &Config) -> Vec<PathBuf> {
    let FilePlace::Folder(folder) = &config.files.place else { return Vec::new() };
    let missing = folder.ancestors().take_while(|folder| !folder.exists());
    missing.map(Path::to_path_buf).collect()
}

/// Whether the address can be listened on.
async fn http(address: SocketAddr) -> Finding {
    match tokio::net::TcpListener::bind(address).await {
        Ok(_) => Finding::Good(format!("{address} is free to listen on.")),
        Err(error) if error.kind() == ErrorKind::AddrInUse && lives(address).await => {
            Finding::Good(format!("The service runs and answers on {address}."))
        }
        Err(error) => Finding::Bad(format!(
            "{address} cannot be listened on: {error}. Set HTTP_LISTEN to another address, or off."
        )),
    }
}

async fn lives(address: SocketAddr) -> bool {
    health::ask(address, "/healthz").await.is_ok_and(|text| text == "alive\n")
}

/// Whether personal data can be encrypted. The key of a try-out is made by its first start.
fn key(config: &Config) -> Finding {
    if config.data_key.is_none() && matches!(config.database, Database::Embedded) {
        return Finding::Note(
            "The try-out encrypts personal data with a key of its own.".to_owned(),
        );
    }
    match keys::vault(config) {
        Ok(_) => Finding::Good("The key for personal data reads.".to_owned()),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

/// A key that everybody on the machine can read.
fn key_is_open(config: &Config) -> Option<Finding> {
    #[cfg(unix)]
    if let Some(DataKey::File(path)) = &config.data_key {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).ok()?.permissions().mode();
        return (mode & 0o077 != 0).then(|| {
            let shown = path.display();
            Finding::Bad(format!(
                "Others on this machine can read the key in {shown}. Run: chmod 600 {shown}"
            ))
        });
    }
    None
}

/// How the world comes to the public page.
fn world(config: &Config) -> Option<Finding> {
    let serves = !config.accounts.is_empty() && config.http_listen.is_some();
    match &config.public_url {
        None if serves => Some(Finding::Note(
            "PUBLIC_URL is not set: the public page is linked nowhere, and files on Zalo have no links. Set it to the address under which the world reaches HTTP_LISTEN."
                .to_owned(),
        )),
        Some(url) if url.scheme() == "http" && !is_here(url) => Some(Finding::Bad(format!(
            "PUBLIC_URL is {url}, which anybody on the way can read and change. Put a proxy with a certificate before the service and write https://."
        ))),
        Some(_) if config.http_listen.is_none() => Some(Finding::Bad(
            "PUBLIC_URL is set, and HTTP_LISTEN is off: its links lead nowhere. Set HTTP_LISTEN to an address, or take PUBLIC_URL away."
                .to_owned(),
        )),
        None | Some(_) => None,
    }
}

fn is_here(url: &url::Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_looks_leaves_no_folder_behind() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let place = folder.path().join("data/files").display().to_string();
        let config = Config::read(|name| (name == "FILE_STORE").then(|| place.clone()));
        let found = file_store(&config.expect("the settings read")).await;
        assert!(matches!(found, Finding::Good(_)), "{found}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
    }
}
