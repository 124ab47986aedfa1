//! What is asked before something of the campaign is changed, and said after it.

use super::results::{figures_of, lines};
use super::{Line, figures};
use crate::domain::Locale;
use crate::i18n::term;
use crate::phrase::campaign::{PhaseTrouble, TargetSet, Window};

/// A target as it was and as it will be.
pub fn target(locale: Locale, id: &'static str, set: &TargetSet) -> Line {
    let phase = set.phase.clone().unwrap_or_else(|| term(locale, "targets-whole"));
    let figures = |(assigned, own)| figures_of(locale, &phase, assigned, own);
    Line::new(id)
        .words("unit", &set.unit)
        .markup("before", figures(set.before))
        .markup("after", figures(set.after))
}

/// Every phase with its code, and how it is moved.
pub fn phases(locale: Locale, phases: &[Window]) -> Line {
    let Some(first) = phases.first() else { return Line::new("overview-always") };
    let mut parts = vec![term(locale, "phases-head")];
    parts.extend(phases.iter().map(|phase| {
        Line::new("phase-line")
            .words("code", &phase.code)
            .markup("window", window(locale, phase))
            .render(locale)
    }));
    parts.push(Line::new("phases-how").words("code", &first.code).render(locale));
    lines(&parts)
}

/// A phase as it was and as it will be.
pub fn moved(locale: Locale, id: &'static str, from: &Window, to: &Window) -> Line {
    Line::new(id).markup("before", window(locale, from)).markup("after", window(locale, to))
}

fn window(locale: Locale, phase: &Window) -> String {
    let id = if phase.grace_minutes == 0 { "phase-window" } else { "phase-window-grace" };
    Line::new(id)
        .words("phase", &phase.stage.name)
        .words("opens", figures::instant(phase.stage.opens_at))
        .words("closes", figures::cut_off(phase.stage.closes_at))
        .words("grace", figures::count(locale, phase.grace_minutes))
        .render(locale)
}

/// Why a phase is not moved.
pub fn trouble(trouble: &PhaseTrouble) -> Line {
    match trouble {
        PhaseTrouble::NotRead => Line::new("phase-not-read"),
        PhaseTrouble::Unknown { typed } => Line::new("phase-unknown").words("typed", typed),
        PhaseTrouble::Same => Line::new("phase-same"),
        PhaseTrouble::ClosesFirst => Line::new("phase-closes-first"),
        PhaseTrouble::Overlaps { name } => Line::new("phase-overlaps").words("name", name),
        PhaseTrouble::Grace { most } => Line::new("phase-grace").words("most", most.to_string()),
    }
}
