//! What the doctor sees of a database server: whether it can be used, whether it keeps what it is
//! told, and whether what a campaign needs is in it.

use chrono::TimeDelta;
use sqlx::{Connection as _, PgConnection};

use super::{Finding, PATIENCE};
use crate::app::keys;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::schema::{self, Schema, Server};
use crate::store::{self, account, catalogue, data_key, inbox, officer, outbox, unit};

/// Connections that others need beside the pool: an operator's psql, a backup, a second process
/// that takes over.
const SPARE_CONNECTIONS: u32 = 5;

/// Answers that have waited for longer are not being sent.
const WAITED: TimeDelta = TimeDelta::minutes(5);

/// Looks at the server and at what is in it.
pub(super) async fn look(
    config: &Config,
    url: &str,
    pool_size: u32,
    clock: &Clock,
) -> Vec<Finding> {
    let mut db = match tokio::time::timeout(PATIENCE, PgConnection::connect(url)).await {
        Ok(Ok(db)) => db,
        Ok(Err(error)) => return vec![Finding::Bad(refused(&error))],
        Err(_) => {
            return vec![Finding::Bad(
                "The database of DATABASE_URL does not answer. Check the address and the firewall."
                    .to_owned(),
            )];
        }
    };
    let version = schema::server_version(&db).unwrap_or_default();
    let mut findings = vec![if version >= schema::OLDEST_SERVER {
        Finding::Good(format!("The database answers, PostgreSQL {version}."))
    } else {
        Finding::Bad(format!(
            "The database is PostgreSQL {version}; {} or newer is needed.",
            schema::OLDEST_SERVER
        ))
    }];
    match schema::server(&mut db).await {
        Ok(server) => findings.extend(settings(&server, pool_size)),
        Err(error) => findings.push(Finding::Bad(format!("The server does not tell: {error}."))),
    }
    let tables = schema::compare(&mut db).await;
    let readable = matches!(tables, Ok(Schema::Current | Schema::Ahead));
    findings.push(match tables {
        Ok(Schema::Current) => Finding::Good("The tables are up to date.".to_owned()),
        Ok(Schema::Behind(missing)) => Finding::Note(format!(
            "{missing} migrations are to run. `sangkien migrate` runs them, and so does the next start."
        )),
        Ok(Schema::Ahead) => Finding::Note(
            "A newer version of the program has changed the tables. This one goes on over them; replace it soon."
                .to_owned(),
        ),
        Ok(Schema::Foreign) => Finding::Bad(
            "The tables were made by another program, or another line of this one. Run that, or name another database in DATABASE_URL."
                .to_owned(),
        ),
        Err(error) => Finding::Bad(format!("The tables cannot be looked at: {error}.")),
    });
    // Tables of another program may not have what is asked for.
    if readable {
        match content(&mut db, config, clock).await {
            Ok(found) => findings.extend(found),
            Err(error) => {
                findings.push(Finding::Bad(format!("The tables do not read: {error}.")));
            }
        }
    }
    let _ = db.close().await;
    findings
}

/// Why there is no way into the database, and what to do.
fn refused(error: &sqlx::Error) -> String {
    let (why, advice) = match error {
        sqlx::Error::Database(error) => {
            let advice = match error.code().as_deref() {
                Some(NO_DATABASE) => {
                    "Make it: create database … encoding 'UTF8' template template0."
                }
                Some(NO_PASSWORD | NOT_ALLOWED) => {
                    "Check the user, the password, and that pg_hba.conf lets this machine in."
                }
                _ => "Ask whoever keeps the server.",
            };
            (error.message().to_owned(), advice)
        }
        error => (error.to_string(), "Check the address, and that the server runs."),
    };
    format!("The database of DATABASE_URL cannot be used: {why}. {advice}")
}

/// PostgreSQL's error code where there is no database of that name.
const NO_DATABASE: &str = "3D000";

/// PostgreSQL's error code for a wrong password.
const NO_PASSWORD: &str = "28P01";

/// PostgreSQL's error code for a user that is not let in.
const NOT_ALLOWED: &str = "28000";

