//! How tokens come about: the consent of the account's administrator, and refreshing.
//!
//! A refresh token is good once. Whoever refreshes must be the only one to do it, and must keep
//! the new pair before using it.

use std::collections::HashMap;

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::Token;
use super::api::{Failure, publishable, read, unsent, whole};

/// The life of an access token where the answer does not tell: short, so that it is soon replaced.
const SHORT_LIFE: TimeDelta = TimeDelta::hours(1);

/// Longer lives are not believed; Zalo's is 25 hours.
const LONGEST_LIFE: i64 = 30 * 24 * 3_600;

/// An access token, and what gets the next one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    pub access: Token,
    /// Good once, for three months.
    pub refresh: Token,
    /// How long the access token lives from now on.
    pub life: TimeDelta,
}

/// Why no pair came.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GrantError {
    /// Zalo will not: what was shown is used up, has run out or is not ours.
    #[error("{code} {name}")]
    Refused { code: i64, name: String },
    /// The request never left; what it would have shown is still good.
    #[error("no connection: {why}")]
    Unsent { why: String },
    /// No sensible answer came. What was shown may be used up all the same.
    #[error("{why}")]
    Unclear { why: String },
}

/// The server that gives tokens, as one application sees it.
#[derive(Clone)]
pub struct Authority {
    http: reqwest::Client,
    base: String,
    app_id: String,
    app_secret: Token,
}

impl Authority {
    /// The server at `base`, which is `https://oauth.zaloapp.com`.
    #[must_use]
    pub fn new(http: reqwest::Client, base: &Url, app_id: &str, app_secret: Token) -> Self {
        let base = base.as_str().trim_end_matches('/').to_owned();
        Self { http, base, app_id: app_id.to_owned(), app_secret }
    }

    /// The page on which the account's administrator agrees. Comes back to `redirect` with a code.
    #[must_use]
    pub fn consent_page(&self, redirect: &Url, verifier: &Verifier, state: &str) -> Url {
        let mut page =
            Url::parse(&format!("{}/v4/oa/permission", self.base)).expect("the base is an address");
        page.query_pairs_mut()
            .append_pair("app_id", &self.app_id)
            .append_pair("redirect_uri", redirect.as_str())
            .append_pair("code_challenge", &verifier.challenge())
            .append_pair("state", state);
        page
    }

    /// The first pair, for the code of the consent page. A code is good once, for ten minutes.
    pub async fn exchange(&self, code: &Token, verifier: &Verifier) -> Result<Pair, GrantError> {
        self.grant(&[
            ("code", code.reveal()),
            ("app_id", &self.app_id),
            ("grant_type", "authorization_code"),
            ("code_verifier", verifier.reveal()),
        ])
        .await
    }

    /// The next pair. Uses the refresh token up.
    pub async fn refresh(&self, refresh: &Token) -> Result<Pair, GrantError> {
        self.grant(&[
            ("refresh_token", refresh.reveal()),
            ("app_id", &self.app_id),
            ("grant_type", "refresh_token"),
        ])
        .await
    }

    async fn grant(&self, form: &[(&str, &str)]) -> Result<Pair, GrantError> {
        let request = self
            .http
            .post(format!("{}/v4/oa/access_token", self.base))
            .header("secret_key", self.app_secret.reveal())
            .form(form);
        let response = request.send().await.map_err(unsent)?;
        let status = response.status().as_u16();
        let answer = read(response).await?;
        let unclear =
            || GrantError::Unclear { why: format!("HTTP {status}, and not an answer of Zalo's") };
        let answer: Value = serde_json::from_slice(&answer).map_err(|_| unclear())?;
        let token = |name: &str| answer[name].as_str().filter(|token| !token.is_empty());
        if let (Some(access), Some(refresh)) = (token("access_token"), token("refresh_token")) {
            let life = whole(&answer["expires_in"]).filter(|life| *life > 0);
            let life = life.map(|life| TimeDelta::seconds(life.min(LONGEST_LIFE)));
            let (access, refresh) = (Token::new(access), Token::new(refresh));
            return Ok(Pair { access, refresh, life: life.unwrap_or(SHORT_LIFE) });
        }
        match whole(&answer["error"]) {
            Some(code) if code != 0 => {
                let name = answer["error_name"].as_str().or(answer["message"].as_str());
                Err(GrantError::Refused { code, name: publishable(name.unwrap_or_default()) })
            }
            _ => Err(unclear()),
        }
    }
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").field("app_id", &self.app_id).finish_non_exhaustive()
    }
}

impl From<Failure> for GrantError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unsent { why } => Self::Unsent { why },
            failure => Self::Unclear { why: failure.to_string() },
        }
    }
}

/// What proves that whoever shows a code is whoever asked for it (RFC 7636, S256).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verifier(Token);

