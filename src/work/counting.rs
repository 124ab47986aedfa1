//! Folds the counts, numbers the initiatives, and keeps the figures and the backlogs in memory
//! fresh.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use super::changes::Changes;
use super::{Reference, Service};
use crate::domain::PersonId;
use crate::effect::{Notice, Say};
use crate::figures::{Backlogs, Figures, Key, Measures, Tree};
use crate::phrase::Phrase;
use crate::phrase::desk::Desk;
use crate::phrase::talk::Talk;
use crate::store::ordinal::{self, Milestone};
use crate::store::{self, initiative_list, officer, tally};
use crate::vietnamese::code::Code;

/// How often the figures are brought up to date.
const BEAT: Duration = Duration::from_secs(1);

/// Beats between two counts of what waits for officers. It is counted for everybody at once, and
/// takes a third of a second where six hundred thousand wait.
const BETWEEN: u32 = 10;

/// Initiatives that are numbered in one transaction.
const NUMBERED: i64 = 10_000;

/// The figures as they are kept up: what was read, and how to go on from there.
#[derive(Debug)]
pub(super) struct Kept {
    figures: Arc<Figures>,
    /// The fold up to which everything is in the figures.
    generation: i64,
    /// What is in the figures without being folded as of then. It is taken back at the next
    /// look, and found again: as folded, or as still fresh.
    fresh: Vec<(Key, Measures)>,
    /// The tree that the sums were made over; see [`super::Reference`].
    units_mark: (i64, i64),
}

impl Service {
    /// The results as of a second ago; none before they have been read for the first time.
    #[must_use]
    pub fn figures(&self) -> Option<Arc<Figures>> {
        let kept = self.figures.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|kept| Arc::clone(&kept.figures))
    }

    /// What waits for officers, as of some seconds ago; none before it was counted.
    pub(super) fn backlogs(&self) -> Option<Arc<Backlogs>> {
        self.backlogs.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep_figures(&self, kept: Kept) {
        *self.figures.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(kept));
    }
}

/// Brings the figures up to date: reads what has changed, or all of it where the campaign is
/// another than before.
pub async fn refresh_once(service: &Service) -> store::Result<()> {
    let kept = service.figures.read().unwrap_or_else(PoisonError::into_inner).clone();
    let reference = service.reference();
    let brought = match kept {
        Some(kept) if kept.figures.campaign == reference.catalogue.campaign => {
            brought_up(service, &kept, &reference).await?
        }
        Some(_) | None => None,
    };
    let kept = match brought {
        Some(kept) => kept,
        None => read(service, &reference).await?,
    };
    service.keep_figures(kept);
    Ok(())
}

/// The figures with what has changed since; none where they have to be read as a whole.
async fn brought_up(
    service: &Service,
    kept: &Kept,
    reference: &Reference,
) -> store::Result<Option<Kept>> {
    let as_of = service.clock.now();
    let mut db = service.db.acquire().await?;
    let Some(since) = tally::since(&mut db, kept.generation).await? else { return Ok(None) };
    let mut figures = Figures::clone(&kept.figures);
    figures.as_of = as_of;
    let same_tree = kept.units_mark == reference.units_mark;
    if !(same_tree && since.folded.is_empty() && since.fresh == kept.fresh) {
        for (key, change) in &kept.fresh {
            figures.take_back(key, change);
        }
        for (key, change) in &since.folded {
            figures.add(key, change);
        }
        if !same_tree {
            let tree = Tree::of(&reference.units);
            let new = figures.missing_of(&tree);
            // Another process may have counted for a unit before this one has heard of it.
            if !new.is_empty() && tally::is_counted(&mut db, figures.campaign, &new).await? {
                return Ok(None);
            }
            figures = figures.over(Arc::new(tree));
        }
        for (key, change) in &since.fresh {
            figures.add(key, change);
        }
    }
    Ok(Some(Kept {
        figures: Arc::new(figures),
        generation: since.generation,
        fresh: since.fresh,
        units_mark: reference.units_mark,
    }))
}

/// All figures, as they are in the database.
async fn read(service: &Service, reference: &Reference) -> store::Result<Kept> {
    let tree = Arc::new(Tree::of(&reference.units));
    let as_of = service.clock.now();
    let mut db = tally::picture(&service.db).await?;
    let campaign = reference.catalogue.campaign;
    let (mut figures, generation) = tally::folded(&mut db, campaign, tree, as_of).await?;
    let since = tally::since(&mut db, generation).await?;
    db.commit().await?;
    let fresh = since.map(|since| since.fresh).unwrap_or_default();
    for (key, change) in &fresh {
        figures.add(key, change);
    }
    let units_mark = reference.units_mark;
    Ok(Kept { figures: Arc::new(figures), generation, fresh, units_mark })
}

/// Counts what waits for officers, over the tree of the figures.
pub async fn count_waiting_once(service: &Service) -> store::Result<()> {
    let Some(figures) = service.figures() else { return Ok(()) };
    let mut db = service.db.acquire().await?;
    let waiting = initiative_list::backlog(&mut db, service.clock.now()).await?;
    drop(db);
    let backlogs = Arc::new(Backlogs::new(figures.tree(), waiting));
    *service.backlogs.write().unwrap_or_else(PoisonError::into_inner) = Some(backlogs);
    Ok(())
}

/// Folds what was counted since the last time. Gives how many rows that were.
pub async fn fold_once(service: &Service) -> store::Result<u64> {
    let mut tx = service.db.begin().await?;
    let folded = tally::fold(&mut tx).await?;
    tx.commit().await?;
    Ok(folded)
}

/// Numbers initiatives that have no number yet. The author of a milestone is told, and the
/// administrators are, in the same transaction.
pub async fn number_once(service: &Service) -> store::Result<()> {
    let now = service.clock.now();
    let mut tx = service.db.begin().await?;
    let mut changes = Changes::default();
    for milestone in ordinal::number(&mut tx, NUMBERED).await? {
        let Milestone { number, initiative, author, unit, at, .. } = milestone;
        let code = Code::from(initiative);
        changes.tell(notice(author, Talk::Milestone { code, number }));
        let reference = service.reference();
        let name = unit.and_then(|unit| reference.units.get(unit)).map(|unit| unit.name.clone());
        for person in officer::administrators(&mut tx, unit).await? {
            let told = Desk::Milestone { code, number, unit: name.clone(), at };
            changes.tell(notice(person, told));
        }
    }
    let outcome = changes.perform(service, &mut tx, now).await?;
    tx.commit().await?;
    if outcome.others_owed {
        service.outbox_bell.notify_one();
    }
    Ok(())
}

fn notice(to: PersonId, say: impl Into<Phrase>) -> Notice {
    Notice { to, say: Say::of(say), not_before: None, about: None }
}

/// Does all of it at its pace until told to stop.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for round in (0..BETWEEN).cycle() {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        let outcomes = [
            number_once(&service).await,
            fold_once(&service).await.map(drop),
            refresh_once(&service).await,
            if round == 0 { count_waiting_once(&service).await } else { Ok(()) },
        ];
        for failure in outcomes.into_iter().filter_map(Result::err) {
            match failure {
                store::Error::Database(error) => warn!(%error, "Counting has to wait"),
                error => error!(%error, "Counting has failed"),
            }
        }
    }
}
