//! A whole answer: which of its numbers is the amount, and what is said about it.

use super::Period;
use super::currency::{self, is_dong};
use super::lexicon::{self, Sense, makes_compound};
use super::literal::{Form, NANO};
use super::quantity::{self, Class, Quantity};
use crate::vietnamese::scan::{Kind, Token};
use crate::vietnamese::{Why, number_words};

/// A number found in the text.
#[derive(Debug)]
pub struct Item {
    /// The number with its units.
    pub quantity: Quantity,
    /// Where it starts.
    pub start: usize,
    /// Whether it was said to be about that.
    pub about: bool,
    /// Whether the item before it is the other end of a range.
    pub range: bool,
}

/// What was found in a text.
pub struct Sentence<'a> {
    /// The pieces of the text.
    pub tokens: &'a [Token],
    /// How words with two senses are taken.
    pub sense: Sense,
    /// Numbers that are amounts of money.
    pub money: Vec<Item>,
    /// Numbers without a unit.
    pub bare: Vec<Item>,
    /// Whether there are numbers that count something else.
    pub counted: bool,
    /// Whether it was said that there is no amount.
    pub none: bool,
    /// The times in which the amount comes.
    pub periods: Vec<Period>,
    /// Whether a number word is left that belongs to no amount.
    pub left_over: bool,
    /// What forbids to read the text.
    pub trouble: Option<Why>,
    /// Where the last amount ends, with its "/tháng".
    pub chain_end: usize,
}

impl<'a> Sentence<'a> {
    /// Finds what is in a text.
    pub fn walk(tokens: &'a [Token], sense: Sense) -> Self {
        let mut sentence = Self {
            tokens,
            sense,
            money: vec![],
            bare: vec![],
            counted: false,
            none: false,
            periods: vec![],
            left_over: false,
            trouble: None,
            chain_end: 0,
        };
        let mut at = 0;
        while at < tokens.len() {
            at = sentence.step(at).max(at + 1);
        }
        sentence
    }

