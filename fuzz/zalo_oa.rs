//! What an Official Account is brought.

#[path = "../src/channel/zalo_oa/press.rs"]
pub mod press;

#[path = "../src/channel/zalo_oa/receive.rs"]
mod receive;

#[path = "../src/channel/zalo_oa/signature.rs"]
pub mod signature;

use chrono::{DateTime, Utc};

use crate::domain::AccountId;

/// As much of the service's profile as the reader looks at.
pub struct Profile {
    pub buttons: press::Buttons,
    pub greets_followers: bool,
}

/// Reads an event, and judges what came of it.
pub fn judge(profile: &Profile, account: AccountId, raw: &str, received_at: DateTime<Utc>) {
    super::judge(
        received_at,
        || receive::envelope("2000000000000000002", raw, received_at),
        || receive::read(profile, account, raw, received_at),
    );
}
