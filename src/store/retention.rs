//! Forgets what has served its time: a statement a table, each taking no more than `limit` rows,
//! so that nobody waits for it. Periods are in `work::retention`.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::PersonId;

/// Ids of messages that were received before.
pub async fn received(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from received where ctid = any (array(
             select ctid from received where received_at < $1 limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Messages that were parked before.
pub async fn parked(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from inbox where seq = any (array(
             select seq from inbox where parked_at < $1 limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Messages of ours that were given up before, or have waited for their person's word since.
pub async fn undelivered(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from outbox where id = any (array(
             select id from outbox
             where failed_at < $1 or (waits_for is not null and created_at < $1) limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Drafts that were touched last before.
pub async fn drafts(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from draft where id = any (array(
             select id from draft where updated_at < $1 limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Chats with nobody: those in which something was last said before `before` by somebody who has
/// not agreed, and those that have nothing to go on with since `erased_before`.
pub async fn strangers(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    erased_before: DateTime<Utc>,
    limit: i64,
) -> Result<u64> {
    let gone = sqlx::query!(
        r#"
        with gone as (
            delete from conversation where id = any (array(
                select c.id from conversation c
                where c.person_id is null
                  and coalesce(c.last_heard_at, c.created_at)
                      < case when c.session = '' then $2::timestamptz else $1 end
                  and not exists (select from inbox i where i.conversation_id = c.id)
                  and not exists (select from outbox o where o.conversation_id = c.id)
                limit $3))
            returning id
        ), alarms as (
            delete from alarm where conversation_id in (select id from gone)
        )
        select count(*) as "count!" from gone
        "#,
        before,
        erased_before,
        limit,
    );
    Ok(gone.fetch_one(db).await?.count.unsigned_abs())
}

/// Codes that join chats, and wrong ones that were typed, from before.
pub async fn link_codes(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let codes = sqlx::query!(
        "delete from link_code where id = any (array(
             select id from link_code where expires_at < $1 limit $2))",
        before,
        limit,
    );
    let codes = codes.execute(&mut *db).await?.rows_affected();
    let attempts = sqlx::query!(
        "delete from link_attempt where ctid = any (array(
             select ctid from link_attempt where at < $1 limit $2))",
        before,
        limit,
    );
    Ok(codes.max(attempts.execute(db).await?.rows_affected()))
}

/// Links to copies that have ended.
pub async fn copy_links(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from copy_link where token_hash = any (array(
             select token_hash from copy_link where expires_at < $1 limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Invitations that ended before and were not used. A used one says who appointed whom.
pub async fn invitations(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from invitation where id = any (array(
             select id from invitation where expires_at < $1 and used_at is null limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// The record of looks at phone numbers from before.
pub async fn looks(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from access_log where id = any (array(
             select id from access_log where at < $1 limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// Proof of consent of people who were erased before, or never were people: they refused.
pub async fn consents(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from consent where id = any (array(
             select c.id from consent c left join person p on p.id = c.person_id
             where c.at < $1 and (p.id is null or p.erased_at < $1) limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// What people asked for before.
pub async fn requests(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from data_request where id = any (array(
             select id from data_request where at < $1 limit $2))",
        before,
        limit,
    );
    Ok(gone.execute(db).await?.rows_affected())
}

/// People behind `after` who have said nothing since `before`, were warned of that before
/// `warned_before`, and are no officers.
pub async fn silent_people(
    db: &mut PgConnection,
    after: PersonId,
    before: DateTime<Utc>,
    warned_before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<PersonId>> {
    let ids = sqlx::query_scalar!(
        r#"
        select p.id from person p
        where p.erased_at is null and not p.is_officer and p.created_at < $1
          -- A warning of an earlier silence is none of this one.
          and p.warned_at >= $1 and p.warned_at <= $2
          and not exists (select from conversation c
                          where c.person_id = p.id and c.last_heard_at >= $1)
          and p.id > $4
        order by p.id limit $3
        "#,
        before,
        warned_before,
        limit,
        after.0,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Notes that people behind `after` are warned who have said nothing since `before`, were not
/// warned since, and are no officers; gives them.
pub async fn warn_silent_people(
    db: &mut PgConnection,
    after: PersonId,
    before: DateTime<Utc>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<PersonId>> {
    let ids = sqlx::query_scalar!(
        r#"
        update person set warned_at = $3 where id = any (array(
            select p.id from person p
            where p.erased_at is null and not p.is_officer and p.created_at < $1
              and (p.warned_at is null or p.warned_at < $1)
              and not exists (select from conversation c
                              where c.person_id = p.id and c.last_heard_at >= $1)
              and p.id > $4
            order by p.id limit $2))
        returning id
        "#,
        before,
        limit,
        now,
        after.0,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}
