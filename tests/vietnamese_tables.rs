//! The forms in tests/data/vietnamese, each with what it must be read as.

use std::path::Path;

use chrono::NaiveDate;
use proptest::prelude::*;
use sangkien::vietnamese::{
    Reading, coauthors, code, date, money, name, percent, phone, text, yes_no,
};
use unicode_normalization::UnicodeNormalization;

/// The outcome as the tables write it.
fn outcome<T>(reading: &Reading<T>, show: impl Fn(&T) -> String) -> String {
    match reading {
        Reading::Read(value) => show(value),
        Reading::Ambiguous(several) => {
            format!("?{}", several.iter().map(show).collect::<Vec<_>>().join("|"))
        }
        Reading::Unreadable(why) => format!("!{}", json(why)),
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).expect("it is a word").as_str().expect("it is a word").to_owned()
}

fn read(kind: &str, input: &str) -> String {
    match kind {
        "phone" => outcome(&phone::read(input), |phone| phone.as_str().to_owned()),
        "name" => outcome(&name::read(input), name::PersonName::display),
        "yesno" => outcome(&yes_no::read(input), json),
        "code" => outcome(&code::read(input), ToString::to_string),
        "coauthors" => outcome(&coauthors::read(input), |shares| {
            let shares = shares.iter().map(|share| format!("{}={}", share.name, share.percent));
            shares.collect::<Vec<_>>().join("; ")
        }),
        "percent" => outcome(&percent::read(input), ToString::to_string),
        "residue" => text::residue(input).unwrap_or_else(|| "-".to_owned()),
        _ => panic!("no reader is called {kind}"),
    }
}

/// The rows of a table: kind, input and what is expected.
fn rows(table: &str) -> Vec<(String, String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/vietnamese").join(table);
    let text = std::fs::read_to_string(&path).expect("the table is part of the repository");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [kind, input, expected] => {
                (kind.to_owned(), input.replace("\\n", "\n"), expected.to_owned())
            }
            _ => panic!("{table}: {line}"),
        })
        .collect()
}

#[track_caller]
fn assert_table(table: &str, least: usize) {
    let rows = rows(table);
    assert!(rows.len() >= least, "{table} has lost rows");
    let mut wrong = Vec::new();
    for (kind, input, expected) in &rows {
        for (form, typed) in
            [("NFC", input.nfc().collect::<String>()), ("NFD", input.nfd().collect())]
        {
            // Western letters that stand for Vietnamese ones are no longer that in NFD.
            if form == "NFD" && kind == "residue" {
                continue;
            }
            let got = read(kind, &typed);
            if got != *expected {
                wrong.push(format!("{kind} {form} {input:?}: {got}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn phones() {
    assert_table("phone.tsv", 60);
}

#[test]
fn names() {
    assert_table("name.tsv", 70);
}

#[test]
fn yes_and_no() {
    assert_table("yes_no.tsv", 130);
}

#[test]
fn codes() {
    assert_table("code.tsv", 40);
}

#[test]
fn co_authors() {
    assert_table("coauthors.tsv", 45);
}

#[test]
fn percents() {
    assert_table("percent.tsv", 30);
}

#[test]
fn residue() {
    assert_table("residue.tsv", 20);
}

/// What is shown back is read as the same value, so that a person may answer by copying it.
#[test]
fn an_echo_is_read_as_the_same_value() {
    for (_, input, _) in rows("phone.tsv") {
        if let Reading::Read(phone) = phone::read(&input) {
            assert_eq!(phone::read(&phone.display()), Reading::Read(phone), "{input}");
        }
    }
    for (_, input, _) in rows("name.tsv") {
        if let Reading::Read(name) = name::read(&input) {
            let again = name::read(&name.display());
            assert_eq!(outcome(&again, name::PersonName::display), name.display(), "{input}");
        }
    }
    for (_, input, _) in rows("code.tsv") {
        if let Reading::Read(code) = code::read(&input) {
            assert_eq!(code::read(&code.to_string()), Reading::Read(code), "{input}");
        }
    }
    for (_, input, _) in rows("coauthors.tsv") {
        if let Reading::Read(shares) = coauthors::read(&input) {
            let lines: Vec<_> =
                shares.iter().map(|share| format!("{} {}%", share.name, share.percent)).collect();
            assert_eq!(coauthors::read(&lines.join(", ")), Reading::Read(shares), "{input}");
        }
    }
}

/// Without accents an answer means the same. "Đừng" alone differs: "dung" is taken for
/// "đúng", and "vàng" and "dừng" are no answers while "vang" and "dung" are.
#[test]
fn an_answer_without_accents_means_the_same() {
    for (_, input, expected) in rows("yes_no.tsv") {
        let plain = input.replace('Đ', "D").replace('đ', "d");
        let plain: String =
            plain.nfd().filter(|&c| !('\u{300}'..='\u{36f}').contains(&c)).collect();
        if !["đừng", "dừng"].contains(&input.as_str()) {
            assert_eq!(read("yesno", &plain), expected, "{input} as {plain}");
        }
    }
}

const KINDS: [&str; 7] = ["phone", "name", "yesno", "code", "coauthors", "percent", "residue"];

proptest! {
    /// No text makes a reader fall, and none means something else in NFD.
    #[test]
    fn any_text_is_read_the_same_in_both_forms(text in any::<String>()) {
        for kind in KINDS.into_iter().filter(|&kind| kind != "residue") {
            let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(read(kind, &nfc), read(kind, &nfd));
        }
        let _ = read("residue", &text);
    }
}

/// A small generator of pseudo-random numbers (xorshift), so that the run is the same always.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % end
    }
}

/// Every reader meets inputs that are cut, joined and spoilt forms of the tables; none may
/// fall over, whatever it makes of them. The fuzz targets do the same without an end.
#[test]
fn spoilt_forms_make_no_reader_fall() {
    let tables = [
        "phone.tsv",
        "name.tsv",
        "yes_no.tsv",
        "code.tsv",
        "coauthors.tsv",
        "percent.tsv",
        "residue.tsv",
    ];
    let forms: Vec<String> =
        tables.iter().flat_map(|table| rows(table)).map(|(_, input, _)| input).collect();
    let odd = [
        "\u{0}",
        "\u{301}",
        "\u{202e}",
        "\u{200d}",
        "％",
        "💥",
        "đ",
        "9",
        "%",
        "\n",
        "\u{ad}",
        "ẹ\u{302}",
        "-",
        ".",
    ];
    let today = NaiveDate::from_ymd_opt(2022, 5, 20).expect("May has twenty days");
    let mut chance = Chance(0x5A6E_676B_6965_6E21);
    for _ in 0..6_000 {
        let mut bytes = forms[chance.below(forms.len())].clone().into_bytes();
        for _ in 0..chance.below(4) {
            match chance.below(4) {
                0 if !bytes.is_empty() => {
                    let at = chance.below(bytes.len());
                    bytes.truncate(at);
                }
                1 if !bytes.is_empty() => {
                    let at = chance.below(bytes.len());
                    bytes[at] = u8::try_from(chance.below(256)).expect("less than 256");
                }
                2 => bytes.extend_from_slice(odd[chance.below(odd.len())].as_bytes()),
                _ => bytes.extend_from_slice(forms[chance.below(forms.len())].as_bytes()),
            }
        }
        let input = String::from_utf8_lossy(&bytes);
        for kind in KINDS {
            let _ = read(kind, &input);
        }
        let _ = (money::read(&input), date::read(&input, today, date::Future::Refused));
        assert_eq!(text::fold(&text::clean(&input)), text::fold(&input), "{input:?}");
    }
}
