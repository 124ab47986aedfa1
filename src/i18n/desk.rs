//! What is said to officers: each phrase with its message and what goes into it.

mod card;
mod menu;

use chrono::TimeDelta;

pub use menu::menu;

use super::talk::explained::status as status_id;
use super::talk::shown::kind_id;
use super::{Line, figures, term};
use crate::domain::{FileState, FileTrouble, Hindrance, Locale, Role};
use crate::phrase::desk::{Button, Decider, Desk, Filter, Misread, Place, Told, Way, Words};
use crate::vietnamese::code::Code;
use crate::vietnamese::money;

#[expect(clippy::too_many_lines, reason = "one arm a phrase, in the order of the phrases")]
pub(super) fn line(locale: Locale, phrase: &Desk) -> Line {
    match phrase {
        Desk::NotAnOfficer => Line::new("desk-not-an-officer"),
        Desk::NotAnAdministrator => Line::new("desk-not-an-administrator"),
        Desk::Help(verbs) => {
            let lines = verbs.iter().map(|verb| menu::help(locale, *verb));
            Line::new("desk-help").markup("lines", lines.collect::<Vec<_>>().join("\n"))
        }
        Desk::OldButton => Line::new("desk-old-button"),
        Desk::Stopped => Line::new("desk-stopped"),
        Desk::StillAsked => Line::new("desk-still-asked"),
        Desk::Misread(verb, misread) => Line::new(match misread {
            Misread::NoCode => "desk-no-code",
            Misread::NotACode => "desk-not-a-code",
            Misread::WrongCheckDigit => "desk-wrong-check-digit",
            Misread::NotUnderstood => "desk-not-understood",
        })
        .words("usage", term(locale, menu::usage(*verb))),
        Desk::NotFound { code } => coded("desk-not-found", *code),
        Desk::TooLong { max } => Line::new("desk-too-long").words("max", figure(locale, *max)),

        Desk::Queue(page) => card::queue(locale, page),
        Desk::QueueEmpty { filter } if filter.is_empty() => Line::new("desk-queue-empty"),
        Desk::QueueEmpty { filter } => {
            Line::new("desk-queue-none-fits").markup("filter", filtered(locale, filter))
        }
        Desk::QueueFilter { filter } if filter.is_empty() => Line::new("desk-queue-filter"),
        Desk::QueueFilter { filter } => {
            Line::new("desk-queue-filter-on").markup("filter", filtered(locale, filter))
        }
        Desk::WhichUnit { typed } => Line::new("desk-which-unit").words("typed", typed),
        Desk::NoSuchUnit { typed } => Line::new("desk-no-such-unit").words("typed", typed),
        Desk::NewWork { total, more } => {
            Line::new("desk-new-work").words("total", card::counted(locale, *total, *more))
        }

        Desk::Milestone { code, number, unit, at } => {
            let line = match unit {
                Some(unit) => coded("desk-milestone", *code).words("unit", unit),
                None => coded("desk-milestone-nowhere", *code),
            };
            line.words("number", figures::count(locale, *number)).words("at", figures::instant(*at))
        }
        Desk::Card(card) => card::card(locale, card),
        Desk::Files { code, count } => {
            coded("desk-files", *code).words("count", figure(locale, *count))
        }
        Desk::NoFiles { code } => coded("desk-no-files", *code),
        Desk::FilesNeedLink { code, count } => {
            coded("desk-files-need-link", *code).words("count", figure(locale, *count))
        }
        Desk::FileMissing { kind, number, state } => {
            let what = super::talk::file_name(*kind, *number).render(locale);
            Line::new(match state {
                FileState::Waiting | FileState::Stored => "desk-file-waiting",
                FileState::Missing(FileTrouble::NeverCame) => "desk-file-never-came",
                FileState::Missing(
                    FileTrouble::TooBig | FileTrouble::WrongType | FileTrouble::Broken,
                ) => "desk-file-refused",
            })
            .markup("what", what)
        }
        Desk::LinkEnded => Line::new("desk-link-ended"),
        Desk::FilesLate => Line::new("desk-files-late"),

        Desk::Phone { code, name, phone } => coded("desk-phone", *code)
            .words("name", named(locale, name.as_deref().unwrap_or_default()))
            .words("phone", phone),
        Desk::NoPhone { code } => coded("desk-no-phone", *code),

        Desk::OwnInitiative { code } => coded("desk-own-initiative", *code),
        Desk::TextChanged { code } => coded("desk-text-changed", *code),
        Desk::ReadFirst { code } => coded("desk-read-first", *code),
        Desk::Claimed { code, title } => {
            coded("desk-claimed", *code).words("title", one_line(title))
        }
        Desk::ClaimedAlready { code } => coded("desk-claimed-already", *code),
        Desk::HeldByAnother { code, officer, since } => coded("desk-held-by-another", *code)
            .words("officer", another(locale, officer.as_deref()))
            .words("since", figures::instant(*since)),
        Desk::Recognized { code, title, verified_benefit, note } => lines([
            Some(coded("desk-recognized", *code).words("title", one_line(title)).render(locale)),
            Some(
                match verified_benefit {
                    Some(dong) => {
                        Line::new("desk-verified").words("amount", spelled(locale, *dong))
                    }
                    None => Line::new("desk-verified-nothing"),
                }
                .render(locale),
            ),
            noted(locale, note.as_deref()),
        ]),
        Desk::NotRecognized { code, title, reason, note } => lines([
            Some(
                coded("desk-not-recognized", *code).words("title", one_line(title)).render(locale),
            ),
            Some(Line::new("desk-reason").words("reason", reason.pick(locale)).render(locale)),
            noted(locale, note.as_deref()),
        ]),
        Desk::AuthorHears { after, undo } => if after.is_zero() {
            Line::new("desk-author-hears-now")
        } else if after < undo {
            Line::new("desk-author-hears-before").words("after", delay(locale, *after))
        } else {
            Line::new("desk-author-hears-later").words("after", span(locale, *after))
        }
        .words("undo", span(locale, *undo)),
        Desk::AuthorHindered { why: Hindrance::HasToWrite { .. }, .. } => {
            Line::new("desk-author-hears-when-they-write")
        }
        Desk::AuthorHindered { why: Hindrance::NoQuota, .. } => {
            Line::new("desk-author-hears-with-quota")
        }
        Desk::AuthorHindered { code, why: Hindrance::Left } => coded("desk-author-left", *code),
        Desk::Asked { code, question } => coded("desk-asked", *code).words("question", question),
        Desk::AskedAlready { code } => coded("desk-asked-already", *code),
        Desk::Decided { code, status, by, at } => {
            let line = match by {
                Decider::You => coded("desk-decided-by-you", *code),
                Decider::Officer(officer) => coded("desk-decided", *code)
                    .words("officer", another(locale, officer.as_deref())),
                Decider::Author => {
                    return coded("desk-withdrawn", *code).words("at", figures::instant(*at));
                }
            };
            line.words("status", term(locale, status_id(*status)))
                .words("at", figures::instant(*at))
        }
        Desk::TakenBack { code, title } => {
            coded("desk-taken-back", *code).words("title", one_line(title))
        }
        Desk::NothingToTakeBack => Line::new("desk-nothing-to-take-back"),
        Desk::NotDecided { code, status } => {
            coded("desk-not-decided", *code).words("status", term(locale, status_id(*status)))
        }
        Desk::NotYourDecision { code, officer } => coded("desk-not-your-decision", *code)
            .words("officer", another(locale, officer.as_deref())),
        Desk::TooLateToTakeBack { code, at, undo } => coded("desk-too-late", *code)
            .words("at", figures::instant(*at))
            .words("undo", span(locale, *undo)),

        Desk::AskReason { code } => coded("desk-ask-reason", *code),
        Desk::ReasonUnknown => Line::new("desk-reason-unknown"),
        Desk::AskNote { code, reason } => {
            coded("desk-ask-note", *code).words("reason", reason.pick(locale))
        }
        Desk::AskQuestion { code } => coded("desk-ask-question", *code),
        Desk::WhichBenefit { code } => coded("desk-which-benefit", *code),

        Desk::Officers(page) => card::officers(locale, page),
        Desk::NoOfficers => Line::new("desk-no-officers"),
        Desk::InviteRole => Line::new("desk-invite-role"),
        Desk::InviteUnit { role } => {
            Line::new("desk-invite-unit").words("role", term(locale, role_id(*role)))
        }
        Desk::Invitation { role, place, way, expires_at } => match way {
            Way::Link(link) => Line::new("desk-invitation-link").words("way", link),
            Way::Command(command) => Line::new("desk-invitation-command").words("way", command),
        }
        .words("role", term(locale, role_id(*role)))
        .markup("place", placed(locale, place))
        .words("expires", figures::instant(*expires_at)),
        Desk::RevokeSure { name, role, place } => Line::new("desk-revoke-sure")
            .words("name", named(locale, name))
            .words("role", term(locale, role_id(*role)))
            .markup("place", placed(locale, place)),
        Desk::Revoked { name, place } => Line::new("desk-revoked")
            .words("name", named(locale, name))
            .markup("place", placed(locale, place)),
        Desk::OfficerGone => Line::new("desk-officer-gone"),
        Desk::NotYourself => Line::new("desk-not-yourself"),

        Desk::Told(told) => told_line(locale, told),
        Desk::Button(button) => button_line(locale, button),
    }
}

