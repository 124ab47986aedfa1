//! The first contact: who we are, and consent. Nothing that is said before consent is kept.
//!
//! The link that opened the talk may carry a unit (`u_<code>`) or an officer's invitation
//! (`i_<token>`); both wait until the person has agreed, and an invitation also for a name.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::profile::{self, Ask};
use super::{At, State, again, current, linking, mine, own_data, settings};
use crate::domain::{Locale, Role, UnitId};
use crate::effect::{Effect, Say, Turn};
use crate::facts::{Facts, Needs};
use crate::message::{Heard, Menu};
use crate::phrase::own_data::OwnData;
use crate::phrase::talk::{Button, Named, Talk};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, text};

use super::command::Command;

/// The consent text that is in use. Changes with the words of `consent` and `consent-in-full`, to
/// what sorts behind it: a process of the version before asks nobody back to its own text.
pub const CONSENT_VERSION: &str = "2026-11-24";

/// What the link that opened the talk carried.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    Unit(UnitId),
    /// The hash of the code: the code itself is as good as a key and is not kept.
    Invitation([u8; 32]),
}

fn invitation(payload: &str) -> Option<[u8; 32]> {
    payload.strip_prefix("i_").map(|token| Sha256::digest(token.as_bytes()).into())
}

/// What has to be looked up when the talk is opened.
pub fn needs(payload: Option<&str>) -> Needs {
    Needs {
        invitation: payload.and_then(invitation),
        drafts: true,
        asked: true,
        ..Needs::default()
    }
}

/// The talk is opened, for the first time or again.
pub fn started(mut state: State, payload: Option<&str>, facts: &Facts) -> Turn<State> {
    if let Some(payload) = payload {
        if let Some(hash) = invitation(payload) {
            state.link = Some(Link::Invitation(hash));
        } else if let Some(unit) =
            payload.strip_prefix("u_").and_then(|code| facts.units.by_code(code))
        {
            state.link = Some(Link::Unit(unit.id));
        }
    }
    let useless = match state.link {
        Some(Link::Invitation(_)) => useless_invitation(facts),
        Some(Link::Unit(_)) | None => None,
    };
    if useless.is_some() {
        state.link = None;
    }
    if !state.has_agreed(facts) {
        let turn = greet(state, facts);
        return match useless {
            Some(why) => Turn { reply: turn.reply.map(|say| say.after(why)), ..turn },
            None => turn,
        };
    }
    if let Some(why) = useless {
        return again(state, why, facts);
    }
    match state.link {
        Some(Link::Invitation(hash)) => match facts.person {
            Some(person) if person.full_name.is_some() => redeem(state, hash, facts),
            _ => profile::change(state, Ask::name(), facts),
        },
        Some(Link::Unit(unit)) => profile::linked(state, unit, facts),
        None if state.at == At::Idle => Turn::say(state.clone(), mine::home(&state, facts)),
        None => again(state, Talk::StillWriting, facts),
    }
}

/// Says who we are and asks for consent.
fn greet(mut state: State, facts: &Facts) -> Turn<State> {
    state.at = At::Consent;
    let mut say = Say::of(Talk::Welcome { campaign: facts.catalogue.name.clone() });
    match &state.link {
        Some(Link::Unit(unit)) => {
            if let Some(unit) = facts.units.get(*unit) {
                say = say.and(Talk::InvitedBy { unit: unit.name.clone() });
            }
        }
        Some(Link::Invitation(_)) => say = say.and(Talk::InvitedAsOfficer),
        None => {}
    }
    let mut question = ask();
    say.parts.append(&mut question.parts);
    Turn::say(state, Say { parts: say.parts, menu: Some(Menu::Worker), ..question })
}

/// The question of consent, in short.
pub fn ask() -> Say {
    Say::of(Talk::Consent)
        .answer("yes", Button::Agree)
        .answer("all", Button::ReadAll)
        .answer("no", Button::Disagree)
}

/// The question of consent, with the whole text.
fn ask_in_full() -> Say {
    Say::of(Talk::ConsentInFull).answer("yes", Button::Agree).answer("no", Button::Disagree)
}

/// Hears somebody who has not agreed.
pub fn hear(state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    if let Heard::Command { name, rest } = heard {
        match Command::of(name) {
            Some(Command::Language) => return settings::language(state, rest, facts),
            Some(Command::Consent) => return in_full(state),
            Some(Command::Link) => return linking::link(state, rest, facts),
            // These rights do not hang on an agreement.
            Some(Command::Copy) => return own_data::copy(state, facts),
            Some(Command::Erase) => return own_data::begin(state, facts),
            _ => {}
        }
    }
    match (&state.at, heard) {
        (At::Erasing { .. }, _) => own_data::hear(state, heard, facts),
        (At::Consent, Heard::Answer { key }) => match key.as_str() {
            "yes" => agree(state, facts),
            "all" => in_full(state),
            "no" => refuse(state),
            _ => again(state, Talk::OldButton, facts),
        },
        // A thumb alone is friendly, but consent takes a word.
        (At::Consent, Heard::Text(words)) => match yes_no::read(words) {
            Reading::Read(YesNo::Yes) if !text::fold(words).is_empty() => agree(state, facts),
            Reading::Read(YesNo::No) => refuse(state),
            Reading::Read(YesNo::Yes) | Reading::Ambiguous(_) | Reading::Unreadable(_) => {
                let say = ask();
                Turn::say(state, say)
            }
        },
        (At::Consent, Heard::Stale) => again(state, Talk::OldButton, facts),
        (At::Consent | At::Refused, _) => {
            let say = current(&state, facts);
            Turn::say(state, say)
        }
        (_, _) => greet(state, facts),
    }
}

