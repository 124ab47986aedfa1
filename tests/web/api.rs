//! The open data.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use sangkien::domain::seal::Receipt;
use sangkien::web::api::OPENAPI;
use serde_json::Value;

use crate::public::{Public, receipt};

fn document() -> Value {
    serde_json::from_str(OPENAPI).expect("the description is JSON")
}

/// The paths of the description that answer JSON, with the schema of the answer.
fn described(document: &Value) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let mut found = Vec::new();
    for (path, item) in paths {
        let content = &item["get"]["responses"]["200"]["content"];
        if let Some(schema) = content["application/json"]["schema"].as_object() {
            let mut schema = schema.clone();
            schema.insert("components".to_owned(), document["components"].clone());
            found.push((path.clone(), Value::Object(schema)));
        }
    }
    found
}

#[tokio::test]
async fn the_description_fits_the_answers() {
    let site = Public::start().await;
    let document = document();
    let described = described(&document);
    assert!(described.len() > 10, "most tables are described");
    for (path, schema) in described {
        let asked = match path.as_str() {
            "/api/v1/proof" => format!("{path}?{}", asking(&receipt().to_json())),
            _ => path.clone(),
        };
        let answer = site.get(&asked).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let answer: Value = answer.json().await.unwrap();
        let validator = jsonschema::draft202012::new(&schema).expect("the schema reads");
        let wrong: Vec<String> =
            validator.iter_errors(&answer).map(|error| format!("{error}")).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
    }
}

#[tokio::test]
async fn every_table_is_given_as_csv_with_the_same_columns() {
    let site = Public::start().await;
    for (path, _) in described(&document()) {
        if matches!(path.as_str(), "/api/v1/headline" | "/api/v1/proof") {
            continue;
        }
        let json: Value = site.get(&path).await.json().await.unwrap();
        let answer = site.get(&format!("{path}.csv")).await;
        assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8", "{path}");
        let text = answer.text().await.unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let head: BTreeSet<&str> = text.lines().next().unwrap().split(',').collect();
        let rows = json["rows"].as_array().unwrap();
        assert_eq!(text.lines().count(), rows.len() + 1, "{path}");
        if let Some(row) = rows.first() {
            let keys: BTreeSet<&str> =
                row.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(head, keys, "{path}");
        }
    }
    let groups = site.text("/api/v1/groups.csv").await;
    assert!(groups.contains("'=Công nhân"), "no formula: {groups}");
}

/// What stands behind the question mark for a receipt.
fn asking(receipt: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new()).append_pair("receipt", receipt).finish()
}

#[tokio::test]
async fn whoever_holds_a_receipt_gets_its_proof_and_nobody_else() {
    let site = Public::start().await;
    let held = Receipt { proof: None, ..receipt() };
    let message = format!("Biên lai của bạn:\n{}", held.to_json());
    let path = format!("/api/v1/proof?{}", asking(&message));
    let given: Receipt = site.get(&path).await.json().await.unwrap();
    let seal = receipt().proof.unwrap().seal.hash();
    assert_eq!(given.check(), Ok(Some(seal)));
    let forged = Receipt { version: 2, ..held.clone() };
    let refused = site.get(&format!("/api/v1/proof?{}", asking(&forged.to_json()))).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    for nothing in ["/api/v1/proof", "/api/v1/proof?receipt=SK-1000-0012"] {
        assert_eq!(site.get(nothing).await.status(), StatusCode::BAD_REQUEST, "{nothing}");
    }
    // The page says the same in words.
    let page = site.text(&format!("/bien-lai?{}", asking(&message))).await;
    assert!(page.contains("✓ Đúng.") && page.contains(&seal.to_hex()), "{page}");
    let page = site.text(&format!("/en/receipt?{}", asking(&forged.to_json()))).await;
    assert!(page.contains("There is no such record."), "{page}");
    assert!(site.text("/bien-lai?receipt=abc").await.contains("Chưa thấy biên lai"));
}

#[tokio::test]
async fn the_results_are_a_picture_too() {
    let site = Public::start().await;
    for path in ["/thong-ke.png", "/en/thong-ke.png"] {
        let answer = site.get(path).await;
        assert_eq!(answer.headers()["content-type"], "image/png", "{path}");
        assert!(answer.headers()["cache-control"].to_str().unwrap().contains("max-age=60"));
        assert!(answer.bytes().await.unwrap().starts_with(b"\x89PNG"), "{path}");
    }
    let page = site.text("/en").await;
    assert!(page.contains("content=\"https://sangkien.example.vn/en/thong-ke.png\""), "{page}");
}

#[tokio::test]
async fn what_is_hidden_is_null() {
    let site = Public::start().await;
    let answer: Value = site.get("/api/v1/units").await.json().await.unwrap();
    let hidden = &answer["rows"][1];
    assert_eq!(hidden["entered"], 3);
    for measure in ["valid", "people", "declared", "verified", "per_mille", "rank"] {
        assert_eq!(hidden[measure], Value::Null, "{measure}");
    }
}

#[tokio::test]
async fn any_page_may_read_and_nobody_may_write() {
    let site = Public::start().await;
    let answer = site.get("/api/v1/days").await;
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let again = site.get_with("/api/v1/days", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let client = reqwest::Client::new();
    let asked = client.request(reqwest::Method::OPTIONS, site.url("/api/v1/days"));
    let allowed = asked.send().await.unwrap();
    assert_eq!(allowed.status(), StatusCode::NO_CONTENT);
    assert_eq!(allowed.headers()["access-control-allow-methods"], "GET");
    let written = client.post(site.url("/api/v1/days")).send().await.unwrap();
    assert_eq!(written.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(site.get("/api/v1/nothing").await.status(), StatusCode::NOT_FOUND);
    let unknown = site.get("/api/v1/units?unit=NO").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let why: Value = unknown.json().await.unwrap();
    assert_eq!(why["error"], "there is no such unit");
}

#[tokio::test]
async fn who_asks_too_much_waits_and_the_others_do_not() {
    let site = Public::start().await;
    let mut refused = None;
    for _ in 0..400 {
        let answer = site.get_with("/api/v1/kinds", &[("x-forwarded-for", "198.51.100.7")]).await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("somebody who asks without end is asked to wait");
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(wait <= 2, "{wait}");
    assert_eq!(refused.headers()["access-control-allow-origin"], "*");
    let other = site.get_with("/api/v1/kinds", &[("x-forwarded-for", "198.51.100.8")]).await;
    assert_eq!(other.status(), StatusCode::OK);
    // The headline costs nothing, and the page itself falls back on it.
    let headline = site.get_with("/api/v1/headline", &[("x-forwarded-for", "198.51.100.7")]).await;
    assert_eq!(headline.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_badge_is_a_picture_that_others_may_show() {
    let site = Public::start().await;
    let answer = site.get("/badge.svg").await;
    assert_eq!(answer.headers()["content-type"], "image/svg+xml");
    assert_eq!(answer.headers()["cross-origin-resource-policy"], "cross-origin");
    let picture = answer.text().await.unwrap();
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(picture.contains(">60<") && picture.contains("Một triệu &lt;sáng kiến&gt;"));
    assert!(site.text("/en/badge.svg").await.contains("valid initiatives"));
}
