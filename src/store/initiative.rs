//! Initiatives and their events.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::person::{workplace, workplace_columns};
use super::{Error, Result, touched};
use crate::domain::{
    Actor, CampaignId, Content, Event, EventHash, Initiative, InitiativeId, NoteSeal, OfficerId,
    PersonId, Salt, Status, StatusName, Step,
};

/// Takes the next `how_many` numbers for initiatives to come.
pub async fn fresh_ids(db: &mut PgConnection, how_many: i64) -> Result<Vec<InitiativeId>> {
    let ids = sqlx::query_scalar!(
        r#"select nextval('initiative_number') as "id!" from generate_series(1, $1::bigint)"#,
        how_many,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(InitiativeId).collect())
}

/// Loads initiatives and locks them until the transaction ends, always in the order of their
/// ids, so that two batches never wait for each other in a circle.
pub async fn lock(
    db: &mut PgConnection,
    ids: &[InitiativeId],
) -> Result<HashMap<InitiativeId, Initiative>> {
    let ids: Vec<i64> = ids.iter().map(|i| i.0).collect();
    let rows = sqlx::query!(
        r#"
        select i.id, i.campaign_id, i.phase_code, i.author_id, p.full_name as "author_name?", i.unit_id,
               i.unit_typed, i.group_code, i.content, i.version, i.content_hash, i.status_detail,
               i.status_since, i.submitted_at, i.last_event, i.event_count
        from initiative i
        left join person p on p.id = i.author_id
        where i.id = any($1)
        order by i.id
        for update of i
        "#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let nonsense = |why| Error::Inconsistent { table: "initiative", id: row.id, why };
            let content: Content =
                serde_json::from_str(&row.content).map_err(|_| nonsense("content"))?;
            let status: Status =
                serde_json::from_str(&row.status_detail).map_err(|_| nonsense("status"))?;
            let initiative = Initiative {
                id: InitiativeId(row.id),
                campaign: CampaignId(row.campaign_id),
                phase: row.phase_code,
                author: PersonId(row.author_id),
                author_name: row.author_name,
                workplace: workplace(row.unit_id, row.unit_typed),
                group: row.group_code,
                content,
                version: row.version,
                content_hash: hash(&row.content_hash).ok_or_else(|| nonsense("content hash"))?,
                status,
                status_since: row.status_since,
                submitted_at: row.submitted_at,
                last_event: hash(&row.last_event).ok_or_else(|| nonsense("event hash"))?,
                event_count: row.event_count,
            };
            Ok((initiative.id, initiative))
        })
        .collect()
}

pub(super) fn hash(bytes: &[u8]) -> Option<EventHash> {
    bytes.try_into().ok().map(EventHash)
}

/// Keeps new initiatives.
pub async fn insert(db: &mut PgConnection, initiatives: &[&Initiative]) -> Result<()> {
    let columns = Columns::of(initiatives);
    let campaigns: Vec<i64> = initiatives.iter().map(|i| i.campaign.0).collect();
    let authors: Vec<i64> = initiatives.iter().map(|i| i.author.0).collect();
    let (units, typed): (Vec<_>, Vec<_>) =
        initiatives.iter().map(|i| workplace_columns(i.workplace.as_ref())).unzip();
    let groups: Vec<Option<&str>> = initiatives.iter().map(|i| i.group.as_deref()).collect();
    let submitted: Vec<DateTime<Utc>> = initiatives.iter().map(|i| i.submitted_at).collect();
    let phases: Vec<Option<&str>> = initiatives.iter().map(|i| i.phase.as_deref()).collect();
    let result = sqlx::query!(
        r#"
        insert into initiative (id, title, kind, content, version, content_hash, status,
            status_detail, status_since, declared_benefit, verified_benefit, last_event,
            event_count, campaign_id, author_id, unit_id, unit_typed, group_code, submitted_at,
            phase_code)
        select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[],
            $6::bytea[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[], $11::bigint[],
            $12::bytea[], $13::integer[], $14::bigint[], $15::bigint[], $16::bigint[],
            $17::text[], $18::text[], $19::timestamptz[], $20::text[])
        "#,
        &columns.ids,
        &columns.titles as _,
        &columns.kinds as _,
        &columns.contents,
        &columns.versions,
        &columns.content_hashes,
        &columns.statuses as _,
        &columns.details,
        &columns.since,
        &columns.declared as _,
        &columns.verified as _,
        &columns.last_events,
        &columns.event_counts,
        &campaigns,
        &authors,
        &units as _,
        &typed as _,
        &groups as _,
        &submitted,
        &phases as _,
    )
    .execute(db)
    .await?;
    touched("initiative", initiatives.len(), result.rows_affected())
}

