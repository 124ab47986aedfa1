//! What is counted, as the service counts it.

use sangkien::domain::{Kind, Role, UnitId};
use sangkien::figures::Measures;

use crate::app::TestApp;
use crate::campaign::{HANOI, HOA_BINH};

#[tokio::test]
async fn every_step_shows_in_the_figures() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let mai = app.officer(42, "Trần Thị Mai", HANOI, Role::Reviewer).await;
    let first = app.submit(&lan, "Xe đẩy khuôn").await;
    let second = app.submit_again(&lan, "Giá treo dao").await;
    let third = app.submit_again(&lan, "Đèn báo kẹt").await;
    app.say(&mai, &format!("/duyet {first} 120tr")).await;
    app.say(&mai, &format!("/hoi {second} Đo thế nào?")).await;
    app.say(&lan, &format!("/rut {third}")).await;
    app.tap(&lan, "Rút").await;
    mai.inbox();
    lan.inbox();

    let figures = app.service.figures().expect("they were read");
    let expected = Measures { entered: 3, valid: 1, withdrawn: 1, asked: 1, people: 1, verified: 120_000_000, ..Measures::default() };
    assert_eq!(figures.total, expected);
    for unit in [HOA_BINH, HANOI, UnitId(1)] {
        assert_eq!(figures.unit(unit, None), expected, "{unit:?}");
    }
    assert_eq!(figures.by_kind[&Kind::Technical], expected);
    assert_eq!(figures.by_day.values().sum::<Measures>(), expected);
    assert_eq!(figures.days_of(HANOI).count(), 1);
    assert_eq!(app.sql("select string_agg(number::text, ' ' order by number) from ordinal").await, "1 2 3");
    app.finish().await;
}