    fn step(&mut self, at: usize) -> usize {
        if let Some(end) = self.skip_date(at) {
            return end;
        }
        if let Some(end) = self.take_none(at) {
            return end;
        }
        if let Some(end) = self.take_period(at) {
            return end;
        }
        if let Some(quantity) = quantity::read(self.tokens, at, self.sense) {
            return self.take_quantity(at, quantity);
        }
        self.take_word(at);
        at + 1
    }

    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
    }

    pub fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        self.token(at).is_some_and(|t| signs.iter().any(|&sign| t.is_sign(sign)))
    }

    pub fn worry(&mut self, why: Why) {
        self.trouble.get_or_insert(why);
    }

    /// "9/2021", "1/9/2021", "1-9-2021" and "2021-09-01" are days, not amounts.
    pub fn skip_date(&self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut longest = 0;
        for part in 0..3 {
            if !self.is_number(end) || (part > 0 && !self.tokens[end].glued) {
                break;
            }
            let digits = self.tokens[end].digits();
            if digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            longest = longest.max(digits.len());
            end += 1;
            if !self.is_sign(end, &['/', '-']) || !self.tokens[end].glued || part == 2 {
                break;
            }
            end += 1;
        }
        let numbers = (end - at).div_ceil(2);
        let joined_by_slash = self.is_sign(at + 1, &['/']);
        let led = at > 0 && self.tokens[at - 1].is_any(&["từ", "ngày", "hôm", "đến"]);
        let is_date = (numbers == 2 && longest < 3 && joined_by_slash && led)
            || numbers == 3
            || (numbers == 2 && longest == 4 && joined_by_slash);
        let has_unit = lexicon::unit(self.tokens, end, self.sense).is_some()
            || currency::length(self.tokens, end) > 0;
        (is_date && (end - at) % 2 == 1 && !has_unit).then_some(end)
    }

    /// "Không tính được", "ko có", "chưa đo được".
    fn take_none(&mut self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        let not = token.is_any(&["không", "chẳng", "chả", "khong", "chưa"])
            || matches!(token.full(), "ko" | "k" | "kg" | "kh" | "hok" | "hong" | "khg" | "hông");
        if !not {
            return None;
        }
        let mut next = at + 1;
        while self.token(next).is_some_and(|t| matches!(t.bare(), "the" | "he")) {
            next += 1;
        }
        let Some(word) = self.token(next) else {
            self.none |= at == 0 && token.full() != "k" && !token.is("chưa");
            return None;
        };
        // "Không dưới 30 triệu" and "chưa đến 30 triệu" are about that.
        let bound = ["đầy", "dưới", "quá", "đến", "tới", "hơn", "kém", "ít", "nhỏ", "thấp", "vượt"];
        if word.is_any(&bound) || (token.is("chưa") && word.is("được")) {
            return Some(next);
        }
        if is_dong(word) && self.token(next + 1).is_none() {
            self.none = true;
            return Some(next + 1);
        }
        let measured = ["tính", "đo", "đong", "ước", "lượng", "định", "xác", "quy", "qui"];
        let has = word.is("có") && !token.is("chưa");
        let could = !token.is("chưa")
            || self.tokens[next..].iter().any(|t| t.is("được") || matches!(t.full(), "đc" | "dc"));
        if (word.is_any(&measured) && could) || has {
            self.none = true;
            return Some(next + 1);
        }
        let direct =
            next < self.tokens.len() && quantity::read(self.tokens, next, self.sense).is_some();
        let next = next + usize::from(!direct);
        if !token.is("không") || lexicon::unit(self.tokens, next, self.sense).is_none() {
            let amount = (next < self.tokens.len())
                .then(|| quantity::read(self.tokens, next, self.sense))
                .flatten();
            if amount.is_some() && !word.is("trăm") {
                self.worry(Why::NotANumber);
            }
        }
        None
    }

    fn take_quantity(&mut self, at: usize, mut quantity: Quantity) -> usize {
        let end = quantity.end;
        if end <= at {
            return at + 1;
        }
        let previous_end =
            self.money.iter().chain(&self.bare).map(|item| item.quantity.end).max().unwrap_or(0);
        self.look_around(at, &quantity);
        if let Some(end) = self.per_cent(&quantity) {
            self.counted = true;
            return end;
        }
        if self.counts_something(at, &quantity) {
            self.counted = true;
            let one = quantity.values.first() == Some(&NANO);
            let noun = self.token(end);
            let times = noun.is_some_and(|t| t.is_any(&["lần", "đợt"]));
            if (times || one && noun.is_some_and(lexicon::is_counted))
                && self.starts_amount(end + 1)
            {
                self.worry(Why::NeedsTotal);
            }
            if self.is_glued_formula(end) {
                self.worry(Why::OddNumber);
            }
            return end;
        }
        quantity.class = match quantity.class {
            Class::Slang => Class::Money,
            Class::Bare(form) if is_plainly_dong(form, &quantity.values) => {
                quantity.values.truncate(1);
                Class::Money
            }
            class => class,
        };
        let range = previous_end > 0 && self.is_range(previous_end, at);
        let about = quantity.loose || (!range && self.is_about(at, end));
        let bare = quantity.class != Class::Money;
        if quantity.class == Class::Odd {
            self.worry(Why::OddNumber);
        }
        self.chain_end = end;
        let item = Item { quantity, start: at, about, range };
        if bare {
            self.bare.push(item);
        } else {
            self.money.push(item);
        }
        end
    }

    /// Whether the number counts people, machines, per cent or years and so is no amount.
    fn counts_something(&self, at: usize, quantity: &Quantity) -> bool {
        let next = self.token(quantity.end);
        let labelled = at > 0
            && self.tokens[at - 1].is_any(&[
                "số", "thứ", "năm", "tháng", "quý", "ngày", "máy", "xưởng", "px", "line", "tổ",
                "chuyền", "ca", "lần", "cấp", "loại", "mã", "khoản",
            ]);
        if matches!(quantity.class, Class::Bare(_)) && next.and_then(lexicon::period).is_some() {
            return true;
        }
        let unknown_follows = next.is_some_and(|t| match &t.kind {
            Kind::Word { .. } => !lexicon::is_function_word(t) && !self.is_about_word(quantity.end),
            _ => lexicon::is_counted(t),
        });
        match quantity.class {
            Class::Money | Class::Odd => false,
            // "m2", "T9", "px1": the number belongs to the word.
            Class::Bare(_)
                if self.tokens[at].glued && at > 0 && self.tokens[at - 1].bare() != "" =>
            {
                true
            }
            Class::Slang | Class::Bare(_) => {
                let joins = next.is_some_and(|t| t.is_any(&["đến", "tới", "hoặc", "hay"]));
                let several = self.is_number(quantity.end) || self.starts_number(quantity.end);
                (unknown_follows && !joins && !several)
                    || (labelled && quantity.class != Class::Slang)
            }
            Class::BareWord => {
                let single = quantity.values[0] < 10 * NANO;
                let joins = next
                    .is_some_and(|t| t.is_any(&["đến", "tới", "hoặc", "hay"]) || t.is_sign('-'))
                    || self.starts_amount(quantity.end);
                (unknown_follows && !joins) || (single && next.is_some() && !joins) || labelled
            }
        }
    }

    /// "20 phần trăm".
    fn per_cent(&self, quantity: &Quantity) -> Option<usize> {
        let plain = matches!(quantity.class, Class::Bare(_) | Class::BareWord);
        let is = |at: usize, word: &str| self.token(at).is_some_and(|t| t.is(word));
        let end = quantity.end;
        (plain && is(end, "phần") && is(end + 1, "trăm")).then_some(end + 2)
    }

    /// "1e9": a number, a letter and a number in one piece.
    fn is_glued_formula(&self, at: usize) -> bool {
        let (Some(word), Some(number)) = (self.token(at), self.token(at + 1)) else { return false };
        let measure = matches!(word.full(), "m" | "cm" | "km" | "mm" | "h" | "g");
        word.glued && number.glued && self.is_number(at + 1) && !measure
    }

    /// "12 trăm", "20 ba triệu": a number right after a number.
    fn starts_number(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let read = || quantity::read(self.tokens, at, self.sense);
        number_words::is_hundred(token)
            || number_words::is_ten(token)
            || number_words::is_half_more(token)
            || read().is_some_and(|q| matches!(q.class, Class::Money | Class::Slang))
    }

    fn starts_amount(&self, at: usize) -> bool {
        self.token(at).is_some()
            && quantity::read(self.tokens, at, self.sense)
                .is_some_and(|q| q.class == Class::Money && q.scale.is_some())
    }

    /// A number word or unit that no amount took: then no amount was understood.
    fn is_left_over(&self, at: usize) -> bool {
        let words = [
            "triệu", "nghìn", "ngàn", "vạn", "tỷ", "tỉ", "trăm", "chục", "mươi", "mười", "rưỡi",
            "mốt",
        ];
        let token = &self.tokens[at];
        let compound = self.token(at + 1).is_some_and(|next| makes_compound(token, next))
            || (at > 0 && self.tokens[at - 1].is("công"));
        if compound || !token.is_any(&words) {
            return false;
        }
        let numeric = |at: usize| {
            self.token(at).is_some_and(|t| t.is_any(&words) || !t.digits().is_empty())
                || number_words::leading_digit(self.tokens, at).is_some()
                || self.is_about_word(at)
        };
        token.marked() || numeric(at + 1) || (at > 0 && numeric(at - 1))
    }

    fn take_word(&mut self, at: usize) {
        let token = &self.tokens[at];
        if currency::is_foreign_anywhere(token) {
            self.worry(Why::ForeignCurrency);
        }
        self.left_over |= self.is_left_over(at);
        let next = self.token(at + 1);
        let unit_next = || lexicon::unit(self.tokens, at + 1, self.sense).is_some();
        let vague_before = token.is_any(&["vài", "dăm", "nhiều", "bạc", "tiền", "hàng", "mươi"])
            || (token.is("mấy") && next.is_some());
        if vague_before && token.full() != "may" && unit_next() {
            self.worry(Why::TooVague);
        }
    }
}

/// Whether a number without a unit can only be đồng: "1.200.000", "50.000", "1200000".
fn is_plainly_dong(form: Form, values: &[i128]) -> bool {
    match form {
        Form::Grouped(digits) => digits > 4,
        Form::Either(before) => before > 1,
        Form::Plain(digits) => digits > 4 || values == [0],
        Form::Decimal => values == [0],
    }
}
