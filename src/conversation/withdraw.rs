//! `/rut CODE`: the author takes an initiative back, in two steps.

use super::mine::{as_told, own};
use super::{At, State, again, aside, stale};
use crate::domain::{Act, Actor, InitiativeId, Status, StatusName};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::Heard;
use crate::phrase::talk::{Button, Talk};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, Why, code};

/// Asks whether it shall really be taken back.
pub fn begin(mut state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let id = match code::read(rest) {
        Reading::Read(code) => InitiativeId::from(code),
        Reading::Unreadable(Why::Empty) => return which(state, facts),
        Reading::Unreadable(Why::WrongCheckDigit) => {
            return again(state, Talk::CodeMistyped, facts);
        }
        Reading::Ambiguous(_) | Reading::Unreadable(_) => {
            return again(state, Talk::CodeNeeded, facts);
        }
    };
    let Some(initiative) = own(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    if let Status::Closed(_) = &initiative.status {
        let status = initiative.status.name();
        if as_told(status, initiative.status_since, facts) != status {
            return again(state, Talk::JustDecided { code: id.into() }, facts);
        }
        return again(state, Talk::CannotWithdraw { code: id.into(), status }, facts);
    }
    let title = initiative.content.title.clone();
    let say = ask(id, &title);
    state.turn_to(At::Withdrawing { initiative: id, title });
    Turn::say(state, say)
}

/// The initiatives that can still be taken back, as buttons.
fn which(state: State, facts: &Facts) -> Turn<State> {
    let open: Vec<_> = facts
        .found
        .mine
        .entries
        .iter()
        .filter(|mine| {
            !matches!(
                mine.status,
                StatusName::Recognized | StatusName::Rejected | StatusName::Withdrawn
            )
        })
        .collect();
    if open.is_empty() {
        return again(state, Talk::NothingToWithdraw, facts);
    }
    let say = open.into_iter().fold(Say::of(Talk::WhichToWithdraw), |say, mine| {
        let code = code::Code::from(mine.id);
        say.command(format!("/rut {code}"), Talk::Code(code))
    });
    aside(state, say)
}

/// The question in words.
pub fn ask(initiative: InitiativeId, title: &str) -> Say {
    Say::of(Talk::ConfirmWithdrawal { code: initiative.into(), title: title.to_owned() })
        .answer("yes", Button::WithdrawSure)
        .answer("no", Button::Keep)
}

/// Hears yes or no.
pub fn hear(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let At::Withdrawing { initiative: id, .. } = state.at else {
        return stale(state, None, facts);
    };
    let sure = match heard {
        Heard::Answer { key } => match key.as_str() {
            "yes" => true,
            "no" => false,
            key => return stale(state, Some(key), facts),
        },
        Heard::Text(words) => match yes_no::read_for_good(words) {
            Reading::Read(YesNo::Yes) => true,
            Reading::Read(YesNo::No) => false,
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {
                return again(state, Talk::StillWriting, facts);
            }
        },
        _ => return again(state, Talk::NotReadable, facts),
    };
    state.resume();
    if !sure {
        return again(state, Talk::NotWithdrawn { code: id.into() }, facts);
    }
    let Some(initiative) = own(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    match initiative.status.clone() {
        Status::Open(open) => {
            let act = Act::silent(Actor::Author, facts.now);
            let (initiative, event) = initiative.clone().advance(open.withdraw(), act);
            again(state, Talk::Withdrawn { code: id.into() }, facts)
                .with(Effect::Advance { initiative: Box::new(initiative), event })
        }
        Status::Closed(_) => {
            let status = initiative.status.name();
            again(state, Talk::CannotWithdraw { code: id.into(), status }, facts)
        }
    }
}
