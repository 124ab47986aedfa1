//! What is said about the campaign: when it takes entries, and what is expected of whom.

use chrono::{DateTime, Utc};

use crate::domain::Applied;
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
    /// On a button.
    Button(Button),
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
}

impl From<Button> for super::Phrase {
    fn from(button: Button) -> Self {
        Self::Campaign(Campaign::Button(button))
    }
}
