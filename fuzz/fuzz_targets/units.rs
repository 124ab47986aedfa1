//! Any bytes as a file of units, CSV or XLSX: what goes in comes out, and reads again.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use sangkien::roster::{Column, Entry, Table, Tree, import, to_csv};

// The reader catches the panics of the crate that takes workbooks apart; without this the fuzzer
// would end at them. One that nobody catches still ends it.
fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("the day exists");
    let Ok(table) = Table::<Column>::read(bytes) else { return };
    let Ok(plan) = import(&Tree::new(Vec::new(), &[]), &table, day, day) else { return };
    let written: Vec<&Entry> = plan.created.iter().collect();
    let csv = to_csv(&written, &plan.created);
    let again = Table::<Column>::read(csv.as_bytes()).expect("what we write reads");
    let again = import(&Tree::new(Vec::new(), &[]), &again, day, day).expect("and is sound");
    assert_eq!(again.created.len(), plan.created.len());
});
