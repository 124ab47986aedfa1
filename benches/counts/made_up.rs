//! A made-up campaign as large as the real one, the same in every run.

use std::collections::VecDeque;
use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sangkien::domain::{
    Act, Actor, Benefit, CampaignId, Content, Event, EventHash, Initiative, InitiativeId, Kind,
    OfficerId, PersonId, Since, Status, UnitId, Workplace,
};
use sangkien::figures::Tally;
use sangkien::store::{self, ordinal, tally};
use sqlx::postgres::{PgPoolCopyExt as _, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};

use crate::organisation::organisation;

/// The first day of the first phase, and how many there are: the twenty months of 2022–2023.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2022, 1, 8).expect("a day in January");
const DAYS: usize = 601;

/// The days on which a phase ended; as many came in the weeks before as in all others.
const ENDS: [usize; 2] = [143, 600];

const GROUPS: [&str; 5] = ["worker", "staff", "public", "civil", "union"];

/// Who decides everything.
const OFFICER: OfficerId = OfficerId(1);

/// Bytes that are sent to the server in one go.
const PIECE: usize = 1 << 20;

/// How large it is.
#[derive(Debug, clap::Args)]
pub struct Size {
    #[arg(long, default_value_t = 60_000)]
    initiatives: u64,
    /// As many as there were.
    #[arg(long, conflicts_with = "initiatives")]
    all: bool,
    #[arg(long, default_value_t = 130_000)]
    pub units: usize,
}

impl Size {
    pub const fn initiatives(&self) -> u64 {
        if self.all { 2_400_000 } else { self.initiatives }
    }
}

/// Chance that repeats itself: the `SplitMix64` generator.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// A place in a list.
pub fn place_of(number: u64) -> usize {
    usize::try_from(number).expect("lists are shorter")
}

/// The units, of which the last gets a quarter of everything.
pub async fn units(db: &PgPool, count: usize) -> anyhow::Result<Vec<UnitId>> {
    let units = organisation(count);
    let mut paths: std::collections::HashMap<UnitId, String> = std::collections::HashMap::new();
    let mut rows = String::new();
    for unit in &units {
        let above = unit.parent.map(|parent| format!("{},", paths[&parent]));
        let path = format!("{}{}", above.unwrap_or_default(), unit.id.0);
        let parent = unit.parent.map_or_else(|| "\\N".to_owned(), |parent| parent.0.to_string());
        let (id, code, name, kind) = (unit.id.0, &unit.code, &unit.name, &unit.kind);
        writeln!(rows, "{id}\t{code}\t{name}\t{kind}\t{parent}\t{{{path}}}\t100")?;
        paths.insert(unit.id, path);
    }
    let table = "unit (id, code, name, kind, parent_id, path, members)";
    let mut copy = db.copy_in_raw(&format!("copy {table} from stdin")).await?;
    copy.send(rows.into_bytes()).await?;
    copy.finish().await?;
    for statement in [
        "insert into person (id, unit_id, created_at) values (1, 1, '2022-01-01Z')",
        "insert into officer (person_id, unit_id, role, granted_at)
         values (1, 1, 'administrator', '2022-01-01Z')",
        "analyze unit",
    ] {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(db).await?;
    }
    Ok(units.into_iter().map(|unit| unit.id).collect())
}

/// How many came on each day.
fn curve(total: u64) -> Vec<u64> {
    // Ever more until the last day, on which forty times as many come as on a quiet one.
    let weight = |day: usize| {
        let rush = ENDS.iter().filter_map(|end| end.checked_sub(day)).min().unwrap_or(DAYS);
        1_000 + 80_000 / (2 + rush as u64)
    };
    let all: u64 = (0..DAYS).map(weight).sum();
    let mut counts: Vec<u64> = (0..DAYS).map(|day| total * weight(day) / all).collect();
    counts[DAYS - 1] += total - counts.iter().sum::<u64>();
    counts
}

