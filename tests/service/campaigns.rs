//! Campaigns as their owner keeps them, and the cut-off as workers meet it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use sangkien::app::campaign::{self, CampaignCommand};
use sangkien::app::unit::{self, UnitCommand};
use sangkien::clock::Hands;
use sangkien::domain::{Role, UnitId};
use sangkien::store::catalogue;
use sangkien::work::housekeeping;

use crate::app::TestApp;
use crate::app::people::{code, one};
use crate::database::TestDatabase;

#[derive(Debug, Parser)]
enum Line {
    #[command(subcommand)]
    Campaign(CampaignCommand),
    #[command(subcommand)]
    Unit(UnitCommand),
}

/// An operator with a database and a folder.
struct Operator {
    database: TestDatabase,
    folder: tempfile::TempDir,
}

impl Operator {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        Self { database: TestDatabase::new().await, folder }
    }

    /// An operator who has taken the example in.
    async fn with_example() -> Self {
        let operator = Self::new().await;
        let folder = operator.folder.path().join("2022");
        operator.does(&["campaign", "example", text(&folder)]).await;
        operator.does(&["unit", "import", text(&folder.join("units.csv"))]).await;
        let file = folder.join("campaign.toml");
        operator.does(&["campaign", "create", text(&file), "--activate"]).await;
        operator
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("the folder takes files");
        path
    }

    async fn try_to(&self, words: &[&str]) -> (String, Result<(), String>) {
        let words = std::iter::once("sangkien").chain(words.iter().copied());
        let mut said = Vec::new();
        let clock = Hands::at(now()).clock();
        let db = self.database.pool();
        let done = match Line::try_parse_from(words).expect("the test types it right") {
            Line::Campaign(command) => campaign::run(db, &clock, command, &mut said).await,
            Line::Unit(command) => unit::run(db, &clock, None, command, &mut said).await,
        };
        let said = String::from_utf8(said).expect("it is text");
        (said, done.map_err(|error| format!("{error:#}")))
    }

    async fn does(&self, words: &[&str]) -> String {
        let (said, done) = self.try_to(words).await;
        assert_eq!(done, Ok(()), "{words:?}: {said}");
        said
    }

    async fn fails_to(&self, words: &[&str]) -> String {
        let (said, done) = self.try_to(words).await;
        format!("{said}{}", done.expect_err("it is refused"))
    }

    async fn targets(&self) -> String {
        self.does(&["campaign", "target", "list", "MTSK-2022"]).await
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the folder has a plain name")
}

fn now() -> DateTime<Utc> {
    "2022-05-01T02:00:00Z".parse().expect("it is an instant")
}

#[tokio::test]
async fn the_example_goes_in_and_comes_out_the_same() {
    let operator = Operator::with_example().await;
    let list = operator.does(&["campaign", "list"]).await;
    assert!(list.contains("* MTSK-2022  1 triệu sáng kiến"), "{list}");
    assert!(list.contains("  SANGKIEN  "), "one campaign runs at a time: {list}");

    let shown = operator.does(&["campaign", "show"]).await;
    let file = operator.file("shown.toml", &shown);
    let said = operator.does(&["campaign", "change", text(&file)]).await;
    assert_eq!(said, "Everything is so already.\n");

    let targets = operator.folder.path().join("2022/targets.csv");
    let import = ["campaign", "target", "import", "MTSK-2022", text(&targets)];
    let said = operator.does(&import).await;
    assert!(said.contains("+ HN, whole campaign: 60000 (own 130000)\n"), "{said}");
    assert!(said.ends_with("15 changed, 0 as they are.\n"), "{said}");
    assert_eq!(operator.does(&import).await, "0 changed, 15 as they are.\n");
    let again = operator.file("again.csv", &operator.targets().await);
    let import = ["campaign", "target", "import", "MTSK-2022", text(&again)];
    assert_eq!(operator.does(&import).await, "0 changed, 15 as they are.\n");
}

