//! Any text as a date: what is read is shown back as the same days.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, date};

fuzz_target!(|input: &str| {
    let today = NaiveDate::from_ymd_opt(2022, 5, 20).expect("May has twenty days");
    match date::read(input, today, date::Future::Allowed) {
        Reading::Read(span) => assert!(span.from <= span.to),
        Reading::Ambiguous(several) => assert!((2..=4).contains(&several.len())),
        Reading::Unreadable(_) => {}
    }
    if let Reading::Read(span) = date::read(input, today, date::Future::Refused) {
        assert!(span.from <= today);
    }
});
