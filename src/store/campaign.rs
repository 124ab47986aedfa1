//! Campaigns, as their owner keeps them; [`catalogue`](super::catalogue) reads them.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{Result, touched};
use crate::domain::{CampaignId, Catalogue, OfficerId, Phase};

/// A campaign in the list of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub code: String,
    pub name: String,
    /// Whether it is the one that runs.
    pub active: bool,
}

/// Every campaign, oldest first.
pub async fn list(db: &mut PgConnection) -> Result<Vec<Listed>> {
    let rows = sqlx::query_as!(Listed, "select code, name, active from campaign order by id")
        .fetch_all(db)
        .await?;
    Ok(rows)
}

/// Keeps everybody else from changing campaigns until the transaction ends. Reading goes on.
pub async fn hold_still(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table campaign in share row exclusive mode").execute(db).await?;
    Ok(())
}

/// Makes a campaign that does not run yet.
pub async fn create(
    db: &mut PgConnection,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<CampaignId> {
    let id = sqlx::query_scalar!(
        "insert into campaign (code, name, active, created_at) values ($1, $2, false, $3)
         returning id",
        catalogue.code,
        catalogue.name,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok(CampaignId(id))
}

/// Lets this campaign run, and no other.
pub async fn activate(db: &mut PgConnection, campaign: CampaignId) -> Result<()> {
    sqlx::query!("update campaign set active = false where active and id <> $1", campaign.0)
        .execute(&mut *db)
        .await?;
    let done = sqlx::query!("update campaign set active = true where id = $1", campaign.0)
        .execute(db)
        .await?;
    touched("campaign", 1, done.rows_affected())
}

/// Keeps everything of a campaign as it is in the catalogue. Phases stay for ever, because
/// entries are counted in them; all else is replaced.
pub async fn keep(db: &mut PgConnection, catalogue: &Catalogue) -> Result<()> {
    let id = catalogue.campaign.0;
    let done = sqlx::query!(
        "update campaign set name = $2, applied_from = $3, applied_to = $4 where id = $1",
        id,
        catalogue.name,
        catalogue.applied.from,
        catalogue.applied.to,
    )
    .execute(&mut *db)
    .await?;
    touched("campaign", 1, done.rows_affected())?;
    for (position, phase) in (1..).zip(&catalogue.phases) {
        keep_phase(db, id, phase, position).await?;
    }
    keep_kinds(db, catalogue).await?;
    keep_groups(db, catalogue).await?;
    keep_reasons(db, catalogue).await?;
    keep_clusters(db, catalogue).await
}

fn minutes(grace: TimeDelta) -> i32 {
    i32::try_from(grace.num_minutes()).unwrap_or(i32::MAX)
}

/// A change of a campaign, as it was noted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    pub at: DateTime<Utc>,
    /// The officer who changed it in the chat; none where it was the command line.
    pub officer: Option<i64>,
    pub what: String,
}

/// Notes what was changed of a campaign, and by which officer; none is the command line.
pub async fn note(
    db: &mut PgConnection,
    campaign: CampaignId,
    changes: &[String],
    by: Option<OfficerId>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into campaign_change (campaign_id, at, officer_id, what)
         select $1, $2, $3, what from unnest($4::text[]) as w (what)",
        campaign.0,
        now,
        by.map(|officer| officer.0),
        changes,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was changed of a campaign, the oldest first.
pub async fn changes(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<Noted>> {
    let rows = sqlx::query_as!(
        Noted,
        "select at, officer_id as officer, what from campaign_change
         where campaign_id = $1 order by id",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

async fn keep_phase(db: &mut PgConnection, id: i64, phase: &Phase, position: i16) -> Result<()> {
    sqlx::query!(
        "insert into phase (campaign_id, code, name_vi, name_en, position, entry_opens_at,
                            entry_closes_at, grace_minutes)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (campaign_id, code) do update set name_vi = excluded.name_vi,
             name_en = excluded.name_en, position = excluded.position,
             entry_opens_at = excluded.entry_opens_at,
             entry_closes_at = excluded.entry_closes_at,
             grace_minutes = excluded.grace_minutes",
        id,
        phase.code,
        phase.name_vi,
        phase.name_en,
        position,
        phase.opens_at,
        phase.closes_at,
        minutes(phase.grace),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_kinds(db: &mut PgConnection, catalogue: &Catalogue) -> Result<()> {
    let kinds: Vec<&str> = catalogue.kinds.iter().map(|kind| kind.as_str()).collect();
    sqlx::query!("delete from campaign_kind where campaign_id = $1", catalogue.campaign.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into campaign_kind (campaign_id, kind, position)
         select $1, kind, position::smallint
         from unnest($2::text[]) with ordinality as k (kind, position)",
        catalogue.campaign.0,
        &kinds as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_groups(db: &mut PgConnection, catalogue: &Catalogue) -> Result<()> {
    let groups = &catalogue.groups;
    let codes: Vec<&str> = groups.iter().map(|group| group.code.as_str()).collect();
    let vi: Vec<&str> = groups.iter().map(|group| group.label_vi.as_str()).collect();
    let en: Vec<&str> = groups.iter().map(|group| group.label_en.as_str()).collect();
    let retired: Vec<bool> = groups.iter().map(|group| group.retired).collect();
    sqlx::query!("delete from participant_group where campaign_id = $1", catalogue.campaign.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into participant_group (campaign_id, code, label_vi, label_en, retired, position)
         select $1, code, vi, en, retired, position::smallint
         from unnest($2::text[], $3::text[], $4::text[], $5::boolean[])
             with ordinality as g (code, vi, en, retired, position)",
        catalogue.campaign.0,
        &codes as _,
        &vi as _,
        &en as _,
        &retired,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_reasons(db: &mut PgConnection, catalogue: &Catalogue) -> Result<()> {
    let reasons = &catalogue.reasons;
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    let vi: Vec<&str> = reasons.iter().map(|reason| reason.label_vi.as_str()).collect();
    let en: Vec<&str> = reasons.iter().map(|reason| reason.label_en.as_str()).collect();
    let advice_vi: Vec<&str> = reasons.iter().map(|reason| reason.advice_vi.as_str()).collect();
    let advice_en: Vec<&str> = reasons.iter().map(|reason| reason.advice_en.as_str()).collect();
    let retired: Vec<bool> = reasons.iter().map(|reason| reason.retired).collect();
    sqlx::query!("delete from reason_code where campaign_id = $1", catalogue.campaign.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into reason_code (campaign_id, code, label_vi, label_en, advice_vi, advice_en,
                                  retired, position)
         select $1, code, vi, en, advice_vi, advice_en, retired, position::smallint
         from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
             with ordinality as r (code, vi, en, advice_vi, advice_en, retired, position)",
        catalogue.campaign.0,
        &codes as _,
        &vi as _,
        &en as _,
        &advice_vi as _,
        &advice_en as _,
        &retired,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_clusters(db: &mut PgConnection, catalogue: &Catalogue) -> Result<()> {
    let id = catalogue.campaign.0;
    sqlx::query!("delete from cluster_member where campaign_id = $1", id).execute(&mut *db).await?;
    sqlx::query!("delete from cluster where campaign_id = $1", id).execute(&mut *db).await?;
    for (position, cluster) in (1_i16..).zip(&catalogue.clusters) {
        sqlx::query!(
            "insert into cluster (campaign_id, code, name_vi, name_en, position)
             values ($1, $2, $3, $4, $5)",
            id,
            cluster.code,
            cluster.name_vi,
            cluster.name_en,
            position,
        )
        .execute(&mut *db)
        .await?;
        let members: Vec<i64> = cluster.members.iter().map(|unit| unit.0).collect();
        sqlx::query!(
            "insert into cluster_member (campaign_id, unit_id, cluster_code)
             select $1, unit, $3 from unnest($2::bigint[]) as m (unit)",
            id,
            &members,
            cluster.code,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
