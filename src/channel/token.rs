//! A bot's token: Telegram's and Zalo's have the same form.

use std::fmt;

/// The secret with which a bot proves itself. It is part of every address we call, so neither
/// it nor an address is ever printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The text is no token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a bot token looks like 123456789:letters-and-digits")]
pub struct NotAToken;

impl Token {
    /// Reads a token as the platform shows it: the bot's number, a colon and the secret.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let text = text.trim();
        let (bot, secret) = text.split_once(':').ok_or(NotAToken)?;
        let is_number = !bot.is_empty() && bot.bytes().all(|byte| byte.is_ascii_digit());
        let is_secret = !secret.is_empty()
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if is_number && is_secret { Ok(Self(text.to_owned())) } else { Err(NotAToken) }
    }

    /// The bot's number: the half of the token that is no secret.
    #[must_use]
    pub fn bot_id(&self) -> &str {
        self.0.split_once(':').map_or("", |(bot, _)| bot)
    }

    /// The whole token, for the address of a request.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Takes the secret out of a text that came from elsewhere.
    pub(super) fn redact(&self, text: &str) -> String {
        let secret = self.0.split_once(':').map_or(self.0.as_str(), |(_, secret)| secret);
        text.replace(secret, "…")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}:…)", self.bot_id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_printed() {
        let token = Token::parse(" 123456:AAH-secret_x \n").expect("it is a token");
        assert_eq!(token.bot_id(), "123456");
        assert!(!format!("{token:?}").contains("secret"));
        assert_eq!(token.redact("/bot123456:AAH-secret_x/getMe"), "/bot123456:…/getMe");
    }

    #[test]
    fn what_cannot_be_a_token_is_refused() {
        for text in ["", ":", "123", "123:", ":abc", "12a:abc", "123:ab/c", "123:a b"] {
            assert_eq!(Token::parse(text), Err(NotAToken), "{text:?}");
        }
    }
}
