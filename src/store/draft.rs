//! Unfinished initiatives that were put aside.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::{DraftId, PersonId};
use crate::facts::Draft;

/// Keeps a draft: over the one it came from, or as a new one.
pub async fn keep(
    db: &mut PgConnection,
    person: PersonId,
    draft: Option<DraftId>,
    answers: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let kept = match draft {
        Some(draft) => sqlx::query!(
            "update draft set answers = $3, updated_at = $4 where id = $1 and person_id = $2",
            draft.0,
            person.0,
            answers,
            now,
        )
        .execute(&mut *db)
        .await?
        .rows_affected(),
        None => 0,
    };
    // A draft that was dropped in the meantime is kept anew rather than lost.
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

/// Forgets a draft of this person.
pub async fn forget(db: &mut PgConnection, person: PersonId, draft: DraftId) -> Result<()> {
    sqlx::query!("delete from draft where id = $1 and person_id = $2", draft.0, person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// These people's drafts, newest first, as many of each as a phone can show.
pub async fn list(
    db: &mut PgConnection,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, Vec<Draft>>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"
        select p.id as "person_id!", d.id, d.answers, d.updated_at
        from unnest($1::bigint[]) as p (id)
        cross join lateral (
            select id, answers, updated_at from draft
            where person_id = p.id
            order by updated_at desc
            limit 20
        ) d
        "#,
        &ids,
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
