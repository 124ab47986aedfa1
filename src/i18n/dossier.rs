//! The copy of their data that a person is given, as they read it.

use serde::Deserialize as _;
use serde_json::Value;

use super::talk::shown::{co_authors, shown};
use super::talk::{explained, page};
use super::{Line, figures, term};
use crate::domain::dossier::{Chat, Dossier, Happened, Submitted};
use crate::domain::{Benefit, CoAuthor, Kind, Locale, Recognition, Since};
use crate::message::escape;
use crate::phrase::talk::Shown;
use crate::vietnamese::phone;

/// The whole copy, a line for each thing, with the small mark-up of our messages.
#[must_use]
pub fn text(locale: Locale, dossier: &Dossier) -> String {
    let Dossier {
        made_at,
        profile,
        chats,
        consents,
        initiatives,
        drafts,
        files,
        phone_shown_to,
        appointments,
        copies,
    } = dossier;
    let say = Said { locale };
    let mut lines =
        vec![Line::new("dossier").words("at", figures::instant(*made_at)).render(locale)];
    let mut part = |heading, mut body: Vec<String>| {
        if body.is_empty() {
            body.push(term(locale, "dossier-none"));
        }
        lines.push(String::new());
        lines.push(term(locale, heading));
        lines.append(&mut body);
    };
    part(
        "dossier-profile",
        vec![
            say.told("dossier-name", profile.full_name.as_deref()),
            say.told("dossier-phone", profile.phone.as_deref().map(phone::display).as_deref()),
            say.told("dossier-unit", profile.unit.as_deref()),
            say.told("dossier-group", profile.group.as_deref()),
            say.told(
                "dossier-reminders",
                Some(&term(locale, if profile.reminders { "switched-on" } else { "switched-off" })),
            ),
            say.told("dossier-known-since", Some(&figures::instant(profile.known_since))),
        ],
    );
    let consents = consents.iter().map(|consent| {
        Line::new(if consent.agreed { "dossier-agreed" } else { "dossier-refused" })
            .words("version", &consent.version)
            .words("at", figures::instant(consent.at))
            .render(locale)
    });
    part("dossier-consents", consents.collect());
    part("dossier-chats", chats.iter().flat_map(|chat| say.chat(chat)).collect());
    part("dossier-initiatives", initiatives.iter().flat_map(|one| say.initiative(one)).collect());
    let drafts = drafts.iter().map(|draft| {
        Line::new("dossier-draft")
            .words("at", figures::instant(draft.updated_at))
            .markup("words", say.answered(&draft.answers["answers"]))
            .render(locale)
    });
    part("dossier-drafts", drafts.collect());
    let files = files.iter().map(|file| {
        let name = file.name.as_deref().unwrap_or(&file.kind);
        let size = file.size.map_or_else(|| "–".to_owned(), |size| figures::count(locale, size));
        Line::new("dossier-file")
            .words("at", figures::instant(file.sent_at))
            .words("name", name)
            .words("size", size)
            .render(locale)
    });
    part("dossier-files", files.collect());
    let looks = phone_shown_to.iter().map(|look| {
        let who = look.officer.iter().chain([&look.unit]).cloned().collect::<Vec<_>>().join(", ");
        Line::new("dossier-look")
            .words("at", figures::instant(look.at))
            .words("who", who)
            .words("code", &look.code)
            .render(locale)
    });
    part("dossier-looks", looks.collect());
    if !appointments.is_empty() {
        let appointments = appointments.iter().map(|held| {
            let until = held.until.map_or_else(|| "…".to_owned(), figures::instant);
            Line::new("dossier-appointment")
                .words("unit", &held.unit)
                .words("since", figures::instant(held.since))
                .words("until", until)
                .render(locale)
        });
        part("dossier-appointments", appointments.collect());
    }
    part("dossier-copies", copies.iter().map(|at| figures::instant(*at)).collect());
    lines.push(String::new());
    lines.push(term(locale, "dossier-end"));
    lines.join("\n")
}

/// Speaks one language.
struct Said {
    locale: Locale,
}

impl Said {
    /// A name of something, and what it is.
    fn told(&self, id: &'static str, what: Option<&str>) -> String {
        let unknown = term(self.locale, "not-told");
        let what = what.map_or(unknown, escape);
        format!("{}: {what}", term(self.locale, id))
    }

