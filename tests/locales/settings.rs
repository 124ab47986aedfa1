//! One sample, or more, of everything that is said about the campaign's settings.

use sangkien::charter::{Problem, Thing};
use sangkien::domain::{Applied, Kind};
use sangkien::phrase::campaign::{Stage, Window};
use sangkien::phrase::settings::{Button, Change, Item, List, Settings, Trouble, Worded, both};

const THINGS: [Thing; 6] =
    [Thing::Campaign, Thing::Phase, Thing::Kind, Thing::Group, Thing::Reason, Thing::Cluster];

fn worded(vi: &str) -> Worded {
    let words = both(vi, &format!("{vi} <en>"));
    Worded { words, advice: None, units: None, retired: false }
}

fn items() -> Vec<Item> {
    let stage = Stage {
        name: "Giai đoạn <1>".to_owned(),
        opens_at: "2022-01-07T17:00:00Z".parse().expect("it is an instant"),
        closes_at: "2022-05-31T17:00:00Z".parse().expect("it is an instant"),
    };
    let advice = Some(both("Bạn ghi rõ.", "Please write it."));
    let units = |count| Some((0..count).map(|number| format!("U{number}")).collect());
    vec![
        Item::Name("Một triệu <sáng kiến>".to_owned()),
        Item::Applied(Applied::default()),
        Item::Phase(Window { code: "P1".to_owned(), stage, grace_minutes: 10 }),
        Item::Kind { kind: Kind::Research, offered: true },
        Item::Kind { kind: Kind::Research, offered: false },
        Item::Worded(worded("Công nhân")),
        Item::Worded(Worded { retired: true, ..worded("Viên chức") }),
        Item::Worded(Worded { advice, ..worded("Chưa rõ") }),
        Item::Worded(Worded { units: units(0), ..worded("Cụm 1") }),
        Item::Worded(Worded { units: units(40), ..worded("Cụm 2") }),
    ]
}

fn troubles() -> Vec<Trouble> {
    let code = || "P1".to_owned();
    let of = Thing::Group;
    let problems = [
        Problem::Code { of, code: code() },
        Problem::Number { of, code: code() },
        Problem::Twice { of, code: code() },
        Problem::NoWords { of, code: code() },
        Problem::TooLong { of, code: code(), longest: 100 },
        Problem::Lacking { of, code: code() },
        Problem::NoneOffered(of),
        Problem::AppliedBackwards,
        Problem::ClosesFirst { phase: code() },
        Problem::Grace { phase: code() },
        Problem::Overlap { first: code(), second: "P2".to_owned() },
        Problem::TwoClusters { cluster: "C1".to_owned(), other: "C2".to_owned() },
    ];
    let typed = || "<X>".to_owned();
    let mut troubles =
        vec![Trouble::UnknownUnit { typed: typed() }, Trouble::Same, Trouble::NoAdvice];
    for of in THINGS {
        troubles.push(Trouble::NotRead(of));
        troubles.push(Trouble::Unknown { of, typed: typed() });
    }
    troubles.extend(problems.map(Trouble::Problem));
    troubles
}

pub fn samples() -> Vec<Settings> {
    let mut samples = vec![
        Settings::ForOwners,
        Settings::HowOverview,
        Settings::Overtaken(Problem::NoneOffered(Thing::Group)),
        Settings::AskedNoMore,
        Settings::Button(Button::KindOff(Kind::Research)),
        Settings::Button(Button::KindOn(Kind::Research)),
    ];
    for of in THINGS {
        samples.push(Settings::List(List { of, items: Vec::new() }));
        samples.push(Settings::List(List { of, items: items() }));
    }
    for of in THINGS {
        for item in items() {
            let moved = vec![("LĐLĐ <Hà Nội>".to_owned(), "Cụm <2>".to_owned())];
            for (before, after) in [
                (Some(item.clone()), Some(item.clone())),
                (Some(item.clone()), None),
                (None, Some(item)),
            ] {
                let change = Change { of, before, after, moved: moved.clone() };
                samples.push(Settings::Ask(Box::new(change.clone())));
                samples.push(Settings::Done(Box::new(change)));
            }
        }
    }
    samples.extend(troubles().into_iter().map(Settings::Refused));
    samples
}
