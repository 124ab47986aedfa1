//! How long everything is kept, in one place: a line for every table, why, and the daily round that
//! holds to it. Events, counts and what they are made of stay for ever; they name nobody.

use chrono::{DateTime, TimeDelta, Utc};
use tracing::{info, warn};
use uuid::Uuid;

use super::{Service, erasing, notices};
use crate::domain::PersonId;
use crate::effect::{Notice, Say};
use crate::phrase::own_data::{Button, OwnData};
use crate::store::erasure::AskedBy;
use crate::store::outbox::{self, Lease};
use crate::store::{self, retention};
use crate::telemetry::metric;

/// Rows taken in one statement.
const MANY: i64 = 5_000;

/// People erased, and warned, in one step: each erasure is a transaction with everything of
/// theirs. A step every two seconds does two million people within a night.
const PEOPLE: i64 = 500;

/// Behind the last person that there can be.
const EVERYBODY: PersonId = PersonId(i64::MAX);

/// The periods that an operator may set, in days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Periods {
    /// People who have said nothing since. An author has a share in the first three years of an
    /// initiative's use (Decree 13/2012/NĐ-CP), and a campaign runs for two.
    pub people: i64,
    /// Drafts that nobody has touched: longer than a campaign.
    pub drafts: i64,
    /// Chats with somebody who has not agreed.
    pub strangers: i64,
    /// Who looked at whose phone number.
    pub looks: i64,
}

impl Default for Periods {
    fn default() -> Self {
        Self { people: 1_826, drafts: 730, strangers: 30, looks: 730 }
    }
}

/// How long the rows of a table are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// So many days after they have served.
    Days(i64),
    /// Until they have served, which is seconds or hours.
    Moments,
    /// As long as what they belong to: rows of this table.
    With(&'static str),
    /// For ever.
    Always,
}

/// The rule for a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    pub table: &'static str,
    pub kept: Kept,
    pub why: &'static str,
}

/// Days for which a parked message or an undelivered one waits for somebody's look.
const TROUBLE: i64 = 30;
/// Days for which the id of a message is known, so that a redelivery is recognised: Telegram
/// redelivers for 24 hours and restarts its numbers after an idle week.
const RECEIVED: i64 = 7;
/// How long the chat of somebody who was erased is known after their last word, at least: a chat
/// that has just been met looks the same until its first message is stored.
const ERASED: TimeDelta = TimeDelta::minutes(1);
/// Days between the warning and the erasure of somebody who has said nothing for years.
const WARNING: i64 = 30;
/// Days for which codes and wrong guesses are remembered; they count for an hour.
const CODES: i64 = 1;
/// Days for which it can be proven who agreed, and what was asked for and done, after the end:
/// claims lapse after three years (Civil Code 2015, Article 588).
const PROOF: i64 = 1_096;
/// Days for which an unused invitation is known to have ended.
const INVITATIONS: i64 = 365;

