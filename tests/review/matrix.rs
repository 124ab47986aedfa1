//! The matrix of rights: every command by everybody, inside and outside their part of the tree,
//! typed and as a forged button. The commands are taken from the code, so none can be forgotten.

use chrono::TimeDelta;
use sangkien::domain::publication::Publicity;
use sangkien::domain::{InitiativeId, PersonId, Phase};
use sangkien::effect::Effect;
use sangkien::message::{Press, Utterance};
use sangkien::phrase::desk::Verb;

use crate::hall::{AN, BINH, CHI, Chat, DUNG, EM, GIANG, Hall, LAN, code};

/// Whoever may try, in the order of the columns: a stranger; the author, at Sao Mai; a reviewer
/// of Sao Mai; a reviewer and an administrator of the province above it; an administrator of
/// everything; a reviewer and an administrator of another province.
const EVERYBODY: [Option<PersonId>; 8] =
    [None, Some(LAN), Some(AN), Some(BINH), Some(CHI), Some(DUNG), Some(EM), Some(GIANG)];

/// Nobody but officers of the part that an initiative lies in.
const OFFICERS: &str = "--rraa--";
/// The same, of which administrators alone.
const ADMINISTRATORS: &str = "----aa--";
/// Whoever runs the campaign: administrators of everything.
const OWNERS: &str = "-----a--";
/// Administrators, wherever they are: it concerns themselves alone.
const ANY_ADMINISTRATOR: &str = "----aa-a";
/// Officers, wherever they are: it concerns themselves alone.
const ANY_OFFICER: &str = "--rraara";
/// What is public.
const ANYBODY: &str = "xxxxxxxx";
/// The officer who has decided before.
const THE_FIRST: &str = "--r-----";

/// What a command may be after: what was done, or what was told.
type Worked = fn(&Hall, &Chat, &str) -> bool;

/// Every command, with whom it works for. `{}` is the initiative, of Lan at Sao Mai.
const MATRIX: [(&str, &str, Worked); 43] = [
    ("/hangcho", OFFICERS, tells_the_title),
    ("/hangcho BN-SM", OFFICERS, tells_the_title),
    ("/hangcho #3", OFFICERS, tells_the_title),
    ("/tiep", OFFICERS, tells_the_title),
    ("/xem {}", OFFICERS, tells_the_title),
    ("/nhan {}", OFFICERS, changes_it),
    ("/nhan {} thay", OFFICERS, changes_it),
    ("/duyet {} 20tr", OFFICERS, changes_it),
    ("/bosung {} Áp dụng ở đâu?", OFFICERS, changes_it),
    ("/tuchoi {} 1 chưa rõ", OFFICERS, changes_it),
    ("/hoantac", THE_FIRST, changes_it),
    ("/hoantac {}", THE_FIRST, changes_it),
    ("/gobai {} Có bí mật", OFFICERS, takes_it_down),
    ("/tep {}", OFFICERS, sends_files),
    ("/sodt {}", OFFICERS, tells_the_phone),
    ("/phanquyen", ADMINISTRATORS, tells_of_an),
    ("/phanquyen moi canbo BN-SM", ADMINISTRATORS, invites),
    ("/phanquyen moi quanly BN-SM", ADMINISTRATORS, invites),
    ("/phanquyen thuhoi 1 1 chac", ADMINISTRATORS, dismisses),
    ("/canbo", ANY_OFFICER, tells_officers_commands),
    ("/chitieu BN-SM", OFFICERS, tells_of_sao_mai),
    ("/chitieu BN-SM 100 dongy", ADMINISTRATORS, sets_a_target),
    ("/chitieu BN-SM tu 100 dongy", ADMINISTRATORS, sets_a_target),
    ("/giaidoan", OWNERS, tells_of_phases),
    ("/giaidoan gd1 them 30 dongy", OWNERS, amends),
    ("/giaidoan gd1 ten Mở đầu dongy", OWNERS, amends),
    ("/giaidoan gd2 moi 1/1/2090 1/2/2090 Đợt 2 dongy", OWNERS, amends),
    ("/chiendich ten Tên mới dongy", OWNERS, amends),
    ("/chiendich apdung 1/1/2020 1/1/2090 dongy", OWNERS, amends),
    ("/loai", OWNERS, tells_how),
    ("/loai 5 tat dongy", OWNERS, amends),
    ("/doituong", OWNERS, tells_how),
    ("/doituong moi Lao động tự do dongy", OWNERS, amends),
    ("/lydo", OWNERS, tells_how),
    ("/lydo moi Thiếu: Bạn bổ sung nhé. dongy", OWNERS, amends),
    ("/lydo 1 ten Thiếu dongy", OWNERS, amends),
    ("/lydo 1 tat dongy", OWNERS, amends),
    ("/cum", OWNERS, tells_how),
    ("/cum moi Cụm 1 dongy", OWNERS, amends),
    ("/bantin tat", ANY_ADMINISTRATOR, changes_the_digest),
    ("/thongke BN-SM", ANYBODY, tells_something),
    ("/bangxephang", ANYBODY, tells_something),
    ("/chiendich", ANYBODY, tells_something),
];

