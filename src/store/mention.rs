//! Names of people who were erased, until the texts of others have been looked through for them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::person::workplace;
use super::{Error, Result, touched};
use crate::domain::{
    Content, ConversationId, DraftId, EventHash, InitiativeId, PersonId, Workplace,
};

/// Whom to look for, and where they worked.
#[derive(Clone)]
pub struct Mention {
    pub person: PersonId,
    pub name: String,
    pub workplace: Workplace,
}

/// A way to write a name, as statements take it: a circle is the number of the places in which
/// it says who is meant.
#[derive(Default)]
pub struct Spellings {
    pub people: Vec<i64>,
    pub circles: Vec<i32>,
    pub spelled: Vec<String>,
}

/// Ids or words of places, each with a circle that it lies in.
#[derive(Default)]
pub struct Places<T> {
    pub places: Vec<T>,
    pub circles: Vec<i32>,
}

impl<T: Clone> Places<T> {
    /// Adds a place in each of these circles.
    pub fn add(&mut self, place: &T, circles: &[i32]) {
        self.places.extend(circles.iter().map(|_| place.clone()));
        self.circles.extend(circles);
    }
}

/// Notes a name before it goes, if there is one, and the workplace in which it says who is meant.
pub async fn note(db: &mut PgConnection, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into mention (person_id, name, unit_id, unit_typed, since)
         select id, full_name, unit_id, unit_typed, $2 from person
         where id = $1 and full_name is not null
           and (unit_id is not null or unit_typed is not null)
         on conflict (person_id) do nothing",
        person.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Those that have waited longest, or this person's.
pub async fn waiting(
    db: &mut PgConnection,
    of: Option<PersonId>,
    limit: i64,
) -> Result<Vec<Mention>> {
    let rows = sqlx::query!(
        "select person_id, name, unit_id, unit_typed from mention
         where $1::bigint is null or person_id = $1 order by since, person_id limit $2",
        of.map(|person| person.0),
        limit,
    )
    .fetch_all(db)
    .await?;
    let mention = |person, name, workplace: Option<Workplace>| {
        let nowhere = Error::Inconsistent { table: "mention", id: person, why: "workplace" };
        Ok(Mention { person: PersonId(person), name, workplace: workplace.ok_or(nowhere)? })
    };
    rows.into_iter()
        .map(|row| mention(row.person_id, row.name, workplace(row.unit_id, row.unit_typed)))
        .collect()
}

/// The lowest and the highest id of a person.
pub async fn people(db: &mut PgConnection) -> Result<Option<(i64, i64)>> {
    let row = sqlx::query!("select min(id) as low, max(id) as high from person");
    let row = row.fetch_one(db).await?;
    Ok(row.low.zip(row.high))
}

/// Somebody who may work in one of the places.
pub struct Colleague {
    pub person: PersonId,
    pub name: Option<String>,
    pub workplace: Workplace,
}

/// People of these units, and all who typed their workplace. Ids from `low` on, `high` not
/// included.
pub async fn colleagues(
    db: &mut PgConnection,
    units: &[i64],
    (low, high): (i64, i64),
) -> Result<Vec<Colleague>> {
    let rows = sqlx::query!(
        "select id, full_name, unit_id, unit_typed from person
         where id >= $2 and id < $3 and (unit_id = any($1) or unit_typed is not null)",
        units,
        low,
        high,
    )
    .fetch_all(db)
    .await?;
    let colleagues = rows.into_iter().filter_map(|row| {
        let workplace = workplace(row.unit_id, row.unit_typed)?;
        Some(Colleague { person: PersonId(row.id), name: row.full_name, workplace })
    });
    Ok(colleagues.collect())
}

/// Open talks of these people with one of the names in them, in what lists co-authors.
pub async fn in_talks(
    db: &mut PgConnection,
    names: &Spellings,
    people: &Places<i64>,
) -> Result<Vec<(PersonId, ConversationId)>> {
    let rows = sqlx::query!(
        r#"
        with text as materialized (
            select c.id, p.circle, c.session as written, lower(c.session) as plain
            -- A look into an index for each person, however many there are.
            from unnest($4::bigint[], $5::integer[]) as p (person_id, circle)
            cross join lateral (
                select id, session from conversation where person_id = p.person_id offset 0
            ) c
            where strpos(c.session, '"co_authors"') > 0
        )
        select distinct n.person_id as "person_id!", text.id
        from unnest($1::bigint[], $2::integer[], $3::text[]) as n (person_id, circle, spelled)
        join text on text.circle = n.circle
        where strpos(written, spelled) > 0 or strpos(plain, spelled) > 0
        "#,
        &names.people,
        &names.circles,
        &names.spelled,
        &people.places,
        &people.circles,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.person_id), ConversationId(row.id))).collect())
}

