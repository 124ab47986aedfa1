//! Makes what the public sees out of what the service knows: the results with nothing in them
//! that must not be told, the league table, and the gallery.

mod gallery;
mod proof;
mod standing;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;

pub use gallery::gallery;
pub use proof::prove;

use self::standing::Units;
use crate::directory::province::Vintage;
use crate::domain::seal::Seal;
use crate::domain::{Catalogue, Kind, Locale};
use crate::figures::{Figures, Measures, few};
use crate::i18n;
use crate::store::{self, ordinal, seal, target};
use crate::web::edition::{Edition, Source};
use crate::web::results::{Day, Milestone, Phase, Results, Row, Shown};
use crate::work::{Reference, Service};

/// How often what changes rarely is read: targets, milestones, the seal.
const SLOW: TimeDelta = TimeDelta::seconds(30);

/// How long before the newest seal the oldest is that the page hands out.
const SEALS: TimeDelta = TimeDelta::days(400);

/// What changes rarely.
#[derive(Clone, Debug, Default)]
struct Backdrop {
    read_at: DateTime<Utc>,
    milestones: Vec<Milestone>,
    seals: Vec<Seal>,
    /// By unit and phase; none is the whole campaign.
    targets: Arc<Targets>,
}

/// How many valid initiatives are expected, by unit and phase; no phase is the whole campaign.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets(pub(super) HashMap<(crate::domain::UnitId, Option<String>), i64>);

impl Targets {
    fn of(&self, unit: crate::domain::UnitId, phase: Option<&str>) -> Option<i64> {
        self.0.get(&(unit, phase.map(str::to_owned))).copied()
    }
}

/// The results of whoever asks, as of a second ago; none until they have been read.
pub fn source(service: Arc<Service>) -> Source {
    let backdrop = Arc::new(Mutex::new(None::<Backdrop>));
    Arc::new(move || {
        let (service, backdrop) = (Arc::clone(&service), Arc::clone(&backdrop));
        async move {
            let figures = service.figures()?;
            let reference = service.reference();
            let kept = backdrop.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let now = service.clock.now();
            let behind = match kept {
                Some(kept) if now - kept.read_at < SLOW => kept,
                kept => match read(&service, &reference, now).await {
                    Ok(fresh) => fresh,
                    Err(error) => {
                        tracing::warn!(%error, "What the page shows beside the figures is old");
                        kept.unwrap_or_default()
                    }
                },
            };
            *backdrop.lock().unwrap_or_else(PoisonError::into_inner) = Some(behind.clone());
            // Adding up a hundred thousand units is no work for a thread that answers people.
            let made = move || edition(&figures, &reference, behind);
            tokio::task::spawn_blocking(made).await.ok()
        }
        .boxed()
    })
}

async fn read(
    service: &Service,
    reference: &Reference,
    now: DateTime<Utc>,
) -> store::Result<Backdrop> {
    let mut db = service.db.acquire().await?;
    let reached = ordinal::milestones(&mut db, reference.catalogue.campaign).await?;
    let targets = target::all(&mut db, reference.catalogue.campaign).await?;
    let sealed = match seal::newest(&mut db).await? {
        Some(newest) => seal::from(&mut db, newest.day - SEALS, SEALS.num_days() + 1).await?,
        None => Vec::new(),
    };
    drop(db);
    let targets = targets
        .into_iter()
        .filter_map(|target| {
            let base = target.base()?;
            Some(((target.unit, target.phase), base))
        })
        .collect();
    let milestones = reached.into_iter().rev().map(|reached| Milestone {
        number: reached.number,
        at: reached.at,
        // Which workplace it was could tell who it was; the branch of the tree does not.
        unit: reached
            .unit
            .and_then(|unit| reference.units.branch(unit))
            .map(|branch| branch.name.clone()),
    });
    let milestones = milestones.collect();
    let seals = sealed.into_iter().rev().map(|(seal, _)| seal).collect();
    Ok(Backdrop { read_at: now, milestones, seals, targets: Arc::new(Targets(targets)) })
}

fn edition(figures: &Arc<Figures>, reference: &Arc<Reference>, behind: Backdrop) -> Edition {
    let units = Units::new(Arc::clone(figures), Arc::clone(reference), Arc::clone(&behind.targets));
    let results = results(&units, behind);
    Edition::new(results, Arc::new(move |query| units.standing(query)))
}

/// All of it, before anything is hidden.
pub(super) fn shown(measures: &Measures, target: Option<i64>) -> Shown {
    Shown {
        entered: measures.entered,
        valid: Some(measures.valid),
        people: Some(measures.people),
        declared: Some(measures.declared),
        verified: Some(measures.verified),
        target,
    }
}

