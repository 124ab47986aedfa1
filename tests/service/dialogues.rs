//! What a worker and an officer live through, from the first hello to the decision.

use chrono::TimeDelta;
use sangkien::domain::{Role, UnitId};

use crate::app::TestApp;
use crate::app::people::one;

const ROOT: UnitId = UnitId(1);

#[tokio::test]
async fn an_initiative_goes_all_the_way_to_its_recognition() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Xe đẩy khuôn cho tổ ép nhựa").await;

    let digest = one(mai.inbox());
    assert!(digest.text.contains('1'), "{digest:#?}");
    assert!(!digest.labels().is_empty(), "the digest leads into the queue: {digest:#?}");
    let queue = app.ask(&mai, "/hangcho").await;
    assert!(queue.text.contains(&code), "{queue:#?}");

    let card = app.ask(&mai, &format!("/xem {code}")).await;
    assert!(card.text.contains("Nguyễn Thị Hoa"), "{card:#?}");
    one(app.tap(&mai, "Nhận xử lý").await);
    assert!(one(hoa.inbox()).text.contains("Đang thẩm định"));

    one(app.say(&mai, &format!("/bosung {code} Chị gửi giúp ảnh xe đẩy?")).await);
    let question = one(hoa.inbox());
    assert!(question.text.contains("Chị gửi giúp ảnh xe đẩy?"), "{question:#?}");
    one(app.tap(&hoa, "Trả lời").await);
    hoa.send_album(3, Some("Ảnh xe đẩy"));
    app.settle().await;
    assert!(!hoa.inbox().is_empty(), "the answer is taken");
    one(app.tap(&hoa, "Gửi cán bộ").await);

    // What came back is new work; it is told of an hour after the digest before.
    app.advance(TimeDelta::minutes(61));
    app.settle().await;
    mai.inbox();
    let card = app.ask(&mai, &format!("/xem {code}")).await;
    assert!(card.text.contains("Ảnh xe đẩy"), "{card:#?}");
    let files = app.tap(&mai, "Xem tệp").await;
    assert_eq!(files.iter().filter(|message| message.file.is_some()).count(), 3, "{files:#?}");
    one(app.say(&mai, &format!("/duyet {code} 60 triệu Cách làm hay.")).await);
    app.advance(TimeDelta::minutes(9));
    app.settle().await;
    assert_eq!(hoa.unread(), 0, "the news waits for ten minutes");
    app.advance(TimeDelta::minutes(2));
    app.settle().await;
    let news = one(hoa.inbox());
    assert!(news.text.contains("Đã công nhận"), "{news:#?}");
    assert!(news.text.contains("60.000.000"), "{news:#?}");
    app.finish().await;
}

#[tokio::test]
async fn who_blocks_us_is_left_alone_and_sees_later_what_was_missed() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    hoa.block();
    app.settle().await;
    one(app.say(&mai, &format!("/nhan {code}")).await);
    one(app.say(&mai, &format!("/duyet {code}")).await);
    app.bot.take_calls();
    for _ in 0..3 {
        app.advance(TimeDelta::hours(6));
        app.settle().await;
    }
    let to_hoa = app.bot.take_calls().into_iter().filter(|call| call.body["chat_id"] == 41).count();
    assert_eq!(to_hoa, 0, "nobody writes to who has blocked us");
    hoa.unblock();
    app.settle().await;
    let welcome = one(hoa.inbox());
    assert!(welcome.labels().contains(&"Sáng kiến của tôi"), "{welcome:#?}");
    let list = one(app.tap(&hoa, "Sáng kiến của tôi").await);
    assert!(list.text.contains("Đã công nhận"), "{list:#?}");
    app.finish().await;
}

#[tokio::test]
async fn who_turns_out_to_be_gone_is_not_written_to_again() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    // Telegram did not tell us; the next message is refused.
    app.bot.fail_for(
        41,
        "sendMessage",
        1,
        crate::fake_telegram::fault::Fault::Refuse {
            code: 403,
            description: "Forbidden: user is deactivated",
        },
    );
    one(app.say(&mai, &format!("/nhan {code}")).await);
    one(app.say(&mai, &format!("/duyet {code}")).await);
    app.advance(TimeDelta::hours(12));
    app.settle().await;
    let gone = "select count(*)::text from conversation where unreachable_since is not null";
    assert_eq!(app.sql(gone).await, "1");
    assert_eq!(hoa.unread(), 0);
    // Whoever speaks can be reached again.
    let status = app.ask(&hoa, &format!("/trangthai {code}")).await;
    assert!(status.text.contains("Đã công nhận"), "{status:#?}");
    assert_eq!(app.sql(gone).await, "0");
    app.finish().await;
}

#[tokio::test]
async fn two_drafts_wait_side_by_side() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    for title in ["Máng hứng phoi", "Bảng màu cho kho sơn"] {
        app.say(&hoa, "/moi").await;
        app.say(&hoa, title).await;
        app.say(&hoa, "/huy").await;
    }
    let drafts = one(app.say(&hoa, "/nhap").await);
    for title in ["Máng hứng phoi", "Bảng màu cho kho sơn"] {
        assert!(drafts.labels().iter().any(|label| label.contains(title)), "{drafts:#?}");
    }
    let label = drafts.labels().into_iter().find(|label| label.contains("Máng")).map(str::to_owned);
    let question = one(app.tap(&hoa, &label.expect("it was just seen")).await);
    assert!(question.labels().contains(&"Giải pháp kỹ thuật"), "it goes on there: {question:#?}");
    assert_eq!(app.sql("select count(*)::text from draft").await, "2");
    app.finish().await;
}

#[tokio::test]
async fn a_draft_is_reminded_of_by_day_and_never_at_night() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    // Half past ten in the evening in Vietnam.
    app.advance(TimeDelta::hours(14) + TimeDelta::minutes(30));
    app.say(&hoa, "Máng hứng phoi").await;
    app.say(&hoa, "/huy").await;
    app.advance(TimeDelta::hours(25));
    app.settle().await;
    assert_eq!(hoa.unread(), 0, "it is night");
    app.advance(TimeDelta::hours(7) + TimeDelta::minutes(31));
    app.settle().await;
    let reminder = one(hoa.inbox());
    assert!(reminder.text.contains("Máng hứng phoi"), "{reminder:#?}");
    app.advance(TimeDelta::hours(48));
    app.settle().await;
    one(hoa.inbox());
    app.advance(TimeDelta::days(30));
    app.settle().await;
    assert_eq!(hoa.unread(), 0, "twice is enough");
    app.finish().await;
}

#[tokio::test]
async fn a_message_that_is_changed_corrects_the_answer() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.say(&hoa, "Máng hứng phôi").await;
    hoa.edit_last("Máng hứng phoi");
    app.settle().await;
    assert!(!hoa.inbox().is_empty(), "the correction is confirmed");
    app.say(&hoa, "/huy").await;
    let drafts = one(app.say(&hoa, "/nhap").await);
    let labels = drafts.labels().join(" ");
    assert!(
        labels.contains("Máng hứng phoi") || drafts.text.contains("Máng hứng phoi"),
        "{drafts:#?}"
    );
    app.finish().await;
}
