//! What is expected of units, and how many members they have.

use std::collections::HashMap;

use crate::domain::{Target, UnitId};

/// Targets and members by unit. Of a few units much is asked, of most nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Aims {
    targets: HashMap<UnitId, Vec<Target>>,
    members: HashMap<UnitId, i64>,
}

impl Aims {
    /// `members` are of each unit with everything below it.
    #[must_use]
    pub fn new(targets: Vec<Target>, members: HashMap<UnitId, i64>) -> Self {
        let mut by_unit: HashMap<UnitId, Vec<Target>> = HashMap::new();
        for target in targets {
            by_unit.entry(target.unit).or_default().push(target);
        }
        Self { targets: by_unit, members }
    }

    /// What is expected of a unit in a phase, or in the whole campaign.
    #[must_use]
    pub fn target(&self, unit: UnitId, phase: Option<&str>) -> Option<&Target> {
        self.targets.get(&unit)?.iter().find(|target| target.phase.as_deref() == phase)
    }

    /// What percentages are of.
    #[must_use]
    pub fn base(&self, unit: UnitId, phase: Option<&str>) -> Option<i64> {
        self.target(unit, phase)?.base()
    }

    /// What an award asks the unit to exceed.
    #[must_use]
    pub fn to_exceed(&self, unit: UnitId, phase: Option<&str>) -> Option<i64> {
        self.target(unit, phase)?.to_exceed()
    }

    /// How many members a unit has with everything below it, where it is known.
    #[must_use]
    pub fn members(&self, unit: UnitId) -> Option<i64> {
        self.members.get(&unit).copied().filter(|members| *members > 0)
    }
}

/// Tenths of a percent, cut off and not rounded up: whoever has not reached a target is not told
/// so.
#[must_use]
pub fn per_mille(reached: i64, of: i64) -> Option<i64> {
    (of > 0)
        .then(|| i64::try_from(i128::from(reached) * 1_000 / i128::from(of)).unwrap_or(i64::MAX))
}
