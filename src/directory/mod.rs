//! The tree of units in memory, and finding a unit by what people type.
//!
//! A [`Directory`] is an unchanging picture of the tree: it is built anew when the tree changes
//! and shared by everybody who thinks. A hundred and thirty thousand units take a few tens of
//! megabytes, and the best five of them are found in milliseconds.

mod index;
mod lexicon;
pub mod province;
mod search;

use crate::domain::UnitId;
use crate::vietnamese::text::{fold, residue};

use index::Index;

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

/// What a unit was called, or what was merged into it: it is still found by that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Former {
    /// The unit that it leads to today.
    pub unit: UnitId,
    pub name: String,
    /// The code of a unit that was merged; it stays good in links and on posters.
    pub code: Option<String>,
}

/// A unit that fits what somebody typed.
#[derive(Clone, PartialEq, Debug)]
pub struct Match<'a> {
    pub unit: &'a Unit,
    /// Set when it was found under another name than today's.
    pub note: Option<Note<'a>>,
    /// 1 is all that was typed and nothing else, give or take.
    pub score: f32,
}

/// Under which name a unit was found, if not today's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note<'a> {
    /// The unit was called so, or this unit was merged into it.
    Formerly(&'a str),
    /// It was found by a province that is part of another one now.
    Province { old: &'static str, now: &'a str },
}

/// All units, ready to be searched.
#[derive(Debug, Default)]
pub struct Directory {
    /// Parents before their children.
    units: Vec<Unit>,
    /// For each unit its parent's place; its own for a root.
    above: Vec<u32>,
    by_id: Vec<u32>,
    by_code: Vec<u32>,
    by_former_code: Vec<(String, u32)>,
    /// Names beside the units' own.
    former: Vec<FormerName>,
    /// The unit of each of these.
    former_of: Vec<u32>,
    index: Index,
}

#[derive(Debug)]
struct FormerName {
    name: String,
    code: Option<String>,
    why: Why,
}

/// Why a unit is found by a name that is not its own.
#[derive(Debug)]
enum Why {
    /// It was called so, or what was called so is part of it now.
    History,
    /// The province is part of another one now.
    Province { old: &'static str, now: String },
    /// People call it so.
    Nickname,
}

impl Directory {
    /// Indexes the units.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        Self::with_history(units, Vec::new())
    }

    /// Indexes the units and the names they had before.
    #[must_use]
    pub fn with_history(units: Vec<Unit>, former: Vec<Former>) -> Self {
        let (units, above) = parents_first(units);
        let mut by_id: Vec<u32> = places(&units).collect();
        by_id.sort_unstable_by_key(|&at| units[at as usize].id);
        let mut directory = Self { units, above, by_id, ..Self::default() };
        for Former { unit, name, code } in former {
            directory.remember(unit, FormerName { name, code, why: Why::History });
        }
        directory.remember_provinces();
        directory.sort_codes();
        let names: Vec<&str> = directory
            .units
            .iter()
            .map(|unit| unit.name.as_str())
            .chain(directory.former.iter().map(|former| former.name.as_str()))
            .collect();
        directory.index = Index::new(names.into_iter().map(fold));
        directory
    }

    fn sort_codes(&mut self) {
        let units = &self.units;
        let mut by_code: Vec<u32> = places(units).collect();
        by_code.sort_unstable_by(|&a, &b| {
            compare_codes(&units[a as usize].code, &units[b as usize].code)
        });
        self.by_code = by_code;
        let former = self.former.iter().zip(&self.former_of);
        self.by_former_code =
            former.filter_map(|(former, &unit)| Some((former.code.clone()?, unit))).collect();
        self.by_former_code.sort_unstable_by(|(a, _), (b, _)| compare_codes(a, b));
    }

    fn remember(&mut self, unit: UnitId, former: FormerName) {
        if let Some(at) = self.place(unit) {
            self.former.push(former);
            self.former_of.push(at);
        }
    }

    /// Lets the federations of today's provinces be found by the provinces that became part of
    /// them: people will name those for years.
    fn remember_provinces(&mut self) {
        let provinces: Vec<_> =
            self.units.iter().filter(|unit| unit.kind == "province" && !unit.closed).collect();
        let mut found = Vec::new();
        for unit in provinces {
            let name = fold(&unit.name);
            for province in province::all() {
                let is_its = ends_with_words(&name, &fold(province.new.name));
                if is_its && province.is_gone() {
                    let name = format!("Liên đoàn Lao động tỉnh {}", province.old.name);
                    let why = Why::Province { old: province.old.name, now: province.title() };
                    found.push((unit.id, FormerName { name, code: None, why }));
                }
                if is_its && province.old.name == "Hồ Chí Minh" {
                    let name = "Liên đoàn Lao động TP Sài Gòn".to_owned();
                    found.push((unit.id, FormerName { name, code: None, why: Why::Nickname }));
                }
            }
        }
        for (unit, former) in found {
            self.remember(unit, former);
        }
    }

