//! The two bots as processes of their own, so that their time and memory are theirs alone.

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::Duration;

use sqlx::{Connection as _, PgConnection};

/// A running bot.
pub struct Child(std::process::Child);

impl Child {
    /// The bot without a database: this program again.
    pub fn ceiling(platform: SocketAddr) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("ceiling").arg(format!("http://{platform}"));
        Ok(Self(command.spawn()?))
    }

    /// The service.
    pub fn service(platform: SocketAddr, database: &str) -> anyhow::Result<Self> {
        Self::service_of(OURS, platform, database)
    }

    /// The service of another version.
    pub fn service_of(binary: &str, platform: SocketAddr, database: &str) -> anyhow::Result<Self> {
        let mut command = program(binary, platform, database);
        command.arg("serve").stdin(Stdio::null());
        Ok(Self(command.spawn()?))
    }

    /// Asks it to stop, and waits until it has. The platform goes on meanwhile.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status()?;
        let ended = tokio::task::spawn_blocking(move || self.0.wait()).await??;
        anyhow::ensure!(ended.success(), "the service did not stop in order");
        Ok(())
    }

    /// The memory that it holds now.
    pub fn megabytes(&self) -> anyhow::Result<f64> {
        self.memory("VmRSS:")
    }

    fn proc(&self, file: &str) -> anyhow::Result<String> {
        let pid = self.0.id();
        Ok(std::fs::read_to_string(format!("/proc/{pid}/{file}"))?)
    }

    /// Processor time used so far.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        Ok(Times::read(self.0.id())?.own)
    }

    /// The most memory it ever held.
    pub fn peak_megabytes(&self) -> anyhow::Result<f64> {
        self.memory("VmHWM:")
    }

    fn memory(&self, which: &str) -> anyhow::Result<f64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix(which));
        let kilobytes: f64 =
            line.unwrap_or_default().trim().trim_end_matches(" kB").parse().unwrap_or_default();
        Ok(kilobytes / 1024.0)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What proc(5) says of a process.
struct Times {
    parent: u32,
    own: Duration,
    /// Of its children that have ended.
    of_children: Duration,
}

impl Times {
    fn read(pid: u32) -> anyhow::Result<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // Behind the name, which may have anything in it, is the third field.
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let field = |number: usize| {
            after_name.split_whitespace().nth(number - 3).unwrap_or_default().parse::<u64>()
        };
        // In ticks of 10 ms.
        let time = |number| Ok::<_, anyhow::Error>(Duration::from_millis(field(number)? * 10));
        Ok(Self {
            parent: field(4)?.try_into()?,
            own: time(14)? + time(15)?,
            of_children: time(16)? + time(17)?,
        })
    }
}

/// The program of this version.
pub const OURS: &str = env!("CARGO_BIN_EXE_sangkien");

/// A program with its settings, without a verb.
pub fn program(binary: &str, platform: SocketAddr, database: &str) -> Command {
    let mut command = Command::new(binary);
    command
        .current_dir(std::env::temp_dir())
        .env("DATABASE_URL", database)
        .env("DATA_KEY", "00".repeat(32))
        .env("TELEGRAM_BOT_TOKEN", "7000:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        .env("TELEGRAM_API_URL", format!("http://{platform}"))
        .env("HTTP_LISTEN", "off")
        .env("DATA_DIR", data_dir())
        .env("ACCOUNTS_FILE", if accounts_file().exists() { accounts_file() } else { "".into() })
        // A simulated person says in a second what takes a real one minutes.
        .env("CHAT_PER_MINUTE", "off")
        .env("LOG", std::env::var("LOG").unwrap_or_else(|_| "warn".to_owned()));
    command
}

/// Names so many more bots to the service, of which it knows one.
pub fn more_bots(platform: SocketAddr, how_many: usize) -> std::io::Result<()> {
    let table = |number: usize| {
        let id = super::FIRST_BOT + number;
        format!(
            "[[telegram]]\nname = \"bot-{number}\"\nbot_token = \"{id}:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"\napi_url = \"http://{platform}\"\n"
        )
    };
    let accounts: String = (1..=how_many).map(table).collect();
    std::fs::create_dir_all(data_dir())?;
    std::fs::write(accounts_file(), accounts)
}

fn accounts_file() -> std::path::PathBuf {
    data_dir().join("accounts.toml")
}

/// Where the service keeps files.
fn data_dir() -> std::path::PathBuf {
    std::env::temp_dir().join("sangkien-bench")
}

/// A fresh database for one measurement; dropped by the next one of the same name.
pub struct Database {
    url: String,
    /// The process whose children serve the connections.
    postmaster: Option<u32>,
}

impl Database {
    pub async fn create(server: &str) -> anyhow::Result<Self> {
        const NAME: &str = "sangkien_bench";
        // Those of the measurement before.
        let _ = std::fs::remove_dir_all(data_dir());
        let mut db = PgConnection::connect(server).await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database if exists {NAME} with (force)")))
            .execute(&mut db)
            .await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {NAME}")))
            .execute(&mut db)
            .await?;
        let ours: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut db).await?;
        let postmaster = Times::read(ours.try_into()?).ok().map(|times| times.parent);
        let mut url: url::Url = server.parse()?;
        url.set_path(NAME);
        Ok(Self { url: url.into(), postmaster })
    }

    /// Processor time used so far by the server, if it is on this machine.
    pub fn cpu(&self) -> Option<Duration> {
        let postmaster = self.postmaster?;
        let ended = Times::read(postmaster).ok()?.of_children;
        let running = std::fs::read_dir("/proc")
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .filter_map(|pid| Times::read(pid).ok())
            .filter(|times| times.parent == postmaster)
            .map(|times| times.own)
            .sum::<Duration>();
        Some(ended + running)
    }

    /// What a query gives in its first column.
    pub async fn numbers(&self, query: &'static str) -> anyhow::Result<Vec<i64>> {
        let mut db = PgConnection::connect(&self.url).await?;
        Ok(sqlx::query_scalar(query).fetch_all(&mut db).await?)
    }

    /// How large it is.
    pub async fn megabytes(&self) -> anyhow::Result<f64> {
        let size = self.numbers("select pg_database_size(current_database())").await?;
        Ok(size.first().map_or(0.0, |bytes| *bytes as f64 / 1e6))
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}
