//! The addresses. The path alone says the language, so an address shows everybody the same.

use crate::domain::Locale;
use crate::vietnamese::code::Code;

/// A page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Home,
    League,
    Gallery,
    /// One published initiative.
    Initiative(Code),
    Method,
    /// Where a receipt is checked.
    Proof,
    /// What the open data are and how to get them.
    Data,
}

impl Place {
    /// Its path in a language.
    #[must_use]
    pub fn path(self, locale: Locale) -> String {
        let fixed = match (self, locale) {
            (Self::Initiative(code), _) => {
                return format!("{}/{code}", Self::Gallery.path(locale));
            }
            (Self::Home, Locale::Vi) => "/",
            (Self::Home, Locale::En) => "/en",
            (Self::League, Locale::Vi) => "/bang-xep-hang",
            (Self::League, Locale::En) => "/en/league",
            (Self::Gallery, Locale::Vi) => "/sang-kien",
            (Self::Gallery, Locale::En) => "/en/initiatives",
            (Self::Method, Locale::Vi) => "/cach-tinh",
            (Self::Method, Locale::En) => "/en/method",
            (Self::Proof, Locale::Vi) => "/bien-lai",
            (Self::Proof, Locale::En) => "/en/receipt",
            (Self::Data, Locale::Vi) => "/du-lieu-mo",
            (Self::Data, Locale::En) => "/en/open-data",
        };
        fixed.to_owned()
    }

    /// Whether it is this place, or one below it.
    #[must_use]
    pub fn is_under(&self, place: &Self) -> bool {
        self == place
            || matches!(
                (self, place),
                (Self::Initiative(_), Self::Gallery) | (Self::Proof, Self::Method)
            )
    }
}
