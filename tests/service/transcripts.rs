//! The dialogues that a client can read, through the whole service.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use sangkien::conversation::CONSENT_VERSION;
use sangkien::domain::{
    AccountId, Attachment, AttachmentKind, Person, PersonId, Role, UnitId, Workplace,
};
use sangkien::message::{Button, Outbound, Press, escape};
use sangkien::store::{conversation, officer, person};
use sangkien::work::Service;
use tokio::runtime::{Builder, Runtime};

use crate::app::TestApp;
use crate::fake_telegram::user::{Message, User};
use crate::transcript::{self, CODE, Channel, Said, Stage, WORKER, link_code};

/// Who is an administrator from the start.
pub const OFFICER: &str = "officer";

/// The service as a stage, with everybody's phone.
struct Theatre {
    runtime: Runtime,
    app: TestApp,
    people: BTreeMap<String, User>,
    /// Every button that was ever shown, oldest first, with the message that it is under.
    shown: HashMap<String, Vec<(i64, String, String)>>,
    /// The file behind each id, as the transcript names it.
    files: HashMap<String, String>,
    said: HashMap<String, Vec<i64>>,
    /// The newest invitation that somebody was shown.
    invitation: Option<String>,
    /// The newest code to join chats.
    code: String,
}

impl Theatre {
    fn open() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("it needs nothing");
        let app = runtime.block_on(async {
            let app = TestApp::start().await;
            appoint(&app.service, app.service.accounts[0].id, "41").await;
            app.settle().await;
            app
        });
        let mut theatre = Self {
            runtime,
            app,
            people: BTreeMap::new(),
            shown: HashMap::new(),
            files: HashMap::new(),
            said: HashMap::new(),
            invitation: None,
            code: String::new(),
        };
        theatre.person(OFFICER);
        theatre
    }

    fn person(&mut self, who: &str) -> User {
        let next = 41 + i64::try_from(self.people.len()).expect("they are few");
        let bot = &self.app.bot;
        self.people.entry(who.to_owned()).or_insert_with(|| bot.user(next)).clone()
    }

    fn act(&mut self, who: &str, said: &Said) {
        let user = self.person(who);
        match said {
            Said::Text(text) => {
                // An invitation in a dialogue stands for the one that was really made.
                let invited = self.invitation.as_deref().filter(|_| text.contains("i_token"));
                let message = match invited {
                    Some(invitation) => user.say(&format!("/start {invitation}")),
                    None => user.say(&text.replace(CODE, &self.code)),
                };
                self.said.entry(who.to_owned()).or_default().push(message);
            }
            Said::Press { label, oldest } => {
                let mut shown = self.shown[who].iter().filter(|(_, shown, _)| shown == label);
                let button = if *oldest { shown.next() } else { shown.next_back() };
                match button {
                    Some((message, _, data)) => user.press(*message, data),
                    None => user.tap(label),
                }
            }
            Said::File { kind, name, caption, album } => {
                let id = user.send_file(kind, name, caption.as_deref(), album.as_deref());
                self.files.insert(id, name.clone());
            }
            Said::Contact { phone, own: true } => user.share_contact(phone),
            Said::Contact { phone, own: false } => user.forward_contact(phone, Some(7)),
            Said::Edit { text, newest: true } => user.edit_last(text),
            Said::Edit { text, newest: false } => user.edit(self.said[who][0], text),
            Said::Sticker => user.send_sticker(),
            Said::Blocked => user.block(),
            Said::Returned => user.unblock(),
        }
    }

    /// What everybody reads now, the speaker first.
    fn read(&mut self, speaker: &str) -> Vec<(String, Outbound)> {
        let mut sent = Vec::new();
        let mut everybody: Vec<(String, User)> = self.people.clone().into_iter().collect();
        everybody.sort_by_key(|(who, _)| who != speaker);
        for (who, user) in everybody {
            let messages = user.inbox();
            let count = messages.len();
            for (index, message) in messages.into_iter().enumerate() {
                let buttons = message.buttons.iter().flatten();
                let buttons = buttons.map(|b| (message.id, b.label.clone(), b.data.clone()));
                self.shown.entry(who.clone()).or_default().extend(buttons);
                self.invitation = invitation(&message.text).or(self.invitation.take());
                // The copy of somebody's data comes as files, which are looked at elsewhere. The
                // chart is a picture.
                let is_picture = |id: &String| {
                    self.app.bot.content(id).is_some_and(|bytes| bytes.starts_with(b"\x89PNG"))
                };
                let is_copy = |id: &String| !self.files.contains_key(id) && !is_picture(id);
                if message.file.as_ref().is_some_and(is_copy) {
                    continue;
                }
                self.code = link_code(&message.text).unwrap_or(std::mem::take(&mut self.code));
                let mut outbound = self.outbound(message);
                if index + 1 == count && outbound.buttons.is_empty() {
                    add_keys(&mut outbound, &user);
                }
                sent.push((who.clone(), outbound));
            }
        }
        sent
    }

    /// A message as it was before it went to Telegram.
    fn outbound(&self, message: Message) -> Outbound {
        let file = message.file.map(|id| Attachment {
            account: AccountId(1),
            kind: AttachmentKind::Photo,
            // What nobody has sent to us is a picture of ours.
            name: Some(self.files.get(&id).cloned().unwrap_or_else(|| "thong-ke.png".to_owned())),
            unique_id: id.clone(),
            file_id: id,
            size: None,
        });
        let button = |button: &crate::fake_telegram::user::Button| Button {
            label: button.label.clone(),
            press: Press::decode(&button.data).expect("it is one of ours"),
        };
        Outbound {
            text: escape(&message.text),
            buttons: message.buttons.iter().map(|row| row.iter().map(button).collect()).collect(),
            files: file.into_iter().collect(),
            ..Outbound::default()
        }
    }
}

