//! Counts everything anew from what happened, and says what does not fit.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{Measures, day_of};
use crate::domain::{
    CampaignId, Content, Event, EventHash, Initiative, InitiativeId, Kind, PersonId, StatusName,
    UnitId,
};

/// Findings that are told in words; of more than these only the number.
const TOLD: usize = 20;

/// An initiative as it is stored, and the one person's first of a campaign or not.
#[derive(Debug)]
pub struct Entry {
    pub initiative: Initiative,
    /// The stored text, from which the content was read.
    pub content: String,
    /// The columns beside it, which lists and queues go by.
    pub kind: String,
    pub status: String,
    pub declared: Option<i64>,
    pub verified: Option<i64>,
    /// Whether the author is counted with it; none where the author is not counted at all.
    pub is_first: Option<bool>,
    /// Whether its author had the text erased.
    pub is_erased: bool,
    /// The hash of the text since a name was taken out of it.
    pub kept_hash: Option<EventHash>,
    /// Whether it has its number, or waits for it.
    pub is_in_line: bool,
}

/// Where a unit's day is counted.
pub type UnitDay = (CampaignId, Option<UnitId>, Option<String>, NaiveDate);

/// Where a group and a kind are counted.
pub type GroupKind = (CampaignId, Option<String>, Option<String>, Kind);

/// Everything, counted anew.
#[derive(Debug, Default)]
pub struct Recount {
    /// Only what happened before this instant counts.
    pub until: Option<DateTime<Utc>>,
    pub units: HashMap<UnitDay, Measures>,
    pub groups: HashMap<GroupKind, Measures>,
    pub entries: u64,
    /// Those of them whose authors had the text erased, so that only the rest can be checked.
    pub erased: u64,
    /// Those of them in which the name of somebody who was erased was taken out.
    pub nameless: u64,
    pub events: u64,
    people: HashSet<(CampaignId, PersonId)>,
    firsts: usize,
    /// Of each person the earliest submission before `until`.
    earliest: HashMap<(CampaignId, PersonId), First>,
    pub findings: Findings,
}

/// The earliest submission of a person that counts, and where it is counted.
type First = (DateTime<Utc>, InitiativeId, UnitDay, GroupKind);

/// What does not fit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Findings {
    pub count: u64,
    /// The first of them, in words. Codes and hashes; nothing of what people wrote.
    pub told: Vec<String>,
}

impl Findings {
    pub fn add(&mut self, finding: String) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(finding);
        }
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.told.extend(other.told);
        self.told.truncate(TOLD);
    }
}

impl Recount {
    #[must_use]
    pub fn until(until: Option<DateTime<Utc>>) -> Self {
        Self { until, ..Self::default() }
    }

    /// Counts an initiative by its events, and checks that everything fits together: the chain
    /// of the events, the text, and what the row says of itself.
    pub fn entry(&mut self, entry: &Entry, events: &[Event]) {
        if let Err(why) = check(entry, events) {
            let code = entry.initiative.code();
            self.findings.add(format!("{code}: {why}"));
        }
        self.entries += 1;
        self.erased += u64::from(entry.is_erased);
        self.nameless += u64::from(entry.kept_hash.is_some() && !entry.is_erased);
        self.events += events.len() as u64;
        let initiative = &entry.initiative;
        let declared = initiative.content.declared_dong();
        let mut before = Measures::default();
        for event in events {
            let step = &event.step;
            let at = if step.from.is_none() { initiative.submitted_at } else { step.at };
            if self.until.is_some_and(|until| at >= until) {
                continue;
            }
            let after = Measures::of(step.to, declared, step.verified_benefit);
            let mut change = after;
            change -= &before;
            if step.from.is_none() {
                let person = (initiative.campaign, initiative.author);
                if self.until.is_some() {
                    // Which one was the first, the counts know of today alone.
                    let (unit_day, group_kind) = places(initiative, day_of(at));
                    self.came(person, (at, initiative.id, unit_day, group_kind));
                } else {
                    self.people.insert(person);
                    self.firsts += usize::from(entry.is_first == Some(true));
                    change.people = i64::from(entry.is_first == Some(true));
                }
            }
            before = after;
            if !change.is_zero() {
                self.count(initiative, day_of(at), &change);
            }
        }
    }

    fn count(&mut self, initiative: &Initiative, day: NaiveDate, change: &Measures) {
        let (unit_day, group_kind) = places(initiative, day);
        *self.units.entry(unit_day).or_default() += change;
        *self.groups.entry(group_kind).or_default() += change;
    }

    fn came(&mut self, person: (CampaignId, PersonId), first: First) {
        let kept = self.earliest.entry(person).or_insert_with(|| first.clone());
        if (first.0, first.1) < (kept.0, kept.1) {
            *kept = first;
        }
    }

    /// After everything before an instant was counted: counts each person with the earliest of
    /// theirs.
    pub fn count_people(&mut self) {
        for (_, _, unit_day, group_kind) in self.earliest.values() {
            self.units.entry(unit_day.clone()).or_default().people += 1;
            self.groups.entry(group_kind.clone()).or_default().people += 1;
        }
    }

    /// Takes another part of the same recount in.
    pub fn merge(&mut self, other: Self) {
        let Self {
            until: _,
            units,
            groups,
            entries,
            erased,
            nameless,
            events,
            people,
            firsts,
            earliest,
            findings,
        } = other;
        for (key, measures) in units {
            *self.units.entry(key).or_default() += &measures;
        }
        for (key, measures) in groups {
            *self.groups.entry(key).or_default() += &measures;
        }
        self.entries += entries;
        self.erased += erased;
        self.nameless += nameless;
        self.events += events;
        self.people.extend(people);
        for (person, first) in earliest {
            self.came(person, first);
        }
        self.firsts += firsts;
        self.findings.merge(findings);
    }

