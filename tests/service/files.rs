//! Photos and documents, from the phone of a worker to the eyes of an officer.

use std::sync::Arc;

use chrono::TimeDelta;
use sangkien::domain::{ContentHash, PersonId, Role, UnitId};
use sangkien::files::{Bucket, FileStore};
use sangkien::store::file;
use sangkien::work::housekeeping;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::app::TestApp;
use crate::app::people::one;
use crate::fake_telegram::content;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::user::User;

pub const ROOT: UnitId = UnitId(1);

/// Where the picture was taken, as its remarks say.
pub const PLACE: &[u8] = b"21.0285";

pub fn contains(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

impl TestApp {
    pub async fn officer_of_all(&self) -> User {
        self.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await
    }

    /// How many files are in this state.
    pub async fn files_that_are(&self, state: &str) -> i64 {
        let count = sqlx::query_scalar("select count(*) from file where state = $1").bind(state);
        count.fetch_one(self.database.pool()).await.expect("the query is sound")
    }

    /// Puts a file where the folder of files is, or takes it away again.
    pub fn store_is_away(&self, away: bool) {
        let (place, aside) = (self.folder.path().join("files"), self.folder.path().join("aside"));
        if away {
            std::fs::rename(&place, &aside).expect("the folder is there");
            std::fs::write(&place, "in the way").expect("there is room");
        } else {
            std::fs::remove_file(&place).expect("it is in the way");
            std::fs::rename(&aside, &place).expect("the folder is there");
        }
    }

    /// How many contents the folder of files holds.
    pub fn stored(&self) -> usize {
        let folders = std::fs::read_dir(self.folder.path().join("files")).expect("it is there");
        let count = |folder: std::fs::DirEntry| {
            std::fs::read_dir(folder.path()).expect("it is a folder").count()
        };
        folders.map(|folder| count(folder.expect("it can be listed"))).sum()
    }
}

#[tokio::test]
async fn a_photo_and_a_document_reach_the_officer_without_their_place() {
    let app = TestApp::start().await;
    let mai = app.officer_of_all().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    let photo = hoa.send_photo(None);
    let original = content::jpeg("a picture as a document");
    assert!(contains(&original, PLACE));
    hoa.send_bytes("hiện trường.jpg", original);
    let paper = hoa.send_document("biên bản.pdf");
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 1, "files that come together have one answer");
    assert_eq!(app.files_that_are("stored").await, 3);
    assert_eq!(app.stored(), 3);
    let code = app.send_it(&hoa).await;
    mai.inbox();

    let read = app.say(&mai, &format!("/tep {code}")).await;
    assert!(read[0].text.contains('3'), "{read:#?}");
    let files: Vec<&str> = read.iter().filter_map(|message| message.file.as_deref()).collect();
    assert_eq!(files[0], photo, "what Telegram holds goes by its id");
    assert_eq!(files[2], paper);
    let shown = app.bot.content(files[1]).expect("it was uploaded");
    assert!(!contains(&shown, PLACE), "nobody learns where it was taken");
    assert!(contains(&shown, b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06"), "it stands upright");
    app.finish().await;
}

#[tokio::test]
async fn the_same_content_is_stored_once() {
    let app = TestApp::start().await;
    let paper = b"%PDF-1.4 the same paper".to_vec();
    for (id, name) in [(41, "Nguyễn Thị Hoa"), (42, "Trần Văn Nam")] {
        let who = app.worker(id, name).await;
        app.up_to_files(&who, "Kệ để chai nước").await;
        who.send_bytes("biên bản.pdf", paper.clone());
        app.settle().await;
        who.inbox();
    }
    assert_eq!((app.files_that_are("stored").await, app.stored()), (2, 1));
    let kept = app.sql("select encode(hash, 'hex') from file_content").await;
    assert_eq!(kept, ContentHash::of(&paper).to_string());
    app.finish().await;
}

#[tokio::test]
async fn what_is_not_kept_is_said_and_does_not_count() {
    let app = TestApp::start().await;
    let mai = app.officer_of_all().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    for (name, content, words) in [
        ("ảnh.jpg", b"MZ\x90\0 a program".to_vec(), "loại mình không nhận"),
        ("ảnh.jpg", b"#!/bin/sh\nrm -rf /".to_vec(), "loại mình không nhận"),
        ("tài liệu.zip", b"PK\x05\x06\0\0".to_vec(), "loại mình không nhận"),
        ("ảnh.pdf", b"\xff\xd8\xff\xe0 broken".to_vec(), "không mở được"),
    ] {
        app.advance(TimeDelta::minutes(1));
        hoa.send_bytes(name, content);
        app.settle().await;
        let read = hoa.inbox();
        assert!(read.last().expect("it is answered").text.contains(words), "{name}: {read:#?}");
    }
    app.advance(TimeDelta::minutes(1));
    let large = json!({"document": {"file_id": "large", "file_unique_id": "u-large",
        "file_name": "phim.mp4", "file_size": 25_000_000}});
    hoa.send(&large);
    app.settle().await;
    let read = one(hoa.inbox());
    assert!(read.text.contains("lớn hơn 20 MB"), "{read:#?}");
    // Larger than it says.
    app.bot.fail(
        "getFile",
        1,
        Fault::Refuse { code: 400, description: "Bad Request: file is too big" },
    );
    app.advance(TimeDelta::minutes(1));
    hoa.send_document("phim.mp4");
    app.settle().await;
    let read = hoa.inbox();
    assert!(read.last().expect("it is answered").text.contains("lớn hơn 20 MB"), "{read:#?}");

    let code = one(app.tap(&hoa, "Không có tệp").await);
    assert!(code.text.contains("Tệp: không có"), "{code:#?}");
    app.tap(&hoa, "Gửi").await;
    assert_eq!((app.files_that_are("refused").await, app.stored()), (5, 0));
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn a_submission_does_not_wait_and_what_never_comes_is_said_to_both() {
    let app = TestApp::start().await;
    let mai = app.officer_of_all().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    let page = Fault::Answer { status: 502, body: "<html>Bad Gateway</html>" };
    app.bot.fail("getFile", 2, page);
    hoa.send_document("biên bản.pdf");
    app.settle().await;
    hoa.inbox();
    let code = app.send_it(&hoa).await;
    mai.inbox();
    let read = app.ask(&mai, &format!("/tep {code}")).await;
    assert!(read.text.contains("Tệp 1 đang được tải về"), "{read:#?}");

    // The file is asked for again, and the platform does not have it any more.
    let gone = Fault::Refuse { code: 400, description: "Bad Request: invalid file_id" };
    app.bot.fail("getFile", 1, gone);
    app.advance(TimeDelta::minutes(1));
    app.settle().await;
    app.advance(TimeDelta::minutes(1));
    app.settle().await;
    let told = one(hoa.inbox());
    assert!(told.text.contains("Tệp 1 chưa tải được"), "{told:#?}");
    mai.inbox();
    let read = app.ask(&mai, &format!("/tep {code}")).await;
    assert!(read.text.contains("Tệp 1 chưa tải được"), "{read:#?}");
    app.finish().await;
}

#[tokio::test]
async fn a_file_that_does_not_come_now_is_fetched_later() {
    let app = TestApp::start_hasty().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    for (method, fault) in [
        ("file", Fault::Hang),
        ("getFile", Fault::Busy { retry_after: Some(40) }),
        ("file", Fault::Answer { status: 404, body: "the path has run out" }),
        ("getFile", Fault::Break),
    ] {
        app.bot.fail(method, 1, fault);
    }
    let photo = hoa.send_photo(None);
    app.settle().await;
    assert_eq!(hoa.inbox().len(), 1, "it is answered at once");
    for _ in 0..5 {
        app.advance(TimeDelta::minutes(3));
        app.settle().await;
    }
    assert_eq!(app.files_that_are("stored").await, 1);
    let attempts = app.sql("select attempts::text from file").await;
    assert_eq!(attempts, "5");
    app.bot.content(&photo).expect("it is still there");
    app.finish().await;
}

#[tokio::test]
async fn a_store_that_is_full_or_away_loses_nothing() {
    let app = TestApp::start().await;
    let mai = app.officer_of_all().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    app.store_is_away(true);
    let photo = hoa.send_photo(None);
    let paper = hoa.send_document("biên bản.pdf");
    app.settle().await;
    hoa.inbox();
    let code = app.send_it(&hoa).await;
    mai.inbox();
    let read = app.say(&mai, &format!("/tep {code}")).await;
    assert!(read[0].text.contains("Tệp 2 đang được tải về"), "{read:#?}");
    assert_eq!(read[1].file.as_deref(), Some(photo.as_str()), "Telegram itself shows a photo");

    // Longer than a platform is waited for.
    app.advance(TimeDelta::hours(30));
    app.settle().await;
    assert_eq!(app.files_that_are("waiting").await, 2);
    app.store_is_away(false);
    app.advance(TimeDelta::hours(2));
    app.settle().await;
    assert_eq!((app.files_that_are("stored").await, app.stored()), (2, 2));
    mai.inbox();
    let read = app.say(&mai, &format!("/tep {code}")).await;
    assert_eq!(read[2].file.as_deref(), Some(paper.as_str()));
    hoa.inbox();
    mai.inbox();
    app.finish_despite(&["A file could not be stored"]).await;
}

/// The variable that tells the second half of the next test where its file system is.
const SMALL: &str = "SANGKIEN_SMALL_FILE_SYSTEM";

/// Runs its second half with a file system of its own, which the kernel gives to anybody.
#[test]
fn a_folder_that_is_really_full_loses_nothing() {
    let own = |script: &str| {
        let mut command = std::process::Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", script, "sh"]);
        command
    };
    if !own("mount -t tmpfs -o size=64k none /mnt").status().is_ok_and(|done| done.success()) {
        eprintln!("Not tried: no file system of its own is to be had here.");
        return;
    }
    let folder = tempfile::tempdir().expect("there is room");
    let inside = own("mount -t tmpfs -o size=64k none \"$1\" && exec \"$2\" --exact \
                      files::inside_a_small_file_system --ignored --nocapture")
    .arg(folder.path())
    .arg(std::env::current_exe().expect("it runs"))
    .env(SMALL, folder.path())
    .output()
    .expect("it was tried before");
    let told = String::from_utf8_lossy(&inside.stdout);
    assert!(inside.status.success() && told.contains("1 passed"), "{inside:?}");
}

#[tokio::test]
#[ignore = "the second half of the test above, which runs it"]
async fn inside_a_small_file_system() {
    let place = std::path::PathBuf::from(std::env::var_os(SMALL).expect("the first half runs it"));
    let store = FileStore::folder(&place.join("files")).expect("it can be made");
    let app = TestApp::start_with(|service| service.files.store = store).await;
    let mai = app.officer_of_all().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    let ballast = place.join("ballast");
    let full = std::fs::write(&ballast, vec![0; 1 << 20]).expect_err("it is too much");
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
    hoa.send_photo(None);
    hoa.send_document("biên bản.pdf");
    app.settle().await;
    hoa.inbox();
    let code = app.send_it(&hoa).await;
    mai.inbox();
    assert_eq!(app.files_that_are("waiting").await, 2);

    std::fs::remove_file(&ballast).expect("it is there");
    app.advance(TimeDelta::hours(2));
    app.settle().await;
    assert_eq!(app.files_that_are("stored").await, 2);
    mai.inbox();
    let read = app.say(&mai, &format!("/tep {code}")).await;
    assert_eq!(read.iter().filter(|message| message.file.is_some()).count(), 2, "{read:#?}");
    app.finish_despite(&["A file could not be stored"]).await;
}

#[tokio::test]
async fn what_nothing_refers_to_is_removed_and_everything_else_stays() {
    let app = TestApp::start().await;
    let mai = app.officer_of_all().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    hoa.send_photo(None);
    app.settle().await;
    app.send_it(&hoa).await;
    // In a draft that is put aside, in an open one, and in one that was emptied.
    app.say(&hoa, "/moi").await;
    app.up_to_files(&hoa, "Giá treo dây").await;
    hoa.send_photo(None);
    app.settle().await;
    app.say(&hoa, "/huy").await;
    app.say(&hoa, "/moi").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    app.up_to_files(&khoa, "Hộp đựng kim").await;
    khoa.send_photo(None);
    app.settle().await;
    let nam = app.worker(43, "Trần Văn Nam").await;
    app.up_to_files(&nam, "Xe gom phoi").await;
    nam.send_photo(None);
    app.settle().await;
    assert_eq!((app.files_that_are("stored").await, app.stored()), (4, 4));
    app.say(&nam, "/tieptuc").await;
    app.tap(&nam, "Bỏ hết tệp").await;

    app.advance(TimeDelta::days(8));
    app.settle().await;
    for _ in 0..2 {
        housekeeping::forget_files_once(&app.service).await.expect("the database answers");
    }
    assert_eq!((app.files_that_are("stored").await, app.stored()), (3, 3));
    assert_eq!(app.sql("select count(*)::text from file_content").await, "3");
    for who in [&mai, &hoa, &khoa, &nam] {
        who.inbox();
    }
    app.finish().await;
}

#[tokio::test]
async fn words_under_a_second_photo_are_heard_and_never_lost_in_silence() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.say(&hoa, "Con lăn dẫn tấm vải").await;
    app.tap(&hoa, "Giải pháp kỹ thuật").await;
    app.tap(&hoa, "Bỏ qua").await;
    hoa.send_file("photo", "truoc.jpg", None, None);
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("Câu 4/9"));

    app.advance(TimeDelta::seconds(3));
    hoa.send_file("photo", "sau.jpg", Some("lap con lan vao khung, day nhe hon"), None);
    app.settle().await;
    let asked = one(hoa.inbox());
    assert!(asked.text.contains("Câu 5/9"), "the words are the answer: {asked:#?}");

    // What is asked now was not yet to be read when these words were written.
    app.advance(TimeDelta::seconds(3));
    hoa.send_file("photo", "canh.jpg", Some("nhìn từ cạnh, tháng 3/2025"), None);
    app.settle().await;
    let told = one(hoa.inbox());
    assert!(
        told.text.contains("thành một tin riêng") && told.text.contains("Câu 5/9"),
        "{told:#?}"
    );

    app.advance(TimeDelta::minutes(1));
    for label in ["Chưa áp dụng", "Bỏ qua", "Chỉ mình tôi", "Chưa được công nhận"]
    {
        app.tap(&hoa, label).await;
    }
    let shown = one(app.say(&hoa, "hết").await);
    assert!(shown.text.contains("lap con lan"), "{shown:#?}");
    assert!(shown.text.contains("3 tệp"), "all that was sent is kept: {shown:#?}");
    app.finish().await;
}

#[tokio::test]
async fn a_person_who_is_erased_leaves_no_file_behind() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    hoa.send_album(2, None);
    app.settle().await;
    hoa.inbox();
    let person = app.sql("select person_id::text from conversation where chat = '41'").await;
    let person = PersonId(person.parse().expect("it is a number"));
    let mut db = app.database.pool().acquire().await.expect("the server answers");
    assert_eq!(file::forgetting::of_person(&mut db, person).await.expect("it is done"), 2);
    drop(db);
    app.advance(TimeDelta::hours(2));
    housekeeping::forget_files_once(&app.service).await.expect("the database answers");
    assert_eq!(app.stored(), 0);
    app.finish().await;
}

