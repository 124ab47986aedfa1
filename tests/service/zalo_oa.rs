//! The whole service on a Zalo Official Account: signed events, tokens that run out, and people
//! who can be written to for a while only.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use futures::FutureExt as _;
use reqwest::StatusCode;
use sangkien::channel::zalo_oa::{
    Authority, ButtonForm, Buttons, Profile, Token, Verifier, Window, ZaloOa,
};
use sangkien::channel::{self, Channel};
use sangkien::clock::Hands;
use sangkien::domain::{Role, UnitId};
use sangkien::store::{self, account, oa_token, officer};
use sangkien::web;
use sangkien::web::health::Health;
use sangkien::web::hook::{Hook, NotStored, Proof};
use sangkien::work::oa_token::Keeper;
use sangkien::work::receive::receiver;
use sangkien::work::{Account, Files, Service, delivery};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::app::log::Log;
use crate::app::{morning, no_files, round, seed, settings, vault};
use crate::database::TestDatabase;
use crate::fake_zalo_oa::fault::{Call, Fault};
use crate::fake_zalo_oa::person::{Message, Person};
use crate::fake_zalo_oa::server::FakeZaloOa;
use crate::fake_zalo_oa::{APP_ID, APP_SECRET, OA_ID, OA_SECRET};
use crate::loopback;

/// Rounds after which a service that still finds something to do is going in circles.
const ROUNDS: usize = 200;

/// What a worker says and taps until the receipt.
const SAID: [&str; 17] = [
    "Đồng ý",
    "Nguyễn Thị Hoa",
    "Bỏ qua",
    "may hòa bình",
    "1",
    "Công nhân, lao động trực tiếp",
    "Xe đẩy khuôn cho tổ ép nhựa",
    "Giải pháp kỹ thuật",
    "Bỏ qua",
    "Lắp xe đẩy có con lăn để đưa khuôn vào máy.",
    "Chưa áp dụng",
    "Bỏ qua",
    "Chỉ mình tôi",
    "Chưa được công nhận",
    "Không có tệp",
    "Xem lại",
    "Gửi",
];

/// The service with one connected account, as a process of its own.
pub struct OaApp {
    pub zalo: FakeZaloOa,
    pub service: Arc<Service>,
    hands: Hands,
    log: Log,
    hook: String,
    _stop: DropGuard,
    /// Last, so that everybody else has let go of it before it is dropped.
    database: TestDatabase,
}

impl OaApp {
    async fn start() -> Self {
        Self::start_with(Window::Free).await
    }

    /// Starts the service where people can be written to for so long.
    pub async fn start_with(window: Window) -> Self {
        let log = Log::start();
        let hands = Hands::at(morning());
        let zalo = FakeZaloOa::start(morning()).await;
        let database = TestDatabase::new().await;
        seed::campaign(database.pool()).await;
        let service = Arc::new(serve(&database, &zalo, &hands, window, no_files()).await);
        let stop = CancellationToken::new();
        tokio::spawn(delivery::run(Arc::clone(&service), stop.clone()));
        let hook = listen(&service, stop.clone()).await;
        zalo.set_hook(&hook);
        Self { zalo, service, hands, log, hook, _stop: stop.drop_guard(), database }
    }

    pub async fn settle(&self) {
        self.zalo.is_heard().await;
        for _ in 0..ROUNDS {
            if !round(&self.service).await.expect("the database answers") {
                self.zalo.is_heard().await;
                return;
            }
        }
        panic!("after {ROUNDS} rounds there is still something to do");
    }

    pub fn advance(&self, by: TimeDelta) {
        self.hands.advance(by);
        self.zalo.set_now(self.service.clock.now());
    }

    /// Somebody says something; gives what they then read.
    async fn say(&self, who: &Person, words: &str) -> Vec<Message> {
        who.say(words);
        self.settle().await;
        who.inbox()
    }

    /// A worker who has submitted an initiative; with its code.
    async fn worker(&self, id: &str) -> (Person, String) {
        let who = self.zalo.person(id);
        who.follow();
        self.settle().await;
        for said in SAID {
            let read = who.inbox();
            let labels: Vec<&str> = read.iter().flat_map(Message::labels).collect();
            if labels.contains(&said) {
                who.tap(said);
            } else {
                who.say(said);
            }
            self.settle().await;
            if let Some(code) = who.screen().iter().find_map(code) {
                who.inbox();
                return (who, code);
            }
        }
        panic!("no receipt came: {:#?}", who.inbox());
    }

