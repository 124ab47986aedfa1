//! Reading a change of the campaign as an administrator types it: `3 ten Công nhân / Worker`.

use chrono::TimeDelta;

use crate::charter::{Amendment, Members, Problem, Thing, Words, time};
use crate::domain::{Applied, Catalogue, Kind, UnitId};
use crate::facts::Facts;
use crate::phrase::settings::Trouble;
use crate::vietnamese::text::fold;

/// What is done to something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    New,
    Name,
    Retire,
    Offer,
    Join,
    Leave,
    Remove,
}

impl Verb {
    fn of(word: &str, of: Thing) -> Option<Self> {
        let cluster = of == Thing::Cluster;
        Some(match fold(word).as_str() {
            "moi" | "new" => Self::New,
            "them" | "add" => {
                if cluster {
                    Self::Join
                } else {
                    Self::New
                }
            }
            "ten" | "doiten" | "sua" | "name" => Self::Name,
            "bot" | "bo" if cluster => Self::Leave,
            "xoa" | "remove" if cluster => Self::Remove,
            "tat" | "ngung" | "xoa" | "bo" | "off" if !cluster => Self::Retire,
            "bat" | "lai" | "on" if !cluster => Self::Offer,
            _ => return None,
        })
    }
}

/// Reads a change of such a thing.
///
/// # Errors
/// Says what is missing.
pub fn read(of: Thing, rest: &str, facts: &Facts) -> Result<Amendment, Trouble> {
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = match of {
        Thing::Campaign => read_campaign(&rest),
        Thing::Phase => read_phase(&rest, facts.catalogue)?,
        Thing::Kind | Thing::Group | Thing::Reason | Thing::Cluster => {
            read_listed(of, &rest, facts)?
        }
    };
    read.ok_or(Trouble::NotRead(of))
}

/// The first word, and what comes behind it.
fn word(words: &str) -> (&str, &str) {
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    (first, rest)
}

fn read_campaign(rest: &str) -> Option<Amendment> {
    let (what, rest) = word(rest);
    match fold(what).as_str() {
        "ten" | "doiten" | "name" if !rest.is_empty() => Some(Amendment::Name(rest.to_owned())),
        "apdung" | "applied" => {
            let [from, to] = days(rest)?;
            Some(Amendment::Applied(Applied {
                from: time::read_day(from).ok(),
                to: time::read_day(to).ok(),
            }))
        }
        _ => None,
    }
}

/// Two days, with or without something between them.
fn days(words: &str) -> Option<[&str; 2]> {
    let days: Vec<&str> =
        words.split(' ').filter(|word| time::read_day(word).is_ok()).take(3).collect();
    days.try_into().ok()
}

/// `P1 mo|dong INSTANT`, `P1 them MINUTES`, `P1 ten NAME`, `P3 moi DAY DAY NAME`.
fn read_phase(rest: &str, catalogue: &Catalogue) -> Result<Option<Amendment>, Trouble> {
    let (mut typed, rest) = word(rest);
    let (mut what, rest) = word(rest);
    if Verb::of(typed, Thing::Phase) == Some(Verb::New) {
        std::mem::swap(&mut typed, &mut what);
    }
    let known = catalogue.phases.iter().find(|phase| fold(&phase.code) == fold(typed));
    let unchanged = |code: &str| Amendment::Phase {
        code: code.to_owned(),
        name: Words::default(),
        opens: None,
        closes: None,
        grace: None,
    };
    if Verb::of(what, Thing::Phase) == Some(Verb::New) && fold(what) != "them" {
        let of = Thing::Phase;
        if let Some(phase) = known {
            return Err(Trouble::Problem(Problem::Twice { of, code: phase.code.clone() }));
        }
        return Ok(new_phase(typed, rest));
    }
    let Some(phase) = known else {
        return Err(if what.is_empty() {
            Trouble::NotRead(Thing::Phase)
        } else {
            Trouble::Unknown { of: Thing::Phase, typed: typed.to_owned() }
        });
    };
    let mut amendment = unchanged(&phase.code);
    let Amendment::Phase { name, opens, closes, grace, .. } = &mut amendment else {
        return Ok(None);
    };
    match fold(what).as_str() {
        "mo" => *opens = time::read(rest).ok(),
        "dong" => *closes = time::read(rest).ok(),
        "them" => *grace = rest.parse().ok().and_then(TimeDelta::try_minutes),
        "ten" | "doiten" | "name" => *name = words(rest),
        _ => {}
    }
    Ok((amendment != unchanged(&phase.code)).then_some(amendment))
}

