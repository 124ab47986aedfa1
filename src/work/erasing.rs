//! Erases everything about a person, in one transaction: what Law 91/2025/QH15 calls the right to
//! have personal data deleted.
//!
//! # What goes, and what stays
//!
//! The results of the programme are public figures that anybody may check, and a count that
//! shrinks when a person leaves would be no count. So of an initiative there stays what is
//! counted and tells nothing about a person: its number, campaign, phase, unit, group, kind, days,
//! status and amounts, and the hashes of its history. Everything anybody *wrote* goes: the text
//! (which may name people, co-authors among them), notes and questions of officers, the entry on
//! the public page, which rested on a consent that is taken back. What is still open is withdrawn
//! first, as its author could, and the officer who holds it is told.
//!
//! Of the person there stays a number without a name, because a person is counted once: in
//! `person`, `participant`, `consent` (that they agreed must be provable) and `access_log` (who
//! looked must be answered for). An officer's appointments end; their decisions remain, as acts of
//! the unit.
//!
//! What others wrote about them is looked through afterwards: see [`mentions`](super::mentions).
//! After a database of an earlier day is restored they are erased again: see
//! [`erased`](super::erased).
//!
//! # Who else may be writing
//!
//! Chats are locked first, then the person, then the initiatives: whoever writes about the person
//! in the same instant has either committed, and is erased, too, or finds the chat changed under
//! it, gives up and hears the message again, as one from somebody new.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use tracing::info;
use uuid::Uuid;

use super::notices;
use crate::conversation::DEADLINE_DAYS;
use crate::domain::{
    Act, Actor, ConversationId, Event, Initiative, InitiativeId, OfficerId, Open, PersonId, Status,
};
use crate::effect::{Notice, Say};
use crate::figures::Tally;
use crate::phrase::own_data::OwnData;
use crate::store::conversation::Served;
use crate::store::erasure::{self, AskedBy};
use crate::store::outbox::{self, Lease};
use crate::store::{self, account, file, initiative, mention, officer, publication, tally};
use crate::vietnamese::code::Code;

/// What has come of it.
#[derive(Debug, Default)]
pub struct Erased {
    /// Initiatives whose text is gone.
    pub initiatives: usize,
    /// Those of them that were still open.
    pub withdrawn: usize,
    /// Officers who have to be told.
    pub notices: Vec<Notice>,
}

/// Erases a person. Nothing where they are erased already. `spoke_in` is the chat in which they
/// have just asked for it.
pub async fn erase(
    db: &mut PgConnection,
    person: PersonId,
    spoke_in: Option<ConversationId>,
    by: AskedBy,
    now: DateTime<Utc>,
) -> store::Result<Option<Erased>> {
    let Some(chats) = erasure::lock(db, person, spoke_in).await? else { return Ok(None) };
    let ids = erasure::written_by(db, person).await?;
    let mut initiatives: Vec<Initiative> =
        initiative::lock(db, &ids).await?.into_values().collect();
    initiatives.sort_unstable_by_key(|initiative| initiative.id);
    let codes: Vec<String> = ids.iter().map(|id| Code::from(*id).to_string()).collect();

    let mut erased = Erased { initiatives: initiatives.len(), ..Erased::default() };
    let mut counted = Tally::default();
    let mut events: Vec<(InitiativeId, Event)> = Vec::new();
    let mut holders: Vec<(InitiativeId, OfficerId)> = Vec::new();
    for initiative in &mut initiatives {
        if let Status::Open(open) = initiative.status.clone() {
            holders.extend(holder(&open).map(|officer| (initiative.id, officer)));
            let act = Act::silent(Actor::Author, now);
            let (after, event) = initiative.clone().advance(open.withdraw(), act);
            counted.advance(initiative, &after);
            events.push((after.id, event));
            *initiative = after;
        }
    }
    erased.withdrawn = events.len();
    if !initiatives.is_empty() {
        let left: Vec<Initiative> = initiatives.into_iter().map(Initiative::erased).collect();
        initiative::update(db, &left.iter().collect::<Vec<_>>()).await?;
        erasure::forget_words(db, &ids, now).await?;
    }
    if !events.is_empty() {
        let events: Vec<_> = events.iter().map(|(id, event)| (*id, event)).collect();
        initiative::record(db, &events).await?;
        tally::add(db, &counted).await?;
    }
    let chats: Vec<ConversationId> = chats.into_iter().map(|(chat, _)| chat).collect();
    publication::forget(db, &[person]).await?;
    file::forgetting::of_person(db, person).await?;
    mention::note(db, person, now).await?;
    erasure::forget_person(db, person, &chats, now).await?;
    erasure::forget_mentions(db, &codes).await?;
    erasure::note_erasure(db, by, now).await?;
    // Whose time is over is erased again by itself.
    if by != AskedBy::Retention {
        erasure::owe_note(db, person, now).await?;
    }
    for (initiative, officer) in holders {
        // Whoever was their own author's officer has nobody to tell.
        if let Some(to) = officer::person(db, officer).await?.filter(|to| *to != person) {
            let say = Say::of(OwnData::AuthorErased { code: initiative.into() });
            erased.notices.push(Notice { to, say, not_before: None, about: None });
        }
    }
    info!(
        person = person.0,
        by = by.as_str(),
        initiatives = erased.initiatives,
        withdrawn = erased.withdrawn,
        "A person is erased"
    );
    Ok(Some(erased))
}

/// Erases a person in a transaction of its own, and owes what has to be said: to whom the person's
/// open initiatives were, and, where an operator has done it, to the person in the chat that they
/// used last. Nothing where they are erased already.
pub async fn at_request(
    db: &PgPool,
    person: PersonId,
    by: AskedBy,
    now: DateTime<Utc>,
) -> store::Result<Option<Erased>> {
    let mut tx = db.begin().await?;
    let served: Vec<Served> = account::ids(&mut tx)
        .await?
        .into_iter()
        .map(|account| Served { account, heard_since: None })
        .collect();
    // While it is known where they are.
    let goodbye = match by {
        AskedBy::Operator => {
            let say = Say::of(OwnData::ErasedForYou { days: DEADLINE_DAYS });
            let notice = Notice { to: person, say, not_before: None, about: None };
            notices::owed(&mut tx, &[notice], &served, now).await?
        }
        AskedBy::Person | AskedBy::Retention => Vec::new(),
    };
    let Some(erased) = erase(&mut tx, person, None, by, now).await? else { return Ok(None) };
    let mut owed = notices::owed(&mut tx, &erased.notices, &served, now).await?;
    owed.extend(goodbye);
    if !owed.is_empty() {
        let nobodys = Lease { holder: Uuid::nil(), until: now };
        outbox::owe(&mut tx, &owed, nobodys, now).await?;
    }
    tx.commit().await?;
    Ok(Some(erased))
}

/// Who has it in hand.
fn holder(open: &Open) -> Option<OfficerId> {
    match open {
        Open::Received => None,
        Open::InReview { officer }
        | Open::NeedsInfo { officer, .. }
        | Open::Supplemented { officer } => Some(*officer),
    }
}
