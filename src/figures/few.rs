//! What is not told, because few people stand behind it.
//!
//! A count of few people says something about each of them, so only the number of entries is
//! told. It is not to be worked out either: sums are told too, and whoever takes from a sum what
//! is told of its parts is left with what is not told of them, together. Hence a sum that is told
//! keeps to itself either nothing, or at least two of its parts with at least [`FEW`] people; the
//! smallest are taken for that. A sum that is not told itself keeps as much, lest it be added up
//! from its parts. What nobody lists is a part as well: entries at a unit itself and not at one
//! below it, workplaces outside the tree.
//!
//! By this no difference of the sums that are told is one of few people. Whatever else is told of
//! units, such as clusters and the provinces of before 2025, must follow from what is told here.
//!
//! Of a phase the same holds among the sums of that phase, and for what is left when a phase is
//! taken from the whole campaign.

use super::{Figures, Measures};
use crate::domain::UnitId;

/// Fewer people than this are few.
pub const FEW: i64 = 5;

/// A part of a sum.
#[derive(Clone, Copy)]
struct Part {
    /// Not to be told, whatever becomes of the others.
    few: bool,
    people: i64,
}

impl Part {
    fn of(measures: &Measures) -> Self {
        Self { few: is_of_few(measures), people: measures.people }
    }

    const fn is_something(self) -> bool {
        self.few || self.people > 0
    }
}

/// Whether something is not told.
#[derive(Clone, Copy, Default)]
struct Hidden {
    of_the_whole: bool,
    of_the_phase: bool,
}

/// Whether fewer than [`FEW`] people stand behind it. Somebody who has submitted elsewhere before
/// is not counted here again, so there may seem to be none.
fn is_of_few(measures: &Measures) -> bool {
    measures.entered > 0 && measures.people < FEW
}

/// Which of these parts of a sum are not told, where the sum is.
#[must_use]
pub fn hidden(sum: &Measures, parts: &[Measures]) -> Vec<bool> {
    let rest = left(*sum, parts);
    let parts: Vec<Part> = parts.iter().map(Part::of).collect();
    keep(false, &parts, Part::of(&rest))
}

/// What is left of a sum without these parts.
fn left(mut sum: Measures, parts: &[Measures]) -> Measures {
    for part in parts {
        sum -= part;
    }
    sum
}

/// Which of the parts are not told; the rest is listed nowhere.
fn keep(sum_is_hidden: bool, parts: &[Part], rest: Part) -> Vec<bool> {
    let mut hidden: Vec<bool> = parts.iter().map(|part| part.few).collect();
    if !sum_is_hidden && !rest.few && !hidden.contains(&true) {
        return hidden;
    }
    let kept = parts.iter().filter(|part| part.few).chain([&rest]);
    let mut people: i64 = kept.clone().map(|part| part.people).sum();
    let number = kept.filter(|part| part.is_something()).count();
    let enough = if sum_is_hidden { 1 } else { 2 };
    let mut others: Vec<usize> =
        (0..parts.len()).filter(|&at| !parts[at].few && parts[at].is_something()).collect();
    others.sort_by_key(|&at| parts[at].people);
    for (at, number) in others.into_iter().zip(number..) {
        if people >= FEW && number >= enough {
            break;
        }
        hidden[at] = true;
        people += parts[at].people;
    }
    hidden
}

impl Figures {
    /// Whether what a unit and everything below it have done, in a phase or in the whole
    /// campaign, is not told. What does not exist is nothing to hide.
    #[must_use]
    pub fn is_hidden(&self, unit: UnitId, phase: Option<&str>) -> bool {
        let Some(place) = self.tree.place(unit) else { return false };
        let mut way: Vec<usize> = self.tree.up(place).collect();
        way.reverse();
        let mut hidden = self.total_hidden(phase);
        let mut above = None;
        for at in way {
            let group = self.tree.below(above);
            let found = group.iter().position(|&other| other == at);
            let of_group = self.below(above, hidden, phase);
            hidden = found.map(|found| of_group[found]).unwrap_or_default();
            above = Some(at);
        }
        hidden.of_the_phase
    }

    /// The same of every unit of the tree, in the whole campaign.
    #[must_use]
    pub fn hidden_of_all(&self) -> Vec<bool> {
        let mut all = vec![Hidden::default(); self.units.len()];
        let mut lay = |above: Option<usize>| {
            let of_above = above.map(|above| all[above]).unwrap_or_default();
            let group = self.tree.below(above);
            for (&at, hidden) in group.iter().zip(self.below(above, of_above, None)) {
                all[at] = hidden;
            }
        };
        lay(None);
        (0..self.units.len()).for_each(|at| lay(Some(at)));
        all.into_iter().map(|hidden| hidden.of_the_whole).collect()
    }

    /// Whether the whole campaign's share of a phase is not told.
    #[must_use]
    pub fn is_phase_hidden(&self, phase: &str) -> bool {
        let phases: Vec<Measures> = self.by_phase.values().copied().collect();
        let at = self.by_phase.keys().position(|code| code.as_deref() == Some(phase));
        at.is_some_and(|at| hidden(&self.total, &phases)[at])
    }

    fn total_hidden(&self, phase: Option<&str>) -> Hidden {
        let of_the_phase = phase.is_some_and(|phase| self.is_phase_hidden(phase));
        Hidden { of_the_whole: false, of_the_phase }
    }

    /// What is hidden of the units just below a place, or of the roots.
    fn below(&self, above: Option<usize>, sum: Hidden, phase: Option<&str>) -> Vec<Hidden> {
        let (whole, rest) = self.parts(above, None);
        let parts: Vec<Part> = whole.iter().map(Part::of).collect();
        let of_the_whole = keep(sum.of_the_whole, &parts, Part::of(&rest));
        if phase.is_none() {
            let hidden = |hidden| Hidden { of_the_whole: hidden, of_the_phase: hidden };
            return of_the_whole.into_iter().map(hidden).collect();
        }
        let (in_phase, rest_in_phase) = self.parts(above, phase);
        let part = |in_phase: &Measures, whole: &Measures, hidden: bool| {
            let mut outside = *whole;
            outside -= in_phase;
            let few = hidden || is_of_few(in_phase) || is_of_few(&outside);
            Part { few: in_phase.entered > 0 && few, people: in_phase.people }
        };
        let parts: Vec<Part> = in_phase
            .iter()
            .zip(&whole)
            .zip(&of_the_whole)
            .map(|((in_phase, whole), &hidden)| part(in_phase, whole, hidden))
            .collect();
        let of_the_phase = keep(sum.of_the_phase, &parts, part(&rest_in_phase, &rest, false));
        let both = of_the_whole.into_iter().zip(of_the_phase);
        both.map(|(of_the_whole, of_the_phase)| Hidden { of_the_whole, of_the_phase }).collect()
    }

    /// What lies just below a place, or at the roots, and what is left of the sum.
    fn parts(&self, above: Option<usize>, phase: Option<&str>) -> (Vec<Measures>, Measures) {
        let sums = self.units_in(phase);
        let of = |at: usize| sums.map_or_else(Measures::default, |sums| sums[at]);
        let sum = match (above, phase) {
            (Some(above), _) => of(above),
            (None, None) => self.total,
            (None, Some(phase)) => {
                self.by_phase.get(&Some(phase.to_owned())).copied().unwrap_or_default()
            }
        };
        let parts: Vec<Measures> = self.tree.below(above).iter().map(|&at| of(at)).collect();
        let rest = left(sum, &parts);
        (parts, rest)
    }
}

#[cfg(test)]
mod tests;
