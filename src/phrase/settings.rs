//! What is said to whoever runs the campaign and changes it.

use super::campaign::Window;
use crate::charter::{Problem, Thing};
use crate::domain::{Applied, Kind};

/// Something to say about the campaign's settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Settings {
    /// Settings are for those who run the campaign.
    ForOwners,
    /// How the campaign itself is changed, and what else can be.
    HowOverview,
    /// What is there, and how it is changed.
    List(List),
    /// Shall this be changed?
    Ask(Box<Change>),
    /// It was changed.
    Done(Box<Change>),
    /// It cannot be changed so.
    Refused(Trouble),
    /// What was just said to be changed is not: somebody else was quicker, and now it would make
    /// no sense.
    Overtaken(Problem),
    /// What the button agrees to was done, or something else was asked since.
    AskedNoMore,
    /// On a button.
    Button(Button),
}

/// On a button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Button {
    /// Take no more initiatives of this kind.
    KindOff(Kind),
    /// Take them again.
    KindOn(Kind),
}

impl From<Button> for super::Phrase {
    fn from(button: Button) -> Self {
        Self::Settings(Settings::Button(button))
    }
}

/// Everything of a kind, in its order: people may name one by its number, from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    pub of: Thing,
    pub items: Vec<Item>,
}

/// Something as it is, or as it will be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    Name(String),
    Applied(Applied),
    Phase(Window),
    Kind { kind: Kind, offered: bool },
    Worded(Worded),
}

/// A group, a reason or a cluster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Worded {
    /// In both languages, as [`both`] writes them.
    pub words: String,
    /// What the author can do about a reason; in both languages, too.
    pub advice: Option<String>,
    /// The codes of a cluster's units.
    pub units: Option<Vec<String>>,
    pub retired: bool,
}

/// Words in both languages as an administrator types them: once where they are the same.
#[must_use]
pub fn both(vi: &str, en: &str) -> String {
    if vi == en { vi.to_owned() } else { format!("{vi} / {en}") }
}

/// A change: nothing before is new, nothing after is gone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub of: Thing,
    pub before: Option<Item>,
    pub after: Option<Item>,
    /// Units that leave another cluster for this one, with its name.
    pub moved: Vec<(String, String)>,
}

/// Why something is not changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// What was typed is no change of such a thing.
    NotRead(Thing),
    /// There is no such thing.
    Unknown { of: Thing, typed: String },
    /// There is no unit with this code.
    UnknownUnit { typed: String },
    /// It is so already.
    Same,
    /// A new reason needs what the author can do about it.
    NoAdvice,
    /// The campaign would make no sense.
    Problem(Problem),
}
