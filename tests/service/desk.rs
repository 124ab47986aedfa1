//! Several officers and one decision, and what the worker hears of it.

use chrono::TimeDelta;
use sangkien::domain::{Role, UnitId};

use crate::app::TestApp;
use crate::app::people::one;
use crate::fake_telegram::fault::Fault;
use crate::fake_telegram::user::User;
use crate::transcripts::invitation;

const ROOT: UnitId = UnitId(1);
const HANOI: UnitId = UnitId(2);
/// Where the workers of the tests work.
const FACTORY: UnitId = UnitId(4);

#[tokio::test]
async fn a_refusal_comes_with_its_reason_and_what_can_be_done() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    one(app.say(&mai, &format!("/xem {code}")).await);
    one(app.say(&mai, &format!("/tuchoi {code}")).await);
    one(app.tap(&mai, "Nội dung chưa rõ").await);
    // More words about it are not needed.
    one(app.tap(&mai, "Bỏ qua").await);
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    let news = one(hoa.inbox());
    assert!(news.text.contains("Không công nhận"), "{news:#?}");
    assert!(news.text.contains("Nội dung chưa rõ"), "{news:#?}");
    assert!(news.text.contains("Viết rõ hơn đã làm gì"), "{news:#?}");
    app.finish().await;
}

#[tokio::test]
async fn a_decision_taken_back_in_time_is_never_heard_of() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    one(app.say(&mai, &format!("/xem {code}")).await);
    one(app.say(&mai, &format!("/duyet {code}")).await);
    app.advance(TimeDelta::minutes(5));
    one(app.tap(&mai, "Hoàn tác").await);
    app.advance(TimeDelta::hours(1));
    app.settle().await;
    let heard = hoa.inbox();
    assert!(heard.iter().all(|m| !m.text.contains("Đã công nhận")), "{heard:#?}");
    let status = app.ask(&hoa, &format!("/trangthai {code}")).await;
    assert!(!status.text.contains("Hiện giờ: Đã công nhận"), "{status:#?}");
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn a_decision_that_may_have_arrived_is_not_taken_back_in_silence() {
    let quick = TimeDelta::minutes(1);
    let app = TestApp::start_with(|service| service.settings.decision_hold = quick).await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    one(app.say(&mai, &format!("/xem {code}")).await);
    one(app.say(&mai, &format!("/duyet {code}")).await);
    app.bot.fail_for(41, "sendMessage", 1, Fault::LoseAnswer);
    app.advance(TimeDelta::minutes(2));
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("Đã công nhận"), "it has arrived, and only she knows");
    one(app.tap(&mai, "Hoàn tác").await);
    app.advance(TimeDelta::minutes(10));
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("là nhầm"), "she is told, and reads the rest no more");
    app.finish().await;
}

