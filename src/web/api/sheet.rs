//! A table as it is given away: once as JSON, once as CSV, from one description.

use axum::body::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use crate::i18n::figures;
use crate::web::gallery::Shelf;
use crate::web::league::{PAGE, Standing, pages};
use crate::web::results::{Results, Row, Shown, Table};

/// A table.
pub struct Sheet {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
    /// What the JSON says beside the rows.
    about: Map<String, Value>,
}

const MEASURES: [&str; 7] =
    ["entered", "valid", "target", "per_mille", "people", "declared", "verified"];

fn measures(shown: &Shown) -> [Value; 7] {
    [
        shown.entered.into(),
        shown.valid.into(),
        shown.target.into(),
        shown.per_mille().into(),
        shown.people.into(),
        shown.declared.into(),
        shown.verified.into(),
    ]
}

fn instant(at: DateTime<Utc>) -> Value {
    at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
}

impl Sheet {
    fn new(columns: &[&'static str], as_of: DateTime<Utc>) -> Self {
        let about = Map::from_iter([("as_of".to_owned(), instant(as_of))]);
        Self { columns: columns.to_vec(), rows: Vec::new(), about }
    }

    fn with_measures(columns: &[&'static str], as_of: DateTime<Utc>) -> Self {
        Self::new(&[columns, &MEASURES].concat(), as_of)
    }

    fn row(&mut self, cells: impl IntoIterator<Item = Value>, shown: Option<&Shown>) {
        let mut row: Vec<Value> = cells.into_iter().collect();
        row.extend(shown.into_iter().flat_map(measures));
        debug_assert_eq!(row.len(), self.columns.len(), "a cell for each column");
        self.rows.push(row);
    }

    /// One of the tables of rows that have a name.
    pub fn table(results: &Results, table: Table) -> Self {
        let mut sheet = Self::with_measures(&["code", "name_vi", "name_en"], results.as_of);
        for row in results.table(table) {
            sheet.row(named(row), Some(&row.shown));
        }
        sheet
    }

    /// What each day has changed.
    pub fn days(results: &Results) -> Self {
        let mut sheet = Self::new(&["day", "entered", "valid", "entered_so_far"], results.as_of);
        let mut so_far = 0;
        for day in &results.days {
            so_far += day.entered;
            let name = day.day.to_string();
            sheet.row([name.into(), day.entered.into(), day.valid.into(), so_far.into()], None);
        }
        sheet
    }

    /// The stretches of the campaign.
    pub fn phases(results: &Results) -> Self {
        let columns = ["code", "name_vi", "name_en", "opens_at", "closes_at"];
        let mut sheet = Self::with_measures(&columns, results.as_of);
        for phase in &results.phases {
            let times = [instant(phase.opens_at), instant(phase.closes_at)];
            sheet.row(named(&phase.row).into_iter().chain(times), Some(&phase.row.shown));
        }
        sheet
    }

    /// The round numbers that were reached.
    pub fn milestones(results: &Results) -> Self {
        let mut sheet = Self::new(&["number", "at", "unit"], results.as_of);
        for milestone in &results.milestones {
            let unit = milestone.unit.clone().into();
            sheet.row([milestone.number.into(), instant(milestone.at), unit], None);
        }
        sheet
    }

    /// The days that are sealed. A seal's hash is over its own columns and the hash before.
    pub fn seals(results: &Results) -> Self {
        let columns = [
            "day",
            "events",
            "entered",
            "valid",
            "all_entered",
            "all_valid",
            "root",
            "previous",
            "hash",
        ];
        let mut sheet = Self::new(&columns, results.as_of);
        for seal in &results.seals {
            let cells = [
                seal.day.to_string().into(),
                seal.events.into(),
                seal.entered.into(),
                seal.valid.into(),
                seal.all_entered.into(),
                seal.all_valid.into(),
                seal.root.to_string().into(),
                seal.previous.to_string().into(),
                seal.hash().to_string().into(),
            ];
            sheet.row(cells, None);
        }
        sheet
    }

    /// A page of the league table.
    pub fn units(as_of: DateTime<Utc>, standing: &Standing, page: usize) -> Self {
        let mut sheet = Self::with_measures(
            &["rank", "code", "name", "path", "members", "per_ten_thousand"],
            as_of,
        );
        for place in &standing.places {
            let row = &place.row;
            let rank = place.rank.map(|rank| rank as u64);
            let cells = [
                rank.into(),
                row.code.clone().into(),
                row.name_vi.clone().into(),
                place.path.clone().into(),
                place.members.into(),
                place.per_thousand().into(),
            ];
            sheet.row(cells, Some(&row.shown));
        }
        sheet.about.extend([
            ("total".to_owned(), standing.total.into()),
            ("page".to_owned(), (page + 1).into()),
            ("pages".to_owned(), pages(standing.total).into()),
            ("page_size".to_owned(), PAGE.into()),
        ]);
        sheet
    }

    /// A page of the initiatives whose authors agreed that they are shown.
    pub fn initiatives(as_of: DateTime<Utc>, shelf: &Shelf, page: usize) -> Self {
        let columns = ["code", "title", "summary", "kind", "unit", "author", "recognized_on"];
        let mut sheet = Self::new(&columns, as_of);
        for entry in &shelf.entries {
            let cells = [
                entry.code.to_string().into(),
                entry.title.clone().into(),
                entry.summary.clone().into(),
                entry.kind.as_str().into(),
                entry.unit.clone().into(),
                entry.author.clone().into(),
                figures::vietnam_day(entry.recognized_at).to_string().into(),
            ];
            sheet.row(cells, None);
        }
        sheet.about.extend([
            ("page".to_owned(), (page + 1).into()),
            ("more".to_owned(), shelf.more.into()),
        ]);
        sheet
    }

    /// As JSON.
    pub fn json(&self) -> Bytes {
        let rows = self.rows.iter().map(|row| {
            let columns = self.columns.iter().map(|column| (*column).to_owned());
            Value::Object(columns.zip(row.iter().cloned()).collect())
        });
        let mut all = self.about.clone();
        all.insert("rows".to_owned(), rows.collect());
        json!(all).to_string().into()
    }

    /// As CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it.
    pub fn csv(&self) -> Bytes {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        let cells = self.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>());
        let head = self.columns.iter().map(|column| (*column).to_owned()).collect();
        for line in std::iter::once(head).chain(cells) {
            writer.write_record(line).expect("every line has a cell for each column");
        }
        writer.into_inner().expect("writing to memory does not fail").into()
    }
}

fn named(row: &Row) -> [Value; 3] {
    [row.code.clone().into(), row.name_vi.clone().into(), row.name_en.clone().into()]
}

/// A cell of a CSV file. A text that a spreadsheet would take for a formula begins with an
/// apostrophe, which spreadsheets take for "this is text".
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => {
            let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if formula { format!("'{text}") } else { text.clone() }
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+84 90", "-2", "@SUM(A1)", "\t=1"] {
            assert_eq!(cell(&text.into()), format!("'{text}"));
        }
        assert_eq!(cell(&json!(-2)), "-2", "a number of ours is no formula");
        assert_eq!(cell(&"Giá đỡ".into()), "Giá đỡ");
        assert_eq!(cell(&Value::Null), "");
    }
}
