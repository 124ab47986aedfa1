//! What may be kept. A file is judged by its content; what its name or its sender say of it
//! counts for nothing.
//!
//! Pictures, PDF, Office documents, sound and films are taken. Everything else is refused:
//! programs, scripts and archives above all, and pictures that few phones can show (HEIC, TIFF).

use bytes::Bytes;

use super::{compound, image, zipped};
use crate::domain::FileTrouble;

/// A file that may be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sound {
    /// What it is.
    pub media_type: &'static str,
    /// What to keep: of a picture, without what was written down about taking it.
    pub content: Bytes,
}

/// Formats that need no closer look: nothing in them is run or unpacked by whoever shows them.
const AS_THEY_ARE: [&str; 17] = [
    "application/pdf",
    "audio/aac",
    "audio/amr",
    "audio/m4a",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/x-flac",
    "audio/x-wav",
    "video/mp4",
    "video/mpeg",
    "video/quicktime",
    "video/webm",
    "video/x-m4v",
    "video/x-matroska",
    "video/x-ms-wmv",
    "video/x-msvideo",
];

/// Judges a file. Takes a while for a large one, so it does not belong between other things.
pub fn inspect(content: Vec<u8>) -> Result<Sound, FileTrouble> {
    let content = Bytes::from(content);
    if content.starts_with(zipped::SIGNATURE) {
        let media_type = zipped::judge(&content)?;
        return Ok(Sound { media_type, content });
    }
    if content.starts_with(compound::SIGNATURE) {
        let media_type = compound::judge(&content)?;
        return Ok(Sound { media_type, content });
    }
    let media_type = infer::get(&content).map(|kind| kind.mime_type());
    match media_type {
        Some(media_type @ ("image/jpeg" | "image/png" | "image/webp" | "image/gif")) => {
            Ok(Sound { media_type, content: image::clean(media_type, content)? })
        }
        Some(media_type) if AS_THEY_ARE.contains(&media_type) => Ok(Sound { media_type, content }),
        _ => Err(FileTrouble::WrongType),
    }
}