/// One officer takes a decision back, and in the next moment another one decides.
async fn decided_anew(app: &TestApp) -> User {
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let nam = app.officer(8, "Phạm Văn Nam", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    for officer in [&mai, &nam] {
        officer.inbox();
        one(app.say(officer, &format!("/xem {code}")).await);
    }
    one(app.say(&mai, &format!("/duyet {code}")).await);
    // Where news does not wait, this one has been read.
    hoa.inbox();
    mai.say(&format!("/hoantac {code}"));
    app.bot.is_heard().await;
    nam.say(&format!("/duyet {code}"));
    app.settle().await;
    assert!(one(nam.inbox()).text.contains("Đã công nhận"));
    mai.inbox();
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    hoa
}

#[tokio::test]
async fn taking_a_decision_back_takes_no_later_one_along() {
    let app = TestApp::start().await;
    let hoa = decided_anew(&app).await;
    assert!(one(hoa.inbox()).text.contains("Đã công nhận"), "she hears of the second");
    app.finish().await;
}

#[tokio::test]
async fn who_has_heard_of_both_decisions_hears_of_the_mistake_between_them() {
    let at_once = TimeDelta::zero();
    let app = TestApp::start_with(|service| service.settings.decision_hold = at_once).await;
    let hoa = decided_anew(&app).await;
    let [mistake, news] = &hoa.inbox()[..] else { panic!("she is told twice") };
    assert!(mistake.text.contains("là nhầm"), "{mistake:#?}");
    assert!(news.text.contains("Đã công nhận"), "{news:#?}");
    app.finish().await;
}

#[tokio::test]
async fn the_second_officer_is_told_who_was_first() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let nam = app.officer(8, "Phạm Văn Nam", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    mai.inbox();
    nam.inbox();
    for officer in [&mai, &nam] {
        let card = app.ask(officer, &format!("/xem {code}")).await;
        assert!(card.labels().contains(&"✅ Duyệt"), "{card:#?}");
    }
    // Both press at once; the batch hears one after the other.
    mai.say(&format!("/duyet {code}"));
    app.bot.is_heard().await;
    nam.say(&format!("/tuchoi {code} unclear"));
    app.settle().await;
    assert!(one(mai.inbox()).text.contains("Đã công nhận"));
    let late = one(nam.inbox());
    assert!(late.text.contains("Lê Thị Mai"), "{late:#?}");
    // A double press does nothing twice.
    one(app.say(&mai, &format!("/duyet {code}")).await);
    let events = app.sql("select count(*)::text from initiative_event").await;
    assert_eq!(events, "2", "submitted and recognised");
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("Đã công nhận"));
    app.finish().await;
}

/// Asks to dismiss a colleague; gives the button that says yes.
async fn asks_to_dismiss(app: &TestApp, who: &User, name: &str) -> String {
    let colleagues = app.ask(who, "/phanquyen").await;
    assert!(colleagues.text.contains(name), "{colleagues:#?}");
    let label = colleagues.labels().into_iter().find(|label| label.contains(name));
    let label = label.expect("every colleague has a button").to_owned();
    one(app.tap(who, &label).await).labels()[0].to_owned()
}

