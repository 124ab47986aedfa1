//! A whole answer: which of its numbers is the amount, and what is said about it.

use super::lexicon::{self, Sense};
use super::literal::{Form, NANO};
use super::quantity::{self, Class, Quantity};
use super::{Amount, LARGEST, Period};
use crate::vietnamese::scan::{Kind, Token};
use crate::vietnamese::{Reading, Why};

/// As many as can be offered as buttons.
const MOST_CANDIDATES: usize = 4;

/// Reads an answer, in both senses of its words where one has two.
pub fn read(tokens: &[Token]) -> Reading<Amount> {
    if tokens.iter().any(lexicon::has_two_senses) {
        let lower = Sentence::walk(tokens, Sense::Lower).conclude();
        let upper = Sentence::walk(tokens, Sense::Upper).conclude();
        return both(lower, upper);
    }
    // Without its mark, "tam" is "tám" (eight) or "tầm" (about).
    let Some(at) = tokens.iter().position(|t| t.full() == "tam") else {
        return Sentence::walk(tokens, Sense::Lower).conclude();
    };
    let with = |full: &str| {
        let mut tokens = tokens.to_vec();
        tokens[at].kind = Kind::Word { full: full.to_owned(), bare: "tam".to_owned() };
        Sentence::walk(&tokens, Sense::Lower).conclude()
    };
    match (with("tám"), with("tầm")) {
        (eight, Reading::Unreadable(_)) => eight,
        (Reading::Unreadable(_), about) => about,
        (eight, about) => both(eight, about),
    }
}

fn both(one: Reading<Amount>, other: Reading<Amount>) -> Reading<Amount> {
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

/// A number found in the text.
#[derive(Debug)]
struct Item {
    quantity: Quantity,
    start: usize,
    about: bool,
    /// The item before it is the other end of a range.
    range: bool,
}

/// What was found in a text.
struct Sentence<'a> {
    tokens: &'a [Token],
    sense: Sense,
    money: Vec<Item>,
    bare: Vec<Item>,
    counted: bool,
    none: bool,
    periods: Vec<Period>,
    trouble: Option<Why>,
}

impl<'a> Sentence<'a> {
    fn walk(tokens: &'a [Token], sense: Sense) -> Self {
        let mut sentence = Self {
            tokens,
            sense,
            money: vec![],
            bare: vec![],
            counted: false,
            none: false,
            periods: vec![],
            trouble: None,
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

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
    }

    fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        self.token(at).is_some_and(|t| signs.iter().any(|&sign| t.is_sign(sign)))
    }

    fn worry(&mut self, why: Why) {
        self.trouble.get_or_insert(why);
    }

    /// "9/2021", "1/9/2021", "1-9-2021" and "2021-09-01" are days, not amounts.
    fn skip_date(&self, at: usize) -> Option<usize> {
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
        let is_date = numbers == 3 || (numbers == 2 && longest == 4 && joined_by_slash);
        let has_unit = lexicon::unit(self.tokens, end, self.sense).is_some()
            || lexicon::currency(self.tokens, end) > 0;
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
        while self.token(next).is_some_and(|t| matches!(t.bare(), "the" | "hề" | "he" | "biet")) {
            next += 1;
        }
        let Some(word) = self.token(next) else {
            self.none |= at == 0 && token.full() != "k" && !token.is("chưa");
            return None;
        };
        // "Không dưới 30 triệu" and "chưa đến 30 triệu" are about that.
        let bound = ["dưới", "quá", "đến", "tới", "hơn", "kém", "ít", "nhỏ", "thấp", "vượt"];
        if word.is_any(&bound) {
            return Some(next);
        }
        let measured = ["tính", "đo", "đong", "ước", "lượng", "định", "xác", "quy", "qui"];
        let has = word.is("có") && !token.is("chưa");
        if (word.is_any(&measured) && !word.is("tới")) || has {
            self.none = true;
            return Some(next + 1);
        }
        if !token.is("không") || lexicon::unit(self.tokens, next, self.sense).is_none() {
            let amount = quantity::read(self.tokens, next, self.sense);
            if amount.is_some() && !word.is("trăm") {
                self.worry(Why::NotANumber);
            }
        }
        None
    }

