use std::sync::Arc;

use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::directory::province::Vintage;
use crate::directory::{Directory, Unit};
use crate::domain::CampaignId;
use crate::figures::Tree;

const PHASES: [&str; 2] = ["P1", "P2"];

/// Everything that was entered is told of together.
const ALL: Option<usize> = None;

fn of(people: i64) -> Measures {
    Measures { entered: people * 2, people, ..Measures::default() }
}

fn unit(at: usize, parent: Option<usize>, name: &str, closed: bool) -> Unit {
    let id = |at: usize| UnitId(at as i64 + 1);
    Unit {
        id: id(at),
        code: format!("U{at}"),
        name: name.to_owned(),
        kind: "province".to_owned(),
        parent: parent.map(id),
        closed,
    }
}

/// A tree of units, and what was entered at each and nowhere below it: people by phase. The last
/// of them are outside the tree.
#[derive(Clone, Debug)]
struct World {
    above: Vec<Option<usize>>,
    people: Vec<[i64; 2]>,
}

impl World {
    fn directory(&self) -> Directory {
        let unit = |(at, &above)| unit(at, above, &format!("Unit {at}"), false);
        Directory::new(self.above.iter().enumerate().map(unit).collect())
    }

    fn figures(&self, directory: &Directory) -> Figures {
        let tree = Arc::new(Tree::of(directory));
        let mut figures = Figures::new(CampaignId(1), tree, DateTime::UNIX_EPOCH);
        for (at, people) in self.people.iter().enumerate() {
            let unit = (at < self.above.len()).then_some(UnitId(at as i64 + 1));
            for (phase, people) in PHASES.iter().zip(people) {
                figures.add_unit(Some(&(*phase).to_owned()), unit, &of(*people));
            }
        }
        figures
    }

    /// Whether what was entered at `own` counts for `unit`.
    fn counts_for(&self, own: usize, unit: Option<usize>) -> bool {
        let Some(unit) = unit else { return true };
        let above = |at: &usize| self.above.get(*at).copied().flatten();
        std::iter::successors(Some(own), above).any(|at| at == unit)
    }

    /// A sum: which of the numbers that make up everything are in it.
    fn sum(&self, unit: Option<usize>) -> Vec<bool> {
        (0..self.people.len()).map(|own| self.counts_for(own, unit)).collect()
    }

    /// What lies just below a unit, and what lies at the unit itself.
    fn parts(&self, above: Option<usize>) -> Vec<Vec<bool>> {
        let below = (0..self.above.len()).filter(|&at| self.above[at] == above);
        let mut parts: Vec<Vec<bool>> = below.map(|at| self.sum(Some(at))).collect();
        let own = above.unwrap_or(self.above.len());
        parts.push((0..self.people.len()).map(|at| at == own).collect());
        parts
    }

    fn people_in(&self, sum: &[bool], phase: Option<usize>) -> i64 {
        let of = |people: &[i64; 2]| phase.map_or(people.iter().sum(), |phase| people[phase]);
        self.people.iter().zip(sum).filter(|(_, is_in)| **is_in).map(|(one, _)| of(one)).sum()
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let people = prop_oneof![3 => Just(0_i64), 4 => 1..5_i64, 3 => 5..9_i64, 2 => 100..300_i64];
    (1..9_usize).prop_flat_map(move |units| {
        let above = proptest::collection::vec(any::<prop::sample::Index>(), units);
        let people = proptest::collection::vec([people.clone(), people.clone()], units + 1);
        (above, people).prop_map(|(above, people)| World {
            above: (0..).zip(&above).map(|(at, by)| (at > 0).then(|| by.index(at))).collect(),
            people,
        })
    })
}

/// Whoever reads along: knows sums, and adds and takes away.
struct Reader {
    /// Sums, each of which begins with another number than the others.
    known: Vec<Vec<i128>>,
    /// What everybody knows: nothing was entered there.
    empty: Vec<bool>,
}

impl Reader {
    const PRIME: i128 = 1_000_000_007;