/// Keeps initiatives as they are after a step.
pub async fn update(db: &mut PgConnection, initiatives: &[&Initiative]) -> Result<()> {
    let columns = Columns::of(initiatives);
    let result = sqlx::query!(
        r#"
        update initiative i set title = n.title, kind = n.kind, content = n.content,
            version = n.version, content_hash = n.content_hash, status = n.status,
            status_detail = n.detail, status_since = n.since,
            declared_benefit = n.declared, verified_benefit = n.verified,
            last_event = n.last_event, event_count = n.event_count,
            kept_hash = case when i.content_hash = n.content_hash then i.kept_hash end
        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[],
            $6::bytea[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[], $11::bigint[],
            $12::bytea[], $13::integer[])
            as n (id, title, kind, content, version, content_hash, status, detail, since,
                  declared, verified, last_event, event_count)
        where i.id = n.id
        "#,
        &columns.ids,
        &columns.titles as _,
        &columns.kinds as _,
        &columns.contents,
        &columns.versions,
        &columns.content_hashes,
        &columns.statuses as _,
        &columns.details,
        &columns.since,
        &columns.declared as _,
        &columns.verified as _,
        &columns.last_events,
        &columns.event_counts,
    )
    .execute(db)
    .await?;
    touched("initiative", initiatives.len(), result.rows_affected())
}

/// What an insert and an update have in common, a column each.
struct Columns<'a> {
    ids: Vec<i64>,
    titles: Vec<&'a str>,
    kinds: Vec<&'static str>,
    contents: Vec<String>,
    versions: Vec<i32>,
    content_hashes: Vec<Vec<u8>>,
    statuses: Vec<&'static str>,
    details: Vec<String>,
    since: Vec<DateTime<Utc>>,
    declared: Vec<Option<i64>>,
    verified: Vec<Option<i64>>,
    last_events: Vec<Vec<u8>>,
    event_counts: Vec<i32>,
}

impl<'a> Columns<'a> {
    fn of(initiatives: &[&'a Initiative]) -> Self {
        Self {
            ids: initiatives.iter().map(|i| i.id.0).collect(),
            titles: initiatives.iter().map(|i| i.content.title.as_str()).collect(),
            kinds: initiatives.iter().map(|i| i.content.kind.as_str()).collect(),
            contents: initiatives.iter().map(|i| i.content.to_json()).collect(),
            versions: initiatives.iter().map(|i| i.version).collect(),
            content_hashes: initiatives.iter().map(|i| i.content_hash.0.to_vec()).collect(),
            statuses: initiatives.iter().map(|i| i.status.name().as_str()).collect(),
            details: initiatives
                .iter()
                .map(|i| {
                    serde_json::to_string(&i.status).expect("a status has only strings and numbers")
                })
                .collect(),
            since: initiatives.iter().map(|i| i.status_since).collect(),
            declared: initiatives.iter().map(|i| i.content.declared_dong()).collect(),
            verified: initiatives.iter().map(|i| i.status.verified_benefit()).collect(),
            last_events: initiatives.iter().map(|i| i.last_event.0.to_vec()).collect(),
            event_counts: initiatives.iter().map(|i| i.event_count).collect(),
        }
    }
}

/// Writes down what happened, and lists what its officers have to be told of.
pub async fn record(db: &mut PgConnection, events: &[(InitiativeId, &Event)]) -> Result<()> {
    let ids: Vec<i64> = events.iter().map(|(id, _)| id.0).collect();
    let positions: Vec<i32> = events.iter().map(|(_, e)| e.position).collect();
    let at: Vec<DateTime<Utc>> = events.iter().map(|(_, e)| e.step.at).collect();
    let (actors, officers): (Vec<&str>, Vec<Option<i64>>) = events
        .iter()
        .map(|(_, e)| match e.step.actor {
            Actor::Author => ("author", None),
            Actor::Officer(officer) => ("officer", Some(officer.0)),
        })
        .unzip();
    let from: Vec<Option<&str>> =
        events.iter().map(|(_, e)| e.step.from.map(StatusName::as_str)).collect();
    let to: Vec<&str> = events.iter().map(|(_, e)| e.step.to.as_str()).collect();
    let reasons: Vec<Option<&str>> = events.iter().map(|(_, e)| e.step.reason.as_deref()).collect();
    let notes: Vec<Option<&str>> = events.iter().map(|(_, e)| e.step.note.as_deref()).collect();
    let seals: Vec<Option<NoteSeal>> = events.iter().map(|(_, e)| e.note).collect();
    let note_hashes: Vec<Option<&[u8]>> =
        seals.iter().map(|seal| seal.as_ref().map(|seal| &seal.hash.0[..])).collect();
    let salts: Vec<Option<&[u8]>> = seals
        .iter()
        .map(|seal| seal.as_ref().and_then(|seal| seal.salt.as_ref()).map(|salt| &salt.0[..]))
        .collect();
    let verified: Vec<Option<i64>> = events.iter().map(|(_, e)| e.step.verified_benefit).collect();
    let versions: Vec<i32> = events.iter().map(|(_, e)| e.version).collect();
    let contents: Vec<&[u8]> = events.iter().map(|(_, e)| &e.content_hash.0[..]).collect();
    let previous: Vec<&[u8]> = events.iter().map(|(_, e)| &e.previous.0[..]).collect();
    let hashes: Vec<&[u8]> = events.iter().map(|(_, e)| &e.hash.0[..]).collect();
    let recorded = sqlx::query_scalar!(
        r#"
        with event as (
            insert into initiative_event (initiative_id, position, at, actor, officer_id,
                from_status, to_status, reason_code, note_hash, verified_benefit, version,
                content_hash, previous_hash, hash)
            select * from unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::text[],
                $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::bigint[],
                $11::integer[], $12::bytea[], $13::bytea[], $14::bytea[])
            returning id, at, initiative_id, to_status
        ), words as (
            insert into event_note (initiative_id, position, note, salt)
            select w.* from unnest($1::bigint[], $2::integer[], $15::text[], $16::bytea[])
                as w (initiative_id, position, note, salt)
            where w.note is not null
        ), waiting as (
            insert into new_work (initiative_id)
            select initiative_id from event where to_status in ('received', 'supplemented')
        ), late as (
            -- Its day is sealed already: it belongs to the first day that is not.
            insert into late_event (event_id, day)
            select event.id, newest.day + 1
            from event, (select max(day) as day from seal) newest
            where event.at < (newest.day + 1)::timestamp at time zone interval '7 hours'
        )
        select count(*) as "count!" from event
        "#,
        &ids,
        &positions,
        &at,
        &actors as _,
        &officers as _,
        &from as _,
        &to as _,
        &reasons as _,
        &note_hashes as _,
        &verified as _,
        &versions,
        &contents as _,
        &previous as _,
        &hashes as _,
        &notes as _,
        &salts as _,
    )
    .fetch_one(db)
    .await?;
    touched("initiative_event", events.len(), recorded.unsigned_abs())
}

