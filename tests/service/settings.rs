//! What whoever runs the campaign changes of it in the chat, and where that shows.

use chrono::TimeDelta;
use sangkien::app::publish;
use sangkien::domain::{Role, UnitId};
use sangkien::web::edition::Edition;
use sangkien::web::league;
use sangkien::work::housekeeping;

use crate::app::TestApp;
use crate::app::people::one;
use crate::fake_telegram::user::{Message, User};

const ROOT: UnitId = UnitId(1);

/// Somebody who runs the campaign.
async fn owner(app: &TestApp) -> User {
    let ha = app.officer(43, "Phạm Thu Hà", ROOT, Role::Administrator).await;
    ha.inbox();
    ha
}

/// The answer to what somebody says, and not what else they hear, such as of new work.
async fn ask(app: &TestApp, who: &User, words: &str) -> Message {
    app.settle().await;
    who.inbox();
    app.ask(who, words).await
}

/// A change that is agreed to after it was shown.
async fn agrees(app: &TestApp, who: &User, change: &str) -> String {
    let asked = ask(app, who, change).await.text;
    assert!(asked.contains("Bạn xem lại nhé"), "{change}: {asked}");
    one(app.tap(who, "Đồng ý").await).text
}

async fn page(app: &TestApp) -> Edition {
    app.settle().await;
    publish::source(std::sync::Arc::clone(&app.service))().await.expect("the figures are read")
}

#[tokio::test]
async fn a_name_that_is_changed_shows_everywhere_at_once_and_is_written_down() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    // No button holds so long a name.
    let name = "Một triệu sáng kiến – nỗ lực vượt khó, sáng tạo, quyết tâm chiến thắng";
    ask(&app, &ha, &format!("/chiendich ten {name}")).await;
    assert_ne!(app.sql("select name from campaign where active").await, name, "not unseen");
    let told = one(app.tap(&ha, "Đồng ý").await).text;
    assert!(told.contains(name), "{told}");
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    assert!(app.ask(&lan, "/chiendich").await.text.contains(name));
    assert_eq!(page(&app).await.results.campaign, name);

    agrees(&app, &ha, "/giaidoan P1 ten Đợt mở đầu / Opening").await;
    assert!(app.ask(&lan, "/chiendich").await.text.contains("Đợt mở đầu (đang nhận)"));
    assert_eq!(page(&app).await.results.phases[0].row.name_en, "Opening");
    let noted = app.sql(
        "select string_agg(left(what, 12) || ' ' || (officer_id is not null), '; ' order by id)
         from campaign_change",
    );
    assert_eq!(noted.await, "~ name: Một  true; ~ phase P1:  true");
    app.finish().await;
}

#[tokio::test]
async fn a_group_in_use_is_offered_no_more_and_goes_on_counting() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    app.submit(&lan, "Xe đẩy khuôn").await;
    agrees(&app, &ha, "/doituong worker ten Công nhân / Workers").await;
    agrees(&app, &ha, "/doituong moi Lao động tự do / Freelancers").await;
    agrees(&app, &ha, "/doituong 3 tat").await;
    let listed = ask(&app, &ha, "/doituong").await.text;
    assert!(listed.contains("⏸ (không dùng nữa) Công nhân / Workers"), "{listed}");

    let group = page(&app).await.results.groups;
    let group = group.into_iter().find(|row| row.code == "worker").expect("it is still shown");
    assert_eq!((group.name_vi.as_str(), group.shown.entered), ("Công nhân", 1));
    let offered = app.ask(&lan, "/nhom").await;
    let labels = offered.labels();
    assert!(labels.contains(&"Lao động tự do") && !labels.contains(&"Công nhân"), "{labels:?}");
    app.tap(&lan, "Lao động tự do").await;
    let group = app.sql("select group_code from person where group_code is not null").await;
    assert_eq!(group, "lao-dong-tu-do");
    assert_eq!(app.sql("select group_code from initiative").await, "worker", "as it was sent");

    agrees(&app, &ha, "/doituong worker bat").await;
    assert!(app.ask(&lan, "/nhom").await.labels().contains(&"Công nhân"));
    for kept in ["union", "civil"] {
        agrees(&app, &ha, &format!("/doituong {kept} tat")).await;
    }
    ask(&app, &ha, "/doituong lao-dong-tu-do tat dongy").await;
    let refused = ask(&app, &ha, "/doituong worker tat dongy").await.text;
    assert!(refused.contains("ít nhất một mục"), "{refused}");
    app.finish().await;
}

