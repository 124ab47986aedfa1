//! What is expected of units.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::{CampaignId, OfficerId, Target, UnitId};

/// Every target of a campaign, in the order of units.
pub async fn all(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<Target>> {
    let rows = sqlx::query!(
        "select unit_id, phase_code, assigned, own from target
         where campaign_id = $1 order by unit_id, phase_code nulls last",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    let targets = rows.into_iter().map(|row| Target {
        unit: UnitId(row.unit_id),
        phase: row.phase_code,
        assigned: row.assigned,
        own: row.own,
    });
    Ok(targets.collect())
}

/// What is expected of a unit in a phase, or in the whole campaign.
pub async fn of(
    db: &mut PgConnection,
    campaign: CampaignId,
    unit: UnitId,
    phase: Option<&str>,
) -> Result<Option<Target>> {
    let row = sqlx::query!(
        "select assigned, own from target
         where campaign_id = $1 and unit_id = $2 and phase_code is not distinct from $3",
        campaign.0,
        unit.0,
        phase,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Target {
        unit,
        phase: phase.map(str::to_owned),
        assigned: row.assigned,
        own: row.own,
    }))
}

/// Changes when the targets do: how many there are, and when one was last changed.
pub async fn mark(
    db: &mut PgConnection,
    campaign: CampaignId,
) -> Result<(i64, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", max(changed_at) as changed_at from target
           where campaign_id = $1"#,
        campaign.0,
    )
    .fetch_one(db)
    .await?;
    Ok((row.count, row.changed_at))
}

/// Keeps targets; one without any figure is taken away. `by` is the officer who changed them;
/// none where it was the command line.
pub async fn keep(
    db: &mut PgConnection,
    campaign: CampaignId,
    targets: &[&Target],
    by: Option<OfficerId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let units: Vec<i64> = targets.iter().map(|target| target.unit.0).collect();
    let phases: Vec<Option<&str>> = targets.iter().map(|target| target.phase.as_deref()).collect();
    let assigned: Vec<Option<i64>> = targets.iter().map(|target| target.assigned).collect();
    let own: Vec<Option<i64>> = targets.iter().map(|target| target.own).collect();
    sqlx::query!(
        "delete from target t using unnest($2::bigint[], $3::text[]) as n (unit, phase)
         where t.campaign_id = $1 and t.unit_id = n.unit
           and t.phase_code is not distinct from n.phase",
        campaign.0,
        &units,
        &phases as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into target (campaign_id, unit_id, phase_code, assigned, own, changed_by, changed_at)
         select $1, unit, phase, assigned, own, $6, $7
         from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[])
             as n (unit, phase, assigned, own)
         where assigned is not null or own is not null",
        campaign.0,
        &units,
        &phases as _,
        &assigned as _,
        &own as _,
        by.map(|officer| officer.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
