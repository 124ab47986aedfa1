//! Which officers have to be told of new work.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;

/// Counts submissions that came since the last run towards the officers nearest above their
/// unit, then sets an alarm for every officer who was not told within `pause`. The first new
/// submission is told of at once; what comes after it is gathered.
///
/// Gives how many officers will be told.
pub async fn gather(db: &mut PgConnection, now: DateTime<Utc>, pause: TimeDelta) -> Result<u64> {
    sqlx::query!(
        r#"
        with fresh as (
            delete from new_work where ctid = any (array(
                select ctid from new_work limit 10000 for update skip locked
            ))
            returning initiative_id
        ), nearest as (
            -- The nearest unit upwards that has officers; they are the ones who will review.
            -- What nobody has put into the tree yet goes to the officers of its root.
            select coalesce(above.unit_id, root.id) as unit_id, count(*) as how_many
            from fresh
            join initiative i on i.id = fresh.initiative_id
            left join unit u on u.id = i.unit_id
            left join lateral (
                select o.unit_id from officer o
                where o.revoked_at is null and o.unit_id = any(u.path)
                order by array_position(u.path, o.unit_id) desc
                limit 1
            ) above on true
            left join unit root on root.parent_id is null and u.id is null
            group by 1
        )
        update officer o set untold = o.untold + nearest.how_many
        from nearest where nearest.unit_id = o.unit_id and o.revoked_at is null
        "#,
    )
    .execute(&mut *db)
    .await?;
    Ok(sqlx::query!(
        r#"
        with due as (
            update officer set untold = 0, told_at = $1
            where untold > 0 and revoked_at is null and (told_at is null or told_at <= $2)
            returning person_id
        ), chat as (
            select distinct on (c.person_id) c.id
            from conversation c join due on due.person_id = c.person_id
            where c.unreachable_since is null
            order by c.person_id, c.last_heard_at desc nulls last
        )
        insert into alarm (conversation_id, kind, due_at)
        select id, 'new_work', $1 from chat
        on conflict (conversation_id, kind) do nothing
        "#,
        now,
        now - pause,
    )
    .execute(db)
    .await?
    .rows_affected())
}

/// Sets an alarm for every administrator who wants the weekly message and was not told since
/// `morning`. Whoever was appointed since then waits for the next week.
///
/// Gives how many will be told.
pub async fn weekly(
    db: &mut PgConnection,
    morning: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    Ok(sqlx::query!(
        r#"
        with due as (
            update officer set weekly_told_at = $2
            where role = 'administrator' and revoked_at is null and weekly and granted_at < $1
              and (weekly_told_at is null or weekly_told_at < $1)
            returning person_id
        ), chat as (
            select distinct on (c.person_id) c.id
            from conversation c join due on due.person_id = c.person_id
            where c.unreachable_since is null
            order by c.person_id, c.last_heard_at desc nulls last
        )
        insert into alarm (conversation_id, kind, due_at)
        select id, 'weekly', $2 from chat
        on conflict (conversation_id, kind) do nothing
        "#,
        morning,
        now,
    )
    .execute(db)
    .await?
    .rows_affected())
}
