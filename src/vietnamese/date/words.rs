//! Pieces of a date in words: "ngày 5", "tháng chín", "quý III", "năm hai nghìn không trăm …".

use chrono::Weekday;

use super::numeric;
use super::piece::{Part, Piece};
use crate::vietnamese::number_words::read_spelled;
use crate::vietnamese::scan::Token;

/// A small number in digits or in words, and where the rest starts.
pub fn count(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    let digits = token.digits();
    if !digits.is_empty() {
        return (digits.len() <= 2).then(|| digits.parse().ok()).flatten().map(|n| (n, at + 1));
    }
    // Without its mark, "tu" is also "from".
    let labelled = at > 0
        && (is_month(&tokens[at - 1]) || tokens[at - 1].is_any(&["thứ", "quý", "ngày", "hôm"]));
    if token.full() == "tư" || (labelled && token.is("tư")) {
        return Some((4, at + 1));
    }
    // "Tháng năm" is May, "tháng sáu" is June.
    if token.is_any(&["năm", "sáu"]) && !tokens.get(at + 1).is_some_and(|t| t.is("mươi")) {
        return Some((if token.is("năm") { 5 } else { 6 }, at + 1));
    }
    let spelled = read_spelled(tokens, at)?;
    if spelled.ends.is_some() || spelled.loose || spelled.value > 99 {
        // "Chín hai không hai mốt": only the first digit belongs here.
        let first = read_spelled(&tokens[..=at], at)?;
        return Some((u32::try_from(first.value).ok()?, at + 1));
    }
    Some((u32::try_from(spelled.value).ok()?, spelled.end))
}

/// A number in Roman digits up to twelve.
fn roman(token: &Token) -> Option<u32> {
    const ROMAN: [&str; 12] =
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let at = ROMAN.iter().position(|roman| *roman == token.full())?;
    u32::try_from(at + 1).ok()
}

/// Whether the word means a month, in full or in short.
pub fn is_month(token: &Token) -> bool {
    token.is("tháng") || matches!(token.full(), "thg" | "th")
}

/// Whether the word means a year.
pub fn is_year(token: &Token) -> bool {
    token.is("năm")
}

/// "Ngày 5", "hôm 5", "mùng 5".
pub fn day(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let token = tokens.get(at)?;
    if !token.is_any(&["ngày", "hôm", "mùng", "mồng"]) {
        return None;
    }
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|t| t.is_any(&["mùng", "mồng", "hôm", "ngày"])) {
        next += 1;
    }
    // A run such as "5/6" is read by the reader of digits.
    if numeric::read(tokens, next).is_some() {
        return Some((Piece::default(), next));
    }
    let (day, end) = count(tokens, next)?;
    Some((Piece { day: Some(day), ..Piece::default() }, end))
}

/// "Tháng 9", "T9", "thg 9", "tháng chín".
pub fn month(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1)?;
    let short = token.full() == "t" && !next.digits().is_empty() && next.glued;
    if !is_month(token) && !short {
        return None;
    }
    let (number, end) = match numeric::read(tokens, at + 1) {
        // "T9.2021" and "tháng 9/21" are months, whatever a day could be.
        Some((_, _)) => return month_with_year(tokens, at + 1),
        None => roman(next).map(|n| (n, at + 2)).or_else(|| count(tokens, at + 1))?,
    };
    Some((Piece { month: Some(number), ..Piece::default() }, end))
}

fn month_with_year(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let text = tokens.get(at)?.digits();
    let (month, year, end) = match text.split_once(['.', ',']) {
        Some((month, year)) => (month, year, at + 1),
        None => (text, tokens.get(at + 2)?.digits(), at + 3),
    };
    let slash = tokens.get(end).is_some_and(|t| t.is_sign('/') && t.glued);
    if month.len() > 2 || slash {
        return None;
    }
    let year = numeric::year(year)?;
    Some((Piece { month: Some(month.parse().ok()?), year: Some(year), ..Piece::default() }, end))
}

/// "Sep 2021": the short English names that machines and phones write.
pub fn english_month(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = tokens.get(at)?.full();
    let month = MONTHS.iter().position(|month| name.starts_with(month))?;
    let beside = |at: usize| tokens.get(at).is_some_and(|t| !t.digits().is_empty());
    let date = beside(at + 1) || (at > 0 && beside(at - 1));
    // "May" is also a word: "máy may".
    if !date || name.len() > 9 {
        return None;
    }
    let month = u32::try_from(month + 1).ok()?;
    Some((Piece { month: Some(month), ..Piece::default() }, at + 1))
}

/// "Tết dương lịch", "tết tây": the first of January.
pub fn new_year(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let solar = |t: &Token| t.is_any(&["dương", "tây"]);
    if !tokens.get(at)?.is("tết") || !tokens.get(at + 1).is_some_and(solar) {
        return None;
    }
    let calendar = tokens.get(at + 2).is_some_and(|t| t.is("lịch"));
    let piece = Piece { day: Some(1), month: Some(1), ..Piece::default() };
    Some((piece, at + 2 + usize::from(calendar)))
}

