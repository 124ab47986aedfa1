//! PostgreSQL has done what it was told, and its answer is lost; or it does not do it for a long
//! time. Nobody waits for a lease to run out, nothing newer overtakes, and nobody reads twice.

use chrono::TimeDelta;
use sangkien::work::{collect, housekeeping, intake, ownership, receive};
use serde_json::Map;
use tokio_util::sync::CancellationToken;

use crate::app::TestApp;
use crate::app::wire::Wire;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::user::{Message, User};

/// What somebody asks before an answer is lost, and after.
const ASKED: [&str; 2] = ["/cuatoi", "/nhap"];

/// A service at the end of a wire, and somebody who uses it. What they are to read in the end
/// comes with them.
async fn at_the_end_of_a_wire() -> (Wire, TestApp, User, Vec<String>) {
    let wire = Wire::open().await;
    let app = TestApp::start_with(|service| wire.lead(service)).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    for asked in ASKED {
        hoa.say(asked);
    }
    app.settle().await;
    let expected = words(&hoa.inbox());
    assert_eq!(expected.len(), ASKED.len(), "{expected:#?}");
    (wire, app, hoa, expected)
}

fn words(messages: &[Message]) -> Vec<String> {
    messages.iter().map(|message| message.text.clone()).collect()
}

#[tokio::test]
async fn a_lost_answer_to_a_commit_holds_no_reply_up() {
    let (wire, app, hoa, expected) = at_the_end_of_a_wire().await;
    hoa.say(ASKED[0]);
    app.bot.is_heard().await;
    wire.lose_the_answer_to("COMMIT");
    assert!(intake::run_once(&app.service).await.is_err());
    assert!(wire.has_lost());
    assert_eq!(app.sql("select count(*)::text from outbox").await, "1", "it has taken effect");
    hoa.say(ASKED[1]);
    app.settle().await;
    assert_eq!(words(&hoa.inbox()), expected, "at once, and in order");
    app.finish().await;
}

#[tokio::test]
async fn a_lost_answer_to_a_claim_holds_nothing_up() {
    let (wire, app, hoa, expected) = at_the_end_of_a_wire().await;
    app.bot.fail_for(41, "sendMessage", 1, Fault::Busy { retry_after: Some(30) });
    hoa.say(ASKED[0]);
    app.settle().await;
    app.advance(TimeDelta::seconds(31));
    wire.lose_the_answer_to("with due as materialized");
    let claimed = collect::claim_once(&app.service, &app.service.accounts[0], 1_000).await;
    assert!(claimed.is_err() && wire.has_lost());
    hoa.say(ASKED[1]);
    app.settle().await;
    assert_eq!(words(&hoa.inbox()), expected, "at once, and in order");
    app.finish().await;
}

#[tokio::test]
async fn a_lost_answer_to_what_a_poll_brought_lets_nothing_overtake() {
    let (wire, app, hoa, expected) = at_the_end_of_a_wire().await;
    assert_eq!(app.bot.call("deleteWebhook", Map::new()).await.status(), 200);
    let (account, stop) = (&app.service.accounts[0], CancellationToken::new());
    hoa.say(ASKED[0]);
    wire.lose_the_answer_to("insert into inbox");
    // The inbox has just been looked at, and is not looked at again for a while.
    intake::run_once(&app.service).await.expect("the database answers");
    let offset = receive::poll_once(&app.service, account, 0, &stop).await;
    assert!(wire.has_lost());
    hoa.say(ASKED[1]);
    let offset = receive::poll_once(&app.service, account, offset, &stop).await;
    while app.round().await.expect("the database answers") {}
    assert_eq!(words(&hoa.inbox()), expected, "in the order in which it was asked");
    receive::poll_once(&app.service, account, offset, &stop).await;
    app.finish().await;
}

/// The database was away for so long that another process might have had the account.
#[tokio::test]
async fn what_is_not_sent_when_an_account_is_lost_is_sent_when_it_is_back() {
    // More than are sent at once, so that somebody has to wait in line.
    const MANY: i64 = 128;
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let many: Vec<User> = (0..MANY).map(|number| app.bot.user(1_000 + number)).collect();
    for who in &many {
        app.bot.fail_for(who.id(), "sendMessage", 1, Fault::Hang);
        who.start(None);
    }
    app.bot.is_heard().await;
    while intake::run_once(&app.service).await.expect("the database answers") > 0 {}
    hoa.say(ASKED[0]);
    app.bot.is_heard().await;
    while intake::run_once(&app.service).await.expect("the database answers") > 0 {}
    let renew = async || {
        let renewed = ownership::renew_once(&app.service, &app.service.accounts[0]).await;
        renewed.expect("the database answers").is_some()
    };
    app.tamper("update account set lease_holder = gen_random_uuid()").await;
    assert!(!renew().await, "another process has the account");
    app.telegram.let_go();
    app.service.delivery.emptied().await;
    assert_eq!(hoa.unread(), 0, "whoever has the account answers");
    app.tamper("update account set lease_holder = null, lease_until = null").await;
    assert!(renew().await, "and then it has it no more");
    hoa.say(ASKED[1]);
    app.settle().await;
    let read = words(&hoa.inbox());
    for asked in ASKED {
        hoa.say(asked);
    }
    app.settle().await;
    assert_eq!(read, words(&hoa.inbox()), "at once, and in order");
    app.advance(TimeDelta::minutes(2));
    app.settle().await;
    for who in &many {
        assert_eq!(who.inbox().len(), 1, "everybody is answered once in the end");
    }
    app.finish().await;
}

/// What a server says that is about to be shut down, as PostgreSQL says it.
const NOT_NOW: &str = "create function not_now() returns trigger language plpgsql as
    $$ begin raise 'the database system is shutting down' using errcode = '57P03'; end $$";

#[tokio::test]
async fn what_is_sent_is_not_sent_again_however_long_it_cannot_be_written_down() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.tamper(NOT_NOW).await;
    app.tamper("create trigger not_now before delete on outbox execute function not_now()").await;
    hoa.say(ASKED[0]);
    app.bot.is_heard().await;
    assert_eq!(intake::run_once(&app.service).await.expect("the database answers"), 1);
    hoa.next_message().await;
    while app.log.line_with("Sent messages could not be settled").is_none() {
        tokio::task::yield_now().await;
    }
    app.advance(TimeDelta::seconds(61));
    housekeeping::reap_once(&app.service).await.expect("the database answers");
    let claimed = collect::claim_once(&app.service, &app.service.accounts[0], 1_000).await;
    assert_eq!(claimed.expect("the database answers").0, 1, "its lease has run out");
    app.tamper("drop trigger not_now on outbox").await;
    app.service.delivery.emptied().await;
    assert_eq!(hoa.unread(), 0, "it is read once");
    app.tamper("drop function not_now").await;
    app.finish().await;
}
