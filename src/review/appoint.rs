//! Who are officers: an administrator lists, invites and dismisses them in their own part of
//! the tree.

use sha2::{Digest as _, Sha256};

use super::command::{Appointing, Command, UnitWanted};
use super::{Pending, State, place, queue};
use crate::domain::{Grant, OfficerId, Role, UnitId};
use crate::effect::{Effect, Label, Notice, Say, Turn};
use crate::facts::{Colleague, Facts, Listing, Page};
use crate::message::Menu;
use crate::phrase::desk::{Button, Desk, OfficerEntry, OfficerPage, Told, Way};

/// `/phanquyen`.
pub fn obey(state: State, appointing: Appointing, facts: &Facts) -> Turn<State> {
    if !facts.grants.iter().any(|grant| grant.role == Role::Administrator) {
        return Turn::say(state, Say::of(Desk::NotAnAdministrator));
    }
    match appointing {
        Appointing::List(page) => Turn::say(state, list(page, facts)),
        Appointing::Invite { role: None, unit: _ } => Turn::say(state, which_role()),
        Appointing::Invite { role: Some(role), unit } => invite(state, role, unit, facts),
        Appointing::Revoke { officer, page, sure } => revoke(state, officer, page, sure, facts),
    }
}

/// The appointment by which the speaker administers a unit.
fn administers(unit: UnitId, facts: &Facts) -> Option<Grant> {
    facts.grant_over(Some(unit)).filter(|grant| grant.role == Role::Administrator)
}

fn is_me(colleague: &Colleague, facts: &Facts) -> bool {
    facts.person.is_some_and(|person| person.id == colleague.person)
}

fn command(appointing: Appointing) -> String {
    Command::Officers(appointing).to_string()
}

fn list(page: Page, facts: &Facts) -> Say {
    let found = &facts.found.officers;
    let total = found.total.min(Listing::<Colleague>::COUNTED);
    let page = page.of(total);
    let entries: Vec<_> = found
        .entries
        .iter()
        .map(|colleague| OfficerEntry {
            name: colleague.name.clone(),
            role: colleague.grant.role,
            place: place(Some(colleague.grant.unit), None, facts.units),
            you: is_me(colleague, facts),
        })
        .collect();
    let pages = total.div_ceil(Page::SIZE as u64);
    let number = u64::from(page.0) + 1;
    let mut say = if entries.is_empty() {
        Say::of(Desk::NoOfficers)
    } else {
        Say::of(Desk::Officers(Box::new(OfficerPage {
            total,
            more: found.total > total,
            page: number,
            pages,
            entries,
        })))
    };
    for colleague in found.entries.iter().filter(|colleague| !is_me(colleague, facts)) {
        let revoke = Appointing::Revoke { officer: colleague.grant.officer, page, sure: false };
        say = say.command(command(revoke), Button::Revoke(colleague.name.clone()));
    }
    let invite = Appointing::Invite { role: None, unit: None };
    say = say.command(command(invite), Button::Invite);
    if page.0 > 0 {
        say = say.command(command(Appointing::List(Page(page.0 - 1))), Button::Earlier);
    }
    if number < pages {
        say = say.command(command(Appointing::List(Page(page.0 + 1))), Button::Later);
    }
    say
}

fn which_role() -> Say {
    [Role::Reviewer, Role::Administrator].into_iter().fold(
        Say::of(Desk::InviteRole),
        |say, role| {
            let invite = Appointing::Invite { role: Some(role), unit: None };
            say.command(command(invite), Button::Role(role))
        },
    )
}

/// For which unit? The speaker's own are buttons, any below can be typed.
pub fn which_unit(role: Role, facts: &Facts) -> Say {
    let own = facts
        .grants
        .iter()
        .filter(|grant| grant.role == Role::Administrator)
        .map(|grant| grant.unit);
    units(Say::of(Desk::InviteUnit { role }), role, own, facts).command("/huy", Button::Stop)
}

