//! Phrases into words.

use crate::domain::Locale;
use crate::phrase::Phrase;

/// The words of a phrase, with the small mark-up of [`Outbound`](crate::message::Outbound).
#[must_use]
pub fn render(_locale: Locale, _phrase: &Phrase) -> String {
    String::new()
}
