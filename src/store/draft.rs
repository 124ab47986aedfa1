//! Unfinished initiatives that were put aside.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Result, touched};
use crate::domain::{DraftId, PersonId};
use crate::facts::Draft;

/// Keeps a draft: over the one it came from, as that was then, or as a new one.
pub async fn keep(
    db: &mut PgConnection,
    person: PersonId,
    over: Option<(DraftId, Option<DateTime<Utc>>)>,
    answers: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let kept = match over {
        Some((draft, as_of)) => sqlx::query!(
            "update draft set answers = $3, updated_at = $4
             where id = $1 and person_id = $2 and updated_at = coalesce($5, updated_at)",
            draft.0,
            person.0,
            answers,
            now,
            as_of,
        )
        .execute(&mut *db)
        .await?
        .rows_affected(),
        None => 0,
    };
    // A draft that was dropped in the meantime is kept anew rather than lost, and one that was
    // written on in another chat stays beside this one.
    if kept == 0 {
        sqlx::query!(
            "insert into draft (person_id, answers, updated_at) values ($1, $2, $3)",
            person.0,
            answers,
            now,
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// Forgets a draft of this person. Gives whether it was there.
pub async fn forget(db: &mut PgConnection, person: PersonId, draft: DraftId) -> Result<bool> {
    let deleted =
        sqlx::query!("delete from draft where id = $1 and person_id = $2", draft.0, person.0);
    Ok(deleted.execute(db).await?.rows_affected() > 0)
}

/// Forgets a draft of this person that is submitted.
///
/// # Errors
/// If it is gone: somebody submits it in another chat at this very moment.
pub async fn use_up(db: &mut PgConnection, person: PersonId, draft: DraftId) -> Result<()> {
    let was_there = forget(db, person, draft).await?;
    touched("draft", 1, u64::from(was_there))
}

/// These people's drafts, newest first, as many of each as a phone can show. The `open` ones are
/// among them.
pub async fn list(
    db: &mut PgConnection,
    persons: &[PersonId],
    open: &[DraftId],
) -> Result<HashMap<PersonId, Vec<Draft>>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let open: Vec<i64> = open.iter().map(|draft| draft.0).collect();
    let rows = sqlx::query!(
        r#"
        select p.id as "person_id!", d.id, d.answers, d.updated_at
        from unnest($1::bigint[]) as p (id)
        cross join lateral (
            select id, answers, updated_at from draft
            where person_id = p.id
            order by id = any($2) desc, updated_at desc
            limit 20
        ) d
        order by d.updated_at desc
        "#,
        &ids,
        &open,
    )
    .fetch_all(db)
    .await?;
    let mut drafts: HashMap<PersonId, Vec<Draft>> = HashMap::new();
    for row in rows {
        drafts.entry(PersonId(row.person_id)).or_default().push(Draft {
            id: DraftId(row.id),
            answers: row.answers,
            updated_at: row.updated_at,
        });
    }
    Ok(drafts)
}
