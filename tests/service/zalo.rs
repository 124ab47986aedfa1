//! What is different on Zalo: an officer without buttons, updates that come again, a plan that is
//! used up, and people who can be reached in more than one place.

use chrono::TimeDelta;
use sangkien::domain::{ConversationId, Role, UnitId};
use sangkien::store::{conversation, waiting};
use sangkien::work::receive;
use tokio_util::sync::CancellationToken;

use crate::app::TestApp;
use crate::app::people::code;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::user::{Message, User as TelegramUser};
use crate::fake_zalo_bot::Manners;
use crate::fake_zalo_bot::server::FakeZaloBot;
use crate::fake_zalo_bot::user::User;
use crate::transcript::link_code;

/// Somebody says something on Zalo; gives what they then read.
async fn say(app: &TestApp, who: &User, words: &str) -> Vec<String> {
    who.say(words);
    app.settle().await;
    who.inbox()
}

/// An officer on Zalo, by an invitation that is typed.
pub async fn officer(app: &TestApp, zalo: &FakeZaloBot) -> User {
    let an = zalo.user("an");
    let invitation = app.invitation("invitation", UnitId(1), Role::Administrator).await;
    say(app, &an, &format!("/start {invitation}")).await;
    say(app, &an, "1").await;
    let mut read = say(app, &an, "Lê Văn An").await;
    // What a worker is asked of, an officer may leave out.
    for answer in ["bỏ qua", "may hòa bình", "1"] {
        if !read.iter().any(|text| text.contains("/hangcho")) {
            read = say(app, &an, answer).await;
        }
    }
    an
}

/// Lan's submission on Telegram, which waits for an officer.
async fn submitted(app: &TestApp) -> (TelegramUser, String) {
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let number = app.submit(&lan, "Xe đẩy khuôn").await;
    (lan, number)
}

/// Lan also writes on Zalo, and is the same person there.
async fn also_on_zalo(app: &TestApp, zalo: &FakeZaloBot, on_telegram: &TelegramUser) -> User {
    let lan = zalo.user("lan");
    say(app, &lan, "chào").await;
    let shown = app.ask(on_telegram, "/lienket").await;
    let code = link_code(&shown.text).expect("a code is shown");
    let waits = say(app, &lan, &code).await;
    assert!(waits.concat().contains("Mã đúng rồi"), "{waits:?}");
    app.tap(on_telegram, "Đúng, là tôi").await;
    let joined = lan.inbox();
    assert!(joined.concat().contains("chung hồ sơ"), "{joined:?}");
    app.advance(TimeDelta::minutes(1));
    say(app, &lan, "/trangthai").await;
    lan
}

/// The platform says that these chats have to write first, as an Official Account does whose
/// window is closed, and the only news that is owed waits for that.
async fn closes(app: &TestApp, chats: &'static str) {
    let news = app.sql("select id::text from outbox where lane > 0").await;
    let news: i64 = news.parse().expect("one is owed");
    let chats = app.sql(chats).await;
    let chats: Vec<ConversationId> =
        chats.split(' ').map(|id| ConversationId(id.parse().expect("it is a number"))).collect();
    let now = app.service.clock.now();
    let mut db = app.database.pool().acquire().await.expect("the server answers");
    conversation::close(&mut db, &chats, now).await.expect("they are closed");
    let waits = waiting::for_person(&mut db, &[news]).await.expect("it waits");
    assert_eq!(waits, [news]);
}

fn tells_of_recognition(messages: &[String]) -> bool {
    messages.iter().any(|text| text.contains("Đã công nhận") || text.contains("đã được công nhận"))
}

fn texts(messages: Vec<Message>) -> Vec<String> {
    messages.into_iter().map(|message| message.text).collect()
}

#[tokio::test]
async fn an_officer_reviews_from_zalo_by_typing() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let an = officer(&app, &zalo).await;
    let (lan, number) = submitted(&app).await;
    an.inbox();
    let queue = say(&app, &an, "/hangcho").await;
    assert!(queue[0].contains(&number) && queue[0].contains("Xe đẩy khuôn"), "{queue:?}");
    let card = say(&app, &an, &format!("/xem {number}")).await;
    assert!(card.concat().contains("Lắp xe đẩy có con lăn"), "{card:?}");
    say(&app, &an, &format!("/nhan {number}")).await;
    say(&app, &an, &format!("/bosung {number} Xe chở được mấy khuôn?")).await;
    let asked = texts(lan.inbox());
    assert!(asked.concat().contains("Xe chở được mấy khuôn?"), "{asked:?}");
    // A number answers what was offered last, as a press would.
    let queue = say(&app, &an, "hàng chờ").await;
    assert!(!queue.is_empty());
    say(&app, &an, &format!("/duyet {number} 12 triệu")).await;
    let undone = say(&app, &an, &format!("/hoantac {number}")).await;
    assert!(!undone.is_empty());
    say(&app, &an, &format!("/xem {number}")).await;
    let decided = say(&app, &an, &format!("/duyet {number} 12 triệu")).await;
    assert!(decided.concat().contains(&number), "{decided:?}");
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert!(tells_of_recognition(&texts(lan.inbox())));
    an.inbox();
    app.finish().await;
}