/// The rule for every table.
#[must_use]
pub fn rules(periods: &Periods) -> Vec<Rule> {
    use Kept::{Always, Days, Moments, With};
    let rule = |table, kept, why| Rule { table, kept, why };
    let figures = "a public figure, or what it is made of; it names nobody";
    let settings = "a setting of the operator or the campaign's owner";
    vec![
        rule("access_log", Days(periods.looks), "who looked has to be answered for"),
        rule("account", Always, settings),
        rule("alarm", With("conversation"), "goes when it rings, or with the chat"),
        rule("arrival", Moments, "goes when the initiative has its number"),
        rule("campaign", Always, settings),
        rule("campaign_change", Always, "who changed a campaign has to be answered for"),
        rule("campaign_kind", Always, settings),
        rule("cluster", Always, settings),
        rule("cluster_member", Always, settings),
        rule("consent", Days(PROOF), "consent must be provable; counted from the erasure"),
        rule(
            "conversation",
            Days(periods.strangers),
            "as long as its person; this long after the last word of somebody who has not agreed, and after an erasure until the last answer is sent",
        ),
        rule("copy_link", Moments, "goes when the link ends"),
        rule("data_key", Always, settings),
        rule("data_request", Days(PROOF), "that a request was answered must be provable"),
        rule("draft", Days(periods.drafts), "after its last change"),
        rule("erased", Moments, "goes when it is noted beside the files, for 30 days"),
        rule("event_note", With("person"), "goes with the author"),
        rule("file", With("person"), "a week after nothing refers to it, or with the person"),
        rule("file_content", With("file"), "within two hours of the last file that holds it"),
        rule("file_link", Moments, "goes when the link ends"),
        rule("inbox", Days(TROUBLE), "goes when it is handled; this long where it could not be"),
        rule("initiative", Always, "its text goes with the author; what is counted stays"),
        rule("initiative_event", Always, figures),
        rule(
            "invitation",
            Days(INVITATIONS),
            "unused, after its end; a used one says who appointed whom",
        ),
        rule("late_event", Always, figures),
        rule("link_attempt", Days(CODES), "guesses count for an hour"),
        rule("link_code", Days(CODES), "good for minutes"),
        rule("mention", Moments, "goes when the texts of others were looked through"),
        rule("milestone", Always, settings),
        rule("new_work", Moments, "goes when the officers are told"),
        rule("oa_token", Always, settings),
        rule(
            "officer",
            Always,
            "who decided has to be answered for; the name goes with the person",
        ),
        rule("ordinal", Always, figures),
        rule("outbox", Days(TROUBLE), "goes when it is delivered; this long where it could not be"),
        rule("participant", Always, figures),
        rule("participant_group", Always, settings),
        rule(
            "person",
            Days(periods.people),
            "after their last word, unless they are an officer, and a warning; then as if they had asked to be erased",
        ),
        rule("phase", Always, settings),
        rule("process", Moments, "which processes serve which accounts; goes when they stop"),
        rule("publication", With("person"), "while the author agrees"),
        rule(
            "publication_event",
            Always,
            "consent must be provable; an officer's reason goes with the author",
        ),
        rule("reason_code", Always, settings),
        rule("received", Days(RECEIVED), "recognises a redelivery"),
        rule("seal", Always, figures),
        rule("snapshot", Always, figures),
        rule("snapshot_unit", Always, figures),
        rule("tally_delta", Moments, figures),
        rule("tally_fold", Moments, figures),
        rule("tally_group_kind", Always, figures),
        rule("tally_state", Always, figures),
        rule("tally_unit_day", Always, figures),
        rule("target", Always, settings),
        rule("unit", Always, settings),
        rule("unit_change", Always, settings),
    ]
}

/// One round: forgets everything whose time is over, and says how much it was. Gives the same.
/// People are forgotten step by step: see [`People`].
pub async fn run_once(service: &Service) -> store::Result<Vec<(&'static str, u64)>> {
    let now = service.clock.now();
    let periods = service.retention;
    let mut gone = Vec::new();
    /// Repeats a statement until it finds less than it may take.
    macro_rules! forget {
        ($table:literal, $days:expr, $statement:path $(, $more:expr)?) => {{
            let mut rows = 0;
            loop {
                let mut db = service.db.acquire().await?;
                let some = $statement(&mut db, days_before(now, $days) $(, $more)?, MANY).await?;
                rows += some;
                if some < MANY.unsigned_abs() {
                    break;
                }
            }
            gone.push(($table, rows));
        }};
    }
    forget!("received", RECEIVED, retention::received);
    forget!("inbox", TROUBLE, retention::parked);
    forget!("outbox", TROUBLE, retention::undelivered);
    forget!("draft", periods.drafts, retention::drafts);
    gone.push(("conversation", forget_chats_once(service).await?));
    forget!("link_code", CODES, retention::link_codes);
    forget!("copy_link", 0, retention::copy_links);
    forget!("invitation", INVITATIONS, retention::invitations);
    forget!("access_log", periods.looks, retention::looks);
    forget!("consent", PROOF, retention::consents);
    forget!("data_request", PROOF, retention::requests);
    for (table, rows) in gone.iter().filter(|(_, rows)| *rows > 0) {
        metrics::counter!(metric::FORGOTTEN, "table" => *table).increment(*rows);
    }
    let told: Vec<String> = gone
        .iter()
        .filter(|(_, rows)| *rows > 0)
        .map(|(table, rows)| format!("{table} {rows}"))
        .collect();
    info!(rows = told.join(", "), "What has served its time is forgotten");
    Ok(gone)
}

/// Forgets chats of nobody: those of whoever was erased as soon as the last answer is sent, and in
/// time those of strangers. Gives how many.
pub async fn forget_chats_once(service: &Service) -> store::Result<u64> {
    let now = service.clock.now();
    let before = days_before(now, service.retention.strangers);
    let mut gone = 0;
    loop {
        let mut db = service.db.acquire().await?;
        let some = retention::strangers(&mut db, before, now - ERASED, MANY).await?;
        gone += some;
        if some < MANY.unsigned_abs() {
            return Ok(gone);
        }
    }
}

