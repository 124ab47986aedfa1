//! The public page: the results, the league table, the gallery, and how the numbers are made.
//!
//! A page is made once for each edition and language and then only handed out. What people type
//! is answered anew each time, under [`limit`].

#![expect(clippy::needless_pass_by_value, reason = "axum hands what it extracts over by value")]

mod chart;
mod gallery;
mod home;
mod layout;
mod league;
mod method;
mod place;
mod proof;
mod words;
mod written;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use self::layout::Head;
use self::place::Place;
use self::words::Words;
use super::answer::Answer;
use super::edition::Edition;
use super::league::{Among, Order, Query as LeagueQuery, Standing, pages};
use super::site::{Newest, Site};
use super::{assets, limit};
use crate::domain::Locale;
use crate::vietnamese::{Reading, code};

const HTML: &str = "text/html; charset=utf-8";

/// A browser asks each time whether the page has changed, and a proxy may answer for a moment.
const FRESH: &str = "public, max-age=2";

/// What is looked up for one person.
const ASKED: &str = "no-cache";

/// Longest text that is searched for, in letters.
const LONGEST: usize = 100;

pub(super) fn router(site: Site) -> Router {
    let mut fixed = Router::new().merge(assets::router()).route("/live", get(live));
    let mut asked = Router::new();
    for locale in Locale::ALL {
        let words = Words { locale };
        let path = |place: Place| place.path(locale);
        fixed = fixed
            .route(
                &path(Place::Home),
                get(async move |site, newest, headers| home(words, site, newest, headers)),
            )
            .route(
                &path(Place::Method),
                get(async move |site, newest, headers| method(words, site, newest, headers)),
            )
            .route(
                &path(Place::Data),
                get(async move |site, newest, headers| data(words, site, newest, headers)),
            );
        asked = asked
            .route(
                &path(Place::League),
                get(async move |site, newest, query, headers| {
                    league_page(words, site, newest, query, headers)
                }),
            )
            .route(
                &path(Place::Gallery),
                get(move |site, query, headers| gallery_page(words, site, query, headers)),
            )
            .route(
                &path(Place::Proof),
                get(move |site, query, headers| proof_page(words, site, query, headers)),
            )
            .route(
                &format!("{}/{{code}}", path(Place::Gallery)),
                get(move |site, path, headers| initiative_page(words, site, path, headers)),
            );
    }
    let asked = asked.layer(middleware::from_fn_with_state(site.limit.clone(), limit::hold));
    fixed
        .merge(asked)
        .route("/robots.txt", get(async || "User-agent: *\nDisallow: /live\n"))
        .layer(middleware::map_response(with_page_headers))
        .with_state(site)
}

/// A page loads its own files and nothing else, and stands in nobody's frame.
async fn with_page_headers(mut response: Response) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
        img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'";
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    response
}

async fn live(State(site): State<Site>) -> Response {
    site.hall.listen()
}

fn html(words: Words, head: &Head, main: &Markup, cache: &'static str) -> Answer {
    Answer::new(HTML, cache, layout::page(words, head, main))
}

fn head<'a>(
    site: &'a Site,
    words: Words,
    place: Place,
    title: &str,
    description: &str,
) -> Head<'a> {
    Head {
        place,
        title: format!("{} · {}", words.say(title), words.say("brand")),
        description: words.say(description),
        address: site.address.as_deref(),
        live: false,
    }
}

fn home(
    words: Words,
    State(site): State<Site>,
    Newest(edition): Newest,
    headers: HeaderMap,
) -> Response {
    let name = format!("home {}", words.locale.code());
    let page = edition.answer(&name, |edition| {
        let standing = (edition.league)(&home::leaders_query()).unwrap_or_default();
        let results = &edition.results;
        let chat = site.chat.as_deref();
        let main = home::main(words, &home::Home { results, standing: &standing, chat });
        let total = &results.total;
        let head = Head {
            title: format!("{} · {}", results.campaign, words.say("results")),
            description: words.with(
                "home-description",
                &[
                    ("entered", &crate::i18n::figures::count(words.locale, total.entered)),
                    ("valid", &written::number(words.locale, total.valid)),
                ],
            ),
            live: true,
            ..head(&site, words, Place::Home, "results", "results")
        };
        html(words, &head, &main, FRESH)
    });
    page.to(&headers)
}

fn method(
    words: Words,
    State(site): State<Site>,
    Newest(edition): Newest,
    headers: HeaderMap,
) -> Response {
    let name = format!("method {}", words.locale.code());
    let page = edition.answer(&name, |edition| {
        let head = head(&site, words, Place::Method, "method-title", "method-lead");
        html(words, &head, &method::method(words, &edition.results), FRESH)
    });
    page.to(&headers)
}

