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
//! the program OLD
//! begins, and this version takes over in the middle. At the end the books are balanced: every
//! receipt that somebody read is an initiative that exists once, and `sangkien verify` agrees.

#[expect(dead_code, reason = "the talk uses the rest")]
#[path = "../platform/mod.rs"]
mod platform;
mod crowd;
mod curve;
mod report;

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use clap::Parser;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crowd::People;
use platform::Platform;
use platform::process::{Child, Database, OURS, more_bots, program};
use report::Report;
use sqlx::{Connection as _, PgConnection};

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
    /// The program of an older version. It serves the first third, and then a third over the
    /// tables of this version, which runs beside it and serves the last.
    #[arg(long, conflicts_with_all = ["processes", "kill_every", "kills"])]
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

/// How often people are let in and let speak.
const BEAT: Duration = Duration::from_millis(5);

/// How long everybody may take to finish once the last talk has begun.
const PATIENCE: Duration = Duration::from_mins(2);

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let server = std::env::var("TEST_DATABASE_URL").context(
        "TEST_DATABASE_URL is not set; use scripts/with-postgres cargo bench --bench campaign",
    )?;
    let total = if arguments.all { curve::ALL } else { arguments.submissions };
    let people = People::new(arguments.seed, arguments.units, arguments.rate.is_some());
    let bots = arguments.bots.unwrap_or(arguments.processes).max(1);
    let platform = Platform::start(people, bots).await?;
    let database = Database::create(&server).await?;
    more_bots(platform.address(), bots - 1)?;
    let first = arguments.upgrade_from.as_deref().unwrap_or(OURS);
    let run = |verb: &[&str]| verb_of(first, &platform, &database, verb);
    run(&["migrate"])?;
    run(&["unit", "import", &units_file(arguments.units)?])?;
    let invitations = (0..arguments.officers)
        .map(|officer| {
            // One in ten sees the whole country, and the others their province.
            let unit = match officer % 10 {
                0 => "TLD".to_owned(),
                _ => format!("P{}", officer % PROVINCES),
            };
            let said = run(&["officer", "invite", "--unit", &unit])?;
            let invitation = said.split("/start ").nth(1).and_then(|rest| rest.lines().next());
            invitation.map(str::to_owned).context("the invitation is printed")
        })
        .collect::<anyhow::Result<Vec<String>>>()?;

    let start = |binary: &str| Child::service_of(binary, platform.address(), database.url());
    let mut children: VecDeque<Child> =
        (0..arguments.processes.max(1)).map(|_| start(first)).collect::<Result<_, _>>()?;
    let mut upgrade = arguments.upgrade_from.is_some().then_some(Upgrade::Ahead);
    platform.wait_until_polled().await;
    platform.with(|people, out| {
        for invitation in &invitations {
            people.appoint(invitation, out);
        }
    });
    let before = database.cpu();
    let mut report = Report::start(Duration::from_secs(arguments.every));
    let mut hours: VecDeque<curve::Hour> = curve::hours(total, arguments.people).into();
    let mut beat = tokio::time::interval(BEAT);
    let (mut day, mut spoken, mut killed) = (1, 0, Instant::now());
    let mut deaths = arguments.kills.map(|kills| Deaths::new(arguments.seed, kills, total));
    let started = Instant::now();
    let mut last_begun = Instant::now();
    loop {
        beat.tick().await;
        let quiet = platform.with(|people, out| {
            while people.to_begin == 0
                && let Some(hour) = hours.pop_front()
            {
                day = hour.day;
                people.at_once = hour.at_once;
                people.to_begin = hour.submissions;
                last_begun = Instant::now();
            }
            if let Some(rate) = arguments.rate {
                let surge = arguments.surge.map_or(Duration::MAX, Duration::from_secs);
                let in_full = started.elapsed().min(surge);
                let in_tenths = (in_full * 9 + started.elapsed()).as_millis();
                let due = in_tenths * u128::from(rate) / 10_000;
                people.speak_up(usize::try_from(due - spoken).unwrap_or_default(), out);
                spoken = due;
            }
            people.fill_up(out);
            hours.is_empty() && people.is_quiet()
        });
        if report.is_due() {
            let (figures, talking) =
                platform.with(|people, _| (people.take_figures(), people.talking()));
            let memory = children.iter().map(Child::megabytes).sum::<Result<f64, _>>()?;
            report.minute(day, talking, &figures, memory, database.megabytes().await?);
        }
        if let Some(pause) = arguments.kill_every
            && killed.elapsed() > Duration::from_secs(pause)
        {
            // Its leases have to run out before others serve its accounts.
            if let Some(child) = children.pop_front() {
                report.killed(child.cpu()?);
            }
            children.push_back(start(OURS)?);
            killed = Instant::now();
        }
        if let Some(deaths) = &mut deaths
            && deaths.is_due(platform.with(|people, _| people.read))
        {
            if let Some(child) = children.pop_front() {
                report.killed(child.cpu()?);
            }
            // Waiting for the lease to run out would make this a test of patience.
            let mut db = PgConnection::connect(database.url()).await?;
            sqlx::query("update account set lease_until = null").execute(&mut db).await?;
            children.push_back(start(OURS)?);
        }
        match upgrade {
            Some(Upgrade::Ahead) if day > curve::DAYS / 3 => {
                verb_of(OURS, &platform, &database, &["migrate"])?;
                // The new one waits until the account is free.
                children.push_back(start(OURS)?);
                upgrade = Some(Upgrade::Beside);
                println!("day {day}: the old version goes on over the new tables");
            }
            Some(Upgrade::Beside) if day > curve::DAYS * 2 / 3 => {
                if let Some(old) = children.pop_front() {
                    old.stop()?;
                }
                upgrade = None;
                println!("day {day}: the old version has stopped");
            }
            Some(_) | None => {}
        }
        if quiet {
            break;
        }
        ensure!(
            !hours.is_empty() || last_begun.elapsed() < PATIENCE,
            "somebody is not answered: {} people wait",
            platform.with(|people, _| people.talking())
        );
    }
    let (figures, receipts) =
        platform.with(|people, _| (people.take_figures(), std::mem::take(&mut people.receipts)));
    let peak = children.iter().map(Child::peak_megabytes).sum::<Result<f64, _>>()?;
    let cpu = children.iter().map(Child::cpu).sum::<Result<Duration, _>>()?;
    let of_database = database.cpu().zip(before).map(|(now, before)| now.saturating_sub(before));
    report.end(&figures, peak, database.megabytes().await?, cpu, of_database);
    let unpolled = platform.with(|_, said| said.longest_unpolled());
    println!("longest that a bot was polled by nobody: {:.1} s", unpolled.as_secs_f64());
    drop(children);
    ensure!(upgrade.is_none(), "the campaign was over before the upgrade");
    balance(&database, &receipts).await?;
    let began = Instant::now();
    print!("{}", verb_of(OURS, &platform, &database, &["verify"])?);
    println!("verify took {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// What is still to come of an upgrade.
#[derive(Clone, Copy)]
enum Upgrade {
    /// All of it.
    Ahead,
    /// Both versions run; the old one is to be stopped.
    Beside,
}

/// When the service is killed: after so many messages, which people have read.
struct Deaths {
    chance: StdRng,
    left: u64,
    /// Messages between two of them, at most.
    most: u64,
    next: u64,
}

impl Deaths {
    fn new(seed: u64, kills: u64, submissions: u64) -> Self {
        // Somewhat fewer messages than a submission has, so that none is left at the end.
        let most = (2 * submissions * 9 / kills.max(1)).max(2);
        Self { chance: StdRng::seed_from_u64(seed), left: kills, most, next: most / 2 }
    }

    fn is_due(&mut self, read: u64) -> bool {
        if self.left == 0 || read < self.next {
            return false;
        }
        self.left -= 1;
        self.next = read + self.chance.random_range(1..self.most);
        true
    }
}

/// Every receipt is an initiative that exists once, and there is no other; nothing is left over.
async fn balance(database: &Database, receipts: &[String]) -> anyhow::Result<()> {
    let mut ids: Vec<i64> = receipts
        .iter()
        .map(|code| {
            let digits: String = code.chars().filter(char::is_ascii_digit).collect();
            // The last digit is the check digit.
            Ok(digits[..digits.len() - 1].parse()?)
        })
        .collect::<anyhow::Result<_>>()?;
    ids.sort_unstable();
    let read = ids.len();
    ids.dedup();
    ensure!(ids.len() == read, "{} receipts were read twice", read - ids.len());
    let kept: Vec<i64> = database.numbers("select id from initiative order by id").await?;
    ensure!(kept == ids, "{} initiatives are kept, and {read} receipts were read", kept.len());
    let parked = database.numbers("select count(*) from inbox where parked_at is not null").await?;
    let failed =
        database.numbers("select count(*) from outbox where failed_at is not null").await?;
    ensure!(parked == [0] && failed == [0], "parked: {parked:?}, not sent: {failed:?}");
    println!(
        "{read} receipts, each an initiative that exists once; nothing parked, nothing failed"
    );
    Ok(())
}

const PROVINCES: usize = 20;

/// The tree: a federation, provinces, and companies below them.
fn units_file(companies: usize) -> anyhow::Result<String> {
    let mut rows = String::from("code,name,kind,parent,members\nTLD,Tổng Liên đoàn,federation,,\n");
    for province in 0..PROVINCES {
        writeln!(rows, "P{province},LĐLĐ tỉnh Số {province},province,TLD,")?;
    }
    for company in 0..companies {
        let province = company % PROVINCES;
        writeln!(rows, "C{company},Công ty TNHH May Số {company},grassroots,P{province},500")?;
    }
    let file = std::env::temp_dir().join("sangkien-campaign-units.csv");
    std::fs::write(&file, rows)?;
    Ok(file.to_string_lossy().into_owned())
}

/// Runs a verb of the program to its end, and gives what it prints.
fn verb_of<C: platform::Crowd>(
    binary: &str,
    platform: &Platform<C>,
    database: &Database,
    verb: &[&str],
) -> anyhow::Result<String> {
    let done = program(binary, platform.address(), database.url()).args(verb).output()?;
    let (said, complaint) =
        (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    ensure!(done.status.success(), "sangkien {}: {said}{complaint}", verb.join(" "));
    Ok(said.into_owned())
}
