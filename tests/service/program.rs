//! The program itself: started when nothing is ready for it, and killed again and again under
//! load, without a last word. The books balance.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use sqlx::{PgPool, Row as _};
use tokio::net::{TcpListener, TcpStream};

use crate::app::books::assert_everything_fits;
use crate::app::crowd::{ANSWERS, arrive, once, read_to_the_receipt, words};
use crate::app::people::code;
use crate::app::{DATA_KEY, TOKEN, morning, seed};
use crate::database::TestDatabase;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::server::FakeTelegram;
use crate::fake_telegram::user::{Message, User};
use crate::fake_zalo_bot::server::{FakeZaloBot, TOKEN as ZALO_TOKEN};

/// How often.
const KILLS: i64 = 200;

/// People who arrive before each of them.
const ARRIVALS: i64 = 1;

/// Calls within which a killing comes.
const CALLS: u64 = 15;

/// A program that is killed with this value.
pub struct Program(Child);

impl Program {
    pub fn start(database: &str, telegram: &FakeTelegram, folder: &Path, name: &str) -> Self {
        Self::start_with(&[("HTTP_LISTEN", "off")], database, telegram, folder, name)
    }

    /// The same with more settings.
    fn start_with(
        settings: &[(&str, &str)],
        database: &str,
        telegram: &FakeTelegram,
        folder: &Path,
        name: &str,
    ) -> Self {
        let log = File::create(folder.join(name)).expect("the folder is ours");
        let child = Command::new(env!("CARGO_BIN_EXE_sangkien"))
            .arg("serve")
            .current_dir(folder)
            .env_clear()
            .env("DATABASE_URL", database)
            .env("DATA_KEY", DATA_KEY)
            .env("TELEGRAM_BOT_TOKEN", TOKEN)
            .env("TELEGRAM_API_URL", telegram.address().as_str())
            .envs(settings.iter().copied())
            .env("LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        Self(child.expect("the program was built"))
    }

    fn kill(mut self) {
        self.0.kill().expect("it was running");
        self.0.wait().expect("it is gone");
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(mut self) {
        self.ask_to_stop();
        assert!(self.0.wait().expect("it ends").success(), "it ends in order");
    }
}

impl Program {
    fn ask_to_stop(&self) {
        let id = self.0.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.expect("there is a kill command").success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, and need not be.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Chance that repeats itself: Knuth's linear congruential generator.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end).expect("it is small")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_two_hundred_times_and_the_books_balance() {
    let telegram = FakeTelegram::start(morning()).await;
    let bot = telegram.bot(TOKEN);
    let database = TestDatabase::new().await;
    seed::campaign(database.pool()).await;
    let folder = tempfile::tempdir().expect("there is room for logs");
    let mut chance = Chance(2_026);
    let mut workers: Vec<User> = Vec::new();
    for kill in 0..KILLS {
        bot.take_calls();
        let program =
            Program::start(database.url(), &telegram, folder.path(), &format!("{kill}.log"));
        let from = 100 + kill * ARRIVALS;
        workers.extend(arrive(&bot, from..from + ARRIVALS));
        bot.is_called(1 + chance.below(CALLS)).await;
        program.kill();
        // Its lease runs out. Waiting for that would make this a test of patience.
        let ended = sqlx::query("update account set lease_until = null");
        ended.execute(database.pool()).await.expect("the server answers");
    }

    let program = Program::start(database.url(), &telegram, folder.path(), "last.log");
    let mut everything = Vec::new();
    for worker in &workers {
        everything.push(read_to_the_receipt(worker).await);
    }
    program.stop();
    let repeated = books_balance(database.pool(), &workers, everything).await;
    // What was sent and not yet written down when the program died is sent again, and no more.
    let kills = usize::try_from(KILLS).expect("it is small");
    assert!(repeated <= kills * 128, "{repeated} messages were repeated");
    println!("{kills} kills, {} submissions, {repeated} messages repeated", workers.len());
    logs_are_clean(folder.path());
}

/// Everybody has submitted once and read everything in order, and nothing is left to do. Gives
/// how many messages were read more than once.
pub async fn books_balance(
    db: &PgPool,
    workers: &[User],
    mut everything: Vec<Vec<Message>>,
) -> usize {
    for (read, worker) in everything.iter_mut().zip(workers) {
        read.extend(worker.inbox());
        // Whoever has to wait is told so once; that is no answer.
        read.retain(|message| !message.text.starts_with("Tin nhắn của bạn đã được giữ lại đầy đủ"));
    }
    let expected = once(words(&everything[0]));
    assert_eq!(expected.len(), ANSWERS, "{expected:#?}");
    let mut repeated = 0;
    for (worker, read) in workers.iter().zip(&everything) {
        repeated += read.len() - ANSWERS;
        assert_eq!(once(words(read)), expected, "nothing is lost, and the order holds");
        let mut codes: Vec<String> = read.iter().filter_map(code).collect();
        codes.dedup();
        let submitted = sqlx::query(
            "select i.id from initiative i join conversation c on c.person_id = i.author_id
             where c.chat = $1",
        );
        let submitted = submitted.bind(worker.id().to_string()).fetch_all(db).await;
        let ids: Vec<i64> =
            submitted.expect("the query is sound").iter().map(|row| row.get("id")).collect();
        assert_eq!(ids.len(), 1, "each has submitted once");
        assert_eq!(codes.len(), 1, "and knows one code: {codes:?}");
        let digits: String = codes[0].chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits[..7], ids[0].to_string(), "which is that of the initiative");
    }
    for table in ["select count(*) from inbox", "select count(*) from outbox"] {
        let left: i64 = sqlx::query_scalar(table).fetch_one(db).await.expect(table);
        assert_eq!(left, 0, "{table}");
    }
    assert_everything_fits(db).await;
    repeated
}

/// Nothing went wrong that calls for an operator, and nobody's words and no secret are told.
pub fn logs_are_clean(folder: &Path) {
    for entry in std::fs::read_dir(folder).expect("the folder is ours") {
        let path = entry.expect("the folder reads").path();
        let Ok(log) = std::fs::read_to_string(&path) else { continue };
        let secret = TOKEN.split_once(':').expect("it is a token").1;
        for words in ["panicked", " ERROR ", "Nguyễn Thị Hoa", "Xe đẩy khuôn", secret] {
            assert!(!log.contains(words), "{words:?} is in {}", path.display());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_is_told_of_and_tried_again() {
    let telegram = FakeTelegram::start(morning()).await;
    let bot = telegram.bot(TOKEN);
    let database = TestDatabase::new().await;
    seed::campaign(database.pool()).await;
    let folder = tempfile::tempdir().expect("there is room for logs");
    bot.fail("getUpdates", 1, Fault::Refuse { code: 401, description: "Unauthorized" });
    let program = Program::start(database.url(), &telegram, folder.path(), "log");
    let hoa = bot.user(41);
    hoa.start(None);
    assert!(hoa.next_message().await.text.contains("Chào"), "it goes on once the token is good");
    program.stop();
    let log = std::fs::read_to_string(folder.path().join("log")).expect("it was written");
    assert!(log.contains("the platform refuses the token"), "{log}");
    assert!(!log.contains("AAE-"), "the token itself is not told");
}

/// Zalo holds a poll open for 25 seconds, and whoever asks twice has no time for that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_twice_to_stop_it_ends_at_once() {
    let telegram = FakeTelegram::start(morning()).await;
    let zalo = FakeZaloBot::start(morning()).await;
    let database = TestDatabase::new().await;
    seed::campaign(database.pool()).await;
    let folder = tempfile::tempdir().expect("there is room for logs");
    let settings = [
        ("HTTP_LISTEN", "off"),
        ("ZALO_BOT_TOKEN", ZALO_TOKEN),
        ("ZALO_BOT_API_URL", zalo.address().as_str()),
    ];
    let mut program =
        Program::start_with(&settings, database.url(), &telegram, folder.path(), "log");
    zalo.is_polled().await;
    program.ask_to_stop();
    let is_present = async || -> bool {
        let present = sqlx::query_scalar("select exists (select from process)");
        present.fetch_one(database.pool()).await.expect("the server answers")
    };
    while is_present().await {}
    assert_eq!(zalo.polls(), 1, "what Zalo is about to bring is waited for");
    program.ask_to_stop();
    assert!(!program.0.wait().expect("it ends").success(), "nobody takes it for an end in order");
    zalo.is_polled_by_nobody().await;
    let log = std::fs::read_to_string(folder.path().join("log")).expect("it was written");
    assert!(log.contains("Asked twice to stop"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_down_at_the_start_is_waited_for() {
    let telegram = FakeTelegram::start(morning()).await;
    let bot = telegram.bot(TOKEN);
    let database = TestDatabase::new().await;
    seed::campaign(database.pool()).await;
    let folder = tempfile::tempdir().expect("there is room for logs");
    // Stands before the server and lets nobody in at first.
    let gate = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let mut address = url::Url::parse(database.url()).expect("it is an address");
    let server = (
        address.host_str().expect("it names a host").to_owned(),
        address.port().expect("it names a port"),
    );
    let port = gate.local_addr().expect("it is bound").port();
    address.set_ip_host([127, 0, 0, 1].into()).expect("it has a host");
    address.set_port(Some(port)).expect("it has a port");
    let program = Program::start(address.as_str(), &telegram, folder.path(), "log");
    for _ in 0..2 {
        drop(gate.accept().await.expect("the program tries"));
    }
    let opened = tokio::spawn(async move {
        while let Ok((mut inside, _)) = gate.accept().await {
            let mut outside = TcpStream::connect(&server).await.expect("the server is there");
            tokio::spawn(
                async move { tokio::io::copy_bidirectional(&mut inside, &mut outside).await },
            );
        }
    });
    let hoa = bot.user(41);
    hoa.start(None);
    assert!(hoa.next_message().await.text.contains("Chào"));
    program.stop();
    opened.abort();
    let log = std::fs::read_to_string(folder.path().join("log")).expect("it was written");
    assert!(log.contains("Waiting for the database"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_numbers_tell_of_nobody() {
    let telegram = FakeTelegram::start(morning()).await;
    let bot = telegram.bot(TOKEN);
    let database = TestDatabase::new().await;
    seed::campaign(database.pool()).await;
    let folder = tempfile::tempdir().expect("there is room for logs");
    let free = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = free.local_addr().expect("it is bound").to_string();
    drop(free);
    let program = Program::start_with(
        &[("HTTP_LISTEN", &address)],
        database.url(),
        &telegram,
        folder.path(),
        "log",
    );
    let worker = arrive(&bot, 987_654_321..987_654_322).remove(0);
    let read = read_to_the_receipt(&worker).await;
    let numbers = reqwest::get(format!("http://{address}/metrics")).await;
    let numbers = numbers.expect("it is told").text().await.expect("it is text");
    assert!(numbers.contains("sangkien_sent_total"), "{numbers}");
    // Alerts see the first of what goes wrong.
    assert!(numbers.contains("sangkien_errors_total{class=\"polling\"} "), "{numbers}");
    let code = read.iter().find_map(code).expect("it was waited for");
    let secret = TOKEN.split_once(':').expect("it is a token").1;
    let told = ["Hoa", "khuôn", "987654321", "postgres", DATA_KEY, secret, &code];
    for words in told {
        assert!(!numbers.contains(words), "{words} is in {numbers}");
    }
    program.stop();
    logs_are_clean(folder.path());
}
