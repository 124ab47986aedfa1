//! What whoever runs the campaign changes of it in the chat: its name, phases, kinds, groups,
//! reasons and clusters. Each command alone shows what there is and how it is changed.

use super::amendment;
use super::{Answer, unit_name};
use crate::charter::{self, Amendment, Members, Thing};
use crate::domain::{Catalogue, Cluster, Kind, ParticipantGroup, Phase, ReasonCode, UnitId};
use crate::effect::{Effect, Say};
use crate::facts::Facts;
use crate::phrase::campaign::{Button as Go, Stage, Window};
use crate::phrase::settings::{Button, Change, Item, List, Settings, Trouble, Worded, both};

/// Shows everything of a kind, or changes something.
pub fn obey(of: Thing, rest: &str, facts: &Facts) -> Answer {
    let Some(by) = facts.owner() else { return Answer::told(Say::of(Settings::ForOwners)) };
    if rest.is_empty() {
        return Answer::told(list(of, facts));
    }
    match amendment::read(of, rest, facts).and_then(|amendment| changed(of, amendment, facts)) {
        Err(trouble) => Answer::told(Say::of(Settings::Refused(trouble))),
        Ok((change, amendment)) => {
            let campaign = facts.catalogue.campaign;
            Answer::Change(Box::new(super::Change {
                ask: Say::of(Settings::Ask(Box::new(change.clone()))),
                done: Say::of(Settings::Done(Box::new(change))),
                effect: Effect::Amend { campaign, amendment, by: by.officer },
            }))
        }
    }
}

fn list(of: Thing, facts: &Facts) -> Say {
    let catalogue = facts.catalogue;
    let items: Vec<Item> = match of {
        Thing::Campaign => vec![Item::Name(catalogue.name.clone())],
        Thing::Phase => catalogue.phases.iter().map(|one| phase(one, facts)).collect(),
        Thing::Kind => Kind::ALL.into_iter().map(|one| kind(one, catalogue)).collect(),
        Thing::Group => catalogue.groups.iter().map(group).collect(),
        Thing::Reason => catalogue.reasons.iter().map(reason).collect(),
        Thing::Cluster => catalogue.clusters.iter().map(|one| cluster(one, facts)).collect(),
    };
    let say = Say::of(Settings::List(List { of, items }));
    let say = match of {
        Thing::Kind => Kind::ALL.into_iter().fold(say, |say, kind| {
            let code = kind.as_str();
            if catalogue.kinds.contains(&kind) {
                say.command(format!("/loai {code} tat"), Button::KindOff(kind))
            } else {
                say.command(format!("/loai {code} bat"), Button::KindOn(kind))
            }
        }),
        Thing::Campaign | Thing::Phase | Thing::Group | Thing::Reason | Thing::Cluster => say,
    };
    say.command("/chiendich", Go::Overview)
}

/// What a change does, if it makes sense.
fn changed(of: Thing, amendment: Amendment, facts: &Facts) -> Result<(Change, Amendment), Trouble> {
    let before = facts.catalogue;
    let mut after = before.clone();
    amendment.clone().apply(&mut after).map_err(Trouble::Problem)?;
    if after == *before {
        return Err(Trouble::Same);
    }
    if let Some(problem) = charter::broken(before, &after) {
        return Err(Trouble::Problem(problem));
    }
    let moved = match &amendment {
        Amendment::Cluster { code, members: Some(Members::Join(units)), .. } => {
            moved(code, units, facts)
        }
        _ => Vec::new(),
    };
    let change = Change {
        of,
        before: item(&amendment, before, facts),
        after: item(&amendment, &after, facts),
        moved,
    };
    Ok((change, amendment))
}

/// The units that leave another cluster for this one.
fn moved(code: &str, units: &[UnitId], facts: &Facts) -> Vec<(String, String)> {
    let left = units.iter().filter_map(|unit| {
        let cluster = facts.catalogue.cluster_of(*unit).filter(|cluster| cluster.code != code)?;
        Some((unit_name(*unit, facts), cluster.name(facts.locale).to_owned()))
    });
    left.collect()
}

/// What a change is about, as it is in `catalogue`.
fn item(amendment: &Amendment, catalogue: &Catalogue, facts: &Facts) -> Option<Item> {
    match amendment {
        Amendment::Name(_) => Some(Item::Name(catalogue.name.clone())),
        Amendment::Applied(_) => Some(Item::Applied(catalogue.applied)),
        Amendment::Phase { code, .. } => catalogue.phase(code).map(|one| phase(one, facts)),
        Amendment::Kind { kind: one, .. } => Some(kind(*one, catalogue)),
        Amendment::Group { code, .. } => catalogue.group(code).map(group),
        Amendment::Reason { code, .. } => catalogue.reason(code).map(reason),
        Amendment::Cluster { code, .. } | Amendment::NoCluster { code } => {
            let found = catalogue.clusters.iter().find(|cluster| cluster.code == *code);
            found.map(|one| cluster(one, facts))
        }
    }
}

fn phase(phase: &Phase, facts: &Facts) -> Item {
    Item::Phase(Window {
        code: phase.code.clone(),
        stage: Stage { name: both(&phase.name_vi, &phase.name_en), ..super::stage(phase, facts) },
        grace_minutes: phase.grace.num_minutes(),
    })
}

fn kind(kind: Kind, catalogue: &Catalogue) -> Item {
    Item::Kind { kind, offered: catalogue.kinds.contains(&kind) }
}

fn group(group: &ParticipantGroup) -> Item {
    Item::Worded(Worded {
        words: both(&group.label_vi, &group.label_en),
        advice: None,
        units: None,
        retired: group.retired,
    })
}

fn reason(reason: &ReasonCode) -> Item {
    Item::Worded(Worded {
        words: both(&reason.label_vi, &reason.label_en),
        advice: Some(both(&reason.advice_vi, &reason.advice_en)),
        units: None,
        retired: reason.retired,
    })
}

fn cluster(cluster: &Cluster, facts: &Facts) -> Item {
    let units = cluster.members.iter().filter_map(|unit| facts.units.get(*unit));
    Item::Worded(Worded {
        words: both(&cluster.name_vi, &cluster.name_en),
        advice: None,
        units: Some(units.map(|unit| unit.code.clone()).collect()),
        retired: false,
    })
}
