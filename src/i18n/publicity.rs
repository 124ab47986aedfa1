//! What is said about showing initiatives: each phrase with its message and what goes into it.

use super::Line;
use super::desk::placed;
use crate::domain::Locale;
use crate::domain::publication::Publicity as Now;
use crate::phrase::publicity::{Button, Preview, Publicity};
use crate::vietnamese::code::Code;

pub(super) fn line(locale: Locale, phrase: &Publicity) -> Line {
    match phrase {
        Publicity::MayWeShow => Line::new("may-we-show"),
        Publicity::Preview(preview) => previewed(locale, preview),
        Publicity::Shown { code, named, link } => {
            let id = match (named, link) {
                (true, Some(_)) => "shown-with-name",
                (true, None) => "shown-with-name-somewhere",
                (false, Some(_)) => "shown",
                (false, None) => "shown-somewhere",
            };
            coded(id, *code).words("link", link.as_deref().unwrap_or_default())
        }
        Publicity::NotShown { code } => coded("not-shown", *code),
        Publicity::NotRecognized { code } => coded("shown-once-recognized", *code),
        Publicity::StaysDown { code } => coded("stays-down", *code),
        Publicity::WhichToShow => Line::new("which-to-show"),
        Publicity::NothingShown { code } => coded("nothing-shown", *code),
        Publicity::AskWhy { code } => coded("ask-why-down", *code),
        Publicity::TakenDown { code, title } => coded("taken-down", *code).words("title", title),
        Publicity::TookDown { code, title, reason } => {
            coded("took-down", *code).words("title", title).words("reason", reason)
        }
        Publicity::Button(button) => Line::new(match button {
            Button::Agree => "button-agree-to-show",
            Button::Refuse => "button-refuse-to-show",
            Button::Look => "button-look-at-shown",
            Button::WithName => "button-show-name",
            Button::WithoutName => "button-hide-name",
        }),
    }
}

fn previewed(locale: Locale, preview: &Preview) -> Line {
    let now = match preview.now {
        Now::Shown { named: true } => "would-show-shown-with-name",
        Now::Shown { named: false } => "would-show-shown",
        Now::NotShown | Now::TakenDown => "would-show-not-shown",
    };
    coded("would-show", preview.code)
        .words("title", &preview.title)
        .markup("place", placed(locale, &preview.place))
        .words("summary", &preview.summary)
        .words("author", preview.author.as_deref().unwrap_or("–"))
        .markup("now", Line::new(now).render(locale))
}

fn coded(id: &'static str, code: Code) -> Line {
    Line::new(id).words("code", code.to_string())
}
