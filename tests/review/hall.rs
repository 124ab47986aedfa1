//! A small union in memory: two provinces, three companies, their people. What is said goes the
//! whole way from words to words; only the database is a map.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sangkien::conversation::CONSENT_VERSION;
use sangkien::directory::{Directory, Unit};
use sangkien::domain::publication::Publicity;
use sangkien::domain::{
    AccountId, Act, Actor, Attachment, CampaignId, Catalogue, Content, EventHash, FileState, Grant,
    Initiative, InitiativeId, Locale, OfficerId, Person, PersonId, Role, Status, StatusName, Step,
    UnitId, Workplace,
};
use sangkien::effect::{Effect, Notice};
use sangkien::engine::{self, Session};
use sangkien::facts::{Colleague, Facts, Found, Listing, Needs, Page, Settings, Waiting};
use sangkien::message::{
    Capabilities, FilesOut, Heard, Inbound, Menu, Outbound, Press, Utterance, plain,
};
use sangkien::{i18n, vietnamese::code::Code};

use crate::seed::{catalogue, content};

pub const ROOT: UnitId = UnitId(1);
pub const BAC_NINH: UnitId = UnitId(2);
pub const SAO_MAI: UnitId = UnitId(3);
pub const BINH_MINH: UnitId = UnitId(4);
pub const HA_NAM: UnitId = UnitId(5);

/// A worker at Sao Mai, who writes initiatives.
pub const LAN: PersonId = PersonId(1);
/// Reviewer at Sao Mai.
pub const AN: PersonId = PersonId(11);
/// Reviewer in Bắc Ninh.
pub const BINH: PersonId = PersonId(12);
/// Administrator in Bắc Ninh.
pub const CHI: PersonId = PersonId(13);
/// Administrator of everything.
pub const DUNG: PersonId = PersonId(14);
/// Reviewer in Hà Nam.
pub const EM: PersonId = PersonId(15);
/// Administrator in Hà Nam.
pub const GIANG: PersonId = PersonId(16);

/// What everybody shares.
pub struct Hall {
    pub now: DateTime<Utc>,
    pub settings: Settings,
    pub units: Directory,
    pub catalogue: Catalogue,
    pub link_base: Option<&'static str>,
    pub files_out: FilesOut,
    pub initiatives: HashMap<InitiativeId, Initiative>,
    pub histories: HashMap<InitiativeId, Vec<Step>>,
    pub publicity: HashMap<InitiativeId, Publicity>,
    pub phones: HashMap<PersonId, String>,
    pub officers: Vec<Colleague>,
    pub notices: Vec<Notice>,
    /// What was done, for a look at what is not seen in words.
    pub effects: Vec<Effect>,
}

/// One person's chat.
pub struct Chat {
    pub person: Option<PersonId>,
    pub locale: Locale,
    session: Session,
    /// What was answered last.
    pub last: Outbound,
}

