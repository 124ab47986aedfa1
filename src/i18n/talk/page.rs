//! What is more than one message: the preview, lists, a history, the profile.

use super::{coded, explained, shown, whole};
use crate::domain::{Content, Locale, Recognition};
use crate::i18n::{Line, figures, term};
use crate::phrase::talk::{MineEntry, MinePage, Past, Person, Preview, Shown, Tracked};

/// Everything as the officer will read it.
pub fn preview(locale: Locale, preview: &Preview) -> Line {
    let Preview { author, workplace, group, content } = preview;
    let mut lines = vec![Line::new("preview-author").words("author", author)];
    if let Some(unit) = workplace {
        lines.push(Line::new("preview-unit").words("unit", whole(unit)));
    }
    if let Some(group) = group {
        lines.push(Line::new("preview-group").words("group", group));
    }
    let mut lines: Vec<String> = lines.iter().map(|line| line.render(locale)).collect();
    lines.push(String::new());
    lines.extend(content_lines(locale, content));
    Line::new("preview").markup("lines", lines.join("\n"))
}

/// What the author wrote, a line each.
pub fn content_lines(locale: Locale, content: &Content) -> Vec<String> {
    let Content {
        title,
        kind,
        before,
        solution,
        since,
        benefit,
        co_authors,
        recognition,
        attachments,
        supplements: _,
    } = content;
    let text = |words: &String| Shown::Text(words.clone());
    let shares = Shown::Shares { author: content.author_percent(), others: co_authors.clone() };
    let recognition =
        recognition.as_ref().map_or(Shown::Nothing, |recognition| match recognition {
            Recognition::NotYet => Shown::NotRecognizedYet,
            Recognition::Stated(words) => text(words),
        });
    [
        ("topic-title", text(title)),
        ("topic-kind", Shown::Kind(*kind)),
        ("topic-before", before.as_ref().map_or(Shown::Nothing, text)),
        ("topic-solution", text(solution)),
        ("topic-since", Shown::Since(*since)),
        ("topic-benefit", benefit.clone().map_or(Shown::Nothing, Shown::Benefit)),
        ("topic-co-authors", shares),
        ("topic-recognition", recognition),
        ("topic-files", Shown::Files(attachments.len())),
    ]
    .into_iter()
    .map(|(topic, value)| {
        Line::new("preview-line")
            .markup("topic", term(locale, topic))
            .markup("value", shown::shown(locale, &value))
            .render(locale)
    })
    .collect()
}

/// What is known about the person.
pub fn profile(locale: Locale, person: &Person) -> Line {
    let Person { name, phone, workplace, group, reminders } = person;
    let or_unknown = |words: Option<String>| words.unwrap_or_else(|| term(locale, "not-told"));
    let reminders = if *reminders { "switched-on" } else { "switched-off" };
    Line::new("profile")
        .words("name", or_unknown(name.clone()))
        .words("phone", or_unknown(phone.clone()))
        .words("unit", or_unknown(workplace.as_ref().map(whole)))
        .words("group", or_unknown(group.clone()))
        .markup("reminders", term(locale, reminders))
}

/// A page of the person's own initiatives.
pub fn mine(locale: Locale, mine: &MinePage) -> Line {
    let entries: Vec<String> = mine.entries.iter().map(|entry| mine_entry(locale, entry)).collect();
    let line = if mine.pages > 1 {
        Line::new("mine-paged")
            .words("page", mine.page.to_string())
            .words("pages", mine.pages.to_string())
    } else {
        Line::new("mine")
    };
    line.number("total", mine.total).markup("entries", entries.join("\n"))
}

fn mine_entry(locale: Locale, entry: &MineEntry) -> String {
    coded("mine-entry", entry.code)
        .words("title", &entry.title)
        .markup("status", term(locale, explained::status(entry.status)))
        .words("since", figures::day_of(entry.since))
        .render(locale)
}

/// Where an initiative stands, and how it came there.
pub fn tracked(locale: Locale, tracked: &Tracked) -> Line {
    let history: Vec<String> = tracked.history.iter().map(|past| past_line(locale, past)).collect();
    coded("tracked", tracked.code)
        .words("title", &tracked.title)
        .markup("status", term(locale, explained::status(tracked.status)))
        .markup("next", term(locale, explained::next_step(tracked.status)))
        .markup("history", history.join("\n"))
}

fn past_line(locale: Locale, past: &Past) -> String {
    let line = Line::new("past")
        .words("at", figures::instant(past.at))
        .markup("status", term(locale, explained::status(past.status)))
        .render(locale);
    let verified = past.verified_benefit.map(|dong| {
        Line::new("past-verified").words("amount", figures::dong(locale, dong)).render(locale)
    });
    let reason = past
        .reason
        .as_ref()
        .map(|reason| Line::new("past-reason").words("reason", reason).render(locale));
    let note =
        past.note.as_ref().map(|note| Line::new("past-note").words("note", note).render(locale));
    [Some(line), verified, reason, note].into_iter().flatten().collect::<Vec<_>>().join("\n")
}
