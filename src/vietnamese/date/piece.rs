//! Pieces of a date, such as "ngày 5", "tháng 9" or "năm ngoái", and how they make a span.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{Precision, Span};
use crate::vietnamese::Why;

/// Before this year nobody who writes to us was at work.
pub const FIRST_YEAR: i32 = 1950;

/// Later than this many years from now no plan reaches.
const YEARS_AHEAD: i32 = 100;

/// A part of a year, quarter or month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// "Đầu".
    Start,
    /// "Giữa".
    Middle,
    /// "Cuối".
    End,
    /// "Nửa đầu", "6 tháng đầu".
    FirstHalf,
    /// "Nửa cuối", "6 tháng cuối".
    SecondHalf,
}

/// What is said of a date in one place; pieces side by side are put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Piece {
    /// The day of the month.
    pub day: Option<u32>,
    /// The month.
    pub month: Option<u32>,
    /// The quarter.
    pub quarter: Option<u32>,
    /// The year, in full.
    pub year: Option<i32>,
    /// The part of the year.
    pub part: Option<Part>,
    /// The Monday of a week.
    pub week: Option<NaiveDate>,
    /// The day of the week.
    pub weekday: Option<Weekday>,
}

impl Piece {
    /// One day.
    pub fn day_of(date: NaiveDate) -> Self {
        Self { day: Some(date.day()), ..Self::month_of(date) }
    }

    /// The month of a day.
    pub fn month_of(date: NaiveDate) -> Self {
        Self { month: Some(date.month()), ..Self::year_of(date.year()) }
    }

    /// A year.
    pub fn year_of(year: i32) -> Self {
        Self { year: Some(year), ..Self::default() }
    }

    /// The week of a day.
    pub fn week_of(date: NaiveDate) -> Self {
        Self { week: Some(date.week(Weekday::Mon).first_day()), ..Self::default() }
    }

    /// Both pieces together, unless they say the same thing twice.
    pub fn join(self, other: Self) -> Option<Self> {
        fn one<T>(a: Option<T>, b: Option<T>) -> Result<Option<T>, ()> {
            if a.is_some() && b.is_some() { Err(()) } else { Ok(a.or(b)) }
        }
        let joined = || -> Result<Self, ()> {
            Ok(Self {
                day: one(self.day, other.day)?,
                month: one(self.month, other.month)?,
                quarter: one(self.quarter, other.quarter)?,
                year: one(self.year, other.year)?,
                part: one(self.part, other.part)?,
                week: one(self.week, other.week)?,
                weekday: one(self.weekday, other.weekday)?,
            })
        };
        let joined = joined().ok()?;
        let calendar = joined.day.is_some() || joined.month.is_some() || joined.quarter.is_some();
        let both = joined.month.is_some() && joined.quarter.is_some();
        let day_only = joined.day.is_some() && joined.month.is_none() && joined.year.is_some();
        let mixed = joined.week.is_some() && (calendar || joined.year.is_some());
        (!both && !day_only && !mixed).then_some(joined)
    }

    /// The days that are meant; several spans where a person has to choose.
    ///
    /// Without a year it is the latest time that has begun by `today`.
    pub fn spans(self, today: NaiveDate) -> Result<Vec<Span>, Why> {
        if let Some(year) = self.year
            && !(FIRST_YEAR..=today.year() + YEARS_AHEAD).contains(&year)
        {
            return Err(Why::NotADate);
        }
        if let Some(monday) = self.week {
            return Ok(vec![self.in_week(monday)]);
        }
        if let (Some(weekday), None) = (self.weekday, self.day) {
            let back = today.weekday().days_since(weekday);
            let date = today.checked_sub_days(Days::new(back.into())).ok_or(Why::NotADate)?;
            return Ok(vec![Span::day(date)]);
        }
        match (self.day, self.month, self.quarter) {
            (Some(day), Some(month), _) => self.on_day(day, month, today),
            (Some(day), None, _) => latest_day(day, today),
            (None, Some(month), _) => {
                if !(1..=12).contains(&month) {
                    return Err(Why::NoSuchDay);
                }
                let year = self.year.unwrap_or(today.year() - i32::from(month > today.month()));
                Ok(vec![Span::month(year, month).ok_or(Why::NotADate)?])
            }
            (None, None, Some(quarter)) => {
                if !(1..=4).contains(&quarter) {
                    return Err(Why::NoSuchDay);
                }
                let begun = quarter <= quarter_of(today);
                let year = self.year.unwrap_or(today.year() - i32::from(!begun));
                Ok(vec![Span::quarter(year, quarter).ok_or(Why::NotADate)?])
            }
            (None, None, None) => self.part_of_year(today),
        }
    }

