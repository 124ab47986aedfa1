//! Frozen results.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::initiative::hash;
use super::tally::{Columns, empty_is_none, unit_of};
use super::{Error, Result, touched};
use crate::domain::{CampaignId, EventHash};
use crate::figures::Measures;
use crate::figures::snapshot::Snapshot;

/// A snapshot in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub id: i64,
    pub name: String,
    pub campaign: CampaignId,
    pub as_of: DateTime<Utc>,
    pub taken_at: DateTime<Utc>,
    /// As it was when it was taken.
    pub hash: EventHash,
}

/// Keeps a snapshot under a name of its own.
pub async fn keep(
    db: &mut PgConnection,
    name: &str,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Result<()> {
    let id = sqlx::query_scalar!(
        "insert into snapshot (campaign_id, name, as_of, taken_at, hash)
         values ($1, $2, $3, $4, $5) returning id",
        snapshot.campaign.0,
        name,
        snapshot.as_of,
        now,
        &snapshot.hash().0[..],
    )
    .fetch_one(&mut *db)
    .await?;
    let rows = &snapshot.units;
    let units: Vec<i64> = rows.keys().map(|(unit, _)| unit.map_or(0, |unit| unit.0)).collect();
    let phases: Vec<&str> = rows.keys().map(|(_, phase)| phase.as_deref().unwrap_or("")).collect();
    let Columns { entered, valid, rejected, withdrawn, asked, people, declared, verified } =
        Columns::of(rows.values());
    let done = sqlx::query!(
        "insert into snapshot_unit (snapshot_id, unit_id, phase_code, entered, valid, rejected,
             withdrawn, asked, people, declared, verified)
         select $1, * from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[],
             $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[])",
        id,
        &units,
        &phases as _,
        &entered,
        &valid,
        &rejected,
        &withdrawn,
        &asked,
        &people,
        &declared,
        &verified,
    )
    .execute(db)
    .await?;
    touched("snapshot_unit", rows.len(), done.rows_affected())
}

/// Every snapshot, the newest last.
pub async fn list(db: &mut PgConnection) -> Result<Vec<Listed>> {
    let rows = sqlx::query!(
        "select id, campaign_id, name, as_of, taken_at, hash from snapshot order by id"
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let nonsense = Error::Inconsistent { table: "snapshot", id: row.id, why: "hash" };
            Ok(Listed {
                id: row.id,
                name: row.name,
                campaign: CampaignId(row.campaign_id),
                as_of: row.as_of,
                taken_at: row.taken_at,
                hash: hash(&row.hash).ok_or(nonsense)?,
            })
        })
        .collect()
}

/// What a snapshot holds.
pub async fn load(db: &mut PgConnection, listed: &Listed) -> Result<Snapshot> {
    let rows = sqlx::query!(
        r#"select unit_id, phase_code, entered, valid, rejected, withdrawn, asked, people,
                  declared::bigint as "declared!", verified::bigint as "verified!"
           from snapshot_unit where snapshot_id = $1"#,
        listed.id,
    )
    .fetch_all(db)
    .await?;
    let units: BTreeMap<_, _> = rows
        .into_iter()
        .map(|row| {
            let measures = Measures {
                entered: row.entered,
                valid: row.valid,
                rejected: row.rejected,
                withdrawn: row.withdrawn,
                asked: row.asked,
                people: row.people,
                declared: row.declared,
                verified: row.verified,
            };
            ((unit_of(row.unit_id), empty_is_none(row.phase_code)), measures)
        })
        .collect();
    Ok(Snapshot { campaign: listed.campaign, as_of: listed.as_of, units })
}
