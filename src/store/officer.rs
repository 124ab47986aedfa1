//! Appointments of officers, and the invitations they come from.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result};
use crate::domain::{Grant, OfficerId, PersonId, Role, UnitId};
use crate::facts::{Colleague, Invitation, Listing, Page};

/// Keeps an invitation.
pub async fn invite(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
    unit: UnitId,
    role: Role,
    by: Option<OfficerId>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into invitation (token_hash, unit_id, role, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        &token_hash[..],
        unit.0,
        role.as_str(),
        by.map(|officer| officer.0),
        now,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The people who administrate a unit, or the root where there is none.
pub async fn administrators(db: &mut PgConnection, unit: Option<UnitId>) -> Result<Vec<PersonId>> {
    let people = sqlx::query_scalar!(
        "select distinct o.person_id from officer o join unit held on held.id = o.unit_id
         where o.role = 'administrator' and o.revoked_at is null
             and (held.parent_id is null
                  or o.unit_id = any (select unnest(path) from unit where id = $1))",
        unit.map(|unit| unit.0),
    )
    .fetch_all(db)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// The invitation with this hash, locked, so that it is used once; and with it the appointment by
/// which it was made, so that whoever is being dismissed makes nobody an officer meanwhile.
pub async fn invitation(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
) -> Result<Option<Invitation>> {
    let row = sqlx::query!(
        r#"
        select i.id, i.unit_id, i.role, i.created_by, i.expires_at,
               i.used_at is not null as "used!",
               i.created_by is not null and not exists (
                   select from officer o join unit u on u.id = i.unit_id
                   where o.id = i.created_by and o.revoked_at is null
                     and o.role = 'administrator' and o.unit_id = any(u.path)
                   for share of o
               ) as "void!"
        from invitation i where i.token_hash = $1 for update of i
        "#,
        &token_hash[..],
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let role = Role::from_name(&row.role).ok_or(Error::Inconsistent {
            table: "invitation",
            id: row.id,
            why: "unknown role",
        })?;
        Ok(Invitation {
            unit: UnitId(row.unit_id),
            role,
            by: row.created_by.map(OfficerId),
            expires_at: row.expires_at,
            used: row.used,
            void: row.void,
        })
    })
    .transpose()
}

/// Uses an invitation up: `person` is an officer now. Whoever holds the unit already gets the
/// invitation's role there. Nothing comes of an invitation that has ended, or whose maker may not
/// give it any more.
pub async fn redeem(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<Grant>> {
    let row = sqlx::query!(
        r#"
        with used as (
            update invitation i set used_at = $3
            where token_hash = $1 and used_at is null and expires_at > $3
              -- An invitation gives no more than its maker may give now.
              and (created_by is null or exists (
                  select from officer o join unit u on u.id = i.unit_id
                  where o.id = i.created_by and o.revoked_at is null
                    and o.role = 'administrator' and o.unit_id = any(u.path)
              ))
            returning unit_id, role, created_by
        ), marked as (
            update person set is_officer = true
            where id = $2 and exists (select from used)
        )
        insert into officer (person_id, unit_id, role, granted_by, granted_at)
        select $2, unit_id, role, created_by, $3 from used
        on conflict (person_id, unit_id) where revoked_at is null
            do update set role = excluded.role
        returning id, unit_id, role
        "#,
        &token_hash[..],
        person.0,
        now,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    sqlx::query!(
        "update invitation set used_by = $2 where token_hash = $1",
        &token_hash[..],
        row.id
    )
    .execute(db)
    .await?;
    let role = Role::from_name(&row.role).ok_or(Error::Inconsistent {
        table: "officer",
        id: row.id,
        why: "unknown role",
    })?;
    Ok(Some(Grant { officer: OfficerId(row.id), unit: UnitId(row.unit_id), role }))
}

/// Dismisses an officer. At once: grants are read anew for every batch.
pub async fn revoke(
    db: &mut PgConnection,
    officer: OfficerId,
    by: Option<OfficerId>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let person = sqlx::query_scalar!(
        "update officer set revoked_at = $3, revoked_by = $2
         where id = $1 and revoked_at is null
         returning person_id",
        officer.0,
        by.map(|officer| officer.0),
        now,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(person) = person else { return Ok(false) };
    sqlx::query!(
        "update person set is_officer =
             exists (select from officer where person_id = $1 and revoked_at is null)
         where id = $1",
        person,
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// Who holds an appointment, ended ones too.
pub async fn person(db: &mut PgConnection, officer: OfficerId) -> Result<Option<PersonId>> {
    let person = sqlx::query_scalar!("select person_id from officer where id = $1", officer.0)
        .fetch_optional(db)
        .await?;
    Ok(person.map(PersonId))
}

/// Names of officers, dismissed ones too.
pub async fn names(
    db: &mut PgConnection,
    officers: &[OfficerId],
) -> Result<HashMap<OfficerId, String>> {
    let ids: Vec<i64> = officers.iter().map(|o| o.0).collect();
    let rows = sqlx::query!(
        r#"select o.id, coalesce(p.full_name, '') as "name!"
           from officer o join person p on p.id = o.person_id where o.id = any($1)"#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (OfficerId(row.id), row.name)).collect())
}

/// A page of the officers at and below these units, those at the top first, and how many there are,
/// counted up to [`Listing::COUNTED`]. The last page, where it lies behind the end.
pub async fn below(
    db: &mut PgConnection,
    units: &[UnitId],
    page: Page,
) -> Result<Listing<Colleague>> {
    let units: Vec<i64> = units.iter().map(|u| u.0).collect();
    let total = sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from (
            select from officer o join unit u on u.id = o.unit_id
            where o.revoked_at is null and u.path && $1 limit $2
        ) officers
        "#,
        &units,
        Listing::<Colleague>::COUNTED as i64 + 1,
    )
    .fetch_one(&mut *db)
    .await?
    .unsigned_abs();
    let rows = sqlx::query!(
        r#"
        select o.id, o.unit_id, o.role, o.person_id, coalesce(p.full_name, '') as "name!"
        from (
            -- In the order of an index of the units.
            select o.id, o.unit_id, o.role, o.person_id, cardinality(u.path) as depth
            from unit u join officer o on o.unit_id = u.id
            where o.revoked_at is null and u.path && $1
            order by cardinality(u.path), u.id, o.id limit $2 offset $3
        ) o
        join person p on p.id = o.person_id
        order by o.depth, o.unit_id, o.id
        "#,
        &units,
        Page::SIZE as i64,
        page.of(total.min(Listing::<Colleague>::COUNTED)).entries_before(),
    )
    .fetch_all(db)
    .await?;
    let entries = rows
        .into_iter()
        .map(|row| {
            let role = Role::from_name(&row.role).ok_or(Error::Inconsistent {
                table: "officer",
                id: row.id,
                why: "unknown role",
            })?;
            Ok(Colleague {
                grant: Grant { officer: OfficerId(row.id), unit: UnitId(row.unit_id), role },
                person: PersonId(row.person_id),
                name: row.name,
            })
        })
        .collect::<Result<_>>()?;
    Ok(Listing { entries, total })
}

/// Whether somebody wants the weekly message, in all of their appointments.
pub async fn want_weekly(db: &mut PgConnection, person: PersonId, on: bool) -> Result<()> {
    sqlx::query!("update officer set weekly = $2 where person_id = $1", person.0, on)
        .execute(db)
        .await?;
    Ok(())
}

/// How many officers there are of the topmost unit.
pub async fn at_the_top(db: &mut PgConnection) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from officer o join unit u on u.id = o.unit_id
        where o.revoked_at is null and u.parent_id is null
        "#,
    )
    .fetch_one(db)
    .await?)
}
