//! What a campaign's owner decides, and the program therefore only reads.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{CampaignId, Kind, Locale, UnitId};
use crate::vietnamese::date::Span;

/// A group of participants ("nhóm đối tượng"), counted apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParticipantGroup {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    /// Offered no more; who chose it before stays in it.
    pub retired: bool,
}

/// A reason for not recognising an initiative, in words for officer and author.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReasonCode {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    /// What the author can do about it.
    pub advice_vi: String,
    pub advice_en: String,
    /// Offered no more; what was refused for it stays so.
    pub retired: bool,
}

/// A stretch of the campaign in which entries are taken ("giai đoạn").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phase {
    /// What targets and figures name it by.
    pub code: String,
    pub name_vi: String,
    pub name_en: String,
    /// The first instant inside.
    pub opens_at: DateTime<Utc>,
    /// The cut-off: the first instant after.
    pub closes_at: DateTime<Utc>,
    /// How long after the cut-off a message still counts as inside, where no other phase has
    /// begun.
    pub grace: TimeDelta,
}

/// Units that are compared with each other ("cụm, khối thi đua").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cluster {
    pub code: String,
    pub name_vi: String,
    pub name_en: String,
    /// In no order.
    pub members: Vec<UnitId>,
}

/// How many recognised initiatives are expected of a unit with everything below it. Figures of
/// different units are never added up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub unit: UnitId,
    /// Code of a phase; none for the whole campaign.
    pub phase: Option<String>,
    /// Given from above; what percentages are of.
    pub assigned: Option<i64>,
    /// What the unit has set itself beyond that; what an award asks it to exceed.
    pub own: Option<i64>,
}

/// The days in which an initiative must have been in use, both included; no bound where none is
/// set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Applied {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// How the days that somebody names lie to [`Applied`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// All of them are inside.
    Inside,
    /// Some of them are: the month overlaps the window.
    Partly,
    /// All of them come before the window.
    TooEarly,
    /// All of them come after the window.
    TooLate,
}

/// Whether entries are taken at an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry<'a> {
    /// The campaign has no phases, and takes entries always.
    Always,
    /// In this phase.
    Open(&'a Phase),
    /// Not now: after the one, before the other.
    Closed { last: Option<&'a Phase>, next: Option<&'a Phase> },
}

/// The running campaign and its tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Catalogue {
    pub campaign: CampaignId,
    /// What the command line and links name it by.
    pub code: String,
    pub name: String,
    /// In the order of time; they do not overlap.
    pub phases: Vec<Phase>,
    /// When an initiative must have been in use: another window than that of the entry.
    pub applied: Applied,
    /// The kinds that may be entered, in the order in which they are offered.
    pub kinds: Vec<Kind>,
    /// In the order in which they are shown.
    pub clusters: Vec<Cluster>,
    /// In the order in which they are offered; what is offered no more comes last.
    pub groups: Vec<ParticipantGroup>,
    /// In the order in which they are offered; what is offered no more comes last.
    pub reasons: Vec<ReasonCode>,
}

impl Catalogue {
    /// No campaign: there are no groups and no kinds to choose from.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            campaign: CampaignId(0),
            code: String::new(),
            name: String::new(),
            phases: Vec::new(),
            applied: Applied { from: None, to: None },
            kinds: Vec::new(),
            clusters: Vec::new(),
            groups: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// Whether entries are taken at `sent_at`, the platform's time of the message.
    #[must_use]
    pub fn entry_at(&self, sent_at: DateTime<Utc>) -> Entry<'_> {
        if self.phases.is_empty() {
            return Entry::Always;
        }
        let last = self.phases.iter().rev().find(|phase| phase.opens_at <= sent_at);
        match last {
            Some(phase) if sent_at < phase.closes_at + phase.grace => Entry::Open(phase),
            last => Entry::Closed { last, next: self.phases.iter().find(|p| sent_at < p.opens_at) },
        }
    }

    /// The phase that takes an entry sent at `sent_at`; none where there are no phases, or where
    /// none is open.
    #[must_use]
    pub fn phase_at(&self, sent_at: DateTime<Utc>) -> Option<&Phase> {
        match self.entry_at(sent_at) {
            Entry::Open(phase) => Some(phase),
            Entry::Always | Entry::Closed { .. } => None,
        }
    }

    #[must_use]
    pub fn phase(&self, code: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.code == code)
    }

    /// The cluster that a unit belongs to.
    #[must_use]
    pub fn cluster_of(&self, unit: UnitId) -> Option<&Cluster> {
        self.clusters.iter().find(|cluster| cluster.members.contains(&unit))
    }

    /// The groups that can be chosen.
    pub fn offered_groups(&self) -> impl Iterator<Item = &ParticipantGroup> {
        self.groups.iter().filter(|group| !group.retired)
    }

    /// The reasons that can be chosen.
    pub fn offered_reasons(&self) -> impl Iterator<Item = &ReasonCode> {
        self.reasons.iter().filter(|reason| !reason.retired)
    }

    /// A group, whether or not it is offered.
    #[must_use]
    pub fn group(&self, code: &str) -> Option<&ParticipantGroup> {
        self.groups.iter().find(|group| group.code == code)
    }

    /// A reason, whether or not it is offered.
    #[must_use]
    pub fn reason(&self, code: &str) -> Option<&ReasonCode> {
        self.reasons.iter().find(|reason| reason.code == code)
    }
}

impl Target {
    /// The most that one target may be: more than the country has workers is a slip.
    pub const MOST: i64 = 60_000_000;

