//! Who somebody is: asked once, changed by command. Everything here is told by the person;
//! nothing is taken from a display name.

mod answer;

use serde::{Deserialize, Serialize};

use self::answer::{
    Answer, Reply, choose_name, choose_phone, choose_unit, read_name, read_phone, read_unit,
    shared_phone, unit_answer,
};
use super::welcome::{self, Link, named};
use super::{At, State, again, current, drafts};
use crate::directory::{Match, Note};
use crate::domain::{Person, UnitId, Workplace};
use crate::effect::{Effect, Label, Profile, Say, Turn};
use crate::facts::Facts;
use crate::message::Heard;
use crate::phrase::talk::{Button, Talk};
use crate::vietnamese::name::PersonName;
use crate::vietnamese::phone::Phone;
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, Why};

/// Units that are offered at once.
const BEST: usize = 5;

/// A question about the person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asking {
    #[serde(flatten)]
    ask: Ask,
    /// The person wanted to change just this.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) only: bool,
}

/// The questions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    Name {
        /// What may have been meant, to choose from.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        read: Vec<PersonName>,
    },
    Phone {
        /// What was understood, to be confirmed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        read: Option<Phone>,
    },
    /// Is it this unit, from the link that opened the talk?
    LinkedUnit {
        unit: UnitId,
    },
    Unit {
        /// What was typed and found several units, or none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        typed: Option<String>,
    },
    Group,
}

impl Ask {
    pub const fn name() -> Self {
        Self::Name { read: Vec::new() }
    }

    pub const fn phone() -> Self {
        Self::Phone { read: None }
    }

    pub const fn unit() -> Self {
        Self::Unit { typed: None }
    }
}

impl Ask {
    /// The question without what was made of the answer; none where nothing was made of one.
    fn as_asked_first(&self) -> Option<Self> {
        match self {
            Self::Name { read } => (!read.is_empty()).then(Self::name),
            Self::Phone { read } => read.as_ref().map(|_| Self::phone()),
            Self::Unit { typed } => typed.as_ref().map(|_| Self::unit()),
            Self::LinkedUnit { .. } | Self::Group => None,
        }
    }

    /// The question before this one.
    const fn previous(&self) -> Option<Self> {
        match self {
            Self::Name { .. } => None,
            Self::Phone { .. } => Some(Self::name()),
            Self::LinkedUnit { .. } | Self::Unit { .. } => Some(Self::phone()),
            Self::Group => Some(Self::unit()),
        }
    }
}

impl Asking {
    pub const fn asks_name(&self) -> bool {
        matches!(self.ask, Ask::Name { .. })
    }

    pub const fn asks_phone(&self) -> bool {
        matches!(self.ask, Ask::Phone { .. })
    }
}

/// Asks the first question that the person has not answered, or the one that is being asked.
pub fn first(state: State, remark: Talk, facts: &Facts) -> Turn<State> {
    if state.at.asks_everything() {
        return again(state, remark, facts);
    }
    match missing(0, &state, facts) {
        Some(ask) => {
            let turn = open(state, Asking { ask, only: false }, facts);
            Turn { reply: turn.reply.map(|say| say.after(remark)), ..turn }
        }
        None => finish(state, false, remark, facts),
    }
}

/// Asks one question again, to change its answer.
pub fn change(state: State, ask: Ask, facts: &Facts) -> Turn<State> {
    open(state, Asking { ask, only: true }, facts)
}

/// The talk was opened anew through a unit's link.
pub fn linked(mut state: State, unit: UnitId, facts: &Facts) -> Turn<State> {
    let known = facts.person.and_then(|person| person.workplace.as_ref());
    if known == Some(&Workplace::Unit(unit)) {
        state.link = None;
        let say = current(&state, facts);
        return Turn::say(state, say);
    }
    // Whoever is asked these questions already is asked for the unit in its turn.
    if state.at.asks_everything() {
        return again(state, Talk::StillWriting, facts);
    }
    change(state, Ask::LinkedUnit { unit }, facts)
}

fn open(mut state: State, asking: Asking, facts: &Facts) -> Turn<State> {
    let say = ask(&asking, facts);
    state.turn_to(At::Profile(asking));
    Turn::say(state, say)
}

