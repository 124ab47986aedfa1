//! The campaign itself: hour after hour people are let in, and whatever else is to happen happens
//! meanwhile.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use anyhow::ensure;

use crate::Arguments;
use crate::crowd::{Figures, People};
use crate::curve::{self, Hour};
use crate::deaths::Deaths;
use crate::platform::Said;
use crate::platform::process::Child;
use crate::report::Report;
use crate::stage::Stage;
use crate::upgrade::Upgrade;

/// How often people are let in and let speak.
const BEAT: Duration = Duration::from_millis(5);

/// How long everybody may take to finish once the last talk has begun.
const PATIENCE: Duration = Duration::from_mins(2);

/// Plays a campaign to its end and prints the report.
///
/// # Errors
/// If somebody is not answered, or an upgrade has anybody read something twice.
pub async fn play(arguments: &Arguments, stage: &mut Stage) -> anyhow::Result<()> {
    let total = if arguments.all { curve::ALL } else { arguments.submissions };
    let before = stage.database.cpu();
    let mut report = Report::start(Duration::from_secs(arguments.every));
    let mut calendar = Calendar::new(curve::hours(total, arguments.people));
    let mut pace = arguments.rate.map(|rate| Pace::new(rate, arguments.surge));
    let mut deaths = Deaths::new(arguments, total);
    let mut upgrade = arguments.upgrade_from.as_ref().map(|_| Upgrade::of(stage.processes.len()));
    let mut beat = tokio::time::interval(BEAT);
    loop {
        beat.tick().await;
        let is_over = stage.platform.with(|people, out| {
            calendar.let_in(people);
            if let Some(pace) = &mut pace {
                pace.let_speak(people, out);
            }
            people.fill_up(out);
            calendar.hours.is_empty() && people.is_quiet()
        });
        if report.is_due() {
            let (figures, talking) =
                stage.platform.with(|people, _| (people.take_figures(), people.talking()));
            let memory = stage.processes.iter().map(Child::megabytes).sum::<Result<f64, _>>()?;
            let disk = stage.database.megabytes().await?;
            report.minute(calendar.day, talking, &figures, memory, disk);
        }
        let read = stage.platform.with(|people, _| people.read);
        deaths.strike(read, stage, &mut report).await?;
        if let Some(upgrade) = &mut upgrade {
            upgrade.go_on(calendar.day, stage).await?;
        }
        if is_over {
            break;
        }
        ensure!(
            !calendar.hours.is_empty() || calendar.last_begun.elapsed() < PATIENCE,
            "somebody is not answered: {} people wait",
            stage.platform.with(|people, _| people.talking())
        );
    }
    let figures = stage.platform.with(|people, _| people.take_figures());
    let repeated = report.repeated() + figures.repeated;
    end(stage, report, &figures, before).await?;
    if let Some(upgrade) = upgrade {
        ensure!(upgrade.is_over(), "the campaign was over before the upgrade");
        ensure!(repeated == 0, "{repeated} messages were read twice");
    }
    Ok(())
}

/// Prints the end of the report. `before` is the processor time that the database had used before.
async fn end(
    stage: &Stage,
    report: Report,
    figures: &Figures,
    before: Option<Duration>,
) -> anyhow::Result<()> {
    let peak = stage.processes.iter().map(Child::peak_megabytes).sum::<Result<f64, _>>()?;
    let cpu = stage.processes.iter().map(Child::cpu).sum::<Result<Duration, _>>()?;
    let now = stage.database.cpu();
    let of_database = now.zip(before).map(|(now, before)| now.saturating_sub(before));
    report.end(figures, peak, stage.database.megabytes().await?, cpu, of_database);
    let unpolled = stage.platform.with(|_, said| said.longest_unpolled());
    println!("longest that a bot was polled by nobody: {:.1} s", unpolled.as_secs_f64());
    Ok(())
}

/// The hours that are still to come.
struct Calendar {
    hours: VecDeque<Hour>,
    day: usize,
    /// When the last hour began.
    last_begun: Instant,
}

impl Calendar {
    fn new(hours: Vec<Hour>) -> Self {
        Self { hours: hours.into(), day: 1, last_begun: Instant::now() }
    }

    /// Begins the next hour once everybody of the one before has begun.
    fn let_in(&mut self, people: &mut People) {
        while people.to_begin == 0
            && let Some(hour) = self.hours.pop_front()
        {
            self.day = hour.day;
            people.at_once = hour.at_once;
            people.to_begin = hour.submissions;
            self.last_begun = Instant::now();
        }
    }
}

/// How many messages people say in a second.
struct Pace {
    rate: u32,
    /// For how long, before they say a tenth.
    surge: Duration,
    began: Instant,
    spoken: u128,
}

impl Pace {
    fn new(rate: u32, surge: Option<u64>) -> Self {
        let surge = surge.map_or(Duration::MAX, Duration::from_secs);
        Self { rate, surge, began: Instant::now(), spoken: 0 }
    }

    /// Lets as many speak as are due.
    fn let_speak(&mut self, people: &mut People, out: &mut Said) {
        let in_full = self.began.elapsed().min(self.surge);
        let in_tenths = (in_full * 9 + self.began.elapsed()).as_millis();
        let due = in_tenths * u128::from(self.rate) / 10_000;
        people.speak_up(usize::try_from(due - self.spoken).unwrap_or_default(), out);
        self.spoken = due;
    }
}
