//! The same dialogues in a terminal: the real keyboard loop, with everybody at one keyboard.
//!
//! Where a text differs from what is written, the difference is the rendering of the choices. What
//! nobody can do at a keyboard, such as pressing an old button, is left out.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::sync::{Arc, mpsc as std_mpsc};

use chrono::TimeDelta;
use sangkien::app::console::{self, Welcome};
use sangkien::channel::{Channel as Platform, console as terminal};
use sangkien::clock::Hands;
use sangkien::files::FileStore;
use sangkien::message::{Outbound, escape};
use sangkien::store::{self, account};
use sangkien::work::{Account, Files, Links, Service, delivery, receive};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::app::books::assert_everything_fits;
use crate::app::{morning, round, seed, settings, vault};
use crate::database::TestDatabase;
use crate::fake_telegram::content;
use crate::plain::{choices, numbered, without_chart};
use crate::transcript::{self, CODE, Channel, Said, Stage, WORKER, link_code};
use crate::transcripts::{Apart, OFFICER, appoint, invitation, transcripts};

/// Rounds after which a service that still finds something to do is going in circles.
const ROUNDS: usize = 200;

/// Bytes that a test types.
struct Keyboard(std_mpsc::Receiver<Vec<u8>>, Vec<u8>);

impl Read for Keyboard {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.1.is_empty() {
            // A keyboard that is gone is at its end.
            self.1 = self.0.recv().unwrap_or_default();
        }
        let count = buffer.len().min(self.1.len());
        buffer[..count].copy_from_slice(&self.1[..count]);
        self.1.drain(..count);
        Ok(count)
    }
}

/// What is printed, as it comes.
struct Screen(mpsc::UnboundedSender<String>, Vec<u8>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let printed = String::from_utf8(std::mem::take(&mut self.1)).expect("it prints text");
        self.0.send(printed).map_err(std::io::Error::other)
    }
}

/// The service with a terminal.
struct Desk {
    service: Arc<Service>,
    hands: Hands,
    typed: std_mpsc::Sender<Vec<u8>>,
    printed: mpsc::UnboundedReceiver<String>,
    looks: usize,
    folder: TempDir,
    _stop: DropGuard,
    /// Last, so that everybody else has let go of it before it is dropped.
    database: TestDatabase,
}

impl Desk {
    async fn open() -> Self {
        let hands = Hands::at(morning());
        let database = TestDatabase::new().await;
        seed::campaign(database.pool()).await;
        let folder = tempfile::tempdir().expect("a folder can be made");
        let files = Files {
            store: FileStore::folder(&folder.path().join("files")).expect("it can be made"),
            links: Some(Links {
                base: "http://127.0.0.1:8080/".parse().expect("it is an address"),
                life: TimeDelta::hours(24),
            }),
        };
        let db = store::pool(database.url(), 6).expect("the address reads");
        let mut connection = db.acquire().await.expect("the server answers");
        let id = account::ensure(&mut connection, "console", "terminal").await;
        let id = id.expect("the account is kept");
        drop(connection);
        let (channel, ends) = terminal::pair();
        let accounts = vec![Account::new(id, Platform::Console(channel), true)];
        let service = Service::new(db, hands.clock(), vault(), files, settings(), 25, accounts);
        let service = Arc::new(service.await.expect("campaign and units load"));
        let stop = CancellationToken::new();
        tokio::spawn(delivery::run(Arc::clone(&service), stop.clone()));
        let (typed, keyboard) = std_mpsc::channel();
        let (screen, printed) = mpsc::unbounded_channel();
        let welcome = Welcome { place: "bộ nhớ".to_owned(), page: None, hold_seconds: 600 };
        let streams = (BufReader::new(Keyboard(keyboard, Vec::new())), Screen(screen, Vec::new()));
        let stopped = stop.clone();
        let clock = hands.clock();
        tokio::spawn(async move {
            let stop = stopped.cancelled_owned();
            console::run(ends, clock, welcome, streams, stop).await.expect("the screen is there");
        });
        Self {
            service,
            hands,
            typed,
            printed,
            looks: 0,
            folder,
            _stop: stop.drop_guard(),
            database,
        }
    }

    fn type_in(&self, line: &str) {
        self.typed.send(format!("{line}\n").into_bytes()).expect("the keyboard is there");
    }

    /// Types what is one thing said, which is taken in.
    async fn say(&self, line: &str) {
        self.type_in(line);
        receive::poll_once(&self.service, &self.service.accounts[0], 0, &CancellationToken::new())
            .await;
    }

    /// What was said is handled and answered. Gives what is printed.
    async fn settle(&mut self) -> String {
        for _ in 0..ROUNDS {
            if !round(&self.service).await.expect("the database answers") {
                return self.screen().await;
            }
        }
        panic!("after {ROUNDS} rounds there is still something to do");
    }

    /// Everything that is printed until now: until the prompt of somebody who was never there.
    async fn screen(&mut self) -> String {
        self.looks += 1;
        let nobody = format!("nobody-{}", self.looks);
        self.type_in(&format!("@{nobody}"));
        let mut printed = String::new();
        loop {
            printed += &self.printed.recv().await.expect("the screen is there");
            if let Some(before) = printed.strip_suffix(&format!("{nobody} › ")) {
                return before.to_owned();
            }
        }
    }
}