impl Hall {
    pub fn new() -> Self {
        let unit = |id: UnitId, code: &str, name: &str, parent: Option<UnitId>| Unit {
            id,
            code: code.to_owned(),
            name: name.to_owned(),
            kind: "union".to_owned(),
            parent,
            closed: false,
        };
        let officer = |id: i64, person: PersonId, name: &str, unit: UnitId, role: Role| Colleague {
            grant: Grant { officer: OfficerId(id), unit, role },
            person,
            name: name.to_owned(),
        };
        Self {
            now: instant("2026-11-22T02:00:00Z"),
            settings: Settings {
                decision_hold: TimeDelta::minutes(10),
                draft_reminders: None,
                invitation_life: TimeDelta::hours(48),
                max_file: 20_000_000,
                file_links: false,
                public_url: None,
            },
            units: Directory::new(vec![
                unit(ROOT, "TLD", "Tổng Liên đoàn", None),
                unit(BAC_NINH, "BN", "LĐLĐ tỉnh Bắc Ninh", Some(ROOT)),
                unit(SAO_MAI, "BN-SM", "Công ty Sao Mai", Some(BAC_NINH)),
                unit(BINH_MINH, "BN-BM", "Công ty Bình Minh", Some(BAC_NINH)),
                unit(HA_NAM, "HN", "LĐLĐ tỉnh Hà Nam", Some(ROOT)),
                unit(UnitId(6), "HN-SM", "Công ty Sao Mai Hà Nam", Some(HA_NAM)),
            ]),
            catalogue: catalogue(),
            link_base: Some("https://t.me/sangkien_bot"),
            files_out: FilesOut::Upload { max_bytes: 50_000_000 },
            initiatives: HashMap::new(),
            histories: HashMap::new(),
            publicity: HashMap::new(),
            phones: HashMap::new(),
            officers: vec![
                officer(1, AN, "Nguyễn Thị An", SAO_MAI, Role::Reviewer),
                officer(2, BINH, "Trần Văn Bình", BAC_NINH, Role::Reviewer),
                officer(3, CHI, "Phạm Thị Chi", BAC_NINH, Role::Administrator),
                officer(4, DUNG, "Lê Văn Dũng", ROOT, Role::Administrator),
                officer(5, EM, "Đỗ Thị Em", HA_NAM, Role::Reviewer),
                officer(6, GIANG, "Vũ Thị Giang", HA_NAM, Role::Administrator),
            ],
            notices: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// Lan submits an initiative at Sao Mai.
    pub fn submitted(&mut self, title: &str) -> InitiativeId {
        self.submitted_at(title, Some(Workplace::Unit(SAO_MAI)))
    }

    pub fn submitted_at(&mut self, title: &str, workplace: Option<Workplace>) -> InitiativeId {
        let offset = i64::try_from(self.initiatives.len()).expect("tests are small");
        let id = InitiativeId(1_000_001 + offset);
        let content = content(title);
        let initiative = Initiative {
            id,
            campaign: CampaignId(1),
            phase: None,
            author: LAN,
            author_name: Some("Hoàng Thị Lan".to_owned()),
            workplace,
            group: None,
            content_hash: Content::hash(&content.to_json()),
            content,
            version: 1,
            status: Status::RECEIVED,
            status_since: self.now,
            submitted_at: self.now,
            last_event: EventHash::NONE,
            event_count: 0,
        };
        let act = Act::silent(Actor::Author, self.now);
        let (initiative, event) = initiative.advance(Status::RECEIVED, act);
        self.histories.insert(id, vec![event.step]);
        self.initiatives.insert(id, initiative);
        id
    }

    /// The author answers what was asked: the text is a new one.
    pub fn supplemented(&mut self, id: InitiativeId) {
        let mut content = self.initiatives[&id].content.clone();
        content.supplements.push(sangkien::domain::initiative::Supplement {
            question: "Áp dụng ở đâu?".to_owned(),
            answer: "Ở tổ hàn số 3".to_owned(),
        });
        let initiative = self.initiatives[&id].clone().revise(content);
        let status = match initiative.status.clone() {
            Status::Open(open) => open.supplement().unwrap_or_else(Status::Open),
            closed @ Status::Closed(_) => closed,
        };
        let act = Act::silent(Actor::Author, self.now);
        let (initiative, event) = initiative.advance(status, act);
        self.histories.get_mut(&id).expect("it was submitted").push(event.step);
        self.initiatives.insert(id, initiative);
    }

    pub fn status(&self, id: InitiativeId) -> StatusName {
        self.initiatives[&id].status.name()
    }

    pub fn wait(&mut self, time: TimeDelta) {
        self.now += time;
    }

    pub fn chat(person: PersonId) -> Chat {
        Chat {
            person: Some(person),
            locale: Locale::Vi,
            session: Session::default(),
            last: Outbound::default(),
        }
    }

    pub fn grants(&self, person: Option<PersonId>) -> Vec<Grant> {
        let own = self.officers.iter().filter(|one| Some(one.person) == person);
        own.map(|one| one.grant).collect()
    }

    /// The newest notice to somebody, in words.
    pub fn told(&self, person: PersonId) -> Option<(String, &Notice)> {
        let notice = self.notices.iter().rev().find(|notice| notice.to == person)?;
        let (outbound, _) = i18n::outbound(Locale::Vi, &notice.say, 0);
        Some((plain(&outbound.text), notice))
    }

    fn look_up(&self, needs: &Needs, grants: &[Grant]) -> Found {
        let covered = |unit: Option<UnitId>| {
            grants.iter().any(|grant| match unit {
                Some(unit) => self.units.is_within(unit, grant.unit),
                None => self.units.is_root(grant.unit),
            })
        };
        let mut found = Found {
            initiatives: needs
                .initiatives
                .iter()
                .filter_map(|id| Some((*id, self.initiatives.get(id)?.clone())))
                .collect(),
            officer_names: self
                .officers
                .iter()
                .map(|one| (one.grant.officer, one.name.clone()))
                .collect(),
            phones: self.phones.clone(),
            ..Found::default()
        };
        if needs.files {
            let files = found.initiatives.values().flat_map(|one| &one.content.attachments);
            let key = |file: &Attachment| (file.account, file.unique_id.clone());
            found.files = files.map(|file| (key(file), FileState::Stored)).collect();
        }
        if needs.publicity {
            found.publicity.clone_from(&self.publicity);
        }
        if needs.histories {
            found.histories.clone_from(&self.histories);
        }
        if let Some(query) = needs.queue {
            let mut waiting: Vec<Waiting> = self
                .initiatives
                .values()
                .filter(|one| covered(unit_of(one)))
                .filter(|one| {
                    matches!(
                        one.status.name(),
                        StatusName::Received | StatusName::InReview | StatusName::Supplemented
                    )
                })
                .filter(|one| query.kind.is_none_or(|kind| one.content.kind == kind))
                .filter(|one| query.status.is_none_or(|status| one.status.name() == status))
                .filter(|one| {
                    query.unit.is_none_or(|wanted| {
                        unit_of(one).is_some_and(|unit| self.units.is_within(unit, wanted))
                    })
                })
                .map(waiting)
                .collect();
            waiting.sort_by_key(|one| (one.submitted_at, one.id));
            let wanted = query.behind.map_or(query.page, |last| {
                let last = &self.initiatives[&last];
                let last = (last.submitted_at, last.id);
                let before = waiting.iter().filter(|one| (one.submitted_at, one.id) <= last);
                let before = before.count();
                let page = if before < waiting.len() { before / Page::SIZE } else { 0 };
                Page(u32::try_from(page).expect("tests are small"))
            });
            found.queue_page = wanted.of(waiting.len() as u64);
            found.queue = page(waiting, wanted);
        }
        if let Some(wanted) = needs.officers {
            let administered = |unit| {
                grants.iter().any(|grant| {
                    grant.role == Role::Administrator && self.units.is_within(unit, grant.unit)
                })
            };
            let below = self.officers.iter().filter(|one| administered(one.grant.unit));
            found.officers = page(below.cloned().collect(), wanted);
        }
        if needs.last_decision {
            let decided = self.initiatives.values().filter(|one| match &one.status {
                Status::Closed(closed) => closed
                    .officer()
                    .is_some_and(|officer| grants.iter().any(|grant| grant.officer == officer)),
                Status::Open(_) => false,
            });
            if let Some(newest) = decided.max_by_key(|one| one.status_since) {
                found.last_decision = Some(newest.id);
                found.initiatives.insert(newest.id, newest.clone());
            }
        }
        found
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match &effect {
                Effect::Advance { initiative, event } => {
                    let history = self.histories.get_mut(&initiative.id);
                    history.expect("it was submitted").push(event.step.clone());
                    self.initiatives.insert(initiative.id, (**initiative).clone());
                }
                Effect::Notify(notice) => self.notices.push(notice.clone()),
                Effect::Recall { initiative, otherwise } => {
                    let now = self.now;
                    let before = self.notices.len();
                    self.notices.retain(|notice| {
                        notice.about != Some(*initiative)
                            || notice.not_before.is_none_or(|at| at <= now)
                    });
                    if self.notices.len() == before {
                        self.notices.push(otherwise.clone());
                    }
                }
                Effect::TakeDown { initiative, .. } => {
                    self.publicity.insert(*initiative, Publicity::TakenDown);
                }
                Effect::Revoke { officer, .. } => {
                    self.officers.retain(|one| one.grant.officer != *officer);
                }
                _ => {}
            }
            self.effects.push(effect);
        }
    }
}

impl Chat {
    /// Goes on where a stored conversation stood.
    pub fn resumes(&mut self, session: Session) {
        self.session = session;
    }

