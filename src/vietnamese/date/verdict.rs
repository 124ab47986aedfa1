//! What an answer comes to once its dates are known.

use chrono::{Datelike, NaiveDate};

use super::piece::{self, Piece};
use super::{Future, Span};
use crate::vietnamese::{Reading, Why};

/// As many as can be offered as buttons.
const MOST_CANDIDATES: usize = 4;

/// "Tháng 9/2021 (ngày 5/9/2021)": the narrower date says more than the wider around it.
pub fn narrowest(spans: &[Span]) -> Option<Span> {
    let inside = |span: &Span, other: &Span| {
        other.from <= span.from && span.to <= other.to && span.precision < other.precision
    };
    let all_around = |span: &&Span| spans.iter().all(|other| *span == other || inside(span, other));
    spans.iter().find(all_around).copied()
}

/// What a number alone may be: a day, a month, a year.
pub fn lone_readings(number: u32) -> Vec<Piece> {
    let month = Piece { month: Some(number), ..Piece::default() };
    let day = Piece { day: Some(number), ..Piece::default() };
    match number {
        1..=12 => vec![day, month],
        13..=31 => vec![day, Piece::year_of(2000 + i32::try_from(number).unwrap_or(0))],
        _ => vec![],
    }
}

/// One span is read, several are offered.
pub fn finish(mut spans: Vec<Span>, today: NaiveDate, future: Future) -> Reading<Span> {
    if spans.iter().any(|span| span.from.year() < piece::FIRST_YEAR) {
        return Reading::Unreadable(Why::NotADate);
    }
    if future == Future::Refused {
        let any = !spans.is_empty();
        if spans.len() < 2 || spans.iter().all(|span| span.from > today) {
            spans.retain(|span| span.from <= today);
        }
        if any && spans.is_empty() {
            return Reading::Unreadable(Why::Future);
        }
    }
    let mut seen: Vec<Span> = vec![];
    spans.retain(|span| {
        let new = !seen.contains(span);
        seen.push(*span);
        new
    });
    match spans.len() {
        0 => Reading::Unreadable(Why::NotADate),
        1 => Reading::Read(spans[0]),
        2..=MOST_CANDIDATES => Reading::Ambiguous(spans),
        _ => Reading::Unreadable(Why::NotADate),
    }
}
