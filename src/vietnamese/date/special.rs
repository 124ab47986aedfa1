//! Answers that are told apart before any date is looked for: not yet, by the moon, a whole week.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Span;
use super::numeric::{self, Numeric};
use super::piece::Piece;
use super::words::{self, is_month};
use crate::vietnamese::Why;
use crate::vietnamese::scan::{Kind, Token};

/// Answers that tell no date of the solar calendar.
pub fn refused(tokens: &[Token]) -> Option<Why> {
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let next_is = |words: &[&str]| next.is_some_and(|t| t.is_any(words));
        if (token.is("sắp") && token.marked()) || (token.is("chuẩn") && next_is(&["bị"])) {
            return Some(Why::NotYet);
        }
        if token.is("chưa") && !next_is(&["đến", "tới", "đầy", "được"]) {
            return Some(Why::NotYet);
        }
        if token.is("chưa") && next_is(&["được"]) {
            let number = tokens.get(at + 2).is_some_and(|t| {
                matches!(t.kind, Kind::Number(_)) || words::count(tokens, at + 2).is_some()
            });
            return Some(if number { Why::TooVague } else { Why::NotYet });
        }
        if token.is("chưa") {
            return Some(Why::TooVague);
        }
        let lunar = (token.is("tết") && !next_is(&["dương", "tây"]))
            || token.is("rằm")
            || (token.is("âm") && (next_is(&["lịch"]) || token.full() == "âm"))
            || (token.full() == "al" || token.full() == "âl")
            || (is_month(token) && next_is(&["giêng", "chạp"]))
            || token.is_any(&["giêng", "chạp"]) && token.marked()
            || (token.is("trung") && next_is(&["thu"]));
        let lunar_day = token.is_any(&["mùng", "mồng"]) && !has_month(tokens, at + 1);
        if lunar || lunar_day {
            return Some(Why::Lunar);
        }
    }
    None
}

/// Whether a day after "mùng" has a month; without one it is told by the moon.
fn has_month(tokens: &[Token], at: usize) -> bool {
    if let Some((Numeric::One(pieces), _)) = numeric::read(tokens, at) {
        // The tenth of the third month is the Hùng Kings' day, of the lunar calendar.
        return pieces.iter().all(|p| (p.day, p.month) != (Some(10), Some(3)));
    }
    let Some((day, end)) = words::count(tokens, at) else { return false };
    if tokens.get(end).is_some_and(is_month)
        && let Some((month, _)) = words::count(tokens, end + 1)
    {
        return (day, month) != (10, 3);
    }
    tokens.get(end).is_some_and(is_month)
        && tokens.get(end + 1).is_some_and(|t| t.is_any(&["trước", "này", "rồi", "qua"]))
}

/// "Tuần từ 9/5/2022 đến 15/5/2022": Monday to Sunday, as a week is shown back.
pub fn whole_week(tokens: &[Token]) -> Option<Span> {
    let [week, from, rest @ ..] = tokens else { return None };
    if !week.is("tuần") || !from.is("từ") {
        return None;
    }
    let day = |at: usize| match numeric::read(rest, at)? {
        (Numeric::One(pieces), end) => {
            let Piece { day, month, year, .. } = *pieces.first()?;
            Some((NaiveDate::from_ymd_opt(year?, month?, day?)?, end))
        }
        _ => None,
    };
    let (first, end) = day(0)?;
    if !rest.get(end)?.is("đến") {
        return None;
    }
    let (last, end) = day(end + 1)?;
    let is_week =
        first.weekday() == Weekday::Mon && first.checked_add_days(Days::new(6)) == Some(last);
    (is_week && end == rest.len()).then(|| Span::week(first))
}
