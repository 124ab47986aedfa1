//! Sessions as older versions of the program have stored them: they must keep loading, and from
//! each of them the talk must go on whatever is said.
//!
//! `UPDATE_STATES=1` writes a sample of every place that has none; a sample that is there is
//! never written again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::TimeDelta;
use sangkien::engine::Session;
use sangkien::message::Outbound;
use serde_json::Value;

use crate::transcript::{self, Channel, Said, Stage, WORKER};
use crate::transcripts;
use crate::world::World;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/states")
}

/// The samples of the worker's talk, by file name.
fn samples() -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder()).expect("the samples are there");
    let paths = entries.map(|entry| entry.expect("the folder reads").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().expect("a sample has a name").to_string_lossy();
            let json = std::fs::read_to_string(&path).expect("a sample reads");
            (name.into_owned(), json)
        })
        .collect()
}

/// Where a session stands, as a name: `profile-phone`, `draft-asking-since-pending`.
fn place(session: &Value) -> String {
    let talk = &session["talk"];
    let part = |value: &Value| value.as_str().map(str::to_owned);
    let at = part(&talk["at"]["is"]).unwrap_or_else(|| "idle".to_owned());
    let mut parts = vec![at.clone()];
    if at == "profile" {
        parts.extend(part(&talk["at"]["ask"]));
    }
    if at == "draft" {
        let place = &talk["draft"]["place"];
        parts.extend(part(&place["is"]));
        parts.extend(part(&place["topic"]));
        parts.extend((!place["pending"].is_null()).then(|| "pending".to_owned()));
    }
    parts.join("-").replace('_', "-")
}

/// A world that remembers every place that the worker's talk comes to.
struct Recorder {
    world: World,
    seen: BTreeMap<String, String>,
}

impl Stage for Recorder {
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        let sent = self.world.say(who, said);
        let json = self.world.session(who).to_json();
        let value = serde_json::from_str(&json).expect("a session is JSON");
        self.seen.entry(place(&value)).or_insert(json);
        sent
    }

    fn wait(&mut self, by: TimeDelta) -> Vec<(String, Outbound)> {
        self.world.wait(by)
    }
}

/// Every place that the transcripts come to, with a session that stands there.
fn seen() -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    for path in transcripts() {
        let text = std::fs::read_to_string(path).expect("a transcript reads");
        let lines = transcript::read(&text);
        let channel = transcript::channel(&lines);
        let mut recorder = Recorder { world: World::new(channel), seen };
        transcript::play(&lines, &mut recorder, channel);
        seen = recorder.seen;
    }
    seen
}

#[test]
fn every_place_of_the_talk_has_a_sample() {
    let seen = seen();
    let mut kept: BTreeSet<String> = samples().into_keys().collect();
    if std::env::var_os("UPDATE_STATES").is_some() {
        for (place, json) in &seen {
            if kept.insert(place.clone()) {
                std::fs::write(folder().join(format!("{place}.json")), json)
                    .expect("a sample can be written");
            }
        }
    }
    let missing: Vec<&String> = seen.keys().filter(|place| !kept.contains(*place)).collect();
    assert!(missing.is_empty(), "UPDATE_STATES=1 writes a sample of each of {missing:?}");
}

#[test]
fn every_kind_of_place_is_reached_by_a_transcript() {
    let reached: BTreeSet<String> = seen().into_keys().collect();
    for (source, name, prefix) in [
        (include_str!("../../src/conversation/state.rs"), "At", ""),
        (include_str!("../../src/conversation/profile.rs"), "Ask", "profile-"),
        (include_str!("../../src/conversation/draft.rs"), "Place", "draft-"),
        (include_str!("../../src/phrase/talk.rs"), "Topic", "draft-asking-"),
    ] {
        for variant in variants(source, name) {
            let place = format!("{prefix}{variant}");
            assert!(
                reached.iter().any(|reached| reached.starts_with(&place)),
                "no transcript comes to {place}"
            );
        }
    }
}

/// The variants of the enum `name` in a source laid out by rustfmt, as they are stored.
fn variants(source: &str, name: &str) -> Vec<String> {
    source
        .lines()
        .skip_while(|line| *line != format!("pub enum {name} {{"))
        .skip(1)
        .take_while(|line| *line != "}")
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| {
            let name: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
            let mut stored = String::new();
            for (index, letter) in name.char_indices() {
                if letter.is_ascii_uppercase() && index > 0 {
                    stored.push('-');
                }
                stored.push(letter.to_ascii_lowercase());
            }
            stored
        })
        .collect()
}

