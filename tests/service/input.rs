//! What Telegram, strangers and bad luck may bring.

use chrono::TimeDelta;
use reqwest::StatusCode;
use sangkien::domain::{Role, UnitId};
use serde_json::json;

use crate::app::people::{code, one};
use crate::app::{SECRET, TestApp};
use crate::fake_telegram::loopback;

const ROOT: UnitId = UnitId(1);

/// Brings something to the web hook, as anybody on the net could.
async fn bring(app: &TestApp, secret: &str, body: impl Into<reqwest::Body>) -> StatusCode {
    let client = loopback::client(reqwest::Client::builder());
    let hook = client.post(&app.hook).header("x-telegram-bot-api-secret-token", secret);
    hook.body(body).send().await.expect("the hook answers").status()
}

#[tokio::test]
async fn what_is_no_update_is_let_go_and_nothing_stops() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    for raw in [
        "",
        "null",
        "[]",
        "{}",
        "\u{feff}{}",
        "{\"update_id\":",
        r#"{"update_id":"7","message":{}}"#,
        r#"{"update_id":900001}"#,
        r#"{"update_id":900002,"message":null}"#,
        r#"{"update_id":900003,"message":{"message_id":1}}"#,
        r#"{"update_id":900004,"message":{"message_id":1,"chat":{"id":41,"type":"private"}}}"#,
        r#"{"update_id":900005,"message":{"message_id":1,"date":-99999999999999,"chat":{"id":41,"type":"private"},"text":7}}"#,
        r#"{"update_id":900006,"message":{"message_id":1,"date":99999999999999,"chat":{"id":41,"type":"private"},"photo":[]}}"#,
        r#"{"update_id":900007,"purchased_paid_media":{"from":{"id":41},"paid_media_payload":"x"}}"#,
        r#"{"update_id":900008,"something_of_next_year":{"chat":{"id":41,"type":"private"}}}"#,
        r#"{"update_id":900009,"callback_query":{"id":"9","from":{"id":41},"data":"a1.yes"}}"#,
        r#"{"update_id":9223372036854775808,"message":{"message_id":1,"chat":{"id":41,"type":"private"}}}"#,
        r#"{"update_id":900010,"message":{"message_id":1,"date":1,"chat":{"id":-100,"type":"group"},"text":"/start"}}"#,
    ] {
        assert_eq!(bring(&app, SECRET, raw).await, StatusCode::OK, "{raw}");
    }
    let nested = "[".repeat(200_000);
    assert_eq!(bring(&app, SECRET, nested).await, StatusCode::OK);
    assert_eq!(bring(&app, SECRET, vec![0xff, 0xfe, 0x00, 0x7b]).await, StatusCode::OK);
    app.settle().await;
    // The messages without content in Hoa's chat are answered like a sticker.
    hoa.inbox();
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    assert!(code.starts_with("SK-"));
    app.finish().await;
}

#[tokio::test]
async fn strangers_and_giants_are_turned_away_at_the_hook() {
    let app = TestApp::start().await;
    let update = r#"{"update_id":900001,"message":{"message_id":1,"date":1772413200,"chat":{"id":41,"type":"private"},"text":"/start"}}"#;
    for secret in ["", "guess", &SECRET[1..], &SECRET.to_uppercase()] {
        assert_eq!(bring(&app, secret, update).await, StatusCode::UNAUTHORIZED);
    }
    let huge = " ".repeat(3 << 20);
    assert_eq!(bring(&app, SECRET, huge).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(app.sql("select count(*)::text from received").await, "0");
    app.finish().await;
}

#[tokio::test]
async fn an_update_that_comes_again_is_heard_once() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let first = app.submit(&hoa, "Kệ để chai nước").await;
    // Everything that Telegram remembers comes again, the last press of Gửi among it.
    for _ in 0..3 {
        app.bot.repeat(100);
        app.settle().await;
    }
    assert_eq!(hoa.unread(), 0, "one receipt");
    assert_eq!(app.sql("select count(*)::text from initiative").await, "1");
    mai.inbox();
    // The button itself pressed again is another matter, and is answered.
    hoa.tap("Gửi");
    hoa.tap("Gửi");
    app.settle().await;
    let answers = hoa.inbox();
    assert!(!answers.is_empty());
    assert!(answers.iter().all(|m| code(m).is_none_or(|code| code == first)), "{answers:#?}");
    assert_eq!(app.sql("select count(*)::text from initiative").await, "1");
    app.finish().await;
}

