//! A Zalo Bot Platform on loopback, with state, and strict about what its documents say: one
//! update a poll and no offset, no buttons, no uploads, errors inside HTTP 200.
//!
//! ```text
//! let zalo = FakeZaloBot::start(now).await;
//! let lan = zalo.user("lan");
//! lan.say("xin chào");
//! assert!(lan.inbox()[0].starts_with("Chào"));
//! ```
//!
//! Where sources disagree about Zalo, a test says which of them is right: see [`Manners`].

mod methods;
pub mod server;
pub mod user;

/// How this Zalo behaves where sources disagree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Manners {
    /// Updates come inside `result`, as documented; otherwise alone, as seen on the wire.
    pub wrapped: bool,
    /// Errors have their number as HTTP status, too; otherwise they come with HTTP 200.
    pub honest_status: bool,
    /// An update that was read comes again with every poll until a newer one is there.
    pub replays: bool,
}
