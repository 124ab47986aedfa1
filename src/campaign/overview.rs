//! `/chiendich`: the campaign, its phases and what is expected in them.

use super::{of_phase, stage};
use crate::effect::Say;
use crate::facts::Facts;
use crate::phrase::campaign::{Button, Campaign, Overview, PhaseLine};
use crate::phrase::settings::Settings;

/// Shows the campaign.
pub fn show(facts: &Facts) -> Say {
    let catalogue = facts.catalogue;
    let open = catalogue.phase_at(facts.now).map(|phase| phase.code.as_str());
    let phases = catalogue.phases.iter().map(|phase| PhaseLine {
        stage: stage(phase, facts),
        open: open == Some(phase.code.as_str()),
        progress: of_phase(phase, facts.figures, facts),
    });
    let overview = Overview {
        name: catalogue.name.clone(),
        applied: catalogue.applied,
        phases: phases.collect(),
    };
    let say = Say::of(Campaign::Overview(Box::new(overview)));
    let say = if facts.owner().is_some() { say.and(Settings::HowOverview) } else { say };
    say.command("/thongke", Button::Statistics).command("/bangxephang", Button::League).columns(2)
}
