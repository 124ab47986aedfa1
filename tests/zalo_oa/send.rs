//! What we say, as calls; and Zalo's answers, as our errors.

use sangkien::channel::file::{Parcel, Way};
use sangkien::channel::zalo_oa::{ButtonForm, Profile, Token, only};
use sangkien::channel::{Channel, SendError};
use sangkien::domain::AttachmentKind;
use sangkien::message::{Button, Outbound, Press, escape};
use serde_json::json;
use url::Url;

use super::fake_zalo_oa::fault::{Call, Fault};
use super::fake_zalo_oa::person::Person;
use super::fake_zalo_oa::server::{FakeZaloOa, Takes};
use super::{now, oa, profile};

/// An account of ours at a fake Zalo, and Lan, who follows it.
struct Scene {
    zalo: FakeZaloOa,
    lan: Person,
    channel: Channel,
}

impl Scene {
    async fn new() -> Self {
        Self::with(profile()).await
    }

    async fn with(profile: Profile) -> Self {
        let zalo = FakeZaloOa::start(now()).await;
        let lan = zalo.person("9041");
        lan.follow();
        let channel = oa(&zalo, only(Token::new(zalo.pair().0)), profile);
        Self { zalo, lan, channel }
    }

    /// So many days have gone by, and the token is a new one.
    fn later(&mut self, days: i64) {
        self.zalo.set_now(now() + chrono::TimeDelta::days(days));
        self.channel = oa(&self.zalo, only(Token::new(self.zalo.pair().0)), profile());
    }

    async fn send(&self, body: &Outbound) -> Result<(), SendError> {
        self.channel.send("9041", body).await
    }

    /// What comes of a message when Zalo answers like this.
    async fn outcome(&self, fault: Fault) -> SendError {
        self.zalo.fail(Call::Message, 1, fault);
        self.send(&words("Xin chào")).await.expect_err("the message fails")
    }

    async fn refused(&self, code: i64) -> SendError {
        self.outcome(Fault::Refuse { code, message: "why" }).await
    }

    fn conforms(&self) {
        assert_eq!(self.zalo.violations(), Vec::<String>::new());
    }
}

fn words(text: &str) -> Outbound {
    Outbound { text: text.to_owned(), ..Outbound::default() }
}

fn answer(label: &str, key: &str) -> Button {
    let press = Press::Answer { question: 17, key: key.to_owned() };
    Button { label: label.to_owned(), press }
}

fn choices(count: usize) -> Outbound {
    let row = |number: usize| vec![answer(&format!("Lựa chọn {number}"), &number.to_string())];
    Outbound { buttons: (1..=count).map(row).collect(), ..words("Anh/chị chọn gì?") }
}

#[tokio::test]
async fn words_arrive_without_mark_up() {
    let scene = Scene::new().await;
    let text = format!("<b>Mã</b> SK-1 {}", escape("a < b & c"));
    scene.send(&words(&text)).await.expect("it is sent");
    assert_eq!(scene.lan.next_message().await.text, "Mã SK-1 a < b & c");
    let calls = scene.zalo.take_calls();
    let message = json!({"text": "Mã SK-1 a < b & c"});
    assert_eq!(calls, [json!({"recipient": {"user_id": "9041"}, "message": message})]);
    scene.conforms();
}

#[tokio::test]
async fn five_choices_are_buttons_and_six_are_numbers() {
    let scene = Scene::new().await;
    scene.send(&choices(5)).await.expect("it is sent");
    let message = scene.lan.next_message().await;
    assert_eq!(message.text, "Anh/chị chọn gì?");
    assert_eq!(message.labels().len(), 5);
    assert!(message.buttons.iter().all(|button| button.hidden));

    scene.send(&choices(6)).await.expect("it is sent");
    let message = scene.lan.next_message().await;
    assert_eq!(message.buttons, []);
    assert!(message.text.starts_with("Anh/chị chọn gì?\n\n1. Lựa chọn 1\n2. Lựa chọn 2"));
    assert!(message.text.ends_with("6. Lựa chọn 6"));
    scene.conforms();
}

