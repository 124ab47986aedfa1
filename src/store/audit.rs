//! Reading everything, to check it.

use chrono::NaiveDate;
use futures::TryStreamExt as _;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use super::initiative::{EventRow, hash};
use super::person::workplace;
use super::tally::{Columns, empty_is_none, kind_of, measures, none_is_empty, unit_of};
use super::{Error, Result};
use crate::domain::{CampaignId, Content, Event, Initiative, InitiativeId, Kind, PersonId, Status};
use crate::figures::Measures;
use crate::figures::recount::{Entry, Recount, UnitDay};

/// Transactions that all see the same picture of a database in use.
pub async fn pictures(db: &PgPool, how_many: usize) -> Result<Vec<Transaction<'static, Postgres>>> {
    let mut first = super::tally::picture(db).await?;
    let mut others = Vec::new();
    if how_many > 1 {
        let name = sqlx::query_scalar!(r#"select pg_export_snapshot() as "name!""#)
            .fetch_one(&mut *first)
            .await?;
        for _ in 1..how_many {
            let mut other = super::tally::picture(db).await?;
            // The name is the server's own, of digits and dashes; it cannot be a parameter.
            let statement = sqlx::AssertSqlSafe(format!("set transaction snapshot '{name}'"));
            sqlx::raw_sql(statement).execute(&mut *other).await?;
            others.push(other);
        }
    }
    others.insert(0, first);
    Ok(others)
}

/// The lowest and the highest id of an initiative.
pub async fn range(db: &mut PgConnection) -> Result<Option<(i64, i64)>> {
    let row = sqlx::query!("select min(id) as low, max(id) as high from initiative")
        .fetch_one(db)
        .await?;
    Ok(row.low.zip(row.high))
}

