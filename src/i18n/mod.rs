//! Phrases into words: the only place that reads `locales/`.
//!
//! A phrase becomes a [`Line`]: the id of a message and its arguments. Numbers, money and dates
//! are written out in Rust and go in as words; whatever people typed is escaped on its way in,
//! so that only the `.ftl` files can hold mark-up.

mod campaign;
mod desk;
pub mod dossier;
pub mod figures;
mod own_data;
pub mod page;
mod publicity;
mod settings;
mod talk;

pub use campaign::picture;
pub use desk::menu;

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::domain::{Kind, Locale};
use crate::effect::{Label, Means, Say};
use crate::engine::Offered;
use crate::message::{Button, Outbound, Press, escape, plain};
use crate::phrase::Phrase;

/// The words of one language.
type Bundle = FluentBundle<FluentResource>;

static VIETNAMESE: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        Locale::Vi,
        [
            include_str!("../../locales/vi/talk.ftl"),
            include_str!("../../locales/vi/desk.ftl"),
            include_str!("../../locales/vi/campaign.ftl"),
            include_str!("../../locales/vi/settings.ftl"),
            include_str!("../../locales/vi/publicity.ftl"),
            include_str!("../../locales/vi/own_data.ftl"),
            include_str!("../../locales/vi/dossier.ftl"),
        ],
    )
});

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        Locale::En,
        [
            include_str!("../../locales/en/talk.ftl"),
            include_str!("../../locales/en/desk.ftl"),
            include_str!("../../locales/en/campaign.ftl"),
            include_str!("../../locales/en/settings.ftl"),
            include_str!("../../locales/en/publicity.ftl"),
            include_str!("../../locales/en/own_data.ftl"),
            include_str!("../../locales/en/dossier.ftl"),
        ],
    )
});

fn bundle<const FILES: usize>(locale: Locale, sources: [&str; FILES]) -> Bundle {
    let language: LanguageIdentifier =
        locale.code().parse().expect("an ISO 639-1 code is a language");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The isolation marks would be copied along with a code or a phone number.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("a file in locales/ does not parse: {errors:?}"));
        bundle.add_resource(resource).expect("every message of locales/ has its own id");
    }
    bundle
}

fn words_of(locale: Locale) -> &'static Bundle {
    match locale {
        Locale::Vi => &VIETNAMESE,
        Locale::En => &ENGLISH,
    }
}

/// A message of `locales/` and what goes into it.
struct Line {
    id: &'static str,
    args: FluentArgs<'static>,
}

impl Line {
    fn new(id: &'static str) -> Self {
        Self { id, args: FluentArgs::new() }
    }

    /// Puts words in: what somebody typed, a name, a written-out figure.
    fn words(self, name: &'static str, words: impl AsRef<str>) -> Self {
        self.markup(name, escape(words.as_ref()))
    }

    /// Puts in what has been rendered already.
    fn markup(mut self, name: &'static str, markup: String) -> Self {
        self.args.set(name, markup);
        self
    }

    /// Puts a number in, by which the message may choose a plural.
    fn number(mut self, name: &'static str, number: impl TryInto<i64>) -> Self {
        self.args.set(name, number.try_into().unwrap_or(i64::MAX));
        self
    }

    /// The words in one language.
    ///
    /// # Errors
    /// Says which message is missing, or what went wrong in it.
    fn write(&self, locale: Locale) -> Result<String, String> {
        let bundle = words_of(locale);
        let pattern = bundle
            .get_message(self.id)
            .and_then(|message| message.value())
            .ok_or_else(|| format!("{}: there is no message {}", locale.code(), self.id))?;
        let mut errors = Vec::new();
        let words = bundle.format_pattern(pattern, Some(&self.args), &mut errors);
        if errors.is_empty() {
            Ok(words.into_owned())
        } else {
            Err(format!("{}: {}: {errors:?}", locale.code(), self.id))
        }
    }

