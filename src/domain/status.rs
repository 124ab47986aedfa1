//! Where an initiative stands, and the only ways from one place to another.
//!
//! A step takes the status apart and gives the next one, so a step that is not allowed cannot
//! be written down: only an [`Open`] initiative can be decided, only one that waits for its
//! author can be supplemented, and a [`Closed`] one can only be taken back by whoever decided.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::OfficerId;

/// Where an initiative stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Somebody still has something to do.
    Open(Open),
    /// It is over.
    Closed(Closed),
}

/// Not decided yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// Đã tiếp nhận: nobody has taken it up.
    Received,
    /// Đang thẩm định.
    InReview { officer: OfficerId },
    /// Yêu cầu bổ sung: the author is asked something.
    NeedsInfo { officer: OfficerId, question: String },
    /// Đã bổ sung: the author has answered; the officer who asked goes on.
    Supplemented { officer: OfficerId },
}

/// Decided, or taken back by its author.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// Đã công nhận: the one state that the programme counts as valid.
    Recognized {
        officer: OfficerId,
        /// Whole đồng, as the officer verified it.
        verified_benefit: Option<i64>,
        note: Option<String>,
    },
    /// Không công nhận.
    Rejected {
        officer: OfficerId,
        /// Code of a [`ReasonCode`](super::ReasonCode).
        reason: String,
        note: Option<String>,
    },
    /// Tác giả rút.
    Withdrawn,
}

/// A status without its data: what lists, filters and counts go by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusName {
    Received,
    InReview,
    NeedsInfo,
    Supplemented,
    Recognized,
    Rejected,
    Withdrawn,
}

impl StatusName {
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::InReview,
        Self::NeedsInfo,
        Self::Supplemented,
        Self::Recognized,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InReview => "in_review",
            Self::NeedsInfo => "needs_info",
            Self::Supplemented => "supplemented",
            Self::Recognized => "recognized",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

impl Status {
    /// A new submission's status.
    pub const RECEIVED: Self = Self::Open(Open::Received);

    #[must_use]
    pub const fn name(&self) -> StatusName {
        match self {
            Self::Open(Open::Received) => StatusName::Received,
            Self::Open(Open::InReview { .. }) => StatusName::InReview,
            Self::Open(Open::NeedsInfo { .. }) => StatusName::NeedsInfo,
            Self::Open(Open::Supplemented { .. }) => StatusName::Supplemented,
            Self::Closed(Closed::Recognized { .. }) => StatusName::Recognized,
            Self::Closed(Closed::Rejected { .. }) => StatusName::Rejected,
            Self::Closed(Closed::Withdrawn) => StatusName::Withdrawn,
        }
    }
}

impl Status {
    /// Without what was said to or about the author.
    #[must_use]
    pub fn without_words(self) -> Self {
        match self {
            Self::Open(Open::NeedsInfo { officer, question: _ }) => {
                Self::Open(Open::NeedsInfo { officer, question: String::new() })
            }
            Self::Closed(Closed::Recognized { officer, verified_benefit, note: _ }) => {
                Self::Closed(Closed::Recognized { officer, verified_benefit, note: None })
            }
            Self::Closed(Closed::Rejected { officer, reason, note: _ }) => {
                Self::Closed(Closed::Rejected { officer, reason, note: None })
            }
            other @ (Self::Open(
                Open::Received | Open::InReview { .. } | Open::Supplemented { .. },
            )
            | Self::Closed(Closed::Withdrawn)) => other,
        }
    }

    /// What an officer verified, in whole đồng.
    #[must_use]
    pub const fn verified_benefit(&self) -> Option<i64> {
        match self {
            Self::Closed(Closed::Recognized { verified_benefit, .. }) => *verified_benefit,
            Self::Open(_) | Self::Closed(Closed::Rejected { .. } | Closed::Withdrawn) => None,
        }
    }
}

impl Open {
    /// An officer takes it up ("Nhận xử lý"). The officer who holds it may be replaced: people
    /// fall ill. A question to the author stays open under the new officer.
    #[must_use]
    pub fn claim(self, officer: OfficerId) -> Status {
        Status::Open(match self {
            Self::Received | Self::InReview { .. } | Self::Supplemented { .. } => {
                Self::InReview { officer }
            }
            Self::NeedsInfo { question, .. } => Self::NeedsInfo { officer, question },
        })
    }

    /// The officer asks the author for more.
    #[must_use]
    pub fn ask(self, officer: OfficerId, question: String) -> Status {
        Status::Open(Self::NeedsInfo { officer, question })
    }

    /// The initiative is recognised.
    #[must_use]
    pub fn recognize(
        self,
        officer: OfficerId,
        verified_benefit: Option<i64>,
        note: Option<String>,
    ) -> Status {
        Status::Closed(Closed::Recognized { officer, verified_benefit, note })
    }

    /// The initiative is not recognised.
    #[must_use]
    pub fn reject(self, officer: OfficerId, reason: String, note: Option<String>) -> Status {
        Status::Closed(Closed::Rejected { officer, reason, note })
    }

    /// The author takes it back.
    #[must_use]
    pub fn withdraw(self) -> Status {
        Status::Closed(Closed::Withdrawn)
    }

    /// The author answers the officer's question. Gives the status back where nothing was asked.
    ///
    /// # Errors
    /// The unchanged status, if no question is open.
    pub fn supplement(self) -> Result<Status, Self> {
        match self {
            Self::NeedsInfo { officer, .. } => Ok(Status::Open(Self::Supplemented { officer })),
            other @ (Self::Received | Self::InReview { .. } | Self::Supplemented { .. }) => {
                Err(other)
            }
        }
    }
}

/// Why a decision stays as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CannotUndo {
    /// Another officer decided.
    NotYours,
    /// The time to take it back is over.
    TooLate,
    /// There is no officer's decision.
    NothingDecided,
}

impl Closed {
    /// How long an officer may take back a decision of their own.
    pub const UNDO_WINDOW: TimeDelta = TimeDelta::minutes(10);

    /// Who decided; nobody where the author withdrew.
    #[must_use]
    pub const fn officer(&self) -> Option<OfficerId> {
        match self {
            Self::Recognized { officer, .. } | Self::Rejected { officer, .. } => Some(*officer),
            Self::Withdrawn => None,
        }
    }

    /// The officer takes a decision of their own back; the initiative is in their review again.
    ///
    /// # Errors
    /// Says why not; see [`CannotUndo`].
    pub fn undo(
        &self,
        officers: &[OfficerId],
        decided_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Status, CannotUndo> {
        let officer = self.officer().ok_or(CannotUndo::NothingDecided)?;
        if !officers.contains(&officer) {
            return Err(CannotUndo::NotYours);
        }
        if now - decided_at > Self::UNDO_WINDOW {
            return Err(CannotUndo::TooLate);
        }
        Ok(Status::Open(Open::InReview { officer }))
    }
}
