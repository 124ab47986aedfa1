//! Codes that join a chat to another one of the same person, and what joining does.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Result, tally};
use crate::domain::{ConversationId, PersonId};
use crate::facts::{Link, LinkQuery};

/// Keeps a new code in place of this person's earlier ones.
pub async fn issue(
    db: &mut PgConnection,
    code_hash: &[u8; 32],
    conversation: ConversationId,
    person: PersonId,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("delete from link_code where person_id = $1", person.0).execute(&mut *db).await?;
    sqlx::query!(
        "insert into link_code (code_hash, conversation_id, person_id, expires_at)
         values ($1, $2, $3, $4) on conflict do nothing",
        &code_hash[..],
        conversation.0,
        person.0,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The code that was typed, or the one that waits for this person's yes; none that is used or
/// over. Locked, so that it is used once.
pub async fn find(
    db: &mut PgConnection,
    query: &LinkQuery,
    speaker: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<Option<Link>> {
    let (hash, waiting) = match query {
        LinkQuery::Typed(hash) => (Some(&hash[..]), None),
        LinkQuery::Waiting => (None, speaker.map(|person| person.0)),
    };
    let row = sqlx::query!(
        r#"
        select l.id, l.conversation_id, l.person_id, l.typed_in
        from link_code l
        where l.used_at is null and l.expires_at > $3
          and ((l.code_hash = $1 and l.typed_in is null)
               or (l.person_id = $2 and l.typed_in is not null))
        order by l.id desc limit 1
        for update of l
        "#,
        hash,
        waiting,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Link {
        id: row.id,
        person: PersonId(row.person_id),
        asked_in: ConversationId(row.conversation_id),
        typed_in: row.typed_in.map(ConversationId),
    }))
}

/// Codes that were none and were typed in this chat since.
pub async fn attempts(
    db: &mut PgConnection,
    conversation: ConversationId,
    since: DateTime<Utc>,
) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from link_attempt where conversation_id = $1 and at > $2"#,
        conversation.0,
        since,
    )
    .fetch_one(db)
    .await?)
}

/// Notes that a code was none.
pub async fn missed(
    db: &mut PgConnection,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into link_attempt (conversation_id, at) values ($1, $2)",
        conversation.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes where the code was typed; it waits for a yes in the chat that it was asked for in.
pub async fn claim(db: &mut PgConnection, link: i64, typed_in: ConversationId) -> Result<()> {
    sqlx::query!(
        "update link_code set typed_in = $2 where id = $1 and typed_in is null",
        link,
        typed_in.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Uses the code up. Gives whose it was and where it was typed, unless it was used before.
pub async fn use_up(
    db: &mut PgConnection,
    link: i64,
    now: DateTime<Utc>,
) -> Result<Option<(PersonId, ConversationId)>> {
    let row = sqlx::query!(
        r#"update link_code set used_at = $2 where id = $1 and used_at is null
           returning person_id, typed_in"#,
        link,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|row| Some((PersonId(row.person_id), ConversationId(row.typed_in?)))))
}

/// Makes two people one, who from then on has everything that either had. The older profile
/// stays, and what it lacks comes from the newer one. Gives who is left.
pub async fn merge(
    db: &mut PgConnection,
    one: PersonId,
    other: PersonId,
    now: DateTime<Utc>,
) -> Result<PersonId> {
    // Whoever speaks now is waited for, so that nothing is written for somebody who is gone.
    sqlx::query!(
        "select id from conversation where person_id in ($1, $2) order by id for update",
        one.0,
        other.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let people = sqlx::query_scalar!(
        "select id from person where id in ($1, $2) order by created_at, id for update",
        one.0,
        other.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let [kept, gone] = people[..] else { return Ok(one) };
    sqlx::query!(
        r#"
        update person k set
            full_name = coalesce(k.full_name, g.full_name),
            phone = case when k.phone_sealed is null then coalesce(k.phone, g.phone) else k.phone end,
            phone_sealed = case when k.phone is null then coalesce(k.phone_sealed, g.phone_sealed)
                                else k.phone_sealed end,
            phone_index = case when k.phone is null and k.phone_sealed is null then g.phone_index
                               else k.phone_index end,
            unit_id = case when k.unit_typed is null then coalesce(k.unit_id, g.unit_id)
                           else k.unit_id end,
            unit_typed = case when k.unit_id is null and g.unit_id is null
                              then coalesce(k.unit_typed, g.unit_typed) else k.unit_typed end,
            group_code = coalesce(k.group_code, g.group_code),
            is_officer = k.is_officer or g.is_officer,
            consent_version = greatest(k.consent_version, g.consent_version)
        from person g where k.id = $1 and g.id = $2
        "#,
        kept,
        gone,
    )
    .execute(&mut *db)
    .await?;
    // Who holds a unit twice keeps the wider role; the other appointment ends.
    sqlx::query!(
        r#"
        update officer o set revoked_at = $3
        from officer k
        where o.revoked_at is null and k.revoked_at is null and o.unit_id = k.unit_id
          and o.person_id in ($1, $2) and k.person_id in ($1, $2) and o.person_id <> k.person_id
          and (k.role < o.role or (k.role = o.role and o.person_id = $2))
        "#,
        kept,
        gone,
        now,
    )
    .execute(&mut *db)
    .await?;
    // What both have sent is one file, and a person is counted once in a campaign: where they did
    // it first.
    sqlx::query!(
        "delete from file g using file k
         where g.person_id = $2 and k.person_id = $1
           and g.account_id = k.account_id and g.unique_id = k.unique_id",
        kept,
        gone,
    )
    .execute(&mut *db)
    .await?;
    tally::join_people(&mut *db, PersonId(kept), PersonId(gone)).await?;
    for statement in [
        sqlx::query!("update file set person_id = $1 where person_id = $2", kept, gone),
        sqlx::query!("update officer set person_id = $1 where person_id = $2", kept, gone),
        sqlx::query!(
            "update conversation set person_id = $1, awaited = true where person_id = $2",
            kept,
            gone
        ),
        sqlx::query!("update initiative set author_id = $1 where author_id = $2", kept, gone),
        sqlx::query!("update draft set person_id = $1 where person_id = $2", kept, gone),
        sqlx::query!("update consent set person_id = $1 where person_id = $2", kept, gone),
        sqlx::query!("update access_log set person_id = $1 where person_id = $2", kept, gone),
        sqlx::query!("update link_code set person_id = $1 where person_id = $2", kept, gone),
        sqlx::query!("update outbox set waits_for = $1 where waits_for = $2", kept, gone),
    ] {
        statement.execute(&mut *db).await?;
    }
    sqlx::query!("delete from person where id = $1", gone).execute(db).await?;
    Ok(PersonId(kept))
}
