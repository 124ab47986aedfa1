//! Which of the offered choices a person means.

use std::sync::LazyLock;

use super::words::{Accents, Phrases, Word, words};
use super::{Reading, Why, text};

/// Longest answer, in characters, that is still taken for a choice and not for free text.
const LONGEST: usize = 60;
/// Most words of a label that an answer may repeat instead of the whole label.
const PART_WORDS: usize = 4;
/// Most characters of such a part.
const PART_CHARS: usize = 40;
/// Most candidates that are worth asking back.
const MOST_CANDIDATES: usize = 4;

/// Words around a number, as in "em chọn số 2 ạ".
const BEFORE_NUMBER: &[&str] = &[
    "da", "em", "toi", "minh", "anh", "chi", "chon", "lay", "so", "cau", "muc", "phuong", "an",
    "dap", "i", "cai", "thu", "la", "nut", "dong", "option",
];
/// Words before a label, as in "em chọn năng suất". "Dạ" is polite, "đã" says something.
static BEFORE_LABEL: LazyLock<Vec<Word>> =
    LazyLock::new(|| words("dạ, em, tôi, mình, chọn, lấy, cái, là"));
/// Words that only make an answer polite.
const AFTER: &[&str] = &["a", "ah", "nhe", "nha", "nhen", "di", "ban", "oi", "ad", "thoi", "em"];
/// Words too common to pick a label in which they merely occur.
const COMMON: &[&str] = &[
    "la", "va", "cua", "cho", "o", "toi", "em", "anh", "chi", "da", "duoc", "dc", "roi", "chua",
    "nguoi", "cac", "nhung", "mot", "trong", "voi", "hoac", "hai", "de", "bi", "nay", "khac",
];
/// Beginnings of a label that turn the rest of it around or take something away, by the place of
/// the word that does. An answer that leaves this word out means something else, often the
/// opposite: "đã được công nhận" is no answer "Chưa được công nhận".
static TURNING: LazyLock<Phrases<usize>> = LazyLock::new(|| {
    Phrases::new([
        (
            0,
            "chưa, không, đừng, bỏ hết, xóa hết, xóa hẳn, xóa dữ liệu, rút lại, rút sáng kiến,
            not, no, without, withdraw, remove, delete, erase",
        ),
        (2, "i do not, it has no, that was not"),
        (3, "my unit is not"),
    ])
});
/// Yes and no: they pick only a label that begins with them.
const YES_NO: &[&str] = &["co", "khong", "ko", "dung", "sai"];

/// Reads an answer as one of `labels`; the value is an index, from 0.
///
/// A number counts from 1. A label may be typed whole or in part, with accents or without.
/// An answer that fits two to four labels is ambiguous, as is a number that is both a place
/// in the list and a word of another label. Long free text is never taken for a choice.
///
/// ```
/// use sangkien::vietnamese::{Reading, choice::pick};
///
/// let labels = ["Tăng năng suất", "Giảm chi phí", "An toàn"];
/// assert_eq!(pick("số 2", &labels), Reading::Read(1));
/// assert_eq!(pick("an toan", &labels), Reading::Read(2));
/// ```
#[must_use]
pub fn pick(input: &str, labels: &[&str]) -> Reading<usize> {
    if input.chars().nth(LONGEST * 4).is_some() {
        return Reading::Unreadable(Why::NotAChoice);
    }
    let typed = text::clean(input);
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    let key = text::fold(&typed);
    if key.is_empty() {
        return settle(with_symbols(&typed, labels));
    }
    let whole: Vec<usize> = indexes(labels, |label| text::fold(label) == key);
    if typed.contains('%') || is_signed(&typed) {
        return settle(whole);
    }
    let typed_words = words(&typed);
    let known: Vec<Vec<Word>> = labels.iter().map(|label| words(label)).collect();
    if let Some(numbers) = numbers(&typed_words, &typed) {
        return settle(by_number(&numbers, &known, whole));
    }
    if !whole.is_empty() {
        return settle(whole);
    }
    if typed.chars().count() > LONGEST {
        return Reading::Unreadable(Why::NotAChoice);
    }
    let found = by_part(&typed_words, &known);
    if !found.is_empty() {
        return settle(found);
    }
    let polite = |word: &Word| BEFORE_LABEL.iter().any(|known| word.stands_for(known));
    settle(by_part(trim(&typed_words, polite), &known))
}

/// One candidate is the answer, a few are asked, none or many are no answer.
fn settle(mut candidates: Vec<usize>) -> Reading<usize> {
    candidates.sort_unstable();
    candidates.dedup();
    match candidates.len() {
        1 => Reading::Read(candidates[0]),
        2..=MOST_CANDIDATES => Reading::Ambiguous(candidates),
        _ => Reading::Unreadable(Why::NotAChoice),
    }
}

fn indexes<L>(labels: &[L], fits: impl Fn(&L) -> bool) -> Vec<usize> {
    (0..labels.len()).filter(|&at| fits(&labels[at])).collect()
}

/// The labels that show exactly these symbols, for an answer such as "👍".
fn with_symbols(typed: &str, labels: &[&str]) -> Vec<usize> {
    let symbols = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_ascii() && !c.is_alphanumeric())
            .filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '…' | '–' | '—'))
            .collect()
    };
    let typed = symbols(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    indexes(labels, |label| symbols(label) == typed)
}

