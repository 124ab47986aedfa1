//! Asking for the league table of units.

use std::sync::Arc;

use super::results::Row;
use crate::figures::per_mille;

/// Units on a page.
pub const PAGE: usize = 50;

/// By what units are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Order {
    #[default]
    Valid,
    Entered,
    /// Share of the target.
    Target,
    /// Entries for each thousand members.
    Members,
}

impl Order {
    pub const ALL: [Self; 4] = [Self::Valid, Self::Entered, Self::Target, Self::Members];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Entered => "entered",
            Self::Target => "target",
            Self::Members => "members",
        }
    }

    /// The order of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// Which units.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Among {
    /// Those just below the root.
    #[default]
    Top,
    /// Those just below the unit with this code.
    Below(String),
    /// Every unit of the tree.
    All,
    /// Those that these words find, with or without accents.
    Found(String),
}

/// A page of the league table.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Query {
    pub among: Among,
    pub order: Order,
    /// From 0.
    pub page: usize,
}

/// What was asked for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Standing {
    pub places: Vec<Place>,
    /// On all pages.
    pub total: usize,
    /// Code and name of the unit whose units these are, and of those above it, the highest
    /// first.
    pub trail: Vec<(String, String)>,
}

/// A unit's place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// 1 for the first; equals share one. None where the units are not compared, or where the
    /// measure is hidden.
    pub rank: Option<usize>,
    pub row: Row,
    /// Union members of the unit with everything below it, where they are known.
    pub members: Option<i64>,
    /// The names above it.
    pub path: String,
    /// Whether units lie below it.
    pub has_units: bool,
}

impl Place {
    /// Tenths of an entry for each thousand members; none where nobody knows how many there are.
    #[must_use]
    pub fn per_thousand(&self) -> Option<i64> {
        per_mille(self.row.shown.entered.saturating_mul(10), self.members?)
    }
}

/// Works out a page of the league table; none where the unit is not known.
pub type League = Arc<dyn Fn(&Query) -> Option<Standing> + Send + Sync>;

/// How many pages there are.
#[must_use]
pub const fn pages(total: usize) -> usize {
    let pages = total.div_ceil(PAGE);
    if pages == 0 { 1 } else { pages }
}
