//! From the bytes of a CSV or XLSX file to lines of named fields.

use std::io::{self, Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use zip::ZipArchive;

use super::Problem;
use crate::vietnamese::text::{clean, fold};

/// The columns that a kind of file may have.
pub trait Columns: Copy + Eq + 'static {
    /// All of them, in our order.
    const ALL: &'static [Self];

    /// The head that we write.
    fn head(self) -> &'static str;

    /// Heads that people write, beside ours; compared without accents.
    fn also(self) -> &'static [&'static str];

    /// Whether a file without it says nothing.
    fn is_needed(self) -> bool;
}

/// The lines of a file, with the columns that we know brought into our order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table<C> {
    has: Vec<C>,
    pub lines: Vec<Line<C>>,
}

/// One line of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<C> {
    /// Its number in the file, from 1, as an editor or a spreadsheet shows it.
    pub number: u64,
    fields: Vec<(C, String)>,
}

/// A column of a file of units.
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

/// What the parts of a workbook may come to when they are unpacked, in bytes: each of those that
/// are held in memory as a whole, such as the words of all cells, and all together. The units of a
/// country are some fifty megabytes.
const MOST_HELD: u64 = 64_000_000;
const MOST_UNPACKED: u64 = 512_000_000;

/// Columns of a workbook that are looked at.
const MOST_COLUMNS: u32 = 100;

impl Columns for Column {
    const ALL: &'static [Self] =
        &[Self::Code, Self::Name, Self::Kind, Self::Parent, Self::Members, Self::OpenedOn];

    fn head(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Parent => "parent_code",
            Self::Members => "members",
            Self::OpenedOn => "opened_on",
        }
    }

    fn also(self) -> &'static [&'static str] {
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

    fn is_needed(self) -> bool {
        matches!(self, Self::Code | Self::Name)
    }
}

fn column<C: Columns>(head: &str) -> Option<C> {
    let head = fold(head);
    C::ALL.iter().copied().find(|column| {
        fold(column.head()) == head || column.also().iter().any(|also| fold(also) == head)
    })
}

impl<C: Columns> Line<C> {
    /// What the line has in a column; empty if nothing.
    #[must_use]
    pub fn get(&self, column: C) -> &str {
        self.fields.iter().find(|(of, _)| *of == column).map_or("", |(_, field)| field)
    }
}

impl<C: Columns> Table<C> {
    /// Whether the file has a column.
    #[must_use]
    pub fn has(&self, column: C) -> bool {
        self.has.contains(&column)
    }

    /// Reads a file, whatever it is: a workbook begins with the mark of a ZIP archive, all
    /// else is taken for CSV.
    ///
    /// # Errors
    /// If the bytes are no table that has at least the columns that are needed.
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

    /// Reads a workbook. What takes it apart is not ours, and gives up in a panic where a number
    /// in the file does not fit; that is one more file that does not read.
    fn from_workbook(bytes: &[u8]) -> Result<Self, Unreadable> {
        std::panic::catch_unwind(|| Self::from_sheet(bytes)).unwrap_or_else(|_| {
            Err(Unreadable(vec![Problem::whole("the file does not read as an XLSX workbook")]))
        })
    }

    fn from_sheet(bytes: &[u8]) -> Result<Self, Unreadable> {
        let whole = |why: &str| Unreadable(vec![Problem::whole(why)]);
        if is_too_large(bytes) {
            return Err(whole("the workbook is larger inside than any list of ours"));
        }
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
            .map_err(|_| whole("the file does not read as an XLSX workbook"))?;
        let no_sheet = || whole("the workbook has no sheet that reads");
        let name = book.sheet_names().first().cloned().ok_or_else(no_sheet)?;
        // Cell by cell: two cells far apart are a small file, and all that lies between them is
        // more than any memory holds.
        let mut cells = book.worksheet_cells_reader(&name).map_err(|_| no_sheet())?;
        let (mut head, mut lines) = (None, Vec::new());
        let (mut number, mut row) = (0, Vec::new());
        while let Some(found) = cells.next_cell().map_err(|_| no_sheet())? {
            let (at, column) = found.get_position();
            if at != number {
                gather(&mut head, &mut lines, u64::from(number) + 1, words(&row))?;
                (number, row) = (at, Vec::new());
            }
            if column < MOST_COLUMNS {
                row.resize(row.len().max(column as usize + 1), String::new());
                row[column as usize] = cell(&found.get_value().clone().into());
            }
        }
        gather(&mut head, &mut lines, u64::from(number) + 1, words(&row))?;
        finish(head, lines, Vec::new())
    }
}

/// Whether a workbook is larger inside than any of ours. Unpacks everything once, without keeping
/// it: what an archive says about its sizes need not be true. What does not unpack is left to
/// whoever reads it.
fn is_too_large(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        // Sheets are read cell by cell.
        let is_sheet = part.name().is_ok_and(|name| name.starts_with("xl/worksheets/"));
        let most = if is_sheet { left } else { left.min(MOST_HELD) };
        let unpacked = io::copy(&mut part.take(most + 1), &mut io::sink()).unwrap_or(0);
        if unpacked > most {
            return true;
        }
        left -= unpacked;
    }
    false
}

/// The columns of the file in their order, where we know them.
type Head<C> = Vec<Option<C>>;

fn words(row: &[String]) -> impl Iterator<Item = &str> + Clone {
    row.iter().map(String::as_str)
}

/// Takes a line in: the first one with words is the head.
fn gather<'a, C: Columns>(
    head: &mut Option<Head<C>>,
    lines: &mut Vec<Line<C>>,
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
    let known = columns.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell)));
    lines
        .push(Line { number, fields: known.map(|(column, cell)| (column, clean(cell))).collect() });
    Ok(())
}

fn read_head<'a, C: Columns>(
    number: u64,
    cells: impl Iterator<Item = &'a str>,
) -> Result<Head<C>, Unreadable> {
    let head: Head<C> = cells.map(column).collect();
    let mut problems = Vec::new();
    for column in C::ALL.iter().copied() {
        let times = head.iter().filter(|found| **found == Some(column)).count();
        let needed = column.is_needed();
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

fn finish<C: Columns>(
    head: Option<Head<C>>,
    lines: Vec<Line<C>>,
    mut problems: Vec<Problem>,
) -> Result<Table<C>, Unreadable> {
    let Some(head) = head else {
        return Err(Unreadable(vec![Problem::whole("the file is empty")]));
    };
    if lines.is_empty() {
        problems.push(Problem::whole("the file has no lines below its head"));
    }
    if !problems.is_empty() {
        return Err(Unreadable(problems));
    }
    Ok(Table { has: head.into_iter().flatten().collect(), lines })
}

/// What separates the fields: whichever of the three usual ones the first line has most of.
/// A spreadsheet with Vietnamese settings writes semicolons.
fn delimiter(bytes: &[u8]) -> u8 {
    let head = bytes.split(|byte| *byte == b'\n').find(|line| !line.starts_with(b"#"));
    let count = |wanted: u8| head.unwrap_or_default().split(|byte| *byte == wanted).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// Reads a whole number from 0 to `most`, with or without dots, commas or spaces between the
/// thousands.
///
/// # Errors
/// Says what it should be.
pub fn whole_number(written: &str, most: i64) -> Result<i64, String> {
    let wrong = || format!("{written:?}: not a whole number from 0 to {most}");
    let groups: Vec<&str> = written.split(['.', ',', ' ']).collect();
    let grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    if !grouped || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    digits.parse().ok().filter(|number| *number <= most).ok_or_else(wrong)
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
