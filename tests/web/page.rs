//! The public page, as browsers get it.

use std::sync::atomic::Ordering;

use reqwest::StatusCode;

use crate::public::Public;

const PAGES: [&str; 15] = [
    "/",
    "/en",
    "/bang-xep-hang",
    "/en/league",
    "/bang-xep-hang?all=1&order=target",
    "/bang-xep-hang?order=members",
    "/bang-xep-hang?unit=HN",
    "/bang-xep-hang?q=ha%20noi",
    "/sang-kien",
    "/en/initiatives",
    "/sang-kien/SK-1000-0120",
    "/cach-tinh",
    "/en/method",
    "/du-lieu-mo",
    "/en/open-data",
];

#[tokio::test]
async fn every_page_is_whole_safe_and_small() {
    let site = Public::start().await;
    for path in PAGES {
        let answer = site.get(path).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let html = answer.text().await.unwrap();
        if path.contains("SK-") && status == StatusCode::NOT_FOUND {
            continue;
        }
        assert_eq!(status, StatusCode::OK, "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
        let language = if path.starts_with("/en") { "en" } else { "vi" };
        assert!(html.contains(&format!("<html lang=\"{language}\">")), "{path}");
        // The policy would refuse these, and a page would be broken where nobody looks.
        assert!(!html.contains(" style=") && !html.contains("<style"), "{path}");
        assert!(!html.contains("<script>") && !html.contains(" onclick"), "{path}");
        assert!(html.len() < 100_000, "{path} has {} bytes", html.len());
        // Nothing but our own files is loaded.
        for loaded in ["src=\"http", "src=\"//"] {
            assert!(!html.contains(loaded), "{path}");
        }
    }
}

#[tokio::test]
async fn the_three_official_measures_stand_together() {
    let site = Public::start().await;
    let page = site.text("/").await;
    for part in ["Lượt nộp", "Hợp lệ", "% chỉ tiêu", ">120<", ">60<", ">60,0%<"] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(page.contains("Tính đến") && page.contains("15:34:05 03/04/2026"));
    assert!(page.contains("Một triệu &lt;sáng kiến&gt;"), "words are not mark-up");
    let english = site.text("/en").await;
    assert!(english.contains("Submitted") && english.contains(">60.0%<"));
}

#[tokio::test]
async fn what_is_hidden_is_nowhere_in_the_page() {
    let site = Public::start().await;
    let page = site.text("/bang-xep-hang").await;
    let row = page.split("LĐLĐ TP Hồ Chí Minh").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(row.contains(">3<"), "entries are always told: {row}");
    assert_eq!(row.matches('–').count(), 5, "{row}");
}

#[tokio::test]
async fn units_are_also_compared_by_their_members() {
    let site = Public::start().await;
    let page = site.text("/bang-xep-hang?order=members").await;
    // 80 entries of 2,000 members; of Hồ Chí Minh nobody knows how many there are.
    assert!(page.contains(">Trên 1.000 đoàn viên</th>") && page.contains(">40,0<"), "{page}");
    let data = site.text("/api/v1/units.csv?order=members").await;
    assert!(data.contains("1,HN,LĐLĐ TP Hà Nội,,2000,400,80,"), "{data}");
    assert!(data.contains(",HCM,LĐLĐ TP Hồ Chí Minh,,,,3,"), "{data}");
}

#[tokio::test]
async fn the_page_is_not_sent_again_to_who_has_it() {
    let site = Public::start().await;
    let first = site.get_with("/cach-tinh", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(first.headers()["content-encoding"], "gzip");
    assert_eq!(first.headers()["vary"], "accept-encoding");
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    for known in [tag.as_str(), "*", &format!("\"x\", {}", tag.trim_start_matches("W/"))] {
        let again = site.get_with("/cach-tinh", &[("if-none-match", known)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(again.headers()["etag"], tag.as_str());
        assert!(again.bytes().await.unwrap().is_empty());
    }
    let other = site.get_with("/cach-tinh", &[("if-none-match", "W/\"other\"")]).await;
    assert_eq!(other.status(), StatusCode::OK);
    let plain = site.get_with("/cach-tinh", &[("accept-encoding", "gzip;q=0")]).await;
    assert!(plain.headers().get("content-encoding").is_none());
}

#[tokio::test]
async fn files_are_kept_for_good_under_their_digest() {
    let site = Public::start().await;
    let page = site.text("/").await;
    let path = |name: &str| {
        let from = page.find(&format!("/assets/{name}")).unwrap();
        page[from..].split('"').next().unwrap().to_owned()
    };
    for (name, kind) in [("style", "text/css"), ("live", "text/javascript"), ("icon", "image/svg")]
    {
        let file = site.get(&path(name)).await;
        assert_eq!(file.status(), StatusCode::OK, "{name}");
        assert!(file.headers()["content-type"].to_str().unwrap().starts_with(kind), "{name}");
        assert!(file.headers()["cache-control"].to_str().unwrap().contains("immutable"));
    }
}

#[tokio::test]
async fn numbers_move_by_themselves_for_everybody_who_listens() {
    let site = Public::start().await;
    let mut listeners = Vec::new();
    for _ in 0..3 {
        let answer = site.get("/live").await;
        assert_eq!(answer.headers()["content-type"], "text/event-stream; charset=utf-8");
        assert_eq!(answer.headers()["x-accel-buffering"], "no");
        listeners.push(answer);
    }
    site.entered.store(500, Ordering::SeqCst);
    for mut listener in listeners {
        let mut heard = String::new();
        while !heard.contains("\"entered\":500") {
            let chunk = listener.chunk().await.unwrap().expect("the stream stays open");
            heard.push_str(std::str::from_utf8(&chunk).unwrap());
        }
        assert!(heard.starts_with("retry: "), "{heard}");
        assert!(heard.contains("\"entered\":120"), "the newest is told at once: {heard}");
    }
}

#[tokio::test]
async fn listeners_do_not_hold_up_the_end_of_the_service() {
    let site = Public::start().await;
    let mut listener = site.get("/live").await;
    listener.chunk().await.unwrap();
    site.stop.cancel();
    while listener.chunk().await.unwrap().is_some() {}
    site.served.await.unwrap();
}

#[tokio::test]
async fn searching_the_gallery_hands_on_what_was_typed() {
    let site = Public::start().await;
    let page = site.text("/sang-kien?q=%20gia%20do%20&page=x").await;
    assert_eq!(*site.asked.lock().unwrap(), ["gia do"]);
    assert!(page.contains("Giá đỡ &lt;khuôn&gt;") && page.contains("value=\"gia do\""));
    assert!(page.contains("/sang-kien?q=gia+do&amp;page=2"), "{page}");
    assert!(site.text("/sang-kien?q=nothing").await.contains("Không tìm thấy"));
    let busy = site.get("/sang-kien?q=away").await;
    assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
    let long = format!("/sang-kien?q={}", "a".repeat(3_000));
    assert_eq!(site.get(&long).await.status(), StatusCode::OK);
    assert_eq!(site.asked.lock().unwrap().last().unwrap().len(), 100);
}

#[tokio::test]
async fn an_initiative_has_a_page_to_share() {
    let site = Public::start().await;
    let code = crate::public::entry().code;
    let page = site.text(&format!("/sang-kien/{code}")).await;
    for part in [
        "<meta property=\"og:title\" content=\"Giá đỡ &lt;khuôn&gt;\">".to_owned(),
        "<meta property=\"og:description\" content=\"Hàn một giá đỡ có trục quay.\">".to_owned(),
        format!("<link rel=\"canonical\" href=\"https://sangkien.example.vn/sang-kien/{code}\">"),
        "Công nhận ngày 03/04/2026".to_owned(),
    ] {
        assert!(page.contains(&part), "{part} is missing in {page}");
    }
    // A typed code leads to its page; one that is not shown leads nowhere.
    let found = site.get(&format!("/sang-kien?q={code}")).await;
    assert_eq!(found.status(), StatusCode::SEE_OTHER);
    assert_eq!(found.headers()["location"], format!("/sang-kien/{code}"));
    for path in [
        "/sang-kien/SK-1000-0013",
        "/sang-kien/x",
        "/bang-xep-hang?unit=NO",
        "/bang-xep-hang?page=9",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().await.unwrap().contains("Không có trang này"), "{path}");
    }
}

#[tokio::test]
async fn odd_questions_are_answered_with_a_page() {
    let site = Public::start().await;
    for asked in ["?page=-1", "?page=99999999999999999999", "?order=%00", "?q=%F0%9F%92%A9", "?q="]
    {
        let status = site.get(&format!("/bang-xep-hang{asked}")).await.status();
        assert!(matches!(status.as_u16(), 200 | 404), "{asked}: {status}");
    }
}
