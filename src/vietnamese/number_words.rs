//! Vietnamese number words: writing them, and reading those up to 999.
//!
//! The forms are those of standard Vietnamese as taught at school: "mười" and "mươi", "mốt"
//! after twenty, "tư" and "lăm" after tens, "linh" or "lẻ" for a missing ten, "không trăm" for
//! a missing hundred inside a longer number.

use super::scan::{Kind, Token};

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// A number in words: "một tỷ hai trăm triệu".
pub fn spell(number: i64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut out = String::new();
    if number < 0 {
        out.push_str("âm");
    }
    spell_billions(&mut out, number.unsigned_abs(), false);
    out.trim_start().to_owned()
}

fn spell_billions(out: &mut String, number: u64, inside: bool) {
    let (billions, rest) = (number / BILLION, number % BILLION);
    if billions > 0 {
        spell_billions(out, billions, inside);
        push(out, "tỷ");
    }
    let mut started = inside || billions > 0;
    // "Một triệu năm trăm" is heard as 1.500.000; so 1.000.500 needs its missing thousands.
    let name_missing = rest % 1_000 >= 100 && rest / 1_000 % 1_000 == 0;
    for (scale, name) in [(1_000_000, "triệu"), (1_000, "nghìn"), (1, "")] {
        let group = rest / scale % 1_000;
        if group > 0 {
            spell_group(out, group, started);
            push(out, name);
            started = true;
        } else if started && name_missing {
            push(out, DIGITS[0]);
            push(out, name);
        }
    }
}

fn spell_group(out: &mut String, group: u64, inside: bool) {
    let digit = |value: u64| DIGITS[usize::try_from(value % 10).unwrap_or_default()];
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    if hundreds > 0 || inside {
        push(out, digit(hundreds));
        push(out, "trăm");
    }
    match tens {
        0 if ones > 0 && (hundreds > 0 || inside) => push(out, "linh"),
        0 => {}
        1 => push(out, "mười"),
        _ => {
            push(out, digit(tens));
            push(out, "mươi");
        }
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => push(out, "mốt"),
        (2.., 4) => push(out, "tư"),
        (1.., 5) => push(out, "lăm"),
        _ => push(out, digit(ones)),
    }
}

fn push(out: &mut String, word: &str) {
    if !word.is_empty() {
        out.push(' ');
        out.push_str(word);
    }
}

/// A number below a thousand that was read from words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spelled {
    /// The number; for two digits side by side, the two together ("hai ba" as 23).
    pub value: i64,
    /// For two digits side by side, which may mean "two or three": the two ends.
    pub ends: Option<(i64, i64)>,
    /// "A ten or so": the number is not meant exactly.
    pub loose: bool,
    /// Where the rest of the text starts.
    pub end: usize,
    /// How many words or numbers it took, told apart from a single digit.
    pub single: bool,
}

/// The digit that the word at `at` names when it stands first.
pub fn leading_digit(tokens: &[Token], at: usize) -> Option<i64> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1);
    let counted = |t: &Token| is_hundred(t) || is_ten(t) || is_unit_word(t);
    // "Năm bảy triệu" begins with five too.
    let pair = next.is_some_and(|t| digit(t).is_some()) && tokens.get(at + 2).is_some_and(counted);
    // "Hai triệu năm mỗi tháng" ends with five tenths.
    let rate = next.is_some_and(|t| t.digits() == "1" || t.is_any(&["một", "mỗi", "hàng", "hằng"]))
        && at > 0
        && is_unit_word(&tokens[at - 1]);
    let goes_on = pair || rate || next.is_some_and(counted);
    let ends = next.is_none_or(|t| matches!(t.kind, Kind::Sign(_)));
    match token.full() {
        // Without its mark, "sau" is also "after".
        "sau" if !(goes_on || ends && at > 0 && is_unit_word(&tokens[at - 1])) => None,
        // "Năm" is also "year": "năm 2022", "năm nay".
        "nam" | "năm" if !goes_on && next.is_some_and(|t| !matches!(t.kind, Kind::Sign(_))) => {
            None
        }
        _ => digit(token),
    }
}

/// The digit that a word names.
fn digit(token: &Token) -> Option<i64> {
    let digit = match token.bare() {
        "mot" if token.is("một") => 1,
        "hai" if token.is("hai") => 2,
        "ba" if token.is("ba") => 3,
        "bon" if token.is_any(&["bốn", "bồn"]) => 4,
        "nam" if token.is("năm") => 5,
        "sau" if token.is_any(&["sáu"]) => 6,
        "bay" if token.is_any(&["bảy", "bẩy"]) => 7,
        "tam" if token.is("tám") => 8,
        "chin" if token.is("chín") => 9,
        _ => return None,
    };
    Some(digit)
}

