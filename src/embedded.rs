//! A PostgreSQL inside the process, for trying the service out with nothing installed.
//!
//! It is PostgreSQL 17, compiled to WebAssembly, and it serves **one** connection: whoever asks
//! for a second one waits until the first is given back. A real server is for everything else.

use std::path::Path;
use std::{fs, io};

use pglite_oxide::PgliteServer;

/// The database, running.
#[derive(Debug)]
pub struct Embedded {
    server: PgliteServer,
}

/// Why it does not run.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(
        "{folder} is in use by another sangkien. Stop that one, or set DATA_DIR to another folder."
    )]
    InUse { folder: String },
    #[error("{folder} cannot be written to ({source}). Set DATA_DIR to a folder that can.")]
    NoFolder { folder: String, source: io::Error },
    #[error(
        "the database in {folder} does not start: {why}. Set DATABASE_URL to use a PostgreSQL server, or DATA_DIR to begin anew in another folder."
    )]
    NoStart { folder: String, why: String },
}

impl Embedded {
    /// Starts the database that lives in `data_dir`, and makes it first where there is none.
    ///
    /// # Errors
    /// Says what to do; see [`EmbeddedError`].
    pub async fn start(data_dir: &Path) -> Result<Self, EmbeddedError> {
        let folder = data_dir.display().to_string();
        let root = data_dir.join("postgres");
        if let Err(source) = fs::create_dir_all(&root) {
            return Err(EmbeddedError::NoFolder { folder, source });
        }
        // The builder unpacks files and compiles code, and must not run inside an async runtime.
        let started =
            tokio::task::spawn_blocking(move || PgliteServer::builder().path(root).start()).await;
        match started {
            Ok(Ok(server)) => Ok(Self { server }),
            Ok(Err(error)) => {
                let why = format!("{error:#}");
                // The crate has no error type to ask; its own tests hold this wording.
                Err(if why.contains("already in use") {
                    EmbeddedError::InUse { folder }
                } else {
                    EmbeddedError::NoStart { folder, why }
                })
            }
            Err(stopped) => Err(EmbeddedError::NoStart { folder, why: stopped.to_string() }),
        }
    }

    /// What `DATABASE_URL` would be.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.database_url()
    }

    /// Stops it. Close the pool first: the server waits for its client to leave.
    pub async fn stop(self) {
        let stopped = tokio::task::spawn_blocking(move || self.server.shutdown()).await;
        match stopped {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!("the embedded database stopped badly: {error:#}"),
            Err(error) => tracing::warn!("the embedded database stopped badly: {error}"),
        }
    }
}
