//! Text at the door, and the key for comparing.

use proptest::prelude::*;
use sangkien::vietnamese::text::{clean, fold};
use unicode_normalization::UnicodeNormalization;

#[test]
fn folding_any_single_character_twice_changes_nothing() {
    for c in ('\0'..='\u{20000}').chain('\u{e0000}'..='\u{e1000}') {
        let once = fold(&format!("a{c}b"));
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn cleaning_any_single_character_twice_changes_nothing() {
    for c in ('\0'..='\u{20000}').chain('\u{e0000}'..='\u{e1000}') {
        let once = clean(&format!("a{c}b"));
        assert_eq!(clean(&once), once, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn spellings_of_one_text_share_a_key() {
    for (a, b) in [
        ("hòa", "hoà"),
        ("khỏe", "khoẻ"),
        ("Thủy", "thuỷ"),
        ("hủy", "HUỶ"),
        ("kỹ", "kĩ"),
        ("lý", "lí"),
        ("tỷ", "tỉ"),
        ("quý", "quí"),
        ("Bình Ðịnh", "binh dinh"),
        ("Ɖắk Lắk", "đăk lăk"),
        ("ＡＢＣ １２", "abc 12"),
        ("1️⃣", "1"),
        ("T.P. Hồ-Chí_Minh", "t p ho chi minh"),
        ("Lao\u{341} động", "lao dong"),
    ] {
        assert_eq!(fold(a), fold(b), "{a} and {b}");
        assert_eq!(fold(&a.nfd().collect::<String>()), fold(b), "{a} as NFD");
    }
}

#[test]
fn different_words_keep_different_keys() {
    for (a, b) in [("tay", "tai"), ("máy", "mai"), ("thúy", "thúi"), ("cay", "cai")] {
        assert_ne!(fold(a), fold(b), "{a} and {b}");
    }
}

#[test]
fn clean_keeps_what_is_seen_and_nothing_else() {
    for (input, expected) in [
        ("  a  b ", "a b"),
        ("a\r\nb\r\n\r\n\r\n\r\nc", "a\nb\n\nc"),
        ("\n\n a \n\n", "a"),
        ("a \u{2028} b", "a\nb"),
        ("\u{feff}Sa\u{301}ng\u{a0}kie\u{302}\u{301}n\u{200b}", "Sáng kiến"),
        ("e\u{302}\u{323}", "ệ"),
        ("\u{202e}abc\u{0}\u{7f}", "abc"),
        ("a\u{e0041}\u{e007f}b", "ab"),
        ("Bình Ðịnh 👍🏽", "Bình Ðịnh 👍🏽"),
        ("", ""),
        (" \u{200b}\t", ""),
    ] {
        assert_eq!(clean(input), expected, "{input:?}");
    }
}

#[test]
fn every_letter_of_the_latin_script_is_one_however_it_is_composed() {
    for letter in ' '..'\u{2000}' {
        let word = format!("a{letter}b c");
        let (nfc, nfd): (String, String) = (word.nfc().collect(), word.nfd().collect());
        assert_eq!(clean(&nfc), clean(&nfd), "{letter:?}");
    }
}

proptest! {
    #[test]
    fn clean_and_fold_are_idempotent(text in any::<String>()) {
        let cleaned = clean(&text);
        prop_assert_eq!(clean(&cleaned), cleaned.clone());
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert_eq!(fold(&cleaned), folded);
    }

    #[test]
    fn composed_and_decomposed_text_are_one(text in any::<String>()) {
        let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(clean(&nfc), clean(&nfd));
        prop_assert_eq!(fold(&nfc), fold(&nfd));
    }
}
