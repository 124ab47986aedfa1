//! One sample, or more, of everything that is said about the campaign.

use chrono::{DateTime, NaiveDate, Utc};
use sangkien::domain::Applied;
use sangkien::phrase::campaign::{Button, Campaign, Pause, Stage};
use sangkien::vietnamese::date::{Precision, Span};

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("the instant exists")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("the day exists")
}

fn stage(number: u8) -> Stage {
    Stage {
        name: format!("Giai đoạn <{number}>"),
        opens_at: instant("2022-01-07T17:00:00Z"),
        closes_at: instant("2022-05-31T17:00:00Z"),
    }
}

pub fn samples() -> Vec<Campaign> {
    let said = Span { from: day("2021-08-01"), to: day("2021-08-31"), precision: Precision::Month };
    let title = || "Giá đỡ khuôn <2 tầng>".to_owned();
    let (from, to) = (Some(day("2021-09-01")), Some(day("2023-09-01")));
    let mut samples = vec![
        Campaign::OpeningNoted(stage(2)),
        Campaign::OpenAlready,
        Campaign::NoOpeningKnown,
        Campaign::Opened { stage: stage(2), title: Some(title()) },
        Campaign::Opened { stage: stage(2), title: None },
        Campaign::PartlyApplied { said, applied: Applied { from, to } },
        Campaign::Button(Button::TellOpening),
        Campaign::Button(Button::DateIsRight),
        Campaign::Button(Button::CorrectDate),
    ];
    for (last, next) in [
        (None, None),
        (None, Some(stage(1))),
        (Some(stage(1)), Some(stage(2))),
        (Some(stage(2)), None),
    ] {
        let pause = Pause { last, next };
        samples.push(Campaign::WriteAhead(pause.clone()));
        samples.push(Campaign::KeptForLater { title: title(), pause });
    }
    for applied in [
        Applied { from, to },
        Applied { from, to: None },
        Applied { from: None, to },
        Applied { from: None, to: None },
    ] {
        samples.push(Campaign::OutsideApplied { said, applied });
    }
    samples
}