/// Each of two changes makes sense as it is shown, and both together do not.
#[tokio::test]
async fn whose_change_is_overtaken_hears_that_it_was_not_made() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let son = app.officer(44, "Vũ Hồng Sơn", ROOT, Role::Administrator).await;
    agrees(&app, &ha, "/doituong worker tat").await;
    ask(&app, &ha, "/doituong union tat").await;
    ask(&app, &son, "/doituong civil tat").await;
    ha.inbox();
    ha.tap("Đồng ý");
    app.bot.is_heard().await;
    son.tap("Đồng ý");
    app.settle().await;
    one(ha.inbox());
    let [done, overtaken] = &son.inbox()[..] else { panic!("two messages are owed") };
    assert!(done.text.contains('✓'), "{done:#?}");
    assert!(overtaken.text.contains("chưa được ghi") && overtaken.text.contains("/chiendich"));
    let offered = "select string_agg(code, ' ') from participant_group where not retired";
    assert_eq!(app.sql(offered).await, "civil", "people can still choose one");
    app.finish().await;
}

#[tokio::test]
async fn two_figures_of_one_target_that_are_set_at_once_are_both_kept() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let mai = app.officer(44, "Lê Thị Mai", UnitId(2), Role::Administrator).await;
    let both = async |given: &str, own: &str| {
        app.advance(TimeDelta::minutes(1));
        app.settle().await;
        ha.inbox();
        mai.inbox();
        ha.say(given);
        app.bot.is_heard().await;
        mai.say(own);
        app.settle().await;
        assert!(one(ha.inbox()).text.contains("✓ Đã ghi"), "{given}");
        mai.inbox()
    };
    let told = one(both("/chitieu HN P2 500 dongy", "/chitieu HN P2 tu 600 dongy").await).text;
    assert!(told.contains("✓ Đã ghi") && told.contains("tự đặt 600"), "{told}");
    let shown = ask(&app, &mai, "/chitieu HN").await.text;
    assert!(shown.contains("giao 500, đơn vị tự đặt 600"), "{shown}");
    let noted = "select string_agg(what, '; ' order by id) from campaign_change";
    let expected = "+ HN, P2: 500 (own –); ~ HN, P2: 500 (own –) → 500 (own 600)";
    assert_eq!(app.sql(noted).await, expected);

    // Each makes sense as it is said, and both together do not.
    let told = both("/chitieu HN P2 900 dongy", "/chitieu HN P2 tu 700 dongy").await;
    let [_, overtaken] = &told[..] else { panic!("two messages are owed: {told:#?}") };
    assert!(overtaken.text.contains("chưa được ghi"), "{overtaken:#?}");
    assert!(overtaken.text.contains("từ 900 trở lên"), "{overtaken:#?}");
    assert!(ask(&app, &mai, "/chitieu HN").await.text.contains("giao 900"));
    let own = "select count(own)::text from target where unit_id = 2 and phase_code = 'P2'";
    assert_eq!(app.sql(own).await, "0");
    app.finish().await;
}

#[tokio::test]
async fn a_reason_is_added_worded_anew_and_offered_no_more() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let code = app.submit(&lan, "Xe đẩy khuôn").await;
    let refused = ask(&app, &ha, "/lydo moi Thiếu chữ ký").await.text;
    assert!(refused.contains("lời dặn tác giả sau dấu hai chấm"), "{refused}");
    agrees(&app, &ha, "/lydo moi Thiếu chữ ký: Bạn xin chữ ký rồi gửi lại.").await;
    app.say(&ha, &format!("/xem {code}")).await;
    app.say(&ha, &format!("/tuchoi {code} thieu chu ky -")).await;
    agrees(&app, &ha, "/lydo 3 tat").await;
    app.advance(TimeDelta::minutes(11));
    app.settle().await;
    let told = one(lan.inbox()).text;
    assert!(told.contains("Thiếu chữ ký") && told.contains("xin chữ ký rồi gửi lại"), "{told}");
    let shown = app.ask(&lan, &format!("/trangthai {code}")).await.text;
    assert!(shown.contains("Thiếu chữ ký"), "what was said stays: {shown}");

    let other = app.submit_again(&lan, "Khay chia ốc vít").await;
    app.say(&ha, &format!("/xem {other}")).await;
    let asked = ask(&app, &ha, &format!("/tuchoi {other}")).await;
    assert!(!asked.labels().contains(&"Thiếu chữ ký"), "{:?}", asked.labels());
    app.say(&ha, "/huy").await;
    app.finish().await;
}

