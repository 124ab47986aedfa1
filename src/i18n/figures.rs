//! Figures as people here write them: money, dates, times.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;

use crate::domain::Locale;

/// Whole đồng with the language's thousands mark: `1.234.567 đồng`.
#[must_use]
pub fn dong(locale: Locale, dong: i64) -> String {
    format!("{} đồng", count(locale, dong))
}

/// A number with the language's thousands mark.
#[must_use]
pub fn count(locale: Locale, number: i64) -> String {
    let mark = match locale {
        Locale::Vi => '.',
        Locale::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut written = if number < 0 { String::from("-") } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(mark);
        }
        written.push(digit);
    }
    written
}

/// A day, day first in both languages: `05/03/2026`.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// An instant as a clock in Vietnam shows it: `14:05 05/03/2026`.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.with_timezone(&Ho_Chi_Minh).format("%H:%M %d/%m/%Y").to_string()
}

/// The same to the second: `14:05:07 05/03/2026`.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&Ho_Chi_Minh).format("%H:%M:%S %d/%m/%Y").to_string()
}

/// When something opens: the day alone where it is the day's first instant.
#[must_use]
pub fn opening(at: DateTime<Utc>) -> String {
    if is_midnight(at) { day_of(at) } else { instant(at) }
}

/// When something closes, which is the first instant after it. Midnight is told as the end of
/// the day before, as notices here write it: `24:00 31/05/2022`.
#[must_use]
pub fn cut_off(at: DateTime<Utc>) -> String {
    if is_midnight(at) {
        format!("24:00 {}", day_of(at - TimeDelta::seconds(1)))
    } else {
        instant(at)
    }
}

fn is_midnight(at: DateTime<Utc>) -> bool {
    at.with_timezone(&Ho_Chi_Minh).time() == NaiveTime::MIN
}

/// The day of an instant in Vietnam: `05/03/2026`.
#[must_use]
pub fn day_of(at: DateTime<Utc>) -> String {
    day(vietnam_day(at))
}

/// The day of an instant in Vietnam.
#[must_use]
pub fn vietnam_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Ho_Chi_Minh).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_three() {
        for (dong_amount, vi, en) in [
            (0, "0 đồng", "0 đồng"),
            (999, "999 đồng", "999 đồng"),
            (1_000, "1.000 đồng", "1,000 đồng"),
            (1_234_567, "1.234.567 đồng", "1,234,567 đồng"),
            (-50_000, "-50.000 đồng", "-50,000 đồng"),
        ] {
            assert_eq!(dong(Locale::Vi, dong_amount), vi);
            assert_eq!(dong(Locale::En, dong_amount), en);
        }
    }

    #[test]
    fn an_instant_is_told_by_the_clock_in_vietnam() {
        let at: DateTime<Utc> = "2026-03-04T20:05:00Z".parse().unwrap();
        assert_eq!(instant(at), "03:05 05/03/2026");
        assert_eq!(day_of(at), "05/03/2026");
        assert_eq!(cut_off(at), "03:05 05/03/2026");
    }

    #[test]
    fn a_cut_off_at_midnight_is_the_end_of_the_day_before() {
        let at: DateTime<Utc> = "2022-05-31T17:00:00Z".parse().unwrap();
        assert_eq!(cut_off(at), "24:00 31/05/2022");
        assert_eq!(opening(at), "01/06/2022");
    }
}
