//! What can be wrong with a campaign.

use std::fmt;

use super::check::{LONGEST_CODE, MOST_GRACE};

/// A thing of a campaign that its owner words, and changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Thing {
    Campaign,
    Phase,
    Kind,
    Group,
    Reason,
    Cluster,
}

/// Something that is wrong with a campaign. Its `Display` is for the command line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// A code has letters that it may not have, or too many.
    Code { of: Thing, code: String },
    /// Two have one code.
    Twice { of: Thing, code: String },
    /// A code has digits alone, where a number means something else.
    Number { of: Thing, code: String },
    /// Its words are missing.
    NoWords { of: Thing, code: String },
    /// Its words are too many, or more than one line.
    TooLong { of: Thing, code: String, longest: usize },
    /// It is new, and lacks something that a new one needs.
    Lacking { of: Thing, code: String },
    /// None of these is offered, and people have to choose one.
    NoneOffered(Thing),
    /// The days in which an initiative must have been in use end before they begin.
    AppliedBackwards,
    /// A phase closes before it opens.
    ClosesFirst { phase: String },
    /// A phase's grace is longer than [`MOST_GRACE`].
    Grace { phase: String },
    /// A phase opens before the one before it has closed.
    Overlap { first: String, second: String },
    /// A unit of a cluster is in another one already.
    TwoClusters { cluster: String, other: String },
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Campaign => "campaign",
            Self::Phase => "phase",
            Self::Kind => "kind",
            Self::Group => "group",
            Self::Reason => "reason",
            Self::Cluster => "cluster",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Code { of, code } => {
                write!(f, "{of} {code:?}: a code is 1 to {LONGEST_CODE} of A–Z a–z 0–9 - _")
            }
            Self::Twice { of, code } => write!(f, "{of} {code} is there twice"),
            Self::Number { of, code } => {
                write!(f, "{of} {code}: digits alone read as a number; put a letter into the code")
            }
            Self::NoWords { of, code } => write!(f, "{of} {code}: the words are missing"),
            Self::TooLong { of, code, longest } => {
                write!(f, "{of} {code}: at most {longest} characters in one line")
            }
            Self::Lacking { of, code } => {
                let needs = match of {
                    Thing::Phase => "--vi, --en, --opens and --closes",
                    Thing::Reason => "--vi, --en, --advice-vi and --advice-en",
                    Thing::Campaign | Thing::Kind | Thing::Group | Thing::Cluster => {
                        "--vi and --en"
                    }
                };
                write!(f, "{of} {code}: a new {of} needs {needs}")
            }
            Self::NoneOffered(Thing::Group) => {
                f.write_str("there is no group: nobody could say who they are")
            }
            Self::NoneOffered(Thing::Reason) => {
                f.write_str("there is no reason: officers could not refuse anything")
            }
            Self::NoneOffered(of) => write!(f, "there is no {of}: nobody could enter anything"),
            Self::AppliedBackwards => f.write_str("applied: the days end before they begin"),
            Self::ClosesFirst { phase } => write!(f, "phase {phase}: it closes before it opens"),
            Self::Grace { phase } => {
                let most = MOST_GRACE.num_minutes();
                write!(f, "phase {phase}: grace_minutes are at most {most}")
            }
            Self::Overlap { first, second } => {
                write!(f, "phase {second} opens before phase {first} has closed")
            }
            Self::TwoClusters { cluster, other } => {
                write!(f, "cluster {cluster}: a unit of it is in cluster {other} already")
            }
        }
    }
}
