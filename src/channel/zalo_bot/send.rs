//! An [`Outbound`] as requests of the Zalo Bot Platform.

use std::time::Duration;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::{BUSY, Style};
use crate::channel::bot_api::{BotApi, Failure};
use crate::channel::file::{Parcel, Way};
use crate::channel::split::split;
use crate::channel::{SendError, numbered};
use crate::domain::AttachmentKind;
use crate::message::{Outbound, plain};

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
    #[serde(skip_serializing_if = "Option::is_none")]
    parse_mode: Option<&'static str>,
}

/// Sends a message of ours, one request after the other. Composed letters are sent, which are
/// fewer.
pub async fn send(
    api: &BotApi,
    style: Style,
    chat: &str,
    body: &Outbound,
) -> Result<(), SendError> {
    let words: String = numbered::with_lines(body).nfc().collect();
    for part in split(&words, style.max_text) {
        let request = if style.html {
            // Of our mark-up, Zalo knows bold and italic.
            let text = part.replace("<code>", "").replace("</code>", "");
            SendMessage { chat_id: chat, text, parse_mode: Some("html") }
        } else {
            SendMessage { chat_id: chat, text: plain(&part), parse_mode: None }
        };
        api.post("sendMessage", &request, None).await.map_err(send_error)?;
    }
    Ok(())
}

/// Sends files: a photo as a photo, of anything else the link to open.
pub async fn send_files(api: &BotApi, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
    for parcel in files {
        let link = match &parcel.way {
            Way::Link(link) => link.as_str(),
            // A file that came by Zalo has its address for an id.
            Way::Id(address) => address,
            Way::Upload { .. } => {
                return Err(SendError::Refused { why: "Zalo takes links, no files".to_owned() });
            }
        };
        let sent = if parcel.kind == AttachmentKind::Photo {
            let photo = SendPhoto { chat_id: chat, photo: link };
            // Zalo fetches the photo before it answers.
            api.post("sendPhoto", &photo, Some(FETCHING)).await
        } else {
            let text = format!("{}\n{link}", parcel.name);
            api.post("sendMessage", &SendMessage { chat_id: chat, text, parse_mode: None }, None)
                .await
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
