//! What is more than one message: the card, the queue, the list of officers.

use super::{
    coded, figure, filtered, kind_id, lines, named, one_line, placed, role_id, span, status_id,
};
use crate::domain::initiative::Supplement;
use crate::domain::{Actor, Fit, Hindrance, Locale, Open, Recognition, Status};
use crate::i18n::talk::shown::{co_authors, shown};
use crate::i18n::{Line, figures, term};
use crate::phrase::desk::{Card, OfficerEntry, OfficerPage, Past, QueueEntry, QueuePage};
use crate::phrase::talk::Shown;
use crate::vietnamese::code::Code;

/// Everything about one initiative: where it stands, who wrote it, the text, what happened.
pub fn card(locale: Locale, card: &Card) -> Line {
    let sections = [standing(locale, card), origin(locale, card), text(locale, card)]
        .into_iter()
        .chain([history(locale, card)])
        .filter(|section| !section.is_empty())
        .map(|section| section.join("\n"));
    Line::new("desk-lines").markup("lines", sections.collect::<Vec<_>>().join("\n\n"))
}

fn standing(locale: Locale, card: &Card) -> Vec<String> {
    let initiative = &card.initiative;
    let status = term(locale, status_id(initiative.status.name()));
    let status = match &card.officer {
        Some(officer) => Line::new("desk-card-status-of").words("officer", officer),
        None => Line::new("desk-card-status"),
    }
    .words("status", status)
    .words("since", figures::instant(initiative.status_since));
    let submitted = match initiative.status {
        Status::Open(_) => Line::new("desk-card-waiting").words("age", span(locale, card.age)),
        Status::Closed(_) => Line::new("desk-card-submitted"),
    }
    .words("at", figures::instant(initiative.submitted_at));
    let title = coded("desk-card-title", initiative.code())
        .words("title", one_line(&initiative.content.title));
    let unheard = card.hindrance.and_then(|why| unheard(why, initiative.code()));
    [Some(title), Some(status), Some(submitted), unheard]
        .iter()
        .flatten()
        .map(|line| line.render(locale))
        .collect()
}

/// That news has not reached the author. Whoever has been silent for long and is not awaited has
/// heard everything.
fn unheard(why: Hindrance, code: Code) -> Option<Line> {
    match why {
        Hindrance::HasToWrite { awaited: false } => None,
        Hindrance::HasToWrite { awaited: true } => Some(Line::new("desk-card-news-waits")),
        Hindrance::NoQuota => Some(Line::new("desk-card-no-quota")),
        Hindrance::Left => Some(coded("desk-card-author-left", code)),
    }
}

fn origin(locale: Locale, card: &Card) -> Vec<String> {
    let initiative = &card.initiative;
    let name = named(locale, initiative.author_name.as_deref().unwrap_or_default());
    let mut parts = vec![
        Line::new("desk-card-author").words("name", name),
        Line::new("desk-card-place").markup("place", placed(locale, &card.place)),
    ];
    if let Some(group) = &card.group {
        parts.push(Line::new("desk-card-group").words("group", group.pick(locale)));
    }
    let others = &initiative.content.co_authors;
    if !others.is_empty() {
        parts.push(
            Line::new("desk-card-shares")
                .words("own", initiative.content.author_percent().to_string())
                .words("shares", co_authors(locale, others)),
        );
    }
    parts.iter().map(|line| line.render(locale)).collect()
}

fn text(locale: Locale, card: &Card) -> Vec<String> {
    let content = &card.initiative.content;
    let kind = term(locale, kind_id(content.kind));
    let mut parts = vec![Line::new("desk-card-kind").words("kind", kind)];
    if let Some(before) = &content.before {
        parts.push(Line::new("desk-card-before").words("words", before));
    }
    parts.push(Line::new("desk-card-solution").words("words", &content.solution));
    let since = shown(locale, &Shown::Since(content.since));
    parts.push(Line::new("desk-card-since").markup("since", since));
    match card.fit {
        Fit::Inside => {}
        Fit::Partly => parts.push(Line::new("desk-card-partly-applied")),
        Fit::TooEarly | Fit::TooLate => parts.push(Line::new("desk-card-outside-applied")),
    }
    if let Some(benefit) = &content.benefit {
        let benefit = shown(locale, &Shown::Benefit(benefit.clone()));
        parts.push(Line::new("desk-card-benefit").markup("benefit", benefit));
    }
    match &content.recognition {
        Some(Recognition::Stated(words)) => {
            parts.push(Line::new("desk-card-recognition").words("words", words));
        }
        Some(Recognition::NotYet) => parts.push(Line::new("desk-card-not-recognised-yet")),
        None => {}
    }
    for Supplement { question, answer } in &content.supplements {
        parts.push(
            Line::new("desk-card-supplement").words("question", question).words("answer", answer),
        );
    }
    if let Status::Open(Open::NeedsInfo { question, .. }) = &card.initiative.status {
        parts.push(Line::new("desk-card-question").words("question", question));
    }
    if !content.attachments.is_empty() {
        let count = figure(locale, content.attachments.len());
        parts.push(Line::new("desk-card-files").words("count", count));
    }
    parts.iter().map(|line| line.render(locale)).collect()
}

