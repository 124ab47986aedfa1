//! What may be published of the results, and nothing else: what the page shows and the open data
//! hold is made from these types alone.
//!
//! Where few people have submitted, only the number of entries is published; see
//! [`few`](crate::figures::few).

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::Locale;
use crate::domain::seal::Seal;
pub use crate::figures::few::FEW;

/// The measures of one row. What is hidden is none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Shown {
    /// Lượt nộp.
    pub entered: i64,
    /// Hợp lệ.
    pub valid: Option<i64>,
    /// People who submitted.
    pub people: Option<i64>,
    /// Whole đồng, as the authors declare it.
    pub declared: Option<i64>,
    /// Whole đồng, as officers verified it.
    pub verified: Option<i64>,
    /// How many valid initiatives are expected; none where nothing is.
    pub target: Option<i64>,
}

impl Shown {
    /// Tenths of a percent of the target that are reached. Cut off and not rounded up: whoever
    /// is told 100 % has reached it.
    #[must_use]
    pub fn per_mille(&self) -> Option<i64> {
        let (valid, target) = (self.valid?, self.target.filter(|target| *target > 0)?);
        i64::try_from(i128::from(valid) * 1_000 / i128::from(target)).ok()
    }

    /// Leaves only what may always be told.
    pub fn hide(&mut self) {
        let Self { entered, target, .. } = *self;
        *self = Self { entered, target, ..Self::default() };
    }
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Stable, for machines; empty for what belongs nowhere.
    pub code: String,
    pub name_vi: String,
    pub name_en: String,
    pub shown: Shown,
}

impl Row {
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.name_vi,
            Locale::En => &self.name_en,
        }
    }
}

/// What one day has changed. A decision taken back may make `valid` negative.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    pub day: NaiveDate,
    pub entered: i64,
    pub valid: i64,
}

/// A stretch of the campaign with a target of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phase {
    pub row: Row,
    /// The first instant inside.
    pub opens_at: DateTime<Utc>,
    /// The first instant after.
    pub closes_at: DateTime<Utc>,
}

/// A round number that was reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    pub number: i64,
    pub at: DateTime<Utc>,
    /// The branch of the tree that it came from; none where the workplace is not in the tree.
    pub unit: Option<String>,
}

/// Everything of the campaign but its units, of which there are too many to write out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Results {
    /// Everything stored before this instant is counted.
    pub as_of: DateTime<Utc>,
    pub campaign: String,
    pub total: Shown,
    pub phases: Vec<Phase>,
    /// Oldest first; days without a change are missing.
    pub days: Vec<Day>,
    /// The 34 provinces of today.
    pub provinces_now: Vec<Row>,
    /// The 63 of before 1 July 2025.
    pub provinces_before: Vec<Row>,
    pub kinds: Vec<Row>,
    pub groups: Vec<Row>,
    pub clusters: Vec<Row>,
    /// Newest first.
    pub milestones: Vec<Milestone>,
    /// Days whose totals are fixed so that nobody can change them unseen, the newest first.
    pub seals: Vec<Seal>,
}

/// Which tables of the results there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    Provinces,
    ProvincesBefore,
    Kinds,
    Groups,
    Clusters,
}

impl Table {
    pub const ALL: [Self; 5] =
        [Self::Provinces, Self::ProvincesBefore, Self::Kinds, Self::Groups, Self::Clusters];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Provinces => "provinces",
            Self::ProvincesBefore => "provinces-before-2025",
            Self::Kinds => "kinds",
            Self::Groups => "groups",
            Self::Clusters => "clusters",
        }
    }
}

impl Results {
    /// A table's rows.
    #[must_use]
    pub fn table(&self, table: Table) -> &[Row] {
        match table {
            Table::Provinces => &self.provinces_now,
            Table::ProvincesBefore => &self.provinces_before,
            Table::Kinds => &self.kinds,
            Table::Groups => &self.groups,
            Table::Clusters => &self.clusters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_reached_when_it_is_and_not_a_bit_earlier() {
        let shown =
            |valid, target| Shown { valid: Some(valid), target: Some(target), ..Shown::default() };
        assert_eq!(shown(999_999, 1_000_000).per_mille(), Some(999));
        assert_eq!(shown(1_000_000, 1_000_000).per_mille(), Some(1_000));
        assert_eq!(shown(2_033_667, 1_000_000).per_mille(), Some(2_033));
        assert_eq!(shown(1, 0).per_mille(), None);
    }
}
