//! Files shown by links that end, where a channel takes no uploads.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use reqwest::StatusCode;
use sangkien::channel::file::Way;
use sangkien::channel::zalo_bot::{Style, ZaloBot};
use sangkien::channel::zalo_oa::Window;
use sangkien::channel::{self, Channel, Token};
use sangkien::domain::{AccountId, Attachment, AttachmentKind, Role};
use sangkien::files::FileStore;
use sangkien::work::{Account, Files, carry, delivery};
use tokio_util::sync::CancellationToken;

use crate::app::{TestApp, round};
use crate::fake_telegram::loopback;
use crate::fake_zalo_oa::server::FakeZaloOa;
use crate::files::{PLACE, ROOT, contains};
use crate::zalo::officer as officer_on_zalo;
use crate::zalo_oa;

#[tokio::test]
async fn a_link_shows_a_file_until_it_ends_and_to_nobody_who_guesses() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    let paper = b"%PDF-1.4 0123456789".to_vec();
    let id = hoa.send_bytes("biên bản \"1\".pdf", paper.clone());
    app.settle().await;
    hoa.inbox();

    // An officer of a channel that takes links only.
    let http = loopback::client(channel::http());
    let token = Token::parse("5000:zalo").expect("it is a token");
    let bot = ZaloBot::new(http, app.telegram.address(), token, Style::default(), Duration::ZERO);
    let zalo = Account::new(AccountId(99), Channel::ZaloBot(bot), false);
    let file = Attachment {
        account: app.service.accounts[0].id,
        kind: AttachmentKind::Document,
        unique_id: format!("unique-{id}"),
        file_id: id,
        name: None,
        size: None,
    };
    let parcels = carry::parcels(&app.service, &zalo, &[file]).await.expect("it is looked up");
    let [parcel] = parcels.as_slice() else { panic!("{parcels:?}") };
    let Way::Link(link) = &parcel.way else { panic!("{parcels:?}") };

    let client = loopback::client(reqwest::Client::builder());
    for _ in 0..2 {
        let answer = client.get(link.clone()).send().await.expect("it is answered");
        assert_eq!(answer.status(), StatusCode::OK);
        let header = |name: &str| answer.headers()[name].to_str().expect("it is text").to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        let saved = "attachment; filename*=UTF-8''bi%C3%AAn%20b%E1%BA%A3n%20%221%22.pdf";
        assert_eq!(header("content-disposition"), saved);
        assert_eq!(answer.bytes().await.expect("it comes"), paper);
    }
    let answer = client.head(link.clone()).send().await.expect("it is answered");
    assert_eq!(answer.headers()["content-length"], "19");
    let part = client.get(link.clone()).header("range", "bytes=9-12").send().await;
    let part = part.expect("it is answered");
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], "bytes 9-12/19");
    assert_eq!(part.bytes().await.expect("it comes"), "0123");

    let guess = link.join("aaaaaaaaaaaaaaaaaaaaaaaaaa").expect("it is an address");
    let answer = client.get(guess).send().await.expect("it is answered");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.text().await.expect("it is text").contains("Liên kết này đã hết hạn"));
    app.advance(TimeDelta::hours(25));
    let answer = client.get(link.clone()).send().await.expect("it is answered");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);

    let token = link.path().rsplit('/').next().expect("it has one");
    assert!(token.len() >= 26, "nobody guesses it");
    let ours = app.log.text();
    let ours = ours.lines().filter(|line| line.contains(" sangkien::"));
    assert_eq!(ours.filter(|line| line.contains(token)).count(), 0, "the token is in the log");
    assert!(app.log.line_with("A file is read by its link").is_some());
    assert_eq!(app.sql("select count(*)::text from file_link").await, "1");
    // The reminder of the draft.
    app.settle().await;
    hoa.inbox();
    app.finish().await;
}

#[tokio::test]
async fn a_photo_from_telegram_is_seen_by_officers_on_both_kinds_of_zalo() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    hoa.send_photo(None);
    app.settle().await;
    hoa.inbox();
    let code = app.send_it(&hoa).await;
    let client = loopback::client(reqwest::Client::builder());
    // Zalo fetches a photo whenever somebody looks at it.
    let is_seen = async |link: &str| {
        for _ in 0..3 {
            let answer = client.get(link).send().await.expect("it is answered");
            assert_eq!(answer.status(), StatusCode::OK);
            assert_eq!(answer.headers()["content-type"], "image/jpeg");
            let photo = answer.bytes().await.expect("it comes");
            assert!(photo.starts_with(b"\xff\xd8") && !contains(&photo, PLACE));
        }
    };

    let an = officer_on_zalo(&app, &zalo).await;
    an.say(&format!("/tep {code}"));
    app.settle().await;
    let read = an.inbox();
    let links = read.iter().filter_map(|text| text.strip_prefix("(photo ")?.strip_suffix(')'));
    let [bot_link] = links.collect::<Vec<_>>()[..] else { panic!("{read:#?}") };
    is_seen(bot_link).await;

    // Another process, with an Official Account.
    let oa = FakeZaloOa::start(app.service.clock.now()).await;
    let store = FileStore::folder(&app.folder.path().join("files")).expect("it is there");
    let files = Files { store, links: app.service.files.links.clone() };
    let second = zalo_oa::serve(&app.database, &oa, &app.hands, Window::Free, files).await;
    let (second, stop) = (Arc::new(second), CancellationToken::new());
    tokio::spawn(delivery::run(Arc::clone(&second), stop.clone()));
    oa.set_hook(&zalo_oa::listen(&second, stop.clone()).await);
    let binh = oa.person("binh");
    let invitation = app.invitation("another", ROOT, Role::Reviewer).await;
    let tep = format!("/tep {code}");
    let mut read = Vec::new();
    for words in [&format!("/start {invitation}"), "Đồng ý", "Trần Văn Bình", &tep] {
        binh.say(words);
        oa.is_heard().await;
        while round(&second).await.expect("the database answers") {}
        read = binh.inbox();
    }
    let links = read.iter().filter_map(|message| message.photo.as_deref());
    let [oa_link] = links.collect::<Vec<_>>()[..] else { panic!("{read:#?}") };
    is_seen(oa_link).await;
    assert_ne!(bot_link, oa_link, "each has a link of their own");

    app.advance(TimeDelta::hours(25));
    for link in [bot_link, oa_link] {
        let answer = client.get(link).send().await.expect("it is answered");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "it ends");
    }
    assert_eq!((oa.violations(), oa.unread()), (Vec::new(), Vec::new()));
    stop.cancel();
    app.settle().await;
    an.inbox();
    app.finish().await;
}
