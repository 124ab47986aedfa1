//! What happens while the platform or the database is away, and after.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use reqwest::StatusCode;
use sangkien::domain::{Role, UnitId};
use sangkien::work::{collect, delivery, housekeeping, intake, ownership};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio_util::sync::CancellationToken;

use crate::app::people::one;
use crate::app::{SECRET, TestApp, no_files, round, service};
use crate::database::TestDatabase;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::loopback;
use crate::fake_telegram::user::{Message, User};
use crate::numbers::Numbers;

fn words(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|message| message.text.clone()).collect()
}

/// Says three things while sending fails in this way for a while, and gives what is read in the
/// end, beside what is read when nothing fails.
async fn through(fault: Fault, times: usize) -> (Vec<String>, Vec<String>) {
    let app = TestApp::start_hasty().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Nguyễn Thị Hoa").await;
    for words in ["/cuatoi", "/nhap", "/ngonngu"] {
        khoa.say(words);
    }
    app.settle().await;
    app.bot.fail_for(41, "sendMessage", times, fault);
    for words in ["/cuatoi", "/nhap", "/ngonngu"] {
        hoa.say(words);
    }
    app.settle().await;
    assert!(hoa.unread() <= 1, "nothing overtakes");
    for _ in 0..15 {
        app.advance(TimeDelta::minutes(6));
        app.settle().await;
    }
    let read = (words(&khoa.inbox()), words(&hoa.inbox()));
    app.finish().await;
    read
}

#[tokio::test]
async fn refused_connections_lose_nothing_and_keep_the_order() {
    let (expected, came) = through(Fault::Busy { retry_after: None }, 4).await;
    assert_eq!(expected, came);
}

#[tokio::test]
async fn a_page_of_a_proxy_is_an_outage_like_any_other() {
    let page = Fault::Answer { status: 502, body: "<html>Bad Gateway</html>" };
    let (expected, came) = through(page, 9).await;
    assert_eq!(expected, came);
}

#[tokio::test]
async fn broken_connections_lose_nothing_and_keep_the_order() {
    let (expected, came) = through(Fault::Break, 7).await;
    assert_eq!(expected, came);
}

#[tokio::test]
async fn silence_is_waited_for_and_then_tried_again() {
    let (expected, came) = through(Fault::Hang, 2).await;
    assert_eq!(expected, came);
}

#[tokio::test]
async fn an_answer_that_is_lost_repeats_a_message_and_loses_none() {
    let (expected, mut came) = through(Fault::LoseAnswer, 1).await;
    assert_eq!(came.remove(0), expected[0]);
    assert_eq!(expected, came);
}

#[tokio::test]
async fn telegram_is_away_and_comes_back() {
    let numbers = Numbers::start();
    let mut app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    app.telegram.hang_up().await;
    for who in [&hoa, &khoa] {
        for words in ["/cuatoi", "/nhap"] {
            who.say(words);
        }
    }
    app.settle().await;
    for _ in 0..5 {
        app.advance(TimeDelta::minutes(6));
        app.settle().await;
    }
    assert_eq!(app.sql("select count(*)::text from outbox where failed_at is null").await, "4");
    housekeeping::measure_once(&app.service).await.expect("the database answers");
    let late = numbers.get("sangkien_outbox_oldest_seconds{lane=\"reply\"}");
    assert_eq!(late, Some(1_800.0), "however often it is tried meanwhile");
    app.telegram.pick_up().await;
    app.advance(TimeDelta::minutes(6));
    app.settle().await;
    for who in [&hoa, &khoa] {
        let read = who.inbox();
        assert_eq!(read.len(), 2, "{read:#?}");
        assert!(read[0].id < read[1].id);
    }
    app.finish().await;
}

