//! What is said about the campaign's settings: each phrase with its message and what goes into it.

use super::campaign::{lines, phase_window, window};
use super::{Line, figures, term};
use crate::charter::{MOST_GRACE, Problem, Thing};
use crate::domain::Locale;
use crate::phrase::settings::{Button, Change, Item, List, Settings, Trouble, Worded};

pub(super) fn line(locale: Locale, phrase: &Settings) -> Line {
    match phrase {
        Settings::ForOwners => Line::new("settings-for-owners"),
        Settings::HowOverview => Line::new("settings-how-campaign"),
        Settings::List(of) => list(locale, of),
        Settings::Ask(of) => change(locale, "settings-ask", of),
        Settings::Done(of) => change(locale, "settings-done", of),
        Settings::Refused(why) => trouble(locale, why),
        Settings::Overtaken(problem) => {
            let why = why_not(locale, problem).render(locale);
            Line::new("settings-overtaken").markup("why", why)
        }
        Settings::AskedNoMore => Line::new("settings-asked-no-more"),
        Settings::Button(Button::KindOff(kind)) => {
            Line::new("button-kind-off").words("kind", super::kind(locale, *kind))
        }
        Settings::Button(Button::KindOn(kind)) => {
            Line::new("button-kind-on").words("kind", super::kind(locale, *kind))
        }
    }
}

fn list(locale: Locale, list: &List) -> Line {
    let mut parts = vec![term(
        locale,
        match list.of {
            Thing::Campaign => "settings-campaign",
            Thing::Phase => "settings-phases",
            Thing::Kind => "settings-kinds",
            Thing::Group => "settings-groups",
            Thing::Reason => "settings-reasons",
            Thing::Cluster => "settings-clusters",
        },
    )];
    if list.items.is_empty() {
        parts.push(term(locale, "settings-none"));
    }
    parts.extend((1..).zip(&list.items).map(|(number, one)| match one {
        // A phase has a code that people know, since targets are given by it.
        Item::Phase(_) => item(locale, one),
        Item::Name(_) | Item::Applied(_) | Item::Kind { .. } | Item::Worded(_) => {
            let number: i64 = number;
            Line::new("settings-numbered")
                .words("number", number.to_string())
                .markup("item", item(locale, one))
                .render(locale)
        }
    }));
    parts.push(String::new());
    parts.push(how(locale, list.of));
    lines(&parts)
}

fn item(locale: Locale, item: &Item) -> String {
    let (line, offered) = match item {
        Item::Name(name) => return Line::new("settings-name").words("name", name).render(locale),
        Item::Applied(applied) => return window(locale, *applied),
        Item::Phase(phase) => {
            let line = Line::new("settings-phase").words("code", &phase.code);
            return line.markup("window", phase_window(locale, phase)).render(locale);
        }
        Item::Kind { kind, offered } => {
            (Line::new("settings-name").words("name", super::kind(locale, *kind)), *offered)
        }
        Item::Worded(worded) => (words(locale, worded), !worded.retired),
    };
    let words = line.render(locale);
    if offered { words } else { Line::new("settings-retired").markup("item", words).render(locale) }
}

fn words(locale: Locale, of: &Worded) -> Line {
    let id = if of.advice.is_some() {
        "settings-reason"
    } else if of.units.is_some() {
        "settings-cluster"
    } else {
        "settings-group"
    };
    let line = Line::new(id).words("words", &of.words);
    match (&of.advice, &of.units) {
        (Some(advice), _) => line.words("advice", advice),
        (None, Some(units)) => {
            let count = figures::count(locale, i64::try_from(units.len()).unwrap_or(i64::MAX));
            line.words("count", count).words("units", some_of(units))
        }
        (None, None) => line,
    }
}

/// The first of them; whoever wants all of a long list has the command line.
fn some_of(codes: &[String]) -> String {
    const SHOWN: usize = 30;
    let more = if codes.len() > SHOWN { ", …" } else { "" };
    let shown = codes.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if shown.is_empty() { "–".to_owned() } else { format!("{shown}{more}") }
}