#[tokio::test]
async fn an_officer_who_is_dismissed_can_do_nothing_from_then_on() {
    let app = TestApp::start().await;
    let nam = app.officer(8, "Phạm Văn Nam", HANOI, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    nam.inbox();
    let card = app.ask(&nam, &format!("/xem {code}")).await;
    assert!(nam.menu().iter().any(|(command, _)| command == "hangcho"), "the officers' menu");

    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let sure = asks_to_dismiss(&app, &mai, "Phạm Văn Nam").await;
    app.tap(&mai, &sure).await;
    let revoked = app.sql("select count(*)::text from officer where revoked_at is not null").await;
    assert_eq!(revoked, "1");
    nam.inbox();

    // The card with its buttons is still on the phone.
    let accept = card.buttons.iter().flatten().find(|button| button.label == "Nhận xử lý");
    nam.press(card.id, &accept.expect("the card has it").data);
    app.settle().await;
    let answer = one(nam.inbox());
    assert!(!answer.text.contains("Nguyễn Thị Hoa"), "{answer:#?}");
    assert_eq!(app.sql("select status from initiative").await, "received");
    assert!(!nam.menu().iter().any(|(command, _)| command == "hangcho"), "{:?}", nam.menu());
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn an_officer_of_one_province_sees_nothing_of_another() {
    let app = TestApp::start().await;
    let nam = app.officer(8, "Phạm Văn Nam", UnitId(3), Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    assert_eq!(nam.unread(), 0, "it is not this officer's work");
    for command in ["/xem", "/nhan", "/duyet"] {
        let answer = app.ask(&nam, &format!("{command} {code}")).await;
        assert!(!answer.text.contains("Kệ để chai nước"), "{answer:#?}");
    }
    assert_eq!(app.sql("select status from initiative").await, "received");
    app.finish().await;
}

#[tokio::test]
async fn digests_gather_what_comes_within_an_hour() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    app.submit(&hoa, "Kệ để chai nước").await;
    one(mai.inbox());
    for title in ["Giá treo dây", "Xe gom phoi", "Hộp đựng kim"] {
        app.submit_again(&hoa, title).await;
    }
    assert_eq!(mai.unread(), 0, "one message an hour, not one a submission");
    app.advance(TimeDelta::minutes(61));
    app.settle().await;
    let digest = one(mai.inbox());
    assert!(digest.text.contains('4') || digest.text.contains('3'), "{digest:#?}");
    app.finish().await;
}

#[tokio::test]
async fn an_invitation_makes_one_officer_even_when_two_open_it_at_once() {
    let app = TestApp::start().await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let khoa = app.worker(42, "Đỗ Văn Khoa").await;
    let invitation = app.invitation("forwardedtoeverybody", HANOI, Role::Reviewer).await;
    hoa.start(Some(&invitation));
    khoa.start(Some(&invitation));
    app.settle().await;
    let told = [one(hoa.inbox()), one(khoa.inbox())];
    let welcomed = told.iter().filter(|message| message.text.contains("/hangcho")).count();
    assert_eq!(welcomed, 1, "{told:#?}");
    assert_eq!(app.sql("select count(*)::text from officer").await, "1");
    app.finish().await;
}

/// Makes an invitation in the chat; gives its code.
async fn invites(app: &TestApp, who: &User, role_and_unit: &str) -> String {
    let told = app.ask(who, &format!("/phanquyen moi {role_and_unit}")).await.text;
    invitation(&told).expect("the invitation is shown")
}

/// Who is an officer of which unit, and as what.
async fn officers(app: &TestApp) -> String {
    let officers = "select string_agg(p.full_name || ' ' || o.unit_id || ' ' || o.role, ', '
                                      order by o.id)
                    from officer o join person p on p.id = o.person_id where revoked_at is null";
    app.sql(officers).await
}

#[tokio::test]
async fn the_invitations_of_somebody_dismissed_make_nobody_an_officer() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let bao = app.officer(8, "Trịnh Gia Bảo", HANOI, Role::Administrator).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let for_himself = invites(&app, &bao, "quanly HN").await;
    let for_a_friend = invites(&app, &bao, "canbo MAYHB").await;
    let sure = asks_to_dismiss(&app, &mai, "Trịnh Gia Bảo").await;
    // The friend hurries, and is heard right after the dismissal.
    mai.tap(&sure);
    app.bot.is_heard().await;
    hoa.start(Some(&for_a_friend));
    app.settle().await;
    bao.inbox();
    let told = one(hoa.inbox()).text;
    assert!(told.contains("hết hạn"), "{told}");
    bao.start(Some(&for_himself));
    app.settle().await;
    let told = one(bao.inbox()).text;
    assert!(told.contains("hết hạn"), "{told}");
    assert_eq!(officers(&app).await, "Lê Thị Mai 1 administrator");
    mai.inbox();
    app.finish().await;
}

#[tokio::test]
async fn an_invitation_gives_no_more_than_its_maker_may_give_when_it_is_opened() {
    let app = TestApp::start().await;
    let bao = app.officer(8, "Trịnh Gia Bảo", HANOI, Role::Administrator).await;
    let mai = app.officer(9, "Lê Thị Mai", HANOI, Role::Administrator).await;
    let of_bao = invites(&app, &bao, "quanly HN").await;
    let of_mai = invites(&app, &mai, "quanly HN").await;
    let lower = app.invitation("lower", HANOI, Role::Reviewer).await;
    bao.start(Some(&lower));
    app.settle().await;
    bao.inbox();
    bao.start(Some(&of_bao));
    app.settle().await;
    assert!(one(bao.inbox()).text.contains("hết hạn"));
    // Whoever has everything about them erased leaves no way in behind.
    app.say(&mai, "/xoadulieu").await;
    app.tap(&mai, "Xóa hết").await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    hoa.start(Some(&of_mai));
    app.settle().await;
    assert!(one(hoa.inbox()).text.contains("hết hạn"));
    assert_eq!(officers(&app).await, "Trịnh Gia Bảo 2 reviewer");
    bao.inbox();
    app.finish().await;
}