fn data(
    words: Words,
    State(site): State<Site>,
    Newest(edition): Newest,
    headers: HeaderMap,
) -> Response {
    let name = format!("data {}", words.locale.code());
    let page = edition.answer(&name, |_| {
        let head = head(&site, words, Place::Data, "data-title", "data-lead");
        html(words, &head, &method::data(words), FRESH)
    });
    page.to(&headers)
}

/// What can stand behind the question mark. Every value is a text: a number that does not read
/// is no reason to refuse a person a page.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    unit: String,
    all: String,
    order: String,
    page: String,
}

impl Asked {
    pub(super) fn typed(&self) -> String {
        self.q.trim().chars().take(LONGEST).collect()
    }

    /// From 0; an address says it from 1.
    pub(super) fn page(&self) -> usize {
        self.page.parse::<usize>().unwrap_or(1).max(1) - 1
    }

    pub(super) fn league(&self) -> LeagueQuery {
        let typed = self.typed();
        let among = if !typed.is_empty() {
            Among::Found(typed)
        } else if !self.unit.is_empty() {
            Among::Below(self.unit.chars().take(LONGEST).collect())
        } else if !self.all.is_empty() {
            Among::All
        } else {
            Among::Top
        };
        let order = Order::from_name(&self.order).unwrap_or_default();
        LeagueQuery { among, order, page: self.page() }
    }
}

fn league_page(
    words: Words,
    State(site): State<Site>,
    Newest(edition): Newest,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let query = asked.league();
    let make = |edition: &Edition| -> Option<Answer> {
        let standing: Standing = (edition.league)(&query)?;
        if query.page >= pages(standing.total) {
            return None;
        }
        let head = head(&site, words, Place::League, "league-title", "league-lead");
        Some(html(words, &head, &league::main(words, &query, &standing), FRESH))
    };
    let page = make(&edition);
    match page {
        Some(page) => page.to(&headers),
        None => sorry(words, StatusCode::NOT_FOUND),
    }
}

async fn gallery_page(
    words: Words,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let typed = asked.typed();
    // Whoever types a code is looking for that one.
    if let Reading::Read(code) = code::read(&typed) {
        return Redirect::to(&Place::Initiative(code).path(words.locale)).into_response();
    }
    let page = asked.page().min(super::gallery::LAST_PAGE);
    let query = super::gallery::Query { typed, page };
    match (site.gallery.find)(query.clone()).await {
        Ok(shelf) => {
            let head = head(&site, words, Place::Gallery, "gallery-title", "gallery-lead");
            html(words, &head, &gallery::list(words, &query, &shelf), ASKED).to(&headers)
        }
        Err(_) => sorry(words, StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn initiative_page(
    words: Words,
    State(site): State<Site>,
    Path(typed): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Reading::Read(code) = code::read(&typed) else {
        return sorry(words, StatusCode::NOT_FOUND);
    };
    match (site.gallery.get)(code).await {
        Ok(Some(entry)) => {
            let head = Head {
                place: Place::Initiative(code),
                title: entry.title.clone(),
                description: gallery::brief(&entry.summary),
                address: site.address.as_deref(),
                live: false,
            };
            html(words, &head, &gallery::one(words, &entry), ASKED).to(&headers)
        }
        Ok(None) => sorry(words, StatusCode::NOT_FOUND),
        Err(_) => sorry(words, StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn proof_page(
    words: Words,
    State(site): State<Site>,
    Query(asked): Query<super::proof::Asked>,
    headers: HeaderMap,
) -> Response {
    let verdict = match asked.receipt() {
        None if asked.is_empty() => proof::Verdict::Asking,
        None => proof::Verdict::Unread,
        Some(held) => match (site.prove)(held).await {
            Ok(None) => proof::Verdict::Unknown,
            Ok(Some(receipt)) => proof::Verdict::Written(Box::new(receipt)),
            Err(_) => return sorry(words, StatusCode::SERVICE_UNAVAILABLE),
        },
    };
    let head = head(&site, words, Place::Proof, "proof-title", "proof-lead");
    html(words, &head, &proof::main(words, &verdict), ASKED).to(&headers)
}

fn sorry(words: Words, status: StatusCode) -> Response {
    let (title, text) = match status {
        StatusCode::NOT_FOUND => ("not-found", "not-found-text"),
        _ => ("busy", "busy-text"),
    };
    let page = layout::sorry(words, title, text, Place::Home);
    let mut response = Answer::new(HTML, ASKED, page).to(&HeaderMap::new());
    *response.status_mut() = status;
    response.headers_mut().remove(header::ETAG);
    response
}
