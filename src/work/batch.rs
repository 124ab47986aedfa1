//! Thinks a batch of conversations through: loads what their messages need, set by set, hears
//! them one by one, and gathers everything that has to be written.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Service;
use super::changes::Changes;
use super::receive::read;
use super::returning;
use super::world::World;
use super::{fresh, memory};
use crate::clock;
use crate::domain::{AccountId, ConversationId, Locale, PersonId};
use crate::effect::Effect;
use crate::engine::{self, Session};
use crate::facts::{Facts, Found, Needs};
use crate::i18n;
use crate::message::{Heard, Inbound, Outbound};
use crate::review;
use crate::store;
use crate::store::conversation::{self, Version};
use crate::store::inbox::{self, Pending};

/// A conversation while it is thought about.
#[derive(Debug)]
pub(super) struct Talk {
    pub(super) conversation: ConversationId,
    pub(super) account: AccountId,
    pub(super) chat: String,
    pub(super) person: Option<PersonId>,
    pub(super) locale: Locale,
    pub(super) session: Session,
    pub(super) version: Version,
    pub(super) reachable: bool,
    /// Something that we owe this person waits for their next word.
    pub(super) awaited: bool,
    /// When the person was last heard, in this batch or before.
    pub(super) heard_at: Option<DateTime<Utc>>,
    /// Whether the person said something, rather than one of our alarms.
    pub(super) spoke: bool,
    /// Whether anything was done, so that what was looked up before no longer holds.
    changed: bool,
    pub(super) replies: Vec<(Outbound, DateTime<Utc>)>,
    pub(super) handled: Vec<i64>,
    waiting: VecDeque<Arc<Pending>>,
}

/// A message that could not be handled, and why.
#[derive(Debug)]
pub(super) struct Stumbled {
    pub(super) message: Arc<Pending>,
    pub(super) chat: String,
    pub(super) locale: Locale,
    pub(super) why: String,
}

/// A message that is read and whose needs are known.
struct Next {
    inbound: Inbound,
    heard: Heard,
    needs: Needs,
}

/// Hears a batch of messages. The first message of each conversation is always heard; those
/// after it as long as they need nothing looked up. The rest stay for the next batch.
pub(super) async fn think(
    service: &Service,
    db: &mut PgConnection,
    pending: &[Arc<Pending>],
    now: DateTime<Utc>,
) -> store::Result<(Changes, Vec<Stumbled>)> {
    fresh::refill(service, db).await?;
    let mut changes = Changes::default();
    let mut talks = gather(service, db, pending, &mut changes, now).await?;
    let persons: Vec<PersonId> = talks.iter().filter_map(|talk| talk.person).collect();
    let people = if persons.is_empty() {
        HashMap::new()
    } else {
        store::person::load(db, &service.vault, &persons).await?
    };
    let mut world = World {
        now,
        reference: service.reference(),
        figures: service.figures(),
        backlogs: service.backlogs(),
        people,
        initiatives: HashMap::new(),
        drafts: HashMap::new(),
        served: service.served(now),
    };
    let mut stumbled = Vec::new();

    let mut firsts = Vec::with_capacity(talks.len());
    for talk in &mut talks {
        firsts.push(talk.read_next(service, &mut stumbled));
    }
    let spoken_of = firsts.iter().flatten().flat_map(|next| next.needs.initiatives.iter().copied());
    world.lock_initiatives(db, spoken_of).await?;
    let asking: Vec<PersonId> = talks
        .iter()
        .zip(&firsts)
        .filter(|(_, first)| first.as_ref().is_some_and(|first| first.needs.drafts))
        .filter_map(|(talk, _)| talk.person)
        .collect();
    let open = firsts.iter().flatten().filter_map(|first| first.needs.draft);
    world.load_drafts(db, &asking, &open.collect::<Vec<_>>()).await?;

    for (talk, first) in talks.iter_mut().zip(firsts) {
        let Some(first) = first else { continue };
        let mut found =
            world.look_up(db, &service.vault, talk.conversation, talk.person, &first.needs).await?;
        if let (Some(hash), Some(invitation)) = (&first.needs.invitation, &mut found.invitation) {
            // Somebody else of this very batch may have been quicker, or whoever made it dismissed.
            invitation.used |= changes.redeems(hash);
            invitation.void |= invitation.by.is_some_and(|by| changes.revokes(by));
        }
        if !talk.hear(service, &mut world, &mut changes, &first, &found, &mut stumbled) {
            continue;
        }
        let nothing = Found::default();
        while let Some(next) = talk.read_next(service, &mut stumbled) {
            let found = if next.needs == Needs::default() {
                &nothing
            } else if next.needs == first.needs && !talk.changed {
                // It was looked up already, as for a second sticker after a first.
                &found
            } else {
                break;
            };
            if !talk.hear(service, &mut world, &mut changes, &next, found, &mut stumbled) {
                break;
            }
        }
    }
    talks.retain(|talk| !talk.handled.is_empty());
    changes.talks = talks;
    Ok((changes, stumbled))
}

