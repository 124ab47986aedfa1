//! Everything at once: refusals, outages, repetitions, a clock that steps, a disk that is full.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use reqwest::StatusCode;
use sangkien::domain::{Role, UnitId};
use sangkien::work::{intake, ownership, receive};
use serde_json::json;

use crate::app::crowd::{ANSWERS, TYPED, arrive, once, words};
use crate::app::{SECRET, TestApp, no_files, service};
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::loopback;
use crate::fake_telegram::user::User;
use crate::program::Chance;

/// What somebody reads who types a whole submission in good weather.
async fn in_good_weather(app: &TestApp) -> Vec<String> {
    let control = arrive(&app.bot, 41..42).remove(0);
    app.settle().await;
    let read = words(&control.inbox());
    assert_eq!(read.len(), ANSWERS, "{read:#?}");
    read
}

#[tokio::test]
async fn a_storm_of_refusals_and_outages_costs_nobody_an_answer() {
    const PEOPLE: i64 = 30;
    let app = TestApp::start().await;
    let expected = in_good_weather(&app).await;
    let people = arrive(&app.bot, 100..100 + PEOPLE);
    let mut chance = Chance(429);
    let (mut faults, mut lost) = (0, 0);
    // A storm of an hour, and then the weather clears up.
    for _ in 0..12 {
        for _ in 0..chance.below(25) {
            let fault = match chance.below(8) {
                0 => Fault::Busy { retry_after: None },
                1 => Fault::Busy { retry_after: Some(3) },
                2 => Fault::Busy { retry_after: Some(1_000) },
                3 => Fault::Answer { status: 500, body: "" },
                4 => Fault::Answer { status: 502, body: "<html>Bad Gateway</html>" },
                5 => Fault::Answer { status: 200, body: "<html>Captive portal</html>" },
                6 => Fault::Break,
                _ => Fault::LoseAnswer,
            };
            lost += usize::from(fault == Fault::LoseAnswer);
            faults += 1;
            app.bot.fail("sendMessage", 1, fault);
        }
        app.settle().await;
        app.advance(TimeDelta::minutes(5));
    }
    for _ in 0..12 {
        app.settle().await;
        app.advance(TimeDelta::minutes(5));
    }
    assert!(faults > 100, "{faults} faults are no storm");
    let mut repeated = 0;
    for who in &people {
        let read = words(&who.inbox());
        let number = read.len();
        assert_eq!(once(read), expected, "nothing is lost, and the order holds");
        repeated += number - ANSWERS;
    }
    // A page instead of an answer may hide that the message arrived, but these did not.
    assert!(repeated <= lost, "{repeated} messages were repeated, and {lost} answers lost");
    assert_eq!(app.sql("select count(*)::text from initiative").await, (PEOPLE + 1).to_string());
    app.finish().await;
}

/// A word of somebody, as Telegram brings it.
fn update(number: usize, who: &User, words: &str) -> String {
    let chat = who.id();
    json!({"update_id": 700_000 + number, "message": {"message_id": 10_000 + number,
        "date": 1_772_413_200, "chat": {"id": chat, "type": "private", "first_name": "H"},
        "from": {"id": chat, "is_bot": false, "first_name": "H", "language_code": "vi"},
        "text": words}})
    .to_string()
}

/// Updates come in bunches of any size, and are handled now and then.
async fn come(app: &TestApp, updates: &[String], chance: &mut Chance) {
    let mut rest = updates;
    while !rest.is_empty() {
        let (bunch, later) = rest.split_at(1 + chance.below(60).min(rest.len() - 1));
        let raws = bunch.iter().map(String::as_str);
        let stored = receive::store(&app.service, &app.service.accounts[0], raws, None).await;
        stored.expect("the database answers");
        if chance.below(3) == 0 {
            app.round().await.expect("the database answers");
        }
        rest = later;
    }
    app.settle().await;
}

/// People who have opened the talk, and what each says after that.
async fn people(app: &TestApp) -> (Vec<User>, Vec<Vec<String>>) {
    let people: Vec<User> = (100..130).map(|number| app.bot.user(number)).collect();
    for who in &people {
        who.start(None);
    }
    app.settle().await;
    let mut number = 0;
    let mut say = |who: &User| -> Vec<String> {
        TYPED[1..]
            .iter()
            .map(|words| {
                number += 1;
                update(number, who, words)
            })
            .collect()
    };
    let said = people.iter().map(&mut say).collect();
    (people, said)
}

