//! A whole answer: which date it tells, or why it tells none.

use chrono::{NaiveDate, Weekday};

use super::numeric::{self, Numeric};
use super::piece::{Part, Piece};
use super::verdict::{finish, lone_readings, narrowest};
use super::words::{self, is_month, is_year};
use super::{Future, Span, relative, special};
use crate::vietnamese::number_words::read_spelled;
use crate::vietnamese::scan::{Kind, Token};
use crate::vietnamese::{Reading, Why};

/// One date of an answer, in all its readings.
type Readings = Vec<Piece>;

/// Reads an answer.
pub fn read(tokens: &[Token], today: NaiveDate, future: Future) -> Reading<Span> {
    if let Some(why) = special::refused(tokens) {
        return Reading::Unreadable(why);
    }
    if let Some(week) = special::whole_week(tokens) {
        return finish(vec![week], today, future);
    }
    let mut answer = Answer { tokens, today, dates: vec![], trouble: None, number_left: false };
    answer.walk();
    answer.conclude(future)
}

struct Answer<'a> {
    tokens: &'a [Token],
    today: NaiveDate,
    dates: Vec<(Readings, usize)>,
    trouble: Option<Why>,
    number_left: bool,
}

impl Answer<'_> {
    fn walk(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.step(at).max(at + 1);
        }
    }

    fn step(&mut self, at: usize) -> usize {
        if let Some(end) = self.skip_hour(at).or_else(|| self.skip_until_now(at)) {
            return end;
        }
        self.worry_about_bound(at);
        if at > 0 && words::is_label(&self.tokens[at - 1]) && self.is_short_number(at) {
            return at + 1;
        }
        if let Some((found, end)) = self.relative(at) {
            match found {
                Ok(readings) => self.add(readings, at, end),
                Err(why) => self.worry(why),
            }
            return end;
        }
        if let Some((readings, end)) = self.named(at) {
            self.add(readings, at, end);
            return end;
        }
        if let Some((numeric, end)) = numeric::read(self.tokens, at) {
            match numeric {
                Numeric::One(pieces) => self.add(pieces, at, end),
                Numeric::Ends(from, to) => {
                    self.dates.push((vec![from], end));
                    self.dates.push((vec![to], end));
                }
                Numeric::Impossible => self.worry(Why::NoSuchDay),
            }
            return end;
        }
        if matches!(self.tokens[at].kind, Kind::Number(_)) {
            return self.lone_number(at);
        }
        // "Tháng chín hai mốt": a number in words that no date took.
        let spelled = read_spelled(self.tokens, at).filter(|s| s.value > 9 && !s.loose);
        let year_lost = is_year(&self.tokens[at]) && read_spelled(self.tokens, at + 1).is_some();
        self.number_left |= spelled.is_some() || year_lost;
        spelled.map_or(at + 1, |spelled| spelled.end)
    }

    fn is_short_number(&self, at: usize) -> bool {
        (1..=3).contains(&self.tokens[at].digits().len())
            && !self.tokens.get(at + 1).is_some_and(|t| t.is_sign('/') || t.is_sign('-'))
            && !self.tokens[at].digits().contains('.')
    }

    fn worry(&mut self, why: Why) {
        self.trouble.get_or_insert(why);
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_any(words))
    }

    /// Puts a date with the one before it if nothing but a comma or "của" is between.
    fn add(&mut self, readings: Readings, at: usize, end: usize) {
        if let Some((last, last_end)) = self.dates.last_mut() {
            let between = &self.tokens[*last_end..at];
            let joins = between.iter().all(|t| {
                t.is_sign(',')
                    || t.is_sign('/')
                    || t.is_sign('-') && t.glued
                    || t.is_sign('.')
                    || t.is_sign('(')
                    || t.is_any(&["của", "vào", "trong"])
            });
            let joined: Option<Readings> = last
                .iter()
                .map(|piece| if readings.len() == 1 { piece.join(readings[0]) } else { None })
                .collect();
            if joins && let Some(joined) = joined {
                *last = joined;
                *last_end = end;
                return;
            }
        }
        self.dates.push((readings, end));
    }

    /// "15h34", "7g30", "lúc 8 giờ", "8:30": the hour does not matter.
    fn skip_hour(&self, at: usize) -> Option<usize> {
        let digits = self.tokens[at].digits();
        let next = self.tokens.get(at + 1)?;
        if digits.is_empty() || digits.len() > 2 {
            return None;
        }
        let short = matches!(next.full(), "h" | "g") && next.glued;
        if !(short || next.is("giờ") || next.is_sign(':') && next.glued) {
            return None;
        }
        let mut end = at + 2;
        let minutes = self
            .tokens
            .get(end)
            .is_some_and(|t| (1..=2).contains(&t.digits().len()) && (t.glued || next.is("giờ")));
        let date_follows = numeric::read(self.tokens, end).is_some();
        if minutes && !date_follows {
            end += 1;
            end += usize::from(self.is_any(end, &["phút"]));
        }
        Some(end)
    }

    /// "Đến nay", "tới bây giờ": the time since then does not matter.
    fn skip_until_now(&self, at: usize) -> Option<usize> {
        if !self.is_any(at, &["đến", "tới"]) {
            return None;
        }
        let next = at + 1;
        let days = ["hôm", "hiện", "bây", "thời", "ngày", "năm", "giờ"];
        if self.is_any(next, &["nay", "giờ"]) {
            return Some(next + 1);
        }
        let now = self.is_any(next, &days) && self.is_any(next + 1, &["nay", "tại", "giờ"]);
        now.then_some(next + 2)
    }

    /// "Trước 9/2021" and "sau năm 2020" are no dates but bounds.
    fn worry_about_bound(&mut self, at: usize) {
        if !self.is_any(at, &["trước", "sau"]) {
            return;
        }
        let next = at + 1;
        let date_follows = next < self.tokens.len()
            && (numeric::read(self.tokens, next).is_some() || self.named(next).is_some());
        if date_follows && self.dates.last().is_none_or(|(_, end)| *end != at) {
            self.worry(Why::TooVague);
        }
    }

    fn relative(&self, at: usize) -> Option<(relative::Found, usize)> {
        // "Tháng 2 năm trước" is February of last year, not two years ago.
        let labelled = at > 0
            && (is_month(&self.tokens[at - 1])
                || self.is_any(at - 1, &["ngày", "quý", "thứ", "mùng", "mồng", "hôm"]));
        if labelled && matches!(self.tokens[at].kind, Kind::Number(_)) {
            return None;
        }
        // Without its mark, "thang sau" is "next month" or "June"; both are offered by `named`.
        let june = is_month(&self.tokens[at])
            && self.tokens.get(at + 1).is_some_and(|t| t.full() == "sau");
        if june && !self.tokens[at].marked() {
            return None;
        }
        relative::read(self.tokens, at, self.today)
    }

    /// Pieces with a word before them: day, month, quarter, year, weekday, part.
    fn named(&self, at: usize) -> Option<(Readings, usize)> {
        let tokens = self.tokens;
        if let Some((part, end)) = words::part(tokens, at) {
            return self.with_part(part, end);
        }
        let token = &tokens[at];
        if is_month(token)
            && !token.marked()
            && tokens.get(at + 1).is_some_and(|t| t.full() == "sau")
        {
            return Some(self.june_or_next(at + 2));
        }
        if let Some(readings) = self.weekday_or_month(at) {
            return Some((readings, at + 2));
        }
        let (piece, end) = words::day(tokens, at)
            .or_else(|| words::month(tokens, at))
            .or_else(|| words::quarter(tokens, at))
            .or_else(|| words::weekday(tokens, at))
            .or_else(|| words::english_month(tokens, at))
            .or_else(|| words::new_year(tokens, at))
            .or_else(|| self.day_before_month(at))
            .or_else(|| words::year(tokens, at))?;
        if piece == Piece::default() {
            let (Numeric::One(pieces), end) = numeric::read(tokens, end)? else { return None };
            return Some((pieces, end));
        }
        Some((vec![piece], end))
    }

    /// "T5" is May or Thursday.
    fn weekday_or_month(&self, at: usize) -> Option<Readings> {
        let number = self.tokens.get(at + 1)?;
        let short = self.tokens[at].full() == "t" && number.glued;
        let both = matches!(number.digits(), "2" | "3" | "4" | "5" | "6" | "7");
        let year_follows = self.tokens.get(at + 2).is_some_and(|t| {
            t.is_sign('/')
                || t.is_sign('-')
                || t.is_sign('.')
                || is_year(t)
                || !t.digits().is_empty()
        });
        if !short || !both || year_follows {
            return None;
        }
        let number: u32 = number.digits().parse().ok()?;
        let weekday = Weekday::try_from(u8::try_from(number - 2).ok()?).ok();
        Some(vec![
            Piece { month: Some(number), ..Piece::default() },
            Piece { weekday, ..Piece::default() },
        ])
    }

    /// "1 tháng 9", "hai mươi mốt tháng chín": a number right before a month with its number.
    fn day_before_month(&self, at: usize) -> Option<(Piece, usize)> {
        // "Năm" is rather a year here; without marks, the others are also "about" and "after".
        if matches!(self.tokens[at].full(), "tam" | "năm" | "nam" | "sau" | "tư") {
            return None;
        }
        let (day, end) = words::count(self.tokens, at)?;
        words::month(self.tokens, end)?;
        Some((Piece { day: Some(day), ..Piece::default() }, end))
    }

    fn june_or_next(&self, end: usize) -> (Readings, usize) {
        let june = Piece { month: Some(6), ..Piece::default() };
        let year_follows = self
            .tokens
            .get(end)
            .is_some_and(|t| is_year(t) || t.is_sign('/') || !t.digits().is_empty());
        let next = self.today.checked_add_months(chrono::Months::new(1)).map(Piece::month_of);
        let next = next.filter(|_| !year_follows);
        ([june].into_iter().chain(next).collect(), end)
    }

    /// "Đầu năm 2022" is its first quarter; "đầu tháng 9" is known to the month.
    fn with_part(&self, part: Part, end: usize) -> Option<(Readings, usize)> {
        let next = self.tokens.get(end)?;
        if let Some((Ok(readings), piece_end)) = relative::read(self.tokens, end, self.today) {
            let piece = *readings.first()?;
            let only_year =
                piece.month.is_none() && piece.quarter.is_none() && piece.week.is_none();
            let part = only_year.then_some(part);
            return Some((vec![Piece { part, ..piece }], piece_end));
        }
        if is_year(next) || next.digits().len() == 4 {
            let (piece, piece_end) =
                words::year(self.tokens, end).unwrap_or((Piece::default(), end + 1));
            return Some((vec![Piece { part: Some(part), ..piece }], piece_end));
        }
        if next.is("tuần") {
            return Some((vec![Piece::week_of(self.today)], end + 1));
        }
        let (piece, piece_end) =
            words::month(self.tokens, end).or_else(|| words::quarter(self.tokens, end))?;
        Some((vec![piece], piece_end))
    }

    /// A number without a word: "9" may be a day or a month, "21" a day or a year.
    fn lone_number(&mut self, at: usize) -> usize {
        let end = at + 1;
        let next = self.tokens.get(end);
        let counted = next.is_some_and(|t| {
            matches!(t.kind, Kind::Word { .. })
                && !is_month(t)
                && !is_year(t)
                && !t.is_any(&["ngày", "tuần", "quý"])
        }) || next.is_some_and(|t| t.is_sign('%'));
        if counted && !(at == 0 && self.tokens.len() < 3) {
            return end;
        }
        let Ok(number) = self.tokens[at].digits().parse::<u32>() else {
            self.number_left = true;
            return end;
        };
        let duration = next.is_some_and(is_month);
        let mut readings = vec![];
        if duration && number <= 12 {
            readings.push(Piece { month: Some(number), ..Piece::default() });
            let since = self.today.checked_sub_months(chrono::Months::new(number));
            readings.extend(since.map(Piece::month_of));
        } else if next.is_none() && self.tokens.len() == 1 {
            readings = lone_readings(number);
        }
        if readings.is_empty() {
            self.number_left = true;
            return end;
        }
        let end = end + usize::from(duration);
        self.add(readings, at, end);
        end
    }

    fn conclude(self, future: Future) -> Reading<Span> {
        if let Some(why) = self.trouble {
            return Reading::Unreadable(why);
        }
        if self.dates.is_empty() || self.number_left {
            return Reading::Unreadable(Why::NotADate);
        }
        // "Tháng 9 hoặc tháng 10 năm 2021": the year is of both.
        let year = self.dates.iter().rev().find_map(|(readings, _)| match readings[..] {
            [piece] => piece.year,
            _ => None,
        });
        let mut spans: Vec<Span> = vec![];
        let mut why = None;
        for (readings, _) in &self.dates {
            for piece in readings {
                let dated = piece.month.is_some() || piece.quarter.is_some();
                let piece =
                    if dated && piece.year.is_none() { Piece { year, ..*piece } } else { *piece };
                match piece.spans(self.today) {
                    Ok(more) => spans.extend(more),
                    Err(problem) if readings.len() == 1 => why = Some(problem),
                    Err(_) => {}
                }
            }
        }
        if let Some(why) = why {
            return Reading::Unreadable(why);
        }
        let several = self.dates.iter().any(|(readings, _)| readings.len() > 1);
        if !several && let Some(span) = narrowest(&spans) {
            spans = vec![span];
        }
        finish(spans, self.today, future)
    }
}
