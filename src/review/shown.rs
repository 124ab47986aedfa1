//! What the public reads: asking the author when an initiative is recognised, and taking it down.

use super::{State, within};
use crate::domain::publication::Publicity as Now;
use crate::domain::{Initiative, InitiativeId};
use crate::effect::{Effect, Notice, Say, Turn};
use crate::facts::Facts;
use crate::phrase::desk::{self, Told};
use crate::phrase::publicity::{Button, Publicity};

/// The news of a recognition, with the question whether the public may read it.
pub fn tell_recognized(initiative: &Initiative, told: Told) -> Notice {
    let code = initiative.code();
    let command = |word: &str| format!("/congkhai {code}{word}");
    let say = Say::of(told)
        .and(Publicity::MayWeShow)
        .command(command(" dang"), Button::Agree)
        .command(command(" khong"), Button::Refuse)
        .command(command(""), Button::Look)
        .command(format!("/trangthai {code}"), desk::Button::Follow)
        .columns(2);
    Notice { to: initiative.author, say, not_before: None, about: None }
}

/// `/gobai CODE reason`.
pub fn take_down(
    state: State,
    id: InitiativeId,
    reason: Option<String>,
    facts: &Facts,
) -> Turn<State> {
    let (initiative, grant) = match within(id, facts) {
        Ok(found) => found,
        Err(say) => return Turn::say(state, say),
    };
    let code = initiative.code();
    if !matches!(facts.found.publicity.get(&id), Some(Now::Shown { .. })) {
        return Turn::say(state, Say::of(Publicity::NothingShown { code }));
    }
    let Some(reason) = reason else {
        return Turn::say(state, Say::of(Publicity::AskWhy { code }));
    };
    let title = initiative.content.title.clone();
    let told = Publicity::TookDown { code, title: title.clone(), reason: reason.clone() };
    let notice =
        Notice { to: initiative.author, say: Say::of(told), not_before: None, about: None };
    Turn::say(state, Say::of(Publicity::TakenDown { code, title }))
        .with(Effect::TakeDown { initiative: id, officer: grant.officer, reason })
        .with(Effect::Notify(notice))
}