/// The service as a stage.
struct Theatre {
    runtime: Runtime,
    desk: Desk,
    /// What each person can type instead of pressing, by label: the numbers that were shown last,
    /// and every command.
    offered: BTreeMap<String, BTreeMap<String, String>>,
    invitation: Option<String>,
    code: String,
    taken: usize,
    apart: Apart,
}

impl Theatre {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("it needs nothing");
        let desk = runtime.block_on(async {
            let mut desk = Desk::open().await;
            appoint(&desk.service, desk.service.accounts[0].id, OFFICER).await;
            desk.settle().await;
            desk
        });
        Self {
            runtime,
            desk,
            offered: BTreeMap::new(),
            invitation: None,
            code: String::new(),
            taken: 0,
            apart: Apart::default(),
        }
    }

    /// What is typed for a step, if it can be taken at a keyboard.
    fn line(&mut self, who: &str, said: &Said) -> Option<String> {
        match said {
            Said::Text(text) => match self.invitation.as_deref() {
                Some(invitation) if text.contains("i_token") => {
                    Some(format!("/start {invitation}"))
                }
                _ => Some(text.replace(CODE, &self.code).replace('\n', "\\\n")),
            },
            Said::Press { label, oldest: false } => self.offered.get(who)?.get(label).cloned(),
            Said::File { kind, name, caption, album } => {
                if album.is_some() {
                    self.apart.albums.push(self.taken);
                }
                let path = self.desk.folder.path().join(name);
                std::fs::write(&path, content::of(kind, name)).expect("there is room");
                let path = path.to_str().expect("it is plain");
                Some(format!("+ {path} {}", caption.as_deref().unwrap_or_default()))
            }
            Said::Contact { phone, own: true } => Some(phone.clone()),
            // What nobody can read.
            Said::Sticker => Some("\u{200b}".to_owned()),
            Said::Press { oldest: true, .. } | Said::Contact { own: false, .. } => None,
            Said::Edit { .. } | Said::Blocked | Said::Returned => {
                self.apart.ended = self.apart.ended.or(Some(self.taken));
                None
            }
        }
    }

    fn act(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        let Some(line) = self.line(who, said) else {
            self.apart.left_out.push(self.taken);
            return Vec::new();
        };
        let Self { runtime, desk, .. } = self;
        desk.type_in(&format!("@{who}"));
        let mut printed = runtime.block_on(async {
            desk.say(&line).await;
            desk.settle().await
        });
        // A number that is shared is known to be right; one that is typed may be shown first.
        if matches!(said, Said::Contact { own: true, .. }) && printed.contains("1. Đúng") {
            desk.type_in(&format!("@{who}"));
            printed = runtime.block_on(async {
                desk.say("1").await;
                desk.settle().await
            });
        }
        self.read(who, &printed)
    }

    /// What is on the screen, the speaker's messages first.
    fn read(&mut self, speaker: &str, printed: &str) -> Vec<(String, Outbound)> {
        let mut sent = Vec::new();
        for message in printed.split("\r\n").skip(1) {
            let (message, _prompts) = message.rsplit_once("\n\n").expect("a message has an end");
            let (who, text) = match message.strip_prefix("[tới ").and_then(|m| m.split_once("] "))
            {
                Some((name, text)) => (chat(name), text),
                None => (speaker, message),
            };
            // A link to a file, which is looked at elsewhere.
            if text.contains("/tep/") {
                continue;
            }
            self.invitation = invitation(text).or(self.invitation.take());
            self.code = link_code(text).unwrap_or(std::mem::take(&mut self.code));
            let offered = self.offered.entry(who.to_owned()).or_default();
            let choices = choices(text);
            if choices.iter().any(|(_, typed)| !typed.starts_with('/')) {
                offered.retain(|_, typed| typed.starts_with('/'));
            }
            offered.extend(choices);
            let text = escape(&without_chart(text));
            sent.push((who.to_owned(), Outbound { text, ..Outbound::default() }));
        }
        sent.sort_by_key(|(who, _)| who != speaker);
        sent
    }
}

/// Who is called this on the screen.
fn chat(name: &str) -> &str {
    [WORKER, OFFICER].into_iter().find(|chat| console::name(chat) == name).unwrap_or(name)
}

impl Stage for Theatre {
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        let mut sent = Vec::new();
        if self.apart.ended.is_none() {
            self.desk.hands.advance(TimeDelta::seconds(20));
            sent = self.act(who, said);
        }
        self.taken += 1;
        sent
    }

    fn wait(&mut self, by: TimeDelta) -> Vec<(String, Outbound)> {
        let end = self.desk.service.clock.now() + by;
        let mut sent = Vec::new();
        while self.desk.service.clock.now() < end {
            let left = end - self.desk.service.clock.now();
            self.desk.hands.advance(left.min(TimeDelta::hours(1)));
            let printed = self.runtime.block_on(self.desk.settle());
            sent.extend(self.read(WORKER, &printed));
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
    assert!(theatre.apart.left_out.len() <= 4, "{}: hardly anything is compared", path.display());
    let Theatre { runtime, desk, .. } = theatre;
    runtime.block_on(assert_everything_fits(desk.database.pool()));
    Ok(())
}

#[test]
fn every_dialogue_goes_in_a_terminal_as_it_is_written() {
    let failures: Vec<String> = transcripts().iter().filter_map(|path| play(path).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
