//! The league table of units.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use super::{Targets, shown};
use crate::directory::{Directory, Unit};
use crate::domain::UnitId;
use crate::figures::{Figures, Measures, per_mille};
use crate::web::league::{Among, Order, PAGE, Place, Query, Standing};
use crate::web::results::{Row, Shown, hide_few};
use crate::work::Reference;

/// Units that a search shows at most, the best first.
const FOUND: usize = 200;

/// In the order of the directory.
struct Table {
    /// What may be shown of each.
    shown: Vec<Shown>,
    /// Whether open units lie below it.
    has_units: Vec<bool>,
}

/// The units of one instant with what they have done.
pub(super) struct Units {
    pub(super) figures: Arc<Figures>,
    pub(super) reference: Arc<Reference>,
    pub(super) targets: Arc<Targets>,
    table: OnceLock<Table>,
    /// Places in the directory of the open units, for each [`Order`].
    ordered: [OnceLock<Vec<usize>>; Order::ALL.len()],
}

impl Units {
    pub(super) fn new(
        figures: Arc<Figures>,
        reference: Arc<Reference>,
        targets: Arc<Targets>,
    ) -> Self {
        let ordered = Order::ALL.map(|_| OnceLock::new());
        Self { figures, reference, targets, table: OnceLock::new(), ordered }
    }

    fn directory(&self) -> &Directory {
        &self.reference.units
    }

    /// The top of the tree.
    pub(super) fn root(&self) -> Option<&Unit> {
        self.directory().units().iter().find(|unit| unit.parent.is_none() && !unit.closed)
    }

    fn measures(&self) -> Vec<Measures> {
        // Ordered by nothing, they stay in the order of the tree, which is the directory's.
        let places = self.figures.league_of_all(None, |_| 0);
        places.into_iter().map(|place| place.measures).collect()
    }

    /// What may be shown of each unit. Units below the same one are hidden together, because
    /// their sum is published too.
    fn table(&self) -> &Table {
        self.table.get_or_init(|| {
            let units = self.directory().units();
            let mut has_units = vec![false; units.len()];
            let mut all: Vec<Shown> = self
                .measures()
                .iter()
                .zip(units)
                .map(|(measures, unit)| shown(measures, self.targets.of(unit.id, None)))
                .collect();
            let mut siblings: Vec<(Option<usize>, usize)> =
                (0..all.len()).map(|at| (self.directory().above(at), at)).collect();
            siblings.sort_unstable();
            for &(above, at) in &siblings {
                if let (Some(above), false) = (above, units[at].closed) {
                    has_units[above] = true;
                }
            }
            for group in siblings.chunk_by(|one, other| one.0 == other.0) {
                // The places in a group ascend, so they can be borrowed one after the other.
                let mut rest = all.as_mut_slice();
                let mut before = 0;
                let mut rows = Vec::with_capacity(group.len());
                for &(_, at) in group {
                    let (row, after) = std::mem::take(&mut rest)[at - before..]
                        .split_first_mut()
                        .expect("a place lies within the directory");
                    rows.push(row);
                    (rest, before) = (after, at + 1);
                }
                hide_few(rows.into_iter());
            }
            Table { shown: all, has_units }
        })
    }

    fn shown(&self) -> &[Shown] {
        &self.table().shown
    }

    /// Whether the unit's numbers are hidden.
    pub(super) fn is_hidden(&self, unit: UnitId) -> bool {
        self.directory().position(unit).is_some_and(|at| self.shown()[at].valid.is_none())
    }

    /// A page of the league table; none where the unit is not known.
    pub(super) fn standing(&self, query: &Query) -> Option<Standing> {
        let directory = self.directory();
        let units = directory.units();
        let below = |unit: &Unit| {
            let at = directory.position(unit.id);
            (0..units.len())
                .filter(|&other| directory.above(other) == at && !units[other].closed)
                .collect::<Vec<_>>()
        };
        let mut trail = Vec::new();
        let listed = match &query.among {
            Among::All => {
                let at = Order::ALL.iter().position(|order| *order == query.order)?;
                let all = || (0..units.len()).filter(|&at| !units[at].closed).collect();
                let ordered = self.ordered[at].get_or_init(|| self.in_order(all(), query.order));
                return Some(self.page(ordered, true, query, trail));
            }
            Among::Top => match self.root() {
                Some(root) => below(root),
                None => Vec::new(),
            },
            Among::Below(code) => {
                let unit = directory.by_code(code)?;
                let mut at = Some(unit);
                while let Some(unit) = at {
                    trail.push((unit.code.clone(), unit.name.clone()));
                    at = unit.parent.and_then(|parent| directory.get(parent));
                }
                trail.reverse();
                below(unit)
            }
            Among::Found(typed) => {
                let found = directory.find(typed, FOUND);
                let places: Vec<usize> =
                    found.iter().filter_map(|unit| directory.position(unit.id)).collect();
                // The best match comes first, whatever it has done.
                return Some(self.page(&places, false, query, trail));
            }
        };
        Some(self.page(&self.in_order(listed, query.order), true, query, trail))
    }

    /// By what a unit is ordered; none where it is hidden, or where nothing was entered.
    fn value(&self, at: usize, order: Order) -> Option<i64> {
        let shown = &self.shown()[at];
        if shown.entered == 0 {
            return None;
        }
        match order {
            Order::Valid => shown.valid,
            Order::Entered => Some(shown.entered),
            Order::Target => shown.per_mille(),
            Order::Members => per_mille(shown.entered.saturating_mul(1_000), self.members(at)?),
        }
    }

    /// Of the unit at this place, with everything below it.
    fn members(&self, at: usize) -> Option<i64> {
        self.reference.aims.members(self.directory().units()[at].id)
    }

    fn in_order(&self, mut places: Vec<usize>, order: Order) -> Vec<usize> {
        places.sort_by_cached_key(|&at| {
            (Reverse(self.value(at, order)), Reverse(self.shown()[at].entered))
        });
        places
    }

    fn page(
        &self,
        listed: &[usize],
        ranked: bool,
        query: &Query,
        trail: Vec<(String, String)>,
    ) -> Standing {
        let directory = self.directory();
        let units = directory.units();
        let first = query.page.saturating_mul(PAGE).min(listed.len());
        let last = (first + PAGE).min(listed.len());
        let value = |at: usize| self.value(at, query.order);
        let places = listed[first..last].iter().enumerate().map(|(place, &at)| {
            let unit = &units[at];
            let rank = value(at).filter(|_| ranked).map(|own| {
                // Equals share the rank of the first of them.
                let before = &listed[..first + place];
                before.partition_point(|&other| value(other) > Some(own)) + 1
            });
            let row = Row {
                code: unit.code.clone(),
                name_vi: unit.name.clone(),
                name_en: unit.name.clone(),
                shown: self.shown()[at],
            };
            let has_units = self.table().has_units[at];
            Place { rank, row, members: self.members(at), path: directory.path(unit.id), has_units }
        });
        Standing { places: places.collect(), total: listed.len(), trail }
    }
}