fn in_full(mut state: State) -> Turn<State> {
    state.at = At::Consent;
    Turn::say(state, ask_in_full())
}

fn refuse(mut state: State) -> Turn<State> {
    state.at = At::Refused;
    let refused = Effect::Consent { version: CONSENT_VERSION, agreed: false };
    if state.then.is_some() {
        let say = Say::of(OwnData::ChangeRefused).command("/dongy", Button::ReadAll);
        return settings::silence(Turn::say(state, say)).with(refused);
    }
    Turn::say(state, Say::of(Talk::Refused).command("/dongy", Button::ReadAll)).with(refused)
}

fn agree(mut state: State, facts: &Facts) -> Turn<State> {
    let agreed = Effect::Consent { version: CONSENT_VERSION, agreed: true };
    if let Some(then) = state.then.take() {
        state.at = *then;
        return again(state, OwnData::AgreedAgain, facts).with(agreed);
    }
    state.at = At::Idle;
    profile::first(state, Talk::Agreed, facts).with(agreed)
}

/// Asks for consent once more where its text has changed since the person agreed. What they have
/// just said is done first, under the text that they know, so that nobody loses an answer, or an
/// initiative on the last night, to a lawyer's comma.
pub fn ask_again(mut turn: Turn<State>, heard: &Heard, facts: &Facts) -> Turn<State> {
    let agreed_to = facts.person.and_then(|person| person.consent.as_deref());
    let changed = agreed_to.is_some_and(|version| version < CONSENT_VERSION);
    let spoke = !matches!(heard, Heard::Alarm(_) | Heard::FileFailed(_) | Heard::Blocked);
    let elsewhere = matches!(turn.state.at, At::Consent | At::Refused | At::Erasing { .. });
    let decided = turn
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Consent { .. } | Effect::Erase | Effect::Unlink));
    if !changed || !spoke || elsewhere || decided {
        return turn;
    }
    let Some(reply) = turn.reply.take() else { return turn };
    // The question that is open comes again afterwards; what was said beside it is said now.
    let open = current(&turn.state, facts);
    let said = reply.parts.into_iter().filter(|part| !open.parts.contains(part));
    let question = ask();
    let parts = said.chain([OwnData::ConsentChanged.into()]).chain(question.parts).collect();
    turn.state.then = Some(Box::new(std::mem::replace(&mut turn.state.at, At::Consent)));
    turn.reply = Some(Say { parts, choices: question.choices, ask_contact: false, ..reply });
    turn
}

impl State {
    /// Takes over what the person has said to the consent text in another chat meanwhile: it is
    /// theirs, and not a chat's.
    pub(super) fn follow_consent(&mut self, facts: &Facts) {
        let Some(person) = facts.person else { return };
        match person.consent.as_deref() {
            // What was being written is gone with the drafts.
            None if self.has_agreed(facts) => {
                let at = match self.at {
                    At::Erasing { .. } => At::Erasing { refused: true },
                    _ => At::Refused,
                };
                *self = Self { at, ..Self::default() };
            }
            // Goes on where the question interrupted.
            Some(version) if version >= CONSENT_VERSION && self.then.is_some() => {
                self.at = self.then.take().map_or(At::Idle, |then| *then);
            }
            Some(_) if self.at == At::Refused => self.resume(),
            None | Some(_) => {}
        }
    }
}

/// Why the invitation at hand cannot be used.
fn useless_invitation(facts: &Facts) -> Option<Talk> {
    match &facts.found.invitation {
        None => Some(Talk::InvitationUnknown),
        Some(invitation) if invitation.used => Some(Talk::InvitationUsed),
        Some(invitation) if invitation.void || invitation.expires_at <= facts.now => {
            Some(Talk::InvitationExpired)
        }
        Some(_) => None,
    }
}

/// Uses an invitation, or says kindly why it cannot be used.
pub fn redeem(mut state: State, hash: [u8; 32], facts: &Facts) -> Turn<State> {
    state.link = None;
    state.resume();
    if let Some(why) = useless_invitation(facts) {
        return again(state, why, facts);
    }
    let Some(invitation) = &facts.found.invitation else {
        return again(state, Talk::InvitationUnknown, facts);
    };
    let held = facts.grants.iter().map(|grant| grant.role).max();
    let role = held.map_or(invitation.role, |held| held.max(invitation.role));
    let unit = named(invitation.unit, facts);
    let mut say = Say::of(Talk::OfficerWelcome { unit, role: invitation.role })
        .command("/hangcho", Button::Queue)
        .command("/trogiup", Button::Help);
    say.menu = Some(match role {
        Role::Reviewer => Menu::Reviewer,
        Role::Administrator => Menu::Administrator,
    });
    Turn::say(state, say).with(Effect::Redeem { token_hash: hash })
}

/// A unit's name and the names above it.
pub fn named(unit: UnitId, facts: &Facts) -> Named {
    let name = facts.units.get(unit).map_or_else(String::new, |unit| unit.name.clone());
    Named { name, path: facts.units.path(unit) }
}

/// The language of a word such as `en`, "English" or "tiếng Việt".
pub fn language_of(words: &str) -> Option<Locale> {
    match text::fold(words).as_str() {
        "vi" | "vn" | "viet" | "tieng viet" | "vietnamese" => Some(Locale::Vi),
        "en" | "anh" | "tieng anh" | "english" => Some(Locale::En),
        _ => None,
    }
}