const TITLE: &str = "Giá đỡ khuôn";
const AUTHOR: &str = "Hoàng Thị Lan";
const PHONE: &str = "0987 654 321";

fn tells_the_title(_: &Hall, _: &Chat, answer: &str) -> bool {
    answer.contains(TITLE)
}

fn changes_it(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::Advance { .. }))
}

fn takes_it_down(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::TakeDown { .. }))
}

fn sends_files(_: &Hall, chat: &Chat, _: &str) -> bool {
    !chat.last.files.is_empty()
}

fn tells_the_phone(hall: &Hall, _: &Chat, answer: &str) -> bool {
    let noted = hall.effects.iter().any(|effect| matches!(effect, Effect::Looked { .. }));
    assert_eq!(noted, answer.contains(PHONE), "whoever is told is written down: {answer}");
    noted
}

fn tells_of_an(_: &Hall, _: &Chat, answer: &str) -> bool {
    answer.contains("Nguyễn Thị An")
}

fn invites(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::Invite { .. }))
}

fn dismisses(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::Revoke { .. }))
}

fn tells_officers_commands(_: &Hall, _: &Chat, answer: &str) -> bool {
    answer.contains("/hangcho")
}

fn tells_of_sao_mai(_: &Hall, _: &Chat, answer: &str) -> bool {
    answer.contains("Chỉ tiêu của Công ty Sao Mai")
}

fn sets_a_target(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::SetTarget { .. }))
}

fn tells_of_phases(_: &Hall, _: &Chat, answer: &str) -> bool {
    answer.contains("Giai đoạn 1")
}

fn amends(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::Amend { .. }))
}

fn tells_how(_: &Hall, _: &Chat, answer: &str) -> bool {
    answer.contains(" moi ") || answer.contains("/loai 5 tat")
}

fn changes_the_digest(hall: &Hall, _: &Chat, _: &str) -> bool {
    hall.effects.iter().any(|effect| matches!(effect, Effect::WeeklyDigest(_)))
}

fn tells_something(_: &Hall, _: &Chat, answer: &str) -> bool {
    !answer.is_empty() && !answer.contains("dành cho cán bộ")
}

/// Lan's initiative, shown to the public, and her phone number; where a decision is to be taken
/// back, An has just made one.
fn scene(typed: &str) -> (Hall, InitiativeId) {
    let mut hall = Hall::new();
    hall.catalogue.phases = vec![Phase {
        code: "gd1".to_owned(),
        name_vi: "Giai đoạn 1".to_owned(),
        name_en: "Phase 1".to_owned(),
        opens_at: hall.now - TimeDelta::days(1),
        closes_at: hall.now + TimeDelta::days(30),
        grace: TimeDelta::zero(),
    }];
    let id = hall.submitted(TITLE);
    hall.publicity.insert(id, Publicity::Shown { named: true });
    hall.phones.insert(LAN, "+84987654321".to_owned());
    if typed.starts_with("/hoantac") {
        let mut an = Hall::chat(AN);
        an.says(&mut hall, &format!("/xem {}", code(id)));
        an.says(&mut hall, &format!("/duyet {}", code(id)));
        hall.effects.clear();
        hall.notices.clear();
    }
    (hall, id)
}

/// Somebody who has looked at everything that they may.
fn somebody(person: Option<PersonId>, hall: &mut Hall, id: InitiativeId) -> Chat {
    let mut chat = Hall::chat(person.unwrap_or(LAN));
    chat.person = person;
    chat.says(hall, &format!("/xem {}", code(id)));
    chat
}