fn change(locale: Locale, id: &'static str, change: &Change) -> Line {
    let asking = id == "settings-ask";
    let shown = |item_of: &Item| item(locale, item_of);
    let mut parts = vec![term(locale, id)];
    parts.push(match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            let id = if asking { "settings-becomes" } else { "settings-became" };
            let line = Line::new(id).markup("before", shown(before));
            line.markup("after", shown(after)).render(locale)
        }
        (None, Some(new)) => Line::new("settings-new").markup("item", shown(new)).render(locale),
        (Some(old), None) => Line::new("settings-gone").markup("item", shown(old)).render(locale),
        (None, None) => String::new(),
    });
    parts.extend(change.moved.iter().map(|(unit, cluster)| {
        let line = Line::new("settings-moves").words("unit", unit);
        line.words("cluster", cluster).render(locale)
    }));
    if asking {
        parts.push(term(
            locale,
            match change.of {
                Thing::Campaign => "settings-note-campaign",
                Thing::Phase => "settings-note-phase",
                Thing::Kind | Thing::Group | Thing::Reason => "settings-note-counted",
                Thing::Cluster => "settings-note-cluster",
            },
        ));
    }
    lines(&parts)
}

fn trouble(locale: Locale, trouble: &Trouble) -> Line {
    match trouble {
        Trouble::NotRead(of) => Line::new("settings-not-read").markup("how", how(locale, *of)),
        Trouble::Unknown { of, typed } => {
            Line::new("settings-unknown").words("typed", typed).words("command", command(*of))
        }
        Trouble::UnknownUnit { typed } => Line::new("settings-unknown-unit").words("typed", typed),
        Trouble::Same => Line::new("settings-same"),
        Trouble::NoAdvice => Line::new("settings-no-advice"),
        Trouble::Problem(problem) => why_not(locale, problem),
    }
}

fn why_not(locale: Locale, problem: &Problem) -> Line {
    match problem {
        Problem::Code { .. } | Problem::Twice { .. } => Line::new("settings-code"),
        Problem::Number { .. } => Line::new("settings-number"),
        Problem::NoWords { of, .. } | Problem::Lacking { of, .. } => {
            Line::new("settings-not-read").markup("how", how(locale, *of))
        }
        Problem::TooLong { longest, .. } => {
            Line::new("settings-too-long").words("longest", longest.to_string())
        }
        Problem::NoneOffered(_) => Line::new("settings-last"),
        Problem::AppliedBackwards => Line::new("settings-applied-backwards"),
        Problem::ClosesFirst { .. } => Line::new("settings-closes-first"),
        Problem::Grace { .. } => {
            Line::new("settings-grace").words("most", MOST_GRACE.num_minutes().to_string())
        }
        Problem::Overlap { first, second } => {
            Line::new("settings-overlaps").words("first", first).words("second", second)
        }
        Problem::TwoClusters { other, .. } => {
            Line::new("settings-two-clusters").words("other", other)
        }
    }
}

/// How such a thing is changed.
fn how(locale: Locale, of: Thing) -> String {
    term(
        locale,
        match of {
            Thing::Campaign => "settings-how-campaign",
            Thing::Phase => "settings-how-phases",
            Thing::Kind => "settings-how-kinds",
            Thing::Group => "settings-how-groups",
            Thing::Reason => "settings-how-reasons",
            Thing::Cluster => "settings-how-clusters",
        },
    )
}

/// The command that lists such things.
fn command(of: Thing) -> &'static str {
    match of {
        Thing::Campaign => "/chiendich",
        Thing::Phase => "/giaidoan",
        Thing::Kind => "/loai",
        Thing::Group => "/doituong",
        Thing::Reason => "/lydo",
        Thing::Cluster => "/cum",
    }
}
