//! Any text as a choice: the first line is the answer, the others are the labels.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, choice};

fuzz_target!(|input: &str| {
    let mut lines = input.split('\n');
    let answer = lines.next().unwrap_or_default();
    let labels: Vec<&str> = lines.take(20).collect();
    match choice::pick(answer, &labels) {
        Reading::Read(at) => assert!(at < labels.len()),
        Reading::Ambiguous(several) => {
            assert!((2..=4).contains(&several.len()));
            assert!(several.iter().all(|&at| at < labels.len()));
        }
        Reading::Unreadable(_) => {}
    }
});
