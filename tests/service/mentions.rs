//! Somebody who was erased, in the texts of others.

use sangkien::domain::Role;
use sangkien::work::{audit, housekeeping, mentions};

use crate::app::TestApp;
use crate::app::people::{code, one};
use crate::fake_telegram::user::{Message, User};
use crate::own_data::{NAME, ROOT, operate};

/// How an entry without its name is shown.
const NAMELESS: &str = "(không có tên)";

/// Two workshops of the enterprise in which everybody works at first, which is below a province.
const WORKSHOPS: &str = "insert into unit (id, code, name, kind, parent_id, path)
    overriding system value
    select id, 'X' || id, 'Phân xưởng ' || id, 'grassroots', 4, array[1, 2, 4, id]
    from generate_series(101, 102) as id";

impl TestApp {
    /// The enterprise is given its workshops.
    async fn has_workshops(&self) {
        self.tamper(WORKSHOPS).await;
        housekeeping::refresh_once(&self.service).await.expect("the database answers");
    }

    /// Somebody in a unit of this number.
    async fn works_in(&self, person: i64, unit: i64) {
        self.works(person, Some(unit), None).await;
    }

    /// Somebody whose unit is not in the tree.
    async fn works_at(&self, person: i64, typed: &str) {
        self.works(person, None, Some(typed)).await;
    }

    async fn works(&self, person: i64, unit: Option<i64>, typed: Option<&str>) {
        let set = "update person set unit_id = $2, unit_typed = $3 where id = $1";
        let done = sqlx::query(set).bind(person).bind(unit).bind(typed);
        let done = done.execute(self.database.pool()).await.expect("it is set");
        assert_eq!(done.rows_affected(), 1);
    }

    /// Answers everything, and says who nameless in it; gives what is asked then.
    async fn writes(&self, who: &User, title: &str, others: &str) -> Message {
        self.say(who, "/moi").await;
        for answer in [title, "1", "bỏ qua", "Hàn một cái giá", "Chưa áp dụng", "bỏ qua"]
        {
            self.say(who, answer).await;
        }
        self.ask(who, others).await
    }

    /// Goes on from there; gives what can be sent.
    async fn up_to_preview(&self, who: &User, mut asked: Message) -> Message {
        for answer in ["Đúng", "Chưa được công nhận", "Không có tệp"] {
            if asked.labels().contains(&answer) {
                asked = one(self.tap(who, answer).await);
            }
        }
        assert!(asked.labels().contains(&"Gửi"), "{asked:#?}");
        asked
    }

    /// Submits something of several people; gives its code.
    async fn submits(&self, who: &User, title: &str, others: &str) -> String {
        let asked = self.writes(who, title, others).await;
        self.up_to_preview(who, asked).await;
        let sent = self.tap(who, "Gửi").await;
        sent.iter().find_map(code).expect("it is submitted")
    }

    /// What an officer reads of it.
    async fn card(&self, officer: &User, code: &str) -> String {
        officer.inbox();
        self.ask(officer, &format!("/xem {code}")).await.text
    }

    /// An operator erases somebody; gives what is told of it.
    async fn erases(&self, person: i64) -> String {
        let told = operate(self, &["erase", &format!("person:{person}")], "ERASE\n").await;
        self.settle().await;
        told.expect("they are found")
    }

    /// Everything is as it should be.
    async fn balances(&self) {
        let recount = audit::verify(self.database.pool(), 1).await.expect("everything reads");
        assert_eq!(recount.findings.told, Vec::<String>::new());
        assert_eq!(self.sql("select count(*)::text from mention").await, "0");
    }
}

#[tokio::test]
async fn whoever_is_erased_is_taken_out_of_the_texts_of_others() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    let mut codes = Vec::new();
    for (title, others) in [
        ("Giá treo dao", "Đàm Thị Nguyệt Quế 30%"),
        ("Xe gom rác", "dam thi nguyet que 20"),
        ("Khay đựng kim", "chị ĐÀM THỊ NGUYỆT QUẾ 20%"),
        ("Giá để giày của Đàm Thị Nguyệt Quế", "Trần Văn Bình 10%"),
    ] {
        codes.push(app.submits(&hoa, title, others).await);
    }
    let card = app.card(&mai, &codes[0]).await;
    assert!(card.contains(&format!("{NAME} 30%")), "{card}");

    let told = app.erases(2).await;
    que.inbox();
    assert!(told.contains(&format!("share in: {}.", codes[..3].join(", "))), "{told}");
    assert!(told.contains(&format!("read in: {}.", codes[3])), "{told}");
    for code in &codes[..3] {
        let card = app.card(&mai, code).await;
        assert!(card.contains(NAMELESS), "{card}");
    }
    // What was decided about is still known, and the books balance; also after the text changes.
    app.say(&mai, &format!("/bosung {} Ảnh đâu?", codes[0])).await;
    app.tap(&hoa, "Trả lời").await;
    app.say(&hoa, "Ảnh đây").await;
    app.tap(&hoa, "Gửi cán bộ").await;
    mai.inbox();
    let recount = audit::verify(app.database.pool(), 1).await.expect("everything reads");
    assert_eq!(recount.nameless, 2);
    app.balances().await;
    app.finish().await;
}

