//! From the bytes of a CSV or XLSX file to lines of named fields.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::Problem;
use crate::vietnamese::text::{clean, fold};

/// The lines of a file, with the columns that we know brought into our order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Which of the columns the file has.
    pub has: [bool; Column::ALL.len()],
    pub lines: Vec<Line>,
}

/// One line of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its number in the file, from 1, as an editor or a spreadsheet shows it.
    pub number: u64,
    fields: [String; Column::ALL.len()],
}

/// A column that means something to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Code,
    Name,
    Kind,
    Parent,
    Members,
    OpenedOn,
}

/// Why a file cannot be read at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable(pub Vec<Problem>);

/// More lines than any organisation has units: somebody chose the wrong file.
const MOST_LINES: usize = 1_000_000;

impl Column {
    pub const ALL: [Self; 6] =
        [Self::Code, Self::Name, Self::Kind, Self::Parent, Self::Members, Self::OpenedOn];

    /// The head that we write.
    #[must_use]
    pub const fn head(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Parent => "parent_code",
            Self::Members => "members",
            Self::OpenedOn => "opened_on",
        }
    }

    /// Heads that people write, beside ours.
    const fn also(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["mã", "mã đơn vị", "mã công đoàn", "mã số", "unit code"],
            Self::Name => &["tên", "tên đơn vị", "tên công đoàn", "đơn vị", "unit", "unit name"],
            Self::Kind => &["loại", "loại hình", "loại đơn vị", "cấp", "type"],
            Self::Parent => {
                &["mã cấp trên", "cấp trên", "mã đơn vị cấp trên", "trực thuộc", "parent"]
            }
            Self::Members => &["số đoàn viên", "đoàn viên", "số đv", "member count"],
            Self::OpenedOn => &["ngày thành lập", "thành lập", "từ ngày", "opened", "founded on"],
        }
    }

    fn read(head: &str) -> Option<Self> {
        let head = fold(head);
        Self::ALL.into_iter().find(|column| {
            fold(column.head()) == head || column.also().iter().any(|also| fold(also) == head)
        })
    }
}

impl Line {
    /// What the line has in a column; empty if nothing.
    #[must_use]
    pub fn get(&self, column: Column) -> &str {
        &self.fields[column as usize]
    }
}

impl Table {
    /// Whether the file has a column.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.has[column as usize]
    }

    /// Reads a file, whatever it is: a workbook begins with the mark of a ZIP archive, all
    /// else is taken for CSV.
    ///
    /// # Errors
    /// If the bytes are no table that has at least the columns `code` and `name`.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.starts_with(b"PK\x03\x04") {
            Self::from_workbook(bytes)
        } else {
            Self::from_csv(bytes)
        }
    }

    fn from_csv(bytes: &[u8]) -> Result<Self, Unreadable> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Err(error) = std::str::from_utf8(bytes) {
            let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
            return Err(Unreadable(vec![Problem::at(
                line as u64,
                "the file is not UTF-8; save it as \"CSV UTF-8\" or as XLSX",
            )]));
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(bytes))
            .comment(Some(b'#'))
            .from_reader(bytes);
        let mut head = None;
        let mut lines = Vec::new();
        let mut problems = Vec::new();
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    problems.push(Problem::at(line, "the line does not read as CSV"));
                    continue;
                }
            };
            let number = record.position().map_or(0, csv::Position::line);
            gather(&mut head, &mut lines, number, record.iter())?;
        }
        finish(head, lines, problems)
    }

    fn from_workbook(bytes: &[u8]) -> Result<Self, Unreadable> {
        let whole = |why: &str| Unreadable(vec![Problem::whole(why)]);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
            .map_err(|_| whole("the file does not read as an XLSX workbook"))?;
        let sheet = book
            .worksheet_range_at(0)
            .and_then(Result::ok)
            .ok_or_else(|| whole("the workbook has no sheet that reads"))?;
        let first = sheet.start().map_or(0, |(row, _)| u64::from(row)) + 1;
        let mut head = None;
        let mut lines = Vec::new();
        for (number, row) in (first..).zip(sheet.rows()) {
            let cells: Vec<String> = row.iter().map(cell).collect();
            gather(&mut head, &mut lines, number, cells.iter().map(String::as_str))?;
        }
        finish(head, lines, Vec::new())
    }
}

/// The columns of the file in their order, where we know them.
type Head = Vec<Option<Column>>;

/// Takes a line in: the first one with words is the head.
fn gather<'a>(
    head: &mut Option<Head>,
    lines: &mut Vec<Line>,
    number: u64,
    cells: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), Unreadable> {
    if cells.clone().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    let Some(columns) = head else {
        *head = Some(read_head(number, cells)?);
        return Ok(());
    };
    if lines.len() == MOST_LINES {
        let why = format!("there are more than {MOST_LINES} lines; is it the right file?");
        return Err(Unreadable(vec![Problem::at(number, why)]));
    }
    let mut line = Line { number, fields: Default::default() };
    for (column, cell) in columns.iter().zip(cells) {
        if let Some(column) = column {
            line.fields[*column as usize] = clean(cell);
        }
    }
    lines.push(line);
    Ok(())
}

fn read_head<'a>(number: u64, cells: impl Iterator<Item = &'a str>) -> Result<Head, Unreadable> {
    let head: Head = cells.map(Column::read).collect();
    let mut problems = Vec::new();
    for column in Column::ALL {
        let times = head.iter().filter(|found| **found == Some(column)).count();
        let needed = matches!(column, Column::Code | Column::Name);
        if times > 1 {
            let why = format!("there are {times} columns {:?}", column.head());
            problems.push(Problem::at(number, why));
        } else if times == 0 && needed {
            let also = column.also().first().unwrap_or(&"");
            let why = format!("a column {:?} (or {also:?}) is missing", column.head());
            problems.push(Problem::at(number, why));
        }
    }
    if problems.is_empty() { Ok(head) } else { Err(Unreadable(problems)) }
}

fn finish(
    head: Option<Head>,
    lines: Vec<Line>,
    mut problems: Vec<Problem>,
) -> Result<Table, Unreadable> {
    let Some(head) = head else {
        return Err(Unreadable(vec![Problem::whole("the file is empty")]));
    };
    if lines.is_empty() {
        problems.push(Problem::whole("the file has no lines below its head"));
    }
    if !problems.is_empty() {
        return Err(Unreadable(problems));
    }
    Ok(Table { has: Column::ALL.map(|column| head.contains(&Some(column))), lines })
}

/// What separates the fields: whichever of the three usual ones the first line has most of.
/// A spreadsheet with Vietnamese settings writes semicolons.
fn delimiter(bytes: &[u8]) -> u8 {
    let head = bytes.split(|byte| *byte == b'\n').find(|line| !line.starts_with(b"#"));
    let count = |wanted: u8| head.unwrap_or_default().split(|byte| *byte == wanted).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// A cell as a person reads it.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        // Every number of ours is a whole one, and spreadsheets keep all as fractions.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}
