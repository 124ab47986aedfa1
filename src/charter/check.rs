//! Whether a campaign makes sense, and what a change of it changes.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::TimeDelta;

use super::time;
use crate::domain::{Catalogue, UnitId};

/// More than this is no grace but another cut-off.
pub const MOST_GRACE: TimeDelta = TimeDelta::hours(24);

/// The longest code, label and name: what a button and a phone show.
const LONGEST_CODE: usize = 32;
const LONGEST_LABEL: usize = 100;
const LONGEST_TEXT: usize = 500;

/// Everything that is wrong with a campaign, a line each.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<String> {
    let mut problems = Vec::new();
    let mut codes = vec![("campaign", catalogue.code.as_str())];
    let mut texts = vec![("name".to_owned(), catalogue.name.as_str(), LONGEST_LABEL)];
    for phase in &catalogue.phases {
        codes.push(("phase", &phase.code));
        for text in [&phase.name_vi, &phase.name_en] {
            texts.push((format!("phase {}", phase.code), text, LONGEST_LABEL));
        }
    }
    for group in &catalogue.groups {
        codes.push(("group", &group.code));
        for text in [&group.label_vi, &group.label_en] {
            texts.push((format!("group {}", group.code), text, LONGEST_LABEL));
        }
    }
    for reason in &catalogue.reasons {
        codes.push(("reason", &reason.code));
        for text in [&reason.label_vi, &reason.label_en] {
            texts.push((format!("reason {}", reason.code), text, LONGEST_LABEL));
        }
        for text in [&reason.advice_vi, &reason.advice_en] {
            texts.push((format!("reason {} advice", reason.code), text, LONGEST_TEXT));
        }
    }
    for cluster in &catalogue.clusters {
        codes.push(("cluster", &cluster.code));
        for text in [&cluster.name_vi, &cluster.name_en] {
            texts.push((format!("cluster {}", cluster.code), text, LONGEST_LABEL));
        }
    }
    let mut seen = HashSet::new();
    for (what, code) in codes {
        let sound = code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if code.is_empty() || code.len() > LONGEST_CODE || !sound {
            let most = LONGEST_CODE;
            problems.push(format!("{what} {code:?}: a code is 1 to {most} of A–Z a–z 0–9 - _"));
        } else if !seen.insert((what, code)) {
            problems.push(format!("{what} {code} is there twice"));
        }
    }
    for (what, text, longest) in texts {
        let length = text.chars().count();
        if text.trim().is_empty() {
            problems.push(format!("{what}: the words are missing"));
        } else if length > longest || text.contains('\n') {
            problems.push(format!("{what}: at most {longest} characters in one line"));
        }
    }
    if catalogue.groups.is_empty() {
        problems.push("there is no group: nobody could say who they are".to_owned());
    }
    if catalogue.reasons.is_empty() {
        problems.push("there is no reason: officers could not refuse anything".to_owned());
    }
    check_windows(catalogue, &mut problems);
    check_clusters(catalogue, &mut problems);
    problems
}

fn check_windows(catalogue: &Catalogue, problems: &mut Vec<String>) {
    if let (Some(from), Some(to)) = (catalogue.applied.from, catalogue.applied.to)
        && from > to
    {
        problems.push(format!("applied: {from} comes after {to}"));
    }
    let mut phases: Vec<_> = catalogue.phases.iter().collect();
    phases.sort_by_key(|phase| phase.opens_at);
    for phase in &phases {
        if phase.opens_at >= phase.closes_at {
            problems.push(format!("phase {}: it closes before it opens", phase.code));
        }
        if phase.grace > MOST_GRACE {
            let most = MOST_GRACE.num_minutes();
            problems.push(format!("phase {}: grace_minutes are at most {most}", phase.code));
        }
    }
    for pair in phases.windows(2) {
        if pair[1].opens_at < pair[0].closes_at {
            let (second, first) = (&pair[1].code, &pair[0].code);
            problems.push(format!("phase {second} opens before phase {first} has closed"));
        }
    }
}

fn check_clusters(catalogue: &Catalogue, problems: &mut Vec<String>) {
    let mut home: HashMap<UnitId, &str> = HashMap::new();
    for cluster in &catalogue.clusters {
        for unit in &cluster.members {
            if let Some(other) = home.insert(*unit, &cluster.code) {
                let code = &cluster.code;
                problems
                    .push(format!("cluster {code}: a unit of it is in cluster {other} already"));
            }
        }
    }
}

/// What a change changes, a line for each thing: `+` new, `-` gone, `~` different.
#[must_use]
pub fn difference(
    before: &Catalogue,
    after: &Catalogue,
    code: impl Fn(UnitId) -> String,
) -> Vec<String> {
    let (before, after) = (described(before, &code), described(after, &code));
    let gone = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let gone = gone.map(|(key, value)| format!("- {key}: {value}"));
    let other = after.iter().filter_map(|(key, value)| match before.get(key) {
        None => Some(format!("+ {key}: {value}")),
        Some(old) if old != value => Some(format!("~ {key}: {old} → {value}")),
        Some(_) => None,
    });
    gone.chain(other).collect()
}

/// Everything about a campaign, a line for each thing.
fn described(catalogue: &Catalogue, code: impl Fn(UnitId) -> String) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    let mut line = |key: String, value: String| lines.insert(key, value);
    let day = |day: Option<chrono::NaiveDate>| day.map_or("–".to_owned(), |day| day.to_string());
    line("name".to_owned(), catalogue.name.clone());
    let kinds: Vec<&str> = catalogue.kinds.iter().map(|kind| kind.as_str()).collect();
    line("kinds".to_owned(), kinds.join(", "));
    let applied = catalogue.applied;
    line("applied".to_owned(), format!("{} to {}", day(applied.from), day(applied.to)));
    for phase in &catalogue.phases {
        let value = format!(
            "{} / {}, {} to {}, grace {} min",
            phase.name_vi,
            phase.name_en,
            time::write(phase.opens_at),
            time::write_end(phase.closes_at),
            phase.grace.num_minutes()
        );
        line(format!("phase {}", phase.code), value);
    }
    for group in &catalogue.groups {
        line(format!("group {}", group.code), format!("{} / {}", group.label_vi, group.label_en));
    }
    for reason in &catalogue.reasons {
        let value = format!(
            "{} / {} ({} / {})",
            reason.label_vi, reason.label_en, reason.advice_vi, reason.advice_en
        );
        line(format!("reason {}", reason.code), value);
    }
    for cluster in &catalogue.clusters {
        let members: Vec<String> = cluster.members.iter().map(|unit| code(*unit)).collect();
        let value = format!("{} / {}: {}", cluster.name_vi, cluster.name_en, members.join(", "));
        line(format!("cluster {}", cluster.code), value);
    }
    lines
}
