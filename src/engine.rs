//! Decides which talk hears an utterance, and keeps what both talks share: the number of the
//! question, what was offered, the newest message.
//!
//! A tap, a typed number, a typed label and a typed command are told apart here, once, so that
//! no talk has to.

use serde::{Deserialize, Serialize};

use crate::campaign;
use crate::conversation;
use crate::directory::Directory;
use crate::effect::{Means, Turn};
use crate::facts::{Facts, Needs};
use crate::message::{Heard, Inbound, Press, Utterance};
use crate::review;
use crate::vietnamese::{choice, text};

/// Where a conversation stands, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The number of the question that is being asked. Grows with every question.
    pub question: u32,
    /// Who asked it.
    pub asker: Asker,
    /// What can be chosen now, as it was shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<Offered>,
    /// The platform's id of the newest message of the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    /// Whether the turn that led here went on to something else: what was offered before is over.
    #[serde(skip)]
    pub moved: bool,
    /// The worker's talk.
    pub talk: conversation::State,
    /// The officer's talk.
    #[serde(skip_serializing_if = "is_default")]
    pub desk: review::State,
    /// The talk about the campaign.
    #[serde(skip_serializing_if = "is_default")]
    pub campaign: campaign::State,
}

/// Which talk asked the question that is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// The worker's talk.
    #[default]
    Talk,
    /// The officer's talk.
    Desk,
}

/// Something that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Offered {
    /// The words on the button.
    pub label: String,
    /// What choosing it means.
    pub press: Press,
}

impl Session {
    /// Reads a stored session. A text that does not read, from a version of the program that
    /// is gone, gives a new session: the person is greeted again rather than left in silence.
    #[must_use]
    pub fn from_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// The text to store.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a session has only strings, numbers and lists")
    }

    /// The session of a chat that was joined to somebody who has agreed in another one.
    #[must_use]
    pub fn joined(mut self) -> Self {
        self.talk = conversation::joined(self.talk);
        self
    }

    /// Takes the name of somebody who was erased out of the draft that is being written. Gives
    /// whether it was there.
    pub fn forget_co_author(&mut self, name: &str) -> bool {
        self.talk.forget_co_author(name)
    }

    /// What was said, told apart.
    #[must_use]
    pub fn understand(&self, inbound: &Inbound) -> Heard {
        match &inbound.utterance {
            Utterance::Started { payload } => Heard::Started { payload: payload.clone() },
            Utterance::Text(words) => self.understand_words(words),
            Utterance::Edited { message, text: words } => {
                let words = text::clean(words);
                if self.newest.as_deref() == Some(message) && !words.is_empty() {
                    Heard::Correction(words)
                } else {
                    Heard::LateCorrection
                }
            }
            Utterance::Chose(press) => self.understand_press(press),
            Utterance::Contact { phone, own } => {
                Heard::Contact { phone: text::clean(phone), own: *own }
            }
            Utterance::Attachment { file, caption, album } => Heard::Attachment {
                file: file.clone(),
                caption: caption.as_deref().map(text::clean).filter(|words| !words.is_empty()),
                album: album.clone(),
            },
            Utterance::Unreadable => Heard::Unreadable,
            Utterance::Blocked => Heard::Blocked,
            Utterance::Returned => Heard::Returned,
            Utterance::Alarm(alarm) => Heard::Alarm(*alarm),
            Utterance::FileFailed(failed) => Heard::FileFailed(failed.clone()),
        }
    }

    fn understand_words(&self, words: &str) -> Heard {
        let words = text::clean(words);
        if words.is_empty() {
            return Heard::Unreadable;
        }
        if let Some(command) = read_command(&words) {
            return command;
        }
        let labels: Vec<&str> = self.offered.iter().map(|offered| offered.label.as_str()).collect();
        match choice::pick(&words, &labels) {
            crate::vietnamese::Reading::Read(index) => {
                self.understand_press(&self.offered[index].press)
            }
            crate::vietnamese::Reading::Ambiguous(_) => match self.numbered(&words) {
                Some(press) => self.understand_press(press),
                None => Heard::Text(words),
            },
            crate::vietnamese::Reading::Unreadable(_) => Heard::Text(words),
        }
    }

    /// The command at this place of the list: "1" is that even where another label holds a 1, as
    /// "Cụm số 1" does. An answer is asked for again instead, because it would be kept.
    fn numbered(&self, words: &str) -> Option<&Press> {
        let place = words.parse::<usize>().ok()?.checked_sub(1)?;
        let press = &self.offered.get(place)?.press;
        matches!(press, Press::Command(_)).then_some(press)
    }

    fn understand_press(&self, press: &Press) -> Heard {
        match press {
            Press::Answer { question, key } if *question == self.question => {
                Heard::Answer { key: key.clone() }
            }
            Press::Answer { .. } => Heard::Stale,
            Press::Command(command) => read_command(command).unwrap_or(Heard::Stale),
        }
    }
}

