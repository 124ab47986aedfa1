//! Changes of targets: of one figure, or from a file of many to what has to be changed or to
//! everything that is wrong with it.

use std::collections::HashMap;

use crate::domain::{Catalogue, Target, UnitId};
use crate::roster::{Columns, Line, Problem, Table, Tree, whole_number};
use crate::vietnamese::text::fold;

/// A column of a file of targets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Unit,
    Phase,
    Assigned,
    Own,
}

impl Columns for Column {
    const ALL: &'static [Self] = &[Self::Unit, Self::Phase, Self::Assigned, Self::Own];

    fn head(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Phase => "phase",
            Self::Assigned => "target",
            Self::Own => "own_target",
        }
    }

    fn also(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &["mã đơn vị", "mã", "đơn vị", "code", "unit code"],
            Self::Phase => &["giai đoạn", "đợt"],
            Self::Assigned => &["chỉ tiêu", "chỉ tiêu giao", "assigned"],
            Self::Own => &["chỉ tiêu đăng ký", "chỉ tiêu tự đặt", "tự đăng ký", "own"],
        }
    }

    fn is_needed(self) -> bool {
        matches!(self, Self::Unit | Self::Assigned)
    }
}

/// A target as it was and as it will be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub before: Option<Target>,
    /// Without any figure: there is none any more.
    pub after: Target,
}

impl Change {
    /// The same in words, for the list of the campaign's changes.
    #[must_use]
    pub fn told(&self, unit_code: &str) -> String {
        let phase = self.after.phase.as_deref().unwrap_or("whole campaign");
        let after = self.after.told();
        match &self.before {
            None => format!("+ {unit_code}, {phase}: {after}"),
            Some(before) => format!("~ {unit_code}, {phase}: {} → {after}", before.told()),
        }
    }
}

/// A change of one figure of a target, which leaves the other as it is found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    pub unit: UnitId,
    /// Code of a phase; none for the whole campaign.
    pub phase: Option<String>,
    pub figure: Figure,
}

/// Which figure of a target, and what it is from now on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// What the unit is given.
    Assigned(i64),
    /// What it has set itself.
    Own(i64),
}

/// What a unit sets itself may not be less than what it is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BelowAssigned {
    pub assigned: i64,
    pub own: i64,
}

impl Setting {
    /// The target with the new figure. What the unit has set itself goes where it is now given
    /// more: it adds nothing any more.
    ///
    /// # Errors
    /// The unit would set itself less than it is given.
    pub fn apply(&self, before: Option<Target>) -> Result<Change, BelowAssigned> {
        let (assigned, own) =
            before.as_ref().map_or((None, None), |target| (target.assigned, target.own));
        let (assigned, own) = match self.figure {
            Figure::Assigned(assigned) => (Some(assigned), own.filter(|own| *own >= assigned)),
            Figure::Own(own) => match assigned {
                Some(assigned) if own < assigned => return Err(BelowAssigned { assigned, own }),
                _ => (assigned, Some(own)),
            },
        };
        let after = Target { unit: self.unit, phase: self.phase.clone(), assigned, own };
        Ok(Change { before, after })
    }
}

/// Works out what has to be changed so that every target of the file is as the file says.
/// Targets that the file does not name stay, and so does what it leaves empty; 0 takes a
/// target away.
///
/// # Errors
/// Everything that is wrong, by line.
pub fn import(
    tree: &Tree,
    catalogue: &Catalogue,
    known: &[Target],
    table: &Table<Column>,
) -> Result<Vec<Change>, Vec<Problem>> {
    let known: HashMap<(UnitId, Option<&str>), &Target> =
        known.iter().map(|target| ((target.unit, target.phase.as_deref()), target)).collect();
    let mut first_line = HashMap::new();
    let mut problems = Vec::new();
    let mut changes = Vec::new();
    for line in &table.lines {
        let row = match read_line(tree, catalogue, line) {
            Ok(row) => row,
            Err(why) => {
                problems.extend(why.into_iter().map(|why| Problem::at(line.number, why)));
                continue;
            }
        };
        let key = (row.unit, row.phase.clone());
        if let Some(first) = first_line.insert(key, line.number) {
            let why = format!("this unit and phase are on line {first} already");
            problems.push(Problem::at(line.number, why));
            continue;
        }
        let before = known.get(&(row.unit, row.phase.as_deref())).copied();
        let merged = |said: Option<i64>, was: Option<i64>| match said {
            Some(0) => None,
            Some(figure) => Some(figure),
            None => was,
        };
        let after = Target {
            unit: row.unit,
            assigned: merged(row.assigned, before.and_then(|target| target.assigned)),
            own: merged(row.own, before.and_then(|target| target.own)),
            phase: row.phase,
        };
        if let Err(why) = sound(&after) {
            problems.push(Problem::at(line.number, why));
        } else if before != Some(&after) && (before.is_some() || after.base().is_some()) {
            changes.push(Change { before: before.cloned(), after });
        }
    }
    if problems.is_empty() { Ok(changes) } else { Err(problems) }
}

/// Whether a target makes sense in itself.
///
/// # Errors
/// Says why not.
pub fn sound(target: &Target) -> Result<(), String> {
    match (target.assigned, target.own) {
        (Some(assigned), Some(own)) if own < assigned => {
            Err(format!("the unit's own target {own} is below the assigned {assigned}"))
        }
        _ => Ok(()),
    }
}

struct Row {
    unit: UnitId,
    phase: Option<String>,
    assigned: Option<i64>,
    own: Option<i64>,
}

fn read_line(tree: &Tree, catalogue: &Catalogue, line: &Line<Column>) -> Result<Row, Vec<String>> {
    let mut problems = Vec::new();
    let unit = match line.get(Column::Unit) {
        "" => Err("the unit is missing".to_owned()),
        code => tree.open(&code.to_uppercase()).map(|entry| entry.id),
    };
    let phase = match line.get(Column::Phase) {
        "" => Ok(None),
        written => read_phase(catalogue, written).map(Some).ok_or_else(|| {
            let known: Vec<&str> = catalogue.phases.iter().map(|p| p.code.as_str()).collect();
            format!("there is no phase {written:?}; known are {}", known.join(", "))
        }),
    };
    let mut figure = |column: Column| match line.get(column) {
        "" => None,
        written => whole_number(written, Target::MOST).map_err(|why| problems.push(why)).ok(),
    };
    let (assigned, own) = (figure(Column::Assigned), figure(Column::Own));
    match (unit, phase) {
        (Ok(unit), Ok(phase)) if problems.is_empty() => {
            if assigned.is_none() && own.is_none() {
                return Err(vec!["neither target nor own_target is there".to_owned()]);
            }
            Ok(Row { unit, phase, assigned, own })
        }
        (unit, phase) => {
            problems.extend(unit.err());
            problems.extend(phase.err());
            Err(problems)
        }
    }
}

/// The code of a phase, by its code or its name.
#[must_use]
pub fn read_phase(catalogue: &Catalogue, written: &str) -> Option<String> {
    let written = fold(written);
    let phase = catalogue.phases.iter().find(|phase| {
        [&phase.code, &phase.name_vi, &phase.name_en].iter().any(|name| fold(name) == written)
    })?;
    Some(phase.code.clone())
}
