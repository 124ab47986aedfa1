//! What happens when the thinking fails, and when more comes than can be handled.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sangkien::channel::telegram::Telegram;
use sangkien::channel::{self, Channel, Token};
use sangkien::domain::{Role, UnitId};
use sangkien::effect::Turn;
use sangkien::engine::{self, Session};
use sangkien::facts::Facts;
use sangkien::message::{Heard, Inbound};
use sangkien::work::{
    Account, Service, delivery, fetch, housekeeping, intake, ownership, patience, retention,
};
use tokio_util::sync::CancellationToken;

use crate::app::crowd::{ANSWERS, TYPED, arrive, words};
use crate::app::people::one;
use crate::app::{TOKEN, TestApp, no_files, round, service};
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::loopback;
use crate::fake_telegram::user::PATIENCE;
use crate::fake_zalo_bot::server::FakeZaloBot;
use crate::file_host::FileHost;
use crate::zalo_files::up_to_files_on_zalo;

const ROOT: UnitId = UnitId(1);

/// Words that the thinking of [`trapped`] cannot bear.
const TRAP: &str = "cái bẫy";

/// The thinking, with a fault in it.
fn trapped(session: Session, inbound: &Inbound, heard: &Heard, facts: &Facts<'_>) -> Turn<Session> {
    assert!(!matches!(heard, Heard::Text(words) if words == TRAP), "the fault is met");
    engine::hear(session, inbound, heard, facts)
}

#[tokio::test]
async fn a_panic_of_the_thinking_holds_nobody_up() {
    let app = TestApp::start_with(|service| service.hear = trapped).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    // One batch: something before it, the trap, something behind it, and somebody else.
    hoa.say("/trogiup");
    hoa.say(TRAP);
    hoa.say("Kệ để chai nước");
    khoa.say("Hộp đựng kim");
    app.settle().await;

    assert!(one(khoa.inbox()).text.contains("Câu 2"), "others go on");
    let [help, apology, next] = &hoa.inbox()[..] else { panic!("three answers are owed") };
    assert!(help.text.contains("/cuatoi"), "{help:#?}");
    let number = app.sql("select seq::text from inbox where parked_at is not null").await;
    assert!(apology.text.contains(&number), "staff find it by its number: {apology:#?}");
    assert!(next.text.contains("Câu 2"), "the draft goes on from where it was: {next:#?}");
    assert!(app.log.line_with("A message is parked").expect("it is logged").contains(&number));
    app.tamper("delete from inbox where parked_at is not null").await;
    app.finish_despite(&["A message is parked"]).await;
}

#[tokio::test]
async fn a_decision_that_is_taken_back_after_it_was_told_is_explained() {
    let quick = TimeDelta::minutes(1);
    let app = TestApp::start_with(|service| service.settings.decision_hold = quick).await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    one(app.say(&mai, &format!("/xem {code}")).await);
    one(app.say(&mai, &format!("/duyet {code}")).await);
    app.settle().await;
    hoa.inbox();
    app.advance(TimeDelta::minutes(2));
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("Đã công nhận"), "the news has gone out");
    one(app.tap(&mai, "Hoàn tác").await);
    app.settle().await;
    let taken_back = one(hoa.inbox());
    assert!(taken_back.text.contains("là nhầm"), "{taken_back:#?}");
    let status = app.ask(&hoa, &format!("/trangthai {code}")).await;
    assert!(status.text.contains("Hiện giờ: Đang thẩm định"), "{status:#?}");
    app.finish().await;
}

#[tokio::test]
async fn a_storm_of_stickers_is_answered_together_and_holds_nobody_up() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    for _ in 0..300 {
        hoa.send_sticker();
    }
    hoa.say("Kệ để chai nước");
    khoa.say("Hộp đựng kim");
    app.bot.is_heard().await;
    intake::run_once(&app.service).await.expect("the database answers");
    app.service.delivery.emptied().await;
    assert!(one(khoa.inbox()).text.contains("Câu 2"), "nobody waits for the storm to pass");
    for _ in 0..3 {
        app.settle().await;
        app.advance(TimeDelta::seconds(4));
    }
    let read = hoa.inbox();
    assert!(read.len() <= 5, "{} answers to a storm", read.len());
    let last = read.last().expect("there is an answer");
    assert!(last.text.contains("Câu 2"), "the words among it are heard: {last:#?}");
    app.finish().await;
}

