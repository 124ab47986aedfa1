//! A PostgreSQL database for one test alone.

use std::thread;
use std::time::Duration;

use sangkien::store::MIGRATIONS;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool};
use url::Url;

/// Guards the template; any number that nothing else on the server locks.
const TEMPLATE_LOCK: i64 = 7_265_871_301;

/// A database that nobody else uses, dropped with this value, also when the test fails.
pub struct TestDatabase {
    server: Url,
    url: Url,
    pool: PgPool,
}

impl TestDatabase {
    /// A database with the schema of `migrations/`, copied from a template that the first test
    /// of a run makes.
    pub async fn new() -> Self {
        let server = server();
        let mut maintenance = connect(&server).await;
        let template = template_name();
        lock(&mut maintenance, "pg_advisory_lock_shared").await;
        if !exists(&mut maintenance, &template).await {
            // A shared lock cannot be raised without two holders waiting for each other.
            unlock(&mut maintenance).await;
            lock(&mut maintenance, "pg_advisory_lock").await;
            if !exists(&mut maintenance, &template).await {
                make_template(&mut maintenance, &server, &template).await;
            }
        }
        let database = Self::create(server, &mut maintenance, &template).await;
        close(maintenance).await;
        database
    }

    /// A database without a schema.
    pub async fn empty() -> Self {
        let server = server();
        let mut maintenance = connect(&server).await;
        let database = Self::create(server, &mut maintenance, "template0").await;
        close(maintenance).await;
        database
    }

    async fn create(server: Url, maintenance: &mut PgConnection, template: &str) -> Self {
        let name: String = sqlx::query_scalar(
            "select 'sangkien_test_' || replace(gen_random_uuid()::text, '-', '')",
        )
        .fetch_one(&mut *maintenance)
        .await
        .expect("the server answers");
        run(maintenance, format!("create database {name} template {template}")).await;
        let url = with_database(&server, &name);
        let options: PgConnectOptions = url.as_str().parse().expect("the server's URL was read");
        let pool = PgPoolOptions::new().max_connections(8).connect_lazy_with(options);
        Self { server, url, pool }
    }

    /// Connections to the database, eight at most.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Waits until whoever has this name has no connection any more.
    pub async fn is_left_by(&self, application: &str) {
        let is_there = async || -> bool {
            let there = "select exists (select from pg_stat_activity where application_name = $1)";
            let there = sqlx::query_scalar(there).bind(application).fetch_one(&self.pool);
            there.await.expect("the server answers")
        };
        let gone =
            tokio::time::timeout(Duration::from_mins(1), async { while is_there().await {} });
        gone.await.expect("its connections are closed");
    }

    /// What `DATABASE_URL` would be.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }
}

// A test file uses a part of these; named here, none of them counts as forgotten.
const _: () = {
    let _ = (TestDatabase::new, TestDatabase::empty, TestDatabase::pool, TestDatabase::url);
    let _ = TestDatabase::is_left_by;
};

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let server = self.server.clone();
        let name = self.url.path().trim_start_matches('/').to_owned();
        // A thread of its own, because a test's runtime cannot be waited for from within. What
        // goes wrong here is not what the test is about, and a panic now would abort it.
        let dropped = thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
                let mut maintenance = PgConnection::connect(server.as_str()).await?;
                let drop = format!("drop database if exists {name} with (force)");
                sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut maintenance).await?;
                maintenance.close().await
            })
        })
        .join();
        if !matches!(dropped, Ok(Ok(()))) {
            eprintln!("The database of this test could not be dropped: {dropped:?}");
        }
    }
}

fn server() -> Url {
    let Ok(url) = std::env::var("TEST_DATABASE_URL") else {
        panic!(
            "These tests need PostgreSQL. Run them with scripts/test, which starts one, or set TEST_DATABASE_URL."
        );
    };
    url.parse()
        .expect("TEST_DATABASE_URL is a URL like postgres://postgres@127.0.0.1:5432/postgres")
}

fn with_database(server: &Url, name: &str) -> Url {
    let mut url = server.clone();
    url.set_path(name);
    url
}

/// The template is named after what is in it, so another version of the migrations never finds
/// it, and tests of two worktrees can share a server.
fn template_name() -> String {
    let hash = MIGRATIONS.iter().fold(0_u64, |hash, migration| {
        migration.checksum.iter().fold(hash, |hash, byte| {
            // FNV-1a; the prime is the one for 64 bits.
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    });
    format!("sangkien_template_{hash:016x}")
}

async fn make_template(maintenance: &mut PgConnection, server: &Url, template: &str) {
    // Under another name until it is complete: a run that is killed here leaves no half template.
    let draft = format!("{template}_draft");
    run(maintenance, format!("drop database if exists {draft} with (force)")).await;
    run(maintenance, format!("create database {draft} template template0")).await;
    let mut inside = connect(&with_database(server, &draft)).await;
    MIGRATIONS.run(&mut inside).await.expect("every migration applies to an empty database");
    close(inside).await;
    run(maintenance, format!("alter database {draft} rename to {template}")).await;
}

async fn connect(url: &Url) -> PgConnection {
    PgConnection::connect(url.as_str()).await.unwrap_or_else(|error| {
        panic!("The server named in TEST_DATABASE_URL does not answer: {error}")
    })
}

async fn close(connection: PgConnection) {
    connection.close().await.expect("the connection was idle");
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement.as_str()))
        .execute(connection)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

async fn lock(connection: &mut PgConnection, function: &str) {
    run(connection, format!("select {function}({TEMPLATE_LOCK})")).await;
}

async fn unlock(connection: &mut PgConnection) {
    run(connection, "select pg_advisory_unlock_all()".to_owned()).await;
}

async fn exists(connection: &mut PgConnection, database: &str) -> bool {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(database)
        .fetch_one(connection)
        .await
        .expect("the server answers")
}
