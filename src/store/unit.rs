//! The tree of units.

use sqlx::PgConnection;

use super::Result;
use crate::directory::Unit;
use crate::domain::UnitId;

/// Every unit, closed ones too.
pub async fn all(db: &mut PgConnection) -> Result<Vec<Unit>> {
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
