//! Dates told from the day of the message: "hôm qua", "tháng trước", "cách đây 2 tháng".

use chrono::{Datelike, Days, Months, NaiveDate};

use super::piece::{Piece, quarter_of};
use super::words::{count, is_month, is_year};
use crate::vietnamese::Why;
use crate::vietnamese::number_words::read_spelled;
use crate::vietnamese::scan::Token;

/// What a relative date was found to be, in all its readings.
pub type Found = Result<Vec<Piece>, Why>;

/// A stretch of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

fn unit(token: &Token) -> Option<Unit> {
    if token.is_any(&["ngày", "hôm"]) {
        Some(Unit::Day)
    } else if token.is("tuần") {
        Some(Unit::Week)
    } else if is_month(token) {
        Some(Unit::Month)
    } else if token.is_any(&["quý", "quí"]) {
        Some(Unit::Quarter)
    } else if is_year(token) {
        Some(Unit::Year)
    } else {
        None
    }
}

/// Reads the relative date at `at`.
pub fn read(tokens: &[Token], at: usize, today: NaiveDate) -> Option<(Found, usize)> {
    day(tokens, at, today)
        .or_else(|| vague(tokens, at))
        .or_else(|| neighbour(tokens, at, today))
        .or_else(|| ago(tokens, at, today))
}

fn back(today: NaiveDate, days: u64) -> Option<Piece> {
    today.checked_sub_days(Days::new(days)).map(Piece::day_of)
}

/// "Hôm qua", "sáng nay", "hôm kia", "ngày mai".
fn day(tokens: &[Token], at: usize, today: NaiveDate) -> Option<(Found, usize)> {
    let token = &tokens[at];
    let tomorrow = token.is("mai") && tokens.len() < 3;
    let next_year = token.is("sang") && tokens.get(at + 1).is_some_and(|t| unit(t).is_some());
    if tomorrow || next_year {
        let piece = if tomorrow {
            Piece::day_of(today.checked_add_days(Days::new(1))?)
        } else {
            shift(today, unit(&tokens[at + 1])?, 1)?
        };
        return Some((Ok(vec![piece]), at + 1 + usize::from(next_year)));
    }
    if token.is_any(&["sáng", "trưa", "chiều", "tối", "đêm"]) {
        let next = tokens.get(at + 1)?;
        if next.is_any(&["hôm", "ngày"]) {
            return day(tokens, at + 1, today);
        }
        let days = if next.is("nay") {
            0
        } else if next.is("qua") {
            1
        } else {
            return None;
        };
        return Some((Ok(vec![back(today, days)?]), at + 2));
    }
    if !token.is_any(&["hôm", "ngày", "bữa", "hồi"]) {
        return None;
    }
    let next = tokens.get(at + 1)?;
    if token.is("ngày") && next.is("hôm") {
        return day(tokens, at + 1, today);
    }
    let end = at + 2;
    let days = match next.bare() {
        "nay" if next.is("nay") => 0,
        "qua" if next.is("qua") => 1,
        "kia" if next.is("kia") => 2,
        "kia" if next.is("kìa") => 3,
        "mai" | "mot" if next.is("mai") || next.full() == "mốt" => {
            let tomorrow = today.checked_add_days(Days::new(1))?;
            return Some((Ok(vec![Piece::day_of(tomorrow)]), end));
        }
        "truoc" | "no" | "roi" | "bua" if !token.is("ngày") => {
            return Some((Err(Why::TooVague), end));
        }
        _ => return None,
    };
    Some((Ok(vec![back(today, days)?]), end))
}

/// "Mấy tháng nay", "vài năm trước", "gần đây", "lâu rồi".
fn vague(tokens: &[Token], at: usize) -> Option<(Found, usize)> {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    let some = token.is_any(&["mấy", "vài", "dăm", "nhiều", "chục"])
        && next.is_some_and(|t| unit(t).is_some() || t.is_any(&["ba", "hôm", "bữa", "chục"]));
    let several = several_units(tokens, at);
    let recently = (token.is("gần") && next.is_some_and(|t| t.is("đây")))
        || (token.is("mới") && next.is_some_and(|t| t.is_any(&["đây", "rồi"])))
        || (token.is("vừa") && next.is_some_and(|t| t.is_any(&["xong", "mới"])))
        || (token.is("lâu") && next.is_none_or(|t| t.is_any(&["rồi", "nay", "lắm"])))
        || (token.is("dạo") && next.is_some_and(|t| t.is_any(&["này", "trước", "nọ"])));
    (some || several || recently).then_some((Err(Why::TooVague), at + 2))
}

/// "Hai ba tháng trước", "2-3 tháng trước".
fn several_units(tokens: &[Token], at: usize) -> bool {
    let ago_at = |noun: usize| {
        tokens.get(noun).is_some_and(|t| unit(t).is_some())
            && tokens.get(noun + 1).is_some_and(|t| t.is_any(&["trước", "nay", "rồi", "qua"]))
    };
    let small = |at: usize| tokens.get(at).is_some_and(|t| (1..=2).contains(&t.digits().len()));
    let dash = tokens.get(at + 1).is_some_and(|t| t.is_sign('-') || t.is("đến"));
    (small(at) && dash && small(at + 2) && ago_at(at + 3))
        || read_spelled(tokens, at).is_some_and(|s| s.ends.is_some() && ago_at(s.end))
}

