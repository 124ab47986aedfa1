//! Lists of initiatives: an author's own, what waits for an officer, what may be taken back.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result};
use crate::domain::{InitiativeId, Kind, OfficerId, Open, PersonId, Status, StatusName, UnitId};
use crate::facts::{Listing, Mine, Page, QueueQuery, Waiting};
use crate::figures::Backlog;

/// A page of an author's own initiatives, newest first; the last one, where it lies behind the end.
pub async fn mine(db: &mut PgConnection, author: PersonId, page: Page) -> Result<Listing<Mine>> {
    let rows = sqlx::query!(
        r#"
        with matching as (
            select id, title, status, status_since from initiative where author_id = $1
        )
        select id, title, status, status_since, count(*) over () as "total!" from matching
        order by id desc
        limit $2 offset least($3, greatest((select count(*) from matching) - 1, 0) / $2 * $2)
        "#,
        author.0,
        Page::SIZE as i64,
        page.entries_before(),
    )
    .fetch_all(db)
    .await?;
    let total = rows.first().map_or(0, |row| row.total.unsigned_abs());
    let entries = rows
        .into_iter()
        .map(|row| {
            Ok(Mine {
                id: InitiativeId(row.id),
                title: row.title,
                status: status_name(row.id, &row.status)?,
                since: row.status_since,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Listing { entries, total })
}

/// A page of what waits for a decision at and below these units, oldest first; the last one, where
/// it lies behind the end, as it does when the queue has become shorter. `root` adds the
/// initiatives whose unit nobody has sorted out.
pub async fn queue(
    db: &mut PgConnection,
    units: &[UnitId],
    root: bool,
    query: &QueueQuery,
) -> Result<Listing<Waiting>> {
    let scope: Vec<i64> =
        query.unit.map_or_else(|| units.iter().map(|unit| unit.0).collect(), |unit| vec![unit.0]);
    let rows = sqlx::query!(
        r#"
        with matching as (
            select i.id, i.title, i.kind, i.unit_id, i.unit_typed, i.status, i.status_detail,
                   i.submitted_at
            from initiative i
            left join unit u on u.id = i.unit_id
            where i.status in ('received', 'in_review', 'supplemented')
              and (u.path && $1 or (i.unit_id is null and $2))
              and ($3::text is null or i.kind = $3)
              and ($4::text is null or i.status = $4)
        )
        select id, title, kind, unit_id, unit_typed, status, status_detail, submitted_at,
               count(*) over () as "total!"
        from matching
        order by submitted_at, id
        limit $5 offset least($6, greatest((select count(*) from matching) - 1, 0) / $5 * $5)
        "#,
        &scope,
        root && query.unit.is_none(),
        query.kind.map(Kind::as_str),
        query.status.map(StatusName::as_str),
        Page::SIZE as i64,
        query.page.entries_before(),
    )
    .fetch_all(db)
    .await?;
    let total = rows.first().map_or(0, |row| row.total.unsigned_abs());
    let entries = rows
        .into_iter()
        .map(|row| {
            let nonsense = |why| Error::Inconsistent { table: "initiative", id: row.id, why };
            let status: Status =
                serde_json::from_str(&row.status_detail).map_err(|_| nonsense("status"))?;
            Ok(Waiting {
                id: InitiativeId(row.id),
                title: row.title,
                kind: Kind::from_name(&row.kind).ok_or_else(|| nonsense("kind"))?,
                unit: row.unit_id.map(UnitId),
                unit_typed: row.unit_typed,
                status: status_name(row.id, &row.status)?,
                submitted_at: row.submitted_at,
                officer: match status {
                    Status::Open(
                        Open::InReview { officer }
                        | Open::NeedsInfo { officer, .. }
                        | Open::Supplemented { officer },
                    ) => Some(officer),
                    Status::Open(Open::Received) | Status::Closed(_) => None,
                },
            })
        })
        .collect::<Result<_>>()?;
    Ok(Listing { entries, total })
}

/// How long what waits in these units and below has waited; with `root` also what belongs to no
/// unit of the tree.
pub async fn backlog(
    db: &mut PgConnection,
    units: &[UnitId],
    root: bool,
    now: DateTime<Utc>,
) -> Result<Backlog> {
    let units: Vec<i64> = units.iter().map(|u| u.0).collect();
    let backlog = sqlx::query_as!(
        Backlog,
        r#"
        select count(*) filter (where i.submitted_at > $3::timestamptz - interval '3 days') as "fresh!",
               count(*) filter (where i.submitted_at <= $3 - interval '3 days'
                                  and i.submitted_at > $3 - interval '7 days') as "week!",
               count(*) filter (where i.submitted_at <= $3 - interval '7 days'
                                  and i.submitted_at > $3 - interval '30 days') as "month!",
               count(*) filter (where i.submitted_at <= $3 - interval '30 days') as "overdue!"
        from initiative i
        left join unit u on u.id = i.unit_id
        where i.status in ('received', 'in_review', 'supplemented')
          and (u.path && $1 or ($2 and u.id is null))
        "#,
        &units,
        root,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok(backlog)
}

/// The newest decision of any of these officers, if it was taken since `since` and still stands.
pub async fn last_decision(
    db: &mut PgConnection,
    officers: &[OfficerId],
    since: DateTime<Utc>,
) -> Result<Option<InitiativeId>> {
    let officers: Vec<i64> = officers.iter().map(|o| o.0).collect();
    let id = sqlx::query_scalar!(
        r#"
        select e.initiative_id
        from initiative_event e
        join initiative i on i.id = e.initiative_id and i.event_count = e.position
        where e.officer_id = any($1) and e.at >= $2 and e.to_status in ('recognized', 'rejected')
        order by e.at desc, e.id desc
        limit 1
        "#,
        &officers,
        since,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(InitiativeId))
}

/// The author's initiatives that wait for the author's answer, the oldest question first.
pub async fn asked(db: &mut PgConnection, author: PersonId) -> Result<Vec<InitiativeId>> {
    let ids = sqlx::query_scalar!(
        "select id from initiative where author_id = $1 and status = 'needs_info'
         order by status_since limit 10",
        author.0,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(InitiativeId).collect())
}

fn status_name(id: i64, name: &str) -> Result<StatusName> {
    StatusName::from_name(name).ok_or(Error::Inconsistent {
        table: "initiative",
        id,
        why: "unknown status",
    })
}
