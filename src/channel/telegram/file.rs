//! Files in and out of Telegram.

use reqwest::multipart::{Form, Part};
use teloxide::payloads::{
    GetFile, SendAudio, SendDocument, SendMediaGroup, SendPhoto, SendVideo, SendVoice,
};
use teloxide::types::{FileId, InputFile, InputMedia, InputMediaPhoto, Recipient};

use super::api::{Api, send_error};
use super::send::tell;
use crate::channel::file::{FetchError, Parcel, Way};
use crate::channel::{Failure, SendError};
use crate::domain::AttachmentKind;

/// Photos in one album.
const MAX_ALBUM: usize = 10;

/// The largest photo that can be uploaded as such (Bot API, "Sending files"); a larger one goes
/// as a document.
const MAX_PHOTO: usize = 10_000_000;

/// What is needed of the answer to `getFile`.
#[derive(serde::Deserialize)]
struct Found {
    /// Missing where the file cannot be downloaded.
    file_path: Option<String>,
}

/// Fetches a file. The path that `getFile` gives is good for an hour, so it is asked for anew at
/// each attempt, and a path that leads nowhere says nothing about the file.
pub async fn fetch(api: &Api, file_id: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
    let found: Found = api.ask(&GetFile::new(FileId(file_id.to_owned()))).await?;
    let path = found.file_path.ok_or(FetchError::TooBig)?;
    match api.download(&path, limit).await {
        Err(FetchError::Gone { why }) => Err(FetchError::Again { after: None, why }),
        outcome => outcome,
    }
}

impl From<Failure> for FetchError {
    fn from(failure: Failure) -> Self {
        let again = |after, why| Self::Again { after, why };
        let (code, description, retry_after) = match failure {
            Failure::Unsent { why } | Failure::Unclear { why } => return again(None, why),
            Failure::Refusal { code, description, retry_after } => (code, description, retry_after),
        };
        let why = format!("{code} {description}");
        match code {
            _ if retry_after.is_some() => again(retry_after, why),
            400 if description.contains("too big") => Self::TooBig,
            // One text for both: "wrong file_id or the file is temporarily unavailable".
            400 if description.contains("temporarily") => again(None, why),
            400 => Self::Gone { why },
            _ => again(None, why),
        }
    }
}

/// Sends files. Photos that lie with Telegram are shown together. Anything else goes alone: what
/// may stand beside what in an album depends on the file, and only the platform knows that.
pub async fn send(api: &Api, chat: &Recipient, files: &[Parcel]) -> Result<(), SendError> {
    let photo = |parcel: &&Parcel| match &parcel.way {
        Way::Id(id) if parcel.kind == AttachmentKind::Photo => Some(input(id)),
        Way::Id(_) | Way::Upload { .. } | Way::Link(_) => None,
    };
    let photos: Vec<InputFile> = files.iter().filter_map(|parcel| photo(&parcel)).collect();
    for album in photos.chunks(MAX_ALBUM) {
        match album {
            [photo] => tell(api, &SendPhoto::new(chat.clone(), photo.clone())).await?,
            album => {
                let media = album.iter().cloned().map(InputMediaPhoto::new).map(InputMedia::Photo);
                tell(api, &SendMediaGroup::new(chat.clone(), media)).await?;
            }
        }
    }
    for parcel in files.iter().filter(|parcel| photo(parcel).is_none()) {
        send_one(api, chat, parcel).await?;
    }
    Ok(())
}

async fn send_one(api: &Api, chat: &Recipient, parcel: &Parcel) -> Result<(), SendError> {
    let chat = chat.clone();
    match &parcel.way {
        Way::Id(id) => match parcel.kind {
            AttachmentKind::Photo => tell(api, &SendPhoto::new(chat, input(id))).await,
            AttachmentKind::Document => tell(api, &SendDocument::new(chat, input(id))).await,
            AttachmentKind::Voice => tell(api, &SendVoice::new(chat, input(id))).await,
            AttachmentKind::Audio => tell(api, &SendAudio::new(chat, input(id))).await,
            AttachmentKind::Video => tell(api, &SendVideo::new(chat, input(id))).await,
        },
        Way::Upload { media_type, content } => {
            let is_photo = parcel.kind == AttachmentKind::Photo && content.len() <= MAX_PHOTO;
            let (method, field) =
                if is_photo { ("sendPhoto", "photo") } else { ("sendDocument", "document") };
            let length = content.len() as u64;
            let part = Part::stream_with_length(content.clone(), length)
                .file_name(parcel.name.clone())
                .mime_str(media_type)
                .map_err(|_| SendError::Refused { why: "the file has no type".to_owned() })?;
            let form = Form::new().text("chat_id", chat.to_string()).part(field, part);
            api.upload(method, form).await.map_err(send_error)
        }
        Way::Link(_) => {
            Err(SendError::Refused { why: "Telegram takes files, no links".to_owned() })
        }
    }
}

fn input(id: &str) -> InputFile {
    InputFile::file_id(FileId(id.to_owned()))
}