/// Drafts that these people have put aside, with one of the names in what lists co-authors.
pub async fn in_drafts(
    db: &mut PgConnection,
    names: &Spellings,
    people: &Places<i64>,
) -> Result<Vec<(PersonId, DraftId)>> {
    let rows = sqlx::query!(
        r#"
        with text as materialized (
            select d.id, p.circle, d.answers as written, lower(d.answers) as plain
            from unnest($4::bigint[], $5::integer[]) as p (person_id, circle)
            cross join lateral (
                select id, answers from draft where person_id = p.person_id offset 0
            ) d
            where strpos(d.answers, '"co_authors"') > 0
        )
        select distinct n.person_id as "person_id!", text.id
        from unnest($1::bigint[], $2::integer[], $3::text[]) as n (person_id, circle, spelled)
        join text on text.circle = n.circle
        where strpos(written, spelled) > 0 or strpos(plain, spelled) > 0
        "#,
        &names.people,
        &names.circles,
        &names.spelled,
        &people.places,
        &people.circles,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.person_id), DraftId(row.id))).collect())
}

/// The workplaces that the authors of these initiatives typed, each once.
pub async fn typed(db: &mut PgConnection, (low, high): (i64, i64)) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        r#"
        select distinct unit_typed as "typed!" from initiative
        where id >= $1 and id < $2 and unit_typed is not null and erased_at is null
        "#,
        low,
        high,
    )
    .fetch_all(db)
    .await?)
}

/// Initiatives of others in these units and typed workplaces with one of the names in the text.
/// Ids from `low` on, `high` not included.
pub async fn in_initiatives(
    db: &mut PgConnection,
    names: &Spellings,
    units: &Places<i64>,
    typed: &Places<String>,
    (low, high): (i64, i64),
) -> Result<Vec<(PersonId, InitiativeId)>> {
    let rows = sqlx::query!(
        r#"
        with place as (
            select i.id, u.circle from initiative i
            join unnest($4::bigint[], $5::integer[]) as u (unit_id, circle)
                on u.unit_id = i.unit_id
            where i.id >= $8 and i.id < $9
            union
            select i.id, t.circle from initiative i
            join unnest($6::text[], $7::integer[]) as t (unit_typed, circle)
                on t.unit_typed = i.unit_typed
            where i.id >= $8 and i.id < $9
        ),
        text as materialized (
            select i.id, i.author_id, place.circle, i.content as written,
                   lower(i.content) as plain
            from place join initiative i on i.id = place.id
            where i.id >= $8 and i.id < $9 and i.erased_at is null
        )
        select distinct n.person_id as "person_id!", text.id
        from unnest($1::bigint[], $2::integer[], $3::text[]) as n (person_id, circle, spelled)
        join text on text.circle = n.circle
        where text.author_id <> n.person_id
          and (strpos(written, spelled) > 0 or strpos(plain, spelled) > 0)
        order by text.id
        "#,
        &names.people,
        &names.circles,
        &names.spelled,
        &units.places,
        &units.circles,
        &typed.places,
        &typed.circles,
        low,
        high,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.person_id), InitiativeId(row.id))).collect())
}

/// Where a talk stands, locked until the transaction ends; none where its person is nobody now.
pub async fn talk(db: &mut PgConnection, id: ConversationId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select session from conversation where id = $1 and person_id is not null for update",
        id.0,
    )
    .fetch_optional(db)
    .await?)
}

/// Keeps a talk from which a name was taken.
pub async fn rewrite_talk(db: &mut PgConnection, id: ConversationId, session: &str) -> Result<()> {
    let done = sqlx::query!("update conversation set session = $2 where id = $1", id.0, session);
    touched("conversation", 1, done.execute(db).await?.rows_affected())
}

/// A draft, locked until the transaction ends, if it is still there.
pub async fn draft(db: &mut PgConnection, id: DraftId) -> Result<Option<String>> {
    let answers = sqlx::query_scalar!("select answers from draft where id = $1 for update", id.0);
    Ok(answers.fetch_optional(db).await?)
}

/// Keeps a draft from which a name was taken. Nobody has written in it, so that it stays as old
/// as it is.
pub async fn rewrite_draft(db: &mut PgConnection, id: DraftId, answers: &str) -> Result<()> {
    let done = sqlx::query!("update draft set answers = $2 where id = $1", id.0, answers);
    touched("draft", 1, done.execute(db).await?.rows_affected())
}

/// The text of an initiative, locked until the transaction ends; none where it is erased.
pub async fn content(db: &mut PgConnection, id: InitiativeId) -> Result<Option<Content>> {
    let row = sqlx::query!(
        "select content from initiative where id = $1 and erased_at is null for update",
        id.0,
    )
    .fetch_optional(db)
    .await?;
    let nonsense = |_| Error::Inconsistent { table: "initiative", id: id.0, why: "content" };
    row.map(|row| serde_json::from_str(&row.content).map_err(nonsense)).transpose()
}

/// Keeps a text from which a name was taken, and the hash that it has now. What was decided about
/// stays known by its own.
pub async fn rewrite(db: &mut PgConnection, id: InitiativeId, content: &Content) -> Result<()> {
    let json = content.to_json();
    let EventHash(hash) = Content::hash(&json);
    let done = sqlx::query!(
        "update initiative set content = $2, kept_hash = $3 where id = $1",
        id.0,
        json,
        &hash[..],
    )
    .execute(db)
    .await?;
    touched("initiative", 1, done.rows_affected())
}

/// Forgets a name that was looked for. Gives whether it was still there.
pub async fn done(db: &mut PgConnection, person: PersonId) -> Result<bool> {
    let gone = sqlx::query!("delete from mention where person_id = $1", person.0);
    Ok(gone.execute(db).await?.rows_affected() > 0)
}
