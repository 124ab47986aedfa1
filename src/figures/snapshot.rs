//! The results as they were at an instant.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use super::Measures;
use super::recount::Recount;
use crate::domain::{CampaignId, EventHash, UnitId};

/// The counts of a campaign at an instant, of each unit without what lies below it. A person is
/// counted where the earliest of theirs was entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    pub campaign: CampaignId,
    pub as_of: DateTime<Utc>,
    /// By unit, none for workplaces outside the tree, and by code of the phase.
    pub units: BTreeMap<(Option<UnitId>, Option<String>), Measures>,
}

impl Snapshot {
    /// From a recount of what happened before `as_of`.
    #[must_use]
    pub fn of(campaign: CampaignId, as_of: DateTime<Utc>, recount: &Recount) -> Self {
        let mut units: BTreeMap<_, Measures> = BTreeMap::new();
        for ((of, unit, phase, _), measures) in &recount.units {
            if *of == campaign {
                *units.entry((*unit, phase.clone())).or_default() += measures;
            }
        }
        units.retain(|_, measures| !measures.is_zero());
        Self { campaign, as_of, units }
    }

    /// The whole campaign.
    #[must_use]
    pub fn total(&self) -> Measures {
        self.units.values().sum()
    }

    /// SHA-256 over all of it: a line for each unit and phase, in order.
    #[must_use]
    pub fn hash(&self) -> EventHash {
        let mut text =
            format!("sangkien snapshot\n{}\n{}\n", self.campaign.0, self.as_of.timestamp_micros());
        for ((unit, phase), m) in &self.units {
            let unit = unit.map_or(0, |unit| unit.0);
            let phase = phase.as_deref().unwrap_or("");
            writeln!(
                text,
                "{unit} {phase} {} {} {} {} {} {} {} {}",
                m.entered,
                m.valid,
                m.rejected,
                m.withdrawn,
                m.asked,
                m.people,
                m.declared,
                m.verified
            )
            .expect("a string takes everything");
        }
        EventHash(Sha256::digest(text.as_bytes()).into())
    }
}
