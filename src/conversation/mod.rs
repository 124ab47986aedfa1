//! The talk with a worker: pure functions.
//!
//! [`State`] is where a talk stands, [`needs()`] what has to be looked up, [`step`] hears one
//! utterance. There is a file per talk: [`welcome`] and consent, [`profile`], [`submit`] (with its
//! [`question`]s, [`draft`] and [`files`]), [`drafts`] put aside, [`linking`] of chats, [`mine`],
//! [`supplement`], [`withdraw`], [`publicity`], [`settings`], [`own_data`] and [`reminder`];
//! [`window`] knows when entries are taken, [`beside`] what was said beside the open question.
//! Whatever is said, [`current`] can ask again what is open, so that nobody is left without knowing
//! what to do next.

mod beside;
mod command;
mod draft;
mod drafts;
mod files;
mod linking;
mod mine;
mod needs;
mod own_data;
mod profile;
mod publicity;
mod question;
mod reminder;
mod settings;
mod state;
mod submit;
mod supplement;
mod welcome;
mod window;
mod withdraw;

pub use self::beside::hears as hears_beside;
pub use self::draft::without_co_author;
pub use self::linking::{PERIOD as LINK_PERIOD, joined};
pub use self::needs::needs;
pub use self::own_data::{COPY_PERIOD, DEADLINE_DAYS};
pub use self::state::{At, State};
pub use self::welcome::CONSENT_VERSION;

use chrono::TimeDelta;

use self::beside::Beside;
use self::command::Command;
use self::draft::Place;
use self::linking::Alone;
use crate::domain::InitiativeId;
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::Heard;
use crate::phrase::Phrase;
use crate::phrase::own_data::OwnData;
use crate::phrase::talk::{Button, Late, Shown, Talk};
use crate::vietnamese::intent::{self, Intent};

/// After this time a yes may be about news that came in between, or about something that has
/// scrolled out of sight. Reading what one is about to send takes less.
const PAUSE: TimeDelta = TimeDelta::minutes(15);

/// Hears one utterance.
#[must_use]
pub fn step(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let asked_phone = state.at.asks_phone();
    let before = match heard {
        Heard::Alarm(_) | Heard::FileFailed(_) | Heard::Blocked => None,
        Heard::Text(_) => Some(Some(Box::new(state.to_return_to()))),
        Heard::Correction(_) => Some(state.before.clone()),
        _ => Some(None),
    };
    if before.is_some() {
        let since = state.active_at.replace(facts.sent_at);
        if since.is_some_and(|since| facts.sent_at - since > PAUSE) && state.beside.is_none() {
            state.beside = Some(Beside::Remark);
        }
        state.link_until = state.link_until.filter(|until| facts.sent_at <= *until);
    }
    // A second press comes right after the first; whatever is said next is about something else.
    if !matches!(
        heard,
        Heard::Answer { .. } | Heard::Stale | Heard::Alarm(_) | Heard::FileFailed(_)
    ) {
        state.sent = None;
    }
    state.follow_consent(facts);
    let left: Vec<InitiativeId> = state.answers.iter().map(|left| left.initiative).collect();
    let turn = supplement::tell_kept(hear(state, heard, facts), &left);
    let mut turn = beside::note(welcome::ask_again(turn, heard, facts), heard);
    if let Some(before) = before {
        turn.state.before = before;
    }
    if asked_phone
        && !turn.state.at.asks_phone()
        && facts.capabilities.contact_button
        && let Some(say) = &mut turn.reply
    {
        say.end_contact = true;
    }
    turn
}

fn hear(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    match heard {
        Heard::Blocked => return Turn::silent(state).with(Effect::Reachable(false)),
        Heard::Alarm(alarm) => return reminder::due(state, *alarm, facts),
        Heard::FileFailed(failed) => return files::failed(state, failed, facts),
        _ => {}
    }
    let beside = state.beside.take();
    match heard {
        Heard::Returned => return mine::returned(state, facts).with(Effect::Reachable(true)),
        Heard::Started { payload } => return welcome::started(state, payload.as_deref(), facts),
        Heard::Correction(words) => {
            let Some(before) = state.before.take() else {
                return late_correction(state, facts);
            };
            state.return_to(*before);
            state.beside = state.beside.or(beside);
            let mut turn = hear(state, &Heard::Text(words.clone()), facts);
            turn.reply = turn.reply.map(|mut say| {
                say.parts.retain(|part| *part != Talk::Noted(Shown::AsTyped).into());
                say.after(Talk::Corrected)
            });
            return turn;
        }
        Heard::Text(words) => match linking::alone(&state, words, facts) {
            Alone::Link => return linking::link(state, words, facts),
            Alone::WrongCode => return linking::missed(attend(state, heard, facts)),
            Alone::Unsure => return linking::ask_again(state),
            Alone::Other => {
                if let Some(beside) = beside
                    && let Some(said) = beside::answer(&state, beside, words)
                {
                    return beside::hear(state, beside, said, facts);
                }
            }
        },
        _ => {}
    }
    attend(state, heard, facts)
}

