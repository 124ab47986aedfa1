//! Chats, and where each talk stands.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Result, touched};
use crate::domain::{AccountId, ConversationId, Hindrance, Locale, PersonId};

/// Where a talk stands, as it is stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Which.
    pub conversation: ConversationId,
    /// Where it is held.
    pub account: AccountId,
    /// The platform's chat id.
    pub chat: String,
    /// Who is talking; nobody before consent.
    pub person: Option<PersonId>,
    /// The language.
    pub locale: Locale,
    /// Where the talk stands, as JSON text.
    pub session: String,
    /// Something that we owe this person waits for their next word.
    pub awaited: bool,
    /// When this person was last heard.
    pub heard_at: Option<DateTime<Utc>>,
    /// Which version of the row this is.
    pub version: Version,
}

/// A version of a row: the number of the transaction that wrote it (`xmin`), as PostgreSQL keeps
/// it for itself. Whoever changes the row, in whatever way, changes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Version(i64);

/// Reads where these talks of these accounts stand, without locking them: [`save`] notices if one
/// has changed since. Conversations that do not exist are missing.
pub async fn load(
    db: &mut PgConnection,
    accounts: &[AccountId],
    ids: &[ConversationId],
) -> Result<Vec<Stored>> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        select id, account_id, chat, person_id, locale, session, awaited, last_heard_at,
               xmin::text::bigint as "version!"
        from conversation where id = any($1) and account_id = any($2)
        "#,
        &ids,
        &accounts,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Stored {
            conversation: ConversationId(row.id),
            account: AccountId(row.account_id),
            chat: row.chat,
            person: row.person_id.map(PersonId),
            locale: Locale::from_code(&row.locale).unwrap_or_default(),
            session: row.session,
            awaited: row.awaited,
            heard_at: row.last_heard_at,
            version: Version(row.version),
        })
        .collect())
}

/// The conversations of these chats of an account. A new chat begins in the language given with
/// it. No chat is given twice.
pub async fn meet(
    db: &mut PgConnection,
    account: AccountId,
    chats: &[(&str, Locale)],
    now: DateTime<Utc>,
) -> Result<Vec<(String, ConversationId)>> {
    let (names, locales): (Vec<&str>, Vec<&str>) =
        chats.iter().map(|(chat, locale)| (*chat, locale.code())).unzip();
    let rows = sqlx::query!(
        r#"
        with born as (
            insert into conversation (account_id, chat, locale, created_at)
            select $1, n.chat, n.locale, $4 from unnest($2::text[], $3::text[]) as n (chat, locale)
            where not exists (
                select from conversation c where c.account_id = $1 and c.chat = n.chat
            )
            on conflict (account_id, chat) do nothing
            returning id, chat
        )
        select id as "id!", chat as "chat!" from born
        union all
        select id, chat from conversation where account_id = $1 and chat = any($2)
        "#,
        account.0,
        &names as _,
        &locales as _,
        now,
    )
    .fetch_all(db)
    .await?;
    // Two servers may meet the same new person at the same instant. One of them then finds
    // neither the old row nor its own, and asks again.
    touched("conversation", chats.len(), rows.len() as u64)?;
    Ok(rows.into_iter().map(|row| (row.chat, ConversationId(row.id))).collect())
}

/// A conversation as it is after a batch.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Which.
    pub conversation: ConversationId,
    /// Where it is held.
    pub account: AccountId,
    /// The version that was thought about.
    pub version: Version,
    /// Who is talking.
    pub person: Option<PersonId>,
    /// The language from now on.
    pub locale: Locale,
    /// Where the talk stands, as JSON text.
    pub session: String,
    /// False once the platform says that the person cannot be written to.
    pub reachable: bool,
    /// When the person was last heard, as the platform says.
    pub heard_at: Option<DateTime<Utc>>,
    /// Whether the person spoke; an alarm of ours is no sign of life.
    pub spoke: bool,
}

