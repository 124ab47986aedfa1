//! Dates in digits: "1/9/2021", "9-2021", "2021-09-01", "01092021".

use super::piece::Piece;
use crate::vietnamese::scan::{Kind, Token};

/// What a run of numbers means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Numeric {
    /// One date, in one or several readings.
    One(Vec<Piece>),
    /// Two ends of a range.
    Ends(Piece, Piece),
    /// Impossible in every reading.
    Impossible,
}

/// The numbers of a run and the signs between them: `5-10/9/2021`.
struct Run {
    numbers: Vec<String>,
    signs: Vec<char>,
    end: usize,
}

/// Reads the run of numbers that starts at `at` and has at least two numbers, or eight or six
/// digits in one.
pub fn read(tokens: &[Token], at: usize) -> Option<(Numeric, usize)> {
    let run = collect(tokens, at)?;
    let parts: Vec<&str> = run.numbers.iter().map(String::as_str).collect();
    let signs: String = run.signs.iter().map(|&s| if s == '.' { '/' } else { s }).collect();
    let numeric = match (&parts[..], signs.as_str()) {
        ([one], "") => in_one_piece(one)?,
        ([day, month], "/" | "-") => two(day, month),
        ([day, month, year], "//" | "--") => three(day, month, year),
        // "1/9-2021".
        ([day, month, year], "/-") if year.len() == 4 => three(day, month, year),
        // "5-10/9" and "9-10/2021".
        ([from, to, of], "-/") => days_or_months(from, to, of),
        ([from, to, rest @ ..], "-//") => {
            ends(&[&[*from], rest].concat(), &[&[*to], rest].concat())
        }
        (all, "/-/" | "//-//") => ends(&all[..all.len() / 2], &all[all.len() / 2..]),
        ([day, month, to @ ..], "/-//") => ends(&[*day, *month, to[2]], to),
        _ => Numeric::Impossible,
    };
    Some((numeric, run.end))
}

fn collect(tokens: &[Token], at: usize) -> Option<Run> {
    let mut run = Run { numbers: vec![], signs: vec![], end: at };
    while let Some(Kind::Number(text)) = tokens.get(run.end).map(|t| &t.kind) {
        for part in text.split_inclusive(['.', ',', '\'']) {
            let digits = part.trim_end_matches(['.', ',', '\'']);
            run.numbers.push(digits.to_owned());
            run.signs.extend(part.chars().last().filter(|c| !c.is_ascii_digit()));
        }
        run.end += 1;
        let Some(Kind::Sign(sign @ ('/' | '-' | '.' | '\\'))) =
            tokens.get(run.end).map(|t| &t.kind)
        else {
            break;
        };
        if !matches!(tokens.get(run.end + 1).map(|t| &t.kind), Some(Kind::Number(_))) {
            break;
        }
        run.signs.push(if *sign == '\\' { '/' } else { *sign });
        run.end += 1;
    }
    if run.numbers.len() == 1 {
        collect_spaced(tokens, &mut run);
    }
    let long = run.numbers.first().is_some_and(|n| matches!(n.len(), 6 | 8));
    (run.numbers.len() > 1 || long).then_some(run)
}

/// "1 9 2021": day, month and a year in full.
fn collect_spaced(tokens: &[Token], run: &mut Run) {
    let number = |at: usize| tokens.get(at).map_or("", Token::digits);
    let (month, year) = (number(run.end), number(run.end + 1));
    let short = |text: &str| (1..=2).contains(&text.len());
    if short(&run.numbers[0]) && short(month) && year.len() == 4 {
        run.numbers.extend([month.to_owned(), year.to_owned()]);
        run.signs.extend(['/', '/']);
        run.end += 2;
    }
}

fn small(text: &str) -> Option<u32> {
    if text.len() > 2 { None } else { text.parse().ok() }
}

