//! Reads everything that is kept about one person.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{Error, Result, person};
use crate::domain::dossier::{
    Appointment, Chat, Consent, Dossier, Happened, Look, Planned, Profile, Publicity, SentFile,
    Submitted, Unsent,
};
use crate::domain::{InitiativeId, PersonId, StatusName};
use crate::vault::Vault;
use crate::vietnamese::code::Code;

/// Everything about a person; none where they are nobody, or are erased.
pub async fn load(
    db: &mut PgConnection,
    vault: &Vault,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<Dossier>> {
    let Some(profile) = profile(db, vault, person).await? else { return Ok(None) };
    Ok(Some(Dossier {
        made_at: now,
        profile,
        chats: chats(db, person).await?,
        consents: consents(db, person).await?,
        initiatives: initiatives(db, person).await?,
        drafts: drafts(db, person).await?,
        files: files(db, person).await?,
        phone_shown_to: looks(db, person).await?,
        appointments: appointments(db, person).await?,
        copies: copies(db, person).await?,
    }))
}

async fn profile(
    db: &mut PgConnection,
    vault: &Vault,
    person: PersonId,
) -> Result<Option<Profile>> {
    let row = sqlx::query!(
        r#"
        select p.full_name, p.reminders, p.consent_version, p.created_at,
               coalesce(u.name, p.unit_typed) as unit,
               (select label_vi from participant_group g where g.code = p.group_code
                order by campaign_id desc limit 1) as "label?", p.group_code
        from person p left join unit u on u.id = p.unit_id
        where p.id = $1 and p.erased_at is null
        "#,
        person.0,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let phone = person::phones(db, vault, &[person]).await?.remove(&person);
    Ok(Some(Profile {
        known_since: row.created_at,
        full_name: row.full_name,
        phone,
        unit: row.unit,
        group: row.label.or(row.group_code),
        reminders: row.reminders,
        consent: row.consent_version,
    }))
}

async fn chats(db: &mut PgConnection, person: PersonId) -> Result<Vec<Chat>> {
    let rows = sqlx::query!(
        r#"
        select c.id, a.channel, c.chat, c.locale, c.created_at, c.last_heard_at, c.session
        from conversation c join account a on a.id = c.account_id
        where c.person_id = $1 order by c.id
        "#,
        person.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut chats = Vec::with_capacity(rows.len());
    for row in rows {
        let alarms = sqlx::query!(
            "select kind, due_at from alarm where conversation_id = $1 order by due_at",
            row.id,
        )
        .fetch_all(&mut *db)
        .await?;
        let bodies = sqlx::query_scalar!(
            "select body from outbox
             where conversation_id = $1 and failed_at is null and leased_by is null order by id",
            row.id,
        )
        .fetch_all(&mut *db)
        .await?;
        let text = |body: String| {
            let body: Value = serde_json::from_str(&body).ok()?;
            body["text"].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
        };
        chats.push(Chat {
            channel: row.channel,
            id: row.chat,
            language: row.locale,
            since: row.created_at,
            last_heard: row.last_heard_at,
            talk: serde_json::from_str(&row.session).unwrap_or_default(),
            reminders: alarms
                .into_iter()
                .map(|alarm| Planned { what: alarm.kind, at: alarm.due_at })
                .collect(),
            on_its_way: bodies.into_iter().filter_map(text).collect(),
        });
    }
    Ok(chats)
}

async fn consents(db: &mut PgConnection, person: PersonId) -> Result<Vec<Consent>> {
    Ok(sqlx::query_as!(
        Consent,
        "select version, agreed, at from consent where person_id = $1 order by at, id",
        person.0,
    )
    .fetch_all(db)
    .await?)
}

async fn initiatives(db: &mut PgConnection, person: PersonId) -> Result<Vec<Submitted>> {
    let rows = sqlx::query!(
        r#"
        select i.id, i.submitted_at, i.status, i.content, coalesce(u.name, i.unit_typed) as unit
        from initiative i left join unit u on u.id = i.unit_id
        where i.author_id = $1 and i.erased_at is null order by i.id
        "#,
        person.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut histories = histories(db, &ids).await?;
    let mut publicity = publicity(db, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let nonsense = |why| Error::Inconsistent { table: "initiative", id: row.id, why };
            Ok(Submitted {
                code: code(row.id),
                submitted_at: row.submitted_at,
                unit: row.unit,
                status: StatusName::from_name(&row.status).ok_or_else(|| nonsense("status"))?,
                content: serde_json::from_str(&row.content).map_err(|_| nonsense("content"))?,
                history: histories.remove(&row.id).unwrap_or_default(),
                publicity: publicity.remove(&row.id).unwrap_or_default(),
            })
        })
        .collect()
}

async fn histories(db: &mut PgConnection, ids: &[i64]) -> Result<HashMap<i64, Vec<Happened>>> {
    let rows = sqlx::query!(
        r#"
        select e.id, e.initiative_id, e.at, e.to_status, e.verified_benefit,
               coalesce(n.note, e.note) as note,
               case when o.id is not null
                    then concat_ws(', ', p.full_name, u.name) end as officer
        from initiative_event e
        left join event_note n on n.initiative_id = e.initiative_id and n.position = e.position
        left join officer o on o.id = e.officer_id
        left join person p on p.id = o.person_id
        left join unit u on u.id = o.unit_id
        where e.initiative_id = any($1) order by e.initiative_id, e.position
        "#,
        ids,
    )
    .fetch_all(db)
    .await?;
    let mut histories: HashMap<i64, Vec<Happened>> = HashMap::new();
    for row in rows {
        let nonsense = Error::Inconsistent { table: "initiative_event", id: row.id, why: "to" };
        histories.entry(row.initiative_id).or_default().push(Happened {
            at: row.at,
            officer: row.officer,
            status: StatusName::from_name(&row.to_status).ok_or(nonsense)?,
            note: row.note,
            verified_benefit: row.verified_benefit,
        });
    }
    Ok(histories)
}

async fn publicity(db: &mut PgConnection, ids: &[i64]) -> Result<HashMap<i64, Vec<Publicity>>> {
    let rows = sqlx::query!(
        "select initiative_id, at, choice, reason from publication_event
         where initiative_id = any($1) order by id",
        ids,
    )
    .fetch_all(db)
    .await?;
    let mut publicity: HashMap<i64, Vec<Publicity>> = HashMap::new();
    for row in rows {
        let word = Publicity { at: row.at, choice: row.choice, reason: row.reason };
        publicity.entry(row.initiative_id).or_default().push(word);
    }
    Ok(publicity)
}

async fn drafts(db: &mut PgConnection, person: PersonId) -> Result<Vec<Unsent>> {
    let rows = sqlx::query!(
        "select updated_at, answers from draft where person_id = $1 order by id",
        person.0,
    )
    .fetch_all(db)
    .await?;
    let unsent = rows.into_iter().map(|row| Unsent {
        updated_at: row.updated_at,
        answers: serde_json::from_str(&row.answers).unwrap_or_default(),
    });
    Ok(unsent.collect())
}

async fn files(db: &mut PgConnection, person: PersonId) -> Result<Vec<SentFile>> {
    Ok(sqlx::query_as!(
        SentFile,
        r#"
        select f.name, f.kind, c.size as "size?", f.state, f.asked_at as sent_at
        from file f left join file_content c on c.hash = f.content
        where f.person_id = $1 order by f.id
        "#,
        person.0,
    )
    .fetch_all(db)
    .await?)
}

async fn looks(db: &mut PgConnection, person: PersonId) -> Result<Vec<Look>> {
    let rows = sqlx::query!(
        r#"
        select l.at, p.full_name as officer, u.name as unit, l.initiative_id
        from access_log l
        join officer o on o.id = l.officer_id
        join person p on p.id = o.person_id
        join unit u on u.id = o.unit_id
        where l.person_id = $1 order by l.at
        "#,
        person.0,
    )
    .fetch_all(db)
    .await?;
    let look = rows.into_iter().map(|row| Look {
        at: row.at,
        officer: row.officer,
        unit: row.unit,
        code: code(row.initiative_id),
    });
    Ok(look.collect())
}

async fn appointments(db: &mut PgConnection, person: PersonId) -> Result<Vec<Appointment>> {
    Ok(sqlx::query_as!(
        Appointment,
        "select u.name as unit, o.role, o.granted_at as since, o.revoked_at as until
         from officer o join unit u on u.id = o.unit_id
         where o.person_id = $1 order by o.granted_at",
        person.0,
    )
    .fetch_all(db)
    .await?)
}

async fn copies(db: &mut PgConnection, person: PersonId) -> Result<Vec<DateTime<Utc>>> {
    Ok(sqlx::query_scalar!(
        "select at from data_request where person_id = $1 order by at",
        person.0
    )
    .fetch_all(db)
    .await?)
}

fn code(initiative: i64) -> String {
    Code::from(InitiativeId(initiative)).to_string()
}
