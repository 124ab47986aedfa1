//! A file that came with a message.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What sort of file it is, as the platform told us.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    Photo,
    Document,
    Voice,
    Audio,
    Video,
}

impl AttachmentKind {
    pub const ALL: [Self; 5] = [Self::Photo, Self::Document, Self::Voice, Self::Audio, Self::Video];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Document => "document",
            Self::Voice => "voice",
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A file that lies with the platform, and how to ask for it again.
///
/// A platform's file id is good only for the account that received it (Telegram Bot API,
/// "Sending files": a `file_id` cannot be used by another bot), so the account is part of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// The account that received it.
    pub account: super::AccountId,
    pub kind: AttachmentKind,
    /// The platform's id, with which the file is fetched or sent on.
    pub file_id: String,
    /// The same for the same file, however often it is sent; recognises repeats.
    pub unique_id: String,
    /// The file's own name, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Bytes, where the platform said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// Why a file that was sent is not there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileTrouble {
    /// The platform did not give it to us.
    NeverCame,
    /// It is larger than we take.
    TooBig,
    /// It is none of the kinds that we take.
    WrongType,
    /// It does not read, or would come to far too much when it is opened.
    Broken,
}

impl FileTrouble {
    pub const ALL: [Self; 4] = [Self::NeverCame, Self::TooBig, Self::WrongType, Self::Broken];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NeverCame => "never_came",
            Self::TooBig => "too_big",
            Self::WrongType => "wrong_type",
            Self::Broken => "broken",
        }
    }

    /// The trouble of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.as_str() == name)
    }
}

/// What has become of a file that was sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FileState {
    /// It is being fetched.
    Waiting,
    /// We have it.
    Stored,
    /// We do not have it, and will not.
    Missing(FileTrouble),
}

/// SHA-256 of what a file holds; its name in the store.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
