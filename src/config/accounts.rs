//! The accounts on which people talk to us.
//!
//! The usual single account of each platform is set by variables. More accounts, such as a
//! province's own bot, are tables of a TOML file, and a table's keys are the same words without
//! the platform's name: `TELEGRAM_BOT_TOKEN` is `bot_token` under `[[telegram]]`.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use url::Url;

use super::read::{Reader, is_word, web_address};
use super::variables as var;
use super::zalo_oa::{ZALO_OA, ZaloOa};
use super::{Secret, Variable};
use crate::channel::Token;
use crate::channel::zalo_bot::Style;

/// One account on one platform.
#[derive(Clone, PartialEq, Debug)]
pub struct Account {
    /// What a further account is called; none for the usual one.
    pub name: Option<String>,
    pub platform: Platform,
    pub hears_by: HearsBy,
}

/// What an account needs, platform by platform.
#[derive(Clone, PartialEq, Debug)]
pub enum Platform {
    Telegram(Telegram),
    ZaloBot(ZaloBot),
    ZaloOa(Box<ZaloOa>),
}

/// A bot on Telegram.
#[derive(Clone, PartialEq, Debug)]
pub struct Telegram {
    pub token: Token,
    /// Without `@`; none when links are not wanted.
    pub username: Option<String>,
    pub api_url: Url,
}

/// A bot on the Zalo Bot Platform.
#[derive(Clone, PartialEq, Debug)]
pub struct ZaloBot {
    pub token: Token,
    pub api_url: Url,
    pub style: Style,
}

/// How updates come.
#[derive(Clone, PartialEq, Debug)]
pub enum HearsBy {
    /// We ask.
    Polling,
    /// The platform calls `url` and shows `secret`.
    Webhook { url: Url, secret: Secret },
    /// The platform signs what it brings. Where to is set by hand in its console.
    Signed,
}

impl Account {
    /// What an operator calls it: `telegram`, or `zalo-bot/hai-phong`.
    #[must_use]
    pub fn title(&self) -> String {
        let platform = match &self.platform {
            Platform::Telegram(_) => "telegram",
            Platform::ZaloBot(_) => "zalo-bot",
            Platform::ZaloOa(_) => "zalo-oa",
        };
        match &self.name {
            Some(name) => format!("{platform}/{name}"),
            None => platform.to_owned(),
        }
    }

    /// Where its platform brings updates: `/hook/telegram`, or `/hook/zalo-bot/hai-phong`.
    #[must_use]
    pub fn hook_path(&self) -> String {
        format!("/hook/{}", self.title())
    }

    /// The address that a link to the talk begins with, where its platform has links.
    #[must_use]
    pub fn link_base(&self) -> Option<String> {
        match &self.platform {
            Platform::Telegram(bot) => {
                bot.username.as_deref().map(|username| format!("https://t.me/{username}"))
            }
            Platform::ZaloBot(_) | Platform::ZaloOa(_) => None,
        }
    }

    /// The public half of what it proves itself with; no two accounts of a platform share it.
    #[must_use]
    pub fn public_id(&self) -> (&'static str, &str) {
        match &self.platform {
            Platform::Telegram(bot) => ("telegram", bot.token.bot_id()),
            Platform::ZaloBot(bot) => ("zalo_bot", bot.token.bot_id()),
            Platform::ZaloOa(oa) => ("zalo_oa", &oa.oa_id),
        }
    }
}

/// The tables of `ACCOUNTS_FILE`.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    telegram: Vec<Table>,
    #[serde(default)]
    zalo_bot: Vec<Table>,
    #[serde(default)]
    zalo_oa: Vec<Table>,
}

type Table = BTreeMap<String, toml::Value>;

