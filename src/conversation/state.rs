//! Where a talk stands, as it is kept between two messages.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::beside::Beside;
use super::draft::{Draft, Place};
use super::{profile, supplement, welcome};
use crate::domain::InitiativeId;
use crate::facts::Facts;
use crate::phrase::talk::Topic;

/// Where the talk with a worker stands.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What is being talked about.
    pub(super) at: At,
    /// The initiative that is being written, even while something else is talked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) draft: Option<Draft>,
    /// What the link that opened the talk carried, until it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) link: Option<welcome::Link>,
    /// Answers to officers that were begun and left, an initiative each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) answers: Vec<supplement::Answering>,
    /// Where the talk stood before the newest message, so that an edit can be heard in its
    /// place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<Box<Before>>,
    /// Where the talk goes on once the person has agreed to a consent text that has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) then: Option<Box<At>>,
    /// What was submitted last, for a second press of the same button.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sent: Option<InitiativeId>,
    /// The person would rather not say a phone: it is not asked for along with the others again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) without_phone: bool,
    /// When the person last said something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) active_at: Option<DateTime<Utc>>,
    /// What was said last, where that is not the question that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) beside: Option<Beside>,
    /// Until when a code is good that was given out here to join another chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) link_until: Option<DateTime<Utc>>,
}

/// What is being talked about.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum At {
    /// Nothing is asked.
    #[default]
    Idle,
    /// May we keep what you tell us?
    Consent,
    /// The person does not agree.
    Refused,
    /// Shall consent be withdrawn?
    WithdrawingConsent,
    /// A question about the person.
    Profile(profile::Asking),
    /// The draft.
    Draft,
    /// An officer's question.
    Supplement(supplement::Answering),
    /// Shall everything about the person be erased? `refused`: whoever is asked does not agree
    /// that we keep what they say.
    Erasing { refused: bool },
    /// Shall this initiative be withdrawn?
    Withdrawing { initiative: InitiativeId, title: String },
}

/// Where the talk stood.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(super) at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    beside: Option<Beside>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    answers: Vec<supplement::Answering>,
}

impl State {
    /// Takes the name of somebody who was erased out of the draft that is being written; the rest
    /// are the writer's own words. Gives whether it was there.
    pub fn forget_co_author(&mut self, name: &str) -> bool {
        let before = self.before.as_mut().and_then(|before| before.place.as_mut());
        let was_before = before.is_some_and(|place| place.forget_co_author(name));
        self.draft.as_mut().is_some_and(|draft| draft.forget_co_author(name)) || was_before
    }

    /// Whether the person has agreed that we keep what they say. Right after agreeing they are
    /// no person in `facts` yet, but the talk has gone on.
    pub(super) fn has_agreed(&self, facts: &Facts) -> bool {
        match self.at {
            At::Consent | At::Refused => false,
            At::Idle => facts.person.is_some(),
            At::Erasing { refused } => !refused,
            At::WithdrawingConsent
            | At::Profile(_)
            | At::Draft
            | At::Supplement(_)
            | At::Withdrawing { .. } => true,
        }
    }

    /// Whether somebody's name is being asked for: the person's own, or those of co-authors.
    pub(super) fn asks_for_names(&self) -> bool {
        let asks_co_authors =
            |draft: &Draft| matches!(draft.place, Place::Asking { topic: Topic::CoAuthors, .. });
        match &self.at {
            At::Profile(asking) => asking.asks_name(),
            At::Draft => self.draft.as_ref().is_some_and(asks_co_authors),
            At::Idle
            | At::Consent
            | At::Refused
            | At::WithdrawingConsent
            | At::Supplement(_)
            | At::Erasing { .. }
            | At::Withdrawing { .. } => false,
        }
    }

    /// Where the talk stands, to tell whether it has moved.
    pub(crate) fn here(&self) -> Before {
        let place = self.draft.as_ref().map(|draft| draft.place.clone());
        Before { at: self.at.clone(), place, beside: None, answers: Vec::new() }
    }

    /// Where the talk stands, with what was said beside it and what was left, to come back to.
    pub(super) fn to_return_to(&self) -> Before {
        Before { beside: self.beside, answers: self.answers.clone(), ..self.here() }
    }

    /// Goes back to where the talk stood.
    pub(super) fn return_to(&mut self, before: Before) {
        self.beside = before.beside;
        self.answers = before.answers;
        self.at = before.at;
        if let (Some(draft), Some(place)) = (&mut self.draft, before.place) {
            draft.place = place;
        }
    }

    /// Goes back to the draft that is open, or to nothing.
    pub(super) fn resume(&mut self) {
        self.turn_to(if self.draft.is_some() { At::Draft } else { At::Idle });
    }

    /// Turns to something else. What has been answered to an officer meanwhile is kept.
    pub(super) fn turn_to(&mut self, at: At) {
        if let At::Supplement(left) = std::mem::replace(&mut self.at, at)
            && !left.is_empty()
        {
            self.answers.retain(|kept| kept.initiative != left.initiative);
            self.answers.push(left);
        }
    }
}

impl At {
    /// Whether a phone is being asked for.
    pub(super) fn asks_phone(&self) -> bool {
        matches!(self, Self::Profile(asking) if asking.asks_phone())
    }

    /// Whether the questions about the person are being asked, one after the other.
    pub(super) fn asks_everything(&self) -> bool {
        matches!(self, Self::Profile(asking) if !asking.only)
    }
}
