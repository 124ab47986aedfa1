//! `/lienket` and `/huylienket`: one person in several chats.
//!
//! A code is asked for in the chat that knows the person, typed in the other one, and takes
//! effect when the person says yes in the first one: whoever has talked somebody out of a code
//! still needs that somebody's yes, and has minutes for it.

use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use super::{At, State, again, aside, drafts, welcome};
use crate::effect::{Effect, Say, Turn};
use crate::facts::{Facts, LinkQuery, Needs};
use crate::message::{Alarm, Menu};
use crate::phrase::talk::{Button, Talk};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, code};

/// How long a code is good for: long enough to find the other phone, and short for a thief.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);

/// Wrong codes that a chat may type in [`PERIOD`]. Of ninety million codes, with a thousand
/// waiting at a time, a chat that tries for a year finds one with less than one in two, and then
/// lacks the yes.
const ATTEMPTS: i64 = 5;

/// The time over which wrong codes count.
pub const PERIOD: TimeDelta = TimeDelta::hours(1);

/// Digits of a code: two groups of four are easily carried from one screen to another.
const DIGITS: usize = 8;

/// What was typed after `/lienket`.
enum Wanted {
    Code([u8; 32]),
    Yes,
    No,
    Nothing,
    Unclear,
}

fn wanted(rest: &str) -> Wanted {
    if rest.trim().is_empty() {
        return Wanted::Nothing;
    }
    if rest.chars().all(is_of_code) {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        return if digits.len() == DIGITS { Wanted::Code(hash(&digits)) } else { Wanted::Unclear };
    }
    match yes_no::read(rest) {
        Reading::Read(YesNo::Yes) => Wanted::Yes,
        Reading::Read(YesNo::No) => Wanted::No,
        Reading::Ambiguous(_) | Reading::Unreadable(_) => Wanted::Unclear,
    }
}

/// Whether a letter belongs to a code as people type it.
fn is_of_code(letter: char) -> bool {
    letter.is_ascii_digit() || " -.".contains(letter)
}

/// What has to be looked up where somebody types the code or the yes alone, as people do who have
/// just been told to. Only while nothing is asked, or a newcomer is: anywhere else digits and a yes
/// are answers. The code of an initiative never is one of these.
pub fn needs_alone(state: &State, words: &str) -> Option<LinkQuery> {
    if may_be_meant(state, words) {
        return Some(LinkQuery::Waiting);
    }
    if !matches!(state.at, At::Idle | At::Consent | At::Refused | At::Profile(_)) {
        return None;
    }
    match wanted(words) {
        Wanted::Code(_) if matches!(code::read(words), Reading::Read(_)) => None,
        Wanted::Code(hash) => Some(LinkQuery::Typed(hash)),
        Wanted::Yes | Wanted::No if state.at == At::Idle => Some(LinkQuery::Waiting),
        Wanted::Yes | Wanted::No | Wanted::Nothing | Wanted::Unclear => None,
    }
}

/// Whether a yes may be meant for the question whether it was the person who typed the code, though
/// another question is open that it would settle.
fn may_be_meant(state: &State, words: &str) -> bool {
    state.link_until.is_some()
        && state.is_settled_by_a_yes()
        && matches!(wanted(words), Wanted::Yes | Wanted::No)
}

/// What words are that were typed alone.
pub enum Alone {
    /// The code, or the answer to the question whether it was the person who typed it.
    Link,
    /// An answer to that question, or to the one that is open.
    Unsure,
    /// Digits that may be meant for a code, and are none.
    WrongCode,
    Other,
}

/// Tells what was typed alone, once it is known whether there is such a link.
pub fn alone(state: &State, words: &str, facts: &Facts) -> Alone {
    match (needs_alone(state, words), &facts.found.link) {
        (None, _) | (Some(LinkQuery::Waiting), None) => Alone::Other,
        (Some(_), Some(_)) if may_be_meant(state, words) => Alone::Unsure,
        (Some(_), Some(_)) => Alone::Link,
        // A stranger has no initiative, and no other code either.
        (Some(LinkQuery::Typed(_)), None) if !state.has_agreed(facts) => Alone::Link,
        (Some(LinkQuery::Typed(_)), None) => Alone::WrongCode,
    }
}

/// Digits were typed that are no code, where an initiative may have been meant.
pub fn missed(mut turn: Turn<State>) -> Turn<State> {
    if turn.state.at == At::Idle {
        turn.reply = turn.reply.map(|say| say.second(Talk::LinkOver));
    }
    turn.with(Effect::LinkMissed)
}

fn hash(digits: &str) -> [u8; 32] {
    Sha256::digest(digits.as_bytes()).into()
}

/// A code out of a token that cannot be guessed. It cannot be mistaken for the code of an
/// initiative, whose last digit checks the others.
fn fresh(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    let (bytes, _) = digest.split_first_chunk().expect("a digest is longer than a number");
    let number = u64::from_be_bytes(*bytes) % 100_000_000;
    let digits = |number: u64| format!("{number:08}");
    match code::read(&digits(number)) {
        // Another last digit, and nothing else, so it is wrong.
        Reading::Read(_) => digits(number ^ 1),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => digits(number),
    }
}