fn history(locale: Locale, card: &Card) -> Vec<String> {
    if card.history.is_empty() {
        return Vec::new();
    }
    let heading = term(locale, "desk-card-history");
    let lines = card.history.iter().map(|past| past_line(locale, past));
    std::iter::once(heading).chain(lines).collect()
}

fn past_line(locale: Locale, past: &Past) -> String {
    let who = past.officer.clone().unwrap_or_else(|| match past.step.actor {
        Actor::Author => term(locale, "desk-author"),
        Actor::Officer(_) => term(locale, "desk-another-officer"),
    });
    let reason = past.reason.as_ref().map(|reason| reason.pick(locale).to_owned());
    let amount = past.step.verified_benefit.map(|dong| figures::dong(locale, dong));
    let more: Vec<String> =
        [reason, amount, past.step.note.clone()].into_iter().flatten().collect();
    let line = if more.is_empty() {
        Line::new("desk-card-past")
    } else {
        Line::new("desk-card-past-more").words("more", more.join(" · "))
    };
    line.words("at", figures::instant(past.step.at))
        .words("who", who)
        .words("status", term(locale, status_id(past.step.to)))
        .render(locale)
}

/// A page of what waits.
pub fn queue(locale: Locale, page: &QueuePage) -> Line {
    let heading = if page.filter.is_empty() {
        Line::new("desk-queue")
    } else {
        Line::new("desk-queue-filtered").markup("filter", filtered(locale, &page.filter))
    }
    .words("total", counted(locale, page.total, page.more));
    let entries = page
        .entries
        .iter()
        .enumerate()
        .map(|(index, entry)| Some(queue_entry(locale, index + 1, entry)));
    let foot = (page.pages > 1).then(|| paged(locale, page.page, page.pages));
    let parts = std::iter::once(Some(heading.render(locale))).chain(entries).chain([foot]);
    // An empty line between entries: three lines each run together on a phone.
    let parts: Vec<String> = parts.flatten().collect();
    Line::new("desk-lines").markup("lines", parts.join("\n\n"))
}

/// How many there are, or that there are more than so many.
pub fn counted(locale: Locale, total: u64, more: bool) -> String {
    let total = figure(locale, total);
    if more { Line::new("desk-more-than").words("total", total).render(locale) } else { total }
}

fn queue_entry(locale: Locale, number: usize, entry: &QueueEntry) -> String {
    let status = term(locale, status_id(entry.status));
    let status = match &entry.officer {
        Some(officer) => format!("{status} ({officer})"),
        None => status,
    };
    coded("desk-queue-entry", entry.code)
        .words("number", number.to_string())
        .words("title", one_line(&entry.title))
        .words("kind", term(locale, kind_id(entry.kind)))
        .markup("place", placed(locale, &entry.place))
        .words("age", span(locale, entry.age))
        .words("status", status)
        .render(locale)
}

/// A page of officers.
pub fn officers(locale: Locale, page: &OfficerPage) -> Line {
    let heading = Line::new("desk-officers").words("total", counted(locale, page.total, page.more));
    let entries = page.entries.iter().map(|entry| Some(officer_entry(locale, entry)));
    let foot = (page.pages > 1).then(|| paged(locale, page.page, page.pages));
    lines(std::iter::once(Some(heading.render(locale))).chain(entries).chain([foot]))
}

fn officer_entry(locale: Locale, entry: &OfficerEntry) -> String {
    Line::new(if entry.you { "desk-officer-you" } else { "desk-officer" })
        .words("name", named(locale, &entry.name))
        .words("role", term(locale, role_id(entry.role)))
        .markup("place", placed(locale, &entry.place))
        .render(locale)
}

fn paged(locale: Locale, page: u64, pages: u64) -> String {
    Line::new("desk-page")
        .words("page", figure(locale, page))
        .words("pages", figure(locale, pages))
        .render(locale)
}
