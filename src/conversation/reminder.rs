//! Reminding of unfinished drafts: twice at most, gently, and never at night.

use chrono::{DateTime, TimeDelta, TimeZone as _, Timelike as _, Utc};
use chrono_tz::Asia::Ho_Chi_Minh;

use super::beside::Beside;
use super::draft::Draft;
use super::{At, State, window};
use crate::domain::DraftId;
use crate::effect::{Effect, Say, Turn};
use crate::facts::Facts;
use crate::message::Alarm;
use crate::phrase::talk::{Button, Talk};

/// Nobody is reminded of anything from nine in the evening to seven in the morning.
const MORNING: u32 = 7;
const EVENING: u32 = 21;

/// Plans the reminders of a draft that was just begun.
pub fn plan(turn: Turn<State>, facts: &Facts) -> Turn<State> {
    let wanted = facts.person.is_none_or(|person| person.reminders);
    let Some([first, second]) = facts.settings.draft_reminders.filter(|_| wanted) else {
        return turn;
    };
    [(Alarm::DraftFirst, first), (Alarm::DraftSecond, second)].into_iter().fold(
        turn,
        |turn, (alarm, after)| {
            turn.with(Effect::SetAlarm { alarm, due_at: by_day(facts.now + after) })
        },
    )
}

/// An alarm has gone off.
pub fn due(mut state: State, alarm: Alarm, facts: &Facts) -> Turn<State> {
    // Whoever has taken their agreement back is left in peace.
    if state.at == At::Refused {
        return Turn::silent(state);
    }
    let index = match alarm {
        Alarm::DraftFirst => 0,
        Alarm::DraftSecond => 1,
        Alarm::PhaseOpens => return window::opened(state, facts),
        Alarm::NewWork | Alarm::Weekly => return Turn::silent(state),
    };
    let wanted = facts.person.is_some_and(|person| person.reminders);
    let Some(delays) = facts.settings.draft_reminders.filter(|_| wanted) else {
        return Turn::silent(state);
    };
    let aside = facts.found.drafts.iter().max_by_key(|draft| draft.updated_at);
    let open = state.draft.as_ref().filter(|draft| !draft.is_empty());
    let (title, touched, waiting) = match (open, aside) {
        (Some(draft), _) => {
            let touched = state.active_at.unwrap_or(facts.now);
            (draft.answers.title.clone(), touched, None)
        }
        (None, Some(draft)) => {
            let read = Draft::from_json(draft.id, &draft.answers);
            let title = read.and_then(|draft| draft.answers.title);
            (title, draft.updated_at, Some(draft.id))
        }
        (None, None) => return Turn::silent(state),
    };
    let due_at = by_day((touched + delays[index]).max(facts.now));
    if due_at > facts.now {
        return Turn::silent(state).with(Effect::SetAlarm { alarm, due_at });
    }
    let say = Say::of(Talk::DraftReminder { title, last: alarm == Alarm::DraftSecond })
        .command(go_on(waiting), Button::Continue)
        .command("/nhacnho tat", Button::RemindersOff);
    state.beside = Some(Beside::GoOn { draft: waiting });
    Turn::say(state, say)
}

/// The command that goes on with a draft: this one, or the one that is open.
pub(super) fn go_on(draft: Option<DraftId>) -> String {
    draft.map_or_else(|| "/tieptuc".to_owned(), |draft| format!("/nhap {}", draft.0))
}

/// The same instant, or the next morning where that is night in Vietnam.
pub(super) fn by_day(at: DateTime<Utc>) -> DateTime<Utc> {
    let there = at.with_timezone(&Ho_Chi_Minh);
    let date = match there.hour() {
        hour if hour < MORNING => there.date_naive(),
        hour if hour >= EVENING => (there + TimeDelta::days(1)).date_naive(),
        _ => return at,
    };
    date.and_hms_opt(MORNING, 0, 0)
        .and_then(|morning| Ho_Chi_Minh.from_local_datetime(&morning).single())
        .map_or(at, |morning| morning.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_reminded_at_night() {
        for (wanted, gets) in [
            ("2026-03-04T13:59:59Z", "2026-03-04T13:59:59Z"), // 20:59:59
            ("2026-03-04T14:00:00Z", "2026-03-05T00:00:00Z"), // 21:00
            ("2026-03-04T17:30:00Z", "2026-03-05T00:00:00Z"), // 00:30
            ("2026-03-04T23:59:59Z", "2026-03-05T00:00:00Z"), // 06:59:59
            ("2026-03-05T00:00:00Z", "2026-03-05T00:00:00Z"), // 07:00
        ] {
            let at = wanted.parse().unwrap();
            assert_eq!(by_day(at), gets.parse::<DateTime<Utc>>().unwrap(), "{wanted}");
        }
    }
}
