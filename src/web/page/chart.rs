//! Charts, drawn here as SVG. Whatever a chart shows stands in a table too.
//!
//! A drawing is stretched to the width of the screen, so it holds no letters: the labels are
//! text beside it, evenly spaced.

use std::fmt::Write as _;

use chrono::{Datelike as _, Days, NaiveDate};
use maud::{Markup, html};

use super::words::Words;
use super::written;
use crate::i18n::figures;
use crate::web::results::{Day, Row, Shown};

/// The drawing's own units.
const WIDTH: i64 = 1_000;
const HEIGHT: i64 = 400;

/// Lines across a chart, the ground included.
const STEPS: i64 = 4;

/// Dates below a chart.
const DATES: u64 = 4;

/// Tables of more days than this are told by month.
const MANY_DAYS: usize = 62;

/// The smallest number from `value` on that four even steps divide into round numbers.
fn ceiling(value: i64) -> i64 {
    const ROUND: [i64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];
    let step = (value.max(1) + STEPS - 1) / STEPS;
    let scale = 10_i64.pow(step.ilog10().saturating_sub(1));
    // Tens, or ones for the smallest.
    let tens = (step + scale - 1) / scale;
    let round = ROUND.into_iter().find(|round| tens <= *round).unwrap_or(100);
    STEPS * if step < 10 { step } else { round * scale }
}

/// Entries a day as columns, and all until then as a line.
pub fn days(words: Words, days: &[Day]) -> Markup {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return html! { p.empty { (words.say("nothing-yet")) } };
    };
    let (first, last) = (first.day, last.day);
    let span = (last - first).num_days() + 1;
    let place = |day: NaiveDate| (day - first).num_days() * WIDTH / span;
    let top = ceiling(days.iter().map(|day| day.entered).max().unwrap_or(0));
    let total: i64 = days.iter().map(|day| day.entered).sum();
    let all = ceiling(total);

    let mut columns = String::new();
    let mut line = format!("M0 {HEIGHT}");
    let mut so_far = 0;
    for day in days {
        let (from, to) = (place(day.day), place(day.day + Days::new(1)));
        let gap = i64::from(to - from > 4);
        let height = scaled(day.entered, top);
        if height > 0 {
            let width = (to - from - gap).max(1);
            let _ = write!(columns, "M{from} {HEIGHT}h{width}v-{height}h-{width}z");
        }
        let _ = write!(line, "L{from} {}", HEIGHT - scaled(so_far, all));
        so_far += day.entered;
        let _ = write!(line, "L{to} {}", HEIGHT - scaled(so_far, all));
    }
    let labels = |top: i64| {
        html! {
            @for step in (0..=STEPS).rev() {
                li { (figures::count(words.locale, top / STEPS * step)) }
            }
        }
    };
    let peak = days.iter().max_by_key(|day| day.entered).expect("there is a day");
    let told = words.with(
        "days-told",
        &[
            ("from", &figures::day(first)),
            ("to", &figures::day(last)),
            ("total", &figures::count(words.locale, total)),
            ("peak", &figures::count(words.locale, peak.entered)),
            ("on", &figures::day(peak.day)),
        ],
    );
    html! {
        ul.key aria-hidden="true" {
            li.columns { (words.say("days-column")) }
            li.line { (words.say("days-line")) }
        }
        div.plot {
            ol.left aria-hidden="true" { (labels(top)) }
            svg role="img" aria-label=(told) viewBox={ "0 0 " (WIDTH) " " (HEIGHT) }
                preserveAspectRatio="none" {
                @for step in 0..=STEPS {
                    path.grid d={ "M0 " (HEIGHT * step / STEPS) "H" (WIDTH) } {}
                }
                path.columns d=(columns) {}
                path.line d=(line) {}
            }
            ol.right aria-hidden="true" { (labels(all)) }
            ol.dates aria-hidden="true" {
                @for step in 0..=DATES {
                    li { (figures::day(first + Days::new(
                        u64::try_from(span - 1).unwrap_or(0) * step / DATES))) }
                }
            }
        }
        details {
            summary { (words.say("as-table")) }
            (day_table(words, days))
        }
    }
}

fn scaled(value: i64, top: i64) -> i64 {
    i64::try_from(i128::from(value.max(0)) * i128::from(HEIGHT) / i128::from(top)).unwrap_or(0)
}

