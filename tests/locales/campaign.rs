//! One sample, or more, of everything that is said about the campaign.

use chrono::{DateTime, NaiveDate, Utc};
use sangkien::domain::Applied;
use sangkien::figures::Backlog;
use sangkien::phrase::campaign::{
    Button, Campaign, LeagueEntry, LeaguePage, Overview, OwnUnit, Part, Pause, PhaseLine, Place,
    Progress, Stage, Statistics, TargetLine, TargetSet, Targets, UnitStatistics,
};
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
    samples.extend(results());
    samples.extend(targets());
    samples
}

fn reached(valid: i64, target: Option<i64>) -> Progress {
    Progress { entered: 1_260, valid: Some(valid), target }
}

fn places() -> [Option<Place>; 3] {
    let place =
        |cluster: Option<&str>| Place { rank: 2, of: 12, cluster: cluster.map(str::to_owned) };
    [None, Some(place(None)), Some(place(Some("Cụm <1>")))]
}

fn results() -> Vec<Campaign> {
    let at = instant("2022-04-13T02:00:00Z");
    let mut samples = vec![
        Campaign::NotCounted,
        Campaign::UnknownUnit { typed: "<may>".to_owned() },
        Campaign::Waiting(Backlog::default()),
        Campaign::Waiting(Backlog { fresh: 1, week: 20, month: 300, overdue: 4_000 }),
        Campaign::WeeklyGreeting,
        Campaign::WeeklySet { on: true },
        Campaign::WeeklySet { on: false },
        Campaign::WeeklyForAdministrators,
    ];
    for button in [
        Button::Statistics,
        Button::League,
        Button::Overview,
        Button::Earlier,
        Button::Later,
        Button::ByEntries,
        Button::PerThousand,
        Button::AllUnits,
        Button::NoDigest,
        Button::Digest,
        Button::Agree,
        Button::LeaveIt,
    ] {
        samples.push(Campaign::Button(button));
    }
    for phases in [
        Vec::new(),
        vec![
            PhaseLine { stage: stage(1), open: true, progress: reached(588, Some(10_000)) },
            PhaseLine { stage: stage(2), open: false, progress: reached(0, None) },
            PhaseLine {
                stage: stage(3),
                open: false,
                progress: Progress { valid: None, ..reached(0, Some(10_000)) },
            },
        ],
    ] {
        let applied = Applied { from: None, to: Some(day("2023-09-01")) };
        let name = "Một triệu sáng kiến".to_owned();
        samples.push(Campaign::Overview(Box::new(Overview { name, applied, phases })));
    }
    for place in places() {
        let own = place.clone().map(|one| OwnUnit {
            name: "May <Hòa Bình>".to_owned(),
            progress: reached(1, Some(3)),
            place: place.clone(),
            ranked: Some(("LĐLĐ Hà Nội".to_owned(), one)),
        });
        let phase = place.is_some().then(|| (stage(1), reached(7, Some(9))));
        samples.push(Campaign::Statistics(Box::new(Statistics {
            campaign: "Một triệu".to_owned(),
            as_of: at,
            phase,
            total: reached(588, None),
            people: 36_240,
            own,
        })));
        samples.push(Campaign::UnitStatistics(Box::new(UnitStatistics {
            name: "LĐLĐ Hà Nội".to_owned(),
            as_of: at,
            phase: place.is_some().then(|| stage(1)),
            progress: reached(1, Some(3)),
            total: reached(2, None),
            place,
        })));
    }
    for (valid, needed) in [(10, Some((12, 40))), (9_999, None), (0, None)] {
        let unit = "LĐLĐ Hà Nội".to_owned();
        let progress = reached(valid, Some(500));
        let part = Part { unit, phase: Some(stage(1)), progress, needed };
        samples.push(Campaign::Part(Box::new(part)));
    }
    samples.extend(tables(at));
    samples
}

fn tables(as_of: DateTime<Utc>) -> Vec<Campaign> {
    let entry = |rank, own, above_target, per_thousand| LeagueEntry {
        rank,
        name: "LĐLĐ <Thanh Hóa>".to_owned(),
        progress: reached(600, Some(500)),
        above_target,
        per_thousand,
        own,
    };
    let entries = vec![
        entry(1, false, Some(true), Some(1_234)),
        entry(1, true, Some(false), Some(10)),
        entry(3, false, None, None),
    ];
    let table = |entries: Vec<LeagueEntry>, per_thousand, named: bool, pages| {
        Campaign::League(Box::new(LeaguePage {
            cluster: named.then(|| "Cụm <1>".to_owned()),
            phase: named.then(|| "Giai đoạn 1".to_owned()),
            as_of,
            per_thousand,
            total: entries.len(),
            page: 1,
            pages,
            entries,
        }))
    };
    vec![
        table(Vec::new(), false, false, 1),
        table(entries.clone(), false, true, 1),
        table(entries, true, false, 3),
    ]
}

fn targets() -> Vec<Campaign> {
    let unit = || "Công ty <Sao Mai>".to_owned();
    let line = |phase: Option<(&str, &str)>, assigned, own| TargetLine {
        phase: phase.map(|(code, name)| (code.to_owned(), name.to_owned())),
        assigned,
        own,
        progress: reached(1, assigned),
    };
    let of = |lines, may_assign, may_add| {
        let code = "DTSM".to_owned();
        Campaign::Targets(Box::new(Targets { unit: unit(), code, lines, may_assign, may_add }))
    };
    let lines = vec![
        line(Some(("P1", "Giai đoạn 1")), Some(500), Some(600)),
        line(Some(("P2", "Giai đoạn 2")), None, Some(600)),
        line(None, Some(1_000), None),
    ];
    vec![
        Campaign::TargetsForOfficers,
        Campaign::NotYourUnit { unit: unit() },
        Campaign::TargetNotRead { typed: String::new() },
        Campaign::TargetNotRead { typed: "<X>".to_owned() },
        Campaign::TargetOutOfRange { most: 60_000_000 },
        Campaign::AssignedFromAbove { code: "DTSM".to_owned(), figure: 600 },
        Campaign::OwnBelowAssigned { assigned: 500, own: 400 },
        Campaign::TargetOvertaken { assigned: 500, own: 400 },
        Campaign::SetTarget(Box::new(set(None, (None, None), (Some(500), None)))),
        Campaign::TargetSet(Box::new(set(
            Some("Giai đoạn 1"),
            (Some(500), None),
            (None, Some(600)),
        ))),
        of(Vec::new(), false, false),
        of(lines, true, true),
    ]
}

type Figures = (Option<i64>, Option<i64>);

fn set(phase: Option<&str>, before: Figures, after: Figures) -> TargetSet {
    let unit = "May <Hòa Bình>".to_owned();
    TargetSet { unit, phase: phase.map(str::to_owned), before, after }
}