/// Keys under the input field stand for the buttons of a message that asks for a phone number.
fn add_keys(outbound: &mut Outbound, user: &User) {
    outbound.ask_contact = user.contact_key();
    let press = || Press::Command("/".to_owned());
    let keys = user.keys().into_iter().filter(|key| Some(key) != outbound.ask_contact.as_ref());
    outbound.buttons = keys.map(|label| vec![Button { label, press: press() }]).collect();
}

/// The officer of the dialogues, who was there before they begin. Digests are not part of them:
/// this officer was told of everything, for ever.
pub async fn appoint(service: &Service, account: AccountId, chat: &str) {
    let now = service.clock.now();
    let mut db = service.db.acquire().await.expect("the server answers");
    let id = person::fresh_ids(&mut db, 1).await.expect("there are numbers")[0];
    let mai = Person {
        full_name: Some("Lê Thị Mai".to_owned()),
        workplace: Some(Workplace::Unit(UnitId(1))),
        group: Some("union".to_owned()),
        consent: Some(CONSENT_VERSION.to_owned()),
        ..Person::new(id)
    };
    person::save(&mut db, &service.vault, &[&mai], now).await.expect("the officer is kept");
    conversation::open(&mut db, account, chat, id, now).await.expect("the chat is kept");
    make_officer(&mut db, id, now).await;
    let told = "update officer set told_at = 'infinity', weekly = false";
    let told = sqlx::query(told).execute(&mut *db).await;
    assert_eq!(told.expect("the statement is sound").rows_affected(), 1);
}

async fn make_officer(
    db: &mut sqlx::PgConnection,
    person: PersonId,
    now: chrono::DateTime<chrono::Utc>,
) {
    let hash = [7; 32];
    let until = now + TimeDelta::hours(1);
    let role = Role::Administrator;
    let invited = officer::invite(db, &hash, UnitId(1), role, None, now, until).await;
    invited.expect("the invitation is kept");
    officer::redeem(db, &hash, person, now).await.expect("the officer is made");
}

