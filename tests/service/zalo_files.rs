//! Photos and documents that come by Zalo: as links, which the service follows.

use chrono::TimeDelta;

use crate::app::TestApp;
use crate::fake_zalo_bot::server::FakeZaloBot;
use crate::fake_zalo_bot::user::User;
use crate::file_host::FileHost;

/// Somebody on Zalo who is asked for files.
pub async fn up_to_files_on_zalo(app: &TestApp, zalo: &FakeZaloBot) -> User {
    let lan = zalo.user("lan");
    for words in [
        "chào",
        "1",
        "Nguyễn Thị Lan",
        "1",
        "may hòa bình",
        "1",
        "3",
        "Xe đẩy khuôn",
        "1",
        "1",
        "Lắp xe đẩy có con lăn để đưa khuôn vào máy.",
        "1",
        "2",
        "1",
        "1",
    ] {
        lan.say(words);
        app.settle().await;
    }
    let asked = lan.inbox();
    assert!(asked.last().is_some_and(|text| text.contains("1. Không có tệp")), "{asked:#?}");
    lan
}

#[tokio::test]
async fn a_file_on_zalo_is_kept_or_its_sender_is_told() {
    let (app, zalo) = TestApp::start_hasty_with_zalo().await;
    let host = FileHost::start().await;
    let lan = up_to_files_on_zalo(&app, &zalo).await;
    for (name, words) in [
        ("gone", "chưa tải được"),
        ("program", "loại mình không nhận"),
        ("broken", "không mở được"),
        ("large", "lớn hơn 20 MB"),
    ] {
        app.advance(TimeDelta::minutes(1));
        lan.send_photo_at(&host.link(name));
        app.settle().await;
        let read = lan.inbox();
        assert!(read.last().expect("it is answered").contains(words), "{name}: {read:#?}");
    }
    assert_eq!((app.files_that_are("stored").await, app.stored()), (0, 0));
    app.advance(TimeDelta::minutes(1));
    lan.send_photo_at(&host.link("slow-at-first"));
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1, "nobody waits for a file");
    app.advance(TimeDelta::minutes(1));
    app.settle().await;
    assert_eq!((app.files_that_are("stored").await, app.stored()), (1, 1));
    app.finish().await;
}

#[tokio::test]
async fn a_full_store_costs_nobody_on_zalo_a_file() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let host = FileHost::start().await;
    let lan = up_to_files_on_zalo(&app, &zalo).await;
    app.store_is_away(true);
    lan.send_photo_at(&host.link("paper"));
    app.settle().await;
    for words in ["xong", "gửi"] {
        lan.say(words);
        app.settle().await;
    }
    assert!(lan.inbox().concat().contains("Đã tiếp nhận"), "the submission does not wait");
    app.store_is_away(false);
    app.advance(TimeDelta::hours(1));
    app.settle().await;
    assert_eq!((app.files_that_are("stored").await, app.stored()), (1, 1));
    app.finish_despite(&["A file could not be stored"]).await;
}
