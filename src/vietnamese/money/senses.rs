//! Words with two senses: the text is read in each, and what differs is offered.

use super::Amount;
use super::lexicon::{self, Sense};
use super::sentence::Sentence;
use super::verdict::both;
use crate::vietnamese::Reading;
use crate::vietnamese::scan::{Kind, Token};

/// Reads an answer in all senses of its words.
pub fn read(tokens: &[Token]) -> Reading<Amount> {
    match digit_or_clause(tokens) {
        Some(digit) => either(about_or_eight(&digit), about_or_eight(tokens)),
        None => about_or_eight(tokens),
    }
}

/// The one reading that makes sense, or all of both.
fn either(one: Reading<Amount>, other: Reading<Amount>) -> Reading<Amount> {
    match (one, other) {
        (one, Reading::Unreadable(_)) => one,
        (Reading::Unreadable(_), other) => other,
        (one, other) => both(one, other),
    }
}

/// Without their marks, "2 trieu sau mot thang" is 2,6 million a month or 2 million after a
/// month, and "2 ty tu …" is 2,4 billion or since some time: the text with the digit, where
/// both may be meant.
fn digit_or_clause(tokens: &[Token]) -> Option<Vec<Token>> {
    if tokens.iter().any(Token::marked) {
        return None;
    }
    let at = (1..tokens.len()).find(|&at| {
        let (word, digit) = match tokens[at].full() {
            "sau" => (AFTER, true),
            "tu" => (SINCE, true),
            _ => (AFTER, false),
        };
        let next = tokens.get(at + 1);
        digit
            && lexicon::unit(tokens, at - 1, Sense::Lower).is_some()
            && next.is_some_and(|next| !word.contains(&next.bare()))
    })?;
    let mut out = tokens.to_vec();
    let bare = tokens[at].bare().to_owned();
    let full = if bare == "sau" { "sáu" } else { "tư" }.to_owned();
    out[at].kind = Kind::Word { full, bare };
    Some(out)
}

/// What follows "sau" only when it means "after".
const AFTER: &[&str] = &["khi", "cai", "thue", "do", "nay", "luc", "tru", "ap", "tram", "muoi"];

/// What follows "từ" only when it means "since" or "from".
const SINCE: &[&str] =
    &["thang", "nam", "quy", "ngay", "khi", "dau", "cuoi", "hoi", "luc", "viec", "cai", "giam"];

/// Without its mark, "tam" is "tám" (eight) or "tầm" (about).
fn about_or_eight(tokens: &[Token]) -> Reading<Amount> {
    if !tokens.iter().any(|token| token.full() == "tam") {
        return in_both_units(tokens);
    }
    either(in_both_units(&with_tam(tokens, "tám")), in_both_units(&with_tam(tokens, "tầm")))
}

/// The text with "tam" as one of its two words; before digits it can only be "tầm", and of two
/// in a row only the first can.
fn with_tam(tokens: &[Token], word: &str) -> Vec<Token> {
    let mut out = tokens.to_vec();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.full() == "tam") {
        let digits_follow = tokens.get(at + 1).is_some_and(|next| !next.digits().is_empty());
        let second = at > 0 && tokens[at - 1].full() == "tam";
        let full = match (digits_follow, second) {
            (true, _) => "tầm",
            (false, true) => "tám",
            (false, false) => word,
        };
        out[at].kind = Kind::Word { full: full.to_owned(), bare: token.bare().to_owned() };
    }
    out
}

/// "5t" is five million or five billion, "5 xị" 50.000 or 500.000.
fn in_both_units(tokens: &[Token]) -> Reading<Amount> {
    let lower = Sentence::walk(tokens, Sense::Lower).conclude();
    if !tokens.iter().any(lexicon::has_two_senses) {
        return lower;
    }
    both(lower, Sentence::walk(tokens, Sense::Upper).conclude())
}
