//! The seals of the days.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;

use super::initiative::hash;
use super::{Error, Result};
use crate::domain::seal::{Receipt, Seal, SealedStep};
use crate::domain::{EventHash, InitiativeId, StatusName};
use crate::figures::day_of;

/// Keeps a seal. One that another process was quicker to keep is the same.
pub async fn keep(db: &mut PgConnection, seal: &Seal, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into seal (day, events, entered, valid, all_entered, all_valid, root,
             previous_hash, hash, sealed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        seal.day,
        seal.events,
        seal.entered,
        seal.valid,
        seal.all_entered,
        seal.all_valid,
        &seal.root.0[..],
        &seal.previous.0[..],
        &seal.hash().0[..],
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A seal with the hash that is stored beside it.
pub type Kept = (Seal, EventHash);

/// The seals from a day on, at most `limit`, oldest first.
pub async fn from(db: &mut PgConnection, day: NaiveDate, limit: i64) -> Result<Vec<Kept>> {
    let rows = sqlx::query_as!(
        Row,
        "select day, events, entered, valid, all_entered, all_valid, root, previous_hash, hash
         from seal where day >= $1 order by day limit $2",
        day,
        limit,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::seal).collect()
}

/// The newest seal.
pub async fn newest(db: &mut PgConnection) -> Result<Option<Seal>> {
    let row = sqlx::query_as!(
        Row,
        "select day, events, entered, valid, all_entered, all_valid, root, previous_hash, hash
         from seal order by day desc limit 1",
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| Ok(row.seal()?.0)).transpose()
}

struct Row {
    day: NaiveDate,
    events: i64,
    entered: i64,
    valid: i64,
    all_entered: i64,
    all_valid: i64,
    root: Vec<u8>,
    previous_hash: Vec<u8>,
    hash: Vec<u8>,
}

impl Row {
    fn seal(self) -> Result<Kept> {
        let digest = |bytes: &[u8]| {
            hash(bytes).ok_or(Error::Inconsistent { table: "seal", id: 0, why: "a hash" })
        };
        let seal = Seal {
            day: self.day,
            events: self.events,
            entered: self.entered,
            valid: self.valid,
            all_entered: self.all_entered,
            all_valid: self.all_valid,
            root: digest(&self.root)?,
            previous: digest(&self.previous_hash)?,
        };
        Ok((seal, digest(&self.hash)?))
    }
}

/// The instant at which a day begins in Vietnam.
fn beginning(day: NaiveDate) -> DateTime<Utc> {
    const VIETNAM: FixedOffset =
        FixedOffset::east_opt(7 * 3600).expect("seven hours are less than a day");
    let midnight = day.and_time(NaiveTime::MIN).and_local_timezone(VIETNAM);
    midnight.single().expect("a fixed offset has every midnight once").to_utc()
}

/// When the first event of all happened.
pub async fn first_event(db: &mut PgConnection) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar!("select min(at) from initiative_event").fetch_one(db).await?)
}

/// Lets whoever is writing events finish, and the others wait until the transaction ends: what they
/// write next knows the seal that is made meanwhile.
pub async fn hold_still(db: &mut PgConnection) -> Result<()> {
    // Sealing can wait for a better moment; those who submit cannot wait for sealing.
    sqlx::query!("set local lock_timeout = '2s'").execute(&mut *db).await?;
    sqlx::query!("lock table initiative_event in share mode").execute(db).await?;
    Ok(())
}

/// The events that belong to a day: what happened on it, but for what came too late for its seal,
/// and what came too late for the seal of a day before it.
pub async fn steps(db: &mut PgConnection, day: NaiveDate) -> Result<Vec<SealedStep>> {
    let rows = sqlx::query!(
        r#"
        select id as "id!", hash as "hash!", from_status, to_status as "to_status!"
        from initiative_event e
        where at >= $1 and at < $2 and not exists (select from late_event l where l.event_id = e.id)
        union all
        select e.id, hash, from_status, to_status
        from late_event l join initiative_event e on e.id = l.event_id where l.day = $3
        "#,
        beginning(day),
        beginning(day + Days::new(1)),
        day,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let nonsense = |why| Error::Inconsistent { table: "initiative_event", id: row.id, why };
            let from = row.from_status.as_deref().map(StatusName::from_name);
            Ok(SealedStep {
                hash: hash(&row.hash).ok_or_else(|| nonsense("hash"))?,
                from: from.map(|from| from.ok_or_else(|| nonsense("from"))).transpose()?,
                to: StatusName::from_name(&row.to_status).ok_or_else(|| nonsense("to"))?,
            })
        })
        .collect()
}

/// What was written down of a submission, without proof, and the day to which it belongs.
pub async fn receipt(
    db: &mut PgConnection,
    initiative: InitiativeId,
) -> Result<Option<(Receipt, NaiveDate)>> {
    let row = sqlx::query!(
        r#"
        select at, version, content_hash, previous_hash, l.day as "late_day?"
        from initiative_event e left join late_event l on l.event_id = e.id
        where initiative_id = $1 and position = 1
        "#,
        initiative.0,
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let nonsense = Error::Inconsistent { table: "initiative_event", id: initiative.0, why: "hash" };
    let (Some(content), Some(origin)) = (hash(&row.content_hash), hash(&row.previous_hash)) else {
        return Err(nonsense);
    };
    let (at, version) = (row.at, row.version);
    let day = row.late_day.unwrap_or_else(|| day_of(at));
    Ok(Some((Receipt { initiative, at, version, content, origin, proof: None }, day)))
}
