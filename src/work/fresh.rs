//! Numbers for initiatives and people to come, taken from the database ahead of need.

use sqlx::PgConnection;

use super::Service;
use crate::store::{self, initiative};

/// Numbers taken ahead of need in one go.
const FRESH: i64 = 1_000;

/// Takes numbers for initiatives and people to come, where few are left.
pub(super) async fn refill(service: &Service, db: &mut PgConnection) -> store::Result<()> {
    let (initiatives, persons) =
        service.with_fresh(|fresh| (fresh.initiatives.len(), fresh.persons.len()));
    if (initiatives as i64) < FRESH / 2 {
        let ids = initiative::fresh_ids(db, FRESH).await?;
        service.with_fresh(|fresh| fresh.initiatives.splice(0..0, ids.into_iter().rev()).count());
    }
    if (persons as i64) < FRESH / 2 {
        let ids = store::person::fresh_ids(db, FRESH).await?;
        service.with_fresh(|fresh| fresh.persons.splice(0..0, ids.into_iter().rev()).count());
    }
    Ok(())
}
