//! Looks for whoever was erased in the texts of others.
//!
//! A person is erased with everything that they wrote. Somebody else may have named them: as one
//! who shares in an initiative, or in passing. Where a name says who is meant (see [`circles`]),
//! the entry of one who shares in it loses its name, if nobody else there has the same; its
//! percentage stays, for it is the others' too. So it is in what is still being written. Free text
//! belongs to its author and is changed by nobody but them, so that what is left in an initiative
//! is told to the operator by its code.
//!
//! This is apart from the erasure, because it reads every text once, and nobody shall wait for
//! that. The name is kept for so long, which is minutes.
//!
//! [`circles`]: super::circles

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::Service;
use super::circles::{Circle, Circles};
use crate::conversation::without_co_author;
use crate::domain::{CoAuthor, Content, ConversationId, DraftId, InitiativeId, PersonId};
use crate::engine::Session;
use crate::store::mention::{self, Colleague, Mention, Places, Spellings};
use crate::store::{self, audit};
use crate::vietnamese::code::Code;
use crate::vietnamese::{name, text};

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
    /// Out of how many drafts it was taken, those that are being written among them.
    pub drafts: usize,
    /// Initiatives in which it is still to be read, or may be that of somebody else.
    pub left_in: Vec<InitiativeId>,
}

impl Looked {
    /// Whether the name was in no text of others.
    #[must_use]
    pub const fn is_nowhere(&self) -> bool {
        self.taken_out.is_empty() && self.drafts == 0 && self.left_in.is_empty()
    }
}

/// Looks for those who wait, or for this person alone.
pub async fn look_once(db: &PgPool, of: Option<PersonId>) -> store::Result<Vec<Looked>> {
    let mentions = mention::waiting(&mut *db.acquire().await?, of, PEOPLE).await?;
    if mentions.is_empty() {
        return Ok(Vec::new());
    }
    let workplaces: Vec<_> = mentions.iter().map(|mention| &mention.workplace).collect();
    let circles = Circles::around(db, &workplaces).await?;
    let search = Search { names: spellings(&mentions, &circles), circles: &circles };
    let drafts = search.among_people(db, &mentions).await?;
    let mut looked = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        looked.push(Looked {
            person: mention.person,
            taken_out: Vec::new(),
            drafts: drafts.take_out(db, mention).await?,
            left_in: Vec::new(),
        });
    }
    // After the drafts, so that whatever was submitted in between is found here.
    let mut initiatives = search.among_initiatives(db).await?;
    for (mention, looked) in mentions.iter().zip(&mut looked) {
        let theirs = !drafts.namesakes.contains(&mention.person);
        for id in initiatives.remove(&mention.person).unwrap_or_default() {
            let outcome = take_out_of_initiative(db, id, mention, theirs).await?;
            looked.taken_out.extend(outcome.taken_out.then_some(id));
            looked.left_in.extend(outcome.is_left.then_some(id));
        }
        if !mention::done(&mut *db.acquire().await?, mention.person).await? {
            // Another process was quicker, and tells what is left.
            looked.left_in.clear();
        }
    }
    Ok(looked)
}

/// Each name in the ways in which it may be written. Texts are searched as they are and in lower
/// case, where the database knows the letters of the language.
fn spellings(mentions: &[Mention], circles: &Circles) -> Spellings {
    let mut spellings = Spellings::default();
    for (Mention { person, name, .. }, circle) in mentions.iter().zip(&circles.around) {
        let others = [name.to_lowercase(), name.to_uppercase(), text::unaccented(name)];
        for spelled in [name.clone()].into_iter().chain(others) {
            spellings.people.push(person.0);
            spellings.circles.push(*circle);
            spellings.spelled.push(spelled);
        }
    }
    spellings
}

/// For whom to look, and where.
struct Search<'a> {
    names: Spellings,
    circles: &'a Circles,
}

/// What people who work there have not submitted yet, by who may be named in it.
#[derive(Default)]
struct Drafts {
    /// Those whose name somebody else has, too.
    namesakes: HashSet<PersonId>,
    talks: HashMap<PersonId, Vec<ConversationId>>,
    aside: HashMap<PersonId, Vec<DraftId>>,
}

