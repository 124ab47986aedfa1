//! Drafts: begun, put aside, taken up again, thrown away.

use super::draft::{Draft, Place};
use super::profile;
use super::{At, State, again, aside, current, reminder, window};
use crate::domain::DraftId;
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::Alarm;
use crate::phrase::talk::{Button, Talk};

/// Drafts that are listed; whoever has more finishes or discards some first.
const LISTED: usize = 10;

/// Begins a new initiative; the questions about the person come first where they are open.
pub fn begin(mut state: State, facts: &Facts) -> Turn<State> {
    let fresh = state.draft.as_ref().is_some_and(Draft::is_empty);
    if fresh && state.at == At::Draft {
        let say = current(&state, facts);
        return Turn::say(state, say);
    }
    let kept = keep(&mut state);
    if !state.at.asks_everything() {
        state.turn_to(At::Idle);
    }
    let turn = if profile::is_lacking(facts.person, facts) {
        profile::first(state, Talk::ProfileFirst, facts)
    } else {
        start(state, facts)
    };
    with_kept(turn, kept)
}

/// Asks the first question of a new initiative.
pub fn start(mut state: State, facts: &Facts) -> Turn<State> {
    state.draft = Some(Draft::default());
    state.at = At::Draft;
    state.sent = None;
    let say = window::ahead(current(&state, facts), facts);
    reminder::plan(Turn::say(state, say), facts)
}

/// What was put aside, and what is said about it.
pub(super) struct Kept {
    pub(super) effect: Effect,
    title: Option<String>,
}

/// Takes the draft that is open out of the talk.
pub(super) fn keep(state: &mut State) -> Option<Kept> {
    let draft = state.draft.take().filter(|draft| !draft.is_empty())?;
    let answers = draft.to_json();
    let effect = Effect::KeepDraft { draft: draft.id, as_of: draft.as_of, answers };
    Some(Kept { effect, title: draft.answers.title })
}

fn with_kept(mut turn: Turn<State>, kept: Option<Kept>) -> Turn<State> {
    let Some(Kept { effect, title }) = kept else { return turn };
    turn.reply = turn.reply.map(|say| say.after(Talk::DraftAside { title }));
    turn.effects.insert(0, effect);
    turn
}

/// Stops writing; what has been answered is kept.
pub fn put_aside(mut state: State, facts: &Facts) -> Turn<State> {
    state.at = At::Idle;
    match keep(&mut state) {
        Some(Kept { effect, title }) => {
            let say = Say::of(Talk::DraftKept { title })
                .command("/nhap", Button::Drafts)
                .command("/moi", Button::New);
            Turn::say(state, say).with(effect)
        }
        None => again(state, Talk::Stopped, facts)
            .with(Effect::ClearAlarm(Alarm::DraftFirst))
            .with(Effect::ClearAlarm(Alarm::DraftSecond)),
    }
}

/// `/nhap` lists the drafts; `/nhap ID`, from its buttons, takes one up again.
pub fn list(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    if let Ok(wanted) = rest.trim().parse() {
        return open(state, DraftId(wanted), facts);
    }
    let open = state.draft.as_ref().and_then(|draft| draft.id);
    let aside_ones: Vec<_> =
        facts.found.drafts.iter().filter(|draft| Some(draft.id) != open).collect();
    let count = aside_ones.len() + usize::from(state.draft.is_some());
    if count == 0 {
        return again(state, Talk::NoDrafts, facts);
    }
    let say = aside_ones.iter().take(LISTED).fold(Say::of(Talk::Drafts { count }), |say, found| {
        let draft = Draft::from_json(found.id, &found.answers);
        let title = draft.and_then(|draft| draft.answers.title);
        let label = Talk::DraftLabel { title, at: found.updated_at };
        say.command(format!("/nhap {}", found.id.0), label)
    });
    aside(state, say)
}

/// Goes on with this draft.
pub fn open(state: State, wanted: DraftId, facts: &Facts) -> Turn<State> {
    if state.draft.as_ref().is_some_and(|draft| draft.id == Some(wanted)) {
        return resume(state, facts);
    }
    let found = facts.found.drafts.iter().find(|draft| draft.id == wanted);
    let draft = found.and_then(|found| {
        let draft = Draft::from_json(found.id, &found.answers)?;
        Some(Draft { as_of: Some(found.updated_at), ..draft })
    });
    match draft {
        Some(draft) => take_up(state, draft, facts),
        None => again(state, Talk::DraftGone, facts),
    }
}

/// Whether the draft that is open was sent or thrown away in another chat since it was taken up.
pub fn is_gone(state: &State, facts: &Facts) -> bool {
    let id = state.draft.as_ref().and_then(|draft| draft.id);
    id.is_some_and(|id| facts.found.drafts.iter().all(|draft| draft.id != id))
}

/// Lets go of what is left of such a draft.
pub fn let_go(mut state: State, facts: &Facts) -> Turn<State> {
    state.draft = None;
    state.at = At::Idle;
    again(state, Talk::DraftGoneElsewhere, facts)
}

fn take_up(mut state: State, draft: Draft, facts: &Facts) -> Turn<State> {
    let kept = keep(&mut state);
    let title = draft.answers.title.clone();
    state.draft = Some(draft);
    state.turn_to(At::Draft);
    state.sent = None;
    with_kept(again(state, Talk::DraftResumed { title }, facts), kept)
}

/// Goes on where the person stopped.
pub fn resume(mut state: State, facts: &Facts) -> Turn<State> {
    if state.draft.is_none() {
        return list(state, "", facts);
    }
    if !state.at.asks_everything() {
        state.turn_to(At::Draft);
        // Whoever writes on does not throw away.
        if let Some(draft) = &mut state.draft {
            draft.place = draft.place_to_keep();
        }
    }
    let say = current(&state, facts);
    Turn::say(state, say)
}

/// Asks whether the open draft shall be thrown away.
pub fn discard(mut state: State, facts: &Facts) -> Turn<State> {
    let Some(draft) = &mut state.draft else {
        return list(state, "", facts);
    };
    if !matches!(draft.place, Place::Discarding { .. }) {
        let back = Some(Box::new(std::mem::take(&mut draft.place)));
        draft.place = Place::Discarding { back };
    }
    state.turn_to(At::Draft);
    let say = current(&state, facts);
    Turn::say(state, say)
}

/// Throws the open draft away.
pub fn throw_away(mut state: State, facts: &Facts) -> Turn<State> {
    let draft = state.draft.take().and_then(|draft| draft.id);
    state.at = At::Idle;
    let turn = again(state, Talk::DraftDiscarded, facts);
    match draft {
        Some(draft) => turn.with(Effect::DropDraft(draft)),
        None => turn,
    }
}
