//! The league table of units, searched and paged.

use maud::{Markup, html};
use url::form_urlencoded;

use super::chart;
use super::place::Place;
use super::words::Words;
use super::written;
use crate::i18n::figures;
use crate::web::league::{Among, Order, PAGE, Query, Standing, pages};

/// The address of a page of the table.
fn address(words: Words, query: &Query) -> String {
    let mut asked = form_urlencoded::Serializer::new(String::new());
    match &query.among {
        Among::Top => {}
        Among::Below(code) => drop(asked.append_pair("unit", code)),
        Among::All => drop(asked.append_pair("all", "1")),
        Among::Found(typed) => drop(asked.append_pair("q", typed)),
    }
    if query.order != Order::default() {
        asked.append_pair("order", query.order.name());
    }
    if query.page > 0 {
        asked.append_pair("page", &(query.page + 1).to_string());
    }
    let asked = asked.finish();
    let path = Place::League.path(words.locale);
    if asked.is_empty() { path } else { format!("{path}?{asked}") }
}

fn order_words(order: Order) -> &'static str {
    match order {
        Order::Valid => "order-valid",
        Order::Entered => "order-entered",
        Order::Target => "order-target",
        Order::Members => "order-members",
    }
}

pub fn main(words: Words, query: &Query, standing: &Standing) -> Markup {
    let typed = match &query.among {
        Among::Found(typed) => typed.as_str(),
        Among::Top | Among::Below(_) | Among::All => "",
    };
    let count = |number: usize| figures::count(words.locale, number as i64);
    html! {
        div.inside {
            section.page aria-labelledby="title" {
                h1 #title { (words.say("league-title")) }
                p { (words.say("league-lead")) }
                form.search role="search" action=(Place::League.path(words.locale)) {
                    label.unseen for="unit" { (words.say("find-unit")) }
                    input #unit type="search" name="q" value=(typed) maxlength="100"
                        autocomplete="off" placeholder=(words.say("find-unit"));
                    button type="submit" { (words.say("find")) }
                }
                nav.steps aria-label=(words.say("league-scope")) {
                    ul {
                        li {
                            a href=(address(words, &Query::default()))
                                aria-current=[(query.among == Among::Top).then_some("true")] {
                                (words.say("league-top"))
                            }
                        }
                        li {
                            a href=(address(words, &Query { among: Among::All, ..Query::default() }))
                                aria-current=[(query.among == Among::All).then_some("true")] {
                                (words.say("league-all"))
                            }
                        }
                        @for (code, name) in &standing.trail {
                            @let here = Among::Below(code.clone());
                            li {
                                a href=(address(words, &Query { among: here.clone(), ..Query::default() }))
                                    aria-current=[(query.among == here).then_some("true")] { (name) }
                            }
                        }
                    }
                }
                nav.steps aria-label=(words.say("order-by")) {
                    span { (words.say("order-by")) }
                    ul {
                        @for order in Order::ALL {
                            li {
                                a href=(address(words, &Query { order, page: 0, ..query.clone() }))
                                    aria-current=[(query.order == order).then_some("true")] {
                                    (words.say(order_words(order)))
                                }
                            }
                        }
                    }
                }
                @if standing.places.is_empty() {
                    p.empty { (words.say("no-unit")) }
                } @else {
                    p.note { (words.with("units-found", &[("units", &count(standing.total))])) }
                    (table(words, standing, PAGE, query))
                }
                (paging(words, query.page, pages(standing.total), |page| {
                    address(words, &Query { page, ..query.clone() })
                }))
                p.note { (words.say("ties")) }
            }
        }
    }
}

/// The first rows of the table.
pub fn table(words: Words, standing: &Standing, rows: usize, query: &Query) -> Markup {
    let places = &standing.places[..standing.places.len().min(rows)];
    let most = places.iter().map(|place| place.row.shown.entered).max().unwrap_or(0);
    let by_members = query.order == Order::Members;
    let with_path = matches!(query.among, Among::Found(_) | Among::All);
    html! {
        div.wide tabindex="0" role="group" aria-label=(words.say("league-title")) {
            table.bars {
                caption.unseen { (words.say("league-title")) }
                thead { tr {
                    th.n scope="col" { (words.say("rank")) }
                    th scope="col" { (words.say("unit")) }
                    @if by_members { th.n scope="col" { (words.say("per-thousand-short")) } }
                    (chart::measures_head(words, !by_members))
                } }
                tbody {
                    @for place in places {
                        tr {
                            td.n.rank {
                                @match place.rank {
                                    Some(rank) => (rank),
                                    None => (written::NOTHING),
                                }
                            }
                            th scope="row" {
                                @let name = place.row.name(words.locale);
                                @if place.has_units {
                                    a href=(address(words, &Query {
                                        among: Among::Below(place.row.code.clone()),
                                        ..Query::default()
                                    })) { (name) }
                                } @else { span { (name) } }
                                @if with_path && !place.path.is_empty() { small { (place.path) } }
                                (chart::bar(&place.row.shown, most))
                            }
                            @if by_members {
                                td.n { (written::tenths(words.locale, place.per_thousand())) }
                            }
                            (chart::numbers(words, &place.row.shown, !by_members))
                        }
                    }
                }
            }
        }
    }
}

/// The way to the pages before and after.
pub fn paging(
    words: Words,
    page: usize,
    pages: usize,
    address: impl Fn(usize) -> String,
) -> Markup {
    let count = |number: usize| figures::count(words.locale, number as i64);
    html! {
        @if pages > 1 {
            nav.paging aria-label=(words.say("paging")) {
                @if page > 0 { a rel="prev" href=(address(page - 1)) { (words.say("earlier")) } }
                span { (words.with("page-of", &[("page", &count(page + 1)), ("pages", &count(pages))])) }
                @if page + 1 < pages { a rel="next" href=(address(page + 1)) { (words.say("later")) } }
            }
        }
    }
}