/// The same by day, or by month where the days are many.
fn day_table(words: Words, days: &[Day]) -> Markup {
    let by_month = days.len() > MANY_DAYS;
    // What it is called, entered, valid, entered until then.
    let mut lines: Vec<(String, i64, i64, i64)> = Vec::new();
    let mut so_far = 0;
    for day in days {
        let name = if by_month {
            format!("{:02}/{}", day.day.month(), day.day.year())
        } else {
            figures::day(day.day)
        };
        so_far += day.entered;
        match lines.last_mut() {
            Some((last, entered, valid, until)) if *last == name => {
                *entered += day.entered;
                *valid += day.valid;
                *until = so_far;
            }
            _ => lines.push((name, day.entered, day.valid, so_far)),
        }
    }
    let count = |number| figures::count(words.locale, number);
    html! {
        div.wide tabindex="0" role="group" aria-label=(words.say("days-title")) {
            table {
                caption.unseen { (words.say("days-title")) }
                thead { tr {
                    th scope="col" { (words.say(if by_month { "month" } else { "day" })) }
                    th.n scope="col" { (words.say("entered")) }
                    th.n scope="col" { (words.say("valid")) }
                    th.n scope="col" { (words.say("days-line")) }
                } }
                tbody {
                    @for (name, entered, valid, until) in &lines {
                        tr {
                            th scope="row" { (name) }
                            td.n { (count(*entered)) }
                            td.n { (count(*valid)) }
                            td.n { (count(*until)) }
                        }
                    }
                }
            }
        }
        @if by_month { p.note { a href="/api/v1/days.csv" { (words.say("days-each")) } } }
    }
}

/// A column beside a row: light for what was entered, dark for what is valid.
pub fn bar(shown: &Shown, most: i64) -> Markup {
    let most = most.max(1);
    let width =
        |value: i64| i64::try_from(i128::from(value) * 1_000 / i128::from(most)).unwrap_or(0);
    html! {
        svg.bar viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true" {
            rect.entered width=(width(shown.entered)) height="1" {}
            @if let Some(valid) = shown.valid {
                rect.valid width=(width(valid)) height="1" {}
            }
        }
    }
}

/// Rows as bars, each with its numbers: the chart is the table.
pub fn bars(words: Words, caption: &str, rows: &[Row]) -> Markup {
    if rows.is_empty() {
        return html! { p.empty { (words.say("nothing-yet")) } };
    }
    let mut ordered: Vec<&Row> = rows.iter().collect();
    ordered
        .sort_by_key(|row| std::cmp::Reverse((row.shown.valid.unwrap_or(-1), row.shown.entered)));
    let most = rows.iter().map(|row| row.shown.entered).max().unwrap_or(0);
    let with_target = rows.iter().any(|row| row.shown.target.is_some());
    html! {
        div.wide tabindex="0" role="group" aria-label=(caption) {
            table.bars {
                caption.unseen { (caption) }
                (head(words, with_target))
                tbody {
                    @for row in ordered {
                        tr {
                            th scope="row" {
                                span { (row.name(words.locale)) }
                                (bar(&row.shown, most))
                            }
                            (numbers(words, &row.shown, with_target))
                        }
                    }
                }
            }
        }
    }
}

fn head(words: Words, with_target: bool) -> Markup {
    html! {
        thead { tr {
            th scope="col" { span.unseen { (words.say("name")) } }
            (measures_head(words, with_target))
        } }
    }
}

/// The heads of the columns that [`numbers`] fills.
pub fn measures_head(words: Words, with_target: bool) -> Markup {
    html! {
        th.n scope="col" { (words.say("entered")) }
        th.n scope="col" { (words.say("valid")) }
        @if with_target { th.n scope="col" { (words.say("of-target")) } }
        th.n.more scope="col" { (words.say("people-short")) }
        th.n.more scope="col" { (words.say("declared-short")) }
        th.n.more scope="col" { (words.say("verified-short")) }
    }
}

/// The official measures of one row, always together.
pub fn numbers(words: Words, shown: &Shown, with_target: bool) -> Markup {
    let locale = words.locale;
    let hidden = shown.people.is_none().then(|| words.say("hidden"));
    html! {
        td.n { (figures::count(locale, shown.entered)) }
        td.n title=[hidden.as_deref()] { (written::number(locale, shown.valid)) }
        @if with_target { td.n { (written::percent(locale, shown.per_mille())) } }
        td.n.more { (written::number(locale, shown.people)) }
        td.n.more { (written::money(locale, shown.declared)) }
        td.n.more { (written::money(locale, shown.verified)) }
    }
}

#[cfg(test)]
mod tests {
    use super::ceiling;

    #[test]
    fn the_top_of_a_chart_is_round_and_near() {
        for (value, top) in
            [(0, 4), (4, 4), (5, 8), (13, 16), (41, 60), (361, 400), (42_027, 60_000)]
        {
            assert_eq!(ceiling(value), top);
        }
        assert_eq!(ceiling(2_401_223), 3_200_000);
    }
}
