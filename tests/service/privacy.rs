//! What people have told us: who sees it, how it is kept, and for how long.

use chrono::TimeDelta;
use sangkien::app::keys;
use sangkien::domain::{PersonId, Role, UnitId};
use sangkien::store::{account, person};
use sangkien::vault::Vault;
use sangkien::work::{erased, retention};

use crate::app::people::one;
use crate::app::{DATA_KEY, TestApp};
use crate::own_data::{NAME, operate, through_people};

const ROOT: UnitId = UnitId(1);
const NEW_KEY: &str = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

/// Everything that the table of people holds, as a backup would.
const PEOPLE: &str = "select string_agg(person::text, ' ') from person";

#[tokio::test]
async fn an_officer_sees_a_phone_number_on_asking_and_that_is_written_down() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    let none = app.ask(&mai, &format!("/sodt {code}")).await;
    assert!(none.text.contains("chưa cho số điện thoại"), "{none:#?}");
    app.say(&hoa, "/sodienthoai").await;
    app.say(&hoa, "0912 345 678").await;

    let card = app.ask(&mai, &format!("/xem {code}")).await;
    assert!(!card.text.contains("345"), "{card:#?}");
    assert_eq!(app.sql("select count(*)::text from access_log").await, "0");
    let shown = app.ask(&mai, &format!("/sodt {code}")).await;
    assert!(shown.text.contains("0912 345 678"), "{shown:#?}");
    let logged = "select format('%s %s %s', o.person_id <> l.person_id, i.author_id = l.person_id,
                                l.at is not null)
                  from access_log l join officer o on o.id = l.officer_id
                  join initiative i on i.id = l.initiative_id";
    assert_eq!(app.sql(logged).await, "t t t");

    // Neither somebody else's officer nor the worker's colleague learns it.
    let other = app.officer(9, "Vũ Thị Giang", UnitId(5), Role::Administrator).await;
    let refused = one(app.say(&other, &format!("/sodt {code}")).await);
    assert!(refused.text.contains("Không thấy sáng kiến"), "{refused:#?}");
    let refused = one(app.say(&hoa, &format!("/sodt {code}")).await);
    assert!(!refused.text.contains("345"), "{refused:#?}");
    assert_eq!(app.sql("select count(*)::text from access_log").await, "1");
    app.finish().await;
}

#[tokio::test]
async fn a_phone_number_is_encrypted_at_rest_and_keys_can_change() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.say(&hoa, "/sodienthoai").await;
    app.say(&hoa, "0912 345 678").await;
    let kept = app.sql(PEOPLE).await;
    assert!(!kept.contains("912345678"), "{kept}");
    let shown = one(app.say(&hoa, "/hoso").await);
    assert!(shown.text.contains("0912 345 678"), "{shown:#?}");

    // A program of the version before wrote it as it is.
    app.tamper("update person set phone = '+84987654321'").await;
    let db = app.database.pool();
    keys::fit(db, &app.service.vault, &app.service.clock).await.unwrap();
    assert!(!app.sql(PEOPLE).await.contains("987654321"));
    let shown = one(app.say(&hoa, "/hoso").await);
    assert!(shown.text.contains("0987 654 321"), "{shown:#?}");

    let (old, new) = (Vault::parse(DATA_KEY).unwrap(), Vault::parse(NEW_KEY).unwrap());
    let refused = keys::fit(db, &new, &app.service.clock).await.unwrap_err();
    assert!(refused.to_string().contains("DATA_KEY"), "{refused}");
    let both = Vault::parse(&format!("{NEW_KEY},{DATA_KEY}")).unwrap();
    keys::fit(db, &both, &app.service.clock).await.unwrap();
    keys::rotate(db, &both, &app.service.clock).await.unwrap();
    keys::fit(db, &new, &app.service.clock).await.unwrap();
    assert!(keys::fit(db, &old, &app.service.clock).await.is_err());
    let mut db = db.acquire().await.unwrap();
    let found = person::by_phone(&mut db, &new, "+84987654321").await.unwrap();
    let phones = person::phones(&mut db, &new, &found).await.unwrap();
    assert_eq!(phones.values().collect::<Vec<_>>(), ["+84987654321"]);
    assert!(person::by_phone(&mut db, &old, "+84987654321").await.unwrap().is_empty());
    drop(db);
    // So that the books of this test, which has the old key, can be closed.
    app.tamper("update person set phone_sealed = null").await;
    app.finish().await;
}

