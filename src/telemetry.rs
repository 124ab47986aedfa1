//! How the service tells its operator what it does: a log, and numbers.
//!
//! No name, phone number, words of a person or token ever goes into either. Fields are ids,
//! counts, classes and times. Tokens travel in the addresses of Telegram's methods and so in
//! the errors of HTTP clients; what looks like one is masked on its way out, as a last resort.

use std::io::{self, Write};
use std::time::Duration;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// How log lines are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one object a line.
    Json,
}

/// One of the numbers, and what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Metric {
    pub name: &'static str,
    pub kind: MetricKind,
    pub says: &'static str,
}

/// What can be done with a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetricKind {
    /// Goes up and down.
    Gauge,
    /// Only grows.
    Counter,
    /// Many values, counted by size.
    Histogram,
}

macro_rules! metrics {
    ($($kind:ident $constant:ident = $name:literal, $says:literal;)*) => {
        /// The names of the numbers.
        pub mod metric {
            $(#[doc = $says] pub const $constant: &str = $name;)*
        }

        /// All numbers that the service keeps.
        pub const METRICS: &[Metric] =
            &[$(Metric { name: $name, kind: MetricKind::$kind, says: $says }),*];
    };
}

metrics! {
    Counter RECEIVED = "sangkien_received_total",
        "Updates stored; a repeated one is not counted.";
    Gauge INBOX_WAITING = "sangkien_inbox_waiting",
        "Updates that are stored and not handled yet.";
    Gauge INBOX_OLDEST = "sangkien_inbox_oldest_seconds",
        "Age of the oldest of them.";
    Gauge INBOX_PARKED = "sangkien_inbox_parked",
        "Updates that could not be handled and wait for staff; should be 0.";
    Gauge DATABASE_SEEN = "sangkien_database_seen_timestamp_seconds",
        "When the database last answered everything that these numbers need, in Unix time.";
    Counter OA_SIGNED = "sangkien_zalo_oa_signatures_total",
        "Events of Official Accounts by the first term of their signature; none is a forged one.";
    Gauge OA_TOKEN_LEFT = "sangkien_zalo_oa_token_seconds",
        "Seconds for which an Official Account's access token is good; 0 means that it has to be connected.";
    Counter HANDLED = "sangkien_handled_total",
        "Updates handled.";
    Histogram BATCH = "sangkien_batch_messages",
        "Updates handled in one transaction.";
    Histogram HANDLING = "sangkien_handling_seconds",
        "One such transaction, from the claim to the commit.";
    Gauge OUTBOX_WAITING = "sangkien_outbox_waiting",
        "Messages owed to people, by lane: reply, notice, broadcast.";
    Gauge OUTBOX_OLDEST = "sangkien_outbox_oldest_seconds",
        "How late the oldest of them is, by lane: answers count from when they were written, news from when they were last due.";
    Gauge QUOTA_OUT = "sangkien_accounts_out_of_quota",
        "Accounts that have used up what their plan allows and cannot send; should be 0.";
    Counter SENT = "sangkien_sent_total",
        "Attempts to send, by lane and outcome.";
    Histogram ANSWERING = "sangkien_answering_seconds",
        "From an update's arrival to the platform's receipt for the answer.";
    Gauge FILES_WAITING = "sangkien_files_waiting",
        "Files that people have sent and that are not fetched yet.";
    Gauge FILES_OLDEST = "sangkien_files_oldest_seconds",
        "Age of the oldest of them; more than minutes: a platform or the file store is away.";
    Counter FILES_FETCHED = "sangkien_files_fetched_total",
        "Attempts to fetch a file, by outcome: stored, refused, lost, again.";
    Counter FILE_LINKS_READ = "sangkien_file_links_read_total",
        "Files read by a link.";
    Counter FORGOTTEN = "sangkien_retention_removed_total",
        "Rows whose time was over, by table; people are erased whole.";
    Counter ERRORS = "sangkien_errors_total",
        "What went wrong, by class: database, handling, polling, unaddressed, unreachable, tokens.";
}

/// The classes of [`metric::ERRORS`].
const ERROR_CLASSES: [&str; 6] =
    ["database", "handling", "polling", "unaddressed", "unreachable", "tokens"];

/// Upper bounds in seconds: the targets are tens of milliseconds, trouble is seconds.
const LATENCIES: [f64; 13] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 5.0, 30.0];

