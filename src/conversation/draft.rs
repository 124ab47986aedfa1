//! An unfinished initiative: what has been answered, and where the talk about it stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::files::Album;
use crate::domain::{Attachment, Benefit, CoAuthor, Content, DraftId, Kind, Recognition, Since};
use crate::phrase::talk::{Shown, Topic};

/// An unfinished initiative that is being written.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The stored draft that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<DraftId>,
    /// When that was written down last, as it was taken up: it may be taken up in two chats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<DateTime<Utc>>,
    pub place: Place,
    pub answers: Answers,
    /// The album whose parts are still coming in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<Album>,
}

/// Where the talk about a draft stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Place {
    /// A question is being asked.
    Asking {
        topic: Topic,
        /// The answer is being changed from the preview, and the talk goes back there.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        anew: bool,
        /// What was understood and is not confirmed yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pending: Option<Pending>,
    },
    /// Everything is shown, to be sent.
    Preview,
    /// Which answer shall be changed?
    Editing,
    /// Shall it be thrown away?
    Discarding {
        /// Where the talk goes on if not. Versions of before have stored none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back: Option<Box<Self>>,
    },
}

/// What was understood and waits for a word of the person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pending {
    pub why: Doubt,
    /// One, to be confirmed, or several, to choose from.
    pub values: Vec<Value>,
}

/// Why we ask back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// What was typed was converted: is it right?
    Converted,
    /// It has several meanings.
    Ambiguous,
    /// The date lies outside the days that count.
    Outside,
    /// The keyboard was switched off: the decoded text and the typed one.
    Garbled,
}

/// An answer to one question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Title(String),
    Kind(Kind),
    Before(Option<String>),
    Solution(String),
    Since(Since),
    Benefit(Option<Benefit>),
    CoAuthors(Vec<CoAuthor>),
    Recognition(Option<Recognition>),
}

/// What has been answered.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solution: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benefit: Option<Benefit>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub co_authors: Vec<CoAuthor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognition: Option<Recognition>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attachment>,
}

/// A draft that was put aside, as it is stored.
#[derive(Serialize, Deserialize)]
struct Aside {
    place: Place,
    answers: Answers,
}

impl Default for Place {
    fn default() -> Self {
        Self::asking(Topic::ALL[0])
    }
}

impl Place {
    /// A question, asked in its turn.
    pub const fn asking(topic: Topic) -> Self {
        Self::Asking { topic, anew: false, pending: None }
    }

    /// See [`Draft::forget_co_author`].
    pub fn forget_co_author(&mut self, name: &str) -> bool {
        let pending = match self {
            Self::Asking { pending: Some(pending), .. } => pending,
            Self::Discarding { back: Some(back) } => return back.forget_co_author(name),
            Self::Asking { pending: None, .. }
            | Self::Preview
            | Self::Editing
            | Self::Discarding { back: None } => return false,
        };
        let mut was_there = false;
        for value in &mut pending.values {
            if let Value::CoAuthors(others) = value {
                was_there |= CoAuthor::forget(others, name);
            }
        }
        was_there
    }
}

impl Draft {
    /// Reads what [`Draft::to_json`] wrote. A text that does not read, from a version of the
    /// program that is gone, is none.
    pub fn from_json(id: DraftId, json: &str) -> Option<Self> {
        let Aside { place, answers } = serde_json::from_str(json).ok()?;
        let place = match place {
            // Some of them were put aside there before everything was answered.
            Place::Preview => answers.first_gap(),
            other => other,
        };
        Some(Self { id: Some(id), as_of: None, place, answers, album: None })
    }

