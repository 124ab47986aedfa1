//! What a campaign's owner decides, and the program therefore only reads.

use super::{CampaignId, Locale};

/// A group of participants ("nhóm đối tượng"), counted apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParticipantGroup {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
}

/// A reason for not recognising an initiative, in words for officer and author.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReasonCode {
    pub code: String,
    pub label_vi: String,
    pub label_en: String,
    /// What the author can do about it.
    pub advice_vi: String,
    pub advice_en: String,
}

/// The running campaign and its tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Catalogue {
    pub campaign: CampaignId,
    pub name: String,
    /// In the order in which they are offered.
    pub groups: Vec<ParticipantGroup>,
    /// In the order in which they are offered.
    pub reasons: Vec<ReasonCode>,
}

impl Catalogue {
    #[must_use]
    pub fn group(&self, code: &str) -> Option<&ParticipantGroup> {
        self.groups.iter().find(|group| group.code == code)
    }

    #[must_use]
    pub fn reason(&self, code: &str) -> Option<&ReasonCode> {
        self.reasons.iter().find(|reason| reason.code == code)
    }
}

impl ParticipantGroup {
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.label_vi,
            Locale::En => &self.label_en,
        }
    }
}

impl ReasonCode {
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.label_vi,
            Locale::En => &self.label_en,
        }
    }

    #[must_use]
    pub fn advice(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.advice_vi,
            Locale::En => &self.advice_en,
        }
    }
}
