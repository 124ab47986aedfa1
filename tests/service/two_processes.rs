//! Two processes on one database, with one bot between them: on Telegram, and on Zalo.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sangkien::app;
use sangkien::clock::Hands;
use sangkien::work::ownership::{self, Pollers};
use sangkien::work::{Service, delivery, intake};
use sqlx::postgres::PgPoolOptions;
use tokio::runtime::{Builder, Runtime};
use tokio_util::sync::CancellationToken;

use crate::app::books::assert_everything_fits;
use crate::app::crowd::{ANSWERS, TYPED, arrive, once, read_to_the_receipt, words};
use crate::app::{TOKEN, TestApp, morning, no_files, seed, service};
use crate::database::TestDatabase;
use crate::fake_telegram::bot::Bot;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::server::FakeTelegram;
use crate::fake_telegram::user::User;
use crate::fake_zalo_bot::server::FakeZaloBot;
use crate::outages::admit;

/// How long a poll is held open.
const POLL: Duration = Duration::from_secs(2);

/// Connections of one process.
const CONNECTIONS: u32 = 6;

/// A process: everything in it ends at once when it is killed.
struct Process {
    runtime: Runtime,
    service: Arc<Service>,
    running: app::Running,
}

impl Process {
    async fn start(world: &World) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime needs nothing");
        let (database, telegram, hands) =
            (Arc::clone(&world.database), Arc::clone(&world.telegram), world.hands.clone());
        let zalo = world.zalo.clone();
        let started = runtime.spawn(async move {
            let service = service(&database, &telegram, zalo.as_ref(), &hands, POLL, no_files());
            let mut service = service.await;
            let options = service.db.connect_options().as_ref().clone();
            service.db = PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .connect_lazy_with(options.application_name(&service.process.to_string()));
            let service = Arc::new(service);
            let running = app::start(&service, CONNECTIONS);
            (service, running)
        });
        let (service, running) = started.await.expect("the process starts");
        Self { runtime, service, running }
    }

    fn owns(&self) -> bool {
        self.service.accounts[0].is_owned()
    }

    fn owns_zalo(&self) -> bool {
        self.service.accounts[1].is_owned()
    }

    /// Without a last word, as kill -9 would. The server still does what it was told last; its
    /// lease runs out long after that.
    async fn kill(self, world: &World) {
        let name = self.service.process.to_string();
        self.runtime.shutdown_background();
        drop((self.service, self.running));
        world.database.is_left_by(&name).await;
    }

    async fn stop(self) {
        let stopping = self.runtime.spawn(self.running.stop());
        stopping.await.expect("stopping does not panic");
        self.runtime.shutdown_background();
    }
}

struct World {
    telegram: Arc<FakeTelegram>,
    bot: Bot,
    zalo: Option<FakeZaloBot>,
    hands: Hands,
    database: Arc<TestDatabase>,
}

impl World {
    async fn new() -> Self {
        let telegram = FakeTelegram::start(morning()).await;
        let bot = telegram.bot(TOKEN);
        let database = TestDatabase::new().await;
        seed::campaign(database.pool()).await;
        let (telegram, database) = (Arc::new(telegram), Arc::new(database));
        Self { telegram, bot, zalo: None, hands: Hands::at(morning()), database }
    }

    /// The same with an account on Zalo beside the one on Telegram.
    async fn with_zalo() -> (Self, FakeZaloBot) {
        let zalo = FakeZaloBot::start(morning()).await;
        (Self { zalo: Some(zalo.clone()), ..Self::new().await }, zalo)
    }

    async fn count(&self, query: &'static str) -> i64 {
        let count = sqlx::query_scalar(query).fetch_one(self.database.pool()).await;
        count.expect("the query is sound")
    }