    pub fn english(mut self) -> Self {
        self.locale = Locale::En;
        self
    }

    /// Says words, and gives the answer in words.
    pub fn says(&mut self, hall: &mut Hall, words: &str) -> String {
        self.utters(hall, Utterance::Text(words.to_owned()))
    }

    /// Presses the button with this label.
    pub fn presses(&mut self, hall: &mut Hall, label: &str) -> String {
        let press = self.button(label);
        self.presses_again(hall, &press)
    }

    /// Presses a button of an older message.
    pub fn presses_again(&mut self, hall: &mut Hall, press: &Press) -> String {
        // A press travels through the platform as a short text.
        let travelled = Press::decode(&press.encode()).expect("a button fits the platform");
        self.utters(hall, Utterance::Chose(travelled))
    }

    pub fn button(&self, label: &str) -> Press {
        let buttons = self.last.buttons.iter().flatten();
        match buttons.clone().find(|button| button.label == label) {
            Some(button) => button.press.clone(),
            None => panic!("no button {label:?} in {:?}", self.labels()),
        }
    }

    pub fn labels(&self) -> Vec<&str> {
        self.last.buttons.iter().flatten().map(|button| button.label.as_str()).collect()
    }

    pub fn menu(&self) -> Option<Menu> {
        self.last.menu.map(|(menu, _)| menu)
    }