/// Reads one account; none where the variable that makes it exist is not set.
pub(super) type Read = fn(&mut Reader<'_>) -> Option<(Platform, HearsBy)>;

/// A platform: what its variables begin with, which of them makes an account exist, what else it
/// has, and how it is read.
pub(super) struct Kind {
    pub prefix: &'static str,
    pub exists_by: Variable,
    pub others: &'static [Variable],
    pub read: Read,
}

const TELEGRAM: Kind = Kind {
    prefix: "TELEGRAM_",
    exists_by: var::TELEGRAM_BOT_TOKEN,
    others: &[
        var::TELEGRAM_BOT_USERNAME,
        var::TELEGRAM_API_URL,
        var::TELEGRAM_WEBHOOK_URL,
        var::TELEGRAM_WEBHOOK_SECRET,
    ],
    read: telegram,
};

const ZALO_BOT: Kind = Kind {
    prefix: "ZALO_BOT_",
    exists_by: var::ZALO_BOT_TOKEN,
    others: &[
        var::ZALO_BOT_API_URL,
        var::ZALO_BOT_WEBHOOK_URL,
        var::ZALO_BOT_WEBHOOK_SECRET,
        var::ZALO_BOT_MAX_TEXT,
        var::ZALO_BOT_FORMAT,
    ],
    read: zalo_bot,
};

/// All accounts: the usual ones first, then those of `ACCOUNTS_FILE`.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Account> {
    let mut accounts: Vec<Account> = [TELEGRAM, ZALO_BOT, ZALO_OA]
        .into_iter()
        .filter_map(|kind| (kind.read)(reader))
        .map(|(platform, hears_by)| Account { name: None, platform, hears_by })
        .collect();
    if let Some(tables) = reader.optional(var::ACCOUNTS_FILE, |path| Some(path.to_owned())) {
        accounts.extend(from_file(reader, &tables));
    }
    let mut seen = HashSet::new();
    for account in &accounts {
        if !seen.insert(account.public_id()) {
            reader.problem(format!(
                "{} is another account's bot. Give each its own.",
                account.title()
            ));
        }
    }
    let mut titles = HashSet::new();
    for account in &accounts {
        if !titles.insert(account.title()) {
            reader.problem(format!("Two accounts are called {}.", account.title()));
        }
    }
    accounts
}

fn from_file(reader: &mut Reader<'_>, path: &str) -> Vec<Account> {
    let Ok(text) = std::fs::read_to_string(path) else {
        reader.problem(format!("{} names {path}, which cannot be read.", var::ACCOUNTS_FILE.name));
        return Vec::new();
    };
    let tables: Tables = match toml::from_str(&text) {
        Ok(tables) => tables,
        Err(error) => {
            // Its own text repeats the line, and with it perhaps a token.
            let at = error.span().map_or(0, |span| span.start);
            let line = text[..at].lines().count().max(1);
            reader.problem(format!("{path}, line {line}: {}.", error.message()));
            return Vec::new();
        }
    };
    let tables = (tables.telegram.iter().map(|table| (TELEGRAM, "telegram", table)))
        .chain(tables.zalo_bot.iter().map(|table| (ZALO_BOT, "zalo_bot", table)))
        .chain(tables.zalo_oa.iter().map(|table| (ZALO_OA, "zalo_oa", table)));
    tables
        .filter_map(|(kind, title, table)| from_table(reader, path, &kind, title, table))
        .collect()
}

