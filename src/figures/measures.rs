//! What is measured, and how a step of an initiative changes it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::domain::{CampaignId, Initiative, InitiativeId, Kind, PersonId, StatusName, UnitId};

/// The measures of a set of initiatives. As a difference they may be negative.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Measures {
    /// Lượt nộp: how many were submitted. Never decreases.
    pub entered: i64,
    /// Hợp lệ: recognised, the one status that the programme counts as valid.
    pub valid: i64,
    pub rejected: i64,
    pub withdrawn: i64,
    /// Waiting for an answer of their author.
    pub asked: i64,
    /// People who submitted, each counted with the first of theirs in the campaign.
    pub people: i64,
    /// Whole đồng, as the authors declare it; what was withdrawn does not count.
    pub declared: i64,
    /// Whole đồng, as officers verified it, of what is recognised.
    pub verified: i64,
}

impl Measures {
    /// What one initiative counts after an event that led to this status. `verified` is what an
    /// officer verified with it.
    #[must_use]
    pub fn of(status: StatusName, declared: Option<i64>, verified: Option<i64>) -> Self {
        let one = |is| i64::from(status == is);
        Self {
            entered: 1,
            valid: one(StatusName::Recognized),
            rejected: one(StatusName::Rejected),
            withdrawn: one(StatusName::Withdrawn),
            asked: one(StatusName::NeedsInfo),
            people: 0,
            declared: if status == StatusName::Withdrawn { 0 } else { declared.unwrap_or(0) },
            verified: if status == StatusName::Recognized { verified.unwrap_or(0) } else { 0 },
        }
    }

    /// Waiting for an officer.
    #[must_use]
    pub const fn backlog(&self) -> i64 {
        self.entered - self.valid - self.rejected - self.withdrawn - self.asked
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    fn with(mut self, other: &Self, combine: impl Fn(i64, i64) -> i64) -> Self {
        let both = |mine: &mut i64, other: i64| *mine = combine(*mine, other);
        let Self { entered, valid, rejected, withdrawn, asked, people, declared, verified } =
            &mut self;
        both(entered, other.entered);
        both(valid, other.valid);
        both(rejected, other.rejected);
        both(withdrawn, other.withdrawn);
        both(asked, other.asked);
        both(people, other.people);
        both(declared, other.declared);
        both(verified, other.verified);
        self
    }
}

impl std::ops::AddAssign<&Measures> for Measures {
    fn add_assign(&mut self, other: &Measures) {
        *self = self.with(other, i64::saturating_add);
    }
}

impl std::ops::SubAssign<&Measures> for Measures {
    fn sub_assign(&mut self, other: &Measures) {
        *self = self.with(other, i64::saturating_sub);
    }
}

impl<'a> std::iter::Sum<&'a Measures> for Measures {
    fn sum<I: Iterator<Item = &'a Measures>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|one| sum += one);
        sum
    }
}

/// Where something is counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    pub campaign: CampaignId,
    /// Code of a phase; none in a campaign without phases.
    pub phase: Option<String>,
    /// The author's unit at submission; none for a workplace that is not in the tree.
    pub unit: Option<UnitId>,
    /// Code of a participant group.
    pub group: Option<String>,
    pub kind: Kind,
    pub day: NaiveDate,
}

impl Key {
    /// Where a step of this initiative is counted that happened at `at`.
    #[must_use]
    pub fn of(initiative: &Initiative, at: DateTime<Utc>) -> Self {
        Self {
            campaign: initiative.campaign,
            phase: initiative.phase.clone(),
            unit: initiative.unit(),
            group: initiative.group.clone(),
            kind: initiative.content.kind,
            day: day_of(at),
        }
    }
}

/// The day in Vietnam, which has had UTC+7 all year round since 1975.
#[must_use]
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    const VIETNAM: FixedOffset =
        FixedOffset::east_opt(7 * 3600).expect("seven hours are less than a day");
    at.with_timezone(&VIETNAM).date_naive()
}

/// What a batch changes, a sum for each place where something is counted.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    pub changes: BTreeMap<Key, Measures>,
    /// What was submitted. Who did so for the first time, the database finds out.
    pub submissions: Vec<Submission>,
}

/// One submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    pub initiative: InitiativeId,
    pub author: PersonId,
    pub key: Key,
}

impl Tally {
    /// Counts a submission, on the day on which the author sent it.
    pub fn submit(&mut self, initiative: &Initiative) {
        let key = Key::of(initiative, initiative.submitted_at);
        self.add(key.clone(), &measures_of(initiative));
        self.submissions.push(Submission {
            initiative: initiative.id,
            author: initiative.author,
            key,
        });
    }

    /// Counts a later step, on the day on which it was made.
    pub fn advance(&mut self, before: &Initiative, after: &Initiative) {
        let at = after.status_since;
        let mut gone = Measures::default();
        gone -= &measures_of(before);
        // Where both are counted in the same place, only the difference is left.
        self.add(Key::of(before, at), &gone);
        self.add(Key::of(after, at), &measures_of(after));
    }

    /// What has to be written; steps that changed no count leave nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.submissions.is_empty()
    }

    fn add(&mut self, key: Key, change: &Measures) {
        let sum = self.changes.entry(key).or_default();
        *sum += change;
    }
}

fn measures_of(initiative: &Initiative) -> Measures {
    let status = &initiative.status;
    Measures::of(status.name(), initiative.content.declared_dong(), status.verified_benefit())
}
