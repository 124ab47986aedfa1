//! Every migration applies in order, over data that an older version may have left.
//!
//! `tests/data/migrations/<version>.sql` holds rows that could exist just after the migration
//! of that version; those after it run over them.

mod support;

use std::fs;
use std::path::Path;

use sangkien::app::register::Said;
use sangkien::app::{self, register};
use sangkien::store::MIGRATIONS;
use sangkien::store::schema::{self, Schema};
use sangkien::work::retention::{Periods, rules};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use support::database::TestDatabase;

#[tokio::test]
async fn every_migration_applies_over_the_data_of_its_time() {
    let database = TestDatabase::empty().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/migrations");
    let mut used = 0;
    for migration in MIGRATIONS.iter() {
        sqlx::raw_sql(migration.sql.clone())
            .execute(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("migration {}: {error}", migration.version));
        let sample = samples.join(format!("{:04}.sql", migration.version));
        if let Ok(rows) = fs::read_to_string(&sample) {
            used += 1;
            sqlx::raw_sql(AssertSqlSafe(rows))
                .execute(&mut connection)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", sample.display()));
        }
    }
    let written = fs::read_dir(&samples).unwrap().count();
    assert_eq!(used, written, "a sample in {} belongs to no migration", samples.display());
    connection.close().await.unwrap();
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let database = TestDatabase::new().await;
    let before = schema(&database).await;
    MIGRATIONS.run(database.pool()).await.unwrap();
    assert_eq!(schema(&database).await, before);
    let applied: i64 = sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
        .fetch_one(database.pool())
        .await
        .unwrap();
    assert_eq!(usize::try_from(applied).unwrap(), MIGRATIONS.iter().count());
}

/// What the last release says to the database: the number of its newest migration, and every
/// statement as a JSON string. Written by `scripts/queries --release`.
const RELEASED: &str = include_str!("data/released/statements");

/// While a new version is brought in, the one before runs over the new tables: whatever it says
/// must still be understood, and what it does not know of must fill itself in.
#[tokio::test]
async fn the_version_before_runs_over_the_tables_of_this_one() {
    let database = TestDatabase::empty().await;
    let mut lines = RELEASED.lines();
    let newest: i64 = lines.next().unwrap().parse().unwrap();
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let (before, after): (Vec<_>, Vec<_>) =
        MIGRATIONS.iter().partition(|migration| migration.version <= newest);
    for migration in before {
        sqlx::raw_sql(migration.sql.clone()).execute(&mut connection).await.unwrap();
    }
    let known = columns(&mut connection).await;
    for migration in &after {
        sqlx::raw_sql(migration.sql.clone()).execute(&mut connection).await.unwrap();
    }
    let mut wrong = Vec::new();
    let mut statements = 0;
    for line in lines {
        statements += 1;
        let statement: String = serde_json::from_str(line).unwrap();
        // What reads and writes nothing cannot be prepared by name.
        if statement.trim_start().starts_with("lock table") {
            continue;
        }
        let prepared = sqlx::raw_sql(AssertSqlSafe(format!("prepare it as {statement}")));
        match prepared.execute(&mut connection).await {
            Ok(_) => {
                sqlx::raw_sql("deallocate it").execute(&mut connection).await.unwrap();
            }
            Err(error) => wrong.push(format!("{error}: {statement}")),
        }
    }
    assert!(statements > 100, "the release has said only {statements} things");
    for (table, column, fills_itself) in columns(&mut connection).await {
        let is_old = known.iter().any(|(other, ..)| *other == table);
        let is_known = known.iter().any(|(other, name, _)| (other, name) == (&table, &column));
        if is_old && !is_known && !fills_itself {
            wrong.push(format!("{table}.{column} is new, and has to be given by whoever inserts"));
        }
    }
    assert!(wrong.is_empty(), "the version before cannot go on: {wrong:#?}");
    connection.close().await.unwrap();
}

/// While a new version is brought in, a process of the one before may have to start again.
#[tokio::test]
async fn the_version_before_starts_over_the_tables_of_a_newer_one() {
    let database = TestDatabase::new().await;
    let mut db = database.pool().acquire().await.unwrap();
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'of a newer version', true, '', 0)",
    )
    .execute(&mut *db)
    .await
    .unwrap();
    assert_eq!(schema::compare(&mut db).await.unwrap(), Schema::Ahead);
    app::migrate(database.pool()).await.unwrap();
    // Where something of ours is missing beside it, the tables are another program's.
    sqlx::query("delete from _sqlx_migrations where version = 2").execute(&mut *db).await.unwrap();
    assert_eq!(schema::compare(&mut db).await.unwrap(), Schema::Foreign);
    let refused = app::migrate(database.pool()).await.unwrap_err();
    assert!(refused.to_string().contains("9999"), "{refused}");
}

