//! The results: what is counted, and the sums of it that people look at.
//!
//! [`Figures`] is a picture of one instant, kept in memory and shared by everybody who reads: a
//! page or an answer in a chat needs no query. Counts stand at the unit that the author belonged
//! to at submission; here they are added up over today's tree. A unit that was merged lies below
//! the one it was merged into, so its history goes with it.

pub mod aims;
pub mod backlog;
pub mod league;
pub mod measures;
pub mod province;
pub mod recount;
pub mod snapshot;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

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
    /// The place of the ancestor just below the root; a root's own.
    branch: Vec<usize>,
    by_id: Vec<(UnitId, usize)>,
}

impl Tree {
    #[must_use]
    pub fn of(directory: &Directory) -> Self {
        let units: Vec<UnitId> = directory.units().iter().map(|unit| unit.id).collect();
        let above: Vec<usize> =
            (0..units.len()).map(|at| directory.above(at).unwrap_or(at)).collect();
        let mut branch: Vec<usize> = Vec::with_capacity(units.len());
        for (at, &parent) in above.iter().enumerate() {
            let is_top = parent == at || above[parent] == parent;
            branch.push(if is_top { at } else { branch[parent] });
        }
        let mut by_id: Vec<(UnitId, usize)> = units.iter().copied().zip(0..).collect();
        by_id.sort_unstable();
        Self { units, above, branch, by_id }
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
    branch_days: BTreeMap<(UnitId, NaiveDate), Measures>,
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
            branch_days: BTreeMap::new(),
        }
    }

    /// Lets a change show everywhere. Changes of other campaigns do not count.
    pub fn add(&mut self, key: &Key, change: &Measures) {
        if key.campaign != self.campaign {
            return;
        }
        self.add_unit(key.phase.as_ref(), key.unit, change);
        self.add_group(key.group.as_ref(), key.kind, change);
        self.add_day(self.branch_of(key.unit), key.day, change);
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

    /// Adds to a day, of the whole campaign and of a branch of the tree.
    pub fn add_day(&mut self, branch: Option<UnitId>, day: NaiveDate, change: &Measures) {
        *self.by_day.entry(day).or_default() += change;
        if let Some(branch) = branch {
            *self.branch_days.entry((branch, day)).or_default() += change;
        }
    }

    /// The tree that the sums are made over.
    #[must_use]
    pub fn tree(&self) -> Arc<Tree> {
        Arc::clone(&self.tree)
    }

    /// The unit just below the root of the tree that this unit is or lies below.
    #[must_use]
    pub fn branch_of(&self, unit: Option<UnitId>) -> Option<UnitId> {
        let place = self.tree.place(unit?)?;
        Some(self.tree.units[self.tree.branch[place]])
    }

    /// How old the picture is.
    #[must_use]
    pub fn lag(&self, now: DateTime<Utc>) -> TimeDelta {
        (now - self.as_of).max(TimeDelta::zero())
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

    /// What each day changed in a branch: a unit just below the root, with everything below it.
    pub fn days_of(&self, branch: UnitId) -> impl Iterator<Item = (NaiveDate, &Measures)> {
        let days = (branch, NaiveDate::MIN)..=(branch, NaiveDate::MAX);
        self.branch_days.range(days).map(|(&(_, day), measures)| (day, measures))
    }

    /// The sums at the places of the tree, unless nothing was counted in that phase.
    fn units_in(&self, phase: Option<&str>) -> Option<&[Measures]> {
        match phase {
            None => Some(&self.units),
            Some(phase) => self.units_by_phase.get(&Some(phase.to_owned())).map(Vec::as_slice),
        }
    }
}
