//! The results on one page.

use maud::{Markup, html};

use super::chart;
use super::method;
use super::place::Place;
use super::words::Words;
use super::written;
use crate::i18n::figures;
use crate::web::league::{Order, Query, Standing};
use crate::web::results::{FEW, Results, Row, Table};

/// What the page of results is made of.
pub struct Home<'a> {
    pub results: &'a Results,
    /// The first of the units just below the root.
    pub standing: &'a Standing,
    /// Where a worker submits.
    pub chat: Option<&'a str>,
}

/// How many units of the league are shown here.
const LEADERS: usize = 10;

pub fn main(words: Words, home: &Home) -> Markup {
    let results = home.results;
    html! {
        (headline(words, results, home.chat))
        div.inside {
            section aria-labelledby="days" {
                h2 #days { (words.say("days-title")) }
                (chart::days(words, &results.days))
            }
            @if !results.phases.is_empty() { (phases(words, results)) }
            (leaders(words, home.standing))
            (provinces(words, results))
            div.pair {
                (table(words, "groups-title", "groups", results.table(Table::Groups)))
                (table(words, "kinds-title", "kinds", results.table(Table::Kinds)))
            }
            @if !results.clusters.is_empty() {
                (table(words, "clusters-title", "clusters", results.table(Table::Clusters)))
            }
            (milestones(words, results))
            (trust(words, results))
        }
    }
}

/// The three official measures, always together, and what goes with them.
fn headline(words: Words, results: &Results, chat: Option<&str>) -> Markup {
    let locale = words.locale;
    let total = &results.total;
    let reached = total.per_mille().unwrap_or(0).clamp(0, 1_000);
    let as_of = results.as_of.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    html! {
        section #headline.headline aria-labelledby="title" {
            div.inside {
                h1 #title { (results.campaign) }
                dl.three {
                    div {
                        dt { (words.say("entered")) }
                        dd data-live="entered" { (figures::count(locale, total.entered)) }
                    }
                    div.first {
                        dt { (words.say("valid")) }
                        dd data-live="valid" { (written::number(locale, total.valid)) }
                    }
                    @if total.target.is_some() {
                        div {
                            dt { (words.say("of-target")) }
                            dd data-live="percent" { (written::percent(locale, total.per_mille())) }
                        }
                    }
                }
                @if let Some(target) = total.target {
                    svg.progress viewBox="0 0 1000 10" preserveAspectRatio="none" role="img"
                        aria-label=(words.with("progress-told", &[
                            ("percent", &written::percent(locale, total.per_mille())),
                            ("target", &figures::count(locale, target)),
                        ])) {
                        rect.all width="1000" height="10" {}
                        rect.done data-live="bar" width=(reached) height="10" {}
                    }
                    p.target {
                        (words.with("target-is", &[("target", &figures::count(locale, target))]))
                    }
                }
                dl.more {
                    div {
                        dt { (words.say("people")) }
                        dd data-live="people" { (written::number(locale, total.people)) }
                    }
                    div {
                        dt { (words.say("declared")) }
                        dd data-live="declared" { (written::money(locale, total.declared)) }
                    }
                    div {
                        dt { (words.say("verified")) }
                        dd data-live="verified" { (written::money(locale, total.verified)) }
                    }
                }
                p.asof {
                    span.light aria-hidden="true" {}
                    (words.say("as-of")) " "
                    time data-live="as_of" datetime=(as_of) { (figures::moment(results.as_of)) }
                    ". " (words.say("lag"))
                    button #pause type="button" hidden aria-pressed="false" {
                        (words.say("pause"))
                    }
                }
                @if let Some(chat) = chat {
                    p { a.button href=(chat) { (words.say("submit")) } }
                }
            }
        }
    }
}

fn phases(words: Words, results: &Results) -> Markup {
    html! {
        section aria-labelledby="phases" {
            h2 #phases { (words.say("phases-title")) }
            div.wide tabindex="0" role="group" aria-labelledby="phases" {
                table {
                    thead { tr {
                        th scope="col" { (words.say("phase")) }
                        th scope="col" { (words.say("entries-taken")) }
                        th.n scope="col" { (words.say("target")) }
                        (chart::measures_head(words, true))
                    } }
                    tbody {
                        @for phase in &results.phases {
                            tr {
                                th scope="row" { (phase.row.name(words.locale)) }
                                td {
                                    (figures::day_of(phase.opens_at)) " – "
                                    // The instant is the first one after.
                                    (figures::day_of(phase.closes_at - chrono::TimeDelta::seconds(1)))
                                }
                                td.n { (written::number(words.locale, phase.row.shown.target)) }
                                (chart::numbers(words, &phase.row.shown, true))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn leaders(words: Words, standing: &Standing) -> Markup {
    html! {
        section aria-labelledby="leaders" {
            h2 #leaders { (words.say("leaders-title")) }
            form.search role="search" action=(Place::League.path(words.locale)) {
                label.unseen for="unit" { (words.say("find-unit")) }
                input #unit type="search" name="q" maxlength="100" autocomplete="off"
                    placeholder=(words.say("find-unit"));
                button type="submit" { (words.say("find")) }
            }
            (super::league::table(words, standing, LEADERS, &Query::default()))
            p.note {
                a href=(Place::League.path(words.locale)) {
                    (words.with("league-whole", &[
                        ("units", &figures::count(words.locale, standing.total as i64)),
                    ]))
                }
            }
        }
    }
}

/// Both lists of provinces; which one is shown is chosen without a script.
fn provinces(words: Words, results: &Results) -> Markup {
    let title = words.say("provinces-title");
    html! {
        section.switch aria-labelledby="provinces" {
            h2 #provinces { (title) }
            fieldset {
                legend.unseen { (words.say("provinces-which")) }
                input #now type="radio" name="provinces" checked;
                label for="now" { (words.say("provinces-now")) }
                input #before type="radio" name="provinces";
                label for="before" { (words.say("provinces-before")) }
            }
            div.now { (chart::bars(words, &words.say("provinces-now"), &results.provinces_now)) }
            div.before {
                p.note { (words.say("provinces-before-note")) }
                (chart::bars(words, &words.say("provinces-before"), &results.provinces_before))
            }
        }
    }
}

fn table(words: Words, title: &str, id: &str, rows: &[Row]) -> Markup {
    let title = words.say(title);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            (chart::bars(words, &title, rows))
        }
    }
}

fn milestones(words: Words, results: &Results) -> Markup {
    html! {
        @if !results.milestones.is_empty() {
            section aria-labelledby="milestones" {
                h2 #milestones { (words.say("milestones-title")) }
                ol.milestones {
                    @for milestone in &results.milestones {
                        li {
                            strong {
                                (words.with("number", &[
                                    ("number", &figures::count(words.locale, milestone.number)),
                                ]))
                            }
                            " " time datetime=(milestone.at.to_rfc3339()) {
                                (figures::instant(milestone.at))
                            }
                            @if let Some(unit) = &milestone.unit { span { (unit) } }
                        }
                    }
                }
            }
        }
    }
}

fn trust(words: Words, results: &Results) -> Markup {
    html! {
        section.trust aria-labelledby="trust" {
            h2 #trust { (words.say("trust-title")) }
            p { (words.say("trust")) }
            p { (words.with("few", &[("few", &FEW.to_string())])) }
            (method::newest_seal(words, results))
            p { a href=(Place::Method.path(words.locale)) { (words.say("method-more")) } }
        }
    }
}

/// What the home page shows of the league.
pub fn leaders_query() -> Query {
    Query { order: Order::Valid, ..Query::default() }
}
