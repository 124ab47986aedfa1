//! Looks receipts up for whoever holds one.

use std::sync::Arc;

use futures::FutureExt as _;

use super::gallery::Readers;
use crate::domain::seal::Receipt;
use crate::web::gallery::Away;
use crate::web::proof::Prove;
use crate::work::{Service, audit};

/// Proves receipts from the service's database.
pub fn prove(service: &Arc<Service>) -> Prove {
    // A day's events are read for it: one at a time is enough.
    let readers = Readers::new(1);
    let service = Arc::clone(service);
    Arc::new(move |held| {
        let (service, readers) = (Arc::clone(&service), readers.clone());
        async move { proven(&service, &readers, &held).await }.boxed()
    })
}

async fn proven(
    service: &Service,
    readers: &Readers,
    held: &Receipt,
) -> Result<Option<Receipt>, Away> {
    let _place = readers.place().await?;
    let kept = async {
        let mut db = service.db.acquire().await?;
        audit::receipt(&mut db, held.initiative).await
    };
    let kept = kept.await.map_err(|error| {
        tracing::warn!(%error, "A receipt could not be looked up");
        Away
    })?;
    Ok(kept.filter(|kept| kept.event_hash() == held.event_hash()))
}
