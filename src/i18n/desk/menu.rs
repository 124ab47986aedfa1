//! The commands that a chat's menu shows, and the help that says the same in more words.

use crate::domain::Locale;
use crate::i18n::{Line, term};
use crate::message::Menu;
use crate::phrase::desk::Verb;

/// What everybody has, in the order in which people need it.
const WORKER: [(&str, &str); 19] = [
    ("moi", "menu-moi"),
    ("nhap", "menu-nhap"),
    ("cuatoi", "menu-cuatoi"),
    ("trangthai", "menu-trangthai"),
    ("traloi", "menu-traloi"),
    ("rut", "menu-rut"),
    ("quaylai", "menu-quaylai"),
    ("huy", "menu-huy"),
    ("thongke", "menu-thongke"),
    ("bangxephang", "menu-bangxephang"),
    ("hoso", "menu-hoso"),
    ("donvi", "menu-donvi"),
    ("nhacnho", "menu-nhacnho"),
    ("ngonngu", "menu-ngonngu"),
    ("lienket", "menu-lienket"),
    ("dongy", "menu-dongy"),
    ("dulieu", "menu-dulieu"),
    ("xoadulieu", "menu-xoadulieu"),
    ("trogiup", "menu-trogiup"),
];

/// Names and descriptions of a menu's commands; an officer's own come before the worker's.
#[must_use]
pub fn menu(locale: Locale, menu: Menu) -> Vec<(String, String)> {
    let verbs = match menu {
        Menu::Worker => Vec::new(),
        Menu::Reviewer => Verb::ALL.into_iter().filter(|verb| !verb.is_administrative()).collect(),
        Menu::Administrator => Verb::ALL.to_vec(),
    };
    let desk = verbs.into_iter().map(|verb| (verb.name(), told_of(verb).1));
    desk.chain(WORKER).map(|(name, about)| (name.to_owned(), term(locale, about))).collect()
}

/// The message that says how a command is typed.
pub fn usage(verb: Verb) -> &'static str {
    told_of(verb).0
}

/// A command's line in the help.
pub fn help(locale: Locale, verb: Verb) -> String {
    let (usage, about) = told_of(verb);
    Line::new("desk-help-line")
        .words("usage", term(locale, usage))
        .words("about", term(locale, about))
        .render(locale)
}

/// The message that says how a command is typed, and the one that says what it does.
const fn told_of(verb: Verb) -> (&'static str, &'static str) {
    match verb {
        Verb::Queue => ("desk-usage-queue", "desk-about-queue"),
        Verb::Show => ("desk-usage-show", "desk-about-show"),
        Verb::Claim => ("desk-usage-claim", "desk-about-claim"),
        Verb::Recognize => ("desk-usage-recognize", "desk-about-recognize"),
        Verb::Ask => ("desk-usage-ask", "desk-about-ask"),
        Verb::Reject => ("desk-usage-reject", "desk-about-reject"),
        Verb::Undo => ("desk-usage-undo", "desk-about-undo"),
        Verb::Next => ("desk-usage-next", "desk-about-next"),
        Verb::TakeDown => ("desk-usage-take-down", "desk-about-take-down"),
        Verb::Files => ("desk-usage-files", "desk-about-files"),
        Verb::Phone => ("desk-usage-phone", "desk-about-phone"),
        Verb::Officers => ("desk-usage-officers", "desk-about-officers"),
        Verb::Help => ("desk-usage-help", "desk-about-help"),
    }
}