    /// Compares a kept count of a unit's day. What was compared need not be asked for again.
    pub fn compare_unit(&mut self, key: &UnitDay, kept: &Measures) {
        let counted = self.units.remove(key).unwrap_or_default();
        if counted != *kept {
            let (campaign, unit, phase, day) = key;
            let unit = unit.map_or(0, |unit| unit.0);
            let phase = phase.as_deref().unwrap_or("-");
            self.findings.add(format!(
                "campaign {}, unit {unit}, phase {phase}, {day}: kept {}, counted {}",
                campaign.0,
                kept.told(),
                counted.told(),
            ));
        }
    }

    /// The same for a group and a kind.
    pub fn compare_group(&mut self, key: &GroupKind, kept: &Measures) {
        let counted = self.groups.remove(key).unwrap_or_default();
        if counted != *kept {
            let (campaign, phase, group, kind) = key;
            self.findings.add(format!(
                "campaign {}, phase {}, group {}, kind {}: kept {}, counted {}",
                campaign.0,
                phase.as_deref().unwrap_or("-"),
                group.as_deref().unwrap_or("-"),
                kind.as_str(),
                kept.told(),
                counted.told(),
            ));
        }
    }

    /// After everything kept was compared: what was counted and is not kept at all, and people
    /// who are counted not once.
    pub fn compare_rest(&mut self) {
        let units: Vec<UnitDay> = self.units.keys().cloned().collect();
        for key in units {
            self.compare_unit(&key, &Measures::default());
        }
        let groups: Vec<GroupKind> = self.groups.keys().cloned().collect();
        for key in groups {
            self.compare_group(&key, &Measures::default());
        }
        if self.firsts != self.people.len() {
            let (firsts, people) = (self.firsts, self.people.len());
            self.findings.add(format!("{people} people have submitted, {firsts} are counted"));
        }
    }
}

/// Where what happens to an initiative on a day is counted.
fn places(initiative: &Initiative, day: NaiveDate) -> (UnitDay, GroupKind) {
    let Initiative { campaign, phase, group, .. } = initiative;
    let unit_day = (*campaign, initiative.unit(), phase.clone(), day);
    (unit_day, (*campaign, phase.clone(), group.clone(), initiative.content.kind))
}

/// Whether an initiative's events are one unbroken chain that begins with what it is and ends
/// where it stands.
fn check(entry: &Entry, events: &[Event]) -> Result<(), String> {
    let initiative = &entry.initiative;
    let mut previous = initiative.origin();
    let mut from = None;
    for (position, event) in (1..).zip(events) {
        if event.position != position {
            return Err(format!("event {position} is missing"));
        }
        if event.previous != previous {
            return Err(if position == 1 {
                "unit, phase, group or day is not what was entered".to_owned()
            } else {
                format!("event {position} does not continue the one before it")
            });
        }
        let again = event.recompute(initiative.id);
        if again != event.hash {
            return Err(format!("event {position} was changed"));
        }
        let words_are_gone = event.note.is_some_and(|note| note.salt.is_none());
        if !event.note_fits() || (words_are_gone && !initiative.content.is_erased()) {
            return Err(format!("what was said with event {position} was changed or is gone"));
        }
        if event.step.from != from {
            return Err(format!("event {position} does not come from where the last one led"));
        }
        from = Some(event.step.to);
        previous = event.hash;
    }
    let Some(last) = events.last() else { return Err("it has no event".to_owned()) };
    let fits = |what: bool, why: &str| if what { Ok(()) } else { Err(why.to_owned()) };
    let Initiative { content, status, .. } = initiative;
    fits(initiative.last_event == last.hash, "its last event is missing or not its own")?;
    fits(usize::try_from(initiative.event_count) == Ok(events.len()), "its events are miscounted")?;
    fits(last.content_hash == initiative.content_hash, "its text is not what was decided about")?;
    // What is left of an erased one is not what was hashed; it must be no more than that.
    let hash = entry.kept_hash.unwrap_or(initiative.content_hash);
    let nameless = content.co_authors.iter().any(|other| other.name.is_empty());
    let whole = Content::hash(&entry.content) == hash && (entry.kept_hash.is_none() || nameless);
    let erased = content.is_erased() && content.erased() == *content && entry.is_erased;
    fits(whole || erased, "its text was changed")?;
    fits(last.version == initiative.version, "its version is not the newest")?;
    fits(status.name() == last.step.to, "its status is not where the last event led")?;
    fits(entry.status == status.name().as_str(), "its status is stored in two ways")?;
    fits(entry.kind == content.kind.as_str(), "its kind is not that of its text")?;
    fits(entry.declared == content.declared_dong(), "its declared benefit is not its text's")?;
    let verified = match last.step.to {
        StatusName::Recognized => last.step.verified_benefit,
        _ => None,
    };
    fits(
        entry.verified == verified && status.verified_benefit() == verified,
        "its verified benefit is not what was decided",
    )?;
    fits(initiative.status_since == last.step.at, "its last change is not when it happened")?;
    fits(entry.is_first.is_some(), "its author is not counted")?;
    fits(entry.is_in_line, "it has no number and waits for none")
}

impl Measures {
    fn told(&self) -> String {
        let Self { entered, valid, rejected, withdrawn, asked, people, declared, verified } = self;
        format!(
            "entered {entered}, valid {valid}, rejected {rejected}, withdrawn {withdrawn}, asked \
             {asked}, people {people}, declared {declared}, verified {verified}"
        )
    }
}
