//! One sample, or more, of everything that is said about a person's own data.

use sangkien::domain::dossier::{
    Appointment, Chat, Consent, Dossier, Happened, Look, Planned, Profile, Publicity, SentFile,
    Submitted, Unsent,
};
use sangkien::domain::{Content, Holdings, Kind, Locale, Since, StatusName};
use sangkien::i18n;
use sangkien::phrase::own_data::{Button, Goes, OwnData};
use sangkien::vietnamese::code::Code;
use serde_json::json;

const CODE: Code = Code(1_234_567);

pub fn samples() -> Vec<OwnData> {
    let has = Holdings {
        initiatives: 3,
        open: 1,
        shared: 1,
        shown: 1,
        drafts: 2,
        files: 4,
        chats: 2,
        copies: 1,
    };
    let mut samples = vec![
        OwnData::Copy,
        OwnData::CopiedAlready { times: 3 },
        OwnData::Nothing,
        OwnData::Erase(Goes { has, officer: true }),
        OwnData::Erase(Goes { has: Holdings::default(), officer: false }),
        OwnData::Stays { days: 20 },
        OwnData::SayErase,
        OwnData::Kept,
        OwnData::Erased { days: 20 },
        OwnData::ErasedForYou { days: 20 },
        OwnData::EndsSoon { on: "2031-03-02T01:00:00Z".parse().expect("the instant exists") },
        OwnData::AuthorErased { code: CODE },
        OwnData::TextErased { code: CODE },
        OwnData::ConsentChanged,
        OwnData::AgreedAgain,
        OwnData::ChangeRefused,
    ];
    let buttons = [Button::Erase, Button::EraseSure, Button::Keep, Button::CopyFirst];
    samples.extend(buttons.map(OwnData::Button));
    samples
}

fn dossier() -> Dossier {
    let at = "2026-03-02T01:00:00Z".parse().expect("the instant exists");
    let word = |choice: &str| Publicity {
        at,
        choice: choice.to_owned(),
        reason: Some("Có bí mật".to_owned()).filter(|_| choice == "taken_down"),
    };
    Dossier {
        made_at: at,
        profile: Profile {
            known_since: at,
            full_name: Some("Nguyễn Thị <Hoa>".to_owned()),
            phone: Some("+84912345678".to_owned()),
            unit: None,
            group: Some("Công nhân".to_owned()),
            reminders: true,
            consent: Some("1".to_owned()),
        },
        chats: vec![Chat {
            channel: "telegram".to_owned(),
            id: "41".to_owned(),
            language: "vi".to_owned(),
            since: at,
            last_heard: None,
            talk: json!({"talk": {
                "at": {"words": "Mặt sau đây"},
                "answers": [{"words": "Ở hai chuyền"}],
                "draft": {"answers": {"title": "Giá treo dao"}},
            }}),
            reminders: vec![Planned { what: "draft_first".to_owned(), at }],
            on_its_way: vec!["Tin mới".to_owned()],
        }],
        consents: [true, false]
            .map(|agreed| Consent { version: "1".to_owned(), agreed, at })
            .into(),
        initiatives: vec![Submitted {
            code: CODE.to_string(),
            submitted_at: at,
            unit: Some("May Hòa Bình".to_owned()),
            status: StatusName::Recognized,
            content: Content {
                title: "Kệ để chai nước".to_owned(),
                kind: Kind::Technical,
                before: None,
                solution: "Hàn một cái kệ".to_owned(),
                since: Since::NotYet,
                benefit: None,
                co_authors: Vec::new(),
                recognition: None,
                attachments: Vec::new(),
                supplements: vec![sangkien::domain::initiative::Supplement {
                    question: "Ảnh đâu?".to_owned(),
                    answer: "Ảnh đây".to_owned(),
                }],
            },
            history: [None, Some("Lê Thị Mai".to_owned())]
                .map(|officer| Happened {
                    at,
                    officer,
                    status: StatusName::Received,
                    note: Some("Hay".to_owned()),
                    verified_benefit: Some(1_000_000),
                })
                .into(),
            publicity: ["named", "unnamed", "refused", "taken_down"].map(word).into(),
        }],
        drafts: vec![Unsent { updated_at: at, answers: json!({"answers": {"title": "Xe gom"}}) }],
        files: vec![SentFile {
            name: Some("anh ke.jpg".to_owned()),
            kind: "photo".to_owned(),
            size: Some(120_000),
            state: "stored".to_owned(),
            sent_at: at,
        }],
        phone_shown_to: vec![Look {
            at,
            officer: Some("Lê Thị Mai".to_owned()),
            unit: "LĐLĐ Hà Nội".to_owned(),
            code: CODE.to_string(),
        }],
        appointments: vec![Appointment {
            unit: "May Hòa Bình".to_owned(),
            role: "reviewer".to_owned(),
            since: at,
            until: None,
        }],
        copies: vec![at],
    }
}

#[test]
fn a_copy_says_everything_in_both_languages() {
    for locale in Locale::ALL {
        let text = i18n::dossier::text(locale, &dossier());
        for told in [
            "Nguyễn Thị &lt;Hoa&gt;",
            "0912 345 678",
            "Giá treo dao",
            "Mặt sau đây",
            "Ở hai chuyền",
            "Tin mới",
            "Kệ để chai nước",
            "Ảnh đây",
            "Hay",
            "Có bí mật",
            "Xe gom",
            "anh ke.jpg",
            "Lê Thị Mai",
        ] {
            assert!(text.contains(told), "{told} is missing: {text}");
        }
        assert!(!text.contains("dossier-"), "{text}");
        let empty = Dossier { chats: Vec::new(), drafts: Vec::new(), ..dossier() };
        assert!(!i18n::dossier::text(locale, &empty).contains("dossier-"));
    }
    let json: serde_json::Value = serde_json::from_str(&dossier().to_json()).expect("it is JSON");
    assert_eq!(json["profile"]["phone"], "+84912345678");
}