fn told_line(locale: Locale, told: &Told) -> Line {
    match told {
        Told::InReview { code, title } => {
            coded("told-in-review", *code).words("title", one_line(title))
        }
        Told::Question { code, title, question } => coded("told-question", *code)
            .words("title", one_line(title))
            .words("question", question),
        Told::Recognized { code, title, verified_benefit, note } => lines([
            Some(coded("told-recognized", *code).words("title", one_line(title)).render(locale)),
            verified_benefit.map(|dong| {
                Line::new("desk-verified").words("amount", spelled(locale, dong)).render(locale)
            }),
            said(locale, note.as_deref()),
            Some(term(locale, "told-recognized-next")),
        ]),
        Told::NotRecognized { code, title, reason, advice, note } => lines([
            Some(
                coded("told-not-recognized", *code).words("title", one_line(title)).render(locale),
            ),
            Some(Line::new("desk-reason").words("reason", reason.pick(locale)).render(locale)),
            said(locale, note.as_deref()),
            Some(Line::new("told-advice").words("advice", advice.pick(locale)).render(locale)),
        ]),
        Told::TakenBack { code, title } => {
            coded("told-taken-back", *code).words("title", one_line(title))
        }
        Told::Dismissed { place } => {
            Line::new("told-dismissed").markup("place", placed(locale, place))
        }
    }
}

