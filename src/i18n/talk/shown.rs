//! Answers as they are shown back.

use chrono::Datelike as _;

use crate::domain::{Benefit, CoAuthor, Kind, Locale, Since};
use crate::i18n::{Line, figures, term};
use crate::message::escape;
use crate::phrase::talk::Shown;
use crate::vietnamese::date::{Precision, Span};
use crate::vietnamese::money::{self, Period};

/// What is said when an answer is taken.
pub fn noted(locale: Locale, value: &Shown) -> Line {
    match value {
        Shown::AsTyped => Line::new("noted-as-typed"),
        Shown::Nothing => Line::new("noted-nothing"),
        Shown::Text(_)
        | Shown::Kind(_)
        | Shown::Since(_)
        | Shown::Benefit(_)
        | Shown::Shares { .. }
        | Shown::NotRecognizedYet
        | Shown::Files(_) => Line::new("noted").markup("value", shown(locale, value)),
    }
}

/// An answer in full.
pub fn shown(locale: Locale, value: &Shown) -> String {
    match value {
        Shown::AsTyped | Shown::Nothing => term(locale, "left-out"),
        Shown::Text(text) => escape(text),
        Shown::Kind(kind) => term(locale, kind_id(*kind)),
        Shown::Since(since) => since_words(locale, *since),
        Shown::Benefit(benefit) => benefit_words(locale, benefit),
        Shown::Shares { author, others } => shares(locale, *author, others),
        Shown::NotRecognizedYet => term(locale, "not-recognized-yet"),
        Shown::Files(count) => Line::new("files-count").number("count", *count).render(locale),
    }
}

/// The message that names a kind.
pub const fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Technical => "kind-technical",
        Kind::Management => "kind-management",
        Kind::Operational => "kind-operational",
        Kind::Application => "kind-application",
        Kind::Research => "kind-research",
    }
}

fn since_words(locale: Locale, since: Since) -> String {
    match since {
        Since::NotYet => term(locale, "since-not-yet"),
        Since::From(span) => span_words(locale, span),
    }
}

/// As exactly as the person knows it, and no more.
fn span_words(locale: Locale, span: Span) -> String {
    let Span { from, to, precision } = span;
    let line = match precision {
        Precision::Day if from == to => {
            return Line::new("since-day").words("day", figures::day(from)).render(locale);
        }
        Precision::Day => {
            return Line::new("since-days")
                .words("from", figures::day(from))
                .words("to", figures::day(to))
                .render(locale);
        }
        Precision::Month => Line::new("since-month").words("month", from.month().to_string()),
        Precision::Quarter => {
            Line::new("since-quarter").words("quarter", (from.month0() / 3 + 1).to_string())
        }
        Precision::Year => Line::new("since-year"),
    };
    line.words("year", from.year().to_string()).render(locale)
}

fn benefit_words(locale: Locale, benefit: &Benefit) -> String {
    match benefit {
        Benefit::NotInMoney { description } => {
            Line::new("benefit-not-in-money").words("description", description).render(locale)
        }
        Benefit::Money { dong, approximate, period } => {
            let amount = figures::dong(locale, *dong);
            let amount = match period {
                None => amount,
                Some(period) => {
                    Line::new(period_id(*period)).words("amount", amount).render(locale)
                }
            };
            Line::new(if *approximate { "benefit-about" } else { "benefit-money" })
                .markup("amount", amount)
                .words("spelled", money::words(*dong))
                .render(locale)
        }
    }
}

const fn period_id(period: Period) -> &'static str {
    match period {
        Period::Year => "per-year",
        Period::Quarter => "per-quarter",
        Period::Month => "per-month",
        Period::Week => "per-week",
        Period::Day => "per-day",
        Period::Shift => "per-shift",
    }
}

fn shares(locale: Locale, author: u8, others: &[CoAuthor]) -> String {
    if others.is_empty() {
        return term(locale, "author-alone");
    }
    Line::new("shares")
        .words("author", author.to_string())
        .words("others", co_authors(locale, others))
        .render(locale)
}

/// Those who share in an initiative, each with their part.
pub fn co_authors(locale: Locale, others: &[CoAuthor]) -> String {
    let share = |other: &CoAuthor| match other.name.as_str() {
        "" => format!("{} {}%", term(locale, "nameless"), other.percent),
        name => format!("{name} {}%", other.percent),
    };
    others.iter().map(share).collect::<Vec<_>>().join(", ")
}
