//! Checking a receipt.

use maud::{Markup, html};

use super::place::Place;
use super::words::Words;
use crate::domain::seal::Receipt;
use crate::i18n::figures;
use crate::vietnamese::code::Code;
use crate::web::proof::LONGEST;

/// What becomes of a receipt.
pub enum Verdict {
    /// Nothing was typed yet.
    Asking,
    /// There is no receipt in what was typed.
    Unread,
    /// Nothing like it was written down.
    Unknown,
    /// It was written down so; with the proof as it is today.
    Written(Box<Receipt>),
}

pub fn main(words: Words, verdict: &Verdict) -> Markup {
    html! {
        div.inside {
            section.page.prose aria-labelledby="title" {
                h1 #title { (words.say("proof-title")) }
                p { (words.say("proof-lead")) }
                @match verdict {
                    Verdict::Asking => {}
                    Verdict::Unread => p.verdict.bad role="status" { (words.say("proof-unread")) },
                    Verdict::Unknown => p.verdict.bad role="status" { (words.say("proof-unknown")) },
                    Verdict::Written(receipt) => (written(words, receipt)),
                }
                form.receipt action=(Place::Proof.path(words.locale)) {
                    label for="receipt" { (words.say("proof-paste")) }
                    textarea #receipt name="receipt" rows="6" maxlength=(LONGEST) required
                        spellcheck="false" autocomplete="off" {}
                    button type="submit" { (words.say("proof-check")) }
                }
                p.note {
                    a href={ (Place::Method.path(words.locale)) "#verify" } { (words.say("proof-offline")) }
                }
            }
        }
    }
}

fn written(words: Words, receipt: &Receipt) -> Markup {
    let code = Code::from(receipt.initiative).to_string();
    let at = figures::moment(receipt.at);
    html! {
        p.verdict.good role="status" {
            (words.with("proof-written", &[("code", &code), ("at", &at)])) " "
            @match &receipt.proof {
                None => (words.say("proof-not-sealed")),
                Some(proof) => (words.with("proof-sealed", &[("day", &figures::day(proof.seal.day))])),
            }
        }
        @if let Some(proof) = &receipt.proof {
            p { (words.say("proof-seal")) br; code { (proof.seal.hash()) } }
            details {
                summary { (words.say("proof-whole")) }
                pre tabindex="0" { code { (receipt.to_json()) } }
            }
        }
    }
}
