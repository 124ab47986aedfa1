//! Killing the service without a last word, and starting it again.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::Arguments;
use crate::platform::process::OURS;
use crate::report::Report;
use crate::stage::Stage;

/// When the service is killed.
#[expect(clippy::large_enum_variant, reason = "there is one of it")]
pub enum Deaths {
    Never,
    /// Every so often. Its leases have to run out before others serve its accounts.
    Every {
        pause: Duration,
        killed: Instant,
    },
    /// At moments that chance decides. Waiting for the lease to run out would make this a test of
    /// patience, so it is ended at once.
    AtRandom(AtRandom),
}

/// After how many messages, which people have read.
pub struct AtRandom {
    chance: StdRng,
    left: u64,
    /// Messages between two of them, at most.
    most: u64,
    next: u64,
}

impl Deaths {
    /// As whoever started this wants it, in a campaign of so many submissions.
    pub fn new(arguments: &Arguments, submissions: u64) -> Self {
        if let Some(kills) = arguments.kills {
            return Self::AtRandom(AtRandom::new(arguments.seed, kills, submissions));
        }
        match arguments.kill_every {
            Some(pause) => {
                Self::Every { pause: Duration::from_secs(pause), killed: Instant::now() }
            }
            None => Self::Never,
        }
    }

    /// Kills a process if it is time, and starts another. `read` is how many messages people have
    /// read.
    pub async fn strike(
        &mut self,
        read: u64,
        stage: &mut Stage,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        match self {
            Self::Never => {}
            Self::Every { pause, killed } => {
                if killed.elapsed() > *pause {
                    report.killed(stage.kill_one()?);
                    stage.start(OURS)?;
                    *killed = Instant::now();
                }
            }
            Self::AtRandom(moments) => {
                if moments.is_due(read) {
                    report.killed(stage.kill_one()?);
                    stage.end_leases().await?;
                    stage.start(OURS)?;
                }
            }
        }
        Ok(())
    }
}

impl AtRandom {
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
