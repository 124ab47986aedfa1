//! What `sangkien doctor` tells an operator, over a real server and stand-ins for the platforms:
//! the likeliest mistakes, each found with a line that says what to do.
//!
//! | The mistake | The test |
//! |---|---|
//! | a setting that does not read, or is misspelled | `every_wrong_setting_is_listed`, `app::doctor::env` |
//! | a database that is down, or a wrong address or password | `a_database_that_is_down_is_named_without_its_password` |
//! | tables that were never made; more connections than the server has | `an_empty_database_is_told_to_migrate_and_a_small_one_to_grow` |
//! | the database of another program | `tables_of_another_program_are_left_alone` |
//! | a user without rights | `a_user_who_may_make_no_tables_is_found` |
//! | a database without Vietnamese letters | `a_database_without_vietnamese_letters_is_found` |
//! | a server that acknowledges before it writes | `a_server_that_forgets_in_a_power_cut_is_found` |
//! | a standby; an archive that fails | `app::doctor::database::a_standby_and_an_archive_that_fails_are_found` |
//! | no key for personal data | `a_server_without_a_key_is_told_how_to_make_one` |
//! | another key than the data has | `another_key_than_that_of_the_data_is_found` |
//! | a key that everybody can read | `a_key_that_others_can_read_is_found`, `app::doctor::env` |
//! | files that cannot be kept | `a_file_store_that_takes_nothing_is_noticed` |
//! | an address that is taken | `an_address_that_is_taken_is_found` |
//! | a public page without TLS, or that nothing serves | `a_public_address_that_is_not_safe_or_leads_nowhere_is_found` |
//! | a token that was revoked; a clock that is wrong | `a_revoked_token_and_a_wrong_clock_are_found` |
//! | polling while a webhook is set | `polling_against_a_webhook_is_found` |
//! | a webhook that was never set; a wrong name of the bot | `a_webhook_that_telegram_does_not_know_is_found` |
//! | a webhook behind a wrong secret, path, certificate or firewall | `a_webhook_that_brings_nothing_is_explained` |
//! | the same on Zalo; a plan that is used up | `a_bot_on_zalo_is_looked_at_too` |
//! | an Official Account that is not connected, or cut off | `tests/zalo_oa/doctor.rs` |
//! | no campaign, or one that is over | `a_campaign_in_which_nobody_can_submit_is_found` |
//! | no units, no officer | `a_union_without_units_or_officers_is_found` |
//! | messages set aside, answers that are not sent | `work_that_is_left_lying_is_found` |

mod support;

use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use sangkien::app::doctor::{Finding, examine};
use sangkien::clock::{Clock, Hands};
use sangkien::config::Config;
use serde_json::{Value, json};
use support::database::TestDatabase;

const TOKEN: &str = "7000000001:AAE-not_a_real_token_0123456789";

