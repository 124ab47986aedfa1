//! Somebody who was erased, in the texts of others.

use sangkien::domain::Role;
use sangkien::work::audit;

use crate::app::TestApp;
use crate::app::people::code;
use crate::own_data::{NAME, ROOT, operate};

#[tokio::test]
async fn whoever_is_erased_is_taken_out_of_the_texts_of_others() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    let mut codes = Vec::new();
    for (title, others) in [
        ("Giá treo dao", "Đàm Thị Nguyệt Quế 30%"),
        ("Xe gom rác", "dam thi nguyet que 20"),
        ("Giá để giày của Đàm Thị Nguyệt Quế", "Trần Văn Bình 10%"),
    ] {
        app.say(&hoa, "/moi").await;
        let answers = [title, "1", "bỏ qua", "Hàn một cái giá", "Chưa áp dụng", "bỏ qua", others];
        for answer in answers.into_iter().chain(["Đúng", "Chưa được công nhận", "Không có tệp"])
        {
            let read = app.say(&hoa, answer).await;
            if read.iter().any(|message| message.labels().contains(&"Gửi")) {
                break;
            }
        }
        let sent = app.tap(&hoa, "Gửi").await;
        codes.push(sent.iter().find_map(code).expect("it is submitted"));
    }
    mai.inbox();
    let card = app.ask(&mai, &format!("/xem {}", codes[0])).await;
    assert!(card.text.contains(&format!("{NAME} 30%")), "{card:#?}");

    let told = operate(&app, &["erase", "person:2"], "ERASE\n").await;
    let told = told.expect("they are found");
    app.settle().await;
    que.inbox();
    assert!(told.contains(&format!("share in: {}, {}.", codes[0], codes[1])), "{told}");
    assert!(told.contains(&format!("read in: {}.", codes[2])), "{told}");
    for code in &codes[..2] {
        let card = app.ask(&mai, &format!("/xem {code}")).await;
        assert!(card.text.contains("(không có tên)"), "{card:#?}");
    }
    // What was decided about is still known, and the books balance; also after the text changes.
    app.say(&mai, &format!("/bosung {} Ảnh đâu?", codes[0])).await;
    app.tap(&hoa, "Trả lời").await;
    app.say(&hoa, "Ảnh đây").await;
    app.tap(&hoa, "Gửi cán bộ").await;
    mai.inbox();
    let recount = audit::verify(app.database.pool(), 1).await.expect("everything reads");
    assert_eq!((recount.nameless, recount.findings.told), (1, Vec::new()));
    assert_eq!(app.sql("select count(*)::text from mention").await, "0");
    app.finish().await;
}
