//! Whether the results can be trusted: what was tampered with is found, and what was submitted
//! can be proven.

use chrono::TimeDelta;
use sangkien::app::audit::verify;
use sangkien::app::snapshot::{self, SnapshotCommand};
use sangkien::domain::seal::Receipt;
use sangkien::domain::{Role, UnitId};
use sangkien::work::audit;

use crate::app::TestApp;
use crate::app::people::code;
use crate::fake_telegram::user::Message;

const ROOT: UnitId = UnitId(1);

#[tokio::test]
async fn whatever_is_tampered_with_is_found() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let mai = app.officer(42, "Trần Thị Mai", ROOT, Role::Reviewer).await;
    let code = app.submit(&lan, "Xe đẩy khuôn").await;
    app.submit_again(&lan, "Giá treo dao").await;
    app.say(&mai, &format!("/xem {code}")).await;
    app.say(&mai, &format!("/duyet {code} 120tr")).await;
    app.advance(TimeDelta::hours(30));
    app.settle().await;
    let db = app.database.pool();
    assert_eq!(audit::seal(db, app.service.clock.now()).await.expect("it is sealed").len(), 1);
    let fits = audit::verify(db, 2).await.expect("everything reads");
    assert_eq!((fits.entries, fits.findings.told), (2, Vec::new()));

    // With its own hands the service cannot do this: the tables refuse it.
    let refused = sqlx::query("update initiative_event set verified_benefit = 1").execute(db).await;
    assert!(refused.is_err());
    for (harm, repair) in [
        (
            "update initiative set unit_id = 1",
            "update initiative set unit_id = (select id from unit where code = 'MAYHB')",
        ),
        (
            "update initiative set submitted_at = submitted_at - interval '1 day'",
            "update initiative set submitted_at = submitted_at + interval '1 day'",
        ),
        (
            "update initiative set declared_benefit = 5",
            "update initiative set declared_benefit = null",
        ),
        (
            "update initiative set content = replace(content, 'lăn', 'Lăn')",
            "update initiative set content = replace(content, 'Lăn', 'lăn')",
        ),
        (
            "update initiative_event set verified_benefit = 900000000 where verified_benefit is not null",
            "update initiative_event set verified_benefit = 120000000 where verified_benefit is not null",
        ),
        (
            "update initiative_event set at = at + interval '1 second' where position = 1",
            "update initiative_event set at = at - interval '1 second' where position = 1",
        ),
        (
            "update tally_unit_day set valid = valid + 1",
            "update tally_unit_day set valid = valid - 1",
        ),
        (
            "update tally_group_kind set entered = entered + 1",
            "update tally_group_kind set entered = entered - 1",
        ),
        ("update participant set campaign_id = 9", "update participant set campaign_id = 1"),
        ("update ordinal set number = number + 5", "update ordinal set number = number - 5"),
        ("update seal set all_valid = all_valid + 1", "update seal set all_valid = all_valid - 1"),
    ] {
        // Somebody with all rights on the database, who leaves no other trace.
        let statement = |change: &str| {
            let change = format!("set session_replication_role = replica; {change}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(change))
        };
        let mut connection = db.acquire().await.expect("the server answers");
        statement(harm).execute(&mut *connection).await.expect("it is done");
        let told = audit::verify(db, 1).await.expect("everything reads").findings;
        assert!(told.count > 0, "not found: {harm}");
        statement(repair).execute(&mut *connection).await.expect("it is undone");
        sqlx::raw_sql("set session_replication_role = origin")
            .execute(&mut *connection)
            .await
            .expect("it is set back");
    }
    let mut said = Vec::new();
    verify(db, 4, &mut said).await.expect("all is as before");
    assert!(String::from_utf8(said).expect("words").contains("Drift 0"));
    lan.inbox();
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn a_receipt_proves_a_submission_without_us() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let code = app.submit(&lan, "Xe đẩy khuôn").await;
    let hoa = app.worker(43, "Nguyễn Thị Hoa").await;
    app.submit(&hoa, "Giá treo dao").await;
    let before = receipt(&app.ask(&lan, &format!("/bienlai {code}")).await.text);
    assert_eq!(before.check(), Ok(None), "its day is not over");

    app.advance(TimeDelta::hours(24));
    app.settle().await;
    lan.inbox();
    hoa.inbox();
    let db = app.database.pool();
    let sealed = audit::seal(db, app.service.clock.now()).await.expect("it is sealed");
    assert_eq!((sealed[0].entered, sealed[0].all_entered), (2, 2));
    assert!(audit::seal(db, app.service.clock.now()).await.expect("it is done").is_empty());
    let after = receipt(&app.ask(&lan, &format!("/bienlai {code}")).await.text);
    assert_eq!(after.event_hash(), before.event_hash());
    assert_eq!(after.check(), Ok(Some(sealed[0].hash())));

    // Nobody else gets it, and with a single letter changed it holds no more.
    let refused = app.ask(&hoa, &format!("/bienlai {code}")).await;
    assert!(!refused.text.contains("origin"), "{refused:#?}");
    let mut forged = after;
    forged.at += TimeDelta::seconds(1);
    assert!(forged.check().is_err());
    app.finish().await;
}

fn receipt(text: &str) -> Receipt {
    let (from, to) = (text.find('{').expect("it begins"), text.rfind('}').expect("it ends"));
    serde_json::from_str(&text[from..=to]).expect("it reads")
}

