//! What is said about a person's own data: each phrase with its message and what goes into it.

use super::{Line, figures, term};
use crate::domain::Locale;
use crate::phrase::own_data::{Button, Goes, OwnData};

pub(super) fn line(locale: Locale, phrase: &OwnData) -> Line {
    match phrase {
        OwnData::Copy => Line::new("copy"),
        OwnData::CopiedAlready { times } => Line::new("copied-already").number("times", *times),
        OwnData::Nothing => Line::new("nothing-kept"),
        OwnData::Erase(goes) => Line::new("erase").markup("goes", what_goes(locale, goes)),
        OwnData::Stays { days } => Line::new("erase-stays").number("days", *days),
        OwnData::SayErase => Line::new("say-erase"),
        OwnData::Kept => Line::new("not-erased"),
        OwnData::Erased { days } => Line::new("erased").number("days", *days),
        OwnData::ErasedForYou { days } => Line::new("erased-for-you").number("days", *days),
        OwnData::EndsSoon { on } => Line::new("ends-soon").words("day", figures::day_of(*on)),
        OwnData::AuthorErased { code } => {
            Line::new("author-erased").words("code", code.to_string())
        }
        OwnData::TextErased { code } => Line::new("text-erased").words("code", code.to_string()),
        OwnData::ConsentChanged => Line::new("consent-changed"),
        OwnData::AgreedAgain => Line::new("agreed-again"),
        OwnData::ChangeRefused => Line::new("change-refused"),
        OwnData::Button(button) => Line::new(match button {
            Button::Erase => "button-erase",
            Button::EraseSure => "button-erase-sure",
            Button::Keep => "button-keep-data",
            Button::CopyFirst => "button-copy-first",
        }),
    }
}

/// Only what the person really has.
fn what_goes(locale: Locale, goes: &Goes) -> String {
    let Goes { has, officer } = goes;
    let mut lines = vec![term(locale, "goes-profile")];
    for (id, count) in [
        ("goes-initiatives", has.initiatives),
        ("goes-open", has.open),
        ("goes-shared", has.shared),
        ("goes-shown", has.shown),
        ("goes-drafts", has.drafts),
        ("goes-files", has.files),
        ("goes-chats", if has.chats > 1 { has.chats } else { 0 }),
    ] {
        if count > 0 {
            lines.push(Line::new(id).number("count", count).render(locale));
        }
    }
    if *officer {
        lines.push(term(locale, "goes-officer"));
    }
    lines.join("\n")
}
