//! `.env.example` documents every variable that the service reads, and no other.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use sangkien::config::{Config, VARIABLES};

#[test]
fn the_example_documents_each_variable_with_its_default() {
    let text = std::fs::read_to_string(root().join(".env.example")).unwrap();
    let documented: Vec<(&str, &str)> = text.lines().filter_map(assignment).collect();
    let read: Vec<(&str, &str)> =
        VARIABLES.iter().map(|variable| (variable.name, variable.default.unwrap_or(""))).collect();
    let without_samples: Vec<(&str, &str)> = documented
        .iter()
        // An address is easier to imitate than to describe.
        .map(|&(name, value)| if name == "DATABASE_URL" { (name, "") } else { (name, value) })
        .collect();
    assert_eq!(without_samples, read);
}

#[test]
fn the_example_explains_each_variable() {
    let text = std::fs::read_to_string(root().join(".env.example")).unwrap();
    let mut above = "";
    for line in text.lines() {
        if let Some((name, _)) = assignment(line) {
            let explained = above.starts_with("# ") || assignment(above).is_some();
            assert!(explained, "{name} is not explained");
        }
        above = line;
    }
}

#[test]
fn the_example_reads_when_everything_in_it_is_switched_on() {
    let text = std::fs::read_to_string(root().join(".env.example")).unwrap();
    let set = |name: &str| {
        text.lines()
            .filter_map(assignment)
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.to_owned())
    };
    Config::read(set).unwrap();
}

#[test]
fn every_variable_of_the_table_is_read_and_no_other() {
    let asked = RefCell::new(BTreeSet::new());
    let _ = Config::read(|name| {
        asked.borrow_mut().insert(name.to_owned());
        None
    });
    let listed: BTreeSet<String> =
        VARIABLES.iter().map(|variable| variable.name.to_owned()).collect();
    assert_eq!(asked.into_inner(), listed);
}

/// `# NAME=value` or `NAME=value`.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim_start_matches("# ").split_once('=')?;
    let is_name =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_name.then_some((name, value))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
