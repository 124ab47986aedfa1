//! How exact counting holds up at the size of the real programme:
//!
//! ```text
//! scripts/with-postgres cargo bench --no-default-features --bench counts -- --all
//! ```
//!
//! loads 2.4 million initiatives with their events, 130,000 units and twenty months of days, of
//! which one unit has a quarter, and prints how long verifying, sealing, reading the figures and
//! a league table take, and what a submission costs beside one in an empty database of the same
//! server, in the same run and in turns. Without `--all` a fortieth of it. With `--keep` the
//! database stays, and its name is printed: something to point the service and other
//! measurements at.

mod made_up;
#[path = "../../tests/support/organisation.rs"]
mod organisation;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Parser;
use sangkien::domain::{CampaignId, UnitId};
use sangkien::figures::{Tally, Tree};
use sangkien::store::{initiative, tally, unit};
use sangkien::work::audit;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};

use made_up::{Chance, Size, database, place_of};

/// What to load.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(flatten)]
    size: Size,
    /// Leave the database.
    #[arg(long)]
    keep: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// Submissions in a batch, as on a busy night, and batches that are measured.
const BATCH: i64 = 32;
const BATCHES: i64 = 150;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let server = std::env::var("TEST_DATABASE_URL").context(
        "TEST_DATABASE_URL is not set; use scripts/with-postgres cargo bench --bench counts",
    )?;
    let (total, count) = (arguments.size.initiatives(), arguments.size.units);
    let full = database(&server, "sangkien_counts").await?;
    let empty = database(&server, "sangkien_counts_empty").await?;
    let units = made_up::units(&full, count).await?;
    made_up::units(&empty, count).await?;
    let started = Instant::now();
    made_up::campaign(&full, &units, total).await?;
    println!("loaded: {total} initiatives, {} units in {:.0?}", units.len(), started.elapsed());

    let started = Instant::now();
    let now = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("it exists");
    let seals = audit::seal(&full, now).await?;
    println!("seal: {} days in {:.1?}", seals.len(), started.elapsed());

    let started = Instant::now();
    let recount = audit::verify(&full, 2).await?;
    println!(
        "verify: {} initiatives, {} events, drift {} in {:.1?}",
        recount.entries,
        recount.events,
        recount.findings.count,
        started.elapsed()
    );
    for finding in recount.findings.told {
        println!("  {finding}");
    }
    figures(&full).await?;
    submissions(&empty, &full, &units).await?;
    if arguments.keep {
        println!("kept: database sangkien_counts");
    }
    full.close().await;
    empty.close().await;
    let mut maintenance = PgConnection::connect(&server).await?;
    let drop: &[&str] = if arguments.keep {
        &["sangkien_counts_empty"]
    } else {
        &["sangkien_counts_empty", "sangkien_counts"]
    };
    for name in drop {
        let statement = format!("drop database {name}");
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut maintenance).await?;
    }
    Ok(())
}

/// Reading all figures, a league table of all units, and a look at what is new.
async fn figures(db: &PgPool) -> anyhow::Result<()> {
    let mut connection = db.acquire().await?;
    let directory = unit::directory(&mut connection).await?;
    drop(connection);
    let tree = Arc::new(Tree::of(&directory));
    let started = Instant::now();
    let now = chrono::DateTime::UNIX_EPOCH;
    let mut picture = tally::picture(db).await?;
    let (mut figures, generation) = tally::folded(&mut picture, CampaignId(1), tree, now).await?;
    picture.commit().await?;
    println!("figures, all of them: {:.0?}", started.elapsed());
    let over = best(5, || figures.over(Arc::new(Tree::of(&directory))));
    println!("figures, over a changed tree: {over:.1?}");
    let league = best(20, || figures.league_of_all(Some("P2"), |measures| measures.valid).len());
    println!("league table of all units: {league:.1?}");
    let provinces = sangkien::directory::province::Vintage::Since2025;
    let all = best(20, || figures.provinces(&directory, provinces, None).len());
    println!("provinces: {all:.1?}");
    let mut since = Duration::MAX;
    for _ in 0..20 {
        let started = Instant::now();
        let mut connection = db.acquire().await?;
        let fresh = tally::since(&mut connection, generation).await?.context("it is near")?;
        figures = figures.clone();
        for (key, change) in &fresh.fresh {
            figures.add(key, change);
        }
        since = since.min(started.elapsed());
    }
    println!("figures, what is new: {since:.1?}");
    Ok(())
}

fn best<T>(times: u32, mut work: impl FnMut() -> T) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..times {
        let started = Instant::now();
        std::hint::black_box(work());
        best = best.min(started.elapsed());
    }
    best
}

/// What storing and counting submissions costs in both databases, in turns.
async fn submissions(empty: &PgPool, full: &PgPool, units: &[UnitId]) -> anyhow::Result<()> {
    let mut spent = [Vec::new(), Vec::new()];
    for batch in 0..BATCHES {
        for (db, spent) in [empty, full].into_iter().zip(&mut spent) {
            let mut chance = Chance::new(batch.unsigned_abs());
            let mut tally = Tally::default();
            let mut written = Vec::new();
            for place in 0..BATCH {
                let id = 90_000_000 + batch * BATCH + place;
                let at = chrono::DateTime::from_timestamp(1_690_000_000 + id, 0);
                let unit = units[units.len() - 1 - place_of(chance.below(4))];
                let at = at.expect("it exists");
                let (past, events) = made_up::initiative(id, id, unit, at, &mut chance);
                tally.submit(&past[0]);
                written.push((past, events));
            }
            let submitted: Vec<_> = written.iter().map(|(past, _)| &past[0]).collect();
            let events: Vec<_> =
                written.iter().map(|(past, events)| (past[0].id, &events[0])).collect();
            let started = Instant::now();
            let mut tx = db.begin().await?;
            initiative::insert(&mut tx, &submitted).await?;
            initiative::record(&mut tx, &events).await?;
            tally::add(&mut tx, &tally).await?;
            tx.commit().await?;
            spent.push(started.elapsed());
        }
    }
    let median = |spent: &mut Vec<Duration>| {
        spent.sort_unstable();
        spent[spent.len() / 2] / u32::try_from(BATCH).expect("a small batch")
    };
    let [empty, full] = &mut spent;
    let (empty, full) = (median(empty), median(full));
    println!(
        "a submission, stored and counted: {empty:.0?} at zero, {full:.0?} here, ratio {:.2}",
        full.as_secs_f64() / empty.as_secs_f64()
    );
    Ok(())
}