    /// The unit, open or closed.
    #[must_use]
    pub fn get(&self, unit: UnitId) -> Option<&Unit> {
        self.place(unit).map(|at| &self.units[at as usize])
    }

    /// Every unit, closed ones included, each after the one above it.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The top of the tree.
    #[must_use]
    pub fn root(&self) -> Option<UnitId> {
        let root = self.units.iter().find(|unit| unit.parent.is_none() && !unit.closed);
        root.map(|root| root.id)
    }

    /// The open units just below this one.
    #[must_use]
    pub fn below(&self, unit: UnitId) -> Vec<UnitId> {
        let below = self.units.iter().filter(|one| one.parent == Some(unit) && !one.closed);
        below.map(|one| one.id).collect()
    }

    /// These units and everything below them, closed ones included.
    #[must_use]
    pub fn within(&self, units: &[UnitId]) -> Vec<UnitId> {
        // Parents come first, so one pass finds all.
        let mut is_within: Vec<bool> = Vec::with_capacity(self.units.len());
        for (unit, &above) in self.units.iter().zip(&self.above) {
            let inherited = is_within.get(above as usize).copied().unwrap_or_default();
            is_within.push(inherited || units.contains(&unit.id));
        }
        let found = self.units.iter().zip(is_within).filter(|(_, is_within)| *is_within);
        found.map(|(unit, _)| unit.id).collect()
    }

    /// The open units just below the same one, this unit among them.
    #[must_use]
    pub fn beside(&self, unit: UnitId) -> Vec<UnitId> {
        let above = self.get(unit).and_then(|unit| unit.parent);
        above.map_or_else(Vec::new, |above| self.below(above))
    }

    /// The place in [`units`](Self::units) of the unit above the one at this place; none for a
    /// root.
    #[must_use]
    pub fn above(&self, at: usize) -> Option<usize> {
        let above = self.above[at] as usize;
        (above != at).then_some(above)
    }

    /// The place of a unit in [`units`](Self::units).
    #[must_use]
    pub fn position(&self, unit: UnitId) -> Option<usize> {
        self.place(unit).map(|at| at as usize)
    }

    /// How many units there are, closed ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The open unit with this code, in any case; for the code of a unit that was merged, the
    /// one it was merged into.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Unit> {
        let code = code.trim();
        let own = self
            .by_code
            .binary_search_by(|&at| compare_codes(&self.units[at as usize].code, code))
            .map(|found| self.by_code[found]);
        let unit = own.ok().filter(|&at| !self.units[at as usize].closed).or_else(|| {
            let former = &self.by_former_code;
            let found = former.binary_search_by(|(other, _)| compare_codes(other, code)).ok()?;
            Some(former[found].1).filter(|&at| !self.units[at as usize].closed)
        })?;
        Some(&self.units[unit as usize])
    }

    /// The best matches for what somebody typed, best first, at most `limit`.
    #[must_use]
    pub fn find(&self, typed: &str, limit: usize) -> Vec<&Unit> {
        self.search(typed, limit).into_iter().map(|found| found.unit).collect()
    }

    /// The best matches for what somebody typed, best first, at most `limit`, each with the
    /// name it was found under if that is not today's.
    #[must_use]
    pub fn search(&self, typed: &str, limit: usize) -> Vec<Match<'_>> {
        let typed: String = typed.chars().take(search::LONGEST).collect();
        let mut found = self.search_folded(&fold(&typed));
        if let Some(meant) = residue(&typed) {
            let decoded = self.search_folded(&fold(&meant));
            let best = |found: &[Match]| found.first().map_or(0.0, |found| found.score);
            if best(&decoded) > best(&found) {
                found = decoded;
            }
        }
        if let Some(unit) = self.by_code(typed.trim()) {
            found.retain(|found| found.unit.id != unit.id);
            found.insert(0, Match { unit, note: None, score: 2.0 });
        }
        found.truncate(limit);
        found
    }

    fn search_folded(&self, typed: &str) -> Vec<Match<'_>> {
        let units = self.units.len();
        let name_of = |name: u32| {
            let name = name as usize;
            self.units.get(name).map_or_else(|| &self.former[name - units].name, |unit| &unit.name)
        };
        let names = search::Names {
            index: &self.index,
            above: &self.above,
            former: &self.former_of,
            open: &|unit| !self.units[unit as usize].closed,
            preference: &|unit| preference(&self.units[unit as usize].kind),
            folded: &|name| fold(name_of(name)),
        };
        search::search(&names, typed)
            .into_iter()
            .map(|found| Match {
                unit: &self.units[found.unit as usize],
                note: (found.name as usize)
                    .checked_sub(units)
                    .and_then(|former| self.former[former].note()),
                score: found.score,
            })
            .collect()
    }

    /// Whether `unit` is `ancestor` or lies below it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, ancestor: UnitId) -> bool {
        let (Some(unit), Some(ancestor)) = (self.place(unit), self.place(ancestor)) else {
            return false;
        };
        self.upwards(unit).any(|at| at == ancestor)
    }

    /// The unit just below the root that this one is or lies below; none for a root.
    #[must_use]
    pub fn branch(&self, unit: UnitId) -> Option<&Unit> {
        let above = self.upwards(self.place(unit)?).map(|at| &self.units[at as usize]);
        above.filter(|unit| unit.parent.is_some()).last()
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
        let Some(at) = self.place(unit) else { return String::new() };
        let mut names: Vec<&str> = self
            .upwards(at)
            .skip(1)
            .map(|at| &self.units[at as usize])
            .filter(|unit| unit.parent.is_some())
            .map(|unit| unit.name.as_str())
            .collect();
        names.reverse();
        names.join(" › ")
    }

    /// A unit's place and those of the units above it. Ends, because parents come first.
    fn upwards(&self, at: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(at), |&at| {
            let above = self.above[at as usize];
            (above != at).then_some(above)
        })
    }

    fn place(&self, unit: UnitId) -> Option<u32> {
        self.by_id
            .binary_search_by_key(&unit, |&at| self.units[at as usize].id)
            .ok()
            .map(|found| self.by_id[found])
    }
}

