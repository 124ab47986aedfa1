//! From a file of units to a plan, or to everything that is wrong with it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::row::{self, Row};
use super::table::{Column, Table};
use super::{Change, Entry, Facets, Plan, Problem, Tree, What};
use crate::domain::UnitId;

/// Works out what has to be done so that the tree has every unit of the file as the file says.
/// Units that the file does not name stay as they are, and so does what the file has no column
/// or no word for. Changes of known units hold from `on`.
///
/// # Errors
/// Everything that is wrong, by line.
pub fn import(
    tree: &Tree,
    table: &Table<Column>,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<Plan, Vec<Problem>> {
    let mut problems = Vec::new();
    if on > today {
        problems.push(Problem::whole(format!("{on} is not yet; import the file on that day")));
    }
    let rows = row::read(table, today, &mut problems);
    let file = File::new(table, &rows, &mut problems);
    for row in &rows {
        file.check(tree, row, on, &mut problems);
    }
    file.check_circles(tree, &rows, &mut problems);
    check_root(tree, &rows, &mut problems);
    if problems.is_empty() {
        return Ok(plan(tree, &rows, on));
    }
    problems.sort_by_key(|problem| problem.line);
    Err(problems)
}

/// What a check of one line has to know of the others.
struct File<'a> {
    /// Every code of the file, also of lines that do not read otherwise: one slip is told once.
    codes: HashSet<String>,
    by_code: HashMap<&'a str, &'a Row>,
}

impl<'a> File<'a> {
    fn new(table: &Table<Column>, rows: &'a [Row], problems: &mut Vec<Problem>) -> Self {
        let mut first_line = HashMap::new();
        for line in &table.lines {
            let Ok(code) = row::read_code(line.get(Column::Code)) else { continue };
            if let Some(first) = first_line.get(&code) {
                let why = format!("code {code} is on line {first} already");
                problems.push(Problem::at(line.number, why));
            } else {
                first_line.insert(code, line.number);
            }
        }
        Self {
            codes: first_line.into_keys().collect(),
            by_code: rows.iter().rev().map(|row| (row.code.as_str(), row)).collect(),
        }
    }

    fn check(&self, tree: &Tree, row: &Row, on: NaiveDate, problems: &mut Vec<Problem>) {
        let mut wrong = |why: String| problems.push(Problem::at(row.line, why));
        if let Some(known) = tree.by_code(&row.code) {
            if let Err(why) = tree.open(&row.code) {
                wrong(format!("{why}; a code is not used twice"));
            } else if differs(tree, known, row)
                && let Err(why) = tree.may_change(known, on)
            {
                wrong(why);
            }
        } else {
            if row.kind.is_none() {
                wrong(format!("unit {} is new and needs a kind", row.code));
            }
            if row.parent.is_none() {
                wrong(format!("unit {} is new and needs a parent_code", row.code));
            }
        }
        if let Some(parent) = row.parent.as_deref().filter(|code| !code.is_empty())
            && !self.codes.contains(parent)
            && let Err(why) = tree.open(parent)
        {
            wrong(format!("parent: {why}"));
        }
    }

    /// The code of the unit above, as it will be.
    fn parent_of<'b>(&'b self, tree: &'b Tree, code: &str) -> Option<&'b str> {
        let said = self.by_code.get(code).and_then(|row| row.parent.as_deref());
        let known = || {
            let parent = tree.by_code(code)?.parent?;
            Some(tree.get(parent)?.code.as_str())
        };
        said.or_else(known).filter(|parent| !parent.is_empty())
    }

    fn check_circles(&self, tree: &Tree, rows: &[Row], problems: &mut Vec<Problem>) {
        let mut sound: HashSet<&str> = HashSet::new();
        for row in rows {
            let mut way = vec![row.code.as_str()];
            let mut met: HashSet<&str> = way.iter().copied().collect();
            while let Some(above) = self.parent_of(tree, way[way.len() - 1]) {
                if sound.contains(above) {
                    break;
                }
                if above == row.code {
                    way.push(above);
                    let way = way.join(" → ");
                    problems.push(Problem::at(row.line, format!("it lies below itself: {way}")));
                    break;
                }
                if !met.insert(above) {
                    // A circle further up; the lines in it are told.
                    break;
                }
                way.push(above);
            }
            if self.parent_of(tree, way[way.len() - 1]).is_none_or(|above| sound.contains(above)) {
                sound.extend(way);
            }
        }
    }
}

