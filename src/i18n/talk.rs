//! What is said to workers: each phrase with its message and what goes into it.

use super::Line;
use crate::domain::Locale;
use crate::phrase::talk::Talk;

pub(super) fn line(_locale: Locale, phrase: &Talk) -> Line {
    match phrase {
        Talk::Apology { number } => Line::new("apology").words("number", number),
    }
}
