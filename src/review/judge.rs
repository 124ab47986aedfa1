//! The judgement: who may do what to which initiative, and what comes of it.
//!
//! Every step is looked at in the same order: does it exist in the officer's part of the tree,
//! is it somebody else's, is it still open, did the officer read the text as it is now. The
//! initiative is locked while this is thought, so whoever is first is first.

use super::amount::Verified;
use super::command::{Command, TextSeen};
use super::{Pending, State, card, reason, shown, within};
use crate::domain::status::CannotUndo;
use crate::domain::{
    Act, Actor, Closed, Event, Grant, Initiative, InitiativeId, Open, ReasonCode, Salt, Status,
    StatusName,
};
use crate::effect::{Effect, Notice, Say, Turn};
use crate::facts::Facts;
use crate::phrase::desk::{Button, Decider, Desk, Told, Words};

/// An initiative that the officer may decide about.
struct Case<'f> {
    initiative: &'f Initiative,
    open: Open,
    grant: Grant,
}

/// Finds the initiative and says why it is not the officer's to decide.
fn case<'f>(id: InitiativeId, facts: &Facts<'f>) -> Result<Case<'f>, Say> {
    let (initiative, grant) = within(id, facts)?;
    if card::is_own(initiative, facts) {
        return Err(onwards(Say::of(Desk::OwnInitiative { code: initiative.code() })));
    }
    match &initiative.status {
        Status::Open(open) => Ok(Case { initiative, open: open.clone(), grant }),
        Status::Closed(closed) => Err(decided(initiative, closed, facts)),
    }
}

/// The same, and the officer has read the text as it is now; if not, shows it.
fn read_case<'f>(
    state: &mut State,
    text: TextSeen,
    facts: &Facts<'f>,
) -> Result<(Case<'f>, TextSeen), Say> {
    let case = case(text.id, facts)?;
    let (code, now) = (case.initiative.code(), case.initiative.version);
    let why = match text.version.or_else(|| state.version_seen(text.id)) {
        Some(seen) if seen == now => {
            return Ok((case, TextSeen { id: text.id, version: Some(now) }));
        }
        Some(seen) if seen < now => Desk::TextChanged { code },
        Some(_) | None => Desk::ReadFirst { code },
    };
    Err(card::open(state, case.initiative, facts).after(why))
}

/// Says who decided and when.
fn decided(initiative: &Initiative, closed: &Closed, facts: &Facts) -> Say {
    let by = match closed.officer() {
        None => Decider::Author,
        Some(officer) if facts.is_me(officer) => Decider::You,
        Some(officer) => Decider::Officer(card::name(officer, facts)),
    };
    let say = Say::of(Desk::Decided {
        code: initiative.code(),
        status: initiative.status.name(),
        by,
        at: initiative.status_since,
    });
    onwards(card::steps(say, initiative, facts))
}

fn onwards(say: Say) -> Say {
    say.command(Command::Next.to_string(), Button::Next).columns(2)
}

/// The initiative after the step, and the event to be kept.
fn advance(initiative: &Initiative, status: Status, act: Act) -> (Initiative, Effect) {
    let (initiative, event): (Initiative, Event) = initiative.clone().advance(status, act);
    let effect = Effect::Advance { initiative: Box::new(initiative.clone()), event };
    (initiative, effect)
}

fn act(grant: Grant, facts: &Facts) -> Act {
    let salt = Salt::of(facts.fresh_token);
    Act { salt, ..Act::silent(Actor::Officer(grant.officer), facts.now) }
}

/// A notice to the author, at once.
fn tell(initiative: &Initiative, told: Told) -> Notice {
    let code = initiative.code();
    let status = (format!("/trangthai {code}"), Button::Follow);
    let steps = match &told {
        Told::Question { .. } => vec![(format!("/traloi {code}"), Button::Answer)],
        Told::InReview { .. } | Told::TakenBack { .. } => vec![status],
        Told::Recognized { .. } => return shown::tell_recognized(initiative, told),
        Told::NotRecognized { .. } => vec![status, ("/moi".to_owned(), Button::Another)],
        Told::Dismissed { .. } => Vec::new(),
    };
    let say = steps
        .into_iter()
        .fold(Say::of(told), |say, (command, button)| say.command(command, button));
    Notice { to: initiative.author, say, not_before: None, about: None }
}

