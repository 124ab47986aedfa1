//! `sangkien parse` as support staff use it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sangkien"))
        .arg("parse")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that reads no input may be gone before it is written.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("the program ends")
}

fn answers(args: &[&str], input: &[u8]) -> Vec<Value> {
    let output = run(args, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect()
}

#[test]
fn an_amount_is_a_whole_number_with_what_was_said_beside_it() {
    let found = answers(&["money", "khoảng 30 triệu/tháng", "0", "10-15 triệu", "-5 triệu"], b"");
    assert_eq!(found[0]["value"], json!(30_000_000));
    assert_eq!((&found[0]["approximate"], &found[0]["period"]), (&json!(true), &json!("month")));
    assert_eq!((&found[1]["result"], &found[1]["value"]), (&json!("read"), &Value::Null));
    assert_eq!(found[1]["reason"], json!("none"));
    assert_eq!(found[2]["result"], json!("ambiguous"));
    assert_eq!(found[2]["candidates"], json!([10_000_000, 15_000_000]));
    assert_eq!(
        (&found[3]["result"], &found[3]["reason"]),
        (&json!("unreadable"), &json!("negative"))
    );
}

#[test]
fn a_date_is_read_from_the_moment_given_in_vietnam() {
    let day = |now: &str| answers(&["date", "--now", now, "hôm qua"], b"")[0]["value"].clone();
    let expected = json!({"from": "2022-05-19", "to": "2022-05-19", "precision": "day"});
    assert_eq!(day("2022-05-20T10:00+07:00"), expected);
    assert_eq!(day("2022-05-19T17:00:00Z"), expected, "it is past midnight in Vietnam");
    let late = answers(&["date", "hôm qua", "--now", "2022-05-20T10:00+07:00"], b"");
    assert_eq!(late[0]["value"], expected, "the option may come last");
    assert_eq!(late.len(), 1);
}

#[test]
fn every_kind_has_its_own_value() {
    for (kind, text, value, echo) in [
        ("phone", "0912.345.678", json!("+84912345678"), "0912 345 678"),
        ("name", "NGUYỄN VĂN AN", json!("NGUYỄN VĂN AN"), "Nguyễn Văn An"),
        ("fold", "Kỹ thuật – Hoà Bình", json!("ki thuat hoa binh"), "ki thuat hoa binh"),
        ("yesno", "dạ đúng rồi ạ", json!("yes"), "có"),
        ("yesno", "hok", json!("no"), "không"),
        ("code", "sk 1234 5671", json!("SK-1234-5671"), "SK-1234-5671"),
        ("coauthors", "anh B 30%", json!([{"name": "anh B", "percent": 30}]), "anh B 30%"),
    ] {
        let found = &answers(&[kind, text], b"")[0];
        assert_eq!((&found["input"], &found["result"]), (&json!(text), &json!("read")), "{kind}");
        assert_eq!((&found["value"], &found["echo"]), (&value, &json!(echo)), "{kind}");
    }
    assert_eq!(answers(&["fold", "sangs kieens"], b"")[0]["meant"], json!("sáng kiến"));
}

#[test]
fn lines_of_the_input_are_texts_whatever_bytes_they_hold() {
    let found = answers(&["yesno"], "có\r\n\nđúng không\n\u{fffd}".as_bytes());
    let results: Vec<_> =
        found.iter().map(|answer| answer["result"].as_str().unwrap_or_default()).collect();
    assert_eq!(results, ["read", "unreadable", "unreadable", "unreadable"]);
    assert_eq!(found[1]["reason"], json!("empty"));
    assert_eq!(answers(&["phone"], b"\xff\xfe0912345678\x00\n").len(), 1);
    assert_eq!(answers(&["phone"], b"").len(), 0);
}

#[test]
fn a_wrong_moment_is_explained() {
    let output = run(&["date", "hôm qua", "--now", "yesterday"], b"");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a moment such as"));
}
