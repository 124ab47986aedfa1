//! The officers' talk, from words to words.

mod anything;
mod appointments;
mod decisions;
mod grammar;
mod hall;
mod matrix;
mod notices;
mod queue;
mod rights;
mod seed;
