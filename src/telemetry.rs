//! How the service tells its operator what it does: a log, and numbers.
//!
//! No name, phone number, words of a person or token ever goes into either. Fields are ids,
//! counts, classes and times. Tokens travel in the addresses of Telegram's methods and so in
//! the errors of HTTP clients; what looks like one is masked on its way out, as a last resort.

use std::io::{self, Write};

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::config::LogFormat;

/// The names of the numbers. Each is described where it is registered, in [`measure`].
pub mod metric {
    pub const INBOX_WAITING: &str = "sangkien_inbox_waiting";
    pub const INBOX_OLDEST: &str = "sangkien_inbox_oldest_seconds";
    pub const INBOX_PARKED: &str = "sangkien_inbox_parked";
    pub const OUTBOX_WAITING: &str = "sangkien_outbox_waiting";
    pub const OUTBOX_OLDEST: &str = "sangkien_outbox_oldest_seconds";
    pub const OUTBOX_FAILED: &str = "sangkien_outbox_failed";
    pub const RECEIVED: &str = "sangkien_received_total";
    pub const HANDLED: &str = "sangkien_handled_total";
    pub const SENT: &str = "sangkien_sent_total";
    pub const ERRORS: &str = "sangkien_errors_total";
    pub const BATCH: &str = "sangkien_batch_messages";
    pub const HANDLING: &str = "sangkien_handling_seconds";
    pub const ANSWERING: &str = "sangkien_answering_seconds";
}

/// Upper bounds in seconds: the targets are tens of milliseconds, trouble is seconds.
const LATENCIES: [f64; 13] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 5.0, 30.0];

const BATCHES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

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
    describe_gauge!(
        metric::INBOX_WAITING,
        Unit::Count,
        "Messages that people sent and that are not handled yet."
    );
    describe_gauge!(metric::INBOX_OLDEST, Unit::Seconds, "Age of the oldest of them.");
    describe_gauge!(
        metric::INBOX_PARKED,
        Unit::Count,
        "Messages that could not be handled and wait for staff; should be 0."
    );
    describe_gauge!(
        metric::OUTBOX_WAITING,
        Unit::Count,
        "Messages that are due to people, by `lane`: reply, notice, broadcast."
    );
    describe_gauge!(
        metric::OUTBOX_OLDEST,
        Unit::Seconds,
        "How late the latest of them is, by `lane`."
    );
    describe_gauge!(
        metric::OUTBOX_FAILED,
        Unit::Count,
        "Messages that could not be delivered and wait for staff; should be 0."
    );
    describe_counter!(
        metric::RECEIVED,
        Unit::Count,
        "Updates stored; a repeated one is not counted."
    );
    describe_counter!(metric::HANDLED, Unit::Count, "Messages handled.");
    describe_counter!(metric::SENT, Unit::Count, "Messages sent, by `lane` and `outcome`.");
    describe_counter!(
        metric::ERRORS,
        Unit::Count,
        "What went wrong, by `class`: database, handling, polling, unaddressed, unreachable."
    );
    describe_histogram!(metric::BATCH, Unit::Count, "Messages handled in one transaction.");
    describe_histogram!(
        metric::HANDLING,
        Unit::Seconds,
        "One transaction of handling, from the claim to the commit."
    );
    describe_histogram!(
        metric::ANSWERING,
        Unit::Seconds,
        "From an update's arrival to the platform's receipt for the answer."
    );
    Ok(handle)
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
        let after_colon = match &bytes[at..] {
            [b':', rest @ ..] | [b'%', b'3', b'A' | b'a', rest @ ..] => rest,
            _ => continue,
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
