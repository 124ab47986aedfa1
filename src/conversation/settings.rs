//! What a person decides about the talk itself: language, reminders, consent, what is known
//! about them.

use super::submit::{display_name, group, workplace};
use super::welcome::{CONSENT_VERSION, language_of};
use super::{At, State, again, aside, current, stale};
use crate::domain::Locale;
use crate::effect::{Effect, Profile, Say, Turn};
use crate::facts::Facts;
use crate::message::{Alarm, Heard, Menu};
use crate::phrase::talk::{Button, Person, Talk};
use crate::vietnamese::phone;
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, text};

/// `/hoso`: what is known about the person, and how to change it.
pub fn profile(state: State, facts: &Facts) -> Turn<State> {
    let Some(person) = facts.person else {
        let say = current(&state, facts);
        return Turn::say(state, say);
    };
    let phone = person.phone.as_deref().map(phone::display);
    let shown = Person {
        name: display_name(person),
        phone,
        workplace: workplace(person, facts),
        group: group(person, facts),
        reminders: person.reminders,
    };
    let say = Say::of(Talk::Profile(Box::new(shown)))
        .command("/hoten", Button::Name)
        .command("/sodienthoai", Button::Phone)
        .command("/donvi", Button::Unit)
        .command("/nhom", Button::Group)
        .columns(2);
    aside(state, say)
}

/// `/ngonngu`: asks for a language, or sets the one that was typed.
pub fn language(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let Some(locale) = language_of(rest) else {
        let say = Locale::ALL.into_iter().fold(Say::of(Talk::AskLanguage), |say, locale| {
            say.command(format!("/ngonngu {}", locale.code()), Button::Language(locale))
        });
        return Turn::say(state, say.columns(2));
    };
    let mut turn = again(state, Talk::LanguageSet, facts).with(Effect::Locale(locale));
    if let Some(say) = &mut turn.reply {
        say.menu = Some(Menu::of(facts.grants));
    }
    turn
}

/// `/nhacnho`: whether drafts may be reminded of.
pub fn reminders(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let wanted = match text::fold(rest).as_str() {
        "tat" | "off" | "khong" | "ko" => Some(false),
        "bat" | "on" | "co" => Some(true),
        _ => None,
    };
    let on = wanted.unwrap_or_else(|| facts.person.is_none_or(|person| person.reminders));
    let say = Say::of(Talk::Reminders { on });
    let say = if on {
        say.command("/nhacnho tat", Button::RemindersOff)
    } else {
        say.command("/nhacnho bat", Button::RemindersOn)
    };
    let turn = aside(state, say);
    match wanted {
        Some(true) => turn.with(Effect::Profile(Profile::Reminders(true))),
        Some(false) => silence(turn).with(Effect::Profile(Profile::Reminders(false))),
        None => turn,
    }
}

/// `/dongy`: that consent stands, and how to withdraw it.
pub fn consent(mut state: State, rest: &str, facts: &Facts) -> Turn<State> {
    if matches!(text::fold(rest).as_str(), "rut" | "rut lai" | "withdraw") {
        state.turn_to(At::WithdrawingConsent);
        let say = current(&state, facts);
        return Turn::say(state, say);
    }
    aside(state, Say::of(Talk::ConsentStands).command("/dongy rut", Button::WithdrawConsent))
}

/// Nothing that was planned is said any more.
pub fn silence(turn: Turn<State>) -> Turn<State> {
    [Alarm::DraftFirst, Alarm::DraftSecond, Alarm::PhaseOpens]
        .into_iter()
        .fold(turn, |turn, alarm| turn.with(Effect::ClearAlarm(alarm)))
}

/// The question whether consent shall be withdrawn.
pub fn ask_withdraw_consent() -> Say {
    Say::of(Talk::WithdrawConsent).answer("yes", Button::WithdrawConsent).answer("no", Button::Keep)
}

/// Hears yes or no.
pub fn withdraw_consent(mut state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    let sure = match heard {
        Heard::Answer { key } => match key.as_str() {
            "yes" => true,
            "no" => false,
            key => return stale(state, Some(key), facts),
        },
        Heard::Text(words) => match yes_no::read_for_good(words) {
            // "I agree": to withdraw the agreement, or to it?
            _ if text::fold(words).contains("dong i") => {
                return again(state, Talk::StillWriting, facts);
            }
            Reading::Read(YesNo::Yes) => true,
            Reading::Read(YesNo::No) => false,
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {
                return again(state, Talk::StillWriting, facts);
            }
        },
        _ => {
            let say = current(&state, facts);
            return Turn::say(state, say);
        }
    };
    if !sure {
        state.resume();
        return again(state, Talk::ConsentStands, facts);
    }
    let state = State { at: At::Refused, ..State::default() };
    let turn = Turn::say(state, Say::of(Talk::ConsentWithdrawn).command("/dongy", Button::ReadAll))
        .with(Effect::Consent { version: CONSENT_VERSION, agreed: false });
    let turn = silence(turn);
    facts.found.drafts.iter().fold(turn, |turn, draft| turn.with(Effect::DropDraft(draft.id)))
}
