//! Events brought to the account's webhook: signed, those of one person one after the other, and
//! again until they are answered with 200.

use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::server::World;
use super::{APP_ID, OA_ID, OA_SECRET};
use crate::loopback;

/// An event, ready to be delivered.
#[derive(Clone, Debug)]
pub struct Event {
    pub raw: Arc<str>,
    pub timestamp: String,
}

/// How this Zalo signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signing {
    /// With the account's id in the place of the application's.
    pub by_account: bool,
    /// Without `mac=`.
    pub bare: bool,
}

impl Signing {
    pub fn header(self, event: &Event) -> String {
        let first = if self.by_account { OA_ID } else { APP_ID };
        let text = format!("{first}{}{}{OA_SECRET}", event.raw, event.timestamp);
        let digits = HEXLOWER.encode(&Sha256::digest(text));
        if self.bare { digits } else { format!("mac={digits}") }
    }
}

/// Serves a person's events until there are none. The real pauses are 30 seconds and longer.
pub async fn serve(world: Arc<World>, person: String) {
    let client = loopback::client(reqwest::Client::builder());
    let mut pause = Duration::from_millis(2);
    let mut retries = 0;
    loop {
        let next = {
            let mut state = world.lock();
            let Some(hook) = state.hook.clone() else {
                state.served.remove(&person);
                return;
            };
            match state.waiting.get(&person).and_then(|events| events.front().cloned()) {
                Some(event) => (hook, event, state.signing),
                None => {
                    state.waiting.remove(&person);
                    state.served.remove(&person);
                    drop(state);
                    world.ring();
                    return;
                }
            }
        };
        let (hook, event, signing) = next;
        let request = client
            .post(&hook)
            .header("content-type", "application/json")
            .header("x-zevent-signature", signing.header(&event))
            .header("num_retry", retries)
            .body(event.raw.to_string());
        let taken = request.send().await.is_ok_and(|response| response.status() == 200);
        if taken {
            (pause, retries) = (Duration::from_millis(2), 0);
            if let Some(events) = world.lock().waiting.get_mut(&person) {
                events.pop_front();
            }
        } else {
            retries += 1;
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(500));
        }
    }
}