    /// An officer of everything.
    async fn officer(&self, id: &str) -> Person {
        let hash: [u8; 32] = Sha256::digest(b"invitation").into();
        let now = self.service.clock.now();
        let mut db = self.database.pool().acquire().await.expect("the server answers");
        let (until, role) = (now + TimeDelta::hours(48), Role::Administrator);
        let kept = officer::invite(&mut db, &hash, UnitId(1), role, None, now, until).await;
        kept.expect("the invitation is kept");
        drop(db);
        let who = self.zalo.person(id);
        for said in ["/start i_invitation", "Đồng ý", "Lê Thị Mai"] {
            self.say(&who, said).await;
        }
        who
    }

    async fn sql(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.database.pool()).await.expect("it is sound")
    }

    /// Ends the test: nobody has anything left to read or to do, and nothing went wrong but what
    /// the test has made happen.
    async fn finish_despite(self, errors: &[&str]) {
        self.settle().await;
        let unread = self.zalo.unread();
        assert!(unread.is_empty(), "not read by anybody: {unread:#?}");
        assert_eq!(self.zalo.violations(), Vec::<String>::new());
        assert_eq!(self.zalo.refreshes().1, 0, "a refresh token was used twice");
        for (what, query) in [
            ("messages not handled", "select count(*) from inbox"),
            ("messages still owed", "select count(*) from outbox where failed_at is null"),
            ("leases left", "select count(*) from outbox where leased_by is not null"),
        ] {
            assert_eq!(self.sql(query).await, 0, "{what}");
        }
        let logged = self.log.errors();
        let unexpected =
            logged.iter().find(|line| !errors.iter().any(|error| line.contains(error)));
        assert_eq!(unexpected, None, "an error was logged");
        let log = self.log.text();
        let secrets = [APP_SECRET, OA_SECRET, "access-token-number", "refresh-token-number"];
        for secret in secrets.into_iter().chain(["Nguyễn Thị Hoa", "Xe đẩy khuôn"]) {
            assert!(!log.contains(secret), "{secret:?} is in the log");
        }
        let shown = format!("{:?}", self.service);
        assert!(secrets.iter().all(|secret| !shown.contains(secret)), "the service shows a secret");
    }

    pub async fn finish(self) {
        self.finish_despite(&[]).await;
    }
}

/// The code of an initiative in a message.
fn code(message: &Message) -> Option<String> {
    let (_, after) = message.text.split_once("SK-")?;
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    Some(format!("SK-{digits}"))
}

/// A service with one connected account, which keeps files there.
pub async fn serve(
    database: &TestDatabase,
    zalo: &FakeZaloOa,
    hands: &Hands,
    window: Window,
    files: Files,
) -> Service {
    let db = store::pool(database.url(), 6).expect("the address reads");
    let mut connection = db.acquire().await.expect("the server answers");
    let id = account::ensure(&mut connection, "zalo_oa", OA_ID).await.expect("it is kept");
    let (access, refresh) = zalo.pair();
    let seal = |token: &str| vault().seal(token.as_bytes());
    let (now, until) = (morning(), morning() + TimeDelta::hours(25));
    oa_token::connect(&mut connection, id, &seal(&access), &seal(&refresh), now, until)
        .await
        .expect("the tokens are kept");
    drop(connection);
    let http = loopback::client(channel::http().timeout(Duration::from_secs(2)));
    let authority = Authority::new(http.clone(), zalo.address(), APP_ID, Token::new(APP_SECRET));
    let keeper = Arc::new(Keeper::new(db.clone(), hands.clock(), vault(), id, authority));
    let profile = Profile {
        oa_id: OA_ID.to_owned(),
        buttons: Buttons::new(OA_SECRET, OA_ID),
        form: ButtonForm { hidden: true, typed: false },
        greets_followers: true,
        window,
    };
    let oa = ZaloOa::new(http, zalo.address(), keeper.tokens(), profile);
    let account = Account::new(id, Channel::ZaloOa(oa), false).renewed_by(keeper);
    let service =
        Service::new(db, hands.clock(), vault(), files, settings(), 25, vec![account]).await;
    service.expect("campaign and units load")
}

