//! What anybody may ask about the campaign: when it takes entries, what is expected of whom, the
//! results and who is ahead; and what whoever runs it changes. Pure.
//!
//! A change is shown first, and made by the button below it; whoever presses it is asked for
//! their rights again.

mod amendment;
mod command;
mod league;
mod overview;
mod settings;
mod statistics;
mod targets;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde::{Deserialize, Serialize};

use self::command::Command;
use crate::charter::Thing;
use crate::domain::{Phase, UnitId, Workplace};
use crate::effect::{Effect, Say, Turn};
use crate::facts::{Facts, Needs};
use crate::figures::Figures;
use crate::message::{Alarm, Heard};
use crate::phrase::campaign::{Button, Campaign, Progress, Stage};
use crate::phrase::settings::Settings;
use crate::vietnamese::text::fold;

/// The change that was shown last and waits for a yes. Its words may be too long for a button, so
/// the button holds its number.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Asked>,
}

/// A command without its slash, the words behind it, and the print of the change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Asked {
    name: String,
    rest: String,
    print: u64,
}

/// What comes of a command.
enum Answer {
    /// Words, and what is done at once.
    Told(Say, Vec<Effect>),
    Change(Box<Change>),
}

/// A change of the campaign.
struct Change {
    /// What is shown before it.
    ask: Say,
    /// What is said after it.
    done: Say,
    effect: Effect,
}

/// After a change that is typed: yes, as it will be shown.
const SURE: &str = "dongy";

/// Whether this is a question about the campaign.
#[must_use]
pub fn hears(heard: &Heard) -> bool {
    match heard {
        Heard::Command { name, .. } => Command::of(name).is_some(),
        Heard::Alarm(alarm) => *alarm == Alarm::Weekly,
        _ => false,
    }
}

/// What has to be looked up before `heard` can be answered.
#[must_use]
pub fn needs(heard: &Heard) -> Needs {
    let backlog = match heard {
        Heard::Command { name, .. } => Command::of(name) == Some(Command::Statistics),
        _ => *heard == Heard::Alarm(Alarm::Weekly),
    };
    Needs { backlog, ..Needs::default() }
}

/// Hears a question, or a change.
#[must_use]
pub fn step(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let (name, rest) = match heard {
        Heard::Command { name, rest } => (name, rest.as_str()),
        Heard::Alarm(Alarm::Weekly) => {
            return Turn { state, reply: statistics::weekly(facts), effects: Vec::new() };
        }
        _ => return Turn::silent(state),
    };
    let Some(command) = Command::of(name) else { return Turn::silent(state) };
    let (rest, typed, seen) = match agreed(rest) {
        Agreed::Typed(rest) => (rest.to_owned(), true, None),
        Agreed::No => (rest.to_owned(), false, None),
        Agreed::Pressed(number) => {
            let newest = number == state.number;
            match state.asked.take_if(|asked| newest && asked.name == command.name()) {
                Some(asked) => (asked.rest, false, Some(asked.print)),
                None => return Turn::say(state, Say::of(Settings::AskedNoMore)),
            }
        }
    };
    match obey(command, &rest, facts) {
        Answer::Told(say, effects) => Turn { state, reply: Some(say), effects },
        // Somebody else may have changed the campaign meanwhile, so that the same words, such as
        // a number in a list, mean something else now: that is shown first, too.
        Answer::Change(change) if typed || seen == Some(print(&change)) => {
            Turn::say(state, change.done).with(change.effect)
        }
        Answer::Change(change) => {
            let name = command.name();
            state.number = state.number.wrapping_add(1);
            let print = print(&change);
            state.asked = Some(Asked { name: name.to_owned(), rest, print });
            let say = change
                .ask
                .command(format!("/{name} {SURE} {}", state.number), Button::Agree)
                .command(format!("/{name}"), Button::LeaveIt)
                .columns(2);
            Turn::say(state, say)
        }
    }
}

/// Tells changes apart, by what is done and by what is shown before it. Another version of the
/// program may print them otherwise; it asks again.
fn print(Change { ask, effect, done: _ }: &Change) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{ask:?} {effect:?}").hash(&mut hasher);
    hasher.finish()
}