/// Answers the two questions that the doctor asks; knows [`TOKEN`] alone.
async fn telegram(webhook: Value) -> String {
    let me = json!({"ok": true, "result": {"id": 7_000_000_001_i64, "is_bot": true,
        "first_name": "Sáng kiến", "username": "SangKienBot"}});
    let webhook = json!({"ok": true, "result": webhook});
    let unknown = json!({"ok": false, "error_code": 401, "description": "Unauthorized"});
    let router = Router::new()
        .route("/", get(async || [("date", "Mon, 05 Jan 2026 02:00:00 GMT")]))
        .route(&format!("/bot{TOKEN}/getMe"), post(async || Json(me)))
        .route(&format!("/bot{TOKEN}/getWebhookInfo"), post(async || Json(webhook)))
        .fallback(async || (StatusCode::UNAUTHORIZED, Json(unknown)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// A database with a campaign, a unit and an officer of it, and nothing amiss.
async fn sound() -> TestDatabase {
    let database = TestDatabase::new().await;
    for statement in [
        "insert into unit (code, name, kind, path) values ('TLD', 'Tổng Liên đoàn', 'federation', '{1}')",
        "insert into person (id, full_name, is_officer, created_at) values (1, 'Lê Thị Mai', true, '2026-01-05')",
        "insert into officer (person_id, unit_id, role, granted_at)
         values (1, (select id from unit), 'administrator', '2026-01-05')",
    ] {
        change(&database, statement).await;
    }
    database
}

async fn change(database: &TestDatabase, statement: &'static str) {
    sqlx::query(statement).execute(database.pool()).await.expect(statement);
}

fn no_webhook() -> Value {
    json!({"url": "", "has_custom_certificate": false, "pending_update_count": 0})
}

fn platform_time() -> DateTime<Utc> {
    "2026-01-05T02:00:00Z".parse().unwrap()
}

async fn findings(variables: &[(&str, &str)], clock: &Clock) -> Vec<Finding> {
    // A folder of its own: whoever looks whether files can be kept writes one and takes it away.
    let folder = tempfile::tempdir().expect("there is room");
    let config = Config::read(|name| match variables.iter().find(|(known, _)| *known == name) {
        Some((_, value)) => Some((*value).to_owned()),
        None => match name {
            "HTTP_LISTEN" => Some("127.0.0.1:0".to_owned()),
            "DATA_KEY" => Some("00".repeat(32)),
            "DATA_DIR" => Some(folder.path().to_string_lossy().into_owned()),
            _ => None,
        },
    });
    examine(&config, clock).await
}

fn bad(findings: &[Finding]) -> Vec<&str> {
    let bad = findings.iter().filter_map(|finding| match finding {
        Finding::Bad(line) => Some(line.as_str()),
        Finding::Good(_) | Finding::Note(_) => None,
    });
    bad.collect()
}

#[tokio::test]
async fn a_sound_installation_is_said_to_be_sound() {
    let database = sound().await;
    let api = telegram(no_webhook()).await;
    let settings = [
        ("DATABASE_URL", database.url()),
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_BOT_USERNAME", "sangkienbot"),
        ("TELEGRAM_API_URL", &api),
        ("PUBLIC_URL", "https://sangkien.example.vn"),
    ];
    let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
    assert!(found.iter().all(|finding| matches!(finding, Finding::Good(_))), "{found:#?}");
}

#[tokio::test]
async fn a_file_store_that_takes_nothing_is_noticed() {
    let database = sound().await;
    let settings = [("DATABASE_URL", database.url()), ("FILE_STORE", "/proc/version/no folder")];
    let found = findings(&settings, &Clock::system()).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("FILE_STORE")), "{found:#?}");
}

#[tokio::test]
async fn every_wrong_setting_is_listed() {
    let found =
        findings(&[("LOG_FORMAT", "xml"), ("BULK_PER_SECOND", "0")], &Clock::system()).await;
    assert_eq!(bad(&found).len(), 2, "{found:#?}");
}

#[tokio::test]
async fn an_empty_database_is_told_to_migrate_and_a_small_one_to_grow() {
    let database = TestDatabase::empty().await;
    let settings = [("DATABASE_URL", database.url()), ("DATABASE_POOL_SIZE", "500")];
    let found = findings(&settings, &Clock::system()).await;
    let told = format!("{found:#?}");
    assert!(told.contains("sangkien migrate"), "{told}");
    assert!(matches!(bad(&found)[..], [line] if line.contains("max_connections")), "{told}");
    let nowhere = format!("{}-nowhere", database.url());
    let found = findings(&[("DATABASE_URL", &nowhere)], &Clock::system()).await;
    assert!(bad(&found)[0].contains("create database"), "{found:#?}");
}

#[tokio::test]
async fn a_server_without_a_key_is_told_how_to_make_one() {
    let database = sound().await;
    let settings = [("DATABASE_URL", database.url()), ("DATA_KEY", "")];
    let found = findings(&settings, &Clock::system()).await;
    assert!(
        matches!(bad(&found)[..], [line] if line.contains("openssl rand -hex 32")),
        "{found:#?}"
    );
}

#[tokio::test]
async fn tables_of_another_program_are_left_alone() {
    let database = sound().await;
    change(&database, "update _sqlx_migrations set checksum = '\\x00' where version = 1").await;
    let found = findings(&[("DATABASE_URL", database.url())], &Clock::system()).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("another program")), "{found:#?}");
}

#[tokio::test]
async fn a_database_that_is_down_is_named_without_its_password() {
    // The port was free a moment ago and nobody listens on it now.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("postgres://sangkien:hush-hush@127.0.0.1:{port}/sangkien");
    let found = findings(&[("DATABASE_URL", &url)], &Clock::system()).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("DATABASE_URL")), "{found:#?}");
    assert!(!format!("{found:?}").contains("hush-hush"));
}

