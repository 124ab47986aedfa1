//! The officers' talk: their commands, and the judgement of them. Pure functions.
//!
//! Every button is a command that could be typed, and nothing is believed because a button
//! says it: whoever speaks, what they may do and where the initiative stands are looked at when
//! the command is carried out.
//!
//! **When the author hears.** That an initiative is taken up, and what is asked, is told at
//! once. A decision waits for `decision_hold`, which by default is as long as an officer may
//! take it back ([`Closed::UNDO_WINDOW`](crate::domain::Closed::UNDO_WINDOW)): ten minutes cost
//! an author nothing, and a worker who reads "recognised" and then "not recognised" will not
//! believe the next message. Where an operator makes the hold shorter, taking a decision back
//! sends a correction after the notice that has gone out already.

pub mod amount;
pub mod command;

mod appoint;
mod card;
mod judge;
mod queue;
mod reason;
mod shown;

use serde::{Deserialize, Serialize};

use crate::directory::Directory;
use crate::domain::{Grant, Initiative, InitiativeId, Role, UnitId, Workplace};
use crate::effect::{Say, Turn};
use crate::facts::{Facts, Needs, QueueQuery};
use crate::message::{Alarm, Heard, Menu};
use crate::phrase::desk::{Button, Desk, Place, Verb};
use crate::phrase::own_data::OwnData;
use crate::phrase::settings::Settings;
use amount::Verified;
use command::{Appointing, Command, TextSeen, UnitWanted};

/// Where the talk with an officer stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What the officer is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<Pending>,
    /// Which version of which initiative this officer was shown last, newest at the end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    seen: Vec<(InitiativeId, i32)>,
    /// What of the queue was listed and not opened yet: where `/tiep` goes on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    line: Vec<InitiativeId>,
    /// What was listed last: `/tiep` goes on behind it.
    #[serde(skip_serializing_if = "queue::Listed::is_nothing")]
    listed: queue::Listed,
}

/// A question to the officer that is answered with words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub(crate) enum Pending {
    /// Why is it not recognised?
    Reason { text: TextSeen },
    /// More words about the reason?
    Note { text: TextSeen, reason: String },
    /// What shall the author be asked?
    Question { text: TextSeen },
    /// Which of these amounts?
    Benefit { text: TextSeen, candidates: Vec<i64>, note: Option<String> },
    /// For which unit is the invitation?
    Unit { role: Role },
}

impl State {
    /// The open question. Reading a card asks nothing, so what the worker's talk had asked
    /// before stays good meanwhile.
    pub(crate) fn here(&self) -> Option<Pending> {
        self.pending.clone()
    }

    /// Drops the open question: the person has turned to something else.
    pub fn leave(&mut self) {
        self.pending = None;
    }

    /// Remembers that this officer has this version of the text before their eyes.
    fn has_seen(&mut self, initiative: &Initiative) {
        /// More than anybody keeps in mind; the oldest are read again.
        const MOST: usize = 50;
        self.seen.retain(|(id, _)| *id != initiative.id);
        self.seen.push((initiative.id, initiative.version));
        let surplus = self.seen.len().saturating_sub(MOST);
        self.seen.drain(..surplus);
        self.line.retain(|id| *id != initiative.id);
    }

    fn version_seen(&self, initiative: InitiativeId) -> Option<i32> {
        self.seen.iter().find(|(id, _)| *id == initiative).map(|(_, version)| *version)
    }
}

/// The command that leaves an open question; outside of one it is the worker's.
const STOP: &str = "huy";

/// Whether this is the officers' talk's to answer.
#[must_use]
pub fn hears(state: &State, heard: &Heard) -> bool {
    let pending = state.pending.is_some();
    match heard {
        Heard::Command { name, .. } => Command::verb(name).is_some() || (pending && name == STOP),
        Heard::Text(_)
        | Heard::Stale
        | Heard::Correction(_)
        | Heard::LateCorrection
        | Heard::Contact { .. }
        | Heard::Attachment { .. }
        | Heard::Unreadable => pending,
        Heard::Alarm(Alarm::NewWork) => true,
        Heard::Alarm(
            Alarm::DraftFirst | Alarm::DraftSecond | Alarm::PhaseOpens | Alarm::Weekly,
        )
        | Heard::Started { .. }
        | Heard::Answer { .. }
        | Heard::Blocked
        | Heard::FileFailed(_)
        | Heard::Returned => false,
    }
}

/// What has to be looked up before `heard` can be answered.
#[must_use]
pub fn needs(state: &State, heard: &Heard, units: &Directory) -> Needs {
    match understand(state, heard) {
        Understood::Obey(command) => needs_of(state, &command, units),
        Understood::Reject { text, .. } => one(text.id),
        Understood::Digest => Needs { queue: Some(QueueQuery::default()), ..Needs::default() },
        Understood::Say(_) | Understood::Repeat | Understood::TooLong | Understood::Nothing => {
            Needs::default()
        }
    }
}

