//! What an operator meets when the configuration is wrong, and when it is right.

use chrono::TimeDelta;
use sangkien::app::keys;
use sangkien::config::{Account, Config, DataKey, Database, HearsBy, Platform, Problem, Problems};
use sangkien::telemetry::LogFormat;

const TOKEN: &str = "7000000001:AAE-not_a_real_token_0123456789";

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

const ZALO_TOKEN: &str = "1400000000000000001:AbC-not_a_real_token_0123456789";

fn read(variables: &[(&str, &str)]) -> Result<Config, Problems> {
    Config::read(|name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

fn problems(variables: &[(&str, &str)]) -> Vec<String> {
    let Err(Problems(problems)) = read(variables) else {
        panic!("{variables:?} should not read");
    };
    problems.into_iter().map(|Problem(line)| line).collect()
}

#[test]
fn nothing_configured_is_the_try_out() {
    let config = read(&[]).unwrap();
    assert_eq!(config.database, Database::Embedded);
    assert!(config.accounts.is_empty());
    assert_eq!(config.decision_hold, TimeDelta::minutes(10));
    assert_eq!(config.draft_reminders, Some([TimeDelta::hours(24), TimeDelta::hours(72)]));
    assert_eq!(config.invitation_life, TimeDelta::hours(48));
    assert_eq!(config.http_listen, Some("127.0.0.1:8080".parse().unwrap()));
}

#[test]
fn an_empty_value_is_none() {
    assert_eq!(read(&[("DATABASE_URL", ""), ("HTTP_LISTEN", "  ")]), read(&[]));
}

#[test]
fn a_full_configuration_reads() {
    let config = read(&[
        ("DATABASE_URL", "postgres://sangkien:hush@db.example.vn/sangkien"),
        ("DATABASE_POOL_SIZE", "20"),
        ("DATA_KEY_FILE", "/run/secrets/sangkien"),
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_BOT_USERNAME", "@SangKienBot"),
        ("TELEGRAM_WEBHOOK_URL", "https://sangkien.example.vn/hook/telegram"),
        ("TELEGRAM_WEBHOOK_SECRET", "0123456789abcdef_-"),
        ("HTTP_LISTEN", "0.0.0.0:80"),
        ("LOG", "info,sangkien=debug"),
        ("LOG_FORMAT", "json"),
        ("DECISION_HOLD", "0"),
        ("DRAFT_REMINDERS", "off"),
        ("INVITATION_LIFE", "2d"),
        ("RETENTION_PEOPLE_DAYS", "3650"),
        ("RETENTION_DRAFTS_DAYS", "90"),
        ("RETENTION_STRANGERS_DAYS", "7"),
        ("RETENTION_LOOKS_DAYS", "365"),
        ("BUSY_NOTICE_AFTER", "2m"),
        ("CHAT_PER_MINUTE", "off"),
        ("BULK_PER_SECOND", "5"),
    ])
    .unwrap();
    assert!(matches!(config.database, Database::Server { pool_size: 20, .. }));
    assert_eq!(config.data_key, Some(DataKey::File("/run/secrets/sangkien".into())));
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(config.decision_hold, TimeDelta::zero());
    assert_eq!(config.draft_reminders, None);
    assert_eq!(config.busy_notice_after, Some(TimeDelta::minutes(2)));
    assert_eq!(config.chat_per_minute, None);
    let [telegram] = &config.accounts[..] else { panic!("{:?}", config.accounts) };
    assert_eq!(telegram.link_base().as_deref(), Some("https://t.me/SangKienBot"));
    assert_eq!(telegram.public_id(), ("telegram", "7000000001"));
    assert_eq!(telegram.hook_path(), "/hook/telegram");
    assert!(matches!(telegram.hears_by, HearsBy::Webhook { .. }));
}

#[test]
fn everything_wrong_is_said_at_once_and_in_one_line_each() {
    let wrong = [
        ("DATABASE_URL", "mysql://localhost"),
        ("DATABASE_POOL_SIZE", "0"),
        ("DATA_KEY", "open sesame"),
        ("TELEGRAM_BOT_TOKEN", "not a token"),
        ("TELEGRAM_BOT_USERNAME", "t.me/bot"),
        ("TELEGRAM_API_URL", "ftp://example.vn"),
        ("TELEGRAM_WEBHOOK_URL", "nowhere"),
        ("TELEGRAM_WEBHOOK_SECRET", "short"),
        ("ZALO_BOT_TOKEN", "no token"),
        ("ZALO_BOT_API_URL", "zalo.me"),
        ("ZALO_BOT_WEBHOOK_URL", "no address"),
        ("ZALO_BOT_WEBHOOK_SECRET", "guess"),
        ("ZALO_BOT_MAX_TEXT", "100000000"),
        ("ZALO_BOT_FORMAT", "markdown"),
        ("HTTP_LISTEN", "8080"),
        ("LOG", "=,=loud"),
        ("LOG_FORMAT", "xml"),
        ("DECISION_HOLD", "10"),
        ("DRAFT_REMINDERS", "72h,24h"),
        ("INVITATION_LIFE", "forever"),
        ("RETENTION_PEOPLE_DAYS", "30"),
        ("BULK_PER_SECOND", "-1"),
    ];
    let lines = problems(&wrong);
    assert_eq!(lines.len(), wrong.len(), "{lines:#?}");
    for (name, value) in wrong {
        let line = lines.iter().find(|line| line.starts_with(name));
        let line = line.unwrap_or_else(|| panic!("no line about {name}: {lines:#?}"));
        assert!(line.contains("must") && line.ends_with('.') && !line.contains('\n'), "{line}");
        if value.len() > 6 {
            assert!(!line.contains(value), "the value is repeated: {line}");
        }
    }
}

#[test]
fn an_official_account_needs_its_application_and_both_secrets() {
    let account = [
        ("ZALO_OA_ID", "2000000000000000002"),
        ("ZALO_OA_APP_ID", "1000000000000000001"),
        ("ZALO_OA_APP_SECRET", "AppSecretThatGetsTokens"),
        ("ZALO_OA_SECRET_KEY", "OaSecretThatSignsEvents"),
    ];
    let config = read(&account).unwrap();
    let [oa] = config.accounts.as_slice() else { panic!("{:?}", config.accounts) };
    assert_eq!(oa.hook_path(), "/hook/zalo-oa");
    assert_eq!(oa.public_id(), ("zalo_oa", "2000000000000000002"));
    assert_eq!(oa.hears_by, HearsBy::Signed);
    for secret in ["AppSecretThat", "OaSecretThat"] {
        assert!(!format!("{config:?}").contains(secret), "a secret is shown");
    }
    for missing in 0..account.len() {
        let mut rest = account.to_vec();
        let (name, _) = rest.remove(missing);
        let lines = problems(&rest);
        assert!(lines[0].starts_with(&format!("{name} is missing")), "{lines:?}");
    }
    let mut off = account.to_vec();
    off.push(("HTTP_LISTEN", "off"));
    assert!(problems(&off)[0].contains("HTTP_LISTEN is off"));
    let wrong = [
        ("ZALO_OA_REDIRECT_URL", "zalo"),
        ("ZALO_OA_CHARGED", "perhaps"),
        ("ZALO_OA_GREETING", "yes"),
        ("ZALO_OA_BUTTON_QUERY", "both"),
        ("ZALO_OA_BUTTON_TEMPLATE", "1"),
        ("ZALO_OA_CODE_VERIFIER", "short"),
    ];
    for (name, value) in wrong {
        let mut with = account.to_vec();
        with.push((name, value));
        let lines = problems(&with);
        assert!(lines.len() == 1 && lines[0].starts_with(&format!("{name} must")), "{lines:?}");
    }
}

#[test]
fn a_key_is_given_or_in_a_file_and_not_both() {
    let both = problems(&[("DATA_KEY", KEY), ("DATA_KEY_FILE", "key")]);
    assert!(both[0].contains("DATA_KEY and DATA_KEY_FILE"), "{both:?}");
    assert!(matches!(read(&[("DATA_KEY", KEY)]).unwrap().data_key, Some(DataKey::Given(_))));
}

#[test]
fn a_server_without_a_key_is_not_served_and_the_try_out_makes_its_own() {
    let server = read(&[("DATABASE_URL", "postgres://localhost/sangkien")]).unwrap();
    let refused = keys::vault(&server).unwrap_err().to_string();
    assert!(refused.contains("DATA_KEY") && refused.contains("openssl rand -hex 32"), "{refused}");

    let folder = tempfile::tempdir().unwrap();
    let try_out = [("DATA_DIR", folder.path().to_str().unwrap())];
    let made = keys::vault(&read(&try_out).unwrap()).unwrap();
    let again = keys::vault(&read(&try_out).unwrap()).unwrap();
    assert_eq!(again.open(&made.seal(b"x")).unwrap(), b"x");

    let missing = folder.path().join("nowhere");
    let by_file = [("DATA_KEY_FILE", missing.to_str().unwrap())];
    let refused = keys::vault(&read(&by_file).unwrap()).unwrap_err().to_string();
    assert!(refused.contains("DATA_KEY_FILE") && refused.contains("nowhere"), "{refused}");
}

#[test]
fn half_a_webhook_says_which_half_is_missing() {
    let token = ("TELEGRAM_BOT_TOKEN", TOKEN);
    let url = ("TELEGRAM_WEBHOOK_URL", "https://sangkien.example.vn/hook/telegram");
    let secret = ("TELEGRAM_WEBHOOK_SECRET", "0123456789abcdef");
    let without_secret = problems(&[token, url]);
    assert!(
        without_secret[0].starts_with("TELEGRAM_WEBHOOK_SECRET is missing"),
        "{without_secret:?}"
    );
    let without_url = problems(&[token, secret]);
    assert!(without_url[0].starts_with("TELEGRAM_WEBHOOK_URL is missing"), "{without_url:?}");
    let without_token = problems(&[url, secret]);
    assert!(without_token[0].starts_with("TELEGRAM_BOT_TOKEN is missing"), "{without_token:?}");
    let without_http = problems(&[token, url, secret, ("HTTP_LISTEN", "off")]);
    assert!(without_http[0].starts_with("HTTP_LISTEN is off"), "{without_http:?}");
}

#[test]
fn a_webhook_over_plain_http_is_for_a_bot_api_server_of_ones_own() {
    let url = ("TELEGRAM_WEBHOOK_URL", "http://127.0.0.1:8080/hook/telegram");
    let secret = ("TELEGRAM_WEBHOOK_SECRET", "0123456789abcdef");
    let token = ("TELEGRAM_BOT_TOKEN", TOKEN);
    assert_eq!(problems(&[token, url, secret]).len(), 1);
    read(&[token, url, secret, ("TELEGRAM_API_URL", "http://127.0.0.1:8081")]).unwrap();
}

#[test]
fn further_accounts_come_from_a_file_in_the_same_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("accounts.toml");
    std::fs::write(
        &path,
        format!(
            r#"
            [[telegram]]
            name = "hai-phong"
            bot_token = "7000000002:AAE-another_token_0123456789"
            bot_username = "HaiPhongBot"

            [[zalo_bot]]
            name = "hai-phong"
            token = "{ZALO_TOKEN}"
            webhook_url = "https://sangkien.example.vn/hook/zalo-bot/hai-phong"
            webhook_secret = "0123456789abcdef"
            max_text = 650
            "#
        ),
    )
    .unwrap();
    let file = ("ACCOUNTS_FILE", path.to_str().unwrap());
    let config = read(&[("TELEGRAM_BOT_TOKEN", TOKEN), file]).unwrap();
    let titles: Vec<String> = config.accounts.iter().map(Account::title).collect();
    assert_eq!(titles, ["telegram", "telegram/hai-phong", "zalo-bot/hai-phong"]);
    let zalo = &config.accounts[2];
    assert_eq!(zalo.hook_path(), "/hook/zalo-bot/hai-phong");
    assert_eq!(zalo.public_id(), ("zalo_bot", "1400000000000000001"));
    assert!(matches!(&zalo.platform, Platform::ZaloBot(bot) if bot.style.max_text == 650));
    assert_eq!(config.bot_username(), Some("HaiPhongBot"));
    let printed = format!("{config:?}");
    assert!(!printed.contains("another_token") && !printed.contains("AbC-not"), "{printed}");
    let lines = problems(&[("TELEGRAM_BOT_TOKEN", TOKEN), file, ("HTTP_LISTEN", "off")]);
    assert!(matches!(&lines[..], [line] if line.contains("hai-phong: webhook_url")), "{lines:?}");
}

#[test]
fn whatever_is_wrong_in_the_file_is_said_by_the_accounts_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("accounts.toml");
    let said = |text: &str| {
        std::fs::write(&path, text).unwrap();
        problems(&[("TELEGRAM_BOT_TOKEN", TOKEN), ("ACCOUNTS_FILE", path.to_str().unwrap())])
    };
    for (text, wanted) in [
        ("[[telegram]]\nbot_token = \"1:a\"", &["[[telegram]] must have a name"][..]),
        ("[[telegram]]\nname = \"Hải Phòng\"", &["must have a name"]),
        ("[[telegram]]\nname = \"hp\"", &["[[telegram]] hp: bot_token is missing"]),
        (
            "[[zalo_bot]]\nname = \"hp\"\ntoken = \"hush-hush\"\ncolour = 3",
            &["[[zalo_bot]] hp: there is no setting colour", "[[zalo_bot]] hp: token must"],
        ),
        (
            "[[telegram]]\nname = \"hp\"\nbot_token = \"7000000001:AAE-again\"",
            &["telegram/hp is another account's bot"],
        ),
        ("[[zalo]]\nname = \"hp\"", &["line 1"]),
        ("[[telegram]\ntoken = hush-hush", &["line 1"]),
    ] {
        let lines = said(text);
        assert_eq!(lines.len(), wanted.len(), "{lines:#?}");
        for (line, wanted) in lines.iter().zip(wanted) {
            assert!(line.contains(wanted) && !line.contains('\n'), "{line}");
            assert!(!line.contains("hush-hush"), "the value is repeated: {line}");
        }
    }
    let nowhere = problems(&[("ACCOUNTS_FILE", "/nowhere/accounts.toml")]);
    assert!(nowhere[0].starts_with("ACCOUNTS_FILE names"), "{nowhere:?}");
}

#[test]
fn no_secret_is_ever_printed() {
    let config = read(&[
        ("DATABASE_URL", "postgres://sangkien:hush-hush@localhost/sangkien"),
        ("DATA_KEY", KEY),
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_WEBHOOK_URL", "https://sangkien.example.vn/hook/telegram"),
        ("TELEGRAM_WEBHOOK_SECRET", "a-secret-of-some-length"),
    ])
    .unwrap();
    let printed = format!("{config:?}");
    for secret in ["hush-hush", KEY, "not_a_real_token", "a-secret-of"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
