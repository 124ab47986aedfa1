//! Messages that cannot be sent where they are: they go to another chat of the same person, or
//! wait for that person's next word.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use super::conversation::Served;
use crate::domain::{AccountId, ConversationId};

/// Lets messages wait until their people say something, wherever they say it. Gives those that do;
/// the others belong to nobody who could be waited for.
pub async fn for_person(db: &mut PgConnection, ids: &[i64]) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!(
        r#"
        update outbox o set waits_for = c.person_id, due_at = 'infinity', attempts = 0,
            leased_by = null, leased_until = null
        from conversation c
        where o.id = any($1) and c.id = o.conversation_id and c.person_id is not null
        returning o.id
        "#,
        ids,
    )
    .fetch_all(db)
    .await?)
}

/// Brings what waits for these people's word to the chats in which they have just spoken. Gives
/// how many messages there were.
pub async fn release(
    db: &mut PgConnection,
    conversations: &[ConversationId],
    now: DateTime<Utc>,
) -> Result<u64> {
    let ids: Vec<i64> = conversations.iter().map(|c| c.0).collect();
    Ok(sqlx::query!(
        r#"
        update outbox o set account_id = c.account_id, conversation_id = c.id, chat = c.chat,
            waits_for = null, due_at = $2
        from conversation c
        where c.id = any($1) and o.waits_for = c.person_id
        "#,
        &ids,
        now,
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// What waits for the word of people who also have a chat on this account.
pub async fn of_account(db: &mut PgConnection, account: AccountId) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar!(
        r#"
        select o.id from outbox o
        where o.waits_for is not null and o.failed_at is null
          and exists (
              select from conversation c
              where c.account_id = $1 and c.person_id = o.waits_for
          )
        "#,
        account.0,
    )
    .fetch_all(db)
    .await?)
}

/// Moves messages that cannot be sent where they are to another chat of the same person that can
/// take them now. Gives those that could be moved; the others stay as they are.
pub async fn reroute(
    db: &mut PgConnection,
    ids: &[i64],
    served: &[Served],
    now: DateTime<Utc>,
) -> Result<Vec<i64>> {
    let accounts: Vec<i32> = served.iter().map(|s| s.account.0).collect();
    let since: Vec<Option<DateTime<Utc>>> = served.iter().map(|s| s.heard_since).collect();
    Ok(sqlx::query_scalar!(
        r#"
        update outbox o set account_id = other.account_id, conversation_id = other.id,
            chat = other.chat, waits_for = null, due_at = $4, attempts = 0,
            leased_by = null, leased_until = null
        from (
            select distinct on (stuck.id) stuck.id as stuck, c.id, c.account_id, c.chat
            from outbox stuck
            join conversation its on its.id = stuck.conversation_id
            join conversation c on c.person_id = its.person_id and c.id <> its.id
            join account a on a.id = c.account_id
            join unnest($2::integer[], $3::timestamptz[]) as s (account_id, heard_since)
                on s.account_id = a.id
            where stuck.id = any($1) and c.unreachable_since is null and c.closed_at is null
              and a.quota_out_since is null
              and (s.heard_since is null or c.last_heard_at > s.heard_since)
            order by stuck.id, c.last_heard_at desc nulls last
        ) other
        where o.id = other.stuck
        returning o.id
        "#,
        ids,
        &accounts,
        &since as _,
        now,
    )
    .fetch_all(db)
    .await?)
}
