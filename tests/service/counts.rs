//! What is counted, as the service counts it.

use chrono::TimeDelta;
use sangkien::domain::{Kind, Role, UnitId};
use sangkien::figures::Measures;

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
    assert_eq!(figures.days_of(HANOI).count(), 1);
    let numbers =
        app.sql("select string_agg(number::text, ' ' order by number) from ordinal").await;
    assert_eq!(numbers, "1 2 3");
    app.finish().await;
}
