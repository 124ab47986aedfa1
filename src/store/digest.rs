//! Which officers have to be told of new work.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::Result;

/// Counts what came to wait since the last run towards the officers who will review it: those
/// nearest above its unit, and whoever has asked its author for more. Nobody reviews their own, so
/// it counts towards the next officers above. Then sets an alarm for every officer who was not told
/// within `pause`: the first that comes is told of at once; what comes after it is gathered.
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
        ), work as (
            select i.id, i.author_id, i.status, i.unit_id, u.path
            from fresh
            join initiative i on i.id = fresh.initiative_id
            left join unit u on u.id = i.unit_id
        ), nearest as (
            -- The nearest unit upwards that has officers who may review it.
            -- What nobody has put into the tree yet goes to the officers of its root.
            select work.id, work.author_id, coalesce(above.unit_id, root.id) as unit_id
            from work
            left join lateral (
                select o.unit_id from officer o
                where o.revoked_at is null and o.unit_id = any(work.path)
                  and o.person_id <> work.author_id
                order by array_position(work.path, o.unit_id) desc
                limit 1
            ) above on true
            left join unit root on root.parent_id is null and work.unit_id is null
        ), reviewer as (
            select nearest.id, o.id as officer_id
            from nearest
            join officer o on o.unit_id = nearest.unit_id
            where o.revoked_at is null and o.person_id <> nearest.author_id
            union
            select work.id, asked.officer_id
            from work cross join lateral (
                select officer_id from initiative_event
                where initiative_id = work.id and to_status = 'needs_info'
                order by position desc limit 1
            ) asked
            where work.status = 'supplemented'
        ), told as (
            select officer_id, count(*) as how_many from reviewer group by officer_id
        )
        update officer o set untold = o.untold + told.how_many
        from told where told.officer_id = o.id and o.revoked_at is null
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
