//! `/bangxephang`: who is ahead.
//!
//! The rule of the programme: inside each cluster, the units with the most entries are
//! recognised, provided that they also exceed their own target. Equals share a place.

use super::{counted, not_counted, of_unit, unit_name, workplace};
use crate::domain::{Cluster, UnitId};
use crate::effect::{Label, Say};
use crate::facts::{Facts, Page};
use crate::figures::league::ranked;
use crate::figures::{Figures, per_mille};
use crate::phrase::campaign::{Button, Campaign, LeagueEntry, LeaguePage};
use crate::vietnamese::text::fold;

/// Places on a page.
const SIZE: usize = 10;

/// After `/bangxephang`: by entries for each thousand members.
const PER_THOUSAND: &str = "nghin";

/// What a button puts before a cluster's code, which may be a number like a page.
const CLUSTER: char = '#';

/// What of the table is wanted.
#[derive(Clone, Default)]
struct Wanted {
    per_thousand: bool,
    page: u32,
    cluster: Option<String>,
}

impl Wanted {
    fn read(rest: &str, facts: &Facts) -> Self {
        let mut wanted = Self::default();
        for word in rest.split_whitespace() {
            if let Some(cluster) = word.strip_prefix(CLUSTER).and_then(|code| cluster(code, facts))
            {
                wanted.cluster = Some(cluster.code.clone());
            } else if let Ok(page) = word.parse::<u32>() {
                wanted.page = page.saturating_sub(1).min(9_998);
            } else if fold(word) == PER_THOUSAND {
                wanted.per_thousand = true;
            } else if let Some(cluster) = cluster(word, facts) {
                wanted.cluster = Some(cluster.code.clone());
            }
        }
        wanted
    }

    fn command(&self) -> String {
        let mut command = "/bangxephang".to_owned();
        if self.per_thousand {
            command = format!("{command} {PER_THOUSAND}");
        }
        if let Some(cluster) = &self.cluster {
            command = format!("{command} {CLUSTER}{cluster}");
        }
        if self.page > 0 {
            command = format!("{command} {}", self.page + 1);
        }
        command
    }
}

fn cluster<'a>(code: &str, facts: &Facts<'a>) -> Option<&'a Cluster> {
    let code = fold(code);
    facts.catalogue.clusters.iter().find(|cluster| fold(&cluster.code) == code)
}

/// Shows a page of the table.
pub fn show(rest: &str, facts: &Facts) -> Say {
    let Some(figures) = facts.figures else { return not_counted() };
    let wanted = Wanted::read(rest, facts);
    let cluster = wanted.cluster.as_deref().and_then(|code| cluster(code, facts));
    let units: Vec<UnitId> = match cluster {
        Some(cluster) => cluster.members.clone(),
        None => facts.units.root().map(|root| facts.units.below(root)).unwrap_or_default(),
    };
    let phase = counted(facts);
    let code = phase.map(|phase| phase.code.as_str());
    let places = places(&wanted, units, code, figures, facts);
    let pages = places.len().div_ceil(SIZE).max(1);
    let page = (wanted.page as usize).min(pages - 1);
    let own = workplace(facts).and_then(|unit| facts.units.branch(unit)).map(|unit| unit.id);
    let entry = |&(rank, unit): &(usize, UnitId)| {
        let progress = of_unit(unit, code, figures, facts);
        let exceeds = |target| progress.valid.is_some_and(|valid| valid > target);
        LeagueEntry {
            rank,
            name: unit_name(unit, facts),
            progress,
            above_target: facts.aims.to_exceed(unit, code).map(exceeds),
            per_thousand: facts
                .aims
                .members(unit)
                .and_then(|of| per_mille(progress.entered * 10, of)),
            own: own == Some(unit),
        }
    };
    let shown = LeaguePage {
        cluster: cluster.map(|cluster| cluster.name(facts.locale).to_owned()),
        phase: phase.map(|phase| phase.name(facts.locale).to_owned()),
        as_of: figures.as_of,
        per_thousand: wanted.per_thousand,
        total: places.len(),
        page: page + 1,
        pages,
        entries: places.iter().skip(page * SIZE).take(SIZE).map(entry).collect(),
    };
    let say = Say::of(Campaign::League(Box::new(shown)));
    buttons(say, &wanted, page, pages, facts)
}

fn buttons(mut say: Say, wanted: &Wanted, page: usize, pages: usize, facts: &Facts) -> Say {
    let turned = |page: usize| {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        Wanted { page, ..wanted.clone() }.command()
    };
    if page > 0 {
        say = say.command(turned(page - 1), Button::Earlier);
    }
    if page + 1 < pages {
        say = say.command(turned(page + 1), Button::Later);
    }
    let other = Wanted { per_thousand: !wanted.per_thousand, page: 0, ..wanted.clone() };
    say = say.command(
        other.command(),
        if wanted.per_thousand { Button::ByEntries } else { Button::PerThousand },
    );
    if wanted.cluster.is_some() {
        let all = Wanted { cluster: None, page: 0, ..wanted.clone() };
        say = say.command(all.command(), Button::AllUnits);
    }
    for cluster in facts.catalogue.clusters.iter().take(Page::SIZE) {
        if wanted.cluster.as_ref() != Some(&cluster.code) {
            let of = Wanted { cluster: Some(cluster.code.clone()), page: 0, ..wanted.clone() };
            say = say.command(of.command(), Label::Text(cluster.name(facts.locale).to_owned()));
        }
    }
    say
}

/// The units in their order, each with its place.
fn places(
    wanted: &Wanted,
    units: Vec<UnitId>,
    phase: Option<&str>,
    figures: &Figures,
    facts: &Facts,
) -> Vec<(usize, UnitId)> {
    if !wanted.per_thousand {
        let league = figures.league(units, phase, |measures| measures.entered);
        return league.into_iter().map(|one| (one.rank, one.unit)).collect();
    }
    // A unit whose members nobody has counted has no place in this view.
    let rated: Vec<(i64, UnitId)> = units
        .into_iter()
        .filter_map(|unit| {
            let entered = figures.unit(unit, phase).entered;
            Some((per_mille(entered * 1_000, facts.aims.members(unit)?)?, unit))
        })
        .collect();
    ranked(rated, |(rate, _)| *rate).map(|(rank, (_, unit))| (rank, unit)).collect()
}
