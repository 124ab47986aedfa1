//! Any text as a campaign's file: what is found sound is written and read as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::charter::{check, read, write};
use sangkien::domain::UnitId;

fuzz_target!(|text: &str| {
    let Ok(catalogue) = read(text, |code| (code == "HN").then_some(UnitId(2))) else { return };
    if check(&catalogue).is_empty() {
        let written = write(&catalogue, |_| "HN".to_owned());
        let again = read(&written, |_| Some(UnitId(2)));
        assert_eq!(again.as_ref(), Ok(&catalogue), "{written}");
    }
});