/// "Tuần trước", "tháng này", "quý trước", "năm ngoái", "năm kia", "tháng sau".
fn neighbour(tokens: &[Token], at: usize, today: NaiveDate) -> Option<(Found, usize)> {
    let unit = unit(&tokens[at])?;
    let next = tokens.get(at + 1)?;
    let (steps, end) = if next.is_any(&["này", "nay"]) {
        (0, at + 2)
    } else if next.is_any(&["trước", "ngoái", "rồi", "qua"]) {
        (-1, at + 2)
    } else if next.is("vừa") {
        let more = tokens.get(at + 2).is_some_and(|t| t.is_any(&["rồi", "qua", "xong"]));
        (-1, at + 2 + usize::from(more))
    } else if next.is("kia") && unit == Unit::Year {
        (-2, at + 2)
    } else if next.is("kìa") && unit == Unit::Year {
        (-3, at + 2)
    } else if next.is_any(&["sau", "tới"]) && !tokens.get(at + 2).is_some_and(is_year) {
        (1, at + 2)
    } else {
        return None;
    };
    if unit == Unit::Day {
        return None;
    }
    // "Tháng trước nữa" is one more back.
    let again = steps == -1 && tokens.get(end).is_some_and(|t| t.is("nữa"));
    let steps = if again { steps - 1 } else { steps };
    let piece = shift(today, unit, steps).map(|piece| {
        // "Tháng này năm ngoái": the year is told by what follows.
        let year_follows = steps == 0 && unit != Unit::Year && tokens.get(end).is_some_and(is_year);
        if year_follows { Piece { year: None, ..piece } } else { piece }
    });
    Some((piece.map(|piece| vec![piece]).ok_or(Why::NotADate), end + usize::from(again)))
}

/// "2 tháng trước", "cách đây 3 tuần", "hơn 1 năm nay", "nửa năm trước".
fn ago(tokens: &[Token], at: usize, today: NaiveDate) -> Option<(Found, usize)> {
    if tokens[at].is("tư") {
        return None;
    }
    let half = tokens[at].is("nửa");
    let (number, noun) = if half { (0, at + 1) } else { count(tokens, at)? };
    let unit = tokens.get(noun).and_then(unit)?;
    let mut end = noun + 1;
    let half_more = tokens.get(end).is_some_and(|t| t.is_any(&["rưỡi", "rưởi"]));
    end += usize::from(half_more);
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let second = at.checked_sub(2).map(|at| &tokens[at]);
    let led = before.is_some_and(|t| t.is_any(&["cách", "được", "đã"]))
        || (before.is_some_and(|t| t.is_any(&["đây", "nay"]))
            && second.is_some_and(|t| t.is("cách")))
        || (before.is_some_and(|t| t.is_any(&["hơn", "gần", "khoảng", "tầm", "độ", "chừng"]))
            && led_further(tokens, at));
    let followed = tokens.get(end).is_some_and(|t| {
        t.is_any(&["trước", "nay", "này", "qua", "rồi"])
            && !(t.is("qua") && unit == Unit::Day && tokens[noun].is("hôm"))
    }) || (tokens.get(end).is_some_and(|t| t.is_any(&["về", "gần", "vừa"]))
        && tokens.get(end + 1).is_some_and(|t| t.is_any(&["trước", "đây", "rồi", "qua"])));
    if !led && !followed {
        return None;
    }
    if followed {
        end += if tokens[end].is_any(&["về", "gần", "vừa"]) { 2 } else { 1 };
    }
    // Without its mark, "tam" is also "about".
    if tokens[at].full() == "tam" && !led {
        return Some((Err(Why::TooVague), end));
    }
    let steps = -i32::try_from(number).ok()?;
    let piece = match (unit, half, half_more) {
        (_, false, false) => shift(today, unit, steps),
        (Unit::Year, true, false) => shift(today, Unit::Month, -6),
        (Unit::Year, false, true) => shift(today, Unit::Month, 12 * steps - 6),
        (Unit::Month, true, false) => shift(today, Unit::Week, -2),
        _ => return Some((Err(Why::TooVague), end)),
    };
    let mut readings = vec![piece?];
    // "15 tháng trước" and "2 tháng này" can also be a day of that month.
    let this_month = tokens.get(noun + 1).is_some_and(|t| t.full() == "này");
    let day_too = unit == Unit::Month && !half && !half_more && !led;
    if day_too && (this_month || (number > 12 && followed)) {
        let now = tokens.get(noun + 1).is_some_and(|t| t.is_any(&["này", "nay"]));
        let month = shift(today, Unit::Month, if now { 0 } else { -1 })?;
        readings.insert(0, Piece { day: Some(number), ..month });
    }
    Some((Ok(readings), end))
}

/// "Cách đây khoảng …", "được gần …".
fn led_further(tokens: &[Token], at: usize) -> bool {
    tokens[..at].iter().rev().skip(1).take(3).any(|t| t.is_any(&["cách", "được", "đã"]))
}

fn shift(today: NaiveDate, unit: Unit, steps: i32) -> Option<Piece> {
    let months = |count: u32| {
        if steps < 0 {
            today.checked_sub_months(Months::new(steps.unsigned_abs() * count))
        } else {
            today.checked_add_months(Months::new(steps.unsigned_abs() * count))
        }
    };
    let days = |count: u64| {
        let days = Days::new(u64::from(steps.unsigned_abs()) * count);
        if steps < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }
    };
    Some(match unit {
        Unit::Day => Piece::day_of(days(1)?),
        Unit::Week => Piece::week_of(days(7)?),
        Unit::Month => Piece::month_of(months(1)?),
        Unit::Quarter => {
            let date = months(3)?;
            Piece { quarter: Some(quarter_of(date)), ..Piece::year_of(date.year()) }
        }
        Unit::Year => Piece::year_of(today.year() + steps),
    })
}
