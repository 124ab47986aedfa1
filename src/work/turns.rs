//! Keeps the order of replies when several loops handle the inbox at once.
//!
//! A conversation is free for the next loop as soon as a batch is committed, a moment before
//! the batch's replies are handed in. Whoever begins to commit takes a number, and replies are
//! handed in by number: a later answer of a conversation cannot get in before an earlier one.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

/// The numbers taken, and the ones whose turn is over.
#[derive(Debug)]
pub(crate) struct Turns {
    next: AtomicU64,
    over: watch::Sender<u64>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { next: AtomicU64::new(0), over: watch::Sender::new(0) }
    }
}

/// A turn to hand in; over when it is dropped.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    number: u64,
}

impl Turns {
    /// Takes a number, commits, and waits until everybody with an earlier number has handed in.
    /// A commit that fails has its turn like any other, and hands nothing in.
    pub(crate) async fn commit<T>(&self, commit: impl Future<Output = T>) -> (T, Turn<'_>) {
        let turn = Turn { turns: self, number: self.next.fetch_add(1, Ordering::AcqRel) };
        let committed = commit.await;
        let mut over = self.over.subscribe();
        // The sender lives as long as this borrow of it.
        let _ = over.wait_for(|over| *over >= turn.number).await;
        (committed, turn)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.over.send_modify(|over| *over = (*over).max(self.number + 1));
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn whoever_began_to_commit_first_hands_in_first() {
        let turns = Turns::default();
        let (finish, slow) = tokio::sync::oneshot::channel::<()>();
        let mut first = pin!(turns.commit(slow));
        let mut second = pin!(turns.commit(std::future::ready(())));
        assert!(first.as_mut().now_or_never().is_none(), "it has not committed");
        assert!(second.as_mut().now_or_never().is_none(), "it has, and waits its turn");
        finish.send(()).expect("the first waits for it");
        let (_, turn) = first.await;
        assert!(second.as_mut().now_or_never().is_none(), "the first has not handed in");
        drop(turn);
        assert!(second.as_mut().now_or_never().is_some());
    }
}
