//! Chats, and where each talk stands.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Result, touched};
use crate::domain::{AccountId, ConversationId, Locale, PersonId};

/// A conversation as it is after a batch.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Which.
    pub conversation: ConversationId,
    /// Who is talking.
    pub person: Option<PersonId>,
    /// The language from now on.
    pub locale: Locale,
    /// Where the talk stands, as JSON text.
    pub session: String,
    /// False once the platform says that the person cannot be written to.
    pub reachable: bool,
    /// Whether the person spoke; an alarm of ours is no sign of life.
    pub spoke: bool,
}

/// Keeps where talks stand. Whoever speaks can be reached again.
pub async fn save(db: &mut PgConnection, saved: &[Saved], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<i64> = saved.iter().map(|s| s.conversation.0).collect();
    let persons: Vec<Option<i64>> = saved.iter().map(|s| s.person.map(|p| p.0)).collect();
    let locales: Vec<&str> = saved.iter().map(|s| s.locale.code()).collect();
    let sessions: Vec<&str> = saved.iter().map(|s| s.session.as_str()).collect();
    let reachable: Vec<bool> = saved.iter().map(|s| s.reachable).collect();
    let spoke: Vec<bool> = saved.iter().map(|s| s.spoke).collect();
    let result = sqlx::query!(
        r#"
        update conversation c set
            person_id = s.person_id,
            locale = s.locale,
            session = s.session,
            last_heard_at = case when s.spoke then $7 else c.last_heard_at end,
            unreachable_since = case when not s.reachable then coalesce(c.unreachable_since, $7)
                                     when s.spoke then null
                                     else c.unreachable_since end
        from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::boolean[],
                    $6::boolean[])
            as s (id, person_id, locale, session, reachable, spoke)
        where c.id = s.id
        "#,
        &ids,
        &persons as _,
        &locales as _,
        &sessions as _,
        &reachable,
        &spoke,
        now,
    )
    .execute(db)
    .await?;
    touched("conversation", saved.len(), result.rows_affected())
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

/// Where these people can be told something. Who cannot be reached is missing.
pub async fn recipients(db: &mut PgConnection, persons: &[PersonId]) -> Result<Vec<Recipient>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"
        select distinct on (person_id) person_id as "person_id!", id, account_id, chat, locale
        from conversation
        where person_id = any($1) and unreachable_since is null
        order by person_id, last_heard_at desc nulls last
        "#,
        &ids,
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
