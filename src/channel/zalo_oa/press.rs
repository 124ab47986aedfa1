//! Buttons of an Official Account.
//!
//! A tap comes back as an ordinary message whose text is the button's payload; nothing else tells
//! it from typed words. So a payload carries a signature over the account, the chat and the press:
//! what somebody types, or copies from another person's chat, is no press.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::message::Press;

/// What a payload of ours begins with.
const MARK: &str = "sangkien:";

/// Bytes of the signature that travel: 128 bits cannot be guessed.
const SIGNATURE: usize = 16;

/// Makes payloads, and reads what comes back.
#[derive(Clone)]
pub struct Buttons {
    keyed: Hmac<Sha256>,
}

/// What a text is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Payload {
    /// A press of a button that was shown in this very chat.
    Press(Press),
    /// It has the form of a payload, and was not made for this chat.
    Foreign,
    /// Anything else.
    Words,
}

impl Buttons {
    /// Buttons of one account, signed with a key that is derived from `secret`.
    #[must_use]
    pub fn new(secret: &str, oa_id: &str) -> Self {
        let mut keyed = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .expect("a key of any length is taken");
        for part in ["sangkien button", oa_id] {
            keyed.update(part.as_bytes());
            keyed.update(&[0]);
        }
        Self { keyed }
    }

    /// The payload of a button in this chat; at most 106 characters.
    #[must_use]
    pub fn payload(&self, chat: &str, press: &Press) -> String {
        let press = press.encode();
        format!("{MARK}{press}:{}", self.signature(chat, &press))
    }

    /// Reads a text that was received in this chat.
    #[must_use]
    pub fn read(&self, chat: &str, text: &str) -> Payload {
        let Some((press, shown)) =
            text.trim().strip_prefix(MARK).and_then(|rest| rest.rsplit_once(':'))
        else {
            return Payload::Words;
        };
        let is_form = shown.len() == SIGNATURE * 2 && shown.bytes().all(|b| b.is_ascii_hexdigit());
        if !is_form {
            return Payload::Words;
        }
        let fits: bool = self.signature(chat, press).as_bytes().ct_eq(shown.as_bytes()).into();
        match Press::decode(press) {
            Some(press) if fits => Payload::Press(press),
            _ => Payload::Foreign,
        }
    }

    fn signature(&self, chat: &str, press: &str) -> String {
        let mut keyed = self.keyed.clone();
        keyed.update(chat.as_bytes());
        keyed.update(&[0]);
        keyed.update(press.as_bytes());
        HEXLOWER.encode(&keyed.finalize().into_bytes()[..SIGNATURE])
    }
}

impl std::fmt::Debug for Buttons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Buttons(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buttons() -> Buttons {
        Buttons::new("a-secret", "200")
    }

    fn yes() -> Press {
        Press::Answer { question: 17, key: "yes".to_owned() }
    }

    #[test]
    fn a_press_survives_the_journey() {
        for press in [yes(), Press::Command("/xem 10000017".to_owned())] {
            let payload = buttons().payload("41", &press);
            assert!(payload.len() <= 1000, "{payload}");
            assert_eq!(buttons().read("41", &payload), Payload::Press(press));
        }
        let longest = Press::Command(format!("/{}", "x".repeat(62)));
        assert_eq!(buttons().payload("41", &longest).chars().count(), 106);
    }

    #[test]
    fn a_payload_is_good_in_its_own_chat_and_account_alone() {
        let payload = buttons().payload("41", &yes());
        assert_eq!(buttons().read("42", &payload), Payload::Foreign);
        assert_eq!(Buttons::new("a-secret", "201").read("41", &payload), Payload::Foreign);
        assert_eq!(Buttons::new("another", "200").read("41", &payload), Payload::Foreign);
        assert_eq!(buttons().read("41", &payload.replace("a17", "a18")), Payload::Foreign);
    }

    #[test]
    fn what_somebody_types_is_no_press() {
        let signature = "0".repeat(32);
        for words in ["a17.yes", "sangkien:a17.yes", "sangkien:a17.yes:", "sangkien: cải tiến", ""]
        {
            assert_eq!(buttons().read("41", words), Payload::Words, "{words:?}");
        }
        let guessed = format!("sangkien:a17.yes:{signature}");
        assert_eq!(buttons().read("41", &guessed), Payload::Foreign);
    }

    #[test]
    fn chat_and_press_cannot_be_cut_in_another_place() {
        // Both texts are "41" and "a17.yes" one after the other.
        let payload = buttons().payload("4", &yes());
        assert_eq!(buttons().read("41", &payload), Payload::Foreign);
    }
}