/// A year in full or of two digits, which are of this century.
pub fn year(text: &str) -> Option<i32> {
    match text.len() {
        4 => text.parse().ok(),
        2 => text.parse::<i32>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

fn day_month(day: u32, month: u32) -> Option<Piece> {
    // Whether the month has that day is told later; here only whether it can be one.
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Piece {
        day: Some(day),
        month: Some(month),
        ..Piece::default()
    })
}

fn month_year(month: u32, year: i32) -> Option<Piece> {
    (1..=12).contains(&month).then_some(Piece {
        month: Some(month),
        year: Some(year),
        ..Piece::default()
    })
}

fn readings(pieces: impl IntoIterator<Item = Option<Piece>>) -> Numeric {
    let pieces: Vec<Piece> = pieces.into_iter().flatten().collect();
    if pieces.is_empty() { Numeric::Impossible } else { Numeric::One(pieces) }
}

fn two(a: &str, b: &str) -> Numeric {
    if a.len() == 4 && b.len() == 4 {
        let of = |text| year(text).map(Piece::year_of);
        return of(a).zip(of(b)).map_or(Numeric::Impossible, |(a, b)| Numeric::Ends(a, b));
    }
    if a.len() == 4 && b.len() <= 2 {
        return readings([year(a).zip(small(b)).and_then(|(year, month)| month_year(month, year))]);
    }
    let Some(first) = small(a) else { return Numeric::Impossible };
    if b.len() == 4 {
        return readings([year(b).and_then(|year| month_year(first, year))]);
    }
    let Some(second) = small(b) else { return Numeric::Impossible };
    if let Some(piece) = day_month(first, second) {
        return readings([Some(piece)]);
    }
    // "9/21" has no day reading, for dates are day first: it is September 2021.
    if b.len() == 2 && second > 12 {
        return readings([year(b).and_then(|year| month_year(first, year))]);
    }
    Numeric::Impossible
}

fn three(a: &str, b: &str, c: &str) -> Numeric {
    let (day, month, full) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    let read = || {
        let piece = day_month(small(day)?, small(month)?)?;
        Some(Piece { year: Some(year(full)?), ..piece })
    };
    readings([read()])
}

fn days_or_months(a: &str, b: &str, c: &str) -> Numeric {
    if c.len() != 4 {
        return ends(&[a, c], &[b, c]);
    }
    let months = |month: &str| month_year(small(month)?, year(c)?);
    let Numeric::One(day) = three(a, b, c) else { return ends(&[a, c], &[b, c]) };
    readings([day.first().copied(), months(a), months(b)])
}

fn ends(from: &[&str], to: &[&str]) -> Numeric {
    let read = |parts: &[&str]| match match *parts {
        [a, b] => two(a, b),
        [a, b, c] => three(a, b, c),
        _ => Numeric::Impossible,
    } {
        Numeric::One(pieces) => pieces.first().copied(),
        _ => None,
    };
    match (read(from), read(to)) {
        (Some(from), Some(to)) => Numeric::Ends(from, to),
        _ => Numeric::Impossible,
    }
}

/// "01092021", "20210901", "092021".
fn in_one_piece(digits: &str) -> Option<Numeric> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let plausible =
        |piece: Piece| piece.year.is_some_and(|year| (1950..2100).contains(&year)).then_some(piece);
    let full = |day: &str, month: &str, of: &str| {
        let piece = day_month(small(day)?, small(month)?)?;
        plausible(Piece { year: year(of), ..piece })
    };
    let only_month =
        |month: &str, of: &str| month_year(small(month)?, year(of)?).and_then(plausible);
    Some(match digits.len() {
        8 => readings([
            full(&digits[..2], &digits[2..4], &digits[4..]),
            full(&digits[6..], &digits[4..6], &digits[..4]),
        ]),
        6 => readings([
            full(&digits[..2], &digits[2..4], &digits[4..]),
            only_month(&digits[..2], &digits[2..]),
            only_month(&digits[4..], &digits[..4]),
        ]),
        _ => Numeric::Impossible,
    })
}
