//! Erasing a person: what they have with us, and a statement for each thing that goes.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Result, touched};
use crate::domain::{AccountId, ConversationId, Holdings, InitiativeId, PersonId};

/// What a person has with us, counted; copies since `since`.
pub async fn holdings(
    db: &mut PgConnection,
    person: PersonId,
    since: DateTime<Utc>,
) -> Result<Holdings> {
    let row = sqlx::query!(
        r#"
        select
            count(*) as "initiatives!",
            count(*) filter (where status in ('received', 'in_review', 'needs_info',
                                              'supplemented')) as "open!",
            count(*) filter (where strpos(content, '"co_authors":[{') > 0) as "shared!",
            (select count(*) from publication where author_id = $1) as "shown!",
            (select count(*) from draft where person_id = $1) as "drafts!",
            (select count(*) from file where person_id = $1) as "files!",
            (select count(*) from conversation where person_id = $1) as "chats!",
            (select count(*) from data_request where person_id = $1 and at > $2) as "copies!"
        from initiative where author_id = $1 and erased_at is null
        "#,
        person.0,
        since,
    )
    .fetch_one(db)
    .await?;
    Ok(Holdings {
        initiatives: row.initiatives,
        open: row.open,
        shared: row.shared,
        shown: row.shown,
        drafts: row.drafts,
        files: row.files,
        chats: row.chats,
        copies: row.copies,
    })
}

/// Locks a person with all their chats, the chats first, as whoever speaks does. Gives the
/// chats; none where the person is erased already, or is nobody.
pub async fn lock(
    db: &mut PgConnection,
    person: PersonId,
    spoke_in: Option<ConversationId>,
) -> Result<Option<Vec<(ConversationId, AccountId)>>> {
    let chats = sqlx::query!(
        "select id, account_id from conversation where person_id = $1 or id = $2
         order by id for update",
        person.0,
        spoke_in.map(|conversation| conversation.0),
    )
    .fetch_all(&mut *db)
    .await?;
    let there = sqlx::query_scalar!(
        "select id from person where id = $1 and erased_at is null for update",
        person.0,
    )
    .fetch_optional(db)
    .await?;
    let chats = chats.into_iter().map(|row| (ConversationId(row.id), AccountId(row.account_id)));
    Ok(there.map(|_| chats.collect()))
}

/// The initiatives of an author whose text is still there.
pub async fn written_by(db: &mut PgConnection, person: PersonId) -> Result<Vec<InitiativeId>> {
    let ids = sqlx::query_scalar!(
        "select id from initiative where author_id = $1 and erased_at is null order by id",
        person.0,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(InitiativeId).collect())
}

