//! The settings of an Official Account.

use url::Url;

use super::Secret;
use crate::channel::zalo_oa::{
    Authority, ButtonForm, Buttons, CodeVerifier, Profile, Token, Verifier, Window,
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
    pub fn profile(&self) -> Profile {
        Profile {
            oa_id: self.oa_id.clone(),
            buttons: Buttons::new(self.oa_secret.expose(), &self.oa_id),
            form: self.form,
            greets_followers: self.greets_followers,
            window: self.window,
        }
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