#[tokio::test]
async fn hours_of_refusals_do_not_count_as_messages_that_may_have_arrived() {
    let mut app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let page = Fault::Answer { status: 502, body: "<html>Bad Gateway</html>" };
    // Of the first attempt nobody knows the outcome, and none of the next three hours arrives.
    app.bot.fail_for(41, "sendMessage", 1, page.clone());
    hoa.say("/cuatoi");
    app.settle().await;
    app.telegram.hang_up().await;
    for _ in 0..30 {
        app.advance(TimeDelta::minutes(6));
        app.settle().await;
    }
    app.telegram.pick_up().await;
    app.bot.fail_for(41, "sendMessage", 2, page);
    for _ in 0..3 {
        app.advance(TimeDelta::minutes(6));
        app.settle().await;
    }
    assert_eq!(hoa.inbox().len(), 1, "the platform is back, and so is the answer");
    app.finish().await;
}

#[tokio::test]
async fn news_that_has_waited_for_days_is_news_when_it_is_asked_to_wait_again() {
    let app = TestApp::start_with(|service| service.settings.decision_hold = TimeDelta::days(2));
    let app = app.await;
    let mai = app.officer(7, "Lê Thị Mai", UnitId(1), Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    app.ask(&mai, &format!("/xem {code}")).await;
    app.ask(&mai, &format!("/duyet {code}")).await;
    app.advance(TimeDelta::days(2) + TimeDelta::minutes(1));
    app.bot.fail_for(41, "sendMessage", 1, Fault::Busy { retry_after: Some(5) });
    app.bot.fail_for(41, "sendMessage", 9, Fault::Answer { status: 502, body: "" });
    app.settle().await;
    assert_eq!(hoa.unread(), 0);
    for _ in 0..10 {
        app.advance(TimeDelta::minutes(6));
        app.settle().await;
    }
    assert!(one(hoa.inbox()).text.contains("Đã công nhận"), "late, and not lost");
    app.finish().await;
}

/// What everybody asks who waits for a platform to come back, and what they ask in that moment.
const ASKED: [&str; 3] = ["/start", "/trogiup", "/ngonngu"];
const ASKED_LAST: &str = "/dongy";

/// So many people that one look at the outbox finds a part of what is due to them. What one of them
/// reads in good weather comes with them.
async fn many(app: &TestApp) -> (Vec<User>, Vec<String>) {
    let control = app.bot.user(41);
    for asked in ASKED.into_iter().chain([ASKED_LAST]) {
        control.say(asked);
    }
    app.settle().await;
    let expected = words(&control.inbox());
    assert_eq!(expected.len(), ASKED.len() + 1, "{expected:#?}");
    let people: Vec<User> = (0..300).map(|number| app.bot.user(1_000 + number)).collect();
    (people, expected)
}

async fn ask(app: &TestApp, people: &[User], asked: &[&str]) {
    for words in asked {
        for who in people {
            who.say(words);
        }
    }
    app.bot.is_heard().await;
}

#[tokio::test]
async fn more_than_one_look_finds_is_sent_in_order_when_the_platform_comes_back() {
    let mut app = TestApp::start().await;
    let (people, expected) = many(&app).await;
    app.telegram.hang_up().await;
    ask(&app, &people, &ASKED).await;
    app.settle().await;
    assert_eq!(app.sql("select count(*)::text from outbox").await, "900");
    app.telegram.pick_up().await;
    app.advance(TimeDelta::minutes(6));
    // Something newer is said in the very moment in which the older answers may go out.
    ask(&app, &people, &[ASKED_LAST]).await;
    app.settle().await;
    for who in &people {
        assert_eq!(words(&who.inbox()), expected, "once, and in order");
    }
    app.finish().await;
}

/// An operator starts the service anew while the platform is away.
#[tokio::test]
async fn whoever_takes_over_during_an_outage_lets_nothing_newer_overtake() {
    let mut app = TestApp::start().await;
    let (people, expected) = many(&app).await;
    app.telegram.hang_up().await;
    ask(&app, &people, &ASKED).await;
    app.settle().await;
    app.telegram.pick_up().await;
    let other =
        service(&app.database, &app.telegram, None, &app.hands, Duration::ZERO, no_files()).await;
    let other = Arc::new(other);
    let stop = CancellationToken::new();
    tokio::spawn(delivery::run(Arc::clone(&other), stop.clone()));
    ownership::release_all(&app.service).await.expect("the database answers");
    let taken = ownership::renew_once(&other, &other.accounts[0]).await;
    assert!(taken.expect("the database answers").is_some(), "it is free at once");
    // The older answers are not due yet.
    ask(&app, &people, &[ASKED_LAST]).await;
    while round(&other).await.expect("the database answers") {}
    assert!(people.iter().all(|who| who.unread() == 0), "nobody reads the newer one first");
    app.advance(TimeDelta::minutes(6));
    while round(&other).await.expect("the database answers") {}
    for who in &people {
        assert_eq!(words(&who.inbox()), expected, "once, and in order");
    }
    stop.cancel();
    ownership::release_all(&other).await.expect("the database answers");
    app.finish().await;
}

#[tokio::test]
async fn who_is_asked_to_wait_waits_alone() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    app.bot.fail_for(41, "sendMessage", 1, Fault::Busy { retry_after: Some(35) });
    hoa.say("/cuatoi");
    app.settle().await;
    hoa.say("/nhap");
    khoa.say("/cuatoi");
    app.settle().await;
    assert_eq!((hoa.unread(), khoa.unread()), (0, 1));
    khoa.inbox();
    app.advance(TimeDelta::seconds(34));
    app.settle().await;
    assert_eq!(hoa.unread(), 0, "the wait is kept to");
    // Something newer is said in the very moment in which the older answer may go out.
    app.advance(TimeDelta::seconds(2));
    hoa.say("/ngonngu");
    app.settle().await;
    let read = words(&hoa.inbox());
    khoa.say("/nhap");
    khoa.say("/ngonngu");
    app.settle().await;
    let khoas = words(&khoa.inbox());
    assert_eq!(read.len(), 3, "{read:#?}");
    assert_eq!(read[1..], khoas, "in the order in which it was asked");
    app.finish().await;
}

