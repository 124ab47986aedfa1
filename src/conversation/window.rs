//! When entries are taken, and when an initiative must have been in use: two windows, two checks.

use super::beside::Beside;
use super::draft::{Draft, Value};
use super::{At, State, aside, drafts, reminder};
use crate::domain::{Entry, Fit, Phase, Since};
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::Alarm;
use crate::phrase::campaign::{Button, Campaign, Pause, Stage};
use crate::phrase::talk;
use crate::vietnamese::date::Span;

/// The time without entries in which `facts` lies; none while entries are taken. Judged by the
/// platform's time of the message, so that what was sent before the cut-off and is heard after
/// it counts; a clock that runs ahead does not.
pub fn pause(facts: &Facts) -> Option<Pause> {
    let stage = |phase: &Phase| stage(phase, facts);
    match facts.catalogue.entry_at(facts.sent_at.min(facts.now)) {
        Entry::Always | Entry::Open(_) => None,
        Entry::Closed { last, next } => {
            Some(Pause { last: last.map(stage), next: next.map(stage) })
        }
    }
}

fn stage(phase: &Phase, facts: &Facts) -> Stage {
    Stage {
        name: phase.name(facts.locale).to_owned(),
        opens_at: phase.opens_at,
        closes_at: phase.closes_at,
    }
}

/// Says before the first question that nothing can be sent yet.
pub fn ahead(say: Say, facts: &Facts) -> Say {
    match pause(facts) {
        Some(pause) => say.after(Campaign::WriteAhead(pause)),
        None => say,
    }
}

/// Keeps what was to be sent, and says when it can be.
pub fn hold(mut state: State, pause: Pause) -> Turn<State> {
    let title = state.draft.as_ref().and_then(|draft| draft.answers.title.clone());
    let kept = drafts::keep(&mut state);
    state.at = At::Idle;
    let opens = pause.next.is_some();
    let say = Say::of(Campaign::KeptForLater { title: title.unwrap_or_default(), pause });
    let say = if opens { say.command("/nhacdot", Button::TellOpening) } else { say };
    let say = say.command("/nhap", talk::Button::Drafts);
    if opens {
        state.beside = Some(Beside::TellOpening);
    }
    // What cannot be sent yet is not worth a reminder to finish it.
    let turn = Turn::say(state, say)
        .with(Effect::ClearAlarm(Alarm::DraftFirst))
        .with(Effect::ClearAlarm(Alarm::DraftSecond));
    match kept {
        Some(kept) => turn.with(kept.effect),
        None => turn,
    }
}

/// `/nhacdot`: come back when the next phase opens.
pub fn tell_opening(state: State, facts: &Facts) -> Turn<State> {
    match facts.catalogue.entry_at(facts.now) {
        Entry::Always | Entry::Open(_) => aside(state, Say::of(Campaign::OpenAlready)),
        Entry::Closed { next: None, .. } => aside(state, Say::of(Campaign::NoOpeningKnown)),
        Entry::Closed { next: Some(next), .. } => {
            aside(state, Say::of(Campaign::OpeningNoted(stage(next, facts)))).with(come_back(next))
        }
    }
}

fn come_back(next: &Phase) -> Effect {
    Effect::SetAlarm { alarm: Alarm::PhaseOpens, due_at: reminder::by_day(next.opens_at) }
}

/// The day has come that somebody wanted to be told of. The owner of the campaign may have moved
/// it meanwhile, and the draft may be gone.
pub fn opened(mut state: State, facts: &Facts) -> Turn<State> {
    let phase = match facts.catalogue.entry_at(facts.now) {
        Entry::Open(phase) => phase,
        Entry::Closed { next: Some(next), .. } => {
            return Turn::silent(state).with(come_back(next));
        }
        Entry::Always | Entry::Closed { next: None, .. } => return Turn::silent(state),
    };
    let open = state.draft.as_ref().filter(|draft| !draft.is_empty());
    let kept = facts.found.drafts.iter().max_by_key(|draft| draft.updated_at);
    let (title, waiting) = match (open, kept) {
        (Some(draft), _) => (draft.answers.title.clone(), None),
        (None, Some(kept)) => {
            let draft = Draft::from_json(kept.id, &kept.answers);
            (draft.and_then(|draft| draft.answers.title), Some(kept.id))
        }
        (None, None) => return Turn::silent(state),
    };
    let say = Say::of(Campaign::Opened { stage: stage(phase, facts), title })
        .command(reminder::go_on(waiting), talk::Button::Continue);
    state.beside = Some(Beside::GoOn { draft: waiting });
    Turn::say(state, say)
}

/// How an answer lies to the days that count; none where it is no answer about days.
pub fn fit(value: &Value, facts: &Facts) -> Option<(Span, Fit)> {
    match value {
        Value::Since(Since::From(span)) => Some((*span, facts.catalogue.applied.fit(span))),
        _ => None,
    }
}

/// Asks whether a date outside the days that count is right.
pub fn ask_date(said: Span, facts: &Facts) -> Say {
    Say::of(Campaign::OutsideApplied { said, applied: facts.catalogue.applied })
        .answer("no", Button::CorrectDate)
        .answer("v0", Button::DateIsRight)
        .columns(2)
}

/// What is said of a date that is only partly inside.
pub fn partly(said: Span, facts: &Facts) -> Campaign {
    Campaign::PartlyApplied { said, applied: facts.catalogue.applied }
}
