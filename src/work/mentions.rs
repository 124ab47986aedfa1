//! Looks for whoever was erased in the texts of others.
//!
//! A person is erased with everything that they wrote. Somebody else may have named them: as one
//! who shares in an initiative, or in passing. In the texts of their own unit, where a name says
//! who is meant, the entry of one who shares in it loses its name, if nobody else there has the
//! same; its percentage stays, for it is the others' too. Free text belongs to its author and is
//! changed by nobody but them, so that what is left is told to the operator by its code.
//!
//! This is apart from the erasure, because it reads every text once, and nobody shall wait for
//! that. The name is kept for so long, which is minutes.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::Service;
use crate::domain::{InitiativeId, PersonId};
use crate::store::mention::{self, Mention};
use crate::store::{self, audit};
use crate::vietnamese::{code::Code, text};

/// Ids in one statement.
const MANY: i64 = 20_000;

/// People who are looked for together: as many as retention erases in a round.
const PEOPLE: i64 = 500;

/// Codes that are told at once.
const TOLD: usize = 100;

/// How often it is seen whether anybody has to be looked for.
const BEAT: Duration = Duration::from_mins(5);

/// What has come of looking for one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Looked {
    pub person: PersonId,
    /// Where the name was taken out of the list of those who share in it.
    pub taken_out: Vec<InitiativeId>,
    /// Where it is still to be read, or may be that of somebody else.
    pub left_in: Vec<InitiativeId>,
}

/// Looks for those who wait, or for this person alone.
pub async fn look_once(db: &PgPool, of: Option<PersonId>) -> store::Result<Vec<Looked>> {
    let mentions = mention::waiting(&mut *db.acquire().await?, of, PEOPLE).await?;
    if mentions.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    if let Some((lowest, highest)) = audit::range(&mut *db.acquire().await?).await? {
        let mut low = lowest;
        while low <= highest {
            let mut connection = db.acquire().await?;
            found.extend(mention::find(&mut connection, &mentions, (low, low + MANY)).await?);
            low += MANY;
        }
    }
    let mut looked = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        let of_this = found.iter().filter(|(person, _)| *person == mention.person);
        looked.push(take_out(db, mention, of_this.map(|(_, id)| *id)).await?);
    }
    Ok(looked)
}

/// Takes one name out where it can be, and forgets it.
async fn take_out(
    db: &PgPool,
    mention: &Mention,
    found: impl Iterator<Item = InitiativeId>,
) -> store::Result<Looked> {
    let mut looked = Looked { person: mention.person, taken_out: Vec::new(), left_in: Vec::new() };
    let mut tx = db.begin().await?;
    if !mention::done(&mut tx, mention.person).await? {
        // Another process was quicker.
        return Ok(looked);
    }
    let theirs = !mention::has_namesake(&mut tx, mention).await?;
    let plain = text::unaccented(&mention.name);
    for id in found {
        let Some(mut content) = mention::content(&mut tx, id).await? else { continue };
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
    Ok(looked)
}

/// Looks for everybody who waits, and tells the operator where a name is left.
pub async fn run_once(db: &PgPool) -> store::Result<()> {
    for Looked { person, taken_out, left_in } in look_once(db, None).await? {
        let person = person.0;
        if !taken_out.is_empty() {
            info!(person, initiatives = codes(&taken_out), "A name is taken out of texts");
        }
        if !left_in.is_empty() {
            warn!(
                person,
                initiatives = codes(&left_in),
                "Texts of others may still name somebody who was erased; the runbook says what to do"
            );
        }
    }
    Ok(())
}

/// Looks every few minutes until told to stop.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    loop {
        if let Err(error) = run_once(&service.db).await {
            warn!(%error, "The texts of others have to wait");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(BEAT) => {}
        }
    }
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
