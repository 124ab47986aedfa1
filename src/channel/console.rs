//! A terminal as a channel, for trying the service out with nothing installed.
//!
//! The terminal's loop is elsewhere; this is only the border. What is typed travels as a small
//! line of JSON through the same inbox as any platform's update, and what we answer comes out
//! as plain words with numbered choices. A file is sent by its path, and shown by a link.

use std::io::ErrorKind;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt as _;
use tokio::sync::{Mutex, mpsc};

use super::file::{FetchError, Parcel, Way};
use super::{Envelope, Polled, SendError, Unaddressed, numbered};
use crate::domain::{AccountId, Attachment, AttachmentKind};
use crate::message::{Capabilities, FilesOut, Inbound, Outbound, Press, Utterance};

/// A terminal has nothing but letters.
pub const CAPABILITIES: Capabilities =
    Capabilities { contact_button: false, files_out: FilesOut::Link, window: None };

/// What was typed, as it travels through the inbox.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Typed {
    /// Never used twice, not even after a restart.
    pub id: String,
    /// Whose turn it is at the keyboard, such as `worker` or `officer`.
    pub chat: String,
    pub at: DateTime<Utc>,
    /// The words; with a file, those that belong to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The path of a file on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// A choice, as [`Press::encode`] wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press: Option<String>,
}

/// What is to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Whom it is for.
    pub chat: String,
    /// Plain words, with numbered choices below.
    pub text: String,
}

/// The channel's end.
#[derive(Debug)]
pub struct Console {
    typed: Mutex<mpsc::UnboundedReceiver<Typed>>,
    shown: mpsc::UnboundedSender<Shown>,
}

/// The terminal's end.
#[derive(Debug)]
pub struct Terminal {
    pub typed: mpsc::UnboundedSender<Typed>,
    pub shown: mpsc::UnboundedReceiver<Shown>,
}

/// A channel and the terminal it belongs to.
#[must_use]
pub fn pair() -> (Console, Terminal) {
    let (typed, typed_end) = mpsc::unbounded_channel();
    let (shown_end, shown) = mpsc::unbounded_channel();
    (Console { typed: Mutex::new(typed_end), shown: shown_end }, Terminal { typed, shown })
}

impl Console {
    /// Waits until something is typed; for ever once the terminal is gone, because then the
    /// program is about to end.
    pub(super) async fn poll(&self) -> Polled {
        let mut typed = self.typed.lock().await;
        let Some(first) = typed.recv().await else {
            return std::future::pending().await;
        };
        let mut updates = vec![first.to_raw()];
        while let Ok(next) = typed.try_recv() {
            updates.push(next.to_raw());
        }
        Polled { updates, next_offset: None }
    }

    /// Shows a message. A terminal that is gone shows nothing, and nobody misses it.
    pub(super) fn send(&self, chat: &str, body: &Outbound) {
        let shown = Shown { chat: chat.to_owned(), text: numbered::render(body) };
        let _ = self.shown.send(shown);
    }

    /// Shows where the files can be read.
    pub(super) fn send_files(&self, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
        for parcel in files {
            let Way::Link(link) = &parcel.way else {
                return Err(SendError::Refused { why: "a terminal takes links only".to_owned() });
            };
            let text = format!("{}\n{link}", parcel.name);
            let _ = self.shown.send(Shown { chat: chat.to_owned(), text });
        }
        Ok(())
    }

    /// Reads a file of whoever sits at this machine, and breaks off once it is longer than
    /// `limit` bytes.
    pub(super) async fn fetch(&self, path: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::Interrupted => {
                FetchError::Again { after: None, why: error.kind().to_string() }
            }
            kind => FetchError::Gone { why: kind.to_string() },
        };
        let file = tokio::fs::File::open(path).await.map_err(failed)?;
        let mut content = Vec::new();
        let longest = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        file.take(longest).read_to_end(&mut content).await.map_err(failed)?;
        if content.len() > limit {
            return Err(FetchError::TooBig);
        }
        Ok(content)
    }
}

impl Typed {
    fn to_raw(&self) -> String {
        serde_json::to_string(self).expect("it has only strings and an instant")
    }
}

/// See [`Channel::envelope`](super::Channel::envelope).
pub fn envelope(raw: &str, _received_at: DateTime<Utc>) -> Result<Envelope, Unaddressed> {
    let typed: Typed = serde_json::from_str(raw).map_err(|_| Unaddressed::NoAddress)?;
    Ok(Envelope {
        external_id: typed.id,
        chat: typed.chat,
        sent_at: typed.at,
        press: None,
        locale_hint: None,
    })
}

