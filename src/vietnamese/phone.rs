//! Vietnamese phone numbers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Reading, Why, text};

/// Longest text, in bytes, in which a phone number is looked for.
const LONGEST: usize = 600;

/// How the mobile numbers with eleven digits began until 15/9/2018, and how they begin since.
const OLD_MOBILE: [(&str, &str); 21] = [
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0126", "076"),
    ("0128", "078"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0127", "081"),
    ("0129", "082"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

/// A phone number in the international form of E.164, such as "+84912345678".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

/// What a number is good for: only a mobile phone can get a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    Mobile,
    Landline,
}

/// A stored number as people write it; one that does not read stays as it is.
#[must_use]
pub fn display(stored: &str) -> String {
    match read(stored) {
        Reading::Read(phone) => phone.display(),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => stored.to_owned(),
    }
}

impl Phone {
    /// The number in the international form, with "+84" before it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.0.starts_with("+842") { Kind::Landline } else { Kind::Mobile }
    }

    /// The number as it is written in Vietnam: "0912 345 678", "024 3825 6789".
    #[must_use]
    pub fn display(&self) -> String {
        // Hà Nội and TP Hồ Chí Minh have area codes of three digits, all others of four.
        let short_area = ["+8424", "+8428"].iter().any(|area| self.0.starts_with(area));
        let breaks = if short_area { [3, 7] } else { [4, 7] };
        let national = std::iter::once('0').chain(self.0.chars().skip("+84".len()));
        let mut out = String::new();
        for (at, digit) in national.enumerate() {
            if breaks.contains(&at) {
                out.push(' ');
            }
            out.push(digit);
        }
        out
    }
}

/// Reads the phone number in a text; exactly one must be in it.
///
/// Any spaces, dots, dashes and brackets may part the digits, the letters o and l may stand
/// for 0 and 1, and a number from before 2018 becomes the one that took its place.
///
/// ```
/// use sangkien::vietnamese::{Reading, phone::read};
///
/// let Reading::Read(phone) = read("sđt em là 0162.345.6789 ạ") else { panic!() };
/// assert_eq!(phone.as_str(), "+84323456789");
/// assert_eq!(phone.display(), "0323 456 789");
/// ```
#[must_use]
pub fn read(input: &str) -> Reading<Phone> {
    if input.len() > LONGEST {
        return Reading::Unreadable(Why::NotAPhone);
    }
    let typed = text::clean(input);
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    let mut found = BTreeSet::new();
    let mut wrong: Vec<usize> = Vec::new();
    for run in runs(&typed) {
        match split(&run.groups, run.plus) {
            Some(phones) => found.extend(phones),
            // A number of another country is as long as it should be.
            None if run.plus => wrong.push(usize::MAX),
            None if run.groups[0].starts_with('0') || run.groups[0].starts_with("84") => {
                wrong.push(run.groups.iter().map(String::len).sum());
            }
            // Other digits are a staff number, an amount, a year.
            None => {}
        }
    }
    // Digits beside a good number are an extension or a house number, unless they are many.
    let doubtful = wrong.iter().any(|&digits| digits >= 7);
    match (found.len(), wrong.as_slice()) {
        (1, _) if !doubtful => {
            found.pop_first().map_or(Reading::Unreadable(Why::NotAPhone), Reading::Read)
        }
        (1.., _) => Reading::Unreadable(Why::SeveralPhones),
        (0, [5..=9]) => Reading::Unreadable(Why::TooShort),
        (0, [11..=16]) => Reading::Unreadable(Why::TooLong),
        _ => Reading::Unreadable(Why::NotAPhone),
    }
}

/// Groups of digits that only such signs part as occur inside a phone number.
struct Run {
    plus: bool,
    groups: Vec<String>,
}

fn runs(typed: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    let mut plus = false;
    for piece in pieces(typed) {
        match piece {
            Piece::Digits(digits) => match runs.last_mut() {
                Some(run) if open && !plus => run.groups.push(digits),
                _ => {
                    runs.push(Run { plus, groups: vec![digits] });
                    open = true;
                    plus = false;
                }
            },
            Piece::Plus => plus = true,
            Piece::Other => (open, plus) = (false, false),
        }
    }
    runs
}

enum Piece {
    Digits(String),
    Plus,
    Other,
}

/// The text cut into digits and whatever breaks a number off; signs inside one are left out.
fn pieces(typed: &str) -> Vec<Piece> {
    let is_sign = |c: char| {
        matches!(
            c,
            ' ' | '.' | '-' | '–' | '—' | '−' | '(' | ')' | '·' | '_' | '\u{2010}' | '\u{2011}'
        )
    };
    let mut pieces = Vec::new();
    for token in typed
        .split_inclusive(|c: char| is_sign(c) || matches!(c, '+' | ',' | ';' | '/' | '\n' | ':'))
    {
        let (token, end) = match token.chars().next_back() {
            Some(c) if !is_digit_like(c) && !c.is_alphabetic() => {
                (&token[..token.len() - c.len_utf8()], Some(c))
            }
            _ => (token, None),
        };
        match digits(token) {
            Some(digits) => pieces.push(Piece::Digits(digits)),
            None if token.is_empty() => {}
            None => pieces.extend(glued(token)),
        }
        match end {
            Some('+') => pieces.push(Piece::Plus),
            Some(c) if !is_sign(c) => pieces.push(Piece::Other),
            _ => {}
        }
    }
    pieces
}

/// The pieces of a word with digits at one of its ends, such as "sđt0912345678".
fn glued(token: &str) -> Vec<Piece> {
    let real = |c: char| digit(c).is_some();
    let (Some(start), Some(end)) = (token.find(real), token.rfind(real)) else {
        return vec![Piece::Other];
    };
    let end = end + token[end..].chars().next().map_or(0, char::len_utf8);
    let mut pieces = Vec::new();
    if start > 0 {
        pieces.push(Piece::Other);
    }
    pieces.push(digits(&token[start..end]).map_or(Piece::Other, Piece::Digits));
    if end < token.len() {
        pieces.push(Piece::Other);
    }
    pieces
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    }
}

