//! A PostgreSQL server of the test's own, which is treated as badly as the last night may: its
//! connections are cut, it crashes, it stays away, its disk is full. The books balance.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sangkien::store::MIGRATIONS;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::crowd::{arrive, read_to_the_receipt};
use crate::app::{TOKEN, morning, seed};
use crate::fake_telegram::bot::Bot;
use crate::fake_telegram::server::FakeTelegram;
use crate::fake_telegram::user::User;
use crate::program::{Chance, Program, books_balance, logs_are_clean};

/// How long a server may take to do what it was told.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server. Stopped and removed with this value.
struct Server {
    /// Where PostgreSQL's programs are.
    programs: PathBuf,
    folder: TempDir,
    /// Whether its files lie on a disk of their own, which can be full.
    own_disk: bool,
    port: u16,
    /// As whom it runs: it refuses to run as root.
    user: Option<(u32, u32)>,
    running: Option<Child>,
    /// Everything that it has logged.
    log: watch::Receiver<String>,
}

impl Server {
    /// Where the system lets us, on a disk of a hundred megabytes.
    async fn start() -> Self {
        let prerequisites = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/prerequisites");
        let programs = told_by(&mut Command::new(prerequisites));
        let folder = tempfile::tempdir().expect("there is room");
        let is_root = fs::metadata(folder.path()).expect("it is there").uid() == 0;
        let user = is_root.then(|| {
            let id = |kind| told_by(Command::new("id").args([kind, "postgres"]));
            let number = |kind| id(kind).parse().expect("an id is a number");
            (number("-u"), number("-g"))
        });
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("the folder is ours");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=100m", "tmpfs"])
            .arg(&data)
            .stderr(Stdio::null())
            .status();
        let own_disk = mount.is_ok_and(|done| done.success());
        if let Some((user, group)) = user {
            for path in [folder.path(), &data] {
                std::os::unix::fs::chown(path, Some(user), Some(group)).expect("we are root");
            }
        }
        let (_, log) = watch::channel(String::new());
        let mut server = Self {
            programs: PathBuf::from(programs),
            folder,
            own_disk,
            port: 0,
            user,
            running: None,
            log,
        };
        told_by(server.program("initdb").args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            // Small ones fill a small disk no sooner than the tables do.
            "--wal-segsize=1",
        ]));
        let free = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        server.port = free.local_addr().expect("it is bound").port();
        drop(free);
        server.go_on().await;
        server
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// One of its programs, as its user and about its data.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.arg("-D").arg(self.data()).current_dir(self.folder.path());
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    /// Starts it, and waits until it lets anybody in.
    async fn go_on(&mut self) {
        let sockets = format!("unix_socket_directories={}", self.folder.path().display());
        let mut child = self
            .program("postgres")
            .args(["-p", &self.port.to_string(), "-h", "127.0.0.1", "-c", &sockets])
            .args(["-c", "max_wal_size=4MB", "-c", "min_wal_size=2MB"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program is there");
        let stderr = child.stderr.take().expect("it is piped");
        let (write, log) = watch::channel(String::new());
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                write.send_modify(|log| log.extend([line.as_str(), "\n"]));
            }
        });
        self.running = Some(child);
        self.log = log;
        self.says("ready to accept connections").await;
    }

    /// Waits until its log has these words.
    async fn says(&self, words: &str) {
        let mut log = self.log.clone();
        let said = tokio::time::timeout(PATIENCE, log.wait_for(|log| log.contains(words))).await;
        assert!(matches!(said, Ok(Ok(_))), "{words:?} is not in {}", *self.log.borrow());
    }

    /// Ends it: in order, or without a last word.
    fn end(&mut self, signal: &str) {
        let Some(mut child) = self.running.take() else { return };
        let id = child.id().to_string();
        let told = Command::new("kill").args([signal, &id]).status();
        assert!(told.is_ok_and(|told| told.success()), "the server is there");
        child.wait().expect("it ends");
    }

    fn pool(&self, application: &str, connections: u32) -> PgPool {
        let url = format!("{}?application_name={application}", self.url());
        let pool = PgPoolOptions::new().max_connections(connections);
        pool.connect_lazy(&url).expect("it is an address")
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Cuts one of the service's connections, if there is one.
    async fn cut(&self, chance: &mut Chance) {
        let cut = sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'sangkien' order by pid offset $1 limit 1",
        );
        let which = i64::try_from(chance.below(6)).expect("it is small");
        cut.bind(which).execute(&self.pool("test", 1)).await.expect("the server answers");
    }

    /// Stays away for a minute, which is the fault itself and has to be waited for: longer than the
    /// leases of an account and of a message, and the service's patience with anything.
    async fn stay_away(&self) {
        const LONG: Duration = Duration::from_mins(1);
        let gate = TcpListener::bind(("127.0.0.1", self.port)).await.expect("the port is free");
        let knocks = async {
            loop {
                drop(gate.accept().await.expect("the service knocks"));
            }
        };
        let Err(_) = tokio::time::timeout(LONG, knocks).await;
    }

    /// Leaves no room on the disk.
    fn fill_up(&self) -> PathBuf {
        let ballast = self.data().join("ballast");
        let mut file = File::create(&ballast).expect("there is room for a name");
        let block = vec![0; 64 << 10];
        while file.write_all(&block).is_ok() {}
        while file.write_all(&block[..4096]).is_ok() {}
        ballast
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.running.take() {
            // Its children notice, and end as well.
            let _ = Command::new("kill").args(["-QUIT", &child.id().to_string()]).status();
            let _ = child.wait();
        }
        if self.own_disk {
            let _ = Command::new("umount").arg(self.data()).status();
        }
    }
}