#[tokio::test]
async fn a_revoked_token_and_a_wrong_clock_are_found() {
    let database = sound().await;
    let api = telegram(no_webhook()).await;
    let settings = [
        ("DATABASE_URL", database.url()),
        ("TELEGRAM_BOT_TOKEN", "7000000001:AAE-another_token_that_was_revoked"),
        ("TELEGRAM_API_URL", &api),
    ];
    let clock = Hands::at(platform_time() + TimeDelta::minutes(5)).clock();
    let found = findings(&settings, &clock).await;
    let [skew, token] = bad(&found)[..] else { panic!("{found:#?}") };
    assert!(skew.contains("300 seconds fast"), "{skew}");
    assert!(token.contains("@BotFather"), "{token}");
}

#[tokio::test]
async fn polling_against_a_webhook_is_found() {
    let database = sound().await;
    let webhook = json!({"url": "https://elsewhere.example.vn/hook", "has_custom_certificate": false,
        "pending_update_count": 7, "last_error_date": 1_767_578_400,
        "last_error_message": "Connection refused"});
    let api = telegram(webhook).await;
    let settings = [
        ("DATABASE_URL", database.url()),
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_BOT_USERNAME", "SangKienBot"),
        ("TELEGRAM_API_URL", &api),
    ];
    let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
    assert!(
        matches!(bad(&found)[..], [line] if line.contains("sangkien webhook delete")),
        "{found:#?}"
    );
    let told = format!("{found:#?}");
    assert!(told.contains("7 updates wait") && told.contains("Connection refused"), "{told}");
}

#[tokio::test]
async fn a_webhook_that_telegram_does_not_know_is_found() {
    let database = sound().await;
    let api = telegram(no_webhook()).await;
    let settings = [
        ("DATABASE_URL", database.url()),
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_BOT_USERNAME", "AnotherBot"),
        ("TELEGRAM_API_URL", &api),
        ("TELEGRAM_WEBHOOK_URL", "https://sangkien.example.vn/hook/telegram"),
        ("TELEGRAM_WEBHOOK_SECRET", "0123456789abcdef"),
    ];
    let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
    let [name, webhook] = bad(&found)[..] else { panic!("{found:#?}") };
    assert!(name.contains("SangKienBot"), "{name}");
    assert!(webhook.contains("sangkien webhook set"), "{webhook}");
}

/// A Zalo that knows one token, with a webhook set or none.
async fn zalo(webhook: Option<&'static str>) -> String {
    const TOKEN: &str = ZALO_TOKEN;
    let me = json!({"ok": true, "result": {"id": "1400000000000000001",
        "account_name": "bot.SangKien", "account_type": "BASIC", "can_join_groups": false}});
    let info = match webhook {
        Some(url) => json!({"ok": true, "result": {"url": url, "updated_at": 1}}),
        None => json!({"ok": false, "error_code": 404, "description": "Not Found"}),
    };
    // Zalo's errors come with HTTP 200.
    let unknown = json!({"ok": false, "error_code": 401, "description": "Unauthorized"});
    let router = Router::new()
        .route("/", get(async || [("date", "Mon, 05 Jan 2026 02:00:00 GMT")]))
        .route(&format!("/bot{TOKEN}/getMe"), post(async || Json(me)))
        .route(&format!("/bot{TOKEN}/getWebhookInfo"), post(async || Json(info)))
        .fallback(async || Json(unknown));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

const ZALO_TOKEN: &str = "1400000000000000001:AbC-not_a_real_token_0123456789";

#[tokio::test]
async fn a_bot_on_zalo_is_looked_at_too() {
    let database = sound().await;
    sqlx::query(
        "insert into account (channel, name, quota_out_since)
         values ('zalo_bot', '1400000000000000001', '2026-01-05 01:00:00+00')",
    )
    .execute(database.pool())
    .await
    .unwrap();
    let clock = Hands::at(platform_time()).clock();
    let look = async |api: &str, more: &[(&str, &str)]| {
        let mut settings = vec![
            ("DATABASE_URL", database.url()),
            ("ZALO_BOT_TOKEN", ZALO_TOKEN),
            ("ZALO_BOT_API_URL", api),
        ];
        settings.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        settings.extend(more);
        findings(&settings, &clock).await
    };
    let found = look(&zalo(None).await, &[]).await;
    let told = format!("{found:#?}");
    assert!(told.contains("bot.SangKien") && told.contains("Updates are asked for"), "{told}");
    assert!(matches!(bad(&found)[..], [line] if line.contains("used up")), "{told}");

    let elsewhere = zalo(Some("https://elsewhere.example.vn/hook")).await;
    let found = look(&elsewhere, &[]).await;
    assert!(bad(&found)[1].contains("sangkien webhook delete"), "{found:#?}");
    let hook = [
        ("ZALO_BOT_WEBHOOK_URL", "https://sangkien.example.vn/hook/zalo-bot"),
        ("ZALO_BOT_WEBHOOK_SECRET", "0123456789abcdef"),
    ];
    let found = look(&elsewhere, &hook).await;
    assert!(bad(&found)[1].contains("sangkien webhook set"), "{found:#?}");

    let revoked = [("ZALO_BOT_TOKEN", "1400000000000000001:AbC-another_token")];
    let found = look(&zalo(None).await, &revoked).await;
    assert!(bad(&found)[1].contains("Zalo Bot Creator"), "{found:#?}");
    assert!(!format!("{found:?}").contains("AbC-another"), "{found:#?}");
}

/// What is wrong with a database; nothing else is.
async fn wrong_with(database: &TestDatabase) -> Vec<String> {
    let clock = Hands::at(platform_time()).clock();
    let found = findings(&[("DATABASE_URL", database.url())], &clock).await;
    bad(&found).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_user_who_may_make_no_tables_is_found() {
    let database = sound().await;
    let role = database.url().rsplit_once('/').expect("it names a database").1.to_owned();
    let on_server = |statement: String| {
        let pool = database.pool().clone();
        async move {
            let done = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.as_str())).execute(&pool).await;
            done.expect("it is done");
        }
    };
    on_server(format!(
        "create role {role} login; grant select on all tables in schema public to {role}"
    ))
    .await;
    let url = database.url().replace("//postgres@", &format!("//{role}@"));
    let found = findings(&[("DATABASE_URL", &url)], &Hands::at(platform_time()).clock()).await;
    on_server(format!("drop owned by {role}; drop role {role}")).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("grant create")), "{found:#?}");
}

