//! How often an amount comes: "/tháng", "mỗi năm", and for how many pieces.

use super::Period;
use super::lexicon;
use super::quantity::{self, Class};
use super::sentence::Sentence;
use crate::vietnamese::Why;

impl Sentence<'_> {
    /// "/tháng", "mỗi năm", "1 ca", "hàng quý"; and dates such as "năm 2022".
    pub fn take_period(&mut self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        let per = token.is_sign('/')
            || token.is_any(&["mỗi", "mổi", "hàng", "hằng", "từng", "theo", "trên", "per", "bình"]);
        let one = token.digits() == "1" || token.is("một");
        let mut next = at + 1;
        let after_per = at > 0 && (self.is_sign(at - 1, &['/']) || self.tokens[at - 1].is("mỗi"));
        if per {
            while self.token(next).is_some_and(|t| t.is("quân") || t.is("mỗi") || t.is_sign('/'))
            {
                next += 1;
            }
            let counted_one = self.token(next).is_some_and(|t| t.digits() == "1" || t.is("một"));
            next += usize::from(counted_one);
        }
        if let Some(period) = self.token(next).and_then(lexicon::period)
            && (per || (one && next == at + 1))
        {
            return self.take_time(at, next, period);
        }
        if token.is_sign('/') || token.is_any(&["mỗi", "mổi", "từng", "per"]) {
            self.worry_per_piece(at);
            return None;
        }
        if after_per && self.is_number(at) {
            return None;
        }
        let period = lexicon::period(token)?;
        self.take_bare_time(at, period)
    }

    fn add_period(&mut self, period: Period) {
        if !self.periods.contains(&period) {
            self.periods.push(period);
        }
    }

    fn take_time(&mut self, at: usize, noun: usize, period: Period) -> Option<usize> {
        // "Một năm rưỡi" is a stretch of time, not a rate.
        if self.token(noun + 1).is_some_and(|t| t.is_any(&["rưỡi", "rưởi"])) {
            self.counted = true;
            return Some(noun + 2);
        }
        // "Một năm trăm": five hundred, not a year.
        let number = self.tokens[noun].is("năm")
            && self.token(noun + 1).is_some_and(|t| t.is_any(&["trăm", "mươi", "triệu", "tỷ"]));
        if number && !self.tokens[at].is_sign('/') {
            return None;
        }
        self.add_period(period);
        if self.chain_end == at {
            self.chain_end = noun + 1;
        }
        Some(noun + 1)
    }

    /// A word of time without "mỗi" or "/": a date, or a rate right before or after an amount.
    fn take_bare_time(&mut self, at: usize, period: Period) -> Option<usize> {
        if quantity::read(self.tokens, at, self.sense).is_some_and(|q| q.class == Class::Money) {
            return None;
        }
        let whole = at > 0 && self.tokens[at - 1].is_any(&["cả", "nguyên", "trọn"]);
        let next = self.token(at + 1);
        if let Some(end) = self.skip_date(at + 1) {
            return Some(end);
        }
        if self.is_number(at + 1) {
            let amount = quantity::read(self.tokens, at + 1, self.sense);
            let follows_money = self.money.last().is_some_and(|item| item.quantity.end == at);
            if amount.is_some_and(|q| matches!(q.class, Class::Money | Class::Slang)) {
                if (at == 0 || whole) && !follows_money {
                    self.add_period(period);
                }
                return Some(at + 1);
            }
            return Some(at + 2);
        }
        let after_money = self.money.last().is_some_and(|item| item.quantity.end == at);
        let named = next.is_some_and(|t| {
            t.is_any(&["nay", "này", "trước", "ngoái", "qua", "sau", "rồi", "đầu", "cuối", "tới"])
        });
        if whole || (after_money && !named) {
            self.add_period(period);
            self.chain_end = at + 1;
        }
        Some(at + 1)
    }

    fn worry_per_piece(&mut self, at: usize) {
        let slash = self.tokens[at].is_sign('/');
        if slash && (self.chain_end != at || at == 0) {
            return;
        }
        let countless = !self
            .token(at + 2)
            .is_some_and(|t| lexicon::period(t).is_some() || lexicon::is_counted(t));
        let odd = slash && self.is_number(at + 1) && countless;
        self.worry(if odd { Why::OddNumber } else { Why::NeedsTotal });
    }
}
