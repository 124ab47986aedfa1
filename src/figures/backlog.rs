//! What waits for an officer, by how long it has waited.

use std::ops::AddAssign;
use std::sync::Arc;

use super::Tree;
use crate::domain::UnitId;

/// How many wait for an officer, by the days that they have waited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Backlog {
    /// Less than three days.
    pub fresh: i64,
    /// Three days to a week.
    pub week: i64,
    /// A week to thirty days.
    pub month: i64,
    /// Longer: Decree 13/2012 allows a month.
    pub overdue: i64,
}

impl Backlog {
    /// All that wait.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.fresh + self.week + self.month + self.overdue
    }
}

impl AddAssign<&Self> for Backlog {
    fn add_assign(&mut self, other: &Self) {
        self.fresh += other.fresh;
        self.week += other.week;
        self.month += other.month;
        self.overdue += other.overdue;
    }
}

/// What waits everywhere, added up over the tree, so that it need not be counted for everybody
/// who asks.
#[derive(Clone, Debug)]
pub struct Backlogs {
    tree: Arc<Tree>,
    everything: Backlog,
    /// Each unit with everything below it, at its place in the tree.
    units: Vec<Backlog>,
}

impl Backlogs {
    /// Adds up what waits in each unit; none is a workplace that is not in the tree.
    pub fn new(
        tree: Arc<Tree>,
        waiting: impl IntoIterator<Item = (Option<UnitId>, Backlog)>,
    ) -> Self {
        let mut units = vec![Backlog::default(); tree.units.len()];
        let mut everything = Backlog::default();
        for (unit, backlog) in waiting {
            everything += &backlog;
            let Some(place) = unit.and_then(|unit| tree.place(unit)) else { continue };
            for at in tree.up(place) {
                units[at] += &backlog;
            }
        }
        Self { tree, everything, units }
    }

    /// The whole tree, and what is in none of its units.
    #[must_use]
    pub const fn everything(&self) -> Backlog {
        self.everything
    }

    /// These units with everything below them; what lies below several of them counts once.
    #[must_use]
    pub fn within(&self, units: &[UnitId]) -> Backlog {
        let mut places: Vec<usize> =
            units.iter().filter_map(|unit| self.tree.place(*unit)).collect();
        places.sort_unstable();
        places.dedup();
        let mut sum = Backlog::default();
        for &place in &places {
            if !self.tree.up(place).skip(1).any(|above| places.binary_search(&above).is_ok()) {
                sum += &self.units[place];
            }
        }
        sum
    }
}
