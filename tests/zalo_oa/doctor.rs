//! What `sangkien doctor` says of an Official Account.

use chrono::TimeDelta;
use sangkien::app::doctor::{Finding, examine};
use sangkien::config::Config;
use sangkien::vault::Vault;

use super::fake_zalo_oa::fault::{Call, Fault};
use super::fake_zalo_oa::{APP_ID, APP_SECRET, OA_ID, OA_SECRET};
use super::tokens::Scene;

/// What is said of the account and its tokens, with the word before it.
async fn said(scene: &Scene, key: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("there is room");
    let address = scene.zalo.address().to_string();
    let config = Config::read(|name| {
        let value = match name {
            "DATABASE_URL" => scene.database.url(),
            "DATA_KEY" => key,
            "HTTP_LISTEN" => "127.0.0.1:0",
            "ZALO_OA_ID" => OA_ID,
            "ZALO_OA_APP_ID" => APP_ID,
            "ZALO_OA_APP_SECRET" => APP_SECRET,
            "ZALO_OA_SECRET_KEY" => OA_SECRET,
            "ZALO_OA_API_URL" | "ZALO_OA_OAUTH_URL" => &address,
            "DATA_DIR" => return Some(folder.path().to_string_lossy().into_owned()),
            _ => return None,
        };
        Some(value.to_owned())
    });
    let findings = examine(&config, &scene.hands.clock()).await;
    let lines = findings.iter().map(Finding::to_string);
    lines.filter(|line| line.contains("Official Account") || line.contains("token")).collect()
}

#[tokio::test]
async fn an_account_that_is_not_connected_is_to_be_connected() {
    let scene = Scene::unconnected().await;
    let said = said(&scene, &Vault::fresh_key()).await;
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("FIX") && said[0].contains("sangkien zalo-oa connect"), "{said:#?}");
}

#[tokio::test]
async fn a_connected_account_is_sound_and_named() {
    let scene = Scene::connected().await;
    let said = said(&scene, &scene.key).await;
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("ok") && said[0].contains("2022-05-21T04:00:00"), "{said:#?}");
    assert!(said[1].contains("ok") && said[1].contains("Công đoàn Thử nghiệm"), "{said:#?}");
}

#[tokio::test]
async fn tokens_that_cannot_be_renewed_are_told_before_they_run_out_and_after() {
    let scene = Scene::connected().await;
    scene.advance(TimeDelta::hours(21));
    let page = Fault::Answer { status: 502, body: "<html></html>" };
    scene.zalo.fail(Call::Token, 1, page);
    assert_eq!(scene.keeper().renew_once().await, Ok(TimeDelta::hours(4)));
    let before = said(&scene, &scene.key).await;
    assert!(before[0].contains("FIX") && before[0].contains("502"), "{before:#?}");
    scene.advance(TimeDelta::hours(5));
    let after = said(&scene, &scene.key).await;
    assert_eq!(after.len(), 1, "{after:#?}");
    assert!(after[0].contains("FIX") && after[0].contains("cut off"), "{after:#?}");
}

#[tokio::test]
async fn tokens_under_another_key_and_tokens_that_zalo_refuses_are_told() {
    let scene = Scene::connected().await;
    let other = said(&scene, &Vault::fresh_key()).await;
    assert!(other[0].contains("FIX") && other[0].contains("another data key"), "{other:#?}");
    scene.zalo.expire_tokens();
    let refused = said(&scene, &scene.key).await;
    assert!(refused[1].contains("FIX") && refused[1].contains("does not take"), "{refused:#?}");
    assert!(refused.iter().all(|line| !line.contains("access-token")), "{refused:#?}");
}