#[tokio::test]
async fn a_kind_is_taken_no_more_and_again() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    ask(&app, &ha, "/loai").await;
    app.tap(&ha, "Ngừng nhận: Đề tài nghiên cứu khoa học").await;
    app.tap(&ha, "Đồng ý").await;
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    let asked = app.ask(&lan, "Xe đẩy khuôn").await;
    assert!(!asked.labels().contains(&"Đề tài nghiên cứu khoa học"), "{:?}", asked.labels());
    agrees(&app, &ha, "/loai 5 bat").await;
    let kinds = "select string_agg(kind, ' ' order by position) from campaign_kind";
    assert_eq!(app.sql(kinds).await, "technical management operational application research");
    app.finish().await;
}

#[tokio::test]
async fn clusters_are_made_filled_and_taken_away() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    agrees(&app, &ha, "/cum moi Cụm miền Trung / Central cluster").await;
    let asked = ask(&app, &ha, "/cum 2 them hn").await.text;
    assert!(asked.contains("LĐLĐ thành phố Hà Nội rời Cụm thi đua số 1."), "{asked}");
    app.tap(&ha, "Đồng ý").await;
    let members = "select string_agg(cluster_code || ' ' || unit_id, '; ' order by unit_id)
                   from cluster_member";
    assert_eq!(app.sql(members).await, "cum-mien-trung 2; CUM1 3");
    let clusters = page(&app).await.results.clusters;
    assert_eq!(clusters.last().expect("it is shown").name_en, "Central cluster");
    let league = ask(&app, &ha, "/bangxephang cum-mien-trung").await.text;
    assert!(league.contains("Cụm miền Trung") && !league.contains("Bắc Ninh"), "{league}");
    agrees(&app, &ha, "/cum 2 bot HN").await;
    agrees(&app, &ha, "/cum 2 ten Cụm số 2").await;
    assert!(ask(&app, &ha, "/cum").await.text.contains("Cụm số 2 / Central cluster (0 đơn vị: –)"));
    agrees(&app, &ha, "/cum 2 xoa").await;
    assert_eq!(app.sql(members).await, "CUM1 3");
    app.finish().await;
}

/// Codes of digits alone were taken once.
#[tokio::test]
async fn a_cluster_whose_code_is_a_number_is_shown_by_its_button() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let added = "insert into cluster
                 select id, '2', 'Cụm miền Trung', 'Central cluster', 2 from campaign where active";
    assert_eq!(app.tamper(added).await, 1);
    agrees(&app, &ha, "/cum 1 ten Cụm miền Bắc").await;
    let asked = ask(&app, &ha, "/bangxephang").await;
    assert!(asked.labels().contains(&"Cụm miền Trung"), "{asked:#?}");
    let league = one(app.tap(&ha, "Cụm miền Trung").await).text;
    assert!(league.contains("Bảng xếp hạng: Cụm miền Trung"), "{league}");
    let renamed = agrees(&app, &ha, "/cum 2 ten Cụm miền Nam").await;
    assert!(renamed.contains("Cụm miền Nam"), "what is there may be changed: {renamed}");
    // A name of digits makes a code that is no number.
    agrees(&app, &ha, "/cum moi 2030").await;
    let made = app.sql("select code from cluster where name_vi = '2030'").await;
    assert_eq!(made, "x2030");
    app.finish().await;
}

#[tokio::test]
async fn a_phase_is_added_and_an_old_button_changes_nothing() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let old = ask(&app, &ha, "/giaidoan P1 them 7").await;
    ask(&app, &ha, "/giaidoan P3 moi 1/10/2026 31/12/2026 Giai đoạn 3").await;
    ha.press(old.id, &old.button("Đồng ý").expect("it has one").data);
    app.settle().await;
    let told = one(ha.inbox()).text;
    assert!(told.contains("Việc của nút này đã xong"), "{told}");
    assert_eq!(app.sql("select count(*)::text from campaign_change").await, "0");
    ask(&app, &ha, "/giaidoan P3 moi 1/10/2026 31/12/2026 Giai đoạn 3").await;
    app.tap(&ha, "Đồng ý").await;
    let phase = "select entry_opens_at || ' ' || entry_closes_at || ' ' || name_en
                 from phase where code = 'P3'";
    let made = "2026-09-30 17:00:00+00 2026-12-31 17:00:00+00 Giai đoạn 3";
    assert_eq!(app.sql(phase).await, made);
    app.finish().await;
}

