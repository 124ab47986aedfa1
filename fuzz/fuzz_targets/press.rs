//! Any text as what a button of Telegram sends back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::message::Press;

fuzz_target!(|data: &str| {
    if let Some(press) = Press::decode(data) {
        let encoded = press.encode();
        assert!(data.len() <= Press::MAX_BYTES && encoded.len() <= Press::MAX_BYTES);
        assert_eq!(Press::decode(&encoded), Some(press));
    }
});