    /// "/tháng", "mỗi năm", "1 ca", "hàng quý"; and dates such as "năm 2022".
    fn take_period(&mut self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        let per = token.is_sign('/')
            || token.is_any(&["mỗi", "mổi", "hàng", "hằng", "từng", "theo", "trên", "per", "bình"]);
        let one = token.digits() == "1" || token.is("một");
        let mut next = at + 1;
        let after_per = at > 0 && (self.is_sign(at - 1, &['/']) || self.tokens[at - 1].is("mỗi"));
        if per {
            while self.token(next).is_some_and(|t| t.is("quân") || t.is("mỗi") || t.is_sign('/')) {
                next += 1;
            }
            let counted_one = self.token(next).is_some_and(|t| t.digits() == "1" || t.is("một"));
            next += usize::from(counted_one);
        }
        if let Some(period) = self.token(next).and_then(lexicon::period) {
            if per || (one && next == at + 1) {
                return self.take_time(at, next, period);
            }
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
        if !self.periods.contains(&period) {
            self.periods.push(period);
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
        if self.is_number(at + 1) {
            let amount = quantity::read(self.tokens, at + 1, self.sense);
            let follows_money = self.money.last().is_some_and(|item| item.quantity.end == at);
            if amount.is_some_and(|q| matches!(q.class, Class::Money | Class::Slang)) {
                if (at == 0 || whole) && !follows_money && !self.periods.contains(&period) {
                    self.periods.push(period);
                }
                return Some(at + 1);
            }
            return Some(at + 2);
        }
        let after_money = self.money.last().is_some_and(|item| item.quantity.end == at);
        let named = next.is_some_and(|t| {
            t.is_any(&["nay", "này", "trước", "ngoái", "qua", "sau", "rồi", "đầu", "cuối", "tới"])
        });
        if (whole || (after_money && !named)) && !self.periods.contains(&period) {
            self.periods.push(period);
        }
        Some(at + 1)
    }

    fn worry_per_piece(&mut self, at: usize) {
        let after_number = at > 0
            && self.money.iter().chain(&self.bare).any(|item| item.quantity.end == at);
        if self.tokens[at].is_sign('/') && !after_number {
            return;
        }
        self.worry(Why::NeedsTotal);
    }

    fn take_quantity(&mut self, at: usize, mut quantity: Quantity) -> usize {
        let end = quantity.end;
        if end <= at {
            return at + 1;
        }
        let previous_end =
            self.money.iter().chain(&self.bare).map(|item| item.quantity.end).max().unwrap_or(0);
        self.look_around(at, &quantity);
        if self.counts_something(at, &quantity) {
            self.counted = true;
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
        let about = quantity.loose || self.is_about(at, end);
        let range = previous_end > 0 && self.is_range(previous_end, at);
        let bare = quantity.class != Class::Money;
        if quantity.class == Class::Odd {
            self.worry(Why::OddNumber);
        }
        let item = Item { quantity, start: at, about, range };
        if bare { self.bare.push(item) } else { self.money.push(item) }
        end
    }

    /// Signs right around a number that change what it is: minus, times, dollars, "mấy".
    fn look_around(&mut self, at: usize, quantity: &Quantity) {
        let end = quantity.end;
        let has_unit = matches!(quantity.class, Class::Money | Class::Slang);
        if lexicon::is_foreign_after(self.tokens, end, has_unit) {
            self.worry(Why::ForeignCurrency);
        }
        if self.token(end).is_some_and(|t| t.is_any(&["mấy", "vài", "mươi"])) && has_unit
            || self.token(end).is_some_and(|t| t.full() == "mấy")
        {
            self.worry(Why::TooVague);
        }
        if let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]) {
            let first = &self.tokens[at];
            let headless = matches!(first.bare(), "tram" | "chuc" | "nghin" | "ngan" | "trieu" | "ty");
            let vague = before.is_any(&["vài", "dăm"])
                || before.full() == "mấy"
                || (headless && before.is_any(&["mấy", "hàng", "nhiều", "bạc", "tiền"]));
            if vague {
                self.worry(Why::TooVague);
            }
            let free = at < 2 || !self.tokens[at - 1].glued || !self.is_number(at - 2);
            let after_amount = self.money.iter().chain(&self.bare).any(|i| i.quantity.end + 1 == at);
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
            let times = before.is_any(&["x", "nhân", "cộng", "trừ", "chia"]) || before.is_sign('*');
            let plus = before.is_sign('+') || before.is_sign('=');
            if (times && at > 1) || (plus && after_amount) {
                self.worry(Why::Calculation);
            }
        }
    }

    /// Whether the number counts people, machines, per cent or years and so is no amount.
    fn counts_something(&self, at: usize, quantity: &Quantity) -> bool {
        let next = self.token(quantity.end);
        let labelled = at > 0
            && self.tokens[at - 1].is_any(&[
                "số", "thứ", "năm", "tháng", "quý", "ngày", "máy", "xưởng", "px", "line", "tổ",
                "chuyền", "ca", "lần", "cấp", "loại", "mã", "khoản",
            ]);
        let unknown_follows = next.is_some_and(|t| match &t.kind {
            Kind::Word { .. } => !lexicon::is_function_word(t) && !self.is_about_word(quantity.end),
            _ => lexicon::is_counted(t),
        });
        match quantity.class {
            Class::Money | Class::Odd => false,
            Class::Slang | Class::Bare(_) => {
                let joins = next.is_some_and(|t| t.is_any(&["đến", "tới", "hoặc", "hay"]));
                let several = self.is_number(quantity.end);
                (unknown_follows && !joins && !several)
                    || (labelled && quantity.class != Class::Slang)
            }
            Class::BareWord => {
                let single = quantity.values[0] < 10 * NANO;
                let joins = next.is_some_and(|t| {
                    t.is_any(&["đến", "tới", "hoặc", "hay"]) || t.is_sign('-')
                }) || self.starts_amount(quantity.end);
                (unknown_follows && !joins) || (single && next.is_some() && !joins) || labelled
            }
        }
    }

    fn starts_amount(&self, at: usize) -> bool {
        self.token(at).is_some()
            && quantity::read(self.tokens, at, self.sense)
                .is_some_and(|q| q.class == Class::Money && q.scale.is_some())
    }

    fn is_about_word(&self, at: usize) -> bool {
        at < self.tokens.len() && lexicon::is_about(self.tokens, at)
    }

    /// Whether words before or after an amount say that it is not exact.
    fn is_about(&self, start: usize, end: usize) -> bool {
        let before = self.tokens[..start]
            .iter()
            .rev()
            .take(4)
            .take_while(|t| {
                !matches!(t.kind, Kind::Number(_)) && lexicon::period(t).is_none()
                    && !t.is_sign(',') && !t.is_sign('.')
            })
            .count();
        let near = (start - before..start).rev().take_while(|&at| {
            self.is_about_word(at)
                || self.tokens[at].is_any(&["là", "từ", "vào", "lên", "tính", "được", "tới", "ít"])
        });
        let about_before = near.into_iter().any(|at| self.is_about_word(at));
        let after = self.token(end);
        let about_after = self.is_sign(end, &['+', '~'])
            || after.is_some_and(|t| t.is_any(&["lẻ", "dư", "hơn", "ngoài"]) )
            || (after.is_some_and(|t| t.is_any(&["trở", "đổ", "có", "gì"]))
                && self.token(end + 1).is_some_and(|t| {
                    t.is_any(&["lên", "xuống", "lại", "lẻ", "dư", "hơn", "đó"])
                }));
        about_before || about_after
    }

    /// Whether what stands between two numbers makes them the ends of a range.
    fn is_range(&self, end: usize, start: usize) -> bool {
        match start - end {
            0 => true,
            1 | 2 => {
                let between = &self.tokens[end..start];
                let joins = |t: &Token| {
                    t.is_sign('-') || t.is_sign('~') || t.is_sign('>')
                        || t.is_any(&["đến", "tới", "hoặc", "hay", "or"])
                };
                joins(&between[0]) && between.iter().all(|t| joins(t) || self.is_filler(t))
            }
            _ => false,
        }
    }

    fn is_filler(&self, token: &Token) -> bool {
        token.is_any(&["khoảng", "là", "gần", "hơn", "tầm"])
    }

    fn take_word(&mut self, at: usize) {
        let token = &self.tokens[at];
        if lexicon::is_foreign_anywhere(token) {
            self.worry(Why::ForeignCurrency);
        }
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

impl Sentence<'_> {
    fn conclude(self) -> Reading<Amount> {
        if let Some(why) = self.phone_number() {
            return Reading::Unreadable(why);
        }
        if let Some(why) = self.trouble {
            let about_nothing = why == Why::NeedsTotal && self.money.is_empty() && self.bare.is_empty();
            return Reading::Unreadable(if about_nothing { self.nothing() } else { why });
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
        if self.periods.len() > 1 {
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
            phone && digits.bytes().all(|b| b.is_ascii_digit())
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
        if !other.range || low.len() > 1 || high.len() > 1 || low[0] > high[0] {
            return Reading::Unreadable(Why::SeveralAmounts);
        }
        self.offer([low[0], high[0]], one.about || other.about)
    }

    /// "10-15 triệu": the first number has the unit of the second.
    fn one_and_bare(&self, item: &Item, bare: &Item) -> Reading<Amount> {
        let joined = item.range && bare.quantity.end <= item.start;
        let single_word = bare.quantity.class == Class::BareWord
            && bare.quantity.values[0] < 10 * NANO;
        if !joined {
            return if single_word { self.one(item) } else { Reading::Unreadable(Why::SeveralAmounts) };
        }
        let (Some(mut scale), [high]) = (item.quantity.scale, &item.quantity.values[..]) else {
            return Reading::Unreadable(Why::SeveralAmounts);
        };
        let Some(&head) = bare.quantity.values.last() else {
            return Reading::Unreadable(Why::SeveralAmounts);
        };
        let mut low = head.saturating_mul(scale / NANO);
        // "500 - 1 tỷ": five hundred million.
        if low > *high {
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
