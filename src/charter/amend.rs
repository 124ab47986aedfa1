//! One change of a campaign, as its owner asks for it on the command line or in the chat.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Problem, Thing};
use crate::domain::{
    Applied, Catalogue, Cluster, Kind, ParticipantGroup, Phase, ReasonCode, UnitId,
};

/// A change of one thing. Whatever is none stays as it is; what has an unknown code is new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amendment {
    /// The campaign's name.
    Name(String),
    /// The days in which an initiative must have been in use.
    Applied(Applied),
    Phase {
        code: String,
        name: Words,
        opens: Option<DateTime<Utc>>,
        closes: Option<DateTime<Utc>>,
        grace: Option<TimeDelta>,
    },
    /// Whether a kind may be entered.
    Kind {
        kind: Kind,
        offered: bool,
    },
    /// What is offered no more stays, because what was entered under it goes on counting there.
    Group {
        code: String,
        label: Words,
        offered: Option<bool>,
    },
    Reason {
        code: String,
        label: Words,
        advice: Words,
        offered: Option<bool>,
    },
    Cluster {
        code: String,
        name: Words,
        members: Option<Members>,
    },
    /// There is no such cluster any more. Nothing is counted in a cluster, so nothing is lost.
    NoCluster {
        code: String,
    },
}

/// Words in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    pub vi: Option<String>,
    pub en: Option<String>,
}

/// A change of what belongs to a cluster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Members {
    /// These and no others.
    Are(Vec<UnitId>),
    /// These too, wherever they were before.
    Join(Vec<UnitId>),
    /// These no more.
    Leave(Vec<UnitId>),
}

impl Amendment {
    /// Changes the campaign. What comes of it still has to pass [`check`](super::check()).
    ///
    /// # Errors
    /// Something new lacks what a new one needs; the campaign is as it was.
    pub fn apply(self, to: &mut Catalogue) -> Result<(), Problem> {
        match self {
            Self::Name(name) => to.name = name,
            Self::Applied(Applied { from, to: until }) => {
                to.applied =
                    Applied { from: from.or(to.applied.from), to: until.or(to.applied.to) };
            }
            Self::Phase { code, name, opens, closes, grace } => {
                amend_phase(to, code, name, (opens, closes), grace)?;
            }
            Self::Kind { kind, offered } => {
                to.kinds.retain(|known| offered || *known != kind);
                if offered && !to.kinds.contains(&kind) {
                    to.kinds.push(kind);
                }
            }
            Self::Group { code, label, offered } => amend_group(to, code, label, offered)?,
            Self::Reason { code, label, advice, offered } => {
                amend_reason(to, code, label, advice, offered)?;
            }
            Self::Cluster { code, name, members } => amend_cluster(to, code, name, members)?,
            Self::NoCluster { code } => to.clusters.retain(|cluster| cluster.code != code),
        }
        Ok(())
    }
}

impl Words {
    /// The same in both languages.
    #[must_use]
    pub fn both(words: &str) -> Self {
        Self { vi: Some(words.to_owned()), en: Some(words.to_owned()) }
    }

    /// Words that were the same in both languages stay so, where only one is said.
    fn put(self, vi: &mut String, en: &mut String) {
        let en_too = if vi == en { self.vi.clone() } else { None };
        put(en, self.en.or(en_too));
        put(vi, self.vi);
    }

    /// The words of something new of this code.
    fn needed(self, of: Thing, code: &str) -> Result<(String, String), Problem> {
        let lacking = || Problem::Lacking { of, code: code.to_owned() };
        self.vi.zip(self.en).ok_or_else(lacking)
    }
}

/// Replaces what was said anew.
fn put<T>(place: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *place = said;
    }
}

fn amend_phase(
    to: &mut Catalogue,
    code: String,
    name: Words,
    (opens, closes): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    grace: Option<TimeDelta>,
) -> Result<(), Problem> {
    if let Some(phase) = to.phases.iter_mut().find(|phase| phase.code == code) {
        name.put(&mut phase.name_vi, &mut phase.name_en);
        put(&mut phase.opens_at, opens);
        put(&mut phase.closes_at, closes);
        put(&mut phase.grace, grace);
    } else {
        let (name_vi, name_en) = name.needed(Thing::Phase, &code)?;
        let Some((opens_at, closes_at)) = opens.zip(closes) else {
            return Err(Problem::Lacking { of: Thing::Phase, code });
        };
        let grace = grace.unwrap_or_default();
        to.phases.push(Phase { code, name_vi, name_en, opens_at, closes_at, grace });
    }
    to.phases.sort_by_key(|phase| phase.opens_at);
    Ok(())
}

