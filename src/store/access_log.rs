//! The record of who saw whose phone number.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::{InitiativeId, OfficerId, PersonId};

/// One look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Who looked.
    pub officer: OfficerId,
    /// Whose number it is.
    pub person: PersonId,
    /// The initiative for which the officer asked.
    pub initiative: InitiativeId,
}

/// Writes down who looked.
pub async fn note(db: &mut PgConnection, looks: &[Look], now: DateTime<Utc>) -> Result<()> {
    let officers: Vec<i64> = looks.iter().map(|look| look.officer.0).collect();
    let persons: Vec<i64> = looks.iter().map(|look| look.person.0).collect();
    let initiatives: Vec<i64> = looks.iter().map(|look| look.initiative.0).collect();
    sqlx::query!(
        "insert into access_log (officer_id, person_id, initiative_id, at)
         select l.*, $4 from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as l",
        &officers,
        &persons,
        &initiatives,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
