//! A person's own data: a copy of everything, and an erasure that leaves nothing.

use std::fmt::Write as _;
use std::path::Path;

use chrono::TimeDelta;
use sangkien::app::person::{self, PersonCommand};
use sangkien::domain::{Role, UnitId};
use sangkien::work::{audit, housekeeping, mentions, retention};
use sqlx::AssertSqlSafe;

use crate::app::TestApp;
use crate::app::people::one;
use crate::fake_telegram::content;
use crate::fake_telegram::user::{Message, User};
use crate::fake_zalo_bot::user::User as ZaloUser;

pub const ROOT: UnitId = UnitId(1);

/// What only one person in these tests says, and nobody may find afterwards.
pub const NAME: &str = "Đàm Thị Nguyệt Quế";
const PHONE: &str = "0977 123 456";
const TITLE: &str = "Kệ lăn chín tầng";
const DRAFT: &str = "Ròng rọc giếng trời";
const PLACE: &str = "may hòa bình";
const NOTE: &str = "Khen chị Quế nhiệt tình";
const FILE: &str = "ke-cua-que.pdf";
/// Each as it may be written somewhere: as it is, in JSON, without accents, in part.
const TRACES: [&str; 9] = [
    NAME,
    "nguyet que",
    "977123456",
    "977 123 456",
    TITLE,
    "Lắp xe đẩy có con lăn",
    DRAFT,
    "Khen chị Quế",
    "ke-cua-que",
];

impl TestApp {
    /// Everything that the database holds, a line a row, as a dump would.
    pub async fn dump(&self) -> String {
        let tables: Vec<String> = sqlx::query_scalar(
            "select table_name from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE'",
        )
        .fetch_all(self.database.pool())
        .await
        .expect("the query is sound");
        let mut dump = String::new();
        for table in tables {
            let rows: Vec<String> =
                sqlx::query_scalar(AssertSqlSafe(format!("select t::text from {table} t")))
                    .fetch_all(self.database.pool())
                    .await
                    .expect("the query is sound");
            for row in rows {
                writeln!(dump, "{table}: {row}").expect("a String takes everything");
            }
        }
        dump
    }

    /// How many files lie in the store.
    fn lying(&self) -> usize {
        fn count(folder: &Path) -> usize {
            let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
            let paths = entries.map(|entry| entry.expect("the folder reads").path());
            paths.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.folder.path().join("files"))
    }

    async fn finds_nothing(&self) {
        mentions::run_once(self.database.pool()).await.expect("the texts of others read");
        let dump = self.dump().await;
        for trace in TRACES {
            let line = dump.lines().find(|line| line.contains(trace));
            assert_eq!(line, None, "{trace} is still there");
        }
        self.advance(TimeDelta::hours(2));
        housekeeping::forget_files_once(&self.service).await.expect("the store is there");
        assert_eq!(self.lying(), 0, "a file is still there");
        let recount = audit::verify(self.database.pool(), 1).await.expect("everything reads");
        assert_eq!(recount.findings.told, Vec::<String>::new());
    }

    /// Somebody who leaves a trace of every kind: a profile, a phone number that was looked at, an
    /// initiative that is recognised with a note and shown, one that is open in an officer's hands,
    /// a file, a draft. Gives the codes of the two.
    async fn full_life(&self, mai: &User, que: &User) -> (String, String) {
        self.say(que, "/sodienthoai").await;
        self.say(que, PHONE).await;
        que.inbox();
        self.up_to_files(que, TITLE).await;
        que.send_bytes(FILE, content::of("document", FILE));
        self.settle().await;
        que.inbox();
        let first = self.send_it(que).await;
        mai.inbox();
        self.say(mai, &format!("/xem {first}")).await;
        self.say(mai, &format!("/sodt {first}")).await;
        self.say(mai, &format!("/bosung {first} {NOTE}, ảnh đâu?")).await;
        self.tap(que, "Trả lời").await;
        self.say(que, "Ảnh là Đàm Thị Nguyệt Quế chụp").await;
        self.tap(que, "Gửi cán bộ").await;
        self.say(mai, &format!("/xem {first}")).await;
        self.say(mai, &format!("/duyet {first} 60 triệu {NOTE}")).await;
        self.advance(TimeDelta::minutes(11));
        self.settle().await;
        que.inbox();
        self.say(que, &format!("/congkhai {first} ten")).await;
        let second = self.submit_again(que, &format!("{TITLE} nữa")).await;
        self.advance(TimeDelta::minutes(61));
        self.settle().await;
        self.say(mai, "/hangcho").await;
        self.say(mai, &format!("/nhan {second}")).await;
        self.say(que, "/moi").await;
        self.say(que, DRAFT).await;
        self.say(que, "/huy").await;
        que.inbox();
        mai.inbox();
        (first, second)
    }
}