    fn in_week(self, monday: NaiveDate) -> Span {
        let Some(weekday) = self.weekday else { return Span::week(monday) };
        let days = u64::from(weekday.num_days_from_monday());
        Span::day(monday.checked_add_days(Days::new(days)).unwrap_or(monday))
    }

    fn on_day(self, day: u32, month: u32, today: NaiveDate) -> Result<Vec<Span>, Why> {
        let date = match self.year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            // The 29th of February may be eight years back, around 1900 and 2100.
            None => (0..9)
                .filter_map(|back| NaiveDate::from_ymd_opt(today.year() - back, month, day))
                .find(|date| *date <= today),
        };
        let date = date.ok_or(Why::NoSuchDay)?;
        if self.weekday.is_some_and(|weekday| weekday != date.weekday()) {
            return Err(Why::NotADate);
        }
        Ok(vec![Span::day(date)])
    }

    fn part_of_year(self, today: NaiveDate) -> Result<Vec<Span>, Why> {
        let year = match (self.year, self.part) {
            (Some(year), _) => year,
            (None, Some(Part::End | Part::SecondHalf)) if today.month() < 10 => today.year() - 1,
            (None, Some(Part::Middle)) if today.month() < 4 => today.year() - 1,
            (None, Some(_)) => today.year(),
            (None, None) => return Err(Why::NotADate),
        };
        let quarters: &[u32] = match self.part {
            None => return Ok(vec![Span::year(year).ok_or(Why::NotADate)?]),
            Some(Part::Start) => &[1],
            Some(Part::Middle) => &[2, 3],
            Some(Part::End) => &[4],
            Some(Part::FirstHalf) => &[1, 2],
            Some(Part::SecondHalf) => &[3, 4],
        };
        quarters.iter().map(|&q| Span::quarter(year, q).ok_or(Why::NotADate)).collect()
    }
}

/// The quarter of a day, from 1.
pub fn quarter_of(date: NaiveDate) -> u32 {
    date.month0() / 3 + 1
}

/// The latest such day of a month by `today`.
fn latest_day(day: u32, today: NaiveDate) -> Result<Vec<Span>, Why> {
    if !(1..=31).contains(&day) {
        return Err(Why::NoSuchDay);
    }
    let mut month = today;
    for _ in 0..3 {
        if let Some(date) = month.with_day(day)
            && date <= today
        {
            return Ok(vec![Span::day(date)]);
        }
        month = month.with_day(1).and_then(|first| first.pred_opt()).ok_or(Why::NotADate)?;
        month = month.with_day(1).ok_or(Why::NotADate)?;
    }
    Err(Why::NotADate)
}

impl Span {
    pub(super) fn day(date: NaiveDate) -> Self {
        Self { from: date, to: date, precision: Precision::Day }
    }

    pub(super) fn week(monday: NaiveDate) -> Self {
        let to = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        Self { from: monday, to, precision: Precision::Day }
    }

    pub(super) fn month(year: i32, month: u32) -> Option<Self> {
        Self::months(year, month, 1, Precision::Month)
    }

    pub(super) fn quarter(year: i32, quarter: u32) -> Option<Self> {
        Self::months(year, quarter * 3 - 2, 3, Precision::Quarter)
    }

    pub(super) fn year(year: i32) -> Option<Self> {
        Self::months(year, 1, 12, Precision::Year)
    }

    fn months(year: i32, month: u32, count: u32, precision: Precision) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        let after = month + count;
        let next = if after > 12 {
            NaiveDate::from_ymd_opt(year + 1, after - 12, 1)?
        } else {
            NaiveDate::from_ymd_opt(year, after, 1)?
        };
        Some(Self { from, to: next.pred_opt()?, precision })
    }
}
