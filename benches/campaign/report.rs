//! What was measured, usually a line a minute, and a summary at the end.

use std::time::{Duration, Instant};

use crate::crowd::Figures;

/// The report of one run.
pub struct Report {
    started: Instant,
    every: Duration,
    minute_began: Instant,
    minutes: Vec<f64>,
    sum: Sum,
    kills: u32,
    /// Processor time of processes that were killed.
    spent: Duration,
}

#[derive(Default)]
struct Sum {
    updates: u64,
    submitted: u64,
    abandoned: u64,
    decided: u64,
    notices: u64,
    puzzled: u64,
    repeated: u64,
    worst_p99: f64,
}

impl Report {
    /// A line is printed `every` so often.
    pub fn start(every: Duration) -> Self {
        println!(
            "  line  day  people  submissions/s  updates/s  p50 ms  p99 ms  memory MB  database MB"
        );
        Self {
            started: Instant::now(),
            every,
            minute_began: Instant::now(),
            minutes: Vec::new(),
            sum: Sum::default(),
            kills: 0,
            spent: Duration::ZERO,
        }
    }

    pub fn is_due(&self) -> bool {
        self.minute_began.elapsed() >= self.every
    }

    /// A process was killed that had used so much processor time.
    pub fn killed(&mut self, spent: Duration) {
        self.kills += 1;
        self.spent += spent;
    }

    /// Prints what has happened since the last line.
    pub fn minute(&mut self, day: usize, people: usize, figures: &Figures, memory: f64, disk: f64) {
        let seconds = self.minute_began.elapsed().as_secs_f64();
        let (p50, p99) = (figures.waits.percentile(50), figures.waits.percentile(99));
        let updates = figures.updates as f64 / seconds;
        println!(
            "{:>6}  {day:>3}  {people:>6}  {:>13.0}  {updates:>9.0}  {p50:>6.1}  {p99:>6.1}  {memory:>9.1}  {disk:>11.0}",
            self.minutes.len() + 1,
            figures.submitted as f64 / seconds,
        );
        self.minutes.push(updates);
        self.add(figures, p99);
        self.minute_began = Instant::now();
    }

    /// Messages that were read twice, as far as lines were printed.
    pub fn repeated(&self) -> u64 {
        self.sum.repeated
    }

    fn add(&mut self, figures: &Figures, p99: f64) {
        self.sum.updates += figures.updates;
        self.sum.submitted += figures.submitted;
        self.sum.abandoned += figures.abandoned;
        self.sum.decided += figures.decided;
        self.sum.notices += figures.notices;
        self.sum.puzzled += figures.puzzled;
        self.sum.repeated += figures.repeated;
        self.sum.worst_p99 = self.sum.worst_p99.max(p99);
    }

    /// Prints the whole. `cpu` is the processor time of the processes that are left.
    pub fn end(
        mut self,
        figures: &Figures,
        peak: f64,
        disk: f64,
        cpu: Duration,
        of_database: Option<Duration>,
    ) {
        let p99 = figures.waits.percentile(99);
        self.add(figures, p99);
        let seconds = self.started.elapsed().as_secs_f64();
        let sum = &self.sum;
        println!(
            "\n{} submissions and {} updates in {:.1} minutes: {:.0} submissions/s, {:.0} updates/s",
            sum.submitted,
            sum.updates,
            seconds / 60.0,
            sum.submitted as f64 / seconds,
            sum.updates as f64 / seconds,
        );
        println!(
            "{} talks left unfinished, {} decisions, {} news read, {} answers not understood, {} read twice, {} kills",
            sum.abandoned, sum.decided, sum.notices, sum.puzzled, sum.repeated, self.kills
        );
        let each = |time: Duration| time.as_secs_f64() * 1e6 / sum.updates.max(1) as f64;
        println!(
            "processor time for each update: {:.0} µs of the service, {} of the database",
            each(cpu + self.spent),
            of_database.map_or_else(|| "-".to_owned(), |time| format!("{:.0} µs", each(time))),
        );
        println!(
            "worst minute's p99 {:.0} ms, peak memory {peak:.0} MB, database {disk:.0} MB",
            sum.worst_p99
        );
        // The first minute warms up, and the last is not whole.
        if let [_, first, .., last] = self.minutes[..] {
            println!("updates/s of the last whole minute to the second one: {:.2}", last / first);
        }
    }
}
