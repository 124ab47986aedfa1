//! The platforms on which people talk to us.
//!
//! A channel turns the platform's bytes into an [`Inbound`] and an [`Outbound`] into the
//! platform's requests, and does nothing else: it decides nothing, stores nothing and retries
//! nothing. What failed is told in a small closed set of errors, and whoever sends decides what
//! comes of it.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::{AccountId, Locale};
use crate::message::{Capabilities, Inbound, Outbound};

use envelope::said_at;
use file::{FetchError, Parcel};

mod bot_api;
pub mod console;
mod envelope;
pub mod file;
mod lenient;
pub mod numbered;
mod split;
pub mod telegram;
mod token;
pub mod zalo_bot;
pub mod zalo_oa;

pub use bot_api::{Failure, http};
pub use envelope::{Envelope, Unaddressed};
pub use token::{NotAToken, Token};

/// One account on one platform.
///
/// A platform is a variant here and a folder beside this file, which gives:
///
/// - `CAPABILITIES`, by which everybody else degrades: nobody asks which platform it is;
/// - `envelope`, which finds the id, the chat and the time in the platform's bytes without
///   understanding them. The id must be the same whenever the same message is delivered again;
/// - `read`, which is total: what it does not understand is
///   [`Utterance::Unreadable`](crate::message::Utterance::Unreadable), and a choice that comes
///   back as text may stay text, as the talk knows the labels and the numbers it has offered;
/// - a type with `send`, which carries one [`Outbound`] out, and says in a [`SendError`] what
///   went wrong. It retries nothing, and its `Debug` and its errors show no token and no words;
/// - `poll`, where the platform can be asked.
///
/// Where updates are brought is an address of [`web::hook`](crate::web::hook), and the settings
/// of an account are a variant of [`config::Platform`](crate::config::Platform).
#[derive(Debug)]
pub enum Channel {
    /// A bot of Telegram.
    Telegram(telegram::Telegram),
    /// A bot on the Zalo Bot Platform.
    ZaloBot(zalo_bot::ZaloBot),
    /// An Official Account of Zalo.
    ZaloOa(zalo_oa::ZaloOa),
    /// The terminal of whoever tries the service out.
    Console(console::Console),
}

/// What one round of polling brought.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Polled {
    /// The raw text of each update, in order.
    pub updates: Vec<String>,
    /// The offset to poll with once these updates are stored; `None` leaves it where it is.
    pub next_offset: Option<i64>,
}

/// Why polling brought nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PollError {
    /// The platform does not know our token.
    #[error("the platform refuses the token")]
    Token,
    /// Updates are being delivered to a webhook, and can only be polled after it is deleted.
    #[error("a webhook is set for this account")]
    WebhookSet,
    /// Somebody else polls with the same token.
    #[error("another process polls with the same token")]
    Conflict,
    /// The platform asks us to wait, for so long if it says so.
    #[error("the platform asks to wait")]
    Busy { after: Option<Duration> },
    /// No sensible answer came.
    #[error("the platform cannot be reached: {why}")]
    Unreachable { why: String },
}

/// Why a message was not sent, or may not have been.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SendError {
    /// It was not sent, and can be tried again: after so long if the platform says so.
    #[error("the platform asks to wait")]
    Busy { after: Option<Duration> },
    /// This person cannot be written to: they blocked us, or are no more.
    #[error("the person cannot be reached")]
    Gone,
    /// The platform will never take this message.
    #[error("the platform refuses the message: {why}")]
    Refused { why: String },
    /// The platform does not know our token: nothing can be sent on this account until the
    /// operator repairs it, and the message is not to blame.
    #[error("the platform refuses the token")]
    Token,
    /// The account has used up what its plan allows, for hours or until the month is over: nothing
    /// can be sent on it, and the message is not to blame.
    #[error("the account's quota is used up")]
    Quota,
    /// This person may not be written to before they write to us again.
    #[error("the person has to write first")]
    Closed,
    /// Nobody can tell whether it was sent.
    #[error("the outcome is unknown: {why}")]
    Unknown { why: String },
}

impl Channel {
    /// Looks at a raw update just far enough to store it.
    pub fn envelope(&self, raw: &str, received_at: DateTime<Utc>) -> Result<Envelope, Unaddressed> {
        match self {
            Self::Telegram(_) => telegram::envelope(raw, received_at),
            Self::ZaloBot(_) => zalo_bot::envelope(raw, received_at),
            Self::ZaloOa(oa) => oa.envelope(raw, received_at),
            Self::Console(_) => console::envelope(raw, received_at),
        }
    }