    /// The text to store when the draft is put aside.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&Aside { place: self.place_to_keep(), answers: self.answers.clone() })
            .expect("answers have only strings, numbers and lists")
    }

    /// Where the talk about it goes on as long as it is not thrown away.
    pub fn place_to_keep(&self) -> Place {
        match &self.place {
            Place::Discarding { back: Some(back) } => (**back).clone(),
            Place::Discarding { back: None } => self.answers.first_gap(),
            place => place.clone(),
        }
    }

    /// Takes the name of somebody who was erased out of the list of those who share in it, also
    /// where that is still to be confirmed. Gives whether it was there.
    pub fn forget_co_author(&mut self, name: &str) -> bool {
        let was_pending = self.place.forget_co_author(name);
        CoAuthor::forget(&mut self.answers.co_authors, name) || was_pending
    }

    /// Whether anything would be lost with it.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.answers == Answers::default()
    }
}

impl Value {
    /// Puts the answer where it belongs.
    pub fn put(self, answers: &mut Answers) {
        match self {
            Self::Title(title) => answers.title = Some(title),
            Self::Kind(kind) => answers.kind = Some(kind),
            Self::Before(before) => answers.before = before,
            Self::Solution(solution) => answers.solution = Some(solution),
            Self::Since(since) => answers.since = Some(since),
            Self::Benefit(benefit) => answers.benefit = benefit,
            Self::CoAuthors(co_authors) => answers.co_authors = co_authors,
            Self::Recognition(recognition) => answers.recognition = recognition,
        }
    }

    /// The answer as it is shown back in full.
    pub fn shown(&self) -> Shown {
        match self {
            Self::Title(text) | Self::Solution(text) => Shown::Text(text.clone()),
            Self::Kind(kind) => Shown::Kind(*kind),
            Self::Since(since) => Shown::Since(*since),
            Self::Before(Some(text)) | Self::Recognition(Some(Recognition::Stated(text))) => {
                Shown::Text(text.clone())
            }
            Self::Benefit(Some(benefit)) => Shown::Benefit(benefit.clone()),
            Self::CoAuthors(others) => {
                Shown::Shares { author: author_percent(others), others: others.clone() }
            }
            Self::Recognition(Some(Recognition::NotYet)) => Shown::NotRecognizedYet,
            Self::Before(None) | Self::Benefit(None) | Self::Recognition(None) => Shown::Nothing,
        }
    }

    /// What is said when the answer is taken: texts are not repeated.
    pub fn noted(&self) -> Shown {
        match self.shown() {
            Shown::Text(_) | Shown::Benefit(Benefit::NotInMoney { .. }) => Shown::AsTyped,
            other => other,
        }
    }
}

/// A draft that was put aside, as it is stored, without the name of somebody who was erased; none
/// where it is not in it.
#[must_use]
pub fn without_co_author(id: DraftId, answers: &str, name: &str) -> Option<String> {
    let mut draft = Draft::from_json(id, answers)?;
    draft.forget_co_author(name).then(|| draft.to_json())
}

/// The author's own share of a hundred.
fn author_percent(others: &[CoAuthor]) -> u8 {
    let sum: u32 = others.iter().map(|other| u32::from(other.percent)).sum();
    u8::try_from(100_u32.saturating_sub(sum)).unwrap_or(0)
}

impl Answers {
    /// The first question that must be answered and is not.
    pub fn missing(&self) -> Option<Topic> {
        [
            (self.title.is_none(), Topic::Title),
            (self.kind.is_none(), Topic::Kind),
            (self.solution.is_none(), Topic::Solution),
            (self.since.is_none(), Topic::Since),
        ]
        .into_iter()
        .find_map(|(missing, topic)| missing.then_some(topic))
    }

    /// The question that must still be answered, or the preview.
    pub fn first_gap(&self) -> Place {
        self.missing().map_or(Place::Preview, Place::asking)
    }

    /// What is submitted; none while an answer is missing.
    pub fn content(&self) -> Option<Content> {
        Some(Content {
            title: self.title.clone()?,
            kind: self.kind?,
            before: self.before.clone(),
            solution: self.solution.clone()?,
            since: self.since?,
            benefit: self.benefit.clone(),
            co_authors: self.co_authors.clone(),
            recognition: self.recognition.clone(),
            attachments: self.files.clone(),
            supplements: Vec::new(),
        })
    }
}
