//! Who may do what: every command, by everybody, inside and outside their part of the tree.

use sangkien::domain::{PersonId, StatusName};
use sangkien::message::Menu;
use sangkien::phrase::desk::Verb;

use crate::hall::{AN, BINH, CHI, DUNG, EM, GIANG, Hall, LAN, code};

/// How an initiative's command is typed.
fn typed(verb: Verb, code: &str) -> Option<String> {
    let rest = match verb {
        Verb::Show | Verb::Claim | Verb::Recognize | Verb::Undo | Verb::Files | Verb::Phone => "",
        Verb::Ask => " Áp dụng ở đâu?",
        Verb::TakeDown => " Có bí mật",
        Verb::Reject => " 1 chưa rõ",
        Verb::Queue | Verb::Next | Verb::Officers | Verb::Help => return None,
    };
    Some(format!("/{} {code}{rest}", verb.name()))
}

#[test]
fn whoever_is_no_officer_is_told_so_kindly_by_every_command() {
    for person in [Some(LAN), None] {
        for verb in Verb::ALL {
            let mut hall = Hall::new();
            let id = hall.submitted("Giá đỡ khuôn");
            let mut chat = Hall::chat(LAN);
            chat.person = person;
            let words = typed(verb, &code(id)).unwrap_or_else(|| format!("/{}", verb.name()));
            let answer = chat.says(&mut hall, &words);
            assert!(answer.contains("dành cho cán bộ công đoàn"), "{words}: {answer}");
            assert_eq!(chat.menu(), Some(Menu::Worker));
            assert!(hall.effects.is_empty(), "{words}");
        }
    }
}

#[test]
fn inside_their_part_every_officer_may_do_every_step() {
    for person in [AN, BINH, CHI, DUNG] {
        for verb in Verb::ALL {
            let mut hall = Hall::new();
            let id = hall.submitted("Giá đỡ khuôn");
            let Some(words) = typed(verb, &code(id)) else { continue };
            let mut chat = Hall::chat(person);
            chat.says(&mut hall, &format!("/xem {}", code(id)));
            chat.says(&mut hall, &words);
            let expected = match verb {
                Verb::Claim => StatusName::InReview,
                Verb::Recognize => StatusName::Recognized,
                Verb::Ask => StatusName::NeedsInfo,
                Verb::Reject => StatusName::Rejected,
                _ => StatusName::Received,
            };
            assert_eq!(hall.status(id), expected, "{person:?}: {words}");
        }
    }
}

#[test]
fn outside_their_part_a_code_is_as_good_as_unknown() {
    for person in [EM, GIANG] {
        for verb in Verb::ALL {
            let mut hall = Hall::new();
            let id = hall.submitted("Giá đỡ khuôn");
            let Some(words) = typed(verb, &code(id)) else { continue };
            let unknown = sangkien::domain::InitiativeId(id.0 + 1);
            let answer = Hall::chat(person).says(&mut hall, &words);
            let nothing = typed(verb, &code(unknown)).expect("the verb takes a code");
            let nothing = Hall::chat(person).says(&mut hall, &nothing);
            assert_eq!(answer, nothing.replace(&code(unknown), &code(id)), "{words}");
            assert!(answer.contains("Không thấy sáng kiến"), "{words}: {answer}");
            assert!(hall.effects.is_empty(), "{words}");
        }
    }
}

#[test]
fn only_administrators_appoint() {
    for (person, may) in [(AN, false), (BINH, false), (EM, false), (CHI, true), (DUNG, true)] {
        for words in ["/phanquyen", "/phanquyen moi canbo BN-SM", "/phanquyen thuhoi 1 1 chac"] {
            let mut hall = Hall::new();
            let answer = Hall::chat(person).says(&mut hall, words);
            let refused = answer.contains("Chỉ cán bộ quản lý");
            assert_eq!(refused, !may, "{person:?} {words}: {answer}");
            assert!(may || hall.effects.is_empty());
        }
    }
}

#[test]
fn a_button_drawn_before_the_dismissal_is_worth_nothing_after_it() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let recognize = an.button("✅ Duyệt");
    an.presses(&mut hall, "Yêu cầu bổ sung");
    hall.officers.retain(|one| one.person != AN);
    let answer = an.says(&mut hall, "Áp dụng ở đâu?");
    assert!(answer.contains("dành cho cán bộ"), "{answer}");
    let answer = an.presses_again(&mut hall, &recognize);
    assert!(answer.contains("dành cho cán bộ"), "{answer}");
    assert_eq!(hall.status(id), StatusName::Received);
}

#[test]
fn a_mistyped_code_is_told_as_such() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    let mut digits: Vec<char> = code(id).chars().collect();
    digits.swap(9, 11);
    let mistyped: String = digits.into_iter().collect();
    assert_ne!(mistyped, code(id));
    let answer = an.says(&mut hall, &format!("/xem {mistyped}"));
    assert!(answer.contains("gõ nhầm"), "{answer}");
    assert!(an.says(&mut hall, "/duyet").contains("/duyet MÃ"));
}

#[test]
fn help_and_menu_fit_the_role() {
    let mut hall = Hall::new();
    let help = Hall::chat(AN).says(&mut hall, "/canbo");
    assert!(help.contains("/hangcho") && !help.contains("/phanquyen"), "{help}");
    let mut chi = Hall::chat(CHI);
    let help = chi.says(&mut hall, "/quanly");
    assert!(help.contains("/phanquyen"), "{help}");
    assert_eq!(chi.menu(), Some(Menu::Administrator));
    let english = Hall::chat(PersonId(11)).english().says(&mut hall, "/canbo");
    assert!(english.contains("What is waiting, oldest first"), "{english}");
}

#[test]
fn menus_hold_what_a_platform_allows() {
    for locale in sangkien::domain::Locale::ALL {
        for menu in [Menu::Worker, Menu::Reviewer, Menu::Administrator] {
            let commands = sangkien::i18n::menu(locale, menu);
            for (name, about) in &commands {
                let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                assert!((1..=32).contains(&name.len()) && name.chars().all(fits), "{name}");
                assert!((1..=256).contains(&about.chars().count()), "{name}: {about}");
            }
            let has = |name: &str| commands.iter().any(|(one, _)| one == name);
            assert!(has("cuatoi"));
            assert_eq!(has("hangcho"), menu != Menu::Worker);
            assert_eq!(has("phanquyen"), menu == Menu::Administrator);
        }
    }
}
