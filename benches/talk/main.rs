//! Simulated workers hold the whole talk with the real service: `scripts/with-postgres cargo
//! bench --bench talk`, and at the end ` -- 200` to have 200 workers at once and no others.
//!
//! The service is the release binary in a process of its own, on a real PostgreSQL with its
//! default durability, and polls a fake Telegram on loopback. Its processor time is told apart
//! from that of the database, which is known only of a server on this machine. In the same run
//! the same workers talk through the same fake to a bot that has no database and always says the
//! same: that is the ceiling, and the ratio to it is the figure to compare, because the machine's
//! speed drops out of it.

mod ceiling;
#[expect(dead_code, reason = "the campaign uses the rest")]
#[path = "../platform/mod.rs"]
mod platform;
mod script;

use std::time::{Duration, Instant};

use platform::Platform;
use platform::process::{Child, Database};
use script::Workers;

/// How long each side is measured, after a warm-up.
const MEASURED: Duration = Duration::from_secs(12);
const WARM_UP: Duration = Duration::from_secs(4);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [ceiling, base] = &arguments[..]
        && ceiling == "ceiling"
    {
        return ceiling::run(base).await;
    }
    let crowds = match &arguments[..] {
        [] => vec![50, 200, 1000],
        given => given.iter().map(|workers| workers.parse()).collect::<Result<_, _>>()?,
    };
    let server = std::env::var("TEST_DATABASE_URL").map_err(|_| {
        anyhow::anyhow!(
            "TEST_DATABASE_URL is not set; use scripts/with-postgres cargo bench --bench talk"
        )
    })?;
    println!(
        "workers  who       updates/s  submissions/s  p50 ms  p99 ms  CPU µs/update  database  peak MB  ratio"
    );
    for workers in crowds {
        let ceiling = measure(workers, Who::Ceiling).await?;
        ceiling.print(workers, "ceiling", None);
        let service = measure(workers, Who::Service(&server)).await?;
        service.print(workers, "sangkien", Some(ceiling.updates_per_second));
    }
    Ok(())
}

enum Who<'a> {
    Ceiling,
    Service(&'a str),
}

struct Measured {
    updates_per_second: f64,
    submissions_per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
    cpu_per_update: Duration,
    /// Of the database.
    database_per_update: Option<Duration>,
    peak_megabytes: f64,
}

impl Measured {
    fn print(&self, workers: usize, who: &str, ceiling: Option<f64>) {
        let ratio = ceiling
            .map_or_else(|| "-".to_owned(), |top| format!("{:.2}", self.updates_per_second / top));
        let database = self
            .database_per_update
            .map_or_else(|| "-".to_owned(), |time| format!("{:.0}", time.as_secs_f64() * 1e6));
        println!(
            "{workers:>7}  {who:<8}  {:>9.0}  {:>13.0}  {:>6.1}  {:>6.1}  {:>13.0}  {database:>8}  {:>7.1}  {ratio:>5}",
            self.updates_per_second,
            self.submissions_per_second,
            self.p50_ms,
            self.p99_ms,
            self.cpu_per_update.as_secs_f64() * 1e6,
            self.peak_megabytes,
        );
    }
}

async fn measure(workers: usize, who: Who<'_>) -> anyhow::Result<Measured> {
    let platform = Platform::start(Workers::default(), 1).await?;
    let (child, database) = match who {
        Who::Ceiling => (Child::ceiling(platform.address())?, None),
        Who::Service(server) => {
            let database = Database::create(server).await?;
            (Child::service(platform.address(), database.url())?, Some(database))
        }
    };
    let database_cpu = || database.as_ref().and_then(Database::cpu);
    platform.wait_until_polled().await;
    platform.with(|crowd, out| crowd.begin(workers, out));
    tokio::time::sleep(WARM_UP).await;
    platform.with(|crowd, _| crowd.take_figures());
    let (cpu_before, database_before) = (child.cpu()?, database_cpu());
    let started = Instant::now();
    tokio::time::sleep(MEASURED).await;
    let figures = platform.with(|crowd, _| crowd.take_figures());
    let (elapsed, cpu) = (started.elapsed(), child.cpu()?.saturating_sub(cpu_before));
    let database =
        database_cpu().zip(database_before).map(|(after, before)| after.saturating_sub(before));
    let peak_megabytes = child.peak_megabytes()?;
    platform.with(|crowd, _| crowd.end());
    drop(child);
    let updates = u32::try_from(figures.waits.len())?;
    anyhow::ensure!(updates > 0, "nothing was answered");
    Ok(Measured {
        updates_per_second: f64::from(updates) / elapsed.as_secs_f64(),
        submissions_per_second: figures.submissions as f64 / elapsed.as_secs_f64(),
        p50_ms: figures.waits.percentile(50),
        p99_ms: figures.waits.percentile(99),
        cpu_per_update: cpu / updates,
        database_per_update: database.map(|time| time / updates),
        peak_megabytes,
    })
}