#[tokio::test]
async fn what_zalo_does_not_pass_on_is_answered_like_a_sticker() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let lan = zalo.user("lan");
    say(&app, &lan, "chào").await;
    lan.send_sticker();
    app.settle().await;
    let sticker = lan.inbox();
    lan.send_unsupported();
    app.settle().await;
    assert_eq!(lan.inbox(), sticker);
    assert!(matches!(&sticker[..], [answer] if answer.contains("1. Đồng ý")), "{sticker:?}");
    app.finish().await;
}

#[tokio::test]
async fn an_update_that_is_polled_again_and_again_is_heard_once() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    zalo.unhook();
    zalo.behave(Manners { replays: true, wrapped: true, honest_status: true });
    let account = &app.service.accounts[1];
    let lan = zalo.user("lan");
    lan.say("chào");
    for _ in 0..4 {
        receive::poll_once(&app.service, account, 0, &CancellationToken::new()).await;
    }
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1);
    // What comes by both ways is one message, too.
    zalo.unhook();
    lan.say("1");
    let twice = lan.waiting();
    lan.repeat(twice[0].clone());
    for _ in 0..3 {
        receive::poll_once(&app.service, account, 0, &CancellationToken::new()).await;
    }
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn a_gateway_that_fails_for_minutes_costs_no_answer() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let lan = zalo.user("lan");
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    zalo.fail("sendMessage", 6, Fault::Answer { status: 502, body: page });
    lan.say("chào");
    app.settle().await;
    assert_eq!(lan.inbox(), Vec::<String>::new());
    for _ in 0..6 {
        app.advance(TimeDelta::minutes(1));
        app.settle().await;
    }
    let read = lan.inbox();
    assert!(matches!(&read[..], [answer] if answer.contains("1. Đồng ý")), "{read:?}");
    // An answer whose receipt is lost is sent once more, and nobody is left without one.
    zalo.fail("sendMessage", 1, Fault::LoseAnswer);
    lan.say("1");
    app.settle().await;
    app.advance(TimeDelta::minutes(1));
    app.settle().await;
    let read = lan.inbox();
    assert!(matches!(&read[..], [one, two] if one == two), "{read:?}");
    app.finish().await;
}

#[tokio::test]
async fn when_the_plan_is_used_up_answers_wait_and_the_operator_knows() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let lan = zalo.user("lan");
    zalo.set_quota(Some(0));
    lan.say("chào");
    app.settle().await;
    assert_eq!(lan.inbox(), Vec::<String>::new());
    let out = "select count(*)::text from account where quota_out_since is not null";
    assert_eq!(app.sql(out).await, "1");
    // Nobody else is asked for in vain meanwhile.
    zalo.take_calls();
    zalo.user("hoa").say("chào");
    app.settle().await;
    assert_eq!(zalo.take_calls(), Vec::<String>::new());
    zalo.set_quota(None);
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1);
    assert_eq!(zalo.user("hoa").inbox().len(), 1);
    assert_eq!(app.sql(out).await, "0");
    app.finish_despite(&["quota is used up"]).await;
}

#[tokio::test]
async fn news_goes_by_another_chat_while_the_plan_is_used_up() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let (telegram_lan, number) = submitted(&app).await;
    let zalo_lan = also_on_zalo(&app, &zalo, &telegram_lan).await;
    let an = app.officer(43, "Lê Văn An", UnitId(1), Role::Administrator).await;
    app.say(&an, &format!("/xem {number}")).await;
    app.say(&an, &format!("/duyet {number} 12 triệu")).await;
    // The chat used last comes first, until it turns out that it cannot take anything.
    zalo.set_quota(Some(0));
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    app.settle().await;
    assert_eq!(zalo_lan.inbox(), Vec::<String>::new());
    assert!(tells_of_recognition(&texts(telegram_lan.inbox())));
    an.inbox();
    app.finish_despite(&["quota is used up"]).await;
}

