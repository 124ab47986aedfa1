//! What an answer comes to once its numbers are known.

use super::literal::{Form, NANO};
use super::quantity::Class;
use super::sentence::{Item, Sentence};
use super::{Amount, LARGEST, Period};
use crate::vietnamese::{Reading, Why};

/// As many as can be offered as buttons.
const MOST_CANDIDATES: usize = 4;

/// All candidates of two readings of the same text.
pub fn both(one: Reading<Amount>, other: Reading<Amount>) -> Reading<Amount> {
    let candidates = |reading| match reading {
        Reading::Read(amount) => Ok(vec![amount]),
        Reading::Ambiguous(amounts) => Ok(amounts),
        Reading::Unreadable(why) => Err(why),
    };
    match (candidates(one), candidates(other)) {
        (Ok(mut all), Ok(more)) => {
            all.extend(more);
            choose(all)
        }
        (Err(why), _) | (_, Err(why)) => Reading::Unreadable(why),
    }
}

/// One amount is read; several are offered.
fn choose(mut amounts: Vec<Amount>) -> Reading<Amount> {
    let mut seen = Vec::with_capacity(amounts.len());
    amounts.retain(|amount| {
        let new = !seen.contains(amount);
        seen.push(*amount);
        new
    });
    match amounts[..] {
        [] => Reading::Unreadable(Why::NeedsUnit),
        [amount] => Reading::Read(amount),
        _ if amounts.len() > MOST_CANDIDATES => Reading::Unreadable(Why::SeveralAmounts),
        _ => Reading::Ambiguous(amounts),
    }
}

