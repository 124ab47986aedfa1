//! Results, targets and the league table, in words.

use chrono::Datelike as _;

use super::{Line, figures, staged, window};
use crate::domain::Locale;
use crate::figures::{Backlog, per_mille};
use crate::i18n::term;
use crate::message::{Column, Picture, plain};
use crate::phrase::campaign::{
    Chart, LeagueEntry, LeaguePage, Overview, OwnUnit, Part, Place, Progress, Statistics,
    TargetLine, Targets, UnitStatistics,
};

/// Several lines as one message.
pub(in crate::i18n) fn lines(lines: &[String]) -> Line {
    Line::new("desk-lines").markup("lines", lines.join("\n"))
}

/// Tenths with the language's mark: `12,5`; nothing behind the mark where it is zero.
fn tenths(locale: Locale, tenths: i64) -> String {
    let whole = figures::count(locale, tenths / 10);
    match (tenths % 10, locale) {
        (0, _) => whole,
        (part, Locale::Vi) => format!("{whole},{part}"),
        (part, Locale::En) => format!("{whole}.{part}"),
    }
}

/// A count, or a dash.
fn number(locale: Locale, number: Option<i64>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| figures::count(locale, number))
}

/// The three official measures in one line.
fn progress(locale: Locale, progress: &Progress) -> String {
    let line = match (progress.valid, progress.target) {
        (None, _) => Line::new("progress-hidden"),
        (Some(valid), None) => Line::new("progress").words("valid", figures::count(locale, valid)),
        (Some(valid), Some(target)) => Line::new("progress-of-target")
            .words("valid", figures::count(locale, valid))
            .words("target", figures::count(locale, target))
            .words("percent", tenths(locale, per_mille(valid, target).unwrap_or(0))),
    };
    line.words("entered", figures::count(locale, progress.entered)).render(locale)
}

pub fn overview(locale: Locale, overview: &Overview) -> Line {
    let mut parts = vec![Line::new("overview-name").words("name", &overview.name).render(locale)];
    if overview.phases.is_empty() {
        parts.push(term(locale, "overview-always"));
    }
    for phase in &overview.phases {
        let id = if phase.open { "overview-phase-open" } else { "overview-phase" };
        parts.push(staged(id, &phase.stage).render(locale));
        parts.push(progress(locale, &phase.progress));
    }
    let applied = window(locale, overview.applied);
    parts.push(Line::new("overview-applied").markup("window", applied).render(locale));
    lines(&parts)
}

pub fn statistics(locale: Locale, statistics: &Statistics) -> Line {
    let mut parts = vec![
        Line::new("statistics-head")
            .words("campaign", &statistics.campaign)
            .words("at", figures::instant(statistics.as_of))
            .render(locale),
    ];
    if let Some((stage, of_phase)) = &statistics.phase {
        parts.push(staged("statistics-phase", stage).render(locale));
        parts.push(progress(locale, of_phase));
    }
    parts.push(term(locale, "statistics-total"));
    parts.push(progress(locale, &statistics.total));
    let people = figures::count(locale, statistics.people);
    parts.push(Line::new("statistics-people").words("people", people).render(locale));
    if let Some(own) = &statistics.own {
        parts.extend(own_unit(locale, own));
    }
    lines(&parts)
}

fn own_unit(locale: Locale, own: &OwnUnit) -> Vec<String> {
    let mut parts = vec![
        Line::new("statistics-own").words("unit", &own.name).render(locale),
        progress(locale, &own.progress),
    ];
    parts.extend(own.place.as_ref().map(|one| place(locale, one)));
    parts.extend(own.ranked.as_ref().map(|(unit, one)| {
        Line::new("place-of-unit")
            .words("unit", unit)
            .markup("place", place(locale, one))
            .render(locale)
    }));
    parts
}

fn place(locale: Locale, place: &Place) -> String {
    let line = match &place.cluster {
        Some(cluster) => Line::new("place-in-cluster").words("cluster", cluster),
        None => Line::new("place-beside"),
    };
    line.words("rank", place.rank.to_string()).words("of", place.of.to_string()).render(locale)
}

pub fn unit(locale: Locale, unit: &UnitStatistics) -> Line {
    let mut parts = vec![
        Line::new("unit-head")
            .words("unit", &unit.name)
            .words("at", figures::instant(unit.as_of))
            .render(locale),
    ];
    if let Some(stage) = &unit.phase {
        parts.push(staged("statistics-phase", stage).render(locale));
        parts.push(progress(locale, &unit.progress));
    }
    parts.push(term(locale, "statistics-total"));
    parts.push(progress(locale, &unit.total));
    parts.extend(unit.place.as_ref().map(|one| place(locale, one)));
    lines(&parts)
}

pub fn part(locale: Locale, part: &Part) -> Line {
    let mut parts = vec![
        Line::new("part-head").words("unit", &part.unit).render(locale),
        progress(locale, &part.progress),
    ];
    if let Some((a_day, days)) = part.needed {
        let line = Line::new("part-needed")
            .words("number", figures::count(locale, a_day))
            .words("days", figures::count(locale, days));
        parts.push(line.render(locale));
    } else if part.progress.is_reached() {
        parts.push(term(locale, "part-reached"));
    }
    lines(&parts)
}