impl FormerName {
    fn note(&self) -> Option<Note<'_>> {
        match &self.why {
            Why::History => Some(Note::Formerly(&self.name)),
            Why::Province { old, now } => Some(Note::Province { old, now }),
            Why::Nickname => None,
        }
    }
}

/// How much a unit comes before others that have everything that was typed too: whoever types
/// the name of a province and nothing else means the province.
fn preference(kind: &str) -> f32 {
    match kind {
        "province" => 0.2,
        "federation" | "grassroots" => 0.0,
        _ => 0.06,
    }
}

/// No organisation is deeper; what seems to be is a circle.
const DEEPEST: usize = 64;

/// Puts the units in an order in which each comes after its parent, and says where the parents
/// are. A unit whose parent is unknown, or that would be above itself, counts as a root.
fn parents_first(mut units: Vec<Unit>) -> (Vec<Unit>, Vec<u32>) {
    units.sort_unstable_by_key(|unit| unit.id);
    units.dedup_by_key(|unit| unit.id);
    let parent = |unit: &Unit| {
        let parent = unit.parent?;
        units.binary_search_by_key(&parent, |unit| unit.id).ok()
    };
    let parents: Vec<Option<usize>> = units.iter().map(parent).collect();
    let depth_of = |mut at: usize| {
        let mut depth = 0_usize;
        while let Some(parent) = parents[at] {
            depth += 1;
            at = parent;
            if depth > DEEPEST {
                return 0;
            }
        }
        depth
    };
    let depths: Vec<usize> = (0..units.len()).map(depth_of).collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|&at| depths[at]);
    let mut place = vec![0_u32; units.len()];
    for (new, &old) in (0..).zip(&order) {
        place[old] = new;
    }
    let above = order
        .iter()
        .map(|&old| {
            let parent = parents[old].filter(|&parent| depths[parent] < depths[old]);
            place[parent.unwrap_or(old)]
        })
        .collect();
    let mut placed: Vec<(u32, Unit)> = place.into_iter().zip(units).collect();
    placed.sort_unstable_by_key(|(place, _)| *place);
    (placed.into_iter().map(|(_, unit)| unit).collect(), above)
}

fn places(units: &[Unit]) -> impl Iterator<Item = u32> {
    0..u32::try_from(units.len()).expect("units are counted in thousands")
}

/// The order of codes in which case makes no difference.
fn compare_codes(a: &str, b: &str) -> std::cmp::Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

/// Whether a folded name ends with these folded words: a federation's name does with that of
/// its province.
#[must_use]
pub fn ends_with_words(name: &str, words: &str) -> bool {
    name.strip_suffix(words).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}
