//! The running campaign and its tables.

use sqlx::PgConnection;

use super::Result;
use crate::domain::{CampaignId, Catalogue, ParticipantGroup, ReasonCode};

/// The campaign that runs; the newest where several are marked active.
pub async fn load(db: &mut PgConnection) -> Result<Option<Catalogue>> {
    let campaign =
        sqlx::query!("select id, name from campaign where active order by id desc limit 1")
            .fetch_optional(&mut *db)
            .await?;
    let Some(campaign) = campaign else { return Ok(None) };
    let groups = sqlx::query_as!(
        ParticipantGroup,
        "select code, label_vi, label_en from participant_group
         where campaign_id = $1 order by position",
        campaign.id,
    )
    .fetch_all(&mut *db)
    .await?;
    let reasons = sqlx::query_as!(
        ReasonCode,
        "select code, label_vi, label_en, advice_vi, advice_en from reason_code
         where campaign_id = $1 order by position",
        campaign.id,
    )
    .fetch_all(db)
    .await?;
    Ok(Some(Catalogue { campaign: CampaignId(campaign.id), name: campaign.name, groups, reasons }))
}
