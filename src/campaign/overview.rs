//! `/chiendich`: the campaign, its phases and what is expected in them.

use super::stage;
use crate::effect::Say;
use crate::facts::Facts;
use crate::figures::Figures;
use crate::phrase::campaign::{Button, Campaign, Overview, PhaseLine, Progress};
use crate::phrase::settings::Settings;

/// Shows the campaign.
pub fn show(facts: &Facts) -> Say {
    let catalogue = facts.catalogue;
    let root = facts.units.root();
    let open = catalogue.phase_at(facts.now).map(|phase| phase.code.as_str());
    let phases = catalogue.phases.iter().map(|phase| PhaseLine {
        stage: stage(phase, facts),
        open: open == Some(phase.code.as_str()),
        progress: Progress {
            target: root.and_then(|root| facts.aims.base(root, Some(&phase.code))),
            ..of_phase(facts.figures, &phase.code)
        },
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

fn of_phase(figures: Option<&Figures>, code: &str) -> Progress {
    let measures = figures.and_then(|figures| figures.by_phase.get(&Some(code.to_owned())));
    measures.map(Progress::of).unwrap_or_default()
}