#[tokio::test]
async fn nothing_is_left_of_who_is_erased_but_what_is_counted() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let (first, second) = app.full_life(&mai, &que).await;
    let before = app.dump().await;
    let missing = TRACES.into_iter().filter(|trace| !before.contains(trace));
    // The number is encrypted, and was never there to be found.
    assert_eq!(missing.collect::<Vec<_>>(), ["nguyet que", "977123456", "977 123 456"]);
    assert_eq!(app.lying(), 1);

    let asked = app.ask(&que, "/xoadulieu").await;
    assert!(asked.text.contains("2 sáng kiến") && asked.text.contains("20 ngày"), "{asked:#?}");
    let done = one(app.tap(&que, "Xóa hết").await);
    assert!(done.text.contains("Đã xóa"), "{done:#?}");
    let told = one(mai.inbox());
    assert!(told.text.contains(&second) && told.text.contains("được rút"), "{told:#?}");
    app.finds_nothing().await;
    let counted = "select string_agg(format('%s %s %s', entered, valid, verified), ' ') from (
        select sum(entered) entered, sum(valid) valid, sum(verified) verified from (
            select entered, valid, verified from tally_unit_day
            union all select entered, valid, verified from tally_delta) t) s";
    assert_eq!(app.sql(counted).await, "2 1 60000000");
    for code in [&first, &second] {
        let card = app.ask(&mai, &format!("/xem {code}")).await;
        assert!(card.text.contains("đã được xóa"), "{card:#?}");
    }

    // Whoever comes back is somebody new, and nothing of before.
    let again = one(app.say(&que, "/cuatoi").await);
    assert!(again.labels().contains(&"Đồng ý"), "{again:#?}");
    let que = app.worker(41, "Đàm Thị Mới").await;
    app.submit(&que, "Một việc khác").await;
    assert!(!app.ask(&que, "/cuatoi").await.text.contains(&first));
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn whoever_is_erased_twice_from_two_chats_in_the_middle_of_a_talk_is_erased() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let que = app.worker(41, NAME).await;
    app.submit(&que, TITLE).await;
    let other = zalo.user("que");
    let told = app.ask(&que, "/lienket").await;
    let (_, code) = told.text.split_once("/lienket ").expect("the command is shown");
    other.say(&format!("/lienket {}", code.chars().take(9).collect::<String>()));
    app.settle().await;
    app.tap(&que, "Đúng, là tôi").await;
    app.settle().await;
    other.inbox();
    // One chat is asked, and the other is in the middle of writing when it is done.
    other.say("/moi");
    app.settle().await;
    other.say(DRAFT);
    app.settle().await;
    app.say(&que, "/xoadulieu").await;
    que.tap("Xóa hết");
    other.say("Hàn chín cái kệ của Đàm Thị Nguyệt Quế");
    que.say("xóa");
    app.settle().await;
    let read = que.inbox();
    assert!(read.iter().any(|message| message.text.contains("Đã xóa")), "{read:#?}");
    other.inbox();
    let chats = "select count(*)::text from conversation where person_id is not null";
    assert_eq!(app.sql(chats).await, "0");
    app.finds_nothing().await;
    other.say("/cuatoi");
    app.settle().await;
    assert!(one(other.inbox()).contains("Đồng ý"));
    app.finish().await;
}

