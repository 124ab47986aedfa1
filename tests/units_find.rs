//! Finding one's unit by what people type.

#[path = "support/organisation.rs"]
mod organisation;

use sangkien::directory::{Directory, Former, Note, Unit};
use sangkien::domain::UnitId;

const TYPED: &str = include_str!("data/units/typed.tsv");

/// Of a hundred questions, at least this many find their unit among the best five.
const RIGHT: usize = 97;

#[test]
fn the_right_unit_is_among_the_best_five() {
    let directory = Directory::new(organisation::organisation(130_000));
    let mut asked = 0;
    let mut missed = Vec::new();
    for line in TYPED.lines().filter(|line| !line.starts_with('#')) {
        let (typed, expected) = line.split_once('\t').expect("a line is a question and codes");
        let found = directory.find(typed, 5);
        asked += 1;
        if !expected.split(' ').all(|code| found.iter().any(|unit| unit.code == code)) {
            missed.push(typed);
        }
    }
    let right = asked - missed.len();
    println!("{right} of {asked} found; missed: {missed:#?}");
    assert!(asked >= 700, "the list of questions is cut short: {asked}");
    assert!(right * 100 >= asked * RIGHT, "only {right} of {asked} found; missed: {missed:#?}");
}

fn unit(id: i64, code: &str, name: &str, kind: &str, parent: i64) -> Unit {
    Unit {
        id: UnitId(id),
        code: code.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        parent: (parent > 0).then_some(UnitId(parent)),
        closed: false,
    }
}

fn small() -> Vec<Unit> {
    vec![
        unit(1, "TLD", "Tổng Liên đoàn Lao động Việt Nam", "federation", 0),
        unit(2, "DN", "Liên đoàn Lao động TP Đồng Nai", "province", 1),
        unit(3, "HCM", "Liên đoàn Lao động TP Hồ Chí Minh", "province", 1),
        unit(4, "DNA", "Liên đoàn Lao động TP Đà Nẵng", "province", 1),
        unit(5, "LT", "Công đoàn Khu công nghiệp Long Thành", "park", 2),
        unit(6, "BOSCH", "CĐCS Công ty TNHH Bosch Việt Nam", "grassroots", 5),
        unit(7, "MAY", "CĐCS Công ty Cổ phần May Bình Hòa", "grassroots", 3),
        unit(8, "HOABINH", "CĐCS Công ty Cổ phần May Hòa Bình", "grassroots", 3),
    ]
}

fn codes(directory: &Directory, typed: &str) -> Vec<String> {
    directory.find(typed, 5).into_iter().map(|unit| unit.code.clone()).collect()
}

#[test]
fn a_gone_province_leads_to_the_one_it_is_part_of() {
    let directory = Directory::new(small());
    for typed in ["Bình Dương", "ldld binh duong", "lđlđ tỉnh Bình Dương"] {
        let found = directory.search(typed, 5);
        assert_eq!(found[0].unit.code, "HCM", "{typed}");
        let now = Note::Province { old: "Bình Dương", now: "TP Hồ Chí Minh" };
        assert_eq!(found[0].note, Some(now), "{typed}");
    }
    assert_eq!(directory.search("TP Hồ Chí Minh", 5)[0].note, None);
    assert_eq!(directory.search("sài gòn", 5)[0].note, None);
}

#[test]
fn what_may_mean_two_provinces_offers_both() {
    let directory = Directory::new(small());
    let found = codes(&directory, "ĐN");
    assert!(found.contains(&"DN".to_owned()) && found.contains(&"DNA".to_owned()), "{found:?}");
}

#[test]
fn a_code_is_found_in_any_case_and_first() {
    let directory = Directory::new(small());
    assert_eq!(codes(&directory, " bosch ")[0], "BOSCH");
    assert_eq!(directory.by_code("hoabinh").map(|unit| unit.id), Some(UnitId(8)));
    assert_eq!(directory.by_code("HOABIN"), None);
}

#[test]
fn the_order_of_words_tells_two_names_apart() {
    let directory = Directory::new(small());
    assert_eq!(codes(&directory, "may binh hoa")[..2], ["MAY", "HOABINH"]);
    assert_eq!(codes(&directory, "cty may hoà bình")[..2], ["HOABINH", "MAY"]);
}

#[test]
fn a_closed_unit_is_named_but_not_found() {
    let mut units = small();
    units[5].closed = true;
    let directory = Directory::new(units);
    assert_eq!(codes(&directory, "cty bosch"), Vec::<String>::new());
    assert_eq!(directory.by_code("BOSCH"), None);
    assert!(directory.get(UnitId(6)).is_some_and(|unit| unit.closed));
}

#[test]
fn a_merged_unit_leads_to_its_successor_by_name_and_by_code() {
    let mut units = small();
    units[7].closed = true;
    let name = units[7].name.clone();
    let merged = Former { unit: UnitId(7), name: name.clone(), code: Some("HOABINH".to_owned()) };
    let directory = Directory::with_history(units, vec![merged]);
    let found = directory.search("may hoa binh", 5);
    assert_eq!(found.len(), 1, "the unit is offered once: {found:?}");
    assert_eq!((found[0].unit.code.as_str(), found[0].note), ("MAY", Some(Note::Formerly(&name))));
    assert_eq!(directory.by_code("hoaBinh").map(|unit| unit.code.as_str()), Some("MAY"));
}

#[test]
fn the_tree_answers_what_lies_where() {
    let directory = Directory::new(small());
    let (root, dong_nai, hcm, park, bosch) =
        (UnitId(1), UnitId(2), UnitId(3), UnitId(5), UnitId(6));
    assert!(directory.is_within(bosch, park) && directory.is_within(bosch, root));
    assert!(directory.is_within(park, park) && !directory.is_within(dong_nai, park));
    assert!(!directory.is_within(bosch, hcm) && !directory.is_within(UnitId(99), root));
    assert!(directory.is_root(root) && !directory.is_root(park));
    let path = "Liên đoàn Lao động TP Đồng Nai › Công đoàn Khu công nghiệp Long Thành";
    assert_eq!(directory.path(bosch), path);
    assert_eq!(directory.path(dong_nai), "");
}

#[test]
fn a_circle_in_the_tree_ends_nowhere_but_hangs_nobody() {
    let mut units = small();
    units[4].parent = Some(UnitId(6));
    units[6].parent = Some(UnitId(404));
    let directory = Directory::new(units);
    assert!(!directory.is_within(UnitId(6), UnitId(1)));
    assert_eq!(directory.path(UnitId(6)), "");
    assert_eq!(codes(&directory, "bosch")[0], "BOSCH");
}

#[test]
fn anything_may_be_typed() {
    let directory = Directory::new(small());
    let empty = Directory::default();
    let long = "công ty ".repeat(20_000);
    for typed in ["", " ", "?!", "\0\u{202e}", "ﷺﷺ", "🏭🏭", "'; drop table unit", "工会", &long]
    {
        assert!(directory.find(typed, 5).len() <= 5, "{typed:.40}");
        assert!(empty.find(typed, 5).is_empty());
    }
    assert!(directory.find("xyzzy plugh", 5).is_empty(), "nothing is better than anything");
    assert!(directory.find("bosch", 0).is_empty());
}
