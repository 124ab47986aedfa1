//! One person in two chats: joined by a code and a yes, and by nothing less.

use chrono::TimeDelta;
use sangkien::domain::{DraftId, PersonId, Role, UnitId};

use crate::app::TestApp;
use crate::app::people::one;
use crate::fake_telegram::user::User;

const ROOT: UnitId = UnitId(1);
const PEOPLE: &str = "select count(*)::text from person";

/// A code, asked for in this chat.
async fn code(app: &TestApp, who: &User) -> String {
    let told = app.ask(who, "/lienket").await;
    let (_, code) = told.text.split_once("/lienket ").expect("the command is shown");
    code.chars().take(9).collect()
}

/// Somebody's list of what they have sent.
async fn mine(app: &TestApp, who: &User) -> String {
    app.ask(who, "/cuatoi").await.text
}

#[tokio::test]
async fn a_new_chat_joins_with_a_code_and_a_yes() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.submit(&hoa, "Kệ để chai nước").await;
    let code = code(&app, &hoa).await;
    let other = app.bot.user(42);
    // Whoever has agreed in one chat need not agree again to join another.
    let waits = one(app.say(&other, &format!("/lienket {code}")).await);
    assert!(waits.text.contains("Đúng, là tôi"), "{waits:#?}");
    assert!(!one(app.say(&other, "/cuatoi").await).text.contains("chai nước"));
    let asked = one(hoa.inbox());
    assert!(asked.labels().contains(&"Không phải tôi"), "{asked:#?}");
    let done = app.tap(&hoa, "Đúng, là tôi").await;
    assert!(one(done).text.contains("chung một hồ sơ"));
    assert!(one(other.inbox()).text.contains("chung hồ sơ"));
    assert!(mine(&app, &other).await.contains("chai nước"));
    assert_eq!(app.sql(PEOPLE).await, "1");

    // News go to the chat that was used last.
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    app.advance(TimeDelta::minutes(1));
    let sent = app.submit_again(&other, "Giá treo dao").await;
    mai.inbox();
    app.say(&mai, &format!("/xem {sent}")).await;
    app.say(&mai, &format!("/nhan {sent}")).await;
    assert!(one(other.inbox()).text.contains("Đang thẩm định"));
    assert!(hoa.inbox().is_empty());

    // Apart again: the one chat knows nobody, the other everything.
    let apart = one(app.say(&other, "/huylienket").await);
    assert!(apart.text.contains("Đã tách"), "{apart:#?}");
    assert!(one(app.say(&other, "xin chào").await).labels().contains(&"Đồng ý"));
    assert!(mine(&app, &hoa).await.contains("Giá treo dao"));
    let only = one(app.say(&hoa, "/huylienket").await);
    assert!(only.text.contains("duy nhất"), "{only:#?}");
    app.finish().await;
}

#[tokio::test]
async fn whoever_takes_their_agreement_back_in_one_chat_has_done_so_in_all() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = code(&app, &hoa).await;
    let other = app.bot.user(42);
    app.say(&other, &format!("/lienket {code}")).await;
    hoa.inbox();
    app.tap(&hoa, "Đúng, là tôi").await;
    other.inbox();
    // In the middle of a draft, with a reminder to come.
    app.say(&other, "/moi").await;
    app.say(&other, "Kệ để chai nước").await;
    app.say(&hoa, "/dongy rút").await;
    app.tap(&hoa, "Rút lại đồng ý").await;
    app.advance(TimeDelta::hours(30));
    app.settle().await;
    assert_eq!(other.inbox(), [], "nobody is reminded");
    let read = one(app.say(&other, "Giải pháp kỹ thuật").await);
    assert!(read.text.contains("Bạn chưa đồng ý"), "{read:#?}");
    assert!(!one(app.say(&other, "/cuatoi").await).text.contains("chai nước"));
    assert_eq!(app.sql("select count(*)::text from draft").await, "0");
    // The other way round: it is one person who has agreed again.
    app.say(&other, "/dongy").await;
    app.tap(&other, "Đồng ý").await;
    let read = one(app.say(&hoa, "/cuatoi").await);
    assert!(!read.text.contains("chưa đồng ý"), "{read:#?}");
    app.finish().await;
}

