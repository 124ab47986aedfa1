//! What can be typed, and that a button is spelled like it.

use sangkien::domain::{InitiativeId, Kind, OfficerId, Role, StatusName, UnitId};
use sangkien::facts::Page;
use sangkien::message::Press;
use sangkien::phrase::desk::{Misread, Verb};
use sangkien::review::amount::Verified;
use sangkien::review::command::{Appointing, Command, TextSeen, UnitWanted, Wanted};

/// SK-1234-5671.
const ID: InitiativeId = InitiativeId(1_234_567);

fn read(words: &str) -> Result<Command, Misread> {
    let (name, rest) = words.split_once(' ').unwrap_or((words, ""));
    let verb = Command::verb(name).expect("the test names a command");
    Command::read(verb, rest)
}

fn seen(version: Option<i32>) -> TextSeen {
    TextSeen { id: ID, version }
}

fn recognize(version: Option<i32>, verified: Verified, note: Option<&str>) -> Command {
    Command::Recognize { text: seen(version), verified, note: note.map(str::to_owned) }
}

fn invite(role: Option<Role>, unit: Option<UnitWanted>) -> Command {
    Command::Officers(Appointing::Invite { role, unit })
}

#[test]
fn every_verb_is_typed_by_its_name() {
    for verb in Verb::ALL {
        assert_eq!(Command::verb(verb.name()), Some(verb));
    }
    assert_eq!(Command::verb("moi"), None, "the worker's commands are the worker's");
}

#[test]
fn codes_are_read_as_people_type_them() {
    for typed in ["SK-1234-5671", "sk 1234 5671", "SK12345671", "12345671", "1234-5671"] {
        assert_eq!(read(&format!("xem {typed}")), Ok(Command::Show(ID)), "{typed}");
        let question = Some("Áp dụng ở đâu?".to_owned());
        let ask = Command::Ask { text: seen(None), question };
        assert_eq!(read(&format!("bosung {typed} Áp dụng ở đâu?")), Ok(ask), "{typed}");
    }
    assert_eq!(read("xem"), Err(Misread::NoCode));
    assert_eq!(read("xem giá đỡ khuôn"), Err(Misread::NotACode));
    assert_eq!(read("duyet SK-1234-5672 tốt"), Err(Misread::WrongCheckDigit));
    assert_eq!(read("duyet 1234 5617 tốt"), Err(Misread::WrongCheckDigit));
}

#[test]
fn an_amount_is_told_from_a_note() {
    use Verified::{Amount, Either, Nothing};
    for (words, verified, note) in [
        ("", Nothing, None),
        ("tốt", Nothing, Some("tốt")),
        ("50 triệu", Amount(50_000_000), None),
        ("50tr đã đối chiếu", Amount(50_000_000), Some("đã đối chiếu")),
        ("50 triệu đồng đã đối chiếu", Amount(50_000_000), Some("đã đối chiếu")),
        ("1 tỷ 500 triệu khớp sổ", Amount(1_500_000_000), Some("khớp sổ")),
        ("50000000đ", Amount(50_000_000), None),
        ("50000000", Amount(50_000_000), None),
        ("2 người đã kiểm tra", Nothing, Some("2 người đã kiểm tra")),
        ("2026 áp dụng toàn công ty", Nothing, Some("2026 áp dụng toàn công ty")),
        ("50 triệu 2 máy đã chạy", Amount(50_000_000), Some("2 máy đã chạy")),
        ("không có số liệu", Nothing, Some("không có số liệu")),
        ("10 triệu/tháng đúng", Either(vec![10_000_000, 120_000_000]), Some("đúng")),
    ] {
        let command = read(&format!("duyet 12345671 v3 {words}"));
        assert_eq!(command, Ok(recognize(Some(3), verified, note)), "{words}");
    }
}