fn needs_of(state: &State, command: &Command, units: &Directory) -> Needs {
    match command {
        Command::Queue(wanted) | Command::Narrow(wanted) => {
            Needs { queue: queue::query(wanted, units), ..Needs::default() }
        }
        Command::Show(id) | Command::Claim { id, .. } | Command::Undo(Some(id)) => one(*id),
        Command::Files(id) => Needs { files: true, ..one(*id) },
        Command::Phone(id) => Needs { phones: true, ..one(*id) },
        Command::TakeDown { id, .. } => Needs { publicity: true, ..one(*id) },
        Command::Recognize { text, .. }
        | Command::Ask { text, .. }
        | Command::Reject { text, .. } => one(text.id),
        Command::Next => Needs {
            initiatives: state.line.clone(),
            histories: true,
            queue: Some(state.listed.behind()),
            ..Needs::default()
        },
        Command::Undo(None) => Needs { last_decision: true, ..Needs::default() },
        Command::Officers(Appointing::List(page) | Appointing::Revoke { page, .. }) => {
            Needs { officers: Some(*page), ..Needs::default() }
        }
        Command::Officers(Appointing::Invite { .. }) | Command::Help => Needs::default(),
    }
}

fn one(id: InitiativeId) -> Needs {
    Needs { initiatives: vec![id], histories: true, ..Needs::default() }
}

/// What an utterance comes to.
enum Understood {
    /// A command, typed, pressed, or completed by the answer to an open question.
    Obey(Command),
    /// Do not recognise, with the words that were asked for.
    Reject { text: TextSeen, reason: String, note: Option<String> },
    /// Tell of new work.
    Digest,
    /// Say this, and drop the open question.
    Say(Desk),
    /// Ask the open question again.
    Repeat,
    /// Say that this is too long; the open question stays open for something shorter.
    TooLong,
    /// Nothing.
    Nothing,
}

/// The longest note or question. It has to be read on a phone.
const MAX_CHARS: usize = 2_000;

fn is_too_long(words: &str) -> bool {
    words.chars().count() > MAX_CHARS
}

fn understand(state: &State, heard: &Heard) -> Understood {
    match heard {
        Heard::Command { name, .. } if name == STOP => Understood::Say(Desk::Stopped),
        Heard::Command { name, rest } => match Command::verb(name) {
            Some(_) if is_too_long(rest) => Understood::TooLong,
            Some(verb) => match Command::read(verb, rest) {
                Ok(command) => Understood::Obey(command),
                Err(misread) => Understood::Say(Desk::Misread(verb, misread)),
            },
            None => Understood::Nothing,
        },
        Heard::Text(words) => match &state.pending {
            Some(_) if is_too_long(words) => Understood::TooLong,
            Some(pending) => pending.answered(words),
            None => Understood::Nothing,
        },
        Heard::Answer { key } => match &state.pending {
            Some(Pending::Benefit { text, candidates, note }) => {
                match key.parse().ok().and_then(|index: usize| candidates.get(index)) {
                    Some(dong) => Understood::Obey(Command::Recognize {
                        text: *text,
                        verified: Verified::Amount(*dong),
                        note: note.clone(),
                    }),
                    None => Understood::Repeat,
                }
            }
            Some(_) => Understood::Repeat,
            None => Understood::Say(Desk::OldButton),
        },
        Heard::Alarm(Alarm::NewWork) => Understood::Digest,
        Heard::Stale
        | Heard::Correction(_)
        | Heard::LateCorrection
        | Heard::Contact { .. }
        | Heard::Attachment { .. }
        | Heard::Unreadable => Understood::Repeat,
        Heard::Alarm(
            Alarm::DraftFirst | Alarm::DraftSecond | Alarm::PhaseOpens | Alarm::Weekly,
        )
        | Heard::Started { .. }
        | Heard::Blocked
        | Heard::FileFailed(_)
        | Heard::Returned => Understood::Nothing,
    }
}

impl Pending {
    /// What these words come to as an answer.
    fn answered(&self, words: &str) -> Understood {
        let words = words.to_owned();
        Understood::Obey(match self {
            Self::Reason { text } => Command::Reject { text: *text, words: Some(words) },
            Self::Note { text, reason } => {
                return Understood::Reject {
                    text: *text,
                    reason: reason.clone(),
                    note: reason::note(&words),
                };
            }
            Self::Question { text } => Command::Ask { text: *text, question: Some(words) },
            Self::Benefit { text, note, .. } => {
                let (verified, more) = amount::split(&words);
                if verified == Verified::Nothing {
                    return Understood::Repeat;
                }
                let note = note.clone().or_else(|| (!more.is_empty()).then(|| more.to_owned()));
                Command::Recognize { text: *text, verified, note }
            }
            Self::Unit { role } => Command::Officers(Appointing::Invite {
                role: Some(*role),
                unit: Some(UnitWanted::Typed(words)),
            }),
        })
    }
}

