//! Any text as an event of a Zalo Official Account, once its signature was found good.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::channel::zalo_oa::press::Buttons;
use sangkien::channel::zalo_oa::{Profile, judge};
use sangkien::domain::AccountId;

fuzz_target!(|raw: &str| {
    let now = chrono::DateTime::from_timestamp(1_772_413_200, 0).expect("the instant exists");
    let buttons = Buttons::new("a-secret-that-nobody-guesses", "2000000000000000002");
    for greets_followers in [false, true] {
        let profile = Profile { buttons: buttons.clone(), greets_followers };
        judge(&profile, AccountId(1), raw, now);
    }
});
