//! A small world in memory in which the pure engine can hold its talks: everything that the
//! database and the hands do in the real service, done to a few maps.

#[path = "world/effects.rs"]
mod effects;
#[path = "world/links.rs"]
mod links;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use sangkien::channel::{console, telegram};
use sangkien::conversation::CONSENT_VERSION;
use sangkien::directory::Directory;
use sangkien::domain::publication::Publicity;
use sangkien::domain::{
    AccountId, Act, Actor, Attachment, AttachmentKind, Catalogue, ConversationId, DraftId,
    FileState, Grant, Holdings, Initiative, InitiativeId, Locale, OfficerId, Open, Person,
    PersonId, Role, Status, Step, Target, UnitId, Workplace,
};
use sangkien::effect::{Effect, Notice, Say};
use sangkien::engine::{self, Session};
use sangkien::facts::{
    Colleague, Draft, Facts, Found, Invitation, Listing, Mine, Needs, Page, Settings, Waiting,
};
use sangkien::figures::{Aims, Backlog};
use sangkien::i18n;
use sangkien::message::{Alarm, Button, Capabilities, Inbound, Outbound, Press, Utterance};
use sangkien::phrase::own_data::OwnData;

use self::links::Links;
use crate::transcript::{CODE, Channel, Said, Stage, link_code};
use crate::{campaign, counted};

/// The chat that is an administrator of the whole tree from the start.
pub const OFFICER: &str = "officer";
/// The first initiative's number in every world.
const FIRST_INITIATIVE: i64 = 1_000_001;

struct Chat {
    id: ConversationId,
    session: Session,
    person: Option<PersonId>,
    locale: Locale,
    /// Every button that was ever shown, oldest first.
    buttons: Vec<Button>,
    messages: u32,
    reachable: bool,
    heard_at: DateTime<Utc>,
}

struct Invited {
    token_hash: [u8; 32],
    invitation: Invitation,
}

pub struct World {
    now: DateTime<Utc>,
    capabilities: Capabilities,
    settings: Settings,
    catalogue: Catalogue,
    units: Directory,
    targets: Vec<Target>,
    aims: Aims,
    chats: BTreeMap<String, Chat>,
    people: HashMap<PersonId, Person>,
    grants: Vec<(PersonId, Grant)>,
    invitations: Vec<Invited>,
    drafts: Vec<(PersonId, Draft)>,
    initiatives: BTreeMap<InitiativeId, Initiative>,
    histories: HashMap<InitiativeId, Vec<Step>>,
    files: HashMap<(AccountId, String), FileState>,
    publicity: HashMap<InitiativeId, Publicity>,
    /// Copies of their data that people were given.
    copies: HashMap<PersonId, i64>,
    alarms: BTreeMap<(String, &'static str), (Alarm, DateTime<Utc>)>,
    links: Links,
    /// Notices that wait for their time.
    held: Vec<Notice>,
    next: i64,
}

impl World {
    pub fn new(channel: Channel) -> Self {
        let buttons = channel == Channel::Buttons;
        let mut world = Self {
            // Eight in the morning in Vietnam.
            now: "2026-03-02T01:00:00Z".parse().expect("the instant exists"),
            capabilities: if buttons { telegram::CAPABILITIES } else { console::CAPABILITIES },
            settings: Settings {
                decision_hold: TimeDelta::minutes(10),
                draft_reminders: Some([TimeDelta::hours(24), TimeDelta::hours(72)]),
                invitation_life: TimeDelta::days(7),
                max_file: 20_000_000,
                file_links: false,
                public_url: None,
            },
            catalogue: campaign::catalogue(),
            units: Directory::new(campaign::units()),
            aims: Aims::new(campaign::targets(), campaign::members()),
            targets: campaign::targets(),
            chats: BTreeMap::new(),
            people: HashMap::new(),
            grants: Vec::new(),
            invitations: Vec::new(),
            drafts: Vec::new(),
            initiatives: BTreeMap::new(),
            histories: HashMap::new(),
            publicity: HashMap::new(),
            copies: HashMap::new(),
            alarms: BTreeMap::new(),
            files: HashMap::new(),
            links: Links::default(),
            held: Vec::new(),
            next: 1,
        };
        let id = world.fresh_person();
        let officer = world.people.get_mut(&id).expect("it was just made");
        officer.full_name = Some("Lê Thị Mai".to_owned());
        officer.workplace = Some(Workplace::Unit(UnitId(1)));
        officer.group = Some("union".to_owned());
        let grant = Grant { officer: OfficerId(1), unit: UnitId(1), role: Role::Administrator };
        world.grants.push((id, grant));
        world.chat(OFFICER).person = Some(id);
        world
    }

