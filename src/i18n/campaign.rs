//! What is said about the campaign: each phrase with its message and what goes into it.

use super::{Line, figures};
use crate::domain::{Applied, Locale, Since};
use crate::phrase::campaign::{Button, Campaign, Pause, Stage};
use crate::phrase::talk::Shown;
use crate::vietnamese::date::Span;

pub(super) fn line(locale: Locale, phrase: &Campaign) -> Line {
    match phrase {
        Campaign::WriteAhead(pause) => {
            Line::new("write-ahead").markup("pause", paused(locale, pause))
        }
        Campaign::KeptForLater { title, pause } => Line::new(match pause.next {
            Some(_) => "kept-for-later",
            None => "kept-without-end",
        })
        .words("title", title)
        .markup("pause", paused(locale, pause)),
        Campaign::OpeningNoted(stage) => staged("opening-noted", stage),
        Campaign::OpenAlready => Line::new("open-already"),
        Campaign::NoOpeningKnown => Line::new("no-opening-known"),
        Campaign::Opened { stage, title: Some(title) } => {
            staged("phase-opened", stage).words("title", title)
        }
        Campaign::Opened { stage, title: None } => staged("phase-opened-untitled", stage),
        Campaign::OutsideApplied { said, applied } => {
            spanned(locale, "outside-applied", *said, *applied)
        }
        Campaign::PartlyApplied { said, applied } => {
            spanned(locale, "partly-applied", *said, *applied)
        }
        Campaign::Button(button) => Line::new(match button {
            Button::TellOpening => "button-tell-opening",
            Button::DateIsRight => "button-date-is-right",
            Button::CorrectDate => "button-correct-date",
        }),
    }
}

/// What has ended and what comes, in a sentence or two.
fn paused(locale: Locale, pause: &Pause) -> String {
    let line = match (&pause.last, &pause.next) {
        (Some(last), Some(next)) => staged("pause-between", next)
            .words("last", &last.name)
            .words("ended", figures::cut_off(last.closes_at)),
        (None, Some(next)) => staged("pause-before", next),
        (Some(last), None) => staged("pause-after", last),
        (None, None) => Line::new("pause"),
    };
    line.render(locale)
}

fn staged(id: &'static str, stage: &Stage) -> Line {
    Line::new(id)
        .words("phase", &stage.name)
        .words("opens", figures::opening(stage.opens_at))
        .words("closes", figures::cut_off(stage.closes_at))
}

fn spanned(locale: Locale, id: &'static str, said: Span, applied: Applied) -> Line {
    let said = super::talk::shown::shown(locale, &Shown::Since(Since::From(said)));
    Line::new(id).markup("said", said).markup("window", window(locale, applied))
}

/// The days in which an initiative must have been in use.
fn window(locale: Locale, applied: Applied) -> String {
    let line = match (applied.from, applied.to) {
        (Some(from), Some(to)) => Line::new("applied-between")
            .words("from", figures::day(from))
            .words("to", figures::day(to)),
        (Some(from), None) => Line::new("applied-from").words("from", figures::day(from)),
        (None, Some(to)) => Line::new("applied-until").words("to", figures::day(to)),
        (None, None) => Line::new("applied-any"),
    };
    line.render(locale)
}
