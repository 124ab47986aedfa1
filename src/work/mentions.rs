//! Looks for whoever was erased in the texts of others.
//!
//! A person is erased with everything that they wrote. Somebody else may have named them: as one
//! who shares in an initiative, or in passing. In the texts of their own unit, where a name says
//! who is meant, the entry of one who shares in it loses its name, if nobody else there has the
//! same; its percentage stays, for it is the others' too. Free text belongs to its author and is
//! changed by nobody but them, so that what is left is told to the operator by its code.
//!
//! This is apart from the erasure, because it reads many texts and nobody shall wait for it. The
//! name is kept for that long, which is minutes.

use sqlx::PgPool;
use tracing::{info, warn};

use crate::domain::{InitiativeId, PersonId};
use crate::store::{self, audit, mention};
use crate::vietnamese::{code::Code, text};

/// Ids in one statement.
const MANY: i64 = 20_000;

/// Codes that are told at once.
const TOLD: usize = 100;

/// What has come of looking for one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    pub person: PersonId,
    /// Where the name was taken out of the list of those who share in it.
    pub taken_out: Vec<InitiativeId>,
    /// Where it is still to be read, or may be that of somebody else.
    pub left_in: Vec<InitiativeId>,
}

/// Looks for the one who has waited longest, or for this person. None where nobody waits.
pub async fn look_once(db: &PgPool, of: Option<PersonId>) -> store::Result<Option<Looked>> {
    let mut connection = db.acquire().await?;
    let Some(mention) = mention::next(&mut connection, of).await? else { return Ok(None) };
    let plain = text::unaccented(&mention.name);
    let mut found = Vec::new();
    if let Some((lowest, highest)) = audit::range(&mut connection).await? {
        for low in (lowest..=highest).step_by(usize::try_from(MANY).unwrap_or(1)) {
            found
                .extend(mention::find(&mut connection, &mention, &plain, (low, low + MANY)).await?);
        }
    }
    let theirs =
        mention.unit.is_some() && !mention::has_namesake(&mut connection, &mention).await?;
    drop(connection);

    let mut looked = Looked { person: mention.person, taken_out: Vec::new(), left_in: Vec::new() };
    let mut tx = db.begin().await?;
    if !mention::done(&mut tx, mention.person).await? {
        // Another process was quicker.
        return Ok(Some(looked));
    }
    for id in found {
        let Some(mut content) = mention::text(&mut tx, id).await? else { continue };
        if theirs && content.forget_co_author(&mention.name) {
            mention::rewrite(&mut tx, id, &content).await?;
            looked.taken_out.push(id);
        }
        let json = content.to_json();
        if json.contains(&mention.name) || json.to_lowercase().contains(&plain) {
            looked.left_in.push(id);
        }
    }
    tx.commit().await?;
    Ok(Some(looked))
}

/// Looks for everybody who waits, and tells the operator where a name is left.
pub async fn run_once(db: &PgPool) -> store::Result<()> {
    while let Some(looked) = look_once(db, None).await? {
        let person = looked.person.0;
        if !looked.taken_out.is_empty() {
            info!(person, initiatives = codes(&looked.taken_out), "A name is taken out of texts");
        }
        if !looked.left_in.is_empty() {
            warn!(
                person,
                initiatives = codes(&looked.left_in),
                "Texts of others may still name somebody who was erased; the runbook says what to do"
            );
        }
    }
    Ok(())
}

/// The codes of these initiatives.
#[must_use]
pub fn codes(initiatives: &[InitiativeId]) -> String {
    let told = initiatives.iter().take(TOLD).map(|id| Code::from(*id).to_string());
    let told = told.collect::<Vec<_>>().join(", ");
    match initiatives.len().saturating_sub(TOLD) {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}
