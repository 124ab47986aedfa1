//! The provinces: the 34 of today, and the 63 of before for comparison with earlier years.

use super::{Figures, Measures};
use crate::directory::province::{self, Name, Vintage};
use crate::directory::{Directory, ends_with_words};
use crate::domain::UnitId;
use crate::vietnamese::text::fold;

/// What the federation of a province and everything below it have done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ProvinceFigures {
    pub province: Name,
    /// Its federation; none where the tree has none. In the list of 63 that is a province whose
    /// federation was never in this tree: what its units did stands with its successor.
    pub unit: Option<UnitId>,
    pub measures: Measures,
    /// Few people stand behind it, or somebody could work out from it where few do.
    pub hidden: bool,
}

impl Figures {
    /// Every province of a list, in the order of its codes, in a phase or in the whole campaign.
    #[must_use]
    pub fn provinces(
        &self,
        directory: &Directory,
        vintage: Vintage,
        phase: Option<&str>,
    ) -> Vec<ProvinceFigures> {
        let mut names: Vec<Name> = province::all()
            .iter()
            .map(|province| match vintage {
                Vintage::Before2025 => province.old,
                Vintage::Since2025 => province.new,
            })
            .collect();
        names.sort_unstable_by_key(|name| name.code);
        names.dedup_by_key(|name| name.code);
        let federations: Vec<_> = directory
            .units()
            .iter()
            .filter(|unit| unit.kind == "province")
            .map(|unit| (fold(&unit.name), unit))
            .collect();
        let federation_of = |name: Name| {
            let name = fold(name.name);
            let is_its = |(unit, _): &&(String, _)| ends_with_words(unit, &name);
            let mut its = federations.iter().filter(is_its).map(|(_, unit)| unit);
            // An open one before a closed one, which the list of 63 may have.
            its.clone().find(|unit| !unit.closed).or_else(|| its.next()).map(|unit| unit.id)
        };
        let units: Vec<Option<UnitId>> = names.iter().map(|&name| federation_of(name)).collect();
        names
            .iter()
            .zip(&units)
            .map(|(&province, &unit)| {
                let Some(unit) = unit else {
                    let measures = Measures::default();
                    return ProvinceFigures { province, unit: None, measures, hidden: false };
                };
                let mut measures = self.unit(unit, phase);
                let mut hidden = self.is_hidden(unit, phase);
                if vintage == Vintage::Before2025 {
                    // A federation that was merged lies below its successor, and stands for
                    // itself in this list.
                    for &other in units.iter().flatten() {
                        if other != unit && directory.is_within(other, unit) {
                            measures -= &self.unit(other, phase);
                            // Taken from what the successor is today, it would tell the other.
                            hidden |= self.is_hidden(other, phase);
                        }
                    }
                }
                ProvinceFigures { province, unit: Some(unit), measures, hidden }
            })
            .collect()
    }
}
