//! What stands around a number: "khoảng", minus, times, dollars, "đến".

use super::currency;
use super::lexicon;
use super::quantity::{Class, Quantity};
use super::sentence::Sentence;
use crate::vietnamese::Why;
use crate::vietnamese::scan::{Kind, Token};

impl Sentence<'_> {
    /// Signs right around a number that change what it is: minus, times, dollars, "mấy".
    pub fn look_around(&mut self, at: usize, quantity: &Quantity) {
        let end = quantity.end;
        let has_unit = matches!(quantity.class, Class::Money | Class::Slang);
        if currency::is_foreign_after(self.tokens, end, has_unit) {
            self.worry(Why::ForeignCurrency);
        }
        if self.token(end).is_some_and(|t| t.is_any(&["mấy", "vài", "mươi"])) && has_unit
            || self.token(end).is_some_and(|t| t.full() == "mấy")
        {
            self.worry(Why::TooVague);
        }
        if has_unit {
            self.worry_about_pieces(end);
        }
        if let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]) {
            let first = &self.tokens[at];
            let headless =
                matches!(first.bare(), "tram" | "chuc" | "nghin" | "ngan" | "trieu" | "ty");
            let vague = before.is_any(&["vài", "dăm"])
                || before.full() == "mấy"
                || (headless && before.is_any(&["mấy", "hàng", "nhiều", "bạc", "tiền"]));
            if vague {
                self.worry(Why::TooVague);
            }
            let free = at < 2 || !self.tokens[at - 1].glued || !self.is_number(at - 2);
            let after_amount =
                self.money.iter().chain(&self.bare).any(|i| i.quantity.end + 1 == at);
            if before.is_sign('-') && free && !after_amount && (first.glued || at == 1) {
                self.worry(Why::Negative);
            }
            if before.is("âm") || before.full() == "lỗ" {
                self.worry(Why::Negative);
            }
            // ".5 tỷ" lost its zero, or something before it.
            if first.glued && (before.is_sign('.') || before.is_sign(',')) && !before.glued {
                self.worry(Why::OddNumber);
            }
            // "75% của 1 tỷ", "3 phần 4 tỷ".
            let share = before.is("phần") && at > 1 && self.is_number(at - 2);
            let part = before.is("của") && at > 1 && self.is_sign(at - 2, &['%']);
            if share || part {
                self.worry(Why::Calculation);
            }
            let times = before.is_any(&["x", "nhân", "cộng", "trừ", "chia"]) || before.is_sign('*');
            let plus = before.is_sign('+') || before.is_sign('=');
            if (times || plus) && (after_amount || (self.counted && times)) {
                self.worry(Why::Calculation);
            }
        }
    }

    /// "30 triệu một người", "30 triệu 6 tháng": so much for each, or in so much time.
    fn worry_about_pieces(&mut self, end: usize) {
        let (Some(number), Some(noun)) = (self.token(end), self.token(end + 1)) else { return };
        let one = number.digits() == "1" || number.is("một");
        let many = matches!(number.kind, Kind::Number(_)) && !one;
        let time = lexicon::period(noun).is_some();
        if (one && !time && lexicon::is_counted(noun)) || (many && time) {
            self.worry(Why::NeedsTotal);
        }
    }

    pub fn is_about_word(&self, at: usize) -> bool {
        at < self.tokens.len() && lexicon::is_about(self.tokens, at)
    }

    /// Whether words before or after an amount say that it is not exact.
    pub fn is_about(&self, start: usize, end: usize) -> bool {
        let before = self.tokens[..start]
            .iter()
            .rev()
            .take(4)
            .take_while(|t| {
                !matches!(t.kind, Kind::Number(_))
                    && lexicon::period(t).is_none()
                    && !t.is_sign(',')
                    && !t.is_sign('.')
            })
            .count();
        let near = (start - before..start).rev().take_while(|&at| {
            self.is_about_word(at)
                || self.is_sign(at, &['='])
                || self.tokens[at].is_any(&["là", "từ", "vào", "lên", "tính", "được", "tới", "đến"])
        });
        let about_before = near.into_iter().any(|at| self.is_about_word(at));
        let after = self.token(end);
        let about_after = self.is_sign(end, &['+', '~'])
            || after.is_some_and(|t| t.is_any(&["lẻ", "dư", "hơn", "ngoài"]))
            || (after.is_some_and(|t| t.is_any(&["trở", "đổ", "có", "gì"]))
                && self
                    .token(end + 1)
                    .is_some_and(|t| t.is_any(&["lên", "xuống", "lại", "lẻ", "dư", "hơn", "đó"])));
        about_before || about_after
    }

    /// Whether what stands between two numbers makes them the ends of a range.
    pub fn is_range(&self, end: usize, start: usize) -> bool {
        match start - end {
            0 => true,
            1 | 2 => {
                let between = &self.tokens[end..start];
                let joins = |t: &Token| {
                    t.is_sign('-')
                        || t.is_sign('~')
                        || t.is_sign('>')
                        || t.is_any(&["đến", "tới", "hoặc", "hay", "or"])
                };
                joins(&between[0]) && between.iter().all(|t| joins(t) || is_filler(t))
            }
            _ => false,
        }
    }
}

fn is_filler(token: &Token) -> bool {
    token.is_any(&["khoảng", "là", "gần", "hơn", "tầm"])
}
