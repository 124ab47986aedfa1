//! `sangkien person register`: the register of personal data, written from the comments of the
//! schema and the periods of `work::retention`.

use std::fmt::Write as _;

use crate::store::schema::Column;
use crate::work::retention::{Kept, Periods, Rule, rules};

const HEAD: &str = "\
# Personal data

What the service keeps about people, why, for how long, and who sees it. Written by
`sangkien person register` from the comments of the database's columns and from
`src/work/retention.rs`; a test holds it to both. Periods are the defaults of `.env.example`.
People see everything about them with `/dulieu` and erase it with `/xoadulieu`.

| Where | What | Why | Who sees it | How long |
|---|---|---|---|---|
";

const FOOT: &str = "
## How long every table is kept

| Table | How long | Why |
|---|---|---|
";

/// What a column's comment says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said<'a> {
    NotPersonal,
    Personal { what: &'a str, why: &'a str, who: &'a str },
}

/// Reads a column's comment; none where it says neither.
#[must_use]
pub fn read(comment: Option<&str>) -> Option<Said<'_>> {
    let comment = comment?;
    if comment == "not personal" {
        return Some(Said::NotPersonal);
    }
    let mut parts = comment.strip_prefix("personal: ")?.split(" | ");
    let (what, why, who) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().is_none().then_some(Said::Personal { what, why, who })
}

/// The register as Markdown.
#[must_use]
pub fn write(columns: &[Column]) -> String {
    let rules = rules(&Periods::default());
    let mut text = HEAD.to_owned();
    for column in columns {
        if let Some(Said::Personal { what, why, who }) = read(column.comment.as_deref()) {
            let rule = rules.iter().find(|rule| rule.table == column.table);
            let long = rule.map_or_else(String::new, |rule| told(rule.kept));
            let Column { table, name, .. } = column;
            let _ = writeln!(text, "| `{table}.{name}` | {what} | {why} | {who} | {long} |");
        }
    }
    text.push_str(FOOT);
    for Rule { table, kept, why } in rules {
        let _ = writeln!(text, "| `{table}` | {} | {why} |", told(kept));
    }
    text
}

fn told(kept: Kept) -> String {
    match kept {
        Kept::Days(1) => "a day".to_owned(),
        Kept::Days(days) => format!("{days} days"),
        Kept::Moments => "until it has served".to_owned(),
        Kept::With(table) => format!("with `{table}`"),
        Kept::Always => "for ever".to_owned(),
    }
}
