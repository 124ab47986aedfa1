//! One number with its units: "1 tỷ 200", "hai triệu rưỡi", "15 củ".

use super::currency;
use super::headless::{read_half, read_headless, tail_digit};
use super::lexicon::{self, Ending, Manner, Sense, Unit};
use super::literal::{self, Form, NANO};
use crate::vietnamese::number_words::{is_half_more, read_spelled, starts_rate};
use crate::vietnamese::scan::{Kind, Token};

/// What a number was found to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// Money, for a unit or the currency says so.
    Money,
    /// Money if nothing after it is counted: "15 chai" but not "15 chai nước".
    Slang,
    /// A number without a unit.
    Bare(Form),
    /// A number word without a unit: "hai".
    BareWord,
    /// A number in a form that we do not know.
    Odd,
}

/// One number with its units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quantity {
    /// Its values in thousand millionths of a đồng, or of one when it has no unit.
    pub values: Vec<i128>,
    /// What it is.
    pub class: Class,
    /// What one of its head stands for, where it is a head with one unit: for ranges.
    pub scale: Option<i128>,
    /// Whether it was said loosely: "chục triệu".
    pub loose: bool,
    /// The values if a "năm" at its end is not five tenths but "a year".
    pub yearly: Vec<i128>,
    /// Where the rest of the text starts.
    pub end: usize,
}

/// The number before the first unit.
pub struct Head {
    /// Its values in thousand millionths.
    pub values: Vec<i128>,
    /// What one counts: a hundred for "3 trăm".
    pub scale: i128,
    /// How it was written.
    pub class: Class,
    /// Whether it was said loosely: "chục".
    pub loose: bool,
    /// Where the rest of the text starts.
    pub end: usize,
}

/// Reads the number at `at` with all units that belong to it.
pub fn read(tokens: &[Token], at: usize, sense: Sense) -> Option<Quantity> {
    if let Some(half) = read_half(tokens, at, sense) {
        return Some(half);
    }
    let Some(head) = read_head(tokens, at) else { return read_headless(tokens, at, sense) };
    if head.class == Class::Odd {
        let Head { values, end, .. } = head;
        return Some(Quantity {
            values,
            class: Class::Odd,
            scale: None,
            loose: false,
            yearly: vec![],
            end,
        });
    }
    match lexicon::unit(tokens, head.end, sense) {
        Some(unit) => Some(Chain::start(tokens, sense, &head, unit).finish()),
        None => Some(without_unit(tokens, head)),
    }
}

fn without_unit(tokens: &[Token], head: Head) -> Quantity {
    let Head { mut values, scale, mut class, loose, mut end } = head;
    let currency = currency::length(tokens, end);
    if currency > 0 {
        values.truncate(1);
        let whole = values.iter().all(|value| value % NANO == 0 || *value >= 1_000 * NANO);
        class = if whole { Class::Money } else { Class::Odd };
        end += currency;
    }
    Quantity { values, class, scale: Some(scale), loose, yearly: vec![], end }
}

fn read_head(tokens: &[Token], at: usize) -> Option<Head> {
    if let Some(spelled) = read_spelled(tokens, at) {
        let ends = spelled.ends.into_iter().flat_map(|(a, b)| [a, b]);
        let values = std::iter::once(spelled.value).chain(ends);
        return Some(Head {
            values: values.map(|value| i128::from(value) * NANO).collect(),
            scale: scale_of(tokens, at, spelled.end),
            class: Class::BareWord,
            loose: spelled.loose,
            end: spelled.end,
        });
    }
    let odd = || Head { values: vec![], scale: NANO, class: Class::Odd, loose: false, end: at + 1 };
    match literal::read(tokens, at)? {
        Ok(found) => Some(Head {
            values: found.values,
            scale: NANO,
            class: Class::Bare(found.form),
            loose: false,
            end: found.end,
        }),
        Err(literal::OddForm) => Some(odd()),
    }
}

/// What "trăm" and "chục" at the end of a head make of one: "3-4 trăm triệu".
fn scale_of(tokens: &[Token], at: usize, end: usize) -> i128 {
    match (end - at, tokens[end - 1].bare()) {
        (2, "tram") => 100 * NANO,
        (2, "chuc" | "muoi") => 10 * NANO,
        _ => NANO,
    }
}

