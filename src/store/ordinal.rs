//! The number of every initiative within its campaign, and the milestones among them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::{CampaignId, InitiativeId, PersonId, UnitId};

/// An initiative whose number is a milestone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    pub campaign: CampaignId,
    pub number: i64,
    pub initiative: InitiativeId,
    pub author: PersonId,
    pub unit: Option<UnitId>,
    /// When the author sent it.
    pub at: DateTime<Utc>,
}

/// Gives numbers to at most `limit` initiatives that have none, in the order of arrival. Gives
/// the milestones among them. Does nothing where another process is at it.
pub async fn number(db: &mut PgConnection, limit: i64) -> Result<Vec<Milestone>> {
    // One at a time: the lock is held until the transaction ends.
    let mine = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(7265871302) as "mine!""#)
        .fetch_one(&mut *db)
        .await?;
    if !mine {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"
        with arrived as (
            delete from arrival where ctid = any (array(select ctid from arrival limit $1))
            returning initiative_id
        ), line as (
            select i.campaign_id, i.id, row_number() over (
                       partition by i.campaign_id order by e.id) as place
            from arrived
            join initiative i on i.id = arrived.initiative_id
            join initiative_event e on e.initiative_id = i.id and e.position = 1
        ), before as materialized (
            -- Once a campaign: beside the insert, every look for the largest number would pass
            -- over the rows that this statement has written so far.
            select c.campaign_id, coalesce((
                       select max(o.number) from ordinal o
                       where o.campaign_id = c.campaign_id), 0) as number
            from (select distinct campaign_id from line) c
        ), numbered as (
            insert into ordinal (campaign_id, number, initiative_id)
            select line.campaign_id, line.place + before.number, line.id
            from line
            join before using (campaign_id)
            returning campaign_id, number, initiative_id
        )
        select numbered.campaign_id, number, i.id, i.author_id, i.unit_id, i.submitted_at
        from numbered
        join milestone using (number)
        join initiative i on i.id = numbered.initiative_id
        order by number
        "#,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Milestone {
            campaign: CampaignId(row.campaign_id),
            number: row.number,
            initiative: InitiativeId(row.id),
            author: PersonId(row.author_id),
            unit: row.unit_id.map(UnitId),
            at: row.submitted_at,
        })
        .collect())
}

/// The milestones that a campaign has reached, the first one first.
pub async fn milestones(db: &mut PgConnection, campaign: CampaignId) -> Result<Vec<Milestone>> {
    let rows = sqlx::query!(
        "select o.number, i.id, i.author_id, i.unit_id, i.submitted_at
         from milestone m
         join ordinal o on o.number = m.number and o.campaign_id = $1
         join initiative i on i.id = o.initiative_id
         order by o.number",
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Milestone {
            campaign,
            number: row.number,
            initiative: InitiativeId(row.id),
            author: PersonId(row.author_id),
            unit: row.unit_id.map(UnitId),
            at: row.submitted_at,
        })
        .collect())
}