fn units(say: Say, role: Role, units: impl Iterator<Item = UnitId>, facts: &Facts) -> Say {
    units.filter_map(|unit| facts.units.get(unit)).fold(say, |say, unit| {
        let invite = Appointing::Invite { role: Some(role), unit: Some(UnitWanted::Id(unit.id)) };
        say.command(command(invite), Label::Text(unit.name.clone()))
    })
}

fn invite(mut state: State, role: Role, unit: Option<UnitWanted>, facts: &Facts) -> Turn<State> {
    let (found, typed) = match unit {
        None => {
            state.pending = Some(Pending::Unit { role });
            return Turn::say(state, which_unit(role, facts));
        }
        Some(UnitWanted::Id(id)) => (facts.units.get(id), format!("#{}", id.0)),
        Some(UnitWanted::Typed(words)) => (facts.units.by_code(&words), words),
    };
    if let Some(unit) = found.filter(|unit| !unit.closed)
        && let Some(grant) = administers(unit.id, facts)
    {
        return invited(state, role, unit.id, grant, facts);
    }
    let near = queue::own_units(&typed, facts, |unit| administers(unit.id, facts).is_some());
    state.pending = Some(Pending::Unit { role });
    let say = if near.is_empty() {
        which_unit(role, facts).after(Desk::NoSuchUnit { typed })
    } else {
        let near = near.into_iter().map(|unit| unit.id);
        units(Say::of(Desk::WhichUnit { typed }), role, near, facts).command("/huy", Button::Stop)
    };
    Turn::say(state, say)
}

/// The invitation. Only the hash of its code is kept, so it can be shown this once.
fn invited(state: State, role: Role, unit: UnitId, grant: Grant, facts: &Facts) -> Turn<State> {
    let payload = format!("i_{}", facts.fresh_token);
    let way = match facts.link_base {
        Some(base) => Way::Link(format!("{base}?start={payload}")),
        None => Way::Command(format!("/start {payload}")),
    };
    let expires_at = facts.now + facts.settings.invitation_life;
    let place = place(Some(unit), None, facts.units);
    let say = Say::of(Desk::Invitation { role, place, way, expires_at })
        .command(command(Appointing::List(Page::default())), Button::Officers);
    Turn::say(state, say).with(Effect::Invite {
        token_hash: Sha256::digest(facts.fresh_token.as_bytes()).into(),
        unit,
        role,
        by: grant.officer,
        expires_at,
    })
}

fn revoke(state: State, officer: OfficerId, page: Page, sure: bool, facts: &Facts) -> Turn<State> {
    let list = command(Appointing::List(page));
    let entries = &facts.found.officers.entries;
    let found = entries.iter().find(|colleague| colleague.grant.officer == officer);
    let found =
        found.and_then(|colleague| Some((colleague, administers(colleague.grant.unit, facts)?)));
    let Some((colleague, by)) = found else {
        let say = Say::of(Desk::OfficerGone).command(list, Button::Officers);
        return Turn::say(state, say);
    };
    if is_me(colleague, facts) {
        let say = Say::of(Desk::NotYourself).command(list, Button::Officers);
        return Turn::say(state, say);
    }
    let name = colleague.name.clone();
    let place = place(Some(colleague.grant.unit), None, facts.units);
    if !sure {
        let revoke = Appointing::Revoke { officer, page, sure: true };
        let say = Say::of(Desk::RevokeSure { name, role: colleague.grant.role, place })
            .command(command(revoke), Button::RevokeSure)
            .command(list, Button::Officers);
        return Turn::say(state, say);
    }
    // The menu is decoration: whoever is still an officer elsewhere gets theirs back with the
    // officers' help.
    let told =
        Say { menu: Some(Menu::Worker), ..Say::of(Told::Dismissed { place: place.clone() }) };
    let notice = Notice { to: colleague.person, say: told, not_before: None, about: None };
    let say = Say::of(Desk::Revoked { name, place }).command(list, Button::Officers);
    Turn::say(state, say)
        .with(Effect::Revoke { officer, by: by.officer })
        .with(Effect::Notify(notice))
}
