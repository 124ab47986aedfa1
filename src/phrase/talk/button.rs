//! The words on the buttons of the worker's talk.

use super::Talk;
use crate::domain::Locale;

/// On a button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Button {
    Agree,
    ReadAll,
    Disagree,
    WithdrawConsent,
    Skip,
    Right,
    Change,
    AsDecoded,
    AsTyped,
    UnitNotThere,
    NotYetUsed,
    NotInMoney,
    Alone,
    NotRecognizedYet,
    NoFiles,
    FilesDone,
    DropFiles,
    Send,
    Edit,
    KeepDraft,
    BackToPreview,
    Continue,
    New,
    Mine,
    Drafts,
    Discard,
    Keep,
    Earlier,
    Later,
    Withdraw,
    WithdrawSure,
    Track,
    AnswerOfficer,
    SendSupplement,
    NotNow,
    Language(Locale),
    RemindersOn,
    RemindersOff,
    Name,
    Phone,
    Unit,
    Group,
    Help,
    Queue,
    LinkYes,
    LinkNo,
}

impl From<Button> for crate::phrase::Phrase {
    fn from(button: Button) -> Self {
        Self::Talk(Talk::Button(button))
    }
}
