//! The one place where time and chance come from. Everybody else is handed them, so that a
//! test can stand still and a batch has one time.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

/// Tells the time.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Hands(Hands),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The time in whole microseconds, because that is what PostgreSQL keeps: an instant that
    /// was stored and read again is still the same.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Hands(hands) => hands.read(),
        }
    }
}

/// The hands of clocks that stand still until they are moved.
#[derive(Clone, Debug)]
pub struct Hands(Arc<Mutex<DateTime<Utc>>>);

impl Hands {
    /// Hands that show `now`.
    #[must_use]
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(now.trunc_subsecs(6))))
    }

    /// A clock with these hands. All clocks with the same hands show the same time.
    #[must_use]
    pub fn clock(&self) -> Clock {
        Clock(Source::Hands(self.clone()))
    }

    /// Moves the hands to `now`, forwards or backwards.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now.trunc_subsecs(6);
    }

    /// Moves the hands forwards.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.read() + by);
    }

    fn read(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The letters of a token. Lower case and digits without i, l, o and u (Crockford's base 32), so
/// that it survives a link, a reading aloud and a keyboard that begins with a capital.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A code that cannot be guessed: 128 bits in 26 letters and digits.
#[must_use]
pub fn fresh_token() -> String {
    #[expect(clippy::disallowed_methods, reason = "this is the one place for chance")]
    let mut bits: u128 = rand::random();
    let mut token = String::with_capacity(26);
    for _ in 0..26 {
        let index = usize::try_from(bits & 31).expect("five bits fit");
        token.push(char::from(LETTERS[index]));
        bits >>= 5;
    }
    token
}

/// Bytes that cannot be guessed.
#[must_use]
pub fn fresh_bytes<const N: usize>() -> [u8; N] {
    #[expect(clippy::disallowed_methods, reason = "this is the one place for chance")]
    rand::random()
}

/// A name for this process among all that share a database.
#[must_use]
pub fn fresh_process() -> Uuid {
    #[expect(clippy::disallowed_methods, reason = "this is the one place for chance")]
    Uuid::new_v4()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_with_the_same_hands_move_together() {
        let start = "2026-01-05T09:00:00.123456789Z".parse().unwrap();
        let hands = Hands::at(start);
        let (one, other) = (hands.clock(), hands.clock());
        hands.advance(TimeDelta::hours(2));
        assert_eq!(one.now(), other.now());
        assert_eq!(one.now().to_rfc3339(), "2026-01-05T11:00:00.123456+00:00");
    }

    #[test]
    fn tokens_are_safe_in_a_link_and_never_the_same() {
        let token = fresh_token();
        assert_eq!(token.len(), 26);
        assert!(token.bytes().all(|letter| LETTERS.contains(&letter)), "{token}");
        assert_ne!(token, fresh_token());
    }
}