#[tokio::test]
async fn a_name_is_theirs_within_their_enterprise_and_a_strangers_beyond_it() {
    let app = TestApp::start().await;
    app.has_workshops().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    // The enterprise itself; another workshop; another enterprise; the province; what somebody
    // typed who meant the enterprise, and who did not.
    let places = [
        (Ok(4), true),
        (Ok(102), false),
        (Ok(5), false),
        (Ok(2), false),
        (Err("cong ty tnhh may hoa binh"), true),
        (Err("may hoa binh"), false),
    ];
    let mut written = Vec::new();
    for (place, is_theirs) in places {
        match place {
            Ok(unit) => app.works_in(3, unit).await,
            Err(typed) => app.works_at(3, typed).await,
        }
        let code = app.submits(&hoa, "Giá treo dao", &format!("{NAME} 30%")).await;
        written.push((code, place, is_theirs));
    }
    app.works_in(2, 101).await;
    app.erases(2).await;
    que.inbox();
    for (code, place, is_theirs) in written {
        let card = app.card(&mai, &code).await;
        assert_eq!(card.contains(NAMELESS), is_theirs, "{place:?}: {card}");
        assert_eq!(card.contains(NAME), !is_theirs, "{place:?}: {card}");
    }

    // And from above: what the workshops wrote about somebody of the enterprise, and what the
    // enterprise wrote about somebody of the province.
    let binh = app.worker(43, "Trần Văn Bình").await;
    app.works_in(3, 102).await;
    let below = app.submits(&hoa, "Giá treo kéo", "Trần Văn Bình 20%").await;
    app.erases(4).await;
    binh.inbox();
    assert!(app.card(&mai, &below).await.contains(NAMELESS));
    let lan = app.worker(44, "Phạm Thị Lan").await;
    app.works_in(5, 2).await;
    let beyond = app.submits(&hoa, "Giá treo chỉ", "Phạm Thị Lan 20%").await;
    app.erases(5).await;
    lan.inbox();
    assert!(app.card(&mai, &beyond).await.contains("Phạm Thị Lan 20%"));
    mai.inbox();
    app.balances().await;
    app.finish().await;
}

#[tokio::test]
async fn who_typed_the_same_workplace_works_together() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    let mut written = Vec::new();
    for (typed, is_theirs) in
        [("Xưởng may cô Ba", true), ("xuong may co ba.", true), ("Xưởng may cô Tư", false)]
    {
        app.works_at(3, typed).await;
        let code = app.submits(&hoa, "Giá treo dao", &format!("{NAME} 30%")).await;
        written.push((code, typed, is_theirs));
    }
    app.works_at(2, "XƯỞNG MAY CÔ BA").await;
    app.erases(2).await;
    que.inbox();
    for (code, typed, is_theirs) in written {
        let card = app.card(&mai, &code).await;
        assert_eq!(card.contains(NAMELESS), is_theirs, "{typed}: {card}");
    }
    // Whoever typed the name of a unit is one of its people.
    let binh = app.worker(43, "Trần Văn Bình").await;
    app.works_at(4, "CĐCS công ty điện tử sao mai").await;
    app.works_in(3, 6).await;
    let code = app.submits(&hoa, "Giá treo kéo", "Trần Văn Bình 20%").await;
    app.erases(4).await;
    binh.inbox();
    assert!(app.card(&mai, &code).await.contains(NAMELESS));
    mai.inbox();
    app.balances().await;
    app.finish().await;
}