#[tokio::test]
async fn next_goes_on_behind_what_colleagues_hold() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Reviewer).await;
    let nam = app.officer(8, "Phạm Văn Nam", HANOI, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let mut codes = vec![app.submit(&hoa, "Sáng kiến số 1").await];
    for number in 2..=7 {
        codes.push(app.submit_again(&hoa, &format!("Sáng kiến số {number}")).await);
    }
    for code in &codes[..5] {
        app.say(&nam, &format!("/nhan {code}")).await;
    }
    mai.inbox();
    for officer in [&mai, &nam] {
        let list = app.ask(officer, "/hangcho").await;
        assert!(list.text.contains("Trang 1/2"), "{list:#?}");
        for code in &codes[..5] {
            let card = app.ask(officer, "/tiep").await;
            assert!(card.text.contains(code), "{card:#?}");
        }
        let list = app.ask(officer, "/tiep").await;
        assert!(list.text.contains("Trang 2/2"), "{list:#?}");
        for code in &codes[5..] {
            let card = app.ask(officer, "/tiep").await;
            assert!(card.text.contains(code), "{card:#?}");
        }
        let list = app.ask(officer, "/tiep").await;
        assert!(list.text.contains("Trang 1/2"), "the line begins anew: {list:#?}");
    }
    hoa.inbox();
    app.finish().await;
}

#[tokio::test]
async fn officers_are_listed_where_one_administers_and_counted_there() {
    let app = TestApp::start().await;
    let bao = app.officer(8, "Trịnh Gia Bảo", HANOI, Role::Reviewer).await;
    for id in 10..16 {
        app.officer(id, "Vũ Hồng Sơn", HANOI, Role::Reviewer).await;
    }
    let factory = app.invitation("factory", FACTORY, Role::Administrator).await;
    bao.start(Some(&factory));
    app.settle().await;
    bao.inbox();
    let list = app.ask(&bao, "/phanquyen").await.text;
    assert!(list.contains("Cán bộ trong phạm vi của anh/chị: 1"), "{list}");
    assert!(list.contains("Trịnh Gia Bảo (anh/chị)"), "{list}");
    app.finish().await;
}

#[tokio::test]
async fn work_that_the_nearest_officer_may_not_do_is_told_to_the_next_above() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", HANOI, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let invitation = app.invitation("factory", FACTORY, Role::Reviewer).await;
    hoa.start(Some(&invitation));
    app.settle().await;
    app.say(&hoa, "/moi").await;
    app.up_to_files(&hoa, "Kệ để chai nước").await;
    app.tap(&hoa, "Không có tệp").await;
    let read = app.tap(&hoa, "Gửi").await;
    assert!(read.iter().all(|message| !message.text.contains("Hàng chờ")), "{read:#?}");
    let told = one(mai.inbox());
    assert!(told.text.contains("Hàng chờ của anh/chị: 1"), "{told:#?}");
    app.finish().await;
}

#[tokio::test]
async fn whoever_has_asked_is_told_of_the_answer() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", HANOI, Role::Reviewer).await;
    let nam = app.officer(8, "Phạm Văn Nam", FACTORY, Role::Reviewer).await;
    let hoa = app.worker(41, "Nguyễn Thị Hoa").await;
    let code = app.submit(&hoa, "Kệ để chai nước").await;
    one(nam.inbox());
    assert_eq!(mai.unread(), 0, "the factory has its own officer");
    app.say(&mai, &format!("/xem {code}")).await;
    app.say(&mai, &format!("/bosung {code} Kệ làm bằng gì?")).await;
    one(hoa.inbox());
    app.tap(&hoa, "Trả lời").await;
    app.say(&hoa, "Bằng thép hộp").await;
    app.tap(&hoa, "Gửi cán bộ").await;
    let told = one(mai.inbox());
    assert!(told.text.contains("vừa bổ sung"), "{told:#?}");
    app.advance(TimeDelta::minutes(61));
    app.settle().await;
    one(nam.inbox());
    assert_eq!(mai.unread(), 0, "once");
    app.finish().await;
}
