//! What is said about the campaign: when it takes entries, and what is expected of whom.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::domain::Applied;
use crate::figures::{Backlog, Measures};
use crate::vietnamese::date::Span;

/// Something to say about the campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Campaign {
    /// No entries are taken now, but one can be written ahead.
    WriteAhead(Pause),
    /// What was to be sent is kept: no entries are taken now.
    KeptForLater { title: String, pause: Pause },
    /// We come back when this phase opens.
    OpeningNoted(Stage),
    /// Entries are taken now; there is nothing to come back for.
    OpenAlready,
    /// No phase to come is known.
    NoOpeningKnown,
    /// A phase has opened, and a draft waits.
    Opened { stage: Stage, title: Option<String> },
    /// The initiative was in use before or after the days that count: is the date right?
    OutsideApplied { said: Span, applied: Applied },
    /// Only a part of what was said lies in the days that count.
    PartlyApplied { said: Span, applied: Applied },
    /// The campaign, its phases and what is expected in them.
    Overview(Box<Overview>),
    /// The results as they are now.
    Statistics(Box<Statistics>),
    /// The results of one unit.
    UnitStatistics(Box<UnitStatistics>),
    /// The part of the tree that an officer answers for.
    Part(Box<Part>),
    /// How long what waits for an officer has waited.
    Waiting(Backlog),
    /// A page of the league table.
    League(Box<LeaguePage>),
    /// No figures are there yet.
    NotCounted,
    /// No unit fits what was typed.
    UnknownUnit { typed: String },
    /// What is expected of a unit.
    Targets(Box<Targets>),
    /// Targets are for officers.
    TargetsForOfficers,
    /// The unit lies outside the speaker's part of the tree, or what is wanted of it.
    NotYourUnit { unit: String },
    /// A target cannot be read: the unit's code comes first.
    TargetNotRead { typed: String },
    /// A target is from one to so many.
    TargetOutOfRange { most: i64 },
    /// The unit's target comes from above it; its own can be added.
    AssignedFromAbove { code: String, figure: i64 },
    /// A unit's own target adds to what it was given.
    OwnBelowAssigned { assigned: i64, own: i64 },
    /// Shall this be expected of a unit?
    SetTarget(Box<TargetSet>),
    /// The figure is what is expected of a unit from now on.
    TargetSet(Box<TargetSet>),
    /// What was just said to be set is not: meanwhile the unit was given more.
    TargetOvertaken { assigned: i64, own: i64 },
    /// A week begins: how things stand.
    WeeklyGreeting,
    /// Whether the weekly message is sent.
    WeeklySet { on: bool },
    /// The weekly message is for administrators.
    WeeklyForAdministrators,
    /// On a button.
    Button(Button),
}

/// The campaign, its phases and what is expected in them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    pub name: String,
    pub applied: Applied,
    pub phases: Vec<PhaseLine>,
}

/// When a phase takes entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    pub code: String,
    pub stage: Stage,
    /// Minutes after the end in which a message still counts.
    pub grace_minutes: i64,
}

/// A unit's target as it was and as it will be: what it is given, and what it has set itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetSet {
    pub unit: String,
    /// None: the whole campaign.
    pub phase: Option<String>,
    pub before: (Option<i64>, Option<i64>),
    pub after: (Option<i64>, Option<i64>),
}

/// A phase in the overview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhaseLine {
    pub stage: Stage,
    /// Entries are taken now.
    pub open: bool,
    pub progress: Progress,
}

/// The three official measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Lượt nộp.
    pub entered: i64,
    /// Hợp lệ; none where few people stand behind it and the speaker is not to know.
    pub valid: Option<i64>,
    /// What the percentage is of.
    pub target: Option<i64>,
}

/// The results as they are now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statistics {
    pub campaign: String,
    pub as_of: DateTime<Utc>,
    /// The phase that is counted now.
    pub phase: Option<(Stage, Progress)>,
    /// The whole campaign.
    pub total: Progress,
    /// How many have submitted.
    pub people: i64,
    pub own: Option<OwnUnit>,
}

/// The results as a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart {
    pub campaign: String,
    pub as_of: DateTime<Utc>,
    /// The phase that is counted now; none: the whole campaign.
    pub phase: Option<String>,
    pub progress: Progress,
    /// Entries on each of the last days, the oldest first.
    pub days: Vec<(NaiveDate, i64)>,
}

