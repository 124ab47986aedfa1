//! Shows the tree.

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::{Export, Find, List, today};
use crate::directory::Note;
use crate::domain::UnitId;
use crate::roster::{self, Entry, history};
use crate::store::unit;

/// What a worker is offered at once.
const OFFERED: usize = 5;

pub(super) async fn list(
    db: &mut PgConnection,
    list: &List,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let entries = tree_of(db, list.on.unwrap_or(today(now))).await?;
    let mut text = String::new();
    walk(&entries, list.under.as_deref(), |depth, entry| {
        if list.depth.is_none_or(|most| depth < most) {
            let indent = "  ".repeat(depth);
            text.extend([&indent, &entry.code, "  ", &entry.name, "\n"]);
        }
    })?;
    out.write_all(text.as_bytes())?;
    Ok(())
}

pub(super) async fn export(
    db: &mut PgConnection,
    export: &Export,
    now: DateTime<Utc>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let entries = tree_of(db, export.on.unwrap_or(today(now))).await?;
    let mut chosen = Vec::new();
    walk(&entries, export.under.as_deref(), |_, entry| chosen.push(entry))?;
    let text = roster::to_csv(&chosen, &entries);
    if export.file == Path::new("-") {
        out.write_all(text.as_bytes())?;
        return Ok(());
    }
    let name = export.file.display();
    std::fs::write(&export.file, text).with_context(|| format!("{name} cannot be written"))?;
    writeln!(out, "{} units are in {name}.", chosen.len())?;
    Ok(())
}

pub(super) async fn find(
    db: &mut PgConnection,
    find: &Find,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let directory = unit::directory(db).await?;
    let found = directory.search(&find.typed.join(" "), OFFERED);
    if found.is_empty() {
        writeln!(out, "Nothing is like that.")?;
    }
    for found in found {
        let unit = found.unit;
        write!(out, "{}  {}", unit.code, unit.name)?;
        match found.note {
            Some(Note::Formerly(name)) => write!(out, "  (found as {name})")?,
            Some(Note::Province { old, now }) => write!(out, "  ({old}, nay thuộc {now})")?,
            None => {}
        }
        let path = directory.path(unit.id);
        writeln!(out, "{}{path}", if path.is_empty() { "" } else { "\n    " })?;
    }
    Ok(())
}

async fn tree_of(db: &mut PgConnection, day: NaiveDate) -> anyhow::Result<Vec<Entry>> {
    let changes = unit::changes(&mut *db).await?;
    Ok(history::as_of(&unit::entries(db).await?, &changes, day))
}

/// Visits the units from the top, or from one unit, downwards: each before those below it.
fn walk<'a>(
    entries: &'a [Entry],
    under: Option<&str>,
    mut visit: impl FnMut(usize, &'a Entry),
) -> anyhow::Result<()> {
    let known: HashSet<UnitId> = entries.iter().map(|entry| entry.id).collect();
    let mut below: HashMap<UnitId, Vec<&Entry>> = HashMap::new();
    let mut waiting = Vec::new();
    for entry in entries.iter().rev() {
        match entry.parent.filter(|parent| known.contains(parent)) {
            Some(parent) => below.entry(parent).or_default().push(entry),
            None => waiting.push((0, entry)),
        }
    }
    if let Some(code) = under {
        let top = entries.iter().find(|entry| entry.code.eq_ignore_ascii_case(code));
        waiting = vec![(0, top.with_context(|| format!("there was no unit {code} on that day"))?)];
    }
    while let Some((depth, entry)) = waiting.pop() {
        visit(depth, entry);
        let children = below.remove(&entry.id).unwrap_or_default();
        waiting.extend(children.into_iter().map(|child| (depth + 1, child)));
    }
    Ok(())
}