#[tokio::test]
async fn the_windows_of_the_programme_are_as_published() {
    let operator = Operator::with_example().await;
    let mut db = operator.database.pool().acquire().await.expect("the server answers");
    let running = catalogue::load(&mut db).await.expect("it loads").expect("one runs");
    let phase = |instant: &str| {
        let at = instant.parse().expect("it is an instant");
        running.phase_at(at).map_or("none", |phase| phase.code.as_str())
    };
    assert_eq!(phase("2022-01-07T23:59:59+07:00"), "none");
    assert_eq!(phase("2022-05-31T23:59:59+07:00"), "P1");
    assert_eq!(phase("2022-06-01T00:00:00+07:00"), "P2");
    assert_eq!(phase("2023-08-31T23:59:59+07:00"), "P2");
    assert_eq!(phase("2023-09-01T00:10:00+07:00"), "none");
    assert_eq!(running.applied.from, "2021-09-01".parse().ok());
    assert_eq!(running.applied.to, "2023-09-01".parse().ok());
    assert_eq!(running.kinds.len(), 5);
}

#[tokio::test]
async fn every_bad_target_is_told_and_none_is_taken() {
    let operator = Operator::with_example().await;
    let file = operator.file(
        "bad.csv",
        "mã đơn vị;giai đoạn;chỉ tiêu;chỉ tiêu đăng ký\n\
         HN;P1;30.000;\n\
         XX;P1;10;\n\
         HN;P9;10;\n\
         HN;P2;nhiều;\n\
         HCM;P2;1000;900\n\
         QNI;;;\n\
         hn;giai đoạn 1;40000;\n",
    );
    let why = operator.fails_to(&["campaign", "target", "import", "MTSK-2022", text(&file)]).await;
    for wanted in [
        "line 3: there is no unit XX",
        "line 4: there is no phase \"P9\"; known are P1, P2",
        "line 5: \"nhiều\": not a whole number from 0 to 60000000",
        "line 6: the unit's own target 900 is below the assigned 1000",
        "line 7: neither target nor own_target is there",
        "line 8: this unit and phase are on line 2 already",
        "Nothing was imported: 6 things have to be put right.",
    ] {
        assert!(why.contains(wanted), "{wanted}\n{why}");
    }
    assert_eq!(operator.targets().await, "unit,phase,target,own_target\n");
}

#[tokio::test]
async fn a_dry_run_shows_the_difference_and_changes_nothing() {
    let operator = Operator::with_example().await;
    let import = |name: &'static str, rows: &str| {
        let file = operator.file(name, &format!("unit,phase,target,own_target\n{rows}"));
        text(&file).to_owned()
    };
    let first = import("first.csv", "HN,P1,30000,\nHCM,P1,50000,60000\n");
    operator.does(&["campaign", "target", "import", "MTSK-2022", &first]).await;
    let second = import("second.csv", "HN,P1,30000,45000\nHCM,P1,0,0\n");
    let dry = ["campaign", "target", "import", "MTSK-2022", &second, "--dry-run"];
    assert_eq!(
        operator.does(&dry).await,
        "~ HN, P1: 30000 (own –) → 30000 (own 45000)\n\
         ~ HCM, P1: 50000 (own 60000) → – (own –)\n\
         2 changed, 0 as they are. Nothing was written: this is a dry run.\n"
    );
    assert_eq!(
        operator.targets().await,
        "unit,phase,target,own_target\nHN,P1,30000,\nHCM,P1,50000,60000\n"
    );
    operator.does(&dry[..5]).await;
    assert_eq!(operator.targets().await, "unit,phase,target,own_target\nHN,P1,30000,45000\n");
}