impl Chart {
    /// The days that are shown, each with what was entered on it. They end today, or, long after
    /// the campaign is over, on the last day on which something was entered.
    #[must_use]
    pub fn days(
        today: NaiveDate,
        newest: Option<NaiveDate>,
        entered: impl Fn(NaiveDate) -> i64,
    ) -> Vec<(NaiveDate, i64)> {
        /// As many as have room on a phone.
        const SHOWN: u64 = 14;
        let before = today.checked_sub_days(Days::new(SHOWN - 1));
        let end = newest.filter(|newest| Some(*newest) < before).unwrap_or(today);
        let days = (0..SHOWN).rev().filter_map(|ago| end.checked_sub_days(Days::new(ago)));
        days.map(|day| (day, entered(day))).collect()
    }
}

/// Where the speaker works, in the phase that is counted now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnUnit {
    pub name: String,
    pub progress: Progress,
    pub place: Option<Place>,
    /// The unit below the top of the tree that it belongs to.
    pub ranked: Option<(String, Place)>,
}

/// A place among others, by entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub rank: usize,
    pub of: usize,
    /// The cluster; none among units beside each other in the tree.
    pub cluster: Option<String>,
}

/// The results of one unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitStatistics {
    pub name: String,
    pub as_of: DateTime<Utc>,
    pub phase: Option<Stage>,
    /// In the phase that is counted now.
    pub progress: Progress,
    /// In the whole campaign.
    pub total: Progress,
    pub place: Option<Place>,
}

/// The part of the tree that an officer answers for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    pub unit: String,
    pub phase: Option<Stage>,
    pub progress: Progress,
    /// How many must become valid a day to reach the target, and how many days are left.
    pub needed: Option<(i64, i64)>,
}

/// A page of the league table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeaguePage {
    /// None: all units below the top of the tree.
    pub cluster: Option<String>,
    pub phase: Option<String>,
    pub as_of: DateTime<Utc>,
    /// Ordered by entries for each thousand members.
    pub per_thousand: bool,
    pub total: usize,
    /// From 1.
    pub page: usize,
    pub pages: usize,
    pub entries: Vec<LeagueEntry>,
}

/// A unit in the league table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeagueEntry {
    /// Equals share a place.
    pub rank: usize,
    pub name: String,
    pub progress: Progress,
    /// Whether it exceeds its own target, and that may be told; none where it has no target.
    pub above_target: Option<bool>,
    /// Tenths of an entry for each thousand members.
    pub per_thousand: Option<i64>,
    /// The speaker's.
    pub own: bool,
}

/// What is expected of a unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Targets {
    pub unit: String,
    pub code: String,
    pub lines: Vec<TargetLine>,
    /// The speaker may give it a target.
    pub may_assign: bool,
    /// The speaker may add the unit's own.
    pub may_add: bool,
}

/// What is expected of a unit in a phase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetLine {
    /// Code and name; none for the whole campaign.
    pub phase: Option<(String, String)>,
    pub assigned: Option<i64>,
    pub own: Option<i64>,
    pub progress: Progress,
}

impl Progress {
    /// Without a target.
    #[must_use]
    pub const fn of(measures: &Measures) -> Self {
        Self { entered: measures.entered, valid: Some(measures.valid), target: None }
    }

    /// Whether as many are valid as expected.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.target.zip(self.valid).is_some_and(|(target, valid)| valid >= target)
    }

    /// What may be told of it.
    #[must_use]
    pub fn told(self, hidden: bool) -> Self {
        Self { valid: self.valid.filter(|_| !hidden), ..self }
    }
}

/// A phase, as people are told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stage {
    pub name: String,
    /// The first instant inside.
    pub opens_at: DateTime<Utc>,
    /// The first instant after.
    pub closes_at: DateTime<Utc>,
}

/// A time in which no entries are taken: what has ended, and what comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pause {
    pub last: Option<Stage>,
    pub next: Option<Stage>,
}

/// On a button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Button {
    /// Tell me when the next phase opens.
    TellOpening,
    /// The date is right.
    DateIsRight,
    /// The date was a slip.
    CorrectDate,
    Statistics,
    League,
    Overview,
    Earlier,
    Later,
    /// Order by entries.
    ByEntries,
    /// Order by entries for each thousand members.
    PerThousand,
    AllUnits,
    /// No weekly message any more.
    NoDigest,
    /// The weekly message again.
    Digest,
    /// Do it.
    Agree,
    /// Do not.
    LeaveIt,
}

impl From<Button> for super::Phrase {
    fn from(button: Button) -> Self {
        Self::Campaign(Campaign::Button(button))
    }
}