#[tokio::test]
async fn what_somebody_else_has_changed_meanwhile_is_shown_first() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let binh = app.officer(44, "Đỗ Văn Bình", ROOT, Role::Administrator).await;
    binh.inbox();
    let asked = ask(&app, &ha, "/doituong 2 tat").await.text;
    assert!(asked.contains("Cán bộ, công chức, viên chức"), "{asked}");
    ask(&app, &binh, "/doituong 1 tat dongy").await;
    // The second of the list is another one now.
    let shown = one(app.tap(&ha, "Đồng ý").await).text;
    assert!(shown.contains("Bạn xem lại nhé") && shown.contains("Công nhân"), "{shown}");
    let retired = "select string_agg(code, ' ') from participant_group where retired";
    assert_eq!(app.sql(retired).await, "union");
    app.tap(&ha, "Đồng ý").await;
    let retired = "select string_agg(code, ' ' order by code) from participant_group where retired";
    assert_eq!(app.sql(retired).await, "union worker");
    app.finish().await;
}

#[tokio::test]
async fn the_league_by_members_has_ties_and_leaves_out_who_is_not_counted() {
    let app = TestApp::start().await;
    let ha = owner(&app).await;
    let on_the_page = async || {
        let query = league::Query { order: league::Order::Members, ..league::Query::default() };
        let standing = (page(&app).await.league)(&query).expect("the root is known");
        let told =
            |place: league::Place| (place.rank, place.row.code.clone(), place.per_thousand());
        standing.places.into_iter().map(told).collect::<Vec<_>>()
    };
    let table = async || ask(&app, &ha, "/bangxephang nghin").await.text.replace(" \n", "\n");
    let lan = app.worker(41, "Nguyễn Thị Lan").await;
    app.submit(&lan, "Xe đẩy khuôn").await;
    // Nobody knows how many members Bắc Ninh has; Hà Nội has those of its two companies.
    let told = table().await;
    assert!(told.contains("1. LĐLĐ thành phố Hà Nội\n0,5 lượt nộp trên 1.000 đoàn viên"), "{told}");
    assert!(!told.contains("Bắc Ninh"), "{told}");
    let told = ask(&app, &ha, "/bangxephang").await.text;
    assert!(told.contains("Bắc Ninh"), "{told}");

    // Twice as many entries of twice as many members: equals share a place.
    app.submit_again(&lan, "Khay chia ốc vít").await;
    let hoa = app.worker(44, "Lê Thị Hoa").await;
    app.say(&hoa, "/donvi").await;
    app.say(&hoa, "điện tử sao mai").await;
    app.tap(&hoa, "Công ty Điện tử Sao Mai (LĐLĐ tỉnh Bắc Ninh)").await;
    app.submit_again(&hoa, "Giá treo mũi khoan").await;
    let counted = "with counted as (update unit set members = 1000 where id = 6 returning id)
                   insert into unit_change (unit_id, change, effective_on, recorded_at)
                   select id, 'edited', '2026-03-02', '2026-03-02' from counted";
    assert_eq!(app.tamper(counted).await, 1);
    housekeeping::refresh_once(&app.service).await.expect("the database answers");
    let told = table().await;
    for wanted in [
        "1. LĐLĐ thành phố Hà Nội\n1 lượt nộp trên 1.000 đoàn viên",
        "1. LĐLĐ tỉnh Bắc Ninh\n1 lượt nộp trên 1.000 đoàn viên",
    ] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }

    let place = |rank, code: &str, rate| (rank, code.to_owned(), rate);
    let both = [place(Some(1), "HN", Some(10)), place(Some(1), "BN", Some(10))];
    assert_eq!(on_the_page().await, both);
    // Who is not counted comes last there, and has no place.
    assert_eq!(app.tamper("update unit set members = null where id in (4, 5)").await, 2);
    assert_eq!(app.tamper(counted).await, 1);
    housekeeping::refresh_once(&app.service).await.expect("the database answers");
    let one = [place(Some(1), "BN", Some(10)), place(None, "HN", None)];
    assert_eq!(on_the_page().await, one);
    ha.inbox();
    app.finish().await;
}
