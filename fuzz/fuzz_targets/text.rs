//! Any text: cleaning and folding settle at once, and residue never falls over.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::text::{clean, fold, residue};

fuzz_target!(|input: &str| {
    let cleaned = clean(input);
    assert_eq!(clean(&cleaned), cleaned);
    let key = fold(input);
    assert_eq!(fold(&key), key);
    assert_eq!(fold(&cleaned), key);
    if let Some(meant) = residue(input) {
        assert_eq!(clean(&meant), meant);
    }
});