/// Reads `/name words…`. A bot's name after the command (`/help@bot`) is dropped.
fn read_command(words: &str) -> Option<Heard> {
    let rest = words.strip_prefix('/')?;
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.split('@').next().unwrap_or(name);
    let rest = rest.trim();
    let name = text::fold(name);
    if name == "start" {
        let payload = (!rest.is_empty()).then(|| rest.to_owned());
        return Some(Heard::Started { payload });
    }
    Some(Heard::Command { name, rest: rest.to_owned() })
}

/// Which talk hears it.
fn listener(session: &Session, heard: &Heard) -> Asker {
    match heard {
        Heard::Answer { .. } => session.asker,
        _ if conversation::hears_beside(&session.talk, heard) => Asker::Talk,
        _ if review::hears(&session.desk, heard) => Asker::Desk,
        _ => Asker::Talk,
    }
}

/// What has to be looked up before `heard` can be answered.
#[must_use]
pub fn needs(session: &Session, heard: &Heard, units: &Directory) -> Needs {
    if campaign::hears(heard) {
        return campaign::needs(heard);
    }
    match listener(session, heard) {
        Asker::Talk => conversation::needs(&session.talk, heard),
        Asker::Desk => review::needs(&session.desk, heard, units),
    }
}

/// Hears one utterance. The reply's choices become the open question; whoever renders them
/// puts the words into [`Session::offered`].
#[must_use]
pub fn hear(
    mut session: Session,
    inbound: &Inbound,
    heard: &Heard,
    facts: &Facts,
) -> Turn<Session> {
    if inbound.message.is_some() {
        session.newest.clone_from(&inbound.message);
    }
    if campaign::hears(heard) {
        // It asks nothing that is answered with words, so whatever was being asked is still open.
        let turn = campaign::step(std::mem::take(&mut session.campaign), heard, facts);
        session.campaign = turn.state;
        session.talk.interrupt();
        return Turn { state: session, reply: turn.reply, effects: turn.effects };
    }
    let asker = listener(&session, heard);
    let before = (session.talk.here(), session.desk.here());
    let (reply, effects) = match asker {
        Asker::Talk => {
            // Whoever turns to something else has left the officers' question: what is typed
            // next is no answer to it.
            if matches!(heard, Heard::Command { .. } | Heard::Started { .. }) {
                session.desk.leave();
            }
            let turn = conversation::step(std::mem::take(&mut session.talk), heard, facts);
            session.talk = turn.state;
            (turn.reply, turn.effects)
        }
        Asker::Desk => {
            let turn = review::step(std::mem::take(&mut session.desk), heard, facts);
            session.desk = turn.state;
            session.talk.interrupt();
            (turn.reply, turn.effects)
        }
    };
    let asks = reply.as_ref().is_some_and(|say| {
        say.choices.iter().any(|choice| matches!(choice.means, Means::Answer(_)))
    });
    session.moved = before != (session.talk.here(), session.desk.here());
    // Files of an album are taken in silence, and the button that was shown stays good.
    if asks || (session.moved && reply.is_some()) {
        session.question = session.question.wrapping_add(1);
    }
    if asks {
        session.asker = asker;
    }
    Turn { state: session, reply, effects }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
