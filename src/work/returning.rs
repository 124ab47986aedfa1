//! Whoever comes back to a chat that was forgotten is met anew.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Service;
use super::changes::Changes;
use crate::store::inbox::{self, Pending};
use crate::store::{self, conversation};

/// What is left in a chat that was forgotten: its person has come back, and a process that knew the
/// chat has taken their message in under its old number. They are heard in the next batch, as
/// somebody new. Our own alarms there are over.
pub(super) async fn meet_again(
    service: &Service,
    db: &mut PgConnection,
    waiting: &VecDeque<Arc<Pending>>,
    changes: &mut Changes,
    now: DateTime<Utc>,
) -> store::Result<()> {
    for message in waiting {
        let account = service.account(message.account).filter(|_| !message.is_alarm);
        let envelope = account.and_then(|account| {
            account.channel.envelope(&message.payload, message.received_at).ok()
        });
        let Some(envelope) = envelope else {
            changes.orphans.push(message.seq);
            continue;
        };
        let chat = (envelope.chat.as_str(), envelope.locale_hint.unwrap_or_default());
        let met = conversation::meet(db, message.account, &[chat], now).await?;
        for (_, conversation) in &met {
            inbox::move_to(db, &[message.seq], *conversation).await?;
        }
        service.memory.meet(message.account, &met);
        changes.met_again.push(message.seq);
    }
    Ok(())
}
