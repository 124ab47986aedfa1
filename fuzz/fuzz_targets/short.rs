//! Any text as a yes, a no or a command: a yes never becomes a no by cleaning it first.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{intent, text, yes_no};

fuzz_target!(|input: &str| {
    // A text of a length that no reader takes may become short enough.
    if input.len() > 100 {
        return;
    }
    let cleaned = text::clean(input);
    assert_eq!(yes_no::read(&cleaned), yes_no::read(input));
    assert_eq!(intent::read(&cleaned), intent::read(input));
});
