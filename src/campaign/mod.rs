//! What anybody may ask about the campaign: when it takes entries, what is expected of whom, the
//! results and who is ahead. Pure, and without a state of its own: every question stands alone.

mod command;
mod league;
mod overview;
mod phases;
mod statistics;
mod targets;

use self::command::Command;
use crate::domain::{Phase, UnitId, Workplace};
use crate::effect::{Effect, Say};
use crate::facts::{Facts, Needs};
use crate::message::{Alarm, Heard};
use crate::phrase::campaign::{Campaign, Stage};

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

/// Answers a question.
#[must_use]
pub fn step(heard: &Heard, facts: &Facts) -> (Option<Say>, Vec<Effect>) {
    let (name, rest) = match heard {
        Heard::Command { name, rest } => (name, rest.as_str()),
        Heard::Alarm(Alarm::Weekly) => return (statistics::weekly(facts), Vec::new()),
        _ => return (None, Vec::new()),
    };
    let say = match Command::of(name) {
        None => return (None, Vec::new()),
        Some(Command::Phases) => return phases::obey(rest, facts),
        Some(Command::Target) => return targets::obey(rest, facts),
        Some(Command::Digest) => return statistics::digest(rest, facts),
        Some(Command::Overview) => overview::show(facts),
        Some(Command::Statistics) => statistics::show(rest, facts),
        Some(Command::League) => league::show(rest, facts),
    };
    (Some(say), Vec::new())
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
