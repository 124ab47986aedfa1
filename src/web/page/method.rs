//! How the numbers are made, and how anybody can check them; what the open data are.

use maud::{Markup, html};

use super::place::Place;
use super::words::Words;
use crate::i18n::figures;
use crate::web::results::{FEW, Results, Table};

/// The questions of the page on method, each with its answer.
const QUESTIONS: [(&str, &str); 7] = [
    ("what-entered", "what-entered-answer"),
    ("what-valid", "what-valid-answer"),
    ("what-target", "what-target-answer"),
    ("what-people", "what-people-answer"),
    ("what-benefit", "what-benefit-answer"),
    ("what-hidden", "what-hidden-answer"),
    ("what-corrected", "what-corrected-answer"),
];

pub fn method(words: Words, results: &Results) -> Markup {
    let few = FEW.to_string();
    html! {
        div.inside {
            section.page.prose aria-labelledby="title" {
                h1 #title { (words.say("method-title")) }
                p { (words.say("method-lead")) }
                @for (question, answer) in QUESTIONS {
                    h2 { (words.say(question)) }
                    p { (words.with(answer, &[("few", &few)])) }
                }
                h2 #seal { (words.say("seal-title")) }
                p { (words.say("seal-text")) }
                (newest_seal(words, results))
                h2 #verify { (words.say("verify-title")) }
                p { (words.say("verify-text")) }
                pre tabindex="0" { code { "sangkien verify-receipt bienlai.txt" } }
                p { a href=(Place::Proof.path(words.locale)) { (words.say("proof-here")) } }
            }
        }
    }
}

/// The seal of the last day that is over, where there is one.
pub fn newest_seal(words: Words, results: &Results) -> Markup {
    html! {
        @if let Some(seal) = results.seals.first() {
            p {
                (words.with("seal", &[
                    ("day", &figures::day(seal.day)),
                    ("events", &figures::count(words.locale, seal.events)),
                ]))
                br;
                code { (seal.hash()) }
            }
        }
    }
}

pub fn data(words: Words) -> Markup {
    let tables = Table::ALL.map(Table::name);
    html! {
        div.inside {
            section.page.prose aria-labelledby="title" {
                h1 #title { (words.say("data-title")) }
                p { (words.say("data-lead")) }
                ul {
                    @for table in ["headline", "days", "phases"].into_iter().chain(tables)
                        .chain(["units", "initiatives", "milestones", "seals"])
                    {
                        li {
                            code { (table) } " "
                            a href={ "/api/v1/" (table) } { "JSON" }
                            @if table != "headline" {
                                " · " a href={ "/api/v1/" (table) ".csv" } { "CSV" }
                            }
                        }
                    }
                }
                p { a href="/api/v1/openapi.json" { "OpenAPI" } }
                p { (words.say("data-rules")) }
                h2 { (words.say("badge-title")) }
                p { (words.say("badge-text")) }
                p { img src="/badge.svg" alt=(words.say("badge-alt")) width="280" height="64"; }
            }
        }
    }
}
