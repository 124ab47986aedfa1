//! What the operator decides: read from the environment and from `.env`, all at once, so that
//! everything that is wrong is said in one go.

mod accounts;
mod read;
mod variables;
mod zalo_oa;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

pub use accounts::{Account, HearsBy, Platform, Telegram, ZaloBot};
pub use read::{Problem, Problems, env_file};
pub use variables::{VARIABLES, Variable};
pub use zalo_oa::ZaloOa;

use crate::facts::Settings;
use crate::files::{Bucket, FileStore, FileStoreError};
use crate::telemetry::LogFormat;
use crate::work::{self, Links};

/// Everything the operator decides.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    pub database: Database,
    /// Where the embedded database lives.
    pub data_dir: PathBuf,
    /// None: the database inside the process makes its own, and a server has to be given one.
    pub data_key: Option<DataKey>,
    /// None at all: the talk is held in the terminal.
    pub accounts: Vec<Account>,
    pub files: Files,
    /// Where the webhook, the health checks and the metrics listen; none when switched off.
    pub http_listen: Option<SocketAddr>,
    /// Where the world reaches the public page.
    pub public_url: Option<url::Url>,
    /// How many proxies stand before the service.
    pub proxies: u32,
    /// None: whatever suits the verb.
    pub log_filter: Option<String>,
    pub log_format: LogFormat,
    /// How long the notice of a decision waits, so that the decision can be taken back unseen.
    pub decision_hold: TimeDelta,
    /// When an unfinished draft is reminded of, twice; none when switched off.
    pub draft_reminders: Option<[TimeDelta; 2]>,
    pub invitation_life: TimeDelta,
    /// How long what people tell us is kept.
    pub retention: crate::work::retention::Periods,
    /// How long an answer may take before its person is told that it will come; none when nobody
    /// is told.
    pub busy_notice_after: Option<TimeDelta>,
    /// How many messages of one chat are handled in a minute before it has to rest now and then;
    /// none when it never has to.
    pub chat_per_minute: Option<u32>,
    /// How many messages that nobody waits for an account sends in a second.
    pub bulk_per_second: u32,
}

/// Where files lie, and how they are shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Files {
    pub place: FilePlace,
    /// The largest file that is taken, in bytes.
    pub max_file: u64,
    /// How long a link to a file is good for.
    pub link_life: TimeDelta,
}

/// What kind of store.
#[derive(Clone, PartialEq, Debug)]
pub enum FilePlace {
    Folder(PathBuf),
    Bucket(Bucket),
}

/// Which database.
#[derive(Clone, PartialEq, Debug)]
pub enum Database {
    /// A PostgreSQL server, and how many connections to hold to it.
    Server { url: Secret, pool_size: u32 },
    /// The PostgreSQL inside this process, for trying the service out.
    Embedded,
}

/// Where the keys are under which personal data is encrypted.
#[derive(Clone, PartialEq, Debug)]
pub enum DataKey {
    Given(Secret),
    File(PathBuf),
}

/// Something that must not be seen in a log. Says nothing when it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub const fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The secret itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[secret]")
    }
}

impl Config {
    /// Reads the process's environment, and `.env` in the working directory for what the
    /// environment does not set.
    ///
    /// # Errors
    /// Everything that is wrong, a line each.
    pub fn load() -> Result<Self, Problems> {
        let file = env_file(Path::new(".env"))?;
        Self::read(|name| match std::env::var_os(name) {
            Some(value) => Some(value.to_string_lossy().into_owned()),
            None => file.get(name).cloned(),
        })
    }

    /// Reads what `look_up` gives for each name in [`VARIABLES`]. An empty value is none.
    ///
    /// # Errors
    /// Everything that is wrong, a line each.
    pub fn read(look_up: impl Fn(&str) -> Option<String>) -> Result<Self, Problems> {
        read::read(&look_up)
    }

    /// Opens the store of files. Of a bucket nothing is asked yet.
    ///
    /// # Errors
    /// If the folder cannot be made, or the bucket's settings do not fit together.
    pub fn open_files(&self) -> Result<work::Files, FileStoreError> {
        let store = match &self.files.place {
            FilePlace::Folder(path) => FileStore::folder(path)?,
            FilePlace::Bucket(bucket) => FileStore::bucket(bucket)?,
        };
        let links = self.public_url.clone().map(|mut base| {
            if !base.path().ends_with('/') {
                base.set_path(&format!("{}/", base.path()));
            }
            Links { base, life: self.files.link_life }
        });
        Ok(work::Files { store, links })
    }

    /// What the talks need to know of it.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings {
            decision_hold: self.decision_hold,
            draft_reminders: self.draft_reminders,
            invitation_life: self.invitation_life,
            max_file: self.files.max_file,
            file_links: self.public_url.is_some(),
            // A link is made by putting a path behind it.
            public_url: self
                .public_url
                .as_ref()
                .map(|address| format!("{}/", address.as_str().trim_end_matches('/'))),
        }
    }

    /// The name of the first bot on Telegram that has one: links and posters lead there.
    #[must_use]
    pub fn bot_username(&self) -> Option<&str> {
        self.accounts.iter().find_map(|account| match &account.platform {
            Platform::Telegram(bot) => bot.username.as_deref(),
            Platform::ZaloBot(_) | Platform::ZaloOa(_) => None,
        })
    }
}
