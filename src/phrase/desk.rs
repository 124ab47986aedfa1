//! What is said to officers, and what officers' decisions say to workers.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{
    AttachmentKind, FileState, Fit, Hindrance, Initiative, Kind, ReasonCode, Role, StatusName, Step,
};
use crate::vietnamese::code::Code;

/// Something to say to an officer, or to a worker about an officer's act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Desk {
    /// The command is for officers, and the speaker is none.
    NotAnOfficer,
    /// The command is for administrators, and the speaker is none.
    NotAnAdministrator,
    /// What an officer can do, a line a command.
    Help(Vec<Verb>),
    /// A button whose question is no longer asked.
    OldButton,
    /// The open question is dropped.
    Stopped,
    /// The question below still waits for words or a button.
    StillAsked,
    /// The command could not be read.
    Misread(Verb, Misread),
    /// No initiative with this code is in the officer's part of the tree. The same is said of a
    /// code that exists elsewhere: whoever may not see it need not learn that it is there.
    NotFound { code: Code },
    /// The words are longer than can be kept and read.
    TooLong { max: usize },

    /// A page of what waits.
    Queue(Box<QueuePage>),
    /// Nothing waits, or nothing that fits the filter.
    QueueEmpty { filter: Filter },
    /// Which part of the queue shall be shown?
    QueueFilter { filter: Filter },
    /// Several units fit what was typed.
    WhichUnit { typed: String },
    /// No unit in the officer's part of the tree fits what was typed.
    NoSuchUnit { typed: String },
    /// So many initiatives wait: the digest.
    NewWork {
        total: u64,
        /// More than that wait.
        more: bool,
    },

    /// An initiative is the campaign's thousandth, millionth …
    Milestone { code: Code, number: i64, unit: Option<String>, at: DateTime<Utc> },

    /// Everything about one initiative.
    Card(Box<Card>),
    /// Files follow.
    Files { code: Code, count: usize },
    /// The author sent no files.
    NoFiles { code: Code },
    /// The channel takes links only, and the operator has not set up any.
    FilesNeedLink { code: Code, count: usize },
    /// A file that does not follow, the `number`-th.
    FileMissing { kind: AttachmentKind, number: usize, state: FileState },
    /// A link to a file is not good any more, or never was.
    LinkEnded,
    /// Some of the files cannot be sent at this moment.
    FilesLate,

    /// The author's phone number; whoever reads it has been written down.
    Phone { code: Code, name: Option<String>, phone: String },
    /// The author has not told a phone number.
    NoPhone { code: Code },

    /// The officer's own initiative: another officer must decide.
    OwnInitiative { code: Code },
    /// The text has changed since the officer read it; the card follows.
    TextChanged { code: Code },
    /// The officer has not read it yet; the card follows.
    ReadFirst { code: Code },
    /// The officer has it in hand now.
    Claimed { code: Code, title: String },
    /// The officer has it in hand already.
    ClaimedAlready { code: Code },
    /// Another officer has it in hand.
    HeldByAnother { code: Code, officer: Option<String>, since: DateTime<Utc> },
    /// Recognised; what was understood is shown back.
    Recognized { code: Code, title: String, verified_benefit: Option<i64>, note: Option<String> },
    /// Not recognised.
    NotRecognized { code: Code, title: String, reason: Words, note: Option<String> },
    /// When the author hears of the decision, and until when it can be taken back.
    AuthorHears { after: TimeDelta, undo: TimeDelta },
    /// The author cannot be told now.
    AuthorHindered { code: Code, why: Hindrance },
    /// The author has been asked.
    Asked { code: Code, question: String },
    /// The same question was asked already.
    AskedAlready { code: Code },
    /// The decision stands already: pressed twice, or another officer was first.
    Decided { code: Code, status: StatusName, by: Decider, at: DateTime<Utc> },
    /// The decision is taken back.
    TakenBack { code: Code, title: String },
    /// There is no decision of the officer that could be taken back.
    NothingToTakeBack,
    /// This one is not decided, so there is nothing to take back.
    NotDecided { code: Code, status: StatusName },
    /// Only whoever decided can take it back.
    NotYourDecision { code: Code, officer: Option<String> },
    /// The time to take it back is over.
    TooLateToTakeBack { code: Code, at: DateTime<Utc>, undo: TimeDelta },

    /// Why is it not recognised?
    AskReason { code: Code },
    /// The reason is none of the table.
    ReasonUnknown,
    /// More words about the reason?
    AskNote { code: Code, reason: Words },
    /// What shall the author be asked?
    AskQuestion { code: Code },
    /// The amount has several meanings.
    WhichBenefit { code: Code },

    /// A page of the officers.
    Officers(Box<OfficerPage>),
    /// Nobody is an officer here but the speaker.
    NoOfficers,
    /// What shall the invited person be?
    InviteRole,
    /// For which unit?
    InviteUnit { role: Role },
    /// The invitation, to be passed on.
    Invitation { role: Role, place: Place, way: Way, expires_at: DateTime<Utc> },
    /// Shall this officer really be dismissed?
    RevokeSure { name: String, role: Role, place: Place },
    /// The officer is dismissed.
    Revoked { name: String, place: Place },
    /// The officer is not in the list any more, or was never in it.
    OfficerGone,
    /// Nobody dismisses themselves.
    NotYourself,

    /// To a worker.
    Told(Told),
    /// On a button.
    Button(Button),
}

/// What a worker is told of an officer's act. Each says what it means and what to do next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Told {
    /// Đang thẩm định.
    InReview { code: Code, title: String },
    /// Yêu cầu bổ sung.
    Question { code: Code, title: String, question: String },
    /// Đã công nhận.
    Recognized { code: Code, title: String, verified_benefit: Option<i64>, note: Option<String> },
    /// Không công nhận.
    NotRecognized { code: Code, title: String, reason: Words, advice: Words, note: Option<String> },
    /// The decision that was told is taken back.
    TakenBack { code: Code, title: String },
    /// An officer is none any more.
    Dismissed { place: Place },
}

