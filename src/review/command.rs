//! The officers' grammar: what can be typed, what it means, and how a button spells it.
//!
//! [`Command`] is read by [`Command::read`] and written by its `Display`, so a button and a
//! typed line are the same thing. Which commands exist, and what help and menus say of them,
//! is [`Verb`]: the matches here and in `i18n` have no catch-all arm, so a new verb does not
//! compile before the parser, the help and the menu know it.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::amount::{self, Verified};
use crate::domain::{InitiativeId, Kind, OfficerId, Role, StatusName, UnitId};
use crate::facts::Page;
use crate::phrase::desk::{Misread, Verb};
use crate::vietnamese::code::{self, Code};
use crate::vietnamese::text::fold;
use crate::vietnamese::{Reading, Why};

/// What an officer wants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// `/hangcho [page] [unit] [kind] [status]`
    Queue(Wanted),
    /// `/hangcho loc [unit] [kind] [status]`: choose what is shown.
    Narrow(Wanted),
    /// `/xem CODE`
    Show(InitiativeId),
    /// `/tiep`
    Next,
    /// `/nhan CODE [thay]`; `anyway` takes it over from whoever holds it.
    Claim { id: InitiativeId, anyway: bool },
    /// `/duyet CODE [verified benefit] [note]`
    Recognize { text: TextSeen, verified: Verified, note: Option<String> },
    /// `/bosung CODE question`
    Ask { text: TextSeen, question: Option<String> },
    /// `/tuchoi CODE reason [note]`; the reason is read with the campaign's table at hand.
    Reject { text: TextSeen, words: Option<String> },
    /// `/hoantac [CODE]`
    Undo(Option<InitiativeId>),
    /// `/gobai CODE reason`
    TakeDown { id: InitiativeId, reason: Option<String> },
    /// `/tep CODE`
    Files(InitiativeId),
    /// `/sodt CODE`
    Phone(InitiativeId),
    /// `/phanquyen …`
    Officers(Appointing),
    /// `/canbo`
    Help,
}

/// Which initiative is decided about, and which version of its text lay before the officer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TextSeen {
    pub id: InitiativeId,
    /// A card's buttons name the version that the card shows. Typed by hand it is left out,
    /// and the version shown last counts.
    pub version: Option<i32>,
}

/// What of the queue is wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    pub page: Page,
    pub unit: Option<UnitWanted>,
    pub kind: Option<Kind>,
    pub status: Option<StatusName>,
}

/// A unit, as a button or a person names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnitWanted {
    /// `#17`: buttons, because a unit's code may be long.
    Id(UnitId),
    /// A code, or a part of the name.
    Typed(String),
}

/// What is wanted of the officers' list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Appointing {
    /// `/phanquyen [page]`
    List(Page),
    /// `/phanquyen moi [role] [unit]`
    Invite { role: Option<Role>, unit: Option<UnitWanted> },
    /// `/phanquyen thuhoi NUMBER [page] [chac]`; the page is where the officer was listed.
    Revoke { officer: OfficerId, page: Page, sure: bool },
}

impl Command {
    /// The verb of a typed name, already folded.
    #[must_use]
    pub fn verb(name: &str) -> Option<Verb> {
        NAMES.iter().find(|(known, _)| known == name).map(|(_, verb)| *verb)
    }