/// Keeps where talks stand, and gives the version that all of them have from now on. Whoever
/// speaks can be reached again, and is awaited no more: see
/// [`waiting::release`](super::waiting::release).
///
/// # Errors
/// Nothing is kept if one of them has changed since it was read.
pub async fn save(db: &mut PgConnection, saved: &[Saved], now: DateTime<Utc>) -> Result<Version> {
    let ids: Vec<i64> = saved.iter().map(|s| s.conversation.0).collect();
    let versions: Vec<i64> = saved.iter().map(|s| s.version.0).collect();
    let persons: Vec<Option<i64>> = saved.iter().map(|s| s.person.map(|p| p.0)).collect();
    let locales: Vec<&str> = saved.iter().map(|s| s.locale.code()).collect();
    let sessions: Vec<&str> = saved.iter().map(|s| s.session.as_str()).collect();
    let reachable: Vec<bool> = saved.iter().map(|s| s.reachable).collect();
    let heard: Vec<Option<DateTime<Utc>>> = saved.iter().map(|s| s.heard_at).collect();
    let spoke: Vec<bool> = saved.iter().map(|s| s.spoke).collect();
    let mut accounts: Vec<i32> = saved.iter().map(|s| s.account.0).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let row = sqlx::query!(
        r#"
        with saved as (
            update conversation c set
                person_id = s.person_id,
                locale = s.locale,
                session = s.session,
                last_heard_at = s.heard_at,
                unreachable_since = case
                    when not s.reachable then coalesce(c.unreachable_since, $8)
                    when s.spoke then null
                    else c.unreachable_since end,
                closed_at = case when s.spoke then null else c.closed_at end,
                awaited = c.awaited and not s.spoke
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[],
                        $6::boolean[], $7::boolean[], $9::timestamptz[])
                as s (id, version, person_id, locale, session, reachable, spoke, heard_at)
            where c.id = s.id and c.account_id = any($10) and c.xmin::text::bigint = s.version
            returning c.id
        )
        -- The row keeps the lower half of the transaction's number.
        select count(*) as "count!",
               pg_current_xact_id()::text::bigint & 4294967295 as "version!"
        from saved
        "#,
        &ids,
        &versions,
        &persons as _,
        &locales as _,
        &sessions as _,
        &reachable,
        &spoke,
        now,
        &heard as _,
        &accounts,
    )
    .fetch_one(db)
    .await?;
    touched("conversation", saved.len(), row.count.unsigned_abs())?;
    Ok(Version(row.version))
}

/// Where somebody can be told something.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// The chat that they used last and that can be written to.
    pub conversation: ConversationId,
    /// Where it is.
    pub account: AccountId,
    /// The platform's chat id.
    pub chat: String,
    /// The language to speak.
    pub locale: Locale,
}

/// An account that is served, and when a person must have been heard last to be told something
/// unasked.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    /// The account.
    pub account: AccountId,
    /// None: at any time.
    pub heard_since: Option<DateTime<Utc>>,
}

/// Where these people can be told something: the chat that they used last among those that can
/// take it, or else the one that they used last. Who cannot be reached at all is missing.
pub async fn recipients(
    db: &mut PgConnection,
    persons: &[PersonId],
    served: &[Served],
) -> Result<Vec<Recipient>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let accounts: Vec<i32> = served.iter().map(|s| s.account.0).collect();
    let since: Vec<Option<DateTime<Utc>>> = served.iter().map(|s| s.heard_since).collect();
    let rows = sqlx::query!(
        r#"
        select distinct on (c.person_id) c.person_id as "person_id!", c.id, c.account_id, c.chat,
               c.locale
        from conversation c
        join account a on a.id = c.account_id
        join unnest($2::integer[], $3::timestamptz[]) as s (account_id, heard_since)
            on s.account_id = a.id
        where c.person_id = any($1) and c.unreachable_since is null
        order by c.person_id,
                 (c.closed_at is null and a.quota_out_since is null
                  and (s.heard_since is null or c.last_heard_at > s.heard_since)) desc,
                 c.last_heard_at desc nulls last
        "#,
        &ids,
        &accounts,
        &since as _,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Recipient {
            person: PersonId(row.person_id),
            conversation: ConversationId(row.id),
            account: AccountId(row.account_id),
            chat: row.chat,
            locale: Locale::from_code(&row.locale).unwrap_or_default(),
        })
        .collect())
}

