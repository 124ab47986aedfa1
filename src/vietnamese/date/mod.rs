//! Dates as workers write them, day first, with the precision they know.

mod answer;
mod numeric;
mod piece;
mod relative;
mod special;
mod verdict;
mod words;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Reading, Why, scan};

/// How exactly a date is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day, or to a few days such as a week.
    Day,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the year.
    Year,
}

/// The days in which something happened, as exactly as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, the same as the first when the day is known.
    pub to: NaiveDate,
    /// How exactly it was said.
    pub precision: Precision,
}

/// Whether a date may still be to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Future {
    /// It may.
    Allowed,
    /// It may not, and is explained.
    Refused,
}

/// Reads a date; `today` is the day of the message in Vietnam.
#[must_use]
pub fn read(text: &str, today: NaiveDate, future: Future) -> Reading<Span> {
    if scan::is_too_long(text) {
        return Reading::Unreadable(Why::TooLong);
    }
    let tokens = scan::scan(text);
    if tokens.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    answer::read(&tokens, today, future)
}

impl Span {
    /// The date in full, to be shown back: "ngày 1/9/2021", "quý III/2022".
    #[must_use]
    pub fn echo(&self) -> String {
        let from = self.from;
        let (day, month, year) = (from.day(), from.month(), from.year());
        match self.precision {
            Precision::Day if self.from == self.to => format!("ngày {day}/{month}/{year}"),
            Precision::Day => {
                let to = self.to;
                format!(
                    "tuần từ {day}/{month}/{year} đến {}/{}/{}",
                    to.day(),
                    to.month(),
                    to.year()
                )
            }
            Precision::Month => format!("tháng {month}/{year}"),
            Precision::Quarter => {
                let quarter = match month {
                    ..=3 => "I",
                    4..=6 => "II",
                    7..=9 => "III",
                    _ => "IV",
                };
                format!("quý {quarter}/{year}")
            }
            Precision::Year => format!("năm {year}"),
        }
    }
}