#[tokio::test]
async fn updates_out_of_order_lose_nothing() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let message = |update: i64, words: &str| {
        json!({"update_id": update, "message": {"message_id": update, "date": 1_772_413_200 + update,
            "chat": {"id": 41, "type": "private"}, "from": {"id": 41, "is_bot": false,
            "first_name": "H"}, "text": words}})
        .to_string()
    };
    // Larger numbers first, each twice, and one from before everything.
    for update in [700_009, 700_008, 700_009, 700_008, 12, 12] {
        let raw = message(update, &format!("Kệ để chai nước {update}"));
        assert_eq!(bring(&app, SECRET, raw).await, StatusCode::OK);
    }
    app.settle().await;
    let answers = hoa.inbox();
    // The first is the title; to the other two the same question is asked again, once.
    let [asked, again] = &answers[..] else { panic!("two answers are owed: {answers:#?}") };
    assert!(asked.text.contains("Câu 2") && again.text.contains("Câu 2"), "{answers:#?}");
    let received =
        "select count(*)::text from received where external_id in ('12', '700008', '700009')";
    assert_eq!(app.sql(received).await, "3");
    app.finish().await;
}

#[tokio::test]
async fn a_forged_press_is_authorised_like_typed_words() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    let (number, long) = (code.replace(['S', 'K', '-'], ""), "x".repeat(500));
    for data in [
        format!("c/duyet {number}"),
        format!("c/xem {number}"),
        format!("c/rut {number}"),
        format!("c/phanquyen {number}"),
        "a0.yes".to_owned(),
        "a4294967295.send".to_owned(),
        "a99999999999999999999.send".to_owned(),
        "\u{0}".to_owned(),
        String::new(),
        "'; drop table initiative; --".to_owned(),
        long,
    ] {
        khoa.press(1, &data);
        app.settle().await;
        let answers = khoa.inbox();
        assert!(!answers.is_empty(), "{data:?} is answered");
        let told = answers.iter().any(|answer| answer.text.contains("Kệ để chai nước"));
        assert!(!told, "{data:?} tells of somebody else's initiative: {answers:#?}");
    }
    assert_eq!(app.sql("select status from initiative").await, "received");
    app.finish().await;
}

#[tokio::test]
async fn strange_letters_are_taken_and_do_no_harm() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    for words in [
        "\u{0}\u{0}\u{0}",
        "\u{200b}\u{200d}\u{feff}",
        "\u{202e}\u{2066}",
        " \n\t ",
        "\u{fffe}\u{ffff}",
        "🏳️‍🌈",
    ] {
        assert!(!app.say(&hoa, words).await.is_empty(), "{words:?} is answered");
    }
    let title = "Kệ\u{0} để \u{202e}chai\u{200b} nước <b>&amp; \"lạ\"</b>";
    let question = app.say(&hoa, title).await;
    assert!(!question.is_empty());
    app.say(&hoa, "/huy").await;
    let kept = app.sql("select string_agg(answers, '') from draft").await;
    assert!(kept.contains("chai"), "{kept}");
    for bad in ["\\u0000", "\u{202e}", "\u{200b}"] {
        assert!(!kept.contains(bad), "{bad:?} is kept in {kept}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_longest_message_is_answered_and_a_long_one_kept_to_the_letter() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.say(&hoa, "Kệ để chai nước").await;
    app.tap(&hoa, "Giải pháp kỹ thuật").await;
    app.tap(&hoa, "Bỏ qua").await;
    let letters = |count| -> String {
        "Đặt kệ thép cạnh máy ".chars().cycle().take(count).collect()
    };
    let answer = one(app.say(&hoa, &letters(4_096)).await);
    assert!(!answer.text.is_empty(), "{answer:#?}");
    let long = letters(3_999);
    app.say(&hoa, &long).await;
    for label in ["Chưa áp dụng", "Bỏ qua", "Chỉ mình tôi", "Chưa được công nhận", "Không có tệp"]
    {
        app.tap(&hoa, label).await;
    }
    let receipt = app.tap(&hoa, "Gửi").await;
    let code = receipt.iter().find_map(code).expect("it is submitted");
    assert_eq!(app.sql("select content::json ->> 'solution' from initiative").await, long);
    mai.inbox();
    let card = app.say(&mai, &format!("/xem {code}")).await;
    let told: String = card.iter().map(|message| message.text.as_str()).collect();
    assert!(told.matches("Đặt kệ thép").count() > 150, "the officer reads all of it");
    app.finish().await;
}

#[tokio::test]
async fn whatever_is_said_before_consent_is_not_kept() {
    let app = TestApp::start().await;
    let hoa = app.bot.user(41);
    for words in ["Tôi tên Nguyễn Thị Hoa", "0912345678", "/moi", "/xem SK-1000-0012"] {
        app.say(&hoa, words).await;
    }
    hoa.share_contact("84912345678");
    app.settle().await;
    hoa.inbox();
    let kept = app
        .sql("select string_agg(session, '') || (select count(*) from person) from conversation")
        .await;
    for words in ["Hoa", "0912345678", "84912345678"] {
        assert!(!kept.contains(words), "{words} is kept in {kept}");
    }
    assert!(kept.ends_with('0'), "nobody is stored");
    app.advance(TimeDelta::days(1));
    app.finish().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_handled_holds_nobody_up() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    let corrupt = "update initiative set status_detail = '{\"open\":\"Bí mật của Hoa\"}'";
    assert_eq!(app.tamper(corrupt).await, 1);
    // All in one batch: the poisoned one, one behind it, and one of somebody else.
    hoa.say(&format!("/trangthai {code}"));
    hoa.say("/trogiup");
    khoa.say("Hộp đựng kim");
    app.settle().await;

    let khoas = khoa.inbox();
    assert_eq!(khoas.len(), 1, "others are served: {khoas:#?}");
    let hoas = hoa.inbox();
    assert_eq!(hoas.len(), 2, "an apology, and then the answer to what came next: {hoas:#?}");
    let number = app.sql("select seq::text from inbox where parked_at is not null").await;
    assert!(hoas[0].text.contains(&number), "staff find it by its number: {hoas:#?}");
    assert_eq!(app.sql("select attempts::text from inbox where parked_at is not null").await, "3");
    let why = app.sql("select parked_why from inbox where parked_at is not null").await;
    assert!(why.contains("initiative") && !why.contains("Bí mật"), "{why}");
    assert!(app.log.line_with("A message is parked").expect("it is logged").contains(&number));

    // Staff mend the row and let the message go.
    app.tamper("update initiative set status_detail = '{\"open\":\"received\"}'").await;
    app.tamper("delete from inbox where parked_at is not null").await;
    app.finish_despite(&["A message is parked"]).await;
}

#[tokio::test]
async fn a_session_of_a_version_that_is_gone_begins_anew() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    for session in [
        "update conversation set session = 'no json'",
        "update conversation set session = '{\"talk\":{\"at\":\"a_place_of_the_future\"}}'",
        "update conversation set session = '[1,2,3]'",
    ] {
        app.tamper(session).await;
        let answer = one(app.say(&hoa, "xin chào").await);
        assert!(!answer.text.is_empty());
    }
    app.finish().await;
}

