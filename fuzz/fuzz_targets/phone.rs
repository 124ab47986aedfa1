//! Any text as a phone number: what is read is shown back as the same number.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, phone};

fuzz_target!(|input: &str| {
    if let Reading::Read(phone) = phone::read(input) {
        assert!(phone.as_str().starts_with("+84"));
        assert_eq!(phone::read(&phone.display()), Reading::Read(phone));
    }
});
