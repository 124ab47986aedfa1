//! What is said to workers.

mod button;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    AttachmentKind, Benefit, CoAuthor, Content, FileTrouble, Kind, Role, Since, StatusName,
};
use crate::vietnamese::Why;
use crate::vietnamese::code::Code;

pub use button::Button;

/// Something to say to a worker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Talk {
    /// We could not handle what was said; staff has been told, with this number.
    Apology {
        number: String,
    },
    /// The answer takes longer than usual; what was said is kept.
    Busy,

    // Welcome and consent.
    /// Who we are, in two lines.
    Welcome {
        campaign: String,
    },
    /// The link that opened the talk came from this unit.
    InvitedBy {
        unit: String,
    },
    /// The link that opened the talk invites an officer.
    InvitedAsOfficer,
    /// May we keep what you tell us? In short.
    Consent,
    /// The same, in full.
    ConsentInFull,
    /// The person does not agree, and how to change that.
    Refused,
    /// The person has refused; nothing can be done until they agree.
    StillRefused,
    /// Thanks for agreeing; some questions about the person follow.
    Agreed,
    /// The person has agreed, and how to withdraw that.
    ConsentStands,
    /// Shall consent really be withdrawn?
    WithdrawConsent,
    /// Consent is withdrawn.
    ConsentWithdrawn,

    // Who are you?
    /// Some questions about the person come before the initiative.
    ProfileFirst,
    AskName,
    /// Is this the name that the keyboard garbled?
    ConfirmName {
        name: String,
    },
    NameKept {
        given: String,
    },
    AskPhone,
    ConfirmPhone {
        phone: String,
    },
    PhoneKept {
        phone: String,
    },
    PhoneSkipped,
    /// Somebody else's contact card.
    NotYourContact,
    AskUnit,
    ConfirmUnit {
        unit: Named,
    },
    WhichUnit {
        typed: String,
    },
    /// A unit that was found by a province that is part of another one now.
    UnitOnceIn {
        unit: String,
        old: String,
        now: String,
    },
    /// A unit that was found by the name it had before.
    UnitFormerly {
        unit: String,
        former: String,
    },
    NoUnitFound {
        typed: String,
    },
    UnitKept {
        unit: Named,
    },
    UnitTypedKept {
        typed: String,
    },
    AskGroup,
    GroupKept {
        group: String,
    },
    /// Everything about the person is known; the initiative follows.
    ProfileDone,
    /// What is known about the person.
    Profile(Box<Person>),

    // The initiative.
    /// A question, with its number of so many.
    Ask {
        topic: Topic,
        number: usize,
        of: usize,
    },
    /// A question that is asked again to change its answer.
    AskAnew {
        topic: Topic,
    },
    /// What the question is for, with examples.
    Explain {
        topic: Topic,
    },
    /// What was understood.
    Noted(Shown),
    /// Is this what you mean?
    Confirm(Shown),
    /// Which of these do you mean?
    Which,
    /// The keyboard seems to have garbled the text; is this meant?
    Garbled {
        decoded: String,
    },
    /// The text could not be read, and why.
    Misread {
        why: Why,
    },
    TooLong {
        max: usize,
        length: usize,
    },
    TooShort {
        topic: Topic,
    },
    /// This question must be answered.
    Required {
        topic: Topic,
    },
    /// There is no question before this one.
    FirstQuestion,
    /// There is no question at all.
    NothingToGoBackTo,
    FileKept {
        kind: AttachmentKind,
    },
    /// What is taken, and how large it may be, in bytes.
    FileLimits {
        max: u64,
    },
    FilesSoFar {
        count: usize,
        max: usize,
    },
    FilesFull {
        max: usize,
    },
    /// A file cannot be kept.
    FileFailed {
        kind: AttachmentKind,
        /// Which of the answer's files it was, from 1.
        number: usize,
        why: FileTrouble,
        /// The largest file that is taken, in bytes.
        max: u64,
        /// The answer that it was part of is sent already.
        is_sent: bool,
    },
    FilesDropped,
    /// Words under a file that are kept nowhere.
    CaptionNotKept,
    Preview(Box<Preview>),
    WhichAnswer,
    /// The name of an answer, for a button.
    Topic(Topic),
    /// An answer, for a button.
    Shown(Shown),
    /// A code, for a button.
    Code(Code),
    Receipt {
        code: Code,
        title: String,
        at: DateTime<Utc>,
    },
    AlreadySent {
        code: Code,
    },
    /// What proves a submission; the day whose seal it is under, if that is sealed.
    Proof {
        code: Code,
        day: Option<NaiveDate>,
        receipt: String,
    },
    /// The person's initiative is the campaign's thousandth, millionth …
    Milestone {
        code: Code,
        number: i64,
    },

    // Drafts.
    DraftKept {
        title: Option<String>,
    },
    DraftAside {
        title: Option<String>,
    },
    DraftResumed {
        title: Option<String>,
    },
    /// One of several drafts, for a button.
    DraftLabel {
        title: Option<String>,
        at: DateTime<Utc>,
    },
    Drafts {
        count: usize,
    },
    NoDrafts,
    DraftGone,
    /// It was sent or thrown away in another chat, while it was open in this one.
    DraftGoneElsewhere,
    /// Shall the draft really be thrown away?
    DiscardDraft {
        title: Option<String>,
    },
    DraftDiscarded,
    DraftReminder {
        title: Option<String>,
        last: bool,
    },
    Stopped,
    NothingToStop,

    // What was sent.
    Mine(Box<MinePage>),
    NothingSent,
    Tracked(Box<Tracked>),
    CodeUnknown,
    CodeMistyped,
    CodeNeeded,
    ConfirmWithdrawal {
        code: Code,
        title: String,
    },
    Withdrawn {
        code: Code,
    },
    NotWithdrawn {
        code: Code,
    },
    /// It was decided a moment ago, and the author is not told yet.
    JustDecided {
        code: Code,
    },
    CannotWithdraw {
        code: Code,
        status: StatusName,
    },
    WhichToWithdraw,
    NothingToWithdraw,

    // An officer's question.
    AskSupplement {
        code: Code,
        title: String,
        question: String,
    },
    SupplementSoFar {
        code: Code,
        words: bool,
        files: usize,
    },
    SupplementNeedsWords,
    SupplementSent {
        code: Code,
    },
    NothingAsked,
    SupplementLeft {
        code: Code,
    },
    /// What has been answered is kept, and not sent yet.
    SupplementKept {
        code: Code,
    },

    // One person in several chats.
    /// A code to type in the other chat.
    LinkCode {
        code: String,
        minutes: i64,
    },
    /// A code is asked for in the chat that knows the person.
    LinkElsewhere,
    /// How a code is typed.
    LinkUnclear,
    LinkUnknown,
    /// Digits that are no code of an initiative may be one that is used or over.
    LinkOver,
    LinkTooOften,
    LinkedAlready,
    /// The code is right; the yes in the other chat is missing.
    LinkWaits,
    /// Was it you who typed the code?
    LinkAsk,
    Linked,
    /// The same, to the chat that was joined.
    LinkedHere,
    LinkRefused,
    NothingToLink,
    /// There is no other chat in which everything would be found.
    OnlyChat,
    Unlinked,

    // Settings and help.
    AskLanguage,
    LanguageSet,
    Reminders {
        on: bool,
    },
    Help {
        officer: bool,
    },
    UnknownCommand,
    /// A sticker, a place, an emoji.
    NotReadable,
    OldButton,
    Corrected,
    /// A message was changed that was answered before.
    LateCorrection(Late),
    /// A yes where nothing is asked: news is answered by its own buttons.
    PressUnderNews,
    FileNotExpected {
        kind: AttachmentKind,
    },
    ContactNotExpected,
    Home {
        given: Option<String>,
    },
    WelcomeBack,
    /// Where the person stopped.
    StillWriting,

    // Officers to be.
    OfficerWelcome {
        unit: Named,
        role: Role,
    },
    InvitationUnknown,
    InvitationExpired,
    InvitationUsed,

    /// On a button.
    Button(Button),
}

