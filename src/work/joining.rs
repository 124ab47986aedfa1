//! Joins a chat to the person of another one, once that person has said yes.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::ConversationId;
use crate::engine::Session;
use crate::store::{self, conversation, link};

/// Uses a code up and joins the chat in which it was typed. Comes after everything else of a
/// batch is written, so that what that chat has just said is joined, too. Gives that chat: it has
/// spoken a moment ago, so whatever waits for its person's word can go there.
pub(super) async fn join(
    db: &mut PgConnection,
    code: i64,
    now: DateTime<Utc>,
) -> store::Result<Option<ConversationId>> {
    let Some((person, chat)) = link::use_up(db, code, now).await? else { return Ok(None) };
    let Some((other, session)) = conversation::standing(db, chat).await? else { return Ok(None) };
    // Whoever was only asked for consent there has given it here.
    let session = Session::from_json(&session).joined().to_json();
    conversation::move_to(db, chat, person, &session).await?;
    if let Some(other) = other.filter(|other| *other != person) {
        link::merge(db, person, other, now).await?;
    }
    Ok(Some(chat))
}
