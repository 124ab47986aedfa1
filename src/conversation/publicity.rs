//! `/congkhai CODE`: the author says whether the public may read a recognised initiative.

use super::mine::{as_told, own};
use super::{State, again, aside};
use crate::domain::publication::{Choice, Publication, Publicity as Now};
use crate::domain::{Initiative, InitiativeId, StatusName};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::phrase::desk::Place;
use crate::phrase::publicity::{Button, Preview, Publicity};
use crate::phrase::talk::Talk;
use crate::vietnamese::text::fold;
use crate::vietnamese::{Reading, Why, code};

/// What the buttons say after the code.
const AGREE: &str = "dang";
const WITH_NAME: &str = "ten";
const REFUSE: &str = "khong";

/// What somebody says after the code; none where they ask what would be shown.
fn choice(rest: &str) -> Option<Choice> {
    let folded = fold(rest);
    let words: Vec<&str> = folded.split_whitespace().collect();
    match words.as_slice() {
        // Half a "yes" is none: a name is shown only to who asks for just that.
        [.., "khong", "ten"] | [.., "khong", "ghi", "ten"] => Some(Choice::Unnamed),
        [.., "ten"] => Some(Choice::Named),
        [.., "khong"] | [.., "khong", "dang"] => Some(Choice::Refused),
        [.., "dang"] | [.., "dong", "i" | "y"] => Some(Choice::Unnamed),
        _ => None,
    }
}

/// Hears the command.
pub fn hear(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let id = match code::read(rest) {
        Reading::Read(code) => InitiativeId::from(code),
        Reading::Unreadable(Why::Empty) => return remark(state, Publicity::WhichToShow),
        Reading::Unreadable(Why::WrongCheckDigit) => {
            return again(state, Talk::CodeMistyped, facts);
        }
        Reading::Ambiguous(_) | Reading::Unreadable(_) => {
            return remark(state, Publicity::WhichToShow);
        }
    };
    let Some(initiative) = own(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    let code = initiative.code();
    let known = as_told(initiative.status.name(), initiative.status_since, facts);
    if known != StatusName::Recognized {
        return remark(state, Publicity::NotRecognized { code });
    }
    let now = facts.found.publicity.get(&id).copied().unwrap_or_default();
    if now == Now::TakenDown {
        return remark(state, Publicity::StaysDown { code });
    }
    match choice(rest) {
        None => match preview(initiative, now, facts) {
            Some(preview) => {
                let say = Say::of(Publicity::Preview(Box::new(preview)));
                aside(state, choices(say, id, now))
            }
            None => remark(state, Publicity::NotRecognized { code }),
        },
        Some(Choice::Refused) => {
            remark(state, Publicity::NotShown { code }).with(Effect::Hide { initiative: id })
        }
        Some(choice) => match Publication::of(initiative, choice == Choice::Named) {
            Some(publication) => {
                let named = publication.author_name.is_some();
                let link = facts.settings.public_url.as_ref();
                let link = link.map(|address| format!("{address}sang-kien/{code}"));
                let say = Say::of(Publicity::Shown { code, named, link });
                let say = choices(say, id, Now::Shown { named });
                aside(state, say).with(Effect::Show(Box::new(publication)))
            }
            None => remark(state, Publicity::NotRecognized { code }),
        },
    }
}

fn remark(state: State, remark: Publicity) -> Turn<State> {
    aside(state, Say::of(remark))
}

fn preview(initiative: &Initiative, now: Now, facts: &Facts) -> Option<Preview> {
    let shown = Publication::of(initiative, true)?;
    let place = match shown.unit.and_then(|unit| facts.units.get(unit)) {
        Some(unit) => Place::Unit { name: unit.name.clone(), path: String::new() },
        None => Place::Unknown,
    };
    Some(Preview {
        code: initiative.code(),
        title: shown.title,
        place,
        summary: shown.summary,
        author: shown.author_name,
        now,
    })
}

/// What can be chosen other than what holds now.
fn choices(say: Say, id: InitiativeId, now: Now) -> Say {
    let code = code::Code::from(id);
    let command = |word: &str| format!("/congkhai {code} {word}");
    let say = match now {
        Now::Shown { named: true } => say.command(command(AGREE), Button::WithoutName),
        Now::Shown { named: false } => say.command(command(WITH_NAME), Button::WithName),
        Now::NotShown | Now::TakenDown => {
            say.command(command(AGREE), Button::Agree).command(command(WITH_NAME), Button::WithName)
        }
    };
    say.command(command(REFUSE), Button::Refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_as_people_type_it() {
        for (typed, meant) in [
            ("SK-1000-0012 dang", Some(Choice::Unnamed)),
            ("SK-1000-0012 đồng ý", Some(Choice::Unnamed)),
            ("SK-1000-0012 ten", Some(Choice::Named)),
            ("SK-1000-0012 không tên", Some(Choice::Unnamed)),
            ("SK-1000-0012 không ghi tên", Some(Choice::Unnamed)),
            ("SK-1000-0012 không", Some(Choice::Refused)),
            ("SK-1000-0012 không đăng", Some(Choice::Refused)),
            ("SK-1000-0012", None),
            ("SK-1000-0012 để xem", None),
        ] {
            assert_eq!(choice(typed), meant, "{typed}");
        }
    }
}
