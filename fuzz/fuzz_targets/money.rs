//! Any text as an amount: what is read is shown back as the same amount.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, money};

fuzz_target!(|input: &str| {
    match money::read(input) {
        Reading::Read(amount) => assert_eq!(money::read(&amount.echo()), Reading::Read(amount)),
        Reading::Ambiguous(several) => assert!((2..=4).contains(&several.len())),
        Reading::Unreadable(_) => {}
    }
});
