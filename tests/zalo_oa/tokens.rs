//! Tokens that run out in the middle, refresh tokens that are good once, and several processes.

use std::sync::Arc;

use chrono::TimeDelta;
use sangkien::channel::SendError;
use sangkien::channel::zalo_oa::{Authority, NoToken, Token};
use sangkien::clock::Hands;
use sangkien::domain::AccountId;
use sangkien::message::Outbound;
use sangkien::store::{account, oa_token};
use sangkien::vault::Vault;
use sangkien::work::oa_token::Keeper;
use sqlx::Row as _;
use tokio_util::sync::CancellationToken;

use super::database::TestDatabase;
use super::fake_zalo_oa::fault::{Call, Fault};
use super::fake_zalo_oa::server::FakeZaloOa;
use super::fake_zalo_oa::{APP_ID, APP_SECRET, OA_ID};
use super::numbers::Numbers;
use super::{http, now, oa, profile};

/// A connected account, and what any number of processes need to serve it.
pub struct Scene {
    pub zalo: FakeZaloOa,
    pub hands: Hands,
    pub vault: Vault,
    /// The vault's key.
    pub key: String,
    pub account: AccountId,
    /// Last, so that everybody else has let go of it before it is dropped.
    pub database: TestDatabase,
}

impl Scene {
    pub async fn unconnected() -> Self {
        let zalo = FakeZaloOa::start(now()).await;
        let database = TestDatabase::new().await;
        let mut db = database.pool().acquire().await.expect("the server answers");
        let account = account::ensure(&mut db, "zalo_oa", OA_ID).await.expect("it is kept");
        drop(db);
        let key = Vault::fresh_key();
        let vault = Vault::parse(&key).expect("it is a key");
        Self { zalo, hands: Hands::at(now()), vault, key, account, database }
    }

    pub async fn connected() -> Self {
        let scene = Self::unconnected().await;
        let (access, refresh) = scene.zalo.pair();
        let seal = |token: &str| scene.vault.seal(token.as_bytes());
        let until = now() + TimeDelta::hours(25);
        let mut db = scene.database.pool().acquire().await.expect("the server answers");
        let (access, refresh) = (seal(&access), seal(&refresh));
        oa_token::connect(&mut db, scene.account, &access, &refresh, now(), until)
            .await
            .expect("the tokens are kept");
        drop(db);
        scene
    }

    pub fn authority(&self) -> Authority {
        Authority::new(http(), self.zalo.address(), APP_ID, Token::new(APP_SECRET))
    }

    /// The keeper of another process.
    pub fn keeper(&self) -> Arc<Keeper> {
        Arc::new(Keeper::new(
            self.database.pool().clone(),
            self.hands.clock(),
            self.vault.clone(),
            self.account,
            self.authority(),
        ))
    }

    pub fn advance(&self, by: TimeDelta) {
        self.hands.advance(by);
        self.zalo.set_now(self.hands.clock().now());
    }

    pub async fn kept(&self) -> Option<oa_token::Sealed> {
        let mut db = self.database.pool().acquire().await.expect("the server answers");
        oa_token::load(&mut db, self.account).await.expect("the row reads")
    }
}

fn words() -> Outbound {
    Outbound { text: "Xin chào".to_owned(), ..Outbound::default() }
}

#[tokio::test]
async fn a_token_that_is_taken_back_in_the_middle_costs_no_message() {
    let scene = Scene::connected().await;
    let keeper = scene.keeper();
    let channel = oa(&scene.zalo, keeper.tokens(), profile());
    let lan = scene.zalo.person("9041");
    lan.follow();
    channel.send("9041", &words()).await.expect("it is sent");
    scene.zalo.expire_tokens();
    channel.send("9041", &words()).await.expect("it is sent with the next token");
    scene.zalo.fail(Call::Message, 1, Fault::Answer { status: 401, body: "" });
    channel.send("9041", &words()).await.expect("it is sent with the next token");
    assert_eq!(lan.inbox().len(), 3);
    assert_eq!(scene.zalo.refreshes(), (2, 0));
}

#[tokio::test]
async fn two_processes_never_use_the_same_refresh_token() {
    let scene = Scene::connected().await;
    let keepers: Vec<_> = (0..4).map(|_| scene.keeper()).collect();
    for _ in 0..5 {
        let old = keepers[0].token(None).await.expect("it is connected");
        for keeper in &keepers {
            assert_eq!(keeper.token(None).await.expect("it is connected"), old);
        }
        scene.zalo.expire_tokens();
        let asked = keepers
            .iter()
            .flat_map(|keeper| [keeper.token(Some(old.clone())), keeper.token(Some(old.clone()))]);
        let tokens = futures::future::join_all(asked).await;
        let first = tokens[0].clone().expect("there is a new one");
        assert_ne!(first, old);
        assert!(tokens.iter().all(|token| token.as_ref() == Ok(&first)));
    }
    assert_eq!(scene.zalo.refreshes(), (5, 0), "five pairs, and no refresh token used twice");
}

