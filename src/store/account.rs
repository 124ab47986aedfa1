//! Bot tokens and Official Accounts, and which process owns each.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::domain::AccountId;

/// The account of this name on this channel; made when it is new.
pub async fn ensure(db: &mut PgConnection, channel: &str, name: &str) -> Result<AccountId> {
    let id = sqlx::query_scalar!(
        r#"
        insert into account (channel, name) values ($1, $2)
        -- An update that changes nothing, so that the id comes back in either case.
        on conflict (channel, name) do update set name = excluded.name
        returning id
        "#,
        channel,
        name,
    )
    .fetch_one(db)
    .await?;
    Ok(AccountId(id))
}

/// Takes or renews the lease of an account. Gives the offset to poll from, or nothing while
/// another process holds the lease.
pub async fn lease(
    db: &mut PgConnection,
    account: AccountId,
    holder: Uuid,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar!(
        r#"
        update account set lease_holder = $2, lease_until = $4
        where id = $1 and (lease_holder = $2 or lease_until is null or lease_until < $3)
        returning poll_offset
        "#,
        account.0,
        holder,
        now,
        until,
    )
    .fetch_optional(db)
    .await?)
}

/// Gives the lease back, so that another process can go on at once.
pub async fn release(db: &mut PgConnection, account: AccountId, holder: Uuid) -> Result<()> {
    sqlx::query!(
        "update account set lease_until = null where id = $1 and lease_holder = $2",
        account.0,
        holder,
    )
    .execute(db)
    .await?;
    Ok(())
}
