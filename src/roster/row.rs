//! What a line of a file says about a unit, and what is wrong with it.

use chrono::NaiveDate;

use super::table::{Column, Line, Table, whole_number};
use super::{Problem, UnitKind};

/// The longest name: what a phone shows in a few lines.
pub(super) const LONGEST_NAME: usize = 200;
/// The longest code: a link holds 64 characters, and people have to type it.
pub(super) const LONGEST_CODE: usize = 32;
/// More members than the whole organisation has is a slip.
const MOST_MEMBERS: i32 = 20_000_000;

/// A line that reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub line: u64,
    pub code: String,
    pub name: String,
    /// None: the file has no such column, and a known unit stays what it is.
    pub kind: Option<UnitKind>,
    /// The code of the unit above; an empty one is a root's.
    pub parent: Option<String>,
    pub members: Option<i32>,
    pub opened_on: Option<NaiveDate>,
}

/// Reads every line; what does not read is told, all of it.
pub(super) fn read(
    table: &Table<Column>,
    today: NaiveDate,
    problems: &mut Vec<Problem>,
) -> Vec<Row> {
    table.lines.iter().filter_map(|line| read_line(table, line, today, problems)).collect()
}

fn read_line(
    table: &Table<Column>,
    line: &Line<Column>,
    today: NaiveDate,
    problems: &mut Vec<Problem>,
) -> Option<Row> {
    let before = problems.len();
    let mut wrong = |why: String| problems.push(Problem::at(line.number, why));
    let code = read_code(line.get(Column::Code)).unwrap_or_else(|why| {
        wrong(why);
        String::new()
    });
    let name = line.get(Column::Name).to_owned();
    if let Err(why) = check_name(&name) {
        wrong(why);
    }
    let kind = match line.get(Column::Kind) {
        "" => None,
        written => {
            let kind = UnitKind::read(written);
            if kind.is_none() {
                let known: Vec<_> = UnitKind::ALL.iter().map(|kind| kind.as_str()).collect();
                wrong(format!("no such kind: {written:?}; known are {}", known.join(", ")));
            }
            kind
        }
    };
    let parent = match line.get(Column::Parent) {
        "" => table.has(Column::Parent).then(String::new),
        written => read_code(written).map_err(|why| wrong(format!("parent: {why}"))).ok(),
    };
    let members = match line.get(Column::Members) {
        "" => None,
        written => read_members(written).map_err(&mut wrong).ok(),
    };
    let opened_on = match line.get(Column::OpenedOn) {
        "" => None,
        written => read_day(written, today).map_err(&mut wrong).ok(),
    };
    let row = Row { line: line.number, code, name, kind, parent, members, opened_on };
    (problems.len() == before).then_some(row)
}

/// A code in capitals.
pub(super) fn read_code(written: &str) -> Result<String, String> {
    let code = written.to_ascii_uppercase();
    if code.is_empty() {
        return Err("the code is empty".to_owned());
    }
    if code.len() > LONGEST_CODE {
        return Err(format!("the code is longer than {LONGEST_CODE} characters"));
    }
    let sound = code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    if !sound || code.starts_with('-') || code.ends_with('-') {
        return Err(format!("code {written:?}: only A–Z, 0–9 and - inside"));
    }
    Ok(code)
}

pub(super) fn check_name(name: &str) -> Result<(), String> {
    let length = name.chars().count();
    if name.is_empty() {
        return Err("the name is empty".to_owned());
    }
    if length > LONGEST_NAME {
        return Err(format!("the name has {length} characters; {LONGEST_NAME} are the most"));
    }
    if name.contains('\n') {
        return Err("the name has more than one line".to_owned());
    }
    if !name.chars().any(char::is_alphabetic) {
        return Err(format!("name {name:?}: there is no letter in it"));
    }
    Ok(())
}

/// A number of members.
fn read_members(written: &str) -> Result<i32, String> {
    let number =
        whole_number(written, MOST_MEMBERS.into()).map_err(|why| format!("members {why}"))?;
    Ok(i32::try_from(number).expect("no more than the most members"))
}

/// A day, as `2022-05-20` or with the day first as `20/5/2022`.
pub(super) fn read_day(written: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    const FORMS: [&str; 4] = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];
    let day = FORMS
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(written, form).ok())
        .ok_or_else(|| format!("date {written:?}: write 2022-05-20 or 20/5/2022"))?;
    if day > today {
        return Err(format!("date {written:?}: it is not that day yet"));
    }
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("1900 had a first day");
    if day < first {
        return Err(format!("date {written:?}: before 1900; is the year complete?"));
    }
    Ok(day)
}