impl Search<'_> {
    /// Goes through all people: for namesakes, and for what they are writing.
    async fn among_people(&self, db: &PgPool, mentions: &[Mention]) -> store::Result<Drafts> {
        let mut wanted: HashMap<(Circle, String), Vec<&Mention>> = HashMap::new();
        for (mention, circle) in mentions.iter().zip(&self.circles.around) {
            wanted.entry((*circle, text::unaccented(&mention.name))).or_default().push(mention);
        }
        let units = self.circles.units().places;
        let mut drafts = Drafts::default();
        let range = mention::people(&mut *db.acquire().await?).await?;
        for ids in steps(range) {
            let mut db = db.acquire().await?;
            let mut people = Places::default();
            for Colleague { person, name, workplace } in
                mention::colleagues(&mut db, &units, ids).await?
            {
                let circles = self.circles.at(&workplace);
                people.add(&person.0, circles);
                let Some(named) = name else { continue };
                let plain = text::unaccented(&named);
                let namesakes = circles
                    .iter()
                    .filter_map(|circle| wanted.get(&(*circle, plain.clone())))
                    .flatten()
                    .filter(|mention| name::is_same(&mention.name, &named))
                    .filter(|mention| mention.person != person);
                drafts.namesakes.extend(namesakes.map(|mention| mention.person));
            }
            for (person, talk) in mention::in_talks(&mut db, &self.names, &people).await? {
                drafts.talks.entry(person).or_default().push(talk);
            }
            for (person, draft) in mention::in_drafts(&mut db, &self.names, &people).await? {
                drafts.aside.entry(person).or_default().push(draft);
            }
        }
        Ok(drafts)
    }

    /// Goes through all initiatives. Gives those of others that may name somebody.
    async fn among_initiatives(
        &self,
        db: &PgPool,
    ) -> store::Result<HashMap<PersonId, Vec<InitiativeId>>> {
        let units = self.circles.units();
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        let range = audit::range(&mut *db.acquire().await?).await?;
        for ids in steps(range) {
            let mut db = db.acquire().await?;
            let typed = self.circles.typed(mention::typed(&mut db, ids).await?);
            let names = &self.names;
            for (person, id) in mention::in_initiatives(&mut db, names, &units, &typed, ids).await?
            {
                found.entry(person).or_default().push(id);
            }
        }
        Ok(found)
    }
}

/// Ids from the lowest to the highest, as many as go in one statement at a time.
fn steps(range: Option<(i64, i64)>) -> impl Iterator<Item = (i64, i64)> {
    let (lowest, highest) = range.unwrap_or((0, -1));
    let lows = std::iter::successors(Some(lowest), |low| low.checked_add(MANY));
    lows.take_while(move |low| *low <= highest).map(|low| (low, low.saturating_add(MANY)))
}

impl Drafts {
    /// Takes a name out of what others have not submitted yet, unless it may be somebody else's.
    /// Gives out of how many drafts.
    async fn take_out(&self, db: &PgPool, mention: &Mention) -> store::Result<usize> {
        if self.namesakes.contains(&mention.person) {
            return Ok(0);
        }
        let mut taken_out = 0;
        for talk in self.talks.get(&mention.person).into_iter().flatten() {
            let mut tx = db.begin().await?;
            let Some(session) = mention::talk(&mut tx, *talk).await? else { continue };
            let mut session = Session::from_json(&session);
            // Whoever has the talk in memory finds that the row has changed, and reads it again.
            if session.forget_co_author(&mention.name) {
                mention::rewrite_talk(&mut tx, *talk, &session.to_json()).await?;
                tx.commit().await?;
                taken_out += 1;
            }
        }
        for draft in self.aside.get(&mention.person).into_iter().flatten() {
            let mut tx = db.begin().await?;
            let Some(answers) = mention::draft(&mut tx, *draft).await? else { continue };
            if let Some(answers) = without_co_author(*draft, &answers, &mention.name) {
                mention::rewrite_draft(&mut tx, *draft, &answers).await?;
                tx.commit().await?;
                taken_out += 1;
            }
        }
        Ok(taken_out)
    }
}

/// What has come of looking into one initiative.
#[derive(Default)]
struct Outcome {
    taken_out: bool,
    is_left: bool,
}

/// Takes a name out of an initiative, if it is `theirs`, and sees whether it is still there.
async fn take_out_of_initiative(
    db: &PgPool,
    id: InitiativeId,
    mention: &Mention,
    theirs: bool,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    let Some(mut content) = mention::content(&mut tx, id).await? else {
        return Ok(Outcome::default());
    };
    let taken_out = theirs && CoAuthor::forget(&mut content.co_authors, &mention.name);
    if taken_out {
        mention::rewrite(&mut tx, id, &content).await?;
    }
    tx.commit().await?;
    Ok(Outcome { taken_out, is_left: is_named(&content, &mention.name) })
}

fn is_named(content: &Content, name: &str) -> bool {
    let written = content.to_json();
    let lower = written.to_lowercase();
    lower.contains(&name.to_lowercase()) || lower.contains(&text::unaccented(name))
}

/// Looks for as many as go at once, and tells the operator where a name is left. Gives whether more
/// may be waiting.
pub async fn run_once(db: &PgPool) -> store::Result<bool> {
    let all = look_once(db, None).await?;
    let is_full = i64::try_from(all.len()).is_ok_and(|looked| looked >= PEOPLE);
    for Looked { person, taken_out, drafts, left_in } in all {
        let person = person.0;
        if !taken_out.is_empty() || drafts > 0 {
            let initiatives = codes(&taken_out);
            info!(person, initiatives, drafts, "A name is taken out of texts");
        }
        if !left_in.is_empty() {
            warn!(
                person,
                initiatives = codes(&left_in),
                "Texts of others may still name somebody who was erased; the runbook says what to do"
            );
        }
    }
    Ok(is_full)
}

/// Looks every few minutes until told to stop, but not while people wait for an answer.
pub async fn run(service: Arc<Service>, stop: CancellationToken) {
    loop {
        let more = if service.line.is_long() {
            Ok(false)
        } else {
            tokio::select! {
                // Whatever is half done is done again.
                () = stop.cancelled() => return,
                more = run_once(&service.db) => more,
            }
        };
        match more {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => warn!(%error, "The texts of others have to wait"),
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