    /// What an award asks the unit to exceed: its own target, or else the one that it was given.
    #[must_use]
    pub fn to_exceed(&self) -> Option<i64> {
        self.own.or(self.assigned)
    }

    /// Its figures, for the list of changes.
    #[must_use]
    pub fn told(&self) -> String {
        let figure = |figure: Option<i64>| figure.map_or("–".to_owned(), |of| of.to_string());
        format!("{} (own {})", figure(self.assigned), figure(self.own))
    }

    /// What percentages are of: what the unit was given, or else what it has set itself.
    #[must_use]
    pub fn base(&self) -> Option<i64> {
        self.assigned.or(self.own)
    }
}

impl Applied {
    /// How a span lies to the window. A month that is inside with some of its days counts as
    /// inside; people seldom know the day.
    #[must_use]
    pub fn fit(&self, span: &Span) -> Fit {
        if self.from.is_some_and(|from| span.to < from) {
            Fit::TooEarly
        } else if self.to.is_some_and(|to| span.from > to) {
            Fit::TooLate
        } else if self.from.is_some_and(|from| span.from < from)
            || self.to.is_some_and(|to| span.to > to)
        {
            Fit::Partly
        } else {
            Fit::Inside
        }
    }
}

impl Phase {
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.name_vi,
            Locale::En => &self.name_en,
        }
    }
}

impl Cluster {
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.name_vi,
            Locale::En => &self.name_en,
        }
    }
}

impl ParticipantGroup {
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.label_vi,
            Locale::En => &self.label_en,
        }
    }
}

impl ReasonCode {
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.label_vi,
            Locale::En => &self.label_en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vietnamese::date::Precision;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn phase(code: &str, opens_at: &str, closes_at: &str, grace: i64) -> Phase {
        Phase {
            code: code.to_owned(),
            name_vi: String::new(),
            name_en: String::new(),
            opens_at: at(opens_at),
            closes_at: at(closes_at),
            grace: TimeDelta::minutes(grace),
        }
    }

    fn catalogue() -> Catalogue {
        Catalogue {
            phases: vec![
                phase("P1", "2022-01-08T00:00:00+07:00", "2022-06-01T00:00:00+07:00", 10),
                phase("P2", "2022-06-01T00:00:00+07:00", "2023-09-01T00:00:00+07:00", 10),
                phase("P3", "2023-10-01T00:00:00+07:00", "2023-11-01T00:00:00+07:00", 0),
            ],
            ..Catalogue::none()
        }
    }

    fn open_at(text: &str) -> Option<String> {
        catalogue().phase_at(at(text)).map(|phase| phase.code.clone())
    }

    #[test]
    fn the_cut_off_is_the_first_instant_outside() {
        assert_eq!(open_at("2022-01-07T23:59:59+07:00"), None);
        assert_eq!(open_at("2022-01-08T00:00:00+07:00").as_deref(), Some("P1"));
        assert_eq!(open_at("2022-05-31T23:59:59+07:00").as_deref(), Some("P1"));
        assert_eq!(open_at("2022-06-01T00:00:00+07:00").as_deref(), Some("P2"));
        assert_eq!(open_at("2023-10-31T23:59:59+07:00").as_deref(), Some("P3"));
        assert_eq!(open_at("2023-11-01T00:00:00+07:00"), None);
    }

    #[test]
    fn grace_counts_where_no_other_phase_has_begun() {
        assert_eq!(open_at("2022-06-01T00:05:00+07:00").as_deref(), Some("P2"));
        assert_eq!(open_at("2023-09-01T00:09:59+07:00").as_deref(), Some("P2"));
        assert_eq!(open_at("2023-09-01T00:10:00+07:00"), None);
    }

    #[test]
    fn between_two_phases_both_are_named() {
        let catalogue = catalogue();
        let codes = |text: &str| match catalogue.entry_at(at(text)) {
            Entry::Closed { last, next } => {
                (last.map(|phase| phase.code.as_str()), next.map(|phase| phase.code.as_str()))
            }
            Entry::Always | Entry::Open(_) => panic!("{text} is closed"),
        };
        assert_eq!(codes("2021-12-31T00:00:00+07:00"), (None, Some("P1")));
        assert_eq!(codes("2023-09-15T00:00:00+07:00"), (Some("P2"), Some("P3")));
        assert_eq!(codes("2024-01-01T00:00:00+07:00"), (Some("P3"), None));
        assert_eq!(Catalogue::none().entry_at(at("2024-01-01T00:00:00Z")), Entry::Always);
    }

    #[test]
    fn a_month_that_overlaps_the_window_is_partly_inside() {
        let applied = Applied { from: Some(day("2021-09-10")), to: Some(day("2023-09-01")) };
        let fit = |from: &str, to: &str| {
            applied.fit(&Span { from: day(from), to: day(to), precision: Precision::Month })
        };
        assert_eq!(fit("2021-08-01", "2021-08-31"), Fit::TooEarly);
        assert_eq!(fit("2021-09-01", "2021-09-30"), Fit::Partly);
        assert_eq!(fit("2021-10-01", "2021-10-31"), Fit::Inside);
        assert_eq!(fit("2023-09-01", "2023-09-30"), Fit::Partly);
        assert_eq!(fit("2023-09-02", "2023-09-02"), Fit::TooLate);
        assert_eq!(
            Applied::default().fit(&Span {
                from: day("1990-01-01"),
                to: day("1990-12-31"),
                precision: Precision::Year,
            }),
            Fit::Inside
        );
    }
}