/// A phase of whole days.
fn new_phase(code: &str, rest: &str) -> Option<Amendment> {
    let [first, last] = days(rest)?;
    let name = rest.rsplit_once(last).map(|(_, name)| name.trim()).filter(|it| !it.is_empty())?;
    Some(Amendment::Phase {
        code: code.to_uppercase(),
        name: in_both(words(name)),
        opens: Some(time::read(first).ok()?),
        closes: Some(time::read(&format!("{last} 24:00")).ok()?),
        grace: None,
    })
}

/// Words in Vietnamese and, behind a stroke with spaces around it, in English.
fn words(written: &str) -> Words {
    let parts = [" / ", " | "].into_iter().find_map(|mark| written.split_once(mark));
    let some = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    match parts {
        Some((vi, en)) => Words { vi: some(vi), en: some(en) },
        None => Words { vi: some(written), en: None },
    }
}

/// Words of something new: who gives no English ones has the same in both languages.
fn in_both(words: Words) -> Words {
    Words { en: words.en.or_else(|| words.vi.clone()), ..words }
}

/// The words of a reason and, behind a colon, what the author can do about it.
fn reason_words(written: &str) -> (Words, Words) {
    match written.split_once(':') {
        Some((label, advice)) => (words(label), words(advice)),
        None => (words(written), Words::default()),
    }
}

/// `moi WORDS`, `NUMBER ten WORDS`, `NUMBER tat|bat`, and for clusters `NUMBER them|bot UNITS`
/// and `NUMBER xoa`. People put the verb first as well.
fn read_listed(of: Thing, rest: &str, facts: &Facts) -> Result<Option<Amendment>, Trouble> {
    let (first, tail) = word(rest);
    let (typed, verb, tail) = match Verb::of(first, of) {
        Some(Verb::New) => return new(of, tail, facts),
        Some(verb) => {
            let (typed, tail) = word(tail);
            (typed, Some(verb), tail)
        }
        None => {
            let (verb, tail) = word(tail);
            (first, Verb::of(verb, of), tail)
        }
    };
    let Some(verb) = verb else { return Ok(None) };
    let unknown = || Trouble::Unknown { of, typed: typed.to_owned() };
    if of == Thing::Kind {
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let kind = number.and_then(|index| Kind::ALL.get(index).copied());
        let kind = kind.or_else(|| Kind::from_name(&fold(typed))).ok_or_else(unknown)?;
        return Ok(match verb {
            Verb::Retire => Some(Amendment::Kind { kind, offered: false }),
            Verb::Offer => Some(Amendment::Kind { kind, offered: true }),
            _ => None,
        });
    }
    let code = named(&codes(of, facts.catalogue), typed).ok_or_else(unknown)?;
    Ok(match (of, verb) {
        (_, Verb::Name) if tail.is_empty() => None,
        (Thing::Group, Verb::Name) => {
            Some(Amendment::Group { code, label: words(tail), offered: None })
        }
        (Thing::Reason, Verb::Name) => {
            let (label, advice) = reason_words(tail);
            Some(Amendment::Reason { code, label, advice, offered: None })
        }
        (Thing::Cluster, Verb::Name) => {
            Some(Amendment::Cluster { code, name: words(tail), members: None })
        }
        (Thing::Group, Verb::Retire | Verb::Offer) => {
            let offered = Some(verb == Verb::Offer);
            Some(Amendment::Group { code, label: Words::default(), offered })
        }
        (Thing::Reason, Verb::Retire | Verb::Offer) => {
            let (label, advice) = (Words::default(), Words::default());
            Some(Amendment::Reason { code, label, advice, offered: Some(verb == Verb::Offer) })
        }
        (Thing::Cluster, Verb::Join | Verb::Leave) => {
            let units = read_units(tail, facts)?;
            let members =
                if verb == Verb::Join { Members::Join(units) } else { Members::Leave(units) };
            Some(Amendment::Cluster { code, name: Words::default(), members: Some(members) })
        }
        (Thing::Cluster, Verb::Remove) => Some(Amendment::NoCluster { code }),
        _ => None,
    })
}

