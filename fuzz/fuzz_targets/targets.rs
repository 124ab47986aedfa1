//! Any bytes as a file of targets, CSV or XLSX: what is taken makes sense.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::charter::target::{Column, import, sound};
use sangkien::domain::{Catalogue, UnitId};
use sangkien::roster::{Entry, Table, Tree};

// The reader catches the panics of the crate that takes workbooks apart; without this the fuzzer
// would end at them. One that nobody catches still ends it.
fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| {
    let Ok(table) = Table::<Column>::read(bytes) else { return };
    let entry = |id, code: &str, parent| Entry {
        id: UnitId(id),
        code: code.to_owned(),
        name: code.to_owned(),
        kind: "federation".to_owned(),
        parent,
        members: None,
        opened_on: None,
        closed_on: None,
        merged_into: None,
    };
    let units = vec![entry(1, "TLD", None), entry(2, "HN", Some(UnitId(1)))];
    let changes = import(&Tree::new(units, &[]), &Catalogue::none(), &[], &table);
    for change in changes.unwrap_or_default() {
        assert_eq!(sound(&change.after), Ok(()));
    }
});