#[tokio::test]
async fn the_author_of_a_milestone_hears_of_it_and_so_do_the_administrators() {
    let app = TestApp::start().await;
    app.tamper("insert into milestone values (2)").await;
    let admin = app.officer(42, "Trần Thị Mai", ROOT, Role::Administrator).await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    app.submit(&lan, "Xe đẩy khuôn").await;
    app.settle().await;
    admin.inbox();
    assert_eq!(lan.inbox(), Vec::new());
    let hoa = app.worker(43, "Nguyễn Thị Hoa").await;
    let answers = [
        "Giá treo dao",
        "Giải pháp kỹ thuật",
        "Bỏ qua",
        "Hàn giá treo từ thép thừa",
        "Chưa áp dụng",
        "Bỏ qua",
        "Chỉ mình tôi",
        "Chưa được công nhận",
        "Không có tệp",
        "Gửi",
    ];
    let mut read = Vec::new();
    for words in answers {
        read = app.say(&hoa, words).await;
    }
    let code = read.iter().find_map(code).expect("a receipt");
    let told = |message: &Message| {
        message.text.contains(&code) && message.text.contains("sáng kiến thứ 2")
    };
    assert!(read.iter().any(told), "{read:#?}");
    let read = admin.inbox();
    assert!(read.iter().any(|message| message.text.contains(&code)), "{read:#?}");
    app.finish().await;
}

#[tokio::test]
async fn what_comes_too_late_for_a_seal_lies_under_the_next_one() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let hoa = app.worker(43, "Nguyễn Thị Hoa").await;
    app.submit(&lan, "Xe đẩy khuôn").await;
    let db = app.database.pool();
    let now = app.service.clock.now();
    let seal = async |days| audit::seal(db, now + TimeDelta::days(days)).await.expect("sealed");
    assert_eq!(seal(1).await.len(), 1);
    // Another process was held up, and its clock still says yesterday.
    let late = app.submit(&hoa, "Giá treo dao").await;
    assert_eq!(audit::verify(db, 1).await.expect("everything reads").findings.told, [""; 0]);
    let sealed = seal(2).await;
    assert_eq!((sealed[0].entered, sealed[0].all_entered), (1, 2), "it is not lost");
    assert_eq!(audit::verify(db, 1).await.expect("everything reads").findings.told, [""; 0]);
    let proven = receipt(&app.ask(&hoa, &format!("/bienlai {late}")).await.text);
    assert_eq!(proven.check(), Ok(Some(sealed[0].hash())));
    lan.inbox();
    app.finish().await;
}

#[tokio::test]
async fn what_was_never_counted_or_counted_wrong_is_counted_anew() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    app.submit(&lan, "Xe đẩy khuôn").await;
    app.submit_again(&lan, "Giá treo dao").await;
    app.settle().await;
    let db = app.database.pool();
    let figures = || app.service.figures().expect("they were read").total;
    let right = figures();
    // As a version without counts would have left it.
    for statement in [
        "delete from tally_delta",
        "delete from tally_group_kind",
        "delete from participant",
        "update tally_unit_day set entered = 7",
    ] {
        app.tamper(statement).await;
    }
    let counted = audit::recount_and_keep(db).await.expect("it is counted");
    assert_eq!((counted.entries, counted.findings.told), (2, Vec::new()));
    app.settle().await;
    assert_eq!(audit::verify(db, 1).await.expect("everything reads").findings.told, [""; 0]);
    assert_eq!(figures(), right, "whoever runs meanwhile hears of it");
    lan.inbox();
    app.finish().await;
}

#[tokio::test]
async fn a_snapshot_stays_as_it_was_and_shows_what_was_corrected() {
    let app = TestApp::start().await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let mai = app.officer(42, "Trần Thị Mai", ROOT, Role::Reviewer).await;
    let code = app.submit(&lan, "Xe đẩy khuôn").await;
    app.advance(TimeDelta::hours(1));
    let as_of = app.service.clock.now();
    app.advance(TimeDelta::hours(1));
    // What happens after the instant does not show, though it is known by now.
    app.submit_again(&lan, "Giá treo dao").await;
    app.say(&mai, &format!("/xem {code}")).await;
    app.say(&mai, &format!("/duyet {code}")).await;
    app.advance(TimeDelta::hours(1));
    app.settle().await;
    let run = async |command| {
        let mut out = Vec::new();
        let now = app.service.clock.now();
        snapshot::run(app.database.pool(), now, command, &mut out).await?;
        anyhow::Ok(String::from_utf8(out)?)
    };
    let name = || "dot-1".to_owned();
    let created = run(SnapshotCommand::Create { name: name(), as_of }).await.expect("it is kept");
    assert!(created.contains("entered 1, valid 0"), "{created}");
    assert!(created.contains("people 1,"), "{created}");
    assert!(run(SnapshotCommand::Create { name: name(), as_of }).await.is_err(), "kept once");
    let shown = run(SnapshotCommand::Show { name: name() }).await.expect("it is there");
    assert!(shown.contains("Nothing was corrected"), "{shown}");

    let moved = "update initiative set unit_id = 1
        where id = (select min(id) from initiative)";
    assert_eq!(app.tamper(moved).await, 1);
    let shown = run(SnapshotCommand::Show { name: name() }).await.expect("it is there");
    assert!(shown.contains("TLD, phase P1:"), "{shown}");
    let back = "update initiative set unit_id = (select id from unit where code = 'MAYHB')";
    assert_eq!(app.tamper(back).await, 2);
    assert!(run(SnapshotCommand::List).await.expect("it is listed").contains("dot-1"));
    lan.inbox();
    mai.inbox();
    app.finish().await;
}
