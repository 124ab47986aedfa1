//! Counts everything anew and compares; seals days; proves receipts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Days, TimeDelta, Utc};
use sqlx::{PgConnection, PgPool};

use crate::domain::InitiativeId;
use crate::domain::seal::{Proof, Receipt, Seal, leaves, path};
use crate::figures::day_of;
use crate::figures::recount::Recount;
use crate::store::{self, audit, seal};

/// Initiatives that are read in one go.
const CHUNK: i64 = 4_000;

/// How long after its end a day is sealed: whatever was under way then is stored by now.
const GRACE: TimeDelta = TimeDelta::hours(1);

/// Counts everything anew, in one picture of the database, with as many hands. With `until`
/// only what happened before that instant counts.
pub async fn recount(
    db: &PgPool,
    hands: usize,
    until: Option<DateTime<Utc>>,
) -> store::Result<(Recount, sqlx::Transaction<'static, sqlx::Postgres>)> {
    let mut pictures = audit::pictures(db, hands.max(1)).await?;
    let range = audit::range(&mut pictures[0]).await?;
    let (low, high) = range.map_or((0, 0), |(low, high)| (low, high + 1));
    let next = Arc::new(AtomicI64::new(low));
    let mut parts = Vec::new();
    for mut picture in pictures {
        let next = Arc::clone(&next);
        parts.push(tokio::spawn(async move {
            let mut part = Recount::until(until);
            loop {
                let from = next.fetch_add(CHUNK, Ordering::Relaxed);
                if from >= high {
                    return Ok::<_, store::Error>((part, picture));
                }
                let chunk = (from, high.min(from + CHUNK));
                audit::recount(&mut picture, chunk, &mut part).await?;
            }
        }));
    }
    let mut whole = Recount::until(until);
    let mut first = None;
    for part in parts {
        let (part, picture) = part.await.expect("nothing in it panics")?;
        whole.merge(part);
        first.get_or_insert(picture);
    }
    whole.count_people();
    Ok((whole, first.expect("there is at least one hand")))
}

/// Counts everything anew and compares it with what is kept: counts, numbers and seals.
pub async fn verify(db: &PgPool, hands: usize) -> store::Result<Recount> {
    let (mut recount, mut picture) = recount(db, hands, None).await?;
    audit::compare(&mut picture, &mut recount).await?;
    verify_seals(&mut picture, &mut recount).await?;
    picture.commit().await?;
    Ok(recount)
}

/// Counts everything anew, and puts that in the place of what is kept: for initiatives that were
/// written before there were counts, and for counts that somebody has damaged. Whoever submits
/// waits meanwhile.
pub async fn recount_and_keep(db: &PgPool) -> store::Result<Recount> {
    let mut tx = db.begin().await?;
    audit::hold_still(&mut tx).await?;
    audit::enrol(&mut tx).await?;
    let mut whole = Recount::default();
    let (mut from, high) = audit::range(&mut tx).await?.unwrap_or((1, 0));
    while from <= high {
        let chunk = (from, (from + CHUNK).min(high + 1));
        audit::recount(&mut tx, chunk, &mut whole).await?;
        from += CHUNK;
    }
    audit::replace(&mut tx, &whole).await?;
    tx.commit().await?;
    Ok(whole)
}

/// Checks that every seal is that of its day, and that none is missing between them.
async fn verify_seals(db: &mut PgConnection, recount: &mut Recount) -> store::Result<()> {
    /// More seals than there will ever be days.
    const ALL: i64 = 1_000_000;
    let mut before: Option<Seal> = None;
    for (kept, hash) in seal::from(db, DateTime::UNIX_EPOCH.date_naive(), ALL).await? {
        let due = before.as_ref().map_or(kept.day, |before| before.day + Days::new(1));
        if kept.day != due {
            recount.findings.add(format!("the seal of {due} is missing"));
        }
        let steps = seal::steps(db, kept.day).await?;
        if Seal::of(kept.day, before.as_ref(), &steps) != kept || kept.hash() != hash {
            recount.findings.add(format!(
                "the seal of {} does not fit: an event of that day, or a seal, was changed, added \
                 or removed",
                kept.day
            ));
        }
        before = Some(kept);
    }
    Ok(())
}

/// Seals every day that is over and not sealed. Gives the new seals.
pub async fn seal(db: &PgPool, now: DateTime<Utc>) -> store::Result<Vec<Seal>> {
    let last = day_of(now - GRACE) - Days::new(1);
    let mut connection = db.acquire().await?;
    let mut before = seal::newest(&mut connection).await?;
    let mut day = match &before {
        Some(before) => before.day + Days::new(1),
        None => match seal::first_event(&mut connection).await? {
            Some(first) => day_of(first),
            None => return Ok(Vec::new()),
        },
    };
    drop(connection);
    let mut sealed = Vec::new();
    while day <= last {
        let mut tx = db.begin().await?;
        seal::hold_still(&mut tx).await?;
        let steps = seal::steps(&mut tx, day).await?;
        let seal = Seal::of(day, before.as_ref(), &steps);
        seal::keep(&mut tx, &seal, now).await?;
        tx.commit().await?;
        sealed.push(seal.clone());
        before = Some(seal);
        day = day + Days::new(1);
    }
    Ok(sealed)
}

/// The receipt of an initiative, with proof once its day is sealed.
pub async fn receipt(
    db: &mut PgConnection,
    initiative: InitiativeId,
) -> store::Result<Option<Receipt>> {
    let Some((mut receipt, day)) = seal::receipt(db, initiative).await? else { return Ok(None) };
    let sealed = seal::from(db, day, 1).await?.into_iter().next();
    if let Some((seal, _)) = sealed.filter(|(seal, _)| seal.day == day) {
        let leaves = leaves(&seal::steps(db, day).await?);
        if let Ok(at) = leaves.binary_search(&receipt.event_hash()) {
            receipt.proof = Some(Proof { path: path(&leaves, at), seal });
        }
    }
    Ok(Some(receipt))
}
