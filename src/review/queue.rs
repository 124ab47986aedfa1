//! What waits: the list, what it is narrowed to, the next one, and the digest of new work.

use serde::{Deserialize, Serialize};

use super::command::{Command, UnitWanted, WAITING, Wanted};
use super::{State, card, place, within};
use crate::directory::{Directory, Unit};
use crate::domain::{InitiativeId, Kind, StatusName, UnitId};
use crate::effect::{Say, Turn};
use crate::facts::{Facts, Listing, Page, QueueQuery, Waiting};
use crate::phrase::desk::{Button, Desk, Filter, QueueEntry, QueuePage};
use crate::vietnamese::code::Code;

/// How far the queue is counted.
const COUNTED: u64 = Listing::<Waiting>::COUNTED;

/// What has to be looked up. A unit that is named by more than its code has to be found among
/// the officer's own units first, so nothing is looked up for it.
pub fn query(wanted: &Wanted, units: &Directory) -> Option<QueueQuery> {
    let unit = match &wanted.unit {
        None => None,
        Some(UnitWanted::Id(unit)) => Some(*unit),
        Some(UnitWanted::Typed(words)) => Some(units.by_code(words)?.id),
    };
    let Wanted { page, kind, status, .. } = *wanted;
    Some(QueueQuery { page, behind: None, unit, kind, status })
}

/// What was listed last, and what it was narrowed to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    ids: Vec<InitiativeId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusName>,
}

impl Listed {
    /// Before anything was listed.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What comes behind it.
    pub fn behind(&self) -> QueueQuery {
        let Self { ref ids, unit, kind, status } = *self;
        QueueQuery { page: Page::default(), behind: ids.last().copied(), unit, kind, status }
    }
}

/// `/hangcho`.
pub fn list(state: State, wanted: &Wanted, facts: &Facts) -> Turn<State> {
    match unit(wanted, facts) {
        Ok(unit) => shown(state, wanted, unit, facts),
        Err(say) => Turn::say(state, say),
    }
}

fn shown(mut state: State, wanted: &Wanted, unit: Option<UnitId>, facts: &Facts) -> Turn<State> {
    let found = &facts.found.queue;
    let page = facts.found.queue_page;
    let wanted = Wanted { unit: unit.map(UnitWanted::Id), page, ..wanted.clone() };
    let filter = filter(&wanted, unit, facts);
    if found.entries.is_empty() {
        let say = Say::of(Desk::QueueEmpty { filter: filter.clone() });
        let all = Command::Queue(Wanted::default()).to_string();
        let say = if filter.is_empty() { say } else { say.command(all, Button::NoFilter) };
        return Turn::say(state, say);
    }
    state.line = found.entries.iter().map(|waiting| waiting.id).collect();
    let (kind, status) = (wanted.kind, wanted.status);
    state.listed = Listed { ids: state.line.clone(), unit, kind, status };
    let pages = found.total.min(COUNTED).div_ceil(Page::SIZE as u64);
    let page = u64::from(wanted.page.0) + 1;
    let mut say = Say::of(Desk::Queue(Box::new(QueuePage {
        filter,
        total: found.total.min(COUNTED),
        more: found.total > COUNTED,
        page,
        pages,
        entries: found.entries.iter().map(|waiting| entry(waiting, facts)).collect(),
    })));
    for waiting in &found.entries {
        let label = label(&Code::from(waiting.id).to_string(), &waiting.title);
        say = say.command(Command::Show(waiting.id).to_string(), crate::effect::Label::Text(label));
    }
    if wanted.page.0 > 0 {
        let earlier = Wanted { page: Page(wanted.page.0 - 1), ..wanted.clone() };
        say = say.command(Command::Queue(earlier).to_string(), Button::Earlier);
    }
    if page < pages {
        let later = Wanted { page: Page(wanted.page.0 + 1), ..wanted.clone() };
        say = say.command(Command::Queue(later).to_string(), Button::Later);
    }
    let narrow = Wanted { page: Page::default(), ..wanted };
    Turn::say(state, say.command(Command::Narrow(narrow).to_string(), Button::Filter))
}

/// A button's label: the code, and as much of the title as a phone shows in one line.
fn label(code: &str, title: &str) -> String {
    const LONGEST: usize = 32;
    if title.chars().count() <= LONGEST {
        return format!("{code} · {title}");
    }
    let cut: String = title.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(words, _)| words);
    format!("{code} · {cut}…")
}

fn entry(waiting: &Waiting, facts: &Facts) -> QueueEntry {
    QueueEntry {
        code: waiting.id.into(),
        title: waiting.title.clone(),
        kind: waiting.kind,
        place: place(waiting.unit, waiting.unit_typed.as_deref(), facts.units),
        status: waiting.status,
        age: facts.now - waiting.submitted_at,
        officer: waiting.officer.and_then(|officer| card::name(officer, facts)),
    }
}

fn filter(wanted: &Wanted, unit: Option<UnitId>, facts: &Facts) -> Filter {
    let unit = unit.and_then(|unit| facts.units.get(unit)).map(|unit| unit.name.clone());
    Filter { unit, kind: wanted.kind, status: wanted.status }
}

