//! The tree of units.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::{Error, Result, touched};
use crate::directory::{Directory, Former, Unit};
use crate::domain::UnitId;
use crate::roster::{Change, Entry, Facets, Plan, What};

/// Rows in one statement: few enough to see it move, enough to be quick.
const ROWS: usize = 5_000;

/// All units ready to be searched, with the names they had before.
pub async fn directory(db: &mut PgConnection) -> Result<Directory> {
    let former = former(&mut *db).await?;
    Ok(Directory::with_history(all(db).await?, former))
}

/// Every unit, closed ones too.
async fn all(db: &mut PgConnection) -> Result<Vec<Unit>> {
    let rows = sqlx::query!(
        r#"select id, code, name, kind, parent_id, closed_on is not null as "closed!" from unit"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Unit {
            id: UnitId(row.id),
            code: row.code,
            name: row.name,
            kind: row.kind,
            parent: row.parent_id.map(UnitId),
            closed: row.closed,
        })
        .collect())
}

/// The names under which units are still looked for: what they were called, and what was merged
/// into them. A merged unit lies below the one that it was merged into, so its name leads to
/// the nearest open unit above it.
async fn former(db: &mut PgConnection) -> Result<Vec<Former>> {
    let rows = sqlx::query!(
        r#"with past as (
               select unit_id, before ->> 'name' as name, null as code
               from unit_change where change = 'renamed'
               union all
               select id, name, code from unit where merged_into is not null
           )
           select distinct on (past.name, past.code, leads_to.id)
                  past.name as "name!", past.code, leads_to.id as "unit!"
           from past
           join unit was on was.id = past.unit_id
           cross join lateral (
               select above.id from unnest(was.path) with ordinality as step (id, depth)
               join unit above on above.id = step.id and above.closed_on is null
               order by step.depth desc limit 1
           ) leads_to
           where past.name is not null and (was.closed_on is null or was.merged_into is not null)"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Former { unit: UnitId(row.unit), name: row.name, code: row.code })
        .collect())
}

/// Two numbers that change whenever the tree does.
pub async fn mark(db: &mut PgConnection) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select (select count(*) from unit) as "units!",
                  (select coalesce(max(id), 0) from unit_change) as "changes!""#
    )
    .fetch_one(db)
    .await?;
    Ok((row.units, row.changes))
}

/// The open unit with this code, in any case.
pub async fn by_code(db: &mut PgConnection, code: &str) -> Result<Option<UnitId>> {
    let id = sqlx::query_scalar!(
        "select id from unit where upper(code) = upper($1) and closed_on is null",
        code,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(UnitId))
}

/// How many members each unit has with everything below it: its own number where it is known, or
/// else the sum of those below.
pub async fn members(db: &mut PgConnection) -> Result<HashMap<UnitId, i64>> {
    let rows = sqlx::query!(
        "select id, parent_id, members from unit where closed_on is null
         order by cardinality(path) desc"
    )
    .fetch_all(db)
    .await?;
    let mut members: HashMap<UnitId, i64> = HashMap::new();
    for row in rows {
        let below = members.get(&UnitId(row.id)).copied().unwrap_or(0);
        let own = row.members.map_or(below, i64::from);
        members.insert(UnitId(row.id), own);
        if let Some(parent) = row.parent_id {
            *members.entry(UnitId(parent)).or_default() += own;
        }
    }
    Ok(members)
}

/// The names of all open units.
pub async fn names(db: &mut PgConnection) -> Result<Vec<(UnitId, String)>> {
    let rows = sqlx::query!("select id, name from unit where closed_on is null");
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (UnitId(row.id), row.name)).collect())
}

/// Each of these units with itself and its parts: whatever lies below it if it is of one of these
/// kinds, and whatever of these kinds it lies below. Closed ones too.
pub async fn parts(
    db: &mut PgConnection,
    units: &[UnitId],
    kinds: &[&str],
) -> Result<Vec<(UnitId, UnitId, String)>> {
    let ids: Vec<i64> = units.iter().map(|unit| unit.0).collect();
    let rows = sqlx::query!(
        r#"
        select of.id as "of!", part.id as "part!", part.name as "name!"
        from unit of
        cross join lateral (
            select id, name from unit where id = of.id
            union
            select id, name from unit where path @> array[of.id] and of.kind = any($2)
            union
            select id, name from unit where id = any(of.path) and kind = any($2)
        ) part
        where of.id = any($1)
        "#,
        &ids,
        kinds as _,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (UnitId(row.of), UnitId(row.part), row.name)).collect())
}

