//! The code of an initiative, made to be read out, copied by hand and typed on a phone.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Reading, Why, text};

/// Longest text, in bytes, in which a code is looked for.
const LONGEST: usize = 400;
/// Digits of the shortest code, the check digit among them.
const FEWEST_DIGITS: usize = 8;
/// Most digits of a code without "SK" before it; longer ones are phones and amounts.
const MOST_BARE_DIGITS: usize = 10;

/// The quasigroup of order 10 from H. Michael Damm's thesis (2004). A check digit by it
/// shows every single wrong digit and every swap of two neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// A code: a running number, shown as "SK-1234-5678" with a check digit at its end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(pub u64);

impl Code {
    /// The code of the running number `number`, which counts from 1.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The digits alone, the check digit last: "12345678".
    #[must_use]
    pub fn digits(self) -> String {
        let number = format!("{:07}", self.0);
        let check = damm(number.bytes());
        format!("{number}{check}")
    }
}

impl From<u64> for Code {
    fn from(number: u64) -> Self {
        Self::new(number)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let (head, tail) = digits.split_at(digits.len() - 4);
        write!(f, "SK-{head}-{tail}")
    }
}

/// The check digit of `digits`, given as ASCII; 0 when they end in their own check digit.
fn damm(digits: impl Iterator<Item = u8>) -> u8 {
    digits.fold(0, |row, digit| DAMM[usize::from(row)][usize::from(digit - b'0')])
}

/// Reads a code as people type it: any case, with or without "SK" and the dashes, with the
/// letters O, I and l for the digits, and with a few words around it.
///
/// Without "SK" the digits must be grouped as in a code, so that no date, amount or phone
/// number is taken for one.
///
/// ```
/// use sangkien::vietnamese::{Reading, code::{Code, read}};
///
/// let code = Code::new(1_234_567);
/// assert_eq!(code.to_string(), "SK-1234-5671");
/// assert_eq!(read("mã sk 12345671 ạ"), Reading::Read(code));
/// ```
#[must_use]
pub fn read(input: &str) -> Reading<Code> {
    if input.len() > LONGEST {
        return Reading::Unreadable(Why::NotACode);
    }
    let typed = plain(&text::clean(input));
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    match find(&typed) {
        Some((groups, marked)) => check(&groups, marked),
        None => Reading::Unreadable(Why::NotACode),
    }
}

/// Upper case, full-width letters and digits as plain ones, all else that is not ASCII kept.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        // The small l looks like 1, the capital L does not; so it is settled before the case.
        .map(|c| if c == 'l' { '1' } else { c.to_ascii_uppercase() })
        .collect()
}

/// The groups of digits of the only code in the text, and whether "SK" marks them.
fn find(typed: &str) -> Option<(Vec<String>, bool)> {
    let marks = marks(typed);
    let mut found: Option<Vec<String>> = None;
    for (nth, &(_, start)) in marks.iter().enumerate() {
        let end = marks.get(nth + 1).map_or(typed.len(), |&(next, _)| next);
        let Some((groups, rest)) = groups(&typed[start..end]) else {
            continue;
        };
        if found.as_ref().is_some_and(|first| first.concat() != groups.concat()) || glued(rest) {
            return None;
        }
        found = Some(groups);
    }
    if let Some(groups) = found {
        return Some((groups, true));
    }
    let first = typed.find(|c: char| c.is_ascii_digit() || matches!(c, 'O' | 'I' | '|'))?;
    bare(typed, first)
}

/// Where "SK", or "S K", begins and ends as a word or at the start of one.
fn marks(typed: &str) -> Vec<(usize, usize)> {
    let starts = typed.match_indices('S').map(|(at, _)| at);
    starts
        .filter(|&at| !typed[..at].ends_with(char::is_alphanumeric))
        .filter_map(|at| {
            let after = &typed[at + 1..];
            let after = after.strip_prefix([' ', '.', '-']).unwrap_or(after).strip_prefix('K')?;
            Some((at, typed.len() - after.len()))
        })
        .collect()
}

