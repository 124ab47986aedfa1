//! Lists of initiatives: an author's own, what waits for an officer, what may be taken back.

use chrono::{DateTime, TimeDelta, Utc};
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

/// Which part of the tree is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All of it, and the initiatives whose unit nobody has sorted out.
    Everything,
    /// These units; those below them have to be among them.
    Units(Vec<UnitId>),
}

impl Scope {
    /// As a statement takes it: null is everything.
    fn units(&self) -> Option<Vec<i64>> {
        match self {
            Self::Everything => None,
            Self::Units(units) => Some(units.iter().map(|unit| unit.0).collect()),
        }
    }
}

/// A page of what waits for a decision, oldest first, which page it is, and how much waits, counted
/// up to [`Listing::COUNTED`]. The last page, where it lies behind the end, as it does when the
/// queue has become shorter.
///
/// However much waits, only the beginnings of the lines are read, and no plan can think of
/// reading more: one line for each status, and within units one for each of them, too.
pub async fn queue(
    db: &mut PgConnection,
    scope: &Scope,
    query: &QueueQuery,
) -> Result<(Page, Listing<Waiting>)> {
    let statuses = waiting_statuses(query.status);
    let kind = query.kind.map(Kind::as_str);
    let units = scope.units();
    let total = count(db, units.as_deref(), &statuses, kind, None).await?;
    let counted = total.min(Listing::<Waiting>::COUNTED);
    let page = match query.behind {
        None => query.page,
        Some(last) => {
            let before = count(db, units.as_deref(), &statuses, kind, Some(last)).await?;
            let page = if before < counted { before / Page::SIZE as u64 } else { 0 };
            Page(u32::try_from(page).unwrap_or(u32::MAX))
        }
    };
    let page = page.of(counted);
    let before = page.entries_before();
    let rows = sqlx::query!(
        r#"
        select i.id, i.title, i.kind, i.unit_id, i.unit_typed, i.status, i.status_detail,
               i.submitted_at
        from (
            select i.id, i.submitted_at from unnest($2::text[]) as s (status)
            cross join lateral (
                select id, submitted_at from initiative
                where status in ('received', 'in_review', 'supplemented')
                  and status = s.status and ($3::text is null or kind = $3)
                order by submitted_at, id limit $4
            ) i
            where $1::bigint[] is null
            union all
            select i.id, i.submitted_at
            from unnest($1) as u (id) cross join unnest($2) as s (status)
            cross join lateral (
                select id, submitted_at from initiative
                where status in ('received', 'in_review', 'supplemented')
                  and unit_id = u.id and status = s.status and ($3 is null or kind = $3)
                order by submitted_at, id limit $4
            ) i
            order by submitted_at, id offset $5 limit $4 - $5
        ) page
        cross join lateral (select * from initiative where id = page.id offset 0) i
        order by i.submitted_at, i.id
        "#,
        units.as_deref() as _,
        &statuses as _,
        kind,
        before + Page::SIZE as i64,
        before,
    )
    .fetch_all(db)
    .await?;
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
    Ok((page, Listing { entries, total }))
}

/// How much waits, up to this one and with it where one is given.
async fn count(
    db: &mut PgConnection,
    units: Option<&[i64]>,
    statuses: &[&str],
    kind: Option<&str>,
    up_to: Option<InitiativeId>,
) -> Result<u64> {
    let count = sqlx::query_scalar!(
        r#"
        with last as materialized (
            select coalesce((select submitted_at from initiative where id = $5), 'infinity') as at,
                   coalesce($5::bigint, 0) as id
        )
        select count(*) as "count!" from (
            (select from unnest($2::text[]) as s (status)
             cross join lateral (
                 select from initiative
                 where status in ('received', 'in_review', 'supplemented')
                   and status = s.status and ($3::text is null or kind = $3)
                   and (submitted_at, id) <= ((select at from last), (select id from last))
                 -- In order, so that it is read from the line and not from the whole table.
                 order by submitted_at, id limit $4
             ) i
             where $1::bigint[] is null limit $4)
            union all
            (select from unnest($1) as u (id) cross join unnest($2) as s (status)
             cross join lateral (
                 select from initiative
                 where status in ('received', 'in_review', 'supplemented')
                   and unit_id = u.id and status = s.status and ($3 is null or kind = $3)
                   and (submitted_at, id) <= ((select at from last), (select id from last))
                 limit $4
             ) i
             limit $4)
        ) waiting
        "#,
        units as _,
        statuses as _,
        kind,
        Listing::<Waiting>::COUNTED as i64 + 1,
        up_to.map(|last| last.0),
    )
    .fetch_one(db)
    .await?;
    Ok(count.unsigned_abs())
}

/// The statuses that wait for an officer, or the one of them that is asked for.
fn waiting_statuses(only: Option<StatusName>) -> Vec<&'static str> {
    let waiting = [StatusName::Received, StatusName::InReview, StatusName::Supplemented];
    let wanted = waiting.into_iter().filter(|status| only.is_none_or(|only| only == *status));
    wanted.map(StatusName::as_str).collect()
}

/// How long what waits has waited, unit by unit; none are those whose unit nobody has sorted out.
pub async fn backlog(
    db: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<Vec<(Option<UnitId>, Backlog)>> {
    let days = |days| now - TimeDelta::days(days);
    let rows = sqlx::query!(
        r#"
        select unit_id,
               count(*) filter (where submitted_at > $1) as "fresh!",
               count(*) filter (where submitted_at <= $1 and submitted_at > $2) as "week!",
               count(*) filter (where submitted_at <= $2 and submitted_at > $3) as "month!",
               count(*) filter (where submitted_at <= $3) as "overdue!"
        from initiative where status in ('received', 'in_review', 'supplemented')
        group by unit_id
        "#,
        days(3),
        days(7),
        days(30),
    )
    .fetch_all(db)
    .await?;
    let backlogs = rows.into_iter().map(|row| {
        let backlog =
            Backlog { fresh: row.fresh, week: row.week, month: row.month, overdue: row.overdue };
        (row.unit_id.map(UnitId), backlog)
    });
    Ok(backlogs.collect())
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