/// One initiative with all that happens to it.
pub fn initiative(
    id: i64,
    author: i64,
    unit: UnitId,
    at: DateTime<Utc>,
    chance: &mut Chance,
) -> (Vec<Initiative>, Vec<Event>) {
    let pick = |chance: &mut Chance, end: usize| place_of(chance.below(end as u64));
    let content = Content {
        title: format!("Cải tiến đồ gá số {id} cho chuyền may"),
        kind: Kind::ALL[pick(chance, 5)],
        before: Some("Mỗi ca mất gần một giờ để thay khuôn, hai người phải khiêng.".to_owned()),
        solution: "Làm xe đẩy có con lăn và chốt định vị, một người đưa khuôn vào máy trong năm \
                   phút; đã chạy thử hai tháng ở tổ ép nhựa, không còn kẹt và đỡ mỏi lưng."
            .to_owned(),
        since: Since::NotYet,
        benefit: (pick(chance, 10) < 6).then(|| Benefit::Money {
            dong: 1_000_000 * (1 + chance.below(200)).cast_signed(),
            approximate: true,
            period: None,
        }),
        co_authors: Vec::new(),
        recognition: None,
        attachments: Vec::new(),
        supplements: Vec::new(),
    };
    let last_day = FIRST_DAY + TimeDelta::days(ENDS[0].try_into().expect("few days"));
    let phase = if at.date_naive() <= last_day { "P1" } else { "P2" };
    let fresh = Initiative {
        id: InitiativeId(id),
        campaign: CampaignId(1),
        phase: Some(phase.to_owned()),
        author: PersonId(author),
        author_name: None,
        workplace: Some(Workplace::Unit(unit)),
        group: Some(GROUPS[pick(chance, GROUPS.len())].to_owned()),
        content_hash: Content::hash(&content.to_json()),
        content,
        version: 1,
        status: Status::RECEIVED,
        status_since: at,
        submitted_at: at,
        last_event: EventHash::NONE,
        event_count: 0,
    };
    let (mut now, event) = fresh.advance(Status::RECEIVED, Act::silent(Actor::Author, at));
    let (mut past, mut events) = (vec![now.clone()], vec![event]);
    // 84 of 100 are recognised, as it was; most are taken up by an officer first.
    let decides = pick(chance, 100);
    let mut at = at;
    let mut step = |decide: &dyn Fn(Status) -> Option<Status>, by: Actor, amount: Option<i64>| {
        at += TimeDelta::minutes(30 + chance.below(7 * 24 * 60).cast_signed());
        let Some(status) = decide(now.status.clone()) else { return };
        let act = Act { verified_benefit: amount, ..Act::silent(by, at) };
        let (after, event) = now.clone().advance(status, act);
        now = after;
        past.push(now.clone());
        events.push(event);
    };
    let open = |status: Status| match status {
        Status::Open(open) => Some(open),
        Status::Closed(_) => None,
    };
    if decides < 90 {
        step(&|status| Some(open(status)?.claim(OFFICER)), Actor::Officer(OFFICER), None);
    }
    let amount = (decides % 2 == 0).then_some(5_000_000);
    match decides {
        0..84 => step(
            &|status| Some(open(status)?.recognize(OFFICER, amount, None)),
            Actor::Officer(OFFICER),
            amount,
        ),
        84..89 => step(
            &|status| Some(open(status)?.reject(OFFICER, "unclear".to_owned(), None)),
            Actor::Officer(OFFICER),
            None,
        ),
        89..91 => step(&|status| Some(open(status)?.withdraw()), Actor::Author, None),
        91..94 => step(
            &|status| Some(open(status)?.ask(OFFICER, "Đo thế nào?".to_owned())),
            Actor::Officer(OFFICER),
            None,
        ),
        _ => {}
    }
    (past, events)
}

/// Puts the campaign in, through the same counting and numbering as the service's own.
pub async fn campaign(db: &PgPool, units: &[UnitId], total: u64) -> anyhow::Result<()> {
    let mut chance = Chance::new(1_000_000);
    // Nobody checks a reference while it is loaded; everything it refers to is there at the end.
    let mut initiatives = Copy::begin(
        db,
        "initiative (id, campaign_id, phase_code, author_id, unit_id, group_code, title, kind,
             content, version, content_hash, status, status_detail, status_since,
             declared_benefit, verified_benefit, submitted_at, last_event, event_count)",
    )
    .await?;
    let mut people = Copy::begin(db, "person (id, unit_id, group_code, created_at)").await?;
    let mut events = Copy::begin(
        db,
        "initiative_event (initiative_id, position, at, actor, officer_id, from_status, to_status,
             verified_benefit, version, content_hash, previous_hash, hash)",
    )
    .await?;
    let hot = *units.last().expect("there are units");
    let mut counting = db.acquire().await?;
    // Rows of events by the day on which they happen, the nearest day first.
    let mut ahead: VecDeque<String> = VecDeque::new();
    let mut id = 1_000_000;
    let mut author = 1;
    for (day, count) in (0..).zip(curve(total)) {
        let midnight = FIRST_DAY + TimeDelta::days(day);
        let midnight = midnight.and_hms_opt(0, 0, 0).expect("it exists").and_utc();
        let mut tally = Tally::default();
        for place in 0..count {
            // Two of three are somebody's first.
            if author == 1 || chance.below(3) > 0 {
                author += 1;
                writeln!(people.rows, "{author}\t1\tworker\t2022-01-01 00:00:00Z")?;
            }
            let unit = match chance.below(4) {
                0 => hot,
                // Few units have many.
                _ => {
                    let luck = chance.below(1 << 20);
                    units[place_of((units.len() as u64 * luck * luck) >> 40)]
                }
            };
            let seconds = place * 61_200 / count.max(1);
            let at = midnight + TimeDelta::seconds(seconds.cast_signed());
            let (past, happened) = initiative(id, author, unit, at, &mut chance);
            let now = past.last().expect("it was submitted");
            initiative_row(&mut initiatives.rows, now)?;
            for event in &happened {
                let days = usize::try_from((event.step.at - midnight).num_days())?;
                while ahead.len() <= days {
                    ahead.push_back(String::new());
                }
                event_row(&mut ahead[days], id, event)?;
            }
            tally.submit(&past[0]);
            for pair in past.windows(2) {
                tally.advance(&pair[0], &pair[1]);
            }
            id += 1;
        }
        if let Some(rows) = ahead.pop_front() {
            events.rows += &rows;
        }
        tally::add(&mut counting, &tally).await?;
        for copy in [&mut initiatives, &mut people, &mut events] {
            copy.send(PIECE).await?;
        }
        if day % 20 == 0 {
            fold(&mut counting).await?;
        }
    }
    for rows in ahead {
        events.rows += &rows;
    }
    fold(&mut counting).await?;
    drop(counting);
    for copy in [initiatives, people, events] {
        copy.finish().await?;
    }
    sqlx::raw_sql("analyze").execute(db).await?;
    for _ in 0..=total / 200_000 {
        let mut tx = db.begin().await?;
        ordinal::number(&mut tx, 200_000).await?;
        tx.commit().await?;
    }
    sqlx::raw_sql("vacuum analyze").execute(db).await?;
    Ok(())
}

