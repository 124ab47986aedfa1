//! The officers' talk, from words to words.

mod appointments;
mod decisions;
mod grammar;
mod hall;
mod notices;
mod queue;
mod rights;