/// What happened to these initiatives, oldest first.
pub async fn histories(
    db: &mut PgConnection,
    ids: &[InitiativeId],
) -> Result<HashMap<InitiativeId, Vec<Step>>> {
    let ids: Vec<i64> = ids.iter().map(|i| i.0).collect();
    let rows = sqlx::query_as!(
        EventRow,
        r#"
        select e.id, e.initiative_id, e.position, e.at, e.actor, e.officer_id, e.from_status,
               e.to_status, e.reason_code, coalesce(n.note, e.note) as note, e.note_hash,
               n.salt as "salt?", e.verified_benefit, e.version, e.content_hash, e.previous_hash,
               e.hash
        from initiative_event e
        left join event_note n on n.initiative_id = e.initiative_id and n.position = e.position
        where e.initiative_id = any($1)
        order by e.initiative_id, e.position
        "#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    let mut histories: HashMap<InitiativeId, Vec<Step>> = HashMap::new();
    for row in rows {
        let initiative = InitiativeId(row.initiative_id);
        histories.entry(initiative).or_default().push(row.event()?.step);
    }
    Ok(histories)
}

/// An event as it is stored.
pub(super) struct EventRow {
    pub(super) id: i64,
    pub(super) initiative_id: i64,
    pub(super) position: i32,
    pub(super) at: DateTime<Utc>,
    pub(super) actor: String,
    pub(super) officer_id: Option<i64>,
    pub(super) from_status: Option<String>,
    pub(super) to_status: String,
    pub(super) reason_code: Option<String>,
    pub(super) note: Option<String>,
    pub(super) note_hash: Option<Vec<u8>>,
    pub(super) salt: Option<Vec<u8>>,
    pub(super) verified_benefit: Option<i64>,
    pub(super) version: i32,
    pub(super) content_hash: Vec<u8>,
    pub(super) previous_hash: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

impl EventRow {
    pub(super) fn event(self) -> Result<Event> {
        let nonsense = |why| Error::Inconsistent { table: "initiative_event", id: self.id, why };
        let actor = match (self.actor.as_str(), self.officer_id) {
            ("author", None) => Actor::Author,
            ("officer", Some(officer)) => Actor::Officer(OfficerId(officer)),
            _ => return Err(nonsense("actor")),
        };
        let from = self
            .from_status
            .as_deref()
            .map(|name| StatusName::from_name(name).ok_or_else(|| nonsense("from")))
            .transpose()?;
        let step = Step {
            at: self.at,
            actor,
            from,
            to: StatusName::from_name(&self.to_status).ok_or_else(|| nonsense("to"))?,
            reason: self.reason_code,
            note: self.note,
            verified_benefit: self.verified_benefit,
        };
        let note = self.note_hash.as_deref().map(|sealed| {
            Some(NoteSeal {
                hash: hash(sealed)?,
                salt: self.salt.as_deref().and_then(|salt| salt.try_into().ok()).map(Salt),
            })
        });
        Ok(Event {
            step,
            note: note.map(|note| note.ok_or_else(|| nonsense("note hash"))).transpose()?,
            position: self.position,
            version: self.version,
            content_hash: hash(&self.content_hash).ok_or_else(|| nonsense("content hash"))?,
            previous: hash(&self.previous_hash).ok_or_else(|| nonsense("previous hash"))?,
            hash: hash(&self.hash).ok_or_else(|| nonsense("hash"))?,
        })
    }
}
