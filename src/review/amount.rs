//! The verified benefit at the beginning of an officer's words: `/duyet CODE 50 triệu, đã đối
//! chiếu sổ kho`.

use super::command::split_words;
use crate::vietnamese::Reading;
use crate::vietnamese::money::{self, Amount, Period};
use crate::vietnamese::text::fold;

/// What the officer verified.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Verified {
    /// No amount.
    #[default]
    Nothing,
    /// Whole đồng.
    Amount(i64),
    /// An amount with several meanings, in whole đồng.
    Either(Vec<i64>),
}

/// Divides the words into an amount at the beginning and the note behind it.
///
/// A number is an amount only if it has a unit or is too long for anything else, so that
/// "2 người đã kiểm tra" stays a note. The shortest beginning that reads is taken, and longer
/// while that changes the meaning ("1 tỷ" → "1 tỷ 500 triệu"); but a bare number at the end of
/// the beginning counts only if nothing follows it: "50 triệu 2 máy" is fifty million.
#[must_use]
pub fn split(words: &str) -> (Verified, &str) {
    const MOST_WORDS: usize = 8;
    let mut taken = (Verified::Nothing, words.trim());
    for count in 1..=MOST_WORDS {
        let Some((head, tail)) = split_words(words, count) else { break };
        let last = head.rsplit(char::is_whitespace).next().unwrap_or(head);
        if is_bare(last) && !(tail.is_empty() && count > 1) && !is_long(head) {
            continue;
        }
        match read(head) {
            Verified::Nothing => {}
            found if found == taken.0 && !is_currency(last) => break,
            found => taken = (found, tail),
        }
    }
    taken
}

fn read(words: &str) -> Verified {
    let mut meanings: Vec<i64> = match money::read(words) {
        Reading::Read(amount) => meanings(amount),
        Reading::Ambiguous(amounts) => amounts.into_iter().flat_map(meanings).collect(),
        Reading::Unreadable(_) => Vec::new(),
    };
    meanings.dedup();
    match meanings.as_slice() {
        [] => Verified::Nothing,
        [dong] => Verified::Amount(*dong),
        _ => Verified::Either(meanings),
    }
}

/// What is verified is the whole benefit, or the first year's. A monthly amount may be meant
/// as it stands or for the year, so both are offered.
fn meanings(amount: Amount) -> Vec<i64> {
    let Amount::Dong { dong, approximate: _, period } = amount else {
        return Vec::new();
    };
    let times = match period {
        None | Some(Period::Year | Period::Day | Period::Shift) => return vec![dong],
        Some(Period::Quarter) => 4,
        Some(Period::Month) => 12,
        Some(Period::Week) => 52,
    };
    let year = dong.checked_mul(times).filter(|year| *year <= money::LARGEST);
    [Some(dong), year].into_iter().flatten().collect()
}

/// A number without a unit.
fn is_bare(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// Five digits: nobody counts machines or people in tens of thousands, and years have four.
fn is_long(word: &str) -> bool {
    is_bare(word) && word.chars().filter(char::is_ascii_digit).count() >= 5
}

fn is_currency(word: &str) -> bool {
    let word = fold(word);
    matches!(word.trim_end_matches([',', '.', ';', ':']), "d" | "dong" | "vnd")
}
