//! Whether an event comes from Zalo.
//!
//! Zalo signs with a plain digest: SHA-256 over a first term, the body's own bytes, the body's
//! `timestamp` and the secret of the webhook page, one after the other. The documentation has the
//! application's id as the first term; some deployments see the Official Account's id instead, so
//! either is taken, and whoever serves counts which one it was.

use data_encoding::HEXLOWER_PERMISSIVE;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

/// The header that carries the signature, as `mac=` and hexadecimal digits or the digits alone.
pub const HEADER: &str = "x-zevent-signature";

/// The first term of a signature that fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FirstTerm {
    /// The application's id.
    App,
    /// The Official Account's id.
    Account,
}

impl FirstTerm {
    /// Its name in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::App => "app_id",
            Self::Account => "oa_id",
        }
    }
}

/// What a signature is made with.
#[derive(Clone)]
pub struct Verifier {
    app_id: String,
    oa_id: String,
    /// The secret of the webhook page, which is not the application's secret.
    oa_secret: String,
}

impl Verifier {
    /// Checks events of this account that come through this application.
    #[must_use]
    pub fn new(app_id: &str, oa_id: &str, oa_secret: &str) -> Self {
        let owned = str::to_owned;
        Self { app_id: owned(app_id), oa_id: owned(oa_id), oa_secret: owned(oa_secret) }
    }

    /// The first term with which the signature fits; none if it fits with neither. Takes the same
    /// time whatever was guessed right.
    #[must_use]
    pub fn verify(&self, header: &[u8], body: &[u8]) -> Option<FirstTerm> {
        let shown = digest_in(header)?;
        let timestamp = timestamp_in(body)?;
        let fits = |first: &str| -> bool {
            let signed = Sha256::new()
                .chain_update(first)
                .chain_update(body)
                .chain_update(&timestamp)
                .chain_update(&self.oa_secret)
                .finalize();
            shown.ct_eq(signed.as_slice()).into()
        };
        let (app, account) = (fits(&self.app_id), fits(&self.oa_id));
        match (app, account) {
            (true, _) => Some(FirstTerm::App),
            (false, true) => Some(FirstTerm::Account),
            (false, false) => None,
        }
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verifier").field("oa_id", &self.oa_id).finish_non_exhaustive()
    }
}

/// The 32 bytes that a header shows.
fn digest_in(header: &[u8]) -> Option<[u8; 32]> {
    let header = header.trim_ascii();
    let digits = match header.split_at_checked(4) {
        Some((name, rest)) if name.eq_ignore_ascii_case(b"mac=") => rest.trim_ascii(),
        _ => header,
    };
    HEXLOWER_PERMISSIVE.decode(digits).ok()?.try_into().ok()
}

/// The body's `timestamp` as it is signed: the text, or the digits where it is a number.
fn timestamp_in(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Stamped<'a> {
        #[serde(borrow)]
        timestamp: &'a RawValue,
    }
    let Stamped { timestamp } = serde_json::from_slice(body).ok()?;
    let written = timestamp.get();
    if written.starts_with('"') {
        serde_json::from_str(written).ok()
    } else {
        Some(written.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        r#"{"app_id":"100","event_name":"user_send_text","timestamp":"1791000000000"}"#;

    fn verifier() -> Verifier {
        Verifier::new("100", "200", "secret-of-the-webhook")
    }

    /// The signature as a recipe would compute it: over one text.
    fn signed(first: &str, body: &str, timestamp: &str, secret: &str) -> String {
        let text = format!("{first}{body}{timestamp}{secret}");
        data_encoding::HEXLOWER.encode(&Sha256::digest(text))
    }

    fn verify(header: &str) -> Option<FirstTerm> {
        verifier().verify(header.as_bytes(), BODY.as_bytes())
    }

    #[test]
    fn a_signature_fits_with_either_first_term_and_in_either_form() {
        let app = signed("100", BODY, "1791000000000", "secret-of-the-webhook");
        let account = signed("200", BODY, "1791000000000", "secret-of-the-webhook");
        assert_eq!(verify(&format!("mac={app}")), Some(FirstTerm::App));
        assert_eq!(verify(&app), Some(FirstTerm::App));
        assert_eq!(verify(&app.to_uppercase()), Some(FirstTerm::App));
        assert_eq!(verify(&format!(" MAC={account} ")), Some(FirstTerm::Account));
    }

    #[test]
    fn a_timestamp_may_be_a_number() {
        let body = r#"{"timestamp":1791000000000}"#;
        let header = signed("100", body, "1791000000000", "secret-of-the-webhook");
        let first = verifier().verify(header.as_bytes(), body.as_bytes());
        assert_eq!(first, Some(FirstTerm::App));
    }

    #[test]
    fn what_was_signed_otherwise_fits_nothing() {
        let stamp = "1791000000000";
        let good = signed("100", BODY, stamp, "secret-of-the-webhook");
        for header in [
            signed("100", BODY, stamp, "secret-of-the-app"),
            signed("300", BODY, stamp, "secret-of-the-webhook"),
            signed("100", BODY, "1791000000001", "secret-of-the-webhook"),
            signed("100", &BODY.replace("text", "image"), stamp, "secret-of-the-webhook"),
            good[..62].to_owned(),
            format!("{good}00"),
            good.replace(|digit: char| digit.is_ascii_hexdigit(), "ế"),
            String::new(),
            "mac=".to_owned(),
        ] {
            assert_eq!(verify(&header), None, "{header:?}");
        }
    }

    #[test]
    fn a_body_without_a_timestamp_cannot_be_verified() {
        for body in ["", "{}", "[]", r#"{"timestamp":"#, "not json", "\u{0}"] {
            let header = signed("100", body, "", "secret-of-the-webhook");
            assert_eq!(verifier().verify(header.as_bytes(), body.as_bytes()), None, "{body:?}");
        }
    }

    #[test]
    fn a_verifier_does_not_show_its_secret() {
        assert!(!format!("{:?}", verifier()).contains("secret-of"));
    }
}
