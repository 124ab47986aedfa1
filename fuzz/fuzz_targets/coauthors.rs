//! Any text as co-authors, or as one percent: the shares never pass a hundred.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::vietnamese::{Reading, coauthors, percent};

fuzz_target!(|input: &str| {
    if let Reading::Read(shares) = coauthors::read(input) {
        assert!(!shares.is_empty());
        assert!(shares.iter().all(|share| share.percent > 0 && !share.name.is_empty()));
        assert!(shares.iter().map(|share| u32::from(share.percent)).sum::<u32>() <= 100);
    }
    if let Reading::Read(percent) = percent::read(input) {
        assert!((1..=100).contains(&percent));
    }
});
