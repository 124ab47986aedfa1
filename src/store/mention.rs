//! Names of people who were erased, until the texts of others have been looked through for them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result, touched};
use crate::domain::{Content, EventHash, InitiativeId, PersonId, UnitId};
use crate::vietnamese::text;

/// Whom to look for, and where.
#[derive(Clone)]
pub struct Mention {
    pub person: PersonId,
    pub name: String,
    pub unit: UnitId,
}

/// Notes a name before it goes, if there is one, and a unit in which it says who is meant.
pub async fn note(db: &mut PgConnection, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into mention (person_id, name, unit_id, since)
         select id, full_name, unit_id, $2 from person
         where id = $1 and full_name is not null and unit_id is not null
         on conflict (person_id) do nothing",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Those that have waited longest, or this person's.
pub async fn waiting(
    db: &mut PgConnection,
    of: Option<PersonId>,
    limit: i64,
) -> Result<Vec<Mention>> {
    let rows = sqlx::query!(
        "select person_id, name, unit_id from mention
         where $1::bigint is null or person_id = $1 order by since, person_id limit $2",
        of.map(|person| person.0),
        limit,
    )
    .fetch_all(db)
    .await?;
    let mentions = rows.into_iter().map(|row| Mention {
        person: PersonId(row.person_id),
        name: row.name,
        unit: UnitId(row.unit_id),
    });
    Ok(mentions.collect())
}

/// Initiatives of others in each person's unit with their name in the text, as it is or without
/// accents and capitals. Ids from `low` on, `high` not included.
pub async fn find(
    db: &mut PgConnection,
    mentions: &[Mention],
    (low, high): (i64, i64),
) -> Result<Vec<(PersonId, InitiativeId)>> {
    let people: Vec<i64> = mentions.iter().map(|mention| mention.person.0).collect();
    let names: Vec<&str> = mentions.iter().map(|mention| mention.name.as_str()).collect();
    let plain: Vec<String> = names.iter().map(|name| text::unaccented(name)).collect();
    let units: Vec<i64> = mentions.iter().map(|mention| mention.unit.0).collect();
    let rows = sqlx::query!(
        r#"
        select m.person_id as "person_id!", i.id
        from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[])
            as m (person_id, name, plain, unit_id)
        join initiative i on i.unit_id = m.unit_id
        where i.id >= $5 and i.id < $6 and i.erased_at is null and i.author_id <> m.person_id
          and (strpos(i.content, m.name) > 0 or strpos(lower(i.content), m.plain) > 0)
        order by i.id
        "#,
        &people,
        &names as _,
        &plain,
        &units,
        low,
        high,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.person_id), InitiativeId(row.id))).collect())
}

/// Whether somebody else of the same unit has the same name.
pub async fn has_namesake(db: &mut PgConnection, mention: &Mention) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"
        select exists (select from person
                       where unit_id = $1 and full_name = $2 and id <> $3) as "exists!"
        "#,
        mention.unit.0,
        mention.name,
        mention.person.0,
    )
    .fetch_one(db)
    .await?)
}

/// The text of an initiative, locked until the transaction ends; none where it is erased.
pub async fn content(db: &mut PgConnection, id: InitiativeId) -> Result<Option<Content>> {
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
