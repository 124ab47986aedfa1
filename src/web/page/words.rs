//! The page's words in one language, for templates.

use crate::domain::Locale;
use crate::i18n;

/// Speaks one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    pub locale: Locale,
}

impl Words {
    /// The words of a message without arguments.
    #[must_use]
    pub fn say(self, id: &str) -> String {
        i18n::page::words(self.locale, id, &[])
    }

    /// The words of a message with these arguments.
    #[must_use]
    pub fn with(self, id: &str, args: &[(&str, &str)]) -> String {
        i18n::page::words(self.locale, id, args)
    }
}
