//! Answering an officer's question with words and files, in as many messages as it takes.

use serde::{Deserialize, Serialize};

use super::files::{self, Album, Taken};
use super::mine::own;
use super::question::MOST_FILES;
use super::{At, State, again, aside, beside, current, stale};
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

    /// Whether nothing has been answered.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.files.is_empty()
    }
}

impl State {
    /// What is answered, or was before it was left, to the question about an initiative.
    fn answer_to(&mut self, initiative: &Initiative, question: &str) -> Answering {
        let id = initiative.id;
        let left = self.answers.iter().position(|left| left.initiative == id);
        let left = left.map(|left| self.answers.remove(left));
        let begun = match std::mem::take(&mut self.at) {
            At::Supplement(answering) if answering.initiative == id => Some(answering),
            at => {
                self.at = at;
                left
            }
        };
        // The officer may have asked something else since.
        let asked =
            Asked { title: initiative.content.title.clone(), question: question.to_owned() };
        Answering {
            question: Some(asked),
            files_before: initiative.content.attachments.len(),
            ..begun.unwrap_or_else(|| Answering::new(id))
        }
    }
}

/// `/traloi CODE`: leads to an officer's question.
pub fn begin(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    match code::read(rest) {
        Reading::Read(code) => lead(state, code.into(), facts),
        Reading::Unreadable(Why::WrongCheckDigit) => again(state, Talk::CodeMistyped, facts),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => match *facts.found.asked {
            [only] => lead(state, only, facts),
            _ => which(state, facts),
        },
    }
}

/// Shows the question, with what has been answered so far.
fn lead(mut state: State, id: InitiativeId, facts: &Facts) -> Turn<State> {
    let Some(initiative) = own(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    let Status::Open(Open::NeedsInfo { question, .. }) = &initiative.status else {
        return again(state, Talk::NothingAsked, facts);
    };
    let answering = state.answer_to(initiative, question);
    let say = ask(&answering);
    let say = match &answering.question {
        Some(asked) if !answering.is_empty() => say.after(asked.shown(id)),
        _ => say,
    };
    state.turn_to(At::Supplement(answering));
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
    id: InitiativeId,
    heard: &Heard,
    facts: &Facts,
) -> Turn<State> {
    // A yes or thanks to the news that there is a question do not answer it.
    if matches!(heard, Heard::Text(words) if is_done(words) || beside::is_thanks(words)) {
        return lead(state, id, facts);
    }
    let Some(initiative) = own(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    let Status::Open(Open::NeedsInfo { question, .. }) = &initiative.status else {
        return again(state, Talk::NothingAsked, facts);
    };
    let answering = state.answer_to(initiative, question);
    state.turn_to(At::Supplement(answering));
    hear(state, heard, facts)
}

/// Whether the words say no more than that it is done, or yes.
fn is_done(words: &str) -> bool {
    intent::read(words) == Some(Intent::Done) || yes_no::read(words) == Reading::Read(YesNo::Yes)
}

impl Asked {
    fn shown(&self, initiative: InitiativeId) -> Talk {
        let Self { title, question } = self.clone();
        Talk::AskSupplement { code: initiative.into(), title, question }
    }
}

/// The officer's question, or what has been answered so far.
pub fn ask(answering: &Answering) -> Say {
    let code = answering.initiative.into();
    match &answering.question {
        Some(asked) if answering.is_empty() => {
            Say::of(asked.shown(answering.initiative)).answer("later", Button::NotNow)
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
            if is_done(words) && !answering.is_empty() {
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
    state.at = At::Idle;
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
    // Files that were sent in another chat meanwhile have taken the room of some of these.
    let room = MOST_FILES.saturating_sub(content.attachments.len());
    let left_out = answering.files.len() > room;
    content.attachments.extend(answering.files.into_iter().take(room));
    content.supplements.push(Supplement { question, answer: answering.words });
    let act = Act::silent(Actor::Author, facts.now);
    let (initiative, event) = initiative.clone().revise(content).advance(status, act);
    let code = initiative.code();
    let mut turn = again(state, Talk::SupplementSent { code }, facts)
        .with(Effect::Advance { initiative: Box::new(initiative), event });
    if left_out {
        turn.reply = turn.reply.map(|say| say.second(Talk::FilesFull { max: MOST_FILES }));
    }
    turn
}

/// Says what has been left half answered in this turn, beside the answers that were `left` before,
/// and forgets answers that nobody waits for any more.
pub fn tell_kept(mut turn: Turn<State>, left: &[InitiativeId]) -> Turn<State> {
    for effect in &turn.effects {
        if let Effect::Advance { initiative, .. } = effect {
            turn.state.answers.retain(|kept| kept.initiative != initiative.id);
        }
    }
    let kept = turn.state.answers.iter().find(|kept| !left.contains(&kept.initiative));
    if let Some(code) = kept.map(|kept| kept.initiative.into()) {
        turn.reply = turn.reply.map(|say| say.after(Talk::SupplementKept { code }));
    }
    turn
}