#[tokio::test]
async fn a_campaign_that_makes_no_sense_is_refused_as_a_whole() {
    let operator = Operator::with_example().await;
    let phase = ["campaign", "phase", "MTSK-2022", "P1"];
    let said = operator.does(&[&phase[..], &["--closes", "24:00 31/5/2022"]].concat()).await;
    assert_eq!(said, "Everything is so already.\n");
    let why = operator.fails_to(&[&phase[..], &["--closes", "2022-06-05 24:00"]].concat()).await;
    assert!(why.contains("phase P2 opens before phase P1 has closed"), "{why}");
    let said = operator.does(&[&phase[..], &["--grace", "30"]].concat()).await;
    assert!(said.contains("grace 10 min → ") && said.contains("grace 30 min"), "{said}");

    let cluster = ["campaign", "cluster", "MTSK-2022"];
    let one = ["C1", "--vi", "Cụm 1", "--en", "Cluster 1", "--units", "HN,QNI"];
    let said = operator.does(&[&cluster[..], &one].concat()).await;
    assert_eq!(said, "+ cluster C1: Cụm 1 / Cluster 1: HN, QNI\n");
    let two = ["C2", "--vi", "Cụm 2", "--en", "Cluster 2", "--units", "HCM,HN"];
    let why = operator.fails_to(&[&cluster[..], &two].concat()).await;
    assert!(why.contains("cluster C2: a unit of it is in cluster C1 already"), "{why}");

    let one = ["1", "--vi", "Cụm 1", "--en", "Cluster 1"];
    let why = operator.fails_to(&[&cluster[..], &one].concat()).await;
    assert!(why.contains("cluster 1: digits alone read as a number"), "{why}");

    let shown = operator.does(&["campaign", "show", "mtsk-2022"]).await;
    let without = shown.replace("code = \"P1\"", "code = \"P0\"");
    let file = operator.file("without.toml", &without);
    let why = operator.fails_to(&["campaign", "change", text(&file)]).await;
    assert!(why.contains("phase P1: a phase stays once it is there"), "{why}");
    let file = operator.file("broken.toml", "code = \"X\"\nnaem = \"Y\"\n");
    let why = operator.fails_to(&["campaign", "create", text(&file)]).await;
    assert!(why.contains("naem"), "{why}");
    assert_eq!(operator.does(&["campaign", "show", "MTSK-2022"]).await, shown);
}

#[tokio::test]
async fn one_thing_after_the_other_is_changed_on_the_command_line() {
    let operator = Operator::with_example().await;
    for (words, told) in [
        (&["name", "MTSK-2022", "Triệu sáng kiến"][..], "→ Triệu sáng kiến\n"),
        (&["kind", "MTSK-2022", "research", "--retire"], "→ technical, management, operational, "),
        (&["group", "MTSK-2022", "worker", "--retire"], "Production worker, offered no more\n"),
        (&["group", "MTSK-2022", "worker", "--vi", "Thợ"], "→ Thợ / Production worker, offered"),
        (&["reason", "MTSK-2022", "proof", "--retire"], "offered no more\n"),
        (
            &["cluster", "MTSK-2022", "C1", "--vi", "Cụm 1", "--en", "1", "--join", "HN,QNI"],
            "HN, QNI",
        ),
        (&["cluster", "MTSK-2022", "C2", "--vi", "Cụm 2", "--en", "2", "--join", "HN"], "2: HN\n"),
        (&["cluster", "MTSK-2022", "C2", "--leave", "HN"], "→ Cụm 2 / 2: \n"),
        (&["cluster", "MTSK-2022", "C2", "--remove"], "- cluster C2"),
    ] {
        let said = operator.does(&[&["campaign"], words].concat()).await;
        assert!(said.contains(told), "{words:?}: {said}");
    }
    let why = operator.fails_to(&["campaign", "group", "MTSK-2022", "new", "--vi", "Mới"]).await;
    assert!(why.contains("a new group needs --vi and --en"), "{why}");
    let why = operator.fails_to(&["campaign", "kind", "MTSK-2022", "research"]).await;
    assert!(why.contains("say --retire or --offer"), "{why}");

    // What the file leaves out is offered no more, and stays.
    let shown = operator.does(&["campaign", "show"]).await;
    let at = shown.find("[[group]]\ncode = \"civil\"").expect("the group is there");
    let end = at + 3 + shown[at + 3..].find("[[").expect("another is behind it");
    let without = format!("{}{}", &shown[..at], &shown[end..]);
    let file = operator.file("without.toml", &without);
    let said = operator.does(&["campaign", "change", text(&file)]).await;
    assert_eq!(
        said,
        "~ group civil: Cán bộ, công chức / Civil servant → Cán bộ, công chức / Civil servant, \
         offered no more\n"
    );
}

/// A worker of the dialogues' campaign, whose first phase ends at 24:00 on 8/3/2026, with an
/// initiative that waits to be sent five minutes before.
async fn five_to_midnight() -> (TestApp, crate::fake_telegram::user::User) {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let midnight: DateTime<Utc> = "2026-03-08T17:00:00Z".parse().expect("it is an instant");
    app.advance(midnight - TimeDelta::minutes(5) - app.service.clock.now());
    app.settle().await;
    hoa.inbox();
    for words in ["/moi", "Kệ để chai nước", "1", "bỏ qua", "Đóng kệ từ gỗ thừa của xưởng"]
    {
        app.say(&hoa, words).await;
    }
    for words in ["chưa áp dụng", "bỏ qua", "một mình", "chưa", "xong"] {
        app.say(&hoa, words).await;
    }
    (app, hoa)
}