#[test]
fn every_stored_state_still_loads() {
    for (name, json) in samples() {
        let session: Result<Session, _> = serde_json::from_str(&json);
        let session = session.unwrap_or_else(|error| panic!("{name} loads no more: {error}"));
        let again: Value = serde_json::from_str(&session.to_json()).expect("a session is JSON");
        assert_eq!(place(&again), name, "{name} stands elsewhere when it is loaded");
    }
}

#[test]
fn a_preview_of_what_is_not_complete_goes_on_with_what_is_missing() {
    let mut world = World::new(Channel::Buttons);
    let json = r#"{"talk":{"at":{"is":"draft"},"draft":{"place":{"is":"preview"},"answers":{"title":"Kệ để khuôn"}}}}"#;
    world.put(WORKER, Session::from_json(json));
    for (words, next) in [("alo", "Câu 2/9"), ("1", "Câu 3/9")] {
        let sent = world.say(WORKER, &Said::Text(words.to_owned()));
        assert!(sent[0].1.text.contains(next), "{words} got {:?}", sent[0].1.text);
    }
}

#[test]
fn a_name_is_forgotten_behind_the_question_whether_to_discard() {
    let json = r#"{"talk":{"at":{"is":"draft"},"draft":{"place":{"is":"discarding","back":{"is":"asking",
        "topic":"co_authors","pending":{"why":"converted","values":[{"co_authors":[
        {"name":"Đỗ Văn Bình","percent":30}]}]}}}}}}"#;
    let mut session: Session = serde_json::from_str(json).expect("it is a session");
    assert!(session.forget_co_author("Đỗ Văn Bình"));
    assert!(!session.to_json().contains("Bình"));
}

#[test]
fn whatever_is_said_anywhere_is_answered() {
    let texts = [
        "alo",
        "/start",
        "/moi",
        "/nhap",
        "/nhap 7",
        "/tieptuc",
        "/xoanhap",
        "/quaylai",
        "/huy",
        "/cuatoi",
        "/cuatoi 99",
        "/trangthai",
        "/trangthai SK-1000-0012",
        "/rut",
        "/traloi",
        "/hoso",
        "/hoten",
        "/sodienthoai",
        "/donvi",
        "/nhom",
        "/ngonngu",
        "/ngonngu en",
        "/nhacnho",
        "/nhacnho tat",
        "/dongy",
        "/dongy rut",
        "/trogiup",
        "/khongco",
        "/start u_BN",
        "/start i_abc",
        "bỏ qua",
        "quay lại",
        "dừng",
        "giúp",
        "chưa",
        "không có",
        "có",
        "không",
        "1",
        "99",
        "12 triệu",
        "hôm qua",
        "SK-1000-0012",
        "SK-1000-0013",
        "🙂",
        "‍",
        "Nguyễn Văn A 30%",
        "mot hai ba bon nam sau bay",
    ];
    let mut said: Vec<Said> = texts.into_iter().map(|text| Said::Text(text.to_owned())).collect();
    said.push(Said::Text("dài ".repeat(2_000)));
    said.extend([Said::Sticker, Said::Returned]);
    for own in [true, false] {
        said.push(Said::Contact { phone: "0912345678".to_owned(), own });
    }
    for newest in [true, false] {
        said.push(Said::Edit { text: "sửa lại thế này".to_owned(), newest });
    }
    for (kind, caption) in
        [("photo", None), ("voice", None), ("document", Some("lời kèm theo".to_owned()))]
    {
        said.push(Said::File {
            kind: kind.to_owned(),
            name: "tệp mới".to_owned(),
            caption,
            album: None,
        });
    }
    for (name, json) in samples() {
        for said in &said {
            let mut world = World::new(Channel::Buttons);
            world.put(WORKER, Session::from_json(&json));
            let sent = world.say(WORKER, said);
            let [(_, outbound)] = sent.as_slice() else {
                panic!("at {name}, {said:?} got {} answers", sent.len());
            };
            assert!(!outbound.text.trim().is_empty(), "at {name}, {said:?} got no words");
        }
    }
}
