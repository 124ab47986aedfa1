//! What people said and is not handled yet.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, touched};
use crate::domain::{AccountId, ConversationId, Locale, PersonId};

/// A message to be stored.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The platform's id of the update; the same update has the same id however often it comes.
    pub external_id: String,
    /// The platform's chat id.
    pub chat: String,
    /// The platform's own bytes.
    pub payload: String,
    /// When the platform says that it was said.
    pub sent_at: DateTime<Utc>,
    /// A new conversation begins in this language.
    pub locale: Locale,
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
/// of it is durable or none.
///
/// Gives how many were new.
pub async fn receive(
    db: &mut PgConnection,
    account: AccountId,
    arrivals: &[Arrival],
    moved: Option<(Uuid, i64)>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let (holder, poll_offset) = moved.unzip();
    let externals: Vec<&str> = arrivals.iter().map(|a| a.external_id.as_str()).collect();
    let chats: Vec<&str> = arrivals.iter().map(|a| a.chat.as_str()).collect();
    let payloads: Vec<&str> = arrivals.iter().map(|a| a.payload.as_str()).collect();
    let sent: Vec<DateTime<Utc>> = arrivals.iter().map(|a| a.sent_at).collect();
    let locales: Vec<&str> = arrivals.iter().map(|a| a.locale.code()).collect();
    let result = sqlx::query!(
        r#"
        with arrival as materialized (
            -- A subquery a row, so that it is an index look-up however many conversations exist.
            select distinct on (external_id) a.*,
                (select c.id from conversation c
                 where c.account_id = $1 and c.chat = a.chat) as conversation_id
            from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
                with ordinality as a (external_id, chat, payload, sent_at, locale, position)
            order by external_id, position
        ), moved as (
            -- A process that has lost the account to another does not move the other's offset.
            update account set poll_offset = $7 where id = $1 and lease_holder = $9::uuid
        ), fresh as (
            insert into received (account_id, external_id, received_at)
            select $1, external_id, $8 from arrival
            on conflict do nothing
            returning external_id
        ), born as (
            insert into conversation (account_id, chat, locale, created_at)
            select distinct on (chat) $1::integer, chat, locale, $8::timestamptz
            from arrival where conversation_id is null
            order by chat, position
            on conflict (account_id, chat) do nothing
            returning id, chat
        )
        insert into inbox (account_id, conversation_id, external_id, payload, source, sent_at, received_at)
        -- Two servers may meet the same new person at the same instant. One of them then finds
        -- neither the old row nor its own; the missing id fails the statement, and it is sent again.
        select $1, coalesce(a.conversation_id, born.id), a.external_id, a.payload, 'platform',
               a.sent_at, $8
        from arrival a
        join fresh using (external_id)
        left join born on born.chat = a.chat
        order by a.position
        "#,
        account.0,
        &externals as _,
        &chats as _,
        &payloads as _,
        &sent,
        &locales as _,
        poll_offset,
        now,
        holder,
    )
    .execute(db)
    .await?;
    Ok(result.rows_affected())
}

/// A message to be handled, with the conversation that it belongs to.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Its place in line.
    pub seq: i64,
    /// The platform's own bytes, or the name of an alarm.
    pub payload: String,
    /// Whether it is an alarm of ours.
    pub is_alarm: bool,
    /// When the platform says that it was said.
    pub sent_at: DateTime<Utc>,
    /// When we stored it.
    pub received_at: DateTime<Utc>,
    /// How often handling it has failed.
    pub attempts: i16,
    /// The conversation.
    pub conversation: ConversationId,
    /// Where the conversation is.
    pub account: AccountId,
    /// The platform's chat id.
    pub chat: String,
    /// Who is talking; nobody before consent.
    pub person: Option<PersonId>,
    /// The language of the conversation.
    pub locale: Locale,
    /// Where the conversation stands, as JSON text.
    pub session: String,
    /// Something that we owe this person waits for their next word.
    pub awaited: bool,
}

/// Takes the conversations of the oldest `limit` messages of these accounts, with those messages
/// in order. They are locked until the transaction ends; what another transaction has locked is
/// passed over.
pub async fn claim(
    db: &mut PgConnection,
    accounts: &[AccountId],
    limit: i64,
) -> Result<Vec<Pending>> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    let oldest = sqlx::query_as!(
        Place,
        "select seq, conversation_id from inbox
         where parked_at is null and account_id = any($2)
         order by seq limit $1",
        limit,
        &accounts,
    )
    .fetch_all(&mut *db)
    .await?;
    lock(db, &oldest).await
}

/// Takes one message with its conversation, the same way. For going on one by one after a whole
/// batch has failed.
pub async fn claim_one(db: &mut PgConnection, seq: i64) -> Result<Option<Pending>> {
    let place = sqlx::query_as!(
        Place,
        "select seq, conversation_id from inbox where seq = $1 and parked_at is null",
        seq,
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(lock(db, &place).await?.pop())
}

/// Where a message stands in line.
struct Place {
    seq: i64,
    conversation_id: i64,
}

/// Locks conversations and their messages, and reads them. Messages of a conversation that is
/// locked elsewhere are left out.
///
/// Both are locked: a conversation that another transaction has just let go is taken with its
/// messages as they were before, and only the lock on the message notices that it is handled
/// already. Both tables are met by key and joined here, because the planner has no idea of the
/// sizes of tables that change this fast.
async fn lock(db: &mut PgConnection, places: &[Place]) -> Result<Vec<Pending>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let conversations: Vec<i64> = places.iter().map(|place| place.conversation_id).collect();
    let mine = sqlx::query!(
        "select id, account_id, chat, person_id, locale, session, awaited from conversation
         where id = any($1) for update skip locked",
        &conversations,
    )
    .fetch_all(&mut *db)
    .await?;
    let mine: HashMap<i64, _> = mine.into_iter().map(|row| (row.id, row)).collect();
    let seqs: Vec<i64> = places
        .iter()
        .filter(|place| mine.contains_key(&place.conversation_id))
        .map(|place| place.seq)
        .collect();
    let messages = sqlx::query!(
        r#"
        select seq, conversation_id, payload, source = 'alarm' as "is_alarm!", sent_at,
               received_at, attempts
        from inbox where seq = any($1)
        order by seq
        for update skip locked
        "#,
        &seqs,
    )
    .fetch_all(db)
    .await?;
    Ok(messages
        .into_iter()
        .filter_map(|message| {
            let conversation = mine.get(&message.conversation_id)?;
            Some(Pending {
                seq: message.seq,
                payload: message.payload,
                is_alarm: message.is_alarm,
                sent_at: message.sent_at,
                received_at: message.received_at,
                attempts: message.attempts,
                conversation: ConversationId(conversation.id),
                account: AccountId(conversation.account_id),
                chat: conversation.chat.clone(),
                person: conversation.person_id.map(PersonId),
                locale: Locale::from_code(&conversation.locale).unwrap_or_default(),
                session: conversation.session.clone(),
                awaited: conversation.awaited,
            })
        })
        .collect())
}

/// Forgets messages that are handled.
pub async fn handled(db: &mut PgConnection, seqs: &[i64]) -> Result<()> {
    let result = sqlx::query!("delete from inbox where seq = any($1)", seqs).execute(db).await?;
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

/// Forgets the ids of messages that came before `before`: no platform delivers again after days.
pub async fn forget_received(db: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    Ok(sqlx::query!("delete from received where received_at < $1", before)
        .execute(db)
        .await?
        .rows_affected())
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