#[tokio::test]
async fn two_who_are_one_become_one_with_everything_of_both() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.submit(&hoa, "Kệ để chai nước").await;
    app.advance(TimeDelta::minutes(1));
    let other = app.worker(42, "Hoa Nguyễn").await;
    app.submit(&other, "Giá treo dao").await;
    app.say(&other, "/sodienthoai").await;
    app.say(&other, "0912 345 678").await;
    app.say(&other, "/moi").await;
    app.say(&other, "Xe gom phoi").await;
    app.say(&other, "/huy").await;

    let code = code(&app, &other).await;
    app.say(&hoa, &format!("/lienket {code}")).await;
    app.tap(&other, "Đúng, là tôi").await;
    other.inbox();
    hoa.inbox();
    assert_eq!(app.sql(PEOPLE).await, "1");
    // Whoever turns out to be one is counted once.
    assert_eq!(app.sql("select sum(people)::text from tally_unit_day").await, "1");
    let profile = app.ask(&other, "/hoso").await.text;
    assert!(profile.contains("Nguyễn Thị Hoa"), "the older profile stays: {profile}");
    assert!(profile.contains("0912 345 678"), "what it lacked is filled in: {profile}");
    for chat in [&hoa, &other] {
        let mine = mine(&app, chat).await;
        assert!(mine.contains("chai nước") && mine.contains("treo dao"), "{mine}");
        assert!(app.ask(chat, "/nhap").await.text.contains('1'));
    }
    assert!(one(app.say(&hoa, &format!("/lienket {code}")).await).text.contains("không đúng"));
    app.finish().await;
}

#[tokio::test]
async fn a_stolen_code_is_useless() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.submit(&hoa, "Kệ để chai nước").await;
    let thief = app.bot.user(66);
    let stolen = code(&app, &hoa).await;
    app.say(&thief, &format!("/lienket {stolen}")).await;
    let refused = app.tap(&hoa, "Không phải tôi").await;
    assert!(refused.iter().any(|message| message.text.contains("Mã đã bị hủy")), "{refused:#?}");
    // Pressing the other button now changes nothing either.
    let over = one(app.say(&hoa, "/lienket đúng").await);
    assert!(over.text.contains("Không có liên kết nào"), "{over:#?}");

    let stolen = code(&app, &hoa).await;
    app.advance(TimeDelta::minutes(11));
    let late = app.ask(&thief, &format!("/lienket {stolen}")).await;
    assert!(late.text.contains("hết hạn"), "{late:#?}");

    // A yes of the thief is none.
    let stolen = code(&app, &hoa).await;
    app.say(&thief, &format!("/lienket {stolen}")).await;
    let own_yes = app.ask(&thief, "/lienket đúng").await;
    assert!(own_yes.text.contains("Không có liên kết nào"), "{own_yes:#?}");
    app.advance(TimeDelta::minutes(11));
    let late_yes = app.tap(&hoa, "Đúng, là tôi").await;
    assert!(late_yes.iter().any(|m| m.text.contains("Không có liên kết nào")), "{late_yes:#?}");
    let chats = "select count(*)::text from conversation where person_id is not null";
    assert_eq!(app.sql(chats).await, "1");
    thief.inbox();
    app.finish().await;
}

#[tokio::test]
async fn guessing_ends_after_a_few_tries_even_with_the_right_code() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let right = code(&app, &hoa).await;
    let guesser = app.bot.user(66);
    let wrong = if right.starts_with('0') { "9" } else { "0" };
    for last in 0..5 {
        let guess = format!("/lienket {wrong}123 456{last}");
        assert!(app.ask(&guesser, &guess).await.text.contains("không đúng"));
    }
    let stopped = app.ask(&guesser, &format!("/lienket {right}")).await;
    assert!(stopped.text.contains("Một giờ nữa"), "{stopped:#?}");
    app.advance(TimeDelta::minutes(61));
    let renewed = code(&app, &hoa).await;
    let heard = app.ask(&guesser, &format!("/lienket {renewed}")).await;
    assert!(heard.text.contains("Mã đúng rồi"), "{heard:#?}");
    hoa.inbox();
    app.finish().await;
}

/// Somebody in two chats, who stands before the first question in the first one.
async fn in_two_chats(app: &TestApp) -> (User, User) {
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = code(app, &hoa).await;
    let other = app.bot.user(42);
    app.say(&other, &format!("/lienket {code}")).await;
    hoa.inbox();
    app.tap(&hoa, "Đúng, là tôi").await;
    other.inbox();
    (hoa, other)
}

/// Takes up the only draft, in this chat.
async fn take_up(app: &TestApp, who: &User) -> String {
    let drafts = app.ask(who, "/nhap").await;
    let label = drafts.labels()[0].to_owned();
    one(app.tap(who, &label).await).text
}