#[tokio::test]
async fn a_label_that_is_too_long_for_a_button_is_a_numbered_line() {
    let scene = Scene::new().await;
    let long = "Công đoàn cơ sở ".repeat(10);
    let buttons = vec![vec![answer(&long, "a"), answer("Khác", "b")]];
    scene.send(&Outbound { buttons, ..words("Đơn vị nào?") }).await.expect("it is sent");
    let message = scene.lan.next_message().await;
    assert!(message.buttons.is_empty() && message.text.ends_with("2. Khác"), "{message:?}");
    scene.conforms();
}

#[tokio::test]
async fn a_long_text_is_several_messages_and_the_last_has_the_buttons() {
    let scene = Scene::new().await;
    // Decomposed, so that it would be longer than it looks.
    let text = "Ti\u{00ea}\u{0301}t ki\u{00ea}\u{0323}m đi\u{00ea}\u{0323}n. ".repeat(300);
    scene.send(&Outbound { text, ..choices(2) }).await.expect("it is sent");
    let messages = scene.lan.inbox();
    assert_eq!(messages.len(), 3);
    let (last, others) = messages.split_last().expect("there are three");
    assert!(others.iter().all(|message| message.buttons.is_empty()));
    assert_eq!(last.labels(), ["Lựa chọn 1", "Lựa chọn 2"]);
    let said: Vec<&str> = messages.iter().flat_map(|m| m.text.split_whitespace()).collect();
    assert_eq!(said.len(), 900);
    assert!(said.contains(&"Tiết") && said.contains(&"kiệm"), "composed letters");
    scene.conforms();
}

#[tokio::test]
async fn buttons_take_the_form_that_the_operator_has_set() {
    for (form, takes) in [
        (ButtonForm { hidden: true, typed: false }, Takes::Bare),
        (ButtonForm { hidden: false, typed: true }, Takes::Typed),
    ] {
        let scene = Scene::with(Profile { form, ..profile() }).await;
        scene.zalo.take_buttons(takes);
        scene.send(&choices(2)).await.expect("it is sent");
        let message = scene.lan.next_message().await;
        assert_eq!(message.labels().len(), 2, "{form:?}");
        assert!(message.buttons.iter().all(|button| button.hidden == form.hidden));
    }
}

#[tokio::test]
async fn a_zalo_that_takes_no_such_buttons_is_sent_numbers() {
    for takes in [Takes::Typed, Takes::NoButtons] {
        let scene = Scene::new().await;
        scene.zalo.take_buttons(takes);
        scene.send(&choices(2)).await.expect("it is sent all the same");
        let message = scene.lan.next_message().await;
        assert_eq!(message.text, "Anh/chị chọn gì?\n\n1. Lựa chọn 1\n2. Lựa chọn 2");
    }
}

#[tokio::test]
async fn every_code_has_its_meaning() {
    use SendError::{Busy, Closed, Gone, Quota, Refused, Unknown};
    let scene = Scene::new().await;
    for code in [-32, -234] {
        let busy = scene.refused(code).await;
        assert!(matches!(busy, Busy { after: Some(_) }), "{code}: {busy:?}");
    }
    for code in [-211, -212, -221, -223, -224, -321] {
        assert_eq!(scene.refused(code).await, Quota, "{code}");
    }
    for code in [-213, -217, -244] {
        assert_eq!(scene.refused(code).await, Gone, "{code}");
    }
    for code in [-218, -227, -230, -232] {
        assert_eq!(scene.refused(code).await, Closed, "{code}");
    }
    for code in [-201, -210, -233, -248, -4711] {
        let refused = scene.refused(code).await;
        assert!(matches!(refused, Refused { .. }), "{code}: {refused:?}");
    }
    assert!(matches!(scene.refused(-200).await, Unknown { .. }));
    assert!(scene.lan.inbox().is_empty());
}

