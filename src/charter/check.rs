//! Whether a campaign makes sense, and what a change of it changes.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::TimeDelta;

use super::{Problem, Thing, time};
use crate::domain::{Catalogue, UnitId};

/// More than this is no grace but another cut-off.
pub const MOST_GRACE: TimeDelta = TimeDelta::hours(24);

/// The longest code, label and name: what a button and a phone show.
pub const LONGEST_CODE: usize = 32;
const LONGEST_LABEL: usize = 100;
const LONGEST_TEXT: usize = 500;

/// Everything that is wrong with a campaign.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    for (of, code, labels, texts) in worded(catalogue) {
        let sound = code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if code.is_empty() || code.len() > LONGEST_CODE || !sound {
            problems.push(Problem::Code { of, code: code.to_owned() });
        } else if !seen.insert((of, code)) {
            problems.push(Problem::Twice { of, code: code.to_owned() });
        } else if is_read_as_number(of, code) {
            problems.push(Problem::Number { of, code: code.to_owned() });
        }
        let labels = labels.into_iter().map(|text| (text, LONGEST_LABEL));
        let texts = texts.into_iter().map(|text| (text, LONGEST_TEXT));
        for (text, longest) in labels.chain(texts) {
            let code = code.to_owned();
            if text.trim().is_empty() {
                problems.push(Problem::NoWords { of, code });
            } else if text.chars().count() > longest || text.contains('\n') {
                problems.push(Problem::TooLong { of, code, longest });
            }
        }
    }
    if catalogue.offered_groups().next().is_none() {
        problems.push(Problem::NoneOffered(Thing::Group));
    }
    if catalogue.offered_reasons().next().is_none() {
        problems.push(Problem::NoneOffered(Thing::Reason));
    }
    if catalogue.kinds.is_empty() {
        problems.push(Problem::NoneOffered(Thing::Kind));
    }
    check_windows(catalogue, &mut problems);
    check_clusters(catalogue, &mut problems);
    problems
}

/// People choose these by a number, too: a reason by its place in the list, and behind a cluster
/// stands a page.
fn is_read_as_number(of: Thing, code: &str) -> bool {
    matches!(of, Thing::Reason | Thing::Cluster) && code.bytes().all(|b| b.is_ascii_digit())
}

/// What a change breaks. What was wrong before does not stand in its way.
#[must_use]
pub fn broken(before: &Catalogue, after: &Catalogue) -> Option<Problem> {
    let known = check(before);
    check(after).into_iter().find(|problem| !known.contains(problem))
}

/// Something with a code, its labels and its longer texts.
type Worded<'a> = (Thing, &'a str, Vec<&'a str>, Vec<&'a str>);

fn worded(catalogue: &Catalogue) -> Vec<Worded<'_>> {
    let mut worded: Vec<Worded> =
        vec![(Thing::Campaign, &catalogue.code, vec![&catalogue.name], Vec::new())];
    worded.extend(catalogue.phases.iter().map(|phase| {
        (Thing::Phase, &*phase.code, vec![&*phase.name_vi, &*phase.name_en], Vec::new())
    }));
    worded.extend(catalogue.groups.iter().map(|group| {
        (Thing::Group, &*group.code, vec![&*group.label_vi, &*group.label_en], Vec::new())
    }));
    worded.extend(catalogue.reasons.iter().map(|reason| {
        let labels = vec![&*reason.label_vi, &*reason.label_en];
        (Thing::Reason, &*reason.code, labels, vec![&*reason.advice_vi, &*reason.advice_en])
    }));
    worded.extend(catalogue.clusters.iter().map(|cluster| {
        (Thing::Cluster, &*cluster.code, vec![&*cluster.name_vi, &*cluster.name_en], Vec::new())
    }));
    worded
}

fn check_windows(catalogue: &Catalogue, problems: &mut Vec<Problem>) {
    if let (Some(from), Some(to)) = (catalogue.applied.from, catalogue.applied.to)
        && from > to
    {
        problems.push(Problem::AppliedBackwards);
    }
    let mut phases: Vec<_> = catalogue.phases.iter().collect();
    phases.sort_by_key(|phase| phase.opens_at);
    for phase in &phases {
        if phase.opens_at >= phase.closes_at {
            problems.push(Problem::ClosesFirst { phase: phase.code.clone() });
        }
        if !(TimeDelta::zero()..=MOST_GRACE).contains(&phase.grace) {
            problems.push(Problem::Grace { phase: phase.code.clone() });
        }
    }
    for pair in phases.windows(2) {
        if pair[1].opens_at < pair[0].closes_at {
            let (first, second) = (pair[0].code.clone(), pair[1].code.clone());
            problems.push(Problem::Overlap { first, second });
        }
    }
}

fn check_clusters(catalogue: &Catalogue, problems: &mut Vec<Problem>) {
    let mut home: HashMap<UnitId, &str> = HashMap::new();
    for cluster in &catalogue.clusters {
        for unit in &cluster.members {
            if let Some(other) = home.insert(*unit, &cluster.code) {
                let (cluster, other) = (cluster.code.clone(), other.to_owned());
                problems.push(Problem::TwoClusters { cluster, other });
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
    let retired = |retired: bool| if retired { ", offered no more" } else { "" };
    for group in &catalogue.groups {
        let value = format!("{} / {}{}", group.label_vi, group.label_en, retired(group.retired));
        line(format!("group {}", group.code), value);
    }
    for reason in &catalogue.reasons {
        let value = format!(
            "{} / {} ({} / {}){}",
            reason.label_vi,
            reason.label_en,
            reason.advice_vi,
            reason.advice_en,
            retired(reason.retired)
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