/// There is one root, before and after.
fn check_root(tree: &Tree, rows: &[Row], problems: &mut Vec<Problem>) {
    let known = tree.root();
    let mut root = known.map(|entry| entry.code.as_str());
    for row in rows {
        if row.parent.as_deref() == Some("") && root.is_none() {
            root = Some(&row.code);
        } else if row.parent.as_deref() == Some("") && root != Some(&row.code) {
            let root = root.unwrap_or_default();
            let why = format!("parent_code is empty, but {root} is the top of the tree");
            problems.push(Problem::at(row.line, why));
        } else if root == Some(&row.code) && row.parent.as_deref().is_some_and(|p| !p.is_empty()) {
            let why = format!("{} is the top of the tree and has none above it", row.code);
            problems.push(Problem::at(row.line, why));
        }
    }
    if root.is_none() {
        let why = "no unit is the top of the tree: one has to have an empty parent_code";
        problems.push(Problem::whole(why));
    }
}

fn plan(tree: &Tree, rows: &[Row], on: NaiveDate) -> Plan {
    let new: HashMap<&str, UnitId> = (1..)
        .zip(rows.iter().filter(|row| tree.by_code(&row.code).is_none()))
        .map(|(number, row)| (row.code.as_str(), UnitId(-number)))
        .collect();
    let id_of = |code: &str| new.get(code).copied().or_else(|| Some(tree.by_code(code)?.id));
    let mut plan = Plan::default();
    for row in rows {
        let parent = row.parent.as_deref().and_then(id_of);
        let Some(known) = tree.by_code(&row.code) else {
            plan.create(new[row.code.as_str()], row, parent, on);
            continue;
        };
        let mut entry = known.clone();
        entry.name.clone_from(&row.name);
        if let Some(kind) = row.kind.filter(|kind| kind.as_str() != entry.kind) {
            kind.as_str().clone_into(&mut entry.kind);
        }
        entry.parent = if row.parent.is_some() { parent } else { entry.parent };
        entry.members = row.members.or(entry.members);
        entry.opened_on = row.opened_on.or(entry.opened_on);
        if entry == *known {
            plan.unchanged += 1;
        } else {
            plan.changes.extend(changes(known, &entry, on));
            plan.changed.push(entry);
        }
    }
    parents_first(&mut plan.created);
    plan
}

impl Plan {
    fn create(&mut self, id: UnitId, row: &Row, parent: Option<UnitId>, on: NaiveDate) {
        self.changes.push(Change {
            unit: id,
            what: What::Created,
            effective_on: row.opened_on.unwrap_or(on),
            before: Facets::default(),
            after: Facets::default(),
        });
        self.created.push(Entry {
            id,
            code: row.code.clone(),
            name: row.name.clone(),
            kind: row.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            parent,
            members: row.members,
            opened_on: row.opened_on,
            closed_on: None,
            merged_into: None,
        });
    }
}

fn differs(tree: &Tree, known: &Entry, row: &Row) -> bool {
    let parent = known.parent.and_then(|parent| tree.get(parent)).map_or("", |unit| &unit.code);
    known.name != row.name || row.parent.as_deref().is_some_and(|said| said != parent)
}

/// What becomes part of the unit's history.
fn changes(before: &Entry, after: &Entry, on: NaiveDate) -> Vec<Change> {
    let change = |what, facets: fn(&Entry) -> Facets| Change {
        unit: after.id,
        what,
        effective_on: on,
        before: facets(before),
        after: facets(after),
    };
    let mut changes = Vec::new();
    if before.name != after.name {
        changes.push(change(What::Renamed, |entry| Facets {
            name: Some(entry.name.clone()),
            ..Facets::default()
        }));
    }
    if before.parent != after.parent {
        changes.push(change(What::Moved, |entry| Facets {
            parent: entry.parent,
            ..Facets::default()
        }));
    }
    let rest = |entry: &Entry| (entry.kind.clone(), entry.members, entry.opened_on);
    if rest(before) != rest(after) {
        let edited = change(What::Edited, |entry| Facets {
            kind: Some(entry.kind.clone()),
            members: entry.members,
            opened_on: entry.opened_on,
            ..Facets::default()
        });
        changes.push(edited);
    }
    changes
}

/// Sorts new units so that each comes after the one above it.
fn parents_first(created: &mut [Entry]) {
    let parents: HashMap<UnitId, Option<UnitId>> =
        created.iter().map(|entry| (entry.id, entry.parent)).collect();
    let depth = |id: UnitId| {
        std::iter::successors(Some(id), |id| parents.get(id).copied().flatten()).count()
    };
    created.sort_by_cached_key(|entry| depth(entry.id));
}