/// Keeps everybody else from changing the tree until the transaction ends. Reading goes on.
pub async fn hold_still(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table unit in share row exclusive mode").execute(db).await?;
    Ok(())
}

/// Every unit with all that is kept of it, each after the one above it.
pub async fn entries(db: &mut PgConnection) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        "select id, code, name, kind, parent_id, members, opened_on, closed_on, merged_into
         from unit order by cardinality(path), code"
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            id: UnitId(row.id),
            code: row.code,
            name: row.name,
            kind: row.kind,
            parent: row.parent_id.map(UnitId),
            members: row.members,
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            merged_into: row.merged_into.map(UnitId),
        })
        .collect())
}

/// The whole history but the creations, which the units tell themselves, in order.
pub async fn changes(db: &mut PgConnection) -> Result<Vec<Change>> {
    let rows = sqlx::query!(
        "select id, unit_id, change, effective_on, before, after
         from unit_change where change <> 'created' order by id"
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let senseless = |why| Error::Inconsistent { table: "unit_change", id: row.id, why };
            let facets = |json| serde_json::from_value::<Facets>(json);
            Ok(Change {
                unit: UnitId(row.unit_id),
                what: What::from_name(&row.change).ok_or_else(|| senseless("no such change"))?,
                effective_on: row.effective_on,
                before: facets(row.before).map_err(|_| senseless("before does not read"))?,
                after: facets(row.after).map_err(|_| senseless("after does not read"))?,
            })
        })
        .collect()
}

/// Carries a plan out, in the caller's transaction. `done` hears how many rows were written.
pub async fn carry_out(
    db: &mut PgConnection,
    mut plan: Plan,
    now: DateTime<Utc>,
    done: &mut (dyn FnMut(usize) + Send),
) -> Result<()> {
    let ids = fresh_ids(&mut *db, plan.created.len()).await?;
    let real: HashMap<UnitId, UnitId> =
        plan.created.iter().map(|entry| entry.id).zip(ids).collect();
    let settle = |id: &mut UnitId| {
        if let Some(settled) = real.get(id) {
            *id = *settled;
        }
    };
    for entry in plan.created.iter_mut().chain(&mut plan.changed) {
        settle(&mut entry.id);
        entry.parent.as_mut().map(settle);
    }
    for change in &mut plan.changes {
        settle(&mut change.unit);
        change.after.parent.as_mut().map(settle);
    }
    let paths = paths_of_new(&mut *db, &plan.created).await?;
    for (created, paths) in plan.created.chunks(ROWS).zip(paths.chunks(ROWS)) {
        insert(&mut *db, created, paths).await?;
        done(created.len());
    }
    for changed in plan.changed.chunks(ROWS) {
        update(&mut *db, changed).await?;
        done(changed.len());
    }
    if plan.changes.iter().any(|change| matches!(change.what, What::Moved | What::Merged)) {
        find_ways_anew(&mut *db).await?;
    }
    for changes in plan.changes.chunks(ROWS) {
        remember(&mut *db, changes, now).await?;
    }
    Ok(())
}

async fn fresh_ids(db: &mut PgConnection, count: usize) -> Result<Vec<UnitId>> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let ids = sqlx::query_scalar!(
        r#"select nextval(pg_get_serial_sequence('unit', 'id')) as "id!" from generate_series(1, $1::bigint)"#,
        count,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(UnitId).collect())
}

/// The ways from the root down to new units, which come parents first, as array literals.
async fn paths_of_new(db: &mut PgConnection, created: &[Entry]) -> Result<Vec<String>> {
    let parents: Vec<i64> = created.iter().filter_map(|entry| Some(entry.parent?.0)).collect();
    let rows = sqlx::query!("select id, path from unit where id = any($1)", &parents)
        .fetch_all(db)
        .await?;
    let mut paths: HashMap<UnitId, Vec<i64>> =
        rows.into_iter().map(|row| (UnitId(row.id), row.path)).collect();
    let mut literals = Vec::with_capacity(created.len());
    for entry in created {
        let above = entry.parent.and_then(|parent| paths.get(&parent).cloned());
        let mut path = above.unwrap_or_default();
        path.push(entry.id.0);
        let numbers: Vec<String> = path.iter().map(i64::to_string).collect();
        literals.push(format!("{{{}}}", numbers.join(",")));
        paths.insert(entry.id, path);
    }
    Ok(literals)
}

