//! `/thongke`: the results as they are now, of the campaign, of one's own unit, and of the part
//! of the tree that an officer answers for.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Answer, counted, not_counted, of_phase, stage, unit_name, unit_named, workplace};
use crate::domain::{Phase, Role, UnitId};
use crate::effect::{Effect, Say};
use crate::facts::Facts;
use crate::figures::{Figures, day_of};
use crate::phrase::campaign::{
    Button, Campaign, Chart, OwnUnit, Part, Place, Progress, Statistics, UnitStatistics,
};
use crate::vietnamese::text::fold;

/// Shows the results; of one unit, where one is named.
pub fn show(rest: &str, facts: &Facts) -> Say {
    let Some(figures) = facts.figures else { return not_counted() };
    let phase = counted(facts);
    if !rest.is_empty() {
        return named(rest, phase, figures, facts);
    }
    // An officer's own part is told below.
    let own = workplace(facts).filter(|unit| facts.grants.iter().all(|grant| grant.unit != *unit));
    let own = own.map(|unit| own_unit(unit, phase, figures, facts));
    let say = told(statistics(phase, figures, own, facts), figures);
    with_parts(say, parts(phase, figures, facts), facts)
        .command("/bangxephang", Button::League)
        .command("/chiendich", Button::Overview)
        .columns(2)
}

/// The results, in words and as a picture.
fn told(statistics: Statistics, figures: &Figures) -> Say {
    let chart = Some(Box::new(chart(&statistics, figures)));
    Say { chart, ..Say::of(Campaign::Statistics(Box::new(statistics))) }
}

/// The results as a picture.
fn chart(statistics: &Statistics, figures: &Figures) -> Chart {
    let newest = figures.by_day.iter().rev().find(|(_, measures)| measures.entered > 0);
    let newest = newest.map(|(day, _)| *day);
    let entered = |day| figures.by_day.get(&day).map_or(0, |measures| measures.entered);
    // A phase in which few have done anything yet is not drawn.
    let (phase, progress) = match &statistics.phase {
        Some((stage, progress)) if progress.valid.is_some() => {
            (Some(stage.name.clone()), *progress)
        }
        Some(_) | None => (None, statistics.total),
    };
    Chart {
        campaign: statistics.campaign.clone(),
        as_of: figures.as_of,
        phase,
        progress,
        days: Chart::days(day_of(figures.as_of), newest, entered),
    }
}

/// The weekly digest of an officer; nothing where there is nothing to tell.
pub fn weekly(facts: &Facts) -> Option<Say> {
    let figures = facts.figures?;
    let phase = counted(facts);
    let parts = parts(phase, figures, facts);
    if parts.is_empty() {
        return None;
    }
    let say = told(statistics(phase, figures, None, facts), figures);
    let say = say.after(Campaign::WeeklyGreeting);
    let say = with_parts(say, parts, facts);
    Some(say.command("/bangxephang", Button::League).command("/bantin tat", Button::NoDigest))
}

/// Adds the parts that the speaker answers for, and what waits in them.
fn with_parts(say: Say, parts: Vec<Part>, facts: &Facts) -> Say {
    if parts.is_empty() {
        return say;
    }
    let say = parts.into_iter().fold(say, |say, part| say.and(Campaign::Part(Box::new(part))));
    say.and(Campaign::Waiting(facts.found.backlog))
}

/// `/bantin`: whether the weekly message is wanted.
pub fn digest(rest: &str, facts: &Facts) -> Answer {
    if !facts.grants.iter().any(|grant| grant.role == Role::Administrator) {
        return Answer::told(Say::of(Campaign::WeeklyForAdministrators));
    }
    let on = !matches!(fold(rest).as_str(), "tat" | "off" | "khong" | "thoi");
    let say = Say::of(Campaign::WeeklySet { on });
    let say = if on {
        say.command("/bantin tat", Button::NoDigest)
    } else {
        say.command("/bantin bat", Button::Digest)
    };
    Answer::Told(say, vec![Effect::WeeklyDigest(on)])
}

