//! Plays the forty days before 31/5/2022, in which 531,407 initiatives came, against the real
//! service on a real PostgreSQL, as fast as the service goes:
//!
//! ```text
//! scripts/with-postgres cargo bench --no-default-features --bench campaign -- --all
//! ```
//!
//! Without `--all` a small part of it. With `--rate 1000` people say that many messages in a
//! second, however fast they are answered; with `--surge 20` only in the first twenty seconds, and
//! then a tenth of that. With `--processes 4` so many processes share the work of
//! four bots. With `--kill-every 30` a process is killed without a last word every so many seconds,
//! and started again when its lease has run out; with `--submissions 10000 --kills 200` so many
//! times at moments that chance decides, and its lease is ended at once. With `--upgrade-from OLD`
//! the program OLD begins, and in the middle its processes are replaced by this version, one after
//! the other. At the end the books are balanced: every receipt that somebody read is an initiative
//! that exists once, and `sangkien verify` agrees.

#[expect(dead_code, reason = "the talk uses the rest")]
#[path = "../platform/mod.rs"]
mod platform;
mod crowd;
mod curve;
mod stage;
mod play;
mod deaths;
mod upgrade;
mod report;
mod books;

use std::time::Instant;

use anyhow::Context as _;
use clap::Parser;

use platform::process::OURS;
use stage::Stage;

/// Plays a campaign against the service.
#[derive(Debug, Parser)]
struct Arguments {
    /// Initiatives to be submitted.
    #[arg(long, default_value_t = 10_000)]
    submissions: u64,
    /// As many as there were.
    #[arg(long, conflicts_with = "submissions")]
    all: bool,
    /// People who talk at once in a usual hour; a tenfold in the last evening.
    #[arg(long, default_value_t = 1_200)]
    people: usize,
    /// Messages in a second, instead of as many as the service can answer.
    #[arg(long)]
    rate: Option<u32>,
    /// Seconds after which the rate falls to a tenth.
    #[arg(long, requires = "rate")]
    surge: Option<u64>,
    /// Seconds between two lines of the report.
    #[arg(long, default_value_t = 60)]
    every: u64,
    /// Processes that serve, on one database.
    #[arg(long, default_value_t = 1)]
    processes: usize,
    /// Bots that people talk to; not set: one for each process.
    #[arg(long)]
    bots: Option<usize>,
    /// Kills a process every so many seconds.
    #[arg(long)]
    kill_every: Option<u64>,
    /// Kills the service so many times, at random moments of the whole campaign.
    #[arg(long, conflicts_with = "kill_every")]
    kills: Option<u64>,
    /// The program of an older version. It serves the first third. In the next one it serves over
    /// the tables of this version, whose processes replace its own one after the other; and this
    /// version serves the last.
    #[arg(long, conflicts_with_all = ["kill_every", "kills"])]
    upgrade_from: Option<String>,
    /// Officers who decide meanwhile.
    #[arg(long, default_value_t = 40)]
    officers: usize,
    /// Companies that people work in.
    #[arg(long, default_value_t = 500)]
    units: usize,
    /// Another course of the same campaign.
    #[arg(long, default_value_t = 2022)]
    seed: u64,
    /// Cargo's own word.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let server = std::env::var("TEST_DATABASE_URL").context(
        "TEST_DATABASE_URL is not set; use scripts/with-postgres cargo bench --bench campaign",
    )?;
    let mut stage = Stage::set(&arguments, &server).await?;
    play::play(&arguments, &mut stage).await?;
    let receipts = stage.platform.with(|people, _| std::mem::take(&mut people.receipts));
    stage.processes.clear();
    books::balance(&stage.database, &receipts).await?;
    let began = Instant::now();
    print!("{}", stage.run(OURS, &["verify"]).await?);
    println!("verify took {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}
