//! A file that came with a message.

use serde::{Deserialize, Serialize};

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
