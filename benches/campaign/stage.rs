//! What a campaign is played on: the platform with its people, the database with the units, and the
//! processes of the service.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use sqlx::{Connection as _, PgConnection};

use crate::Arguments;
use crate::crowd::People;
use crate::platform::Platform;
use crate::platform::process::{Child, Database, OURS, more_bots, program};

/// Everything around the people.
pub struct Stage {
    pub platform: Platform<People>,
    pub database: Database,
    /// What serves, the oldest first.
    pub processes: VecDeque<Child>,
}

impl Stage {
    /// Brings everything up to the moment at which people may begin: the units are there, the
    /// service polls, the officers open their invitations.
    pub async fn set(arguments: &Arguments, server: &str) -> anyhow::Result<Self> {
        let people = People::new(arguments.seed, arguments.units, arguments.rate.is_some());
        let bots = arguments.bots.unwrap_or(arguments.processes).max(1);
        let platform = Platform::start(people, bots).await?;
        let database = Database::create(server).await?;
        more_bots(platform.address(), bots - 1)?;
        let mut stage = Self { platform, database, processes: VecDeque::new() };
        let first = arguments.upgrade_from.as_deref().unwrap_or(OURS);
        stage.run(first, &["migrate"]).await?;
        stage.run(first, &["unit", "import", &units_file(arguments.units)?]).await?;
        let mut invitations = Vec::with_capacity(arguments.officers);
        for officer in 0..arguments.officers {
            invitations.push(stage.invite(first, officer).await?);
        }
        for _ in 0..arguments.processes.max(1) {
            stage.start(first)?;
        }
        stage.platform.wait_until_polled().await;
        stage.platform.with(|people, out| {
            for invitation in &invitations {
                people.appoint(invitation, out);
            }
        });
        Ok(stage)
    }

    /// Invites an officer, and gives what opens the invitation.
    async fn invite(&self, binary: &str, officer: usize) -> anyhow::Result<String> {
        // One in ten sees the whole country, and the others their province.
        let unit = match officer % 10 {
            0 => "TLD".to_owned(),
            _ => format!("P{}", officer % PROVINCES),
        };
        let said = self.run(binary, &["officer", "invite", "--unit", &unit]).await?;
        let invitation = said.split("/start ").nth(1).and_then(|rest| rest.lines().next());
        invitation.map(str::to_owned).context("the invitation is printed")
    }

    /// Runs a verb of a program to its end, and gives what it prints. People talk on meanwhile.
    pub async fn run(&self, binary: &str, verb: &[&str]) -> anyhow::Result<String> {
        let mut command = program(binary, self.platform.address(), self.database.url());
        command.args(verb);
        let done = tokio::task::spawn_blocking(move || command.output()).await??;
        let (said, complaint) =
            (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        ensure!(done.status.success(), "sangkien {}: {said}{complaint}", verb.join(" "));
        Ok(said.into_owned())
    }

    /// Starts one more process of a version.
    pub fn start(&mut self, binary: &str) -> anyhow::Result<()> {
        let (platform, database) = (self.platform.address(), self.database.url());
        self.processes.push_back(Child::service_of(binary, platform, database)?);
        Ok(())
    }

    /// Stops the process that has served longest, in order.
    pub async fn stop_oldest(&mut self) -> anyhow::Result<()> {
        self.processes.pop_front().context("a process serves")?.stop().await
    }

    /// Kills the process that has served longest, and gives the processor time that it has used.
    pub fn kill_one(&mut self) -> anyhow::Result<Duration> {
        self.processes.pop_front().context("a process serves")?.cpu()
    }

    /// Ends every lease, as time would.
    pub async fn end_leases(&self) -> anyhow::Result<()> {
        let mut db = PgConnection::connect(self.database.url()).await?;
        sqlx::query("update account set lease_until = null").execute(&mut db).await?;
        Ok(())
    }
}

/// Where all but one in ten officers are.
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