#[tokio::test]
async fn what_colleagues_are_still_writing_loses_the_name_too() {
    let app = TestApp::start().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    let binh = app.worker(43, "Trần Văn Bình").await;
    let lan = app.worker(44, "Phạm Thị Lan").await;
    let an = app.worker(45, "Vũ Văn An").await;
    let others = format!("{NAME} 30%, Đỗ Văn Cường 10%");
    // One has everything and need only send it; one is asked whether it is right; one has put it
    // aside; one works elsewhere.
    let asked = app.writes(&hoa, "Giá treo dao", &others).await;
    let preview = app.up_to_preview(&hoa, asked).await;
    assert!(preview.text.contains(NAME), "{preview:#?}");
    let asked = app.writes(&binh, "Xe gom rác", &others).await;
    assert!(asked.text.contains(NAME) && asked.labels().contains(&"Đúng"), "{asked:#?}");
    let asked = app.writes(&lan, "Khay đựng kim", &others).await;
    app.up_to_preview(&lan, asked).await;
    app.say(&lan, "/huy").await;
    app.works_in(6, 5).await;
    let asked = app.writes(&an, "Móc treo kéo", &others).await;
    app.up_to_preview(&an, asked).await;

    app.say(&que, "/xoadulieu").await;
    app.tap(&que, "Xóa hết").await;
    mentions::run_once(app.database.pool()).await.expect("the texts of others read");
    let left = "select string_agg(person_id::text, ' ') from conversation
                where session like '%Nguyệt Quế%'";
    assert_eq!(app.sql(left).await, "6");
    let left = "select count(*)::text from draft where answers like '%Nguyệt Quế%'";
    assert_eq!(app.sql(left).await, "0");

    // Each goes on where they were, and what they say next is heard.
    let nameless = format!("{NAMELESS} 30%, Đỗ Văn Cường 10%");
    let sent = app.tap(&hoa, "Gửi").await;
    let code = sent.iter().find_map(code).expect("it is submitted");
    let card = app.card(&mai, &code).await;
    assert!(card.contains(&format!("tác giả 60%, {nameless}")), "{card}");
    let read = app.tap(&binh, "Đúng").await;
    assert!(read[0].text.contains(&nameless), "{read:#?}");
    let resumed = app.say(&lan, "/nhap").await;
    let resumed = match resumed.iter().find(|message| message.text.contains(&nameless)) {
        Some(message) => message.clone(),
        None => one(app.tap(&lan, &first_label(&resumed)).await),
    };
    assert!(resumed.text.contains(&nameless), "{resumed:#?}");
    // A copy of their data tells what they have written, up to the answer that is not sent.
    let folder = app.folder.path().join("handover").to_str().expect("it is text").to_owned();
    let said = operate(&app, &["export", "person:5", "--folder", &folder], "").await;
    let path = said.expect("it is made").lines().next().expect("it names the files").to_owned();
    let copy = std::fs::read_to_string(path).expect("it is there");
    let draft =
        format!("Khay đựng kim / Giải pháp kỹ thuật / Hàn một cái giá / Chưa áp dụng / {nameless}");
    assert!(copy.contains(&draft), "{copy}");
    mai.inbox();
    app.balances().await;
    app.finish().await;
}

#[tokio::test]
async fn the_name_of_a_namesake_is_left_and_told() {
    let app = TestApp::start().await;
    app.has_workshops().await;
    let mai = app.officer(7, "Lê Thị Mai", ROOT, Role::Administrator).await;
    let que = app.worker(41, NAME).await;
    let hoa = app.worker(42, "Nguyễn Thị Hoa").await;
    let binh = app.worker(43, "Trần Văn Bình").await;
    app.worker(44, "dam thi nguyet que").await;
    let code = app.submits(&hoa, "Giá treo dao", &format!("{NAME} 30%")).await;
    let asked = app.writes(&binh, "Xe gom rác", &format!("{NAME} 30%")).await;
    // They work in different parts of the enterprise.
    app.works_in(2, 101).await;
    let told = app.erases(2).await;
    que.inbox();
    assert!(told.contains("namesake") && told.contains(&code), "{told}");
    assert!(!told.contains("Taken out"), "{told}");
    assert!(app.card(&mai, &code).await.contains(&format!("{NAME} 30%")));
    let preview = app.up_to_preview(&binh, asked).await;
    assert!(preview.text.contains(&format!("{NAME} 30%")), "{preview:#?}");
    mai.inbox();
    app.balances().await;
    app.finish().await;
}

fn first_label(read: &[Message]) -> String {
    let labels = read.iter().flat_map(Message::labels);
    labels.into_iter().next().expect("there is a button").to_owned()
}
