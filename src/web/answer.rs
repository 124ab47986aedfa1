//! An answer that is ready to be given many times: its bytes, the same compressed, and a tag by
//! which a browser that has it already is told so.

use std::io::Write as _;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// Shorter bodies do not gain by being compressed.
const WORTH_COMPRESSING: usize = 1_000;

/// How hard to compress: beyond it, the time grows and the size hardly shrinks.
const EFFORT: Compression = Compression::new(6);

/// A body with everything that is told about it.
#[derive(Clone, Debug)]
pub struct Answer {
    content_type: &'static str,
    cache: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
    tag: HeaderValue,
}

impl Answer {
    /// Prepares a body. `cache` is what `Cache-Control` says of it.
    #[must_use]
    pub fn new(content_type: &'static str, cache: &'static str, body: impl Into<Bytes>) -> Self {
        let plain: Bytes = body.into();
        let gzip = (plain.len() >= WORTH_COMPRESSING).then(|| compressed(&plain));
        Self { gzip, ..Self::compressed(content_type, cache, plain) }
    }

    /// Prepares a body that is compressed by its own nature, such as a picture.
    #[must_use]
    pub fn compressed(content_type: &'static str, cache: &'static str, plain: Bytes) -> Self {
        let digest = Sha256::digest(&plain);
        // Weak, because the compressed and the plain body share it.
        let mut tag = String::from("W/\"");
        for byte in &digest[..12] {
            use std::fmt::Write as _;
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        let tag = HeaderValue::from_str(&tag).expect("hexadecimal digits may stand in a header");
        Self { content_type, cache, plain, gzip: None, tag }
    }

    /// The digest in its tag.
    #[must_use]
    pub fn digest(&self) -> &str {
        let tag = self.tag.to_str().expect("hexadecimal digits are text");
        tag.trim_start_matches("W/").trim_matches('"')
    }

    /// The body as it is.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.plain
    }

    /// Answers a request with these headers: 304 to a client that has the same body already.
    #[must_use]
    pub fn to(&self, request: &HeaderMap) -> Response {
        let known = request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .any(|value| value.to_str().is_ok_and(|tags| tags == "*" || names(tags, &self.tag)));
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            match &self.gzip {
                Some(gzip) if takes_gzip(request) => {
                    ([(header::CONTENT_ENCODING, "gzip")], gzip.clone()).into_response()
                }
                Some(_) | None => self.plain.clone().into_response(),
            }
        };
        let headers = response.headers_mut();
        if !known {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(header::ETAG, self.tag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
}

/// Whether a list of tags names this one; proxies may have taken the mark of weakness away.
fn names(tags: &str, tag: &HeaderValue) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    tag.to_str().is_ok_and(|tag| tags.split(',').any(|one| bare(one) == bare(tag)))
}

fn takes_gzip(request: &HeaderMap) -> bool {
    request.get_all(header::ACCEPT_ENCODING).iter().any(|value| {
        value.to_str().is_ok_and(|codings| {
            codings.split(',').any(|coding| {
                let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
                let refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
                name.trim().eq_ignore_ascii_case("gzip") && !refused
            })
        })
    })
}

fn compressed(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), EFFORT);
    encoder
        .write_all(plain)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
        .into()
}
