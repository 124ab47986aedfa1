//! Any text as what comes back from a button: the first line is the chat, the rest the text.
//! Nothing is a press but what was made for that chat.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sangkien::message::Press;
use sangkien::channel::zalo_oa::press::{Buttons, Payload};

fuzz_target!(|input: &str| {
    let buttons = Buttons::new("a-secret-that-nobody-guesses", "200");
    let (chat, text) = input.split_once('\n').unwrap_or(("41", input));
    assert!(!matches!(buttons.read(chat, text), Payload::Press(_)), "a forged button is taken");

    let Some(press) = Press::decode(text) else { return };
    let payload = buttons.payload(chat, &press);
    assert!(payload.chars().count() <= 1_000);
    assert_eq!(buttons.read(chat, &payload), Payload::Press(press));
    assert_eq!(buttons.read("somebody else", &payload), Payload::Foreign);
});
