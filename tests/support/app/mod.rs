//! The whole service on a database of its own, between a fake Telegram and a clock that stands
//! still: the real web hook, inbox, talk, outbox and sender, with hands that a test moves.
//!
//! ```text
//! let app = TestApp::start().await;
//! let lan = app.bot.user(41);
//! lan.start(None);
//! app.settle().await;
//! assert!(lan.inbox()[0].text.contains("Chào"));
//! app.finish().await;
//! ```

pub mod books;
pub mod crowd;
pub mod log;
pub mod people;
pub mod seed;
pub mod wire;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use sangkien::channel::telegram::Telegram;
use sangkien::channel::zalo_bot::{Style, ZaloBot};
use sangkien::channel::{self, Channel, Token};
use sangkien::clock::Hands;
use sangkien::facts::Settings;
use sangkien::files::FileStore;
use sangkien::store::{self, account};
use sangkien::vault::Vault;
use sangkien::web;
use sangkien::web::health::Health;
use sangkien::web::hook::{Hook, NotStored, Proof, Store};
use sangkien::work::{
    Account, Files, Links, Service, collect, counting, delivery, fetch, housekeeping, intake,
    ownership, receive::receiver,
};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::database::TestDatabase;
use crate::fake_telegram::bot::Bot;
use crate::fake_telegram::loopback;
use crate::fake_telegram::server::FakeTelegram;
use crate::fake_zalo_bot::server::{FakeZaloBot, TOKEN as ZALO_TOKEN};
use log::Log;

/// The bot's token; the log is searched for it.
pub const TOKEN: &str = "7000000001:AAE-not_a_real_token_0123456789abcd";

/// What Telegram shows to our webhook.
pub const SECRET: &str = "a-secret-of-the-webhook";

/// Where the platforms bring updates.
const TELEGRAM_PATH: &str = "/hook/telegram";
const ZALO_PATH: &str = "/hook/zalo-bot";

/// The key under which personal data is encrypted.
pub const DATA_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// Messages that one claim may take in a test: all.
const ALL: i64 = 1_000_000;

/// Rounds after which a service that still finds something to do is going in circles.
const ROUNDS: usize = 200;

/// The service, and everything around it. Goes away with this value.
pub struct TestApp {
    pub telegram: FakeTelegram,
    pub bot: Bot,
    /// Where the test has a second account, on Zalo.
    pub zalo: Option<FakeZaloBot>,
    pub service: Arc<Service>,
    pub hands: Hands,
    pub log: Log,
    /// Where the webhook is.
    pub hook: String,
    /// Where the bytes of files lie.
    pub folder: TempDir,
    _stop: DropGuard,
    /// Last, so that everybody else has let go of it before it is dropped.
    pub database: TestDatabase,
}

/// When every test begins: eight in the morning in Vietnam.
pub fn morning() -> DateTime<Utc> {
    "2026-03-02T01:00:00Z".parse().expect("the instant exists")
}

/// What an operator would have decided.
pub fn settings() -> Settings {
    Settings {
        decision_hold: TimeDelta::minutes(10),
        draft_reminders: Some([TimeDelta::hours(24), TimeDelta::hours(72)]),
        invitation_life: TimeDelta::days(7),
        max_file: 20_000_000,
        file_links: true,
        public_url: None,
    }
}

/// The vault of every test.
pub fn vault() -> Vault {
    Vault::parse(DATA_KEY).expect("it is a key")
}

/// How long a platform may take to answer. A busy machine keeps nobody waiting for so long, and
/// what is not answered in time would be tried again, for which the clock has to be moved.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);

/// The same where a test has a platform fall silent.
const SILENT_AFTER: Duration = Duration::from_secs(1);

/// A service on a database, as a process of its own would be. Its polls are held open for
/// `patience`.
pub async fn service(
    database: &TestDatabase,
    telegram: &FakeTelegram,
    zalo: Option<&FakeZaloBot>,
    hands: &Hands,
    patience: Duration,
    files: Files,
) -> Service {
    let http = http(ANSWERED_WITHIN);
    service_with(http, database, telegram, zalo, hands, patience, files).await
}

