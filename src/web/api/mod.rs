//! The open data: every table of the page as JSON and as CSV, described by an `OpenAPI` document,
//! and the headline as a picture.

#![expect(clippy::needless_pass_by_value, reason = "axum hands what it extracts over by value")]

mod badge;
mod picture;
mod sheet;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use self::sheet::Sheet;
use super::answer::Answer;
use super::edition::Edition;
use super::gallery;
use super::league::pages;
use super::limit;
use super::page::Asked;
use super::results::{Results, Table};
use super::site::{Newest, Site};
use crate::domain::Locale;

/// What can be asked, and what is answered.
pub const OPENAPI: &str = include_str!("openapi.json");

const JSON: &str = "application/json; charset=utf-8";
const CSV: &str = "text/csv; charset=utf-8";

/// Whoever asks again within this many seconds has the answer already.
const FRESH: &str = "public, max-age=2";

/// A picture on somebody else's page need not be newer than a minute.
const PICTURE: &str = "public, max-age=60";

/// In which form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
}

impl Form {
    const ALL: [Self; 2] = [Self::Json, Self::Csv];

    fn path(self, table: &str) -> String {
        match self {
            Self::Json => format!("/api/v1/{table}"),
            Self::Csv => format!("/api/v1/{table}.csv"),
        }
    }

    fn answer(self, sheet: &Sheet) -> Answer {
        match self {
            Self::Json => Answer::new(JSON, FRESH, sheet.json()),
            Self::Csv => Answer::new(CSV, FRESH, sheet.csv()),
        }
    }
}

/// A table that is made of the results alone.
type Make = fn(&Results) -> Sheet;

const TABLES: [(&str, Make); 9] = [
    ("days", Sheet::days),
    ("phases", Sheet::phases),
    ("milestones", Sheet::milestones),
    ("seals", Sheet::seals),
    (Table::Provinces.name(), |results| Sheet::table(results, Table::Provinces)),
    (Table::ProvincesBefore.name(), |results| Sheet::table(results, Table::ProvincesBefore)),
    (Table::Kinds.name(), |results| Sheet::table(results, Table::Kinds)),
    (Table::Groups.name(), |results| Sheet::table(results, Table::Groups)),
    (Table::Clusters.name(), |results| Sheet::table(results, Table::Clusters)),
];

pub(super) fn router(site: Site) -> Router {
    // The page itself asks for the headline where it cannot listen; it is ready and costs nothing.
    let mut free = Router::new().route("/api/v1/headline", get(headline));
    for (locale, path) in [(Locale::Vi, "/badge.svg"), (Locale::En, "/en/badge.svg")] {
        free = free.route(path, get(async move |newest, headers| badge(locale, newest, headers)));
    }
    for locale in Locale::ALL {
        free = free.route(
            picture_path(locale),
            get(move |site, newest, headers| picture(locale, site, newest, headers)),
        );
    }
    let mut held = Router::new().route("/api/v1/openapi.json", get(openapi));
    held = held.route("/api/v1/proof", get(proof));
    for form in Form::ALL {
        for (name, make) in TABLES {
            held = held.route(
                &form.path(name),
                get(async move |newest, headers| table(form, name, make, newest, headers)),
            );
        }
        held = held
            .route(
                &form.path("units"),
                get(async move |newest, query, headers| units(form, newest, query, headers)),
            )
            .route(
                &form.path("initiatives"),
                get(move |site, newest, query, headers| {
                    initiatives(form, site, newest, query, headers)
                }),
            );
    }
    let held = held.layer(middleware::from_fn_with_state(site.limit.clone(), limit::hold));
    free.merge(held)
        .method_not_allowed_fallback(preflight)
        .layer(middleware::map_response(for_everybody))
        .with_state(site)
}

/// Any page may read the answers, tags included.
async fn for_everybody(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "etag, retry-after"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

/// A browser asks before it shows a tag from another page. Everything but GET is refused.
async fn preflight(method: axum::http::Method) -> Response {
    if method != axum::http::Method::OPTIONS {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "if-none-match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

async fn headline(Newest(edition): Newest, headers: HeaderMap) -> Response {
    let make = |edition: &Edition| Answer::new(JSON, FRESH, edition.headline().to_string());
    edition.answer("headline", make).to(&headers)
}

fn badge(locale: Locale, Newest(edition): Newest, headers: HeaderMap) -> Response {
    let name = format!("badge {}", locale.code());
    let make = |edition: &Edition| {
        Answer::new("image/svg+xml", PICTURE, badge::svg(locale, &edition.results))
    };
    edition.answer(&name, make).to(&headers)
}

/// Where the results lie as a picture. Messages of the chat name these addresses too.
pub(super) const fn picture_path(locale: Locale) -> &'static str {
    match locale {
        Locale::Vi => "/thong-ke.png",
        Locale::En => "/en/thong-ke.png",
    }
}

async fn picture(
    locale: Locale,
    State(site): State<Site>,
    Newest(edition): Newest,
    headers: HeaderMap,
) -> Response {
    match site.album.png(&picture::words(locale, &edition.results)).await {
        Some(png) => Answer::compressed("image/png", PICTURE, png).to(&headers),
        None => no(StatusCode::SERVICE_UNAVAILABLE, "busy; please come again in a moment"),
    }
}

async fn openapi(headers: HeaderMap) -> Response {
    Answer::new(JSON, "public, max-age=3600", OPENAPI).to(&headers)
}

fn table(
    form: Form,
    name: &'static str,
    make: Make,
    Newest(edition): Newest,
    headers: HeaderMap,
) -> Response {
    edition.answer(&form.path(name), |edition| form.answer(&make(&edition.results))).to(&headers)
}

fn units(
    form: Form,
    Newest(edition): Newest,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let query = asked.league();
    match (edition.league)(&query) {
        Some(standing) if query.page < pages(standing.total) => {
            form.answer(&Sheet::units(edition.results.as_of, &standing, query.page)).to(&headers)
        }
        Some(_) => no(StatusCode::NOT_FOUND, "there is no such page"),
        None => no(StatusCode::NOT_FOUND, "there is no such unit"),
    }
}

async fn initiatives(
    form: Form,
    State(site): State<Site>,
    Newest(edition): Newest,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let page = asked.page();
    if page > gallery::LAST_PAGE {
        return no(StatusCode::NOT_FOUND, "there is no such page");
    }
    let as_of = edition.results.as_of;
    match (site.gallery.find)(gallery::Query { typed: asked.typed(), page }).await {
        Ok(shelf) => form.answer(&Sheet::initiatives(as_of, &shelf, page)).to(&headers),
        Err(_) => no(StatusCode::SERVICE_UNAVAILABLE, "busy; please come again in a moment"),
    }
}

/// A receipt with its proof, for whoever holds the receipt.
async fn proof(
    State(site): State<Site>,
    Query(asked): Query<super::proof::Asked>,
    headers: HeaderMap,
) -> Response {
    let Some(held) = asked.receipt() else {
        return no(StatusCode::BAD_REQUEST, "there is no whole receipt in it");
    };
    match (site.prove)(held).await {
        Ok(Some(receipt)) => Answer::new(JSON, "no-cache", receipt.to_json()).to(&headers),
        Ok(None) => no(StatusCode::NOT_FOUND, "nothing like it was written down"),
        Err(_) => no(StatusCode::SERVICE_UNAVAILABLE, "busy; please come again in a moment"),
    }
}

fn no(status: StatusCode, why: &'static str) -> Response {
    let body = serde_json::json!({ "error": why }).to_string();
    (status, [(header::CONTENT_TYPE, JSON)], body).into_response()
}
