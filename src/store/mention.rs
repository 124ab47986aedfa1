//! Names of people who were erased, until the texts of others have been looked through for them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result, touched};
use crate::domain::{Content, EventHash, InitiativeId, PersonId, UnitId};

/// Whom to look for.
#[derive(Clone)]
pub struct Mention {
    pub person: PersonId,
    pub name: String,
    pub unit: Option<UnitId>,
}

/// Notes a name before it goes, if there is one.
pub async fn note(db: &mut PgConnection, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into mention (person_id, name, unit_id, since)
         select id, full_name, unit_id, $2 from person where id = $1 and full_name is not null
         on conflict (person_id) do nothing",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The one that has waited longest, or this person's.
pub async fn next(db: &mut PgConnection, of: Option<PersonId>) -> Result<Option<Mention>> {
    let row = sqlx::query!(
        "select person_id, name, unit_id from mention
         where $1::bigint is null or person_id = $1 order by since, person_id limit 1",
        of.map(|person| person.0),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Mention {
        person: PersonId(row.person_id),
        name: row.name,
        unit: row.unit_id.map(UnitId),
    }))
}

/// Initiatives of others in the person's unit with one of these spellings in their text: `plain`
/// has no accents and no capitals. Ids from `low` on, `high` not included.
pub async fn find(
    db: &mut PgConnection,
    mention: &Mention,
    plain: &str,
    (low, high): (i64, i64),
) -> Result<Vec<InitiativeId>> {
    let ids = sqlx::query_scalar!(
        "select id from initiative
         where id >= $1 and id < $2 and unit_id is not distinct from $3 and erased_at is null
           and author_id <> $4 and (strpos(content, $5) > 0 or strpos(lower(content), $6) > 0)
         order by id",
        low,
        high,
        mention.unit.map(|unit| unit.0),
        mention.person.0,
        mention.name,
        plain,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(InitiativeId).collect())
}

/// Whether somebody else of the same unit has the same name.
pub async fn has_namesake(db: &mut PgConnection, mention: &Mention) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"
        select exists (select from person
                       where unit_id = $1 and full_name = $2 and id <> $3) as "exists!"
        "#,
        mention.unit.map(|unit| unit.0),
        mention.name,
        mention.person.0,
    )
    .fetch_one(db)
    .await?)
}

/// The text of an initiative, locked until the transaction ends; none where it is erased.
pub async fn text(db: &mut PgConnection, id: InitiativeId) -> Result<Option<Content>> {
    let row = sqlx::query!(
        "select content from initiative where id = $1 and erased_at is null for update",
        id.0,
    )
    .fetch_optional(db)
    .await?;
    let nonsense = |_| Error::Inconsistent { table: "initiative", id: id.0, why: "content" };
    row.map(|row| serde_json::from_str(&row.content).map_err(nonsense)).transpose()
}

/// Keeps a text from which a name was taken, and the hash that it has now. What was decided about
/// stays known by its own.
pub async fn rewrite(db: &mut PgConnection, id: InitiativeId, content: &Content) -> Result<()> {
    let json = content.to_json();
    let EventHash(hash) = Content::hash(&json);
    let done = sqlx::query!(
        "update initiative set content = $2, kept_hash = $3 where id = $1",
        id.0,
        json,
        &hash[..],
    )
    .execute(db)
    .await?;
    touched("initiative", 1, done.rows_affected())
}

/// Forgets a name that was looked for. Gives whether it was still there.
pub async fn done(db: &mut PgConnection, person: PersonId) -> Result<bool> {
    let gone = sqlx::query!("delete from mention where person_id = $1", person.0);
    Ok(gone.execute(db).await?.rows_affected() > 0)
}
