//! An [`Outbound`] as requests of the Zalo Bot Platform.

use std::time::Duration;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::BUSY;
use crate::channel::bot_api::{BotApi, Failure};
use crate::channel::file::{Parcel, Way};
use crate::channel::split::split;
use crate::channel::{SendError, numbered};
use crate::domain::AttachmentKind;
use crate::message::{Outbound, plain};

/// Units in one message. Zalo's limit is 2000, and nobody says of what; the rest is room for
/// counting differently.
const LIMIT: usize = 1900;

/// How much longer than a text a photo may take.
const FETCHING: Duration = Duration::from_mins(2);

#[derive(Serialize)]
struct SendPhoto<'a> {
    chat_id: &'a str,
    photo: &'a str,
}

#[derive(Serialize)]
struct SendMessage<'a> {
    chat_id: &'a str,
    text: String,
}

/// Sends a message of ours, one request after the other. Composed letters are sent, which are
/// fewer.
pub async fn send(api: &BotApi, chat: &str, body: &Outbound) -> Result<(), SendError> {
    let words: String = numbered::with_lines(body).nfc().collect();
    for part in split(&words, LIMIT) {
        let request = SendMessage { chat_id: chat, text: plain(&part) };
        api.post("sendMessage", &request, None).await.map_err(send_error)?;
    }
    Ok(())
}

/// Sends files: a photo as a photo, of anything else the link to open.
pub async fn send_files(api: &BotApi, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
    for parcel in files {
        let Way::Link(link) = &parcel.way else {
            return Err(SendError::Refused { why: "Zalo takes links, no files".to_owned() });
        };
        let sent = if parcel.kind == AttachmentKind::Photo {
            let photo = SendPhoto { chat_id: chat, photo: link.as_str() };
            // Zalo fetches the photo before it answers.
            api.post("sendPhoto", &photo, Some(FETCHING)).await
        } else {
            let text = format!("{}\n{link}", parcel.name);
            api.post("sendMessage", &SendMessage { chat_id: chat, text }, None).await
        };
        sent.map_err(send_error)?;
    }
    Ok(())
}

/// What the numbers and texts of an answer mean for a message.
fn send_error(failure: Failure) -> SendError {
    let (code, description, retry_after) = match failure {
        Failure::Unsent { .. } => return SendError::Busy { after: None },
        Failure::Unclear { why } => return SendError::Unknown { why },
        Failure::Refusal { code, description, retry_after } => (code, description, retry_after),
    };
    match code {
        429 if description.to_ascii_lowercase().contains("quota") => SendError::Quota,
        429 => SendError::Busy { after: Some(retry_after.unwrap_or(BUSY)) },
        // A method that is not found is an address that is wrong, and not the message.
        401 | 404 => SendError::Token,
        // Zalo's name for 403 is an internal error, and 408 may have sent it.
        403 | 408 | 500.. => SendError::Unknown { why: format!("{code} {description}") },
        _ => SendError::Refused { why: format!("{code} {description}") },
    }
}
