//! Changes one thing of a campaign. The campaign is checked and kept as a whole.

use std::io::Write;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use clap::{Args, Subcommand};
use sqlx::PgConnection;

use super::{Units, day, instant, keep, named};
use crate::charter::{Amendment, Members, Words};
use crate::domain::{self, Applied, UnitId};
use crate::store::campaign;

/// What every change says.
#[derive(Debug, Args)]
pub struct Of {
    /// The campaign.
    campaign: String,
    /// Says what would change and changes nothing.
    #[arg(long)]
    dry_run: bool,
}

/// A change of one thing of a campaign.
#[derive(Debug, Subcommand)]
pub enum Amend {
    /// Names a campaign anew.
    Name(Name),
    /// Makes a phase, or changes its name and when it opens and closes.
    Phase(Phase),
    /// Says in which days an initiative must have been in use.
    Window(Window),
    /// Says whether a kind of initiative may be entered.
    Kind(Kind),
    /// Makes a group of participants, words it anew, or offers it no more.
    Group(Group),
    /// Makes a reason for not recognising, words it anew, or offers it no more.
    Reason(Reason),
    /// Makes an emulation cluster, changes what belongs to it, or takes it away.
    Cluster(Cluster),
}

#[derive(Debug, Args)]
pub struct Name {
    #[command(flatten)]
    of: Of,
    /// What it is called from now on.
    name: String,
}

/// A new phase needs both names, `--opens` and `--closes`.
#[derive(Debug, Args)]
pub struct Phase {
    #[command(flatten)]
    of: Of,
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
}

/// The days in which an initiative must have been in use, both included.
#[derive(Debug, Args)]
pub struct Window {
    #[command(flatten)]
    of: Of,
    #[arg(long, value_parser = day)]
    from: Option<NaiveDate>,
    #[arg(long, value_parser = day)]
    to: Option<NaiveDate>,
}

/// Whether something is offered.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct Offer {
    /// Offers it no more. What was entered under it goes on counting there.
    #[arg(long)]
    retire: bool,
    /// Offers it again.
    #[arg(long)]
    offer: bool,
}

#[derive(Debug, Args)]
pub struct Kind {
    #[command(flatten)]
    of: Of,
    /// technical, management, operational, application or research.
    #[arg(value_name = "KIND", value_parser = kind)]
    which: domain::Kind,
    #[command(flatten)]
    offer: Offer,
}

/// A new group needs its words in both languages.
#[derive(Debug, Args)]
pub struct Group {
    #[command(flatten)]
    of: Of,
    code: String,
    #[arg(long, value_name = "WORDS")]
    vi: Option<String>,
    #[arg(long, value_name = "WORDS")]
    en: Option<String>,
    #[command(flatten)]
    offer: Offer,
}

/// A new reason needs its words, and what the author can do, in both languages.
#[derive(Debug, Args)]
pub struct Reason {
    #[command(flatten)]
    of: Of,
    code: String,
    #[arg(long, value_name = "WORDS")]
    vi: Option<String>,
    #[arg(long, value_name = "WORDS")]
    en: Option<String>,
    #[arg(long, value_name = "WORDS")]
    advice_vi: Option<String>,
    #[arg(long, value_name = "WORDS")]
    advice_en: Option<String>,
    #[command(flatten)]
    offer: Offer,
}

/// A new cluster needs both names.
#[derive(Debug, Args)]
pub struct Cluster {
    #[command(flatten)]
    of: Of,
    code: String,
    #[arg(long, value_name = "NAME")]
    vi: Option<String>,
    #[arg(long, value_name = "NAME")]
    en: Option<String>,
    #[command(flatten)]
    units: Membership,
    /// Takes the cluster away. Nothing is counted in it, so nothing is lost.
    #[arg(long, conflicts_with_all = ["vi", "en", "units", "join", "leave"])]
    remove: bool,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct Membership {
    /// All of its units, by their codes.
    #[arg(long, value_delimiter = ',', value_name = "CODE,CODE…")]
    units: Option<Vec<String>>,
    /// Puts these in too, and takes them out of other clusters.
    #[arg(long, value_delimiter = ',', value_name = "CODE,CODE…")]
    join: Option<Vec<String>>,
    /// Takes these out.
    #[arg(long, value_delimiter = ',', value_name = "CODE,CODE…")]
    leave: Option<Vec<String>>,
}

impl Amend {
    /// Makes the change, and tells on `out` what is different.
    pub(super) async fn apply(
        self,
        db: &mut PgConnection,
        now: DateTime<Utc>,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<()> {
        campaign::hold_still(db).await?;
        let (of, amendment) = self.read(&Units::load(db).await?)?;
        let before = named(db, &of.campaign).await?;
        let mut after = before.clone();
        amendment.apply(&mut after).map_err(|problem| anyhow::anyhow!("{problem}"))?;
        keep(db, now, (&before, &after), of.dry_run, out).await
    }

    /// Where the change is made, and what it is.
    fn read(self, units: &Units) -> anyhow::Result<(Of, Amendment)> {
        Ok(match self {
            Self::Name(Name { of, name }) => (of, Amendment::Name(name)),
            Self::Phase(Phase { of, code, vi, en, opens, closes, grace }) => {
                let grace = grace.map(|minutes| TimeDelta::minutes(minutes.into()));
                let name = Words { vi, en };
                (of, Amendment::Phase { code, name, opens, closes, grace })
            }
            Self::Window(Window { of, from, to }) => (of, Amendment::Applied(Applied { from, to })),
            Self::Kind(Kind { of, which: kind, offer }) => {
                let offered = offer.wanted().context("say --retire or --offer")?;
                (of, Amendment::Kind { kind, offered })
            }
            Self::Group(Group { of, code, vi, en, offer }) => {
                let (label, offered) = (Words { vi, en }, offer.wanted());
                (of, Amendment::Group { code, label, offered })
            }
            Self::Reason(Reason { of, code, vi, en, advice_vi, advice_en, offer }) => {
                let (label, advice) = (Words { vi, en }, Words { vi: advice_vi, en: advice_en });
                (of, Amendment::Reason { code, label, advice, offered: offer.wanted() })
            }
            Self::Cluster(Cluster { of, code, remove: true, .. }) => {
                (of, Amendment::NoCluster { code })
            }
            Self::Cluster(Cluster { of, code, vi, en, units: membership, .. }) => {
                let (name, members) = (Words { vi, en }, membership.wanted(units)?);
                (of, Amendment::Cluster { code, name, members })
            }
        })
    }
}

impl Offer {
    fn wanted(&self) -> Option<bool> {
        (self.retire || self.offer).then_some(self.offer)
    }
}

impl Membership {
    fn wanted(self, units: &Units) -> anyhow::Result<Option<Members>> {
        let (codes, members): (_, fn(Vec<UnitId>) -> Members) = match self {
            Self { units: Some(codes), .. } => (codes, Members::Are),
            Self { join: Some(codes), .. } => (codes, Members::Join),
            Self { leave: Some(codes), .. } => (codes, Members::Leave),
            Self { units: None, join: None, leave: None } => return Ok(None),
        };
        let found = codes
            .iter()
            .map(|code| units.open(code).with_context(|| format!("There is no open unit {code}")));
        Ok(Some(members(found.collect::<anyhow::Result<_>>()?)))
    }
}

fn kind(name: &str) -> Result<domain::Kind, String> {
    domain::Kind::from_name(name).ok_or_else(|| format!("{name:?} is no kind"))
}