/// See [`Channel::read`](super::Channel::read).
#[must_use]
pub fn read(account: AccountId, raw: &str, sent_at: DateTime<Utc>) -> Inbound {
    let Ok(typed) = serde_json::from_str::<Typed>(raw) else {
        return Inbound {
            message: None,
            sent_at,
            locale_hint: None,
            utterance: Utterance::Unreadable,
        };
    };
    let utterance = match (typed.press, typed.file, typed.text) {
        (Some(press), ..) => Press::decode(&press).map_or(Utterance::Unreadable, Utterance::Chose),
        (None, Some(path), caption) => {
            Utterance::Attachment { file: attachment(account, path), caption, album: None }
        }
        (None, None, Some(text)) => Utterance::Text(text),
        (None, None, None) => Utterance::Unreadable,
    };
    Inbound { message: Some(typed.id), sent_at: typed.at, locale_hint: None, utterance }
}

/// A platform tells what sort of file it brings; of a path, its end does.
fn attachment(account: AccountId, path: String) -> Attachment {
    let end = Path::new(&path).extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let kind = match end.as_str() {
        "jpg" | "jpeg" | "png" | "webp" => AttachmentKind::Photo,
        "ogg" | "oga" => AttachmentKind::Voice,
        "mp3" | "m4a" => AttachmentKind::Audio,
        "mp4" | "mov" => AttachmentKind::Video,
        _ => AttachmentKind::Document,
    };
    let name = Path::new(&path).file_name().map(|name| name.to_string_lossy().into_owned());
    Attachment { account, kind, unique_id: path.clone(), file_id: path, name, size: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(id: &str, text: &str) -> Typed {
        Typed {
            id: id.to_owned(),
            chat: "worker".to_owned(),
            at: DateTime::UNIX_EPOCH,
            text: Some(text.to_owned()),
            file: None,
            press: None,
        }
    }

    const ACCOUNT: AccountId = AccountId(1);

    #[tokio::test]
    async fn what_is_typed_comes_out_as_said_and_what_is_sent_is_shown() {
        let (console, mut terminal) = pair();
        terminal.typed.send(typed("1", "xin chào")).expect("the console is there");
        terminal.typed.send(typed("2", "1")).expect("the console is there");
        let polled = console.poll().await;
        let [first, _] = polled.updates.as_slice() else { panic!("{polled:?}") };
        let envelope = envelope(first, DateTime::UNIX_EPOCH).expect("it was typed");
        assert_eq!((envelope.external_id.as_str(), envelope.chat.as_str()), ("1", "worker"));
        let said = read(ACCOUNT, first, envelope.sent_at).utterance;
        assert_eq!(said, Utterance::Text("xin chào".to_owned()));

        console.send("worker", &Outbound { text: "Chào!".to_owned(), ..Outbound::default() });
        let shown = terminal.shown.recv().await.expect("it was sent");
        assert_eq!(shown, Shown { chat: "worker".to_owned(), text: "Chào!".to_owned() });
    }

    #[test]
    fn a_choice_can_be_typed_as_its_press() {
        let press = Press::Command("/hangcho".to_owned());
        let line = Typed { text: None, press: Some(press.encode()), ..typed("3", "") };
        let said = read(ACCOUNT, &line.to_raw(), DateTime::UNIX_EPOCH).utterance;
        assert_eq!(said, Utterance::Chose(press));
    }

    #[test]
    fn a_file_is_what_its_end_says() {
        for (path, kind) in [
            ("anh/Xe Day.JPG", AttachmentKind::Photo),
            ("ke-chuyen.ogg", AttachmentKind::Voice),
            ("ban-ve", AttachmentKind::Document),
        ] {
            let line = Typed { file: Some(path.to_owned()), ..typed("4", "mặt trước") };
            let said = read(ACCOUNT, &line.to_raw(), DateTime::UNIX_EPOCH).utterance;
            let Utterance::Attachment { file, caption, .. } = said else { panic!("{said:?}") };
            assert_eq!((file.kind, caption.as_deref()), (kind, Some("mặt trước")));
        }
    }

    #[tokio::test]
    async fn a_file_is_read_up_to_its_limit() {
        let (console, _terminal) = pair();
        let file = tempfile::NamedTempFile::new().expect("it can be made");
        std::fs::write(file.path(), "12345").expect("it can be written");
        let path = file.path().to_str().expect("it is plain");
        assert_eq!(console.fetch(path, 5).await, Ok(b"12345".to_vec()));
        assert_eq!(console.fetch(path, 4).await, Err(FetchError::TooBig));
        let missing = console.fetch("/there/is/none", 5).await;
        assert!(matches!(missing, Err(FetchError::Gone { .. })), "{missing:?}");
    }

    #[test]
    fn what_nobody_typed_is_unreadable() {
        assert_eq!(envelope("{}", DateTime::UNIX_EPOCH), Err(Unaddressed::NoAddress));
        assert_eq!(read(ACCOUNT, "{}", DateTime::UNIX_EPOCH).utterance, Utterance::Unreadable);
    }
}
