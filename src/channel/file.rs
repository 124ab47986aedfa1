//! Files on their way in and out: what any channel can say of them, and the one way to download.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use url::{Host, Url};

use crate::domain::AttachmentKind;

/// How long a whole download may take. A link that lives for an hour is asked again long before
/// it ends; the client's own read timeout ends a download that stands still.
const DOWNLOAD: Duration = Duration::from_mins(3);

/// The longest wait that is believed.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// Why a file was not fetched.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FetchError {
    /// It will never come: the platform does not have it any more.
    #[error("the file is gone: {why}")]
    Gone { why: String },
    /// It is larger than the platform gives away, or than we take.
    #[error("the file is too large")]
    TooBig,
    /// Not now, but perhaps later: after so long if the platform says so.
    #[error("the file cannot be fetched now: {why}")]
    Again { after: Option<Duration>, why: String },
}

/// A file on its way to a reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parcel {
    pub kind: AttachmentKind,
    /// A name to show and to save it under.
    pub name: String,
    pub way: Way,
}

/// How a file goes out.
#[derive(Clone, PartialEq, Eq)]
pub enum Way {
    /// It lies with the platform under this id, which the sending account may use.
    Id(String),
    /// It is uploaded.
    Upload { media_type: String, content: bytes::Bytes },
    /// The reader opens this link. Whoever has it can read the file, so it is never printed.
    Link(Url),
}

impl std::fmt::Debug for Way {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(_) => f.write_str("Id"),
            Self::Upload { media_type, content } => {
                write!(f, "Upload({media_type}, {} bytes)", content.len())
            }
            Self::Link(_) => f.write_str("Link"),
        }
    }
}

/// Downloads `address`, and breaks off once it is longer than `limit` bytes, whatever it says
/// about its length. Errors never name the address, which may be a secret.
pub async fn download(
    http: &reqwest::Client,
    address: Url,
    limit: usize,
) -> Result<Vec<u8>, FetchError> {
    let again = |error: reqwest::Error| FetchError::Again {
        after: None,
        why: if error.is_timeout() { "it takes too long".to_owned() } else { cause(error) },
    };
    let mut response = http.get(address).timeout(DOWNLOAD).send().await.map_err(again)?;
    refused(&response)?;
    let length = response.content_length().and_then(|length| usize::try_from(length).ok());
    if length.is_some_and(|length| length > limit) {
        return Err(FetchError::TooBig);
    }
    let mut content = Vec::with_capacity(length.unwrap_or(0));
    while let Some(chunk) = response.chunk().await.map_err(again)? {
        if content.len() + chunk.len() > limit {
            return Err(FetchError::TooBig);
        }
        content.extend_from_slice(&chunk);
    }
    Ok(content)
}

/// Downloads a link that a platform has given us, if it is one that anybody on the net could
/// open: a forged one must not lead into our own network. Links to the host of `platform` are
/// always followed; that is the operator's own setting.
pub async fn download_link(
    http: &reqwest::Client,
    link: &str,
    platform: &Url,
    limit: usize,
) -> Result<Vec<u8>, FetchError> {
    let public = |url: &Url| {
        let named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
        url.scheme() == "https" && named && url.port().is_none()
    };
    let link = Url::parse(link).ok().filter(|url| url.host() == platform.host() || public(url));
    let Some(link) = link else {
        return Err(FetchError::Gone { why: "it is no public link".to_owned() });
    };
    download(http, link, limit).await
}

/// What an answer other than success means.
fn refused(response: &reqwest::Response) -> Result<(), FetchError> {
    let status = response.status();
    let why = format!("HTTP {}", status.as_u16());
    let told =
        response.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.parse().ok());
    let after = told.map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT));
    match status {
        status if status.is_success() => Ok(()),
        StatusCode::PAYLOAD_TOO_LARGE => Err(FetchError::TooBig),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
            Err(FetchError::Again { after, why })
        }
        status if status.is_server_error() => Err(FetchError::Again { after, why }),
        _ => Err(FetchError::Gone { why }),
    }
}

fn cause(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_forged_link_leads_nowhere() {
        let http = reqwest::Client::new();
        let platform = Url::parse("https://bot-api.zaloplatforms.com").expect("it is an address");
        for link in [
            "",
            "file:///etc/passwd",
            "http://f1.zdn.vn/a.jpg",
            "https://127.0.0.1/a.jpg",
            "https://[::1]/a.jpg",
            "https://169.254.169.254/latest/meta-data",
            "https://localhost/a.jpg",
            "https://intranet/a.jpg",
            "https://f1.zdn.vn:8443/a.jpg",
        ] {
            let refused = download_link(&http, link, &platform, 10).await;
            assert!(matches!(refused, Err(FetchError::Gone { .. })), "{link}");
        }
    }
}