#[tokio::test]
async fn a_key_changes_only_when_every_process_that_runs_has_it() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let (db, clock) = (app.database.pool(), &app.service.clock);
    let vault = |keys: &[&str]| Vault::parse(&keys.join(",")).unwrap();
    let (behind, front) = (vault(&[DATA_KEY, NEW_KEY]), vault(&[NEW_KEY, DATA_KEY]));
    let another = uuid::Uuid::from_u128(7);
    // Another process, as it says every few seconds that it is there.
    let runs_with = async |vault: &Vault| {
        let mut db = db.acquire().await.unwrap();
        let (keys, now) = (vault.key_ids(), clock.now());
        let until = now + TimeDelta::seconds(10);
        account::present(&mut db, another, &[], &keys, now, until).await.unwrap();
    };
    let refused = async |what: &str, done: anyhow::Result<()>| {
        let told = done.unwrap_err().to_string();
        assert!(told.starts_with("1 processes that run now") && told.contains(what), "{told}");
    };

    // What this one encrypts, the other could not read.
    runs_with(&vault(&[DATA_KEY])).await;
    refused("behind the old one", keys::fit(db, &front, clock).await).await;
    keys::fit(db, &behind, clock).await.unwrap();
    runs_with(&behind).await;
    keys::fit(db, &front, clock).await.unwrap();

    // It goes on encrypting with the old key until it is restarted.
    refused("in front", keys::rotate(db, &front, clock).await).await;
    app.say(&hoa, "/sodienthoai").await;
    app.say(&hoa, "0987 654 321").await;
    assert!(keys::fit(db, &vault(&[NEW_KEY]), clock).await.is_err(), "the old one is needed");
    runs_with(&front).await;
    keys::rotate(db, &front, clock).await.unwrap();
    keys::fit(db, &vault(&[NEW_KEY]), clock).await.unwrap();
    let mut db = db.acquire().await.unwrap();
    let found = person::by_phone(&mut db, &vault(&[NEW_KEY]), "+84987654321").await.unwrap();
    assert_eq!(found.len(), 1);
    drop(db);
    app.tamper("update person set phone_sealed = null").await;
    app.tamper("delete from process").await;
    app.finish().await;
}

#[tokio::test]
async fn everybody_whose_time_is_over_is_warned_and_erased_unless_they_write_in_between() {
    let app = TestApp::start().await;
    let mut silent = Vec::new();
    for (id, name) in [(41, NAME), (42, "Nguyễn Thị Hoa"), (43, "Trần Văn Bình"), (44, "Vũ Văn An")]
    {
        silent.push(app.worker(id, name).await);
    }
    app.advance(TimeDelta::days(1_800));
    assert_eq!(through_people(&app, 2).await, (0, 4));
    app.settle().await;
    for worker in &silent {
        assert!(one(worker.inbox()).text.contains("mình sẽ xóa hết dữ liệu"));
    }
    app.advance(TimeDelta::days(31));
    // A step takes no more than it may; whoever writes before the next is answered, and stays.
    let mut people = retention::People::in_steps_of(2);
    assert!(!people.step(&app.service).await.expect("the database answers"));
    assert_eq!(people.done(), (2, 0));
    assert!(!app.say(&silent[3], "/cuatoi").await.is_empty());
    while !people.step(&app.service).await.expect("the database answers") {}
    assert_eq!(people.done(), (3, 0));
    let left = "select string_agg(full_name, ', ') from person where erased_at is null";
    assert_eq!(app.sql(left).await, "Vũ Văn An");
    app.finish().await;
}

#[tokio::test]
async fn whoever_was_erased_is_erased_again_where_an_older_database_is_restored() {
    let app = TestApp::start().await;
    let (que, hoa) = (app.worker(41, NAME).await, app.worker(42, "Nguyễn Thị Hoa").await);
    app.tamper("create table before as select * from person").await;
    app.advance(TimeDelta::hours(1));
    app.say(&que, "/xoadulieu").await;
    app.say(&que, "XÓA").await;
    assert_eq!(erased::note_once(&app.service).await.expect("both answer"), 1);
    assert_eq!(erased::note_once(&app.service).await.expect("both answer"), 0);

    // The person is back with their name, as they were before.
    let restored =
        "update person p set full_name = b.full_name, unit_id = b.unit_id, erased_at = null
                    from before b where b.id = p.id and p.erased_at is not null";
    assert_eq!(app.tamper(restored).await, 1);
    app.tamper("drop table before").await;
    assert!(app.dump().await.contains(NAME));
    // Somebody else has had the number of one who came and was erased after that.
    let number = app.sql("select id::text from person where full_name like '%Hoa'").await;
    let number = PersonId(number.parse().expect("a number"));
    let long_ago = app.service.clock.now() - TimeDelta::days(2);
    app.service.files.store.note_erased(number, long_ago).await.expect("there is room");

    let said = operate(&app, &["erase-again"], "").await.expect("it is done");
    assert!(said.contains("2 people were erased") && said.contains("1 of them"), "{said}");
    assert!(!app.dump().await.contains(NAME));
    assert!(!app.say(&hoa, "/cuatoi").await.is_empty(), "she is still who she was");
    let said = operate(&app, &["erase-again"], "").await.expect("it is done");
    assert!(said.contains("0 of them"), "{said}");

    // No backup is as old as that.
    app.advance(TimeDelta::days(31));
    erased::forget_once(&app.service).await.expect("the folder answers");
    assert_eq!(app.service.files.store.erased().await.expect("the folder answers"), []);
    app.finish().await;
}