fn button_line(locale: Locale, button: &Button) -> Line {
    Line::new(match button {
        Button::Claim => "desk-button-claim",
        Button::ClaimAnyway => "desk-button-claim-anyway",
        Button::Recognize => "desk-button-recognize",
        Button::RecognizeAs(dong) => {
            return Line::new("desk-button-recognize-as")
                .words("amount", figures::dong(locale, *dong));
        }
        Button::Ask => "desk-button-ask",
        Button::Reject => "desk-button-reject",
        Button::Next => "desk-button-next",
        Button::Files => "desk-button-files",
        Button::Show => "desk-button-show",
        Button::TakeBack => "desk-button-take-back",
        Button::Queue => "desk-button-queue",
        Button::Earlier => "desk-button-earlier",
        Button::Later => "desk-button-later",
        Button::Filter => "desk-button-filter",
        Button::NoFilter => "desk-button-no-filter",
        Button::Kind(kind) => kind_id(*kind),
        Button::Status(status) => status_id(*status),
        Button::Reason(words) => {
            return Line::new("desk-words").words("words", words.pick(locale));
        }
        Button::Amount(dong) => {
            return Line::new("desk-words").words("words", figures::dong(locale, *dong));
        }
        Button::Skip => "desk-button-skip",
        Button::Stop => "desk-button-stop",
        Button::Officers => "desk-button-officers",
        Button::Invite => "desk-button-invite",
        Button::Role(role) => role_id(*role),
        Button::Revoke(name) => {
            return Line::new("desk-button-revoke").words("name", named(locale, name));
        }
        Button::RevokeSure => "desk-button-revoke-sure",
        Button::Answer => "told-button-answer",
        Button::Follow => "told-button-follow",
        Button::Another => "told-button-another",
    })
}

