//! `/giaidoan`: when entries are taken, and moving it. A change is shown first, and made by the
//! button below it; whoever presses it is asked for their rights again.

use chrono::TimeDelta;

use crate::charter::{self, time};
use crate::domain::{Grant, Phase, Role};
use crate::effect::{Effect, Say};
use crate::facts::Facts;
use crate::phrase::campaign::{Button, Campaign, PhaseTrouble, Window};
use crate::vietnamese::text::fold;

/// After a change: yes, as it was shown.
pub const SURE: &str = "dongy";

/// What of a phase is moved.
enum Move {
    Opens,
    Closes,
    Grace,
}

impl Move {
    fn of(word: &str) -> Option<Self> {
        match fold(word).as_str() {
            "mo" => Some(Self::Opens),
            "dong" => Some(Self::Closes),
            "them" => Some(Self::Grace),
            _ => None,
        }
    }
}

/// Shows the phases, or moves one: `PHASE mo|dong INSTANT`, `PHASE them MINUTES`.
pub fn obey(rest: &str, facts: &Facts) -> (Option<Say>, Vec<Effect>) {
    let Some(by) = owner(facts) else {
        return (Some(Say::of(Campaign::PhasesForOwners)), Vec::new());
    };
    if rest.trim().is_empty() {
        return (Some(list(facts)), Vec::new());
    }
    match moved(rest, facts) {
        Err(trouble) => (Some(Say::of(Campaign::PhaseNotMoved(trouble))), Vec::new()),
        Ok((before, after, sure)) => {
            let (from, to) = (window(before, facts), window(&after, facts));
            if sure {
                let effect = change(before, after, by, facts);
                (Some(Say::of(Campaign::PhaseMoved { from, to })), vec![effect])
            } else {
                let say = Say::of(Campaign::MovePhase { from, to })
                    .command(format!("/giaidoan {} {SURE}", rest.trim()), Button::Agree)
                    .command("/giaidoan", Button::LeaveIt);
                (Some(say), Vec::new())
            }
        }
    }
}

/// The appointment by which the speaker runs the campaign: an administrator of the whole tree.
fn owner(facts: &Facts) -> Option<Grant> {
    facts
        .grants
        .iter()
        .copied()
        .find(|grant| grant.role == Role::Administrator && facts.units.is_root(grant.unit))
}

fn list(facts: &Facts) -> Say {
    let phases = facts.catalogue.phases.iter().map(|phase| window(phase, facts)).collect();
    Say::of(Campaign::Phases(phases)).command("/chiendich", Button::Overview)
}

fn window(phase: &Phase, facts: &Facts) -> Window {
    Window {
        code: phase.code.clone(),
        stage: super::stage(phase, facts),
        grace_minutes: phase.grace.num_minutes(),
    }
}

/// The phase as it is and as it is wanted, and whether the speaker has seen both.
fn moved<'a>(rest: &str, facts: &Facts<'a>) -> Result<(&'a Phase, Phase, bool), PhaseTrouble> {
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    let sure = words.last().is_some_and(|word| fold(word) == fold(SURE));
    if sure {
        words.pop();
    }
    let [code, what, when @ ..] = words.as_slice() else { return Err(PhaseTrouble::NotRead) };
    let phases = &facts.catalogue.phases;
    let known = phases.iter().find(|phase| fold(&phase.code) == fold(code));
    let before = known.ok_or_else(|| PhaseTrouble::Unknown { typed: (*code).to_owned() })?;
    let mut after = before.clone();
    let when = when.join(" ");
    match Move::of(what).ok_or(PhaseTrouble::NotRead)? {
        Move::Opens => after.opens_at = time::read(&when).map_err(|_| PhaseTrouble::NotRead)?,
        Move::Closes => after.closes_at = time::read(&when).map_err(|_| PhaseTrouble::NotRead)?,
        Move::Grace => {
            let minutes: i64 = when.parse().map_err(|_| PhaseTrouble::NotRead)?;
            let most = charter::MOST_GRACE.num_minutes();
            if !(0..=most).contains(&minutes) {
                return Err(PhaseTrouble::Grace { most });
            }
            after.grace = TimeDelta::minutes(minutes);
        }
    }
    if after == *before {
        return Err(PhaseTrouble::Same);
    }
    if after.opens_at >= after.closes_at {
        return Err(PhaseTrouble::ClosesFirst);
    }
    let overlapped = phases
        .iter()
        .filter(|other| other.code != after.code)
        .find(|other| other.opens_at < after.closes_at && after.opens_at < other.closes_at);
    match overlapped {
        Some(other) => Err(PhaseTrouble::Overlaps { name: other.name(facts.locale).to_owned() }),
        None => Ok((before, after, sure)),
    }
}

fn change(before: &Phase, after: Phase, by: Grant, facts: &Facts) -> Effect {
    let catalogue = |phase: &Phase| {
        let mut catalogue = facts.catalogue.clone();
        catalogue.phases = vec![phase.clone()];
        catalogue
    };
    let log = charter::difference(&catalogue(before), &catalogue(&after), |_| String::new());
    Effect::MovePhase { campaign: facts.catalogue.campaign, phase: after, by: by.officer, log }
}
