//! Answering an officer's question with words and files, in as many messages as it takes.

use serde::{Deserialize, Serialize};

use super::files::{self, Album, Taken};
use super::mine::own;
use super::question::MOST_FILES;
use super::{At, State, again, aside, current, stale};
use crate::domain::initiative::Supplement;
use crate::domain::status::Open;
use crate::domain::{Act, Actor, Attachment, Initiative, InitiativeId, Status};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::Heard;
use crate::phrase::talk::{Button, Talk};
use crate::vietnamese::intent::{self, Intent};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, Why, code, text};

/// Two full messages of the common platforms.
const LONGEST_ANSWER: usize = 8_000;

/// An answer that is being written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answering {
    pub initiative: InitiativeId,
    /// What is asked; not known where the person answered without being led to the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<Asked>,
    /// The words so far, a paragraph a message.
    #[serde(default)]
    words: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<Attachment>,
    /// Files that the initiative has already.
    #[serde(default)]
    files_before: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    album: Option<Album>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Asked {
    title: String,
    question: String,
}

impl Answering {
    fn new(initiative: InitiativeId) -> Self {
        Self {
            initiative,
            question: None,
            words: String::new(),
            files: Vec::new(),
            files_before: 0,
            album: None,
        }
    }

    fn about(initiative: &Initiative, question: &str) -> Self {
        Self {
            question: Some(Asked {
                title: initiative.content.title.clone(),
                question: question.to_owned(),
            }),
            files_before: initiative.content.attachments.len(),
            ..Self::new(initiative.id)
        }
    }
}

/// `/traloi CODE`: leads to an officer's question.
pub fn begin(mut state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let id = match code::read(rest) {
        Reading::Read(code) => InitiativeId::from(code),
        Reading::Unreadable(Why::WrongCheckDigit) => {
            return again(state, Talk::CodeMistyped, facts);
        }
        Reading::Ambiguous(_) | Reading::Unreadable(_) => return which(state, facts),
    };
    let Some(initiative) = own(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    let Status::Open(Open::NeedsInfo { question, .. }) = &initiative.status else {
        return again(state, Talk::NothingAsked, facts);
    };
    // Whoever presses the button twice goes on with the words that are there.
    if !matches!(&state.at, At::Supplement(answering) if answering.initiative == id) {
        state.at = At::Supplement(Answering::about(initiative, question));
    }
    let say = current(&state, facts);
    Turn::say(state, say)
}

fn which(state: State, facts: &Facts) -> Turn<State> {
    if facts.found.asked.is_empty() {
        return again(state, Talk::NothingAsked, facts);
    }
    let say = facts.found.asked.iter().fold(Say::of(Talk::CodeNeeded), |say, &initiative| {
        let code = code::Code::from(initiative);
        say.command(format!("/traloi {code}"), Talk::Code(code))
    });
    aside(state, say)
}

/// Somebody who was asked by an officer, and by nobody else, says something.
pub fn volunteered(
    mut state: State,
    initiative: InitiativeId,
    heard: &Heard,
    facts: &Facts,
) -> Turn<State> {
    state.at = At::Supplement(Answering::new(initiative));
    hear(state, heard, facts)
}

/// The officer's question, or what has been answered so far.
pub fn ask(answering: &Answering) -> Say {
    let code = answering.initiative.into();
    match &answering.question {
        Some(Asked { title, question }) if answering.is_empty() => {
            Say::of(Talk::AskSupplement { code, title: title.clone(), question: question.clone() })
                .answer("later", Button::NotNow)
        }
        _ => Say::of(Talk::SupplementSoFar {
            code,
            words: !answering.words.is_empty(),
            files: answering.files.len(),
        })
        .answer("send", Button::SendSupplement)
        .answer("later", Button::NotNow),
    }
}

impl Answering {
    /// The files so far.
    pub fn files_mut(&mut self) -> &mut Vec<Attachment> {
        &mut self.files
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.files.is_empty()
    }

    /// Adds a paragraph; gives back how long it would be where that is too long.
    fn add(&mut self, words: &str) -> Result<(), usize> {
        let length = self.words.chars().count() + words.chars().count();
        if length > LONGEST_ANSWER {
            return Err(length);
        }
        if !self.words.is_empty() {
            self.words.push('\n');
        }
        self.words.push_str(words);
        Ok(())
    }
}

/// Hears a part of the answer.
pub fn hear(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let At::Supplement(answering) = &mut state.at else {
        return stale(state, None, facts);
    };
    match heard {
        Heard::Answer { key } => match key.as_str() {
            "send" => send(state, facts),
            "later" => super::cancel(state, facts),
            key => stale(state, Some(key), facts),
        },
        Heard::Text(words) => {
            let done = intent::read(words) == Some(Intent::Done)
                || yes_no::read(words) == Reading::Read(YesNo::Yes);
            if done && !answering.is_empty() {
                return send(state, facts);
            }
            if text::fold(words).is_empty() {
                return again(state, Talk::NotReadable, facts);
            }
            match answering.add(words) {
                Ok(()) => {
                    let say = current(&state, facts);
                    Turn::say(state, say)
                }
                Err(length) => again(state, Talk::TooLong { max: LONGEST_ANSWER, length }, facts),
            }
        }
        Heard::Attachment { file, caption, album } => {
            let Answering { album: current_album, files, files_before, .. } = answering;
            let before = files.len() + *files_before;
            let (taken, fetch) =
                files::take(file, album.as_deref(), current_album, files, *files_before, facts);
            let too_long = caption.as_deref().is_some_and(|words| answering.add(words).is_err());
            let mut turn = match taken {
                Taken::Silently => Turn::silent(state),
                Taken::TooBig => again(state, files::too_big(file, before, facts), facts),
                Taken::Full => again(state, Talk::FilesFull { max: MOST_FILES }, facts),
                Taken::Kept if too_long => again(state, Talk::CaptionNotKept, facts),
                Taken::Kept => again(state, Talk::FileKept { kind: file.kind }, facts),
            };
            turn.effects.extend(fetch);
            turn
        }
        Heard::Contact { .. } => again(state, Talk::ContactNotExpected, facts),
        _ => {
            let say = current(&state, facts);
            Turn::say(state, say)
        }
    }
}

/// Sends the answer back to the officer who asked.
fn send(mut state: State, facts: &Facts) -> Turn<State> {
    let At::Supplement(answering) = &state.at else {
        return stale(state, None, facts);
    };
    if answering.is_empty() {
        return again(state, Talk::SupplementNeedsWords, facts);
    }
    let answering = answering.clone();
    state.resume();
    let Some(initiative) = own(answering.initiative, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    let Status::Open(open) = initiative.status.clone() else {
        return again(state, Talk::NothingAsked, facts);
    };
    let question = match &open {
        Open::NeedsInfo { question, .. } => question.clone(),
        Open::Received | Open::InReview { .. } | Open::Supplemented { .. } => String::new(),
    };
    let Ok(status) = open.supplement() else {
        return again(state, Talk::NothingAsked, facts);
    };
    let mut content = initiative.content.clone();
    let room = MOST_FILES.saturating_sub(content.attachments.len());
    content.attachments.extend(answering.files.into_iter().take(room));
    content.supplements.push(Supplement { question, answer: answering.words });
    let act = Act::silent(Actor::Author, facts.now);
    let (initiative, event) = initiative.clone().revise(content).advance(status, act);
    let code = initiative.code();
    again(state, Talk::SupplementSent { code }, facts)
        .with(Effect::Advance { initiative: Box::new(initiative), event })
}
