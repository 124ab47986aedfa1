//! From words to [`Config`], gathering everything that is wrong on the way.

use std::collections::HashMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use url::Url;

use super::variables as var;
use super::{Config, DataKey, Database, FilePlace, Files, Secret, Variable, accounts};
use crate::files::Bucket;
use crate::telemetry::LogFormat;
use crate::vault::Vault;
use crate::work::retention::Periods;

/// Something wrong, in one line that says what to do. Never repeats a value: it may be a secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem(pub String);

/// Everything that is wrong with a configuration, a line each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Problem(line)) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            formatter.write_str(line)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The variables of a file that need not be there.
///
/// # Errors
/// Every line that does not read.
pub fn env_file(path: &Path) -> Result<HashMap<String, String>, Problems> {
    let file = path.display();
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(HashMap::new()),
        Err(_) => return Err(Problems(vec![Problem(format!("{file} cannot be opened."))])),
    };
    // Windows' editor begins a text with a mark.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let lines = dotenvy::from_read_iter(text);
    let mut variables = HashMap::new();
    let mut problems = Vec::new();
    for line in lines {
        match line {
            Ok((name, value)) => {
                variables.insert(name, value);
            }
            Err(dotenvy::Error::LineParse(line, _)) => {
                let name = line.split('=').next().unwrap_or_default().trim();
                problems.push(Problem(format!(
                    "{file}: the line that begins with `{name}` must look like NAME=value; put quotes around a value with spaces."
                )));
            }
            Err(dotenvy::Error::Io(error)) if error.kind() == ErrorKind::InvalidData => {
                problems.push(Problem(format!("{file} is not UTF-8 text.")));
                break;
            }
            Err(_) => {
                problems.push(Problem(format!("{file} cannot be read.")));
                break;
            }
        }
    }
    if problems.is_empty() { Ok(variables) } else { Err(Problems(problems)) }
}

pub(super) fn read(look_up: &dyn Fn(&str) -> Option<String>) -> Result<Config, Problems> {
    let mut reader = Reader::new(look_up);
    let database_url = reader.optional(var::DATABASE_URL, postgres_url);
    let pool_size = reader.required(var::DATABASE_POOL_SIZE, |text| within(text, 1..=500));
    let data_dir = reader.required(var::DATA_DIR, |text| Some(PathBuf::from(text)));
    let data_key = data_key(&mut reader);
    let accounts = accounts::read(&mut reader);
    let files = files(&mut reader, data_dir.as_deref());
    let http_listen = reader.required(var::HTTP_LISTEN, |text| match text {
        "off" => Some(None),
        address => address.parse().ok().map(Some),
    });
    if http_listen == Some(None) {
        reader.miss_http();
    }
    let public_url = reader.optional(var::PUBLIC_URL, web_address);
    let proxies = reader.required(var::HTTP_PROXIES, |text| within(text, 0..=5));
    let log_filter = reader.optional(var::LOG, |text| {
        let filter = tracing_subscriber::EnvFilter::try_new(text);
        filter.is_ok().then(|| text.to_owned())
    });
    let log_format = reader.required(var::LOG_FORMAT, |text| match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    });
    let decision_hold = reader.required(var::DECISION_HOLD, duration);
    let draft_reminders = reader.required(var::DRAFT_REMINDERS, |text| match text {
        "off" => Some(None),
        times => two_times(times).map(Some),
    });
    let invitation_life = reader.required(var::INVITATION_LIFE, |text| {
        duration(text).filter(|life| (TimeDelta::minutes(1)..=TimeDelta::days(90)).contains(life))
    });
    let retention = retention(&mut reader);
    let busy_notice_after = reader.required(var::BUSY_NOTICE_AFTER, |text| match text {
        "off" => Some(None),
        time => duration(time).filter(|time| *time > TimeDelta::zero()).map(Some),
    });
    let chat_per_minute = reader.required(var::CHAT_PER_MINUTE, |text| match text {
        "off" => Some(None),
        number => within(number, 10..=10_000).map(Some),
    });
    let bulk_per_second = reader.required(var::BULK_PER_SECOND, |text| within(text, 1..=1000));

    if !reader.problems.is_empty() {
        return Err(Problems(reader.problems));
    }
    let database = match database_url {
        Some(url) => Database::Server { url, pool_size: sound(pool_size) },
        None => Database::Embedded,
    };
    Ok(Config {
        database,
        data_dir: sound(data_dir),
        data_key,
        accounts,
        files: sound(files),
        http_listen: sound(http_listen),
        public_url,
        proxies: sound(proxies),
        log_filter,
        log_format: sound(log_format),
        decision_hold: sound(decision_hold),
        draft_reminders: sound(draft_reminders),
        invitation_life: sound(invitation_life),
        retention: sound(retention),
        busy_notice_after: sound(busy_notice_after),
        chat_per_minute: sound(chat_per_minute),
        bulk_per_second: sound(bulk_per_second),
    })
}

