//! Whole percents, from 1 to 100.

use super::words::words;
use super::{Reading, Why, number_words, scan, text};

/// Words around a percent that change nothing about it.
const ASIDE: [&str; 26] = [
    "da", "a", "ah", "nhe", "nha", "em", "toi", "minh", "anh", "chi", "la", "khoang", "tam",
    "chung", "dong", "gop", "ti", "le", "chiem", "duoc", "huong", "phan", "tram", "so", "cho",
    "thoi",
];

/// Reads one percent: "30", "30%", "30 phần trăm", "ba mươi phần trăm", "một nửa".
///
/// A range is ambiguous with its two ends.
///
/// ```
/// use sangkien::vietnamese::{Reading, percent::read};
///
/// assert_eq!(read("dạ 30% ạ"), Reading::Read(30));
/// assert_eq!(read("ba mươi phần trăm"), Reading::Read(30));
/// assert_eq!(read("30-40%"), Reading::Ambiguous(vec![30, 40]));
/// ```
#[must_use]
pub fn read(input: &str) -> Reading<u8> {
    if scan::is_too_long(input) {
        return Reading::Unreadable(Why::TooLong);
    }
    let typed = text::clean(input);
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    if typed.starts_with(['-', '−']) {
        return Reading::Unreadable(Why::BadShare);
    }
    match numbers(&typed) {
        Ok(found) => match found[..] {
            [only] => Reading::Read(only),
            [low, high] if low < high => Reading::Ambiguous(vec![low, high]),
            _ => Reading::Unreadable(Why::BadShare),
        },
        Err(why) => Reading::Unreadable(why),
    }
}

/// The one percent, or the two ends of a range, in a text with nothing else of weight.
fn numbers(typed: &str) -> Result<Vec<u8>, Why> {
    let is_aside = |part: &str| words(part).iter().all(|word| ASIDE.contains(&word.key.as_str()));
    let Some(start) = typed.find(char::is_numeric) else {
        return spelled(typed).map(|percent| vec![percent]);
    };
    let (percent, rest) = leading(&typed[start..])?;
    let joint = rest.trim_start();
    let end = match joint.strip_prefix(['-', '–', '—']).or_else(|| joint.strip_prefix("đến"))
    {
        Some(end) if end.trim_start().starts_with(char::is_numeric) => end.trim_start(),
        _ if is_aside(&typed[..start]) && is_aside(rest) && !rest.contains(char::is_numeric) => {
            return Ok(vec![percent]);
        }
        _ => return Err(Why::NotANumber),
    };
    let (last, rest) = leading(end)?;
    if is_aside(&typed[..start]) && is_aside(rest) {
        Ok(vec![percent, last])
    } else {
        Err(Why::NotANumber)
    }
}

/// A percent in words.
fn spelled(typed: &str) -> Result<u8, Why> {
    let tokens = scan::scan(typed);
    let is_aside = |token: &scan::Token| ASIDE.contains(&text::fold(token.bare()).as_str());
    // "Tám" is eight and "tầm" is about, so a number is looked for before words are skipped.
    let (mut at, mut found) = (0, None);
    while at < tokens.len() && found.is_none() {
        let half = tokens[at].is("nửa")
            || tokens[at].is("một") && tokens.get(at + 1).is_some_and(|next| next.is("nửa"));
        if half {
            found = Some((50, at + if tokens[at].is("nửa") { 1 } else { 2 }));
        } else if let Some(number) =
            number_words::read_spelled(&tokens, at).filter(|n| n.ends.is_none() && !n.loose)
        {
            found = Some((number.value, number.end));
        } else if is_aside(&tokens[at]) || tokens[at].is("phân") {
            at += 1;
        } else {
            return Err(Why::NotANumber);
        }
    }
    let (value, end) = found.ok_or(Why::NotANumber)?;
    if !tokens[end..].iter().all(is_aside) {
        return Err(Why::NotANumber);
    }
    u8::try_from(value).ok().filter(|percent| (1..=100).contains(percent)).ok_or(Why::BadShare)
}

/// The whole percent at the start of the text, and what follows it and its unit.
pub(super) fn leading(typed: &str) -> Result<(u8, &str), Why> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{ff10}'..='\u{ff19}');
    let end = typed.find(|c| !is_digit(c)).unwrap_or(typed.len());
    let digits: String =
        typed[..end].chars().map(|c| text::fold(c.encode_utf8(&mut [0; 4]))).collect();
    let mut after = &typed[end..];
    // "12,5%" and "12.50" are no whole percents, but "30, 20" are two, and "30,0%" is one.
    if let Some(fraction) = after.strip_prefix(['.', ','])
        && fraction.starts_with(is_digit)
    {
        let end = fraction.find(|c| !is_digit(c)).unwrap_or(fraction.len());
        if fraction[..end].chars().any(|c| c != '0') {
            return Err(Why::BadShare);
        }
        after = &fraction[end..];
    }
    let percent =
        digits.parse().ok().filter(|percent| (1..=100).contains(percent)).ok_or(Why::BadShare)?;
    Ok((percent, without_unit(after)))
}

/// The text after "%", "phần trăm" and the like.
fn without_unit(after: &str) -> &str {
    let trimmed = after.trim_start();
    if let Some(rest) = trimmed.strip_prefix(['%', '％']) {
        return rest;
    }
    let mut ends = trimmed
        .char_indices()
        .filter(|(_, c)| !c.is_alphabetic())
        .map(|(at, _)| at)
        .chain([trimmed.len()]);
    let (one, two) = (ends.next().unwrap_or(0), ends.next().unwrap_or(trimmed.len()));
    match text::fold(&trimmed[..two]).as_str() {
        "phan tram" => &trimmed[two..],
        _ => match text::fold(&trimmed[..one]).as_str() {
            "percent" | "pt" | "phantram" => &trimmed[one..],
            _ => trimmed,
        },
    }
}
