//! Encryption of personal data at rest: what the database, its backups and whoever reads either
//! do not need to see.
//!
//! [`Vault::seal`] encrypts with XChaCha20-Poly1305, whose nonce is long enough to be drawn at
//! random for ever. What is sealed cannot be searched, so a column that has to be looked up
//! carries a [`Vault::blind_index`] beside it: an HMAC that tells two equal values from two
//! different ones to whoever has the key, and nothing to anybody else. Both work with keys
//! derived from the operator's, so that neither can be used for the other.
//!
//! A vault may hold several keys. The newest seals; all of them open; each sealed value names its
//! key, so that a key can be changed while the service runs.

use std::fmt;

use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::clock;

/// The first byte of everything sealed: the layout below, and room for another.
const LAYOUT: u8 = 1;

/// Bytes of a key.
const KEY: usize = 32;

/// Bytes with which a sealed value names its key.
const ID: usize = 4;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Names a key without telling anything about it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct KeyId(pub [u8; ID]);

/// Seals and opens. Says nothing when it is printed.
#[derive(Clone)]
pub struct Vault {
    /// Never empty; the newest first.
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    id: KeyId,
    cipher: XChaCha20Poly1305,
    index: [u8; KEY],
}

/// Why keys do not read. Never repeats them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyError {
    /// There is none.
    #[error("there is no key")]
    Missing,
    /// One is not 32 bytes of hex or base64.
    #[error(
        "a key is 32 bytes, as 64 hex digits or as base64; make one with: openssl rand -hex 32"
    )]
    Unreadable,
    /// One is there twice, or two cannot be told apart.
    #[error("the same key is there twice")]
    Twice,
}

/// Why something sealed does not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// None of our keys sealed it.
    #[error("it is encrypted with a key that is not among ours")]
    UnknownKey,
    /// It was changed or cut short since, or was never sealed.
    #[error("it is damaged")]
    Damaged,
}

impl Vault {
    /// Reads one key or several, the newest first, with commas, spaces or line breaks between.
    ///
    /// # Errors
    /// If there is no key, or one does not read.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<Key> = Vec::new();
        let words = text.split(|letter: char| letter == ',' || letter.is_whitespace());
        for word in words.filter(|word| !word.is_empty()) {
            let key = Key::derive(&decode(word).ok_or(KeyError::Unreadable)?);
            if keys.iter().any(|other| other.id == key.id) {
                return Err(KeyError::Twice);
            }
            keys.push(key);
        }
        if keys.is_empty() { Err(KeyError::Missing) } else { Ok(Self { keys }) }
    }

    /// A new key, as [`Vault::parse`] reads it.
    #[must_use]
    pub fn fresh_key() -> String {
        HEXLOWER.encode(&clock::fresh_bytes::<KEY>())
    }

    /// Encrypts with the newest key.
    #[must_use]
    pub fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let key = self.newest();
        let nonce = clock::fresh_bytes::<NONCE>();
        let cipher = key.cipher.encrypt(&XNonce::from(nonce), plain);
        let cipher = cipher.expect("a value of the database is far below the cipher's 256 GiB");
        let mut sealed = Vec::with_capacity(1 + ID + NONCE + cipher.len());
        sealed.push(LAYOUT);
        sealed.extend(key.id.0);
        sealed.extend(nonce);
        sealed.extend(cipher);
        sealed
    }

    /// Decrypts what [`Vault::seal`] gave, whichever of our keys it used.
    ///
    /// # Errors
    /// If its key is not among ours, or it is not what was sealed.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        let (id, rest) = split(sealed).ok_or(OpenError::Damaged)?;
        let (nonce, cipher) = rest.split_first_chunk::<NONCE>().ok_or(OpenError::Damaged)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or(OpenError::UnknownKey)?;
        key.cipher.decrypt(&XNonce::from(*nonce), cipher).map_err(|_| OpenError::Damaged)
    }

    /// Whether it is sealed with the newest key; otherwise it is to be sealed anew when keys
    /// change.
    #[must_use]
    pub fn is_sealed_with_newest(&self, sealed: &[u8]) -> bool {
        split(sealed).is_some_and(|(id, _)| id == self.newest().id)
    }

    /// What stands in a column for looking up `value`, with the newest key.
    #[must_use]
    pub fn blind_index(&self, value: &str) -> [u8; 32] {
        self.newest().blind_index(value)
    }

    /// What may stand in a column for `value` while keys change: one for each key.
    #[must_use]
    pub fn blind_indexes(&self, value: &str) -> Vec<[u8; 32]> {
        self.keys.iter().map(|key| key.blind_index(value)).collect()
    }

    /// The names of our keys, the newest first.
    #[must_use]
    pub fn key_ids(&self) -> Vec<KeyId> {
        self.keys.iter().map(|key| key.id).collect()
    }

    fn newest(&self) -> &Key {
        self.keys.first().expect("a vault without a key cannot be made")
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[vault]")
    }
}

