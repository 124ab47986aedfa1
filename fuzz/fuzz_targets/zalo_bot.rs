//! Any text as an update of the Zalo Bot Platform, alone or inside `result`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::channel::{judge, zalo_bot};
use sangkien::domain::AccountId;

fuzz_target!(|raw: &str| {
    let now = chrono::DateTime::from_timestamp(1_772_413_200, 0).expect("the instant exists");
    for raw in [raw, &format!(r#"{{"ok":true,"result":{raw}}}"#)] {
        judge(now, || zalo_bot::envelope(raw, now), || zalo_bot::read(AccountId(1), raw, now));
    }
});
