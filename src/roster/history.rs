//! The tree as it was on another day.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Change, Entry, What};
use crate::domain::UnitId;

/// The units that were open on a day, called as they were called and where they were then.
/// A unit without a day of opening has always been there.
#[must_use]
pub fn as_of(entries: &[Entry], changes: &[Change], day: NaiveDate) -> Vec<Entry> {
    let mut later: HashMap<UnitId, Vec<&Change>> = HashMap::new();
    for change in changes.iter().filter(|change| change.effective_on > day) {
        later.entry(change.unit).or_default().push(change);
    }
    entries
        .iter()
        .filter(|entry| entry.opened_on.is_none_or(|opened| opened <= day))
        .filter(|entry| entry.closed_on.is_none_or(|closed| closed > day))
        .map(|entry| {
            let mut was = entry.clone();
            (was.closed_on, was.merged_into) = (None, None);
            let undone = later.get_mut(&entry.id).map(std::mem::take).unwrap_or_default();
            undo(&mut was, undone);
            was
        })
        .collect()
}

/// Takes changes back, the newest first.
fn undo(entry: &mut Entry, mut changes: Vec<&Change>) {
    changes.sort_by_key(|change| change.effective_on);
    for change in changes.into_iter().rev() {
        let before = &change.before;
        match change.what {
            What::Renamed => {
                if let Some(name) = &before.name {
                    entry.name.clone_from(name);
                }
            }
            What::Moved | What::Merged => entry.parent = before.parent,
            What::Edited => {
                if let Some(kind) = &before.kind {
                    entry.kind.clone_from(kind);
                }
                entry.members = before.members;
                entry.opened_on = before.opened_on;
            }
            What::Created | What::Closed => {}
        }
    }
}