async fn fold(db: &mut sqlx::PgConnection) -> anyhow::Result<()> {
    let mut tx = sqlx::Connection::begin(db).await?;
    tally::fold(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A table while it is filled.
struct Copy {
    rows: String,
    copy: sqlx::postgres::PgCopyIn<sqlx::pool::PoolConnection<sqlx::Postgres>>,
}

impl Copy {
    async fn begin(db: &PgPool, table: &str) -> anyhow::Result<Self> {
        Ok(Self {
            rows: String::new(),
            copy: db.copy_in_raw(&format!("copy {table} from stdin")).await?,
        })
    }

    /// Sends what has come together, if it is more than `least`.
    async fn send(&mut self, least: usize) -> anyhow::Result<()> {
        if self.rows.len() > least {
            self.copy.send(std::mem::take(&mut self.rows).into_bytes()).await?;
        }
        Ok(())
    }

    async fn finish(mut self) -> anyhow::Result<()> {
        self.send(0).await?;
        self.copy.finish().await?;
        Ok(())
    }
}

fn initiative_row(rows: &mut String, i: &Initiative) -> std::fmt::Result {
    let content = i.content.to_json();
    let detail = serde_json::to_string(&i.status).expect("a status is words and numbers");
    writeln!(
        rows,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{content}\t{}\t\\\\x{}\t{}\t{detail}\t{}\t{}\t{}\t{}\t\\\\x{}\t{}",
        i.id.0,
        i.campaign.0,
        i.phase.as_deref().unwrap_or("\\N"),
        i.author.0,
        i.unit().map_or(0, |unit| unit.0),
        i.group.as_deref().unwrap_or("\\N"),
        i.content.title,
        i.content.kind.as_str(),
        i.version,
        i.content_hash,
        i.status.name().as_str(),
        i.status_since.to_rfc3339(),
        or_null(i.content.declared_dong()),
        or_null(i.status.verified_benefit()),
        i.submitted_at.to_rfc3339(),
        i.last_event,
        i.event_count,
    )
}

fn event_row(rows: &mut String, initiative: i64, event: &Event) -> std::fmt::Result {
    let step = &event.step;
    let (actor, officer) = match step.actor {
        Actor::Author => ("author", None),
        Actor::Officer(officer) => ("officer", Some(officer.0)),
    };
    writeln!(
        rows,
        "{initiative}\t{}\t{}\t{actor}\t{}\t{}\t{}\t{}\t{}\t\\\\x{}\t\\\\x{}\t\\\\x{}",
        event.position,
        step.at.to_rfc3339(),
        or_null(officer),
        step.from.map_or("\\N", sangkien::domain::StatusName::as_str),
        step.to.as_str(),
        or_null(step.verified_benefit),
        event.version,
        event.content_hash,
        event.previous,
        event.hash,
    )
}

fn or_null(number: Option<i64>) -> String {
    number.map_or_else(|| "\\N".to_owned(), |number| number.to_string())
}

/// A fresh database with our tables.
pub async fn database(server: &str, name: &str) -> anyhow::Result<PgPool> {
    let mut maintenance = PgConnection::connect(server).await?;
    for statement in [format!("drop database if exists {name}"), format!("create database {name}")]
    {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut maintenance).await?;
    }
    let mut url: url::Url = server.parse()?;
    url.set_path(name);
    let db = PgPoolOptions::new().max_connections(8).connect(url.as_str()).await?;
    store::MIGRATIONS.run(&db).await?;
    db.close().await;
    let options: sqlx::postgres::PgConnectOptions = url.as_str().parse()?;
    // While a campaign is loaded, its rows may come before what they refer to.
    let options = options.options([("session_replication_role", "replica")]);
    Ok(PgPoolOptions::new().max_connections(8).connect_with(options).await?)
}