/// What can be done instead of changing a message that was answered before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Late {
    /// Go back in what is being written.
    Writing,
    /// Add to the answer to an officer.
    Answering,
    /// What was sent is sent.
    Sent,
}

/// The questions about an initiative.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Title,
    Kind,
    Before,
    Solution,
    Since,
    Benefit,
    /// What it brought, where that has no price: the second half of the question before.
    BenefitWords,
    CoAuthors,
    Recognition,
    Files,
}

/// An answer as it is shown back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Exactly what was typed; it is not repeated.
    AsTyped,
    Text(String),
    Kind(Kind),
    Since(Since),
    Benefit(Benefit),
    Shares {
        author: u8,
        others: Vec<CoAuthor>,
    },
    NotRecognizedYet,
    Files(usize),
    Nothing,
}

/// A unit with the names above it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub name: String,
    /// Empty at the top of the tree.
    pub path: String,
}

/// What is known about the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub workplace: Option<Named>,
    pub group: Option<String>,
    pub reminders: bool,
}

/// Everything as the officer will read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    pub author: String,
    pub workplace: Option<Named>,
    pub group: Option<String>,
    pub content: Content,
}

/// A page of the person's own initiatives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MinePage {
    pub entries: Vec<MineEntry>,
    pub total: u64,
    /// From 1.
    pub page: u64,
    pub pages: u64,
}

/// One of the person's own initiatives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MineEntry {
    pub code: Code,
    pub title: String,
    pub status: StatusName,
    pub since: DateTime<Utc>,
}

/// Where an initiative stands, and how it came there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tracked {
    pub code: Code,
    pub title: String,
    pub status: StatusName,
    pub history: Vec<Past>,
}

/// One line of a history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    pub at: DateTime<Utc>,
    pub status: StatusName,
    pub reason: Option<String>,
    pub note: Option<String>,
    pub verified_benefit: Option<i64>,
}

impl Topic {
    /// Every answer, in the order in which they are asked.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Kind,
        Self::Before,
        Self::Solution,
        Self::Since,
        Self::Benefit,
        Self::CoAuthors,
        Self::Recognition,
        Self::Files,
    ];
}
