//! Files that come with an answer: albums, repeats, and the limit.

use serde::{Deserialize, Serialize};

use crate::domain::{Attachment, Content};

/// An album whose parts come in one message each. Its first part was answered; the others are
/// taken in silence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Album {
    pub id: String,
    /// The person was told that not all of it can be kept.
    #[serde(default)]
    pub overflowed: bool,
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It is kept, and the person shall hear of it.
    Kept,
    /// It is kept or known already, and the person has heard of its album.
    Silently,
    /// There is no room for it.
    Full,
}

/// Takes a file.
pub fn take(
    file: &Attachment,
    album: Option<&str>,
    current: &mut Option<Album>,
    files: &mut Vec<Attachment>,
    others: usize,
) -> Taken {
    let continued = album.is_some() && current.as_ref().map(|album| album.id.as_str()) == album;
    if !continued {
        *current = album.map(|id| Album { id: id.to_owned(), overflowed: false });
    }
    let known = files.iter().any(|kept| kept.unique_id == file.unique_id);
    if !known && files.len() + others >= Content::MAX_ATTACHMENTS {
        let told =
            current.as_mut().is_some_and(|album| std::mem::replace(&mut album.overflowed, true));
        return if told { Taken::Silently } else { Taken::Full };
    }
    if !known {
        files.push(file.clone());
    }
    if continued { Taken::Silently } else { Taken::Kept }
}
