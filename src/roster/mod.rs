//! Keeping the tree of units: reading a file of units, saying everything that is wrong with it,
//! and working out what has to be changed.
//!
//! Pure: bytes and today's tree come in, a [`Plan`] or a list of [`Problem`]s comes out. The
//! plan is carried out by `store::unit`, all of it or nothing.
//!
//! Nothing of the past is lost. A unit that was merged stays, closed, below the unit that it
//! was merged into, so what was done there counts where it belongs today; every change is kept
//! with the day from which it holds and what was before, so [`history`] can tell the tree of
//! any day.

mod kind;
mod table;
mod row;
mod import;
mod amend;
pub mod history;
mod write;
mod tree;

pub use amend::{Amendment, amend};
pub use import::import;
pub use kind::UnitKind;
pub use table::{Column, Columns, Line, Table, Unreadable, whole_number};
pub use tree::Tree;
pub use write::to_csv;

use chrono::NaiveDate;

use crate::domain::UnitId;

/// A unit as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub parent: Option<UnitId>,
    pub members: Option<i32>,
    pub opened_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub merged_into: Option<UnitId>,
}

/// What has to be done to the tree: all of it, or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// New units, parents first. Their ids are provisional and negative until the database
    /// gives them real ones.
    pub created: Vec<Entry>,
    /// Units that change, as they will be.
    pub changed: Vec<Entry>,
    /// What is written into the history, in order.
    pub changes: Vec<Change>,
    /// Rows of a file that say what is so already.
    pub unchanged: usize,
}

/// A line of a unit's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub unit: UnitId,
    pub what: What,
    pub effective_on: NaiveDate,
    pub before: Facets,
    pub after: Facets,
}

/// The kind of change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Created,
    Renamed,
    Moved,
    Merged,
    Closed,
    Edited,
}

impl What {
    pub const ALL: [Self; 6] =
        [Self::Created, Self::Renamed, Self::Moved, Self::Merged, Self::Closed, Self::Edited];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Merged => "merged",
            Self::Closed => "closed",
            Self::Edited => "edited",
        }
    }

    /// The change of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == name)
    }
}

/// Those properties of a unit that a change is about.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Facets {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<UnitId>,
}

/// Something wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The line of the file, from 1; none where it is about the file as a whole.
    pub line: Option<u64>,
    pub why: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "line {line}: {}", self.why),
            None => formatter.write_str(&self.why),
        }
    }
}

impl Problem {
    /// About one line.
    pub fn at(line: u64, why: impl Into<String>) -> Self {
        Self { line: Some(line), why: why.into() }
    }

    /// About the file as a whole.
    pub fn whole(why: impl Into<String>) -> Self {
        Self { line: None, why: why.into() }
    }
}