#[tokio::test]
async fn an_officer_who_is_erased_is_none_any_more_and_what_they_decided_stands() {
    let app = TestApp::start().await;
    let que = app.officer(7, NAME, ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Giá treo dao").await;
    que.inbox();
    app.say(&que, &format!("/xem {code}")).await;
    app.say(&que, &format!("/duyet {code}")).await;
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    hoa.inbox();
    let asked = app.ask(&que, "/xoadulieu").await;
    assert!(asked.text.contains("quyền cán bộ"), "{asked:#?}");
    app.tap(&que, "Xóa hết").await;
    let grants = "select count(*)::text from officer where revoked_at is null";
    assert_eq!(app.sql(grants).await, "0");
    mentions::run_once(app.database.pool()).await.expect("the texts of others read");
    let dump = app.dump().await;
    assert!(!dump.contains(NAME));
    let card = app.ask(&hoa, &format!("/trangthai {code}")).await;
    assert!(card.text.contains("Đã công nhận"), "{card:#?}");
    app.finish().await;
}

#[tokio::test]
async fn the_chat_of_who_is_erased_is_forgotten_once_they_are_answered() {
    let app = TestApp::start().await;
    let que = app.worker(41, NAME).await;
    app.say(&que, "/xoadulieu").await;
    let chats = "select count(*)::text from conversation where chat = '41'";
    que.tap("Xóa hết");
    app.settle().await;
    retention::forget_chats_once(&app.service).await.expect("the database answers");
    assert_eq!(app.sql(chats).await, "1", "an answer may be on its way");
    app.advance(TimeDelta::minutes(2));
    retention::forget_chats_once(&app.service).await.expect("the database answers");
    assert_eq!(app.sql(chats).await, "0");
    assert!(one(que.inbox()).text.contains("Đã xóa"));
    app.finish().await;
}

/// A copy as it was read on Telegram: the two files.
fn copies(app: &TestApp, read: &[Message]) -> Vec<String> {
    let mut copies = Vec::new();
    for id in read.iter().filter_map(|message| message.file.as_ref()) {
        let content = app.bot.content(id).expect("it was uploaded");
        copies.push(String::from_utf8(content).expect("it is text"));
    }
    copies
}

fn says_everything(text: &str) {
    for told in [NAME, "0977 123 456", TITLE, NOTE, DRAFT, FILE, "Lê Thị Mai", "SK-1000-"] {
        assert!(text.contains(told), "{told} is missing: {text}");
    }
}

#[tokio::test]
async fn a_person_is_given_everything_about_them_three_times_a_day() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    app.full_life(&mai, &que).await;
    let read = app.say(&que, "/dulieu").await;
    let [text, json] = copies(&app, &read).try_into().expect("there are two files");
    says_everything(&text);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["profile"]["phone"], "+84977123456");
    assert_eq!(json["initiatives"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["initiatives"][0]["history"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["phone_shown_to"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["consents"][0]["agreed"], true);
    for _ in 0..2 {
        assert_eq!(app.say(&que, "/dulieu").await.len(), 3);
    }
    assert!(app.ask(&que, "/dulieu").await.text.contains("mai lấy tiếp"));
    app.advance(TimeDelta::hours(25));
    app.settle().await;
    que.inbox();
    assert_eq!(app.say(&que, "/dulieu").await.len(), 3);
    mai.inbox();
    app.finish().await;
}

async fn say(app: &TestApp, who: &ZaloUser, words: &str) -> Vec<String> {
    who.say(words);
    app.settle().await;
    who.inbox()
}

#[tokio::test]
async fn on_zalo_a_copy_comes_by_links_that_end() {
    let (app, zalo) = TestApp::start_with_zalo().await;
    let que = zalo.user("que");
    for words in ["chào", "1", NAME, "bỏ qua", PLACE, "1", "1", DRAFT, "/huy"] {
        say(&app, &que, words).await;
    }
    let read = say(&app, &que, "/dulieu").await.join("\n");
    let links: Vec<&str> = read.split_whitespace().filter(|word| word.contains("/tep/")).collect();
    assert_eq!(links.len(), 2, "{read}");
    for link in &links {
        let answer = reqwest::get(*link).await.expect("it is served");
        let cache = answer.headers()[reqwest::header::CACHE_CONTROL].to_str();
        assert_eq!(cache.expect("it is text"), "no-store");
        let text = answer.text().await.expect("it is text");
        assert!(text.contains(NAME) && text.contains(DRAFT), "{text}");
    }
    app.advance(TimeDelta::hours(25));
    assert_eq!(reqwest::get(links[0]).await.expect("it is served").status(), 404);
    app.settle().await;
    que.inbox();
    say(&app, &que, "/dulieu").await;
    say(&app, &que, "/xoadulieu").await;
    let done = say(&app, &que, "XÓA").await.join("\n");
    assert!(done.contains("Đã xóa"), "{done}");
    app.finds_nothing().await;
    app.finish().await;
}

/// What an operator types after `sangkien`.
#[derive(Debug, clap::Parser)]
struct Typed {
    #[command(subcommand)]
    command: PersonCommand,
}

/// Runs `sangkien person …`, with these words typed into it.
pub async fn operate(app: &TestApp, args: &[&str], typed: &str) -> Result<String, String> {
    let args = ["person"].iter().chain(args);
    let command = <Typed as clap::Parser>::try_parse_from(args).expect("it reads").command;
    let mut out = Vec::new();
    let (db, service) = (app.database.pool(), &app.service);
    let mut typed = typed.as_bytes();
    let (vault, clock) = (&service.vault, &service.clock);
    let files = || Ok(service.files.store.clone());
    let done = person::run(db, vault, clock, files, &command, &mut typed, &mut out).await;
    let out = String::from_utf8(out).expect("it is text");
    done.map(|()| out).map_err(|error| error.to_string())
}

#[tokio::test]
async fn an_operator_does_the_same_for_whoever_asks_in_another_way() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let (first, second) = app.full_life(&mai, &que).await;
    let folder = app.folder.path().join("handover").to_str().expect("it is text").to_owned();
    for who in [first.as_str(), PHONE, "telegram:41"] {
        let said = operate(&app, &["export", who, "--folder", &folder], "").await.expect("it is");
        let path = said.lines().next().expect("it names the files");
        says_everything(&std::fs::read_to_string(path).expect("it is there"));
    }
    let refused = operate(&app, &["erase", &first], "yes\n").await.unwrap_err();
    assert!(refused.contains("Nothing is erased"), "{refused}");
    let nobody = operate(&app, &["erase", "0912 000 111"], "").await.unwrap_err();
    assert!(nobody.contains("Nobody"), "{nobody}");
    let done = operate(&app, &["erase", PHONE], "ERASE\n").await.expect("it is done");
    assert!(done.contains("2 initiatives, 1 of them withdrawn"), "{done}");
    app.settle().await;
    assert!(one(que.inbox()).text.contains("đã được xóa"));
    assert!(one(mai.inbox()).text.contains(&second));
    app.finds_nothing().await;
    assert!(operate(&app, &["erase", &first], "").await.is_err());
    // The service that was running knows it, too.
    assert!(one(app.say(&que, "/cuatoi").await).labels().contains(&"Đồng ý"));
    app.finish().await;
}

#[tokio::test]
async fn a_changed_consent_text_is_asked_about_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let que = app.worker(41, NAME).await;
    app.tamper("update person set consent_version = '2025-01'").await;
    let asked = one(app.say(&que, TITLE).await);
    assert!(asked.text.contains("có thay đổi") && asked.text.contains("ghi rồi"), "{asked:#?}");
    assert!(!asked.text.contains("Câu 2"), "{asked:#?}");
    let refused = one(app.tap(&que, "Không đồng ý").await);
    assert!(refused.text.contains("/xoadulieu"), "{refused:#?}");
    let still = one(app.say(&que, "sáng kiến").await);
    assert!(still.text.contains("chưa đồng ý"), "{still:#?}");
    app.advance(TimeDelta::days(4));
    app.settle().await;
    assert_eq!(que.unread(), 0, "whoever refuses is not reminded");
    app.say(&que, "/dongy").await;
    let on = one(app.tap(&que, "Đồng ý").await);
    assert!(on.text.contains("Câu 2"), "the talk goes on where it was: {on:#?}");
    app.say(&que, "/huy").await;
    assert!(app.ask(&que, "/nhap").await.labels().iter().any(|label| label.contains(TITLE)));
    let agreed = "select string_agg(format('%s %s', version <> '', agreed), ',' order by id)
                  from consent";
    assert_eq!(app.sql(agreed).await, "t t,t f,t t");
    // A newer version has asked, and this one serves the chat once more.
    app.tamper("update person set consent_version = '9999-12'").await;
    let on = one(app.say(&que, "/trogiup").await);
    assert!(!on.text.contains("có thay đổi"), "{on:#?}");
    app.finish().await;
}

