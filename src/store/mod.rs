//! The only place with SQL: a file per table, a function per statement; slices in, rows out.
//!
//! Functions take `&mut PgConnection`, so being inside a transaction is the normal case. None of
//! them holds a connection while asking for a second one: the try-out database serves only one.

pub mod access_log;
pub mod account;
pub mod alarm;
pub mod audit;
pub mod campaign;
pub mod catalogue;
pub mod conversation;
pub mod copy_link;
pub mod data_key;
pub mod digest;
pub mod dossier;
pub mod draft;
pub mod erasure;
pub mod file;
pub mod inbox;
pub mod initiative;
pub mod initiative_list;
pub mod link;
pub mod mention;
pub mod oa_token;
pub mod officer;
pub mod ordinal;
pub mod outbox;
pub mod person;
pub mod publication;
pub mod retention;
pub mod schema;
pub mod seal;
pub mod snapshot;
pub mod target;
pub mod tally;
pub mod unit;
pub mod waiting;

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

/// What a statement gives, or why it failed.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a statement failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused, or could not be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A row says something that the program's types cannot say.
    #[error("row {id} of {table} makes no sense: {why}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// Its key.
        id: i64,
        /// What is wrong; never a person's words.
        why: &'static str,
    },
    /// A change met another number of rows than it must.
    #[error("a change of {table} met {found} rows, not {expected}")]
    Touched {
        /// The table.
        table: &'static str,
        /// How many rows the change must meet.
        expected: u64,
        /// How many it met.
        found: u64,
    },
}

/// The migrations, in order.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!();

/// Opens a pool of at most `size` connections. Nothing is connected until it is needed, so a
/// database that is down at start is met by whoever first asks, and waited for.
///
/// # Errors
/// If the address does not read.
pub fn pool(url: &str, size: u32) -> Result<PgPool> {
    let options: PgConnectOptions = url.parse()?;
    Ok(PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(5))
        // A dead connection shows at the next statement, which is retried by whoever sent it;
        // asking the server before every use would cost each batch a journey.
        .test_before_acquire(false)
        .connect_lazy_with(options.application_name("sangkien")))
}

/// Gives the space of what is handled, folded or numbered back to the queues. Must not run in a transaction.
pub async fn sweep(db: &mut sqlx::PgConnection) -> Result<()> {
    // Not shortening the file spares the lock that this would take against everybody else.
    sqlx::query("vacuum (skip_locked, truncate off) inbox, outbox, tally_delta, arrival")
        .execute(db)
        .await?;
    Ok(())
}

/// Lets statements be planned for the sizes that the tables have now. The server does so by
/// itself, but once a minute at most; in a database that grows from nothing on one night, a plan
/// made for a hundred rows reads a hundred thousand of them until then.
pub async fn replan(db: &mut sqlx::PgConnection) -> Result<()> {
    sqlx::query(
        "analyze person, conversation, received, consent, draft, initiative, initiative_event,
             participant, ordinal, file, file_content",
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Checks that a change met as many rows as it must.
fn touched(table: &'static str, expected: usize, found: u64) -> Result<()> {
    let expected = expected as u64;
    if found == expected { Ok(()) } else { Err(Error::Touched { table, expected, found }) }
}