/// A draft that waits to be sent in two chats at once.
async fn ready_in_two_chats(app: &TestApp) -> (User, User) {
    let (hoa, other) = in_two_chats(app).await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    app.tap(&hoa, "Không có tệp").await;
    app.say(&hoa, "/huy").await;
    for chat in [&hoa, &other] {
        assert!(take_up(app, chat).await.contains("Bạn xem lại lần cuối nhé"));
    }
    (hoa, other)
}

const SENT: &str = "select count(*)::text from initiative";

#[tokio::test]
async fn a_draft_that_is_open_in_two_chats_is_sent_once() {
    let app = TestApp::start().await;
    let (hoa, other) = ready_in_two_chats(&app).await;
    assert!(one(app.tap(&other, "Gửi").await).text.contains("Đã tiếp nhận"));
    let gone = one(app.tap(&hoa, "Gửi").await);
    assert!(gone.text.contains("đã gửi hoặc xóa ở khung chat kia"), "{gone:#?}");
    assert!(one(app.tap(&hoa, "Gửi").await).text.contains("Nút này của câu hỏi cũ"));
    assert_eq!(app.sql(SENT).await, "1");
    app.finish().await;
}

#[tokio::test]
async fn a_draft_that_is_sent_from_two_chats_at_the_same_moment_is_sent_once() {
    let app = TestApp::start().await;
    let (hoa, other) = ready_in_two_chats(&app).await;
    hoa.tap("Gửi");
    other.tap("Gửi");
    app.settle().await;
    let read = [one(hoa.inbox()).text, one(other.inbox()).text];
    assert_eq!(read.iter().filter(|text| text.contains("Đã tiếp nhận")).count(), 1, "{read:#?}");
    assert_eq!(app.sql(SENT).await, "1");
    // Two processes may have read it before either has written.
    let mut db = app.service.db.acquire().await.expect("the server answers");
    let again = sangkien::store::draft::use_up(&mut db, PersonId(1), DraftId(1)).await;
    assert!(again.is_err(), "what is gone cannot be sent");
    drop(db);
    app.finish().await;
}

#[tokio::test]
async fn whoever_has_many_drafts_sends_the_oldest_of_them() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    app.tap(&hoa, "Không có tệp").await;
    app.say(&hoa, "/huy").await;
    take_up(&app, &hoa).await;
    let thirty_more = "insert into draft (person_id, answers, updated_at)
                       select person_id, answers, updated_at + interval '1 hour'
                       from draft, generate_series(1, 30)";
    assert_eq!(app.tamper(thirty_more).await, 30);
    assert!(one(app.tap(&hoa, "Gửi").await).text.contains("Đã tiếp nhận"));
    assert_eq!(app.sql("select count(*)::text from draft").await, "30");
    app.finish().await;
}

#[tokio::test]
async fn a_draft_that_is_changed_in_two_chats_is_kept_both_ways() {
    let app = TestApp::start().await;
    let (hoa, other) = in_two_chats(&app).await;
    app.say(&hoa, "Kệ để chai nước").await;
    app.say(&hoa, "/huy").await;
    take_up(&app, &hoa).await;
    app.advance(TimeDelta::minutes(1));
    take_up(&app, &other).await;
    app.tap(&other, "Giải pháp kỹ thuật").await;
    app.say(&other, "Chai để dưới sàn, ai cũng vấp").await;
    app.say(&other, "/huy").await;
    app.advance(TimeDelta::minutes(1));
    app.say(&hoa, "/huy").await;
    assert_eq!(app.sql("select count(*)::text from draft").await, "2");
    let written = "select count(*)::text from draft where strpos(answers, 'ai cũng vấp') > 0";
    assert_eq!(app.sql(written).await, "1", "what was written last is not lost");
    app.finish().await;
}

#[tokio::test]
async fn a_yes_that_may_be_meant_for_a_link_sends_nothing() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    app.tap(&hoa, "Không có tệp").await;
    let code = code(&app, &hoa).await;
    app.tap(&hoa, "Viết tiếp").await;
    let other = app.bot.user(42);
    app.say(&other, &format!("/lienket {code}")).await;
    hoa.inbox();
    let asked = app.ask(&hoa, "đúng").await;
    assert!(asked.text.contains("Có phải bạn vừa gõ mã liên kết"), "{asked:#?}");
    assert_eq!(app.sql(SENT).await, "0");
    // Now there is nothing else that it could mean.
    assert!(app.ask(&hoa, "đúng").await.text.contains("chung một hồ sơ"));
    other.inbox();
    assert!(app.ask(&hoa, "ok").await.text.contains("Bạn xem lại lần cuối nhé"));
    assert!(app.ask(&hoa, "ok").await.text.contains("Đã tiếp nhận"));
    app.finish().await;
}
