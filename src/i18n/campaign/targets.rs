//! What is asked before a target is set, and said after it.

use super::Line;
use super::results::figures_of;
use crate::domain::Locale;
use crate::i18n::term;
use crate::phrase::campaign::TargetSet;

/// A target as it was and as it will be.
pub fn target(locale: Locale, id: &'static str, set: &TargetSet) -> Line {
    let phase = set.phase.clone().unwrap_or_else(|| term(locale, "targets-whole"));
    let figures = |(assigned, own)| figures_of(locale, &phase, assigned, own);
    Line::new(id)
        .words("unit", &set.unit)
        .markup("before", figures(set.before))
        .markup("after", figures(set.after))
}