    /// Reads the words after the verb.
    pub fn read(verb: Verb, rest: &str) -> Result<Self, Misread> {
        match verb {
            Verb::Queue => Ok(read_queue(rest)),
            Verb::Show => read_code(rest).map(|(id, _)| Self::Show(id)),
            Verb::Next => Ok(Self::Next),
            Verb::Claim => read_code(rest)
                .map(|(id, rest)| Self::Claim { id, anyway: fold(rest) == TAKE_OVER }),
            Verb::Recognize => {
                let (text, words) = read_text_seen(rest)?;
                let (verified, note) = amount::split(words);
                Ok(Self::Recognize { text, verified, note: some_words(note) })
            }
            Verb::Ask => {
                let (text, words) = read_text_seen(rest)?;
                Ok(Self::Ask { text, question: some_words(words) })
            }
            Verb::Reject => {
                let (text, words) = read_text_seen(rest)?;
                Ok(Self::Reject { text, words: some_words(words) })
            }
            Verb::Undo if rest.is_empty() => Ok(Self::Undo(None)),
            Verb::Undo => read_code(rest).map(|(id, _)| Self::Undo(Some(id))),
            Verb::TakeDown => {
                let (id, words) = read_code(rest)?;
                Ok(Self::TakeDown { id, reason: some_words(words) })
            }
            Verb::Files => read_code(rest).map(|(id, _)| Self::Files(id)),
            Verb::Phone => read_code(rest).map(|(id, _)| Self::Phone(id)),
            Verb::Officers => read_appointing(rest).map(Self::Officers),
            Verb::Help => Ok(Self::Help),
        }
    }
}

/// Every name of a command, folded as what is typed will be.
static NAMES: LazyLock<Vec<(String, Verb)>> = LazyLock::new(|| {
    const ALIASES: [(&str, Verb); 2] = [("quanly", Verb::Help), ("tieptheo", Verb::Next)];
    let names = Verb::ALL.into_iter().map(|verb| (verb.name(), verb));
    names.chain(ALIASES).map(|(name, verb)| (fold(name), verb)).collect()
});

/// After `/nhan CODE`: even though another officer holds it.
const TAKE_OVER: &str = "thay";
/// After `/hangcho`: show what it can be narrowed to.
const NARROW: &str = "loc";
/// After `/phanquyen`: invite somebody; dismiss somebody; yes, really.
const INVITE: &str = "moi";
const REVOKE: &str = "thuhoi";
const SURE: &str = "chac";

/// The words before and after the `count`-th gap, or nothing if there are fewer words.
#[must_use]
pub fn split_words(text: &str, count: usize) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut rest = text;
    for _ in 0..count {
        let word = rest.trim_start();
        if word.is_empty() {
            return None;
        }
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        end = text.len() - word.len() + length;
        rest = &text[end..];
    }
    Some((text[..end].trim(), rest.trim()))
}

/// Reads a code at the beginning. People put spaces into codes, so up to four words may be
/// one; the fewest that make a code are taken, for the words behind belong to the officer.
fn read_code(rest: &str) -> Result<(InitiativeId, &str), Misread> {
    const MOST_WORDS: usize = 4;
    if rest.trim().is_empty() {
        return Err(Misread::NoCode);
    }
    let mut misread = Misread::NotACode;
    for count in 1..=MOST_WORDS {
        let Some((head, tail)) = split_words(rest, count) else { break };
        match code::read(head) {
            Reading::Read(code) => return Ok((InitiativeId::from(code), tail)),
            Reading::Unreadable(Why::WrongCheckDigit) => misread = Misread::WrongCheckDigit,
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {}
        }
    }
    Err(misread)
}

/// Reads a code and, where a button wrote it, the version of the text.
fn read_text_seen(rest: &str) -> Result<(TextSeen, &str), Misread> {
    let (id, rest) = read_code(rest)?;
    let version = split_words(rest, 1).and_then(|(word, tail)| {
        let digits = word.strip_prefix('v')?;
        let version = digits.parse().ok().filter(|version| *version > 0)?;
        Some((version, tail))
    });
    match version {
        Some((version, tail)) => Ok((TextSeen { id, version: Some(version) }, tail)),
        None => Ok((TextSeen { id, version: None }, rest)),
    }
}

fn some_words(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

/// What people call the kinds, without accents.
fn kind_names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Technical => &["ky thuat", "kythuat", "giai phap ky thuat", "technical"],
        Kind::Management => &["quan ly", "quanly", "giai phap quan ly", "management"],
        Kind::Operational => &["tac nghiep", "tacnghiep", "giai phap tac nghiep", "operational"],
        Kind::Application => &["ung dung", "ungdung", "giai phap ung dung", "application"],
        Kind::Research => &["nghien cuu", "nghiencuu", "de tai", "de tai nghien cuu", "research"],
    }
}

