//! What we owe to people.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, touched};
use crate::domain::{AccountId, ConversationId, InitiativeId};

/// The order in which a busy account sends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Lane {
    /// An answer to somebody who is waiting for it.
    Reply = 0,
    /// News that concerns one person.
    Notice = 1,
    /// News for many.
    Broadcast = 2,
}

impl Lane {
    /// Every lane, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Reply, Self::Notice, Self::Broadcast];

    fn from_number(number: i16) -> Self {
        match number {
            0 => Self::Reply,
            1 => Self::Notice,
            _ => Self::Broadcast,
        }
    }

    /// Its name in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Notice => "notice",
            Self::Broadcast => "broadcast",
        }
    }
}

/// A message to be owed.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The account to send it from.
    pub account: AccountId,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// The platform's chat id.
    pub chat: String,
    /// How urgent it is.
    pub lane: Lane,
    /// [`Outbound`](crate::message::Outbound) as JSON text.
    pub body: String,
    /// Not to be sent before.
    pub due_at: DateTime<Utc>,
    /// The initiative whose decision it tells of.
    pub initiative: Option<InitiativeId>,
    /// Leased from birth to whoever writes it, who then sends it without asking again.
    pub leased: bool,
}

/// A message to be sent now.
#[derive(Clone, Debug)]
pub struct Due {
    /// Its row.
    pub id: i64,
    /// The conversation that it belongs to.
    pub conversation: ConversationId,
    /// The platform's chat id.
    pub chat: String,
    /// How urgent it is.
    pub lane: Lane,
    /// [`Outbound`](crate::message::Outbound) as JSON text.
    pub body: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// How often sending it has failed; where it may have arrived, how often nobody knows whether.
    pub attempts: i16,
    /// Whether it may have arrived.
    pub maybe_sent: bool,
    /// When its person was last heard.
    pub heard_at: Option<DateTime<Utc>>,
}

/// A lease: whose, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    /// The process.
    pub holder: Uuid,
    /// When it ends by itself.
    pub until: DateTime<Utc>,
}

/// Writes down what we owe, in order. Gives the rows' ids in the same order.
pub async fn owe(
    db: &mut PgConnection,
    owed: &[Owed],
    lease: Lease,
    now: DateTime<Utc>,
) -> Result<Vec<i64>> {
    let accounts: Vec<i32> = owed.iter().map(|o| o.account.0).collect();
    let conversations: Vec<i64> = owed.iter().map(|o| o.conversation.0).collect();
    let chats: Vec<&str> = owed.iter().map(|o| o.chat.as_str()).collect();
    let lanes: Vec<i16> = owed.iter().map(|o| o.lane as i16).collect();
    let bodies: Vec<&str> = owed.iter().map(|o| o.body.as_str()).collect();
    let due: Vec<DateTime<Utc>> = owed.iter().map(|o| o.due_at).collect();
    let initiatives: Vec<Option<i64>> = owed.iter().map(|o| o.initiative.map(|i| i.0)).collect();
    let leased: Vec<bool> = owed.iter().map(|o| o.leased).collect();
    let ids = sqlx::query_scalar!(
        r#"
        insert into outbox (account_id, conversation_id, chat, lane, body, created_at, due_at,
                            initiative_id, leased_by, leased_until)
        select account_id, conversation_id, chat, lane, body, $9, due_at, initiative_id,
               case when leased then $10::uuid end, case when leased then $11::timestamptz end
        from unnest($1::integer[], $2::bigint[], $3::text[], $4::smallint[], $5::text[],
                    $6::timestamptz[], $7::bigint[], $8::boolean[])
            with ordinality as o (account_id, conversation_id, chat, lane, body, due_at,
                                  initiative_id, leased, position)
        order by position
        returning id
        "#,
        &accounts,
        &conversations,
        &chats as _,
        &lanes,
        &bodies as _,
        &due,
        &initiatives as _,
        &leased,
        now,
        lease.holder,
        lease.until,
    )
    .fetch_all(db)
    .await?;
    touched("outbox", owed.len(), ids.len() as u64)?;
    Ok(ids)
}

