//! What `sangkien doctor` tells an operator, over a real server and a stand-in for Telegram.

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
    let database = TestDatabase::new().await;
    let api = telegram(no_webhook()).await;
    let settings = [
        ("DATABASE_URL", database.url()),
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_BOT_USERNAME", "sangkienbot"),
        ("TELEGRAM_API_URL", &api),
    ];
    let found = findings(&settings, &Hands::at(platform_time()).clock()).await;
    assert!(found.iter().all(|finding| matches!(finding, Finding::Good(_))), "{found:#?}");
}

#[tokio::test]
async fn a_file_store_that_takes_nothing_is_noticed() {
    let database = TestDatabase::new().await;
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
}

#[tokio::test]
async fn a_server_without_a_key_is_told_how_to_make_one() {
    let database = TestDatabase::new().await;
    let settings = [("DATABASE_URL", database.url()), ("DATA_KEY", "")];
    let found = findings(&settings, &Clock::system()).await;
    assert!(
        matches!(bad(&found)[..], [line] if line.contains("openssl rand -hex 32")),
        "{found:#?}"
    );
}

#[tokio::test]
async fn tables_of_another_program_are_left_alone() {
    let database = TestDatabase::new().await;
    sqlx::query("update _sqlx_migrations set checksum = '\\x00' where version = 1")
        .execute(database.pool())
        .await
        .unwrap();
    let found = findings(&[("DATABASE_URL", database.url())], &Clock::system()).await;
    assert!(matches!(bad(&found)[..], [line] if line.contains("another version")), "{found:#?}");
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
    let database = TestDatabase::new().await;
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
    let database = TestDatabase::new().await;
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
    let database = TestDatabase::new().await;
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
    let database = TestDatabase::new().await;
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