#[tokio::test]
async fn a_slow_platform_makes_nobody_read_twice() {
    // More than are sent at once, so that somebody has to wait in line.
    const MANY: i64 = 128;
    // Silence is noticed only after everything that happens meanwhile, on a busy machine, too.
    let app = TestApp::start_answered_within(Duration::from_secs(6)).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let many: Vec<_> = (0..MANY).map(|number| app.bot.user(1_000 + number)).collect();
    for who in &many {
        app.bot.fail_for(who.id(), "sendMessage", 1, Fault::Hang);
        who.start(None);
    }
    app.bot.is_heard().await;
    while intake::run_once(&app.service).await.expect("the database answers") > 0 {}
    // Nobody is answered yet; Hoa's answer waits behind them, longer than its lease.
    hoa.say("/cuatoi");
    app.bot.is_heard().await;
    while intake::run_once(&app.service).await.expect("the database answers") > 0 {}
    app.advance(TimeDelta::seconds(61));
    let account = &app.service.accounts[0];
    assert_eq!(hoa.unread(), 0, "it waits in line");
    housekeeping::reap_once(&app.service).await.expect("the database answers");
    let claimed = collect::claim_once(&app.service, account, 1_000).await;
    let (claimed, _) = claimed.expect("the database answers");
    assert_eq!(claimed, many.len() + 1, "every lease has run out");
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 1, "the answer is read once");
    app.advance(TimeDelta::minutes(2));
    app.settle().await;
    for who in &many {
        assert_eq!(who.inbox().len(), 1, "everybody is answered once in the end");
    }
    app.finish().await;
}

#[tokio::test]
async fn what_the_platform_will_never_take_is_given_up_and_told_of() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let refusal = Fault::Refuse { code: 400, description: "Bad Request: something is wrong" };
    app.bot.fail_for(41, "sendMessage", 1, refusal);
    hoa.say("/cuatoi");
    hoa.say("/nhap");
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 1, "the next message is not held back");
    let given_up = "select failed_why || '|' || body from outbox where failed_at is not null";
    assert_eq!(
        app.sql(given_up).await,
        "400 Bad Request: something is wrong|",
        "without the words"
    );
    app.finish_despite(&["The platform refuses a message"]).await;
}

