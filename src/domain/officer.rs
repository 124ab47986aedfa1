//! Who may decide, and where.

use serde::{Deserialize, Serialize};

use super::{OfficerId, UnitId};

/// What an officer may do, in their unit and everything below it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reviews and decides.
    Reviewer,
    /// Reviews, decides, and appoints or dismisses officers.
    Administrator,
}

impl Role {
    /// The name under which it is stored and typed on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Reviewer, Self::Administrator].into_iter().find(|role| role.as_str() == name)
    }
}

/// One appointment: this person holds `role` in `unit` and below. A person may hold several.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grant {
    pub officer: OfficerId,
    pub unit: UnitId,
    pub role: Role,
}
