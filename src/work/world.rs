//! What is known while a batch is thought about, and how it is looked up: set by set where many
//! messages need it, one by one where few do.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Reference, audit};
use crate::conversation::{COPY_PERIOD, LINK_PERIOD};
use crate::domain::{
    Actor, Closed, ConversationId, DraftId, Grant, Initiative, InitiativeId, OfficerId, Open,
    PersonId, Role, Status, UnitId,
};
use crate::facts::{Draft, Found, Needs};
use crate::figures::{Backlog, Backlogs, Figures};
use crate::store::conversation::{self, Served};
use crate::store::initiative_list::Scope;
use crate::store::person::Known;
use crate::store::{self, initiative, initiative_list, link, officer, publication};
use crate::vault::Vault;

/// What is known while a batch is thought about; a turn's effects show in the turns after it.
pub(super) struct World {
    pub(super) now: DateTime<Utc>,
    pub(super) reference: Arc<Reference>,
    pub(super) figures: Option<Arc<Figures>>,
    pub(super) backlogs: Option<Arc<Backlogs>>,
    pub(super) people: HashMap<PersonId, Known>,
    pub(super) initiatives: HashMap<InitiativeId, Initiative>,
    pub(super) drafts: HashMap<PersonId, Vec<Draft>>,
    /// Where people can be told something unasked.
    pub(super) served: Vec<Served>,
}

impl World {
    /// Locks every initiative that the first messages speak of, in one statement and in one
    /// order.
    pub(super) async fn lock_initiatives(
        &mut self,
        db: &mut PgConnection,
        spoken_of: impl Iterator<Item = InitiativeId>,
    ) -> store::Result<()> {
        let mut ids: Vec<InitiativeId> = spoken_of.collect();
        if !ids.is_empty() {
            ids.sort_unstable();
            ids.dedup();
            self.initiatives = initiative::lock(db, &ids).await?;
        }
        Ok(())
    }

    /// Loads the drafts of everybody whose first message asks for them: whoever is about to
    /// submit, which on a busy night is every tenth message. Those that are `open` are among them.
    pub(super) async fn load_drafts(
        &mut self,
        db: &mut PgConnection,
        persons: &[PersonId],
        open: &[DraftId],
    ) -> store::Result<()> {
        if !persons.is_empty() {
            self.drafts = store::draft::list(db, persons, open).await?;
        }
        Ok(())
    }

    /// A draft of this person's is no more, for whoever is heard later in the batch.
    pub(super) fn drop_draft(&mut self, person: Option<PersonId>, draft: DraftId) {
        if let Some(drafts) = person.and_then(|person| self.drafts.get_mut(&person)) {
            drafts.retain(|kept| kept.id != draft);
        }
    }