#[tokio::test]
async fn a_database_without_vietnamese_letters_is_found() {
    let database = sound().await;
    let name = format!("{}_ascii", database.url().rsplit_once('/').expect("it names one").1);
    let create =
        format!("create database {name} encoding 'SQL_ASCII' locale 'C' template template0");
    let on_server = |statement: String| {
        let pool = database.pool().clone();
        async move {
            let done = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.as_str())).execute(&pool).await;
            done.expect("it is done");
        }
    };
    on_server(create).await;
    let url = format!("{}_ascii", database.url());
    let found = findings(&[("DATABASE_URL", &url)], &Hands::at(platform_time()).clock()).await;
    on_server(format!("drop database {name} with (force)")).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("encoding 'UTF8'")), "{found:#?}");
}

#[tokio::test]
async fn a_server_that_forgets_in_a_power_cut_is_found() {
    let database = sound().await;
    change(
        &database,
        "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$",
    )
    .await;
    let wrong = wrong_with(&database).await;
    assert!(matches!(&wrong[..], [line] if line.contains("synchronous_commit")), "{wrong:#?}");
}

#[tokio::test]
async fn another_key_than_that_of_the_data_is_found() {
    let database = sound().await;
    change(&database, "insert into data_key (id, since) values ('\\x01020304', '2026-01-05')")
        .await;
    let wrong = wrong_with(&database).await;
    assert!(
        matches!(&wrong[..], [line] if line.contains("another key than DATA_KEY")),
        "{wrong:#?}"
    );
}

#[tokio::test]
#[cfg(unix)]
async fn a_key_that_others_can_read_is_found() {
    use std::os::unix::fs::PermissionsExt as _;
    let database = sound().await;
    let file = tempfile::NamedTempFile::new().expect("there is room");
    std::fs::write(file.path(), "00".repeat(32)).expect("there is room");
    let path = file.path().to_string_lossy().into_owned();
    let settings = [("DATABASE_URL", database.url()), ("DATA_KEY", ""), ("DATA_KEY_FILE", &path)];
    for (mode, sound) in [(0o600, true), (0o644, false)] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("it is ours");
        let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
        let told = bad(&found).iter().any(|line| line.contains("chmod 600"));
        assert_eq!(told, !sound, "{found:#?}");
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_found() {
    let database = sound().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    // Somebody is there who does not answer as the service does.
    let nobody = std::thread::spawn(move || drop(taken.accept()));
    let settings = [("DATABASE_URL", database.url()), ("HTTP_LISTEN", &address)];
    let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
    nobody.join().unwrap();
    assert!(matches!(bad(&found)[..], [line] if line.contains("HTTP_LISTEN")), "{found:#?}");
}

#[tokio::test]
async fn a_public_address_that_is_not_safe_or_leads_nowhere_is_found() {
    let database = sound().await;
    let clock = Hands::at(platform_time()).clock();
    let open = [("DATABASE_URL", database.url()), ("PUBLIC_URL", "http://sangkien.example.vn")];
    let found = findings(&open, &clock).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("https://")), "{found:#?}");
    let nowhere = [
        ("DATABASE_URL", database.url()),
        ("PUBLIC_URL", "https://sangkien.example.vn"),
        ("HTTP_LISTEN", "off"),
    ];
    let found = findings(&nowhere, &clock).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("HTTP_LISTEN is off")), "{found:#?}");
}

