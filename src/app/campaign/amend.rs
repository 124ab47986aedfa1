//! Changes one thing of a campaign. Each loads it, changes it, and has it checked and kept as a
//! whole.

use std::io::Write;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use clap::Args;
use sqlx::PgConnection;

use super::{Units, day, instant, keep, named};
use crate::domain::{self, Catalogue, ParticipantGroup, ReasonCode};
use crate::store::campaign;

/// A new phase needs both names, `--opens` and `--closes`.
#[derive(Debug, Args)]
pub struct Phase {
    /// The campaign.
    campaign: String,
    code: String,
    #[arg(long, value_name = "NAME")]
    vi: Option<String>,
    #[arg(long, value_name = "NAME")]
    en: Option<String>,
    /// The first instant in which entries are taken.
    #[arg(long, value_parser = instant)]
    opens: Option<DateTime<Utc>>,
    /// The cut-off: the first instant after.
    #[arg(long, value_parser = instant)]
    closes: Option<DateTime<Utc>>,
    /// Minutes after the cut-off in which a message still counts.
    #[arg(long, value_name = "MINUTES")]
    grace: Option<u16>,
    #[arg(long)]
    dry_run: bool,
}

/// The days in which an initiative must have been in use, both included.
#[derive(Debug, Args)]
pub struct Window {
    /// The campaign.
    campaign: String,
    #[arg(long, value_parser = day)]
    from: Option<NaiveDate>,
    #[arg(long, value_parser = day)]
    to: Option<NaiveDate>,
    #[arg(long)]
    dry_run: bool,
}

/// A new cluster needs both names.
#[derive(Debug, Args)]
pub struct Cluster {
    /// The campaign.
    campaign: String,
    code: String,
    #[arg(long, value_name = "NAME")]
    vi: Option<String>,
    #[arg(long, value_name = "NAME")]
    en: Option<String>,
    /// All of its units, by their codes.
    #[arg(long, value_delimiter = ',', value_name = "CODE,CODE…")]
    units: Option<Vec<String>>,
    #[arg(long)]
    dry_run: bool,
}

/// A new group needs its words in both languages.
#[derive(Debug, Args)]
pub struct Group {
    /// The campaign.
    campaign: String,
    code: String,
    #[arg(long, value_name = "WORDS")]
    vi: Option<String>,
    #[arg(long, value_name = "WORDS")]
    en: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

/// A new reason needs its words, and what the author can do, in both languages.
#[derive(Debug, Args)]
pub struct Reason {
    /// The campaign.
    campaign: String,
    code: String,
    #[arg(long, value_name = "WORDS")]
    vi: Option<String>,
    #[arg(long, value_name = "WORDS")]
    en: Option<String>,
    #[arg(long, value_name = "WORDS")]
    advice_vi: Option<String>,
    #[arg(long, value_name = "WORDS")]
    advice_en: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

async fn held(db: &mut PgConnection, code: &str) -> anyhow::Result<Catalogue> {
    campaign::hold_still(db).await?;
    named(db, code).await
}

/// Replaces what was said anew.
fn put<T>(place: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *place = said;
    }
}

impl Phase {
    pub(super) async fn apply(
        self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        let before = held(db, &self.campaign).await?;
        let mut after = before.clone();
        let known = after.phases.iter_mut().find(|phase| phase.code == self.code);
        let grace = self.grace.map(|minutes| TimeDelta::minutes(minutes.into()));
        if let Some(phase) = known {
            put(&mut phase.name_vi, self.vi);
            put(&mut phase.name_en, self.en);
            put(&mut phase.opens_at, self.opens);
            put(&mut phase.closes_at, self.closes);
            put(&mut phase.grace, grace);
        } else {
            let missing = "a new phase needs --vi, --en, --opens and --closes";
            after.phases.push(domain::Phase {
                code: self.code,
                name_vi: self.vi.context(missing)?,
                name_en: self.en.context(missing)?,
                opens_at: self.opens.context(missing)?,
                closes_at: self.closes.context(missing)?,
                grace: grace.unwrap_or_default(),
            });
        }
        after.phases.sort_by_key(|phase| phase.opens_at);
        keep(db, now, (&before, &after), self.dry_run, out).await
    }
}

impl Window {
    pub(super) async fn apply(
        self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        let before = held(db, &self.campaign).await?;
        let mut after = before.clone();
        after.applied.from = self.from.or(after.applied.from);
        after.applied.to = self.to.or(after.applied.to);
        keep(db, now, (&before, &after), self.dry_run, out).await
    }
}

impl Cluster {
    pub(super) async fn apply(
        self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        let before = held(db, &self.campaign).await?;
        let mut after = before.clone();
        let members = match self.units {
            None => None,
            Some(codes) => {
                let units = Units::load(db).await?;
                let found = codes.iter().map(|code| {
                    units.open(code).with_context(|| format!("There is no open unit {code}"))
                });
                Some(found.collect::<anyhow::Result<Vec<_>>>()?)
            }
        };
        if let Some(cluster) = after.clusters.iter_mut().find(|one| one.code == self.code) {
            put(&mut cluster.name_vi, self.vi);
            put(&mut cluster.name_en, self.en);
            put(&mut cluster.members, members);
        } else {
            let missing = "a new cluster needs --vi and --en";
            after.clusters.push(domain::Cluster {
                code: self.code,
                name_vi: self.vi.context(missing)?,
                name_en: self.en.context(missing)?,
                members: members.unwrap_or_default(),
            });
        }
        keep(db, now, (&before, &after), self.dry_run, out).await
    }
}

impl Group {
    pub(super) async fn apply(
        self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        let before = held(db, &self.campaign).await?;
        let mut after = before.clone();
        if let Some(group) = after.groups.iter_mut().find(|one| one.code == self.code) {
            put(&mut group.label_vi, self.vi);
            put(&mut group.label_en, self.en);
        } else {
            let missing = "a new group needs --vi and --en";
            after.groups.push(ParticipantGroup {
                code: self.code,
                label_vi: self.vi.context(missing)?,
                label_en: self.en.context(missing)?,
            });
        }
        keep(db, now, (&before, &after), self.dry_run, out).await
    }
}

impl Reason {
    pub(super) async fn apply(
        self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        let before = held(db, &self.campaign).await?;
        let mut after = before.clone();
        if let Some(reason) = after.reasons.iter_mut().find(|one| one.code == self.code) {
            put(&mut reason.label_vi, self.vi);
            put(&mut reason.label_en, self.en);
            put(&mut reason.advice_vi, self.advice_vi);
            put(&mut reason.advice_en, self.advice_en);
        } else {
            let missing = "a new reason needs --vi, --en, --advice-vi and --advice-en";
            after.reasons.push(ReasonCode {
                code: self.code,
                label_vi: self.vi.context(missing)?,
                label_en: self.en.context(missing)?,
                advice_vi: self.advice_vi.context(missing)?,
                advice_en: self.advice_en.context(missing)?,
            });
        }
        keep(db, now, (&before, &after), self.dry_run, out).await
    }
}
