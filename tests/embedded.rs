//! The database inside the process: keeps what it was told, and is never opened twice.
#![cfg(feature = "embedded")]

use sangkien::embedded::{Embedded, EmbeddedError};
use sangkien::store::MIGRATIONS;
use sqlx::{Connection, PgConnection};

#[tokio::test]
async fn what_was_committed_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let database = Embedded::start(folder.path()).await.unwrap();
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    MIGRATIONS.run(&mut connection).await.unwrap();
    sqlx::query(
        "insert into campaign (code, name, active, created_at)
         values ('try', 'Thử nghiệm', false, '2026-01-05')",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
    database.stop().await;

    let database = Embedded::start(folder.path()).await.unwrap();
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    MIGRATIONS.run(&mut connection).await.unwrap();
    let name: String = sqlx::query_scalar("select name from campaign where code = 'try'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(name, "Thử nghiệm");
    connection.close().await.unwrap();
    database.stop().await;
}

#[tokio::test]
async fn a_folder_in_use_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let database = Embedded::start(folder.path()).await.unwrap();
    let refused = Embedded::start(folder.path()).await.unwrap_err();
    assert!(matches!(refused, EmbeddedError::InUse { .. }), "{refused}");
    assert!(refused.to_string().contains("DATA_DIR"), "{refused}");
    database.stop().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = Embedded::start(&file).await.unwrap_err();
    assert!(matches!(refused, EmbeddedError::NoFolder { .. }), "{refused}");
}
