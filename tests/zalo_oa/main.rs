//! Official Accounts of Zalo: events as what was said, what we say as calls, and tokens.
//!
//! The other side is a fake Zalo that is as strict as what is known of the OpenAPI.

#[path = "../support/database.rs"]
mod database;
#[expect(dead_code, reason = "the service's tests use the rest")]
#[path = "../support/fake_zalo_oa/mod.rs"]
mod fake_zalo_oa;
#[path = "../support/file_host.rs"]
mod file_host;
#[path = "../support/fake_telegram/loopback.rs"]
mod loopback;
#[path = "../support/numbers.rs"]
mod numbers;

mod connect;
mod doctor;
mod receive;
mod send;
mod tokens;

use std::time::Duration;

use chrono::{DateTime, Utc};
use sangkien::channel;
use sangkien::channel::Channel;
use sangkien::channel::zalo_oa::{ButtonForm, Buttons, Profile, Tokens, Window, ZaloOa};

use fake_zalo_oa::server::FakeZaloOa;
use fake_zalo_oa::{OA_ID, OA_SECRET};

fn now() -> DateTime<Utc> {
    "2022-05-20T03:00:00Z".parse().expect("the instant exists")
}

/// A client that cannot leave this machine, and does not wait for long.
fn http() -> reqwest::Client {
    loopback::client(channel::http().timeout(Duration::from_secs(2)))
}

/// What an operator would have decided.
fn profile() -> Profile {
    Profile {
        oa_id: OA_ID.to_owned(),
        buttons: Buttons::new(OA_SECRET, OA_ID),
        form: ButtonForm { hidden: true, typed: false },
        greets_followers: true,
        window: Window::Free,
    }
}

fn oa(zalo: &FakeZaloOa, tokens: Tokens, profile: Profile) -> Channel {
    Channel::ZaloOa(ZaloOa::new(http(), zalo.address(), tokens, profile))
}
