//! The settings of an Official Account.

use url::Url;

use super::accounts::{HearsBy, Kind, Platform};
use super::read::{Reader, is_word, web_address};
use super::variables as var;
use super::{Secret, Variable};
use crate::channel::zalo_oa::{
    self, Authority, ButtonForm, Buttons, CodeVerifier, Profile, Token, Tokens, Verifier, Window,
};

/// An Official Account, and the application through which it is reached.
#[derive(Clone, PartialEq, Debug)]
pub struct ZaloOa {
    pub oa_id: String,
    pub app_id: String,
    /// What the application shows to get tokens.
    pub app_secret: Secret,
    /// What events of the webhook are signed with; buttons are signed with it, too.
    pub oa_secret: Secret,
    pub api_url: Url,
    pub oauth_url: Url,
    /// Where the consent page comes back to; none where tokens come from the API Explorer.
    pub redirect_url: Option<Url>,
    /// The verifier whose challenge is in the console; none where each attempt has its own.
    pub code_verifier: Option<CodeVerifier>,
    pub form: ButtonForm,
    pub greets_followers: bool,
    pub window: Window,
}

impl ZaloOa {
    /// What the channel needs to know of it.
    #[must_use]
    fn profile(&self) -> Profile {
        Profile {
            oa_id: self.oa_id.clone(),
            buttons: Buttons::new(self.oa_secret.expose(), &self.oa_id),
            form: self.form,
            greets_followers: self.greets_followers,
            window: self.window,
        }
    }

    /// The way to it.
    #[must_use]
    pub fn channel(&self, http: reqwest::Client, tokens: Tokens) -> zalo_oa::ZaloOa {
        zalo_oa::ZaloOa::new(http, &self.api_url, tokens, self.profile())
    }

    /// What tells Zalo's events from anybody else's.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier::new(&self.app_id, &self.oa_id, self.oa_secret.expose())
    }

    /// Where tokens come from.
    #[must_use]
    pub fn authority(&self, http: reqwest::Client) -> Authority {
        let secret = Token::new(self.app_secret.expose());
        Authority::new(http, &self.oauth_url, &self.app_id, secret)
    }
}

/// The variables of an Official Account.
pub(super) const ZALO_OA: Kind = Kind {
    prefix: "ZALO_OA_",
    exists_by: var::ZALO_OA_ID,
    others: &[
        var::ZALO_OA_APP_ID,
        var::ZALO_OA_APP_SECRET,
        var::ZALO_OA_SECRET_KEY,
        var::ZALO_OA_REDIRECT_URL,
        var::ZALO_OA_CHARGED,
        var::ZALO_OA_GREETING,
        var::ZALO_OA_BUTTON_QUERY,
        var::ZALO_OA_BUTTON_TEMPLATE,
        var::ZALO_OA_CODE_VERIFIER,
        var::ZALO_OA_API_URL,
        var::ZALO_OA_OAUTH_URL,
    ],
    read,
};

fn read(reader: &mut Reader<'_>) -> Option<(Platform, HearsBy)> {
    let oa_id = reader.optional(var::ZALO_OA_ID, number);
    let app_id = reader.optional(var::ZALO_OA_APP_ID, number);
    let app_secret = reader.optional(var::ZALO_OA_APP_SECRET, secret);
    let oa_secret = reader.optional(var::ZALO_OA_SECRET_KEY, secret);
    let redirect_url = reader.optional(var::ZALO_OA_REDIRECT_URL, web_address);
    let charged = reader.required(var::ZALO_OA_CHARGED, |text| one_of(text, "off", "on"));
    let greets = reader.required(var::ZALO_OA_GREETING, |text| one_of(text, "off", "on"));
    let hidden = reader.required(var::ZALO_OA_BUTTON_QUERY, |text| one_of(text, "show", "hide"));
    let typed = reader.required(var::ZALO_OA_BUTTON_TEMPLATE, |text| one_of(text, "off", "on"));
    let code_verifier = reader.optional(var::ZALO_OA_CODE_VERIFIER, CodeVerifier::parse);
    let api_url = reader.required(var::ZALO_OA_API_URL, web_address);
    let oauth_url = reader.required(var::ZALO_OA_OAUTH_URL, web_address);
    let needed = [var::ZALO_OA_APP_ID, var::ZALO_OA_APP_SECRET, var::ZALO_OA_SECRET_KEY];
    if reader.is_set(var::ZALO_OA_ID) {
        reader.wants_http(var::ZALO_OA_ID);
        for missing in needed {
            if !reader.is_set(missing) {
                reader.problem(is_missing(reader, missing, var::ZALO_OA_ID));
            }
        }
    } else if let Some(given) = needed.into_iter().find(|needed| reader.is_set(*needed)) {
        reader.problem(is_missing(reader, var::ZALO_OA_ID, given));
    }
    let oa = ZaloOa {
        oa_id: oa_id?,
        app_id: app_id?,
        app_secret: app_secret?,
        oa_secret: oa_secret?,
        api_url: api_url?,
        oauth_url: oauth_url?,
        redirect_url,
        code_verifier,
        form: ButtonForm { hidden: hidden?, typed: typed? },
        greets_followers: greets?,
        window: if charged? { Window::Charged } else { Window::Free },
    };
    Some((Platform::ZaloOa(Box::new(oa)), HearsBy::Signed))
}

fn is_missing(reader: &Reader<'_>, missing: Variable, given: Variable) -> String {
    let (name, other) = (reader.name(missing), reader.name(given));
    format!("{name} is missing although {other} is set. It {}.", missing.wants)
}

/// Zalo's numbers are longer than a computer's; they stay text.
fn number(text: &str) -> Option<String> {
    let reads = (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    reads.then(|| text.to_owned())
}

fn secret(text: &str) -> Option<Secret> {
    let reads = (8..=256).contains(&text.len()) && text.bytes().all(is_word);
    reads.then(|| Secret::new(text.to_owned()))
}

fn one_of(text: &str, no: &str, yes: &str) -> Option<bool> {
    (text == no || text == yes).then(|| text == yes)
}
