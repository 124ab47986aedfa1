//! Where a name says who is meant: among those who work together.
//!
//! A *circle* is a workplace with its own parts: whatever lies below it, and whatever it lies
//! below, as long as the upper of the two is a grassroots union or a corporation. Below a federation
//! or a province there are strangers, and a name there may be anybody's. Somebody who typed their
//! workplace belongs to the unit that is called so, if only one is, and to all who typed the same.

use std::collections::HashMap;

use sqlx::PgPool;

use crate::domain::{UnitId, Workplace};
use crate::roster::UnitKind;
use crate::store::mention::Places;
use crate::store::{self, unit};
use crate::vietnamese::text::fold;

/// Kinds of units whose parts are one employer's.
const OWN_PARTS: [UnitKind; 2] = [UnitKind::Grassroots, UnitKind::Corporation];

/// The number of a circle.
pub(super) type Circle = i32;

/// The circles around some workplaces.
pub(super) struct Circles {
    /// The circle of each workplace that they were made for, in the same order.
    pub(super) around: Vec<Circle>,
    /// The circles that a unit lies in.
    units: HashMap<UnitId, Vec<Circle>>,
    /// The circles that somebody works in who has typed their workplace, folded.
    typed: HashMap<String, Vec<Circle>>,
}

/// What is in the middle of a circle.
#[derive(PartialEq, Eq, Hash)]
enum Middle {
    Unit(UnitId),
    /// Folded.
    Typed(String),
}

impl Circles {
    /// Finds out what lies around these workplaces.
    pub(super) async fn around(db: &PgPool, workplaces: &[&Workplace]) -> store::Result<Self> {
        let mut db = db.acquire().await?;
        let called = only_ones(unit::names(&mut db).await?);
        let mut middles: HashMap<Middle, Circle> = HashMap::new();
        let around = workplaces
            .iter()
            .map(|workplace| {
                let next = Circle::try_from(middles.len()).expect("a round has some hundreds");
                *middles.entry(middle(workplace, &called)).or_insert(next)
            })
            .collect();
        let units: Vec<UnitId> = middles
            .keys()
            .filter_map(|middle| match middle {
                Middle::Unit(unit) => Some(*unit),
                Middle::Typed(_) => None,
            })
            .collect();
        let kinds = OWN_PARTS.map(UnitKind::as_str);
        let mut circles = Self { around, units: HashMap::new(), typed: HashMap::new() };
        for (unit, part, name) in unit::parts(&mut db, &units, &kinds).await? {
            let circle = middles[&Middle::Unit(unit)];
            circles.units.entry(part).or_default().push(circle);
            let name = fold(&name);
            if called.get(&name) == Some(&Some(part)) {
                circles.typed.entry(name).or_default().push(circle);
            }
        }
        for (middle, circle) in middles {
            if let Middle::Typed(typed) = middle {
                circles.typed.entry(typed).or_default().push(circle);
            }
        }
        Ok(circles)
    }

    /// The circles that somebody of this workplace belongs to.
    pub(super) fn at(&self, workplace: &Workplace) -> &[Circle] {
        let circles = match workplace {
            Workplace::Unit(unit) => self.units.get(unit),
            Workplace::Typed(typed) => self.typed.get(&fold(typed)),
        };
        circles.map_or(&[], Vec::as_slice)
    }

    /// All units, each with its circles.
    pub(super) fn units(&self) -> Places<i64> {
        let mut places = Places::default();
        for (unit, circles) in &self.units {
            places.add(&unit.0, circles);
        }
        places
    }

    /// Those of these typed workplaces that lie in a circle.
    pub(super) fn typed(&self, typed: Vec<String>) -> Places<String> {
        let mut places = Places::default();
        for typed in typed.into_iter().map(Workplace::Typed) {
            let circles = self.at(&typed);
            if let Workplace::Typed(typed) = &typed {
                places.add(typed, circles);
            }
        }
        places
    }
}

/// The unit of each name, folded; none where several are called so.
fn only_ones(names: Vec<(UnitId, String)>) -> HashMap<String, Option<UnitId>> {
    let mut called = HashMap::with_capacity(names.len());
    for (unit, name) in names {
        called.entry(fold(&name)).and_modify(|only| *only = None).or_insert(Some(unit));
    }
    called
}

fn middle(workplace: &Workplace, called: &HashMap<String, Option<UnitId>>) -> Middle {
    match workplace {
        Workplace::Unit(unit) => Middle::Unit(*unit),
        Workplace::Typed(typed) => {
            let typed = fold(typed);
            match called.get(&typed) {
                Some(Some(unit)) => Middle::Unit(*unit),
                Some(None) | None => Middle::Typed(typed),
            }
        }
    }
}