/// What a command prints; it has to go well.
fn told_by(command: &mut Command) -> String {
    let done = command.output().expect("the program is there");
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {complaint}");
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// More people come, and something befalls the server while they are talked with.
struct Night {
    bot: Bot,
    workers: Vec<User>,
    chance: Chance,
}

impl Night {
    fn arrive(&mut self, how_many: usize) {
        let from = i64::try_from(100 + self.workers.len()).expect("they are few");
        let to = from + i64::try_from(how_many).expect("they are few");
        self.workers.extend(arrive(&self.bot, from..to));
    }

    /// People come, and are answered for a while.
    async fn goes_on(&mut self) {
        self.bot.take_calls();
        self.arrive(3);
        let calls = 1 + self.chance.below(40);
        self.bot.is_called(calls).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_befalls_the_database_the_books_balance() {
    const CUTS: usize = 20;
    const CRASHES: usize = 2;
    let mut server = Server::start().await;
    let db = server.pool("test", 2);
    MIGRATIONS.run(&db).await.expect("the tables are made");
    seed::campaign(&db).await;
    db.close().await;
    let telegram = FakeTelegram::start(morning()).await;
    let folder = tempfile::tempdir().expect("there is room for logs");
    let mut night = Night { bot: telegram.bot(TOKEN), workers: Vec::new(), chance: Chance(1_954) };
    let program = Program::start(&server.url(), &telegram, folder.path(), "log");

    for _ in 0..CUTS {
        night.goes_on().await;
        server.cut(&mut night.chance).await;
    }
    for _ in 0..CRASHES {
        night.goes_on().await;
        server.end("-QUIT");
        server.go_on().await;
    }
    night.goes_on().await;
    server.end("-INT");
    night.arrive(12);
    server.stay_away().await;
    server.go_on().await;
    night.goes_on().await;

    if server.own_disk {
        let ballast = server.fill_up();
        let mut log = server.log.clone();
        let is_full = async {
            let said = log.wait_for(|log| log.contains("No space left on device")).await;
            said.map(drop).expect("the server logs until it ends");
        };
        tokio::pin!(is_full);
        // People come until there is no room for what they say.
        loop {
            night.bot.take_calls();
            night.arrive(3);
            tokio::select! {
                biased;
                () = &mut is_full => break,
                () = night.bot.is_called(30) => {}
            }
        }
        night.arrive(3);
        fs::remove_file(ballast).expect("it was made");
        // Where it had no room for its journal, it has given up, and an operator starts it anew.
        server.end("-INT");
        server.go_on().await;
    } else {
        println!("The full disk is left out: this system lets nobody mount one.");
    }

    let mut everything = Vec::new();
    for worker in &night.workers {
        everything.push(read_to_the_receipt(worker).await);
    }
    program.stop();
    // What is written down about messages that were sent does not wait for the disk. A crash takes
    // the last of it back, and those messages are sent once more.
    let db = server.pool("test", 2);
    let left = async || -> i64 {
        let count = sqlx::query_scalar("select count(*) from outbox").fetch_one(&db).await;
        count.expect("the server answers")
    };
    if left().await > 0 {
        let program = Program::start(&server.url(), &telegram, folder.path(), "last.log");
        let all_sent = tokio::time::timeout(PATIENCE, async { while left().await > 0 {} });
        all_sent.await.expect("what is owed is sent");
        program.stop();
    }
    let repeated = books_balance(&db, &night.workers, everything).await;
    let befell = CUTS + CRASHES + 2;
    assert!(repeated <= befell * 128, "{repeated} messages were repeated");
    println!("{befell} faults, {} submissions, {repeated} messages repeated", night.workers.len());
    logs_are_clean(folder.path());
}
