//! The public side alone, over results that a test makes up.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use futures::FutureExt as _;
use reqwest::Response;
use sangkien::domain::seal::{Proof, Receipt, Seal, SealedStep, leaves, path};
use sangkien::domain::{EventHash, InitiativeId, Kind, StatusName};
use sangkien::picture::Album;
use sangkien::vietnamese::code::Code;
use sangkien::web::edition::{Edition, print};
use sangkien::web::gallery::{Away, Entry, Gallery, Shelf};
use sangkien::web::health::Health;
use sangkien::web::league::{Among, Place, Standing};
use sangkien::web::proof::Prove;
use sangkien::web::results::{Day, Milestone, Phase, Results, Row, Shown};
use sangkien::web::site::Site;
use sangkien::web::{router, serve};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A public site whose numbers a test moves.
pub struct Public {
    address: std::net::SocketAddr,
    /// Follows no redirect.
    client: reqwest::Client,
    /// How many have entered.
    pub entered: Arc<AtomicI64>,
    /// What the gallery was asked for.
    pub asked: Arc<Mutex<Vec<String>>>,
    pub stop: CancellationToken,
    pub served: tokio::task::JoinHandle<()>,
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a test writes instants well")
}

fn shown(entered: i64, people: i64) -> Shown {
    let valid = entered / 2;
    Shown {
        entered,
        valid: Some(valid),
        people: Some(people),
        declared: Some(entered * 1_000_000),
        verified: Some(valid * 900_000),
        target: Some(100),
    }
}

fn row(code: &str, name: &str, shown: Shown) -> Row {
    Row { code: code.to_owned(), name_vi: name.to_owned(), name_en: name.to_owned(), shown }
}

fn results(entered: i64) -> Results {
    let day = |day, entered, valid| Day {
        day: NaiveDate::from_ymd_opt(2026, 4, day).expect("a day in April"),
        entered,
        valid,
    };
    let hidden = Shown { entered: 3, ..Shown::default() };
    Results {
        as_of: at("2026-04-03T08:34:05Z"),
        campaign: "Một triệu <sáng kiến>".to_owned(),
        total: shown(entered, 40),
        phases: vec![Phase {
            row: row("gd1", "Giai đoạn 1", shown(entered, 40)),
            opens_at: at("2026-03-31T17:00:00Z"),
            closes_at: at("2026-05-31T17:00:00Z"),
        }],
        days: vec![day(1, 50, 10), day(3, entered - 50, -1)],
        provinces_now: vec![row("01", "Hà Nội", shown(80, 30)), row("79", "Hồ Chí Minh", hidden)],
        provinces_before: vec![row("01", "Hà Nội", shown(80, 30))],
        kinds: vec![row("technical", "Giải pháp kỹ thuật", shown(entered, 40))],
        groups: vec![row("worker", "=Công nhân", shown(entered, 40))],
        clusters: Vec::new(),
        milestones: vec![Milestone {
            number: 1,
            at: at("2026-04-01T01:00:00Z"),
            unit: Some("LĐLĐ TP Hà Nội".to_owned()),
        }],
        seals: vec![Seal {
            day: NaiveDate::from_ymd_opt(2026, 4, 2).expect("a day in April"),
            events: 61,
            entered: 60,
            valid: 1,
            all_entered: 110,
            all_valid: 11,
            root: EventHash([7; 32]),
            previous: EventHash::NONE,
        }],
    }
}

fn edition(entered: i64) -> Edition {
    let league = move |query: &sangkien::web::league::Query| {
        let place = |rank, code: &str, name: &str, shown| Place {
            rank,
            row: row(code, name, shown),
            members: rank.map(|_| 2_000),
            path: String::new(),
            has_units: rank == Some(1),
        };
        let hidden = Shown { entered: 3, ..Shown::default() };
        let places = match &query.among {
            Among::Below(code) if code != "HN" => return None,
            Among::Found(typed) if typed == "nowhere" => Vec::new(),
            _ => vec![
                place(Some(1), "HN", "LĐLĐ TP Hà Nội", shown(80, 30)),
                place(None, "HCM", "LĐLĐ TP Hồ Chí Minh", hidden),
            ],
        };
        let total = places.len();
        Some(Standing { places, total, trail: Vec::new() })
    };
    Edition::new(results(entered), Arc::new(league))
}

/// A receipt that is known.
pub fn receipt() -> Receipt {
    let mut receipt = Receipt {
        initiative: InitiativeId(1_000_012),
        at: at("2026-04-02T03:00:00Z"),
        version: 1,
        content: EventHash([1; 32]),
        origin: EventHash([2; 32]),
        proof: None,
    };
    let steps = [receipt.event_hash(), EventHash([9; 32])].map(|hash| SealedStep {
        hash,
        from: None,
        to: StatusName::Received,
    });
    let leaves = leaves(&steps);
    let place = leaves.binary_search(&receipt.event_hash()).expect("it is one of them");
    let day = NaiveDate::from_ymd_opt(2026, 4, 2).expect("a day in April");
    receipt.proof = Some(Proof { path: path(&leaves, place), seal: Seal::of(day, None, &steps) });
    receipt
}

pub fn entry() -> Entry {
    Entry {
        code: Code(1_000_012),
        title: "Giá đỡ <khuôn>".to_owned(),
        summary: "Hàn một giá đỡ có trục quay.".to_owned(),
        kind: Kind::Technical,
        unit: Some("CĐCS Sao Mai".to_owned()),
        author: None,
        recognized_at: at("2026-04-02T20:00:00Z"),
    }
}

impl Public {
    pub async fn start() -> Self {
        let entered = Arc::new(AtomicI64::new(120));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let stop = CancellationToken::new();
        let number = Arc::clone(&entered);
        let source = Arc::new(move || {
            let edition = edition(number.load(Ordering::SeqCst));
            async move { Some(edition) }.boxed()
        });
        let mut press = print(source, Duration::from_millis(20), stop.clone());
        press.newest.wait_for(Option::is_some).await.expect("an edition comes out");
        let wanted = Arc::clone(&asked);
        let gallery = Gallery {
            find: Arc::new(move |query| {
                wanted.lock().unwrap().push(query.typed.clone());
                let found = match query.typed.as_str() {
                    "away" => Err(Away),
                    "nothing" => Ok(Shelf::default()),
                    _ => Ok(Shelf { entries: vec![entry()], more: query.page == 0 }),
                };
                async move { found }.boxed()
            }),
            get: Arc::new(|code| async move { Ok((code == entry().code).then(entry)) }.boxed()),
        };
        let address = "https://sangkien.example.vn".parse().expect("an address");
        let chat = Some("https://t.me/SangKienBot".to_owned());
        let held = receipt();
        let prove: Prove = Arc::new(move |asked: Receipt| {
            let known = (asked.event_hash() == held.event_hash()).then(|| held.clone());
            async move { Ok(known) }.boxed()
        });
        let site = Site::new(press, gallery, prove, Album::default(), 1, Some(address), chat);
        let health = Health::new(Arc::new(|| async { Ok(()) }.boxed()), None);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let router = router(Vec::new(), health, Some(site), None);
        let served = tokio::spawn(serve(listener, router, stop.clone()));
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client has nothing to fail over");
        Self { address, client, entered, asked, stop, served }
    }

    pub fn address(&self) -> std::net::SocketAddr {
        self.address
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.get_with(path, &[]).await
    }

    /// Asks with these headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = self.client.get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("the site answers")
    }

    pub async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.expect("an answer is text")
    }
}
