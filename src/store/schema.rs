//! What the server is, and whether its tables are those of this program.

use sqlx::PgConnection;
use sqlx::migrate::{Migrate as _, MigrateError};

use super::{MIGRATIONS, Result};

/// The oldest PostgreSQL that this program is tested with.
pub const OLDEST_SERVER: u32 = 15;

/// PostgreSQL's error code for a table that does not exist.
const UNDEFINED_TABLE: &str = "42P01";

/// PostgreSQL's error code for a lock that was waited for in vain.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// How the tables compare to what this program expects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Schema {
    /// They are the same.
    Current,
    /// So many migrations are still to run.
    Behind(usize),
    /// A newer version has added to them. This one goes on over what it knows, until it is
    /// replaced.
    Ahead,
    /// Another program has been here, or a version that went another way.
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
    let (known, unknown): (Vec<_>, Vec<_>) = applied.iter().partition(|migration| {
        MIGRATIONS
            .iter()
            .any(|own| own.version == migration.version && own.checksum == migration.checksum)
    });
    let is_ours = unknown.iter().all(|migration| !MIGRATIONS.version_exists(migration.version));
    Ok(match (MIGRATIONS.iter().count() - known.len(), unknown.len()) {
        (0, 0) => Schema::Current,
        (missing, 0) => Schema::Behind(missing),
        (0, _) if is_ours => Schema::Ahead,
        _ => Schema::Foreign,
    })
}

/// Brings the tables up to date, or leaves them to a newer version that has been here. Whatever
/// must be locked for it is waited for no longer than [`LOCK_PATIENCE`], because everybody else
/// waits behind whoever waits for a table: then nothing has changed, and [`is_busy`] is true.
///
/// # Errors
/// If the tables are another program's, or the database refuses.
pub async fn bring_up_to_date(db: &mut PgConnection) -> std::result::Result<Schema, MigrateError> {
    let schema = match compare(db).await {
        Ok(schema) => schema,
        Err(super::Error::Database(error)) => return Err(MigrateError::Execute(error)),
        // Nothing is decoded there; the migrations themselves tell what is wrong.
        Err(_) => Schema::Foreign,
    };
    if !matches!(schema, Schema::Current | Schema::Ahead) {
        sqlx::query(LOCK_PATIENCE).execute(&mut *db).await?;
        // A foreign table of migrations is refused here, and the error names the first of them.
        MIGRATIONS.run(&mut *db).await?;
        sqlx::query("reset lock_timeout").execute(&mut *db).await?;
    }
    Ok(schema)
}

/// How long a migration waits for a table that somebody else is using, such as a dump.
const LOCK_PATIENCE: &str = "set lock_timeout = '3s'";

/// Whether the tables, or the right to change them, were in somebody else's hands.
#[must_use]
pub fn is_busy(error: &MigrateError) -> bool {
    let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.as_deref() == Some(LOCK_NOT_AVAILABLE)
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
