//! What is counted, as the service counts it.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use sangkien::domain::{
    Act, Actor, Benefit, CampaignId, Content, Event, EventHash, Initiative, InitiativeId, Kind,
    OfficerId, PersonId, Role, Since, Status, UnitId, Workplace,
};
use sangkien::figures::{Measures, Tally};
use sangkien::store::{initiative, tally};
use sangkien::work::{audit, counting};
use sqlx::PgPool;

use crate::app::TestApp;

const ROOT: UnitId = UnitId(1);
const HANOI: UnitId = UnitId(2);

#[tokio::test]
async fn every_step_shows_in_the_figures() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let mai = app.officer(42, "Trần Thị Mai", ROOT, Role::Reviewer).await;
    let first = app.submit(&lan, "Xe đẩy khuôn").await;
    let second = app.submit_again(&lan, "Giá treo dao").await;
    let third = app.submit_again(&lan, "Đèn báo kẹt").await;
    for code in [&first, &second] {
        app.say(&mai, &format!("/xem {code}")).await;
    }
    app.say(&mai, &format!("/xem {first}")).await;
    app.say(&mai, &format!("/duyet {first} 120tr")).await;
    app.say(&mai, &format!("/xem {second}")).await;
    app.say(&mai, &format!("/bosung {second} Đo thế nào?")).await;
    app.say(&lan, &format!("/rut {third}")).await;
    app.say(&lan, "có").await;
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    mai.inbox();
    lan.inbox();

    let figures = app.service.figures().expect("they were read");
    let expected = Measures {
        entered: 3,
        valid: 1,
        withdrawn: 1,
        asked: 1,
        people: 1,
        verified: 120_000_000,
        ..Measures::default()
    };
    assert_eq!(figures.total, expected);
    for unit in [HANOI, ROOT] {
        assert_eq!(figures.unit(unit, None), expected, "{unit:?}");
    }
    assert_eq!(figures.by_kind[&Kind::Technical], expected);
    assert_eq!(figures.by_day.values().sum::<Measures>(), expected);
    let numbers =
        app.sql("select string_agg(number::text, ' ' order by number) from ordinal").await;
    assert_eq!(numbers, "1 2 3");
    app.finish().await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    /// Whatever happens in whatever order, written in batches of any size, folded and looked at
    /// at any time: what is kept is what a recount finds.
    #[test]
    fn any_history_is_counted_exactly(choices in proptest::collection::vec(any::<u16>(), 40..160)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime starts").block_on(live_through(&choices));
    }
}

async fn live_through(choices: &[u16]) {
    let app = TestApp::start().await;
    let db = app.database.pool();
    let people = "insert into person (id, unit_id, created_at) values
        (901, 3, now()), (902, 3, now()), (903, 2, now())";
    assert_eq!(app.tamper(people).await, 3);
    let officer = "insert into officer (person_id, unit_id, role, granted_at)
        values (903, 1, 'reviewer', now())";
    assert_eq!(app.tamper(officer).await, 1);
    let officer = OfficerId(app.sql("select id::text from officer").await.parse().expect("an id"));

    let mut all: Vec<Initiative> = Vec::new();
    let mut batch = Batch::default();
    for &choice in choices {
        app.advance(TimeDelta::minutes(i64::from(choice % 500)));
        let now = app.service.clock.now();
        let which = usize::from(choice / 8) % all.len().max(1);
        match (choice % 8, all.get(which)) {
            (0..=2, _) | (_, None) => {
                let (initiative, event) = submission(choice, all.len(), now)
                    .advance(Status::RECEIVED, Act::silent(Actor::Author, now));
                batch.tally.submit(&initiative);
                batch.events.push((initiative.id, event));
                batch.submitted.push(initiative.clone());
                all.push(initiative);
            }
            (step, Some(before)) => {
                let amount = choice.is_multiple_of(3).then_some(i64::from(choice) * 1_000_000);
                let Some(status) = step_of(step, before.status.clone(), officer, amount) else {
                    continue;
                };
                let act = Act {
                    verified_benefit: status.verified_benefit(),
                    ..Act::silent(Actor::Officer(officer), now)
                };
                let (after, event) = before.clone().advance(status, act);
                batch.tally.advance(before, &after);
                batch.events.push((after.id, event));
                batch.advanced.retain(|other| other.id != after.id);
                batch.advanced.push(after.clone());
                all[which] = after;
            }
        }
        if choice.is_multiple_of(5) {
            std::mem::take(&mut batch).write(db).await;
        }
        match choice % 7 {
            0 => drop(counting::fold_once(&app.service).await.expect("it is folded")),
            1 => counting::refresh_once(&app.service).await.expect("they are read"),
            2 => counting::number_once(&app.service).await.expect("they are numbered"),
            _ => {}
        }
    }
    batch.write(db).await;
    counting::refresh_once(&app.service).await.expect("they are read");

    // Two of them turn out to be one.
    let mut tx = db.begin().await.expect("the server answers");
    tally::join_people(&mut tx, PersonId(901), PersonId(902)).await.expect("they are joined");
    tx.commit().await.expect("it is kept");
    app.tamper("update initiative set author_id = 901 where author_id = 902").await;
    counting::fold_once(&app.service).await.expect("it is folded");
    counting::refresh_once(&app.service).await.expect("they are read");
    let figures = app.service.figures().expect("they were read");
    let people: BTreeSet<PersonId> = all
        .iter()
        .map(|one| if one.author == PersonId(902) { PersonId(901) } else { one.author })
        .collect();
    assert_eq!(usize::try_from(figures.total.people), Ok(people.len()));
    let kept: Measures = figures.by_day.values().sum();
    let recount = audit::verify(db, 2).await.expect("everything reads");
    assert_eq!(recount.findings.told, Vec::<String>::new());
    assert_eq!(usize::try_from(recount.entries), Ok(all.len()));
    let (mut counted, picture) = audit::recount(db, 1, None).await.expect("everything reads");
    drop(picture);
    assert_eq!(counted.units.values().sum::<Measures>(), figures.total);
    assert_eq!(kept, figures.total);
    counted.units.retain(|(_, unit, _, _), _| *unit == Some(UnitId(3)));
    assert_eq!(counted.units.values().sum::<Measures>(), figures.unit(UnitId(3), None));
}

