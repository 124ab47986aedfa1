//! What is said about the campaign: each phrase with its message and what goes into it.

mod results;
mod targets;

use super::{Line, figures};
use crate::domain::{Applied, Locale, Since};
use crate::message::Picture;
use crate::phrase::campaign::{Button, Campaign, Chart, Pause, Stage, Window};
use crate::phrase::talk::Shown;
use crate::vietnamese::date::Span;
pub(super) use results::lines;

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
        Campaign::Overview(overview) => results::overview(locale, overview),
        Campaign::Statistics(statistics) => results::statistics(locale, statistics),
        Campaign::UnitStatistics(unit) => results::unit(locale, unit),
        Campaign::Part(part) => results::part(locale, part),
        Campaign::Waiting(backlog) => results::waiting(locale, backlog),
        Campaign::League(page) => results::league(locale, page),
        Campaign::NotCounted => Line::new("not-counted"),
        Campaign::UnknownUnit { typed } => Line::new("unknown-unit").words("typed", typed),
        Campaign::Targets(targets) => results::targets(locale, targets),
        Campaign::TargetsForOfficers => Line::new("targets-for-officers"),
        Campaign::NotYourUnit { unit } => Line::new("not-your-unit").words("unit", unit),
        Campaign::TargetNotRead { typed } => {
            Line::new(if typed.is_empty() { "target-unit-missing" } else { "target-not-read" })
                .words("typed", typed)
        }
        Campaign::TargetOutOfRange { most } => {
            Line::new("target-out-of-range").words("most", figures::count(locale, *most))
        }
        Campaign::AssignedFromAbove { code, figure } => {
            Line::new("assigned-from-above").words("code", code).words("figure", figure.to_string())
        }
        Campaign::OwnBelowAssigned { assigned, own } => Line::new("own-below-assigned")
            .words("assigned", figures::count(locale, *assigned))
            .words("own", figures::count(locale, *own)),
        Campaign::TargetOvertaken { assigned, own } => Line::new("target-overtaken")
            .words("assigned", figures::count(locale, *assigned))
            .words("own", figures::count(locale, *own)),
        Campaign::SetTarget(set) => targets::target(locale, "set-target", set),
        Campaign::TargetSet(set) => targets::target(locale, "target-set", set),
        Campaign::WeeklyGreeting => Line::new("weekly-greeting"),
        Campaign::WeeklySet { on: true } => Line::new("weekly-on"),
        Campaign::WeeklySet { on: false } => Line::new("weekly-off"),
        Campaign::WeeklyForAdministrators => Line::new("weekly-for-administrators"),
        Campaign::Button(button) => Line::new(match button {
            Button::Statistics => "button-statistics",
            Button::League => "button-league",
            Button::Overview => "button-overview",
            Button::Earlier => "button-earlier",
            Button::Later => "button-later",
            Button::ByEntries => "button-by-entries",
            Button::PerThousand => "button-per-thousand",
            Button::AllUnits => "button-all-units",
            Button::NoDigest => "button-no-digest",
            Button::Digest => "button-digest",
            Button::Agree => "button-agree",
            Button::LeaveIt => "button-leave-it",
            Button::TellOpening => "button-tell-opening",
            Button::DateIsRight => "button-date-is-right",
            Button::CorrectDate => "button-correct-date",
        }),
    }
}

/// The results as a picture's words.
#[must_use]
pub fn picture(locale: Locale, chart: &Chart) -> Picture {
    results::picture(locale, chart)
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
pub(super) fn window(locale: Locale, applied: Applied) -> String {
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

/// When a phase takes entries.
pub(super) fn phase_window(locale: Locale, phase: &Window) -> String {
    let id = if phase.grace_minutes == 0 { "phase-window" } else { "phase-window-grace" };
    Line::new(id)
        .words("phase", &phase.stage.name)
        .words("opens", figures::instant(phase.stage.opens_at))
        .words("closes", figures::cut_off(phase.stage.closes_at))
        .words("grace", figures::count(locale, phase.grace_minutes))
        .render(locale)
}