/// Serves the web hook on a port of its own, and gives its address.
pub async fn listen(service: &Arc<Service>, stop: CancellationToken) -> String {
    let (receiver, serve) = receiver(Arc::clone(service));
    tokio::spawn(serve);
    let account = service.accounts[0].id;
    let path = "/hook/zalo-oa".to_owned();
    let hook = Hook {
        path: path.clone(),
        proof: Proof::Signature(Arc::new(Verifier::new(APP_ID, OA_ID, OA_SECRET))),
        store: Arc::new(move |raw| {
            let receiver = receiver.clone();
            async move { receiver.take(account, raw).await.map_err(|_| NotStored) }.boxed()
        }),
    };
    let ready = Arc::new(|| async { Ok(()) }.boxed());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(web::serve(
        listener,
        web::router(vec![hook], Health::new(ready, None), None, None),
        stop,
    ));
    format!("http://{address}{path}")
}

#[tokio::test]
async fn a_worker_submits_by_taps_and_words_and_hears_of_the_decision() {
    let app = OaApp::start().await;
    let mai = app.officer("9001").await;
    let (hoa, code) = app.worker("9041").await;
    app.say(&mai, &format!("/xem {code}")).await;
    let decided = app.say(&mai, &format!("/duyet {code}")).await;
    assert!(decided.iter().all(|message| !message.text.contains("nhắn lại")), "{decided:#?}");
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    let told = hoa.inbox();
    assert!(told.iter().any(|message| message.text.contains(&code)), "{told:#?}");
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn events_may_come_twice_late_and_with_echoes_among_them() {
    let app = OaApp::start().await;
    for (by_account, bare) in [(false, true), (true, false), (true, true), (false, false)] {
        app.zalo.sign(by_account, bare);
        let lan = app.zalo.person("9041");
        let read = app.say(&lan, "xin chào").await;
        assert_eq!(read.len(), 1, "{read:#?}");
    }
    app.zalo.repeat(3);
    app.advance(TimeDelta::hours(2));
    app.zalo.repeat(1);
    let echo = json!({"sender": {"id": OA_ID}, "recipient": {"id": "9041"},
        "message": {"msg_id": "oa1", "text": "xin chào"}});
    app.zalo.deliver("9041", "oa_send_text", &echo);
    app.zalo.deliver("9041", "user_seen_message", &echo);
    app.zalo.deliver("9041", "user_send_group_text", &echo);
    app.settle().await;
    assert_eq!(app.zalo.unread(), []);
    app.finish().await;
}

#[tokio::test]
async fn a_forged_event_is_refused_and_forgotten() {
    let app = OaApp::start().await;
    let body = json!({"event_name": "user_send_text", "sender": {"id": "9041"},
        "message": {"msg_id": "m1", "text": "xin chào"}, "timestamp": "1772413200000"})
    .to_string();
    let signed = |secret: &str| {
        let text = format!("{APP_ID}{body}1772413200000{secret}");
        HEXLOWER.encode(&Sha256::digest(text))
    };
    let client = loopback::client(reqwest::Client::builder());
    for header in [None, Some(String::new()), Some(signed(APP_SECRET)), Some("mac=".to_owned())] {
        let mut request = client.post(&app.hook).body(body.clone());
        if let Some(header) = header {
            request = request.header("X-ZEvent-Signature", header);
        }
        let status = request.send().await.expect("it answers").status();
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    let changed = body.replace("xin chào", "đã đổi");
    let request = client.post(&app.hook).header("X-ZEvent-Signature", signed(OA_SECRET));
    let status = request.body(changed).send().await.expect("it answers").status();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.sql("select count(*) from received").await, 0);
    app.finish().await;
}

#[tokio::test]
async fn a_number_means_the_same_as_the_button_in_its_place() {
    let app = OaApp::start().await;
    let (tapping, typing) = (app.zalo.person("9041"), app.zalo.person("9042"));
    for who in [&tapping, &typing] {
        who.follow();
    }
    app.settle().await;
    let (shown, _) = (tapping.inbox(), typing.inbox());
    let labels: Vec<String> = shown.iter().flat_map(Message::labels).map(str::to_owned).collect();
    assert!(labels.len() >= 2, "{shown:#?}");
    tapping.tap(&labels[1]);
    let typed = app.say(&typing, "2").await;
    let tapped = tapping.inbox();
    // The payloads of buttons differ: each is signed for one chat.
    let words = |read: &[Message]| -> Vec<String> {
        read.iter().map(|message| format!("{} {:?}", message.text, message.labels())).collect()
    };
    assert_eq!(words(&tapped), words(&typed));
    app.finish().await;
}

#[tokio::test]
async fn somebody_elses_button_is_no_answer() {
    let app = OaApp::start().await;
    let (lan, thief) = (app.zalo.person("9041"), app.zalo.person("9042"));
    for who in [&lan, &thief] {
        who.follow();
    }
    app.settle().await;
    let shown = lan.inbox();
    thief.inbox();
    let stolen = &shown[0].buttons[0].payload;
    let read = app.say(&thief, stolen).await;
    assert_eq!(read.len(), 1, "{read:#?}");
    assert_eq!(app.sql("select count(*) from person").await, 0, "nobody has agreed");
    app.finish().await;
}

#[tokio::test]
async fn a_token_that_runs_out_in_the_middle_costs_nobody_an_answer() {
    let app = OaApp::start().await;
    let lan = app.zalo.person("9041");
    assert_eq!(app.say(&lan, "xin chào").await.len(), 1);
    app.zalo.expire_tokens();
    assert_eq!(app.say(&lan, "xin chào").await.len(), 1);
    app.advance(TimeDelta::hours(26));
    assert_eq!(app.say(&lan, "xin chào").await.len(), 1);
    assert_eq!(app.zalo.refreshes(), (2, 0));
    app.finish().await;
}

#[tokio::test]
async fn pages_of_a_gateway_and_lost_answers_lose_nothing() {
    let app = OaApp::start().await;
    let lan = app.zalo.person("9041");
    let page = Fault::Answer { status: 502, body: "<html>Bad Gateway</html>" };
    app.zalo.fail(Call::Message, 5, page);
    app.zalo.fail(Call::Message, 1, Fault::Break);
    lan.say("xin chào");
    app.settle().await;
    for _ in 0..10 {
        app.advance(TimeDelta::minutes(6));
        app.settle().await;
    }
    assert_eq!(lan.inbox().len(), 1);
    app.zalo.fail(Call::Message, 1, Fault::LoseAnswer);
    lan.say("xin chào");
    app.settle().await;
    app.advance(TimeDelta::minutes(6));
    app.settle().await;
    let read = lan.inbox();
    assert!(read.len() == 2 && read[0] == read[1], "texts are safe to repeat: {read:#?}");
    app.finish().await;
}

#[tokio::test]
async fn news_for_whoever_is_silent_waits_for_their_next_word() {
    let app = OaApp::start().await;
    let (hoa, code) = app.worker("9041").await;
    app.advance(TimeDelta::days(3));
    app.settle().await;
    let mai = app.officer("9001").await;
    app.say(&mai, &format!("/xem {code}")).await;
    let decided = app.say(&mai, &format!("/duyet {code}")).await;
    let later = decided.iter().any(|message| message.text.contains("ngay khi nhắn lại"));
    assert!(later, "the officer is not told: {decided:#?}");
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert_eq!(hoa.inbox(), [], "nothing is sent that would be charged");
    assert_eq!(app.zalo.charged(), 0);
    let read = app.say(&hoa, "/trogiup").await;
    assert!(read.iter().any(|message| message.text.contains(&code)), "{read:#?}");
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn whoever_unfollows_is_not_written_to_and_is_greeted_when_they_come_back() {
    let app = OaApp::start().await;
    let lan = app.zalo.person("9041");
    lan.follow();
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1);
    lan.unfollow();
    app.settle().await;
    let unreachable = "select count(*) from conversation where unreachable_since is not null";
    assert_eq!(app.sql(unreachable).await, 1);
    app.advance(TimeDelta::minutes(1));
    lan.follow();
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1);
    assert_eq!(app.sql(unreachable).await, 0);
    app.finish().await;
}

#[tokio::test]
async fn a_used_up_quota_holds_messages_and_costs_none() {
    let app = OaApp::start().await;
    let lan = app.zalo.person("9041");
    app.zalo.set_quota(Some(0));
    assert_eq!(app.say(&lan, "xin chào").await, []);
    app.zalo.set_quota(None);
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert_eq!(lan.inbox().len(), 1);
    let errors = ["lets the Official Account send nothing", "quota is used up"];
    app.finish_despite(&errors).await;
}