/// A store that takes what it is asked and never answers.
#[tokio::test]
async fn a_store_that_never_answers_holds_up_no_reminder() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let bucket = Bucket {
        name: "files".to_owned(),
        prefix: String::new(),
        endpoint: Some(format!("http://{}", silent.local_addr().expect("it is bound"))),
        region: "us-east-1".to_owned(),
        key_id: "key".to_owned(),
        secret: "secret".to_owned(),
    };
    let store = FileStore::bucket(&bucket).expect("nothing is asked of it yet");
    let app = TestApp::start_with(|service| service.files.store = store).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.say(&hoa, "Kệ để chai nước").await;
    app.tamper(
        "insert into file_content (hash, media_type, size, touched_at)
         select sha256(n::text::bytea), 'image/jpeg', 1, '2026-03-01' from generate_series(1, 9) n",
    )
    .await;
    let stop = CancellationToken::new();
    let service = || Arc::clone(&app.service);
    let hands = [
        tokio::spawn(housekeeping::tend_files_until(service(), stop.clone())),
        tokio::spawn(housekeeping::run(service(), stop.clone())),
        tokio::spawn(housekeeping::handle_until(service(), stop.clone())),
    ];
    let (_unanswered, _) = silent.accept().await.expect("the store is asked to remove something");
    app.advance(TimeDelta::hours(25));
    let reminder = hoa.next_message().await;
    assert!(reminder.text.contains("Kệ để chai nước"), "{reminder:#?}");
    stop.cancel();
    for hands in hands {
        hands.await.expect("housekeeping does not panic");
    }
    assert_eq!(app.sql("select count(*)::text from file_content").await, "9", "they are not lost");
    app.finish().await;
}
