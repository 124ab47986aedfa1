//! The outside of an update: what is needed to store it before it is understood.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::Locale;

/// How far a platform's clock may be ahead of ours and is still believed.
const MAX_AHEAD: TimeDelta = TimeDelta::minutes(10);

/// When it was said: what the platform says, if somebody can have spoken then.
pub(super) fn said_at(claimed: Option<DateTime<Utc>>, received_at: DateTime<Utc>) -> DateTime<Utc> {
    let possible = DateTime::UNIX_EPOCH..=received_at + MAX_AHEAD;
    claimed.filter(|at| possible.contains(at) && *at != DateTime::UNIX_EPOCH).unwrap_or(received_at)
}

/// A first, lenient look at a raw update: what is needed to store it before it is understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Envelope {
    /// The platform's id of the update; the same when it is delivered again.
    pub external_id: String,
    /// The platform's id of the chat.
    pub chat: String,
    /// When it was said, as far as the platform tells; otherwise when we received it.
    pub sent_at: DateTime<Utc>,
    /// The id of a button press. The person's phone shows a spinning wheel until
    /// [`Channel::answer_press`](super::Channel::answer_press) is called with it.
    pub press: Option<String>,
    /// The language of the person's phone, where the platform tells.
    pub locale_hint: Option<Locale>,
}

/// Why an update has no [`Envelope`]. It is acknowledged and let go: there is nobody to answer,
/// and refusing it would hold up what comes after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unaddressed {
    /// It comes from a group or a public channel; we talk to people one by one.
    #[error("not a private chat")]
    NotPrivate,
    /// Nobody says anything in it: an echo of our own message, a receipt.
    #[error("nothing is said in it")]
    NothingSaid,
    /// It names no chat or has no id: a kind of update that we did not ask for, or garbage.
    #[error("no chat or no id in the update")]
    NoAddress,
}
