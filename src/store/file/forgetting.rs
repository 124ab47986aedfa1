//! Forgetting files, their bytes and the links to them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::read_hash;
use crate::domain::{ContentHash, PersonId};
use crate::store::Result;

/// Forgets every file of a person, and every link to one, at once. For whoever asks to be
/// erased; call it in the transaction that erases the rest, before the person's row goes. The
/// bytes follow within two hours, unless somebody else has sent the same
/// ([`orphan_contents`]).
pub async fn of_person(db: &mut PgConnection, person: PersonId) -> Result<u64> {
    let result =
        sqlx::query!("delete from file where person_id = $1", person.0).execute(db).await?;
    Ok(result.rows_affected())
}

/// Forgets files that nothing of their person refers to: no initiative, no draft, no talk.
/// Looks at no more than `limit` that nobody has looked at since `before`. Gives how many it
/// looked at, and how many of those it forgot.
pub async fn orphans(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"
        with old as (
            -- As it is written in JSON text, quotes and all.
            select f.id, f.person_id, to_json(f.unique_id)::text as written from file f
            where f.looked_at < $1
            order by f.looked_at limit $2
            for update skip locked
        ), judged as (
            select id,
                exists (select from initiative i
                        where i.author_id = old.person_id and strpos(i.content, written) > 0)
                or exists (select from draft d
                           where d.person_id = old.person_id and strpos(d.answers, written) > 0)
                or exists (select from conversation c
                           where c.person_id = old.person_id and strpos(c.session, written) > 0)
                as is_used
            from old
        ), looked as (
            update file set looked_at = $3 from judged
            where file.id = judged.id and judged.is_used
        ), forgotten as (
            delete from file using judged where file.id = judged.id and not judged.is_used
        )
        select count(*) as "looked!", count(*) filter (where not is_used) as "forgotten!"
        from judged
        "#,
        before,
        limit,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok((row.looked, row.forgotten))
}

/// Dooms contents to which no file refers and that nobody has touched since `before`, and gives
/// them and those that were doomed and are not removed yet. Their bytes can be removed then, and
/// [`content_removed`] tells.
pub async fn orphan_contents(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ContentHash>> {
    let hashes = sqlx::query_scalar!(
        r#"
        update file_content c set doomed_at = coalesce(doomed_at, $3)
        where hash in (
            select hash from file_content c
            where touched_at < $1
                and not exists (select from file f where f.content = c.hash)
            order by touched_at limit $2
            for update skip locked
        )
        returning hash
        "#,
        before,
        limit,
        now,
    )
    .fetch_all(db)
    .await?;
    Ok(hashes.iter().filter_map(|hash| read_hash(hash)).collect())
}

/// Notes that a doomed content's bytes are removed.
pub async fn content_removed(db: &mut PgConnection, hash: &ContentHash) -> Result<()> {
    sqlx::query!("delete from file_content where hash = $1 and doomed_at is not null", &hash.0[..])
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets links whose time is over.
pub async fn links(db: &mut PgConnection, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("delete from file_link where expires_at <= $1", now).execute(db).await?;
    Ok(())
}
