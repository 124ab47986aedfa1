//! Single changes of the tree: merge, rename, move, close.

use chrono::NaiveDate;

use super::{Change, Entry, Facets, Plan, Tree, What, row};
use crate::vietnamese::text::clean;

/// A change of one unit, by codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amendment {
    /// The unit ends and everything of it belongs to another one.
    Merge { unit: String, into: String },
    /// The unit is called otherwise.
    Rename { unit: String, name: String },
    /// The unit comes below another one.
    Move { unit: String, below: String },
    /// The unit ends.
    Close { unit: String },
}

/// Works out what has to be done.
///
/// # Errors
/// Says why it cannot be.
pub fn amend(
    tree: &Tree,
    amendment: &Amendment,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<Plan, String> {
    if on > today {
        return Err(format!("{on} is not yet; say it on that day"));
    }
    match amendment {
        Amendment::Merge { unit, into } => merge(tree, unit, into, on),
        Amendment::Rename { unit, name } => rename(tree, unit, name, on),
        Amendment::Move { unit, below } => shift(tree, unit, below, on),
        Amendment::Close { unit } => close(tree, unit, on),
    }
}

/// The unit stays, closed, below the one it becomes part of; the open units below it come
/// directly below that one.
fn merge(tree: &Tree, unit: &str, into: &str, on: NaiveDate) -> Result<Plan, String> {
    let unit = changeable(tree, unit, on)?;
    let into = tree.open(into)?;
    if unit.id == into.id {
        return Err(format!("{} cannot be merged into itself", unit.code));
    }
    if tree.is_within(into.id, unit.id) {
        return Err(format!(
            "{} lies below {}; move it out first, or merge the other way round",
            into.code, unit.code
        ));
    }
    let mut plan = Plan::default();
    let mut merged = Entry { closed_on: Some(on), merged_into: Some(into.id), ..unit.clone() };
    merged.parent = Some(into.id);
    plan.add(
        What::Merged,
        on,
        (unit, Facets { parent: unit.parent, ..Facets::default() }),
        (merged, Facets { parent: Some(into.id), merged_into: Some(into.id), ..Facets::default() }),
    );
    for child in tree.children(unit.id).filter(|child| child.closed_on.is_none()) {
        tree.may_change(child, on)?;
        plan.add_move(child, into, on);
    }
    Ok(plan)
}

fn rename(tree: &Tree, unit: &str, name: &str, on: NaiveDate) -> Result<Plan, String> {
    let unit = changeable_root(tree, unit, on)?;
    let name = clean(name);
    row::check_name(&name)?;
    if name == unit.name {
        return Err(format!("{} is called so already", unit.code));
    }
    let facets = |name: &str| Facets { name: Some(name.to_owned()), ..Facets::default() };
    let mut plan = Plan::default();
    let before = (unit, facets(&unit.name));
    let after = facets(&name);
    plan.add(What::Renamed, on, before, (Entry { name, ..unit.clone() }, after));
    Ok(plan)
}

fn shift(tree: &Tree, unit: &str, below: &str, on: NaiveDate) -> Result<Plan, String> {
    let unit = changeable(tree, unit, on)?;
    let below = tree.open(below)?;
    if tree.is_within(below.id, unit.id) {
        return Err(format!("{} would lie below itself", unit.code));
    }
    if unit.parent == Some(below.id) {
        return Err(format!("{} is below {} already", unit.code, below.code));
    }
    let mut plan = Plan::default();
    plan.add_move(unit, below, on);
    Ok(plan)
}

fn close(tree: &Tree, unit: &str, on: NaiveDate) -> Result<Plan, String> {
    let unit = changeable(tree, unit, on)?;
    let open = tree.children(unit.id).filter(|child| child.closed_on.is_none()).count();
    if open > 0 {
        return Err(format!(
            "{} has {open} open units below it; move or close them first, or merge it",
            unit.code
        ));
    }
    let mut plan = Plan::default();
    let closed = Entry { closed_on: Some(on), ..unit.clone() };
    plan.add(What::Closed, on, (unit, Facets::default()), (closed, Facets::default()));
    Ok(plan)
}

/// The open unit, if it may be changed on that day and is not the root.
fn changeable<'a>(tree: &'a Tree, code: &str, on: NaiveDate) -> Result<&'a Entry, String> {
    let unit = changeable_root(tree, code, on)?;
    if unit.parent.is_none() {
        return Err(format!("{} is the top of the tree", unit.code));
    }
    Ok(unit)
}

fn changeable_root<'a>(tree: &'a Tree, code: &str, on: NaiveDate) -> Result<&'a Entry, String> {
    let unit = tree.open(code)?;
    tree.may_change(unit, on)?;
    Ok(unit)
}

impl Plan {
    fn add(
        &mut self,
        what: What,
        on: NaiveDate,
        (unit, before): (&Entry, Facets),
        (entry, after): (Entry, Facets),
    ) {
        self.changes.push(Change { unit: unit.id, what, effective_on: on, before, after });
        self.changed.push(entry);
    }

    fn add_move(&mut self, unit: &Entry, below: &Entry, on: NaiveDate) {
        let facets = |parent| Facets { parent, ..Facets::default() };
        let moved = Entry { parent: Some(below.id), ..unit.clone() };
        let before = (unit, facets(unit.parent));
        self.add(What::Moved, on, before, (moved, facets(Some(below.id))));
    }
}
