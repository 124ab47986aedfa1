//! The same dialogues on Zalo, where nobody has a button: people type what others press.
//!
//! Where a text differs from what is written, the difference is the rendering of the choices:
//! `[Đồng ý] [Không đồng ý]` are two numbered lines. What cannot be done on Zalo at all, such as
//! pressing an old button, is left out.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use sangkien::message::{Outbound, escape};
use tokio::runtime::{Builder, Runtime};

use crate::app::TestApp;
use crate::fake_zalo_bot::server::FakeZaloBot;
use crate::fake_zalo_bot::user::User;
use crate::transcript::{self, CODE, Channel, Said, Stage, WORKER, link_code};
use crate::transcripts::{Apart, OFFICER, appoint, invitation, transcripts};

/// The service as a stage, with everybody's phone.
struct Theatre {
    runtime: Runtime,
    app: TestApp,
    zalo: FakeZaloBot,
    people: BTreeMap<String, User>,
    /// What each person can type instead of pressing, by label: the numbers that were shown last,
    /// and every command.
    offered: BTreeMap<String, BTreeMap<String, String>>,
    invitation: Option<String>,
    code: String,
    taken: usize,
    apart: Apart,
}

/// What becomes of a step on a phone without buttons.
enum Way {
    Typed(String),
    Photo {
        name: String,
        caption: Option<String>,
    },
    Voice(String),
    Sticker,
    /// It cannot be done, and the talk goes on without it.
    Not,
    /// It cannot be done, and the talk would have gone on from there.
    End,
}

impl Theatre {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("it needs nothing");
        let (app, zalo) = runtime.block_on(async {
            let (app, zalo) = TestApp::start_with_zalo().await;
            let officer = zalo.user(OFFICER);
            appoint(&app.service, app.service.accounts[1].id, &officer.chat).await;
            // Whom the service knows has written to the bot before.
            officer.is_known();
            app.settle().await;
            (app, zalo)
        });
        let people = BTreeMap::from([(OFFICER.to_owned(), zalo.user(OFFICER))]);
        Self {
            runtime,
            app,
            zalo,
            people,
            offered: BTreeMap::new(),
            invitation: None,
            code: String::new(),
            taken: 0,
            apart: Apart::default(),
        }
    }

    fn way(&self, who: &str, said: &Said) -> Way {
        match said {
            Said::Text(text) => match self.invitation.as_deref() {
                Some(invitation) if text.contains("i_token") => {
                    Way::Typed(format!("/start {invitation}"))
                }
                _ => Way::Typed(text.replace(CODE, &self.code)),
            },
            Said::Press { label, oldest: false } => {
                let typed = self.offered.get(who).and_then(|offered| offered.get(label));
                typed.map_or(Way::Not, |typed| Way::Typed(typed.clone()))
            }
            Said::File { kind, name, .. } if kind == "voice" => Way::Voice(name.clone()),
            // Of a document Zalo tells only that it came, so a photo of it is sent.
            Said::File { name, caption, .. } => {
                Way::Photo { name: name.clone(), caption: caption.clone() }
            }
            Said::Contact { phone, own: true } => Way::Typed(phone.clone()),
            Said::Press { oldest: true, .. } | Said::Contact { own: false, .. } => Way::Not,
            Said::Sticker => Way::Sticker,
            Said::Edit { .. } | Said::Blocked | Said::Returned => Way::End,
        }
    }

    fn act(&mut self, who: &str, said: &Said) {
        let user = self.people.entry(who.to_owned()).or_insert_with(|| self.zalo.user(who)).clone();
        match self.way(who, said) {
            Way::Typed(text) => user.say(&text),
            Way::Photo { name, caption } => user.send_photo("photo_url", &name, caption.as_deref()),
            Way::Voice(name) => user.send_voice(&name),
            Way::Sticker => user.send_sticker(),
            Way::Not => self.apart.left_out.push(self.taken),
            Way::End => self.apart.ended = self.apart.ended.or(Some(self.taken)),
        }
        if matches!(said, Said::File { album: Some(_), .. }) {
            self.apart.albums.push(self.taken);
        }
        self.runtime.block_on(self.app.settle());
        // A number that is shared is known to be right; one that is typed may be shown first.
        if matches!(said, Said::Contact { own: true, .. })
            && user.unread().iter().any(|text| text.contains("1. Đúng"))
        {
            user.inbox();
            user.say("1");
            self.runtime.block_on(self.app.settle());
        }
    }

    /// What everybody reads now, the speaker first.
    fn read(&mut self, speaker: &str) -> Vec<(String, Outbound)> {
        let mut sent = Vec::new();
        let mut everybody: Vec<(String, User)> = self.people.clone().into_iter().collect();
        everybody.sort_by_key(|(who, _)| who != speaker);
        for (who, user) in everybody {
            for text in user.inbox() {
                // A link to the copy of somebody's data, which is looked at elsewhere.
                if text.contains("/tep/") {
                    continue;
                }
                self.invitation = invitation(&text).or(self.invitation.take());
                self.code = link_code(&text).unwrap_or(std::mem::take(&mut self.code));
                let offered = self.offered.entry(who.clone()).or_default();
                let choices = choices(&text);
                if choices.iter().any(|(_, typed)| !typed.starts_with('/')) {
                    offered.retain(|_, typed| typed.starts_with('/'));
                }
                offered.extend(choices);
                let text = escape(&without_chart(&text));
                sent.push((who.clone(), Outbound { text, ..Outbound::default() }));
            }
        }
        sent
    }
}