/// The first unanswered question from the one with this number on.
fn missing(from: usize, state: &State, facts: &Facts) -> Option<Ask> {
    let person = facts.person;
    let lacks = |has: fn(&Person) -> bool| !person.is_some_and(has);
    let unit = match state.link {
        Some(Link::Unit(unit)) => Ask::LinkedUnit { unit },
        Some(Link::Invitation(_)) | None => Ask::unit(),
    };
    [
        (lacks(|person| person.full_name.is_some()), Ask::name()),
        // The phone is asked along with the others, but never for its own sake.
        (
            !state.without_phone
                && lacks(|person| person.phone.is_some())
                && lacks(Person::is_complete),
            Ask::phone(),
        ),
        (lacks(|person| person.workplace.is_some()), unit),
        (lacks(|person| person.group.is_some()) && offers_groups(facts), Ask::Group),
    ]
    .into_iter()
    .skip(from)
    .find_map(|(lacks, ask)| lacks.then_some(ask))
}

/// Whether a question that must be answered is not.
pub fn is_lacking(person: Option<&Person>, facts: &Facts) -> bool {
    !person.is_some_and(|person| {
        person.full_name.is_some()
            && person.workplace.is_some()
            && (person.group.is_some() || !offers_groups(facts))
    })
}

fn offers_groups(facts: &Facts) -> bool {
    facts.catalogue.offered_groups().next().is_some()
}

/// The number of the question after this one.
const fn after(ask: &Ask) -> usize {
    match ask {
        Ask::Name { .. } => 1,
        Ask::Phone { .. } => 2,
        Ask::LinkedUnit { .. } | Ask::Unit { .. } => 3,
        Ask::Group => 4,
    }
}

/// The question in words, with its buttons.
pub fn ask(asking: &Asking, facts: &Facts) -> Say {
    match &asking.ask {
        Ask::Name { read } => match read.as_slice() {
            [] => Say::of(Talk::AskName),
            [name] => Say::of(Talk::ConfirmName { name: name.display() })
                .answer("v0", Button::Right)
                .answer("no", Button::Change)
                .columns(2),
            several => (0..).zip(several).fold(Say::of(Talk::Which), |say, (index, name)| {
                say.answer(format!("v{index}"), Label::Text(name.display()))
            }),
        },
        Ask::Phone { read: None } => {
            let mut say = Say::of(Talk::AskPhone).answer("skip", Button::Skip);
            say.ask_contact = facts.capabilities.contact_button;
            say
        }
        Ask::Phone { read: Some(phone) } => Say::of(Talk::ConfirmPhone { phone: phone.display() })
            .answer("yes", Button::Right)
            .answer("no", Button::Change)
            .columns(2),
        Ask::LinkedUnit { unit } => Say::of(Talk::ConfirmUnit { unit: named(*unit, facts) })
            .answer("yes", Button::Right)
            .answer("no", Button::Change)
            .columns(2),
        Ask::Unit { typed: None } => Say::of(Talk::AskUnit),
        Ask::Unit { typed: Some(typed) } => {
            let found = facts.units.search(typed, BEST);
            let say = Say::of(if found.is_empty() {
                Talk::NoUnitFound { typed: typed.clone() }
            } else {
                Talk::WhichUnit { typed: typed.clone() }
            });
            found
                .into_iter()
                .fold(say, |say, found| {
                    say.answer(format!("u{}", found.unit.id.0), unit_label(&found, facts))
                })
                .answer("none", Button::UnitNotThere)
        }
        Ask::Group => {
            facts.catalogue.offered_groups().fold(Say::of(Talk::AskGroup), |say, group| {
                say.answer(&group.code, Label::Text(group.label(facts.locale).to_owned()))
            })
        }
    }
}

/// A unit as it is offered, with what tells it from others of its name. Whoever typed a name of
/// before the mergers of 2025 sees what became of it.
fn unit_label(found: &Match, facts: &Facts) -> Label {
    let path = facts.units.path(found.unit.id);
    let unit = if path.is_empty() {
        found.unit.name.clone()
    } else {
        format!("{} ({path})", found.unit.name)
    };
    match found.note {
        None => Label::Text(unit),
        Some(Note::Formerly(former)) => {
            Talk::UnitFormerly { unit, former: former.to_owned() }.into()
        }
        Some(Note::Province { old, now }) => {
            Talk::UnitOnceIn { unit, old: old.to_owned(), now: now.to_owned() }.into()
        }
    }
}

