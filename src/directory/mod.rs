//! The tree of units in memory, and finding a unit by what people type.

use std::collections::HashMap;

use crate::domain::UnitId;
use crate::vietnamese::text::fold;

/// One unit of today's tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    pub id: UnitId,
    /// Short and stable; part of links, typed by people.
    pub code: String,
    pub name: String,
    pub kind: String,
    pub parent: Option<UnitId>,
    /// Closed units are found no more, but are named where they are referred to.
    pub closed: bool,
}

/// All units, ready to be searched. Built anew when the tree changes.
#[derive(Debug, Default)]
pub struct Directory {
    units: HashMap<UnitId, Unit>,
    by_code: HashMap<String, UnitId>,
}

impl Directory {
    /// Indexes the units.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        let by_code = units.iter().map(|unit| (fold(&unit.code), unit.id)).collect();
        Self { units: units.into_iter().map(|unit| (unit.id, unit)).collect(), by_code }
    }

    #[must_use]
    pub fn get(&self, unit: UnitId) -> Option<&Unit> {
        self.units.get(&unit)
    }

    /// The open unit with this code, in any case.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Unit> {
        self.get(*self.by_code.get(&fold(code))?).filter(|unit| !unit.closed)
    }

    /// The best matches for what somebody typed, best first, at most `limit`.
    #[must_use]
    pub fn find(&self, typed: &str, limit: usize) -> Vec<&Unit> {
        let wanted = fold(typed);
        let mut found: Vec<_> = self
            .units
            .values()
            .filter(|unit| !unit.closed && fold(&unit.name).contains(&wanted))
            .collect();
        found.sort_by_key(|unit| unit.id);
        found.truncate(limit);
        found
    }

    /// Whether `unit` is `ancestor` or lies below it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, ancestor: UnitId) -> bool {
        let mut here = Some(unit);
        while let Some(id) = here {
            if id == ancestor {
                return true;
            }
            here = self.get(id).and_then(|unit| unit.parent);
        }
        false
    }

    /// Whether `unit` is the top of the tree.
    #[must_use]
    pub fn is_root(&self, unit: UnitId) -> bool {
        self.get(unit).is_some_and(|unit| unit.parent.is_none())
    }

    /// The names from below the root down to this unit's parent, joined for display; empty for
    /// the root and its children.
    #[must_use]
    pub fn path(&self, unit: UnitId) -> String {
        let mut names = Vec::new();
        let mut here = self.get(unit).and_then(|unit| unit.parent);
        while let Some(above) = here.and_then(|id| self.get(id)) {
            if above.parent.is_some() {
                names.push(above.name.as_str());
            }
            here = above.parent;
        }
        names.reverse();
        names.join(" › ")
    }
}