    /// Reads a stored update. Total: what does not decode is
    /// [`Utterance::Unreadable`](crate::message::Utterance::Unreadable), and where the platform
    /// does not tell when it was said, it was said at `sent_at`, the envelope's instant.
    #[must_use]
    pub fn read(&self, account: AccountId, raw: &str, sent_at: DateTime<Utc>) -> Inbound {
        match self {
            Self::Telegram(_) => telegram::read(account, raw, sent_at),
            Self::ZaloBot(_) => zalo_bot::read(account, raw, sent_at),
            Self::ZaloOa(oa) => oa.read(account, raw, sent_at),
            Self::Console(_) => console::read(account, raw, sent_at),
        }
    }

    /// What the talk may count on.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        match self {
            Self::Telegram(_) => telegram::CAPABILITIES,
            Self::ZaloBot(_) => zalo_bot::CAPABILITIES,
            Self::ZaloOa(oa) => oa.capabilities(),
            Self::Console(_) => console::CAPABILITIES,
        }
    }

    /// Waits for updates from `offset` on; comes back empty after a while if there are none.
    /// The same offset brings the same updates again, so it is moved only after they are stored.
    pub async fn poll(&self, offset: i64) -> Result<Polled, PollError> {
        match self {
            Self::Telegram(telegram) => telegram.poll(offset).await,
            Self::ZaloBot(bot) => bot.poll().await,
            // Events are brought, and cannot be asked for.
            Self::ZaloOa(_) => Err(PollError::WebhookSet),
            Self::Console(console) => Ok(console.poll().await),
        }
    }

    /// Whether what a poll was about to bring is lost if it is broken off.
    #[must_use]
    pub const fn loses_broken_polls(&self) -> bool {
        match self {
            Self::ZaloBot(_) => true,
            Self::Telegram(_) | Self::ZaloOa(_) | Self::Console(_) => false,
        }
    }

    /// Tells the person's phone that a button press has arrived. It is a courtesy that is worth
    /// nothing a minute later, so a failure is not told to anybody.
    pub async fn answer_press(&self, press: &str) {
        match self {
            Self::Telegram(telegram) => telegram.answer_press(press).await,
            Self::ZaloBot(_) | Self::ZaloOa(_) | Self::Console(_) => {}
        }
    }

    /// Fetches a file that a person has sent, by the
    /// [`file_id`](crate::domain::Attachment::file_id) of its message, and breaks off once it is
    /// longer than `limit` bytes.
    pub async fn fetch(&self, file_id: &str, limit: usize) -> Result<Vec<u8>, FetchError> {
        match self {
            Self::Telegram(telegram) => telegram.fetch(file_id, limit).await,
            Self::ZaloBot(bot) => bot.fetch(file_id, limit).await,
            Self::ZaloOa(oa) => oa.fetch(file_id, limit).await,
            Self::Console(console) => console.fetch(file_id, limit).await,
        }
    }

    /// Sends files, after the words that tell of them. Each goes the way it says, which is one
    /// that [`Capabilities::files_out`] allows. If one fails, sending again repeats those before.
    pub async fn send_files(&self, chat: &str, files: &[Parcel]) -> Result<(), SendError> {
        match self {
            Self::Telegram(telegram) => telegram.send_files(chat, files).await,
            Self::ZaloBot(bot) => bot.send_files(chat, files).await,
            Self::ZaloOa(oa) => oa.send_files(chat, files).await,
            Self::Console(console) => console.send_files(chat, files),
        }
    }

    /// Sends one message of ours. It becomes several on the platform if it is long; if a later
    /// one of them fails, the error is that of the failed one, and sending again repeats the
    /// earlier ones. [`Outbound::menu`] and [`Outbound::files`] are not looked at: see
    /// [`Channel::set_menu`] and [`Channel::send_files`].
    pub async fn send(&self, chat: &str, body: &Outbound) -> Result<(), SendError> {
        match self {
            Self::Telegram(telegram) => telegram.send(chat, body).await,
            Self::ZaloBot(bot) => bot.send(chat, body).await,
            Self::ZaloOa(oa) => oa.send(chat, body).await,
            Self::Console(console) => {
                console.send(chat, body);
                Ok(())
            }
        }
    }

    /// Shows these commands, as name and description, in the menu of one chat, whatever the
    /// language of the phone: the list is in the language that the person chose. An empty list
    /// brings the menu that everybody has back.
    pub async fn set_menu(
        &self,
        chat: &str,
        commands: &[(String, String)],
    ) -> Result<(), SendError> {
        match self {
            Self::Telegram(telegram) => telegram.set_menu(chat, commands).await,
            Self::ZaloBot(_) | Self::ZaloOa(_) | Self::Console(_) => Ok(()),
        }
    }

    /// Sets the menu that every chat has until it gets its own, for phones in these languages;
    /// phones in any other language show the first.
    pub async fn set_default_menus(
        &self,
        menus: &[(Locale, Vec<(String, String)>)],
    ) -> Result<(), SendError> {
        match self {
            Self::Telegram(telegram) => telegram.set_default_menus(menus).await,
            Self::ZaloBot(_) | Self::ZaloOa(_) | Self::Console(_) => Ok(()),
        }
    }
}
