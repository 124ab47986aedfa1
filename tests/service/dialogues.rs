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