/// Puts messages together by conversation, in order, and recalls where each talk stands.
async fn gather(
    service: &Service,
    db: &mut PgConnection,
    pending: &[Arc<Pending>],
    changes: &mut Changes,
    now: DateTime<Utc>,
) -> store::Result<Vec<Talk>> {
    let mut waiting: Vec<(ConversationId, VecDeque<Arc<Pending>>)> = Vec::new();
    for message in pending {
        match waiting.last_mut() {
            Some((conversation, messages)) if *conversation == message.conversation => {
                messages.push_back(Arc::clone(message));
            }
            _ => waiting.push((message.conversation, VecDeque::from([Arc::clone(message)]))),
        }
    }
    let mut recalled: HashMap<ConversationId, memory::Talk> = HashMap::new();
    let mut missing = Vec::new();
    for (conversation, _) in &waiting {
        match service.memory.take(*conversation) {
            Some(talk) => drop(recalled.insert(*conversation, talk)),
            None => missing.push(*conversation),
        }
    }
    if !missing.is_empty() {
        for stored in conversation::load(db, &inbox::accounts_of(pending), &missing).await? {
            recalled.insert(stored.conversation, memory::Talk::from(stored));
        }
    }
    let mut talks = Vec::with_capacity(waiting.len());
    for (conversation, waiting) in waiting {
        let Some(recalled) = recalled.remove(&conversation) else {
            returning::meet_again(service, db, &waiting, changes, now).await?;
            continue;
        };
        talks.push(Talk {
            conversation,
            account: recalled.account,
            chat: recalled.chat,
            person: recalled.person,
            locale: recalled.locale,
            session: recalled.session,
            version: recalled.version,
            reachable: true,
            awaited: recalled.awaited,
            heard_at: recalled.heard_at,
            spoke: false,
            changed: false,
            replies: Vec::new(),
            handled: Vec::new(),
            waiting,
        });
    }
    Ok(talks)
}

impl Talk {
    /// The talk as it is remembered once it is stored.
    pub(super) fn stored(self, version: Version) -> memory::Talk {
        memory::Talk {
            account: self.account,
            chat: self.chat,
            person: self.person,
            locale: self.locale,
            session: self.session,
            awaited: self.awaited && !self.spoke,
            heard_at: self.heard_at,
            version,
        }
    }

    /// Reads the next message and says what it needs, without taking it out of line.
    fn read_next(&mut self, service: &Service, stumbled: &mut Vec<Stumbled>) -> Option<Next> {
        let message = self.waiting.front()?;
        let read = catch_unwind(AssertUnwindSafe(|| {
            let inbound = read(service, message);
            let heard = self.session.understand(&inbound);
            let needs = engine::needs(&self.session, &heard, &service.reference().units);
            Next { inbound, heard, needs }
        }));
        match read {
            Ok(next) => Some(next),
            Err(_) => {
                let message = self.waiting.pop_front().expect("it was just looked at");
                stumbled.push(self.stumble(message, "reading it panicked"));
                None
            }
        }
    }

    /// Hears the message that was read. Gives whether the next one may follow in this batch.
    fn hear(
        &mut self,
        service: &Service,
        world: &mut World,
        changes: &mut Changes,
        next: &Next,
        found: &Found,
        stumbled: &mut Vec<Stumbled>,
    ) -> bool {
        let message = self.waiting.pop_front().expect("it was just read");
        let account = service.account(self.account);
        let Some(account) = account else {
            stumbled.push(self.stumble(message, "its account is not served here"));
            return false;
        };
        let fresh_initiative = service.with_fresh(|fresh| fresh.initiatives.pop());
        let Some(fresh_initiative) = fresh_initiative else {
            // More submissions in one batch than numbers were taken: the next batch goes on.
            return false;
        };
        let known = self.person.and_then(|person| world.people.get(&person));
        let grants = known.map_or(&[][..], |known| &known.grants);
        let fresh_token = clock::fresh_token();
        let facts = Facts {
            now: world.now,
            sent_at: next.inbound.sent_at,
            locale: self.locale,
            account: self.account,
            capabilities: account.channel.capabilities(),
            settings: &service.settings,
            link_base: account.link_base.as_deref(),
            catalogue: &world.reference.catalogue,
            units: &world.reference.units,
            figures: world.figures.as_deref(),
            aims: &world.reference.aims,
            person: known.map(|known| &known.person),
            grants,
            found,
            fresh_initiative,
            fresh_token: &fresh_token,
        };
        // After a panic the talk goes on from where it was; where nothing was said before in this
        // batch, that is in the database.
        let session = if self.handled.is_empty() {
            std::mem::take(&mut self.session)
        } else {
            self.session.clone()
        };
        let turn = catch_unwind(AssertUnwindSafe(|| {
            (service.hear)(session, &next.inbound, &next.heard, &facts)
        }));
        let Ok(turn) = turn else {
            stumbled.push(self.stumble(message, "thinking about it panicked"));
            return false;
        };
        // Most turns submit nothing; the number is for the next one then.
        if !turn.effects.iter().any(|effect| matches!(effect, Effect::Submit { .. })) {
            service.with_fresh(|fresh| fresh.initiatives.push(fresh_initiative));
        }
        let unlinked = turn.effects.iter().any(|e| matches!(e, Effect::Unlink | Effect::Erase));
        let mut go_on = true;
        self.changed |= !turn.effects.is_empty();
        for effect in turn.effects {
            go_on &= self.carry_out(service, world, changes, found, effect);
        }
        self.session = turn.state;
        if unlinked {
            self.session.desk = review::State::default();
        }
        if let Some(say) = turn.reply {
            let (body, offered) = i18n::outbound(self.locale, &say, self.session.question);
            if !offered.is_empty() || self.session.moved {
                self.session.offered = offered;
            }
            // Ten stickers in a row are answered once.
            self.replies.pop_if(|(last, _)| last.says_the_same(&body));
            self.replies.push((body, message.received_at));
        }
        if !message.is_alarm {
            self.spoke = true;
            self.heard_at = self.heard_at.max(Some(message.sent_at));
        }
        self.handled.push(message.seq);
        go_on
    }

    /// Gives a message up for now, and with it those behind it.
    fn stumble(&mut self, message: Arc<Pending>, why: &str) -> Stumbled {
        self.waiting.clear();
        Stumbled { message, chat: self.chat.clone(), locale: self.locale, why: why.to_owned() }
    }
}