#[tokio::test]
async fn a_campaign_that_is_brought_twice_and_mixed_is_heard_once() {
    let app = TestApp::start().await;
    let expected = in_good_weather(&app).await;
    let (people, mut said) = people(&app).await;
    let mut chance = Chance(2);
    // Whose turn it is is chance; everybody's own words keep their order, as Telegram promises.
    let mut updates: Vec<String> = Vec::new();
    for words in &mut said {
        words.reverse();
    }
    while !said.is_empty() {
        let turn = chance.below(said.len() as u64);
        match said[turn].pop() {
            Some(update) => updates.push(update),
            None => drop(said.swap_remove(turn)),
        }
    }
    // And each comes once more at any time after it came first.
    for update in updates.clone() {
        let first = updates.iter().position(|other| *other == update).expect("it is there");
        let again = first + 1 + chance.below((updates.len() - first) as u64);
        updates.insert(again.min(updates.len()), update);
    }
    come(&app, &updates, &mut chance).await;
    for who in &people {
        assert_eq!(words(&who.inbox()), expected, "everything is answered once, and in order");
    }
    let submitted = "select count(*) || '|' || count(distinct author_id) from initiative";
    assert_eq!(app.sql(submitted).await, "31|31");
    app.finish().await;
}

#[tokio::test]
async fn a_campaign_out_of_all_order_leaves_everybody_able_to_go_on() {
    let app = TestApp::start().await;
    let (people, said) = people(&app).await;
    let mut chance = Chance(3);
    let mut updates: Vec<String> =
        said.into_iter().flatten().flat_map(|u| [u.clone(), u]).collect();
    for place in (1..updates.len()).rev() {
        updates.swap(place, chance.below(place as u64 + 1));
    }
    come(&app, &updates, &mut chance).await;
    let kept = "select count(*)::text from received where external_id >= '700000'";
    assert_eq!(app.sql(kept).await, (people.len() * (TYPED.len() - 1)).to_string());
    for who in &people {
        assert!(!who.inbox().is_empty(), "everybody is answered");
    }
    // Whoever notices the confusion begins anew.
    for who in &people {
        for words in ["/huy", "/start"] {
            who.say(words);
        }
    }
    app.settle().await;
    for who in &people {
        let last = who.inbox().pop().expect("everybody is answered");
        assert!(!last.labels().is_empty(), "and knows what to do next: {last:#?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_clock_that_steps_back_and_forth_loses_and_doubles_nothing() {
    let app = TestApp::start().await;
    let expected = in_good_weather(&app).await;
    let hoa = app.bot.user(42);
    let hours = [-1, 3, -5, 2, -2, 4, -9, 8, 1, -1, 6, -6, 2, -1, 3, -4, 2];
    let mut read = Vec::new();
    for (typed, step) in TYPED.iter().zip(hours) {
        // Somebody else's answer has to wait, and the clock steps meanwhile.
        app.bot.fail_for(42, "sendMessage", 1, Fault::Busy { retry_after: Some(30) });
        hoa.say(typed);
        app.settle().await;
        app.advance(TimeDelta::hours(step));
        app.settle().await;
        // Time goes on, and passes the moment at which the answer was to go out.
        app.advance(TimeDelta::hours(step.abs()) + TimeDelta::minutes(1));
        app.settle().await;
        read.extend(words(&hoa.inbox()));
    }
    // A receipt tells the time, and a draft that waits for a day is reminded of.
    let timeless = |texts: Vec<String>| -> Vec<String> {
        texts.iter().filter_map(|text| text.split("\nLúc ").next().map(str::to_owned)).collect()
    };
    let expected = timeless(expected);
    let mut read = timeless(read);
    read.retain(|text| expected.contains(text));
    assert_eq!(read, expected, "every answer came once, and in order");
    assert_eq!(app.sql("select count(*)::text from initiative").await, "2");
    app.finish().await;
}

#[tokio::test]
async fn what_waits_does_not_wait_for_the_time_that_the_clock_takes_back() {
    for taken_back in [TimeDelta::hours(9), TimeDelta::minutes(40)] {
        waits_no_longer(taken_back).await;
    }
}

async fn waits_no_longer(taken_back: TimeDelta) {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let mai = app.officer(7, "Lê Thị Mai", UnitId(1), Role::Reviewer).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    app.say(&mai, &format!("/xem {code}")).await;
    // News that is held back for ten minutes, an answer to be tried again with one behind it, an
    // account without quota, and a file that cannot be stored.
    app.say(&mai, &format!("/duyet {code}")).await;
    app.bot.fail_for(42, "sendMessage", 1, Fault::Busy { retry_after: Some(30) });
    hoa.say("/moi");
    hoa.say("Giá treo dao");
    let lan = zalo.user("lan");
    zalo.set_quota(Some(0));
    lan.say("chào");
    app.settle().await;
    assert_eq!((hoa.inbox(), lan.inbox().len()), (Vec::new(), 0));
    zalo.set_quota(None);
    app.advance(-taken_back);
    app.settle().await;
    app.advance(TimeDelta::seconds(31));
    // Something newer is said, and does not wait for the old time either.
    hoa.say("/trogiup");
    app.settle().await;
    let read = words(&hoa.inbox());
    assert!(read.len() == 3 && read[1].contains("Câu 2"), "{read:?}");
    app.advance(TimeDelta::minutes(10));
    app.settle().await;
    let read = words(&hoa.inbox());
    assert!(read.iter().any(|text| text.contains("Đã công nhận")), "{read:?}");
    assert_eq!(lan.inbox().len(), 1);
    assert!(app.log.text().contains("The clock was set back"));
    app.finish_despite(&["quota is used up"]).await;
}

/// A lease of the future was written before the clock was set right; nobody waits for it.
#[tokio::test]
async fn a_clock_that_is_set_right_does_not_keep_a_dead_process_alive() {
    let app = TestApp::start().await;
    let other =
        service(&app.database, &app.telegram, None, &app.hands, Duration::ZERO, no_files()).await;
    let other = Arc::new(other);
    let takes = async || {
        let taken = ownership::renew_once(&other, &other.accounts[0]).await;
        taken.expect("the database answers").is_some()
    };
    // Clocks of two machines are never quite the same.
    app.advance(TimeDelta::seconds(-30));
    assert!(!takes().await, "the other process lives, and its clock is a little ahead");
    app.advance(TimeDelta::hours(-1));
    assert!(takes().await, "no lease lasts an hour");
    ownership::release_all(&other).await.expect("the database answers");
    app.finish().await;
}

/// What a server says that has no room, as PostgreSQL says it.
const NO_ROOM: &str = "create function no_room() returns trigger language plpgsql as
    $$ begin raise 'could not extend file: No space left on device' using errcode = '53100'; end $$";

#[tokio::test]
async fn a_full_disk_refuses_what_cannot_be_kept_and_spoils_nothing() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.tamper(NO_ROOM).await;
    // There is room for what is said, but not for what comes of it.
    let full = "create trigger no_room before insert on outbox execute function no_room()";
    app.tamper(full).await;
    hoa.say("Kệ để chai nước");
    app.bot.is_heard().await;
    for _ in 0..5 {
        assert!(intake::run_once(&app.service).await.is_err(), "the inbox waits");
    }
    let waits = "select count(*) || '|' || max(attempts) from inbox";
    assert_eq!(app.sql(waits).await, "1|0", "a message is not to blame for the disk");
    // Then there is no room at all: nothing is acknowledged that is not kept.
    let full = "create trigger no_room before insert on inbox execute function no_room()";
    app.tamper(full).await;
    let client = loopback::client(reqwest::Client::builder());
    let hook = client.post(&app.hook).header("x-telegram-bot-api-secret-token", SECRET);
    let answer = hook.body(update(1, &hoa, "Giải pháp kỹ thuật")).send().await;
    assert_eq!(answer.expect("the hook answers").status(), StatusCode::SERVICE_UNAVAILABLE);

    app.tamper("drop trigger no_room on inbox").await;
    app.tamper("drop trigger no_room on outbox").await;
    app.settle().await;
    let read = hoa.inbox();
    assert!(matches!(&read[..], [next] if next.text.contains("Câu 2")), "{read:#?}");
    app.tamper("drop function no_room").await;
    app.say(&hoa, "/huy").await;
    app.say(&hoa, "/moi").await;
    app.finish().await;
}
