//! The same dialogues on a Zalo Official Account: up to five choices are buttons, more are
//! numbered lines. Where a text differs from what is written, that is the difference.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::TimeDelta;
use sangkien::channel::zalo_oa::Window;
use sangkien::domain::{AccountId, Attachment, AttachmentKind};
use sangkien::message::{Button, Outbound, Press, escape};
use tokio::runtime::{Builder, Runtime};

use crate::fake_zalo_oa::person::Person;
use crate::plain::{choices, numbered, without_chart};
use crate::transcript::{self, CODE, Channel, Said, Stage, WORKER, link_code};
use crate::transcripts::{Apart, OFFICER, appoint, invitation, transcripts};
use crate::zalo_oa::OaApp;

/// The service as a stage, with everybody's phone.
struct Theatre {
    runtime: Runtime,
    app: OaApp,
    people: BTreeMap<String, Person>,
    /// Every payload that was shown to each person, oldest first, by label.
    shown: BTreeMap<String, Vec<(String, String)>>,
    /// What each person can type instead of pressing, by label.
    offered: BTreeMap<String, BTreeMap<String, String>>,
    /// The names of files, by address.
    files: BTreeMap<String, String>,
    invitation: Option<String>,
    code: String,
    taken: usize,
    apart: Apart,
}

impl Theatre {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("it needs nothing");
        let (app, officer) = runtime.block_on(async {
            // The second reminder comes after three days, when Zalo charges for it.
            let app = OaApp::start_with(Window::Charged).await;
            let officer = app.zalo.person(OFFICER);
            appoint(&app.service, app.service.accounts[0].id, officer.id()).await;
            app.settle().await;
            (app, officer)
        });
        Self {
            runtime,
            app,
            people: BTreeMap::from([(OFFICER.to_owned(), officer)]),
            shown: BTreeMap::new(),
            offered: BTreeMap::new(),
            files: BTreeMap::new(),
            invitation: None,
            code: String::new(),
            taken: 0,
            apart: Apart::default(),
        }
    }

    fn act(&mut self, who: &str, said: &Said) {
        let zalo = &self.app.zalo;
        let person = self.people.entry(who.to_owned()).or_insert_with(|| zalo.person(who)).clone();
        match said {
            Said::Text(text) => match self.invitation.as_deref() {
                Some(invitation) if text.contains("i_token") => {
                    person.say(&format!("/start {invitation}"));
                }
                _ => drop(person.say(&text.replace(CODE, &self.code))),
            },
            Said::Press { label, oldest } => self.press(who, &person, label, *oldest),
            Said::File { kind, name, caption, album } => {
                let url = match kind.as_str() {
                    "photo" => person.send_photo(caption.as_deref()),
                    "voice" => person.send_voice(),
                    "video" => person.send_video(),
                    _ => person.send_file(name),
                };
                self.files.insert(url, name.clone());
                if album.is_some() {
                    self.apart.albums.push(self.taken);
                }
            }
            Said::Contact { phone, own: true } => person.submit_info(phone),
            Said::Contact { phone, own: false } => person.send_card(phone),
            Said::Sticker => person.send_sticker(),
            Said::Blocked => person.unfollow(),
            // Whoever follows again is greeted, and nobody can change what was sent.
            Said::Returned | Said::Edit { .. } => {
                self.apart.ended = self.apart.ended.or(Some(self.taken));
            }
        }
    }

    fn press(&mut self, who: &str, person: &Person, label: &str, oldest: bool) {
        let shown = self.shown.get(who).into_iter().flatten();
        let mut fitting = shown.filter(|(shown, _)| shown == label);
        let button = if oldest { fitting.next() } else { fitting.next_back() };
        let typed = self.offered.get(who).and_then(|offered| offered.get(label));
        match (typed, button) {
            (Some(typed), _) if !oldest => drop(person.say(typed)),
            (_, Some((_, payload))) => person.press(payload),
            _ => self.apart.left_out.push(self.taken),
        }
    }

    /// What everybody reads now, the speaker first.
    fn read(&mut self, speaker: &str) -> Vec<(String, Outbound)> {
        let mut sent = Vec::new();
        let mut everybody: Vec<(String, Person)> = self.people.clone().into_iter().collect();
        everybody.sort_by_key(|(who, _)| who != speaker);
        for (who, person) in everybody {
            let mut copied = false;
            for message in person.inbox() {
                // Without an address for links, the copy of somebody's data comes as words, which
                // are looked at elsewhere.
                if copied {
                    continue;
                }
                copied = message.text.contains("bản JSON cho máy tính");
                self.invitation = invitation(&message.text).or(self.invitation.take());
                self.code = link_code(&message.text).unwrap_or(std::mem::take(&mut self.code));
                let lines = choices(&message.text);
                let offered = self.offered.entry(who.clone()).or_default();
                if !lines.is_empty() || !message.buttons.is_empty() {
                    offered.retain(|_, typed| typed.starts_with('/'));
                }
                offered.retain(|label, _| !message.labels().contains(&label.as_str()));
                offered.extend(lines);
                let buttons = message.buttons.iter();
                let buttons = buttons.map(|b| (b.label.clone(), b.payload.clone()));
                self.shown.entry(who.clone()).or_default().extend(buttons);
                sent.push((who.clone(), self.outbound(&message)));
            }
        }
        sent
    }

    /// A message as it was before it went to Zalo.
    fn outbound(&self, message: &crate::fake_zalo_oa::person::Message) -> Outbound {
        let file = message.photo.as_ref().map(|url| Attachment {
            account: AccountId(1),
            kind: AttachmentKind::Photo,
            name: self.files.get(url).cloned(),
            unique_id: url.clone(),
            file_id: url.clone(),
            size: None,
        });
        let button =
            |label: &str| Button { label: label.to_owned(), press: Press::Command("/".to_owned()) };
        Outbound {
            text: escape(&without_chart(&message.text)),
            buttons: message.labels().into_iter().map(|label| vec![button(label)]).collect(),
            files: file.into_iter().collect(),
            ..Outbound::default()
        }
    }
}

impl Stage for Theatre {
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        if self.apart.ended.is_none() {
            self.app.advance(TimeDelta::seconds(20));
            // What is said is delivered by a task, which needs the runtime.
            let handle = self.runtime.handle().clone();
            let inside = handle.enter();
            self.act(who, said);
            drop(inside);
            self.runtime.block_on(self.app.settle());
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

fn play(path: &Path) -> Result<(), String> {
    let written = std::fs::read_to_string(path).expect("a transcript reads");
    let mut theatre = Theatre::open();
    let came = transcript::play(&transcript::read(&written), &mut theatre, Channel::Plain);
    theatre.apart.compare(path, &numbered(&written), &numbered(&came))?;
    let Theatre { runtime, app, .. } = theatre;
    runtime.block_on(app.finish());
    Ok(())
}

#[test]
fn every_dialogue_goes_on_an_official_account_as_it_is_written() {
    let failures: Vec<String> = transcripts().iter().filter_map(|path| play(path).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
