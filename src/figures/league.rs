//! Who stands where.

use super::{Figures, Measures};
use crate::domain::UnitId;

/// A unit's place among others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// 1 for the first. Equals share a place, and the places after them stay empty: 1, 2, 2, 4.
    pub rank: usize,
    pub unit: UnitId,
    pub measures: Measures,
}

impl Figures {
    /// The units from the most to the least by one measure, in a phase or in the whole campaign.
    /// Equals come in the order in which they were given.
    #[must_use]
    pub fn league(
        &self,
        units: impl IntoIterator<Item = UnitId>,
        phase: Option<&str>,
        by: impl Fn(&Measures) -> i64,
    ) -> Vec<Place> {
        let units = units.into_iter().map(|unit| (unit, self.unit(unit, phase)));
        places(units.collect(), by)
    }

    /// The same of every unit of the tree, each with everything below it.
    #[must_use]
    pub fn league_of_all(&self, phase: Option<&str>, by: impl Fn(&Measures) -> i64) -> Vec<Place> {
        let nothing = Measures::default();
        let sums = self.units_in(phase);
        let units = self.tree.units.iter().enumerate();
        let units = units.map(|(at, &unit)| (unit, sums.map_or(nothing, |sums| sums[at])));
        places(units.collect(), by)
    }

    /// The place of one unit among others; none where it is not one of them.
    #[must_use]
    pub fn rank(
        &self,
        unit: UnitId,
        among: impl IntoIterator<Item = UnitId>,
        phase: Option<&str>,
        by: impl Fn(&Measures) -> i64,
    ) -> Option<usize> {
        let own = by(&self.unit(unit, phase));
        let mut is_there = false;
        let mut better = 0;
        for other in among {
            is_there |= other == unit;
            better += usize::from(by(&self.unit(other, phase)) > own);
        }
        is_there.then_some(better + 1)
    }
}

fn places(units: Vec<(UnitId, Measures)>, by: impl Fn(&Measures) -> i64) -> Vec<Place> {
    ranked(units, |(_, measures)| by(measures))
        .map(|(rank, (unit, measures))| Place { rank, unit, measures })
        .collect()
}

/// Anything from the most to the least, each with its place; see [`Place::rank`]. Equals come in
/// the order in which they were given.
pub fn ranked<T>(mut items: Vec<T>, by: impl Fn(&T) -> i64) -> impl Iterator<Item = (usize, T)> {
    items.sort_by_key(|item| std::cmp::Reverse(by(item)));
    let mut rank = 0;
    let mut last = None;
    items.into_iter().enumerate().map(move |(index, item)| {
        let value = by(&item);
        if last != Some(value) {
            (rank, last) = (index + 1, Some(value));
        }
        (rank, item)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_a_place_and_the_places_after_them_stay_empty() {
        let entered =
            vec![("an", 5), ("bình", 9), ("chi", 5), ("dung", 0), ("em", 9), ("giang", 5)];
        let ranked: Vec<_> = ranked(entered, |(_, entered)| *entered)
            .map(|(rank, (name, _))| (rank, name))
            .collect();
        assert_eq!(
            ranked,
            [(1, "bình"), (1, "em"), (3, "an"), (3, "chi"), (3, "giang"), (6, "dung")]
        );
    }
}
