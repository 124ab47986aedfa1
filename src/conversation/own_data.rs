//! `/dulieu` and `/xoadulieu`: a person is given everything about them, or has it erased (Law
//! 91/2025/QH15). Both work for whoever has taken their agreement back, too.

use chrono::TimeDelta;

use super::{At, State, again, aside, stale};
use crate::effect::{Effect, Say, Turn};
use crate::facts::{Facts, Needs};
use crate::message::{Heard, Menu};
use crate::phrase::own_data::{Button, Goes, OwnData};
use crate::phrase::talk::Talk;
use crate::vietnamese::Reading;
use crate::vietnamese::text;
use crate::vietnamese::yes_no::{self, YesNo};

/// The time over which copies are counted, and how many a person is given in it: each reads
/// everything about them, and nobody needs a fourth on one day.
pub const COPY_PERIOD: TimeDelta = TimeDelta::hours(24);
const COPIES: i64 = 3;

/// Days within which the law has an erasure done (Decree 356/2025/NĐ-CP: 10 to 20 days by kind of
/// request). Ours is done when the person presses the button; what is told is when the last copy
/// of a backup is gone, which the operator has to keep.
pub const DEADLINE_DAYS: i64 = 20;

/// What has to be looked up for either.
pub fn needs() -> Needs {
    Needs { holdings: true, drafts: true, ..Needs::default() }
}

/// `/dulieu`.
pub fn copy(state: State, facts: &Facts) -> Turn<State> {
    let Some(person) = facts.person else { return nothing(state) };
    if facts.found.holdings.copies >= COPIES {
        return aside(state, Say::of(OwnData::CopiedAlready { times: COPIES }));
    }
    let say = Say { copy: Some(person.id), ..Say::of(OwnData::Copy) };
    aside(state, say.command("/xoadulieu", Button::Erase)).with(Effect::Copy)
}

/// `/xoadulieu`: says what goes and what stays, and asks.
pub fn begin(mut state: State, facts: &Facts) -> Turn<State> {
    if facts.person.is_none() {
        return nothing(state);
    }
    let refused = matches!(state.at, At::Consent | At::Refused);
    state.turn_to(At::Erasing { refused });
    Turn::say(state, ask(facts))
}

/// The question in words.
pub fn ask(facts: &Facts) -> Say {
    let goes = Goes { has: facts.found.holdings, officer: !facts.grants.is_empty() };
    Say::of(OwnData::Erase(goes))
        .and(OwnData::Stays { days: DEADLINE_DAYS })
        .answer("yes", Button::EraseSure)
        .answer("no", Button::Keep)
        .command("/dulieu", Button::CopyFirst)
}

/// Hears whether it shall be done. A word that people say to anything is no yes to this.
pub fn hear(state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    match heard {
        Heard::Answer { key } => match key.as_str() {
            "yes" => erase(facts),
            "no" => keep(state, facts),
            key => stale(state, Some(key), facts),
        },
        Heard::Text(words) => match text::fold(words).as_str() {
            "xoa" | "xoa het" | "xoa tat ca" | "toi muon xoa" | "erase" | "delete" => erase(facts),
            _ if yes_no::read(words) == Reading::Read(YesNo::No) => keep(state, facts),
            _ => again(state, OwnData::SayErase, facts),
        },
        _ => again(state, Talk::NotReadable, facts),
    }
}

fn erase(facts: &Facts) -> Turn<State> {
    if facts.person.is_none() {
        return nothing(State::default());
    }
    let say = Say { menu: Some(Menu::Worker), ..Say::of(OwnData::Erased { days: DEADLINE_DAYS }) };
    Turn::say(State::default(), say).with(Effect::Erase)
}

fn keep(mut state: State, facts: &Facts) -> Turn<State> {
    state.leave_erasing();
    again(state, OwnData::Kept, facts)
}

fn nothing(state: State) -> Turn<State> {
    Turn::say(state, Say::of(OwnData::Nothing))
}

impl State {
    /// Goes back to where the talk stood before the question whether to erase.
    pub(super) fn leave_erasing(&mut self) {
        let refused = matches!(self.at, At::Erasing { refused: true });
        self.resume();
        if refused {
            self.at = At::Refused;
        }
    }
}