/// A code without "SK": after words that announce it, and with nothing but kind words behind.
fn bare(typed: &str, first: usize) -> Option<(Vec<String>, bool)> {
    const AROUND: &[&str] = &[
        "ma", "so", "sang", "kien", "ho", "code", "tra", "cuu", "la", "1a", "cua", "em", "toi",
        "minh", "da", "a", "nhe", "nha", "xem", "kiem", "dang", "ki", "1am", "on", "cho", "hoi",
    ];
    // A word such as "mOI" may hold the first letter that could be a digit.
    let start = typed[..first]
        .rfind(|c: char| c.is_whitespace() || matches!(c, ':' | '#' | '(' | '.'))
        .map_or(0, |at| at + 1);
    let mut words = Vec::new();
    let mut rest = &typed[start..];
    let mut before = text::fold(&typed[..start]);
    let groups = loop {
        rest = rest.trim_start();
        match groups(rest) {
            Some((groups, after)) if groups.concat().len() >= FEWEST_DIGITS => {
                rest = after;
                break groups;
            }
            _ => {
                let (word, after) = rest.split_once([' ', ':', '\n'])?;
                words.push(text::fold(word));
                rest = after;
            }
        }
    };
    for word in words {
        before.push(' ');
        before.push_str(&word);
    }
    let after = text::fold(rest);
    let known =
        |words: &str| words.split(' ').all(|word| word.is_empty() || AROUND.contains(&word));
    (known(&before) && known(&after) && !glued(rest) && is_grouped_as_code(&groups))
        .then_some((groups, false))
}

/// True when the text goes on in a way that makes the digits a part of something longer.
fn glued(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '/')
        || rest.contains(|c: char| c.is_ascii_digit() && c != '1')
}

/// The groups of digits at the start of the text, and what follows them.
fn groups(typed: &str) -> Option<(Vec<String>, &str)> {
    let mut groups: Vec<String> = Vec::new();
    let mut group = String::new();
    let mut letters = 0;
    let mut end = 0;
    for (at, c) in typed.char_indices() {
        let digit = match c {
            '0'..='9' => c,
            'O' => '0',
            'I' | '|' => '1',
            ' ' | '-' | '–' | '—' | '‑' | '‐' | '−' | '.' | '_' | ':' | '#' | '/' => {
                if !group.is_empty() {
                    groups.push(std::mem::take(&mut group));
                }
                continue;
            }
            _ => break,
        };
        letters += usize::from(!c.is_ascii_digit());
        group.push(digit);
        end = at + c.len_utf8();
    }
    if !group.is_empty() {
        groups.push(group);
    }
    let digits: usize = groups.iter().map(String::len).sum();
    (digits > 0 && letters * 2 <= digits).then_some((groups, &typed[end..]))
}

/// Groups as a code has them: all digits together, the last four apart, or evenly small.
fn is_grouped_as_code(groups: &[String]) -> bool {
    match groups {
        [only] => only.len() <= MOST_BARE_DIGITS,
        [head, tail] => tail.len() == 4 && (4..=MOST_BARE_DIGITS - 4).contains(&head.len()),
        _ => {
            groups.concat().len() <= MOST_BARE_DIGITS
                && groups.iter().all(|group| group.len() == groups[0].len() && group.len() <= 2)
        }
    }
}

fn check(groups: &[String], marked: bool) -> Reading<Code> {
    let digits = groups.concat();
    if digits.len() < FEWEST_DIGITS {
        let why = if marked { Why::TooShort } else { Why::NotACode };
        return Reading::Unreadable(why);
    }
    // Zeros fill up seven places and no more, so that every code has one spelling.
    if digits.len() > FEWEST_DIGITS && digits.starts_with('0') {
        return Reading::Unreadable(Why::NotACode);
    }
    match digits[..digits.len() - 1].parse() {
        Ok(0) | Err(_) => Reading::Unreadable(Why::NotACode),
        Ok(_) if damm(digits.bytes()) != 0 => Reading::Unreadable(Why::WrongCheckDigit),
        Ok(number) => Reading::Read(Code(number)),
    }
}
