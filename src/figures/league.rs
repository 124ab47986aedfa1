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
        let places = units.into_iter().map(|unit| {
            let measures = self.unit(unit, phase);
            Place { rank: 0, unit, measures }
        });
        ranked(places.collect(), by)
    }

    /// The same of every unit of the tree, each with everything below it.
    #[must_use]
    pub fn league_of_all(&self, phase: Option<&str>, by: impl Fn(&Measures) -> i64) -> Vec<Place> {
        let nothing = Measures::default();
        let sums = self.units_in(phase);
        let units = self.tree.units.iter().enumerate();
        let places = units.map(|(at, &unit)| {
            let measures = sums.map_or(nothing, |sums| sums[at]);
            Place { rank: 0, unit, measures }
        });
        ranked(places.collect(), by)
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

fn ranked(mut places: Vec<Place>, by: impl Fn(&Measures) -> i64) -> Vec<Place> {
    places.sort_by_key(|place| std::cmp::Reverse(by(&place.measures)));
    let mut last = None;
    let mut rank = 0;
    for (index, place) in places.iter_mut().enumerate() {
        let value = by(&place.measures);
        if last != Some(value) {
            rank = index + 1;
            last = Some(value);
        }
        place.rank = rank;
    }
    places
}