/// Hears what is about the talk itself.
fn attend(state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    if !state.has_agreed(facts) {
        return welcome::hear(state, heard, facts);
    }
    match heard {
        Heard::Command { name, rest } => match Command::of(name) {
            Some(command) => obey(state, command, rest, facts),
            None => again(state, Talk::UnknownCommand, facts),
        },
        Heard::Text(words) => match intent::read(words) {
            Some(Intent::Back) => obey(state, Command::Back, "", facts),
            Some(Intent::Stop) if state.asks_for_names() && intent::may_be_huy(words) => {
                listen(state, heard, facts)
            }
            Some(Intent::Stop) => obey(state, Command::Cancel, "", facts),
            Some(Intent::Help) => explain(state, facts),
            Some(Intent::Restart) => obey(state, Command::New, "", facts),
            Some(Intent::Greeting) if state.at == At::Idle => {
                let say = mine::home(&state, facts);
                Turn::say(state, say)
            }
            Some(Intent::Greeting) => again(state, Talk::StillWriting, facts),
            _ => listen(state, heard, facts),
        },
        Heard::LateCorrection => late_correction(state, facts),
        Heard::Stale => stale(state, None, facts),
        Heard::Unreadable => again(state, Talk::NotReadable, facts),
        Heard::Answer { .. } | Heard::Contact { .. } | Heard::Attachment { .. } => {
            listen(state, heard, facts)
        }
        Heard::Started { .. }
        | Heard::Correction(_)
        | Heard::Blocked
        | Heard::Returned
        | Heard::FileFailed(_)
        | Heard::Alarm(_) => Turn::silent(state),
    }
}

/// Hears an answer where the talk stands.
fn listen(state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    match &state.at {
        At::Idle => mine::idle(state, heard, facts),
        At::Consent | At::Refused => welcome::hear(state, heard, facts),
        At::WithdrawingConsent => settings::withdraw_consent(state, heard, facts),
        At::Erasing { .. } => own_data::hear(state, heard, facts),
        At::Profile(_) => profile::hear(state, heard, facts),
        At::Draft => submit::hear(state, heard, facts),
        At::Supplement(_) => supplement::hear(state, heard, facts),
        At::Withdrawing { .. } => withdraw::hear(state, heard, facts),
    }
}

fn obey(state: State, command: Command, rest: &str, facts: &Facts) -> Turn<State> {
    match command {
        Command::New => drafts::begin(state, facts),
        Command::Drafts => drafts::list(state, rest, facts),
        Command::Continue => drafts::resume(state, facts),
        Command::Discard => drafts::discard(state, facts),
        Command::Back => back(state, facts),
        Command::Cancel => cancel(state, facts),
        Command::Mine => mine::list(state, rest, facts),
        Command::Track => mine::track(state, rest, facts),
        Command::Receipt => mine::receipt(state, rest, facts),
        Command::Withdraw => withdraw::begin(state, rest, facts),
        Command::Answer => supplement::begin(state, rest, facts),
        Command::Publicity => publicity::hear(state, rest, facts),
        Command::Profile => settings::profile(state, facts),
        Command::Name => profile::change(state, profile::Ask::name(), facts),
        Command::Phone => profile::change(state, profile::Ask::phone(), facts),
        Command::Unit => profile::change(state, profile::Ask::unit(), facts),
        Command::Group => profile::change(state, profile::Ask::Group, facts),
        Command::Language => settings::language(state, rest, facts),
        Command::Reminders => settings::reminders(state, rest, facts),
        Command::TellOpening => window::tell_opening(state, facts),
        Command::Consent => settings::consent(state, rest, facts),
        Command::Link => linking::link(state, rest, facts),
        Command::Copy => own_data::copy(state, facts),
        Command::Erase => own_data::begin(state, facts),
        Command::Unlink => linking::unlink(state, facts),
        Command::Help => help(state, facts),
    }
}