/// True for "-1", which is no place in a list.
fn is_signed(typed: &str) -> bool {
    let mut chars = typed.chars();
    matches!(chars.next(), Some('-' | '−' | '+')) && chars.next().is_some_and(char::is_numeric)
}

/// The words without polite ones at the end and without those of `before` at the start.
fn trim(mut typed: &[Word], before: impl Fn(&Word) -> bool) -> &[Word] {
    while let [first, rest @ ..] = typed
        && !rest.is_empty()
        && before(first)
    {
        typed = rest;
    }
    while let [rest @ .., last] = typed
        && !rest.is_empty()
        && AFTER.contains(&last.key.as_str())
    {
        typed = rest;
    }
    typed
}

/// What a person counted: a place in the list, from 1, or its last place.
#[derive(Clone, Copy)]
enum Place {
    Number(usize),
    Last,
}

/// The numbers of an answer that is nothing but numbers.
fn numbers(typed: &[Word], text: &str) -> Option<Vec<Place>> {
    let rest = trim(typed, |word| BEFORE_NUMBER.contains(&word.key.as_str()));
    match rest {
        [a, b] if a.key == "dau" && b.key == "tien" => return Some(vec![Place::Number(1)]),
        [a, b] if a.key == "cuoi" && b.key == "cung" => return Some(vec![Place::Last]),
        _ => {}
    }
    let led = rest.len() < typed.len();
    let mut found = Vec::new();
    for word in rest {
        if word.key.bytes().all(|b| b.is_ascii_digit()) {
            found.push(Place::Number(word.key.parse().ok()?));
        } else if let Some(n) = spelled(word, led) {
            found.push(Place::Number(n));
        } else if !matches!(word.key.as_str(), "va" | "hoac" | "hai" | "or") {
            return None;
        }
    }
    // "1.000" and "2,5" are amounts.
    let amount = found.len() == 2 && !text.contains(' ') && text.contains(['.', ',']);
    (!found.is_empty() && found.len() <= MOST_CANDIDATES && !amount).then_some(found)
}

/// A number in a word. "Nam", "sau", "bay", "tam" are other words too, so without their
/// accents they count only after "số", "câu", "chọn" and the like.
fn spelled(word: &Word, led: bool) -> Option<usize> {
    let (n, full) = match word.key.as_str() {
        "mot" => (1, "một"),
        "nhat" if led => (1, "nhất"),
        "hai" => (2, "hai"),
        "nhi" if led => (2, "nhì"),
        "ba" => (3, "ba"),
        "bon" => (4, "bốn"),
        "tu" if led => (4, "tư"),
        "nam" => (5, "năm"),
        "sau" => (6, "sáu"),
        "bay" => (7, "bảy"),
        "tam" => (8, "tám"),
        "chin" => (9, "chín"),
        "muoi" => (10, "mười"),
        _ => return None,
    };
    let plain = word.accents == Accents::NONE;
    let exact = word.accents == Accents::of(full);
    (exact || plain && (led || matches!(n, 1..=4))).then_some(n)
}

/// The choices that a number may mean: its place in the list, and labels that contain it.
fn by_number(numbers: &[Place], known: &[Vec<Word>], whole: Vec<usize>) -> Vec<usize> {
    let mut found = whole;
    for &number in numbers {
        let number = match number {
            Place::Number(number) => number,
            Place::Last => {
                found.extend(known.len().checked_sub(1));
                continue;
            }
        };
        let at = number.checked_sub(1).filter(|&at| at < known.len());
        if at.is_none() && numbers.len() > 1 {
            return Vec::new();
        }
        found.extend(at);
        if let [_] = numbers {
            let digits = number.to_string();
            found.extend(indexes(known, |label| {
                // A label that is numbered itself ("1. Có") shows its place, not an amount.
                label.iter().any(|word| word.key == digits)
            }));
        }
    }
    found
}

/// The labels that contain the typed words, whole and in order, and that these do not turn around.
fn by_part(typed: &[Word], known: &[Vec<Word>]) -> Vec<usize> {
    let length: usize = typed.iter().map(|word| word.key.len() + 1).sum();
    if typed.is_empty() || typed.len() > PART_WORDS || length > PART_CHARS {
        return Vec::new();
    }
    let fits = |part: &[Word]| part.iter().zip(typed).all(|(known, typed)| typed.stands_for(known));
    if let [only] = typed {
        let word = only.key.as_str();
        if YES_NO.contains(&word) {
            return indexes(known, |label| {
                label.first().is_some_and(|first| only.stands_for(first))
            });
        }
        if COMMON.contains(&word) || word.chars().nth(1).is_none() {
            return Vec::new();
        }
    }
    if typed.iter().all(|word| COMMON.contains(&word.key.as_str())) {
        return Vec::new();
    }
    let fits_at = |label: &[Word], at: usize| {
        let part = at..at + typed.len();
        label.get(part.clone()).is_some_and(fits)
            && TURNING.at_start(label).is_none_or(|(_, turns)| part.contains(&turns))
    };
    let starts = indexes(known, |label| fits_at(label, 0));
    let inside = indexes(known, |label| (0..label.len()).any(|at| fits_at(label, at)));
    if inside.len() > MOST_CANDIDATES && starts.len() == 1 {
        return starts;
    }
    inside
}