/// A notice of a decision: it waits, so that the decision can be taken back unseen.
fn tell_decision(initiative: &Initiative, told: Told, facts: &Facts) -> Effect {
    let notice = tell(initiative, told);
    Effect::Notify(Notice {
        not_before: Some(facts.now + facts.settings.decision_hold),
        about: Some(initiative.id),
        ..notice
    })
}

/// `/nhan`.
pub fn claim(mut state: State, id: InitiativeId, anyway: bool, facts: &Facts) -> Turn<State> {
    let Case { initiative, open, grant } = match case(id, facts) {
        Ok(case) => case,
        Err(say) => return Turn::say(state, say),
    };
    let code = initiative.code();
    let waits = matches!(open, Open::InReview { .. } | Open::NeedsInfo { .. });
    match card::holder(&open) {
        Some(holder) if facts.is_me(holder) && waits => {
            let say = Say::of(Desk::ClaimedAlready { code });
            let say = read_on(&mut state, say, initiative, facts);
            return Turn::say(state, say);
        }
        Some(holder) if !facts.is_me(holder) && !anyway => {
            let say = held_by_another(initiative, &open, facts);
            return Turn::say(state, say);
        }
        Some(_) | None => {}
    }
    let news = matches!(open, Open::Received | Open::Supplemented { .. });
    let (after, effect) = advance(initiative, open.claim(grant.officer), act(grant, facts));
    let title = after.content.title.clone();
    let say = Say::of(Desk::Claimed { code, title: title.clone() });
    let say = read_on(&mut state, say, &after, facts);
    let turn = Turn::say(state, say).with(effect);
    // Who holds it is the officers' own business; the author hears that it is being looked at.
    if news {
        turn.with(Effect::Notify(tell(&after, Told::InReview { code, title })))
    } else {
        turn
    }
}

fn held_by_another(initiative: &Initiative, open: &Open, facts: &Facts) -> Say {
    let take_over = Command::Claim { id: initiative.id, anyway: true };
    onwards(
        Say::of(Desk::HeldByAnother {
            code: initiative.code(),
            officer: card::holder(open).and_then(|officer| card::name(officer, facts)),
            since: initiative.status_since,
        })
        .command(take_over.to_string(), Button::ClaimAnyway),
    )
}

/// The steps that follow; with the card first, if the officer does not have it before them.
fn read_on(state: &mut State, say: Say, initiative: &Initiative, facts: &Facts) -> Say {
    if state.version_seen(initiative.id) == Some(initiative.version) {
        return onwards(card::steps(say, initiative, facts));
    }
    let mut card = card::open(state, initiative, facts);
    card.parts.splice(0..0, say.parts);
    card
}

/// `/duyet`.
pub fn recognize(
    mut state: State,
    text: TextSeen,
    verified: Verified,
    note: Option<String>,
    facts: &Facts,
) -> Turn<State> {
    let (Case { initiative, open, grant }, text) = match read_case(&mut state, text, facts) {
        Ok(case) => case,
        Err(say) => return Turn::say(state, say),
    };
    let verified_benefit = match verified {
        Verified::Nothing => None,
        Verified::Amount(dong) => Some(dong),
        Verified::Either(candidates) => {
            let say = which_benefit(text, &candidates);
            state.pending = Some(Pending::Benefit { text, candidates, note });
            return Turn::say(state, say);
        }
    };
    let act = Act { note: note.clone(), verified_benefit, ..act(grant, facts) };
    let status = open.recognize(grant.officer, verified_benefit, note.clone());
    let (after, effect) = advance(initiative, status, act);
    let (code, title) = (after.code(), after.content.title.clone());
    let told =
        Told::Recognized { code, title: title.clone(), verified_benefit, note: note.clone() };
    let say = Desk::Recognized { code, title, verified_benefit, note };
    decision(state, say, effect, &after, told, facts)
}