impl Stage for Theatre {
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        self.app.advance(TimeDelta::seconds(20));
        // What is said is delivered by a task, which needs the runtime.
        let handle = self.runtime.handle().clone();
        let inside = handle.enter();
        self.act(who, said);
        drop(inside);
        self.runtime.block_on(self.app.settle());
        self.read(who)
    }

    fn wait(&mut self, by: TimeDelta) -> Vec<(String, Outbound)> {
        // Alarms ring at their hour, so time goes by in steps that no two of them share.
        let end = self.app.service.clock.now() + by;
        let mut sent = Vec::new();
        while self.app.service.clock.now() < end {
            let left = end - self.app.service.clock.now();
            self.app.advance(left.min(TimeDelta::hours(1)));
            self.runtime.block_on(self.app.settle());
            sent.extend(self.read(WORKER));
        }
        sent
    }
}

/// What was said, and what each person then read, without the spaces: Telegram shows some of our
/// messages as two, and long ones as several.
fn steps(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut steps: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for line in text.lines() {
        let (who, rest) = match line.strip_prefix('@').and_then(|named| named.split_once(' ')) {
            Some((who, rest)) => (who, rest),
            None => (WORKER, line),
        };
        match (rest.strip_prefix('<'), steps.last_mut()) {
            (Some(words), Some((_, read))) => {
                let words = match invitation(words) {
                    Some(invitation) => words.replace(&invitation, "i_…"),
                    None => words.to_owned(),
                };
                let words = match link_code(&words) {
                    Some(code) => words.replace(&code, CODE),
                    None => words,
                };
                let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
                if words != "✓" {
                    read.entry(who.to_owned()).or_default().push_str(&words);
                }
            }
            _ if line.starts_with('#') || line.is_empty() || line.starts_with("channel") => {}
            _ => steps.push((line.to_owned(), BTreeMap::new())),
        }
    }
    steps
}

/// Fails at the first step in which somebody reads something else than is written, unless it may
/// differ: by its number, and by whether nothing is written.
pub fn compare(
    path: &Path,
    written: &str,
    came: &str,
    may_differ: impl Fn(usize, bool) -> bool,
) -> Result<(), String> {
    for (step, ((said, written), (_, came))) in
        steps(written).into_iter().zip(steps(came)).enumerate()
    {
        if written != came && !may_differ(step, written.is_empty()) {
            let path = path.display();
            return Err(format!("{path}: after {said:?}\nwritten {written:#?}\ncame {came:#?}"));
        }
    }
    Ok(())
}

/// In what a dialogue differs on a channel that has less than Telegram, by the numbers of steps.
#[derive(Default)]
pub struct Apart {
    /// They cannot be taken there.
    pub left_out: Vec<usize>,
    /// They send a photo of an album: nothing tells there what belongs together, so each is
    /// answered.
    pub albums: Vec<usize>,
    /// From here on the dialogue is another one.
    pub ended: Option<usize>,
}

impl Apart {
    /// See [`compare`].
    pub fn compare(&self, path: &Path, written: &str, came: &str) -> Result<(), String> {
        let until = self.ended.unwrap_or(usize::MAX);
        compare(path, written, came, |step, is_silent| {
            let is_apart = is_silent && self.albums.contains(&step);
            step >= until || is_apart || self.left_out.contains(&step)
        })
    }
}

/// The invitation in a text, which is a new one every time.
pub fn invitation(text: &str) -> Option<String> {
    let (_, after) = text.split_once("i_")?;
    Some(format!("i_{}", after.split_whitespace().next()?))
}

pub fn transcripts() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let entries = std::fs::read_dir(folder).expect("the transcripts are there");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder reads").path()).collect();
    paths.sort();
    paths
}

fn play(path: &Path) -> Result<(), String> {
    let expected = std::fs::read_to_string(path).expect("a transcript reads");
    let lines = transcript::read(&expected);
    if transcript::channel(&lines) == Channel::Plain {
        // Telegram has buttons; what is told here is how a channel without them looks.
        return Ok(());
    }
    let mut theatre = Theatre::open();
    let came = transcript::play(&lines, &mut theatre, Channel::Buttons);
    compare(path, &expected, &came, |_, _| false)?;
    let Theatre { runtime, app, .. } = theatre;
    runtime.block_on(app.finish());
    Ok(())
}

#[test]
fn every_dialogue_goes_through_the_whole_service_as_it_is_written() {
    let failures: Vec<String> = transcripts().iter().filter_map(|path| play(path).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
