//! Bot tokens and Official Accounts, and which process owns each.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::domain::AccountId;
use crate::vault::KeyId;

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

/// The account of this name on this channel, if there is one.
pub async fn find(db: &mut PgConnection, channel: &str, name: &str) -> Result<Option<AccountId>> {
    let id = sqlx::query_scalar!(
        "select id from account where channel = $1 and name = $2",
        channel,
        name,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(AccountId))
}

/// Takes or renews the lease of an account. Gives the offset to poll from, or nothing while
/// another process holds the lease, or where it ended later than `free_since`. One that lasts
/// beyond `longest` was written by a clock that has been set right since, and holds nobody up.
pub async fn lease(
    db: &mut PgConnection,
    account: AccountId,
    holder: Uuid,
    free_since: DateTime<Utc>,
    until: DateTime<Utc>,
    longest: DateTime<Utc>,
) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar!(
        r#"
        update account set lease_holder = $2, lease_until = $4
        where id = $1 and (lease_holder = $2 or lease_until is null or lease_until <= $3
                            or lease_until > $5)
        returning poll_offset
        "#,
        account.0,
        holder,
        free_since,
        until,
        longest,
    )
    .fetch_optional(db)
    .await?)
}

/// Another process that serves now.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The accounts that it may serve.
    pub accounts: Vec<AccountId>,
    /// How many it holds.
    pub held: usize,
}

/// Notes that a process serves these accounts with these keys, until then if nothing more is heard
/// of it. Gives the others.
pub async fn present(
    db: &mut PgConnection,
    process: Uuid,
    accounts: &[AccountId],
    keys: &[KeyId],
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Peer>> {
    let accounts: Vec<i32> = accounts.iter().map(|account| account.0).collect();
    let keys: Vec<Vec<u8>> = keys.iter().map(|key| key.0.to_vec()).collect();
    let rows = sqlx::query!(
        r#"
        with here as (
            insert into process (id, accounts, until, keys) values ($1, $2, $4, $5)
            on conflict (id) do update set accounts = $2, until = $4, keys = $5
        ), gone as (
            delete from process where id in (
                select id from process where until <= $3 and id <> $1 for update skip locked
            )
        )
        select p.accounts, count(a.id) as "held!" from process p
        left join account a on a.lease_holder = p.id and a.lease_until > $3
        -- What lasts longer was written by a clock that has been set right since.
        where p.id <> $1 and p.until > $3 and p.until < $4::timestamptz + interval '1 minute'
        group by p.id
        "#,
        process,
        &accounts,
        now,
        until,
        &keys,
    )
    .fetch_all(db)
    .await?;
    let peers = rows.into_iter().map(|row| Peer {
        accounts: row.accounts.into_iter().map(AccountId).collect(),
        held: usize::try_from(row.held).unwrap_or_default(),
    });
    Ok(peers.collect())
}

/// Forgets a process that serves no more.
pub async fn absent(db: &mut PgConnection, process: Uuid) -> Result<()> {
    sqlx::query!("delete from process where id = $1", process).execute(db).await?;
    Ok(())
}

/// Notes since when the account has used up what it may send, or that it may send again.
pub async fn set_quota_out(
    db: &mut PgConnection,
    account: AccountId,
    since: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!(
        "update account set quota_out_since = case when $2::timestamptz is null then null
                                                   else coalesce(quota_out_since, $2) end
         where id = $1 and (quota_out_since is null) <> ($2::timestamptz is null)",
        account.0,
        since,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An account that may not send.
#[derive(Clone, Debug)]
pub struct OutOfQuota {
    /// Its channel.
    pub channel: String,
    /// Its name on the platform.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The accounts that have used up what they may send.
pub async fn out_of_quota(db: &mut PgConnection) -> Result<Vec<OutOfQuota>> {
    Ok(sqlx::query_as!(
        OutOfQuota,
        r#"select channel, name, quota_out_since as "since!" from account
           where quota_out_since is not null order by id"#,
    )
    .fetch_all(db)
    .await?)
}

/// Gives the lease back, so that another process can go on at once.
pub async fn release(
    db: &mut PgConnection,
    account: AccountId,
    holder: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update account set lease_holder = null, lease_until = $3
         where id = $1 and lease_holder = $2",
        account.0,
        holder,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Every account that this database knows.
pub async fn ids(db: &mut PgConnection) -> Result<Vec<AccountId>> {
    let ids = sqlx::query_scalar!("select id from account order by id").fetch_all(db).await?;
    Ok(ids.into_iter().map(AccountId).collect())
}
