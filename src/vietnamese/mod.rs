//! Reading what people type: text, money, dates, phones, names, choices, codes.
//!
//! Everything here is pure and knows nothing of the rest of the program. A reader never
//! guesses: what has several meanings is [`Reading::Ambiguous`], and the caller asks.

pub mod choice;
pub mod coauthors;
pub mod code;
pub mod date;
pub mod intent;
mod legacy;
pub mod money;
pub mod name;
mod number_words;
pub mod percent;
pub mod phone;
mod residue;
mod scan;
mod syllable;
pub mod text;
mod words;
pub mod yes_no;

use serde::{Deserialize, Serialize};

/// What a reader made of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reading<T> {
    /// It has one meaning.
    Read(T),
    /// It has several; two to four of them, to be offered as buttons.
    Ambiguous(Vec<T>),
    /// It has none that we know, and this is why.
    Unreadable(Why),
}

/// Why a text could not be read, in a form that a phrase can explain.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Nothing but space.
    Empty,
    /// Longer than such a value can be.
    TooLong,
    /// Shorter than such a value can be.
    TooShort,
    /// No number is in it.
    NotANumber,
    /// A number without a unit that could mean anything.
    NeedsUnit,
    /// Several different amounts.
    SeveralAmounts,
    /// A sum to be worked out, such as "30 triệu x 12".
    Calculation,
    /// A number that is written in no known way, such as "1.23.456".
    OddNumber,
    /// An amount for each piece or person; the total is asked.
    NeedsTotal,
    /// "A few tens of millions": no number that could be stored.
    TooVague,
    /// Dollars, euros …: we ask for đồng.
    ForeignCurrency,
    /// Less than nothing.
    Negative,
    /// More than a single initiative can bring.
    TooLarge,
    /// Not a date.
    NotADate,
    /// A day that no calendar has, such as 31/2.
    NoSuchDay,
    /// A day of the lunar calendar.
    Lunar,
    /// A day that is still to come.
    Future,
    /// "Not yet in use": no date, but an answer.
    NotYet,
    /// Not a phone number.
    NotAPhone,
    /// Several different phone numbers.
    SeveralPhones,
    /// Not the name of a person.
    NotAName,
    /// A phone number where a name is asked.
    LooksLikePhone,
    /// Only a given name; the full name is asked.
    OneWord,
    /// Neither yes nor no.
    NotYesOrNo,
    /// None of the choices.
    NotAChoice,
    /// Not a code.
    NotACode,
    /// A code with a typing error.
    WrongCheckDigit,
    /// Not a list of names with shares.
    NotShares,
    /// A share is missing, is zero, or is no whole number up to 100.
    BadShare,
    /// The shares come to more than 100.
    OverHundred,
}