#[tokio::test]
async fn whoever_types_faster_than_allowed_loses_no_answer() {
    let app = TestApp::start_with(|service| service.line.brisk = Some(10)).await;
    let khoa = arrive(&app.bot, 42..43).remove(0);
    let hoa = app.bot.user(41);
    hoa.start(None);
    let mut read = Vec::new();
    for minute in 0..10 {
        app.settle().await;
        read.extend(words(&khoa.inbox()));
        if minute == 0 {
            assert!(read.len() < ANSWERS, "there is a limit");
            assert_eq!(hoa.inbox().len(), 1, "which is nobody else's");
        }
        app.advance(TimeDelta::minutes(1));
    }
    assert_eq!(
        read.len(),
        ANSWERS,
        "every answer is heard, in the middle of a submission: {read:#?}"
    );
    assert!(read[ANSWERS - 1].contains("SK-"), "up to the receipt");
    app.finish().await;
}

#[tokio::test]
async fn who_waits_for_long_is_told_once_that_an_answer_will_come() {
    let patience = TimeDelta::seconds(30);
    let app = TestApp::start_with(|service| service.patience = Some(patience)).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    let reassured = async || {
        let account = &app.service.accounts[0];
        patience::reassure_once(&app.service, account).await.expect("the database answers")
    };
    for backlog in 0..2 {
        hoa.say("/trogiup");
        hoa.say("/cuatoi");
        app.bot.is_heard().await;
        app.advance(TimeDelta::seconds(20));
        khoa.say("/trogiup");
        app.bot.is_heard().await;
        assert_eq!(reassured().await, 0, "nobody has waited for long");
        app.advance(TimeDelta::seconds(11));
        assert_eq!(reassured().await, 1, "in backlog {backlog}");
        assert!(one(hoa.inbox()).text.contains("đã được giữ lại"));
        assert_eq!(khoa.unread(), 0);
        app.advance(TimeDelta::seconds(20));
        assert_eq!(reassured().await, 1, "the next one, and nobody twice");
        assert!(one(khoa.inbox()).text.contains("không cần gửi lại"));
        assert_eq!(reassured().await, 0);
        app.settle().await;
        assert_eq!((hoa.inbox().len(), khoa.inbox().len()), (2, 1), "the answers come as well");
        assert_eq!(reassured().await, 0, "the backlog is over");
    }
    app.finish().await;
}

#[tokio::test]
async fn more_than_fits_into_memory_is_answered_in_order_and_in_full() {
    let app = TestApp::start().await;
    let many: Vec<_> = (0..400).map(|number| app.bot.user(1_000 + number)).collect();
    // Far more than is held in memory at once, before anything is handled.
    for _ in 0..12 {
        for who in &many {
            who.say("xin chào");
        }
    }
    app.bot.is_heard().await;
    assert_eq!(app.sql("select count(*)::text from inbox").await, "4800", "all of it is kept");
    intake::run_once(&app.service).await.expect("the database answers");
    app.service.delivery.emptied().await;
    let answered = many.iter().filter(|who| who.unread() > 0).count();
    assert!(answered > 0, "the first are answered while the others wait");
    app.settle().await;
    for who in &many {
        assert!(!who.inbox().is_empty(), "everybody is answered");
    }
    assert_eq!(app.sql("select count(*)::text from inbox").await, "0");
    app.finish().await;
}

#[tokio::test]
async fn whoever_has_been_silent_for_years_is_seen_to_once_nobody_waits() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.advance(TimeDelta::days(1_800));
    let many: Vec<_> = (0..150).map(|number| app.bot.user(1_000 + number)).collect();
    for _ in 0..8 {
        for who in &many {
            who.say("xin chào");
        }
    }
    app.bot.is_heard().await;
    intake::run_once(&app.service).await.expect("the database answers");
    let mut people = retention::People::default();
    assert!(!people.step(&app.service).await.expect("the database answers"), "it goes on later");
    assert_eq!(people.done(), (0, 0));
    app.settle().await;
    assert!(many.iter().all(|who| !who.inbox().is_empty()), "everybody is answered");
    assert!(people.step(&app.service).await.expect("the database answers"));
    app.settle().await;
    let warned = one(hoa.inbox());
    assert!(warned.text.contains("mình sẽ xóa hết dữ liệu"), "{warned:#?}");
    app.finish().await;
}