/// Counts the initiatives of these ids, `high` not included, into a recount.
pub async fn recount(
    db: &mut PgConnection,
    (low, high): (i64, i64),
    recount: &mut Recount,
) -> Result<()> {
    let rows = sqlx::query!(
        r#"
        select i.id, i.campaign_id, i.phase_code, i.author_id, i.unit_id, i.group_code, i.kind,
               i.content, i.version, i.content_hash, i.kept_hash, i.status, i.status_detail, i.status_since,
               i.declared_benefit, i.verified_benefit, i.submitted_at, i.last_event,
               i.event_count, i.erased_at is not null as "is_erased!", p.initiative_id = i.id as "is_first?",
               exists (select from ordinal o where o.initiative_id = i.id)
                   or exists (select from arrival a where a.initiative_id = i.id)
                   as "is_in_line!"
        from initiative i
        left join participant p on p.campaign_id = i.campaign_id and p.person_id = i.author_id
        where i.id >= $1 and i.id < $2 order by i.id
        "#,
        low,
        high,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut events = sqlx::query_as!(
        EventRow,
        r#"
        select e.id, e.initiative_id, e.position, e.at, e.actor, e.officer_id, e.from_status,
               e.to_status, e.reason_code, coalesce(n.note, e.note) as note, e.note_hash,
               n.salt as "salt?", e.verified_benefit, e.version, e.content_hash, e.previous_hash,
               e.hash
        from initiative_event e
        left join event_note n on n.initiative_id = e.initiative_id and n.position = e.position
        where e.initiative_id >= $1 and e.initiative_id < $2
        order by e.initiative_id, e.position
        "#,
        low,
        high,
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .peekable();
    let mut own: Vec<Event> = Vec::new();
    for row in rows {
        let id = InitiativeId(row.id);
        own.clear();
        let mut sense = Ok(());
        while let Some(event) = events.next_if(|event| event.initiative_id <= row.id) {
            match event.event() {
                Ok(event) => own.push(event),
                Err(error) => sense = Err(error),
            }
        }
        let read = || {
            let nonsense = |why| Error::Inconsistent { table: "initiative", id: row.id, why };
            let content: Content =
                serde_json::from_str(&row.content).map_err(|_| nonsense("content"))?;
            let status: Status =
                serde_json::from_str(&row.status_detail).map_err(|_| nonsense("status"))?;
            Ok::<_, Error>(Initiative {
                id,
                campaign: CampaignId(row.campaign_id),
                phase: row.phase_code,
                author: PersonId(row.author_id),
                author_name: None,
                workplace: workplace(row.unit_id, None),
                group: row.group_code,
                content,
                version: row.version,
                content_hash: hash(&row.content_hash).ok_or_else(|| nonsense("content hash"))?,
                status,
                status_since: row.status_since,
                submitted_at: row.submitted_at,
                last_event: hash(&row.last_event).ok_or_else(|| nonsense("event hash"))?,
                event_count: row.event_count,
            })
        };
        match sense.and_then(|()| read()) {
            Ok(initiative) => {
                let entry = Entry {
                    initiative,
                    content: row.content,
                    kind: row.kind,
                    status: row.status,
                    declared: row.declared_benefit,
                    verified: row.verified_benefit,
                    is_first: row.is_first,
                    is_erased: row.is_erased,
                    kept_hash: row.kept_hash.as_deref().and_then(hash),
                    is_in_line: row.is_in_line,
                };
                recount.entry(&entry, &own);
            }
            Err(error) => recount.findings.add(error.to_string()),
        }
    }
    Ok(())
}

/// Compares everything kept with a recount.
pub async fn compare(db: &mut PgConnection, recount: &mut Recount) -> Result<()> {
    let mut units = sqlx::query!(
        r#"
        select campaign_id as "campaign_id!", unit_id as "unit_id!", phase_code as "phase_code!",
               day as "day!", sum(entered)::bigint as "entered!", sum(valid)::bigint as "valid!",
               sum(rejected)::bigint as "rejected!", sum(withdrawn)::bigint as "withdrawn!",
               sum(asked)::bigint as "asked!", sum(people)::bigint as "people!",
               least(sum(declared), 9223372036854775807)::bigint as "declared!",
               least(sum(verified), 9223372036854775807)::bigint as "verified!"
        from (
            select campaign_id, unit_id, phase_code, day, entered, valid, rejected, withdrawn,
                   asked, people, declared, verified from tally_unit_day
            union all
            select campaign_id, unit_id, phase_code, day, entered, valid, rejected, withdrawn,
                   asked, people, declared, verified from tally_delta
        ) kept
        group by 1, 2, 3, 4
        "#
    )
    .fetch(&mut *db);
    while let Some(row) = units.try_next().await? {
        let phase = empty_is_none(row.phase_code);
        let key = (CampaignId(row.campaign_id), unit_of(row.unit_id), phase, row.day);
        let kept = measures!(row);
        recount.compare_unit(&key, &kept);
    }
    drop(units);
    let groups = sqlx::query!(
        r#"
        select campaign_id as "campaign_id!", phase_code as "phase_code!",
               group_code as "group_code!", kind as "kind!", sum(entered)::bigint as "entered!",
               sum(valid)::bigint as "valid!", sum(rejected)::bigint as "rejected!",
               sum(withdrawn)::bigint as "withdrawn!", sum(asked)::bigint as "asked!",
               sum(people)::bigint as "people!",
               least(sum(declared), 9223372036854775807)::bigint as "declared!",
               least(sum(verified), 9223372036854775807)::bigint as "verified!"
        from (
            select campaign_id, phase_code, group_code, kind, entered, valid, rejected, withdrawn,
                   asked, people, declared, verified from tally_group_kind
            union all
            select campaign_id, phase_code, group_code, kind, entered, valid, rejected, withdrawn,
                   asked, people, declared, verified from tally_delta
        ) kept
        group by 1, 2, 3, 4
        "#
    )
    .fetch_all(&mut *db)
    .await?;
    for row in groups {
        let kind: Kind = kind_of(&row.kind)?;
        let phase = empty_is_none(row.phase_code);
        let key = (CampaignId(row.campaign_id), phase, empty_is_none(row.group_code), kind);
        let kept = measures!(row);
        recount.compare_group(&key, &kept);
    }
    recount.compare_rest();
    numbers(db, recount).await
}

/// The numbers within a campaign are 1, 2, 3 … without gaps, and none is given to nobody.
async fn numbers(db: &mut PgConnection, recount: &mut Recount) -> Result<()> {
    let rows = sqlx::query!(
        r#"
        select o.campaign_id, count(*) as "count!", max(o.number) as "last!",
               count(*) filter (where i.campaign_id = o.campaign_id) as "own!"
        from ordinal o left join initiative i on i.id = o.initiative_id
        group by o.campaign_id
        "#
    )
    .fetch_all(db)
    .await?;
    for row in rows.iter().filter(|row| row.count != row.last || row.count != row.own) {
        recount.findings.add(format!(
            "campaign {}: {} numbers are given, the last is {}, {} of them to its own initiatives",
            row.campaign_id, row.count, row.last, row.own
        ));
    }
    Ok(())
}

/// Lets whoever is writing events and counts finish, and the others wait until the transaction
/// ends.
pub async fn hold_still(db: &mut PgConnection) -> Result<()> {
    sqlx::query!("lock table initiative_event, tally_delta, tally_state in exclusive mode")
        .execute(db)
        .await?;
    Ok(())
}

/// Enters authors who are not counted yet, each with the earliest of theirs, and puts initiatives
/// without a number in line for one.
pub async fn enrol(db: &mut PgConnection) -> Result<()> {
    sqlx::query!(
        "insert into participant (campaign_id, person_id, initiative_id)
         select distinct on (campaign_id, author_id) campaign_id, author_id, id
         from initiative order by campaign_id, author_id, submitted_at, id
         on conflict do nothing"
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into arrival (initiative_id)
         select id from initiative i
         where not exists (select from ordinal o where o.initiative_id = i.id)
           and not exists (select from arrival a where a.initiative_id = i.id)"
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a recount in the place of everything that is kept of the counts.
pub async fn replace(db: &mut PgConnection, recount: &Recount) -> Result<()> {
    /// Rows in a statement.
    const ROWS: usize = 10_000;
    for emptied in ["tally_delta", "tally_fold", "tally_unit_day", "tally_group_kind"] {
        let statement = sqlx::AssertSqlSafe(format!("delete from {emptied}"));
        sqlx::raw_sql(statement).execute(&mut *db).await?;
    }
    // Whoever knows the figures of an earlier fold has to read them anew.
    sqlx::query!("update tally_state set generation = generation + 2, oldest = generation + 2")
        .execute(&mut *db)
        .await?;
    let units: Vec<_> = recount.units.iter().filter(|(_, counts)| !counts.is_zero()).collect();
    for part in units.chunks(ROWS) {
        let Columns { entered, valid, rejected, withdrawn, asked, people, declared, verified } =
            Columns::of(part.iter().map(|(_, counts)| *counts));
        let key = |of: fn(&UnitDay) -> i64| part.iter().map(|(key, _)| of(key)).collect::<Vec<_>>();
        let phases: Vec<&str> = part.iter().map(|(key, _)| none_is_empty(key.2.as_ref())).collect();
        let days: Vec<NaiveDate> = part.iter().map(|(key, _)| key.3).collect();
        sqlx::query!(
            "insert into tally_unit_day (campaign_id, unit_id, phase_code, day, entered, valid,
                 rejected, withdrawn, asked, people, declared, verified)
             select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::date[],
                 $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[],
                 $10::bigint[], $11::bigint[], $12::bigint[])",
            &key(|key| key.0.0),
            &key(|key| key.1.map_or(0, |unit| unit.0)),
            &phases as _,
            &days,
            &entered,
            &valid,
            &rejected,
            &withdrawn,
            &asked,
            &people,
            &declared,
            &verified,
        )
        .execute(&mut *db)
        .await?;
    }
    let groups: Vec<_> = recount.groups.iter().filter(|(_, counts)| !counts.is_zero()).collect();
    let Columns { entered, valid, rejected, withdrawn, asked, people, declared, verified } =
        Columns::of(groups.iter().map(|(_, counts)| *counts));
    let campaigns: Vec<i64> = groups.iter().map(|(key, _)| key.0.0).collect();
    let phases: Vec<&str> = groups.iter().map(|(key, _)| none_is_empty(key.1.as_ref())).collect();
    let codes: Vec<&str> = groups.iter().map(|(key, _)| none_is_empty(key.2.as_ref())).collect();
    let kinds: Vec<&str> = groups.iter().map(|(key, _)| key.3.as_str()).collect();
    sqlx::query!(
        "insert into tally_group_kind (campaign_id, phase_code, group_code, kind, entered, valid,
             rejected, withdrawn, asked, people, declared, verified)
         select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[],
             $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
             $11::bigint[], $12::bigint[])",
        &campaigns,
        &phases as _,
        &codes as _,
        &kinds as _,
        &entered,
        &valid,
        &rejected,
        &withdrawn,
        &asked,
        &people,
        &declared,
        &verified,
    )
    .execute(db)
    .await?;
    Ok(())
}
