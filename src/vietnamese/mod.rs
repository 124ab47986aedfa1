//! Reading what people type.
pub mod choice;
pub mod code;
pub mod date;
pub mod money;
pub mod text;

/// What a reader made of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reading<T> {
    /// One meaning.
    Read(T),
    /// Several meanings, to be offered.
    Ambiguous(Vec<T>),
    /// No meaning.
    Unreadable(Why),
}
/// Why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    NotAChoice,
}