#[test]
fn the_queue_is_narrowed_in_any_order() {
    let wanted = |page, unit: Option<&str>, kind, status| Wanted {
        page: Page(page),
        unit: unit.map(|unit| UnitWanted::Typed(unit.to_owned())),
        kind,
        status,
    };
    for (words, expected) in [
        ("", wanted(0, None, None, None)),
        (" 2", wanted(1, None, None, None)),
        (" BN-SM", wanted(0, Some("BN-SM"), None, None)),
        (" kỹ thuật", wanted(0, None, Some(Kind::Technical), None)),
        (" giải pháp quản lý 3", wanted(2, None, Some(Kind::Management), None)),
        (" đã bổ sung BN-SM", wanted(0, Some("BN-SM"), None, Some(StatusName::Supplemented))),
        (
            " 2 công ty sao mai tham dinh nghien cuu",
            wanted(1, Some("công ty sao mai"), Some(Kind::Research), Some(StatusName::InReview)),
        ),
        (" 0", wanted(0, Some("0"), None, None)),
    ] {
        assert_eq!(read(&format!("hangcho{words}")), Ok(Command::Queue(expected)), "{words}");
    }
}

#[test]
fn appointments_are_typed_too() {
    let revoke = |page, sure| {
        Command::Officers(Appointing::Revoke { officer: OfficerId(17), page: Page(page), sure })
    };
    for (words, expected) in [
        ("phanquyen", Command::Officers(Appointing::List(Page(0)))),
        ("phanquyen 3", Command::Officers(Appointing::List(Page(2)))),
        ("phanquyen mời", invite(None, None)),
        ("phanquyen moi canbo", invite(Some(Role::Reviewer), None)),
        (
            "phanquyen moi quanly Công ty Sao Mai",
            invite(
                Some(Role::Administrator),
                Some(UnitWanted::Typed("Công ty Sao Mai".to_owned())),
            ),
        ),
        ("phanquyen moi canbo #3", invite(Some(Role::Reviewer), Some(UnitWanted::Id(UnitId(3))))),
        ("phanquyen thuhoi 17", revoke(0, false)),
        ("phanquyen thuhoi 17 2 chắc", revoke(1, true)),
    ] {
        assert_eq!(read(words), Ok(expected), "{words}");
    }
    for words in ["phanquyen xoa", "phanquyen moi vua", "phanquyen thuhoi", "phanquyen thuhoi x"] {
        assert_eq!(read(words), Err(Misread::NotUnderstood), "{words}");
    }
}

#[test]
fn a_button_says_what_could_be_typed_and_fits() {
    let id = InitiativeId(999_999_999);
    let text = TextSeen { id, version: Some(i32::MAX) };
    let everything = Wanted {
        page: Page(9_998),
        unit: Some(UnitWanted::Id(UnitId(1_000_000_000))),
        kind: Some(Kind::Operational),
        status: Some(StatusName::Received),
    };
    for command in [
        Command::Queue(Wanted::default()),
        Command::Queue(everything.clone()),
        Command::Narrow(everything),
        Command::Show(id),
        Command::Next,
        Command::Claim { id, anyway: false },
        Command::Claim { id, anyway: true },
        Command::Recognize { text, verified: Verified::Nothing, note: None },
        Command::Recognize { text, verified: Verified::Amount(999_999_999_999_999), note: None },
        Command::Ask { text, question: None },
        Command::Reject { text, words: None },
        Command::Undo(None),
        Command::Undo(Some(id)),
        Command::TakeDown { id, reason: None },
        Command::Files(id),
        Command::Officers(Appointing::List(Page(9_998))),
        invite(None, None),
        invite(Some(Role::Administrator), Some(UnitWanted::Id(UnitId(1_000_000_000)))),
        Command::Officers(Appointing::Revoke {
            officer: OfficerId(1_000_000_000),
            page: Page(9_998),
            sure: true,
        }),
        Command::Help,
    ] {
        let typed = command.to_string();
        assert!(Press::Command(typed.clone()).encode().len() <= Press::MAX_BYTES, "{typed}");
        assert_eq!(read(typed.trim_start_matches('/')), Ok(command), "{typed}");
    }
}

#[test]
fn hostile_words_are_only_words() {
    for words in ["v99999999999999999999", "v0", "v-1", "#", "\u{202e}", "9".repeat(4_000).as_str()]
    {
        let command = read(&format!("duyet 12345671 {words}"));
        assert!(
            matches!(&command, Ok(Command::Recognize { text, .. }) if text.version.is_none()),
            "{words}: {command:?}"
        );
        for verb in Verb::ALL {
            let _ = Command::read(verb, words);
        }
    }
}