/// The digit that a word names after tens: "mốt", "tư", "lăm" and the ordinary ones.
fn last_digit(token: &Token) -> Option<i64> {
    match token.bare() {
        "mot" if token.is_any(&["mốt", "một"]) => Some(1),
        "tu" if token.is("tư") => Some(4),
        "lam" if token.is("lăm") => Some(5),
        "nham" if token.is("nhăm") => Some(5),
        _ => digit(token),
    }
}

/// The digit of a form that is used only after tens.
fn only_last_digit(token: &Token) -> Option<i64> {
    match token.full() {
        "mốt" => Some(1),
        "tư" => Some(4),
        "lăm" | "nhăm" | "lam" | "nham" => Some(5),
        _ => None,
    }
}

/// Whether the word is "trăm".
pub fn is_hundred(token: &Token) -> bool {
    token.is("trăm")
}

/// Whether the word is "mươi", "mười" or "chục".
pub fn is_ten(token: &Token) -> bool {
    is_muoi(token) || token.is("chục")
}

fn is_muoi(token: &Token) -> bool {
    token.is_any(&["mươi", "mười"])
}

/// Whether the word is "rưỡi", a half more.
pub fn is_half_more(token: &Token) -> bool {
    token.bare() == "ruoi" && token.is_any(&["rưỡi", "rưởi", "rươi", "rưõi", "rươĩ", "ruỡi"])
}

fn is_missing_ten(token: &Token) -> bool {
    token.is_any(&["linh", "lẻ", "lẽ"])
}

/// A plain number of one or two digits, as in "1 trăm 20".
fn small_literal(token: &Token) -> Option<(i64, usize)> {
    match &token.kind {
        Kind::Number(digits) if digits.len() <= 2 => Some((digits.parse().ok()?, digits.len())),
        _ => None,
    }
}

/// Reads the number below a thousand that starts at `at` with a word, or with a short number
/// that words go on with ("3 trăm", "2 mươi").
pub fn read_spelled(tokens: &[Token], at: usize) -> Option<Spelled> {
    // "Hai triệu ba trăm một tháng": "một" belongs to the month, not to the number.
    let after_unit = at > 0 && is_unit_word(tokens.get(at - 1)?);
    let a_month = |k: &usize| starts_rate(tokens, *k) && tokens[*k].digits().is_empty();
    let end = (at + 1..tokens.len()).take(4).find(a_month).filter(|_| after_unit);
    read_below_thousand(&tokens[..end.unwrap_or(tokens.len())], at)
}

/// Whether "một tháng", "1 ca", "một người" or the like starts here.
pub fn starts_rate(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.digits() == "1" || t.is("một"))
        && tokens.get(at + 1).is_some_and(is_rate_noun)
}

fn read_below_thousand(tokens: &[Token], at: usize) -> Option<Spelled> {
    let first = tokens.get(at)?;
    let next = tokens.get(at + 1);
    let head = leading_digit(tokens, at)
        .or_else(|| small_literal(first).map(|(value, _)| value))
        .or_else(|| (first.is("không") && next.is_some_and(is_hundred)).then_some(0));
    let hundred_at = match head {
        Some(_) if next.is_some_and(is_hundred) => Some(at + 1),
        None if is_hundred(first) => Some(at),
        _ => None,
    };
    let Some(hundred_at) = hundred_at else { return read_tens(tokens, at) };
    if head.is_some_and(|head| head > 9) {
        return None;
    }
    let hundreds = head.unwrap_or(1) * 100;
    let (tail, end) = read_after_hundred(tokens, hundred_at + 1).unwrap_or((0, hundred_at + 1));
    Some(Spelled { value: hundreds + tail, ends: None, loose: false, end, single: false })
}

fn read_after_hundred(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let token = tokens.get(at)?;
    if is_half_more(token) {
        return Some((50, at + 1));
    }
    if is_missing_ten(token) {
        let next = tokens.get(at + 1)?;
        let digit =
            last_digit(next).or_else(|| small_literal(next).filter(|l| l.1 == 1).map(|l| l.0))?;
        return Some((digit, at + 2));
    }
    if let Some(tens) = read_tens(tokens, at) {
        if tens.ends.is_some() {
            return None;
        }
        // "Một trăm hai" is 120; 102 would be "một trăm linh hai".
        let value = if tens.single { tens.value * 10 } else { tens.value };
        return Some((value, tens.end));
    }
    if let Some(digit) = only_last_digit(token) {
        return Some((digit * 10, at + 1));
    }
    let (value, length) = small_literal(token)?;
    Some((if length == 1 { value * 10 } else { value }, at + 1))
}