/// The officers' commands, by what they do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verb {
    Queue,
    Show,
    Claim,
    Recognize,
    Ask,
    Reject,
    Undo,
    TakeDown,
    Next,
    Files,
    Phone,
    Officers,
    Help,
}

/// Why a command could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misread {
    /// A code is missing.
    NoCode,
    /// What stands there is no code.
    NotACode,
    /// The code has a typing error: its check digit is wrong.
    WrongCheckDigit,
    /// The words after the command mean nothing to it.
    NotUnderstood,
}

/// On a button.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Button {
    Claim,
    ClaimAnyway,
    Recognize,
    /// Recognise, and confirm this amount.
    RecognizeAs(i64),
    Ask,
    Reject,
    Next,
    Files,
    Show,
    TakeBack,
    Queue,
    Earlier,
    Later,
    Filter,
    NoFilter,
    Kind(Kind),
    Status(StatusName),
    Reason(Words),
    Amount(i64),
    Skip,
    Stop,
    Officers,
    Invite,
    Role(Role),
    Revoke(String),
    RevokeSure,
    /// To a worker: answer the question.
    Answer,
    /// To a worker: look at the initiative.
    Follow,
    /// To a worker: submit another one.
    Another,
}

/// Data that is worded in every language, because its owner words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    pub vi: String,
    pub en: String,
}

/// Where somebody works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// A unit, and the units above it.
    Unit { name: String, path: String },
    /// As the author typed it; no unit of the tree.
    Typed(String),
    /// Not known.
    Unknown,
}

/// Who decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decider {
    /// The officer who is spoken to.
    You,
    /// Another officer.
    Officer(Option<String>),
    /// The author, by taking it back.
    Author,
}

/// What of the queue is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    pub unit: Option<String>,
    pub kind: Option<Kind>,
    pub status: Option<StatusName>,
}

/// A page of the queue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueuePage {
    pub filter: Filter,
    pub total: u64,
    /// More than that wait.
    pub more: bool,
    /// From 1.
    pub page: u64,
    pub pages: u64,
    pub entries: Vec<QueueEntry>,
}

/// One that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueueEntry {
    pub code: Code,
    pub title: String,
    pub kind: Kind,
    pub place: Place,
    pub status: StatusName,
    /// How long it has waited.
    pub age: TimeDelta,
    /// Who has it in hand.
    pub officer: Option<String>,
}

/// Everything about one initiative. It holds no phone number: an officer asks for it
/// by a command of its own, and that is written down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    pub initiative: Initiative,
    pub place: Place,
    pub group: Option<Words>,
    /// Who has it in hand, or who decided.
    pub officer: Option<String>,
    /// Since its submission.
    pub age: TimeDelta,
    /// How the days in which it was put into use lie to those that count.
    pub fit: Fit,
    /// Why the author cannot be told anything now.
    pub hindrance: Option<Hindrance>,
    pub history: Vec<Past>,
}

/// One line of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    pub step: Step,
    /// The officer's name; none where the author acted.
    pub officer: Option<String>,
    pub reason: Option<Words>,
}

/// A page of officers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficerPage {
    pub total: u64,
    /// There are more than that.
    pub more: bool,
    /// From 1.
    pub page: u64,
    pub pages: u64,
    pub entries: Vec<OfficerEntry>,
}

/// One officer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfficerEntry {
    pub name: String,
    pub role: Role,
    pub place: Place,
    /// The one who is spoken to.
    pub you: bool,
}

/// How an invitation is passed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// A link that opens the talk.
    Link(String),
    /// Words to type.
    Command(String),
}

impl From<Told> for super::Phrase {
    fn from(told: Told) -> Self {
        Self::Desk(Desk::Told(told))
    }
}

impl From<Button> for super::Phrase {
    fn from(button: Button) -> Self {
        Self::Desk(Desk::Button(button))
    }
}

impl Verb {
    /// Every command, in the order in which help tells of them.
    pub const ALL: [Self; 13] = [
        Self::Queue,
        Self::Show,
        Self::Next,
        Self::Claim,
        Self::Recognize,
        Self::Ask,
        Self::Reject,
        Self::Undo,
        Self::TakeDown,
        Self::Files,
        Self::Phone,
        Self::Officers,
        Self::Help,
    ];

    /// What is typed, without `/`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queue => "hangcho",
            Self::Show => "xem",
            Self::Claim => "nhan",
            Self::Recognize => "duyet",
            Self::Ask => "bosung",
            Self::Reject => "tuchoi",
            Self::Undo => "hoantac",
            Self::TakeDown => "gobai",
            Self::Next => "tiep",
            Self::Files => "tep",
            Self::Phone => "sodt",
            Self::Officers => "phanquyen",
            Self::Help => "canbo",
        }
    }

    /// Whether only administrators have it.
    #[must_use]
    pub const fn is_administrative(self) -> bool {
        matches!(self, Self::Officers)
    }
}

impl Words {
    /// The name of a reason.
    #[must_use]
    pub fn label(reason: &ReasonCode) -> Self {
        Self { vi: reason.label_vi.clone(), en: reason.label_en.clone() }
    }

    /// What the author can do about a reason.
    #[must_use]
    pub fn advice(reason: &ReasonCode) -> Self {
        Self { vi: reason.advice_vi.clone(), en: reason.advice_en.clone() }
    }
}

impl Filter {
    /// Whether everything is shown.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.unit.is_none() && self.kind.is_none() && self.status.is_none()
    }
}
