//! What is counted: written as deltas with the events, folded by and by, read in one picture.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use super::{Error, Result};
use crate::domain::{CampaignId, Kind, PersonId, UnitId};
use crate::figures::{Figures, Key, Measures, Tally, Tree};

/// The counts of a row, whatever query it comes from.
macro_rules! measures {
    ($row:ident) => {
        Measures {
            entered: $row.entered,
            valid: $row.valid,
            rejected: $row.rejected,
            withdrawn: $row.withdrawn,
            asked: $row.asked,
            people: $row.people,
            declared: $row.declared,
            verified: $row.verified,
        }
    };
}
pub(super) use measures;

/// Writes what a batch has changed: its counts, who submitted for the first time, and what the
/// numbering has to number.
pub async fn add(db: &mut PgConnection, tally: &Tally) -> Result<()> {
    let keys: Vec<&Key> = tally.changes.keys().collect();
    let counts: Vec<&Measures> = tally.changes.values().collect();
    // Who submits for the first time, the statement below finds out.
    let Columns { entered, valid, rejected, withdrawn, asked, people: _, declared, verified } =
        Columns::of(counts.into_iter());
    let campaigns: Vec<i64> = keys.iter().map(|key| key.campaign.0).collect();
    let phases: Vec<&str> = keys.iter().map(|key| none_is_empty(key.phase.as_ref())).collect();
    let units: Vec<i64> = keys.iter().map(|key| key.unit.map_or(0, |unit| unit.0)).collect();
    let groups: Vec<&str> = keys.iter().map(|key| none_is_empty(key.group.as_ref())).collect();
    let kinds: Vec<&str> = keys.iter().map(|key| key.kind.as_str()).collect();
    let days: Vec<NaiveDate> = keys.iter().map(|key| key.day).collect();

    let places: BTreeMap<&Key, i64> = keys.iter().copied().zip(1..).collect();
    let submissions = &tally.submissions;
    let initiatives: Vec<i64> = submissions.iter().map(|one| one.initiative.0).collect();
    let authors: Vec<i64> = submissions.iter().map(|one| one.author.0).collect();
    let entered_in: Vec<i64> = submissions.iter().map(|one| one.key.campaign.0).collect();
    let counted_at: Vec<i64> = submissions.iter().map(|one| places[&one.key]).collect();
    sqlx::query!(
        r#"
        with submission as (
            select * from unnest($14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[])
                as s (initiative_id, person_id, campaign_id, place)
        ), arrived as (
            insert into arrival (initiative_id) select initiative_id from submission
        ), newcomer as (
            -- In the order of their ids, so that two batches never wait for each other in a circle.
            insert into participant (campaign_id, person_id, initiative_id)
            select distinct on (campaign_id, person_id) campaign_id, person_id, initiative_id
            from submission order by campaign_id, person_id, initiative_id
            on conflict do nothing
            returning initiative_id
        ), new_people as (
            select s.place, count(*) as people
            from newcomer join submission s using (initiative_id) group by s.place
        )
        insert into tally_delta (campaign_id, phase_code, unit_id, group_code, kind, day, entered,
            valid, rejected, withdrawn, asked, people, declared, verified)
        select c.campaign_id, c.phase_code, c.unit_id, c.group_code, c.kind, c.day, c.entered,
               c.valid, c.rejected, c.withdrawn, c.asked, coalesce(new_people.people, 0),
               c.declared, c.verified
        from unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::date[],
                    $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[],
                    $12::bigint[], $13::bigint[])
            with ordinality as c (campaign_id, phase_code, unit_id, group_code, kind, day, entered,
                valid, rejected, withdrawn, asked, declared, verified, place)
        left join new_people using (place)
        "#,
        &campaigns,
        &phases as _,
        &units,
        &groups as _,
        &kinds as _,
        &days,
        &entered,
        &valid,
        &rejected,
        &withdrawn,
        &asked,
        &declared,
        &verified,
        &initiatives,
        &authors,
        &entered_in,
        &counted_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts of many rows, a list for each measure.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) entered: Vec<i64>,
    pub(super) valid: Vec<i64>,
    pub(super) rejected: Vec<i64>,
    pub(super) withdrawn: Vec<i64>,
    pub(super) asked: Vec<i64>,
    pub(super) people: Vec<i64>,
    pub(super) declared: Vec<i64>,
    pub(super) verified: Vec<i64>,
}

