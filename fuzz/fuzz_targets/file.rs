//! Any bytes as a file that somebody hands in: what is kept is what it was found to be, and has
//! nothing more to lose.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::files::inspect::inspect;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sound) = inspect(bytes.to_vec()) {
        assert_eq!(inspect(sound.content.to_vec()), Ok(sound));
    }
});