/// Whether the server is one that keeps what it is told.
fn settings(server: &Server, pool_size: u32) -> Vec<Finding> {
    let mut bad = Vec::new();
    if server.is_standby {
        bad.push(
            "DATABASE_URL names a standby, which takes nothing in. Name the primary server."
                .to_owned(),
        );
    }
    if server.encoding != "UTF8" {
        bad.push(format!(
            "The database keeps text as {}, which has no Vietnamese letters. Make it anew: create database … encoding 'UTF8' template template0.",
            server.encoding
        ));
    }
    if !server.may_create && !server.is_standby {
        bad.push(
            "The user of DATABASE_URL may not make tables. As its administrator: grant create on schema public to that user."
                .to_owned(),
        );
    }
    if !server.is_durable {
        bad.push(
            "The server acknowledges before it has written (fsync, full_page_writes or synchronous_commit is off): a power cut loses initiatives whose receipts were read. Switch them on."
                .to_owned(),
        );
    }
    if server.archive_fails {
        bad.push(
            "The server cannot archive its journal, so there is no way back to a moment of today, and its disk fills up. Look for archive_command in the server's log."
                .to_owned(),
        );
    }
    if i64::from(server.max_connections) < i64::from(pool_size + SPARE_CONNECTIONS) {
        bad.push(format!(
            "DATABASE_POOL_SIZE is {pool_size}, and the server allows {} connections in all. Lower the one or raise max_connections.",
            server.max_connections
        ));
    }
    if bad.is_empty() {
        return vec![Finding::Good("The server keeps what it is told.".to_owned())];
    }
    bad.into_iter().map(Finding::Bad).collect()
}

/// Whether what a campaign needs is there, and whether work has been left lying.
async fn content(
    db: &mut PgConnection,
    config: &Config,
    clock: &Clock,
) -> store::Result<Vec<Finding>> {
    let now = clock.now();
    let mut bad = Vec::new();
    if let Ok(vault) = keys::vault(config)
        && data_key::missing(db, &vault.key_ids()).await? > 0
    {
        bad.push(
            "Personal data in the database is encrypted with another key than DATA_KEY. Add that key behind the new one, with a comma between; without it phone numbers are lost."
                .to_owned(),
        );
    }
    match catalogue::load(db).await? {
        None => bad.push(
            "No campaign runs, so nobody can submit. Run `sangkien campaign activate CODE`."
                .to_owned(),
        ),
        Some(campaign) => {
            let phases = &campaign.phases;
            if !phases.is_empty() && phases.iter().all(|phase| phase.closes_at <= now) {
                bad.push(format!(
                    "Every phase of {} is over, so nobody can submit. Make the next one with `sangkien campaign phase`, or let another campaign run.",
                    campaign.code
                ));
            }
        }
    }
    if unit::mark(db).await?.0 == 0 {
        bad.push(
            "There are no units, so nobody can say where they work. Run `sangkien unit import FILE`."
                .to_owned(),
        );
    } else if officer::at_the_top(db).await? == 0 {
        bad.push(
            "Nobody is an officer of the whole union: initiatives of workplaces that are not in the tree wait for nobody. Run `sangkien officer invite --unit CODE --role administrator` with the code of the topmost unit."
                .to_owned(),
        );
    }
    for out in account::out_of_quota(db).await? {
        bad.push(format!(
            "The {} account {} has used up what its plan allows, since {}: answers and news wait. Take a larger plan, or wait until the month is over.",
            out.channel,
            out.name,
            out.since.to_rfc3339()
        ));
    }
    let parked = inbox::depth(db).await?.parked;
    if parked > 0 {
        bad.push(format!(
            "{parked} messages could not be handled and are set aside. Look for \"A message is parked\" in the log; the runbook says how to let them go on."
        ));
    }
    let waiting = outbox::depth(db, now).await?.into_iter().find(|depth| {
        depth.lane == outbox::Lane::Reply && depth.oldest.is_some_and(|at| at + WAITED < now)
    });
    if let Some(waiting) = waiting {
        bad.push(format!(
            "{} answers have waited for more than {} minutes. Does the service run? Its log tells what the platform says.",
            waiting.waiting,
            WAITED.num_minutes()
        ));
    }
    Ok(bad.into_iter().map(Finding::Bad).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standby_and_an_archive_that_fails_are_found() {
        let sound = Server {
            max_connections: 100,
            encoding: "UTF8".to_owned(),
            is_standby: false,
            may_create: true,
            is_durable: true,
            archive_fails: false,
        };
        assert!(matches!(settings(&sound, 10)[..], [Finding::Good(_)]));
        let standby = Server { is_standby: true, may_create: false, ..sound.clone() };
        let found = settings(&standby, 10);
        assert!(
            matches!(&found[..], [Finding::Bad(line)] if line.contains("primary")),
            "{found:?}"
        );
        let failing = Server { archive_fails: true, ..sound };
        let found = settings(&failing, 10);
        let told = matches!(&found[..], [Finding::Bad(line)] if line.contains("archive_command"));
        assert!(told, "{found:?}");
    }
}