/// What people call the statuses that wait for an officer, without accents. The others never stand in
/// the queue and have no names here.
fn status_names(status: StatusName) -> &'static [&'static str] {
    match status {
        StatusName::Received => &["da tiep nhan", "tiep nhan", "tiepnhan", "received"],
        StatusName::InReview => &["dang tham dinh", "tham dinh", "thamdinh", "in_review"],
        StatusName::Supplemented => &["da bo sung", "bo sung", "bosung", "supplemented"],
        StatusName::NeedsInfo
        | StatusName::Recognized
        | StatusName::Rejected
        | StatusName::Withdrawn => &[],
    }
}

/// The statuses that the queue can be narrowed to.
pub const WAITING: [StatusName; 3] =
    [StatusName::Received, StatusName::InReview, StatusName::Supplemented];

/// Reads page, kind and status in any order; whatever is left names a unit.
fn read_queue(rest: &str) -> Command {
    let (narrow, mut rest) = match split_words(rest, 1) {
        Some((word, tail)) if fold(word) == NARROW => (true, tail),
        _ => (false, rest),
    };
    let mut wanted = Wanted::default();
    let mut unit = Vec::new();
    while let Some((word, tail)) = split_words(rest, 1) {
        if let Some((kind, tail)) = starts_with_name(rest, &Kind::ALL, kind_names) {
            wanted.kind = Some(kind);
            rest = tail;
            continue;
        }
        if let Some((status, tail)) = starts_with_name(rest, &WAITING, status_names) {
            wanted.status = Some(status);
            rest = tail;
            continue;
        }
        rest = tail;
        if let Some(page) = read_page(word) {
            wanted.page = page;
        } else if let Some(id) = read_unit_id(word) {
            wanted.unit = Some(UnitWanted::Id(id));
        } else {
            unit.push(word);
        }
    }
    if !unit.is_empty() {
        wanted.unit = Some(UnitWanted::Typed(unit.join(" ")));
    }
    if narrow { Command::Narrow(wanted) } else { Command::Queue(wanted) }
}

/// The value whose name the text begins with, by the longest name, and the text behind it.
fn starts_with_name<'a, T: Copy>(
    text: &'a str,
    values: &[T],
    names: fn(T) -> &'static [&'static str],
) -> Option<(T, &'a str)> {
    const MOST_WORDS: usize = 4;
    (1..=MOST_WORDS).rev().find_map(|count| {
        let (head, tail) = split_words(text, count)?;
        let head = fold(head);
        let is_meant = |value: &T| names(*value).iter().any(|name| fold(name) == head);
        Some((values.iter().copied().find(is_meant)?, tail))
    })
}

/// Pages are counted from 1 by people. Ten thousand pages are more than anybody turns.
fn read_page(word: &str) -> Option<Page> {
    let number: u32 = word.parse().ok()?;
    (1..=9_999).contains(&number).then(|| Page(number - 1))
}

fn read_unit_id(word: &str) -> Option<UnitId> {
    word.strip_prefix('#')?.parse().ok().map(UnitId)
}

fn read_unit(words: &str) -> Option<UnitWanted> {
    match read_unit_id(words) {
        Some(id) => Some(UnitWanted::Id(id)),
        None => some_words(words).map(UnitWanted::Typed),
    }
}

/// How a role is typed.
const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Reviewer => "canbo",
        Role::Administrator => "quanly",
    }
}

fn read_role(word: &str) -> Option<Role> {
    let word = fold(word);
    [Role::Reviewer, Role::Administrator]
        .into_iter()
        .find(|role| fold(role_name(*role)) == word || role.as_str() == word)
}

fn read_appointing(rest: &str) -> Result<Appointing, Misread> {
    let Some((word, tail)) = split_words(rest, 1) else {
        return Ok(Appointing::List(Page::default()));
    };
    if let Some(page) = read_page(word) {
        return Ok(Appointing::List(page));
    }
    match fold(word).as_str() {
        INVITE => {
            let Some((word, unit)) = split_words(tail, 1) else {
                return Ok(Appointing::Invite { role: None, unit: None });
            };
            let role = read_role(word).ok_or(Misread::NotUnderstood)?;
            Ok(Appointing::Invite { role: Some(role), unit: read_unit(unit) })
        }
        REVOKE => read_revocation(tail).ok_or(Misread::NotUnderstood),
        _ => Err(Misread::NotUnderstood),
    }
}