#[tokio::test]
async fn what_happened_is_never_changed() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.submit(&hoa, "Kệ để chai nước").await;
    for statement in [
        "update initiative_event set note = 'x'",
        "delete from initiative_event",
        "truncate initiative_event cascade",
        "truncate initiative cascade",
    ] {
        let refused = sqlx::query(statement).execute(app.database.pool()).await;
        let refused = refused.expect_err("it is refused").to_string();
        assert!(refused.contains("never changed or deleted"), "{statement}: {refused}");
    }
    assert_eq!(app.sql("select count(*)::text from initiative_event").await, "1");
    app.finish().await;
}

#[tokio::test]
async fn an_invitation_that_is_guessed_used_or_old_makes_nobody_an_officer() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    mai.inbox();
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    let old = app.invitation("old", ROOT, Role::Administrator).await;
    app.advance(TimeDelta::hours(49));
    app.settle().await;
    khoa.inbox();
    let guesses = (0..30).map(|number| format!("i_{number:026}"));
    let tried = ["i_".to_owned(), "i_invitation7".to_owned(), old, "i_' or true --".to_owned()];
    for payload in guesses.chain(tried) {
        khoa.start(Some(&payload));
        app.settle().await;
        app.advance(TimeDelta::minutes(1));
        let told = khoa.inbox();
        assert!(told.iter().all(|read| !read.text.contains("/hangcho")), "{payload}: {told:#?}");
    }
    assert!(!khoa.menu().iter().any(|(name, _)| name == "hangcho"));
    assert_eq!(app.sql("select count(*)::text from officer").await, "1");
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn hostile_titles_and_file_names_stay_words_everywhere() {
    const TITLE: &str =
        "=HYPERLINK(\"http://evil\") <script>alert(1)</script>'; drop table person; --";
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, TITLE).await;
    let paper = hoa.send_document("../../../../etc/passwd\u{202e}<b>.pdf");
    app.settle().await;
    hoa.inbox();
    let code = app.send_it(&hoa).await;
    app.settle().await;
    mai.inbox();
    let card = app.say(&mai, &format!("/xem {code}")).await;
    let card: String = card.iter().map(|message| message.text.as_str()).collect();
    assert!(card.contains(TITLE), "{card}");
    let files = app.say(&mai, &format!("/tep {code}")).await;
    assert!(files.iter().any(|read| read.file.as_deref() == Some(paper.as_str())), "{files:#?}");
    // Stored under what it is and not under what it is called.
    for folder in std::fs::read_dir(app.folder.path().join("files")).expect("it is ours") {
        let name = folder.expect("it reads").file_name().to_string_lossy().into_owned();
        assert!(name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    }
    assert_eq!(app.sql("select content::json ->> 'title' from initiative").await, TITLE);
    hoa.inbox();
    mai.inbox();
    app.finish().await;
}