#[tokio::test]
async fn a_database_that_is_away_makes_no_token_run_out() {
    let (scene, numbers) = (Scene::connected().await, Numbers::start());
    let keeper = scene.keeper();
    let account = scene.account.0;
    let seconds_left = async || {
        let once = CancellationToken::new();
        once.cancel();
        Arc::clone(&keeper).keep_until(once).await;
        numbers.get(&format!("sangkien_zalo_oa_token_seconds{{account=\"{account}\"}}"))
    };
    assert_eq!(seconds_left().await, Some(90_000.0));
    scene.database.pool().close().await;
    scene.advance(TimeDelta::hours(1));
    assert_eq!(seconds_left().await, Some(86_400.0), "it is as good as it was");
    scene.advance(TimeDelta::hours(30));
    assert_eq!(seconds_left().await, Some(0.0), "until it runs out");
}

#[tokio::test]
async fn tokens_are_renewed_hours_before_they_run_out() {
    let scene = Scene::connected().await;
    let keeper = scene.keeper();
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(25)));
    scene.advance(TimeDelta::hours(19));
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(6)));
    assert_eq!(scene.zalo.refreshes().0, 0);
    scene.advance(TimeDelta::hours(2));
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(25)));
    assert_eq!(scene.zalo.refreshes(), (1, 0));
}

#[tokio::test]
async fn while_renewing_fails_the_old_token_goes_on_and_the_failure_is_noted() {
    let scene = Scene::connected().await;
    let keeper = scene.keeper();
    scene.advance(TimeDelta::hours(21));
    let page = Fault::Answer { status: 502, body: "<html></html>" };
    scene.zalo.fail(Call::Token, 1, page);
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(4)));
    let failure = scene.kept().await.expect("it is there").failure.expect("it is noted");
    assert!(failure.1.contains("502"), "{failure:?}");
    // Zalo is left in peace for a moment.
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(4)));
    assert_eq!(scene.zalo.refreshes(), (0, 0));
    scene.advance(TimeDelta::minutes(1));
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(25)));
    assert_eq!(scene.kept().await.expect("it is there").failure, None);
}

#[tokio::test]
async fn a_lost_answer_uses_the_refresh_token_up_and_calls_for_an_operator() {
    let scene = Scene::connected().await;
    let keeper = scene.keeper();
    scene.advance(TimeDelta::hours(21));
    scene.zalo.fail(Call::Token, 1, Fault::LoseAnswer);
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(4)));
    scene.advance(TimeDelta::minutes(1));
    assert_eq!(keeper.renew_once().await, Ok(TimeDelta::hours(4) - TimeDelta::minutes(1)));
    let failure = scene.kept().await.expect("it is there").failure.expect("it is noted");
    assert!(failure.1.contains("-14020"), "{failure:?}");
    scene.advance(TimeDelta::hours(5));
    assert_eq!(keeper.token(None).await, Err(NoToken::NotConnected));
    let channel = oa(&scene.zalo, keeper.tokens(), profile());
    assert_eq!(channel.send("9041", &words()).await, Err(SendError::Token));

    // An operator connects it anew, and the service goes on by itself.
    let (access, refresh) = scene.zalo.pair();
    let seal = |token: &str| scene.vault.seal(token.as_bytes());
    let at = scene.hands.clock().now();
    let mut db = scene.database.pool().acquire().await.expect("the server answers");
    let until = at + TimeDelta::hours(25);
    oa_token::connect(&mut db, scene.account, &seal(&access), &seal(&refresh), at, until)
        .await
        .expect("the tokens are kept");
    drop(db);
    assert_eq!(keeper.token(None).await, Ok(Token::new(access)));
}

#[tokio::test]
async fn a_process_that_dies_while_it_renews_holds_nobody_up_for_long() {
    let scene = Scene::connected().await;
    let (dead, alive) = (scene.keeper(), scene.keeper());
    let old = dead.token(None).await.expect("it is connected");
    scene.zalo.fail(Call::Token, 1, Fault::Hang);
    let asked = dead.token(Some(old.clone()));
    // Long enough for the request to be under way; then the process is gone.
    let under_way = async {
        while scene.leased().await == 0 || !scene.zalo.has_failed() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = asked => panic!("the answer never comes"),
        () = under_way => {}
    }
    scene.advance(TimeDelta::seconds(61));
    assert!(alive.token(Some(old)).await.is_ok());
    assert_eq!(scene.zalo.refreshes(), (1, 0));
}

impl Scene {
    async fn leased(&self) -> i64 {
        let row = sqlx::query("select count(*) from oa_token where lease_holder is not null")
            .fetch_one(self.database.pool())
            .await;
        row.expect("the query is sound").get(0)
    }
}

#[tokio::test]
async fn an_account_that_was_never_connected_says_so() {
    let scene = Scene::unconnected().await;
    let keeper = scene.keeper();
    assert_eq!(keeper.token(None).await, Err(NoToken::NotConnected));
    assert_eq!(keeper.renew_once().await, Err(NoToken::NotConnected));
}

#[tokio::test]
async fn tokens_in_the_database_are_sealed() {
    let scene = Scene::connected().await;
    let keeper = scene.keeper();
    let token = keeper.token(None).await.expect("it is connected");
    let kept = scene.kept().await.expect("it is there");
    let clear = token.reveal().as_bytes();
    assert!(!kept.access.windows(clear.len()).any(|part| part == clear));
    assert_eq!(scene.vault.open(&kept.access).as_deref(), Ok(clear));
    assert!(!format!("{keeper:?}").contains(token.reveal()));

    let other = Vault::parse(&Vault::fresh_key()).expect("it is a key");
    let scene = Scene { vault: other, ..scene };
    assert_eq!(scene.keeper().token(None).await, Err(NoToken::NotConnected));
}
