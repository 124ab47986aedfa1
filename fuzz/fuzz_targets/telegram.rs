//! Any text as an update of Telegram.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::channel::{judge, telegram};
use sangkien::domain::AccountId;

fuzz_target!(|raw: &str| {
    let now = chrono::DateTime::from_timestamp(1_772_413_200, 0).expect("the instant exists");
    judge(now, || telegram::envelope(raw, now), || telegram::read(AccountId(1), raw, now));
});