#[tokio::test]
async fn a_token_that_stays_refused_is_the_operators_affair() {
    let scene = Scene::new().await;
    for code in [-216, -220] {
        assert_eq!(scene.refused(code).await, SendError::Token, "{code}");
    }
    let unauthorized = Fault::Answer { status: 401, body: "" };
    assert_eq!(scene.outcome(unauthorized).await, SendError::Token);
}

#[tokio::test]
async fn a_gateways_answer_says_nothing_about_the_message() {
    let scene = Scene::new().await;
    for status in [200, 403, 500, 502, 504] {
        let page = Fault::Answer { status, body: "<html>Bad gateway</html>" };
        let outcome = scene.outcome(page).await;
        assert!(matches!(outcome, SendError::Unknown { .. }), "{status}: {outcome:?}");
        assert!(!format!("{outcome:?}").contains("html"));
    }
    let busy = scene.outcome(Fault::Answer { status: 429, body: "<html></html>" }).await;
    assert_eq!(busy, SendError::Busy { after: None });
    for fault in [Fault::Break, Fault::Hang, Fault::LoseAnswer] {
        let outcome = scene.outcome(fault.clone()).await;
        assert!(matches!(outcome, SendError::Unknown { .. }), "{fault:?}: {outcome:?}");
    }
    assert_eq!(scene.lan.inbox().len(), 1, "the message whose answer was lost has arrived");
    drop(scene.zalo);
}

#[tokio::test]
async fn a_server_that_is_not_there_was_told_nothing() {
    let zalo = FakeZaloOa::start(now()).await;
    let channel = oa(&zalo, only(Token::new("token")), profile());
    drop(zalo);
    // The listener goes with its task, which the runtime ends before anything else is run.
    tokio::task::yield_now().await;
    let outcome = channel.send("9041", &words("Xin chào")).await;
    assert_eq!(outcome, Err(SendError::Busy { after: None }));
}

#[tokio::test]
async fn whoever_is_silent_for_too_long_cannot_be_written_to() {
    let mut scene = Scene::new().await;
    scene.later(3);
    scene.send(&words("Có kết quả")).await.expect("it costs something");
    assert_eq!(scene.zalo.charged(), 1);
    scene.later(8);
    assert_eq!(scene.send(&words("Có kết quả")).await, Err(SendError::Closed));
    scene.lan.say("Tôi đây");
    scene.send(&words("Có kết quả")).await.expect("the window is open again");
    scene.lan.unfollow();
    assert_eq!(scene.send(&words("Có kết quả")).await, Err(SendError::Gone));
    assert_eq!(scene.lan.inbox().len(), 2);
}

#[tokio::test]
async fn a_photo_is_shown_and_any_other_file_is_a_link() {
    let scene = Scene::new().await;
    let link = |name: &str| {
        Way::Link(Url::parse(&format!("https://h.example/tep/{name}")).expect("it is an address"))
    };
    let parcel = |kind, name: &str| Parcel { kind, name: name.to_owned(), way: link(name) };
    let photo = parcel(AttachmentKind::Photo, "may.jpg");
    let files = [photo.clone(), parcel(AttachmentKind::Document, "ban-ve.pdf")];
    scene.channel.send_files("9041", &files).await.expect("they are sent");
    let read = scene.lan.inbox();
    assert_eq!(read[0].photo.as_deref(), Some("https://h.example/tep/may.jpg"));
    assert_eq!(read[1].text, "ban-ve.pdf\nhttps://h.example/tep/ban-ve.pdf");
    // A photo that Zalo does not take is a link, too.
    let refused = Fault::Refuse { code: -201, message: "url is invalid!" };
    scene.zalo.fail(Call::Message, 1, refused);
    scene.channel.send_files("9041", &[photo]).await.expect("it is sent");
    assert_eq!(scene.lan.inbox()[0].text, "may.jpg\nhttps://h.example/tep/may.jpg");
    scene.conforms();
}

#[tokio::test]
async fn no_secret_is_printed() {
    let scene = Scene::new().await;
    let shown = format!("{:?}", scene.channel);
    for secret in ["access-token", super::OA_SECRET] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