/// The end of a decision: the officer hears until when it can be taken back.
fn decision(
    state: State,
    say: Desk,
    effect: Effect,
    after: &Initiative,
    told: Told,
    facts: &Facts,
) -> Turn<State> {
    let hears =
        Desk::AuthorHears { after: facts.settings.decision_hold, undo: Closed::UNDO_WINDOW };
    let say = card::steps(when_heard(Say::of(say).and(hears), after, facts), after, facts);
    Turn::say(state, onwards(say)).with(effect).with(tell_decision(after, told, facts))
}

/// Adds that the author hears of it later than usual, or not at all, where that is so.
fn when_heard(say: Say, initiative: &Initiative, facts: &Facts) -> Say {
    match facts.found.hindered.get(&initiative.author) {
        Some(why) => say.and(Desk::AuthorHindered { code: initiative.code(), why: *why }),
        None => say,
    }
}

/// The amounts as buttons.
pub fn which_benefit(text: TextSeen, candidates: &[i64]) -> Say {
    let say = Say::of(Desk::WhichBenefit { code: text.id.into() });
    candidates
        .iter()
        .enumerate()
        .fold(say, |say, (index, dong)| say.answer(index.to_string(), Button::Amount(*dong)))
        .command("/huy", Button::Stop)
}

/// `/bosung`.
pub fn ask(
    mut state: State,
    text: TextSeen,
    question: Option<String>,
    facts: &Facts,
) -> Turn<State> {
    let (Case { initiative, open, grant }, text) = match read_case(&mut state, text, facts) {
        Ok(case) => case,
        Err(say) => return Turn::say(state, say),
    };
    let code = initiative.code();
    if let Open::NeedsInfo { officer, question: asked } = &open {
        if !facts.is_me(*officer) {
            let say = held_by_another(initiative, &open, facts);
            return Turn::say(state, say);
        }
        if question.as_ref() == Some(asked) {
            return Turn::say(state, onwards(Say::of(Desk::AskedAlready { code })));
        }
    }
    let Some(question) = question else {
        state.pending = Some(Pending::Question { text });
        return Turn::say(state, ask_question(text));
    };
    let act = Act { note: Some(question.clone()), ..act(grant, facts) };
    let (after, effect) = advance(initiative, open.ask(grant.officer, question.clone()), act);
    let title = after.content.title.clone();
    let told = Told::Question { code, title, question: question.clone() };
    let say = when_heard(Say::of(Desk::Asked { code, question }), &after, facts);
    Turn::say(state, onwards(say)).with(effect).with(Effect::Notify(tell(&after, told)))
}

/// What shall the author be asked?
pub fn ask_question(text: TextSeen) -> Say {
    Say::of(Desk::AskQuestion { code: text.id.into() }).command("/huy", Button::Stop)
}

/// `/tuchoi`.
pub fn reject(mut state: State, text: TextSeen, words: Option<&str>, facts: &Facts) -> Turn<State> {
    let text = match read_case(&mut state, text, facts) {
        Ok((_, text)) => text,
        Err(say) => return Turn::say(state, say),
    };
    match words.map(|words| reason::read(words, facts.catalogue)) {
        None => {
            state.pending = Some(Pending::Reason { text });
            Turn::say(state, ask_reason(text, facts))
        }
        Some(None) => {
            state.pending = Some(Pending::Reason { text });
            Turn::say(state, ask_reason(text, facts).after(Desk::ReasonUnknown))
        }
        Some(Some((reason, ""))) => {
            let reason = reason.code.clone();
            let say = ask_note(text, &reason, facts);
            state.pending = Some(Pending::Note { text, reason });
            Turn::say(state, say)
        }
        Some(Some((reason, words))) => {
            reject_because(state, text, &reason.code, reason::note(words), facts)
        }
    }
}

/// Does not recognise it, for the reason with this code.
pub fn reject_because(
    mut state: State,
    text: TextSeen,
    reason: &str,
    note: Option<String>,
    facts: &Facts,
) -> Turn<State> {
    let (Case { initiative, open, grant }, text) = match read_case(&mut state, text, facts) {
        Ok(case) => case,
        Err(say) => return Turn::say(state, say),
    };
    let Some(reason) = facts.catalogue.reason(reason) else {
        state.pending = Some(Pending::Reason { text });
        return Turn::say(state, ask_reason(text, facts).after(Desk::ReasonUnknown));
    };
    let act = Act { reason: Some(reason.code.clone()), note: note.clone(), ..act(grant, facts) };
    let status = open.reject(grant.officer, reason.code.clone(), note.clone());
    let (after, effect) = advance(initiative, status, act);
    let (code, title) = (after.code(), after.content.title.clone());
    let told = Told::NotRecognized {
        code,
        title: title.clone(),
        reason: Words::label(reason),
        advice: Words::advice(reason),
        note: note.clone(),
    };
    let say = Desk::NotRecognized { code, title, reason: Words::label(reason), note };
    decision(state, say, effect, &after, told, facts)
}