fn sound<T>(value: Option<T>) -> T {
    value.expect("a value that did not read was a problem, and there is none")
}

/// How long what people tell us is kept.
fn retention(reader: &mut Reader<'_>) -> Option<Periods> {
    let mut days = |variable, range: std::ops::RangeInclusive<u32>| {
        reader.required(variable, |text| within(text, range.clone())).map(i64::from)
    };
    let people = days(var::RETENTION_PEOPLE_DAYS, 365..=36_500);
    let drafts = days(var::RETENTION_DRAFTS_DAYS, 30..=3_650);
    let strangers = days(var::RETENTION_STRANGERS_DAYS, 1..=365);
    let looks = days(var::RETENTION_LOOKS_DAYS, 30..=3_650);
    Some(Periods { people: people?, drafts: drafts?, strangers: strangers?, looks: looks? })
}

fn data_key(reader: &mut Reader<'_>) -> Option<DataKey> {
    let key = reader.optional(var::DATA_KEY, |text| {
        Vault::parse(text).ok().map(|_| DataKey::Given(Secret::new(text.to_owned())))
    });
    let file = reader.optional(var::DATA_KEY_FILE, |text| Some(DataKey::File(text.into())));
    if reader.is_set(var::DATA_KEY) && reader.is_set(var::DATA_KEY_FILE) {
        reader.problem(format!(
            "{} and {} are both set: clear one of them.",
            var::DATA_KEY.name,
            var::DATA_KEY_FILE.name
        ));
    }
    key.or(file)
}

/// Reads variables and gathers what is wrong with them: those of the environment, or the keys of
/// a table, which are called by shorter names.
pub(super) struct Reader<'a> {
    look_up: &'a dyn Fn(&str) -> Option<String>,
    /// What stands before a name when something is said about it, and what is left out of it.
    place: String,
    prefix: Option<&'static str>,
    problems: Vec<Problem>,
    /// The webhooks, which cannot be reached while HTTP is off.
    hooks: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(look_up: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            look_up,
            place: String::new(),
            prefix: None,
            problems: Vec::new(),
            hooks: Vec::new(),
        }
    }

    /// The keys of a table are the variables' names without `prefix`.
    pub(super) fn of_table(
        look_up: &'a dyn Fn(&str) -> Option<String>,
        place: String,
        prefix: &'static str,
    ) -> Self {
        Self { place, prefix: Some(prefix), ..Self::new(look_up) }
    }

    /// What the operator calls a variable, and where it is.
    pub(super) fn name(&self, variable: Variable) -> String {
        match self.prefix {
            Some(prefix) => {
                let key = variable.name.strip_prefix(prefix).unwrap_or(variable.name);
                format!("{}{}", self.place, key.to_lowercase())
            }
            None => variable.name.to_owned(),
        }
    }

    fn value(&self, variable: Variable) -> Option<String> {
        (self.look_up)(variable.name)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    pub(super) fn is_set(&self, variable: Variable) -> bool {
        self.value(variable).is_some()
    }

    pub(super) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn problem(&mut self, line: String) {
        self.problems.push(Problem(line));
    }

    /// What is wrong, and the webhooks.
    pub(super) fn into_found(self) -> (Vec<Problem>, Vec<String>) {
        (self.problems, self.hooks)
    }

    /// Takes over what was found elsewhere.
    pub(super) fn take(&mut self, (problems, hooks): (Vec<Problem>, Vec<String>)) {
        self.problems.extend(problems);
        self.hooks.extend(hooks);
    }

    /// A webhook is of no use unless HTTP is served.
    pub(super) fn wants_http(&mut self, webhook: Variable) {
        self.hooks.push(self.name(webhook));
    }

    fn miss_http(&mut self) {
        for hook in std::mem::take(&mut self.hooks) {
            let listen = var::HTTP_LISTEN.name;
            self.problem(format!(
                "{listen} is off, but the webhook needs it: set an address, or clear {hook}."
            ));
        }
    }

    /// None where it is not set, and where it does not read, which is then a problem.
    pub(super) fn optional<T>(
        &mut self,
        variable: Variable,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(variable)?;
        self.parsed(variable, &value, parse)
    }

    /// None only where it does not read, which is then a problem.
    pub(super) fn required<T>(
        &mut self,
        variable: Variable,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let default = variable.default.expect("a variable without a default is optional");
        let value = self.value(variable).unwrap_or_else(|| default.to_owned());
        self.parsed(variable, &value, parse)
    }

    fn parsed<T>(
        &mut self,
        variable: Variable,
        value: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let parsed = parse(value);
        if parsed.is_none() {
            self.problem(format!("{} {}.", self.name(variable), variable.wants));
        }
        parsed
    }
}

