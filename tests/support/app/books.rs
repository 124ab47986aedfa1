//! What must hold when a test is over.

use sangkien::domain::PersonId;
use sangkien::store::person;
use sangkien::work::audit;
use sqlx::{PgPool, Row as _};

use super::{SECRET, TOKEN, TestApp};
use crate::fake_zalo_bot::server::TOKEN as ZALO_TOKEN;

/// Who has said something that was handled; without anybody the log may well be silent.
const NOTHING_HEARD: &str =
    "select count(*)::text from conversation where last_heard_at is not null";

impl TestApp {
    /// The first column of the first row, as text. For looking at what no chat shows.
    pub async fn sql(&self, query: &'static str) -> String {
        let row = sqlx::query(query).fetch_one(self.database.pool()).await;
        row.expect("the query is sound")
            .try_get::<Option<String>, _>(0)
            .expect("it gives text")
            .unwrap_or_default()
    }

    /// Changes something behind the service's back.
    pub async fn tamper(&self, statement: &'static str) -> u64 {
        let done = sqlx::query(statement).execute(self.database.pool()).await;
        done.expect("the statement is sound").rows_affected()
    }

    /// Ends the test: nobody has anything left to read or to do, and nothing went wrong.
    pub async fn finish(self) {
        self.finish_despite(&[]).await;
    }

    /// The same where the test has made these errors happen.
    pub async fn finish_despite(self, errors: &[&str]) {
        self.settle().await;
        let unread = self.bot.unread();
        assert!(unread.is_empty(), "not read by anybody: {unread:#?}");
        assert_eq!(self.bot.violations(), Vec::<String>::new(), "calls against the specification");
        if let Some(zalo) = &self.zalo {
            assert_eq!(zalo.unread(), [], "not read by anybody on Zalo");
            assert_eq!(zalo.violations(), Vec::<String>::new(), "calls against Zalo's documents");
        }
        assert_eq!(self.bot.unanswered_presses(), 0, "a button still spins");
        for (what, query) in [
            ("messages not handled", "select count(*)::text from inbox"),
            ("messages still owed", "select count(*)::text from outbox where failed_at is null"),
            ("leases left", "select count(*)::text from outbox where leased_by is not null"),
        ] {
            assert_eq!(self.sql(query).await, "0", "{what}");
        }
        let logged: Vec<String> = self
            .log
            .errors()
            .into_iter()
            .filter(|line| !errors.iter().any(|error| line.contains(error)))
            .collect();
        assert!(logged.is_empty(), "errors were logged: {logged:#?}");
        self.log_is_discreet().await;
        assert_everything_fits(self.database.pool()).await;
    }

    /// Everybody's phone number, as the log must not show it.
    async fn phones(&self) -> Vec<String> {
        let ids = sqlx::query_scalar::<_, i64>("select id from person");
        let ids = ids.fetch_all(self.database.pool()).await.expect("the query is sound");
        let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
        let mut db = self.database.pool().acquire().await.expect("the server answers");
        let phones = person::phones(&mut db, &self.service.vault, &ids).await;
        phones.expect("they open").into_values().collect()
    }

    /// Nobody's name, number or words are in the log, and no secret.
    async fn log_is_discreet(&self) {
        let log = self.log.text();
        assert!(log.contains("Handled a batch") || self.sql(NOTHING_HEARD).await == "0");
        let words = sqlx::query_scalar::<_, String>(
            "select full_name from person where full_name is not null
             union select unit_typed from person where unit_typed is not null
             union select title from initiative
             union select v from initiative, lateral json_each_text(content::json) as c (k, v)
                 where k in ('title', 'problem', 'solution', 'before', 'after') and v is not null
             union select note from event_note",
        );
        let words = words.fetch_all(self.database.pool()).await.expect("the query is sound");
        let numbers = self.phones().await;
        let secret = TOKEN.split_once(':').expect("it is a token").1;
        let zalo = ZALO_TOKEN.split_once(':').expect("it is a token").1;
        let secrets =
            words.iter().chain(&numbers).map(String::as_str).chain([secret, zalo, SECRET]);
        for secret in secrets.filter(|words| words.chars().count() >= 4) {
            if let Some(line) = log.lines().find(|line| line.contains(secret)) {
                panic!("{secret:?} is in the log: {line}");
            }
        }
        let shown = format!("{:?}", self.service);
        assert!(!shown.contains(secret) && !shown.contains(zalo), "the service shows a token");
    }
}

/// Everything that is kept fits everything that happened: chains, counts, numbers and seals.
pub async fn assert_everything_fits(db: &PgPool) {
    let recount = audit::verify(db, 1).await.expect("everything reads");
    assert_eq!(recount.findings.told, Vec::<String>::new());
}