fn from_table(
    reader: &mut Reader<'_>,
    path: &str,
    kind: &Kind,
    title: &str,
    table: &Table,
) -> Option<Account> {
    let name = table.get("name").and_then(toml::Value::as_str).filter(|name| is_name(name));
    let Some(name) = name else {
        reader.problem(format!(
            "{path}: each [[{title}]] must have a name of up to 32 letters a-z, digits and -, such as hai-phong."
        ));
        return None;
    };
    let place = format!("{path}, [[{title}]] {name}: ");
    let key = |variable: Variable| variable.name.trim_start_matches(kind.prefix).to_lowercase();
    let known: HashSet<String> =
        kind.others.iter().chain([&kind.exists_by]).map(|variable| key(*variable)).collect();
    for unknown in table.keys().filter(|given| *given != "name" && !known.contains(*given)) {
        reader.problem(format!("{place}there is no setting {unknown}."));
    }
    let look_up =
        |wanted: &str| match table.get(&wanted.strip_prefix(kind.prefix)?.to_lowercase())? {
            toml::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
    let mut inner = Reader::of_table(&look_up, place.clone(), kind.prefix);
    let read = (kind.read)(&mut inner);
    if inner.is_clean() && read.is_none() {
        inner.problem(format!("{place}{} is missing.", key(kind.exists_by)));
    }
    let found = inner.into_found();
    reader.take(found);
    let (platform, hears_by) = read?;
    Some(Account { name: Some(name.to_owned()), platform, hears_by })
}

/// It becomes a part of an address.
fn is_name(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

fn telegram(reader: &mut Reader<'_>) -> Option<(Platform, HearsBy)> {
    let token = reader.optional(var::TELEGRAM_BOT_TOKEN, |text| Token::parse(text).ok());
    let username = reader.optional(var::TELEGRAM_BOT_USERNAME, username);
    let api_url = reader.required(var::TELEGRAM_API_URL, web_address);
    // Telegram allows 1 to 256 of these letters; a secret that can be guessed is none.
    let hears_by = hears_by(
        reader,
        &Webhook {
            token: var::TELEGRAM_BOT_TOKEN,
            api_url: var::TELEGRAM_API_URL,
            url: var::TELEGRAM_WEBHOOK_URL,
            secret: var::TELEGRAM_WEBHOOK_SECRET,
        },
    );
    Some((Platform::Telegram(Telegram { token: token?, username, api_url: api_url? }), hears_by))
}

fn zalo_bot(reader: &mut Reader<'_>) -> Option<(Platform, HearsBy)> {
    let token = reader.optional(var::ZALO_BOT_TOKEN, |text| Token::parse(text).ok());
    let api_url = reader.required(var::ZALO_BOT_API_URL, web_address);
    let hears_by = hears_by(
        reader,
        &Webhook {
            token: var::ZALO_BOT_TOKEN,
            api_url: var::ZALO_BOT_API_URL,
            url: var::ZALO_BOT_WEBHOOK_URL,
            secret: var::ZALO_BOT_WEBHOOK_SECRET,
        },
    );
    // Fewer than 400 would cut most answers into pieces.
    let max_text = reader.required(var::ZALO_BOT_MAX_TEXT, |text| {
        text.parse().ok().filter(|units| (400..=2000).contains(units))
    });
    let html = reader.required(var::ZALO_BOT_FORMAT, |text| match text {
        "plain" => Some(false),
        "html" => Some(true),
        _ => None,
    });
    let style = Style { max_text: max_text?, html: html? };
    Some((Platform::ZaloBot(ZaloBot { token: token?, api_url: api_url?, style }), hears_by))
}

/// The variables of a webhook that shows a secret.
struct Webhook {
    token: Variable,
    api_url: Variable,
    url: Variable,
    secret: Variable,
}

/// A webhook needs an address and a secret; with neither, we ask.
fn hears_by(reader: &mut Reader<'_>, variables: &Webhook) -> HearsBy {
    // A server of one's own may call back without TLS; the platforms do not.
    let own_server = reader.is_set(variables.api_url);
    let url = reader.optional(variables.url, |text| {
        web_address(text).filter(|url| own_server || url.scheme() == "https")
    });
    let secret = reader.optional(variables.secret, webhook_secret);
    let url_given = reader.is_set(variables.url);
    let secret_given = reader.is_set(variables.secret);
    for (given, other, missing) in [
        (url_given, variables.url, variables.secret),
        (secret_given, variables.secret, variables.url),
        (url_given || secret_given, variables.url, variables.token),
    ] {
        if given && !reader.is_set(missing) {
            reader.problem(format!(
                "{} is missing although {} is set. It {}.",
                reader.name(missing),
                reader.name(other),
                missing.wants
            ));
        }
    }
    if url.is_some() {
        reader.wants_http(variables.url);
    }
    match (url, secret) {
        (Some(url), Some(secret)) => HearsBy::Webhook { url, secret },
        _ => HearsBy::Polling,
    }
}

fn username(text: &str) -> Option<String> {
    let name = text.strip_prefix('@').unwrap_or(text);
    let reads = (5..=32).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    reads.then(|| name.to_owned())
}

/// Telegram allows 1 to 256 of these letters and Zalo 8 to 256 of any; a secret that can be
/// guessed is none.
fn webhook_secret(text: &str) -> Option<Secret> {
    let reads = (16..=256).contains(&text.len()) && text.bytes().all(is_word);
    reads.then(|| Secret::new(text.to_owned()))
}
