//! Tokens: who may call, until when, and which refresh tokens are used up.

use std::collections::HashMap;

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::form_urlencoded;

use super::{APP_ID, APP_SECRET};

/// How long an access token lives, in milliseconds: 25 hours.
const LIFE: i64 = 90_000_000;

#[derive(Default)]
pub struct Grants {
    /// Good access tokens, and until when.
    access: HashMap<String, i64>,
    /// Refresh tokens, and whether they are used up.
    refresh: HashMap<String, bool>,
    /// Codes of the consent page, with the challenge that was shown there.
    codes: HashMap<String, String>,
    given: usize,
    /// How often a refresh token was shown that is used up already.
    pub reused: usize,
    /// How many pairs came of refreshing.
    pub refreshed: usize,
}

impl Grants {
    /// A pair that an administrator has made by hand.
    pub fn pair(&mut self, now: i64) -> (String, String) {
        self.given += 1;
        let access = format!("access-token-number-{}", self.given);
        let refresh = format!("refresh-token-number-{}", self.given);
        self.access.insert(access.clone(), now + LIFE);
        self.refresh.insert(refresh.clone(), false);
        (access, refresh)
    }

    /// The code that the consent page gives.
    pub fn consent(&mut self, challenge: &str) -> String {
        self.given += 1;
        let code = format!("consent-code-number-{}", self.given);
        self.codes.insert(code.clone(), challenge.to_owned());
        code
    }

    /// Whether a call with this token is taken.
    pub fn admits(&self, token: &str, now: i64) -> bool {
        self.access.get(token).is_some_and(|until| *until > now)
    }

    /// No access token is good any more, as when an administrator signs all sessions out.
    pub fn expire_all(&mut self) {
        self.access.clear();
    }

    /// `POST /v4/oa/access_token`.
    pub fn answer(&mut self, secret: Option<&str>, form: &[u8], now: i64) -> Value {
        let form: HashMap<String, String> = form_urlencoded::parse(form).into_owned().collect();
        let given = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        if given("app_id") != APP_ID {
            return refusal(-14001, "Invalid app id");
        }
        if secret != Some(APP_SECRET) {
            return refusal(-14004, "Invalid secret key");
        }
        match given("grant_type") {
            "authorization_code" => {
                let verifier = BASE64URL_NOPAD.encode(&Sha256::digest(given("code_verifier")));
                match self.codes.remove(given("code")) {
                    Some(challenge) if challenge == verifier => self.granted(now),
                    Some(_) => refusal(-14010, "Invalid code verifier"),
                    None => refusal(-14019, "Invalid authorization code"),
                }
            }
            "refresh_token" => match self.refresh.get_mut(given("refresh_token")) {
                Some(used @ false) => {
                    *used = true;
                    self.refreshed += 1;
                    self.granted(now)
                }
                Some(true) => {
                    self.reused += 1;
                    refusal(-14020, "Invalid refresh token")
                }
                None => refusal(-14020, "Invalid refresh token"),
            },
            _ => refusal(-14006, "Invalid grant type"),
        }
    }

    fn granted(&mut self, now: i64) -> Value {
        let (access, refresh) = self.pair(now);
        let seconds = (LIFE / 1_000).to_string();
        json!({"access_token": access, "refresh_token": refresh, "expires_in": seconds})
    }
}

fn refusal(code: i64, name: &str) -> Value {
    json!({"error": code, "error_name": name, "error_reason": name, "error_description": name})
}