/// Whether the word before a number makes it a name: "ca 1", "đợt 2", "máy 3".
pub fn is_label(token: &Token) -> bool {
    token.is_any(&[
        "ca", "đợt", "lần", "số", "máy", "tổ", "xưởng", "px", "line", "chuyền", "đoạn", "kỳ",
        "phase", "bản", "khóa", "khoá", "đội", "nhóm", "lô", "khu", "bước", "mẫu", "tầng",
    ])
}

/// "Quý III", "quý 3", "q3".
pub fn quarter(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1)?;
    let short = token.full() == "q" && !next.digits().is_empty();
    if !token.is_any(&["quý", "quí"]) && !short {
        return None;
    }
    let of = |quarter| Piece { quarter: Some(quarter), ..Piece::default() };
    if let Some(quarter) = roman(next) {
        return Some((of(quarter), at + 2));
    }
    if next.is("cuối") {
        return Some((of(4), at + 2));
    }
    if next.is("đầu") {
        return Some((of(1), at + 2));
    }
    // "Quý 3.2022".
    if let Some((quarter, year)) = next.digits().split_once('.') {
        let year = Some(numeric::year(year)?);
        return Some((Piece { year, ..of(quarter.parse().ok()?) }, at + 2));
    }
    let (quarter, end) = count(tokens, at + 1)?;
    Some((of(quarter), end))
}

/// "Năm 2021", "năm hai nghìn không trăm hai mốt", "năm 21".
pub fn year(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    let token = tokens.get(at)?;
    if !is_year(token) {
        let full = token.digits().len() == 4 && numeric::read(tokens, at).is_none();
        let year = numeric::year(token.digits()).filter(|_| full)?;
        return Some((Piece::year_of(year), at + 1));
    }
    if let Some(year) = tokens.get(at + 1).and_then(|t| numeric::year(t.digits())) {
        return Some((Piece::year_of(year), at + 2));
    }
    let (year, end) = spelled_year(tokens, at + 1)?;
    Some((Piece::year_of(year), end))
}

fn spelled_year(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let head = read_spelled(&tokens[..tokens.len().min(at + 1)], at);
    let next = tokens.get(at + 1);
    let thousand = |t: &Token| t.is_any(&["nghìn", "ngàn"]);
    if let Some(head) = head
        && next.is_some_and(thousand)
    {
        let thousands = i32::try_from(head.value).ok()? * 1_000;
        let word = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| t.is_any(words));
        let no_hundred = word(at + 2, &["không"]) && word(at + 3, &["trăm"]);
        let rest_at = if no_hundred { at + 4 } else { at + 2 };
        if word(rest_at, &["lẻ", "linh"]) {
            let (rest, end) = count(tokens, rest_at + 1)?;
            return Some((thousands + i32::try_from(rest).ok()?, end));
        }
        return match read_spelled(tokens, rest_at) {
            Some(rest) => Some((thousands + i32::try_from(rest.value).ok()?, rest.end)),
            None if no_hundred => None,
            None => Some((thousands, at + 2)),
        };
    }
    // "Hai không hai mốt".
    let rest_at = if next.is_some_and(|t| t.is("không")) && head.is_some_and(|h| h.value == 2) {
        at + 2
    } else {
        at
    };
    let rest = read_spelled(tokens, rest_at).filter(|rest| (10..100).contains(&rest.value))?;
    Some((2_000 + i32::try_from(rest.value).ok()?, rest.end))
}

/// "Thứ hai", "thứ 2", "chủ nhật", "CN".
pub fn weekday(tokens: &[Token], at: usize) -> Option<(Piece, usize)> {
    const DAYS: [Weekday; 6] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let token = tokens.get(at)?;
    let of = |weekday| Piece { weekday: Some(weekday), ..Piece::default() };
    if token.is("chủ") && tokens.get(at + 1)?.is("nhật") {
        return Some((of(Weekday::Sun), at + 2));
    }
    if token.full() == "cn" {
        return Some((of(Weekday::Sun), at + 1));
    }
    if !token.is("thứ") {
        return None;
    }
    let (number, end) = count(tokens, at + 1)?;
    let weekday = DAYS.get(usize::try_from(number).ok()?.checked_sub(2)?)?;
    Some((of(*weekday), end))
}

/// "Đầu", "giữa", "cuối", "nửa đầu", "6 tháng đầu" of a year.
pub fn part(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let word = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.is(word));
    let months = tokens.get(at + 1).is_some_and(is_month);
    let three = word(at, "ba") || tokens.get(at)?.digits() == "3";
    let half_at = if word(at, "nửa") {
        at + 1
    } else if months && (word(at, "sáu") || tokens.get(at)?.digits() == "6") {
        at + 2
    } else if months && three && (word(at + 2, "đầu") || word(at + 2, "cuối")) {
        return part(tokens, at + 2);
    } else if word(at, "đầu") {
        return Some((Part::Start, at + 1));
    } else if word(at, "giữa") {
        return Some((Part::Middle, at + 1));
    } else if word(at, "cuối") {
        return Some((Part::End, at + 1));
    } else {
        return None;
    };
    if word(half_at, "đầu") {
        Some((Part::FirstHalf, half_at + 1))
    } else if word(half_at, "cuối") {
        Some((Part::SecondHalf, half_at + 1))
    } else {
        None
    }
}
