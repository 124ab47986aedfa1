//! The results: what is counted, and the sums of it that people look at.
//!
//! [`Figures`] is a picture of one instant, kept in memory and shared by everybody who reads: a
//! page or an answer in a chat needs no query. Counts stand at the unit that the author belonged
//! to at submission; here they are added up over today's tree. A unit that was merged lies below
//! the one it was merged into, so its history goes with it.

pub mod aims;
pub mod backlog;
pub mod few;
pub mod league;
pub mod measures;
pub mod province;
pub mod recount;
pub mod snapshot;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

pub use aims::{Aims, per_mille};
pub use backlog::{Backlog, Backlogs};
pub use measures::{Key, Measures, Submission, Tally, day_of};

use crate::directory::Directory;
use crate::domain::{CampaignId, Kind, UnitId};

/// The tree of units as sums need it.
#[derive(Debug, Default)]
pub struct Tree {
    /// The units, each after the one above it.
    units: Vec<UnitId>,
    /// The place of the unit above; a root's own.
    above: Vec<usize>,
    by_id: Vec<(UnitId, usize)>,
    /// The roots, then the units below each unit in turn.
    groups: Vec<usize>,
    /// Where in `groups` those end that are below each unit.
    ends: Vec<usize>,
}

impl Tree {
    #[must_use]
    pub fn of(directory: &Directory) -> Self {
        let units: Vec<UnitId> = directory.units().iter().map(|unit| unit.id).collect();
        let above: Vec<usize> =
            (0..units.len()).map(|at| directory.above(at).unwrap_or(at)).collect();
        let mut by_id: Vec<(UnitId, usize)> = units.iter().copied().zip(0..).collect();
        by_id.sort_unstable();
        // The roots, which have nothing above them, come first.
        let of = |at: usize| Some(above[at]).filter(|above| *above != at);
        let mut groups: Vec<usize> = (0..units.len()).collect();
        groups.sort_by_key(|&at| of(at));
        let ends =
            (0..units.len()).map(|at| groups.partition_point(|&other| of(other) <= Some(at)));
        let ends = ends.collect();
        Self { units, above, by_id, groups, ends }
    }

    /// The places just below one, or the roots.
    fn below(&self, above: Option<usize>) -> &[usize] {
        let start = |at: usize| at.checked_sub(1).map(|before| self.ends[before]);
        let is_root = |&at: &usize| self.above[at] == at;
        let roots = || self.groups.partition_point(is_root);
        match above {
            None => &self.groups[..roots()],
            Some(at) => &self.groups[start(at).unwrap_or_else(roots)..self.ends[at]],
        }
    }

    fn place(&self, unit: UnitId) -> Option<usize> {
        let found = self.by_id.binary_search_by_key(&unit, |&(id, _)| id).ok()?;
        Some(self.by_id[found].1)
    }

    /// A place, and those above it up to the root.
    fn up(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(place), |&at| Some(self.above[at]).filter(|above| *above != at))
    }
}

/// The results of a campaign at one instant.
#[derive(Clone, Debug)]
pub struct Figures {
    pub campaign: CampaignId,
    /// The instant: whatever was stored before it is counted.
    pub as_of: DateTime<Utc>,
    /// The whole campaign.
    pub total: Measures,
    /// By the code of the phase of the entry; none where the campaign has no phases.
    pub by_phase: BTreeMap<Option<String>, Measures>,
    /// What each day changed. Days without a change are missing.
    pub by_day: BTreeMap<NaiveDate, Measures>,
    /// By code of the participant group; none where the author named none.
    pub by_group: BTreeMap<Option<String>, Measures>,
    pub by_kind: BTreeMap<Kind, Measures>,
    /// Of workplaces that are not in the tree.
    pub unplaced: Measures,
    tree: Arc<Tree>,
    /// Each unit with everything below it, at its place in the tree.
    units: Vec<Measures>,
    units_by_phase: BTreeMap<Option<String>, Vec<Measures>>,
}

impl Figures {
    /// Nothing is counted yet.
    #[must_use]
    pub fn new(campaign: CampaignId, tree: Arc<Tree>, as_of: DateTime<Utc>) -> Self {
        Self {
            campaign,
            as_of,
            total: Measures::default(),
            by_phase: BTreeMap::new(),
            by_day: BTreeMap::new(),
            by_group: BTreeMap::new(),
            by_kind: BTreeMap::new(),
            unplaced: Measures::default(),
            units: vec![Measures::default(); tree.units.len()],
            tree,
            units_by_phase: BTreeMap::new(),
        }
    }

    /// Lets a change show everywhere. Changes of other campaigns do not count.
    pub fn add(&mut self, key: &Key, change: &Measures) {
        if key.campaign != self.campaign {
            return;
        }
        self.add_unit(key.phase.as_ref(), key.unit, change);
        self.add_group(key.group.as_ref(), key.kind, change);
        self.add_day(key.day, change);
    }

    /// Takes a change back.
    pub fn take_back(&mut self, key: &Key, change: &Measures) {
        let mut opposite = Measures::default();
        opposite -= change;
        self.add(key, &opposite);
    }

    /// Adds to a unit, to all above it, to the phase and to the total.
    pub fn add_unit(&mut self, phase: Option<&String>, unit: Option<UnitId>, change: &Measures) {
        self.total += change;
        *self.by_phase.entry(phase.cloned()).or_default() += change;
        self.lay(phase, unit, change);
    }

