//! What the public may read of recognised initiatives.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result};
use crate::domain::publication::{Choice, Publication, Publicity};
use crate::domain::{InitiativeId, Kind, OfficerId, PersonId};

/// An initiative as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub id: InitiativeId,
    pub title: String,
    pub summary: String,
    pub kind: Kind,
    /// The unit's name today.
    pub unit: Option<String>,
    pub author: Option<String>,
    pub recognized_at: DateTime<Utc>,
}

/// Shows an initiative from now on as its author agreed to it. One that an officer has taken down
/// stays down.
pub async fn show(db: &mut PgConnection, shown: &Publication, at: DateTime<Utc>) -> Result<()> {
    let choice = if shown.author_name.is_some() { Choice::Named } else { Choice::Unnamed };
    note(db, shown.initiative, choice, at).await?;
    sqlx::query!(
        "insert into publication (initiative_id, author_id, author, title, summary, kind, unit_id,
             recognized_at, search)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
         where not exists (select from publication_event
                           where initiative_id = $1 and choice = 'taken_down')
         on conflict (initiative_id) do update set author = excluded.author,
             title = excluded.title, summary = excluded.summary, search = excluded.search",
        shown.initiative.0,
        shown.author.0,
        shown.author_name,
        shown.title,
        shown.summary,
        shown.kind.as_str(),
        shown.unit.map(|unit| unit.0),
        shown.recognized_at,
        shown.search(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Shows an initiative no more, or never: its author does not agree.
pub async fn refuse(
    db: &mut PgConnection,
    initiative: InitiativeId,
    at: DateTime<Utc>,
) -> Result<()> {
    note(db, initiative, Choice::Refused, at).await?;
    remove(db, initiative).await
}

async fn note(
    db: &mut PgConnection,
    initiative: InitiativeId,
    choice: Choice,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into publication_event (initiative_id, at, choice) values ($1, $2, $3)",
        initiative.0,
        at,
        choice.as_str(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes an initiative down for good.
pub async fn take_down(
    db: &mut PgConnection,
    initiative: InitiativeId,
    officer: OfficerId,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into publication_event (initiative_id, at, choice, officer_id, reason)
         values ($1, $2, 'taken_down', $3, $4)",
        initiative.0,
        at,
        officer.0,
        reason,
    )
    .execute(&mut *db)
    .await?;
    remove(db, initiative).await
}

async fn remove(db: &mut PgConnection, initiative: InitiativeId) -> Result<()> {
    sqlx::query!("delete from publication where initiative_id = $1", initiative.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Shows nothing more of these authors. Gives how many were shown.
pub async fn forget(db: &mut PgConnection, authors: &[PersonId]) -> Result<u64> {
    let authors: Vec<i64> = authors.iter().map(|author| author.0).collect();
    let gone = sqlx::query!("delete from publication where author_id = any($1)", &authors)
        .execute(db)
        .await?;
    Ok(gone.rows_affected())
}

/// Whether these are shown.
pub async fn publicity(
    db: &mut PgConnection,
    initiatives: &[InitiativeId],
) -> Result<HashMap<InitiativeId, Publicity>> {
    let ids: Vec<i64> = initiatives.iter().map(|initiative| initiative.0).collect();
    let rows = sqlx::query!(
        r#"
        select id as "id!", p.author is not null as "named!", p.initiative_id is not null as "is_shown!",
               exists (select from publication_event e
                       where e.initiative_id = asked.id and e.choice = 'taken_down') as "taken_down!"
        from unnest($1::bigint[]) as asked (id)
        left join publication p on p.initiative_id = asked.id
        "#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    let publicity = |row: &_| -> Publicity {
        let (taken_down, is_shown, named) = row;
        match (taken_down, is_shown) {
            (true, _) => Publicity::TakenDown,
            (false, true) => Publicity::Shown { named: *named },
            (false, false) => Publicity::NotShown,
        }
    };
    Ok(rows
        .iter()
        .map(|row| (InitiativeId(row.id), publicity(&(row.taken_down, row.is_shown, row.named))))
        .collect())
}

/// A page of what is shown, the newest first. `words` is a `tsquery`; none for everything.
pub async fn find(
    db: &mut PgConnection,
    words: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Shown>> {
    let rows = sqlx::query!(
        r#"
        select p.initiative_id, p.title, p.summary, p.kind, u.name as "unit?", p.author,
               p.recognized_at
        from publication p
        join initiative i on i.id = p.initiative_id and i.status = 'recognized'
        left join unit u on u.id = p.unit_id
        where $1::text is null or p.words @@ to_tsquery('simple', $1)
        order by p.recognized_at desc, p.initiative_id desc
        limit $2 offset $3
        "#,
        words,
        limit,
        offset,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            shown(
                row.initiative_id,
                &row.kind,
                (row.title, row.summary, row.unit, row.author, row.recognized_at),
            )
        })
        .collect()
}

/// One of them; none where it is not shown.
pub async fn get(db: &mut PgConnection, initiative: InitiativeId) -> Result<Option<Shown>> {
    let row = sqlx::query!(
        r#"
        select p.title, p.summary, p.kind, u.name as "unit?", p.author, p.recognized_at
        from publication p
        join initiative i on i.id = p.initiative_id and i.status = 'recognized'
        left join unit u on u.id = p.unit_id
        where p.initiative_id = $1
        "#,
        initiative.0,
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        shown(
            initiative.0,
            &row.kind,
            (row.title, row.summary, row.unit, row.author, row.recognized_at),
        )
    })
    .transpose()
}

type Columns = (String, String, Option<String>, Option<String>, DateTime<Utc>);

fn shown(id: i64, kind: &str, columns: Columns) -> Result<Shown> {
    let nonsense = Error::Inconsistent { table: "publication", id, why: "kind" };
    let kind = Kind::from_name(kind).ok_or(nonsense)?;
    let (title, summary, unit, author, recognized_at) = columns;
    Ok(Shown { id: InitiativeId(id), title, summary, kind, unit, author, recognized_at })
}