impl Verifier {
    /// Reads a verifier: 43 letters, digits, `-` and `_`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (text.len() == 43 && text.bytes().all(is_letter)).then(|| Self(Token::new(text)))
    }

    /// A verifier from 128 bits or more that nobody can guess.
    #[must_use]
    pub fn from_chance(chance: &str) -> Self {
        Self(Token::new(BASE64URL_NOPAD.encode(&Sha256::digest(chance))))
    }

    /// What the consent page is shown: the verifier's digest.
    #[must_use]
    pub fn challenge(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(self.reveal()))
    }

    fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// What an operator has pasted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pasted {
    /// The code of the consent page; with the account and the state, if it was a whole address.
    Code { code: Token, oa_id: Option<String>, state: Option<String> },
    /// The address of a page that did not agree, and Zalo's code for it.
    NotAgreed { error: String },
    /// A pair made by hand, as the API Explorer shows it: the refresh token of it.
    Refresh(Token),
    /// None of these.
    Unreadable,
}

/// Reads what an operator has pasted: the address at which the browser ended up, the code in it,
/// or the tokens of the API Explorer as it shows them.
#[must_use]
pub fn pasted(text: &str) -> Pasted {
    let text = text.trim().trim_matches(['"', '\'']);
    if let Ok(answer) = serde_json::from_str::<HashMap<String, Value>>(text) {
        let refresh = answer.get("refresh_token").and_then(Value::as_str);
        return refresh
            .map_or(Pasted::Unreadable, |token| Pasted::Refresh(Token::new(token.trim())));
    }
    if let Some((name, value)) = text.split_once([':', '='])
        && name.trim().trim_matches('"').eq_ignore_ascii_case("refresh_token")
    {
        let value = value.trim().trim_matches(['"', ',']);
        return if is_opaque(value) {
            Pasted::Refresh(Token::new(value))
        } else {
            Pasted::Unreadable
        };
    }
    if let Ok(address) = Url::parse(text)
        && matches!(address.scheme(), "http" | "https")
    {
        let named = |names: &[&str]| {
            let mut pairs = address.query_pairs();
            pairs.find(|(name, _)| names.contains(&&**name)).map(|(_, value)| value.into_owned())
        };
        // Two spellings have been seen.
        return match (named(&["code", "oa_code"]), named(&["error", "error_code"])) {
            (Some(code), _) if is_opaque(&code) => {
                let (oa_id, state) = (named(&["oa_id"]), named(&["state"]));
                Pasted::Code { code: Token::new(code), oa_id, state }
            }
            (_, Some(error)) => Pasted::NotAgreed { error: publishable(&error) },
            _ => Pasted::Unreadable,
        };
    }
    if is_opaque(text) {
        return Pasted::Code { code: Token::new(text), oa_id: None, state: None };
    }
    Pasted::Unreadable
}

/// Whether a text can be a code or a token: one word, and not a short one.
fn is_opaque(text: &str) -> bool {
    (8..=4_000).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = Verifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        assert_eq!(verifier.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(Verifier::parse(Verifier::from_chance("chance").reveal()).is_some());
        for wrong in ["", "short", &"x".repeat(44), &"=".repeat(43)] {
            assert_eq!(Verifier::parse(wrong), None);
        }
    }

    #[test]
    fn the_consent_page_has_everything_that_it_needs() {
        let http = reqwest::Client::new();
        let base = Url::parse("https://oauth.zaloapp.com/").unwrap();
        let authority = Authority::new(http, &base, "100", Token::new("secret"));
        let redirect = Url::parse("https://h.example/zalo?a=b").unwrap();
        let page = authority.consent_page(&redirect, &Verifier::from_chance("x"), "st");
        let challenge = Verifier::from_chance("x").challenge();
        assert_eq!(
            page.as_str(),
            format!(
                "https://oauth.zaloapp.com/v4/oa/permission?app_id=100&redirect_uri=https%3A%2F%2Fh.example%2Fzalo%3Fa%3Db&code_challenge={challenge}&state=st"
            )
        );
        assert!(!format!("{authority:?}").contains("secret"));
    }

    #[test]
    fn whatever_an_operator_may_paste_is_read() {
        let code = |code: &str| Token::new(code);
        let whole = Pasted::Code {
            code: code("abc-DEF_123"),
            oa_id: Some("200".to_owned()),
            state: Some("st".to_owned()),
        };
        for address in [
            "https://h.example/zalo?oa_id=200&code=abc-DEF_123&state=st",
            " https://h.example/zalo?oa_code=abc-DEF_123&oa_id=200&state=st \n",
            "\"https://h.example/zalo?x=1&code=abc-DEF_123&oa_id=200&state=st\"",
        ] {
            assert_eq!(pasted(address), whole, "{address}");
        }
        let alone = Pasted::Code { code: code("abc-DEF_123"), oa_id: None, state: None };
        assert_eq!(pasted("abc-DEF_123\n"), alone);
        let refresh = Pasted::Refresh(Token::new("refresh-token-1"));
        assert_eq!(
            pasted(
                r#"{"access_token":"a","refresh_token":"refresh-token-1","expires_in":"90000"}"#
            ),
            refresh
        );
        assert_eq!(pasted("refresh_token: refresh-token-1"), refresh);
        assert_eq!(pasted("refresh_token=refresh-token-1"), refresh);
        let error = Pasted::NotAgreed { error: "-14003".to_owned() };
        assert_eq!(pasted("https://h.example/zalo?error=-14003"), error);
        for nothing in ["", "xin chào", "https://h.example/zalo", r#"{"access_token":"a"}"#, "ab"]
        {
            assert_eq!(pasted(nothing), Pasted::Unreadable, "{nothing:?}");
        }
    }
}