/// Whoever asks for a table waits behind a migration that waits for it.
#[tokio::test]
async fn a_table_in_use_is_not_waited_for_long() {
    let database = TestDatabase::empty().await;
    let newest = MIGRATIONS.iter().last().unwrap();
    let before = MIGRATIONS.iter().rev().nth(1).unwrap();
    let mut db = PgConnection::connect(database.url()).await.unwrap();
    MIGRATIONS.run_to(before.version, &mut db).await.unwrap();
    let mut dump = PgConnection::connect(database.url()).await.unwrap();
    // As a dump of everything, whatever it is that the newest migration changes.
    let locks = "do $$ declare one text; begin
        for one in select tablename from pg_tables
                   where schemaname = 'public' and tablename <> '_sqlx_migrations' loop
            execute format('lock table %I in share mode', one);
        end loop;
    end $$";
    sqlx::raw_sql(AssertSqlSafe(format!("begin; {locks}"))).execute(&mut dump).await.unwrap();
    let error = schema::bring_up_to_date(&mut db).await.unwrap_err();
    assert!(schema::is_busy(&error), "migration {}: {error}", newest.version);
    db.close().await.unwrap();
    dump.close().await.unwrap();
    app::migrate(database.pool()).await.unwrap();
    let mut db = database.pool().acquire().await.unwrap();
    assert_eq!(schema::compare(&mut db).await.unwrap(), Schema::Current);
}

/// Every table's columns, and whether each may be left out of an insert.
async fn columns(connection: &mut PgConnection) -> Vec<(String, String, bool)> {
    sqlx::query_as(
        "select table_name::text, column_name::text,
                is_nullable = 'YES' or column_default is not null or is_identity = 'YES'
                    or is_generated = 'ALWAYS'
         from information_schema.columns where table_schema = 'public'",
    )
    .fetch_all(connection)
    .await
    .unwrap()
}

/// Every table with its columns, in order.
async fn schema(database: &TestDatabase) -> Vec<String> {
    sqlx::query_scalar(
        "select format('%s.%s %s %s', table_name, column_name, data_type, is_nullable)
         from information_schema.columns
         where table_schema = 'public'
         order by table_name, ordinal_position",
    )
    .fetch_all(database.pool())
    .await
    .unwrap()
}

#[test]
fn every_table_says_what_it_is_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut silent = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut above = "";
        for line in text.lines() {
            if let Some(table) = line.strip_prefix("create table ")
                && !above.starts_with("-- ")
            {
                silent.push(format!("{}: {}", path.display(), table.trim_end_matches(" (")));
            }
            above = line;
        }
    }
    assert!(silent.is_empty(), "a comment above these tables is missing: {silent:#?}");
}

#[test]
fn every_version_is_given_once() {
    let versions: Vec<_> = MIGRATIONS.iter().map(|migration| migration.version).collect();
    assert!(versions.is_sorted_by(|earlier, later| earlier < later), "{versions:?}");
}

#[tokio::test]
async fn every_column_says_what_it_holds_of_a_person_and_the_register_is_up_to_date() {
    let database = TestDatabase::new().await;
    let mut db = database.pool().acquire().await.unwrap();
    let columns = schema::columns(&mut db).await.unwrap();
    let silent: Vec<String> = columns
        .iter()
        .filter(|column| register::read(column.comment.as_deref()).is_none())
        .map(|column| format!("{}.{}", column.table, column.name))
        .collect();
    assert!(silent.is_empty(), "these need `comment on column … is …`, as in 0029: {silent:#?}");
    let personal = columns.iter().filter(|column| {
        matches!(register::read(column.comment.as_deref()), Some(Said::Personal { .. }))
    });
    assert!(personal.count() > 50);

    let rules = rules(&Periods::default());
    assert!(rules.is_sorted_by_key(|rule| rule.table), "the rules are in the tables' order");
    let without: Vec<&str> = columns
        .iter()
        .map(|column| column.table.as_str())
        .filter(|table| rules.iter().all(|rule| rule.table != *table))
        .collect();
    assert!(without.is_empty(), "work::retention has no rule for {without:?}");

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/personal-data.md");
    let written = register::write(&columns);
    if std::env::var_os("UPDATE_REGISTER").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &written).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == written, "{} is stale; UPDATE_REGISTER=1 writes it anew", path.display());
}