/// Hears one utterance.
#[must_use]
pub fn step(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let understood = understand(&state, heard);
    if facts.grants.is_empty() {
        state.leave();
        return match understood {
            Understood::Digest | Understood::Nothing => Turn::silent(state),
            Understood::Obey(_)
            | Understood::Reject { .. }
            | Understood::Say(_)
            | Understood::Repeat
            | Understood::TooLong => {
                let menu = Some(Menu::Worker);
                Turn::say(state, Say { menu, ..Say::of(Desk::NotAnOfficer) })
            }
        };
    }
    match understood {
        Understood::Obey(command) => {
            state.leave();
            obey(state, command, facts)
        }
        Understood::Reject { text, reason, note } => {
            state.leave();
            judge::reject_because(state, text, &reason, note, facts)
        }
        Understood::Digest => queue::digest(state, facts),
        Understood::Say(phrase) => {
            state.leave();
            Turn::say(state, Say::of(phrase))
        }
        Understood::Repeat => repeat(state, facts),
        Understood::TooLong => Turn::say(state, Say::of(Desk::TooLong { max: MAX_CHARS })),
        Understood::Nothing => Turn::silent(state),
    }
}

fn obey(state: State, command: Command, facts: &Facts) -> Turn<State> {
    match command {
        Command::Queue(wanted) => queue::list(state, &wanted, facts),
        Command::Narrow(wanted) => queue::narrow(state, &wanted, facts),
        Command::Show(id) => card::show(state, id, facts),
        Command::Next => queue::next(state, facts),
        Command::Files(id) => card::files(state, id, facts),
        Command::Phone(id) => card::phone(state, id, facts),
        Command::Claim { id, anyway } => judge::claim(state, id, anyway, facts),
        Command::Recognize { text, verified, note } => {
            judge::recognize(state, text, verified, note, facts)
        }
        Command::Ask { text, question } => judge::ask(state, text, question, facts),
        Command::Reject { text, words } => judge::reject(state, text, words.as_deref(), facts),
        Command::Undo(id) => judge::undo(state, id, facts),
        Command::TakeDown { id, reason } => shown::take_down(state, id, reason, facts),
        Command::Officers(appointing) => appoint::obey(state, appointing, facts),
        Command::Help => Turn::say(state, help(facts)),
    }
}

fn help(facts: &Facts) -> Say {
    let menu = Menu::of(facts.grants);
    let verbs = Verb::ALL
        .into_iter()
        .filter(|verb| menu == Menu::Administrator || !verb.is_administrative())
        .collect();
    let say = Say::of(Desk::Help(verbs));
    let say = if facts.owner().is_some() { say.and(Settings::HowOverview) } else { say };
    let say = say.command(Command::Queue(command::Wanted::default()).to_string(), Button::Queue);
    Say { menu: Some(menu), ..say }
}

/// Asks the open question again, after something that is no answer to it.
fn repeat(state: State, facts: &Facts) -> Turn<State> {
    let say = match &state.pending {
        Some(Pending::Reason { text }) => judge::ask_reason(*text, facts),
        Some(Pending::Note { text, reason }) => judge::ask_note(*text, reason, facts),
        Some(Pending::Question { text }) => judge::ask_question(*text),
        Some(Pending::Benefit { text, candidates, .. }) => judge::which_benefit(*text, candidates),
        Some(Pending::Unit { role }) => appoint::which_unit(*role, facts),
        None => return Turn::say(state, Say::of(Desk::OldButton)),
    };
    Turn::say(state, say.after(Desk::StillAsked))
}

/// The initiative, if it exists and lies in the officer's part of the tree, and the
/// appointment by which it does.
fn within<'f>(id: InitiativeId, facts: &Facts<'f>) -> Result<(&'f Initiative, Grant), Say> {
    facts
        .found
        .initiatives
        .get(&id)
        .and_then(|initiative| Some((initiative, facts.grant_over(unit_of(initiative))?)))
        .ok_or_else(|| Say::of(Desk::NotFound { code: id.into() }))
        .and_then(|(initiative, grant)| {
            if initiative.content.is_erased() {
                return Err(Say::of(OwnData::TextErased { code: id.into() }));
            }
            Ok((initiative, grant))
        })
}

fn unit_of(initiative: &Initiative) -> Option<UnitId> {
    match initiative.workplace {
        Some(Workplace::Unit(unit)) => Some(unit),
        Some(Workplace::Typed(_)) | None => None,
    }
}

fn place(unit: Option<UnitId>, typed: Option<&str>, units: &Directory) -> Place {
    match (unit.and_then(|unit| units.get(unit)), typed) {
        (Some(unit), _) => Place::Unit { name: unit.name.clone(), path: units.path(unit.id) },
        (None, Some(typed)) => Place::Typed(typed.to_owned()),
        (None, None) => Place::Unknown,
    }
}