    pub fn utters(&mut self, hall: &mut Hall, utterance: Utterance) -> String {
        let inbound = Inbound {
            message: Some("1".to_owned()),
            sent_at: hall.now,
            locale_hint: None,
            utterance,
        };
        let heard = self.session.understand(&inbound);
        let effects = self.hears(hall, &inbound, &heard);
        hall.perform(effects);
        plain(&self.last.text)
    }

    fn hears(&mut self, hall: &Hall, inbound: &Inbound, heard: &Heard) -> Vec<Effect> {
        let needs = engine::needs(&self.session, heard, &hall.units);
        let grants = hall.grants(self.person);
        let found = hall.look_up(&needs, &grants);
        let consent = Some(CONSENT_VERSION.to_owned());
        let person = self.person.map(|id| Person { consent, ..Person::new(id) });
        let facts = Facts {
            now: hall.now,
            sent_at: inbound.sent_at,
            locale: self.locale,
            account: AccountId(1),
            capabilities: Capabilities {
                contact_button: true,
                files_out: hall.files_out,
                window: None,
            },
            settings: &hall.settings,
            link_base: hall.link_base,
            catalogue: &hall.catalogue,
            units: &hall.units,
            figures: None,
            aims: &sangkien::figures::Aims::default(),
            person: person.as_ref(),
            grants: &grants,
            found: &found,
            fresh_initiative: InitiativeId(9_000_000),
            fresh_token: "kX3vQ9",
        };
        // The state is stored between two messages.
        let session = Session::from_json(&self.session.to_json());
        let turn = engine::hear(session, inbound, heard, &facts);
        self.session = turn.state;
        self.last = Outbound::default();
        if let Some(say) = turn.reply {
            let (outbound, offered) = i18n::outbound(self.locale, &say, self.session.question);
            for button in outbound.buttons.iter().flatten() {
                assert!(button.press.encode().len() <= Press::MAX_BYTES, "{button:?}");
            }
            self.session.offered = offered;
            self.last = outbound;
        }
        turn.effects
    }
}

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// The code of an initiative, as people see it.
pub fn code(id: InitiativeId) -> String {
    Code::from(id).to_string()
}

fn unit_of(initiative: &Initiative) -> Option<UnitId> {
    match initiative.workplace {
        Some(Workplace::Unit(unit)) => Some(unit),
        Some(Workplace::Typed(_)) | None => None,
    }
}

fn waiting(initiative: &Initiative) -> Waiting {
    Waiting {
        id: initiative.id,
        title: initiative.content.title.clone(),
        kind: initiative.content.kind,
        unit: unit_of(initiative),
        unit_typed: None,
        status: initiative.status.name(),
        submitted_at: initiative.submitted_at,
        officer: None,
    }
}

fn page<T>(entries: Vec<T>, page: Page) -> Listing<T> {
    let total = entries.len() as u64;
    let skipped = page.of(total).0 as usize * Page::SIZE;
    Listing { entries: entries.into_iter().skip(skipped).take(Page::SIZE).collect(), total }
}