/// A growing chain of numbers with ever smaller units.
pub struct Chain<'a> {
    tokens: &'a [Token],
    sense: Sense,
    sums: Vec<i128>,
    last: i128,
    class: Class,
    scale: Option<i128>,
    loose: bool,
    decimals: bool,
    closed: bool,
    yearly: Vec<i128>,
    end: usize,
}

impl<'a> Chain<'a> {
    /// The chain that begins with this number and unit.
    pub fn start(tokens: &'a [Token], sense: Sense, head: &Head, unit: Unit) -> Self {
        let mut chain = Self {
            tokens,
            sense,
            sums: head.values.clone(),
            last: 1,
            class: Class::Money,
            scale: Some(head.scale),
            loose: head.loose,
            decimals: matches!(head.class, Class::Bare(Form::Decimal | Form::Either(_))),
            closed: false,
            yearly: vec![],
            end: head.end,
        };
        chain.close(unit);
        chain
    }

    /// Takes a unit, and larger ones right after it: "nghìn tỷ".
    fn close(&mut self, mut unit: Unit) {
        let mut dong = unit.dong;
        self.end += unit.length;
        while unit.manner == Manner::NumberWord
            && let Some(larger) = lexicon::unit(self.tokens, self.end, self.sense)
            && larger.manner == Manner::NumberWord
            && larger.dong > unit.dong
        {
            dong = dong.saturating_mul(larger.dong);
            self.end += larger.length;
            unit = larger;
        }
        for sum in &mut self.sums {
            *sum = sum.saturating_mul(dong);
        }
        self.scale = self.scale.map(|scale| scale.saturating_mul(dong));
        self.last = unit.dong;
        if unit.manner == Manner::Slang {
            self.class = Class::Slang;
        }
        if unit.ending == Ending::HalfMore {
            self.add(&[unit.dong * NANO / 2]);
            self.closed = true;
        }
    }

    /// Adds each of the parts to each of the sums.
    fn add(&mut self, parts: &[i128]) {
        let sums = std::mem::take(&mut self.sums);
        self.sums =
            parts.iter().flat_map(|part| sums.iter().map(|s| s.saturating_add(*part))).collect();
        self.scale = None;
    }

    /// Takes all that belongs to the amount.
    pub fn finish(mut self) -> Quantity {
        while !self.closed && self.scale_or_parts() {}
        self.end += currency::length(self.tokens, self.end);
        let Self { sums, class, scale, loose, yearly, end, .. } = self;
        Quantity { values: sums, class, scale, loose, yearly, end }
    }

    /// Takes one more part; says whether another may follow.
    fn scale_or_parts(&mut self) -> bool {
        let Some(next) = self.tokens.get(self.end) else { return false };
        if is_half_more(next) {
            self.add(&[self.last * NANO / 2]);
            self.end += 1;
            return false;
        }
        // "Một triệu không nghìn năm trăm" names the thousands it has none of.
        if next.is("không")
            && let Some(unit) = lexicon::unit(self.tokens, self.end + 1, self.sense)
            && unit.manner == Manner::NumberWord
            && unit.dong < self.last
        {
            self.end += 2;
            self.last = unit.dong;
            return true;
        }
        if let Some(tenths) = tail_digit(self.tokens, self.end) {
            let odd = self.decimals || next.is("lăm") || next.is("nhăm");
            let unit = lexicon::unit(self.tokens, self.end + 1, self.sense).is_some();
            let more = read_spelled(self.tokens, self.end + 1).is_some()
                && !starts_rate(self.tokens, self.end + 1);
            if odd || unit || more {
                self.class = Class::Odd;
            }
            self.add(&[tenths * self.last * NANO / 10]);
            self.end += 1;
            return false;
        }
        let joined = next.is_any(&["linh", "lẻ"]) && self.tokens.len() > self.end + 1;
        let Some(head) = read_head(self.tokens, self.end + usize::from(joined)) else {
            return false;
        };
        if head.class == Class::Odd || head.loose {
            return false;
        }
        if let Some(unit) = lexicon::unit(self.tokens, head.end, self.sense) {
            return self.take_part(&head, unit);
        }
        if !joined {
            self.take_tail(&head);
        } else if currency::length(self.tokens, head.end) > 0 || self.last == 1_000 {
            self.add(&head.values);
            self.end = head.end;
        }
        false
    }