async fn insert(db: &mut PgConnection, entries: &[Entry], paths: &[String]) -> Result<()> {
    let columns = Columns::of(entries);
    let done = sqlx::query!(
        "insert into unit (id, code, name, kind, parent_id, path, members, opened_on)
         overriding system value
         select id, code, name, kind, parent_id, path::bigint[], members, opened_on
         from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
                     $7::integer[], $8::date[])
              as new (id, code, name, kind, parent_id, path, members, opened_on)",
        &columns.ids,
        &columns.codes as &[&str],
        &columns.names as &[&str],
        &columns.kinds as &[&str],
        &columns.parents as &[Option<i64>],
        paths,
        &columns.members as &[Option<i32>],
        &columns.opened_on as &[Option<NaiveDate>],
    )
    .execute(db)
    .await?;
    touched("unit", entries.len(), done.rows_affected())
}

async fn update(db: &mut PgConnection, entries: &[Entry]) -> Result<()> {
    let columns = Columns::of(entries);
    let done = sqlx::query!(
        "update unit set
             name = new.name, kind = new.kind, parent_id = new.parent_id, members = new.members,
             opened_on = new.opened_on, closed_on = new.closed_on, merged_into = new.merged_into
         from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::integer[],
                     $6::date[], $7::date[], $8::bigint[])
              as new (id, name, kind, parent_id, members, opened_on, closed_on, merged_into)
         where unit.id = new.id",
        &columns.ids,
        &columns.names as &[&str],
        &columns.kinds as &[&str],
        &columns.parents as &[Option<i64>],
        &columns.members as &[Option<i32>],
        &columns.opened_on as &[Option<NaiveDate>],
        &columns.closed_on as &[Option<NaiveDate>],
        &columns.merged_into as &[Option<i64>],
    )
    .execute(db)
    .await?;
    touched("unit", entries.len(), done.rows_affected())
}

/// Entries the way `unnest` takes them.
struct Columns<'a> {
    ids: Vec<i64>,
    codes: Vec<&'a str>,
    names: Vec<&'a str>,
    kinds: Vec<&'a str>,
    parents: Vec<Option<i64>>,
    members: Vec<Option<i32>>,
    opened_on: Vec<Option<NaiveDate>>,
    closed_on: Vec<Option<NaiveDate>>,
    merged_into: Vec<Option<i64>>,
}

impl<'a> Columns<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        Self {
            ids: entries.iter().map(|entry| entry.id.0).collect(),
            codes: entries.iter().map(|entry| entry.code.as_str()).collect(),
            names: entries.iter().map(|entry| entry.name.as_str()).collect(),
            kinds: entries.iter().map(|entry| entry.kind.as_str()).collect(),
            parents: entries.iter().map(|entry| entry.parent.map(|unit| unit.0)).collect(),
            members: entries.iter().map(|entry| entry.members).collect(),
            opened_on: entries.iter().map(|entry| entry.opened_on).collect(),
            closed_on: entries.iter().map(|entry| entry.closed_on).collect(),
            merged_into: entries.iter().map(|entry| entry.merged_into.map(|unit| unit.0)).collect(),
        }
    }
}

/// Brings the ways from the root up to date after units were moved: those of everything below
/// them change too.
async fn find_ways_anew(db: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "with recursive way as (
             select id, array[id] as path from unit where parent_id is null
             union all
             select unit.id, way.path || unit.id from unit join way on unit.parent_id = way.id
         )
         update unit set path = way.path
         from way where unit.id = way.id and unit.path <> way.path"
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn remember(db: &mut PgConnection, changes: &[Change], now: DateTime<Utc>) -> Result<()> {
    let json = |facets: &Facets| {
        serde_json::to_value(facets).expect("facets are only words, numbers and days")
    };
    let units: Vec<i64> = changes.iter().map(|change| change.unit.0).collect();
    let whats: Vec<&str> = changes.iter().map(|change| change.what.as_str()).collect();
    let days: Vec<NaiveDate> = changes.iter().map(|change| change.effective_on).collect();
    let before: Vec<serde_json::Value> = changes.iter().map(|c| json(&c.before)).collect();
    let after: Vec<serde_json::Value> = changes.iter().map(|c| json(&c.after)).collect();
    let done = sqlx::query!(
        "insert into unit_change (unit_id, change, effective_on, before, after, recorded_at)
         select unit_id, change, effective_on, before, after, $6
         from unnest($1::bigint[], $2::text[], $3::date[], $4::jsonb[], $5::jsonb[])
              as new (unit_id, change, effective_on, before, after)",
        &units,
        &whats as &[&str],
        &days,
        &before,
        &after,
        now,
    )
    .execute(db)
    .await?;
    touched("unit_change", changes.len(), done.rows_affected())
}
