//! Takes the files of a message to its reader, the way that the reader's channel allows.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use tracing::{error, warn};

use super::{Account, Service};
use crate::channel::file::{Parcel, Way};
use crate::clock;
use crate::domain::{Attachment, AttachmentKind, Locale};
use crate::message::{FilesOut, Outbound};
use crate::store;
use crate::store::file::{self, Kept};

/// The files of a message as this account can send them; those that it cannot send now are left
/// out.
pub async fn parcels(
    service: &Service,
    account: &Account,
    files: &[Attachment],
) -> store::Result<Vec<Parcel>> {
    let mut db = service.db.acquire().await?;
    let mut known = file::look_up(&mut db, files).await?;
    drop(db);
    let mut parcels = Vec::with_capacity(files.len());
    for (file, number) in files.iter().zip(1..) {
        let Some((_, kept)) = known.remove(&(file.account, file.unique_id.clone())) else {
            continue;
        };
        let Some(way) = way(service, account, file, kept.as_ref()).await? else { continue };
        let name = kept.and_then(|kept| name(&kept, number));
        let name = name.unwrap_or_else(|| format!("{}-{number}", file.kind.as_str()));
        parcels.push(Parcel { kind: file.kind, name, way });
    }
    Ok(parcels)
}

/// How a file goes out, if it can now.
async fn way(
    service: &Service,
    account: &Account,
    file: &Attachment,
    kept: Option<&Kept>,
) -> store::Result<Option<Way>> {
    let own = file.account == account.id;
    let max_bytes = match account.channel.capabilities().files_out {
        FilesOut::Link => {
            return match kept {
                Some(kept) => link(service, kept).await,
                None => Ok(None),
            };
        }
        FilesOut::Upload { max_bytes } => max_bytes,
    };
    // A document goes by its id only once it was looked at, and a picture sent as one never:
    // its original says where it was taken.
    let by_id = own
        && match (file.kind, kept) {
            (AttachmentKind::Document, None) => false,
            (AttachmentKind::Document, Some(kept)) => !kept.media_type.starts_with("image/"),
            _ => true,
        };
    if by_id {
        return Ok(Some(Way::Id(file.file_id.clone())));
    }
    let Some(kept) = kept.filter(|kept| kept.size <= max_bytes) else { return Ok(None) };
    match service.files.store.get(&kept.hash).await {
        Ok(content) => Ok(Some(Way::Upload { media_type: kept.media_type.clone(), content })),
        Err(error) => {
            error!(%error, file = kept.id, "A file could not be read from the file store");
            Ok(None)
        }
    }
}

/// A link that nobody can guess, good for a while.
async fn link(service: &Service, kept: &Kept) -> store::Result<Option<Way>> {
    let Some(links) = &service.files.links else {
        warn!(file = kept.id, "A file cannot be shown: PUBLIC_URL is not set");
        return Ok(None);
    };
    let token = clock::fresh_token();
    let expires_at = service.clock.now() + links.life;
    let mut db = service.db.acquire().await?;
    file::link(&mut db, &token_hash(&token), kept.id, expires_at).await?;
    Ok(links.base.join(&format!("tep/{token}")).ok().map(Way::Link))
}

/// The file of a link's token, where the link is good.
pub async fn linked(service: &Service, token: &str) -> store::Result<Option<Kept>> {
    let mut db = service.db.acquire().await?;
    file::linked(&mut db, &token_hash(token), service.clock.now()).await
}

/// What is kept of a link's token.
pub(super) fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The file's own name, or one that says what it is.
fn name(kept: &Kept, number: usize) -> Option<String> {
    if let Some(name) = kept.name.as_deref().filter(|name| !name.trim().is_empty()) {
        return Some(name.chars().filter(|letter| !letter.is_control()).take(100).collect());
    }
    let (_, format) = kept.media_type.split_once('/')?;
    let extension = match format {
        "jpeg" => "jpg",
        "mpeg" => "mp3",
        "quicktime" => "mov",
        format => format.trim_start_matches("x-"),
    };
    Some(format!("{number}.{extension}"))
}

/// The words as this channel says them: where it takes no uploads but links, with the link to the
/// picture that belongs to them. It lies with the public page, and costs no message of its own.
#[must_use]
pub fn with_link(service: &Service, account: &Account, body: &Outbound) -> Outbound {
    let mut body = body.clone();
    if account.channel.capabilities().files_out == FilesOut::Link
        && let (Some(picture), Some(links)) = (&body.picture, &service.files.links)
    {
        let path = match picture.locale {
            Locale::Vi => "thong-ke.png",
            Locale::En => "en/thong-ke.png",
        };
        if let Ok(link) = links.base.join(path) {
            write!(body.text, "\n\n{}: {link}", picture.look).expect("a String takes everything");
        }
    }
    body
}

/// The picture that belongs to the words; none where the channel takes no uploads.
pub async fn picture(service: &Service, account: &Account, body: &Outbound) -> Option<Parcel> {
    let picture = body.picture.as_deref()?;
    match account.channel.capabilities().files_out {
        FilesOut::Upload { .. } => {}
        FilesOut::Link => return None,
    }
    let content = service.album.png(picture).await?;
    Some(Parcel {
        kind: AttachmentKind::Photo,
        name: "thong-ke.png".to_owned(),
        way: Way::Upload { media_type: "image/png".to_owned(), content },
    })
}
