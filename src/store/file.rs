//! The files that people send: which are to be fetched, what has become of them, and the links to
//! them. [`forgetting`] removes those that nobody refers to.

pub mod forgetting;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Error, Result};
use crate::domain::{
    AccountId, Attachment, AttachmentKind, ContentHash, ConversationId, FileState, FileTrouble,
    PersonId,
};

/// A file that somebody has sent with an answer.
#[derive(Clone, Debug)]
pub struct Asked {
    pub person: PersonId,
    /// Where to say that it never came.
    pub conversation: ConversationId,
    pub file: Attachment,
    /// Which of the answer's files it is, from 1.
    pub position: usize,
}

/// Notes files that are to be fetched. A file that is known already is not fetched again, unless
/// it never came.
pub async fn ask(db: &mut PgConnection, asked: &[Asked], now: DateTime<Utc>) -> Result<()> {
    let accounts: Vec<i32> = asked.iter().map(|a| a.file.account.0).collect();
    let uniques: Vec<&str> = asked.iter().map(|a| a.file.unique_id.as_str()).collect();
    let persons: Vec<i64> = asked.iter().map(|a| a.person.0).collect();
    let conversations: Vec<i64> = asked.iter().map(|a| a.conversation.0).collect();
    let sources: Vec<&str> = asked.iter().map(|a| a.file.file_id.as_str()).collect();
    let kinds: Vec<&str> = asked.iter().map(|a| a.file.kind.as_str()).collect();
    let names: Vec<Option<&str>> = asked.iter().map(|a| a.file.name.as_deref()).collect();
    let positions: Vec<i16> =
        asked.iter().map(|a| a.position.try_into().unwrap_or(i16::MAX)).collect();
    sqlx::query!(
        r#"
        insert into file (account_id, unique_id, person_id, conversation_id, source, kind, name,
            position, asked_at, due_at, looked_at)
        select distinct on (account, unique_id, person)
            account, unique_id, person, conversation, source, kind, name, position, $9, $9, $9
        from unnest($1::integer[], $2::text[], $3::bigint[], $4::bigint[], $5::text[],
                    $6::text[], $7::text[], $8::smallint[])
            as a (account, unique_id, person, conversation, source, kind, name, position)
        on conflict (account_id, unique_id, person_id) do update set
            conversation_id = excluded.conversation_id, source = excluded.source,
            position = excluded.position, looked_at = $9,
            state = case when file.state in ('refused', 'lost') then 'waiting' else file.state end,
            asked_at = case when file.state in ('refused', 'lost') then $9 else file.asked_at end,
            due_at = case when file.state in ('refused', 'lost') then $9 else file.due_at end,
            attempts = case when file.state in ('refused', 'lost') then 0 else file.attempts end
        "#,
        &accounts,
        &uniques as _,
        &persons,
        &conversations,
        &sources as _,
        &kinds as _,
        &names as _,
        &positions,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A file that is to be fetched now.
#[derive(Clone, Debug)]
pub struct Due {
    pub id: i64,
    pub account: AccountId,
    pub conversation: ConversationId,
    pub unique_id: String,
    /// With what the platform is asked for it.
    pub source: String,
    pub kind: AttachmentKind,
    pub position: usize,
    /// When it was sent.
    pub asked_at: DateTime<Utc>,
    /// How often it was tried before.
    pub attempts: i16,
}

/// Takes files of an account that are due. They come due again at `again_at`, so that one
/// whose fetcher has died is fetched by somebody else.
pub async fn claim(
    db: &mut PgConnection,
    account: AccountId,
    now: DateTime<Utc>,
    again_at: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Due>> {
    let rows = sqlx::query!(
        r#"
        with due as (
            select id from file
            where state = 'waiting' and due_at <= $2 and account_id = $1
            order by due_at limit $4
            for update skip locked
        )
        update file f set due_at = $3, attempts = attempts + 1
        from due where f.id = due.id
        returning f.id, f.account_id, f.conversation_id, f.unique_id, f.source, f.kind,
            f.position, f.asked_at, f.attempts
        "#,
        account.0,
        now,
        again_at,
        limit,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = AttachmentKind::from_name(&row.kind);
            Ok(Due {
                id: row.id,
                account: AccountId(row.account_id),
                conversation: ConversationId(row.conversation_id),
                unique_id: row.unique_id,
                source: row.source,
                kind: kind.ok_or(Error::Inconsistent { table: "file", id: row.id, why: "kind" })?,
                position: row.position.unsigned_abs().into(),
                asked_at: row.asked_at,
                attempts: row.attempts - 1,
            })
        })
        .collect()
}

/// Has files tried now that were put off to an instant after `latest`, which is later than any is
/// ever put off to: the clock was set right since. Gives how many.
pub async fn mend(db: &mut PgConnection, latest: DateTime<Utc>, now: DateTime<Utc>) -> Result<u64> {
    let mended = sqlx::query!(
        "update file set due_at = $2 where state = 'waiting' and due_at > $1",
        latest,
        now,
    );
    Ok(mended.execute(db).await?.rows_affected())
}

/// Has files tried again, each at an instant. To one that waits no more that instant means
/// nothing.
pub async fn again(db: &mut PgConnection, again: &[(i64, DateTime<Utc>)]) -> Result<()> {
    let (ids, due): (Vec<i64>, Vec<DateTime<Utc>>) = again.iter().copied().unzip();
    sqlx::query!(
        r#"
        update file f set due_at = a.due_at
        from unnest($1::bigint[], $2::timestamptz[]) as a (id, due_at)
        where f.id = any($1) and f.id = a.id
        "#,
        &ids,
        &due,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What holds for a content that somebody is about to store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// Its bytes are to be stored.
    New,
    /// Its bytes are there.
    There,
    /// Its bytes are just being removed; it can be stored a little later.
    Doomed,
}

/// Announces that a content is about to be stored, so that nobody removes it meanwhile.
pub async fn begin(
    db: &mut PgConnection,
    hash: &ContentHash,
    media_type: &str,
    size: usize,
    now: DateTime<Utc>,
) -> Result<Content> {
    let stored = sqlx::query_scalar!(
        r#"
        insert into file_content (hash, media_type, size, touched_at) values ($1, $2, $3, $4)
        on conflict (hash) do update set touched_at = $4 where file_content.doomed_at is null
        returning stored_at is not null as "stored!"
        "#,
        &hash.0[..],
        media_type,
        size as i64,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(match stored {
        None => Content::Doomed,
        Some(true) => Content::There,
        Some(false) => Content::New,
    })
}

/// Notes that the bytes of files are stored. Those that were forgotten meanwhile stay so.
pub async fn stored(
    db: &mut PgConnection,
    stored: &[(i64, ContentHash)],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<i64> = stored.iter().map(|(id, _)| *id).collect();
    let hashes: Vec<&[u8]> = stored.iter().map(|(_, hash)| &hash.0[..]).collect();
    sqlx::query!(
        r#"
        with content as (
            update file_content set stored_at = $3 where hash = any($2) and stored_at is null
        )
        update file f set state = 'stored', content = s.hash, why = null
        from unnest($1::bigint[], $2::bytea[]) as s (id, hash)
        where f.id = any($1) and f.id = s.id
        "#,
        &ids,
        &hashes as _,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a file up. Gives false where it was forgotten meanwhile, so that nobody has to be told.
pub async fn give_up(db: &mut PgConnection, id: i64, why: FileTrouble) -> Result<bool> {
    let state = if why == FileTrouble::NeverCame { "lost" } else { "refused" };
    // Not `= 'waiting'`, or a plan might look for the one row among all that wait.
    let result = sqlx::query!(
        "update file set state = $2, why = $3
         where id = $1 and state not in ('stored', 'refused', 'lost')",
        id,
        state,
        why.as_str(),
    )
    .execute(db)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// A file that is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub id: i64,
    pub hash: ContentHash,
    pub media_type: String,
    pub size: u64,
    pub name: Option<String>,
}

/// A file of an account, by what answers and initiatives call it.
pub type FileKey = (AccountId, String);

/// What has become of these files. Several people may have sent the same one; it is there if any
/// of them was fetched. What nobody knows is missing.
pub async fn look_up(
    db: &mut PgConnection,
    files: &[Attachment],
) -> Result<HashMap<FileKey, (FileState, Option<Kept>)>> {
    let accounts: Vec<i32> = files.iter().map(|f| f.account.0).collect();
    let uniques: Vec<&str> = files.iter().map(|f| f.unique_id.as_str()).collect();
    let rows = sqlx::query!(
        r#"
        select distinct on (f.account_id, f.unique_id) f.account_id, f.unique_id, f.id, f.state,
            f.why, f.name, c.hash as "hash?", c.media_type as "media_type?", c.size as "size?"
        from unnest($1::integer[], $2::text[]) as a (account_id, unique_id)
        join file f on f.account_id = a.account_id and f.unique_id = a.unique_id
        left join file_content c on c.hash = f.content
        order by f.account_id, f.unique_id, f.state = 'stored' desc, f.id desc
        "#,
        &accounts,
        &uniques as _,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let nonsense = |why| Error::Inconsistent { table: "file", id: row.id, why };
            let kept = match (row.hash, row.media_type, row.size) {
                (Some(hash), Some(media_type), Some(size)) => Some(Kept {
                    id: row.id,
                    hash: read_hash(&hash).ok_or_else(|| nonsense("content"))?,
                    media_type,
                    size: size.unsigned_abs(),
                    name: row.name,
                }),
                _ => None,
            };
            let state = match (row.state.as_str(), row.why.as_deref()) {
                ("waiting", _) => FileState::Waiting,
                ("stored", _) if kept.is_some() => FileState::Stored,
                ("refused" | "lost", Some(why)) => {
                    let trouble = FileTrouble::from_name(why).ok_or_else(|| nonsense("why"))?;
                    FileState::Missing(trouble)
                }
                _ => return Err(nonsense("state")),
            };
            Ok(((AccountId(row.account_id), row.unique_id), (state, kept)))
        })
        .collect()
}

fn read_hash(bytes: &[u8]) -> Option<ContentHash> {
    bytes.try_into().ok().map(ContentHash)
}

/// Makes a link good for a file until an instant.
pub async fn link(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
    file: i64,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into file_link (token_hash, file_id, expires_at) values ($1, $2, $3)",
        &token_hash[..],
        file,
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The file behind a link that is still good.
pub async fn linked(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Kept>> {
    let row = sqlx::query!(
        r#"
        select f.id, f.name, c.hash, c.media_type, c.size
        from file_link l
        join file f on f.id = l.file_id
        join file_content c on c.hash = f.content
        where l.token_hash = $1 and l.expires_at > $2 and f.state = 'stored'
        "#,
        &token_hash[..],
        now,
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let nonsense = Error::Inconsistent { table: "file", id: row.id, why: "content" };
        Ok(Kept {
            id: row.id,
            hash: read_hash(&row.hash).ok_or(nonsense)?,
            media_type: row.media_type,
            size: row.size.unsigned_abs(),
            name: row.name,
        })
    })
    .transpose()
}

/// How many files wait to be fetched, and since when the oldest does.
pub async fn depth(db: &mut PgConnection) -> Result<(i64, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        r#"select count(*) as "waiting!", min(asked_at) as oldest from file where state = 'waiting'"#
    )
    .fetch_one(db)
    .await?;
    Ok((row.waiting, row.oldest))
}
