//! The initiatives whose authors agreed that they are shown.

use maud::{Markup, html};
use url::form_urlencoded;

use super::place::Place;
use super::words::Words;
use crate::i18n::{self, figures};
use crate::web::gallery::{Entry, Query, Shelf};

/// Letters of a summary in a list.
const BRIEF: usize = 220;

fn address(words: Words, typed: &str, page: usize) -> String {
    let mut asked = form_urlencoded::Serializer::new(String::new());
    if !typed.is_empty() {
        asked.append_pair("q", typed);
    }
    if page > 0 {
        asked.append_pair("page", &(page + 1).to_string());
    }
    let asked = asked.finish();
    let path = Place::Gallery.path(words.locale);
    if asked.is_empty() { path } else { format!("{path}?{asked}") }
}

pub fn list(words: Words, query: &Query, shelf: &Shelf) -> Markup {
    html! {
        div.inside {
            section.page aria-labelledby="title" {
                h1 #title { (words.say("gallery-title")) }
                p { (words.say("gallery-lead")) }
                form.search role="search" action=(Place::Gallery.path(words.locale)) {
                    label.unseen for="q" { (words.say("find-initiative")) }
                    input #q type="search" name="q" value=(query.typed) maxlength="100"
                        autocomplete="off" placeholder=(words.say("find-initiative"));
                    button type="submit" { (words.say("find")) }
                }
                @if shelf.entries.is_empty() {
                    p.empty {
                        (words.say(if query.typed.is_empty() { "gallery-empty" } else { "gallery-none" }))
                    }
                } @else {
                    ol.cards {
                        @for entry in &shelf.entries {
                            li {
                                h2 {
                                    a href=(Place::Initiative(entry.code).path(words.locale)) {
                                        (entry.title)
                                    }
                                }
                                (facts(words, entry))
                                p lang="vi" { (brief(&entry.summary)) }
                            }
                        }
                    }
                }
                @if query.page > 0 || shelf.more {
                    nav.paging aria-label=(words.say("paging")) {
                        @if query.page > 0 {
                            a rel="prev" href=(address(words, &query.typed, query.page - 1)) {
                                (words.say("earlier"))
                            }
                        }
                        @if shelf.more {
                            a rel="next" href=(address(words, &query.typed, query.page + 1)) {
                                (words.say("later"))
                            }
                        }
                    }
                }
            }
        }
    }
}

pub fn one(words: Words, entry: &Entry) -> Markup {
    html! {
        div.inside {
            article.page.prose {
                p.kind { (i18n::kind(words.locale, entry.kind)) }
                h1 lang="vi" { (entry.title) }
                (facts(words, entry))
                @for paragraph in entry.summary.split("\n\n") { p lang="vi" { (paragraph) } }
                p.note { (words.say("gallery-consent")) }
                p { a href=(Place::Gallery.path(words.locale)) { (words.say("gallery-back")) } }
            }
        }
    }
}

fn facts(words: Words, entry: &Entry) -> Markup {
    html! {
        p.facts {
            @if let Some(author) = &entry.author { span { (author) } }
            @if let Some(unit) = &entry.unit { span { (unit) } }
            span {
                (words.with("recognized-on", &[("day", &figures::day_of(entry.recognized_at))]))
            }
            code { (entry.code.to_string()) }
        }
    }
}

/// The beginning of a summary, cut at a word.
pub fn brief(summary: &str) -> String {
    let Some((end, _)) = summary.char_indices().nth(BRIEF) else { return summary.to_owned() };
    let cut = summary[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", summary[..cut].trim_end())
}
