//! Whatever is said, in whatever order: nothing breaks, and the books balance.

use chrono::TimeDelta;
use proptest::prelude::*;
use sangkien::domain::{Status, StatusName};
use sangkien::engine::Session;
use sangkien::message::{Alarm, Utterance};

use crate::hall::{AN, CHI, Chat, Hall, LAN, code};

/// What an officer may do next.
#[derive(Clone, Debug)]
enum Deed {
    Says(String),
    /// Presses one of the buttons of the last message.
    Presses(usize),
    Waits(i64),
    Unreadable,
    Digest,
    /// The author answers an open question.
    Supplemented,
}

fn deed() -> impl Strategy<Value = Deed> {
    let command = prop::sample::select(vec![
        "/hangcho",
        "/xem CODE",
        "/tiep",
        "/nhan CODE",
        "/nhan CODE thay",
        "/duyet CODE",
        "/duyet CODE 5 triệu tốt",
        "/duyet CODE 5 triệu/tháng",
        "/bosung CODE",
        "/bosung CODE Ở đâu?",
        "/tuchoi CODE",
        "/tuchoi CODE 2",
        "/tuchoi CODE 1 chưa rõ",
        "/hoantac",
        "/hoantac CODE",
        "/tep CODE",
        "/phanquyen",
        "/phanquyen moi",
        "/canbo",
        "/huy",
        "/cuatoi",
    ]);
    prop_oneof![
        5 => command.prop_map(|words| Deed::Says(words.to_owned())),
        5 => (0..8_usize).prop_map(Deed::Presses),
        2 => any::<String>().prop_map(Deed::Says),
        1 => "/[a-z]{1,9}( \\PC{0,40})?".prop_map(Deed::Says),
        1 => (0..15_i64).prop_map(Deed::Waits),
        1 => Just(Deed::Unreadable),
        1 => Just(Deed::Digest),
        1 => Just(Deed::Supplemented),
    ]
}

fn does(chat: &mut Chat, hall: &mut Hall, deed: &Deed) {
    let id = *hall.initiatives.keys().next().expect("one was submitted");
    match deed {
        Deed::Says(words) => {
            chat.says(hall, &words.replace("CODE", &code(id)));
        }
        Deed::Presses(index) => {
            let press = chat.last.buttons.iter().flatten().nth(*index).map(|one| one.press.clone());
            if let Some(press) = press {
                chat.presses_again(hall, &press);
            }
        }
        Deed::Waits(minutes) => hall.wait(TimeDelta::minutes(*minutes)),
        Deed::Unreadable => {
            chat.utters(hall, Utterance::Unreadable);
        }
        Deed::Digest => {
            chat.utters(hall, Utterance::Alarm(Alarm::NewWork));
        }
        Deed::Supplemented => {
            if hall.status(id) == StatusName::NeedsInfo {
                hall.supplemented(id);
            }
        }
    }
}

proptest! {
    #[test]
    fn every_step_is_recorded_and_every_decision_told(
        deeds in prop::collection::vec((any::<bool>(), deed()), 1..40)
    ) {
        let mut hall = Hall::new();
        let id = hall.submitted("Giá đỡ khuôn");
        let (mut an, mut chi) = (Hall::chat(AN), Hall::chat(CHI));
        for (first, deed) in &deeds {
            does(if *first { &mut an } else { &mut chi }, &mut hall, deed);
        }
        let initiative = &hall.initiatives[&id];
        let history = &hall.histories[&id];
        prop_assert_eq!(usize::try_from(initiative.event_count).ok(), Some(history.len()));
        for steps in history.windows(2) {
            prop_assert_eq!(steps[1].from, Some(steps[0].to));
        }
        prop_assert_eq!(history.last().map(|step| step.to), Some(initiative.status.name()));
        if matches!(initiative.status, Status::Closed(_)) {
            let (_, notice) = hall.told(LAN).expect("the author is told of a decision");
            prop_assert_eq!(notice.about, Some(id));
        }
    }
}

#[test]
fn questions_that_were_open_in_an_older_version_are_still_open() {
    for (desk, answer, expected) in [
        (
            r#"{"pending":{"for":"question","text":{"id":1000001,"version":1}}}"#,
            "Ở đâu?",
            "Đã gửi câu hỏi",
        ),
        (
            r#"{"pending":{"for":"reason","text":{"id":1000001,"version":1}},"seen":[[1000001,1]]}"#,
            "1 chưa rõ",
            "Không công nhận",
        ),
        (
            r#"{"pending":{"for":"note","text":{"id":1000001,"version":1},"reason":"unclear"}}"#,
            "Làm bằng gì?",
            "Ghi chú: Làm bằng gì?",
        ),
        (
            r#"{"pending":{"for":"benefit","text":{"id":1000001,"version":1},"candidates":[1000000],"note":"tốt"}}"#,
            "2 triệu",
            "2.000.000 đồng",
        ),
        (r#"{"pending":{"for":"unit","role":"reviewer"},"line":[1000001]}"#, "BN-SM", "Lời mời"),
    ] {
        let session = Session::from_json(&format!(r#"{{"desk":{desk}}}"#));
        assert_ne!(session, Session::default(), "{desk}");
        let mut hall = Hall::new();
        hall.submitted("Giá đỡ khuôn");
        let mut chat = Hall::chat(if desk.contains("unit") { CHI } else { AN });
        chat.resumes(session);
        let said = chat.says(&mut hall, answer);
        assert!(said.contains(expected), "{desk}: {said}");
    }
}
