//! The card: everything an officer needs to decide about one initiative.

use super::amount::Verified;
use super::command::{Command, TextSeen};
use super::{State, place, unit_of, within};
use crate::domain::{
    Actor, Attachment, AttachmentKind, Benefit, FileState, FileTrouble, Fit, Initiative,
    InitiativeId, OfficerId, Open, Since, Status, Step, Workplace,
};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::FilesOut;
use crate::phrase::desk::{Button, Card, Desk, Past, Words};
use crate::vietnamese::money::Period;
use crate::vietnamese::phone;

/// Shows the card.
pub fn show(mut state: State, id: InitiativeId, facts: &Facts) -> Turn<State> {
    let say = match within(id, facts) {
        Ok((initiative, _)) => open(&mut state, initiative, facts),
        Err(say) => say,
    };
    Turn::say(state, say)
}

/// The card, which the officer has then seen.
pub fn open(state: &mut State, initiative: &Initiative, facts: &Facts) -> Say {
    state.has_seen(initiative);
    let say = Say::of(Desk::Card(Box::new(card(initiative, facts))));
    if is_own(initiative, facts) {
        return steps_beside(say.and(Desk::OwnInitiative { code: initiative.code() }), initiative);
    }
    steps_beside(steps(say, initiative, facts), initiative)
}

/// Adds the buttons for what can be done now. They name the version that was shown.
pub fn steps(mut say: Say, initiative: &Initiative, facts: &Facts) -> Say {
    let id = initiative.id;
    match &initiative.status {
        Status::Open(open) => {
            let mine = holder(open).is_some_and(|officer| facts.is_me(officer));
            if !(mine && matches!(open, Open::InReview { .. } | Open::NeedsInfo { .. })) {
                let claim = Command::Claim { id, anyway: false };
                say = say.command(claim.to_string(), Button::Claim);
            }
            let text = TextSeen { id, version: Some(initiative.version) };
            let recognize =
                |verified| Command::Recognize { text, verified, note: None }.to_string();
            say = say.command(recognize(Verified::Nothing), Button::Recognize);
            if let Some(dong) = total_of_a_year(initiative) {
                say = say.command(recognize(Verified::Amount(dong)), Button::RecognizeAs(dong));
            }
            say.command(Command::Ask { text, question: None }.to_string(), Button::Ask)
                .command(Command::Reject { text, words: None }.to_string(), Button::Reject)
        }
        Status::Closed(closed) => {
            if closed.undo(&officers(facts), initiative.status_since, facts.sent_at).is_ok() {
                say = say.command(Command::Undo(Some(id)).to_string(), Button::TakeBack);
            }
            say
        }
    }
}

/// Adds the buttons that lead on.
fn steps_beside(mut say: Say, initiative: &Initiative) -> Say {
    if !initiative.content.attachments.is_empty() {
        say = say.command(Command::Files(initiative.id).to_string(), Button::Files);
    }
    say.command(Command::Next.to_string(), Button::Next).columns(2)
}

/// The declared amount, if an officer could confirm it as it stands: a total, or the first
/// year's, which is what the programme counts.
fn total_of_a_year(initiative: &Initiative) -> Option<i64> {
    match initiative.content.benefit {
        Some(Benefit::Money { dong, period: None | Some(Period::Year), .. }) if dong > 0 => {
            Some(dong)
        }
        Some(Benefit::Money { .. } | Benefit::NotInMoney { .. }) | None => None,
    }
}

/// Sends the files.
pub fn files(state: State, id: InitiativeId, facts: &Facts) -> Turn<State> {
    let say = match within(id, facts) {
        Err(say) => say,
        Ok((initiative, _)) => {
            let files = &initiative.content.attachments;
            let (code, count) = (initiative.code(), files.len());
            let show = Command::Show(id).to_string();
            match (count, facts.capabilities.files_out) {
                (0, _) => Say::of(Desk::NoFiles { code }),
                (_, FilesOut::Link) if !facts.settings.file_links => {
                    Say::of(Desk::FilesNeedLink { code, count })
                }
                (_, FilesOut::Upload { .. } | FilesOut::Link) => {
                    sendable(files, Say::of(Desk::Files { code, count }), facts)
                }
            }
            .command(show, Button::Show)
        }
    };
    Turn::say(state, say)
}

