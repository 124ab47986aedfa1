//! The league table of units.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use super::{Targets, shown};
use crate::directory::{Directory, Unit};
use crate::figures::{Figures, Measures, per_mille};
use crate::web::league::{Among, Order, PAGE, Place, Query, Standing};
use crate::web::results::{Row, Shown};
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

    /// What may be shown of each unit.
    fn table(&self) -> &Table {
        self.table.get_or_init(|| {
            let directory = self.directory();
            let mut has_units = vec![false; directory.len()];
            for (at, unit) in directory.units().iter().enumerate() {
                if let (Some(above), false) = (directory.above(at), unit.closed) {
                    has_units[above] = true;
                }
            }
            let targets = directory.units().iter().map(|unit| self.targets.of(unit.id, None));
            let mut all: Vec<Shown> =
                targets.map(|target| shown(&Measures::default(), target)).collect();
            // Ordered by nothing, they stay in the order of the tree. After a change of the units
            // the figures know for a moment another tree than the directory.
            let counted = self.figures.league_of_all(None, |_| 0);
            for (counted, hidden) in counted.iter().zip(self.figures.hidden_of_all()) {
                let Some(at) = directory.position(counted.unit) else { continue };
                all[at] = shown(&counted.measures, all[at].target);
                if hidden {
                    all[at].hide();
                }
            }
            Table { shown: all, has_units }
        })
    }

    fn shown(&self) -> &[Shown] {
        &self.table().shown
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
