use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use chrono::{DateTime, Days, NaiveDate, Utc};
use futures::FutureExt as _;
use sangkien::web::edition::{Edition, print};
use sangkien::web::gallery::{Entry, Gallery, Shelf};
use sangkien::web::league::{Place, Standing, Query};
use sangkien::web::results::*;
use sangkien::web::site::Site;
use sangkien::directory::province;
use sangkien::domain::Kind;
use sangkien::vietnamese::code::Code;
fn row(i: i64, name: &str) -> Row {
    let e = (600_175 / (1 + i * i / 9 + i)).max(3);
    let people = e / 4;
    let mut s = Shown { entered: e, valid: Some(e * 84 / 100), people: Some(people), declared: Some(e * 13_800_000), verified: Some(e * 6_800_000), target: Some(e * 40 / (100 - i.min(60))) };
    if people < 5 { s = Shown { entered: s.entered, target: s.target, ..Shown::default() } }
    Row { code: format!("U{i}"), name_vi: name.to_owned(), name_en: name.to_owned(), shown: s }
}
#[tokio::main]
async fn main() {
    let more = Arc::new(AtomicI64::new(0));
    let source = Arc::new(move || {
        let n = more.fetch_add(37, Ordering::SeqCst);
        let first = NaiveDate::from_ymd_opt(2022, 1, 8).unwrap();
        let days = (0..600u64).map(|d| { let x = d as i64; let e = if x < 100 { 1620 } else if x < 124 { 6400 } else if x < 144 { 19850 } else { 3900 } + (x * 7919 % 700) - if x % 7 == 1 { 1200 } else { 0 }; Day { day: first + Days::new(d), entered: e, valid: e * 84 / 100 } }).collect();
        let mut now: Vec<&str> = province::all().iter().map(|p| p.new.name).collect(); now.sort(); now.dedup();
        let results = Results {
            as_of: Utc::now(), campaign: "Một triệu sáng kiến".into(),
            total: Shown { entered: 2_401_223 + n, valid: Some(2_033_667 + n / 2), people: Some(664_802), declared: Some(33_012_900_000_000), verified: Some(18_400_000_000_000), target: Some(1_000_000) },
            phases: vec![Phase { row: Row { name_vi: "Giai đoạn 1".into(), name_en: "Phase 1".into(), ..row(3, "x") }, opens_at: "2022-01-07T17:00:00Z".parse().unwrap(), closes_at: "2022-05-31T17:00:00Z".parse().unwrap() },
                Phase { row: Row { name_vi: "Giai đoạn 2".into(), name_en: "Phase 2".into(), ..row(1, "x") }, opens_at: "2022-05-31T17:00:00Z".parse().unwrap(), closes_at: "2023-08-31T17:00:00Z".parse().unwrap() }],
            days, provinces_now: now.iter().enumerate().map(|(i, n)| row(i as i64, n)).collect(),
            provinces_before: province::all().iter().enumerate().map(|(i, p)| row(i as i64 * 3, p.old.name)).collect(),
            kinds: ["Giải pháp kỹ thuật", "Giải pháp quản lý", "Giải pháp tác nghiệp", "Ứng dụng tiến bộ kỹ thuật", "Đề tài nghiên cứu"].iter().enumerate().map(|(i, n)| { let mut r = row(i as i64, n); r.shown.target = None; r }).collect(),
            groups: ["Công nhân, lao động trực tiếp", "Kỹ sư, nhân viên, quản lý doanh nghiệp", "Viên chức (giáo dục, y tế…)", "Cán bộ, công chức", "Cán bộ công đoàn"].iter().enumerate().map(|(i, n)| { let mut r = row(i as i64, n); r.shown.target = None; r }).collect(),
            clusters: (1..6).map(|i| row(i, &format!("Cụm thi đua số {i}"))).collect(),
            milestones: vec![Milestone { number: 1_000_000, code: Code(1), at: "2022-10-03T08:34:00Z".parse::<DateTime<Utc>>().unwrap(), unit: Some("LĐLĐ tỉnh Thanh Hóa".into()) }, Milestone { number: 100_000, code: Code(1), at: "2022-04-03T08:34:00Z".parse::<DateTime<Utc>>().unwrap(), unit: Some("LĐLĐ tỉnh Nghệ An".into()) }],
            seal: Some(Seal { day: NaiveDate::from_ymd_opt(2023, 8, 30).unwrap(), events: 18_211, root: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into() }),
        };
        let league = Arc::new(move |q: &Query| { let _ = q; let names: Vec<&str> = province::all().iter().map(|p| p.old.name).collect();
            Some(Standing { places: (0..50).map(|i| { let row = row(i as i64, &format!("LĐLĐ tỉnh {}", names[i as usize])); Place { rank: row.shown.valid.map(|_| i as usize + 1), row, path: "Tổng Liên đoàn".into(), has_units: true } }).collect(), total: 130_000, trail: vec![] }) });
        Edition::new(results, league)
    });
    let stop = tokio_util::sync::CancellationToken::new();
    let press = print(source, std::time::Duration::from_secs(2), stop.clone());
    let entry = |n: u64| Entry { code: Code(1_000_000 + n), title: "Giá đỡ khuôn quay được, giảm vết xước khi tháo khuôn".into(), summary: "Trước đây tháo khuôn bằng tay, hay bị xước và mỏi lưng. Tôi hàn một giá đỡ có trục quay, hai người khiêng thành một người đẩy. Mỗi ca bớt được khoảng 40 phút, khuôn không còn bị xước.\n\nGiá làm từ thép thừa, chi phí gần như không có.".into(), kind: Kind::Technical, unit: Some("CĐCS Công ty TNHH Sao Mai".into()), author: (n % 2 == 0).then(|| "Nguyễn Thị Hoa".into()), recognized_at: "2022-10-03T08:34:00Z".parse().unwrap() };
    let gallery = Gallery { find: Arc::new(move |_| async move { Ok(Shelf { entries: (0..6).map(entry).collect(), more: true }) }.boxed()), get: Arc::new(move |_| async move { Ok(Some(entry(2))) }.boxed()) };
    let site = Site::new(press, gallery, 1, Some("https://sangkien.example.vn".parse().unwrap()), Some("https://t.me/SangKienBot".into()));
    let health = sangkien::web::health::Health::new(Arc::new(|| async { Ok(()) }.boxed()), None);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8090").await.unwrap();
    sangkien::web::serve(listener, sangkien::web::router(None, health, Some(site)), stop).await;
}
