//! The fake Telegram keeps the promises of the real one that other tests rely on.

#[expect(dead_code, reason = "each test uses its part of it")]
#[path = "support/fake_telegram/mod.rs"]
mod fake_telegram;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use fake_telegram::bot::Bot;
use fake_telegram::loopback;
use fake_telegram::server::FakeTelegram;
use serde_json::{Value, json};
use teloxide::prelude::Requester as _;
use teloxide::types::{ChatId, UpdateKind};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

async fn start() -> (FakeTelegram, Bot) {
    let telegram = FakeTelegram::start("2022-05-20T03:00:00Z".parse().unwrap()).await;
    let bot = telegram.bot("7000:TEST");
    (telegram, bot)
}

async fn call(telegram: &FakeTelegram, method: &str, body: Value) -> Value {
    let address = format!("{}bot7000:TEST/{method}", telegram.address());
    let client = loopback::client(reqwest::Client::builder());
    client.post(address).json(&body).send().await.unwrap().json().await.unwrap()
}

/// A webhook that answers as it is told and otherwise 200, and passes on what it got.
async fn webhook(answers: &[u16]) -> (String, mpsc::UnboundedReceiver<(String, String)>) {
    type Shared = (Arc<Mutex<VecDeque<u16>>>, mpsc::UnboundedSender<(String, String)>);
    async fn take(
        State((answers, got)): State<Shared>,
        headers: HeaderMap,
        body: String,
    ) -> StatusCode {
        let secret = &headers["x-telegram-bot-api-secret-token"];
        got.send((secret.to_str().unwrap().to_owned(), body)).unwrap();
        let answer = answers.lock().unwrap().pop_front().unwrap_or(200);
        StatusCode::from_u16(answer).unwrap()
    }
    let (got, gets) = mpsc::unbounded_channel();
    let answers = Arc::new(Mutex::new(answers.iter().copied().collect()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = Router::new().fallback(take).with_state((answers, got));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, gets)
}

fn text(raw: &str) -> String {
    let update: Value = serde_json::from_str(raw).unwrap();
    update["message"]["text"].as_str().unwrap_or("a press").to_owned()
}

#[tokio::test]
async fn a_webhook_gets_an_update_until_it_takes_it_and_only_then_the_next() {
    let (telegram, bot) = start().await;
    let lan = bot.user(41);
    lan.say("một");
    let (url, mut gets) = webhook(&[503, 500, 404]).await;
    let set = json!({"url": url, "secret_token": "s3cret"});
    assert_eq!(call(&telegram, "setWebhook", set).await["ok"], true);
    lan.say("hai");
    let mut seen = Vec::new();
    while seen.len() < 5 {
        let (secret, raw) = gets.recv().await.unwrap();
        assert_eq!(secret, "s3cret");
        seen.push(text(&raw));
    }
    assert_eq!(seen, ["một", "một", "một", "một", "hai"]);
    let info = call(&telegram, "getWebhookInfo", json!({})).await;
    assert!(info["result"]["last_error_message"].as_str().unwrap().contains("404"));

    bot.repeat(1);
    assert_eq!(text(&gets.recv().await.unwrap().1), "hai");
}

#[tokio::test]
async fn what_a_deleted_webhook_did_not_take_can_be_polled() {
    let (telegram, bot) = start().await;
    let (url, mut gets) = webhook(&[503; 100]).await;
    call(&telegram, "setWebhook", json!({"url": url, "secret_token": "s"})).await;
    bot.user(41).say("một");
    gets.recv().await.unwrap();
    call(&telegram, "deleteWebhook", json!({})).await;
    let updates = call(&telegram, "getUpdates", json!({})).await;
    assert_eq!(updates["result"][0]["message"]["text"], "một");
}

#[tokio::test]
async fn a_second_poller_ends_the_first() {
    let (telegram, _bot) = start().await;
    let first = call(&telegram, "getUpdates", json!({"timeout": 50}));
    let second = async {
        // The first one is asked until it is there to be ended.
        loop {
            let answer = call(&telegram, "getUpdates", json!({"timeout": 0})).await;
            assert_eq!(answer["ok"], true);
            tokio::task::yield_now().await;
        }
    };
    let ended = tokio::select! {
        ended = first => ended,
        () = second => unreachable!("it polls until the first one is ended"),
    };
    assert_eq!(ended["error_code"], 409);
}

#[tokio::test]
async fn what_the_specification_does_not_know_is_refused_and_kept() {
    let (telegram, bot) = start().await;
    bot.user(41).start(None);
    for (method, body) in [
        ("sendPigeon", json!({})),
        ("sendMessage", json!({"chat_id": 41})),
        ("sendMessage", json!({"chat_id": 41, "text": "x", "reply_mark_up": {}})),
        ("sendMessage", json!({"chat_id": true, "text": "x"})),
        ("sendMessage", json!({"chat_id": 41, "text": "x".repeat(4_097)})),
        (
            "sendMessage",
            json!({"chat_id": 41, "text": "x", "reply_markup": {"inline_keyboard": [[
                {"text": "x", "callback_data": "x".repeat(65)}]]}}),
        ),
        ("setMyCommands", json!({"commands": [{"command": "Trợ-giúp", "description": "x"}]})),
        ("sendMediaGroup", json!({"chat_id": 41, "media": []})),
    ] {
        let before = bot.violations().len();
        let answer = call(&telegram, method, body).await;
        assert_eq!(answer["ok"], false, "{answer}");
        let expected = before + usize::from(method != "sendPigeon");
        assert!(bot.violations().len() >= expected, "{answer}");
    }
}

#[tokio::test]
async fn another_client_understands_every_answer_and_every_update() {
    let (telegram, bot) = start().await;
    let client = loopback::client(reqwest::Client::builder());
    let theirs = teloxide::Bot::with_client("7000:TEST", client);
    let theirs = theirs.set_api_url(telegram.address().clone());
    assert_eq!(theirs.get_me().await.unwrap().username(), "sangkien_test_bot");

    let lan = bot.user(41);
    lan.start(Some("u_LD-07"));
    let sent = theirs.send_message(ChatId(41), "Xin chào").await.unwrap();
    assert_eq!(sent.text(), Some("Xin chào"));
    lan.edit_last("/start");
    lan.press(lan.next_message().await.id, "a1.yes");
    lan.share_contact("84912345678");
    lan.forward_contact("84987654321", None);
    lan.send_album(2, Some("Máy"));
    lan.send_document("bản vẽ.pdf");
    lan.send_voice();
    lan.send_sticker();
    lan.block();
    lan.unblock();
    let updates = theirs.get_updates().await.unwrap();
    assert_eq!(updates.len(), 12);
    for update in updates {
        assert!(!matches!(update.kind, UpdateKind::Error(_)), "{update:?}");
        assert_eq!(update.from().map(|from| from.id.0), Some(41));
    }
    assert_eq!(bot.violations(), Vec::<String>::new());
}