#[tokio::test]
async fn news_waits_for_the_next_word_of_somebody_who_has_to_write_first() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let (telegram_lan, number) = submitted(&app).await;
    let zalo_lan = also_on_zalo(&app, &zalo, &telegram_lan).await;
    let an = app.officer(43, "Lê Văn An", UnitId(1), Role::Administrator).await;
    app.say(&an, &format!("/xem {number}")).await;
    app.say(&an, &format!("/duyet {number} 12 triệu")).await;
    closes(
        &app,
        "select string_agg(id::text, ' ') from conversation
         where person_id = (select person_id from conversation where chat = '41')",
    )
    .await;
    // Whoever has decided sees on the card that it waits.
    let card = app.ask(&an, &format!("/xem {number}")).await;
    assert!(card.text.contains("Còn tin chưa đến tác giả"), "{card:#?}");
    app.advance(TimeDelta::days(3));
    app.settle().await;
    assert_eq!(texts(telegram_lan.inbox()), Vec::<String>::new());
    assert_eq!(zalo_lan.inbox(), Vec::<String>::new());
    // Where the person speaks, it comes.
    let read = app.say(&telegram_lan, "/trogiup").await;
    assert!(tells_of_recognition(&texts(read.clone())), "{read:?}");
    assert!(read.iter().all(|message| code(message).is_none_or(|code| code == number)));
    let read = say(&app, &zalo_lan, "/trogiup").await;
    assert!(!tells_of_recognition(&read), "{read:?}");
    let card = app.ask(&an, &format!("/xem {number}")).await;
    assert!(!card.text.contains("chưa đến tác giả"), "{card:#?}");
    app.finish().await;
}

#[tokio::test]
async fn news_that_waits_goes_out_where_the_plan_allows_it_again() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let (telegram_lan, number) = submitted(&app).await;
    let zalo_lan = also_on_zalo(&app, &zalo, &telegram_lan).await;
    let an = app.officer(43, "Lê Văn An", UnitId(1), Role::Administrator).await;
    zalo.set_quota(Some(0));
    let hoa = zalo.user("hoa");
    say(&app, &hoa, "chào").await;
    app.say(&an, &format!("/xem {number}")).await;
    app.say(&an, &format!("/duyet {number} 12 triệu")).await;
    closes(&app, "select id::text from conversation where chat = '41'").await;
    app.advance(TimeDelta::minutes(1));
    app.settle().await;
    let card = app.ask(&an, &format!("/xem {number}")).await;
    assert!(card.text.contains("hết lượt gửi tin"), "{card:#?}");
    assert_eq!(zalo_lan.inbox(), Vec::<String>::new());
    // Somebody else's answer is the first that goes out again.
    zalo.set_quota(None);
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 1);
    assert!(tells_of_recognition(&zalo_lan.inbox()));
    assert_eq!(texts(telegram_lan.inbox()), Vec::<String>::new());
    app.finish_despite(&["quota is used up"]).await;
}

#[tokio::test]
async fn news_for_whoever_has_left_one_chat_goes_to_the_other() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let (telegram_lan, number) = submitted(&app).await;
    let zalo_lan = also_on_zalo(&app, &zalo, &telegram_lan).await;
    let an = app.officer(43, "Lê Văn An", UnitId(1), Role::Administrator).await;
    app.advance(TimeDelta::minutes(1));
    // The chat used last is Telegram's, and Telegram has not told that it is blocked.
    app.say(&telegram_lan, "/trogiup").await;
    let gone = Fault::Refuse { code: 403, description: "Forbidden: bot was blocked by the user" };
    app.bot.fail_for(41, "sendMessage", 1, gone);
    app.say(&an, &format!("/xem {number}")).await;
    app.say(&an, &format!("/nhan {number}")).await;
    let told = zalo_lan.inbox();
    assert!(told.concat().contains("Đang thẩm định"), "{told:?}");
    // Where there is no other, the officer is told that nobody hears it.
    app.tamper("update conversation set unreachable_since = now() where chat like '%6c616e'").await;
    for words in ["/xem", "/duyet"] {
        let read = texts(app.say(&an, &format!("{words} {number}")).await);
        assert!(read.concat().contains("chặn hoặc rời"), "{read:?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_channel_without_uploads_is_given_a_link_to_the_chart() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let lan = zalo.user("lan");
    say(&app, &lan, "chào").await;
    let told = say(&app, &lan, "/thongke").await;
    assert_eq!(told.len(), 1, "a link costs no message of its own: {told:?}");
    let link = told[0].lines().find(|line| line.starts_with("Xem biểu đồ: http"));
    assert!(link.is_some_and(|link| link.ends_with("/thong-ke.png")), "{told:?}");
    app.finish().await;
}
