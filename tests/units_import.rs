//! Units into the database and out again, as the operator does it.

mod support;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Parser;
use sangkien::app::unit::{self, UnitCommand};
use sangkien::clock::Hands;
use sangkien::directory::Note;
use sangkien::store::unit as store;
use support::database::TestDatabase;

/// The command line, as far as it is about units.
#[derive(Debug, Parser)]
struct Line {
    #[command(subcommand)]
    command: UnitCommand,
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

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("the folder takes files");
        path
    }

    /// What the command says, and whether it was carried out.
    async fn try_to(&self, words: &[&str]) -> (String, Result<(), String>) {
        let words = std::iter::once("unit").chain(words.iter().copied());
        let command = Line::try_parse_from(words).expect("the test types it right").command;
        let mut said = Vec::new();
        let clock = Hands::at(now()).clock();
        let done = unit::run(self.database.pool(), &clock, None, command, &mut said).await;
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
        let why = done.expect_err("it is refused");
        format!("{said}{why}")
    }

    async fn imports(&self, csv: &str) -> String {
        let path = self.file("units.csv", csv);
        self.does(&["import", text(&path)]).await
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the folder has a plain name")
}

fn now() -> DateTime<Utc> {
    "2026-11-22T02:00:00Z".parse().expect("it is an instant")
}

const SMALL: &str = "\
code,name,kind,parent_code,members,opened_on
TLD,Tổng Liên đoàn Lao động Việt Nam,federation,,,
HCM,Liên đoàn Lao động TP Hồ Chí Minh,province,TLD,,
BD,Liên đoàn Lao động tỉnh Bình Dương,province,TLD,,1/1/1997
VSIP,Công đoàn KCN VSIP,park,BD,,
MAY,CĐCS Công ty CP May Bình Hòa,grassroots,VSIP,1.240,
";

#[tokio::test]
async fn a_file_goes_in_and_comes_out_the_same() {
    let operator = Operator::new().await;
    assert_eq!(operator.imports(SMALL).await, "5 new, 0 changed, 0 as they are.\n");
    assert_eq!(operator.imports(SMALL).await, "0 new, 0 changed, 5 as they are.\n");
    let list = operator.does(&["list"]).await;
    assert!(list.contains("\n  BD  Liên đoàn Lao động tỉnh Bình Dương\n    VSIP  "), "{list}");
    let exported = operator.does(&["export", "-"]).await;
    assert!(exported.contains("MAY,CĐCS Công ty CP May Bình Hòa,grassroots,VSIP,1240,\n"));
    assert_eq!(operator.imports(&exported).await, "0 new, 0 changed, 5 as they are.\n");
    let under = operator.does(&["list", "--under", "bd"]).await;
    assert_eq!(under.lines().count(), 3, "{under}");
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_nothing_is_written() {
    let operator = Operator::new().await;
    let long = "x".repeat(201);
    let path = operator.file(
        "wrong.csv",
        format!(
            "Mã;Tên đơn vị;Loại;Mã cấp trên;Số đoàn viên;Ngày thành lập\n\
             TLD;Tổng Liên đoàn;tổng liên đoàn;;;\n\
             A;Liên đoàn A;tỉnh;TLD;;\n\
             A;Liên đoàn A khác;tỉnh;TLD;;\n\
             B;Công đoàn B;chi bộ;TLD;;\n\
             C;;cơ sở;TLD;;\n\
             D;Công đoàn D;cơ sở;NOWHERE;;\n\
             E;Công đoàn E;cơ sở;F;;\n\
             F;Công đoàn F;cơ sở;E;;\n\
             G;{long};cơ sở;TLD;;\n\
             H_1;Công đoàn H;cơ sở;TLD;;\n\
             I;Công đoàn I;cơ sở;TLD;nhiều;31/2/2020\n\
             J;Công đoàn J;cơ sở;TLD;-5;22/11/2030\n\
             K;Công đoàn K;cơ sở;;;\n\
             L;Công đoàn L;;B;;\n"
        ),
    );
    let said = operator.fails_to(&["import", text(&path)]).await;
    for expected in [
        "line 4: code A is on line 3 already",
        "line 5: no such kind: \"chi bộ\"",
        "line 6: the name is empty",
        "line 7: parent: there is no unit NOWHERE",
        "line 8: it lies below itself: E → F → E",
        "line 9: it lies below itself: F → E → F",
        "line 10: the name has 201 characters",
        "line 11: code \"H_1\": only A–Z, 0–9 and - inside",
        "line 12: members \"nhiều\"",
        "line 12: date \"31/2/2020\"",
        "line 13: members \"-5\"",
        "line 13: date \"22/11/2030\": it is not that day yet",
        "line 14: parent_code is empty, but TLD is the top of the tree",
        "line 15: unit L is new and needs a kind",
        "Nothing was imported: 14 things have to be put right.",
    ] {
        assert!(said.contains(expected), "{expected} is missing in:\n{said}");
    }
    assert_eq!(said.lines().count(), 15, "nothing else is said:\n{said}");
    assert_eq!(operator.does(&["list"]).await, "");
}

#[tokio::test]
async fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let operator = Operator::new().await;
    operator.imports(SMALL).await;
    let path = operator.file(
        "update.csv",
        "code,name,kind,parent_code,members\n\
         MAY,CĐCS Công ty CP May Bình Hòa Mới,grassroots,HCM,1300\n\
         NEW,CĐCS Công ty TNHH Mới,grassroots,NEWTOP,\n\
         NEWTOP,Công đoàn KCN Mới,kcn,HCM,\n",
    );
    let said = operator.does(&["import", text(&path), "--dry-run", "--on", "2026-10-01"]).await;
    let expected = "\
        ~ MAY  from 2026-10-01: CĐCS Công ty CP May Bình Hòa → CĐCS Công ty CP May Bình Hòa Mới\n\
        ~ MAY  CĐCS Công ty CP May Bình Hòa, from 2026-10-01: below VSIP → below HCM\n\
        ~ MAY  CĐCS Công ty CP May Bình Hòa: grassroots, members 1240, opened – → grassroots, members 1300, opened –\n\
        + NEW  CĐCS Công ty TNHH Mới, below NEWTOP\n\
        + NEWTOP  Công đoàn KCN Mới, below HCM\n\
        2 new, 1 changed, 0 as they are. Nothing was written: this is a dry run.\n";
    assert_eq!(said, expected);
    assert_eq!(operator.does(&["list"]).await.lines().count(), 5);
    operator.does(&["import", text(&path), "--on", "2026-10-01"]).await;
    let list = operator.does(&["list", "--under", "HCM"]).await;
    let expected = "\
HCM  Liên đoàn Lao động TP Hồ Chí Minh
  MAY  CĐCS Công ty CP May Bình Hòa Mới
  NEWTOP  Công đoàn KCN Mới
    NEW  CĐCS Công ty TNHH Mới
";
    assert_eq!(list, expected);
}