/// What is offered to choose from. What is offered no more stays, behind everything that is.
trait Offered: Clone {
    fn code(&self) -> &str;
    fn is_retired(&self) -> bool;
    fn retire(&mut self, is_retired: bool);
}

impl Offered for ParticipantGroup {
    fn code(&self) -> &str {
        &self.code
    }

    fn is_retired(&self) -> bool {
        self.retired
    }

    fn retire(&mut self, is_retired: bool) {
        self.retired = is_retired;
    }
}

impl Offered for ReasonCode {
    fn code(&self) -> &str {
        &self.code
    }

    fn is_retired(&self) -> bool {
        self.retired
    }

    fn retire(&mut self, is_retired: bool) {
        self.retired = is_retired;
    }
}

fn amend_group(
    to: &mut Catalogue,
    code: String,
    label: Words,
    offered: Option<bool>,
) -> Result<(), Problem> {
    let (place, mut group) = match take_out(&mut to.groups, &code) {
        Some((place, group)) => (Some(place), group),
        None => {
            let (label_vi, label_en) = label.clone().needed(Thing::Group, &code)?;
            (None, ParticipantGroup { code, label_vi, label_en, retired: false })
        }
    };
    label.put(&mut group.label_vi, &mut group.label_en);
    put_back(&mut to.groups, place, group, offered);
    Ok(())
}

fn amend_reason(
    to: &mut Catalogue,
    code: String,
    label: Words,
    advice: Words,
    offered: Option<bool>,
) -> Result<(), Problem> {
    let (place, mut reason) = match take_out(&mut to.reasons, &code) {
        Some((place, reason)) => (Some(place), reason),
        None => {
            let (label_vi, label_en) = label.clone().needed(Thing::Reason, &code)?;
            let (advice_vi, advice_en) = advice.clone().needed(Thing::Reason, &code)?;
            (None, ReasonCode { code, label_vi, label_en, advice_vi, advice_en, retired: false })
        }
    };
    label.put(&mut reason.label_vi, &mut reason.label_en);
    advice.put(&mut reason.advice_vi, &mut reason.advice_en);
    put_back(&mut to.reasons, place, reason, offered);
    Ok(())
}

/// Takes the one of this code out of a list, and tells where it was.
fn take_out<T: Offered>(list: &mut Vec<T>, code: &str) -> Option<(usize, T)> {
    let place = list.iter().position(|one| one.code() == code)?;
    Some((place, list.remove(place)))
}

/// Puts something back where it was; what is new, retired or offered again goes to the end of
/// its part of the list.
fn put_back<T: Offered>(
    list: &mut Vec<T>,
    place: Option<usize>,
    mut one: T,
    offered: Option<bool>,
) {
    let was_retired = one.is_retired();
    one.retire(offered.map_or(was_retired, |offered| !offered));
    match place {
        Some(place) if one.is_retired() == was_retired => list.insert(place, one),
        _ => {
            list.push(one);
            list.sort_by_key(T::is_retired);
        }
    }
}

fn amend_cluster(
    to: &mut Catalogue,
    code: String,
    name: Words,
    members: Option<Members>,
) -> Result<(), Problem> {
    let place = if let Some(place) = to.clusters.iter().position(|cluster| cluster.code == code) {
        let cluster = &mut to.clusters[place];
        name.put(&mut cluster.name_vi, &mut cluster.name_en);
        place
    } else {
        let (name_vi, name_en) = name.needed(Thing::Cluster, &code)?;
        to.clusters.push(Cluster { code, name_vi, name_en, members: Vec::new() });
        to.clusters.len() - 1
    };
    match members {
        None => {}
        Some(Members::Are(units)) => to.clusters[place].members = units,
        Some(Members::Join(units)) => {
            for cluster in &mut to.clusters {
                cluster.members.retain(|unit| !units.contains(unit));
            }
            to.clusters[place].members.extend(units);
        }
        Some(Members::Leave(units)) => {
            to.clusters[place].members.retain(|unit| !units.contains(unit));
        }
    }
    Ok(())
}

/// Keeps, as offered no more, the groups and reasons that `after` leaves out.
pub fn retire_missing(before: &Catalogue, after: &mut Catalogue) {
    keep_missing(&before.groups, &mut after.groups);
    keep_missing(&before.reasons, &mut after.reasons);
}

fn keep_missing<T: Offered>(before: &[T], after: &mut Vec<T>) {
    for one in before {
        if after.iter().all(|other| other.code() != one.code()) {
            let mut one = one.clone();
            one.retire(true);
            after.push(one);
        }
    }
    after.sort_by_key(T::is_retired);
}