fn http(answered_within: Duration) -> reqwest::Client {
    let http = channel::http().timeout(2 * answered_within).read_timeout(answered_within);
    loopback::client(http)
}

async fn service_with(
    http: reqwest::Client,
    database: &TestDatabase,
    telegram: &FakeTelegram,
    zalo: Option<&FakeZaloBot>,
    hands: &Hands,
    patience: Duration,
    files: Files,
) -> Service {
    let db = store::pool(database.url(), 6).expect("the address reads");
    let mut connection = db.acquire().await.expect("the server answers");
    let token = Token::parse(TOKEN).expect("it is a token");
    let id = account::ensure(&mut connection, "telegram", token.bot_id()).await;
    let id = id.expect("the account is kept");
    let channel = Telegram::new(http.clone(), telegram.address(), token, patience);
    let mut accounts = vec![Account::new(id, Channel::Telegram(channel), true)];
    if let Some(zalo) = zalo {
        let token = Token::parse(ZALO_TOKEN).expect("it is a token");
        let id = account::ensure(&mut connection, "zalo_bot", token.bot_id()).await;
        let id = id.expect("the account is kept");
        let channel = ZaloBot::new(http, zalo.address(), token, Style::default(), patience);
        accounts.push(Account::new(id, Channel::ZaloBot(channel), true));
    }
    drop(connection);
    let service = Service::new(db, hands.clock(), vault(), files, settings(), 25, accounts).await;
    service.expect("campaign and units load")
}

impl TestApp {
    /// Starts the service; Telegram brings its updates to the web hook.
    pub async fn start() -> Self {
        Self::open(None, ANSWERED_WITHIN, |_| {}).await
    }

    /// The same, with a service that waits a moment only for a platform that is silent.
    pub async fn start_hasty() -> Self {
        Self::start_answered_within(SILENT_AFTER).await
    }

    /// The same, with a service that waits so long for a platform that is silent.
    pub async fn start_answered_within(patience: Duration) -> Self {
        Self::open(None, patience, |_| {}).await
    }

    /// The same, with a service that `change` has made other than usual.
    pub async fn start_with(change: impl FnOnce(&mut Service)) -> Self {
        Self::open(None, ANSWERED_WITHIN, change).await
    }

    /// Starts the service with a bot on Zalo beside the one on Telegram.
    pub async fn start_with_zalo() -> (Self, FakeZaloBot) {
        let zalo = FakeZaloBot::start(morning()).await;
        (Self::open(Some(zalo.clone()), ANSWERED_WITHIN, |_| {}).await, zalo)
    }

    /// The same, with a service that waits a moment only for a platform that is silent.
    pub async fn start_hasty_with_zalo() -> (Self, FakeZaloBot) {
        let zalo = FakeZaloBot::start(morning()).await;
        (Self::open(Some(zalo.clone()), SILENT_AFTER, |_| {}).await, zalo)
    }

    async fn open(
        zalo: Option<FakeZaloBot>,
        answered_within: Duration,
        change: impl FnOnce(&mut Service),
    ) -> Self {
        let log = Log::start();
        let hands = Hands::at(morning());
        let telegram = FakeTelegram::start(morning()).await;
        let bot = telegram.bot(TOKEN);
        let database = TestDatabase::new().await;
        seed::campaign(database.pool()).await;
        let folder = tempfile::tempdir().expect("a folder can be made");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let site = format!("http://{}", listener.local_addr().expect("it is bound"));
        let files = Files {
            store: FileStore::folder(&folder.path().join("files")).expect("it can be made"),
            links: Some(Links {
                base: site.parse().expect("it is an address"),
                life: TimeDelta::hours(24),
            }),
        };
        let (http, no_polls) = (http(answered_within), Duration::ZERO);
        let mut service =
            service_with(http, &database, &telegram, zalo.as_ref(), &hands, no_polls, files).await;
        change(&mut service);
        let service = Arc::new(service);
        let stop = CancellationToken::new();
        tokio::spawn(delivery::run(Arc::clone(&service), stop.clone()));
        serve_web(listener, &service, stop.clone());
        if let Some(zalo) = &zalo {
            zalo.hook(&format!("{site}{ZALO_PATH}"), SECRET);
        }
        let hook = format!("{site}{TELEGRAM_PATH}");
        let app = Self {
            telegram,
            bot,
            zalo,
            service,
            hands,
            log,
            hook,
            folder,
            _stop: stop.drop_guard(),
            database,
        };
        app.own().await;
        app.listen_again().await;
        app
    }