    /// Looks up what one message needs.
    pub(super) async fn look_up(
        &self,
        db: &mut PgConnection,
        vault: &Vault,
        conversation: ConversationId,
        speaker: Option<PersonId>,
        needs: &Needs,
    ) -> store::Result<Found> {
        let mut found = Found::default();
        if *needs == Needs::default() {
            return Ok(found);
        }
        let grants: &[Grant] =
            speaker.and_then(|person| self.people.get(&person)).map_or(&[], |known| &known.grants);
        let units: Vec<UnitId> = grants.iter().map(|grant| grant.unit).collect();

        for id in &needs.initiatives {
            if let Some(initiative) = self.initiatives.get(id) {
                found.initiatives.insert(*id, initiative.clone());
            }
        }
        if needs.histories && !found.initiatives.is_empty() {
            let ids: Vec<InitiativeId> = found.initiatives.keys().copied().collect();
            found.histories = initiative::histories(db, &ids).await?;
        }
        if needs.files {
            let files = found.initiatives.values();
            let files: Vec<_> =
                files.flat_map(|initiative| &initiative.content.attachments).cloned().collect();
            let known = store::file::look_up(db, &files).await?;
            found.files = known.into_iter().map(|(key, (state, _))| (key, state)).collect();
        }
        if needs.phones && !grants.is_empty() {
            let authors: Vec<PersonId> =
                found.initiatives.values().map(|initiative| initiative.author).collect();
            found.phones = store::person::phones(db, vault, &authors).await?;
        }
        if needs.publicity && !found.initiatives.is_empty() {
            let ids: Vec<InitiativeId> = found.initiatives.keys().copied().collect();
            found.publicity = publication::publicity(db, &ids).await?;
        }
        if let Some(person) = speaker {
            if let Some(page) = needs.mine {
                found.mine = initiative_list::mine(db, person, page).await?;
            }
            if needs.drafts {
                found.drafts = self.drafts.get(&person).cloned().unwrap_or_default();
            }
            if let Some(id) = needs.receipt
                && found.initiatives.get(&id).is_some_and(|own| own.author == person)
            {
                found.receipt = audit::receipt(db, id).await?;
            }
            if needs.holdings {
                let since = self.now - COPY_PERIOD;
                found.holdings = store::erasure::holdings(db, person, since).await?;
            }
            if needs.asked {
                found.asked = initiative_list::asked(db, person).await?;
                // Whatever is said next may answer it.
                if let [only] = *found.asked {
                    self.find(db, only, &mut found).await?;
                }
            }
        }
        if !grants.is_empty() {
            let authors = found.initiatives.values().map(|initiative| initiative.author);
            let authors: Vec<PersonId> = authors.collect();
            found.hindered = conversation::hindered(db, &authors, &self.served).await?;
            if let Some(query) = &needs.queue {
                // A unit outside the officer's own part is treated as if it were not named.
                let mut query = *query;
                query.unit = query.unit.filter(|unit| {
                    units.iter().any(|own| self.reference.units.is_within(*unit, *own))
                });
                let scope = match query.unit {
                    Some(unit) => Scope::Units(self.reference.units.within(&[unit])),
                    None => self.scope(&units),
                };
                (found.queue_page, found.queue) =
                    initiative_list::queue(db, &scope, &query).await?;
            }
            if needs.backlog {
                found.backlog = self.backlog(&units);
            }
            if let Some(page) = needs.officers {
                let administered = grants.iter().filter(|grant| grant.role == Role::Administrator);
                let administered: Vec<UnitId> = administered.map(|grant| grant.unit).collect();
                found.officers = officer::below(db, &administered, page).await?;
            }
            if needs.last_decision {
                let officers: Vec<OfficerId> = grants.iter().map(|grant| grant.officer).collect();
                let since = self.now - Closed::UNDO_WINDOW;
                found.last_decision = initiative_list::last_decision(db, &officers, since).await?;
                if let Some(id) = found.last_decision {
                    self.find(db, id, &mut found).await?;
                }
            }
        }
        if let Some(token_hash) = &needs.invitation {
            found.invitation = officer::invitation(db, token_hash).await?;
        }
        if let Some(query) = &needs.link {
            let since = self.now - LINK_PERIOD;
            found.link_attempts = link::attempts(db, conversation, since).await?;
            found.link = link::find(db, query, speaker, self.now).await?;
        }
        if let (true, Some(person)) = (needs.chats, speaker) {
            found.chats = store::conversation::count(db, person).await?;
        }
        let named = officers_of(&found);
        if !named.is_empty() {
            let named: Vec<OfficerId> = named.into_iter().collect();
            found.officer_names = officer::names(db, &named).await?;
        }
        Ok(found)
    }
}

impl World {
    /// Finds an initiative that no message has named.
    async fn find(
        &self,
        db: &mut PgConnection,
        id: InitiativeId,
        found: &mut Found,
    ) -> store::Result<()> {
        if found.initiatives.contains_key(&id) {
            return Ok(());
        }
        // What this batch has made of it is not stored yet.
        match self.initiatives.get(&id) {
            Some(initiative) => drop(found.initiatives.insert(id, initiative.clone())),
            None => found.initiatives.extend(initiative::lock(db, &[id]).await?),
        }
        Ok(())
    }

    /// What waits for whoever holds these units.
    fn backlog(&self, units: &[UnitId]) -> Backlog {
        let Some(backlogs) = &self.backlogs else { return Backlog::default() };
        let tree = &self.reference.units;
        if units.iter().any(|unit| tree.is_root(*unit)) {
            backlogs.everything()
        } else {
            backlogs.within(units)
        }
    }

    /// What whoever holds these units answers for.
    fn scope(&self, units: &[UnitId]) -> Scope {
        let tree = &self.reference.units;
        if units.iter().any(|unit| tree.is_root(*unit)) {
            Scope::Everything
        } else {
            Scope::Units(tree.within(units))
        }
    }
}

/// Every officer that is spoken of.
fn officers_of(found: &Found) -> HashSet<OfficerId> {
    let holders = found.initiatives.values().filter_map(|initiative| match &initiative.status {
        Status::Open(
            Open::InReview { officer }
            | Open::NeedsInfo { officer, .. }
            | Open::Supplemented { officer },
        ) => Some(*officer),
        Status::Open(Open::Received) => None,
        Status::Closed(closed) => closed.officer(),
    });
    let actors = found.histories.values().flatten().filter_map(|step| match step.actor {
        Actor::Officer(officer) => Some(officer),
        Actor::Author => None,
    });
    let waiting = found.queue.entries.iter().filter_map(|waiting| waiting.officer);
    holders.chain(actors).chain(waiting).collect()
}
