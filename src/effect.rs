//! Everything the service can do, as data. The thinking returns these; `work::perform` carries
//! them out, all of one turn in one transaction.

use chrono::{DateTime, Utc};

use crate::charter::Amendment;
use crate::charter::target::Setting;
use crate::domain::publication::Publication;
use crate::domain::{
    CampaignId, ConversationId, DraftId, Event, Initiative, InitiativeId, Locale, OfficerId,
    Person, PersonId, Role, UnitId, Workplace,
};
use crate::message::{Alarm, Menu};
use crate::phrase::Phrase;
use crate::phrase::campaign::Chart;

/// What comes of one utterance: where the talk stands now, the one message we answer with, and
/// what has to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn<State> {
    pub state: State,
    pub reply: Option<Say>,
    pub effects: Vec<Effect>,
}

/// One message of ours: parts that are read one below the other, and what can be chosen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Say {
    pub parts: Vec<Phrase>,
    pub choices: Vec<Choice>,
    /// Buttons beside each other in a row; 0 means one a row.
    pub columns: usize,
    /// Offer the button that shares the person's own phone number.
    pub ask_contact: bool,
    /// Take away what `ask_contact` offered before.
    pub end_contact: bool,
    /// Files to send with it.
    pub files: Vec<crate::domain::Attachment>,
    /// Everything about this person goes with it, as files.
    pub copy: Option<PersonId>,
    /// Results to send as a picture with it.
    pub chart: Option<Box<Chart>>,
    /// The menu of commands to show from now on.
    pub menu: Option<Menu>,
}

/// Something to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    pub label: Label,
    pub means: Means,
}

/// The words on a button.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    Phrase(Phrase),
    /// Data that is words already: a unit's name, a code.
    Text(String),
}

/// What choosing it means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Means {
    /// An answer to the question that is being asked. Short ASCII.
    Answer(String),
    /// A command as it could be typed; at most 62 bytes.
    Command(String),
}

/// Something to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Keep what was answered to the consent text. Agreement is what makes a person exist.
    Consent { version: &'static str, agreed: bool },
    /// Keep an answer of the profile.
    Profile(Profile),
    /// Speak this language from the next message on.
    Locale(Locale),
    /// Put an unfinished initiative aside: a new one, or over the one it came from, as that was
    /// when it was taken up.
    KeepDraft { draft: Option<DraftId>, as_of: Option<DateTime<Utc>>, answers: String },
    /// Forget a draft.
    DropDraft(DraftId),
    /// Come back to this conversation at an instant; replaces an earlier alarm of that kind.
    SetAlarm { alarm: Alarm, due_at: DateTime<Utc> },
    /// Do not come back.
    ClearAlarm(Alarm),
    /// An initiative is submitted, and the draft that it was is used up.
    Submit { initiative: Box<Initiative>, event: Event, draft: Option<DraftId> },
    /// Something happened to an initiative that exists.
    Advance { initiative: Box<Initiative>, event: Event },
    /// Tell somebody, in their own chat and language.
    Notify(Notice),
    /// Call back the notice of an initiative's decision that still waits; if it is gone
    /// already, say this instead.
    Recall { initiative: InitiativeId, otherwise: Notice },
    /// Make a one-time invitation; only the hash of its code is kept.
    Invite {
        token_hash: [u8; 32],
        unit: UnitId,
        role: Role,
        by: OfficerId,
        expires_at: DateTime<Utc>,
    },
    /// A figure of a unit's target is what it is here from now on.
    SetTarget { campaign: CampaignId, setting: Setting, by: OfficerId },
    /// Something of the campaign is changed.
    Amend { campaign: CampaignId, amendment: Amendment, by: OfficerId },
    /// Send the speaker the weekly message, or do not.
    WeeklyDigest(bool),
    /// Use an invitation up: this person is an officer now.
    Redeem { token_hash: [u8; 32] },
    /// Dismiss an officer.
    Revoke { officer: OfficerId, by: OfficerId },
    /// Fetch a file that came with an answer, the `number`-th of its files.
    Fetch { file: crate::domain::Attachment, number: usize },
    /// An officer was told the author's phone number: write down who, whose and for what.
    Looked { officer: OfficerId, person: PersonId, initiative: InitiativeId },
    /// Keep the hash of a code that joins another chat to this one.
    IssueLink { code_hash: [u8; 32], expires_at: DateTime<Utc> },
    /// A code was typed here that is none.
    LinkMissed,
    /// The code was typed here, and waits for a yes where it was asked for.
    ClaimLink { link: i64 },
    /// Join the chat in which the code was typed to this person.
    Link { link: i64 },
    /// The code is not to be used.
    DropLink { link: i64 },
    /// The speaker is given a copy of everything about them: see [`Say::copy`].
    Copy,
    /// Everything about the speaker is erased.
    Erase,
    /// This chat forgets whose it is.
    Unlink,
    /// Say something in another chat.
    Tell { conversation: ConversationId, say: Say },
    /// The public may read an initiative, as its author agreed to it.
    Show(Box<Publication>),
    /// The public may not read an initiative: its author does not agree.
    Hide { initiative: InitiativeId },
    /// An officer takes an initiative down from the public page, for good.
    TakeDown { initiative: InitiativeId, officer: OfficerId, reason: String },
    /// The platform can or cannot deliver to this chat.
    Reachable(bool),
}