#[tokio::test]
async fn what_was_sent_before_the_cut_off_counts_however_late_it_is_handled() {
    let (app, hoa) = five_to_midnight().await;
    hoa.say("gửi");
    app.advance(TimeDelta::hours(2));
    app.settle().await;
    let receipt = one(hoa.inbox());
    assert!(code(&receipt).is_some(), "{}", receipt.text);
    let phase = app.sql("select phase_code from initiative").await;
    assert_eq!(phase, "P1");
    app.finish().await;
}

#[tokio::test]
async fn after_the_cut_off_a_message_has_its_grace_and_no_more() {
    let (app, hoa) = five_to_midnight().await;
    app.advance(TimeDelta::minutes(9));
    let receipt = app.ask(&hoa, "gửi").await;
    assert!(code(&receipt).is_some(), "{}", receipt.text);
    app.finish().await;

    let (app, hoa) = five_to_midnight().await;
    app.advance(TimeDelta::minutes(11));
    let kept = app.ask(&hoa, "gửi").await;
    assert!(kept.text.contains("đã giữ nguyên làm bản nháp"), "{}", kept.text);
    // The owner lets the phase run on; what was kept goes in.
    let longer = "update phase set entry_closes_at = '2026-03-10T17:00:00Z' where code = 'P1'";
    assert_eq!(app.tamper(longer).await, 1);
    housekeeping::refresh_once(&app.service).await.expect("the database answers");
    app.ask(&hoa, "/nhap").await;
    app.tap(&hoa, "Kệ để chai nước (09/03/2026)").await;
    hoa.inbox();
    let receipt = app.ask(&hoa, "gửi").await;
    assert!(code(&receipt).is_some(), "{}", receipt.text);
    app.finish().await;
}

const HANOI: UnitId = UnitId(2);

#[tokio::test]
async fn what_is_counted_and_expected_is_told_as_it_is() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let mai = app.officer(42, "Lê Thị Mai", HANOI, Role::Administrator).await;
    mai.inbox();
    let first = app.submit(&hoa, "Kệ để chai nước").await;
    app.submit_again(&hoa, "Khay chia ốc vít").await;
    app.say(&mai, &format!("/xem {first}")).await;
    app.say(&mai, &format!("/duyet {first}")).await;
    app.advance(TimeDelta::days(4));
    app.settle().await;
    hoa.inbox();
    mai.inbox();

    let mut told = app.say(&hoa, "/thongke").await;
    let picture = told.pop().and_then(|message| message.file).expect("a picture comes last");
    let drawn = app.bot.content(&picture).expect("Telegram has it");
    assert!(drawn.starts_with(b"\x89PNG"), "it is a picture");
    let told = one(told).text;
    for wanted in [
        "Lượt nộp: 2 · Hợp lệ: 1 = 0% chỉ tiêu 1.000.000",
        "Số người đã nộp: 1",
        "LĐLĐ thành phố Hà Nội: Hạng 1/2 trong Cụm thi đua số 1",
    ] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
    let told = app.say(&mai, "/thongke").await.remove(0).text;
    for wanted in [
        "Phần việc của bạn: LĐLĐ thành phố Hà Nội",
        "Hợp lệ: 1 = 100% chỉ tiêu 1",
        "Đã đạt chỉ tiêu.",
        "Chờ thẩm định: 1 (dưới 3 ngày: 0, dưới 1 tuần: 1,",
    ] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
    // One recognised is what was assigned, and not more than what the unit has set itself.
    assert!(!app.ask(&hoa, "/bangxephang").await.text.contains("Hà Nội ✅"));

    // Its own target an administrator may raise; what is assigned comes from above.
    let told = app.ask(&mai, "/chitieu HN P1 9").await.text;
    assert!(told.contains("/chitieu HN tu 9"), "{told}");
    let asked = app.ask(&mai, "/chitieu HN P1 tu 4").await.text;
    assert!(asked.contains("Hiện nay: Giai đoạn 1: giao 1"), "{asked}");
    assert!(app.ask(&mai, "/chitieu HN").await.text.contains("giao 1, đơn vị tự đặt 2"));
    app.ask(&mai, "/chitieu HN P1 tu 4 dongy").await;
    let told = app.ask(&mai, "/chitieu HN").await.text;
    assert!(told.contains("giao 1, đơn vị tự đặt 4"), "{told}");
    let told = app.ask(&mai, "/chitieu BN P1 9").await.text;
    assert!(told.contains("không thuộc phần bạn phụ trách"), "{told}");
    let kept = app.sql("select assigned || ' ' || own from target where changed_by is not null");
    assert_eq!(kept.await, "1 4");
    let noted = app.sql("select what from campaign_change where officer_id is not null").await;
    assert_eq!(noted, "~ HN, P1: 1 (own 2) → 1 (own 4)");
    app.finish().await;
}