impl Key {
    fn derive(secret: &[u8; KEY]) -> Self {
        let name = hmac(secret, "name");
        let (id, _) = name.split_first_chunk().expect("a digest is longer than a name");
        Self {
            id: KeyId(*id),
            cipher: XChaCha20Poly1305::new(&hmac(secret, "seal").into()),
            index: hmac(secret, "index"),
        }
    }

    fn blind_index(&self, value: &str) -> [u8; 32] {
        hmac(&self.index, value)
    }
}

fn hmac(key: &[u8; KEY], text: &str) -> [u8; 32] {
    let mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key);
    let mut mac = mac.expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The name of the key, and what follows it.
fn split(sealed: &[u8]) -> Option<(KeyId, &[u8])> {
    let (id, rest) = sealed.strip_prefix(&[LAYOUT])?.split_first_chunk::<ID>()?;
    Some((KeyId(*id), rest))
}

/// 64 hex digits, or base64 with its padding, are 32 bytes.
fn decode(word: &str) -> Option<[u8; KEY]> {
    let bytes = match word.len() {
        64 => HEXLOWER_PERMISSIVE.decode(word.as_bytes()),
        _ => BASE64.decode(word.as_bytes()),
    };
    bytes.ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const NEW: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    fn vault(keys: &str) -> Vault {
        Vault::parse(keys).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_and_says_nothing_before() {
        let vault = vault(OLD);
        let sealed = vault.seal(b"+84912345678");
        assert_eq!(vault.open(&sealed).unwrap(), b"+84912345678");
        assert!(!sealed.windows(4).any(|part| b"+84912345678".windows(4).any(|own| own == part)));
        assert_ne!(vault.seal(b"+84912345678"), sealed, "two equal numbers look different");
        assert_eq!(vault.open(&vault.seal(b"")).unwrap(), b"");
    }

    #[test]
    fn whatever_was_changed_does_not_open() {
        let vault = vault(OLD);
        let sealed = vault.seal(b"+84912345678");
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(vault.open(&changed).is_err(), "byte {place}");
            assert!(vault.open(&sealed[..place]).is_err(), "cut at {place}");
        }
        assert_eq!(vault.open(b"+84912345678"), Err(OpenError::Damaged));
    }

    #[test]
    fn the_newest_key_seals_and_all_of_them_open() {
        let (old, both, new) = (vault(OLD), vault(&format!("{NEW},{OLD}")), vault(NEW));
        let (before, after) = (old.seal(b"x"), both.seal(b"x"));
        assert!(!both.is_sealed_with_newest(&before) && both.is_sealed_with_newest(&after));
        assert_eq!(both.open(&before).unwrap(), b"x");
        assert_eq!(new.open(&after).unwrap(), b"x");
        assert_eq!(new.open(&before), Err(OpenError::UnknownKey));
        assert_eq!(both.blind_index("x"), new.blind_index("x"));
        assert_eq!(both.blind_indexes("x"), [new.blind_index("x"), old.blind_index("x")]);
        assert_eq!(both.key_ids().len(), 2);
    }

    #[test]
    fn equal_values_have_equal_indexes() {
        let vault = vault(OLD);
        assert_eq!(vault.blind_index("+84912345678"), vault.blind_index("+84912345678"));
        assert_ne!(vault.blind_index("+84912345678"), vault.blind_index("+84912345679"));
    }

    #[test]
    fn keys_read_as_openssl_writes_them() {
        assert_eq!(vault(&format!("\n{}\n", OLD.to_uppercase())).key_ids(), vault(OLD).key_ids());
        assert_eq!(vault(&Vault::fresh_key()).key_ids().len(), 1);
        assert_ne!(Vault::fresh_key(), Vault::fresh_key());
        let refused = |text: &str| Vault::parse(text).unwrap_err();
        assert_eq!(refused(" , "), KeyError::Missing);
        assert_eq!(refused(&format!("{OLD} {OLD}")), KeyError::Twice);
        for wrong in ["hush", &OLD[1..], &NEW[4..], &OLD.replace('0', "g")] {
            assert_eq!(refused(wrong), KeyError::Unreadable, "{wrong}");
        }
    }

    #[test]
    fn nothing_is_printed() {
        assert_eq!(format!("{:?}", vault(OLD)), "[vault]");
    }
}