fn obey(command: Command, rest: &str, facts: &Facts) -> Answer {
    match command {
        Command::Settings(Thing::Campaign) if rest.is_empty() => {
            Answer::told(overview::show(facts))
        }
        Command::Settings(of) => settings::obey(of, rest, facts),
        Command::Target => targets::obey(rest, facts),
        Command::Digest => statistics::digest(rest, facts),
        Command::Statistics => Answer::told(statistics::show(rest, facts)),
        Command::League => Answer::told(league::show(rest, facts)),
    }
}

/// Whether words agree to a change.
enum Agreed<'w> {
    /// To the one that was shown under this number.
    Pressed(u32),
    /// To the one in these words.
    Typed(&'w str),
    No,
}

fn agreed(rest: &str) -> Agreed<'_> {
    let sure = |word: &str| fold(word) == fold(SURE);
    match rest.rsplit_once(char::is_whitespace) {
        Some((before, number)) if sure(before) => {
            number.parse().map_or(Agreed::No, Agreed::Pressed)
        }
        Some((before, last)) if sure(last) => Agreed::Typed(before.trim_end()),
        _ => Agreed::No,
    }
}

impl Answer {
    fn told(say: Say) -> Self {
        Self::Told(say, Vec::new())
    }
}

/// What the speaker may know of a unit's results: everything in their own part of the tree, and
/// elsewhere what the public may.
fn of_unit(unit: UnitId, phase: Option<&str>, figures: &Figures, facts: &Facts) -> Progress {
    let hidden = facts.grant_over(Some(unit)).is_none() && figures.is_hidden(unit, phase);
    let progress = Progress::of(&figures.unit(unit, phase)).told(hidden);
    Progress { target: facts.aims.base(unit, phase), ..progress }
}

/// The same of the whole campaign's results in a phase.
fn of_phase(phase: &Phase, figures: Option<&Figures>, facts: &Facts) -> Progress {
    let root = facts.units.root();
    let code = phase.code.as_str();
    let measures = figures.and_then(|figures| figures.by_phase.get(&Some(code.to_owned())));
    let hidden = root.and_then(|root| facts.grant_over(Some(root))).is_none()
        && figures.is_some_and(|figures| figures.is_phase_hidden(code));
    let progress = Progress::of(&measures.copied().unwrap_or_default()).told(hidden);
    Progress { target: root.and_then(|root| facts.aims.base(root, Some(code))), ..progress }
}

fn stage(phase: &Phase, facts: &Facts) -> Stage {
    Stage {
        name: phase.name(facts.locale).to_owned(),
        opens_at: phase.opens_at,
        closes_at: phase.closes_at,
    }
}

/// The unit where the speaker works.
fn workplace(facts: &Facts) -> Option<UnitId> {
    match facts.person?.workplace {
        Some(Workplace::Unit(unit)) => Some(unit),
        Some(Workplace::Typed(_)) | None => None,
    }
}

/// The phase that is counted now: the one that is open, or else the one that ended last.
fn counted<'a>(facts: &Facts<'a>) -> Option<&'a Phase> {
    facts.catalogue.phases.iter().rev().find(|phase| phase.opens_at <= facts.now)
}

fn unit_name(unit: UnitId, facts: &Facts) -> String {
    facts.units.get(unit).map(|unit| unit.name.clone()).unwrap_or_default()
}

/// The unit that words name: its code, or else the best match.
fn unit_named<'a>(words: &str, facts: &Facts<'a>) -> Option<&'a crate::directory::Unit> {
    let id = words.strip_prefix('#').and_then(|id| id.parse().ok()).map(UnitId);
    id.and_then(|id| facts.units.get(id))
        .or_else(|| facts.units.by_code(words))
        .or_else(|| facts.units.find(words, 1).into_iter().next())
}

/// No figures are there yet: the service has just begun.
fn not_counted() -> Say {
    Say::of(Campaign::NotCounted)
}
