//! The reason at the beginning of an officer's words: `/tuchoi CODE 3 trùng với SK-…`.

use super::command::split_words;
use crate::domain::{Catalogue, ReasonCode};
use crate::vietnamese::text::fold;

/// Reads a reason, by its code, its number in the list or its name in any language, and gives
/// the words behind it. A code that is a number comes first: so says the reason's own button.
#[must_use]
pub fn read<'c, 'w>(words: &'w str, catalogue: &'c Catalogue) -> Option<(&'c ReasonCode, &'w str)> {
    let (first, rest) = split_words(words, 1)?;
    let coded = catalogue.offered_reasons().find(|reason| reason.code == first);
    if let Some(reason) = coded.filter(|reason| reason.code.bytes().all(|b| b.is_ascii_digit())) {
        return Some((reason, rest));
    }
    let number = first.trim_end_matches(['.', ')']).parse::<usize>().ok();
    if let Some(index) = number.and_then(|number| number.checked_sub(1)) {
        return Some((catalogue.offered_reasons().nth(index)?, rest));
    }
    // The longest name wins, for one may begin with another.
    catalogue
        .offered_reasons()
        .flat_map(|reason| {
            [&reason.code, &reason.label_vi, &reason.label_en].map(|name| (reason, name))
        })
        .filter_map(|(reason, name)| {
            let count = name.split_whitespace().count();
            let (head, rest) = split_words(words, count)?;
            let head = head.trim_end_matches([',', '.', ':', ';']);
            (count > 0 && key(head) == key(name)).then_some((count, reason, rest))
        })
        .max_by_key(|(count, ..)| *count)
        .map(|(_, reason, rest)| (reason, rest))
}

/// What is typed, and what the button [Bỏ qua] types, for "no more words".
pub const NO_NOTE: &str = "-";

/// The note that these words are.
#[must_use]
pub fn note(words: &str) -> Option<String> {
    (!words.is_empty() && words != NO_NOTE).then(|| words.to_owned())
}

/// Folded, with one space between words.
fn key(words: &str) -> String {
    fold(words).split_whitespace().collect::<Vec<_>>().join(" ")
}
