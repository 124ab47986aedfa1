//! What is said about a person's own data: the copy that they are given, and erasing it.

use chrono::{DateTime, Utc};

use crate::domain::Holdings;
use crate::vietnamese::code::Code;

/// Something to say about a person's own data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OwnData {
    /// Everything we have comes with this.
    Copy,
    /// So many copies were given today already.
    CopiedAlready { times: i64 },
    /// Nothing is kept about whoever asks.
    Nothing,
    /// Shall everything be erased? What goes.
    Erase(Goes),
    /// And what stays, and by when all of it is done.
    Stays { days: i64 },
    /// A yes to this is the word itself, or the button.
    SayErase,
    /// Nothing was erased.
    Kept,
    /// Everything is erased.
    Erased { days: i64 },
    /// To whom an operator has erased because they asked for it in another way.
    ErasedForYou { days: i64 },
    /// To whoever has said nothing for years: all of it is erased on this day.
    EndsSoon { on: DateTime<Utc> },
    /// To an officer: the author of an initiative in their hands has had it erased.
    AuthorErased { code: Code },
    /// To an officer: nobody can read this initiative any more.
    TextErased { code: Code },
    /// The consent text has changed.
    ConsentChanged,
    /// The person agrees to the new text, and the talk goes on.
    AgreedAgain,
    /// The person does not agree to the new text.
    ChangeRefused,
    /// On a button.
    Button(Button),
}

/// What an erasure takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Goes {
    pub has: Holdings,
    /// The person's appointments end with it.
    pub officer: bool,
}

/// On a button.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Button {
    Erase,
    EraseSure,
    Keep,
    CopyFirst,
}