fn results(units: &Units, behind: Backdrop) -> Results {
    let (figures, catalogue) = (&units.figures, &units.reference.catalogue);
    let root = units.root().map(|root| root.id);
    let target = |phase| root.and_then(|root| units.targets.of(root, phase));
    let mut phases: Vec<Phase> = catalogue
        .phases
        .iter()
        .map(|phase| {
            let measures =
                figures.by_phase.get(&Some(phase.code.clone())).copied().unwrap_or_default();
            Phase {
                row: Row {
                    code: phase.code.clone(),
                    name_vi: phase.name_vi.clone(),
                    name_en: phase.name_en.clone(),
                    shown: shown(&measures, target(Some(&phase.code))),
                },
                opens_at: phase.opens_at,
                closes_at: phase.closes_at,
            }
        })
        .collect();
    for phase in &mut phases {
        if figures.is_phase_hidden(&phase.row.code) {
            phase.row.shown.hide();
        }
    }
    Results {
        as_of: figures.as_of,
        campaign: catalogue.name.clone(),
        total: shown(&figures.total, target(None)),
        phases,
        days: figures
            .by_day
            .iter()
            .map(|(&day, change)| Day { day, entered: change.entered, valid: change.valid })
            .collect(),
        provinces_now: provinces(units, Vintage::Since2025),
        provinces_before: provinces(units, Vintage::Before2025),
        kinds: kinds(figures, catalogue),
        groups: groups(figures, catalogue),
        clusters: clusters(units),
        milestones: behind.milestones,
        seals: behind.seals,
    }
}

fn provinces(units: &Units, vintage: Vintage) -> Vec<Row> {
    let directory = &units.reference.units;
    units
        .figures
        .provinces(directory, vintage, None)
        .into_iter()
        .map(|province| {
            let target = province.unit.and_then(|unit| units.targets.of(unit, None));
            let mut shown = shown(&province.measures, target);
            if province.hidden {
                shown.hide();
            }
            let name = province.province.name.to_owned();
            Row {
                code: province.province.code.to_owned(),
                name_vi: name.clone(),
                name_en: name,
                shown,
            }
        })
        .collect()
}

/// Shows what may be shown of the parts of the total.
fn parts(total: &Measures, rows: Vec<(Row, Measures)>) -> Vec<Row> {
    let measures: Vec<Measures> = rows.iter().map(|(_, measures)| *measures).collect();
    let rows = rows.into_iter().zip(few::hidden(total, &measures));
    rows.map(|((row, measures), hidden)| {
        let mut shown = shown(&measures, None);
        if hidden {
            shown.hide();
        }
        Row { shown, ..row }
    })
    .collect()
}

fn kinds(figures: &Figures, catalogue: &Catalogue) -> Vec<Row> {
    let of = |kind| figures.by_kind.get(&kind).copied().unwrap_or_default();
    let offered =
        Kind::ALL.into_iter().filter(|kind| catalogue.kinds.contains(kind) || !of(*kind).is_zero());
    let rows = offered.map(|kind| {
        let name = |locale| i18n::kind(locale, kind);
        let row = Row {
            code: kind.as_str().to_owned(),
            name_vi: name(Locale::Vi),
            name_en: name(Locale::En),
            shown: Shown::default(),
        };
        (row, of(kind))
    });
    parts(&figures.total, rows.collect())
}

fn groups(figures: &Figures, catalogue: &Catalogue) -> Vec<Row> {
    let of = |code: Option<&str>| {
        figures.by_group.get(&code.map(str::to_owned)).copied().unwrap_or_default()
    };
    let offered_or_chosen =
        catalogue.groups.iter().filter(|group| !group.retired || !of(Some(&group.code)).is_zero());
    let mut rows: Vec<(Row, Measures)> = offered_or_chosen
        .map(|group| {
            let row = Row {
                code: group.code.clone(),
                name_vi: group.label_vi.clone(),
                name_en: group.label_en.clone(),
                shown: Shown::default(),
            };
            (row, of(Some(&group.code)))
        })
        .collect();
    let nameless = of(None);
    if !nameless.is_zero() {
        let name = |locale| i18n::page::words(locale, "no-group", &[]);
        let row = Row {
            code: String::new(),
            name_vi: name(Locale::Vi),
            name_en: name(Locale::En),
            shown: Shown::default(),
        };
        rows.push((row, nameless));
    }
    parts(&figures.total, rows)
}

fn clusters(units: &Units) -> Vec<Row> {
    let figures = &units.figures;
    units
        .reference
        .catalogue
        .clusters
        .iter()
        .map(|cluster| {
            let mut shown = shown(&figures.units(&cluster.members, None), None);
            // The others taken from the sum would tell those that are hidden.
            if cluster.members.iter().any(|&unit| figures.is_hidden(unit, None)) {
                shown.hide();
            }
            Row {
                code: cluster.code.clone(),
                name_vi: cluster.name_vi.clone(),
                name_en: cluster.name_en.clone(),
                shown,
            }
        })
        .collect()
}
