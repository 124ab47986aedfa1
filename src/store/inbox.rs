//! What people said and is not handled yet.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, touched};
use crate::domain::{AccountId, ConversationId, Locale};

/// A message to be stored.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The platform's id of the update; the same update has the same id however often it comes.
    pub external_id: &'a str,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// The platform's own bytes.
    pub payload: &'a str,
    /// When the platform says that it was said.
    pub sent_at: DateTime<Utc>,
}

/// Leaves a message of our own for a talk.
pub async fn tell(
    db: &mut PgConnection,
    account: AccountId,
    conversation: ConversationId,
    payload: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        r#"
        insert into inbox (account_id, conversation_id, external_id, payload, source, sent_at,
            received_at)
        values ($1, $2, '', $3, 'alarm', $4, $4)
        "#,
        account.0,
        conversation.0,
        payload,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores what came in, in order, and moves the offset from which the account is polled if
/// `moved` says who polls and how far. What is here already is left out. One statement, so all
/// of it is durable or none. No external id is given twice.
///
/// Gives the places in line of what was new, with its external ids.
///
/// # Errors
/// Also if another process stores the same at this very moment; trying again leaves it out.
pub async fn receive(
    db: &mut PgConnection,
    account: AccountId,
    arrivals: &[Arrival<'_>],
    moved: Option<(Uuid, i64)>,
    now: DateTime<Utc>,
) -> Result<Vec<(String, i64)>> {
    let (holder, poll_offset) = moved.unzip();
    let externals: Vec<&str> = arrivals.iter().map(|a| a.external_id).collect();
    let conversations: Vec<i64> = arrivals.iter().map(|a| a.conversation.0).collect();
    let payloads: Vec<&str> = arrivals.iter().map(|a| a.payload).collect();
    let sent: Vec<DateTime<Utc>> = arrivals.iter().map(|a| a.sent_at).collect();
    let rows = sqlx::query!(
        r#"
        with fresh as materialized (
            -- A subquery a row is an index look-up, however full the tables were when the
            -- statement was planned; a join would not be.
            select a.*
            from unnest($2::text[], $3::bigint[], $4::text[], $5::timestamptz[])
                with ordinality as a (external_id, conversation_id, payload, sent_at, position)
            where (
                select r.received_at from received r
                where r.account_id = $1 and r.external_id = a.external_id
            ) is null
        ), noted as (
            insert into received (account_id, external_id, received_at)
            select $1, external_id, $7 from fresh
        ), moved as (
            -- A process that has lost the account to another does not move the other's offset.
            update account set poll_offset = $6 where id = $1 and lease_holder = $8::uuid
        )
        insert into inbox (account_id, conversation_id, external_id, payload, source, sent_at,
                           received_at)
        select $1, conversation_id, external_id, payload, 'platform', sent_at, $7
        from fresh order by position
        returning external_id, seq
        "#,
        account.0,
        &externals as _,
        &conversations,
        &payloads as _,
        &sent,
        poll_offset,
        now,
        holder,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.external_id, row.seq)).collect())
}

/// A message to be handled.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its place in line.
    pub seq: i64,
    /// Where it was said.
    pub account: AccountId,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// The platform's own bytes, or the name of an alarm.
    pub payload: String,
    /// Whether it is an alarm of ours.
    pub is_alarm: bool,
    /// When the platform says that it was said.
    pub sent_at: DateTime<Utc>,
    /// When we stored it.
    pub received_at: DateTime<Utc>,
}

/// The accounts of messages, each once.
#[must_use]
pub fn accounts_of(messages: &[Arc<Pending>]) -> Vec<AccountId> {
    let mut accounts: Vec<AccountId> = messages.iter().map(|message| message.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

/// Reads the oldest `limit` messages of these accounts that wait to be handled, in order.
pub async fn oldest(
    db: &mut PgConnection,
    accounts: &[AccountId],
    limit: i64,
) -> Result<Vec<Pending>> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    let rows = sqlx::query!(
        r#"
        select seq, account_id, conversation_id, payload, source = 'alarm' as "is_alarm!",
               sent_at, received_at
        from inbox
        where parked_at is null and account_id = any($2)
        order by seq limit $1
        "#,
        limit,
        &accounts,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Pending {
            seq: row.seq,
            account: AccountId(row.account_id),
            conversation: ConversationId(row.conversation_id),
            payload: row.payload,
            is_alarm: row.is_alarm,
            sent_at: row.sent_at,
            received_at: row.received_at,
        })
        .collect())
}

