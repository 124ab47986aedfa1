//! Tells people who wait longer than usual that their words are kept, once in each backlog.
//!
//! It is a courtesy beside the answers, which come in their order all the same: nothing of it is
//! stored, and a process that is started anew may say it once more. It goes to whoever has waited
//! longest, and to few enough at a time that the answers are not held up by it. Each account is
//! looked after alone: where its platform hangs, nobody else waits for that.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use futures::{StreamExt as _, stream};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{Account, Service};
use crate::domain::ConversationId;
use crate::effect::Say;
use crate::i18n;
use crate::phrase::talk::Talk;
use crate::store;
use crate::store::inbox::{self, Late};

/// How often it is looked who has waited for long.
const BEAT: Duration = Duration::from_secs(2);

/// Messages that are looked at in one beat.
const AT_ONCE: i64 = 250;

/// People who are written to at the same time.
const BESIDE: usize = 16;

/// Who has been told in the backlog that there is now.
#[derive(Debug, Default)]
pub(super) struct Told {
    conversations: HashSet<ConversationId>,
    /// The place in line up to which everybody was told.
    up_to: i64,
}

/// Tells people on an account who have waited for long and were not told yet. Gives how many.
pub async fn reassure_once(service: &Service, account: &Account) -> store::Result<usize> {
    let Some(patience) = service.patience.filter(|_| account.is_served()) else { return Ok(0) };
    let before = service.clock.now() - patience;
    let up_to = account.told.lock().unwrap_or_else(PoisonError::into_inner).up_to;
    let mut db = service.db.acquire().await?;
    let late = inbox::late(&mut db, account.id, before, up_to, AT_ONCE).await?;
    let over = late.is_empty() && inbox::late(&mut db, account.id, before, 0, 1).await?.is_empty();
    drop(db);
    let news: Vec<Late> = {
        let mut told = account.told.lock().unwrap_or_else(PoisonError::into_inner);
        if over {
            told.conversations.clear();
        }
        told.up_to = late.last().map_or(told.up_to, |last| last.seq);
        late.into_iter().filter(|late| told.conversations.insert(late.conversation)).collect()
    };
    let how_many = news.len();
    stream::iter(news).for_each_concurrent(BESIDE, |late| tell(account, late)).await;
    Ok(how_many)
}

async fn tell(account: &Account, late: Late) {
    let (words, _) = i18n::outbound(late.locale, &Say::of(Talk::Busy), 0);
    if let Err(error) = account.channel.send(&late.chat, &words).await {
        warn!(%error, "Somebody who waits could not be told so");
    }
}

/// Does so for the account at this place until told to stop.
pub async fn run(service: Arc<Service>, place: usize, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(BEAT) => {}
        }
        let reassured = tokio::select! {
            () = stop.cancelled() => return,
            reassured = reassure_once(&service, &service.accounts[place]) => reassured,
        };
        if let Err(error) = reassured {
            warn!(%error, "Nobody could be told to wait");
        }
    }
}
