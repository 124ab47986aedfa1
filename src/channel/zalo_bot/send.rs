//! An [`Outbound`] as requests of the Zalo Bot Platform.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::BUSY;
use crate::channel::bot_api::{BotApi, Failure};
use crate::channel::split::split;
use crate::channel::{SendError, numbered};
use crate::message::{Outbound, plain};

/// Units in one message. Zalo's limit is 2000, and nobody says of what; the rest is room for
/// counting differently.
const LIMIT: usize = 1900;

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
