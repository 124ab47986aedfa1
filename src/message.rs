//! What crosses the border: what people say to us, and what we say to them.
//!
//! A channel turns the platform's bytes into an [`Inbound`] and an [`Outbound`] into the
//! platform's requests. Nothing on this side of the border knows which channel it is.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Attachment, AttachmentKind, FileTrouble, Grant, Locale, PersonId, Role};

/// One thing that a person said or did, or that we planned to come back to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inbound {
    /// The platform's id of the message, where it is one; an edit refers to it.
    pub message: Option<String>,
    /// When the platform says that it was said. Cut-off dates are judged by this.
    pub sent_at: DateTime<Utc>,
    /// The language of the person's phone, where the platform tells; a first guess only.
    pub locale_hint: Option<Locale>,
    pub utterance: Utterance,
}

/// What was said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Utterance {
    /// The talk was opened, with the payload of the link that opened it (`u_<code>`, `i_<token>`).
    Started { payload: Option<String> },
    /// Words. A command is words that begin with `/`.
    Text(String),
    /// The message `message` was changed into these words. It corrects an answer if that answer
    /// came in this message and nothing was said since.
    Edited { message: String, text: String },
    /// A button was pressed.
    Chose(Press),
    /// A phone number was shared. `own` is false for anybody else's contact card.
    Contact { phone: String, own: bool },
    /// A file, with the words under it. Parts of one album share `album`.
    Attachment { file: Attachment, caption: Option<String>, album: Option<String> },
    /// Something that the channel delivers and we do not read: a sticker, a place, a poll, or
    /// bytes that do not decode.
    Unreadable,
    /// The person has blocked us.
    Blocked,
    /// The person has unblocked us.
    Returned,
    /// Something we planned: see [`Alarm`].
    Alarm(Alarm),
    /// A file that the person has sent cannot be kept.
    FileFailed(FileFailed),
}

/// What was said, once commands, buttons, typed numbers and typed labels are told apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// The talk was opened, perhaps through a link.
    Started { payload: Option<String> },
    /// A command: its name folded and without `/`, and the words after it.
    Command { name: String, rest: String },
    /// An answer to the question that is being asked was chosen.
    Answer { key: String },
    /// A button of an older question was pressed.
    Stale,
    /// Words, cleaned: NFC, no control or invisible characters, never empty.
    Text(String),
    /// The person changed their newest message into these words.
    Correction(String),
    /// The person changed an older message; what was answered since stands.
    LateCorrection,
    /// A phone number was shared.
    Contact { phone: String, own: bool },
    /// A file came.
    Attachment { file: Attachment, caption: Option<String>, album: Option<String> },
    /// Something that we do not read.
    Unreadable,
    /// The person has blocked us.
    Blocked,
    /// The person has unblocked us.
    Returned,
    /// Something we planned.
    Alarm(Alarm),
    /// A file that the person has sent cannot be kept.
    FileFailed(FileFailed),
}

/// A file that was sent, and why it cannot be kept. Comes through the inbox like anything that
/// is said, because the answer that it was part of goes on without it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileFailed {
    /// [`Attachment::unique_id`].
    pub unique_id: String,
    pub kind: AttachmentKind,
    /// Which of the answer's files it was, from 1.
    pub number: usize,
    pub why: FileTrouble,
}

/// Something to come back to in a conversation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// A draft was left unfinished for 24 hours.
    DraftFirst,
    /// A draft was left unfinished for 72 hours.
    DraftSecond,
    /// A phase opens in which a kept draft can be sent.
    PhaseOpens,
    /// New work waits for this officer.
    NewWork,
    /// A week begins, and this administrator hears how things stand.
    Weekly,
}

impl Alarm {
    pub const ALL: [Self; 5] =
        [Self::DraftFirst, Self::DraftSecond, Self::PhaseOpens, Self::NewWork, Self::Weekly];

    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DraftFirst => "draft_first",
            Self::DraftSecond => "draft_second",
            Self::PhaseOpens => "phase_opens",
            Self::NewWork => "new_work",
            Self::Weekly => "weekly",
        }
    }

    /// The alarm of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alarm| alarm.as_str() == name)
    }
}

/// What a button means. Never trusted: a client may send what no button ever held, so every
/// press is read and authorised like typed words.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// An answer to the question with this number; stale once another question was asked.
    Answer { question: u32, key: String },
    /// A command, exactly as it could be typed, such as `/xem 10000017`. Never stale: whether
    /// it still makes sense is judged when it is executed.
    Command(String),
}

impl Press {
    /// Telegram allows 64 bytes of callback data (Bot API, `InlineKeyboardButton`), and the
    /// first byte is our mark.
    pub const MAX_BYTES: usize = 64;