#[tokio::test]
async fn what_was_merged_still_counts_and_is_still_found() {
    let operator = Operator::new().await;
    operator.imports(SMALL).await;
    operator.does(&["merge", "BD", "--into", "HCM", "--on", "1/7/2025"]).await;
    operator.does(&["rename", "MAY", "CĐCS Công ty CP May Tân Hòa"]).await;

    let list = operator.does(&["list"]).await;
    assert!(!list.contains("Bình Dương") && list.contains("\n    VSIP  "), "{list}");
    let before = operator.does(&["list", "--on", "30/6/2025"]).await;
    assert!(before.contains("\n  BD  Liên đoàn Lao động tỉnh Bình Dương\n    VSIP  "), "{before}");
    assert!(before.contains("MAY  CĐCS Công ty CP May Bình Hòa\n"), "{before}");

    let mut db = operator.database.pool().acquire().await.expect("the server answers");
    let directory = store::directory(&mut db).await.expect("the tree reads");
    let entries = store::entries(&mut db).await.expect("the tree reads");
    let id = |code: &str| entries.iter().find(|entry| entry.code == code).expect(code).id;
    assert!(directory.is_within(id("BD"), id("HCM")), "its past belongs to its successor");
    assert_eq!(directory.by_code("bd").map(|unit| unit.code.as_str()), Some("HCM"));
    let found = directory.search("ldld binh duong", 5);
    assert_eq!(found[0].unit.code, "HCM");
    assert_eq!(found[0].note, Some(Note::Formerly("Liên đoàn Lao động tỉnh Bình Dương")));
    assert_eq!(directory.search("may binh hoa", 5)[0].unit.code, "MAY");
    let path: Vec<i64> = sqlx::query_scalar("select path from unit where code = 'MAY'")
        .fetch_one(&mut *db)
        .await
        .expect("it is there");
    assert_eq!(path, [id("TLD").0, id("HCM").0, id("VSIP").0, id("MAY").0]);
}