const fn role_id(role: Role) -> &'static str {
    match role {
        Role::Reviewer => "desk-role-reviewer",
        Role::Administrator => "desk-role-administrator",
    }
}

impl Words {
    fn pick(&self, locale: Locale) -> &str {
        match locale {
            Locale::Vi => &self.vi,
            Locale::En => &self.en,
        }
    }
}

/// A title: mark-up closes within its line, so what it encloses has to be one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A message about one initiative.
fn coded(id: &'static str, code: Code) -> Line {
    Line::new(id).words("code", code.to_string())
}

/// Rendered lines, one below the other.
fn lines(parts: impl IntoIterator<Item = Option<String>>) -> Line {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Line::new("desk-lines").markup("lines", parts.join("\n"))
}

/// An officer's note, shown back to the officer.
fn noted(locale: Locale, note: Option<&str>) -> Option<String> {
    note.map(|note| Line::new("desk-note").words("note", note).render(locale))
}

/// An officer's note, to the author.
fn said(locale: Locale, note: Option<&str>) -> Option<String> {
    note.map(|note| Line::new("told-note").words("note", note).render(locale))
}

fn figure(locale: Locale, number: impl TryInto<i64>) -> String {
    figures::count(locale, number.try_into().unwrap_or(i64::MAX))
}

/// An amount in digits and in words, so that a zero too many is seen.
fn spelled(locale: Locale, dong: i64) -> String {
    let digits = figures::dong(locale, dong);
    match locale {
        Locale::Vi => format!("{digits} ({} đồng)", money::words(dong)),
        Locale::En => digits,
    }
}

fn another(locale: Locale, officer: Option<&str>) -> String {
    officer.map_or_else(|| term(locale, "desk-another-officer"), str::to_owned)
}

fn named(locale: Locale, name: &str) -> String {
    if name.is_empty() { term(locale, "nameless") } else { one_line(name) }
}

/// A workplace, with the units above it.
pub(super) fn placed(locale: Locale, place: &Place) -> String {
    match place {
        Place::Unit { name, path } if path.is_empty() => {
            Line::new("desk-words").words("words", name)
        }
        Place::Unit { name, path } => {
            Line::new("desk-place").words("name", name).words("path", path)
        }
        Place::Typed(typed) => Line::new("desk-place-typed").words("typed", typed),
        Place::Unknown => Line::new("desk-place-unknown"),
    }
    .render(locale)
}

/// What the queue is narrowed to.
fn filtered(locale: Locale, filter: &Filter) -> String {
    let kind = filter.kind.map(|kind| term(locale, kind_id(kind)));
    let status = filter.status.map(|status| term(locale, status_id(status)));
    let unit = filter.unit.as_deref().map(crate::message::escape);
    [unit, kind, status].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A length of time that may be a matter of seconds, where somebody waits for its end.
fn delay(locale: Locale, delay: TimeDelta) -> String {
    if delay.num_minutes() > 0 {
        return span(locale, delay);
    }
    Line::new("desk-seconds").number("number", delay.num_seconds()).render(locale)
}

/// A length of time as people say it: its largest unit.
fn span(locale: Locale, span: TimeDelta) -> String {
    let (id, number) = if span.num_days() > 0 {
        ("desk-days", span.num_days())
    } else if span.num_hours() > 0 {
        ("desk-hours", span.num_hours())
    } else {
        ("desk-minutes", span.num_minutes().max(1))
    };
    Line::new(id).number("number", number).render(locale)
}