#[tokio::test]
async fn a_webhook_that_brings_nothing_is_explained() {
    let database = sound().await;
    for (why, what_to_do) in [
        ("Wrong response from the webhook: 401 Unauthorized", "the secret differs"),
        ("Wrong response from the webhook: 404 Not Found", "does not lead the path"),
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "certificate"),
        ("Connection refused", "firewall"),
        ("Wrong response from the webhook: 502 Bad Gateway", "the service runs"),
    ] {
        let webhook = json!({"url": "https://sangkien.example.vn/hook/telegram",
            "has_custom_certificate": false, "pending_update_count": 7,
            "last_error_date": 1_767_578_400, "last_error_message": why});
        let api = telegram(webhook).await;
        let settings = [
            ("DATABASE_URL", database.url()),
            ("TELEGRAM_BOT_TOKEN", TOKEN),
            ("TELEGRAM_BOT_USERNAME", "SangKienBot"),
            ("TELEGRAM_API_URL", &api),
            ("TELEGRAM_WEBHOOK_URL", "https://sangkien.example.vn/hook/telegram"),
            ("TELEGRAM_WEBHOOK_SECRET", "0123456789abcdef"),
        ];
        let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
        let told = bad(&found).concat().to_lowercase();
        assert!(told.contains(what_to_do), "{why}: {found:#?}");
    }
}

#[tokio::test]
async fn a_campaign_in_which_nobody_can_submit_is_found() {
    let database = sound().await;
    change(
        &database,
        "insert into phase (campaign_id, code, name_vi, name_en, position, entry_opens_at, entry_closes_at)
         select id, 'gd1', 'Giai đoạn 1', 'Phase 1', 1, '2025-01-01', '2026-01-01' from campaign",
    )
    .await;
    let wrong = wrong_with(&database).await;
    assert!(matches!(&wrong[..], [line] if line.contains("campaign phase")), "{wrong:#?}");
    change(&database, "update campaign set active = false").await;
    let wrong = wrong_with(&database).await;
    assert!(matches!(&wrong[..], [line] if line.contains("campaign activate")), "{wrong:#?}");
}

#[tokio::test]
async fn a_union_without_units_or_officers_is_found() {
    let database = sound().await;
    change(&database, "update officer set revoked_at = '2026-01-05'").await;
    let wrong = wrong_with(&database).await;
    assert!(matches!(&wrong[..], [line] if line.contains("officer invite")), "{wrong:#?}");
    let empty = TestDatabase::new().await;
    let wrong = wrong_with(&empty).await;
    assert!(matches!(&wrong[..], [line] if line.contains("unit import")), "{wrong:#?}");
}

#[tokio::test]
async fn work_that_is_left_lying_is_found() {
    let database = sound().await;
    change(
        &database,
        "insert into inbox (account_id, conversation_id, external_id, payload, source, sent_at, received_at, parked_at)
         values (1, 1, '1', '{}', 'platform', '2026-01-05', '2026-01-05', '2026-01-05')",
    )
    .await;
    change(
        &database,
        "insert into outbox (account_id, conversation_id, chat, lane, body, created_at, put_off_at, due_at)
         values (1, 1, '41', 0, '{}', '2026-01-05', '2026-01-05 01:59:59+00', '2026-01-05 02:04:59+00')",
    )
    .await;
    let wrong = wrong_with(&database).await;
    let [parked, waiting] = &wrong[..] else { panic!("{wrong:#?}") };
    assert!(
        parked.contains("A message is parked") && waiting.contains("have waited"),
        "{wrong:#?}"
    );
}