/// Receipts are immediate whatever the platforms do, and memory stays bounded: what cannot be said
/// yet is not even thought about.
#[tokio::test]
async fn what_a_slow_platform_does_not_take_waits_in_the_database() {
    let app = TestApp::start().await;
    let mut slow =
        service(&app.database, &app.telegram, None, &app.hands, Duration::ZERO, no_files()).await;
    slow.delivery.room = 100;
    let slow = Arc::new(slow);
    ownership::release_all(&app.service).await.expect("the database answers");
    let taken = ownership::renew_once(&slow, &slow.accounts[0]).await;
    assert!(taken.expect("the database answers").is_some(), "the account is free");
    let count = async |table| -> usize {
        let counted = app.sql(table).await;
        counted.parse().expect("it is a number")
    };

    let workers = arrive(&app.bot, 100..160);
    app.bot.is_heard().await;
    let said = count("select count(*)::text from inbox").await;
    // Nothing goes out.
    while intake::run_once(&slow).await.expect("the database answers") > 0 {}
    let owed = count("select count(*)::text from outbox").await;
    assert!(owed >= 100 && owed < said / 2, "{owed} answers are in hand for {said} messages");
    assert!(count("select count(*)::text from inbox").await > said / 2, "the others wait");

    let stop = CancellationToken::new();
    tokio::spawn(delivery::run(Arc::clone(&slow), stop.clone()));
    slow.delivery.emptied().await;
    while intake::run_once(&slow).await.expect("the database answers") > 0 {
        slow.delivery.emptied().await;
    }
    for worker in workers {
        let read = words(&worker.inbox());
        assert_eq!(read.len(), ANSWERS, "everything is answered, and once: {read:#?}");
        assert!(read[ANSWERS - 1].contains("SK-"), "and in order");
    }
    assert_eq!(count("select count(*)::text from inbox").await, 0);
    stop.cancel();
    ownership::release_all(&slow).await.expect("the database answers");
    app.finish_despite(&[]).await;
}

/// A process that has taken the accounts over. Its calls to Telegram wait for their answer as long
/// as they would in earnest.
async fn patient(app: &TestApp, zalo: &FakeZaloBot, room: usize) -> Arc<Service> {
    let mut process =
        service(&app.database, &app.telegram, Some(zalo), &app.hands, Duration::ZERO, no_files())
            .await;
    let http = loopback::client(channel::http());
    let secret = Token::parse(TOKEN).expect("it is a token");
    let telegram = Telegram::new(http, app.telegram.address(), secret, Duration::ZERO);
    let telegram = Account::new(process.accounts[0].id, Channel::Telegram(telegram), true);
    process.accounts[0] = telegram;
    process.delivery.room = room;
    ownership::release_all(&app.service).await.expect("the database answers");
    for account in &process.accounts {
        let taken = ownership::renew_once(&process, account).await;
        assert!(taken.expect("the database answers").is_some(), "the account is free");
    }
    Arc::new(process)
}

/// One process serves a bot on Telegram and one on Zalo, and Telegram answers nothing.
#[tokio::test]
async fn a_platform_that_hangs_holds_up_nobody_on_the_others() {
    /// As many as are sent to one platform at once.
    const HANGING: usize = 128;
    let (app, zalo) = TestApp::start_with_zalo().await;
    let process = patient(&app, &zalo, HANGING + 50).await;
    let stop = CancellationToken::new();
    tokio::spawn(delivery::run(Arc::clone(&process), stop.clone()));
    let handle_all = async || {
        process.line.ring();
        while intake::run_once(&process).await.expect("the database answers") > 0 {}
    };

    app.bot.fail("sendMessage", HANGING, Fault::Hang);
    let workers: Vec<_> = (0..HANGING as i64 + 12).map(|id| app.bot.user(1_000 + id)).collect();
    // The first answers take every place, the second ones all the room.
    for words in ["/start", "/trogiup", "/ngonngu"] {
        for worker in &workers {
            worker.say(words);
        }
        app.bot.is_heard().await;
        handle_all().await;
    }
    let people: Vec<_> = (0..4).map(|number| zalo.user(&format!("p{number}"))).collect();
    for who in &people {
        for words in TYPED {
            who.say(words);
        }
    }
    zalo.is_heard().await;
    handle_all().await;
    for who in &people {
        let read = who.reads(|text| text.contains("SK-")).await;
        assert_eq!(read.len(), ANSWERS, "everything is answered, and once: {read:#?}");
    }
    assert!(workers.iter().all(|worker| worker.unread() == 0), "Telegram still hangs");
    assert_ne!(app.sql("select count(*)::text from inbox").await, "0", "and the rest waits");

    app.telegram.let_go();
    process.delivery.emptied().await;
    let mut rounds = 0;
    while app.sql("select (select count(*) from inbox) + (select count(*) from outbox) || ''").await
        != "0"
    {
        app.advance(TimeDelta::seconds(2));
        while round(&process).await.expect("the database answers") {}
        rounds += 1;
        assert!(rounds < 100, "it is over in the end");
    }
    for worker in workers {
        let read = words(&worker.inbox());
        assert_eq!(read.len(), 3, "everything is answered, and once: {read:#?}");
        assert!(read[0].contains("Chào bạn") && read[2].contains("language"), "{read:#?}");
    }
    stop.cancel();
    ownership::release_all(&process).await.expect("the database answers");
    app.finish_despite(&[]).await;
}