#[tokio::test]
async fn sixty_three_provinces_roll_up_to_thirty_four() {
    use sangkien::directory::province;
    let operator = Operator::new().await;
    let mut csv = "code,name,kind,parent_code\nTLD,Tổng Liên đoàn,federation,\n".to_owned();
    for province in province::all() {
        let province::Name { code, name, .. } = province.old;
        csv.extend(["O", code, ",Liên đoàn Lao động tỉnh ", name, ",province,TLD\n"]);
    }
    operator.imports(&csv).await;
    for province in province::all().iter().filter(|p| p.old.name != p.new.name) {
        let into = province::all().iter().find(|p| p.old.name == province.new.name);
        // Thừa Thiên Huế is the one that was renamed and not merged.
        let from = format!("O{}", province.old.code);
        let on = ["--on", "2025-07-01"];
        if let Some(into) = into {
            let into = format!("O{}", into.old.code);
            operator.does(&[&["merge", &from, "--into", &into][..], &on].concat()).await;
        } else {
            let name = "Liên đoàn Lao động TP Huế";
            operator.does(&[&["rename", &from, name][..], &on].concat()).await;
        }
    }
    let count =
        async |day| operator.does(&["list", "--on", day, "--depth", "2"]).await.lines().count() - 1;
    assert_eq!((count("2022-08-31").await, count("2025-07-01").await), (63, 34));
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_reason() {
    let operator = Operator::new().await;
    operator.imports(SMALL).await;
    for (words, why) in [
        (&["merge", "BD", "--into", "BD"][..], "BD cannot be merged into itself"),
        (&["merge", "BD", "--into", "MAY"], "MAY lies below BD"),
        (&["merge", "TLD", "--into", "BD"], "TLD is the top of the tree"),
        (&["merge", "XX", "--into", "BD"], "there is no unit XX"),
        (&["move", "BD", "--below", "MAY"], "BD would lie below itself"),
        (&["move", "MAY", "--below", "VSIP"], "MAY is below VSIP already"),
        (&["close", "BD"], "BD has 1 open units below it"),
        (&["rename", "MAY", "  "], "the name is empty"),
        (&["close", "MAY", "--on", "2027-01-01"], "2027-01-01 is not yet"),
        (&["close", "BD", "--on", "1996-12-31"], "BD was only opened on 1997-01-01"),
        (&["link", "XX"], "there is no open unit XX"),
    ] {
        let said = operator.fails_to(words).await;
        assert!(said.contains(why), "{words:?}: {said}");
    }
    operator.does(&["close", "MAY", "--on", "2026-01-01"]).await;
    let said = operator.fails_to(&["rename", "MAY", "Khác"]).await;
    assert!(said.contains("unit MAY was closed on 2026-01-01"), "{said}");
    operator.does(&["merge", "BD", "--into", "HCM", "--on", "2025-07-01"]).await;
    let path = operator.file("again.csv", "code,name\nBD,Liên đoàn Lao động tỉnh Bình Dương\n");
    let said = operator.fails_to(&["import", text(&path)]).await;
    assert!(said.contains("line 2: unit BD was merged into HCM on 2025-07-01"), "{said}");
    let said = operator.fails_to(&["rename", "VSIP", "VSIP 1", "--on", "2025-06-30"]).await;
    assert!(said.contains("VSIP has a change of 2025-07-01 already"), "{said}");
}

#[tokio::test]
async fn a_file_that_is_no_list_of_units_is_refused() {
    let operator = Operator::new().await;
    for (content, why) in [
        (&b""[..], "the file is empty"),
        (b"code,name\n", "the file has no lines below its head"),
        (b"a,b\n1,2\n", "a column \"code\" (or \"mã\") is missing"),
        (b"code,name,name\nA,B,C\n", "there are 2 columns \"name\""),
        (b"code,name\nA,T\xean\n", "line 2: the file is not UTF-8"),
        (b"PK\x03\x04 and nothing more", "does not read as an XLSX workbook"),
        (b"\x00\x01\x02\x03", "is missing"),
    ] {
        let path = operator.file("odd.csv", content);
        let said = operator.fails_to(&["import", text(&path)]).await;
        assert!(said.contains(why), "{why}: {said}");
    }
    let said = operator.fails_to(&["import", "/nowhere/at/all.csv"]).await;
    assert!(said.contains("/nowhere/at/all.csv"), "{said}");
}

#[tokio::test]
async fn a_workbook_reads_like_a_csv_file() {
    let operator = Operator::new().await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/units/small.xlsx");
    assert_eq!(operator.does(&["import", text(&path)]).await, "5 new, 0 changed, 0 as they are.\n");
    assert_eq!(operator.imports(SMALL).await, "0 new, 0 changed, 5 as they are.\n");
}

/// A workbook with a few cells: where each is, and what it says.
fn workbook(cells: &[(&str, &str)]) -> Vec<u8> {
    let row = |(at, words): &(&str, &str)| {
        let row: String = at.chars().filter(char::is_ascii_digit).collect();
        format!(r#"<row r="{row}"><c r="{at}" t="inlineStr"><is><t>{words}</t></is></c></row>"#)
    };
    let rows: String = cells.iter().map(row).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let packed = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{packed}"><Relationship Id="rId1" Type="{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{related}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{packed}"><Relationship Id="rId1" Type="{related}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory has room");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("memory has room");
    }
    zip.finish().expect("memory has room").into_inner()
}

#[test]
fn two_cells_at_the_ends_of_a_sheet_are_two_cells() {
    use sangkien::roster::{Column, Table};
    let far = workbook(&[("A1", "code"), ("XFD1048576", "TLD")]);
    assert!(far.starts_with(b"PK") && far.len() < 2_000);
    let refused = Table::<Column>::read(&far).expect_err("it is no list of units");
    assert!(refused.0[0].why.contains("is missing"), "{refused:?}");
    let near = workbook(&[("A1", "code"), ("A3", "TLD")]);
    let refused = Table::<Column>::read(&near).expect_err("names are missing");
    assert!(refused.0[0].why.contains("name"), "{refused:?}");
}

#[test]
fn a_sheet_with_a_place_that_does_not_exist_is_refused() {
    use sangkien::roster::{Column, Table};
    for place in ["ZZZZZZZZZZ1", "A99999999999", "A", "1", "A0", ""] {
        let book = workbook(&[("A1", "code"), (place, "TLD")]);
        let refused = Table::<Column>::read(&book).expect_err("it is no list of units");
        assert_eq!(refused.0.len(), 1, "{place}: {refused:?}");
    }
}

#[test]
fn a_workbook_that_would_fill_the_memory_is_refused_before_it_is_opened() {
    use sangkien::roster::{Column, Table};
    let sound = workbook(&[("A1", "code"), ("B1", "name"), ("A2", "TLD"), ("B2", "Tổng")]);
    assert_eq!(Table::<Column>::read(&sound).expect("it is sound").lines.len(), 1);
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(sound)).expect("it is one");
    let packed = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("xl/sharedStrings.xml", packed).expect("memory has room");
    // A word that nobody needs, again and again.
    let words = b"<si/>".repeat(200_000);
    for _ in 0..70 {
        std::io::Write::write_all(&mut zip, &words).expect("memory has room");
    }
    let bomb = zip.finish().expect("memory has room").into_inner();
    assert!(bomb.len() < 500_000, "it is small outside: {}", bomb.len());
    let refused = Table::<Column>::read(&bomb).expect_err("it is no list of units");
    assert!(refused.0[0].why.contains("larger inside than any list"), "{refused:?}");
}

#[tokio::test]
async fn a_unit_has_a_link_a_picture_and_a_poster() {
    let operator = Operator::new().await;
    operator.imports(SMALL).await;
    let said = operator.does(&["link", "may", "--bot", "@sangkien_bot"]).await;
    assert!(said.contains("https://t.me/sangkien_bot?start=u_MAY\n"), "{said}");
    assert!(said.contains("Or type: MAY\n"), "{said}");
    let (png, svg) = (operator.file("qr.png", ""), operator.file("qr.svg", ""));
    let poster = operator.file("poster.html", "");
    let bot = ["--bot", "sangkien_bot", "--qr"];
    let png_words = [&["link", "MAY"][..], &bot, &[text(&png), "--poster", text(&poster)]];
    operator.does(&png_words.concat()).await;
    operator.does(&[&["link", "MAY"][..], &bot, &[text(&svg)]].concat()).await;
    let read = |path: &Path| std::fs::read(path).expect("it was written");
    assert!(read(&png).starts_with(b"\x89PNG"));
    assert!(String::from_utf8(read(&svg)).is_ok_and(|svg| svg.contains("<svg")));
    let poster = String::from_utf8(read(&poster)).expect("it is text");
    for part in ["CĐCS Công ty CP May Bình Hòa", "@sangkien_bot", ">MAY<", "<svg", "Quét mã QR"]
    {
        assert!(poster.contains(part), "{part}");
    }
    assert!(!poster.contains("{{"), "a place was left empty");
    let said = operator.fails_to(&["link", "MAY", "--qr", text(&png)]).await;
    assert!(said.contains("TELEGRAM_BOT_USERNAME"), "{said}");
    let said = operator.does(&["link", "MAY"]).await;
    assert!(said.contains("Or type: MAY"), "{said}");
}