/// What has to be looked up for `/lienket`.
pub fn needs(rest: &str) -> Needs {
    let link = match wanted(rest) {
        Wanted::Code(hash) => Some(LinkQuery::Typed(hash)),
        Wanted::Yes | Wanted::No => Some(LinkQuery::Waiting),
        Wanted::Nothing | Wanted::Unclear => None,
    };
    Needs { link, drafts: true, ..Needs::default() }
}

/// Says something, and asks again what is open; somebody whom we do not know is greeted.
fn remark(state: State, remark: Talk, facts: &Facts) -> Turn<State> {
    if state.at != At::Idle || facts.person.is_some() {
        return again(state, remark, facts);
    }
    let mut turn = welcome::started(state, None, facts);
    turn.reply = turn.reply.map(|say| say.after(remark));
    turn
}

/// `/lienket`.
pub fn link(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    match wanted(rest) {
        Wanted::Nothing => issue(state, facts),
        Wanted::Code(_) => type_in(state, facts),
        Wanted::Yes => confirm(state, facts),
        Wanted::No => refuse(state, facts),
        Wanted::Unclear => remark(state, Talk::LinkUnclear, facts),
    }
}

fn issue(mut state: State, facts: &Facts) -> Turn<State> {
    if facts.person.is_none() {
        return remark(state, Talk::LinkElsewhere, facts);
    }
    let digits = fresh(facts.fresh_token);
    let expires_at = facts.now + LIFE;
    state.link_until = Some(expires_at);
    let effect = Effect::IssueLink { code_hash: hash(&digits), expires_at };
    let (head, tail) = digits.split_at(DIGITS / 2);
    let code = format!("{head} {tail}");
    aside(state, Say::of(Talk::LinkCode { code, minutes: LIFE.num_minutes() })).with(effect)
}

fn type_in(state: State, facts: &Facts) -> Turn<State> {
    if facts.found.link_attempts >= ATTEMPTS {
        return remark(state, Talk::LinkTooOften, facts);
    }
    let Some(link) = &facts.found.link else {
        return remark(state, Talk::LinkUnknown, facts).with(Effect::LinkMissed);
    };
    if facts.person.is_some_and(|person| person.id == link.person) {
        return remark(state, Talk::LinkedAlready, facts);
    }
    Turn::say(state, Say::of(Talk::LinkWaits))
        .with(Effect::ClaimLink { link: link.id })
        .with(Effect::Tell { conversation: link.asked_in, say: ask() })
}

/// Was it the person who typed the code?
fn ask() -> Say {
    Say::of(Talk::LinkAsk)
        .command("/lienket dung", Button::LinkYes)
        .command("/lienket khong", Button::LinkNo)
        .columns(2)
}

/// Asks it once more, where an answer may have been meant for something else.
pub fn ask_again(state: State) -> Turn<State> {
    Turn::say(state, ask())
}

fn confirm(state: State, facts: &Facts) -> Turn<State> {
    match &facts.found.link {
        Some(link) if facts.person.is_some_and(|person| person.id == link.person) => {
            let turn = aside(state, Say::of(Talk::Linked).command("/cuatoi", Button::Mine))
                .with(Effect::Link { link: link.id });
            match link.typed_in {
                Some(conversation) => {
                    let say = Say::of(Talk::LinkedHere)
                        .command("/moi", Button::New)
                        .command("/cuatoi", Button::Mine);
                    turn.with(Effect::Tell { conversation, say })
                }
                None => turn,
            }
        }
        _ => remark(state, Talk::NothingToLink, facts),
    }
}

fn refuse(state: State, facts: &Facts) -> Turn<State> {
    match &facts.found.link {
        Some(link) if facts.person.is_some_and(|person| person.id == link.person) => {
            let effect = Effect::DropLink { link: link.id };
            again(state, Talk::LinkRefused, facts).with(effect)
        }
        _ => remark(state, Talk::NothingToLink, facts),
    }
}

/// `/huylienket`: this chat forgets the person; everything stays in the others.
pub fn unlink(state: State, facts: &Facts) -> Turn<State> {
    if facts.person.is_none() || facts.found.chats < 2 {
        return remark(state, Talk::OnlyChat, facts);
    }
    let kept = drafts::put_aside(state, facts);
    let draft = kept.effects.into_iter().find(|effect| matches!(effect, Effect::KeepDraft { .. }));
    let say = Say { menu: Some(Menu::Worker), ..Say::of(Talk::Unlinked) };
    let mut turn = Turn::say(State::default(), say);
    turn.effects.extend(draft);
    turn.with(Effect::ClearAlarm(Alarm::DraftFirst))
        .with(Effect::ClearAlarm(Alarm::DraftSecond))
        .with(Effect::Unlink)
}

/// A chat whose person has agreed in another chat: what was asked before that is over.
#[must_use]
pub fn joined(state: State) -> State {
    match state.at {
        At::Consent | At::Refused if state.then.is_none() => State::default(),
        _ => state,
    }
}