fn read_revocation(words: &str) -> Option<Appointing> {
    let mut words = words.split_whitespace();
    let officer = OfficerId(words.next()?.parse().ok()?);
    let page = words.next().map_or(Some(Page::default()), read_page)?;
    let sure = words.next().is_some_and(|word| fold(word) == SURE);
    Some(Appointing::Revoke { officer, page, sure })
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queue(wanted) => write!(f, "/hangcho{wanted}"),
            Self::Narrow(wanted) => write!(f, "/hangcho {NARROW}{wanted}"),
            Self::Show(id) => write!(f, "/xem {}", digits(*id)),
            Self::Next => f.write_str("/tiep"),
            Self::Claim { id, anyway } => {
                write!(f, "/nhan {}", digits(*id))?;
                if *anyway { write!(f, " {TAKE_OVER}") } else { Ok(()) }
            }
            Self::Recognize { text, verified, note } => {
                write!(f, "/duyet {text}")?;
                match verified {
                    Verified::Amount(dong) => write!(f, " {dong}đ")?,
                    Verified::Nothing | Verified::Either(_) => {}
                }
                write_words(f, note.as_deref())
            }
            Self::Ask { text, question } => {
                write!(f, "/bosung {text}")?;
                write_words(f, question.as_deref())
            }
            Self::Reject { text, words } => {
                write!(f, "/tuchoi {text}")?;
                write_words(f, words.as_deref())
            }
            Self::Undo(None) => f.write_str("/hoantac"),
            Self::Undo(Some(id)) => write!(f, "/hoantac {}", digits(*id)),
            Self::TakeDown { id, .. } => write!(f, "/gobai {}", digits(*id)),
            Self::Files(id) => write!(f, "/tep {}", digits(*id)),
            Self::Phone(id) => write!(f, "/sodt {}", digits(*id)),
            Self::Officers(appointing) => write!(f, "/phanquyen{appointing}"),
            Self::Help => f.write_str("/canbo"),
        }
    }
}

/// A code without dashes: the shortest way to type it.
fn digits(id: InitiativeId) -> String {
    Code::from(id).digits()
}

fn write_words(f: &mut fmt::Formatter<'_>, words: Option<&str>) -> fmt::Result {
    words.map_or(Ok(()), |words| write!(f, " {words}"))
}

impl fmt::Display for TextSeen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&digits(self.id))?;
        self.version.map_or(Ok(()), |version| write!(f, " v{version}"))
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.page != Page::default() {
            write!(f, " {}", self.page.0 + 1)?;
        }
        if let Some(unit) = &self.unit {
            write!(f, " {unit}")?;
        }
        if let Some(kind) = self.kind {
            write!(f, " {}", kind_names(kind)[1])?;
        }
        if let Some(name) = self.status.and_then(|status| status_names(status).get(2)) {
            write!(f, " {name}")?;
        }
        Ok(())
    }
}

impl fmt::Display for UnitWanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(unit) => write!(f, "#{}", unit.0),
            Self::Typed(words) => f.write_str(words),
        }
    }
}

impl fmt::Display for Appointing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(page) if *page == Page::default() => Ok(()),
            Self::List(page) => write!(f, " {}", page.0 + 1),
            Self::Invite { role, unit } => {
                write!(f, " {INVITE}")?;
                if let Some(role) = role {
                    write!(f, " {}", role_name(*role))?;
                }
                unit.as_ref().map_or(Ok(()), |unit| write!(f, " {unit}"))
            }
            Self::Revoke { officer, page, sure } => {
                write!(f, " {REVOKE} {} {}", officer.0, page.0 + 1)?;
                if *sure { write!(f, " {SURE}") } else { Ok(()) }
            }
        }
    }
}