    fn left(&self, sum: &[bool]) -> Vec<i128> {
        let is_in = |(is_in, is_empty): (&bool, &bool)| i128::from(*is_in && !is_empty);
        let mut left: Vec<i128> = sum.iter().zip(&self.empty).map(is_in).collect();
        for known in &self.known {
            let first = known.iter().position(|number| *number != 0).expect("it has a first");
            // The first is one.
            let times = left[first];
            for (left, known) in left.iter_mut().zip(known) {
                *left = (*left - times * known).rem_euclid(Self::PRIME);
            }
        }
        left
    }

    fn learn(&mut self, sum: &[bool]) {
        let left = self.left(sum);
        let Some(first) = left.iter().find(|number| **number != 0) else { return };
        // By Fermat, this is what makes the first one.
        let (mut inverse, mut power, mut rest) = (1, *first, Self::PRIME - 2);
        while rest > 0 {
            if rest % 2 == 1 {
                inverse = inverse * power % Self::PRIME;
            }
            (power, rest) = (power * power % Self::PRIME, rest / 2);
        }
        self.known.push(left.iter().map(|number| number * inverse % Self::PRIME).collect());
    }

    fn can_work_out(&self, sum: &[bool]) -> bool {
        self.left(sum).iter().all(|number| *number == 0)
    }
}

/// Tells a reader all that is told, and gives every set of few people beside each other that the
/// reader can still work out.
fn leaks(world: &World, phase: Option<usize>) -> Vec<Vec<bool>> {
    let directory = world.directory();
    let figures = world.figures(&directory);
    let code = phase.map(|phase| PHASES[phase]);
    let is_empty = |at| {
        let own: Vec<bool> = (0..world.people.len()).map(|other| other == at).collect();
        world.people_in(&own, phase) == 0
    };
    let empty = (0..world.people.len()).map(is_empty).collect();
    let mut reader = Reader { known: Vec::new(), empty };
    if !code.is_some_and(|code| figures.is_phase_hidden(code)) {
        reader.learn(&world.sum(ALL));
    }
    for at in 0..world.above.len() {
        if !figures.is_hidden(UnitId(at as i64 + 1), code) {
            reader.learn(&world.sum(Some(at)));
        }
    }
    let mut leaks = Vec::new();
    for above in (0..world.above.len()).map(Some).chain([ALL]) {
        let parts = world.parts(above);
        for chosen in 1_u32..1 << parts.len() {
            let mut together = vec![false; world.people.len()];
            for part in parts.iter().enumerate().filter(|(at, _)| (chosen >> at) & 1 == 1) {
                together.iter_mut().zip(part.1).for_each(|(all, one)| *all |= one);
            }
            let people = world.people_in(&together, phase);
            if (1..FEW).contains(&people) && reader.can_work_out(&together) {
                leaks.push(together);
            }
        }
    }
    leaks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn nobody_works_out_what_few_people_did_by_adding_and_taking_away(world in worlds()) {
        // The whole campaign is told in full even while few people take part.
        prop_assume!(world.people_in(&world.sum(ALL), None) >= FEW);
        prop_assert_eq!(leaks(&world, None), Vec::<Vec<bool>>::new());
        for phase in 0..PHASES.len() {
            prop_assert_eq!(leaks(&world, Some(phase)), Vec::<Vec<bool>>::new());
        }
    }

    #[test]
    fn a_phase_taken_from_the_whole_leaves_nothing_of_few_people(world in worlds()) {
        let figures = world.figures(&world.directory());
        for at in 0..world.above.len() {
            let unit = UnitId(at as i64 + 1);
            for (phase, code) in PHASES.iter().enumerate() {
                let of_phase = world.people_in(&world.sum(Some(at)), Some(phase));
                let of_others = world.people_in(&world.sum(Some(at)), Some(1 - phase));
                if of_phase > 0 && !figures.is_hidden(unit, Some(code)) {
                    prop_assert!(!figures.is_hidden(unit, None));
                    prop_assert!(!(1..FEW).contains(&of_others));
                }
            }
        }
    }

    #[test]
    fn of_all_units_the_same_is_hidden_as_of_each(world in worlds()) {
        let directory = world.directory();
        let figures = world.figures(&directory);
        let each = directory.units().iter().map(|unit| figures.is_hidden(unit.id, None));
        prop_assert_eq!(figures.hidden_of_all(), each.collect::<Vec<_>>());
    }
}

#[test]
fn the_reader_can_subtract() {
    let mut reader = Reader { known: Vec::new(), empty: vec![false, false, false, true] };
    reader.learn(&[true, true, true, true]);
    reader.learn(&[false, true, true, false]);
    assert!(reader.can_work_out(&[true, false, false, false]));
    assert!(!reader.can_work_out(&[false, true, false, false]));
}

#[test]
fn no_more_is_hidden_than_is_needed() {
    let hidden = |people: &[i64], rest: i64| {
        let parts: Vec<Measures> = people.iter().map(|people| of(*people)).collect();
        hidden(&of(people.iter().sum::<i64>() + rest), &parts)
    };
    assert_eq!(hidden(&[40, 30], 0), [false, false]);
    assert_eq!(hidden(&[40, 4, 30, 0], 0), [false, true, true, false]);
    // Two who are few together too, so that each of them could work out the other.
    assert_eq!(hidden(&[40, 2, 30, 1], 0), [false, true, true, true]);
    assert_eq!(hidden(&[40, 4, 30, 1], 0), [false, true, false, true]);
    // What is listed nowhere hides one that is few, and is hidden by the smallest if it is few.
    assert_eq!(hidden(&[40, 4, 30], 20), [false, true, false]);
    assert_eq!(hidden(&[40, 30], 20), [false, false]);
    assert_eq!(hidden(&[40, 30], 2), [false, true]);
    assert_eq!(hidden(&[2], 0), [true]);
}

#[test]
fn below_a_unit_that_is_hidden_for_another_not_everything_is() {
    // A province of few, one that is hidden with it, and what lies below that.
    let world = World {
        above: vec![None, Some(0), Some(0), Some(0), Some(2), Some(2)],
        people: vec![[0, 0], [4, 0], [0, 0], [287, 0], [6, 0], [50, 0], [0, 0]],
    };
    let hidden = world.figures(&world.directory()).hidden_of_all();
    assert_eq!(hidden, [false, true, true, false, true, false]);
}

#[test]
fn the_provinces_of_before_do_not_tell_what_those_of_today_hide() {
    let named = |at, parent, name, closed| unit(at, Some(parent), name, closed);
    let directory = Directory::new(vec![
        Unit { kind: "confederation".to_owned(), ..unit(0, None, "Tổng Liên đoàn", false) },
        named(1, 0, "LĐLĐ tỉnh Bắc Ninh", false),
        named(2, 1, "LĐLĐ tỉnh Bắc Giang", true),
        named(3, 0, "LĐLĐ thành phố Hà Nội", false),
        Unit { kind: "grassroots".to_owned(), ..named(4, 1, "May Sao Mai", false) },
    ]);
    let world = |merged| World {
        above: vec![None, Some(0), Some(1), Some(0), Some(1)],
        people: vec![[0, 0], [100, 0], [merged, 0], [200, 0], [30, 0], [0, 0]],
    };
    let hidden = |merged, vintage| {
        let figures = world(merged).figures(&directory);
        let provinces = figures.provinces(&directory, vintage, None).into_iter();
        let hidden = provinces.filter(|province| province.hidden);
        hidden.map(|province| province.province.name).collect::<Vec<_>>()
    };
    assert!(hidden(30, Vintage::Before2025).is_empty());
    assert!(hidden(3, Vintage::Since2025).is_empty());
    assert_eq!(hidden(3, Vintage::Before2025), ["Bắc Giang", "Bắc Ninh"]);
}