impl Sentence<'_> {
    /// The one amount, the amounts to choose from, or why there is none.
    pub fn conclude(mut self) -> Reading<Amount> {
        if !self.money.is_empty() {
            self.bare.retain(|item| !is_year(item));
        }
        if let Some(why) = self.phone_number() {
            return Reading::Unreadable(why);
        }
        if let Some(why) = self.trouble {
            let about_nothing =
                why == Why::NeedsTotal && self.money.is_empty() && self.bare.is_empty();
            return Reading::Unreadable(if about_nothing { self.nothing() } else { why });
        }
        if self.left_over && !(self.money.is_empty() && self.bare.is_empty()) {
            return Reading::Unreadable(Why::OddNumber);
        }
        let bare_matters = self.bare.iter().any(|item| item.quantity.class != Class::BareWord);
        if self.none {
            let amounts = self.money.iter().any(|item| item.quantity.values != [0]);
            return if amounts || bare_matters {
                Reading::Unreadable(Why::SeveralAmounts)
            } else {
                Reading::Read(Amount::None)
            };
        }
        let same = |item: &Item| item.quantity.values == self.money[0].quantity.values;
        if self.periods.len() > 1 && self.money.iter().all(same) {
            return Reading::Unreadable(Why::NeedsTotal);
        }
        match (&self.money[..], &self.bare[..]) {
            ([], []) => Reading::Unreadable(self.nothing()),
            ([], [item]) => self.without_unit(item),
            ([], _) => Reading::Unreadable(Why::NeedsUnit),
            ([item], []) => self.one(item),
            ([item], [bare]) => self.one_and_bare(item, bare),
            ([one, other], []) => self.two(one, other),
            (all, []) if all.iter().all(|i| i.quantity.values == all[0].quantity.values) => {
                self.one(&all[0])
            }
            _ => Reading::Unreadable(Why::SeveralAmounts),
        }
    }

    /// A long number that starts with 0 or 84 is a telephone.
    fn phone_number(&self) -> Option<Why> {
        let bare = |item: &Item| {
            let digits = self.tokens[item.start].digits();
            let phone = (digits.len() > 8 && digits.starts_with('0'))
                || (digits.len() == 11 && digits.starts_with("84"));
            let alone = item.quantity.end == item.start + 1;
            phone && alone && digits.bytes().all(|b| b.is_ascii_digit())
        };
        self.money.iter().chain(&self.bare).any(bare).then_some(Why::LooksLikePhone)
    }

    fn nothing(&self) -> Why {
        if self.counted { Why::NeedsUnit } else { Why::NotANumber }
    }

    fn period(&self) -> Option<Period> {
        self.periods.first().copied()
    }

    fn amount(&self, nano: i128, about: bool) -> Result<Amount, Why> {
        if nano == 0 {
            return Ok(Amount::None);
        }
        let rounded = (nano + NANO / 2) / NANO;
        let dong = i64::try_from(rounded).ok().filter(|&dong| dong <= LARGEST);
        let dong = dong.ok_or(Why::TooLarge)?;
        if dong == 0 {
            return Err(Why::NeedsUnit);
        }
        let approximate = about || nano % NANO != 0;
        Ok(Amount::Dong { dong, approximate, period: self.period() })
    }

    fn offer(&self, values: impl IntoIterator<Item = i128>, about: bool) -> Reading<Amount> {
        let amounts: Result<Vec<_>, _> =
            values.into_iter().map(|nano| self.amount(nano, about)).collect();
        amounts.map_or_else(Reading::Unreadable, choose)
    }

    fn one(&self, item: &Item) -> Reading<Amount> {
        let values = item.quantity.values.iter().copied();
        let read = self.offer(values, item.about);
        if item.quantity.yearly.is_empty() {
            return read;
        }
        let yearly = Sentence { periods: vec![Period::Year], money: vec![], bare: vec![], ..*self };
        both(read, yearly.offer(item.quantity.yearly.iter().copied(), item.about))
    }

    fn two(&self, one: &Item, other: &Item) -> Reading<Amount> {
        let (low, high) = (&one.quantity.values, &other.quantity.values);
        if low == high {
            return self.one(if one.about || !other.about { one } else { other });
        }
        if self.periods.len() > 1 {
            return Reading::Unreadable(Why::SeveralAmounts);
        }
        let apart = other.start > one.quantity.end;
        // "30 triệu hoặc 360 triệu/năm": whether the first is of a year too was not said.
        let between = self.tokens.get(one.quantity.end);
        if !self.periods.is_empty() && between.is_some_and(|t| t.is_any(&["hoặc", "hay"])) {
            return Reading::Unreadable(Why::SeveralAmounts);
        }
        if !other.range || !apart || low.len() > 1 || high.len() > 1 || low[0] > high[0] {
            return Reading::Unreadable(Why::SeveralAmounts);
        }
        self.offer([low[0], high[0]], one.about || other.about)
    }

    /// "10-15 triệu": the first number has the unit of the second.
    fn one_and_bare(&self, item: &Item, bare: &Item) -> Reading<Amount> {
        let joined = item.range && bare.quantity.end <= item.start;
        let single_word =
            bare.quantity.class == Class::BareWord && bare.quantity.values[0] < 10 * NANO;
        if !joined {
            return if single_word {
                self.one(item)
            } else {
                Reading::Unreadable(Why::SeveralAmounts)
            };
        }
        let (Some(mut scale), [high]) = (item.quantity.scale, &item.quantity.values[..]) else {
            return Reading::Unreadable(Why::SeveralAmounts);
        };
        let Some(&head) = bare.quantity.values.last() else {
            return Reading::Unreadable(Why::SeveralAmounts);
        };
        let mut low = head.saturating_mul(scale / NANO);
        // "500 - 1 tỷ": five hundred million.
        if low > *high && head >= 100 * NANO {
            scale /= 1_000;
            low = head.saturating_mul(scale / NANO);
        }
        if low >= *high || item.start == bare.quantity.end && !single_word {
            return Reading::Unreadable(Why::SeveralAmounts);
        }
        self.offer([low, *high], item.about || bare.about)
    }

    /// "15": we offer what it can be, from thousands to billions.
    fn without_unit(&self, item: &Item) -> Reading<Amount> {
        let most = 1_000_000_000_000 * NANO;
        let mut values: Vec<i128> = [1, 1_000, 1_000_000, 1_000_000_000]
            .iter()
            .flat_map(|unit| item.quantity.values.iter().map(move |v| v.saturating_mul(*unit)))
            .filter(|value| (1_000 * NANO..=most).contains(value))
            .collect();
        values.sort_unstable();
        values.dedup();
        values.truncate(MOST_CANDIDATES);
        if values.len() < 2 {
            return Reading::Unreadable(Why::NeedsUnit);
        }
        self.offer(values, item.about)
    }
}

/// "30 triệu từ 2021": beside an amount, such a number is a year.
fn is_year(item: &Item) -> bool {
    let years = 1_990 * NANO..2_100 * NANO;
    item.quantity.class == Class::Bare(Form::Plain(4)) && years.contains(&item.quantity.values[0])
}