/// Adds the files that can be sent, and says which cannot.
fn sendable(files: &[Attachment], mut say: Say, facts: &Facts) -> Say {
    for (file, number) in files.iter().zip(1..) {
        let key = (file.account, file.unique_id.clone());
        let never = FileState::Missing(FileTrouble::NeverCame);
        let state = facts.found.files.get(&key).copied().unwrap_or(never);
        // The platform itself shows its own photos, sounds and films. A document may be
        // anything until it was looked at.
        let shown_by_platform = file.account == facts.account
            && file.kind != AttachmentKind::Document
            && matches!(facts.capabilities.files_out, FilesOut::Upload { .. });
        match state {
            FileState::Stored => say.files.push(file.clone()),
            FileState::Waiting | FileState::Missing(FileTrouble::NeverCame)
                if shown_by_platform && facts.found.files.contains_key(&key) =>
            {
                say.files.push(file.clone());
            }
            FileState::Waiting | FileState::Missing(_) => {
                say = say.and(Desk::FileMissing { kind: file.kind, number, state });
            }
        }
    }
    say
}

/// Tells the author's phone number, and has it written down who asked.
pub fn phone(state: State, id: InitiativeId, facts: &Facts) -> Turn<State> {
    let show = Command::Show(id).to_string();
    let (initiative, grant) = match within(id, facts) {
        Ok(found) => found,
        Err(say) => return Turn::say(state, say),
    };
    let code = initiative.code();
    match facts.found.phones.get(&initiative.author) {
        None => Turn::say(state, Say::of(Desk::NoPhone { code }).command(show, Button::Show)),
        Some(phone) => {
            let name = initiative.author_name.clone();
            let told = Desk::Phone { code, name, phone: phone::display(phone) };
            Turn::say(state, Say::of(told).command(show, Button::Show)).with(Effect::Looked {
                officer: grant.officer,
                person: initiative.author,
                initiative: id,
            })
        }
    }
}

fn card(initiative: &Initiative, facts: &Facts) -> Card {
    let typed = match &initiative.workplace {
        Some(Workplace::Typed(typed)) => Some(typed.as_str()),
        Some(Workplace::Unit(_)) | None => None,
    };
    let group = initiative.group.as_deref().and_then(|code| facts.catalogue.group(code));
    let officer = match &initiative.status {
        Status::Open(open) => holder(open),
        Status::Closed(closed) => closed.officer(),
    };
    let history = facts.found.histories.get(&initiative.id);
    Card {
        initiative: initiative.clone(),
        place: place(unit_of(initiative), typed, facts.units),
        group: group.map(|group| Words { vi: group.label_vi.clone(), en: group.label_en.clone() }),
        officer: officer.and_then(|officer| name(officer, facts)),
        age: facts.now - initiative.submitted_at,
        fit: match &initiative.content.since {
            Since::From(span) => facts.catalogue.applied.fit(span),
            Since::NotYet => Fit::Inside,
        },
        hindrance: facts.found.hindered.get(&initiative.author).copied(),
        history: history.into_iter().flatten().map(|step| past(step, facts)).collect(),
    }
}

fn past(step: &Step, facts: &Facts) -> Past {
    let officer = match step.actor {
        Actor::Author => None,
        Actor::Officer(officer) => name(officer, facts),
    };
    let reason = step.reason.as_deref().and_then(|code| facts.catalogue.reason(code));
    Past { step: step.clone(), officer, reason: reason.map(Words::label) }
}

/// Who has it in hand.
pub const fn holder(open: &Open) -> Option<OfficerId> {
    match open {
        Open::Received => None,
        Open::InReview { officer }
        | Open::NeedsInfo { officer, .. }
        | Open::Supplemented { officer } => Some(*officer),
    }
}

/// An officer's name, where it was found.
pub fn name(officer: OfficerId, facts: &Facts) -> Option<String> {
    facts.found.officer_names.get(&officer).filter(|name| !name.is_empty()).cloned()
}

/// The speaker's own appointments.
pub fn officers(facts: &Facts) -> Vec<OfficerId> {
    facts.grants.iter().map(|grant| grant.officer).collect()
}

/// Whether the speaker wrote it.
pub fn is_own(initiative: &Initiative, facts: &Facts) -> bool {
    facts.person.is_some_and(|person| person.id == initiative.author)
}
