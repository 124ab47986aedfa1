//! Today's tree, as the checks need it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Change, Entry, What};
use crate::domain::UnitId;

/// Today's tree with what was closed, and how far each unit's history goes.
#[derive(Debug, Default)]
pub struct Tree {
    entries: Vec<Entry>,
    by_id: HashMap<UnitId, usize>,
    by_code: HashMap<String, usize>,
    children: HashMap<UnitId, Vec<usize>>,
    last_change: HashMap<UnitId, NaiveDate>,
}

impl Tree {
    #[must_use]
    pub fn new(entries: Vec<Entry>, changes: &[Change]) -> Self {
        let by_id = entries.iter().enumerate().map(|(at, entry)| (entry.id, at)).collect();
        let by_code =
            entries.iter().enumerate().map(|(at, entry)| (entry.code.clone(), at)).collect();
        let mut children: HashMap<UnitId, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(parent) = entry.parent {
                children.entry(parent).or_default().push(at);
            }
        }
        let mut last_change: HashMap<UnitId, NaiveDate> = HashMap::new();
        for change in changes.iter().filter(|change| change.what != What::Created) {
            let last = last_change.entry(change.unit).or_insert(change.effective_on);
            *last = change.effective_on.max(*last);
        }
        Self { entries, by_id, by_code, children, last_change }
    }

    #[must_use]
    pub fn get(&self, unit: UnitId) -> Option<&Entry> {
        self.by_id.get(&unit).map(|&at| &self.entries[at])
    }

    /// The unit with this code, open or closed.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Entry> {
        self.by_code.get(&code.trim().to_ascii_uppercase()).map(|&at| &self.entries[at])
    }

    /// The open unit with this code, or why there is none.
    ///
    /// # Errors
    /// Names the unit that took its place, if one did.
    pub fn open(&self, code: &str) -> Result<&Entry, String> {
        let entry = self.by_code(code).ok_or_else(|| format!("there is no unit {code}"))?;
        let Some(closed_on) = entry.closed_on else { return Ok(entry) };
        let instead = entry.merged_into.and_then(|unit| self.get(unit));
        Err(match instead {
            Some(unit) => format!("unit {code} was merged into {} on {closed_on}", unit.code),
            None => format!("unit {code} was closed on {closed_on}"),
        })
    }

    /// The units directly below, open and closed.
    pub fn children(&self, unit: UnitId) -> impl Iterator<Item = &Entry> {
        self.children.get(&unit).into_iter().flatten().map(|&at| &self.entries[at])
    }

    /// The open unit without one above.
    #[must_use]
    pub fn root(&self) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.parent.is_none() && entry.closed_on.is_none())
    }

    /// Whether `unit` is `ancestor` or lies below it.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, ancestor: UnitId) -> bool {
        let mut here = Some(unit);
        // The stored tree has no circle; should one slip in, it ends here all the same.
        for _ in 0..=self.entries.len() {
            match here {
                Some(id) if id == ancestor => return true,
                Some(id) => here = self.get(id).and_then(|entry| entry.parent),
                None => return false,
            }
        }
        false
    }

    /// Whether the unit's history allows a change on this day: it is told in the order in
    /// which things happened.
    pub(super) fn may_change(&self, entry: &Entry, on: NaiveDate) -> Result<(), String> {
        if let Some(opened_on) = entry.opened_on
            && on < opened_on
        {
            return Err(format!("unit {} was only opened on {opened_on}", entry.code));
        }
        match self.last_change.get(&entry.id) {
            Some(last) if on < *last => Err(format!(
                "unit {} has a change of {last} already; a change of {on} would come before it",
                entry.code
            )),
            _ => Ok(()),
        }
    }
}
