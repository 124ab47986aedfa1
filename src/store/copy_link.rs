//! Links by which people read the copy of their data.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;
use crate::domain::dossier::Form;
use crate::domain::{Locale, PersonId};

/// Makes a link good until an instant.
pub async fn keep(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
    person: PersonId,
    form: Form,
    locale: Locale,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into copy_link (token_hash, person_id, form, locale, expires_at)
         values ($1, $2, $3, $4, $5)",
        &token_hash[..],
        person.0,
        form.as_str(),
        locale.code(),
        expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whose copy a link leads to, where it is good.
pub async fn find(
    db: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<(PersonId, Form, Locale)>> {
    let row = sqlx::query!(
        "select person_id, form, locale from copy_link where token_hash = $1 and expires_at > $2",
        &token_hash[..],
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let form = if row.form == Form::Json.as_str() { Form::Json } else { Form::Text };
        let locale = Locale::from_code(&row.locale).unwrap_or_default();
        (PersonId(row.person_id), form, locale)
    }))
}
