//! What the person has sent, where it stands, and what can be done where nothing is asked.

use chrono::{DateTime, Utc};

use super::supplement;
use super::{State, again, aside, stale};
use crate::domain::{Initiative, InitiativeId, Status, StatusName, Step};
use crate::effect::{Say, Turn};
use crate::facts::{Facts, Listing, Page};
use crate::message::Heard;
use crate::phrase::talk::{Button, MineEntry, MinePage, Past, Talk, Tracked};
use crate::vietnamese::{Reading, Why, code, name, yes_no};

/// Pages beyond this do not exist for anybody.
const LAST_PAGE: u32 = 100_000;

/// The page of a typed number, from 1.
pub fn page(rest: &str) -> Page {
    let number = rest.trim().parse::<u32>().unwrap_or(1).clamp(1, LAST_PAGE);
    Page(number - 1)
}

/// What can be done where nothing is asked.
pub fn home(state: &State, facts: &Facts) -> Say {
    let full_name = facts.person.and_then(|person| person.full_name.as_deref());
    let given = full_name.and_then(|full_name| match name::read(full_name) {
        Reading::Read(name) => Some(name.given()),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => None,
    });
    buttons(state, facts, Say::of(Talk::Home { given }))
}

/// The buttons for what can be done where nothing is asked.
pub fn buttons(state: &State, facts: &Facts, say: Say) -> Say {
    let say = if facts.grants.is_empty() { say } else { say.command("/hangcho", Button::Queue) };
    let say = match *facts.found.asked {
        [] => say,
        [initiative] => say.command(answer_command(initiative), Button::AnswerOfficer),
        // The command alone lists them.
        _ => say.command("/traloi", Button::AnswerOfficer),
    };
    let say = if state.draft.is_some() {
        say.command("/tieptuc", Button::Continue)
    } else if facts.found.drafts.is_empty() {
        say
    } else {
        say.command("/nhap", Button::Drafts)
    };
    say.command("/moi", Button::New).command("/cuatoi", Button::Mine)
}

fn answer_command(initiative: InitiativeId) -> String {
    format!("/traloi {}", code::Code::from(initiative))
}

/// Hears somebody who was asked nothing.
pub fn idle(state: State, heard: &Heard, facts: &Facts) -> Turn<State> {
    match heard {
        Heard::Answer { key } => stale(state, Some(key), facts),
        Heard::Text(words) => match code::read(words) {
            Reading::Read(code) => show(state, code.into(), facts),
            Reading::Unreadable(Why::WrongCheckDigit) => again(state, Talk::CodeMistyped, facts),
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {
                if let [initiative] = *facts.found.asked {
                    return supplement::volunteered(state, initiative, heard, facts);
                }
                if let Reading::Read(_) = yes_no::read(words) {
                    return again(state, Talk::PressUnderNews, facts);
                }
                let say = home(&state, facts);
                Turn::say(state, say)
            }
        },
        Heard::Attachment { file, .. } => {
            if let [initiative] = *facts.found.asked {
                return supplement::volunteered(state, initiative, heard, facts);
            }
            again(state, Talk::FileNotExpected { kind: file.kind }, facts)
        }
        Heard::Contact { .. } => again(state, Talk::ContactNotExpected, facts),
        _ => {
            let say = home(&state, facts);
            Turn::say(state, say)
        }
    }
}

/// The person has unblocked us, and sees what they missed.
pub fn returned(state: State, facts: &Facts) -> Turn<State> {
    let page = list_of(facts, Page(0));
    let say = match page {
        Some(page) if state.has_agreed(facts) => Say::of(Talk::WelcomeBack).and(page),
        Some(_) | None => Say::of(Talk::WelcomeBack),
    };
    let say = buttons(&state, facts, say);
    Turn::say(state, say)
}

/// The status as its author may know it: a decision that can still be taken back unseen is not
/// told before its notice is.
pub fn as_told(status: StatusName, since: DateTime<Utc>, facts: &Facts) -> StatusName {
    match status {
        StatusName::Recognized | StatusName::Rejected
            if facts.now - since < facts.settings.decision_hold =>
        {
            StatusName::InReview
        }
        other => other,
    }
}

/// The steps of which an author was told: a decision that was taken back unseen is none, nor is
/// one whose notice still waits.
fn told<'a>(steps: &'a [Step], facts: &Facts) -> Vec<&'a Step> {
    let is_decision =
        |step: &Step| matches!(step.to, StatusName::Recognized | StatusName::Rejected);
    let mut told: Vec<&Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let unseen = |before: &mut &Step| {
            is_decision(before) && step.at - before.at < facts.settings.decision_hold
        };
        let is_back = told.pop_if(unseen).is_some();
        if !(is_back && told.last().is_some_and(|before| before.to == step.to)) {
            told.push(step);
        }
    }
    told.pop_if(|last| as_told(last.to, last.at, facts) != last.to);
    told
}

