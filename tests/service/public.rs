//! What the public gets to know of what was said in chats.

use chrono::TimeDelta;
use sangkien::app::publish;
use sangkien::domain::Role;
use sangkien::domain::UnitId;
use sangkien::store::publication;
use sangkien::vietnamese::Reading;
use sangkien::vietnamese::code::{self, Code};
use sangkien::web::gallery::{Entry, Query};
use sangkien::web::league;

use crate::app::TestApp;
use crate::app::people::one;

const ROOT: UnitId = UnitId(1);

fn read(typed: &str) -> Code {
    match code::read(typed) {
        Reading::Read(code) => code,
        other => panic!("{typed} is {other:?}"),
    }
}

/// Finds what is shown by words.
async fn find(app: &TestApp, typed: &str) -> Vec<Entry> {
    let gallery = publish::gallery(&app.service);
    let query = Query { typed: typed.to_owned(), page: 0 };
    (gallery.find)(query).await.expect("the database answers").entries
}

#[tokio::test]
async fn only_what_its_author_agreed_to_is_shown_and_as_they_agreed() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let mai = app.officer(42, "Trần Thị Mai", ROOT, Role::Reviewer).await;
    let code = app.submit(&lan, "Xe đẩy khuôn").await;
    app.say(&mai, &format!("/xem {code}")).await;
    app.say(&mai, &format!("/duyet {code} 120tr")).await;
    let early = app.ask(&lan, &format!("/congkhai {code} dang")).await;
    assert!(early.text.contains("Chỉ sáng kiến đã công nhận"), "not told yet: {}", early.text);
    assert!(find(&app, "").await.is_empty());

    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    let news = one(lan.inbox());
    assert!(news.text.contains("không ghi tên bạn"), "{}", news.text);
    assert!(find(&app, "").await.is_empty(), "silence is no consent");

    app.tap(&lan, "Đồng ý đăng").await;
    let shown = one(find(&app, "xe day").await);
    assert_eq!(shown.code, read(&code));
    assert_eq!((shown.title.as_str(), shown.author), ("Xe đẩy khuôn", None));
    assert!(shown.unit.is_some());
    for (typed, found) in
        [("KHUÔN xe", 1), ("khuo", 1), ("khuon gi", 0), ("' & | ! :*", 1), ("%", 1)]
    {
        assert_eq!(find(&app, typed).await.len(), found, "{typed}");
    }

    app.say(&lan, &format!("/congkhai {code} tên")).await;
    let named = one(find(&app, "").await);
    assert_eq!(named.author.as_deref(), Some("Nguyễn Thị Lan"));
    app.say(&lan, &format!("/congkhai {code} không")).await;
    assert!(find(&app, "").await.is_empty());
    let gone = (publish::gallery(&app.service).get)(read(&code)).await;
    assert_eq!(gone, Ok(None));

    app.say(&lan, &format!("/congkhai {code} dang")).await;
    app.say(&mai, &format!("/gobai {code} Có bản vẽ của công ty")).await;
    let told = one(lan.inbox());
    assert!(told.text.contains("Có bản vẽ của công ty"), "{}", told.text);
    assert!(find(&app, "").await.is_empty());
    app.say(&lan, &format!("/congkhai {code} dang")).await;
    assert!(find(&app, "").await.is_empty(), "what is taken down stays down");
    let words = "select string_agg(choice, ' ' order by id) from publication_event";
    assert_eq!(app.sql(words).await, "unnamed named refused unnamed taken_down");
    app.finish().await;
}

#[tokio::test]
async fn nothing_is_shown_of_an_author_who_is_forgotten() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let mai = app.officer(42, "Trần Thị Mai", ROOT, Role::Reviewer).await;
    let code = app.submit(&lan, "Xe đẩy khuôn").await;
    app.say(&mai, &format!("/xem {code}")).await;
    app.say(&mai, &format!("/duyet {code}")).await;
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    lan.inbox();
    app.say(&lan, &format!("/congkhai {code} tên")).await;
    assert_eq!(find(&app, "nguyen").await.len(), 0, "a name is not searched for");
    let author = app.sql("select author_id::text from publication").await;
    let author = sangkien::domain::PersonId(author.parse().expect("an id"));
    let mut db = app.service.db.acquire().await.expect("the database answers");
    assert_eq!(publication::forget(&mut db, &[author]).await.expect("it answers"), 1);
    drop(db);
    assert!(find(&app, "").await.is_empty());
    app.finish().await;
}

#[tokio::test]
async fn the_results_are_exact_and_few_people_are_not_told_apart() {
    let app = TestApp::start().await;
    let mai = app.officer(42, "Trần Thị Mai", ROOT, Role::Reviewer).await;
    let stranger = app.worker(43, "Vũ Văn An").await;
    let (mut workers, mut codes) = (Vec::new(), Vec::new());
    for number in 0..5 {
        let worker = app.worker(50 + number, "Nguyễn Thị Lan").await;
        codes.push(app.submit(&worker, "Xe đẩy khuôn").await);
        workers.push(worker);
        let edition = edition(&app).await;
        let total = edition.results.total;
        assert_eq!((total.entered, total.people), (number + 1, Some(number + 1)));
        // The official total is told in full; what lies below it is hidden until it is many.
        let below = (edition.league)(&league::Query::default()).expect("the root is known");
        // Whoever has done nothing does not stand before who has done something.
        let hanoi = &below.places[0].row.shown;
        assert_eq!(hanoi.entered, number + 1);
        assert_eq!(hanoi.people, (number == 4).then_some(5));
        assert_eq!(hanoi.valid, (number == 4).then_some(0));
        mai.inbox();
        // The chat tells a stranger no more, and whoever answers for the unit everything.
        let hidden = format!("Lượt nộp: {} · Hợp lệ: chưa công bố", number + 1);
        let exact = format!("Lượt nộp: {} · Hợp lệ: 0", number + 1);
        for asked in ["/thongke HN", "/thongke MAYHB", "/bangxephang"] {
            let (told, known) = (app.ask(&stranger, asked).await, app.ask(&mai, asked).await);
            assert_eq!(told.text.contains(&hidden), number < 4, "{asked}: {}", told.text);
            assert_eq!(told.text.contains(&exact), number == 4, "{asked}: {}", told.text);
            assert!(known.text.contains(&exact), "{asked}: {}", known.text);
        }
    }
    app.say(&mai, &format!("/xem {}", codes[0])).await;
    app.say(&mai, &format!("/duyet {}", codes[0])).await;
    app.advance(TimeDelta::minutes(11));
    let results = edition(&app).await.results;
    one(workers[0].inbox());
    assert_eq!(results.total.valid, Some(1));
    assert_eq!(results.days.iter().map(|day| day.entered).sum::<i64>(), 5);
    let hanoi =
        results.provinces_now.iter().find(|row| row.code == "01").expect("it is a province");
    assert_eq!((hanoi.shown.entered, hanoi.shown.valid), (5, Some(1)));
    let told = app.ask(&stranger, "/thongke HN").await.text;
    assert!(told.contains("Lượt nộp: 5 · Hợp lệ: 1"), "{told}");
    app.finish().await;
}

async fn edition(app: &TestApp) -> sangkien::web::edition::Edition {
    app.settle().await;
    publish::source(std::sync::Arc::clone(&app.service))().await.expect("the figures are read")
}