/// Notes that the texts of these initiatives are erased, and erases what was said about them.
pub async fn forget_words(
    db: &mut PgConnection,
    initiatives: &[InitiativeId],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<i64> = initiatives.iter().map(|id| id.0).collect();
    let marked = sqlx::query!(
        "update initiative set erased_at = $2, unit_typed = null where id = any($1)",
        &ids,
        now,
    )
    .execute(&mut *db)
    .await?;
    touched("initiative", ids.len(), marked.rows_affected())?;
    for statement in [
        sqlx::query!("delete from event_note where initiative_id = any($1)", &ids),
        sqlx::query!(
            "update publication_event set reason = ''
             where initiative_id = any($1) and reason <> ''",
            &ids,
        ),
        sqlx::query!("delete from outbox where initiative_id = any($1)", &ids),
    ] {
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Erases what is left of a person: profile, drafts, chats, and whatever is on its way to them. The person's row stays, without anything about them, for the counts.
pub async fn forget_person(
    db: &mut PgConnection,
    person: PersonId,
    chats: &[ConversationId],
    now: DateTime<Utc>,
) -> Result<()> {
    let chats: Vec<i64> = chats.iter().map(|chat| chat.0).collect();
    for statement in [
        sqlx::query!("delete from draft where person_id = $1", person.0),
        sqlx::query!("delete from copy_link where person_id = $1", person.0),
        sqlx::query!(
            "delete from link_code where person_id = $1 or conversation_id = any($2)
                or typed_in = any($2)",
            person.0,
            &chats,
        ),
        sqlx::query!("delete from link_attempt where conversation_id = any($1)", &chats),
        sqlx::query!("delete from alarm where conversation_id = any($1)", &chats),
        // What waits to be handled stays: it is heard as from somebody new, and forgotten.
        sqlx::query!(
            "delete from inbox where conversation_id = any($1) and parked_at is not null",
            &chats,
        ),
        sqlx::query!(
            "delete from outbox where conversation_id = any($1) or waits_for = $2",
            &chats,
            person.0,
        ),
        sqlx::query!(
            "update officer set revoked_at = $2 where person_id = $1 and revoked_at is null",
            person.0,
            now,
        ),
        sqlx::query!("delete from data_request where person_id = $1", person.0),
        sqlx::query!(
            "update person set full_name = null, phone = null, phone_sealed = null,
                 phone_index = null, unit_id = null, unit_typed = null, group_code = null,
                 is_officer = false, reminders = false, consent_version = null, erased_at = $2
             where id = $1",
            person.0,
            now,
        ),
        // Whoever writes here next is somebody new; and the platform's id of a chat in which
        // nobody says anything goes with the next round of retention.
        sqlx::query!(
            "update conversation set person_id = null, session = '', awaited = false
             where id = any($1)",
            &chats,
        ),
    ] {
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Erases messages to others that speak of one of these initiatives and are not under way, and
/// lets officers begin anew who have one of them before them: their talk knows its title.
pub async fn forget_mentions(db: &mut PgConnection, codes: &[String]) -> Result<()> {
    sqlx::query!(
        "delete from outbox o where leased_by is null
         and exists (select from unnest($1::text[]) as c (code) where strpos(o.body, code) > 0)",
        codes,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update conversation c set session = ''
         where person_id in (select person_id from officer where revoked_at is null)
         and exists (select from unnest($1::text[]) as n (code) where strpos(c.session, code) > 0)",
        codes,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who asks for something to be done with a person's data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskedBy {
    /// The person, in their chat.
    Person,
    /// An operator, on the command line, for whoever has asked in another way.
    Operator,
    /// Nobody: its time is over.
    Retention,
}

impl AskedBy {
    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Operator => "operator",
            Self::Retention => "retention",
        }
    }
}

/// Writes down that a copy was given.
pub async fn note_copy(
    db: &mut PgConnection,
    person: PersonId,
    by: AskedBy,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into data_request (at, what, by, person_id) values ($1, 'copy', $2, $3)",
        now,
        by.as_str(),
        person.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that somebody was erased, and not who.
pub async fn note_erasure(db: &mut PgConnection, by: AskedBy, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into data_request (at, what, by) values ($1, 'erasure', $2)",
        now,
        by.as_str(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Owes a note beside the files of who was erased.
pub async fn owe_note(db: &mut PgConnection, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into erased (person_id, at) values ($1, $2) on conflict (person_id) do nothing",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who was erased and is not noted beside the files yet, each with the time of it.
pub async fn not_noted(
    db: &mut PgConnection,
    limit: i64,
) -> Result<Vec<(PersonId, DateTime<Utc>)>> {
    let rows = sqlx::query!("select person_id, at from erased order by at limit $1", limit);
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows.map(|row| (PersonId(row.person_id), row.at)).collect())
}

/// These are noted.
pub async fn noted(db: &mut PgConnection, people: &[PersonId]) -> Result<()> {
    let people: Vec<i64> = people.iter().map(|person| person.0).collect();
    sqlx::query!("delete from erased where person_id = any($1)", &people).execute(db).await?;
    Ok(())
}

/// Whether somebody with this number who was here before then is not erased. A number may have been
/// given anew since a database was restored.
pub async fn is_back(
    db: &mut PgConnection,
    person: PersonId,
    before: DateTime<Utc>,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
            select from person where id = $1 and erased_at is null and created_at < $2
        ) as "is_back!""#,
        person.0,
        before,
    )
    .fetch_one(db)
    .await?)
}

/// The author of an initiative whose text is still there.
pub async fn author(db: &mut PgConnection, initiative: InitiativeId) -> Result<Option<PersonId>> {
    let author = sqlx::query_scalar!(
        "select author_id from initiative where id = $1 and erased_at is null",
        initiative.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(author.map(PersonId))
}

/// Whoever writes in a chat with this id of the platform.
pub async fn in_chat(db: &mut PgConnection, channel: &str, chat: &str) -> Result<Vec<PersonId>> {
    let people = sqlx::query_scalar!(
        r#"
        select distinct c.person_id as "person_id!"
        from conversation c join account a on a.id = c.account_id
        where a.channel = $1 and c.chat = $2 and c.person_id is not null
        "#,
        channel,
        chat,
    )
    .fetch_all(db)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}