/// Hears an answer about the person.
pub fn hear(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let At::Profile(asking) = std::mem::take(&mut state.at) else {
        return again(state, Talk::OldButton, facts);
    };
    let answer = match (&asking.ask, heard) {
        (Ask::Name { read }, Heard::Answer { key }) => choose_name(read, key),
        (Ask::Name { read }, Heard::Text(words)) => read_name(read, words),
        (Ask::Phone { read }, Heard::Answer { key }) => choose_phone(read.as_ref(), key),
        (Ask::Phone { read }, Heard::Text(words)) => read_phone(read.as_ref(), words),
        (Ask::Phone { .. }, Heard::Contact { phone, own: true }) => shared_phone(phone),
        (Ask::Phone { .. }, Heard::Contact { own: false, .. }) => {
            Err(Reply::Say(Talk::NotYourContact))
        }
        (Ask::LinkedUnit { unit }, Heard::Answer { key }) => match key.as_str() {
            "yes" => Ok(unit_answer(*unit, facts)),
            "no" => Err(Reply::Ask(Ask::unit())),
            _ => Err(Reply::Say(Talk::OldButton)),
        },
        (Ask::LinkedUnit { unit }, Heard::Text(words)) => match yes_no::read(words) {
            Reading::Read(YesNo::Yes) => Ok(unit_answer(*unit, facts)),
            Reading::Read(YesNo::No) => Err(Reply::Ask(Ask::unit())),
            Reading::Ambiguous(_) | Reading::Unreadable(_) => read_unit(words),
        },
        (Ask::Unit { typed }, Heard::Answer { key }) => choose_unit(typed.as_deref(), key, facts),
        (Ask::Unit { typed: Some(_) }, Heard::Text(words))
            if yes_no::read(words) == Reading::Read(YesNo::No) =>
        {
            Err(Reply::Ask(Ask::unit()))
        }
        (Ask::Unit { .. }, Heard::Text(words)) => read_unit(words),
        (Ask::Group, Heard::Answer { key }) => {
            match facts.catalogue.group(key).filter(|of| !of.retired) {
                Some(group) => Ok(Answer {
                    profile: Some(Profile::Group(group.code.clone())),
                    noted: Talk::GroupKept { group: group.label(facts.locale).to_owned() },
                }),
                None => Err(Reply::Say(Talk::OldButton)),
            }
        }
        (Ask::Group, Heard::Text(_)) => Err(Reply::Say(Talk::Misread { why: Why::NotAChoice })),
        (_, Heard::Contact { .. }) => Err(Reply::Say(Talk::ContactNotExpected)),
        (_, Heard::Attachment { file, .. }) => {
            Err(Reply::Say(Talk::FileNotExpected { kind: file.kind }))
        }
        (_, _) => Err(Reply::Say(Talk::OldButton)),
    };
    match answer {
        Ok(answer) => go_on(state, &asking, answer, facts),
        Err(Reply::Say(remark)) => {
            state.at = At::Profile(asking);
            again(state, remark, facts)
        }
        Err(Reply::Ask(ask)) => open(state, Asking { ask, only: asking.only }, facts),
    }
}

fn go_on(mut state: State, asking: &Asking, answer: Answer, facts: &Facts) -> Turn<State> {
    let Answer { profile, noted } = answer;
    let named = matches!(profile, Some(Profile::FullName(_)));
    if asking.asks_phone() {
        state.without_phone = profile.is_none();
    }
    if matches!(profile, Some(Profile::Workplace(_))) && matches!(state.link, Some(Link::Unit(_))) {
        state.link = None;
    }
    let turn = match state.link {
        Some(Link::Invitation(hash)) if named => {
            let turn = welcome::redeem(state, hash, facts);
            Turn { reply: turn.reply.map(|say| say.after(noted)), ..turn }
        }
        _ => match missing(after(&asking.ask), &state, facts).filter(|_| !asking.only) {
            Some(ask) => {
                let turn = open(state, Asking { ask, only: false }, facts);
                Turn { reply: turn.reply.map(|say| say.after(noted)), ..turn }
            }
            None => finish(state, asking.only, noted, facts),
        },
    };
    match profile {
        Some(profile) => turn.with(Effect::Profile(profile)),
        None => turn,
    }
}

/// The questions about the person are over: back to the draft, or on to the first one.
fn finish(mut state: State, only: bool, remark: Talk, facts: &Facts) -> Turn<State> {
    state.resume();
    if only || state.draft.is_some() {
        return again(state, remark, facts);
    }
    let turn = drafts::start(state, facts);
    let reply = turn.reply.map(|say| say.after(Talk::ProfileDone).after(remark));
    Turn { reply, ..turn }
}

/// One question back.
pub fn back(state: State, facts: &Facts) -> Turn<State> {
    let At::Profile(asking) = &state.at else {
        return again(state, Talk::FirstQuestion, facts);
    };
    let only = asking.only;
    match asking.ask.as_asked_first().or_else(|| asking.ask.previous().filter(|_| !only)) {
        Some(ask) => open(state, Asking { ask, only }, facts),
        None => again(state, Talk::FirstQuestion, facts),
    }
}
