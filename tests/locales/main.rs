//! Both languages are complete: the same messages with the same variables, every phrase renders,
//! and nothing lies about unused.

mod campaign;
mod desk;
mod own_data;
mod publicity;
mod settings;
mod talk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sangkien::domain::Locale;
use sangkien::i18n;
use sangkien::phrase::Phrase;

const VI: [&str; 7] = [
    include_str!("../../locales/vi/talk.ftl"),
    include_str!("../../locales/vi/desk.ftl"),
    include_str!("../../locales/vi/campaign.ftl"),
    include_str!("../../locales/vi/settings.ftl"),
    include_str!("../../locales/vi/publicity.ftl"),
    include_str!("../../locales/vi/own_data.ftl"),
    include_str!("../../locales/vi/dossier.ftl"),
];
const EN: [&str; 7] = [
    include_str!("../../locales/en/talk.ftl"),
    include_str!("../../locales/en/desk.ftl"),
    include_str!("../../locales/en/campaign.ftl"),
    include_str!("../../locales/en/settings.ftl"),
    include_str!("../../locales/en/publicity.ftl"),
    include_str!("../../locales/en/own_data.ftl"),
    include_str!("../../locales/en/dossier.ftl"),
];

/// The sources in which messages are named.
fn naming(folder: &Path) -> String {
    let mut sources = String::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            sources.push_str(&naming(&path));
        } else {
            sources.push_str(&fs::read_to_string(&path).expect("a source is text"));
        }
    }
    sources
}

fn samples() -> Vec<Phrase> {
    let talk = talk::samples().into_iter().map(Phrase::Talk);
    let desk = desk::samples().into_iter().map(Phrase::Desk);
    let campaign = campaign::samples().into_iter().map(Phrase::Campaign);
    let publicity = publicity::samples().into_iter().map(Phrase::Publicity);
    let own_data = own_data::samples().into_iter().map(Phrase::OwnData);
    let settings = settings::samples().into_iter().map(Phrase::Settings);
    talk.chain(desk).chain(campaign).chain(settings).chain(publicity).chain(own_data).collect()
}

/// Each message's id and the variables in it.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            let (id, _) = line.split_once('=').expect("a message line has an equals sign");
            let id = id.trim().to_owned();
            assert!(messages.insert(id.clone(), BTreeSet::new()).is_none(), "{id} is there twice");
            current = Some(id);
        }
        let Some(id) = &current else { continue };
        for after in line.split('$').skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            messages.get_mut(id).expect("the current message is known").insert(name);
        }
    }
    messages
}

/// The variants of the one enum `name` in a source laid out by rustfmt.
fn variants(source: &str, name: &str) -> BTreeSet<String> {
    source
        .lines()
        .skip_while(|line| *line != format!("pub enum {name} {{"))
        .skip(1)
        .take_while(|line| *line != "}")
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect())
        .collect()
}

fn variant_of(phrase: &impl std::fmt::Debug) -> String {
    format!("{phrase:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    for (vi, en) in VI.into_iter().zip(EN) {
        assert_eq!(messages(vi), messages(en));
    }
}

#[test]
fn every_phrase_has_a_sample() {
    let talk: BTreeSet<String> = talk::samples().iter().map(variant_of).collect();
    assert_eq!(variants(include_str!("../../src/phrase/talk.rs"), "Talk"), talk);
    let desk: BTreeSet<String> = desk::samples().iter().map(variant_of).collect();
    assert_eq!(variants(include_str!("../../src/phrase/desk.rs"), "Desk"), desk);
    let campaign: BTreeSet<String> = campaign::samples().iter().map(variant_of).collect();
    assert_eq!(variants(include_str!("../../src/phrase/campaign.rs"), "Campaign"), campaign);
    let settings: BTreeSet<String> = settings::samples().iter().map(variant_of).collect();
    assert_eq!(variants(include_str!("../../src/phrase/settings.rs"), "Settings"), settings);
    let own_data: BTreeSet<String> = own_data::samples().iter().map(variant_of).collect();
    assert_eq!(variants(include_str!("../../src/phrase/own_data.rs"), "OwnData"), own_data);
    let publicity: BTreeSet<String> = publicity::samples().iter().map(variant_of).collect();
    assert_eq!(variants(include_str!("../../src/phrase/publicity.rs"), "Publicity"), publicity);
}

#[test]
fn every_phrase_renders_in_both_languages() {
    // A part that cannot be rendered stands as its id, so that nobody is left without an answer.
    let ids: Vec<String> = VI.into_iter().flat_map(|source| messages(source).into_keys()).collect();
    for phrase in samples() {
        for locale in Locale::ALL {
            let words = i18n::try_render(locale, &phrase).expect("it renders");
            assert!(!words.trim().is_empty(), "{phrase:?}");
            let bare = ids.iter().find(|id| id.contains('-') && words.contains(*id));
            assert_eq!(bare, None, "{words}");
        }
    }
}

#[test]
fn every_message_is_named_somewhere() {
    let sources = naming(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n"));
    for id in VI.into_iter().flat_map(|source| messages(source).into_keys()) {
        assert!(sources.contains(&format!("\"{id}\"")), "{id} is never used");
    }
}

#[test]
fn what_people_typed_cannot_become_markup() {
    let phrase =
        Phrase::Talk(sangkien::phrase::talk::Talk::Apology { number: "<b>&</b>".to_owned() });
    let words = i18n::render(Locale::Vi, &phrase);
    assert!(words.contains("&lt;b&gt;&amp;&lt;/b&gt;"), "{words}");
}

const PAGE: [&str; 2] =
    [include_str!("../../locales/vi/page.ftl"), include_str!("../../locales/en/page.ftl")];

#[test]
fn the_page_is_complete_in_both_languages() {
    let [vi, en] = PAGE.map(messages);
    assert_eq!(vi, en);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = naming(&root.join("web")) + &naming(&root.join("app"));
    for (id, variables) in &vi {
        assert!(sources.contains(&format!("\"{id}\"")), "{id} is never used");
        let args: Vec<(&str, &str)> = variables.iter().map(|name| (name.as_str(), "7")).collect();
        for locale in Locale::ALL {
            let words = i18n::page::try_words(locale, id, &args);
            assert!(matches!(&words, Ok(words) if !words.trim().is_empty()), "{words:?}");
        }
    }
}