/// Where files lie. Without a setting they lie beside everything else.
fn files(reader: &mut Reader, data_dir: Option<&Path>) -> Option<Files> {
    let place = reader.optional(var::FILE_STORE, |text| match text.strip_prefix("s3://") {
        None => Some((text.to_owned(), None)),
        Some(bucket) => {
            let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
            let prefix = prefix.trim_matches('/').to_owned();
            (!name.is_empty()).then(|| (name.to_owned(), Some(prefix)))
        }
    });
    let endpoint = reader.optional(var::FILE_BUCKET_ENDPOINT, web_address);
    let region = reader.required(var::FILE_BUCKET_REGION, |text| Some(text.to_owned()));
    let key_id = reader.optional(var::FILE_BUCKET_KEY_ID, |text| Some(text.to_owned()));
    let secret = reader.optional(var::FILE_BUCKET_SECRET, |text| Some(text.to_owned()));
    let place = match place {
        None => FilePlace::Folder(data_dir?.join("files")),
        Some((folder, None)) => FilePlace::Folder(PathBuf::from(folder)),
        Some((name, Some(prefix))) => match (key_id, secret) {
            (Some(key_id), Some(secret)) => FilePlace::Bucket(Bucket {
                name,
                prefix,
                endpoint: endpoint.map(|url| url.as_str().trim_end_matches('/').to_owned()),
                region: region?,
                key_id,
                secret,
            }),
            (key_id, _) => {
                let missing = if key_id.is_none() {
                    var::FILE_BUCKET_KEY_ID
                } else {
                    var::FILE_BUCKET_SECRET
                };
                reader.problem(format!("{} is missing. It {}.", missing.name, missing.wants));
                return None;
            }
        },
    };
    let megabytes = reader.required(var::FILE_MAX_MB, |text| within(text, 1..=20));
    let link_life = reader.required(var::FILE_LINK_LIFE, |text| {
        duration(text).filter(|life| (TimeDelta::minutes(5)..=TimeDelta::days(30)).contains(life))
    });
    Some(Files { place, max_file: u64::from(megabytes?) * 1_000_000, link_life: link_life? })
}

fn postgres_url(text: &str) -> Option<Secret> {
    let url = Url::parse(text).ok()?;
    matches!(url.scheme(), "postgres" | "postgresql").then(|| Secret::new(text.to_owned()))
}

pub(super) fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "https" | "http") && url.has_host()).then_some(url)
}

fn within(text: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    text.parse().ok().filter(|number| range.contains(number))
}

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// `90s`, `10m`, `48h`, `2d`, or `0`. A number without a unit could mean anything.
fn duration(text: &str) -> Option<TimeDelta> {
    if text == "0" {
        return Some(TimeDelta::zero());
    }
    let (number, seconds) = match text.split_at_checked(text.len().checked_sub(1)?)? {
        (number, "s") => (number, 1),
        (number, "m") => (number, 60),
        (number, "h") => (number, 3_600),
        (number, "d") => (number, 86_400),
        _ => return None,
    };
    let number: u32 = number.parse().ok()?;
    TimeDelta::try_seconds(i64::from(number) * seconds)
}

fn two_times(text: &str) -> Option<[TimeDelta; 2]> {
    let (first, second) = text.split_once(',')?;
    let (first, second) = (duration(first.trim())?, duration(second.trim())?);
    (TimeDelta::zero() < first && first < second).then_some([first, second])
}