/// The same for the files that people send.
#[tokio::test]
async fn a_download_that_hangs_holds_up_no_file_of_another_account() {
    /// As many as are fetched at once, of all accounts together.
    const HANGING: usize = 4;
    let (app, zalo) = TestApp::start_with_zalo().await;
    let host = FileHost::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    let lan = up_to_files_on_zalo(&app, &zalo).await;
    let process = patient(&app, &zalo, 100).await;
    app.bot.fail("getFile", HANGING, Fault::Hang);
    for number in 0..HANGING {
        hoa.send_document(&format!("{number}.pdf"));
    }
    lan.send_photo_at(&host.link("paper"));
    app.bot.is_heard().await;
    zalo.is_heard().await;
    while intake::run_once(&process).await.expect("the database answers") > 0 {}
    let stop = CancellationToken::new();
    let hands =
        [0, 1].map(|place| tokio::spawn(fetch::run(Arc::clone(&process), place, stop.clone())));
    let of_zalo =
        "select state from file join account a on a.id = account_id where channel = 'zalo_bot'";
    let stored = async { while app.sql(of_zalo).await != "stored" {} };
    tokio::time::timeout(PATIENCE, stored).await.expect("it does not wait for Telegram");
    assert_eq!(app.files_that_are("stored").await, 1, "Telegram still hangs");

    app.telegram.let_go();
    stop.cancel();
    for hands in hands {
        hands.await.expect("fetching does not panic");
    }
    ownership::release_all(&process).await.expect("the database answers");
    app.settle().await;
    assert_eq!((hoa.inbox().len(), lan.inbox().len()), (1, 1), "nobody waits for a file");
    app.finish().await;
}

/// Another process is to serve the account soon.
#[tokio::test]
async fn who_stops_does_not_wait_for_a_download_that_hangs() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    app.bot.fail("getFile", 1, Fault::Hang);
    hoa.send_photo(None);
    app.bot.is_heard().await;
    while intake::run_once(&app.service).await.expect("the database answers") > 0 {}
    let stop = CancellationToken::new();
    let mut hands = tokio::spawn(fetch::run(Arc::clone(&app.service), 0, stop.clone()));
    while app.sql("select attempts::text from file").await != "1" {}
    stop.cancel();
    let soon = tokio::time::timeout(Duration::from_secs(8), &mut hands).await;
    soon.expect("it does not wait").expect("fetching does not panic");
    app.service.delivery.emptied().await;
    hoa.inbox();
    app.telegram.let_go();
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert_eq!(app.files_that_are("stored").await, 1, "it is fetched after all");
    app.finish().await;
}

#[tokio::test]
async fn reminders_wait_until_everybody_is_answered() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.say(&hoa, "Kệ để chai nước").await;
    app.advance(TimeDelta::days(2));
    // Stickers are answered together, so that few answers have to be waited for.
    let many: Vec<_> = (0..12).map(|number| app.bot.user(1_000 + number)).collect();
    for _ in 0..100 {
        for who in &many {
            who.send_sticker();
        }
    }
    app.bot.is_heard().await;
    intake::run_once(&app.service).await.expect("the database answers");
    let rung = async || housekeeping::ring_once(&app.service).await.expect("the database answers");
    assert_eq!(rung().await, 0, "people wait");
    while intake::run_once(&app.service).await.expect("the database answers") > 0 {}
    assert_eq!(hoa.unread(), 0);
    assert_eq!(rung().await, 1, "nobody does");
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("Kệ để chai nước"), "she is reminded of her draft");
    for who in &many {
        who.inbox();
    }
    app.finish().await;
}

/// A process that slept through its lease still holds talks in memory as they were.
#[tokio::test]
async fn a_process_that_wakes_up_after_another_took_over_spoils_nothing() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let other =
        service(&app.database, &app.telegram, None, &app.hands, Duration::ZERO, no_files()).await;
    let other = Arc::new(other);
    let stop = CancellationToken::new();
    tokio::spawn(delivery::run(Arc::clone(&other), stop.clone()));
    app.advance(TimeDelta::seconds(11));
    let taken = ownership::renew_once(&other, &other.accounts[0]).await;
    assert!(taken.expect("the database answers").is_some(), "the lease has run out");
    hoa.say("Kệ để chai nước");
    app.bot.is_heard().await;
    intake::run_once(&other).await.expect("the database answers");
    other.delivery.emptied().await;
    assert!(one(hoa.inbox()).text.contains("Câu 2"));

    // The first one does not know yet that it has lost the account.
    hoa.say("Giải pháp kỹ thuật");
    app.bot.is_heard().await;
    intake::run_once(&app.service).await.expect("the database answers");
    app.service.delivery.emptied().await;
    let answer = one(hoa.inbox());
    assert!(answer.text.contains("Câu 3"), "it goes on where the other was: {answer:#?}");
    stop.cancel();
    ownership::release_all(&other).await.expect("the database answers");
    app.finish_despite(&[]).await;
}
