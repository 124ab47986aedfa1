//! Any text as a name: what is read has no digits and can be greeted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, name};

fuzz_target!(|input: &str| {
    let names = match name::read(input) {
        Reading::Read(name) => vec![name],
        Reading::Ambiguous(several) => several,
        Reading::Unreadable(_) => return,
    };
    for name in names {
        assert!(!name.as_str().contains(char::is_numeric));
        assert!(!name.given().is_empty());
        assert!(name.display().contains(' '));
    }
});
