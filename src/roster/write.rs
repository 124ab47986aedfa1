//! Units as a file that can be imported again.

use std::collections::HashMap;

use super::Entry;
use super::table::{Column, Columns as _};
use crate::domain::UnitId;

/// The units as CSV, in the given order.
///
/// # Panics
/// Never: memory takes every record, and text stays text.
#[must_use]
pub fn to_csv(entries: &[&Entry], all: &[Entry]) -> String {
    let codes: HashMap<UnitId, &str> =
        all.iter().map(|entry| (entry.id, entry.code.as_str())).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: [&str; 6]| {
        writer.write_record(fields).expect("memory takes every record of six fields");
    };
    let heads: Vec<&str> = Column::ALL.iter().map(|column| column.head()).collect();
    write(heads.try_into().expect("there are six columns"));
    for entry in entries {
        let parent = entry.parent.and_then(|parent| codes.get(&parent).copied()).unwrap_or("");
        let members = entry.members.map(|members| members.to_string()).unwrap_or_default();
        let opened_on = entry.opened_on.map(|day| day.to_string()).unwrap_or_default();
        write([&entry.code, &entry.name, &entry.kind, parent, &members, &opened_on]);
    }
    let bytes = writer.into_inner().expect("memory can be flushed");
    String::from_utf8(bytes).expect("the fields were text")
}