#[tokio::test]
async fn a_phase_is_moved_by_whoever_runs_the_campaign_and_by_nobody_else() {
    let app = TestApp::start().await;
    let mai = app.officer(42, "Lê Thị Mai", HANOI, Role::Administrator).await;
    let ha = app.officer(43, "Phạm Thu Hà", UnitId(1), Role::Administrator).await;
    mai.inbox();
    ha.inbox();
    let moves = "/giaidoan P1 dong 24:00 10/3/2026";
    let refused = app.ask(&mai, &format!("{moves} dongy")).await.text;
    assert!(refused.contains("Chỉ quản trị của chương trình"), "{refused}");
    for (wrong, why) in [
        ("/giaidoan P9 dong 24:00 10/3/2026", "Mình chưa thấy mục “P9”"),
        ("/giaidoan P1 dong sau Tết", "Mình chưa hiểu"),
        ("/giaidoan P1 dong 1/1/2020", "đóng trước khi mở"),
        ("/giaidoan P1 dong 24:00 20/3/2026", "giai đoạn P2 mở khi P1 chưa đóng"),
        ("/giaidoan P1 them 2000", "từ 0 đến 1440"),
        ("/giaidoan P1 dong 24:00 8/3/2026", "Vốn đang như vậy"),
    ] {
        let said = app.ask(&ha, wrong).await.text;
        assert!(said.contains(why), "{wrong}: {said}");
    }
    let asked = app.ask(&ha, moves).await.text;
    assert!(
        asked.contains("đến 24:00 08/03/2026") || asked.contains("24:00 08/03/2026"),
        "{asked}"
    );
    let closes = "select entry_closes_at::text from phase where code = 'P1'";
    assert_eq!(app.sql(closes).await, "2026-03-08 17:00:00+00", "nothing happens unseen");
    app.tap(&ha, "Đồng ý").await;
    assert_eq!(app.sql(closes).await, "2026-03-10 17:00:00+00");
    let told = app.ask(&mai, "/chiendich").await.text;
    assert!(told.contains("24:00 10/03/2026"), "the next answer knows it: {told}");
    app.ask(&ha, "/giaidoan P1 them 30 dongy").await;
    let noted = app.sql("select count(*) || ' ' || count(officer_id) from campaign_change").await;
    assert_eq!(noted, "2 2");
    app.finish().await;
}

#[tokio::test]
async fn administrators_hear_on_monday_morning_and_only_then() {
    let app = TestApp::start().await;
    // It is eight on a Monday; whoever is appointed now waits for the next one.
    let mai = app.officer(42, "Lê Thị Mai", HANOI, Role::Administrator).await;
    let lan = app.officer(43, "Trần Thị Lan", HANOI, Role::Reviewer).await;
    mai.inbox();
    lan.inbox();
    let hours = |hours| TimeDelta::hours(hours);
    app.advance(hours(7 * 24 - 2));
    app.settle().await;
    assert!(mai.inbox().is_empty(), "nobody is told at six");
    app.advance(hours(3));
    app.settle().await;
    let told = mai.inbox().remove(0).text;
    assert!(told.contains("Chào tuần mới!"), "{told}");
    assert!(told.contains("Phần việc của bạn: LĐLĐ thành phố Hà Nội"), "{told}");
    assert!(lan.inbox().is_empty(), "the message is for administrators");
    app.advance(hours(5));
    app.settle().await;
    assert!(mai.inbox().is_empty(), "once is enough");
    app.ask(&mai, "/bantin tat").await;
    app.advance(hours(7 * 24 - 4));
    app.settle().await;
    assert!(mai.inbox().is_empty(), "whoever does not want it is left in peace");
    app.finish().await;
}
