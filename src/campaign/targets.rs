//! `/chitieu`: what is expected of a unit, and setting it. What a unit is given comes from above
//! it; what it adds for itself is kept apart.

use super::{Answer, unit_name, unit_named};
use crate::charter::target::{BelowAssigned, Figure, Setting};
use crate::domain::{Grant, Role, Target, UnitId};
use crate::effect::{Effect, Say};
use crate::facts::Facts;
use crate::phrase::campaign::{Button, Campaign, Progress, TargetLine, TargetSet, Targets};
use crate::vietnamese::text::fold;

/// Before a figure: the unit's own target ("tự đặt").
const OWN: &str = "tu";

/// Shows a target, or sets one.
pub fn obey(rest: &str, facts: &Facts) -> Answer {
    if facts.grants.is_empty() {
        return Answer::told(Say::of(Campaign::TargetsForOfficers));
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let figure = words.last().and_then(|word| read_figure(word)).filter(|_| words.len() > 1);
    let Some(figure) = figure else { return Answer::told(show(rest, facts)) };
    match set(&words, figure, facts) {
        Err(say) => Answer::told(say),
        Ok(change) => Answer::Change(Box::new(change)),
    }
}

fn read_figure(word: &str) -> Option<i64> {
    let digits: String = word.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let sound = word.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| sound)
}

fn show(rest: &str, facts: &Facts) -> Say {
    let unit = match (rest, facts.grants.first()) {
        ("", Some(grant)) => facts.units.get(grant.unit),
        (words, _) => unit_named(words, facts),
    };
    let Some(unit) = unit else {
        return Say::of(Campaign::UnknownUnit { typed: rest.to_owned() });
    };
    if facts.grant_over(Some(unit.id)).is_none() {
        return Say::of(Campaign::NotYourUnit { unit: unit.name.clone() });
    }
    let codes = facts.catalogue.phases.iter().map(|phase| Some(phase.code.as_str()));
    let lines = codes.chain([None]).map(|code| line(unit.id, code, facts)).collect();
    let targets = Targets {
        unit: unit.name.clone(),
        code: unit.code.clone(),
        lines,
        may_assign: assigner(unit.id, facts).is_some(),
        may_add: keeper(unit.id, facts).is_some(),
    };
    Say::of(Campaign::Targets(Box::new(targets)))
        .command(format!("/thongke #{}", unit.id.0), Button::Statistics)
}

fn line(unit: UnitId, code: Option<&str>, facts: &Facts) -> TargetLine {
    let target = facts.aims.target(unit, code);
    let measures = facts.figures.map(|figures| figures.unit(unit, code)).unwrap_or_default();
    TargetLine {
        phase: code.map(|code| {
            let phase = facts.catalogue.phase(code);
            let name = phase.map(|phase| phase.name(facts.locale).to_owned());
            (code.to_owned(), name.unwrap_or_default())
        }),
        assigned: target.and_then(|target| target.assigned),
        own: target.and_then(|target| target.own),
        progress: Progress { target: target.and_then(Target::base), ..Progress::of(&measures) },
    }
}

/// The appointment by which the speaker gives targets to a unit: an administrator of something
/// above it. Nobody is above the top of the tree, so its own administrators do.
fn assigner(unit: UnitId, facts: &Facts) -> Option<Grant> {
    facts.grants.iter().copied().find(|grant| {
        grant.role == Role::Administrator
            && facts.units.is_within(unit, grant.unit)
            && (grant.unit != unit || facts.units.is_root(unit))
    })
}

/// The appointment by which the speaker adds to a unit's own target.
fn keeper(unit: UnitId, facts: &Facts) -> Option<Grant> {
    facts.grant_over(Some(unit)).filter(|grant| grant.role == Role::Administrator)
}

/// `UNIT [phase] [tu] figure`.
fn set(words: &[&str], figure: i64, facts: &Facts) -> Result<super::Change, Say> {
    let mut words = words[..words.len() - 1].to_vec();
    let own = words.last().is_some_and(|word| fold(word) == OWN);
    if own {
        words.pop();
    }
    let phases = &facts.catalogue.phases;
    let phase = words.last().and_then(|word| {
        let word = fold(word);
        phases.iter().find(|phase| fold(&phase.code) == word)
    });
    if phase.is_some() {
        words.pop();
    }
    let typed = words.join(" ");
    let unit = (!typed.is_empty()).then(|| facts.units.by_code(&typed)).flatten();
    let Some(unit) = unit else { return Err(Say::of(Campaign::TargetNotRead { typed })) };
    if !(1..=Target::MOST).contains(&figure) {
        return Err(Say::of(Campaign::TargetOutOfRange { most: Target::MOST }));
    }
    let by = if own { keeper(unit.id, facts) } else { assigner(unit.id, facts) };
    let Some(by) = by else {
        return Err(if !own && keeper(unit.id, facts).is_some() {
            Say::of(Campaign::AssignedFromAbove { code: unit.code.clone(), figure })
        } else {
            Say::of(Campaign::NotYourUnit { unit: unit.name.clone() })
        });
    };
    let setting = Setting {
        unit: unit.id,
        phase: phase.map(|phase| phase.code.clone()),
        figure: if own { Figure::Own(figure) } else { Figure::Assigned(figure) },
    };
    let before = facts.aims.target(unit.id, setting.phase.as_deref()).cloned();
    let change = setting.apply(before).map_err(|BelowAssigned { assigned, own }| {
        Say::of(Campaign::OwnBelowAssigned { assigned, own })
    })?;
    let figures = |target: &Target| (target.assigned, target.own);
    let ask = TargetSet {
        unit: unit_name(unit.id, facts),
        phase: phase.map(|phase| phase.name(facts.locale).to_owned()),
        before: change.before.as_ref().map_or((None, None), figures),
        after: figures(&change.after),
    };
    // Only this figure is certain: the other one may be changing at this moment.
    let after = if own { (None, Some(figure)) } else { (Some(figure), None) };
    let done = TargetSet { after, ..ask.clone() };
    let campaign = facts.catalogue.campaign;
    Ok(super::Change {
        ask: Say::of(Campaign::SetTarget(Box::new(ask))),
        done: Say::of(Campaign::TargetSet(Box::new(done))),
        effect: Effect::SetTarget { campaign, setting, by: by.officer },
    })
}