/// Those of these people who have a chat and can be told nothing in any of them now, and why.
pub async fn hindered(
    db: &mut PgConnection,
    persons: &[PersonId],
    served: &[Served],
) -> Result<HashMap<PersonId, Hindrance>> {
    if persons.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let accounts: Vec<i32> = served.iter().map(|s| s.account.0).collect();
    let since: Vec<Option<DateTime<Utc>>> = served.iter().map(|s| s.heard_since).collect();
    let rows = sqlx::query!(
        r#"
        with chat as (
            select c.person_id, c.unreachable_since is null as is_there,
                   c.closed_at is null
                       and (s.heard_since is null or c.last_heard_at > s.heard_since) as is_open,
                   a.quota_out_since is null as has_quota
            from conversation c
            join account a on a.id = c.account_id
            join unnest($2::integer[], $3::timestamptz[]) as s (account_id, heard_since)
                on s.account_id = c.account_id
            where c.person_id = any($1)
        )
        select person_id as "person_id!", bool_or(is_there) as "is_there!",
               bool_or(is_there and is_open) as "is_open!",
               exists (
                   select from outbox o where o.waits_for = person_id and o.failed_at is null
               ) as "awaited!"
        from chat
        group by person_id
        having not bool_or(is_there and is_open and has_quota)
        "#,
        &ids,
        &accounts,
        &since as _,
    )
    .fetch_all(db)
    .await?;
    let hindrance = |is_there, is_open, awaited| match (is_there, is_open) {
        (false, _) => Hindrance::Left,
        (true, false) => Hindrance::HasToWrite { awaited },
        (true, true) => Hindrance::NoQuota,
    };
    let rows = rows
        .into_iter()
        .map(|row| (PersonId(row.person_id), hindrance(row.is_there, row.is_open, row.awaited)));
    Ok(rows.collect())
}

/// Notes that these people have to write first. All their chats are watched for their next word;
/// gives those that have changed.
pub async fn close(
    db: &mut PgConnection,
    conversations: &[ConversationId],
    now: DateTime<Utc>,
) -> Result<Vec<ConversationId>> {
    let ids: Vec<i64> = conversations.iter().map(|c| c.0).collect();
    let changed = sqlx::query_scalar!(
        r#"
        update conversation set awaited = true,
            closed_at = case when id = any($1) then coalesce(closed_at, $2) else closed_at end
        where id = any($1)
           or person_id in (select person_id from conversation where id = any($1))
        returning id
        "#,
        &ids,
        now,
    )
    .fetch_all(db)
    .await?;
    Ok(changed.into_iter().map(ConversationId).collect())
}

/// Notes that these people cannot be written to.
pub async fn unreachable(
    db: &mut PgConnection,
    conversations: &[ConversationId],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<i64> = conversations.iter().map(|c| c.0).collect();
    sqlx::query!(
        "update conversation set unreachable_since = $2
         where id = any($1) and unreachable_since is null",
        &ids,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whose chat it is, and where the talk stands. Locked until the transaction ends.
pub async fn standing(
    db: &mut PgConnection,
    conversation: ConversationId,
) -> Result<Option<(Option<PersonId>, String)>> {
    let row = sqlx::query!(
        "select person_id, session from conversation where id = $1 for update",
        conversation.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.person_id.map(PersonId), row.session)))
}

/// Gives a chat to somebody. Whether something waits for that person's word is
/// looked up when they say it.
pub async fn move_to(
    db: &mut PgConnection,
    conversation: ConversationId,
    person: PersonId,
    session: &str,
) -> Result<()> {
    sqlx::query!(
        "update conversation set person_id = $2, session = $3, awaited = true where id = $1",
        conversation.0,
        person.0,
        session,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many chats a person has.
pub async fn count(db: &mut PgConnection, person: PersonId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from conversation where person_id = $1"#,
        person.0,
    )
    .fetch_one(db)
    .await?)
}

/// Where these chats are.
pub async fn addresses(
    db: &mut PgConnection,
    conversations: &[ConversationId],
) -> Result<Vec<(ConversationId, AccountId, String, Locale)>> {
    let ids: Vec<i64> = conversations.iter().map(|c| c.0).collect();
    let rows = sqlx::query!(
        "select id, account_id, chat, locale from conversation where id = any($1)",
        &ids,
    )
    .fetch_all(db)
    .await?;
    let address = |locale: &str| Locale::from_code(locale).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| {
            (ConversationId(row.id), AccountId(row.account_id), row.chat, address(&row.locale))
        })
        .collect())
}

/// Opens a chat for somebody who is known already. What exists stays as it is.
pub async fn open(
    db: &mut PgConnection,
    account: AccountId,
    chat: &str,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into conversation (account_id, chat, person_id, created_at)
         values ($1, $2, $3, $4)
         on conflict (account_id, chat) do nothing",
        account.0,
        chat,
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