#[tokio::test]
async fn a_refused_token_keeps_every_message_until_it_is_mended() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.bot.fail("sendMessage", 3, Fault::Refuse { code: 401, description: "Unauthorized" });
    hoa.say("/cuatoi");
    hoa.say("/nhap");
    for _ in 0..6 {
        app.settle().await;
        app.advance(TimeDelta::minutes(2));
    }
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 2);
    app.finish_despite(&["The platform refuses the account's token"]).await;
}

/// The server lets nobody into the database, or lets everybody in again.
pub async fn admit(database: &TestDatabase, is_open: bool) {
    let url = database.url();
    let (server, name) = url.rsplit_once('/').expect("the address names a database");
    let mut maintenance =
        PgConnection::connect(&format!("{server}/postgres")).await.expect("the server answers");
    let closing = format!("alter database {name} with allow_connections {is_open}");
    sqlx::raw_sql(AssertSqlSafe(closing)).execute(&mut maintenance).await.expect("it is done");
    if !is_open {
        sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1")
            .bind(name)
            .execute(&mut maintenance)
            .await
            .expect("everybody leaves");
    }
}

#[tokio::test]
async fn the_database_is_away_and_comes_back() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    hoa.say("/cuatoi");
    app.bot.is_heard().await;
    admit(&app.database, false).await;

    let client = loopback::client(reqwest::Client::builder());
    let update = r#"{"update_id":900001,"message":{"message_id":1,"date":1772413200,"chat":{"id":42,"type":"private"},"text":"/nhap"}}"#;
    let bring = || {
        let hook = client.post(&app.hook).header("x-telegram-bot-api-secret-token", SECRET);
        hook.body(update).send()
    };
    let answer = bring().await.expect("the hook answers");
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key("retry-after"));
    assert!(intake::run_once(&app.service).await.is_err(), "the inbox waits");
    // Telegram keeps what it could not bring, and tries again.
    khoa.say("/cuatoi");

    admit(&app.database, true).await;
    app.bot.is_heard().await;
    let mut again = bring().await.expect("the hook answers").status();
    for _ in 0..20 {
        if again == StatusCode::OK {
            break;
        }
        again = bring().await.expect("the hook answers").status();
    }
    assert_eq!(again, StatusCode::OK);
    for _ in 0..20 {
        if app.round().await.is_ok_and(|busy| !busy) {
            break;
        }
    }
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 1, "what was stored before is answered");
    assert_eq!(khoa.inbox().len(), 2, "what was refused meanwhile is answered, once");
    app.finish().await;
}

/// Whoever is on duty hears of it although no process is gone and nothing that is counted moves.
#[tokio::test]
async fn a_database_that_is_away_is_told_of() {
    let numbers = Numbers::start();
    let app = TestApp::start().await;
    let seen = || numbers.get("sangkien_database_seen_timestamp_seconds");
    let began = app.service.clock.now().timestamp() as f64;
    assert_eq!(seen(), Some(began), "before anything is looked at");
    app.advance(TimeDelta::seconds(10));
    housekeeping::measure_once(&app.service).await.expect("the database answers");
    assert_eq!(seen(), Some(began + 10.0));

    admit(&app.database, false).await;
    app.advance(TimeDelta::minutes(2));
    assert!(housekeeping::measure_once(&app.service).await.is_err(), "there is no answer");
    assert_eq!(seen(), Some(began + 10.0), "what is not seen is not said");
    let stop = CancellationToken::new();
    let stopping = async { stop.cancel() };
    tokio::join!(ownership::hold(Arc::clone(&app.service), stop.clone()), stopping);
    assert_eq!(numbers.get("sangkien_errors_total{class=\"database\"}"), Some(1.0));

    admit(&app.database, true).await;
    while app.round().await.is_err() {}
    housekeeping::measure_once(&app.service).await.expect("the database answers");
    assert_eq!(seen(), Some(began + 130.0));
    app.finish().await;
}