/// Takes messages out of the hands of processes whose lease has run out. Gives how many.
pub async fn reap(db: &mut PgConnection, now: DateTime<Utc>) -> Result<u64> {
    Ok(sqlx::query!(
        "update outbox set leased_by = null, leased_until = null where leased_until < $1",
        now,
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// Has messages wait no longer than they were to, where the clock was set back after they were
/// written or put off: that was after `latest`, and so it is in the future. What waits for its
/// person's word waits on. Gives how many.
pub async fn mend(
    db: &mut PgConnection,
    accounts: &[AccountId],
    latest: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    Ok(sqlx::query!(
        r#"
        update outbox
        set due_at = $3::timestamptz + (due_at - coalesce(put_off_at, created_at)), put_off_at = $3
        where account_id = any($1) and due_at > $2 and due_at < 'infinity'
          and failed_at is null and leased_by is null
          and coalesce(put_off_at, created_at) > $2
        "#,
        &accounts,
        latest,
        now,
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// Leases messages of an account that are due and in nobody's hands: new ones, ones to be tried
/// again, ones that a dead process has left (see [`reap`]). At most `limit` replies, and at most `bulk` of the
/// other lanes. A conversation in which an earlier message waits to be tried again is passed
/// over, so that order holds.
pub async fn claim(
    db: &mut PgConnection,
    account: AccountId,
    lease: Lease,
    now: DateTime<Utc>,
    limit: i64,
    bulk: i64,
) -> Result<Vec<Due>> {
    let rows = sqlx::query!(
        r#"
        with due as materialized (
            select o.id, o.lane from outbox o
            where o.account_id = $1 and o.due_at <= $2 and o.failed_at is null
              and o.leased_by is null
              and not exists (
                  select from outbox earlier
                  where earlier.account_id = $1 and earlier.conversation_id = o.conversation_id
                    and earlier.id < o.id and earlier.failed_at is null
                    and earlier.leased_by is null
                    and earlier.attempts > 0 and earlier.due_at > $2
              )
            order by o.lane, o.id
            limit $3
            for update skip locked
        ), mine as (
            select id from due where lane = 0
            union all
            (select id from due where lane > 0 order by lane, id limit $6)
        )
        update outbox o set leased_by = $4, leased_until = $5
        from mine, conversation c
        where o.id = mine.id and c.id = o.conversation_id and c.account_id = $1
        returning o.id, o.conversation_id, o.chat, o.lane, o.body, o.created_at, o.attempts,
                  o.maybe_sent, c.last_heard_at
        "#,
        account.0,
        now,
        limit,
        lease.holder,
        lease.until,
        bulk,
    )
    .fetch_all(db)
    .await?;
    let mut due: Vec<Due> = rows
        .into_iter()
        .map(|row| Due {
            id: row.id,
            conversation: ConversationId(row.conversation_id),
            chat: row.chat,
            lane: Lane::from_number(row.lane),
            body: row.body,
            created_at: row.created_at,
            attempts: row.attempts,
            maybe_sent: row.maybe_sent,
            heard_at: row.last_heard_at,
        })
        .collect();
    due.sort_by_key(|message| (message.lane, message.id));
    Ok(due)
}

/// The conversations of an account in which an answer, or what was tried before, waits for its next
/// turn, and until when.
pub async fn put_off(
    db: &mut PgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<(ConversationId, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        r#"
        select conversation_id, max(due_at) as "due_at!"
        from outbox
        where account_id = $1 and due_at > $2 and due_at < 'infinity'
          and failed_at is null and leased_by is null and (lane = 0 or attempts > 0)
        group by conversation_id
        "#,
        account.0,
        now,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (ConversationId(row.conversation_id), row.due_at)).collect())
}

/// Forgets what is delivered, by its accounts.
///
/// The one commit that does not wait for the disk: should the server fail within the next
/// moments, these messages are sent once more, which a failure between sending and this very
/// statement could bring about anyhow.
pub async fn delivered(db: &mut PgConnection, accounts: &[AccountId], ids: &[i64]) -> Result<()> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    sqlx::query!(
        "delete from outbox where id = any($1) and account_id = any($2)
         and (select set_config('synchronous_commit', 'off', true)) is not null",
        ids,
        &accounts,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A message to be tried again.
#[derive(Clone, Copy, Debug)]
pub struct Again {
    /// Its row.
    pub id: i64,
    /// From where it is to be sent.
    pub account: AccountId,
    /// When.
    pub due_at: DateTime<Utc>,
    /// Whether this was an attempt that has failed; waiting one's turn is none.
    pub counts: bool,
    /// Whether it may have arrived after all.
    pub maybe_sent: bool,
}

/// Puts messages back to be tried again.
pub async fn again(db: &mut PgConnection, again: &[Again], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<i64> = again.iter().map(|a| a.id).collect();
    let due: Vec<DateTime<Utc>> = again.iter().map(|a| a.due_at).collect();
    let counts: Vec<i16> = again.iter().map(|a| i16::from(a.counts)).collect();
    let maybe: Vec<bool> = again.iter().map(|a| a.maybe_sent).collect();
    let accounts: Vec<i32> = again.iter().map(|a| a.account.0).collect();
    sqlx::query!(
        r#"
        update outbox o set due_at = a.due_at, put_off_at = $6,
            leased_by = null, leased_until = null, maybe_sent = o.maybe_sent or a.maybe_sent,
            attempts = case
                -- Of a message that may have arrived only those attempts count of which nobody
                -- knows the outcome; it has been tried before in any case.
                when a.maybe_sent and not o.maybe_sent then 1
                when o.maybe_sent and not a.maybe_sent then greatest(o.attempts, a.counts)
                -- News may be put off for months. Nothing depends on so many, and the column
                -- has no room for more.
                else least(o.attempts + a.counts, 1000)
            end
        from unnest($1::bigint[], $2::timestamptz[], $3::smallint[], $4::boolean[])
            as a (id, due_at, counts, maybe_sent)
        where o.id = a.id and o.account_id = any($5)
        "#,
        &ids,
        &due,
        &counts,
        &maybe,
        &accounts,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives messages up, and says why. The rows stay, marked, without the words.
pub async fn give_up(
    db: &mut PgConnection,
    ids: &[i64],
    why: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        r#"
        update outbox o set failed_at = $3, failed_why = f.why, body = '',
            leased_by = null, leased_until = null
        from unnest($1::bigint[], $2::text[]) as f (id, why)
        where o.id = f.id
        "#,
        ids,
        why,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets go of everything that other processes hold of an account that `holder` has taken over.
pub async fn take_over(db: &mut PgConnection, account: AccountId, holder: Uuid) -> Result<u64> {
    Ok(sqlx::query!(
        "update outbox set leased_by = null, leased_until = null
         where account_id = $1 and leased_by <> $2",
        account.0,
        holder,
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// Lets go of what is leased to `holder` of an account without being in its hands. Gives how many
/// there were.
pub async fn let_go(
    db: &mut PgConnection,
    account: AccountId,
    holder: Uuid,
    in_hand: &[i64],
) -> Result<u64> {
    Ok(sqlx::query!(
        "update outbox set leased_by = null, leased_until = null
         where account_id = $1 and leased_by = $2 and id <> all($3)",
        account.0,
        holder,
        in_hand,
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// Lets go of what a process still holds, of one account or of all, so that another can go on at
/// once.
pub async fn release(
    db: &mut PgConnection,
    holder: Uuid,
    account: Option<AccountId>,
) -> Result<u64> {
    Ok(sqlx::query!(
        "update outbox set leased_by = null, leased_until = null
         where leased_by = $1 and ($2::integer is null or account_id = $2)",
        holder,
        account.map(|account| account.0),
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// Calls back the notices of an initiative's decision that nobody is sending. Gives whether the
/// decision is unheard of then: there were some, and none of them may have arrived.
pub async fn recall(db: &mut PgConnection, initiative: InitiativeId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"
        with recalled as (
            delete from outbox
            where initiative_id = $1 and leased_by is null and failed_at is null
            returning maybe_sent
        )
        select coalesce(not bool_or(maybe_sent), false) as "unheard!" from recalled
        "#,
        initiative.0,
    )
    .fetch_one(db)
    .await?)
}

/// What is owed in one lane.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// The lane.
    pub lane: Lane,
    /// Messages that should have been sent by now.
    pub waiting: i64,
    /// Since when the oldest of them should have been. Those of accounts that have used up what
    /// their plan allows are left out: of them the operator hears otherwise.
    pub oldest: Option<DateTime<Utc>>,
}

/// Looks at what should have been sent by now, lane by lane: answers from when they were written,
/// however often they were put off since, and news from when they are due.
pub async fn depth(db: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<Depth>> {
    let rows = sqlx::query!(
        r#"
        select o.lane, count(*) as "waiting!",
               -- What the clock has taken back was written in the future, and put off when that
               -- was found.
               min(case when o.lane = 0 then least(o.created_at, o.put_off_at) else o.due_at end)
                   filter (where a.quota_out_since is null) as oldest
        from outbox o
        left join account a on a.id = o.account_id
        where o.failed_at is null and (o.lane = 0 or o.due_at <= $1)
        group by o.lane
        "#,
        now,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Depth {
            lane: Lane::from_number(row.lane),
            waiting: row.waiting,
            oldest: row.oldest,
        })
        .collect())
}
