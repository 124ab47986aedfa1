//! What the initiatives of a small world come to.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use sangkien::directory::Directory;
use sangkien::domain::{Catalogue, Initiative, PersonId};
use sangkien::figures::{Figures, Key, Measures, Tree};

/// Everything counted anew. The figures are as old as the message before this one.
pub fn figures<'a>(
    catalogue: &Catalogue,
    units: &Directory,
    initiatives: impl Iterator<Item = &'a Initiative>,
    now: DateTime<Utc>,
) -> Figures {
    let as_of = now - TimeDelta::seconds(20);
    let mut figures = Figures::new(catalogue.campaign, Arc::new(Tree::of(units)), as_of);
    let mut authors: BTreeSet<PersonId> = BTreeSet::new();
    for one in initiatives {
        authors.insert(one.author);
        let measures = Measures::of(one.status.name(), one.content.declared_dong(), None);
        figures.add(&Key::of(one, one.submitted_at), &measures);
    }
    figures.total.people = i64::try_from(authors.len()).expect("they are few");
    figures
}