/// The unit that is wanted, if the officer has it; otherwise which one may be meant.
fn unit(wanted: &Wanted, facts: &Facts) -> Result<Option<UnitId>, Say> {
    let (found, typed) = match &wanted.unit {
        None => return Ok(None),
        Some(UnitWanted::Id(id)) => (facts.units.get(*id), format!("#{}", id.0)),
        Some(UnitWanted::Typed(words)) => (facts.units.by_code(words), words.clone()),
    };
    if let Some(unit) = found.filter(|unit| facts.grant_over(Some(unit.id)).is_some()) {
        return Ok(Some(unit.id));
    }
    let near = own_units(&typed, facts, |unit| facts.grant_over(Some(unit.id)).is_some());
    if near.is_empty() {
        return Err(Say::of(Desk::NoSuchUnit { typed })
            .command(Command::Queue(Wanted::default()).to_string(), Button::Queue));
    }
    Err(near.into_iter().fold(Say::of(Desk::WhichUnit { typed }), |say, unit| {
        let wanted = Wanted { unit: Some(UnitWanted::Id(unit.id)), ..wanted.clone() };
        let label = crate::effect::Label::Text(unit.name.clone());
        say.command(Command::Queue(wanted).to_string(), label)
    }))
}

/// The best matches among the units that the officer may name.
pub fn own_units<'f>(typed: &str, facts: &Facts<'f>, may: impl Fn(&Unit) -> bool) -> Vec<&'f Unit> {
    /// What is offered, and how far down the list of all matches it is looked for.
    const OFFERED: usize = 5;
    const LOOKED_AT: usize = 100;
    let found = facts.units.find(typed, LOOKED_AT);
    found.into_iter().filter(|unit| may(unit)).take(OFFERED).collect()
}

/// `/hangcho loc`: the filters as buttons. Units are those on the page before the officer and
/// the officer's own; any other can be typed.
pub fn narrow(state: State, wanted: &Wanted, facts: &Facts) -> Turn<State> {
    let unit = match unit(wanted, facts) {
        Ok(unit) => unit,
        Err(say) => return Turn::say(state, say),
    };
    let wanted = Wanted { page: Page::default(), unit: unit.map(UnitWanted::Id), ..wanted.clone() };
    let mut say = Say::of(Desk::QueueFilter { filter: filter(&wanted, unit, facts) });
    for status in WAITING {
        let to = Wanted { status: Some(status), ..wanted.clone() };
        say = say.command(Command::Queue(to).to_string(), Button::Status(status));
    }
    for kind in Kind::ALL {
        let to = Wanted { kind: Some(kind), ..wanted.clone() };
        say = say.command(Command::Queue(to).to_string(), Button::Kind(kind));
    }
    let mut units: Vec<UnitId> =
        facts.found.queue.entries.iter().filter_map(|waiting| waiting.unit).collect();
    units.extend(facts.grants.iter().map(|grant| grant.unit));
    units.sort_unstable();
    units.dedup();
    for unit in units.into_iter().filter_map(|unit| facts.units.get(unit)) {
        let to = Wanted { unit: Some(UnitWanted::Id(unit.id)), ..wanted.clone() };
        let label = crate::effect::Label::Text(unit.name.clone());
        say = say.command(Command::Queue(to).to_string(), label);
    }
    say = say.command(Command::Queue(Wanted::default()).to_string(), Button::NoFilter);
    Turn::say(state, say)
}

/// `/tiep`: the next one of what was listed that still waits; then the list of what comes behind,
/// and behind the end the list anew.
pub fn next(mut state: State, facts: &Facts) -> Turn<State> {
    let waiting = state.line.iter().find_map(|id| {
        let (initiative, _) = within(*id, facts).ok()?;
        WAITING.contains(&initiative.status.name()).then_some(initiative)
    });
    match waiting {
        Some(initiative) => {
            // Those in front of it wait no more.
            let here = state.line.iter().position(|id| *id == initiative.id).unwrap_or(0);
            state.line.drain(..here);
            let say = card::open(&mut state, initiative, facts);
            Turn::say(state, say)
        }
        None => {
            let before = state.listed.clone();
            let unit = before.unit.map(UnitWanted::Id);
            let (kind, status) = (before.kind, before.status);
            let wanted = Wanted { page: Page::default(), unit, kind, status };
            let mut turn = list(state, &wanted, facts);
            // What a colleague holds waits on, and was gone through already.
            let is_new = |id: &InitiativeId| !before.ids.contains(id);
            if turn.state.line.iter().any(is_new) {
                turn.state.line.retain(is_new);
            }
            turn
        }
    }
}

/// Tells of new work, or says nothing where all of it is done already.
pub fn digest(state: State, facts: &Facts) -> Turn<State> {
    match facts.found.queue.total {
        0 => Turn::silent(state),
        total => {
            let queue = Command::Queue(Wanted::default()).to_string();
            let told = Desk::NewWork { total: total.min(COUNTED), more: total > COUNTED };
            Turn::say(state, Say::of(told).command(queue, Button::Queue))
        }
    }
}
