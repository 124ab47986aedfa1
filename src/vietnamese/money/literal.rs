//! Numbers typed in digits: groups of thousands, decimals, and what is neither.

use crate::vietnamese::scan::{Kind, Token};

/// Parts of a đồng are counted in thousand millionths, so that "1,25 tỷ" stays exact.
pub const NANO: i128 = 1_000_000_000;

/// More digits than this are a slip of the finger, not an amount.
const MOST_DIGITS: usize = 19;

/// A number in digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Literal {
    /// Its values in thousand millionths; two for "1.200", which is 1200 or 1,2.
    pub values: Vec<i128>,
    /// How it was written.
    pub form: Form,
    /// Where the rest of the text starts.
    pub end: usize,
}

/// How a number in digits was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Only digits, so many of them.
    Plain(usize),
    /// Digits in groups of three, so many digits.
    Grouped(usize),
    /// One dot or comma with three digits after it, and so many before: "1.200".
    Either(usize),
    /// With decimals.
    Decimal,
}

/// Digits in no known form, such as "1.23.456".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OddForm;

/// Reads the number in digits at `at`.
pub fn read(tokens: &[Token], at: usize) -> Option<Result<Literal, OddForm>> {
    let Kind::Number(text) = &tokens.get(at)?.kind else { return None };
    if text.bytes().all(|b| b.is_ascii_digit()) {
        if let Some(literal) = read_spaced_groups(tokens, at, text) {
            return Some(Ok(literal));
        }
        return Some(plain(text, Form::Plain(text.len()), at + 1).ok_or(OddForm));
    }
    let read = read_marked(text).map(|(values, form)| Literal { values, form, end: at + 1 });
    Some(read.ok_or(OddForm))
}

fn plain(digits: &str, form: Form, end: usize) -> Option<Literal> {
    Some(Literal { values: vec![whole(digits)?], form, end })
}

fn whole(digits: &str) -> Option<i128> {
    if digits.len() > MOST_DIGITS {
        return None;
    }
    digits.parse::<i128>().ok().map(|value| value * NANO)
}

/// "1 200 000": groups of exactly three digits after one to three.
fn read_spaced_groups(tokens: &[Token], at: usize, first: &str) -> Option<Literal> {
    if first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let mut digits = first.to_owned();
    let mut end = at + 1;
    while let Some(Kind::Number(group)) = tokens.get(end).map(|t| &t.kind) {
        if group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        digits.push_str(group);
        end += 1;
    }
    if end == at + 1 {
        return None;
    }
    plain(&digits, Form::Grouped(digits.len()), end)
}

fn read_marked(text: &str) -> Option<(Vec<i128>, Form)> {
    let marks: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let parts: Vec<&str> = text.split(['.', ',', '\'']).collect();
    let (&last_mark, &last_part) = (marks.last()?, parts.last()?);
    let all_same = marks.iter().all(|&mark| mark == last_mark);
    let in_groups = |parts: &[&str]| {
        parts[0].len() <= 3
            && !parts[0].starts_with('0')
            && parts[1..].iter().all(|part| part.len() == 3)
    };
    if all_same && in_groups(&parts) && (marks.len() > 1 || last_mark == '\'') {
        let digits = parts.concat();
        return Some((vec![whole(&digits)?], Form::Grouped(digits.len())));
    }
    if marks.len() == 1 && last_mark != '\'' {
        let decimal = decimal(parts[0], last_part)?;
        if in_groups(&parts) {
            let digits = parts.concat();
            return Some((vec![whole(&digits)?, decimal], Form::Either(parts[0].len())));
        }
        return Some((vec![decimal], Form::Decimal));
    }
    // "1.200.000,50": the last mark differs and parts off the decimals.
    let groups = &parts[..parts.len() - 1];
    let group_marks = &marks[..marks.len() - 1];
    let differs = group_marks.iter().all(|&mark| mark == group_marks[0] && mark != last_mark);
    if !group_marks.is_empty() && differs && last_mark != '\'' && in_groups(groups) {
        let digits = groups.concat();
        let value = decimal(&digits, last_part)?;
        let form = if value % NANO == 0 { Form::Grouped(digits.len()) } else { Form::Decimal };
        return Some((vec![value], form));
    }
    None
}

fn decimal(whole_part: &str, fraction: &str) -> Option<i128> {
    if fraction.len() > 9 || (whole_part.len() > 1 && whole_part.starts_with('0')) {
        return None;
    }
    let padded = format!("{fraction:0<9}");
    Some(whole(whole_part)? + padded.parse::<i128>().ok()?)
}
