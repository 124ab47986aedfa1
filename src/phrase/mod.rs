//! Everything the service can say, as data. The words are in `locales/`; `i18n` joins the two.

pub mod campaign;
pub mod desk;
pub mod own_data;
pub mod publicity;
pub mod settings;
pub mod talk;

/// Something to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phrase {
    /// To a worker, or to anybody.
    Talk(talk::Talk),
    /// To an officer at work.
    Desk(desk::Desk),
    /// About the campaign, to anybody.
    Campaign(campaign::Campaign),
    /// About the campaign's settings, to whoever runs it.
    Settings(settings::Settings),
    /// About a person's own data.
    OwnData(own_data::OwnData),
    /// About showing initiatives to the public, to authors and officers.
    Publicity(publicity::Publicity),
}

impl From<talk::Talk> for Phrase {
    fn from(phrase: talk::Talk) -> Self {
        Self::Talk(phrase)
    }
}

impl From<desk::Desk> for Phrase {
    fn from(phrase: desk::Desk) -> Self {
        Self::Desk(phrase)
    }
}

impl From<publicity::Publicity> for Phrase {
    fn from(phrase: publicity::Publicity) -> Self {
        Self::Publicity(phrase)
    }
}

impl From<publicity::Button> for Phrase {
    fn from(button: publicity::Button) -> Self {
        Self::Publicity(publicity::Publicity::Button(button))
    }
}

impl From<own_data::OwnData> for Phrase {
    fn from(phrase: own_data::OwnData) -> Self {
        Self::OwnData(phrase)
    }
}

impl From<own_data::Button> for Phrase {
    fn from(button: own_data::Button) -> Self {
        Self::OwnData(own_data::OwnData::Button(button))
    }
}

impl From<campaign::Campaign> for Phrase {
    fn from(phrase: campaign::Campaign) -> Self {
        Self::Campaign(phrase)
    }
}

impl From<settings::Settings> for Phrase {
    fn from(phrase: settings::Settings) -> Self {
        Self::Settings(phrase)
    }
}
