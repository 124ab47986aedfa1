//! The results as a picture: for chats that show links, and for whoever shares the page.

use chrono::NaiveDate;

use crate::domain::Locale;
use crate::figures::day_of;
use crate::i18n;
use crate::message::Picture;
use crate::phrase::campaign::{Chart, Progress};
use crate::web::results::{Results, Shown};

/// The picture's words, as `/thongke` in the chat has them.
pub fn words(locale: Locale, results: &Results) -> Picture {
    // A phase in which few have done anything yet is not told apart.
    let phase = results.phases.iter().rev().find(|phase| phase.opens_at <= results.as_of);
    let phase = phase.filter(|phase| phase.row.shown.valid.is_some());
    let shown = phase.map_or(&results.total, |phase| &phase.row.shown);
    let newest = results.days.iter().rev().find(|day| day.entered > 0).map(|day| day.day);
    let entered = |day: NaiveDate| {
        let at = results.days.binary_search_by_key(&day, |day| day.day);
        at.map_or(0, |at| results.days[at].entered)
    };
    let chart = Chart {
        campaign: results.campaign.clone(),
        as_of: results.as_of,
        phase: phase.map(|phase| phase.row.name(locale).to_owned()),
        progress: progress(shown),
        days: Chart::days(day_of(results.as_of), newest, entered),
    };
    i18n::picture(locale, &chart)
}

fn progress(shown: &Shown) -> Progress {
    let Shown { entered, valid, target, .. } = *shown;
    Progress { entered, valid, target }
}