impl Columns {
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a Measures>) -> Self {
        let mut columns = Self::default();
        for row in rows {
            columns.entered.push(row.entered);
            columns.valid.push(row.valid);
            columns.rejected.push(row.rejected);
            columns.withdrawn.push(row.withdrawn);
            columns.asked.push(row.asked);
            columns.people.push(row.people);
            columns.declared.push(row.declared);
            columns.verified.push(row.verified);
        }
        columns
    }
}

/// Two people turn out to be one: whoever was counted twice in a campaign is counted once. What
/// `gone` did counts as what `kept` did.
pub async fn join_people(db: &mut PgConnection, kept: PersonId, gone: PersonId) -> Result<()> {
    sqlx::query!(
        r#"
        with twice as (
            delete from participant g using participant k
            where g.person_id = $2 and k.person_id = $1 and g.campaign_id = k.campaign_id
            returning g.initiative_id
        )
        insert into tally_delta (campaign_id, phase_code, unit_id, group_code, kind, day, entered,
            valid, rejected, withdrawn, asked, people, declared, verified)
        select i.campaign_id, coalesce(i.phase_code, ''), coalesce(i.unit_id, 0),
               coalesce(i.group_code, ''), i.kind,
               (i.submitted_at at time zone interval '7 hours')::date, 0, 0, 0, 0, 0, -1, 0, 0
        from twice join initiative i on i.id = twice.initiative_id
        "#,
        kept.0,
        gone.0,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("update participant set person_id = $1 where person_id = $2", kept.0, gone.0)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) fn none_is_empty(code: Option<&String>) -> &str {
    code.map_or("", String::as_str)
}

pub(super) fn empty_is_none(code: String) -> Option<String> {
    (!code.is_empty()).then_some(code)
}

pub(super) fn unit_of(id: i64) -> Option<UnitId> {
    (id != 0).then_some(UnitId(id))
}

pub(super) fn kind_of(name: &str) -> Result<Kind> {
    let table = "tally_delta";
    Kind::from_name(name).ok_or(Error::Inconsistent { table, id: 0, why: "kind" })
}

/// Folds what has been added since the last time. Gives how many rows that were; none where
/// another process is at it.
pub async fn fold(db: &mut PgConnection) -> Result<u64> {
    /// Folds that are kept for processes that have not read them yet: some minutes of them.
    const KEPT: i64 = 300;
    let state = sqlx::query_scalar!("select generation from tally_state for update skip locked")
        .fetch_optional(&mut *db)
        .await?;
    let Some(generation) = state.map(|generation| generation + 1) else { return Ok(0) };
    let folded = sqlx::query_scalar!(
        r#"
        with taken as (
            delete from tally_delta returning *
        ), kept as (
            insert into tally_fold (generation, campaign_id, phase_code, unit_id, group_code, kind,
                day, entered, valid, rejected, withdrawn, asked, people, declared, verified)
            select $1, campaign_id, phase_code, unit_id, group_code, kind, day, sum(entered),
                   sum(valid), sum(rejected), sum(withdrawn), sum(asked), sum(people),
                   sum(declared), sum(verified)
            from taken group by campaign_id, phase_code, unit_id, group_code, kind, day
        )
        select count(*) as "count!" from taken
        "#,
        generation,
    )
    .fetch_one(&mut *db)
    .await?;
    if folded == 0 {
        return Ok(0);
    }
    sqlx::query!(
        r#"
        insert into tally_unit_day as t (campaign_id, unit_id, phase_code, day, entered, valid,
            rejected, withdrawn, asked, people, declared, verified)
        select campaign_id, unit_id, phase_code, day, sum(entered), sum(valid), sum(rejected),
               sum(withdrawn), sum(asked), sum(people), sum(declared), sum(verified)
        from tally_fold where generation = $1
        group by campaign_id, unit_id, phase_code, day
        on conflict (campaign_id, unit_id, phase_code, day) do update set
            entered = t.entered + excluded.entered, valid = t.valid + excluded.valid,
            rejected = t.rejected + excluded.rejected,
            withdrawn = t.withdrawn + excluded.withdrawn, asked = t.asked + excluded.asked,
            people = t.people + excluded.people, declared = t.declared + excluded.declared,
            verified = t.verified + excluded.verified
        "#,
        generation,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        insert into tally_group_kind as t (campaign_id, phase_code, group_code, kind, entered,
            valid, rejected, withdrawn, asked, people, declared, verified)
        select campaign_id, phase_code, group_code, kind, sum(entered), sum(valid), sum(rejected),
               sum(withdrawn), sum(asked), sum(people), sum(declared), sum(verified)
        from tally_fold where generation = $1
        group by campaign_id, phase_code, group_code, kind
        on conflict (campaign_id, phase_code, group_code, kind) do update set
            entered = t.entered + excluded.entered, valid = t.valid + excluded.valid,
            rejected = t.rejected + excluded.rejected,
            withdrawn = t.withdrawn + excluded.withdrawn, asked = t.asked + excluded.asked,
            people = t.people + excluded.people, declared = t.declared + excluded.declared,
            verified = t.verified + excluded.verified
        "#,
        generation,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("delete from tally_fold where generation <= $1", generation - KEPT)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "update tally_state set generation = $1, oldest = greatest(oldest, $2::bigint)",
        generation,
        generation - KEPT + 1,
    )
    .execute(db)
    .await?;
    Ok(folded.unsigned_abs())
}

/// Changes that were read, and which fold they came after.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// The newest fold.
    pub generation: i64,
    /// What was folded after the fold that was asked about.
    pub folded: Vec<(Key, Measures)>,
    /// What is not folded yet.
    pub fresh: Vec<(Key, Measures)>,
}

