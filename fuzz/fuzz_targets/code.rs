//! Any text as a code: what is read is shown back as the same code.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, code};

fuzz_target!(|input: &str| {
    if let Reading::Read(code) = code::read(input) {
        assert!(code.0 > 0);
        assert_eq!(code::read(&code.to_string()), Reading::Read(code));
    }
});