/// Locks one message and its conversation until the transaction ends. Gives whether it still
/// waits to be handled, and nobody else has it.
pub async fn lock(db: &mut PgConnection, seq: i64) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "select i.seq from inbox i join conversation c on c.id = i.conversation_id
         where i.seq = $1 and i.parked_at is null
         for update of i, c skip locked",
        seq,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Forgets messages of these accounts that are handled.
///
/// # Errors
/// If one of them is gone already: another process has handled it.
pub async fn handled(db: &mut PgConnection, accounts: &[AccountId], seqs: &[i64]) -> Result<()> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    let result = sqlx::query!(
        "delete from inbox where seq = any($1) and account_id = any($2)",
        seqs,
        &accounts,
    )
    .execute(db)
    .await?;
    touched("inbox", seqs.len(), result.rows_affected())
}

/// Notes that handling a message has failed. At the last attempt it is parked for staff.
/// Gives whether it is parked now.
pub async fn failed(
    db: &mut PgConnection,
    seq: i64,
    why: &str,
    max_attempts: i16,
    now: DateTime<Utc>,
) -> Result<bool> {
    let parked = sqlx::query_scalar!(
        r#"
        update inbox set
            attempts = attempts + 1,
            parked_at = case when attempts + 1 >= $3::smallint then $4::timestamptz end,
            parked_why = case when attempts + 1 >= $3::smallint then $2 end
        where seq = $1
        returning parked_at is not null as "parked!"
        "#,
        seq,
        why,
        max_attempts,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(parked.unwrap_or(false))
}

/// Gives messages of chats that we had forgotten to the chats that those are now.
pub async fn move_to(
    db: &mut PgConnection,
    seqs: &[i64],
    conversation: ConversationId,
) -> Result<()> {
    sqlx::query!("update inbox set conversation_id = $2 where seq = any($1)", seqs, conversation.0)
        .execute(db)
        .await?;
    Ok(())
}

/// A message of a person that has waited for long.
#[derive(Clone, Debug)]
pub struct Late {
    /// Its place in line.
    pub seq: i64,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// The platform's chat id.
    pub chat: String,
    /// The language of the conversation.
    pub locale: Locale,
}

/// The oldest `limit` messages of an account behind place `after` that came before `before`
/// and wait to be handled.
pub async fn late(
    db: &mut PgConnection,
    account: AccountId,
    before: DateTime<Utc>,
    after: i64,
    limit: i64,
) -> Result<Vec<Late>> {
    let rows = sqlx::query!(
        r#"
        select i.seq, i.conversation_id, c.chat, c.locale
        from (
            select seq, conversation_id from inbox
            where seq > $3 and parked_at is null and source = 'platform' and received_at < $2
              and account_id = $1
            order by seq limit $4
        ) i
        join conversation c on c.id = i.conversation_id
        order by i.seq
        "#,
        account.0,
        before,
        after,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Late {
            seq: row.seq,
            conversation: ConversationId(row.conversation_id),
            chat: row.chat,
            locale: Locale::from_code(&row.locale).unwrap_or_default(),
        })
        .collect())
}

/// How much is waiting, and since when; and how many wait for staff.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Messages that wait to be handled.
    pub waiting: i64,
    /// When the oldest of them came.
    pub oldest: Option<DateTime<Utc>>,
    /// Messages that are parked.
    pub parked: i64,
}

/// Looks at the line.
pub async fn depth(db: &mut PgConnection) -> Result<Depth> {
    Ok(sqlx::query_as!(
        Depth,
        r#"
        select count(*) filter (where parked_at is null) as "waiting!",
               min(received_at) filter (where parked_at is null) as oldest,
               count(*) filter (where parked_at is not null) as "parked!"
        from inbox
        "#
    )
    .fetch_one(db)
    .await?)
}