/// What has changed since a fold; none where too many folds lie between.
pub async fn since(db: &mut PgConnection, generation: i64) -> Result<Option<Since>> {
    // One statement is one picture: what leaves `tally_delta` has arrived in `tally_fold`.
    let rows = sqlx::query!(
        r#"
        select s.generation as "newest!", s.oldest as "oldest!", c.fold as "fold?",
               c.campaign_id as "campaign_id?", c.phase_code as "phase_code?",
               c.unit_id as "unit_id?", c.group_code as "group_code?", c.kind as "kind?",
               c.day as "day?", c.entered as "entered?", c.valid as "valid?",
               c.rejected as "rejected?", c.withdrawn as "withdrawn?", c.asked as "asked?",
               c.people as "people?", c.declared as "declared?", c.verified as "verified?"
        from tally_state s
        left join (
            select generation as fold, campaign_id, phase_code, unit_id, group_code, kind, day,
                   entered, valid, rejected, withdrawn, asked, people, declared, verified
            from tally_fold where generation > $1
            union all
            select null, campaign_id, phase_code, unit_id, group_code, kind, day,
                   entered, valid, rejected, withdrawn, asked, people, declared, verified
            from tally_delta
        ) c on true
        "#,
        generation,
    )
    .fetch_all(db)
    .await?;
    let mut since = Since { generation, ..Since::default() };
    for row in rows {
        if generation + 1 < row.oldest || generation > row.newest {
            return Ok(None);
        }
        since.generation = row.newest;
        let (Some(campaign), Some(kind), Some(day)) = (row.campaign_id, row.kind, row.day) else {
            continue;
        };
        let key = Key {
            campaign: CampaignId(campaign),
            phase: row.phase_code.and_then(empty_is_none),
            unit: row.unit_id.and_then(unit_of),
            group: row.group_code.and_then(empty_is_none),
            kind: kind_of(&kind)?,
            day,
        };
        let measures = Measures {
            entered: row.entered.unwrap_or(0),
            valid: row.valid.unwrap_or(0),
            rejected: row.rejected.unwrap_or(0),
            withdrawn: row.withdrawn.unwrap_or(0),
            asked: row.asked.unwrap_or(0),
            people: row.people.unwrap_or(0),
            declared: row.declared.unwrap_or(0),
            verified: row.verified.unwrap_or(0),
        };
        if row.fold.is_some() { &mut since.folded } else { &mut since.fresh }.push((key, measures));
    }
    Ok(Some(since))
}