/// The words without the link to the chart, which lies at another address in every run.
pub fn without_chart(text: &str) -> String {
    let Some(from) = text.find("\n\nXem biểu đồ: http") else { return text.to_owned() };
    let rest = &text[from + 2..];
    format!("{}{}", &text[..from], rest.find('\n').map_or("", |end| &rest[end..]))
}

/// What can be typed, by the label beside it.
pub fn choices(text: &str) -> Vec<(String, String)> {
    let choice = |line: &str| {
        if let Some((label, command)) = command_line(line) {
            return Some((label.to_owned(), command.to_owned()));
        }
        let (number, label) = line.split_once(". ")?;
        number.parse::<u8>().ok()?;
        Some((label.to_owned(), number.to_owned()))
    };
    text.lines().filter_map(choice).collect()
}

/// A choice of somebody who did not just speak: its label, and the command to type.
fn command_line(line: &str) -> Option<(&str, &str)> {
    let (label, command) = line.strip_prefix("• ")?.rsplit_once(": ")?;
    command.starts_with('/').then_some((label, command))
}

impl Stage for Theatre {
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        if self.apart.ended.is_none() {
            self.app.advance(TimeDelta::seconds(20));
            self.act(who, said);
        }
        self.taken += 1;
        self.read(who)
    }

    fn wait(&mut self, by: TimeDelta) -> Vec<(String, Outbound)> {
        let end = self.app.service.clock.now() + by;
        let mut sent = Vec::new();
        while self.app.service.clock.now() < end {
            let left = end - self.app.service.clock.now();
            self.app.advance(left.min(TimeDelta::hours(1)));
            self.runtime.block_on(self.app.settle());
            sent.extend(self.read(WORKER));
        }
        self.taken += 1;
        sent
    }
}

/// A transcript with its choices as numbered lines, whether they were written as buttons or came
/// as commands to type.
pub fn numbered(text: &str) -> String {
    let mut number = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        let (who, words) = match line.split_once("< ") {
            Some((who, words)) if who.is_empty() || who.starts_with('@') => (who, words),
            _ => {
                number = 0;
                lines.push(line.to_owned());
                continue;
            }
        };
        let labels: Vec<&str> = if let Some((label, _)) = command_line(words) {
            vec![label]
        } else if words.starts_with('[') && words.ends_with(']') {
            words.trim_matches(['[', ']']).split("] [").collect()
        } else if words.starts_with('(') && words.ends_with(')') {
            // A key that shares a number, or a file.
            continue;
        } else {
            number = 0;
            lines.push(line.to_owned());
            continue;
        };
        for label in labels {
            number += 1;
            lines.push(format!("{who}< {number}. {label}"));
        }
    }
    lines.join("\n")
}

fn play(path: &Path) -> Result<(), String> {
    let written = std::fs::read_to_string(path).expect("a transcript reads");
    let mut theatre = Theatre::open();
    let came = transcript::play(&transcript::read(&written), &mut theatre, Channel::Plain);
    theatre.apart.compare(path, &numbered(&written), &numbered(&came))?;
    assert!(theatre.apart.left_out.len() <= 4, "{}: hardly anything is compared", path.display());
    let Theatre { runtime, app, .. } = theatre;
    runtime.block_on(app.finish());
    Ok(())
}

#[test]
fn every_dialogue_goes_on_zalo_as_it_is_written() {
    let failures: Vec<String> = transcripts().iter().filter_map(|path| play(path).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