/// The reasons as buttons.
pub fn ask_reason(text: TextSeen, facts: &Facts) -> Say {
    let say = Say::of(Desk::AskReason { code: text.id.into() });
    facts
        .catalogue
        .offered_reasons()
        .enumerate()
        .fold(say, |say, (index, reason)| {
            say.command(reason_command(text, index, reason), Button::Reason(Words::label(reason)))
        })
        .command("/huy", Button::Stop)
}

/// More words about the reason?
pub fn ask_note(text: TextSeen, reason: &str, facts: &Facts) -> Say {
    let found = facts.catalogue.offered_reasons().enumerate().find(|(_, one)| one.code == reason);
    let Some((index, reason)) = found else {
        return ask_reason(text, facts).after(Desk::ReasonUnknown);
    };
    let skip = format!("{} {}", reason_command(text, index, reason), reason::NO_NOTE);
    Say::of(Desk::AskNote { code: text.id.into(), reason: Words::label(reason) })
        .command(skip, Button::Skip)
        .command("/huy", Button::Stop)
}

/// The command that chooses a reason: by its code, which stays right when the table is
/// reordered, or by its number where the code is too long for a button.
fn reason_command(text: TextSeen, index: usize, reason: &ReasonCode) -> String {
    const LONGEST_CODE: usize = 24;
    let words = if reason.code.len() <= LONGEST_CODE {
        reason.code.clone()
    } else {
        (index + 1).to_string()
    };
    Command::Reject { text, words: Some(words) }.to_string()
}

/// `/hoantac`.
pub fn undo(mut state: State, id: Option<InitiativeId>, facts: &Facts) -> Turn<State> {
    let Some(id) = id.or(facts.found.last_decision) else {
        return Turn::say(state, onwards(Say::of(Desk::NothingToTakeBack)));
    };
    let (initiative, grant) = match within(id, facts) {
        Ok(found) => found,
        Err(say) => return Turn::say(state, say),
    };
    let (code, title) = (initiative.code(), initiative.content.title.clone());
    let closed = match &initiative.status {
        Status::Closed(closed) => closed,
        Status::Open(_) => {
            let status = initiative.status.name();
            let say = Say::of(Desk::NotDecided { code, status });
            return Turn::say(state, onwards(say));
        }
    };
    let status = match closed.undo(&card::officers(facts), initiative.status_since, facts.sent_at) {
        Ok(status) => status,
        Err(why) => {
            let say = Say::of(cannot_undo(why, initiative, closed, facts));
            return Turn::say(state, onwards(say));
        }
    };
    let (after, effect) = advance(initiative, status, act(grant, facts));
    let otherwise = tell(&after, Told::TakenBack { code, title: title.clone() });
    let say = read_on(&mut state, Say::of(Desk::TakenBack { code, title }), &after, facts);
    Turn::say(state, say).with(effect).with(Effect::Recall { initiative: id, otherwise })
}

fn cannot_undo(why: CannotUndo, initiative: &Initiative, closed: &Closed, facts: &Facts) -> Desk {
    let code = initiative.code();
    match why {
        CannotUndo::NotYours => {
            let officer = closed.officer().and_then(|officer| card::name(officer, facts));
            Desk::NotYourDecision { code, officer }
        }
        CannotUndo::TooLate => {
            Desk::TooLateToTakeBack { code, at: initiative.status_since, undo: Closed::UNDO_WINDOW }
        }
        CannotUndo::NothingDecided => Desk::Decided {
            code,
            status: StatusName::Withdrawn,
            by: Decider::Author,
            at: initiative.status_since,
        },
    }
}
