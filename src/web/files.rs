//! Files behind links that nobody can guess and that end: for readers whose chat takes no files.
//!
//! Zalo fetches a picture several times before it shows it, and phones ask for films in parts,
//! so a link may be used as often as one likes until it ends. Only its hash is known here.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::future::BoxFuture;
use tracing::{info, warn};

use crate::domain::Locale;
use crate::domain::dossier::Written;
use crate::files::FileStore;
use crate::i18n;
use crate::phrase::desk::Desk;
use crate::store::file::Kept;
use crate::telemetry::metric;

/// Seconds after which somebody is asked to come again.
const RETRY_AFTER: &str = "30";

/// What a file may do in a browser: be shown, and nothing else.
const POLICY: &str = "default-src 'none'; img-src 'self'; media-src 'self'; \
     style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// Finds what a link's token leads to, where the link is good.
pub type Find =
    Arc<dyn Fn(String) -> BoxFuture<'static, Result<Option<Linked>, Away>> + Send + Sync>;

/// What a link leads to.
#[derive(Clone, PartialEq, Eq)]
pub enum Linked {
    /// A file that somebody has sent.
    File(Kept),
    /// A person's own data, written this instant.
    Copy(Written),
}

/// Whether a link is good cannot be told now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Away;

/// What serves files.
#[derive(Clone)]
pub struct Files {
    find: Find,
    store: FileStore,
}

impl Files {
    /// Serves the files that `find` knows from `store`.
    #[must_use]
    pub fn new(find: Find, store: FileStore) -> Self {
        Self { find, store }
    }
}

pub(super) fn router(files: Files) -> Router {
    Router::new().route("/tep/{token}", get(show)).with_state(files)
}

async fn show(
    State(files): State<Files>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    match (files.find)(token).await {
        Ok(Some(Linked::Copy(copy))) => hand_over(copy),
        Ok(Some(Linked::File(kept))) => serve(&files.store, &kept, &headers).await,
        Ok(None) => say(StatusCode::NOT_FOUND, Desk::LinkEnded),
        Err(Away) => later(),
    }
}

fn hand_over(copy: Written) -> Response {
    metrics::counter!(metric::FILE_LINKS_READ).increment(1);
    let saved = format!("attachment; filename={}", copy.name);
    let headers = [
        (header::CONTENT_TYPE, copy.form.media_type()),
        (header::CONTENT_DISPOSITION, saved.as_str()),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, copy.content).into_response()
}

async fn serve(store: &FileStore, kept: &Kept, headers: &HeaderMap) -> Response {
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let (status, range) = match asked.map_or(Asked::Whole, |range| read_range(range, kept.size)) {
        Asked::Whole => (StatusCode::OK, 0..kept.size),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Nothing => {
            let all = format!("bytes */{}", kept.size);
            return (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, all)])
                .into_response();
        }
    };
    let content = match store.read(&kept.hash, range.clone()).await {
        Ok(content) => content,
        Err(error) => {
            warn!(%error, file = kept.id, "A file could not be read for a link");
            return later();
        }
    };
    info!(file = kept.id, first = range.start, "A file is read by its link");
    metrics::counter!(metric::FILE_LINKS_READ).increment(1);
    let mut response = Response::new(Body::from_stream(content));
    *response.status_mut() = status;
    let mut set = |name, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kept.media_type.clone());
    set(header::CONTENT_LENGTH, (range.end - range.start).to_string());
    set(header::CONTENT_DISPOSITION, disposition(kept));
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::CONTENT_SECURITY_POLICY, POLICY.to_owned());
    if status == StatusCode::PARTIAL_CONTENT {
        let part = format!("bytes {}-{}/{}", range.start, range.end - 1, kept.size);
        set(header::CONTENT_RANGE, part);
    }
    response
}

/// What part of a file somebody asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Asked {
    Whole,
    Part(Range<u64>),
    /// A part that is not there.
    Nothing,
}

/// Reads `bytes=first-last` (RFC 9110, section 14). What is not understood, or asks for several
/// parts, gets the whole, as the standard allows.
fn read_range(range: &str, size: u64) -> Asked {
    let part = range.strip_prefix("bytes=").and_then(|range| range.split_once('-'));
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (first, last) = match part {
        Some(("", last)) => match number(last) {
            Some(last) => (size.saturating_sub(last), size),
            None => return Asked::Whole,
        },
        Some((first, "")) => match number(first) {
            Some(first) => (first, size),
            None => return Asked::Whole,
        },
        Some((first, last)) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => (first, last.saturating_add(1).min(size)),
            _ => return Asked::Whole,
        },
        None => return Asked::Whole,
    };
    if first < last { Asked::Part(first..last) } else { Asked::Nothing }
}

/// Pictures, sounds and films are shown; anything else is saved, under its own name.
fn disposition(kept: &Kept) -> String {
    let shown = ["image/", "audio/", "video/"].iter().any(|kind| kept.media_type.starts_with(kind));
    let how = if shown { "inline" } else { "attachment" };
    let name = kept.name.as_deref().unwrap_or_default();
    let mut written = String::new();
    for byte in name.bytes().take(400) {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            written.push(char::from(byte));
        } else {
            let _ = write!(written, "%{byte:02X}");
        }
    }
    if written.is_empty() { how.to_owned() } else { format!("{how}; filename*=UTF-8''{written}") }
}

fn later() -> Response {
    let mut response = say(StatusCode::SERVICE_UNAVAILABLE, Desk::FilesLate);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
    response
}

/// Whoever opens a link has no language that we know, so both are said.
fn say(status: StatusCode, what: Desk) -> Response {
    let what = what.into();
    let words = Locale::ALL.map(|locale| i18n::render(locale, &what));
    (status, words.join("\n\n") + "\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_was_asked_for() {
        for (range, part) in [
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=2-", Asked::Part(2..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-30", Asked::Part(0..10)),
            ("bytes=8-99", Asked::Part(8..10)),
            ("bytes=10-", Asked::Nothing),
            ("bytes=-0", Asked::Nothing),
            ("bytes=5-4", Asked::Whole),
            ("bytes=0-1,4-5", Asked::Whole),
            ("bytes=99999999999999999999-", Asked::Whole),
            ("lines=0-1", Asked::Whole),
            ("", Asked::Whole),
        ] {
            assert_eq!(read_range(range, 10), part, "{range}");
        }
    }
}
