//! The running campaign and its tables.

use chrono::TimeDelta;
use sqlx::PgConnection;

use super::{Error, Result};
use crate::domain::{
    Applied, CampaignId, Catalogue, Cluster, Kind, ParticipantGroup, Phase, ReasonCode, UnitId,
};

/// The campaign that runs, if one does.
pub async fn load(db: &mut PgConnection) -> Result<Option<Catalogue>> {
    let code = sqlx::query_scalar!("select code from campaign where active")
        .fetch_optional(&mut *db)
        .await?;
    match code {
        Some(code) => of(db, &code).await,
        None => Ok(None),
    }
}

/// The campaign with this id.
pub async fn with_id(db: &mut PgConnection, campaign: CampaignId) -> Result<Catalogue> {
    let code = sqlx::query_scalar!("select code from campaign where id = $1", campaign.0)
        .fetch_one(&mut *db)
        .await?;
    let gone = Error::Inconsistent { table: "campaign", id: campaign.0, why: "code" };
    of(db, &code).await?.ok_or(gone)
}

/// The campaign with this code, in any case.
pub async fn of(db: &mut PgConnection, code: &str) -> Result<Option<Catalogue>> {
    let campaign = sqlx::query!(
        "select id, code, name, applied_from, applied_to from campaign
         where upper(code) = upper($1)",
        code,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(campaign) = campaign else { return Ok(None) };
    let id = CampaignId(campaign.id);
    Ok(Some(Catalogue {
        campaign: id,
        code: campaign.code,
        name: campaign.name,
        applied: Applied { from: campaign.applied_from, to: campaign.applied_to },
        phases: phases(db, id).await?,
        kinds: kinds(db, id).await?,
        clusters: clusters(db, id).await?,
        groups: groups(db, id).await?,
        reasons: reasons(db, id).await?,
    }))
}

async fn phases(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<Phase>> {
    let rows = sqlx::query!(
        "select code, name_vi, name_en, entry_opens_at, entry_closes_at, grace_minutes from phase
         where campaign_id = $1 order by entry_opens_at",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    let phases = rows.into_iter().map(|row| Phase {
        code: row.code,
        name_vi: row.name_vi,
        name_en: row.name_en,
        opens_at: row.entry_opens_at,
        closes_at: row.entry_closes_at,
        grace: TimeDelta::minutes(row.grace_minutes.into()),
    });
    Ok(phases.collect())
}

async fn kinds(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<Kind>> {
    let names = sqlx::query_scalar!(
        "select kind from campaign_kind where campaign_id = $1 order by position",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    if names.is_empty() {
        return Ok(Kind::ALL.to_vec());
    }
    names
        .iter()
        .map(|name| {
            let table = "campaign_kind";
            Kind::from_name(name).ok_or(Error::Inconsistent { table, id: campaign.0, why: "kind" })
        })
        .collect()
}

async fn clusters(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<Cluster>> {
    let rows = sqlx::query!(
        r#"
        select c.code, c.name_vi, c.name_en,
               array_remove(array_agg(m.unit_id order by m.unit_id), null) as "members!"
        from cluster c
        left join cluster_member m on m.campaign_id = c.campaign_id and m.cluster_code = c.code
        where c.campaign_id = $1
        group by c.campaign_id, c.code
        order by c.position
        "#,
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    let clusters = rows.into_iter().map(|row| Cluster {
        code: row.code,
        name_vi: row.name_vi,
        name_en: row.name_en,
        members: row.members.into_iter().map(UnitId).collect(),
    });
    Ok(clusters.collect())
}

async fn groups(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<ParticipantGroup>> {
    let groups = sqlx::query_as!(
        ParticipantGroup,
        "select code, label_vi, label_en, retired from participant_group
         where campaign_id = $1 order by retired, position",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    Ok(groups)
}

async fn reasons(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<ReasonCode>> {
    let reasons = sqlx::query_as!(
        ReasonCode,
        "select code, label_vi, label_en, advice_vi, advice_en, retired from reason_code
         where campaign_id = $1 order by retired, position",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    Ok(reasons)
}
