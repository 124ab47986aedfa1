//! The names of the keys that something in the database is encrypted with.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::vault::KeyId;

/// How many keys the database needs that are not among these.
pub async fn missing(db: &mut PgConnection, ours: &[KeyId]) -> Result<i64> {
    let ours: Vec<Vec<u8>> = ours.iter().map(|id| id.0.to_vec()).collect();
    let missing = sqlx::query_scalar!(
        r#"select count(*) as "count!" from data_key where not id = any($1)"#,
        &ours,
    )
    .fetch_one(db)
    .await?;
    Ok(missing)
}

/// How many of the processes that serve now do not have this key. One of an older version does not
/// say what it has.
pub async fn lacking(db: &mut PgConnection, key: KeyId, now: DateTime<Utc>) -> Result<i64> {
    let lacking = sqlx::query_scalar!(
        r#"select count(*) as "count!" from process
           where until > $2 and cardinality(keys) > 0 and not $1 = any(keys)"#,
        &key.0[..],
        now,
    );
    Ok(lacking.fetch_one(db).await?)
}

/// How many of the processes that serve now may encrypt with another key than this.
pub async fn using_others(db: &mut PgConnection, key: KeyId, now: DateTime<Utc>) -> Result<i64> {
    let using = sqlx::query_scalar!(
        r#"select count(*) as "count!" from process
           where until > $2 and keys[1] is distinct from $1"#,
        &key.0[..],
        now,
    );
    Ok(using.fetch_one(db).await?)
}

/// Notes that something is encrypted with this key from now on.
pub async fn register(db: &mut PgConnection, key: KeyId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into data_key (id, since) values ($1, $2) on conflict (id) do nothing",
        &key.0[..],
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that nothing is encrypted with any other key any more.
pub async fn retire_others(db: &mut PgConnection, newest: KeyId) -> Result<u64> {
    let retired = sqlx::query!("delete from data_key where id <> $1", &newest.0[..]);
    Ok(retired.execute(db).await?.rows_affected())
}