/// What is written in one transaction.
#[derive(Default)]
struct Batch {
    submitted: Vec<Initiative>,
    advanced: Vec<Initiative>,
    events: Vec<(InitiativeId, Event)>,
    tally: Tally,
}

impl Batch {
    async fn write(mut self, db: &PgPool) {
        for initiative in &mut self.submitted {
            if let Some(at) = self.advanced.iter().position(|later| later.id == initiative.id) {
                *initiative = self.advanced.remove(at);
            }
        }
        let mut tx = db.begin().await.expect("the server answers");
        let submitted: Vec<&Initiative> = self.submitted.iter().collect();
        let advanced: Vec<&Initiative> = self.advanced.iter().collect();
        let events: Vec<_> = self.events.iter().map(|(id, event)| (*id, event)).collect();
        initiative::insert(&mut tx, &submitted).await.expect("they are kept");
        initiative::update(&mut tx, &advanced).await.expect("they are kept");
        initiative::record(&mut tx, &events).await.expect("they are kept");
        tally::add(&mut tx, &self.tally).await.expect("they are counted");
        tx.commit().await.expect("all of it");
    }
}

fn submission(choice: u16, number: usize, now: DateTime<Utc>) -> Initiative {
    let content = Content {
        title: "Xe đẩy khuôn".to_owned(),
        kind: Kind::ALL[usize::from(choice) % Kind::ALL.len()],
        before: None,
        solution: "Lắp con lăn".to_owned(),
        since: Since::NotYet,
        benefit: choice.is_multiple_of(2).then(|| Benefit::Money {
            dong: i64::from(choice) * 1_000,
            approximate: false,
            period: None,
        }),
        co_authors: Vec::new(),
        recognition: None,
        attachments: Vec::new(),
        supplements: Vec::new(),
    };
    let workplace = match choice % 4 {
        0 => Workplace::Typed("Xưởng cô Ba".to_owned()),
        1 => Workplace::Unit(UnitId(2)),
        _ => Workplace::Unit(UnitId(3)),
    };
    Initiative {
        id: InitiativeId(5_000_000 + number as i64),
        campaign: CampaignId(1),
        phase: (!choice.is_multiple_of(3)).then(|| format!("p{}", choice % 3)),
        author: PersonId(901 + i64::from(choice % 3)),
        author_name: None,
        workplace: Some(workplace),
        group: (!choice.is_multiple_of(5)).then(|| "worker".to_owned()),
        content_hash: Content::hash(&content.to_json()),
        content,
        version: 1,
        status: Status::RECEIVED,
        status_since: now,
        submitted_at: now - TimeDelta::hours(i64::from(choice % 30)),
        last_event: EventHash::NONE,
        event_count: 0,
    }
}

/// Where a step leads, if it can be made.
fn step_of(step: u16, status: Status, officer: OfficerId, amount: Option<i64>) -> Option<Status> {
    match status {
        Status::Open(open) => Some(match step {
            3 => open.claim(officer),
            4 => open.ask(officer, "Đo thế nào?".to_owned()),
            5 => open.recognize(officer, amount, None),
            6 => open.reject(officer, "unclear".to_owned(), None),
            _ => open.withdraw(),
        }),
        Status::Closed(closed) => {
            let officer = closed.officer()?;
            let at = DateTime::UNIX_EPOCH;
            closed.undo(&[officer], at, at).ok()
        }
    }
}
