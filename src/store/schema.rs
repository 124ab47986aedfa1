//! What the server is, and whether its tables are those of this program.

use sqlx::PgConnection;
use sqlx::migrate::{Migrate as _, MigrateError};

use super::{MIGRATIONS, Result};

/// The oldest PostgreSQL that this program is tested with.
pub const OLDEST_SERVER: u32 = 15;

/// PostgreSQL's error code for a table that does not exist.
const UNDEFINED_TABLE: &str = "42P01";

/// How the tables compare to what this program expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Schema {
    /// They are the same.
    Current,
    /// So many migrations are still to run.
    Behind(usize),
    /// A newer program, or another one, has been here.
    Foreign,
}

/// The server's major version, where it tells.
#[must_use]
pub fn server_version(db: &PgConnection) -> Option<u32> {
    db.server_version_num().map(|version| version / 10_000)
}

/// What a server says of itself.
#[derive(Clone, Debug)]
pub struct Server {
    /// Connections of all its clients together.
    pub max_connections: i32,
    /// How it keeps text.
    pub encoding: String,
    /// Whether it only follows another one.
    pub is_standby: bool,
    /// Whether we may make tables.
    pub may_create: bool,
    /// Whether it has written what it acknowledges.
    pub is_durable: bool,
    /// Whether the last try to archive its journal went wrong.
    pub archive_fails: bool,
}

/// Asks a server about itself.
pub async fn server(db: &mut PgConnection) -> Result<Server> {
    Ok(sqlx::query_as!(
        Server,
        r#"
        select current_setting('max_connections')::integer as "max_connections!",
               current_setting('server_encoding') as "encoding!",
               pg_is_in_recovery() as "is_standby!",
               has_schema_privilege('public', 'create') as "may_create!",
               current_setting('fsync')::boolean and current_setting('full_page_writes')::boolean
                   and current_setting('synchronous_commit') <> 'off' as "is_durable!",
               current_setting('archive_mode') <> 'off'
                   and coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false)
                   as "archive_fails!"
        from pg_stat_archiver
        "#,
    )
    .fetch_one(db)
    .await?)
}

/// Compares the migrations that ran with those of this program. Changes nothing.
pub async fn compare(db: &mut PgConnection) -> Result<Schema> {
    let applied = match db.list_applied_migrations(&MIGRATIONS.table_name).await {
        Ok(applied) => applied,
        Err(MigrateError::Execute(sqlx::Error::Database(error)))
            if error.code().as_deref() == Some(UNDEFINED_TABLE) =>
        {
            return Ok(Schema::Behind(MIGRATIONS.iter().count()));
        }
        Err(MigrateError::Execute(error)) => return Err(error.into()),
        Err(_) => return Ok(Schema::Foreign),
    };
    let known = |version, checksum: &[u8]| {
        MIGRATIONS.iter().any(|own| own.version == version && *own.checksum == *checksum)
    };
    if !applied.iter().all(|migration| known(migration.version, &migration.checksum)) {
        return Ok(Schema::Foreign);
    }
    Ok(match MIGRATIONS.iter().count() - applied.len() {
        0 => Schema::Current,
        missing => Schema::Behind(missing),
    })
}

/// A column of a table, and what its comment says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    pub table: String,
    pub name: String,
    pub comment: Option<String>,
}

/// Every column of our tables, in the order of the tables' names.
pub async fn columns(db: &mut PgConnection) -> Result<Vec<Column>> {
    Ok(sqlx::query_as!(
        Column,
        r#"
        select c.relname as "table!", a.attname as "name!",
               col_description(c.oid, a.attnum) as comment
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where n.nspname = 'public' and c.relkind = 'r' and c.relname not like '\_sqlx%'
        order by c.relname, a.attnum
        "#
    )
    .fetch_all(db)
    .await?)
}
