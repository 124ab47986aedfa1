//! **Sáng kiến**: the chat channel of the programme "Một triệu sáng kiến". A worker is guided
//! through a short talk and submits an initiative; union officers decide by chat commands; the
//! worker hears of every change.
//!
//! # The idea
//!
//! A person says something on some channel; we write it down before we acknowledge it. A pure
//! function looks at where the conversation stands and at what was said, and answers with where
//! it stands now and a list of things to do. Doing those things is one database transaction:
//! state, records and the replies we owe. Replies are carried out by another hand, at its own
//! pace, until they are delivered or honestly given up. Officers decide by the same road.
//! Everything is done for a *batch* of conversations at a time: the thinking is one by one, the
//! reading and writing is set by set.
//!
//! # The way of a message
//!
//! ```text
//!   Telegram · Zalo Bot       a terminal
//!   getUpdates · webhook        stdin
//!          └──────────┬───────────┘
//!                     ▼   channel: bytes → Inbound
//!  ┌ tx 1 · work::receive ────────────────────────────────────────────────┐
//!  │ insert what is new, whatever is waiting in one statement              │
//!  └──────────────────┬────────────────────────────────────────────────────┘
//!                     │ commit, and only then 200 or the next offset
//!                     ▼ work::line, in memory; the inbox after any doubt
//!  ┌ tx 2 · work::intake ─────────────────────────────────────────────────┐
//!  │ recall where the talks stand                   (memory, or the table) │
//!  │ look up what they need                         (facts)                │
//!  │ engine::hear, one by one, pure                 → state′ + effects     │
//!  │ perform: people, initiatives, events, outbox   (a statement a kind)   │
//!  │ save talks, forget messages      (unless somebody else was quicker)   │
//!  └──────────────────┬────────────────────────────────────────────────────┘
//!                     │ commit: all of it happened, or none of it
//!                     ▼ in memory
//!              work::delivery → Channel::send        (no transaction open)
//!                     │
//!  ┌ tx 3 · settle ───▼───────────────────────────────────────────────────┐
//!  │ delivered · due again later · by another chat · given up, and why     │
//!  └───────────────────────────────────────────────────────────────────────┘
//!  alarms (a draft left unfinished, new work for an officer) become inbox rows: same road
//! ```
//!
//! A redelivery is a no-op; a crash anywhere loses nothing and doubles nothing in the database.
//! The one price: a crash between send and settle may send a reply twice, so texts are safe to
//! repeat.
//!
//! # The modules, in the order in which to read them
//!
//! A module may name only those above it, and neighbours on one line do not name each other;
//! `tests/architecture.rs` holds this.
//!
//! 1. [`vietnamese`]: reading what people type. Pure, and knows nothing of the rest.
//! 2. [`domain`]: the nouns and their rules; a step that is not allowed cannot be written down.
//! 3. [`directory`], [`roster`], [`charter`]: finding a unit by what people type; keeping the tree
//!    of units; keeping what a campaign's owner decides. [`figures`]: what is counted, and the
//!    results.
//! 4. [`phrase`], [`message`], [`effect`], [`facts`]: everything we can say, what crosses the
//!    border, everything we can do, everything the thinking may know. All of it data.
//! 5. [`conversation`], [`review`], [`campaign`]: the talk with a worker, the talk with an officer,
//!    what anybody may ask about the campaign, and what whoever runs it changes.
//! 6. [`engine`]: decides which of them hears an utterance.
//! 7. [`channel`], [`i18n`], [`picture`], [`store`], [`files`]: the edges. Platforms, words, the
//!    chart of the results, SQL, the bytes of files.
//! 8. [`work`], [`web`]: the hands, and what is answered over HTTP.
//! 9. [`clock`], [`vault`], [`config`], [`telemetry`], `embedded`, [`parse`], [`app`]: the frame.

pub mod vietnamese;
pub mod domain;
pub mod directory;
pub mod roster;
pub mod charter;
pub mod figures;
pub mod phrase;
pub mod message;
pub mod effect;
pub mod facts;
pub mod conversation;
pub mod review;
pub mod campaign;
pub mod engine;
pub mod channel;
pub mod i18n;
pub mod picture;
pub mod store;
pub mod files;
pub mod work;
pub mod web;
pub mod clock;
pub mod vault;
pub mod config;
pub mod telemetry;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod parse;
pub mod app;
