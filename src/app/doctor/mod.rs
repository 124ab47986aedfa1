//! `sangkien doctor`: looks at everything that the service needs, and says what to do.

mod accounts;
mod zalo_oa;

use std::fmt;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use sqlx::{Connection as _, PgConnection};

use crate::app::{health, keys};
use crate::clock::Clock;
use crate::config::{Config, Database, Problem, Problems};
use crate::store::account;
use crate::store::schema::{self, Schema};

/// How long a look at anything may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections that others need beside the pool: an operator's psql, a backup, a second process
/// that takes over.
const SPARE_CONNECTIONS: u32 = 5;

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
    let findings = examine(config, clock).await;
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
            findings.extend(server(url.expose(), *pool_size).await);
        }
        Database::Embedded => findings.push(embedded(&config.data_dir).await),
    }
    findings.push(key(config));
    findings.push(file_store(config).await);
    findings.extend(accounts::look(config, clock).await);
    if let Some(address) = config.http_listen {
        findings.push(http(address).await);
    }
    findings
}

async fn server(url: &str, pool_size: u32) -> Vec<Finding> {
    let mut db = match tokio::time::timeout(PATIENCE, PgConnection::connect(url)).await {
        Ok(Ok(db)) => db,
        Ok(Err(error)) => {
            return vec![Finding::Bad(format!(
                "The database of DATABASE_URL cannot be used: {error}. Check the address, the password, and that the server runs."
            ))];
        }
        Err(_) => {
            return vec![Finding::Bad(
                "The database of DATABASE_URL does not answer. Check the address and the firewall."
                    .to_owned(),
            )];
        }
    };
    let version = schema::server_version(&db).unwrap_or_default();
    let mut findings = vec![if version >= schema::OLDEST_SERVER {
        Finding::Good(format!("The database answers, PostgreSQL {version}."))
    } else {
        Finding::Bad(format!(
            "The database is PostgreSQL {version}; {} or newer is needed.",
            schema::OLDEST_SERVER
        ))
    }];
    findings.push(match schema::compare(&mut db).await {
        Ok(Schema::Current) => Finding::Good("The tables are up to date.".to_owned()),
        Ok(Schema::Behind(missing)) => Finding::Note(format!(
            "{missing} migrations are to run. `sangkien migrate` runs them, and so does the next start."
        )),
        Ok(Schema::Foreign) => Finding::Bad(
            "The tables were made by another version of the program. Run that version, or name another database in DATABASE_URL."
                .to_owned(),
        ),
        Err(error) => Finding::Bad(format!("The tables cannot be looked at: {error}.")),
    });
    // Tables that are not up to date may not know of it.
    for out in account::out_of_quota(&mut db).await.unwrap_or_default() {
        findings.push(Finding::Bad(format!(
            "The {} account {} has used up what its plan allows, since {}: answers and news wait. Take a larger plan, or wait until the month is over.",
            out.channel,
            out.name,
            out.since.to_rfc3339()
        )));
    }
    if let Ok(allowed) = schema::max_connections(&mut db).await
        && i64::from(allowed) < i64::from(pool_size + SPARE_CONNECTIONS)
    {
        findings.push(Finding::Bad(format!(
            "DATABASE_POOL_SIZE is {pool_size}, and the server allows {allowed} connections in all. Lower the one or raise max_connections."
        )));
    }
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
    match tokio::time::timeout(PATIENCE, probed).await {
        Ok(Ok(())) => Finding::Good("The file store takes files and gives them back.".to_owned()),
        Ok(Err(error)) => Finding::Bad(format!(
            "Files cannot be kept: {error}. Check FILE_STORE, its rights and its free space."
        )),
        Err(_) => Finding::Bad(
            "The file store does not answer. Check FILE_STORE and FILE_BUCKET_ENDPOINT.".to_owned(),
        ),
    }
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
