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