    fn chat(&mut self, who: &str) -> &mut Chat {
        let (id, heard_at) = (ConversationId(self.chats.len() as i64 + 1), self.now);
        self.chats.entry(who.to_owned()).or_insert_with(|| Chat {
            id,
            heard_at,
            session: Session::default(),
            person: None,
            locale: Locale::Vi,
            buttons: Vec::new(),
            messages: 0,
            reachable: true,
        })
    }

    /// Where somebody's talk stands.
    pub fn session(&self, who: &str) -> &Session {
        &self.chats[who].session
    }

    /// Puts somebody's talk where it stood in another world.
    pub fn put(&mut self, who: &str, session: Session) {
        let id = self.fresh_person();
        let chat = self.chat(who);
        chat.person = Some(id);
        chat.session = session;
    }

    fn fresh(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    fn fresh_person(&mut self) -> PersonId {
        let id = PersonId(self.fresh());
        let consent = Some(CONSENT_VERSION.to_owned());
        self.people.insert(id, Person { consent, ..Person::new(id) });
        id
    }

    /// Hears one utterance and does everything that comes of it.
    fn hear(&mut self, who: &str, inbound: &Inbound) -> Vec<(String, Outbound)> {
        let chat = self.chat(who);
        let (session, locale, person) = (chat.session.clone(), chat.locale, chat.person);
        let heard = session.understand(inbound);
        let needs = engine::needs(&session, &heard, &self.units);
        let grants: Vec<Grant> = self
            .grants
            .iter()
            .filter(|(holder, _)| Some(*holder) == person)
            .map(|(_, grant)| *grant)
            .collect();
        let mut found = self.find(&needs, person, &grants);
        self.find_link(who, &needs, person, &mut found);
        let initiatives = self.initiatives.values();
        let figures = counted::figures(&self.catalogue, &self.units, initiatives, self.now);
        let token = format!("token{}", self.next);
        let submitted = i64::try_from(self.initiatives.len()).expect("they are few");
        let facts = Facts {
            now: self.now,
            sent_at: inbound.sent_at,
            locale,
            account: AccountId(1),
            capabilities: self.capabilities,
            settings: &self.settings,
            link_base: None,
            catalogue: &self.catalogue,
            units: &self.units,
            figures: Some(&figures),
            aims: &self.aims,
            person: person.and_then(|person| self.people.get(&person)),
            grants: &grants,
            found: &found,
            fresh_initiative: InitiativeId(FIRST_INITIATIVE + submitted),
            fresh_token: &token,
        };
        let turn = engine::hear(session, inbound, &heard, &facts);
        let mut sent = Vec::new();
        // A session is stored as text between any two messages.
        self.chat(who).session = Session::from_json(&turn.state.to_json());
        for effect in turn.effects {
            self.carry_out(who, effect, &mut sent);
        }
        if let Some(say) = turn.reply {
            let chat = self.chat(who);
            let (outbound, offered) = i18n::outbound(chat.locale, &say, chat.session.question);
            if !offered.is_empty() || turn.state.moved {
                chat.session.offered = offered;
            }
            chat.buttons.extend(outbound.buttons.iter().flatten().cloned());
            if let Some(code) = link_code(&outbound.text) {
                self.links.newest = code;
            }
            sent.insert(0, (who.to_owned(), outbound));
        }
        sent
    }

    fn notify(&mut self, notice: Notice, sent: &mut Vec<(String, Outbound)>) {
        if notice.not_before.is_some_and(|instant| instant > self.now) {
            self.held.push(notice);
            return;
        }
        let chats = self.chats.iter_mut();
        let chats = chats.filter(|(_, chat)| chat.person == Some(notice.to) && chat.reachable);
        let Some((who, chat)) = chats.max_by_key(|(_, chat)| chat.heard_at) else { return };
        let (outbound, _) = i18n::outbound(chat.locale, &notice.say, 0);
        chat.buttons.extend(outbound.buttons.iter().flatten().cloned());
        sent.push((who.clone(), outbound));
    }

    fn find(&self, needs: &Needs, person: Option<PersonId>, grants: &[Grant]) -> Found {
        let mut found = Found::default();
        for id in &needs.initiatives {
            found.initiatives.extend(self.initiatives.get(id).map(|one| (*id, one.clone())));
        }
        if needs.files {
            found.files.clone_from(&self.files);
        }
        if let Some(person) = person {
            self.find_own(needs, person, &mut found);
        }
        if let Some(query) = needs.queue {
            let waiting: Vec<Waiting> =
                self.initiatives.values().filter_map(|one| self.waiting(one, grants)).collect();
            let total = waiting.len() as u64;
            found.queue_page = query.page.of(total);
            let skipped = found.queue_page.0 as usize * Page::SIZE;
            found.queue = Listing {
                total,
                entries: waiting.into_iter().skip(skipped).take(Page::SIZE).collect(),
            };
        }
        if needs.backlog && !grants.is_empty() {
            let waiting = self.initiatives.values().filter_map(|one| self.waiting(one, grants));
            let waiting = i64::try_from(waiting.count()).expect("they are few");
            // Nothing waits for long in a dialogue.
            found.backlog = Backlog { fresh: waiting, ..Backlog::default() };
        }
        if needs.officers.is_some() {
            let entries: Vec<Colleague> = self
                .grants
                .iter()
                .map(|(person, grant)| Colleague {
                    grant: *grant,
                    person: *person,
                    name: self.name_of(*person),
                })
                .collect();
            found.officers = Listing { total: entries.len() as u64, entries };
        }
        if needs.last_decision {
            let mine = |step: &Step| matches!(step.actor, Actor::Officer(by) if grants.iter().any(|g| g.officer == by));
            found.last_decision = self
                .initiatives
                .values()
                .filter(|one| matches!(one.status, Status::Closed(_)))
                .filter(|one| self.histories[&one.id].last().is_some_and(mine))
                .max_by_key(|one| one.status_since)
                .map(|one| one.id);
            if let Some(id) = found.last_decision {
                found.initiatives.insert(id, self.initiatives[&id].clone());
            }
        }
        if needs.publicity {
            found.publicity.clone_from(&self.publicity);
        }
        if needs.histories {
            let ids: Vec<InitiativeId> = found.initiatives.keys().copied().collect();
            found.histories.extend(ids.iter().map(|id| (*id, self.histories[id].clone())));
        }
        found.invitation = needs.invitation.and_then(|hash| {
            let invited = self.invitations.iter().find(|invited| invited.token_hash == hash);
            invited.map(|invited| invited.invitation.clone())
        });
        let named = self.grants.iter();
        found.officer_names =
            named.map(|(person, grant)| (grant.officer, self.name_of(*person))).collect();
        found
    }

    fn find_own(&self, needs: &Needs, person: PersonId, found: &mut Found) {
        let own = || self.initiatives.values().rev().filter(|one| one.author == person);
        if let Some(page) = needs.mine {
            let total = own().count() as u64;
            let skipped = page.of(total).0 as usize * Page::SIZE;
            let entries = own().skip(skipped).take(Page::SIZE);
            found.mine = Listing {
                entries: entries
                    .map(|one| Mine {
                        id: one.id,
                        title: one.content.title.clone(),
                        status: one.status.name(),
                        since: one.status_since,
                    })
                    .collect(),
                total,
            };
        }
        if needs.asked {
            let asked =
                |one: &&Initiative| matches!(one.status, Status::Open(Open::NeedsInfo { .. }));
            found.asked = own().filter(asked).map(|one| one.id).collect();
            if let [only] = *found.asked {
                found.initiatives.insert(only, self.initiatives[&only].clone());
            }
        }
        if needs.holdings {
            let count =
                |is: &dyn Fn(&Initiative) -> bool| own().filter(|one| is(one)).count() as i64;
            found.holdings = Holdings {
                initiatives: count(&|_| true),
                open: count(&|one| matches!(one.status, Status::Open(_))),
                shared: count(&|one| !one.content.co_authors.is_empty()),
                shown: count(&|one| self.publicity.contains_key(&one.id)),
                drafts: self.drafts.iter().filter(|(owner, _)| *owner == person).count() as i64,
                files: count(&|one| !one.content.attachments.is_empty()),
                chats: 1,
                copies: self.copies.get(&person).copied().unwrap_or_default(),
            };
        }
        if needs.drafts {
            let drafts = self.drafts.iter().rev().filter(|(owner, _)| *owner == person);
            found.drafts = drafts.map(|(_, draft)| draft.clone()).collect();
        }
    }

    fn waiting(&self, initiative: &Initiative, grants: &[Grant]) -> Option<Waiting> {
        let officer = match &initiative.status {
            Status::Open(Open::Received) => None,
            Status::Open(Open::InReview { officer } | Open::Supplemented { officer }) => {
                Some(*officer)
            }
            Status::Open(Open::NeedsInfo { .. }) | Status::Closed(_) => return None,
        };
        let (unit, unit_typed) = match &initiative.workplace {
            Some(Workplace::Unit(unit)) => (Some(*unit), None),
            Some(Workplace::Typed(typed)) => (None, Some(typed.clone())),
            None => (None, None),
        };
        let covers = |grant: &Grant| match unit {
            Some(unit) => self.units.is_within(unit, grant.unit),
            None => self.units.is_root(grant.unit),
        };
        grants.iter().any(covers).then(|| Waiting {
            id: initiative.id,
            title: initiative.content.title.clone(),
            kind: initiative.content.kind,
            unit,
            unit_typed,
            status: initiative.status.name(),
            submitted_at: initiative.submitted_at,
            officer,
        })
    }

    fn name_of(&self, person: PersonId) -> String {
        self.people[&person].full_name.clone().unwrap_or_default()
    }

    fn utterance(&mut self, who: &str, said: &Said) -> Utterance {
        let chat = self.chat(who);
        match said {
            Said::Text(text) => match text.strip_prefix("/start") {
                Some(payload) => Utterance::Started {
                    payload: Some(payload.trim().to_owned()).filter(|payload| !payload.is_empty()),
                },
                None => Utterance::Text(text.replace(CODE, &self.links.newest)),
            },
            Said::Press { label, oldest } => {
                let mut with_label = chat.buttons.iter().filter(|button| button.label == *label);
                let button = if *oldest { with_label.next() } else { with_label.next_back() };
                let button = button.unwrap_or_else(|| panic!("there is no button [{label}]"));
                let press = Press::decode(&button.press.encode()).expect("we wrote it ourselves");
                Utterance::Chose(press)
            }
            Said::File { kind, name, caption, album } => Utterance::Attachment {
                file: Attachment {
                    account: AccountId(1),
                    kind: match kind.as_str() {
                        "photo" => AttachmentKind::Photo,
                        "voice" => AttachmentKind::Voice,
                        "video" => AttachmentKind::Video,
                        "document" => AttachmentKind::Document,
                        other => panic!("there is no file of kind {other}"),
                    },
                    file_id: name.clone(),
                    unique_id: name.clone(),
                    name: Some(name.clone()),
                    size: Some(10_000),
                },
                caption: caption.clone(),
                album: album.clone(),
            },
            Said::Contact { phone, own } => Utterance::Contact { phone: phone.clone(), own: *own },
            Said::Edit { text, newest } => Utterance::Edited {
                message: (if *newest { chat.messages } else { 0 }).to_string(),
                text: text.clone(),
            },
            Said::Sticker => Utterance::Unreadable,
            Said::Blocked => Utterance::Blocked,
            Said::Returned => Utterance::Returned,
        }
    }
}

impl Stage for World {
    fn say(&mut self, who: &str, said: &Said) -> Vec<(String, Outbound)> {
        self.now += TimeDelta::seconds(20);
        let utterance = self.utterance(who, said);
        let now = self.now;
        let chat = self.chat(who);
        let is_message = matches!(
            said,
            Said::Text(_) | Said::File { .. } | Said::Contact { .. } | Said::Sticker
        );
        chat.messages += u32::from(is_message);
        chat.heard_at = now;
        let message = is_message.then(|| chat.messages.to_string());
        let sent_at = self.now;
        self.hear(who, &Inbound { message, sent_at, locale_hint: None, utterance })
    }

    fn wait(&mut self, by: TimeDelta) -> Vec<(String, Outbound)> {
        let end = self.now + by;
        let mut sent = Vec::new();
        loop {
            let alarm = self.alarms.iter().min_by_key(|(_, (_, due_at))| *due_at);
            let alarm = alarm.map(|(key, (alarm, due_at))| (key.clone(), *alarm, *due_at));
            let Some((key, alarm, due_at)) = alarm.filter(|(_, _, due_at)| *due_at <= end) else {
                break;
            };
            self.alarms.remove(&key);
            self.now = self.now.max(due_at);
            let inbound = Inbound {
                message: None,
                sent_at: due_at,
                locale_hint: None,
                utterance: Utterance::Alarm(alarm),
            };
            sent.extend(self.hear(&key.0, &inbound));
        }
        self.now = end;
        for notice in std::mem::take(&mut self.held) {
            self.notify(notice, &mut sent);
        }
        sent
    }
}
