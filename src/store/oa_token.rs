//! The tokens of connected Official Accounts, sealed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::outbox::Lease;
use super::{Error, Result};
use crate::domain::AccountId;
use crate::vault::Vault;

/// An access token, as it is kept.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The token, sealed.
    pub access: Vec<u8>,
    /// Which pair it belongs to; grows by one with each.
    pub generation: i64,
    /// When it came.
    pub obtained_at: DateTime<Utc>,
    /// When it runs out.
    pub expires_at: DateTime<Utc>,
    /// Since when getting the next one fails, and why.
    pub failure: Option<(DateTime<Utc>, String)>,
}

/// The newest token of an account; none if it was never connected.
pub async fn load(db: &mut PgConnection, account: AccountId) -> Result<Option<Sealed>> {
    let row = sqlx::query!(
        "select access_token, generation, obtained_at, expires_at, failed_at, failed_why
         from oa_token where account_id = $1",
        account.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Sealed {
        access: row.access_token,
        generation: row.generation,
        obtained_at: row.obtained_at,
        expires_at: row.expires_at,
        failure: row.failed_at.map(|at| (at, row.failed_why.unwrap_or_default())),
    }))
}

/// Takes the right to use the refresh token of this generation up. Gives the token, as it is at
/// this very moment; nothing while another process has the right, and nothing if there is a newer
/// pair already.
pub async fn lease(
    db: &mut PgConnection,
    account: AccountId,
    generation: i64,
    lease: Lease,
    now: DateTime<Utc>,
) -> Result<Option<Vec<u8>>> {
    Ok(sqlx::query_scalar!(
        r#"
        update oa_token set lease_holder = $3, lease_until = $4
        where account_id = $1 and generation = $2 and (lease_until is null or lease_until < $5)
        returning refresh_token
        "#,
        account.0,
        generation,
        lease.holder,
        lease.until,
        now,
    )
    .fetch_optional(db)
    .await?)
}

/// Keeps the pair that follows generation `after`, and gives the right back. False if another
/// pair has followed it.
pub async fn follow(
    db: &mut PgConnection,
    account: AccountId,
    after: i64,
    access: &[u8],
    refresh: &[u8],
    obtained_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let kept = sqlx::query!(
        r#"
        update oa_token set access_token = $3, refresh_token = $4, generation = generation + 1,
            obtained_at = $5, expires_at = $6, lease_holder = null, lease_until = null,
            failed_at = null, failed_why = null
        where account_id = $1 and generation = $2
        "#,
        account.0,
        after,
        access,
        refresh,
        obtained_at,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Gives the right back without a new pair, and says why there is none. `since` stays the instant
/// of the first failure in a row.
pub async fn fail(
    db: &mut PgConnection,
    account: AccountId,
    generation: i64,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update oa_token set lease_holder = null, lease_until = null,
             failed_at = coalesce(failed_at, $4), failed_why = $3
         where account_id = $1 and generation = $2",
        account.0,
        generation,
        why,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Connects an account: keeps a pair that an administrator of it has agreed to, in place of
/// whatever is there.
pub async fn connect(
    db: &mut PgConnection,
    account: AccountId,
    access: &[u8],
    refresh: &[u8],
    obtained_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        r#"
        insert into oa_token as t (account_id, access_token, refresh_token, obtained_at, expires_at)
        values ($1, $2, $3, $4, $5)
        on conflict (account_id) do update set
            access_token = excluded.access_token, refresh_token = excluded.refresh_token,
            generation = t.generation + 1, obtained_at = excluded.obtained_at,
            expires_at = excluded.expires_at, lease_holder = null, lease_until = null,
            failed_at = null, failed_why = null
        "#,
        account.0,
        access,
        refresh,
        obtained_at,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Seals every pair anew with the newest key.
///
/// # Errors
/// If a pair was sealed with a key that the vault does not have.
pub async fn reseal(db: &mut PgConnection, vault: &Vault) -> Result<()> {
    let pairs = sqlx::query!(
        "select account_id, access_token, refresh_token from oa_token order by account_id for update"
    )
    .fetch_all(&mut *db)
    .await?;
    for pair in pairs {
        let anew = |sealed: &[u8]| {
            let opened = vault.open(sealed).map_err(|_| Error::Inconsistent {
                table: "oa_token",
                id: i64::from(pair.account_id),
                why: "sealed with a key that is not given",
            })?;
            Ok::<_, Error>(vault.seal(&opened))
        };
        sqlx::query!(
            "update oa_token set access_token = $2, refresh_token = $3 where account_id = $1",
            pair.account_id,
            anew(&pair.access_token)?,
            anew(&pair.refresh_token)?,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
