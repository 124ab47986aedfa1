//! People who have given consent, and what they said to the consent text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result, touched};
use crate::domain::{ConversationId, Grant, OfficerId, Person, PersonId, Role, UnitId, Workplace};
use crate::vault::Vault;

/// A person, and what they are appointed to at this moment.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub person: Person,
    /// Their appointments.
    pub grants: Vec<Grant>,
}

/// Loads people with their appointments.
pub async fn load(
    db: &mut PgConnection,
    vault: &Vault,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, Known>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"
        select p.id, p.full_name, p.phone, p.phone_sealed, p.unit_id, p.unit_typed, p.group_code,
               p.reminders, p.consent_version,
               o.id as "officer_id?", o.unit_id as "officer_unit?", o.role as "officer_role?"
        -- A look into an index for each person, however few there were when this was planned.
        from unnest($1::bigint[]) as wanted (id)
        cross join lateral (select * from person where id = wanted.id offset 0) p
        left join lateral (
            select id, unit_id, role from officer
            where p.is_officer and person_id = p.id and revoked_at is null
            offset 0
        ) o on true
        "#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    let mut people: HashMap<PersonId, Known> = HashMap::with_capacity(persons.len());
    for row in rows {
        let id = PersonId(row.id);
        let known = match people.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Known {
                person: Person {
                    id,
                    full_name: row.full_name,
                    phone: open_phone(vault, row.id, row.phone, row.phone_sealed.as_deref())?,
                    workplace: workplace(row.unit_id, row.unit_typed),
                    group: row.group_code,
                    reminders: row.reminders,
                    consent: row.consent_version,
                },
                grants: Vec::new(),
            }),
        };
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

/// A phone number from its two columns: as it was written before there was encryption, or sealed.
fn open_phone(
    vault: &Vault,
    id: i64,
    plain: Option<String>,
    sealed: Option<&[u8]>,
) -> Result<Option<String>> {
    // A program of the version before this one may still be running, and what it wrote is newer.
    let (None, Some(sealed)) = (&plain, sealed) else { return Ok(plain) };
    let nonsense = |why| Error::Inconsistent { table: "person", id, why };
    let phone = vault.open(sealed).map_err(|_| nonsense("the phone does not open"))?;
    String::from_utf8(phone).map(Some).map_err(|_| nonsense("the phone is no text"))
}

/// These people's phone numbers. Who has none is missing.
pub async fn phones(
    db: &mut PgConnection,
    vault: &Vault,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, String>> {
    let ids: Vec<i64> = persons.iter().map(|p| p.0).collect();
    let rows = sqlx::query!("select id, phone, phone_sealed from person where id = any($1)", &ids)
        .fetch_all(db)
        .await?;
    let mut phones = HashMap::new();
    for row in rows {
        if let Some(phone) = open_phone(vault, row.id, row.phone, row.phone_sealed.as_deref())? {
            phones.insert(PersonId(row.id), phone);
        }
    }
    Ok(phones)
}

/// Whoever has told us this phone number, in E.164.
pub async fn by_phone(db: &mut PgConnection, vault: &Vault, phone: &str) -> Result<Vec<PersonId>> {
    let indexes: Vec<Vec<u8>> =
        vault.blind_indexes(phone).iter().map(|index| index.to_vec()).collect();
    let ids = sqlx::query_scalar!(
        "select id from person where phone_index = any($1) order by id",
        &indexes,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Seals the phone numbers of up to `limit` people after `after` anew, where they are not
/// sealed with the newest key yet. Gives the last person that was looked at, and how many were
/// sealed; none at the end.
pub async fn reseal(
    db: &mut PgConnection,
    vault: &Vault,
    after: PersonId,
    limit: i64,
) -> Result<Option<(PersonId, usize)>> {
    let rows = sqlx::query!(
        "select id, phone, phone_sealed from person
         where id > $1 and (phone is not null or phone_sealed is not null)
         order by id limit $2 for update",
        after.0,
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    let last = rows.last().map(|row| PersonId(row.id));
    let mut sealed = Sealed::default();
    for row in rows {
        let newest = row.phone_sealed.as_deref().is_some_and(|s| vault.is_sealed_with_newest(s));
        if row.phone.is_some() || !newest {
            let phone = open_phone(vault, row.id, row.phone, row.phone_sealed.as_deref())?;
            sealed.push(vault, row.id, phone.as_deref());
        }
    }
    sealed.write(db).await?;
    Ok(last.map(|last| (last, sealed.ids.len())))
}

/// Seals up to `limit` phone numbers that were kept before there was encryption. Gives how many.
pub async fn seal_plain(db: &mut PgConnection, vault: &Vault, limit: i64) -> Result<usize> {
    let rows = sqlx::query!(
        "select id, phone from person where phone is not null
         order by id limit $1 for update skip locked",
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut sealed = Sealed::default();
    for row in &rows {
        sealed.push(vault, row.id, row.phone.as_deref());
    }
    sealed.write(db).await?;
    Ok(rows.len())
}

/// Phone numbers on their way into the table.
#[derive(Default)]
struct Sealed {
    ids: Vec<i64>,
    phones: Vec<Option<Vec<u8>>>,
    indexes: Vec<Option<Vec<u8>>>,
}

impl Sealed {
    fn push(&mut self, vault: &Vault, id: i64, phone: Option<&str>) {
        self.ids.push(id);
        self.phones.push(phone.map(|phone| vault.seal(phone.as_bytes())));
        self.indexes.push(phone.map(|phone| vault.blind_index(phone).to_vec()));
    }

    async fn write(&self, db: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "update person p set phone = null, phone_sealed = s.sealed, phone_index = s.index
             from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as s (id, sealed, index)
             where p.id = s.id",
            &self.ids,
            &self.phones as _,
            &self.indexes as _,
        )
        .execute(db)
        .await?;
        Ok(())
    }
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
pub async fn save(
    db: &mut PgConnection,
    vault: &Vault,
    people: &[&Person],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<i64> = people.iter().map(|p| p.id.0).collect();
    let names: Vec<Option<&str>> = people.iter().map(|p| p.full_name.as_deref()).collect();
    let mut sealed = Sealed::default();
    for person in people {
        sealed.push(vault, person.id.0, person.phone.as_deref());
    }
    let (units, typed): (Vec<_>, Vec<_>) =
        people.iter().map(|p| workplace_columns(p.workplace.as_ref())).unzip();
    let groups: Vec<Option<&str>> = people.iter().map(|p| p.group.as_deref()).collect();
    let consents: Vec<Option<&str>> = people.iter().map(|p| p.consent.as_deref()).collect();
    let reminders: Vec<bool> = people.iter().map(|p| p.reminders).collect();
    let result = sqlx::query!(
        r#"
        insert into person (id, full_name, phone_sealed, phone_index, unit_id, unit_typed,
                            group_code, reminders, consent_version, created_at)
        select n.*, $10 from unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[],
                                    $5::bigint[], $6::text[], $7::text[], $8::boolean[],
                                    $9::text[]) as n
        on conflict (id) do update set full_name = excluded.full_name, phone = null,
            phone_sealed = excluded.phone_sealed, phone_index = excluded.phone_index,
            unit_id = excluded.unit_id, unit_typed = excluded.unit_typed,
            group_code = excluded.group_code, reminders = excluded.reminders,
            consent_version = excluded.consent_version
        "#,
        &ids,
        &names as _,
        &sealed.phones as _,
        &sealed.indexes as _,
        &units as _,
        &typed as _,
        &groups as _,
        &reminders,
        &consents as _,
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
