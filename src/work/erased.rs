//! Who was erased, beside the files: a database that is restored from an earlier day knows nothing
//! of it, and whoever is in it again has to be erased again.
//!
//! What is noted is a number and a time. The note is owed in the transaction of the erasure and
//! written within a minute, so that it is missing only where the last minute of the files is lost
//! as well.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use super::{Service, erasing};
use crate::domain::PersonId;
use crate::files::FileStoreError;
use crate::store;
use crate::store::erasure::{self, AskedBy};

/// Longer than a backup may be kept, which is 20 days.
const KEPT: TimeDelta = TimeDelta::days(30);

/// People noted in one round.
const MANY: i64 = 200;

/// Notes who was erased. Gives how many.
pub async fn note_once(service: &Service) -> store::Result<usize> {
    let people = erasure::not_noted(&mut *service.db.acquire().await?, MANY).await?;
    let mut noted = Vec::with_capacity(people.len());
    for (person, at) in people {
        if let Err(error) = service.files.store.note_erased(person, at).await {
            // The next round goes on with it.
            tracing::warn!(%error, "Who was erased could not be noted beside the files");
            break;
        }
        noted.push(person);
    }
    if !noted.is_empty() {
        erasure::noted(&mut *service.db.acquire().await?, &noted).await?;
    }
    Ok(noted.len())
}

/// Forgets notes that no backup is old enough for.
pub async fn forget_once(service: &Service) -> Result<(), FileStoreError> {
    let before = service.clock.now() - KEPT;
    for (person, at) in service.files.store.erased().await? {
        if at < before {
            service.files.store.forget_erased(person, at).await?;
        }
    }
    Ok(())
}

/// Erases again whoever is noted and is in the database again. Gives who that was.
pub async fn erase_again(
    db: &PgPool,
    notes: &[(PersonId, DateTime<Utc>)],
    now: DateTime<Utc>,
) -> store::Result<Vec<PersonId>> {
    let mut again = Vec::new();
    for &(person, at) in notes {
        // They were told when it was done for the first time.
        if erasure::is_back(&mut *db.acquire().await?, person, at).await?
            && erasing::at_request(db, person, AskedBy::Person, now).await?.is_some()
        {
            again.push(person);
        }
    }
    Ok(again)
}
