//! Looks up what is shown, without ever standing in the way of those who submit.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::InitiativeId;
use crate::domain::publication::words;
use crate::store::{self, publication};
use crate::vietnamese::code::Code;
use crate::web::gallery::{Away, Entry, Gallery, PAGE, Query, Shelf};
use crate::work::Service;

/// Readers that may hold a connection at a time; the others belong to those who submit.
const READERS: usize = 2;

/// How long a reader waits for a place.
const PATIENCE: Duration = Duration::from_secs(2);

/// The gallery over the service's database.
pub fn gallery(service: &Arc<Service>) -> Gallery {
    let desk = Desk { service: Arc::clone(service), readers: Readers::new(READERS) };
    let other = desk.clone();
    Gallery {
        find: Arc::new(move |query| {
            let desk = desk.clone();
            async move { desk.find(query).await }.boxed()
        }),
        get: Arc::new(move |code| {
            let desk = other.clone();
            async move { desk.get(code).await }.boxed()
        }),
    }
}

#[derive(Clone)]
struct Desk {
    service: Arc<Service>,
    readers: Readers,
}

/// How many may read at a time.
#[derive(Clone)]
pub(super) struct Readers(Arc<Semaphore>);

impl Readers {
    pub(super) fn new(how_many: usize) -> Self {
        Self(Arc::new(Semaphore::new(how_many)))
    }

    /// A place among them, if one comes free soon.
    pub(super) async fn place(&self) -> Result<OwnedSemaphorePermit, Away> {
        let place = Arc::clone(&self.0).acquire_owned();
        tokio::time::timeout(PATIENCE, place).await.ok().and_then(Result::ok).ok_or(Away)
    }
}

impl Desk {
    async fn find(self, query: Query) -> Result<Shelf, Away> {
        let _place = self.readers.place().await?;
        let typed = words(&query.typed);
        // Every word, or the beginning of one; letters and digits alone mean nothing else there.
        let wanted: Vec<String> = typed.iter().map(|word| format!("{word}:*")).collect();
        let wanted = (!wanted.is_empty()).then(|| wanted.join(" & "));
        let (limit, offset) = (PAGE as i64, (query.page * PAGE) as i64);
        let found = async {
            let mut db = self.service.db.acquire().await?;
            publication::find(&mut db, wanted.as_deref(), limit + 1, offset).await
        };
        let mut shown = told(found.await)?;
        let more = shown.len() > PAGE;
        shown.truncate(PAGE);
        Ok(Shelf { entries: shown.into_iter().map(entry).collect(), more })
    }

    async fn get(self, code: Code) -> Result<Option<Entry>, Away> {
        let _place = self.readers.place().await?;
        let found = async {
            let mut db = self.service.db.acquire().await?;
            publication::get(&mut db, InitiativeId::from(code)).await
        };
        Ok(told(found.await)?.map(entry))
    }
}

fn told<T>(found: store::Result<T>) -> Result<T, Away> {
    found.map_err(|error| {
        tracing::warn!(%error, "The gallery could not be read");
        Away
    })
}

fn entry(shown: publication::Shown) -> Entry {
    Entry {
        code: shown.id.into(),
        title: shown.title,
        summary: shown.summary,
        kind: shown.kind,
        unit: shown.unit,
        author: shown.author,
        recognized_at: shown.recognized_at,
    }
}