/// One question back.
fn back(state: State, facts: &Facts) -> Turn<State> {
    match &state.at {
        At::Draft => submit::back(state, facts),
        At::Profile(_) => profile::back(state, facts),
        At::Supplement(_)
        | At::Withdrawing { .. }
        | At::WithdrawingConsent
        | At::Erasing { .. } => cancel(state, facts),
        At::Idle | At::Consent | At::Refused => again(state, Talk::NothingToGoBackTo, facts),
    }
}

/// A message was changed that was answered before.
fn late_correction(state: State, facts: &Facts) -> Turn<State> {
    let late = match &state.at {
        At::Draft | At::Profile(_) => Late::Writing,
        At::Supplement(_) => Late::Answering,
        At::Idle
        | At::Consent
        | At::Refused
        | At::WithdrawingConsent
        | At::Erasing { .. }
        | At::Withdrawing { .. } => Late::Sent,
    };
    again(state, Talk::LateCorrection(late), facts)
}

/// Leaves what is being talked about; a draft is kept.
fn cancel(mut state: State, facts: &Facts) -> Turn<State> {
    if let At::Erasing { .. } = state.at {
        state.leave_erasing();
        return again(state, OwnData::Kept, facts);
    }
    match std::mem::take(&mut state.at) {
        At::Draft => drafts::put_aside(state, facts),
        At::Idle | At::Consent | At::Refused | At::Erasing { .. } => {
            again(state, Talk::NothingToStop, facts)
        }
        At::Supplement(answering) if answering.is_empty() => {
            state.resume();
            let code = answering.initiative.into();
            again(state, Talk::SupplementLeft { code }, facts)
        }
        // What is kept of it is told wherever it is left.
        at @ At::Supplement(_) => {
            state.at = at;
            state.resume();
            let say = current(&state, facts);
            Turn::say(state, say)
        }
        At::Withdrawing { initiative, .. } => {
            state.resume();
            again(state, Talk::NotWithdrawn { code: initiative.into() }, facts)
        }
        At::Profile(_) | At::WithdrawingConsent => {
            state.resume();
            again(state, Talk::Stopped, facts)
        }
    }
}

/// A press of a button that belongs to nothing that is being asked.
fn stale(state: State, key: Option<&str>, facts: &Facts) -> Turn<State> {
    let sent = state.sent.filter(|_| state.at == At::Idle && key.is_none_or(|key| key == "send"));
    match sent {
        Some(sent) => again(state, Talk::AlreadySent { code: sent.into() }, facts),
        None => again(state, Talk::OldButton, facts),
    }
}

/// Says something, and asks again what is open.
fn again(state: State, remark: impl Into<Phrase>, facts: &Facts) -> Turn<State> {
    let say = current(&state, facts).after(remark);
    Turn::say(state, say)
}

/// Says something about a thing of its own, with a button to go on writing where a draft is
/// open.
fn aside(state: State, say: Say) -> Turn<State> {
    let say = if state.draft.is_some() { say.command("/tieptuc", Button::Continue) } else { say };
    Turn::say(state, say)
}

/// The question that is open, or what can be done where none is.
fn current(state: &State, facts: &Facts) -> Say {
    match &state.at {
        At::Idle => mine::home(state, facts),
        At::Consent => welcome::ask(),
        At::Refused => Say::of(Talk::StillRefused).command("/dongy", Button::ReadAll),
        At::WithdrawingConsent => settings::ask_withdraw_consent(),
        At::Erasing { .. } => own_data::ask(facts),
        At::Profile(asking) => profile::ask(asking, facts),
        At::Draft => match &state.draft {
            Some(draft) => submit::ask(draft, facts),
            None => mine::home(state, facts),
        },
        At::Supplement(answering) => supplement::ask(answering),
        At::Withdrawing { initiative, title } => withdraw::ask(*initiative, title),
    }
}

/// What the open question is for, or everything that can be done.
fn explain(state: State, facts: &Facts) -> Turn<State> {
    match (&state.at, state.draft.as_ref().map(|draft| &draft.place)) {
        (At::Draft, Some(Place::Asking { topic, .. })) => {
            let topic = *topic;
            again(state, Talk::Explain { topic }, facts)
        }
        _ => help(state, facts),
    }
}

fn help(state: State, facts: &Facts) -> Turn<State> {
    let officer = !facts.grants.is_empty();
    if state.at == At::Idle {
        let say = mine::buttons(&state, facts, Say::of(Talk::Help { officer }));
        return Turn::say(state, say);
    }
    again(state, Talk::Help { officer }, facts)
}
