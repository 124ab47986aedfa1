//! Updates brought to the bot: one lane one after the other, lanes beside each other, and again
//! and again until the bot says 2xx.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::bot::Bot;
use super::loopback;
use super::queue::{Lane, Update};

/// Where a bot wants its updates.
pub struct Hook {
    pub url: String,
    pub secret: Option<String>,
    pub last_error: Mutex<Option<String>>,
    client: reqwest::Client,
    gate: Semaphore,
}

impl Hook {
    pub fn new(url: &str, secret: Option<&str>, connections: usize) -> Self {
        Self {
            url: url.to_owned(),
            secret: secret.map(str::to_owned),
            last_error: Mutex::default(),
            client: loopback::client(reqwest::Client::builder()),
            gate: Semaphore::new(connections),
        }
    }

    async fn bring(&self, update: &Update) -> Result<(), String> {
        let _turn = self.gate.acquire().await.expect("the gate is never closed");
        let mut request = self
            .client
            .post(&self.url)
            .header("content-type", "application/json")
            .body(update.raw.to_string());
        if let Some(secret) = &self.secret {
            request = request.header("x-telegram-bot-api-secret-token", secret);
        }
        match request.send().await {
            Ok(response) if response.status().is_success() => Ok(()),
            Ok(response) => Err(format!("Wrong response from the webhook: {}", response.status())),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Serves a lane until it is empty or the webhook is another one. The first retry comes at once,
/// the next ones ever later, on a scale that suits tests.
pub async fn serve(bot: Bot, lane: Lane) {
    let Some(hook) = bot.queue().lock().hook.clone() else { return };
    let mut pause = Duration::ZERO;
    loop {
        let Some(update) = next(&bot, &hook, lane) else { return };
        match hook.bring(&update).await {
            Ok(()) => {
                pause = Duration::ZERO;
                taken(&bot, &hook, &update);
            }
            Err(error) => {
                *hook.last_error.lock().expect("nothing panics while it is held") = Some(error);
                tokio::time::sleep(pause).await;
                pause = (pause * 2).clamp(Duration::from_millis(2), Duration::from_millis(500));
            }
        }
    }
}

fn next(bot: &Bot, hook: &Arc<Hook>, lane: Lane) -> Option<Update> {
    let mut state = bot.queue().lock();
    if !state.hook.as_ref().is_some_and(|current| Arc::ptr_eq(current, hook)) {
        return None;
    }
    let update = state.lanes.get(&lane)?.front().cloned();
    if update.is_none() {
        state.lanes.remove(&lane);
    }
    update
}

fn taken(bot: &Bot, hook: &Arc<Hook>, update: &Update) {
    let mut state = bot.queue().lock();
    let is_current = state.hook.as_ref().is_some_and(|current| Arc::ptr_eq(current, hook));
    if is_current && let Some(waiting) = state.lanes.get_mut(&update.lane) {
        waiting.pop_front();
    }
    drop(state);
    bot.queue().ring();
}