/// An answer of the profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Profile {
    FullName(String),
    /// E.164; `None` takes it away.
    Phone(Option<String>),
    Workplace(Workplace),
    /// Code of a participant group.
    Group(String),
    Reminders(bool),
}

impl Profile {
    /// Lets the answer show in what is known about a person.
    pub fn apply(self, person: &mut Person) {
        match self {
            Self::FullName(name) => person.full_name = Some(name),
            Self::Phone(phone) => person.phone = phone,
            Self::Workplace(workplace) => person.workplace = Some(workplace),
            Self::Group(group) => person.group = Some(group),
            Self::Reminders(reminders) => person.reminders = reminders,
        }
    }
}

/// A message to somebody who did not just speak to us.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub to: PersonId,
    pub say: Say,
    /// Send it at this instant and not before; it can be recalled until then.
    pub not_before: Option<DateTime<Utc>>,
    /// The initiative whose decision it tells of.
    pub about: Option<InitiativeId>,
}

impl Say {
    /// Words without choices.
    #[must_use]
    pub fn of(phrase: impl Into<Phrase>) -> Self {
        Self { parts: vec![phrase.into()], ..Self::default() }
    }

    /// Adds a paragraph below.
    #[must_use]
    pub fn and(mut self, phrase: impl Into<Phrase>) -> Self {
        self.parts.push(phrase.into());
        self
    }

    /// Puts a paragraph above.
    #[must_use]
    pub fn after(mut self, phrase: impl Into<Phrase>) -> Self {
        self.parts.insert(0, phrase.into());
        self
    }

    /// Puts a paragraph below the first one.
    #[must_use]
    pub fn second(mut self, phrase: impl Into<Phrase>) -> Self {
        self.parts.insert(self.parts.len().min(1), phrase.into());
        self
    }

    /// Adds an answer that can be chosen.
    #[must_use]
    pub fn answer(mut self, key: impl Into<String>, label: impl Into<Label>) -> Self {
        self.choices.push(Choice { label: label.into(), means: Means::Answer(key.into()) });
        self
    }

    /// Adds a command that can be chosen.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>, label: impl Into<Label>) -> Self {
        self.choices.push(Choice { label: label.into(), means: Means::Command(command.into()) });
        self
    }

    /// Sets the choices beside each other.
    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns;
        self
    }
}

impl<P: Into<Phrase>> From<P> for Label {
    fn from(phrase: P) -> Self {
        Self::Phrase(phrase.into())
    }
}

impl<State> Turn<State> {
    /// Nothing to say and nothing to do.
    #[must_use]
    pub const fn silent(state: State) -> Self {
        Self { state, reply: None, effects: Vec::new() }
    }

    /// An answer.
    #[must_use]
    pub fn say(state: State, say: Say) -> Self {
        Self { state, reply: Some(say), effects: Vec::new() }
    }

    /// Adds something to be done.
    #[must_use]
    pub fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}
