//! People who have given consent, and what they said to the consent text.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result, touched};
use crate::domain::{ConversationId, Grant, OfficerId, Person, PersonId, Role, UnitId, Workplace};

/// A person, and what they are appointed to at this moment.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub person: Person,
    /// Their appointments.
    pub grants: Vec<Grant>,
}

/// Loads people with their appointments.
pub async fn load(db: &mut PgConnection, persons: &[PersonId]) -> Result<HashMap<PersonId, Known>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"
        select p.id, p.full_name, p.phone, p.unit_id, p.unit_typed, p.group_code, p.reminders,
               o.id as "officer_id?", o.unit_id as "officer_unit?", o.role as "officer_role?"
        from person p
        left join officer o on p.is_officer and o.person_id = p.id and o.revoked_at is null
        where p.id = any($1)
        "#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    let mut people: HashMap<PersonId, Known> = HashMap::with_capacity(persons.len());
    for row in rows {
        let id = PersonId(row.id);
        let known = people.entry(id).or_insert_with(|| Known {
            person: Person {
                id,
                full_name: row.full_name,
                phone: row.phone,
                workplace: workplace(row.unit_id, row.unit_typed),
                group: row.group_code,
                reminders: row.reminders,
            },
            grants: Vec::new(),
        });
        if let (Some(officer), Some(unit), Some(role)) =
            (row.officer_id, row.officer_unit, row.officer_role)
        {
            let role = Role::from_name(&role).ok_or(Error::Inconsistent {
                table: "officer",
                id: officer,
                why: "unknown role",
            })?;
            known.grants.push(Grant { officer: OfficerId(officer), unit: UnitId(unit), role });
        }
    }
    Ok(people)
}

/// A workplace from its two columns; the tree wins where both are there.
pub(super) fn workplace(unit: Option<i64>, typed: Option<String>) -> Option<Workplace> {
    unit.map(|unit| Workplace::Unit(UnitId(unit))).or(typed.map(Workplace::Typed))
}

/// A workplace as its two columns.
pub(super) fn workplace_columns(workplace: Option<&Workplace>) -> (Option<i64>, Option<&str>) {
    match workplace {
        Some(Workplace::Unit(unit)) => (Some(unit.0), None),
        Some(Workplace::Typed(typed)) => (None, Some(typed)),
        None => (None, None),
    }
}

/// Takes the next `how_many` ids for people to come.
pub async fn fresh_ids(db: &mut PgConnection, how_many: i64) -> Result<Vec<PersonId>> {
    let ids = sqlx::query_scalar!(
        r#"select nextval('person_number') as "id!" from generate_series(1, $1::bigint)"#,
        how_many,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Keeps what is known about people now; who is new begins to exist.
pub async fn save(db: &mut PgConnection, people: &[&Person], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<i64> = people.iter().map(|p| p.id.0).collect();
    let names: Vec<Option<&str>> = people.iter().map(|p| p.full_name.as_deref()).collect();
    let phones: Vec<Option<&str>> = people.iter().map(|p| p.phone.as_deref()).collect();
    let (units, typed): (Vec<_>, Vec<_>) =
        people.iter().map(|p| workplace_columns(p.workplace.as_ref())).unzip();
    let groups: Vec<Option<&str>> = people.iter().map(|p| p.group.as_deref()).collect();
    let reminders: Vec<bool> = people.iter().map(|p| p.reminders).collect();
    let result = sqlx::query!(
        r#"
        insert into person (id, full_name, phone, unit_id, unit_typed, group_code, reminders,
                            created_at)
        select n.*, $8 from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[],
                                   $6::text[], $7::boolean[]) as n
        on conflict (id) do update set full_name = excluded.full_name, phone = excluded.phone,
            unit_id = excluded.unit_id, unit_typed = excluded.unit_typed,
            group_code = excluded.group_code, reminders = excluded.reminders
        "#,
        &ids,
        &names as _,
        &phones as _,
        &units as _,
        &typed as _,
        &groups as _,
        &reminders,
        now,
    )
    .execute(db)
    .await?;
    touched("person", people.len(), result.rows_affected())
}

/// What somebody said to a consent text.
#[derive(Clone, Copy, Debug)]
pub struct Consent {
    /// Where it was said.
    pub conversation: ConversationId,
    /// Who said it, where they agreed.
    pub person: Option<PersonId>,
    /// Which text they were shown.
    pub version: &'static str,
    /// What they said.
    pub agreed: bool,
}

/// Keeps what people said to the consent text.
pub async fn consents(
    db: &mut PgConnection,
    consents: &[Consent],
    now: DateTime<Utc>,
) -> Result<()> {
    let conversations: Vec<i64> = consents.iter().map(|c| c.conversation.0).collect();
    let persons: Vec<Option<i64>> = consents.iter().map(|c| c.person.map(|p| p.0)).collect();
    let versions: Vec<&str> = consents.iter().map(|c| c.version).collect();
    let agreed: Vec<bool> = consents.iter().map(|c| c.agreed).collect();
    sqlx::query!(
        r#"
        insert into consent (conversation_id, person_id, version, agreed, at)
        select c.*, $5 from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[]) as c
        "#,
        &conversations,
        &persons as _,
        &versions as _,
        &agreed,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