    /// Adds to a unit and to all above it.
    fn lay(&mut self, phase: Option<&String>, unit: Option<UnitId>, change: &Measures) {
        let Some(place) = unit.and_then(|unit| self.tree.place(unit)) else {
            self.unplaced += change;
            return;
        };
        let in_phase = self
            .units_by_phase
            .entry(phase.cloned())
            .or_insert_with(|| vec![Measures::default(); self.units.len()]);
        for at in self.tree.up(place) {
            self.units[at] += change;
            in_phase[at] += change;
        }
    }

    /// Adds to a group and to a kind.
    pub fn add_group(&mut self, group: Option<&String>, kind: Kind, change: &Measures) {
        *self.by_group.entry(group.cloned()).or_default() += change;
        *self.by_kind.entry(kind).or_default() += change;
    }

    /// Adds to a day.
    pub fn add_day(&mut self, day: NaiveDate, change: &Measures) {
        *self.by_day.entry(day).or_default() += change;
    }

    /// The same over another tree: each unit keeps what it has by itself, and the sums are made
    /// anew. What was counted for units that [`missing_of`](Self::missing_of) gives is not known
    /// here, and has to be read.
    #[must_use]
    pub fn over(&self, tree: Arc<Tree>) -> Self {
        let mut figures = Self {
            units: vec![Measures::default(); tree.units.len()],
            units_by_phase: BTreeMap::new(),
            tree,
            ..self.clone()
        };
        for (phase, sums) in &self.units_by_phase {
            let mut own = sums.clone();
            for (at, &above) in self.tree.above.iter().enumerate() {
                if above != at {
                    own[above] -= &sums[at];
                }
            }
            for (unit, own) in self.tree.units.iter().zip(&own).filter(|(_, own)| !own.is_zero()) {
                figures.lay(phase.as_ref(), Some(*unit), own);
            }
        }
        figures
    }

    /// The units of a tree that the tree of these figures lacks.
    #[must_use]
    pub fn missing_of(&self, tree: &Tree) -> Vec<UnitId> {
        tree.units.iter().copied().filter(|unit| self.tree.place(*unit).is_none()).collect()
    }

    /// The tree that the sums are made over.
    #[must_use]
    pub fn tree(&self) -> Arc<Tree> {
        Arc::clone(&self.tree)
    }

    /// A unit and everything below it, in a phase or in the whole campaign. What does not exist
    /// has nothing.
    #[must_use]
    pub fn unit(&self, unit: UnitId, phase: Option<&str>) -> Measures {
        let Some(place) = self.tree.place(unit) else { return Measures::default() };
        self.units_in(phase).map_or_else(Measures::default, |units| units[place])
    }

    /// Units together, such as those of a cluster. None of them may lie below another.
    #[must_use]
    pub fn units(&self, units: &[UnitId], phase: Option<&str>) -> Measures {
        let mut sum = Measures::default();
        for &unit in units {
            sum += &self.unit(unit, phase);
        }
        sum
    }

    /// The sums at the places of the tree, unless nothing was counted in that phase.
    fn units_in(&self, phase: Option<&str>) -> Option<&[Measures]> {
        match phase {
            None => Some(&self.units),
            Some(phase) => self.units_by_phase.get(&Some(phase.to_owned())).map(Vec::as_slice),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Unit;

    /// A tree of units, each with the unit above it.
    fn tree(units: &[(i64, Option<i64>)]) -> Arc<Tree> {
        let units = units.iter().map(|&(id, parent)| Unit {
            id: UnitId(id),
            code: format!("U{id}"),
            name: format!("Unit {id}"),
            kind: "grassroots".to_owned(),
            parent: parent.map(UnitId),
            closed: false,
        });
        Arc::new(Tree::of(&Directory::new(units.collect())))
    }

    fn counted(tree: Arc<Tree>, entries: &[(i64, &str, i64)]) -> Figures {
        let mut figures = Figures::new(CampaignId(1), tree, DateTime::UNIX_EPOCH);
        for &(unit, phase, entered) in entries {
            let unit = (unit != 0).then_some(UnitId(unit));
            let measures = Measures { entered, ..Measures::default() };
            figures.add_unit(Some(&phase.to_owned()), unit, &measures);
        }
        figures
    }

    #[test]
    fn over_another_tree_the_sums_are_as_if_counted_there() {
        let entries = [(1, "P1", 1), (3, "P1", 5), (4, "P1", 7), (4, "P2", 11), (0, "P2", 13)];
        let before = tree(&[(1, None), (2, Some(1)), (3, Some(1)), (4, Some(2))]);
        // 4 has moved from 2 to 3, and 5 is new.
        let after = tree(&[(1, None), (2, Some(1)), (3, Some(1)), (4, Some(3)), (5, Some(3))]);
        let moved = counted(before, &entries);
        assert_eq!(moved.missing_of(&after), [UnitId(5)]);
        let moved = moved.over(Arc::clone(&after));
        let afresh = counted(after, &entries);
        for unit in (1..=6).map(UnitId) {
            for phase in [None, Some("P1"), Some("P2"), Some("P3")] {
                assert_eq!(moved.unit(unit, phase), afresh.unit(unit, phase), "{unit:?} {phase:?}");
            }
        }
        assert_eq!(moved.unit(UnitId(3), None).entered, 23);
        assert_eq!((moved.total, moved.unplaced), (afresh.total, afresh.unplaced));
    }
}