fn statistics(
    phase: Option<&Phase>,
    figures: &Figures,
    own: Option<OwnUnit>,
    facts: &Facts,
) -> Statistics {
    let target = facts.units.root().and_then(|root| facts.aims.base(root, None));
    let in_phase = phase.map(|phase| (stage(phase, facts), of_phase(phase, Some(figures), facts)));
    Statistics {
        campaign: facts.catalogue.name.clone(),
        as_of: figures.as_of,
        phase: in_phase,
        total: Progress { target, ..Progress::of(&figures.total) },
        people: figures.total.people,
        own,
    }
}

/// The speaker's own unit, and the one that it is ranked with.
fn own_unit(unit: UnitId, phase: Option<&Phase>, figures: &Figures, facts: &Facts) -> OwnUnit {
    let ranked = facts.units.branch(unit).map(|branch| branch.id).filter(|branch| *branch != unit);
    OwnUnit {
        name: unit_name(unit, facts),
        progress: progress(unit, phase, figures, facts),
        place: place(unit, phase, figures, facts),
        ranked: ranked.and_then(|branch| {
            Some((unit_name(branch, facts), place(branch, phase, figures, facts)?))
        }),
    }
}

fn progress(unit: UnitId, phase: Option<&Phase>, figures: &Figures, facts: &Facts) -> Progress {
    super::of_unit(unit, phase.map(|phase| phase.code.as_str()), figures, facts)
}

/// Where a unit stands by its entries: within its cluster, or else among those beside it in the
/// tree.
fn place(unit: UnitId, phase: Option<&Phase>, figures: &Figures, facts: &Facts) -> Option<Place> {
    let code = phase.map(|phase| phase.code.as_str());
    let cluster = facts.catalogue.cluster_of(unit);
    let among: Vec<UnitId> = match cluster {
        Some(cluster) => cluster.members.clone(),
        None => facts.units.beside(unit),
    };
    let rank = figures.rank(unit, among.iter().copied(), code, |measures| measures.entered)?;
    let cluster = cluster.map(|cluster| cluster.name(facts.locale).to_owned());
    (among.len() > 1).then_some(Place { rank, of: among.len(), cluster })
}

/// The results of the unit that words name.
fn named(words: &str, phase: Option<&Phase>, figures: &Figures, facts: &Facts) -> Say {
    let Some(unit) = unit_named(words, facts) else {
        return Say::of(Campaign::UnknownUnit { typed: words.to_owned() });
    };
    let shown = UnitStatistics {
        name: unit.name.clone(),
        as_of: figures.as_of,
        phase: phase.map(|phase| stage(phase, facts)),
        progress: progress(unit.id, phase, figures, facts),
        total: progress(unit.id, None, figures, facts),
        place: place(unit.id, phase, figures, facts),
    };
    Say::of(Campaign::UnitStatistics(Box::new(shown)))
        .command("/bangxephang", Button::League)
        .command("/thongke", Button::Statistics)
        .columns(2)
}

/// The parts of the tree that the speaker answers for, none of them within another.
fn parts(phase: Option<&Phase>, figures: &Figures, facts: &Facts) -> Vec<Part> {
    let units: Vec<UnitId> = facts.grants.iter().map(|grant| grant.unit).collect();
    let outermost = units.iter().copied().filter(|unit| {
        units.iter().all(|other| other == unit || !facts.units.is_within(*unit, *other))
    });
    outermost
        .map(|unit| {
            let progress = progress(unit, phase, figures, facts);
            Part {
                unit: unit_name(unit, facts),
                phase: phase.map(|phase| stage(phase, facts)),
                needed: phase.and_then(|phase| needed(progress, phase.closes_at, facts.now)),
                progress,
            }
        })
        .collect()
}

/// How many must become valid on each day that is left to reach the target, and how many days
/// are left.
fn needed(progress: Progress, closes_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<(i64, i64)> {
    let missing = progress.target?.saturating_sub(progress.valid?);
    let left = closes_at - now;
    if missing <= 0 || left <= TimeDelta::zero() {
        return None;
    }
    let days = (left.num_seconds() + 86_399) / 86_400;
    Some(((missing + days - 1) / days, days))
}