    fn take_part(&mut self, head: &Head, unit: Unit) -> bool {
        let spelled = head.class == Class::BareWord;
        if unit.dong < self.last {
            let limit = self.last * NANO;
            if head.values.iter().any(|value| value.saturating_mul(unit.dong) >= limit) {
                return false;
            }
            let parts: Vec<i128> =
                head.values.iter().map(|v| v.saturating_mul(unit.dong)).collect();
            self.end = head.end + unit.length;
            self.last = unit.dong;
            self.add(&parts);
            if unit.ending == Ending::HalfMore {
                self.add(&[unit.dong * NANO / 2]);
            }
            if unit.manner == Manner::Slang {
                self.class = Class::Slang;
            }
            return unit.ending != Ending::Currency;
        }
        // "Hai nghìn ba trăm tỷ": what was read so far counts billions too.
        let first = &self.tokens[self.end];
        let grows = spelled
            && unit.manner == Manner::NumberWord
            && unit.dong > self.last
            && self.last < 1_000_000_000
            && (first.is("không") || head.values.iter().all(|value| *value >= 100 * NANO));
        if !grows {
            return false;
        }
        self.add(&head.values);
        self.end = head.end;
        self.close(unit);
        true
    }

    /// Takes a number without a unit after a unit: "1 tỷ 2", "2tr500".
    fn take_tail(&mut self, head: &Head) {
        let after = self.tokens.get(head.end);
        let glued = self.tokens[self.end].glued;
        let with_dong = currency::length(self.tokens, head.end) > 0;
        let limit = self.last * NANO;
        let begins_with_zero = self.tokens[self.end].is("không");
        if self.decimals || self.last == 1 {
            return self.take_nonsense(head, after, glued);
        }
        let length = match head.class {
            Class::Bare(Form::Plain(length)) => length,
            Class::Bare(Form::Grouped(_)) if head.values[0] < limit => {
                return self.take(head.end, &head.values[..1]);
            }
            Class::Bare(Form::Either(_)) if head.values[0] < limit && self.last <= 1_000_000 => {
                return self.take(head.end, &head.values[..1]);
            }
            Class::BareWord if begins_with_zero => 0,
            Class::BareWord => match head.values[0] / NANO {
                0..10 => 1,
                10..100 => 2,
                _ => 3,
            },
            _ => return self.take_nonsense(head, after, glued),
        };
        if !glued && self.counts_something(head, after) {
            return;
        }
        let number_after = after.is_some_and(|t| matches!(t.kind, Kind::Number(_)))
            && !starts_rate(self.tokens, head.end);
        if number_after && head.class == Class::BareWord {
            return self.take_nonsense(head, after, glued);
        }
        let number = head.values[0];
        let lower = number * self.last / 1_000;
        match length {
            0 if number < limit => self.take(head.end, &[number]),
            1 if with_dong && !glued => {
                self.take(head.end, &[number * self.last / 10, number]);
            }
            1 => {
                if self.tokens[self.end].is("năm") {
                    self.yearly.clone_from(&self.sums);
                }
                self.take(head.end, &[number * self.last / 10]);
            }
            2 if head.values.len() > 1 => self.take_nonsense(head, after, glued),
            2 => self.take(head.end, &[number * self.last / 100, lower]),
            3 if with_dong && self.last > 1_000 && !glued => {
                self.take(head.end, &[lower, number]);
            }
            3 => self.take(head.end, &[lower]),
            _ => self.take_nonsense(head, after, glued),
        }
    }

    fn take(&mut self, end: usize, parts: &[i128]) {
        self.end = end;
        self.add(parts);
    }

    /// A number that cannot belong here makes the whole amount unknown, unless it counts a thing.
    fn take_nonsense(&mut self, head: &Head, after: Option<&Token>, glued: bool) {
        if glued || !self.counts_something(head, after) {
            self.class = Class::Odd;
            self.end = head.end;
        }
    }

    /// Whether the number is not part of the amount, for it counts years, people or machines.
    fn counts_something(&self, head: &Head, after: Option<&Token>) -> bool {
        let Some(after) = after else { return false };
        let year = self.tokens[self.end].is("năm")
            && matches!(after.kind, Kind::Number(_))
            && !starts_rate(self.tokens, head.end);
        year || lexicon::period(after).is_some()
            || after.is_sign('%')
            || (after.is_sign('/') && head.class != Class::BareWord && {
                self.tokens.get(head.end + 1).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
            })
            || lexicon::is_counted(after)
    }
}
