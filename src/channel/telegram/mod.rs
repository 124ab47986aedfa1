//! Telegram, through its Bot API.

use chrono::{DateTime, Utc};

use super::{Envelope, PollError, Polled, SendError, Unaddressed};
use crate::domain::{AccountId, Locale};
use crate::message::{Capabilities, Inbound, Outbound, Utterance};

/// What Telegram can do.
pub const CAPABILITIES: Capabilities = Capabilities {
    buttons: true,
    contact_button: true,
    deep_links: true,
    files_out: true,
    max_text: 4096,
};

/// One bot.
#[derive(Debug)]
pub struct Telegram {}

/// See [`Channel::envelope`](super::Channel::envelope).
pub fn envelope(_raw: &str, _received_at: DateTime<Utc>) -> Result<Envelope, Unaddressed> {
    Err(Unaddressed::NoAddress)
}

/// See [`Channel::read`](super::Channel::read).
#[must_use]
pub fn read(_account: AccountId, _raw: &str, sent_at: DateTime<Utc>) -> Inbound {
    Inbound { message: None, sent_at, locale_hint: None, utterance: Utterance::Unreadable }
}

#[expect(clippy::unused_async, reason = "the transport follows")]
impl Telegram {
    pub(super) async fn poll(&self, _offset: i64) -> Result<Polled, PollError> {
        Ok(Polled::default())
    }

    pub(super) async fn answer_press(&self, _press: &str) {}

    pub(super) async fn send(&self, _chat: &str, _body: &Outbound) -> Result<(), SendError> {
        Ok(())
    }

    pub(super) async fn set_menu(
        &self,
        _chat: &str,
        _commands: &[(String, String)],
    ) -> Result<(), SendError> {
        Ok(())
    }

    pub(super) async fn set_default_menus(
        &self,
        _menus: &[(Locale, Vec<(String, String)>)],
    ) -> Result<(), SendError> {
        Ok(())
    }
}