    /// The text that travels with the button.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Self::Answer { question, key } => format!("a{question}.{key}"),
            Self::Command(command) => format!("c{command}"),
        }
    }

    /// Reads what came back; `None` for anything that [`Press::encode`] cannot have written.
    #[must_use]
    pub fn decode(data: &str) -> Option<Self> {
        if data.len() > Self::MAX_BYTES {
            return None;
        }
        if let Some(command) = data.strip_prefix('c') {
            return command.starts_with('/').then(|| Self::Command(command.to_owned()));
        }
        let (question, key) = data.strip_prefix('a')?.split_once('.')?;
        let question = question.parse().ok()?;
        (!key.is_empty()).then(|| Self::Answer { question, key: key.to_owned() })
    }
}

/// One message of ours, in words.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Outbound {
    /// The words, with a small mark-up: `<b>`, `<i>` and `<code>`, opened and closed within one line, and `&lt;` `&gt;` `&amp;` for those letters. May be longer than one platform
    /// message; the channel splits it.
    pub text: String,
    /// Buttons, row by row. A channel without buttons writes them as numbered lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Vec<Button>>,
    /// The label of a button with which the person may share their own phone number, where the
    /// channel has such a thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_contact: Option<String>,
    /// The person did not just speak to us, and may be in the middle of something: a number
    /// typed next is no choice of these, so a channel without buttons shows commands instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unprompted: bool,
    /// Takes away what `ask_contact` put under the input field.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub end_contact: bool,
    /// Files to send after the words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attachment>,
    /// What to say after the words where not all of the files can be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files_late: Option<String>,
    /// Everything about this person, to be written in this language when the message is sent, so
    /// that nothing of it lies in a queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<(PersonId, Locale)>,
    /// Results to send as a picture after the words, where the channel can upload one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Box<Picture>>,
    /// The menu of commands to set for this chat before the words are sent, and its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub menu: Option<(Menu, Locale)>,
}

impl Outbound {
    /// Whether this need not be read by somebody who reads `next` right after it. The buttons may
    /// belong to another asking of the same question.
    #[must_use]
    pub fn says_the_same(&self, next: &Self) -> bool {
        let kept =
            |outbound: &Self| (outbound.ask_contact.clone(), outbound.end_contact, outbound.menu);
        self.text == next.text
            && self.files.is_empty()
            && self.copy.is_none()
            && kept(self) == kept(next)
    }

    /// The text to store.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a message has only strings, numbers and lists")
    }
}

/// Results to be drawn, in words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Picture {
    pub locale: Locale,
    /// What stands before a link to it.
    pub look: String,
    pub title: String,
    pub subtitle: String,
    /// What is counted, and how much it is.
    pub figures: [(String, String); 2],
    /// Thousandths of the target that are reached, and the same in words.
    pub goal: Option<(i64, String)>,
    pub columns_title: String,
    pub columns: Vec<Column>,
}

/// A column of a picture.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Column {
    pub label: String,
    /// The value as it is written.
    pub figure: String,
    pub value: i64,
}

/// A labelled button.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Button {
    /// Plain words, no mark-up.
    pub label: String,
    pub press: Press,
}

/// Which commands a chat's menu shows. Decoration only: a command is authorised when it is
/// executed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Menu {
    Worker,
    Reviewer,
    Administrator,
}

impl Menu {
    /// The menu of somebody with these appointments.
    #[must_use]
    pub fn of(grants: &[Grant]) -> Self {
        match grants.iter().map(|grant| grant.role).max() {
            None => Self::Worker,
            Some(Role::Reviewer) => Self::Reviewer,
            Some(Role::Administrator) => Self::Administrator,
        }
    }
}

/// What a channel can do. The talk looks at this and never at the channel's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Capabilities {
    /// A button that shares the person's own phone number.
    pub contact_button: bool,
    /// How files can be sent by us.
    pub files_out: FilesOut,
    /// How long after the person's last word we may write unasked; none where we may at any time.
    pub window: Option<TimeDelta>,
}

/// How a channel takes files of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FilesOut {
    /// By the id of a file that it holds already, and else by uploading up to so many bytes.
    Upload { max_bytes: u64 },
    /// By a link to our own web side, which its readers open.
    Link,
}

/// Turns the small mark-up of [`Outbound::text`] into plain words.
#[must_use]
pub fn plain(markup: &str) -> String {
    let mut text = markup.to_owned();
    for tag in ["<b>", "</b>", "<i>", "</i>", "<code>", "</code>"] {
        text = text.replace(tag, "");
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Makes words safe inside the small mark-up.
#[must_use]
pub fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_survives_the_journey() {
        for press in [
            Press::Answer { question: 17, key: "skip".to_owned() },
            Press::Command("/xem 10000017".to_owned()),
        ] {
            assert_eq!(Press::decode(&press.encode()), Some(press));
        }
    }

    #[test]
    fn a_forged_press_is_no_press() {
        for forged in ["", "a", "a.", "a1.", "a-1.x", "a99999999999.x", "xyz", "crm -rf", "c"] {
            assert_eq!(Press::decode(forged), None, "{forged:?}");
        }
        assert_eq!(Press::decode(&format!("c/{}", "x".repeat(64))), None);
    }

    #[test]
    fn plain_undoes_escape() {
        let words = "a < b && c > d <b>not bold</b>";
        assert_eq!(plain(&escape(words)), words);
    }
}
