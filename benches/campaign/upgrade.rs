//! An upgrade without a pause: the processes of an old version are replaced by this version, one
//! after the other, while people talk to them.

use crate::curve::DAYS;
use crate::platform::process::OURS;
use crate::stage::Stage;

/// What has been done of an upgrade. First the tables are brought up to date and a new process is
/// started beside the old ones; then they are stopped one by one, and the next new one is started
/// for each.
pub struct Upgrade {
    /// Processes of the old version at the beginning.
    old: usize,
    stopped: usize,
    begun: bool,
}

impl Upgrade {
    /// Of so many processes.
    pub fn of(old: usize) -> Self {
        Self { old, stopped: 0, begun: false }
    }

    /// Whether none of the old version is left.
    pub fn is_over(&self) -> bool {
        self.stopped == self.old
    }

    /// Takes the next step if its day has come. The steps lie in the second third of the campaign.
    pub async fn go_on(&mut self, day: usize, stage: &mut Stage) -> anyhow::Result<()> {
        let step = if self.begun { self.stopped + 1 } else { 0 };
        if self.is_over() || day <= DAYS * (self.old + step) / (3 * self.old) {
            return Ok(());
        }
        if self.begun {
            stage.stop_oldest().await?;
            self.stopped += 1;
        } else {
            stage.run(OURS, &["migrate"]).await?;
            self.begun = true;
        }
        if !self.is_over() {
            stage.start(OURS)?;
        }
        match self.old - self.stopped {
            left if step == 0 => println!(
                "day {day}: the old version goes on over the new tables{}",
                if left > 1 { format!(", with {left} processes") } else { String::new() }
            ),
            0 => println!("day {day}: the old version has stopped"),
            left => println!("day {day}: {left} of the old version's processes left"),
        }
        Ok(())
    }
}