/// Reads a number below a hundred.
fn read_tens(tokens: &[Token], at: usize) -> Option<Spelled> {
    let first = tokens.get(at)?;
    let plain = |value, end| Spelled { value, ends: None, loose: false, end, single: false };
    if first.is("chục") {
        let half = tokens.get(at + 1).is_some_and(is_half_more);
        let value = if half { 15 } else { 10 };
        return Some(Spelled { loose: !half, ..plain(value, at + 1 + usize::from(half)) });
    }
    if first.is("mười") {
        return Some(
            match tokens.get(at + 1).and_then(|t| digit_before_scale(tokens, at + 1, t)) {
                Some(ones) => plain(10 + ones, at + 2),
                None => plain(10, at + 1),
            },
        );
    }
    let literal = small_literal(first).filter(|l| l.1 == 1).map(|l| l.0);
    let head = leading_digit(tokens, at).or(literal)?;
    let next = tokens.get(at + 1);
    if next.is_some_and(is_ten) {
        let value = head * 10;
        let after = tokens.get(at + 2);
        if after.is_some_and(is_half_more) && next.is_some_and(|t| t.is("chục")) {
            return Some(plain(value + 5, at + 3));
        }
        return Some(match after.and_then(|t| digit_before_scale(tokens, at + 2, t)) {
            Some(ones) => plain(value + ones, at + 3),
            None => plain(value, at + 2),
        });
    }
    if literal.is_some() {
        return None;
    }
    let pair = next.and_then(|t| {
        only_last_digit(t)
            .filter(|_| head > 1)
            .map(|d| (d, true))
            .or_else(|| digit_before_scale(tokens, at + 1, t).map(|d| (d, false)))
    });
    Some(match pair {
        Some((ones, true)) => plain(head * 10 + ones, at + 2),
        // "Hai ba" may be two or three; "hai một" can only be 21.
        Some((ones, false)) if ones <= head => plain(head * 10 + ones, at + 2),
        Some((ones, false)) => {
            Spelled { ends: Some((head, ones)), ..plain(head * 10 + ones, at + 2) }
        }
        None => Spelled { single: true, ..plain(head, at + 1) },
    })
}

/// The digit that ends a number of tens, unless that word begins something else: "mười năm" is
/// ten years, "hai mươi năm trăm" is no number.
fn digit_before_scale(tokens: &[Token], at: usize, token: &Token) -> Option<i64> {
    let digit = last_digit(token)?;
    let next = tokens.get(at + 1);
    if next.is_some_and(|t| is_hundred(t) || is_ten(t)) {
        return None;
    }
    if token.bare() == "nam" && !next.is_some_and(is_scale_word) {
        return None;
    }
    // Without marks, "sau" is also "after", "lam" is also "to do" and "tam" is also "about".
    let scale_wanted = matches!(token.full(), "sau" | "lam" | "tam" | "tu" | "ba" | "bay");
    (!scale_wanted || next.is_none_or(|t| !matches!(t.kind, Kind::Number(_)))).then_some(digit)
}

/// Whether a unit of money follows, in words or in slang, or half of one.
fn is_unit_word(token: &Token) -> bool {
    is_scale_word(token)
        || is_half_more(token)
        || matches!(token.bare(), "cu" | "chai" | "toi" | "lit" | "xi" | "dong" | "t" | "m" | "lop")
        || matches!(token.bare(), "trd" | "trieudong" | "tydong" | "tyruoi" | "trieuruoi" | "vnd")
}

/// Whether the word names what an amount comes for: a stretch of time, a person, a piece.
fn is_rate_noun(token: &Token) -> bool {
    token.is_any(&[
        "tháng", "năm", "ngày", "quý", "quí", "tuần", "ca", "người", "máy", "cái", "chiếc", "sản",
        "lần", "đợt", "công", "xe", "bộ", "giờ", "mẻ", "lô", "tổ",
    ])
}

/// Whether the word names a thousand or more.
pub fn is_scale_word(token: &Token) -> bool {
    matches!(token.bare(), "nghin" | "ngan" | "trieu" | "tr" | "ty" | "ti" | "van" | "ng" | "k")
}