    /// The words in one language, or else in another, or else the message's id: a person is
    /// never left without an answer.
    fn render(&self, locale: Locale) -> String {
        let other = match locale {
            Locale::Vi => Locale::En,
            Locale::En => Locale::Vi,
        };
        [locale, other]
            .into_iter()
            .find_map(|locale| match self.write(locale) {
                Ok(words) => Some(words),
                Err(error) => {
                    report_once(error);
                    None
                }
            })
            .unwrap_or_else(|| self.id.to_owned())
    }
}

/// A message without arguments, such as the name of a status.
fn term(locale: Locale, id: &'static str) -> String {
    Line::new(id).render(locale)
}

fn report_once(error: String) {
    static REPORTED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut reported = REPORTED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !reported.contains(&error) {
        tracing::error!(error, "a text could not be rendered");
        reported.insert(error);
    }
}

fn line(locale: Locale, phrase: &Phrase) -> Line {
    match phrase {
        Phrase::Talk(phrase) => talk::line(locale, phrase),
        Phrase::Desk(phrase) => desk::line(locale, phrase),
        Phrase::Campaign(phrase) => campaign::line(locale, phrase),
        Phrase::Settings(phrase) => settings::line(locale, phrase),
        Phrase::OwnData(phrase) => own_data::line(locale, phrase),
        Phrase::Publicity(phrase) => publicity::line(locale, phrase),
    }
}

/// The words of a phrase, with the small mark-up of [`Outbound`].
#[must_use]
pub fn render(locale: Locale, phrase: &Phrase) -> String {
    line(locale, phrase).render(locale)
}

/// The words of a phrase in exactly this language.
///
/// # Errors
/// Says which message is missing, or what went wrong in it.
pub fn try_render(locale: Locale, phrase: &Phrase) -> Result<String, String> {
    line(locale, phrase).write(locale)
}

/// What a kind of initiative is called.
#[must_use]
pub fn kind(locale: Locale, kind: Kind) -> String {
    term(locale, talk::shown::kind_id(kind))
}

/// The words on a button, without mark-up.
#[must_use]
pub fn label(locale: Locale, label: &Label) -> String {
    match label {
        Label::Phrase(phrase) => plain(&render(locale, phrase)),
        Label::Text(words) => words.clone(),
    }
}

/// Writes a message of ours: the words and buttons to send, and what can be chosen from now on.
/// Its answers belong to the question with the number `question`.
#[must_use]
pub fn outbound(locale: Locale, say: &Say, question: u32) -> (Outbound, Vec<Offered>) {
    let parts: Vec<String> = say.parts.iter().map(|part| render(locale, part)).collect();
    let offered: Vec<Offered> = say
        .choices
        .iter()
        .map(|choice| Offered {
            label: label(locale, &choice.label),
            press: match &choice.means {
                Means::Answer(key) => Press::Answer { question, key: key.clone() },
                Means::Command(command) => Press::Command(command.clone()),
            },
        })
        .collect();
    let buttons = offered
        .chunks(say.columns.max(1))
        .map(|row| {
            row.iter()
                .map(|offered| Button {
                    label: offered.label.clone(),
                    press: offered.press.clone(),
                })
                .collect()
        })
        .collect();
    let outbound = Outbound {
        text: parts.join("\n\n"),
        buttons,
        ask_contact: say.ask_contact.then(|| term(locale, "button-share-phone")),
        unprompted: false,
        end_contact: say.end_contact,
        files: say.files.clone(),
        files_late: (!say.files.is_empty())
            .then(|| render(locale, &crate::phrase::desk::Desk::FilesLate.into())),
        copy: say.copy.map(|person| (person, locale)),
        picture: say.chart.as_deref().map(|chart| Box::new(picture(locale, chart))),
        menu: say.menu.map(|menu| (menu, locale)),
    };
    (outbound, offered)
}
