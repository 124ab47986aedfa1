//! Every statement on the way of a message names the key by which its tables could be spread over
//! several servers, and no statement but the listed ones needs tables with different keys.
//! `operations/scaling.md` has the table for the operator.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Tables that would be spread, by what, and how a statement names it.
const KEYS: &[(&str, &str, &[&str])] = &[
    ("account", "account", &["id = $1"]),
    ("conversation", "account", &["account_id = $1", "account_id = any("]),
    (
        "inbox",
        "account",
        &["account_id = $1", "account_id = any(", "insert into inbox (account_id"],
    ),
    ("received", "account", &["account_id = $1", "insert into received (account_id"]),
    (
        "outbox",
        "account",
        &["account_id = $1", "account_id = any(", "insert into outbox (account_id"],
    ),
    ("alarm", "conversation", &["a.conversation_id = c.", "insert into alarm (conversation_id"]),
    ("person", "person", &["id = wanted.id", "insert into person (id"]),
    ("officer", "person", &["person_id = p.id"]),
    ("consent", "person", &["insert into consent (conversation_id, person_id"]),
    (
        "draft",
        "person",
        &["person_id = $", "person_id = p.id", "person_id = any(", "insert into draft (person_id"],
    ),
    ("file", "person", &["insert into file (account_id, unique_id, person_id"]),
    ("participant", "person", &["insert into participant (campaign_id, person_id"]),
    ("initiative", "initiative", &["insert into initiative (id", "i.id = n.id", "i.id = any("]),
    ("initiative_event", "initiative", &["insert into initiative_event (initiative_id"]),
    ("new_work", "initiative", &["insert into new_work (initiative_id"]),
    ("arrival", "initiative", &["insert into arrival (initiative_id"]),
    ("tally_delta", "unit", &["insert into tally_delta (campaign_id, phase_code, unit_id"]),
];

/// The statements of a worker's whole talk, and of an officer's decision.
const HOT: &[&str] = &[
    "inbox::receive",
    "inbox::oldest",
    "inbox::handled",
    "conversation::meet",
    "conversation::load",
    "conversation::save",
    "person::load",
    "person::save",
    "person::consents",
    "draft::list",
    "draft::keep",
    "draft::forget",
    "file::ask",
    "alarm::set",
    "alarm::clear",
    "initiative::insert",
    "initiative::lock",
    "initiative::update",
    "initiative::record",
    "tally::add",
    "outbox::owe",
    "outbox::claim",
    "outbox::delivered",
    "outbox::again",
];

/// The statements that would have to be taken apart first.
const CROSSING: &[(&str, &str)] = &[
    // It tells from the table of people whether a submission is a person's first.
    ("tally::add", "initiative, person, unit"),
    // The author's name comes along.
    ("initiative::lock", "initiative, person"),
];

#[test]
fn no_statement_on_the_way_of_a_message_crosses_its_key() {
    let mut crossing = BTreeMap::new();
    for function in HOT {
        let sql = sql_of(function);
        let mut met = BTreeSet::new();
        for (table, key, named) in KEYS {
            if !touches(&sql, table) {
                continue;
            }
            met.insert(*key);
            let joins_by_own_id = *function == "initiative::lock" && *table == "person";
            assert!(
                joins_by_own_id || named.iter().any(|name| sql.contains(name)),
                "{function} does not say which {key} of {table} it is about: {sql}"
            );
        }
        assert!(!met.is_empty(), "{function} touches no table that is known here: {sql}");
        if met.len() > 1 {
            crossing.insert(*function, met.into_iter().collect::<Vec<_>>().join(", "));
        }
    }
    let known = CROSSING.iter().map(|(function, keys)| (*function, (*keys).to_owned())).collect();
    assert_eq!(crossing, known, "statements that need tables with different keys");
}

/// The statements of a function of the store in one line, without their remarks.
fn sql_of(function: &str) -> String {
    let (table, name) = function.split_once("::").expect("it is in a module");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/store/{table}.rs"));
    let source = fs::read_to_string(&path).expect("the store has this file");
    let begin = source.find(&format!("pub async fn {name}(")).unwrap_or_else(|| {
        panic!("{function} is gone; put what replaced it into the list");
    });
    let body = &source[begin..];
    let body = &body[..body.find("\n}\n").expect("it ends")];
    let lines = body.lines().filter(|line| !line.trim_start().starts_with("--"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// Whether a statement reads or writes a table.
fn touches(sql: &str, table: &str) -> bool {
    ["from", "join", "into", "update"].iter().any(|word| {
        sql.match_indices(&format!("{word} {table}")).any(|(at, found)| {
            let next = sql[at + found.len()..].chars().next();
            next.is_none_or(|next| !next.is_alphanumeric() && next != '_' && next != ':')
        })
    })
}
