//! Files that come with an answer: albums, repeats, and the limit.

use serde::{Deserialize, Serialize};

use chrono::{DateTime, TimeDelta, Utc};

use super::{At, State, again, submit};
use crate::domain::{Attachment, Content, FileTrouble};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::FileFailed;
use crate::phrase::talk::Talk;

/// Files that come within this time of each other were chosen together. Zalo sends an album as
/// messages of their own that nothing holds together.
const TOGETHER: TimeDelta = TimeDelta::seconds(5);

/// Files that were sent together, as an album or one right after the other, and that come in one
/// message each. Its first part was answered; the others are
/// taken in silence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Album {
    /// Empty where the platform gives none.
    pub id: String,
    /// When the newest of them was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<DateTime<Utc>>,
    /// The person was told that not all of it can be kept.
    #[serde(default)]
    pub overflowed: bool,
    /// Words under one of them were heard as an answer.
    #[serde(default)]
    pub worded: bool,
}

impl Album {
    /// Whether words under a part of it are heard as an answer: the first are.
    pub fn takes_words(&mut self) -> bool {
        !std::mem::replace(&mut self.worded, true)
    }
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It is kept, and the person shall hear of it.
    Kept,
    /// It is kept or known already, and the person has heard of its album.
    Silently,
    /// There is no room for it.
    Full,
    /// It is too large to be fetched.
    TooBig,
}

/// Takes a file that was sent at `facts.sent_at`. Gives what became of it, and what has to be done
/// about it.
pub fn take(
    file: &Attachment,
    album: Option<&str>,
    current: &mut Option<Album>,
    files: &mut Vec<Attachment>,
    others: usize,
    facts: &Facts,
) -> (Taken, Option<Effect>) {
    let id = album.unwrap_or_default();
    let continued = current.as_ref().is_some_and(|current| {
        let since = current.newest.map(|newest| facts.sent_at - newest);
        current.id == id && (album.is_some() || since.is_some_and(|since| since <= TOGETHER))
    });
    if !continued {
        *current =
            Some(Album { id: id.to_owned(), newest: None, overflowed: false, worded: false });
    }
    if let Some(current) = current.as_mut() {
        current.newest = Some(facts.sent_at);
    }
    if file.size.is_some_and(|size| size > facts.settings.max_file) {
        return (Taken::TooBig, None);
    }
    let known = files.iter().any(|kept| kept.unique_id == file.unique_id);
    if !known && files.len() + others >= Content::MAX_ATTACHMENTS {
        let told =
            current.as_mut().is_some_and(|album| std::mem::replace(&mut album.overflowed, true));
        return (if told { Taken::Silently } else { Taken::Full }, None);
    }
    let mut fetch = None;
    if !known {
        files.push(file.clone());
        let number = files.len() + others;
        fetch = Some(Effect::Fetch { file: file.clone(), number });
    }
    (if continued { Taken::Silently } else { Taken::Kept }, fetch)
}

/// What is said of a file that is too large to be fetched, the next of so many.
pub fn too_big(file: &Attachment, so_far: usize, facts: &Facts) -> Talk {
    Talk::FileFailed {
        kind: file.kind,
        number: so_far + 1,
        why: FileTrouble::TooBig,
        max: facts.settings.max_file,
        is_sent: false,
    }
}

/// A file cannot be kept. The answer that it was part of goes on without it; one that is sent
/// already stays as it is.
pub fn failed(mut state: State, failed: &FileFailed, facts: &Facts) -> Turn<State> {
    let drop = |files: &mut Vec<Attachment>| {
        let before = files.len();
        files.retain(|file| file.unique_id != failed.unique_id);
        files.len() < before
    };
    let from_draft = state.draft.as_mut().is_some_and(|draft| drop(&mut draft.answers.files));
    let from_answer = match &mut state.at {
        At::Supplement(answering) => drop(answering.files_mut()),
        _ => false,
    };
    let mut left = state.answers.iter_mut();
    let from_left = left.any(|left| drop(left.files_mut()));
    let remark = Talk::FileFailed {
        kind: failed.kind,
        number: failed.number,
        why: failed.why,
        max: facts.settings.max_file,
        is_sent: !from_draft && !from_answer && !from_left,
    };
    if from_answer || (from_draft && state.at == At::Draft && submit::shows_files(&state)) {
        return again(state, remark, facts);
    }
    // Whatever else is being asked stays asked.
    Turn::say(state, Say::of(remark))
}