/// Whether anything was folded of these units.
pub async fn is_counted(
    db: &mut PgConnection,
    campaign: CampaignId,
    units: &[UnitId],
) -> Result<bool> {
    let units: Vec<i64> = units.iter().map(|unit| unit.0).collect();
    let counted = sqlx::query_scalar!(
        r#"select exists (select from tally_unit_day
                          where campaign_id = $1 and unit_id = any($2)) as "counted!""#,
        campaign.0,
        &units,
    )
    .fetch_one(db)
    .await?;
    Ok(counted)
}

/// A transaction in which every statement sees the same picture.
pub async fn picture(db: &PgPool) -> Result<Transaction<'static, Postgres>> {
    Ok(db.begin_with("begin isolation level repeatable read read only").await?)
}

/// Reads all folded counts of a campaign, and which fold they are as of. To be called in a
/// [`picture`].
pub async fn folded(
    db: &mut PgConnection,
    campaign: CampaignId,
    tree: Arc<Tree>,
    as_of: DateTime<Utc>,
) -> Result<(Figures, i64)> {
    let generation =
        sqlx::query_scalar!("select generation from tally_state").fetch_one(&mut *db).await?;
    let mut figures = Figures::new(campaign, tree, as_of);
    // One look at each row: there are as many as units have days with something on them.
    let sums = sqlx::query!(
        r#"
        select unit_id as "unit_id?", phase_code as "phase_code?", day as "day?",
               sum(entered)::bigint as "entered!", sum(valid)::bigint as "valid!",
               sum(rejected)::bigint as "rejected!", sum(withdrawn)::bigint as "withdrawn!",
               sum(asked)::bigint as "asked!", sum(people)::bigint as "people!",
               least(sum(declared), 9223372036854775807)::bigint as "declared!",
               least(sum(verified), 9223372036854775807)::bigint as "verified!"
        from tally_unit_day where campaign_id = $1
        group by grouping sets ((unit_id, phase_code), (day))
        "#,
        campaign.0,
    )
    .fetch_all(&mut *db)
    .await?;
    for row in sums {
        let measures = measures!(row);
        match (row.day, row.unit_id, row.phase_code) {
            (Some(day), ..) => figures.add_day(day, &measures),
            (None, Some(unit), Some(phase)) => {
                figures.add_unit(empty_is_none(phase).as_ref(), unit_of(unit), &measures);
            }
            (None, ..) => {}
        }
    }
    let groups = sqlx::query!(
        r#"
        select group_code, kind, sum(entered)::bigint as "entered!", sum(valid)::bigint as "valid!",
               sum(rejected)::bigint as "rejected!", sum(withdrawn)::bigint as "withdrawn!",
               sum(asked)::bigint as "asked!", sum(people)::bigint as "people!",
               least(sum(declared), 9223372036854775807)::bigint as "declared!",
               least(sum(verified), 9223372036854775807)::bigint as "verified!"
        from tally_group_kind where campaign_id = $1 group by group_code, kind
        "#,
        campaign.0,
    )
    .fetch_all(db)
    .await?;
    for row in groups {
        let measures = measures!(row);
        figures.add_group(empty_is_none(row.group_code).as_ref(), kind_of(&row.kind)?, &measures);
    }
    Ok((figures, generation))
}