#[tokio::test]
async fn what_has_served_its_time_is_forgotten_and_who_comes_back_is_met_anew() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let (first, _) = app.full_life(&mai, &que).await;
    let stranger = app.bot.user(66);
    stranger.start(None);
    app.settle().await;
    stranger.inbox();
    app.tamper(
        "insert into outbox (account_id, conversation_id, chat, lane, body, created_at, due_at,
             failed_at, failed_why) select account_id, id, chat, 1, '', created_at, created_at,
             created_at, 'blocked' from conversation",
    )
    .await;
    let gone = |rounds: &[(&'static str, u64)], table: &str| {
        rounds.iter().find(|(name, _)| *name == table).map_or(0, |(_, rows)| *rows)
    };
    let early = retention::run_once(&app.service).await.expect("the database answers");
    assert!(early.iter().all(|(_, rows)| *rows == 0), "nothing is due yet: {early:?}");

    app.advance(TimeDelta::days(31));
    app.settle().await;
    que.inbox();
    mai.inbox();
    let month = retention::run_once(&app.service).await.expect("the database answers");
    assert_eq!(gone(&month, "outbox"), 3, "{month:?}");
    assert_eq!(gone(&month, "conversation"), 1, "{month:?}");
    assert!(gone(&month, "received") > 10, "{month:?}");
    // The process still remembers the chat by a number that is gone.
    assert!(one(app.say(&stranger, "xin chào").await).labels().contains(&"Đồng ý"));

    app.advance(TimeDelta::days(800));
    app.settle().await;
    mai.inbox();
    que.inbox();
    let years = retention::run_once(&app.service).await.expect("the database answers");
    let nobody = through_people(&app, 500).await;
    assert_eq!(gone(&years, "draft"), 1, "{years:?}");
    assert_eq!(gone(&years, "access_log"), 1, "{years:?}");
    assert_eq!(nobody, (0, 0));
    // Whoever has been silent for years is warned, and a word is enough to stay.
    app.advance(TimeDelta::days(970));
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    for (days, warned) in [(1_800, 2), (29, 0)] {
        app.advance(TimeDelta::days(days));
        // In steps of one person: the round goes on until nobody is left.
        assert_eq!(through_people(&app, 1).await, (0, warned), "nobody is erased unwarned");
        app.settle().await;
    }
    for silent in [&que, &hoa] {
        let warned = one(silent.inbox());
        assert!(warned.text.contains("mình sẽ xóa hết dữ liệu"), "{warned:#?}");
        assert!(warned.labels().contains(&"Không xóa"), "{warned:#?}");
    }
    app.tap(&hoa, "Không xóa").await;
    app.advance(TimeDelta::days(2));
    let end = through_people(&app, 1).await;
    assert_eq!(end, (1, 0), "an officer stays, and who has spoken");
    app.settle().await;
    mai.inbox();
    app.finds_nothing().await;
    let events = "select count(*)::text from initiative_event";
    assert_eq!(app.sql(events).await, "7", "what happened stays");
    let card = app.ask(&mai, &format!("/xem {first}")).await;
    assert!(card.text.contains("đã được xóa"), "{card:#?}");
    assert!(app.log.text().contains("What has served its time is forgotten"));
    app.finish().await;
}

/// A whole round through the people, in steps of so many. Gives how many were erased and warned.
pub async fn through_people(app: &TestApp, size: i64) -> (u64, u64) {
    let mut people = retention::People::in_steps_of(size);
    while !people.step(&app.service).await.expect("the database answers") {}
    people.done()
}