const BATCHES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// How often numbers that nobody fetches are gathered up, so that they do not pile up.
const UPKEEP: Duration = Duration::from_secs(5);

/// Starts the log, on stderr. A second call changes nothing, so that tests may call it.
pub fn log(filter: &str, format: LogFormat) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(Masked(io::stderr));
    let _ = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}

/// Starts measuring; the handle writes what was measured in Prometheus' text format. Call once
/// in a process.
///
/// # Errors
/// When something in this process measures already.
pub fn measure() -> Result<PrometheusHandle, BuildError> {
    let suffix = |text: &str| Matcher::Suffix(text.to_owned());
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(suffix("_seconds"), &LATENCIES)?
        .set_buckets_for_metric(suffix("_messages"), &BATCHES)?
        .install_recorder()?;
    for Metric { name, kind, says } in METRICS {
        match kind {
            MetricKind::Gauge => describe_gauge!(*name, *says),
            MetricKind::Counter => describe_counter!(*name, *says),
            MetricKind::Histogram => describe_histogram!(*name, *says),
        }
    }
    // Alerts look at how much these grow. Of a number that is not there yet they would see neither
    // that it stands still nor its first step.
    for name in [metric::RECEIVED, metric::HANDLED] {
        counter!(name).increment(0);
    }
    for class in ERROR_CLASSES {
        counter!(metric::ERRORS, "class" => class).increment(0);
    }
    Ok(handle)
}

/// Gathers up what is measured, and measures the process itself (memory, processor time, open
/// files), for ever. Run it beside everything else.
pub async fn keep(measured: PrometheusHandle) {
    let process = metrics_process::Collector::default();
    process.describe();
    loop {
        process.collect();
        tokio::time::sleep(UPKEEP).await;
        measured.run_upkeep();
    }
}

/// Masks what looks like a bot's token in everything that is written through it.
#[derive(Clone, Copy, Debug)]
pub struct Masked<W>(pub W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Masked<W> {
    type Writer = MaskedWriter<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        MaskedWriter(self.0.make_writer())
    }
}

/// See [`Masked`]. A log line comes in one piece, so a token never comes in two.
#[derive(Debug)]
pub struct MaskedWriter<W>(W);

impl<W: Write> Write for MaskedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some((before, after)) = split_at_token(rest) {
            self.0.write_all(before)?;
            self.0.write_all(b"[token]")?;
            rest = after;
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What stands before the first token and what stands after it. A token is a bot's id, a colon
/// (which an address may write as `%3A`) and 30 or more letters of base 64.
fn split_at_token(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b':' | b'%')) {
        let ([b':', after_colon @ ..] | [b'%', b'3', b'A' | b'a', after_colon @ ..]) = &bytes[at..]
        else {
            continue;
        };
        let digits = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let letters = after_colon.iter().take_while(|byte| is_letter(byte)).count();
        if digits >= 5 && letters >= 30 {
            return Some((&bytes[..at - digits], &after_colon[letters..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let mut written = Vec::new();
        MaskedWriter(&mut written).write_all(text.as_bytes()).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn tokens_never_reach_the_log() {
        let token = "7000000001:AAE-not_a_real_token_012345678901";
        let line =
            format!("error sending request for url (https://host/bot{token}/getMe) again {token}");
        assert_eq!(
            masked(&line),
            "error sending request for url (https://host/bot[token]/getMe) again [token]"
        );
        assert_eq!(masked(&line.replace(':', "%3A")).matches("[token]").count(), 2);
    }

    #[test]
    fn times_and_addresses_are_left_alone() {
        let line = "2026-11-22T19:34:47.123456Z INFO listening on 127.0.0.1:8080, account 7000000001: polling";
        assert_eq!(masked(line), line);
    }
}
