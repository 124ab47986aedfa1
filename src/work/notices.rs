//! Finds the chats in which people are told what they did not just ask for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::PersonId;
use crate::effect::Notice;
use crate::i18n;
use crate::store;
use crate::store::conversation::{self, Recipient, Served};
use crate::store::outbox::{Lane, Owed};
use crate::telemetry::metric;

/// Notices as they are owed. Who cannot be reached is left out, and sees it in their list when
/// they come back.
pub(super) async fn owed(
    db: &mut PgConnection,
    notices: &[Notice],
    served: &[Served],
    now: DateTime<Utc>,
) -> store::Result<Vec<Owed>> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    let mut persons: Vec<PersonId> = notices.iter().map(|notice| notice.to).collect();
    persons.sort_unstable();
    persons.dedup();
    let recipients: HashMap<PersonId, Recipient> = conversation::recipients(db, &persons, served)
        .await?
        .into_iter()
        .map(|recipient| (recipient.person, recipient))
        .collect();
    let missed = notices.iter().filter(|n| !recipients.contains_key(&n.to)).count();
    metrics::counter!(metric::ERRORS, "class" => "unreachable").increment(missed as u64);
    Ok(notices
        .iter()
        .filter_map(|notice| Some(owe(notice, recipients.get(&notice.to)?, now)))
        .collect())
}

/// A notice in its recipient's chat and language.
fn owe(notice: &Notice, recipient: &Recipient, now: DateTime<Utc>) -> Owed {
    // A notice asks no question: its choices are commands, so it needs no question's number.
    let (mut body, _) = i18n::outbound(recipient.locale, &notice.say, 0);
    body.unprompted = true;
    Owed {
        account: recipient.account,
        conversation: recipient.conversation,
        chat: recipient.chat.clone(),
        lane: Lane::Notice,
        body: body.to_json(),
        due_at: notice.not_before.unwrap_or(now),
        initiative: notice.about,
        leased: false,
    }
}
