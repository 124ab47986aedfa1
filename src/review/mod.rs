//! The officers' talk: their commands, and the judgement of them. Pure functions.

use serde::{Deserialize, Serialize};

use crate::effect::{Say, Turn};
use crate::facts::{Facts, Needs};
use crate::message::Heard;
use crate::phrase::desk::Desk;

/// Where the talk with an officer stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct State {}

/// Whether this is the officers' talk's to answer.
#[must_use]
pub fn hears(_state: &State, _heard: &Heard) -> bool {
    false
}

/// What has to be looked up before `heard` can be answered.
#[must_use]
pub fn needs(_state: &State, _heard: &Heard) -> Needs {
    Needs::default()
}

/// Hears one utterance.
#[must_use]
pub fn step(state: State, _heard: &Heard, _facts: &Facts) -> Turn<State> {
    Turn::say(state, Say::of(Desk::NotAnOfficer))
}