    fn dated(&self, id: &'static str, at: chrono::DateTime<chrono::Utc>, words: &str) -> String {
        Line::new(id).words("at", figures::instant(at)).words("words", words).render(self.locale)
    }

    fn chat(&self, chat: &Chat) -> Vec<String> {
        let line = Line::new("dossier-chat")
            .words("channel", &chat.channel)
            .words("id", &chat.id)
            .words("since", figures::instant(chat.since))
            .render(self.locale);
        let mut lines = vec![line];
        let talk = &chat.talk["talk"];
        let draft = self.answered(&talk["draft"]["answers"]);
        // What is being answered to officers' questions, or was when it was left.
        let left = talk["answers"].as_array().into_iter().flatten();
        let answers = [&talk["at"]].into_iter().chain(left);
        let answers = answers.map(|answer| escape(answer["words"].as_str().unwrap_or_default()));
        for words in [draft].into_iter().chain(answers).filter(|words| !words.is_empty()) {
            lines.push(Line::new("dossier-writing").markup("words", words).render(self.locale));
        }
        for planned in &chat.reminders {
            lines.push(self.dated("dossier-planned", planned.at, ""));
        }
        for message in &chat.on_its_way {
            // It is mark-up of ours already.
            let line = Line::new("dossier-on-its-way").markup("words", message.clone());
            lines.push(line.render(self.locale));
        }
        lines
    }

    /// What is answered in a draft, as it is stored, in the order of the questions.
    fn answered(&self, answers: &Value) -> String {
        let text = |name: &str| answers[name].as_str().map(|words| Shown::Text(words.to_owned()));
        let recognition = match Recognition::deserialize(&answers["recognition"]) {
            Ok(Recognition::Stated(words)) => Some(Shown::Text(words)),
            Ok(Recognition::NotYet) => Some(Shown::NotRecognizedYet),
            Err(_) => None,
        };
        let others = Vec::<CoAuthor>::deserialize(&answers["co_authors"]).ok();
        [
            text("title"),
            Kind::deserialize(&answers["kind"]).ok().map(Shown::Kind),
            text("before"),
            text("solution"),
            Since::deserialize(&answers["since"]).ok().map(Shown::Since),
            Benefit::deserialize(&answers["benefit"]).ok().map(Shown::Benefit),
            others.map(|others| Shown::Text(co_authors(self.locale, &others))),
            recognition,
        ]
        .iter()
        .flatten()
        .map(|answer| shown(self.locale, answer))
        .collect::<Vec<_>>()
        .join(" / ")
    }

    fn initiative(&self, submitted: &Submitted) -> Vec<String> {
        let heading = Line::new("dossier-initiative")
            .words("code", &submitted.code)
            .words("at", figures::instant(submitted.submitted_at))
            .render(self.locale);
        let mut lines = vec![String::new(), heading];
        lines.push(self.told("dossier-unit", submitted.unit.as_deref()));
        lines.extend(page::content_lines(self.locale, &submitted.content));
        for supplement in &submitted.content.supplements {
            let line = Line::new("dossier-supplement")
                .words("question", &supplement.question)
                .words("answer", &supplement.answer);
            lines.push(line.render(self.locale));
        }
        lines.extend(submitted.history.iter().map(|step| self.step(step)));
        for word in &submitted.publicity {
            let id = match word.choice.as_str() {
                "named" => "dossier-shown-with-name",
                "unnamed" => "dossier-shown",
                "taken_down" => "dossier-taken-down",
                _ => "dossier-not-shown",
            };
            lines.push(self.dated(id, word.at, word.reason.as_deref().unwrap_or_default()));
        }
        lines
    }

    fn step(&self, step: &Happened) -> String {
        let author = term(self.locale, "dossier-yourself");
        let amount = step.verified_benefit.map(|dong| figures::dong(self.locale, dong));
        let said: Vec<String> = step.note.clone().into_iter().chain(amount).collect();
        Line::new("dossier-step")
            .words("at", figures::instant(step.at))
            .markup("status", term(self.locale, explained::status(step.status)))
            .words("who", step.officer.as_deref().unwrap_or(&author))
            .words("said", said.join("; "))
            .render(self.locale)
    }
}