    /// Everybody has submitted exactly once, and nothing is left to do.
    async fn balances(&self, workers: usize) {
        let workers = i64::try_from(workers).expect("they are few");
        assert_eq!(self.count("select count(*) from initiative").await, workers);
        assert_eq!(self.count("select count(distinct author_id) from initiative").await, workers);
        assert_eq!(self.count("select count(*) from initiative_event").await, workers);
        assert_eq!(self.count("select count(*) from inbox").await, 0);
        assert_eq!(self.count("select count(*) from outbox").await, 0);
        assert_everything_fits(self.database.pool()).await;
        assert_eq!(self.bot.violations(), Vec::<String>::new());
    }
}

/// One of several processes, a step at a time.
struct Sharer {
    service: Arc<Service>,
    pollers: Pollers,
    stop: CancellationToken,
}

impl Sharer {
    async fn new(world: &World, zalo: &FakeZaloBot) -> Self {
        let (database, telegram) = (&world.database, &world.telegram);
        let service = service(database, telegram, Some(zalo), &world.hands, POLL, no_files()).await;
        Self {
            service: Arc::new(service),
            pollers: Pollers::default(),
            stop: CancellationToken::new(),
        }
    }

    /// Takes and gives, and tells which of the two accounts it holds then.
    async fn shares(&mut self) -> [bool; 2] {
        let shared = ownership::share_once(&self.service, &mut self.pollers, &self.stop).await;
        shared.expect("the database answers");
        self.holds()
    }