fn is_digit_like(c: char) -> bool {
    digit(c).is_some() || matches!(c, 'o' | 'O' | 'l' | 'I' | '|')
}

/// The digits of a token that is made of them and of letters that look like them.
fn digits(token: &str) -> Option<String> {
    let mut letters = 0;
    let mut out = String::new();
    for c in token.chars() {
        out.push(match c {
            'o' | 'O' => '0',
            'l' | 'I' | '|' => '1',
            _ => digit(c)?,
        });
        letters += usize::from(digit(c).is_none());
    }
    (letters < out.len()).then_some(out)
}

/// The numbers that the groups of a run form, all groups used; `None` when some are left.
fn split(groups: &[String], plus: bool) -> Option<Vec<Phone>> {
    if let Some(phone) = number(&groups.concat(), plus) {
        return Some(vec![phone]);
    }
    // A number has up to 14 digits, so each start needs a bounded look ahead.
    let mut phones = Vec::new();
    let mut rest = groups;
    let mut plus = plus;
    while !rest.is_empty() {
        let taken =
            (1..=rest.len().min(14)).find_map(|n| Some((n, number(&rest[..n].concat(), plus)?)));
        let (n, phone) = taken?;
        phones.push(phone);
        (rest, plus) = (&rest[n..], false);
    }
    Some(phones)
}

/// The number that these digits are.
fn number(digits: &str, plus: bool) -> Option<Phone> {
    let national = if let Some(rest) = digits.strip_prefix("0084") {
        rest
    } else if let Some(rest) = digits.strip_prefix("84").filter(|rest| plus || rest.len() >= 9) {
        rest
    } else if digits.starts_with('0') {
        digits
    } else if !plus && digits.len() == 9 && is_mobile(digits) {
        // Spreadsheets drop the zero at the front.
        digits
    } else {
        return None;
    };
    // "+84 (0) 912 345 678" has one zero too many.
    let rest = national.strip_prefix('0').unwrap_or(national);
    let whole = format!("0{rest}");
    let old = OLD_MOBILE.iter().find(|(old, _)| whole.len() == 11 && whole.starts_with(old));
    let subscriber = match old {
        Some((_, new)) => format!("{}{}", &new[1..], &whole[4..]),
        None => rest.to_owned(),
    };
    let landline = subscriber.starts_with('2') && matches!(subscriber.len(), 10 | 11);
    (landline || is_mobile(&subscriber)).then(|| Phone(format!("+84{subscriber}")))
}

/// True for the nine digits of a mobile number without its zero (ranges as of 2025).
fn is_mobile(subscriber: &str) -> bool {
    let bytes = subscriber.as_bytes();
    bytes.len() == 9
        && match bytes[0] {
            b'3' => matches!(bytes[1], b'2'..=b'9'),
            b'5' => matches!(bytes[1], b'2' | b'5' | b'6' | b'8' | b'9'),
            b'7' => matches!(bytes[1], b'0' | b'6'..=b'9'),
            b'8' => matches!(bytes[1], b'1'..=b'9'),
            b'9' => matches!(bytes[1], b'0'..=b'4' | b'6'..=b'9'),
            _ => false,
        }
}
