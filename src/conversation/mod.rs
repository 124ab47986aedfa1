//! The talk with a worker: pure functions.

use serde::{Deserialize, Serialize};

use crate::effect::{Say, Turn};
use crate::facts::{Facts, Needs};
use crate::message::Heard;
use crate::phrase::talk::Talk;

/// Where the talk with a worker stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum State {
    #[default]
    New,
}

/// What has to be looked up before `heard` can be answered.
#[must_use]
pub fn needs(_state: &State, _heard: &Heard) -> Needs {
    Needs::default()
}

/// Hears one utterance.
#[must_use]
pub fn step(state: State, _heard: &Heard, _facts: &Facts) -> Turn<State> {
    Turn::say(state, Say::of(Talk::Apology { number: String::new() }))
}