    fn holds(&self) -> [bool; 2] {
        [0, 1].map(|place| self.service.accounts[place].is_owned())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_share_the_accounts_and_take_over_what_a_dead_one_had() {
    let world = World::new().await;
    let zalo = FakeZaloBot::start(morning()).await;
    let (mut one, mut other) = (Sharer::new(&world, &zalo).await, Sharer::new(&world, &zalo).await);
    assert_eq!(one.shares().await, [true, true], "nobody else is there");
    assert_eq!(other.shares().await, [false, false], "nothing is free");
    // What Zalo brings to a poll it brings once, so the one that is under way is waited for.
    for _ in 0..10 {
        if one.shares().await != [true, true] {
            break;
        }
    }
    assert_eq!(one.holds(), [true, false], "it gives away what is too much");
    assert_eq!(one.shares().await, [true, false], "and does not take it back");
    assert_eq!(other.shares().await, [false, true]);
    for _ in 0..3 {
        world.hands.advance(TimeDelta::seconds(3));
        assert_eq!(one.shares().await, [true, false], "it stays so");
        assert_eq!(other.shares().await, [false, true]);
    }
    // The first one dies: it is not heard of any more.
    one.stop.cancel();
    world.hands.advance(TimeDelta::seconds(11));
    assert_eq!(other.shares().await, [true, true]);
    // A third one comes, and the second one stops in order.
    let mut third = Sharer::new(&world, &zalo).await;
    assert_eq!(third.shares().await, [false, false]);
    other.stop.cancel();
    ownership::release_all(&other.service).await.expect("the database answers");
    assert_eq!(third.shares().await, [true, true], "at once");
    third.stop.cancel();
}

/// A process shares only what the others may serve.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_given_what_they_do_not_serve() {
    let world = World::new().await;
    let zalo = FakeZaloBot::start(morning()).await;
    let (database, telegram) = (&world.database, &world.telegram);
    let only_telegram = service(database, telegram, None, &world.hands, POLL, no_files()).await;
    let mut one = Sharer::new(&world, &zalo).await;
    let mut other = Sharer { service: Arc::new(only_telegram), ..Sharer::new(&world, &zalo).await };
    let owns = |sharer: &Sharer| sharer.service.accounts[0].is_owned();
    assert_eq!(one.shares().await, [true, true]);
    let shared = ownership::share_once(&other.service, &mut other.pollers, &other.stop);
    shared.await.expect("the database answers");
    assert_eq!(one.shares().await, [false, true], "the one that the other knows");
    let shared = ownership::share_once(&other.service, &mut other.pollers, &other.stop);
    shared.await.expect("the database answers");
    assert!(owns(&other));
    for stop in [one.stop, other.stop] {
        stop.cancel();
    }
}

/// What one worker reads when nobody else is there.
async fn alone(bot: &Bot) -> Vec<String> {
    let worker = arrive(bot, 41..42).remove(0);
    let read = words(&read_to_the_receipt(&worker).await);
    assert_eq!(read.len(), ANSWERS, "an answer for everything that is typed: {read:#?}");
    read
}

async fn read_all(workers: &[User]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for worker in workers {
        all.push(words(&read_to_the_receipt(worker).await));
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_serves_and_the_other_stands_by() {
    let world = World::new().await;
    let (one, other) = (Process::start(&world).await, Process::start(&world).await);
    let expected = alone(&world.bot).await;
    let workers = arrive(&world.bot, 100..400);
    for read in read_all(&workers).await {
        assert_eq!(read, expected, "every message is answered once, and in order");
    }
    assert!(one.owns() != other.owns(), "exactly one of them has the account");
    let conflicts =
        world.bot.take_calls().iter().filter(|call| call.method == "getUpdates").count();
    assert!(conflicts > 0, "it polls");
    // Who stops hands over at once, and nothing is repeated.
    let (serving, standing_by) = if one.owns() { (one, other) } else { (other, one) };
    serving.stop().await;
    let late = arrive(&world.bot, 400..450);
    for read in read_all(&late).await {
        assert_eq!(read, expected);
    }
    assert!(standing_by.owns());
    standing_by.stop().await;
    assert!(workers.iter().chain(&late).all(|worker| worker.unread() == 0));
    world.balances(1 + workers.len() + late.len()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_one_dies_the_other_goes_on_where_it_was() {
    let world = World::new().await;
    let first = Process::start(&world).await;
    let expected = alone(&world.bot).await;
    assert!(first.owns());
    let second = Process::start(&world).await;
    world.bot.take_calls();
    let workers = arrive(&world.bot, 100..300);
    // In the middle of it.
    world.bot.is_called(ANSWERS * workers.len() / 3).await;
    first.kill(&world).await;
    // Its lease runs out.
    world.hands.advance(TimeDelta::seconds(11));
    let mut repeated = 0;
    for read in read_all(&workers).await {
        let read_once = once(read.clone());
        repeated += read.len() - read_once.len();
        assert_eq!(read_once, expected, "nothing is lost, and the order holds");
    }
    let most = 200 * ANSWERS / 3;
    assert!(repeated < most, "{repeated} messages were repeated");
    assert!(second.owns());
    second.stop().await;
    world.balances(1 + workers.len()).await;
}

/// Zalo hands an update to one poll alone and then forgets it, so two that poll would tear every
/// talk apart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_zalo_one_polls_and_the_other_goes_on_when_it_dies() {
    const PEOPLE: usize = 12;
    let (world, zalo) = World::with_zalo().await;
    let (one, other) = (Process::start(&world).await, Process::start(&world).await);
    let people: Vec<_> = (0..PEOPLE).map(|number| zalo.user(&format!("p{number}"))).collect();
    let (before, after) = TYPED.split_at(TYPED.len() / 2);
    let type_all = |words: &[&str]| {
        for words in words {
            for who in &people {
                who.say(words);
            }
        }
    };
    let read_all = async |is_last: fn(&str) -> bool| {
        let mut all = Vec::new();
        for who in &people {
            all.push(who.reads(is_last).await);
        }
        all
    };
    type_all(before);
    // What was typed last is the title; the second question answers it.
    let first = read_all(|text| text.contains("Câu 2")).await;
    assert!(one.owns_zalo() != other.owns_zalo(), "exactly one of them has the account");
    let (serving, standing_by) = if one.owns_zalo() { (one, other) } else { (other, one) };
    serving.kill(&world).await;
    zalo.is_polled_by_nobody().await;
    type_all(after);
    world.hands.advance(TimeDelta::seconds(11));
    let second = read_all(|text| text.contains("SK-")).await;
    assert!(standing_by.owns_zalo());
    let mut codes = std::collections::HashSet::new();
    for (first, second) in first.iter().zip(&second) {
        // What was sent last and not yet written down is sent once more.
        let read = once(first.iter().chain(second).cloned().collect());
        assert_eq!(read.len(), ANSWERS, "an answer for everything: {read:#?}");
        let receipt = second.iter().find_map(|text| text.split_once("SK-"));
        codes.insert(receipt.expect("it was waited for").1[..9].to_owned());
    }
    assert_eq!(codes.len(), PEOPLE, "everybody has a code of their own");
    standing_by.stop().await;
    assert_eq!(zalo.violations(), Vec::<String>::new());
    world.balances(PEOPLE).await;
}

/// Whoever stops serves its accounts until it has said what it has in hand, however slow the
/// platform is: another process would say it as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_stops_keeps_its_account_until_everything_is_said() {
    let world = World::new().await;
    let process = Process::start(&world).await;
    let other = service(&world.database, &world.telegram, None, &world.hands, POLL, no_files());
    let other = other.await;
    let hoa = world.bot.user(41);
    world.bot.fail_for(41, "sendMessage", 1, Fault::Hang);
    hoa.start(None);
    let said = "select count(*) from outbox where leased_by is not null";
    while world.count(said).await == 0 {}
    let stopping = process.runtime.spawn(process.running.stop());
    // It is heard of no more, and nothing is polled.
    while world.count("select count(*) from process").await > 0 {}
    world.hands.advance(TimeDelta::seconds(8));
    let renewed = "select count(*) from account where lease_until > '2026-03-02T01:00:17Z'";
    let kept = async { while world.count(renewed).await == 0 {} };
    tokio::time::timeout(Duration::from_secs(7), kept).await.expect("it keeps the account");
    world.hands.advance(TimeDelta::seconds(8));
    let takes = async || ownership::renew_once(&other, &other.accounts[0]).await;
    assert_eq!(takes().await.expect("the database answers"), None, "nobody else may serve it");
    world.telegram.let_go();
    stopping.await.expect("stopping does not panic");
    assert!(takes().await.expect("the database answers").is_some(), "and now anybody may");
    process.runtime.shutdown_background();
}

/// What Zalo is about to hand to a poll it hands out once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_stops_waits_for_what_the_last_poll_brings() {
    let (world, zalo) = World::with_zalo().await;
    let hoa = zalo.user("hoa");
    let stop = async |says: Option<&str>| {
        let Process { runtime, service, running } = Process::start(&world).await;
        zalo.is_polled().await;
        let stopping = runtime.spawn(running.stop());
        if let Some(words) = says {
            hoa.say(words);
        }
        stopping.await.expect("stopping does not panic");
        assert_eq!(zalo.polls(), 0, "no poll is broken off");
        assert!(!service.accounts[1].is_owned(), "and somebody else can go on");
        runtime.shutdown_background();
    };
    stop(None).await;
    stop(Some("xin chào")).await;
    let kept = world.count("select count(*) from inbox").await;
    let heard = usize::try_from(kept).expect("it is small") + hoa.inbox().len();
    assert_eq!(heard + hoa.waiting().len(), 1, "what was said is answered, kept, or with Zalo");
}

/// Waits until the poll that is open has brought what somebody says, while the database is away.
async fn says_into_an_outage(world: &World, zalo: &FakeZaloBot) {
    admit(&world.database, false).await;
    let hoa = zalo.user("hoa");
    hoa.say("xin chào");
    zalo.is_polled_by_nobody().await;
    assert!(hoa.waiting().is_empty(), "Zalo has handed it out, and does so once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_stops_while_the_database_is_away_keeps_what_the_last_poll_brings() {
    let (world, zalo) = World::with_zalo().await;
    let Process { runtime, running, .. } = Process::start(&world).await;
    zalo.is_polled().await;
    says_into_an_outage(&world, &zalo).await;
    let mut stopping = runtime.spawn(running.stop());
    let stopped = tokio::time::timeout(Duration::from_millis(500), &mut stopping).await;
    assert!(stopped.is_err(), "it is not kept yet");
    admit(&world.database, true).await;
    stopping.await.expect("stopping does not panic");
    let kept = world.count("select count(*) from inbox").await;
    let answered = i64::try_from(zalo.user("hoa").inbox().len()).expect("it is small");
    assert_eq!(kept + answered, 1, "what was said is kept, or answered");
    runtime.shutdown_background();
}

/// The last poll of an account that another process has taken over meanwhile brings something, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_loses_an_account_keeps_what_its_last_poll_brings() {
    let (world, zalo) = World::with_zalo().await;
    let (mut one, other) = (Sharer::new(&world, &zalo).await, Sharer::new(&world, &zalo).await);
    assert_eq!(one.shares().await, [true, true]);
    zalo.is_polled().await;
    world.hands.advance(TimeDelta::seconds(11));
    let taken = ownership::renew_once(&other.service, &other.service.accounts[1]).await;
    assert!(taken.expect("the database answers").is_some(), "the lease has run out");
    assert_eq!(one.shares().await, [true, false]);
    says_into_an_outage(&world, &zalo).await;
    let finished = one.pollers.finish(&one.service);
    let mut finished = std::pin::pin!(finished);
    let soon = tokio::time::timeout(Duration::from_millis(500), &mut finished).await;
    assert!(soon.is_err(), "it is not kept yet");
    admit(&world.database, true).await;
    finished.await;
    assert_eq!(world.count("select count(*) from inbox").await, 1);
}

/// Nobody who is talking notices that their bot is given to another process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_joins_is_given_an_account_in_the_middle_of_talks() {
    const TOGETHER: usize = 4;
    let (world, zalo) = World::with_zalo().await;
    let one = Process::start(&world).await;
    let mut people = 0;
    let mut talk = async || {
        let talking: Vec<_> =
            (people..people + TOGETHER).map(|number| zalo.user(&format!("p{number}"))).collect();
        people += TOGETHER;
        for words in TYPED {
            for who in &talking {
                who.say(words);
            }
        }
        for who in talking {
            let read = who.reads(|text| text.contains("SK-")).await;
            assert_eq!(read.len(), ANSWERS, "everything is answered, and once: {read:#?}");
        }
        people
    };
    talk().await;
    assert!(one.owns() && one.owns_zalo());
    let other = Process::start(&world).await;
    while !other.owns_zalo() {
        talk().await;
    }
    assert!(one.owns() && !one.owns_zalo() && !other.owns(), "each has one of the two");
    let people = talk().await;
    // Who stops gives back what it has, and the first goes on alone.
    other.stop().await;
    talk().await;
    assert!(one.owns() && one.owns_zalo());
    one.stop().await;
    assert_eq!(zalo.violations(), Vec::<String>::new());
    world.balances(people + TOGETHER).await;
}

/// A platform may bring its updates to any process, whoever serves the account.
#[tokio::test]
async fn what_is_brought_to_one_process_is_answered_by_the_other() {
    let app = TestApp::start().await;
    let other =
        service(&app.database, &app.telegram, None, &app.hands, Duration::ZERO, no_files()).await;
    let other = Arc::new(other);
    let stop = CancellationToken::new();
    tokio::spawn(delivery::run(Arc::clone(&other), stop.clone()));
    ownership::release_all(&app.service).await.expect("the database answers");
    let taken = ownership::renew_once(&other, &other.accounts[0]).await;
    assert!(taken.expect("the database answers").is_some(), "it is free at once");
    let workers = arrive(&app.bot, 100..120);
    app.bot.is_heard().await;
    let handled = intake::run_once(&app.service).await.expect("the database answers");
    assert_eq!(handled, 0, "whoever does not serve the account only keeps what is brought");
    while intake::run_once(&other).await.expect("the database answers") > 0 {}
    other.delivery.emptied().await;
    for worker in workers {
        let read = words(&worker.inbox());
        assert_eq!(read.len(), ANSWERS, "everything is answered, and once: {read:#?}");
    }
    stop.cancel();
    ownership::release_all(&other).await.expect("the database answers");
    app.finish_despite(&[]).await;
}
