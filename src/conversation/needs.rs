//! What has to be looked up before an utterance can be answered.

use super::command::Command;
use super::state::{At, State};
use super::{linking, mine, own_data, submit, welcome};
use crate::domain::InitiativeId;
use crate::facts::{Needs, Page};
use crate::message::Heard;
use crate::vietnamese::intent::{self, Intent};
use crate::vietnamese::{Reading, code};

/// What has to be looked up before `heard` can be answered.
#[must_use]
pub fn needs(state: &State, heard: &Heard) -> Needs {
    let at = match (&state.before, heard) {
        (Some(before), Heard::Correction(_)) => &before.at,
        _ => &state.at,
    };
    let mut needs = match heard {
        Heard::Started { payload } => welcome::needs(payload.as_deref()),
        Heard::Command { name, rest } => command_needs(Command::of(name), rest, at),
        Heard::Text(words) | Heard::Correction(words) if *at == At::Idle => {
            let link = linking::needs_alone(state, words);
            let mut needs = Needs { drafts: true, asked: true, link, ..Needs::default() };
            if let Reading::Read(code) = code::read(words) {
                needs.initiatives.push(code.into());
                needs.histories = true;
            }
            needs
        }
        Heard::Text(words) if matches!(intent::read(words), Some(Intent::Stop)) => Needs::default(),
        Heard::Text(words) if linking::needs_alone(state, words).is_some() => {
            Needs { link: linking::needs_alone(state, words), ..Needs::default() }
        }
        Heard::Answer { .. } | Heard::Text(_) | Heard::Correction(_) => match at {
            At::Supplement(answering) => of(answering.initiative),
            At::Withdrawing { initiative, .. } => of(*initiative),
            At::WithdrawingConsent => Needs { drafts: true, ..Needs::default() },
            At::Erasing { .. } => own_data::needs(),
            At::Draft | At::Idle | At::Consent | At::Refused | At::Profile(_) => Needs::default(),
        },
        Heard::Attachment { .. } => Needs { asked: *at == At::Idle, ..Needs::default() },
        Heard::Returned => {
            Needs { mine: Some(Page(0)), drafts: true, asked: true, ..Needs::default() }
        }
        Heard::Alarm(_) => Needs { drafts: true, ..Needs::default() },
        Heard::FileFailed(_) => Needs::default(),
        Heard::Stale
        | Heard::LateCorrection
        | Heard::Contact { .. }
        | Heard::Unreadable
        | Heard::Blocked => Needs { drafts: *at == At::Idle, ..Needs::default() },
    };
    // A yes may send a draft, or go on with one.
    needs.drafts |= match heard {
        Heard::Answer { .. } => submit::may_send(state),
        Heard::Text(_) => submit::may_send(state) || state.beside.is_some(),
        Heard::Correction(_) => true,
        _ => false,
    };
    if needs.drafts {
        needs.draft = state.draft.as_ref().and_then(|draft| draft.id);
    }
    // The question says what there is to be erased.
    needs.holdings |= matches!(at, At::Erasing { .. });
    // Where the talk goes on, what can be done may be shown.
    needs.drafts |= state.then.is_some();
    if let (None, Some(welcome::Link::Invitation(hash))) = (needs.invitation, &state.link) {
        needs.invitation = Some(*hash);
    }
    needs
}

fn of(initiative: InitiativeId) -> Needs {
    Needs { initiatives: vec![initiative], ..Needs::default() }
}

fn command_needs(command: Option<Command>, rest: &str, at: &At) -> Needs {
    let named = match code::read(rest) {
        Reading::Read(code) => vec![code.into()],
        Reading::Ambiguous(_) | Reading::Unreadable(_) => Vec::new(),
    };
    let unnamed = named.is_empty();
    match command {
        Some(Command::Mine) => Needs { mine: Some(mine::page(rest)), ..Needs::default() },
        Some(Command::Track) => Needs {
            initiatives: named,
            histories: true,
            mine: unnamed.then_some(Page(0)),
            ..Needs::default()
        },
        Some(Command::Receipt) => Needs {
            receipt: named.first().copied(),
            initiatives: named,
            mine: unnamed.then_some(Page(0)),
            ..Needs::default()
        },
        Some(Command::Withdraw) => {
            Needs { initiatives: named, mine: unnamed.then_some(Page(0)), ..Needs::default() }
        }
        Some(Command::Publicity) => {
            Needs { initiatives: named, publicity: true, ..Needs::default() }
        }
        Some(Command::Answer) => Needs { initiatives: named, asked: true, ..Needs::default() },
        Some(Command::Link) => linking::needs(rest),
        Some(Command::Copy | Command::Erase) => own_data::needs(),
        Some(Command::Unlink) => Needs { chats: true, drafts: true, ..Needs::default() },
        Some(Command::Drafts | Command::New | Command::Continue) => {
            Needs { drafts: true, ..Needs::default() }
        }
        Some(
            Command::Discard
            | Command::Back
            | Command::Cancel
            | Command::Profile
            | Command::Name
            | Command::Phone
            | Command::Unit
            | Command::Group
            | Command::Language
            | Command::Reminders
            | Command::TellOpening
            | Command::Consent
            | Command::Help,
        )
        | None => Needs { drafts: *at == At::Idle, ..Needs::default() },
    }
}