#[test]
fn every_command_works_for_those_it_is_meant_for_and_for_nobody_else() {
    for (typed, whom, worked) in MATRIX {
        for (person, may) in EVERYBODY.into_iter().zip(whom.chars()) {
            for pressed in [false, true] {
                let (mut hall, id) = scene(typed);
                let mut chat = somebody(person, &mut hall, id);
                let typed = typed.replace("{}", &code(id));
                let press = Press::Command(typed.clone());
                // No button holds so much; a forged one does not reach us.
                if pressed && press.encode().len() > Press::MAX_BYTES {
                    continue;
                }
                let answer = if pressed {
                    chat.utters(&mut hall, Utterance::Chose(press))
                } else {
                    chat.says(&mut hall, &typed)
                };
                assert!(!answer.is_empty(), "{person:?} {typed}: everybody is answered");
                let expected = may != '-';
                assert_eq!(worked(&hall, &chat, &answer), expected, "{person:?} {typed}: {answer}");
                if expected {
                    continue;
                }
                assert!(hall.effects.is_empty(), "{person:?} {typed}: {:?}", hall.effects);
                assert!(
                    hall.notices.is_empty() && chat.last.files.is_empty(),
                    "{person:?} {typed}"
                );
                if !covers(person) {
                    for secret in [TITLE, AUTHOR, PHONE] {
                        assert!(!answer.contains(secret), "{person:?} {typed}: {answer}");
                    }
                }
            }
        }
    }
}

/// Whether Lan's initiative lies in this person's part of the tree.
fn covers(person: Option<PersonId>) -> bool {
    matches!(person, Some(AN | BINH | CHI | DUNG))
}

/// The names of the commands in a source, each once: the first on the line of each.
fn commands(source: &str) -> Vec<&str> {
    let arms = source.lines().filter(|line| line.contains("=> Self::"));
    let names = arms.filter_map(|line| line.trim_start().strip_prefix('"')?.split('"').next());
    names.collect()
}

const CAMPAIGN: &str = include_str!("../../src/campaign/command.rs");
const WORKER: &str = include_str!("../../src/conversation/command.rs");

#[test]
fn no_command_is_forgotten_in_the_matrix() {
    let campaign = commands(CAMPAIGN);
    assert!(campaign.contains(&"chitieu"), "the names are found: {campaign:?}");
    let verbs = Verb::ALL.map(Verb::name);
    for name in verbs.into_iter().chain(campaign) {
        let rows = MATRIX.iter().filter(|(typed, ..)| typed[1..].split(' ').next() == Some(name));
        assert!(rows.count() > 0, "/{name} has no line in the matrix");
    }
}

#[test]
fn no_command_of_a_worker_touches_or_shows_somebody_elses_initiative() {
    let names = commands(WORKER);
    assert!(names.contains(&"rut") && names.len() > 20, "the names are found: {names:?}");
    for name in names {
        for person in [None, Some(EM), Some(GIANG), Some(PersonId(99))] {
            let (mut hall, id) = scene("");
            let mut chat = somebody(person, &mut hall, id);
            for rest in ["", " dang", " co"] {
                let answer = chat.says(&mut hall, &format!("/{name} {}{rest}", code(id)));
                for secret in [TITLE, AUTHOR, PHONE] {
                    assert!(!answer.contains(secret), "{person:?} /{name}: {answer}");
                }
                chat.says(&mut hall, "có");
            }
            let touched = hall.effects.iter().find(|effect| {
                matches!(
                    effect,
                    Effect::Advance { .. }
                        | Effect::Show(_)
                        | Effect::Hide { .. }
                        | Effect::TakeDown { .. }
                        | Effect::Notify(_)
                )
            });
            assert!(touched.is_none(), "{person:?} /{name}: {touched:?}");
        }
    }
}

#[test]
fn whoever_tries_codes_learns_not_even_which_of_them_exist() {
    for name in ["trangthai", "bienlai", "rut", "traloi", "congkhai"] {
        for person in [None, Some(EM), Some(PersonId(99))] {
            let answer = |of: fn(InitiativeId) -> InitiativeId| {
                let (mut hall, id) = scene("");
                let mut chat = Hall::chat(person.unwrap_or(LAN));
                chat.person = person;
                let code = code(of(id));
                chat.says(&mut hall, &format!("/{name} {code}")).replace(&code, "…")
            };
            let unknown = |id: InitiativeId| InitiativeId(id.0 + 1);
            assert_eq!(answer(|id| id), answer(unknown), "{person:?} /{name}");
        }
    }
}