fn new(of: Thing, written: &str, facts: &Facts) -> Result<Option<Amendment>, Trouble> {
    let (label, advice) = match of {
        Thing::Reason => reason_words(written),
        _ => (words(written), Words::default()),
    };
    let Some(vi) = &label.vi else { return Ok(None) };
    let code = fresh_code(vi, &codes(of, facts.catalogue));
    let label = in_both(label);
    Ok(match of {
        Thing::Group => Some(Amendment::Group { code, label, offered: None }),
        Thing::Reason if advice.vi.is_none() => return Err(Trouble::NoAdvice),
        Thing::Reason => {
            Some(Amendment::Reason { code, label, advice: in_both(advice), offered: None })
        }
        Thing::Cluster => Some(Amendment::Cluster { code, name: label, members: None }),
        Thing::Campaign | Thing::Phase | Thing::Kind => None,
    })
}

/// The codes of such things, in the order in which they are listed.
fn codes(of: Thing, catalogue: &Catalogue) -> Vec<&str> {
    match of {
        Thing::Group => catalogue.groups.iter().map(|group| group.code.as_str()).collect(),
        Thing::Reason => catalogue.reasons.iter().map(|reason| reason.code.as_str()).collect(),
        Thing::Cluster => catalogue.clusters.iter().map(|one| one.code.as_str()).collect(),
        Thing::Campaign | Thing::Phase | Thing::Kind => Vec::new(),
    }
}

/// The code that somebody means by its number in the list or by itself.
fn named(codes: &[&str], typed: &str) -> Option<String> {
    let number = typed.trim_end_matches(['.', ')']).parse::<usize>().ok();
    let numbered = number.and_then(|number| codes.get(number.checked_sub(1)?));
    let found = numbered.or_else(|| codes.iter().find(|code| fold(code) == fold(typed)))?;
    Some((*found).to_owned())
}

/// A code made of words, and of a number where another has it already.
fn fresh_code(words: &str, taken: &[&str]) -> String {
    const LONGEST: usize = 24;
    let mut code = String::new();
    for part in fold(words).split(' ') {
        let plain: String =
            part.chars().filter(char::is_ascii_alphanumeric).take(LONGEST).collect();
        if code.len() + plain.len() >= LONGEST {
            break;
        }
        if !code.is_empty() && !plain.is_empty() {
            code.push('-');
        }
        code.push_str(&plain);
    }
    // Digits alone are read as a number in a list.
    if code.bytes().all(|b| b.is_ascii_digit()) {
        code.insert(0, 'x');
    }
    let free = |code: &String| !taken.contains(&code.as_str());
    let numbered = (2..).map(|number| format!("{code}-{number}"));
    std::iter::once(code.clone()).chain(numbered).find(free).unwrap_or(code)
}

fn read_units(written: &str, facts: &Facts) -> Result<Vec<UnitId>, Trouble> {
    let codes = written.split([',', ';', ' ']).filter(|code| !code.is_empty());
    let mut units: Vec<UnitId> = codes
        .map(|code| {
            let unit = facts.units.by_code(code).map(|unit| unit.id);
            unit.ok_or_else(|| Trouble::UnknownUnit { typed: code.to_owned() })
        })
        .collect::<Result<_, _>>()?;
    units.sort_unstable();
    units.dedup();
    if units.is_empty() {
        return Err(Trouble::UnknownUnit { typed: written.to_owned() });
    }
    Ok(units)
}