    /// Takes the accounts, as the process that serves them.
    async fn own(&self) {
        for account in &self.service.accounts {
            let owned = ownership::renew_once(&self.service, account).await;
            assert!(owned.expect("the database answers").is_some(), "nobody else has the account");
        }
    }

    /// Has updates brought to the web hook.
    pub async fn listen_again(&self) {
        let call = json!({"url": self.hook, "secret_token": SECRET, "max_connections": 8});
        let call = call.as_object().expect("it is one").clone();
        assert_eq!(self.bot.call("setWebhook", call).await.status(), 200);
        self.bot.take_calls();
    }

    /// Everything that is under way comes to its end: updates are taken, handled and answered,
    /// alarms that are due ring, and what is owed now goes out.
    pub async fn settle(&self) {
        self.is_heard().await;
        for _ in 0..ROUNDS {
            if !self.round().await.expect("the database answers") {
                self.is_heard().await;
                return;
            }
        }
        panic!("after {ROUNDS} rounds there is still something to do");
    }

    async fn is_heard(&self) {
        self.bot.is_heard().await;
        if let Some(zalo) = &self.zalo {
            zalo.is_heard().await;
        }
    }

    /// One round of every hand. Gives whether anything came of it.
    pub async fn round(&self) -> store::Result<bool> {
        round(&self.service).await
    }

    /// Time goes by, for us and for the platforms.
    pub fn advance(&self, by: TimeDelta) {
        self.hands.advance(by);
        self.telegram.set_now(self.service.clock.now());
        if let Some(zalo) = &self.zalo {
            zalo.set_now(self.service.clock.now());
        }
    }
}

/// One round of every hand of a service. Gives whether anything came of it.
pub async fn round(service: &Arc<Service>) -> store::Result<bool> {
    for account in &service.accounts {
        ownership::renew_once(service, account).await?;
    }
    let handled = intake::run_once(service).await?;
    let rung = housekeeping::ring_once(service).await?;
    housekeeping::reap_once(service).await?;
    let (mut claimed, mut fetched) = (0, 0);
    for account in &service.accounts {
        claimed += collect::claim_once(service, account, ALL).await?.0;
    }
    for place in 0..service.accounts.len() {
        fetched += fetch::run_once(service, place).await?;
    }
    counting::number_once(service).await?;
    counting::fold_once(service).await?;
    counting::refresh_once(service).await?;
    counting::count_waiting_once(service).await?;
    service.delivery.emptied().await;
    Ok(handled > 0 || rung > 0 || claimed > 0 || fetched > 0)
}

/// Nowhere to keep files for long, and no links to them.
pub fn no_files() -> Files {
    Files { store: FileStore::memory(), links: None }
}

/// Serves the web hooks and the links to files.
fn serve_web(listener: TcpListener, service: &Arc<Service>, stop: CancellationToken) {
    let (receiver, serve) = receiver(Arc::clone(service));
    tokio::spawn(serve);
    let hooks = service.accounts.iter().map(|account| {
        let (path, proof) = match account.channel {
            Channel::ZaloBot(_) => (ZALO_PATH, Proof::zalo_bot(SECRET)),
            _ => (TELEGRAM_PATH, Proof::telegram(SECRET)),
        };
        let (account, receiver) = (account.id, receiver.clone());
        let store: Store = Arc::new(move |raw| {
            let receiver = receiver.clone();
            async move { receiver.take(account, raw).await.map_err(|_| NotStored) }.boxed()
        });
        Hook { path: path.to_owned(), proof, store }
    });
    let hooks = hooks.collect();
    let ready = Arc::new(|| async { Ok(()) }.boxed());
    let files = sangkien::app::serve::files(service);
    let router = web::router(hooks, Health::new(ready, None), None, Some(files));
    tokio::spawn(web::serve(listener, router, stop));
}
