//! Where talks stand, kept in memory between batches, so that what has just been stored need
//! not be read back.
//!
//! A talk that is being thought about is taken out, and only the commit of its batch puts it
//! back, so that a failure leaves nothing behind that is not in the database. Should the row
//! have been changed by somebody else, its version shows that when the next batch is saved.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::domain::{AccountId, ConversationId, Locale, PersonId};
use crate::engine::Session;
use crate::store::conversation::{Stored, Version};

/// Talks in a generation: those of everybody who writes within some minutes of a busy night. A
/// talk has about three kilobytes.
const TALKS: usize = 4_096;

/// Chats in a generation; one has about a hundred bytes.
const CHATS: usize = 65_536;

/// A conversation as it is stored.
#[derive(Clone, Debug)]
pub(super) struct Talk {
    pub(super) account: AccountId,
    pub(super) chat: String,
    pub(super) person: Option<PersonId>,
    pub(super) locale: Locale,
    pub(super) session: Session,
    pub(super) awaited: bool,
    pub(super) heard_at: Option<DateTime<Utc>>,
    pub(super) version: Version,
}

impl From<Stored> for Talk {
    fn from(stored: Stored) -> Self {
        Self {
            account: stored.account,
            chat: stored.chat,
            person: stored.person,
            locale: stored.locale,
            session: Session::from_json(&stored.session),
            awaited: stored.awaited,
            heard_at: stored.heard_at,
            version: stored.version,
        }
    }
}

/// The memory. See the module.
#[derive(Debug)]
pub(crate) struct Memory {
    talks: Mutex<Recent<ConversationId, Talk>>,
    chats: Mutex<Recent<(AccountId, String), ConversationId>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { talks: Mutex::new(Recent::new(TALKS)), chats: Mutex::new(Recent::new(CHATS)) }
    }
}

impl Memory {
    fn talks(&self) -> MutexGuard<'_, Recent<ConversationId, Talk>> {
        self.talks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn chats(&self) -> MutexGuard<'_, Recent<(AccountId, String), ConversationId>> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a talk out.
    pub(super) fn take(&self, conversation: ConversationId) -> Option<Talk> {
        self.talks().take(&conversation)
    }

    /// Puts talks back as they are stored now.
    pub(super) fn keep(&self, stored: Vec<(ConversationId, Talk)>) {
        let mut talks = self.talks();
        for (conversation, talk) in stored {
            talks.put(conversation, talk);
        }
    }

    /// Forgets talks that somebody else has changed.
    pub(super) fn forget(&self, conversations: &[ConversationId]) {
        let mut talks = self.talks();
        for conversation in conversations {
            talks.take(conversation);
        }
    }

    /// Forgets every talk.
    pub(super) fn forget_all(&self) {
        *self.talks() = Recent::new(TALKS);
    }

    /// The conversation of a chat, where it has been met. It never changes.
    pub(super) fn conversation(&self, account: AccountId, chat: &str) -> Option<ConversationId> {
        let mut chats = self.chats();
        let key = (account, chat.to_owned());
        let conversation = chats.take(&key)?;
        chats.put(key, conversation);
        Some(conversation)
    }

    /// Remembers the conversations of chats.
    pub(super) fn meet(&self, account: AccountId, met: &[(String, ConversationId)]) {
        let mut chats = self.chats();
        for (chat, conversation) in met {
            chats.put((account, chat.clone()), *conversation);
        }
    }
}

/// Remembers what was put in recently: at least the last `generation` of keys, and at most twice
/// as many.
#[derive(Debug)]
struct Recent<K, V> {
    generation: usize,
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K: Eq + Hash, V> Recent<K, V> {
    fn new(generation: usize) -> Self {
        Self { generation, young: HashMap::new(), old: HashMap::new() }
    }

    fn take(&mut self, key: &K) -> Option<V> {
        self.young.remove(key).or_else(|| self.old.remove(key))
    }

    fn put(&mut self, key: K, value: V) {
        if self.young.len() >= self.generation {
            self.old = std::mem::take(&mut self.young);
        }
        self.old.remove(&key);
        self.young.insert(key, value);
    }
}