/// The round through the people who have said nothing for years, in steps, however many there are:
/// it erases those whose time is over and who were warned, and warns those whose time will soon be.
#[derive(Debug)]
pub struct People {
    /// People in one step.
    size: i64,
    /// Up to whom it has come. One who cannot be erased does not hold up the others, and comes
    /// again with the next round.
    erased_to: PersonId,
    warned_to: PersonId,
    erased: u64,
    warned: u64,
}

impl Default for People {
    fn default() -> Self {
        Self::in_steps_of(PEOPLE)
    }
}

impl People {
    /// A round that has not begun.
    #[must_use]
    pub const fn in_steps_of(size: i64) -> Self {
        let nobody = PersonId(i64::MIN);
        Self { size, erased_to: nobody, warned_to: nobody, erased: 0, warned: 0 }
    }

    /// How many were erased, and how many were warned, so far.
    #[must_use]
    pub const fn done(&self) -> (u64, u64) {
        (self.erased, self.warned)
    }

    /// Does a step. Gives whether nobody is left, and says then how many it were. While people
    /// wait for an answer, it does nothing.
    ///
    /// # Errors
    /// If the database is away; the same step can be tried again.
    pub async fn step(&mut self, service: &Service) -> store::Result<bool> {
        if service.line.is_long() {
            return Ok(false);
        }
        let now = service.clock.now();
        let all_erased = self.erase_some(service, now).await?;
        let all_warned = self.warn_some(service, now).await?;
        let over = all_erased && all_warned;
        let (erased, warned) = self.done();
        if over && erased + warned > 0 {
            info!(erased, warned, "People who have said nothing for years are gone through");
        }
        Ok(over)
    }

    async fn erase_some(&mut self, service: &Service, now: DateTime<Utc>) -> store::Result<bool> {
        let before = days_before(now, service.retention.people);
        let warned = days_before(now, WARNING);
        let mut db = service.db.acquire().await?;
        let after = self.erased_to;
        let people = retention::silent_people(&mut db, after, before, warned, self.size).await?;
        drop(db);
        for person in &people {
            match erasing::at_request(&service.db, *person, AskedBy::Retention, now).await {
                Ok(Some(_)) => {
                    self.erased += 1;
                    metrics::counter!(metric::FORGOTTEN, "table" => "person").increment(1);
                }
                // Another process was quicker.
                Ok(None) => {}
                Err(error) => warn!(%error, person = person.0, "A person could not be erased"),
            }
        }
        self.erased_to = self.next(&people);
        Ok(self.erased_to == EVERYBODY)
    }

    /// Tells people whose time will soon be over, in the chat that they used last. Whoever says
    /// anything stays.
    async fn warn_some(&mut self, service: &Service, now: DateTime<Utc>) -> store::Result<bool> {
        let soon = days_before(now, (service.retention.people - WARNING).max(0));
        let mut tx = service.db.begin().await?;
        let after = self.warned_to;
        let people = retention::warn_silent_people(&mut tx, after, soon, self.size, now).await?;
        let on = now + TimeDelta::days(WARNING);
        let notices: Vec<Notice> = people
            .iter()
            .map(|to| Notice { to: *to, say: warning(on), not_before: None, about: None })
            .collect();
        let owed = notices::owed(&mut tx, &notices, &service.served(now), now).await?;
        if !owed.is_empty() {
            outbox::owe(&mut tx, &owed, Lease { holder: Uuid::nil(), until: now }, now).await?;
        }
        tx.commit().await?;
        self.warned += people.len() as u64;
        self.warned_to = self.next(&people);
        Ok(self.warned_to == EVERYBODY)
    }

    /// Behind whom the next step begins, after one that found these. Behind everybody nothing is
    /// read any more, while the other half of the round goes on.
    fn next(&self, found: &[PersonId]) -> PersonId {
        let is_full = i64::try_from(found.len()).is_ok_and(|found| found >= self.size);
        found.iter().copied().max().filter(|_| is_full).unwrap_or(EVERYBODY)
    }
}

fn warning(on: DateTime<Utc>) -> Say {
    Say::of(OwnData::EndsSoon { on })
        .command("/cuatoi", Button::Keep)
        .command("/dulieu", Button::CopyFirst)
        .command("/xoadulieu", Button::Erase)
}

fn days_before(now: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    TimeDelta::try_days(days)
        .and_then(|days| now.checked_sub_signed(days))
        .unwrap_or(DateTime::UNIX_EPOCH)
}
