//! The readers of the platforms' updates, without what sends and asks.

#[path = "../src/channel/envelope.rs"]
mod envelope;

#[path = "../src/channel/lenient.rs"]
mod lenient;

#[path = "../src/channel/telegram/receive.rs"]
pub mod telegram;

#[path = "../src/channel/zalo_bot/receive.rs"]
pub mod zalo_bot;

#[path = "zalo_oa.rs"]
pub mod zalo_oa;

pub use envelope::{Envelope, Unaddressed};

use envelope::said_at;

use crate::message::{Inbound, Press, Utterance};

/// What must hold of anything that was read, whatever was brought: it can be stored, it is the
/// same when it is brought again, and a button's press travels as it was written.
///
/// # Panics
/// If it does not hold.
pub fn judge(
    received_at: chrono::DateTime<chrono::Utc>,
    envelope: impl Fn() -> Result<Envelope, Unaddressed>,
    read: impl Fn() -> Inbound,
) {
    let inbound = read();
    if let Utterance::Chose(press) = &inbound.utterance {
        assert_eq!(Press::decode(&press.encode()).as_ref(), Some(press));
    }
    if let Ok(found) = envelope() {
        assert_eq!(envelope().as_ref(), Ok(&found));
        assert!(!found.external_id.is_empty() && found.external_id.len() <= 500);
        assert!(!found.chat.is_empty() && found.chat.len() <= 500);
        assert!(found.sent_at <= received_at + chrono::TimeDelta::minutes(10));
    }
}
