//! Things to come back to.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::ConversationId;
use crate::message::Alarm;

/// Sets alarms; each replaces an earlier one of its kind in its conversation.
pub async fn set(
    db: &mut PgConnection,
    alarms: &[(ConversationId, Alarm, DateTime<Utc>)],
) -> Result<()> {
    let conversations: Vec<i64> = alarms.iter().map(|(c, _, _)| c.0).collect();
    let kinds: Vec<&str> = alarms.iter().map(|(_, alarm, _)| alarm.as_str()).collect();
    let due: Vec<DateTime<Utc>> = alarms.iter().map(|(_, _, due)| *due).collect();
    sqlx::query!(
        r#"
        insert into alarm (conversation_id, kind, due_at)
        select distinct on (conversation_id, kind) conversation_id, kind, due_at
        from unnest($1::bigint[], $2::text[], $3::timestamptz[])
            with ordinality as a (conversation_id, kind, due_at, position)
        order by conversation_id, kind, position desc
        on conflict (conversation_id, kind) do update set due_at = excluded.due_at
        "#,
        &conversations,
        &kinds as _,
        &due,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes alarms back.
pub async fn clear(db: &mut PgConnection, alarms: &[(ConversationId, Alarm)]) -> Result<()> {
    let conversations: Vec<i64> = alarms.iter().map(|(c, _)| c.0).collect();
    let kinds: Vec<&str> = alarms.iter().map(|(_, alarm)| alarm.as_str()).collect();
    sqlx::query!(
        "delete from alarm a using unnest($1::bigint[], $2::text[]) as c (conversation_id, kind)
         where a.conversation_id = c.conversation_id and a.kind = c.kind",
        &conversations,
        &kinds as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Moves alarms that are due into the inbox, where they go the way of every message. Gives how
/// many.
pub async fn ring(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64> {
    Ok(sqlx::query!(
        r#"
        with due as (
            select conversation_id, kind from alarm where due_at <= $1
            order by due_at limit $2
            for update skip locked
        ), rung as (
            delete from alarm a using due
            where a.conversation_id = due.conversation_id and a.kind = due.kind
            returning a.conversation_id, a.kind
        )
        insert into inbox (account_id, conversation_id, external_id, payload, source, sent_at, received_at)
        select c.account_id, c.id, '', rung.kind, 'alarm', $1, $1
        from rung join conversation c on c.id = rung.conversation_id
        "#,
        now,
        limit,
    )
    .execute(db)
    .await?
    .rows_affected())
}