fn list_of(facts: &Facts, page: Page) -> Option<Talk> {
    let Listing { entries, total } = &facts.found.mine;
    if entries.is_empty() {
        return None;
    }
    let entries = entries.iter().map(|mine| MineEntry {
        code: mine.id.into(),
        title: mine.title.clone(),
        status: as_told(mine.status, mine.since, facts),
        since: mine.since,
    });
    Some(Talk::Mine(Box::new(MinePage {
        entries: entries.collect(),
        total: *total,
        page: u64::from(page.0) + 1,
        pages: total.div_ceil(Page::SIZE as u64).max(1),
    })))
}

/// `/cuatoi`: the person's initiatives, newest first.
pub fn list(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let mine = &facts.found.mine;
    let at = page(rest).of(mine.total);
    let Some(list) = list_of(facts, at) else {
        return again(state, Talk::NothingSent, facts);
    };
    let say = mine.entries.iter().fold(Say::of(list), |say, mine| {
        let code = code::Code::from(mine.id);
        say.command(format!("/trangthai {code}"), Talk::Code(code))
    });
    let say =
        if at.0 > 0 { say.command(format!("/cuatoi {}", at.0), Button::Earlier) } else { say };
    let more = (u64::from(at.0) + 1) * (Page::SIZE as u64) < mine.total;
    let say = if more { say.command(format!("/cuatoi {}", at.0 + 2), Button::Later) } else { say };
    aside(state, say.columns(2))
}

/// `/trangthai CODE`: one initiative with its history.
pub fn track(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    match code::read(rest) {
        Reading::Read(code) => show(state, code.into(), facts),
        Reading::Unreadable(Why::Empty) => list(state, "", facts),
        Reading::Unreadable(Why::WrongCheckDigit) => again(state, Talk::CodeMistyped, facts),
        Reading::Ambiguous(_) | Reading::Unreadable(_) => again(state, Talk::CodeNeeded, facts),
    }
}

/// `/bienlai CODE`: what proves that it was submitted, to be kept and checked by anybody.
pub fn receipt(state: State, rest: &str, facts: &Facts) -> Turn<State> {
    let id: InitiativeId = match code::read(rest) {
        Reading::Read(code) => code.into(),
        Reading::Unreadable(Why::Empty) => return list(state, "", facts),
        Reading::Unreadable(Why::WrongCheckDigit) => {
            return again(state, Talk::CodeMistyped, facts);
        }
        Reading::Ambiguous(_) | Reading::Unreadable(_) => {
            return again(state, Talk::CodeNeeded, facts);
        }
    };
    match (own(id, facts), &facts.found.receipt) {
        (Some(initiative), Some(receipt)) => {
            let proof = Talk::Proof {
                code: initiative.code(),
                day: receipt.proof.as_ref().map(|proof| proof.seal.day),
                receipt: receipt.to_json(),
            };
            aside(state, Say::of(proof))
        }
        _ => again(state, Talk::CodeUnknown, facts),
    }
}

/// The initiative, if the speaker may see it: its author, or an officer of its unit. Everybody
/// else learns no more than that there is no such initiative of theirs.
fn visible<'a>(id: InitiativeId, facts: &Facts<'a>) -> Option<&'a Initiative> {
    let initiative = facts.found.initiatives.get(&id)?;
    let unit = match initiative.workplace {
        Some(crate::domain::Workplace::Unit(unit)) => Some(unit),
        Some(crate::domain::Workplace::Typed(_)) | None => None,
    };
    let is_author = facts.person.is_some_and(|person| person.id == initiative.author);
    (is_author || facts.grant_over(unit).is_some()).then_some(initiative)
}

/// The speaker's own initiative.
pub fn own<'a>(id: InitiativeId, facts: &Facts<'a>) -> Option<&'a Initiative> {
    let initiative = facts.found.initiatives.get(&id)?;
    facts.person.is_some_and(|person| person.id == initiative.author).then_some(initiative)
}

fn show(state: State, id: InitiativeId, facts: &Facts) -> Turn<State> {
    let Some(initiative) = visible(id, facts) else {
        return again(state, Talk::CodeUnknown, facts);
    };
    let mine = own(id, facts).is_some();
    let steps = facts.found.histories.get(&id).map_or(&[][..], Vec::as_slice);
    let steps = if mine { told(steps, facts) } else { steps.iter().collect() };
    let past = steps.into_iter().map(|step| {
        let reason = step.reason.as_deref().and_then(|code| facts.catalogue.reason(code));
        Past {
            at: step.at,
            status: step.to,
            reason: reason.map(|reason| reason.label(facts.locale).to_owned()),
            note: step.note.clone(),
            verified_benefit: step.verified_benefit,
        }
    });
    let history: Vec<Past> = past.collect();
    let decided = initiative.status.name();
    let status = if mine { as_told(decided, initiative.status_since, facts) } else { decided };
    let say = Say::of(Talk::Tracked(Box::new(Tracked {
        code: initiative.code(),
        title: initiative.content.title.clone(),
        status,
        history,
    })));
    let say = if mine && status == StatusName::NeedsInfo {
        say.command(answer_command(id), Button::AnswerOfficer)
    } else {
        say
    };
    let say = if mine && matches!(initiative.status, Status::Open(_)) {
        say.command(format!("/rut {}", initiative.code()), Button::Withdraw)
    } else {
        say
    };
    aside(state, say.command("/cuatoi", Button::Mine))
}
