//! An [`Outbound`] as consultation messages.

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::api::{Api, Failure};
use super::{LONGEST_TEXT, MOST_BUTTONS, Profile};
use crate::channel::file::{Parcel, Way};
use crate::channel::split::split;
use crate::channel::{SendError, numbered};
use crate::domain::AttachmentKind;
use crate::message::{Button, Outbound, plain};

/// Letters on a button.
const LONGEST_LABEL: usize = 100;

/// Units in one message of ours; what is left of Zalo's limit is room for counting differently.
const LIMIT: usize = LONGEST_TEXT - 50;

/// Sends a message of ours, one call after the other.
///
/// Either all choices are buttons or all are numbered lines: a number that is typed then always
/// means the same place in the list, whichever of the two a person sees.
pub(super) async fn send(
    api: &Api,
    profile: &Profile,
    chat: &str,
    body: &Outbound,
) -> Result<(), SendError> {
    let buttons: Vec<&Button> = body.buttons.iter().flatten().collect();
    let mut parts = split(&body.text.nfc().collect::<String>(), LIMIT);
    let Some(last) = parts.pop().filter(|_| can_be_buttons(&buttons)) else {
        return say_numbered(api, chat, body).await;
    };
    for part in parts {
        api.say(&message(chat, &plain(&part))).await?;
    }
    match api.say(&with_buttons(profile, chat, &plain(&last), &buttons)).await {
        // Which form of buttons Zalo takes is not settled. The choices must arrive in any case.
        Err(Failure::Refusal { code: code @ (-201 | -233), .. }) => {
            tracing::warn!(code, "Zalo does not take the buttons of a message; sent as numbers");
            say_numbered(api, chat, &Outbound { text: last, ..body.clone() }).await
        }
        outcome => Ok(outcome?),
    }
}

/// Sends files: a photo as a photo, of anything else the link to open.
pub(super) async fn send_files(api: &Api, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
    for parcel in files {
        let link = match &parcel.way {
            Way::Link(link) => link.as_str(),
            // What somebody has sent to this account lies under a link of Zalo's own.
            Way::Id(link) => link,
            Way::Upload { .. } => {
                let why = "files go out as links on this channel".to_owned();
                return Err(SendError::Refused { why });
            }
        };
        let named = message(chat, format!("{}\n{link}", parcel.name).trim());
        if parcel.kind != AttachmentKind::Photo {
            api.say(&named).await?;
            continue;
        }
        match api.say(&photo(chat, link)).await {
            // Zalo fetches the photo, and takes none that is large or of another kind.
            Err(Failure::Refusal { code: -100 | -201 | -210 | -233, .. }) => {
                api.say(&named).await?;
            }
            outcome => outcome?,
        }
    }
    Ok(())
}

/// Sends the words, and the choices as numbered lines below them.
async fn say_numbered(api: &Api, chat: &str, body: &Outbound) -> Result<(), SendError> {
    let text: String = numbered::with_lines(body).nfc().collect();
    for part in split(&text, LIMIT) {
        api.say(&message(chat, &plain(&part))).await?;
    }
    Ok(())
}

fn can_be_buttons(buttons: &[&Button]) -> bool {
    let fits = |button: &&Button| (1..=LONGEST_LABEL).contains(&button.label.chars().count());
    (1..=MOST_BUTTONS).contains(&buttons.len()) && buttons.iter().all(fits)
}

fn message(chat: &str, text: &str) -> Value {
    json!({"recipient": {"user_id": chat}, "message": {"text": text}})
}

fn photo(chat: &str, link: &str) -> Value {
    let elements = json!([{"media_type": "image", "url": link}]);
    let payload = json!({"template_type": "media", "elements": elements});
    let attachment = json!({"type": "template", "payload": payload});
    json!({"recipient": {"user_id": chat}, "message": {"attachment": attachment}})
}

fn with_buttons(profile: &Profile, chat: &str, text: &str, buttons: &[&Button]) -> Value {
    let kind = if profile.form.hidden { "oa.query.hide" } else { "oa.query.show" };
    let buttons = buttons.iter().map(|button| {
        let payload = profile.buttons.payload(chat, &button.press);
        json!({"title": button.label, "type": kind, "payload": payload})
    });
    let mut payload = json!({"buttons": buttons.collect::<Vec<_>>()});
    if profile.form.typed {
        payload["template_type"] = json!("button");
    }
    let mut message = message(chat, text);
    message["message"]["attachment"] = json!({"type": "template", "payload": payload});
    message
}