pub fn waiting(locale: Locale, backlog: &Backlog) -> Line {
    if backlog.total() == 0 {
        return Line::new("part-nothing-waits");
    }
    Line::new("part-backlog")
        .words("total", figures::count(locale, backlog.total()))
        .words("fresh", figures::count(locale, backlog.fresh))
        .words("week", figures::count(locale, backlog.week))
        .words("month", figures::count(locale, backlog.month))
        .words("overdue", figures::count(locale, backlog.overdue))
}

pub fn league(locale: Locale, page: &LeaguePage) -> Line {
    let head = match &page.cluster {
        Some(cluster) => Line::new("league-cluster").words("cluster", cluster),
        None => Line::new("league-all"),
    };
    let mut parts = vec![head.render(locale)];
    let at = figures::instant(page.as_of);
    parts.push(match &page.phase {
        Some(phase) => {
            Line::new("league-phase").words("phase", phase).words("at", at).render(locale)
        }
        None => Line::new("league-whole").words("at", at).render(locale),
    });
    if page.entries.is_empty() {
        parts.push(term(locale, "league-empty"));
        return lines(&parts);
    }
    parts.push(term(locale, if page.per_thousand { "league-rate-rule" } else { "league-rule" }));
    parts.extend(page.entries.iter().map(|entry| league_entry(locale, entry, page.per_thousand)));
    if page.pages > 1 {
        parts.push(
            Line::new("league-page")
                .words("page", page.page.to_string())
                .words("pages", page.pages.to_string())
                .words("total", page.total.to_string())
                .render(locale),
        );
    }
    lines(&parts)
}

fn league_entry(locale: Locale, entry: &LeagueEntry, per_thousand: bool) -> String {
    let name = Line::new(if entry.own { "league-own-name" } else { "league-name" })
        .words("rank", entry.rank.to_string())
        .words("name", &entry.name)
        .render(locale);
    let award = match entry.above_target {
        Some(true) => term(locale, "league-above"),
        Some(false) => term(locale, "league-below"),
        None => term(locale, "league-no-target"),
    };
    let figure = match entry.per_thousand.filter(|_| per_thousand) {
        Some(rate) => Line::new("league-rate").words("rate", tenths(locale, rate)).render(locale),
        None => progress(locale, &entry.progress),
    };
    Line::new("league-entry")
        .markup("name", name)
        .markup("figure", figure)
        .markup("award", award)
        .render(locale)
}

pub fn targets(locale: Locale, targets: &Targets) -> Line {
    let mut parts = vec![Line::new("targets-head").words("unit", &targets.unit).render(locale)];
    let set: Vec<&TargetLine> =
        targets.lines.iter().filter(|line| line.assigned.is_some() || line.own.is_some()).collect();
    if set.is_empty() {
        parts.push(term(locale, "targets-none"));
    }
    for line in set {
        let phase = match &line.phase {
            Some((_, name)) => name.clone(),
            None => term(locale, "targets-whole"),
        };
        parts.push(figures_of(locale, &phase, line.assigned, line.own));
        parts.push(progress(locale, &line.progress));
    }
    let example = targets.lines.iter().find_map(|line| line.phase.as_ref());
    let example = example.map(|(code, _)| format!(" {code}")).unwrap_or_default();
    for (may, id) in [(targets.may_assign, "targets-assign"), (targets.may_add, "targets-add")] {
        if may {
            let how = Line::new(id).words("code", &targets.code).words("phase", &example);
            parts.push(how.render(locale));
        }
    }
    lines(&parts)
}

pub(super) fn figures_of(
    locale: Locale,
    phase: &str,
    assigned: Option<i64>,
    own: Option<i64>,
) -> String {
    let id = match (assigned, own) {
        (_, None) => "target-assigned",
        (None, Some(_)) => "target-own",
        (Some(_), Some(_)) => "target-with-own",
    };
    Line::new(id)
        .words("phase", phase)
        .words("assigned", number(locale, assigned))
        .words("own", number(locale, own))
        .render(locale)
}

/// The results as a picture's words, without mark-up.
pub fn picture(locale: Locale, chart: &Chart) -> Picture {
    let at = figures::instant(chart.as_of);
    let subtitle = match &chart.phase {
        Some(phase) => Line::new("league-phase").words("phase", phase),
        None => Line::new("league-whole"),
    };
    let Progress { entered, valid, target } = chart.progress;
    let figure = |id, figure| (term(locale, id), number(locale, figure));
    let goal = target.and_then(|target| {
        let reached = per_mille(valid?, target)?;
        let words = Line::new("picture-goal")
            .words("percent", tenths(locale, reached))
            .words("target", figures::count(locale, target));
        Some((reached, plain(&words.render(locale))))
    });
    let columns = chart.days.iter().map(|(day, value)| Column {
        label: format!("{}/{}", day.day(), day.month()),
        figure: figures::count(locale, *value),
        value: *value,
    });
    let count = chart.days.len().to_string();
    Picture {
        locale,
        look: term(locale, "picture-look"),
        title: chart.campaign.clone(),
        subtitle: plain(&subtitle.words("at", at).render(locale)),
        figures: [figure("picture-entered", Some(entered)), figure("picture-valid", valid)],
        goal,
        columns_title: Line::new("picture-days").words("count", count).render(locale),
        columns: columns.collect(),
    }
}
