//! What we say, as Telegram's requests; and Telegram's answers, as our errors.
//!
//! The other side is a fake Telegram that refuses what the official specification does not know.

#[expect(dead_code, reason = "each test uses its part of it")]
#[path = "support/fake_telegram/mod.rs"]
mod fake_telegram;

use std::time::Duration;

use chrono::{DateTime, Utc};
use fake_telegram::bot::Bot;
use fake_telegram::fault::Fault;
use fake_telegram::loopback;
use fake_telegram::server::FakeTelegram;
use fake_telegram::user::User;
use sangkien::channel::file::{FetchError, Parcel, Way};
use sangkien::channel::telegram::Telegram;
use sangkien::channel::{Channel, Failure, PollError, SendError, Token, http};
use sangkien::domain::{AccountId, AttachmentKind, Locale};
use sangkien::message::{Button, Outbound, Press, Utterance, escape};
use serde_json::json;
use url::Url;

const TOKEN: &str = "7000:AAH-secret-of-the-bot";

/// A bot of ours at a fake Telegram, and Lan, who has opened the talk.
struct Scene {
    telegram: FakeTelegram,
    bot: Bot,
    lan: User,
    channel: Channel,
}

impl Scene {
    async fn new() -> Self {
        let telegram = FakeTelegram::start(now()).await;
        let bot = telegram.bot(TOKEN);
        let lan = bot.user(41);
        lan.start(None);
        let channel = Channel::Telegram(ours(telegram.address()));
        let polled = channel.poll(0).await.unwrap();
        channel.poll(polled.next_offset.unwrap()).await.unwrap();
        bot.take_calls();
        Self { telegram, bot, lan, channel }
    }

    async fn send(&self, body: &Outbound) -> Result<(), SendError> {
        self.channel.send("41", body).await
    }

    /// What comes of a message when Telegram answers like this.
    async fn outcome(&self, fault: Fault) -> Result<(), SendError> {
        self.bot.fail("sendMessage", 1, fault);
        self.send(&words("Xin chào")).await
    }

    fn methods(&self) -> Vec<String> {
        self.bot.take_calls().into_iter().map(|call| call.method).collect()
    }

    fn conforms(&self) {
        assert_eq!(self.bot.violations(), Vec::<String>::new());
    }
}

fn ours(address: &Url) -> Telegram {
    let patience = Duration::from_millis(500);
    let http = http().timeout(4 * patience).read_timeout(patience);
    let http = loopback::client(http);
    Telegram::new(http, address, Token::parse(TOKEN).unwrap(), Duration::ZERO)
}

fn now() -> DateTime<Utc> {
    "2022-05-20T03:00:00Z".parse().unwrap()
}

fn words(text: &str) -> Outbound {
    Outbound { text: text.to_owned(), ..Outbound::default() }
}

fn button(label: &str, press: Press) -> Button {
    Button { label: label.to_owned(), press }
}

fn answer(label: &str, key: &str) -> Button {
    button(label, Press::Answer { question: 17, key: key.to_owned() })
}

fn held(kind: AttachmentKind, id: &str) -> Parcel {
    Parcel { kind, name: String::new(), way: Way::Id(id.to_owned()) }
}

#[tokio::test]
async fn words_arrive_with_their_mark_up_and_without_previews() {
    let scene = Scene::new().await;
    let text = format!("<b>Mã</b> SK-1 {} https://example.org", escape("a < b & c"));
    scene.send(&words(&text)).await.unwrap();
    assert_eq!(scene.lan.next_message().await.text, "Mã SK-1 a < b & c https://example.org");
    let calls = scene.bot.take_calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].method, "sendMessage");
    assert_eq!(
        json!(calls[0].body),
        json!({
            "chat_id": 41,
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true},
        })
    );
    scene.conforms();
}

#[tokio::test]
async fn buttons_stand_in_their_rows_and_come_back_as_presses() {
    let scene = Scene::new().await;
    let next = button("Tiếp theo", Press::Command("/hangcho".to_owned()));
    let buttons = vec![vec![answer("Đồng ý", "yes"), answer("Không đồng ý", "no")], vec![next]];
    scene.send(&Outbound { buttons, ..words("Anh/chị đồng ý không?") }).await.unwrap();
    let message = scene.lan.next_message().await;
    assert_eq!(message.buttons.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);

    scene.lan.tap("Không đồng ý");
    let updates = scene.channel.poll(0).await.unwrap().updates;
    let envelope = scene.channel.envelope(&updates[0], now()).unwrap();
    assert_eq!(
        scene.channel.read(AccountId(1), &updates[0], now()).utterance,
        Utterance::Chose(Press::Answer { question: 17, key: "no".to_owned() })
    );
    assert_eq!(scene.bot.unanswered_presses(), 1);
    scene.channel.answer_press(&envelope.press.unwrap()).await;
    assert_eq!(scene.bot.unanswered_presses(), 0);
    scene.conforms();
}

#[tokio::test]
async fn the_widest_and_longest_keyboard_conforms() {
    let scene = Scene::new().await;
    let longest = Press::Command(format!("/{}", "x".repeat(62)));
    assert_eq!(longest.encode().len(), Press::MAX_BYTES);
    let row = (0..20).map(|number| button(&number.to_string(), longest.clone())).collect();
    scene.send(&Outbound { buttons: vec![row], ..words("Trang") }).await.unwrap();
    let rows = scene.lan.next_message().await.buttons;
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 4]);
    scene.conforms();
}

#[tokio::test]
async fn a_long_text_becomes_several_messages_with_the_buttons_on_the_last() {
    let scene = Scene::new().await;
    let paragraph = "Công nhân thao tác bằng tay, mỗi ca lỗi khoảng ba trăm sản phẩm. ".repeat(20);
    let text = vec![format!("<b>{}</b>", paragraph.trim()); 9].join("\n\n");
    let buttons = vec![vec![answer("Gửi", "send")]];
    scene.send(&Outbound { buttons, ..words(&text) }).await.unwrap();
    let messages = scene.lan.inbox();
    assert_eq!(messages.len(), 3);
    let (last, first) = messages.split_last().unwrap();
    assert!(first.iter().all(|message| message.buttons.is_empty()));
    assert_eq!(last.labels(), ["Gửi"]);
    let read: Vec<_> = messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(read.join("\n\n"), [paragraph.trim(); 9].join("\n\n"));
    scene.conforms();
}

#[tokio::test]
async fn a_phone_number_is_asked_for_with_keys_under_the_input_field() {
    let scene = Scene::new().await;
    let ask = Outbound {
        buttons: vec![vec![answer("Bỏ qua", "skip")]],
        ask_contact: Some("Chia sẻ số điện thoại".to_owned()),
        ..words("Số điện thoại của anh/chị?")
    };
    scene.send(&ask).await.unwrap();
    assert!(scene.lan.next_message().await.buttons.is_empty());
    assert_eq!(scene.lan.keys(), ["Chia sẻ số điện thoại", "Bỏ qua"]);

    scene.lan.tap("Chia sẻ số điện thoại");
    let updates = scene.channel.poll(0).await.unwrap().updates;
    assert!(matches!(
        scene.channel.read(AccountId(1), &updates[0], now()).utterance,
        Utterance::Contact { own: true, .. }
    ));

    let thanks = Outbound { end_contact: true, ..words("Đã ghi.") };
    scene.send(&thanks).await.unwrap();
    assert_eq!(scene.lan.keys(), Vec::<String>::new());
    assert_eq!(scene.lan.inbox().len(), 1);
    scene.conforms();
}

#[tokio::test]
async fn keys_go_away_and_buttons_come_although_one_message_cannot_do_both() {
    for (text, expected) in [
        ("Đã ghi số.\n\nAnh/chị làm ở đâu?", ["Đã ghi số.", "Anh/chị làm ở đâu?"]),
        ("Anh/chị làm ở đâu?", ["✓", "Anh/chị làm ở đâu?"]),
    ] {
        let scene = Scene::new().await;
        let ask = Outbound { ask_contact: Some("Chia sẻ".to_owned()), ..words("Số?") };
        scene.send(&ask).await.unwrap();
        scene.lan.inbox();
        let buttons = vec![vec![answer("Không thấy đơn vị của tôi", "none")]];
        scene.send(&Outbound { buttons, end_contact: true, ..words(text) }).await.unwrap();
        let messages = scene.lan.inbox();
        let read: Vec<_> = messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(read, expected);
        assert_eq!(messages[1].labels(), ["Không thấy đơn vị của tôi"]);
        assert_eq!(scene.lan.keys(), Vec::<String>::new());
        scene.conforms();
    }
}

#[tokio::test]
async fn photos_are_shown_together_and_other_files_go_alone() {
    let scene = Scene::new().await;
    let photo = |id: &String| held(AttachmentKind::Photo, id);
    let mut files: Vec<_> = scene.lan.send_album(12, None).iter().map(photo).collect();
    files.push(held(AttachmentKind::Document, &scene.lan.send_document("bản vẽ.pdf")));
    files.push(held(AttachmentKind::Voice, &scene.lan.send_voice()));
    files.push(photo(&scene.lan.send_photo(None)));
    scene.channel.send_files("41", &files).await.unwrap();
    assert_eq!(scene.methods(), ["sendMediaGroup", "sendMediaGroup", "sendDocument", "sendVoice"]);
    assert_eq!(scene.lan.inbox().len(), files.len());

    for (kind, method) in [
        (AttachmentKind::Photo, "sendPhoto"),
        (AttachmentKind::Audio, "sendAudio"),
        (AttachmentKind::Video, "sendVideo"),
    ] {
        let id = match kind {
            AttachmentKind::Photo => scene.lan.send_photo(None),
            _ => scene.lan.send_document("x"),
        };
        scene.channel.send_files("41", &[held(kind, &id)]).await.unwrap();
        assert_eq!(scene.methods(), [method]);
    }
    scene.conforms();
}

#[tokio::test]
async fn what_lies_elsewhere_is_uploaded() {
    let scene = Scene::new().await;
    let parcel = |kind, media_type: &str, content: &[u8]| Parcel {
        kind,
        name: "Bản vẽ “số 1”.pdf".to_owned(),
        way: Way::Upload { media_type: media_type.to_owned(), content: content.to_vec().into() },
    };
    let content = b"%PDF-1.4 \r\n--\xff\r\n";
    let files = [
        parcel(AttachmentKind::Document, "application/pdf", content),
        parcel(AttachmentKind::Photo, "image/jpeg", b"small"),
        parcel(AttachmentKind::Photo, "image/jpeg", &vec![0; 10_000_001]),
    ];
    scene.channel.send_files("41", &files).await.unwrap();
    assert_eq!(scene.methods(), ["sendDocument", "sendPhoto", "sendDocument"]);
    let read = scene.lan.inbox();
    let id = read[0].file.as_deref().expect("it is a file");
    assert_eq!(scene.bot.content(id).expect("it is kept"), content);
    scene.conforms();
}

#[tokio::test]
async fn a_file_is_fetched_or_it_is_said_whether_it_will_ever_come() {
    let scene = Scene::new().await;
    let id = scene.lan.send_photo(None);
    let content = scene.bot.content(&id).expect("it is kept");
    assert_eq!(scene.channel.fetch(&id, content.len()).await, Ok(content.clone()));
    assert_eq!(scene.channel.fetch(&id, content.len() - 1).await, Err(FetchError::TooBig));
    let gone = scene.channel.fetch("of another bot", 1_000).await;
    assert!(matches!(gone, Err(FetchError::Gone { .. })), "{gone:?}");

    let refuse = |description| Fault::Refuse { code: 400, description };
    scene.bot.fail("getFile", 1, refuse("Bad Request: file is too big"));
    assert_eq!(scene.channel.fetch(&id, 1_000).await, Err(FetchError::TooBig));
    let soon = Some(Duration::from_secs(7));
    scene.bot.fail("getFile", 1, Fault::Busy { retry_after: Some(7) });
    let busy = scene.channel.fetch(&id, 1_000).await;
    assert!(matches!(busy, Err(FetchError::Again { after, .. }) if after == soon), "{busy:?}");
    let unavailable = "Bad Request: wrong file_id or the file is temporarily unavailable";
    for (method, fault) in [
        ("getFile", refuse(unavailable)),
        ("getFile", Fault::Break),
        ("file", Fault::Answer { status: 502, body: "<html>Bad Gateway</html>" }),
        ("file", Fault::Answer { status: 404, body: "the path has run out" }),
        ("file", Fault::Break),
        ("file", Fault::Hang),
    ] {
        scene.bot.fail(method, 1, fault);
        let again = scene.channel.fetch(&id, 1_000).await;
        assert!(matches!(again, Err(FetchError::Again { .. })), "{method}: {again:?}");
        assert!(!format!("{again:?}").contains("AAH-secret"), "{again:?}");
    }
    assert_eq!(scene.channel.fetch(&id, 1_000).await, Ok(content));
}

#[tokio::test]
async fn nothing_to_say_is_nothing_to_send() {
    let scene = Scene::new().await;
    scene.send(&Outbound::default()).await.unwrap();
    assert_eq!(scene.methods(), Vec::<String>::new());
}

#[tokio::test]
async fn words_with_broken_mark_up_arrive_without_it() {
    let scene = Scene::new().await;
    scene.send(&words("<b>Giá < 5 triệu</b> &amp; hơn")).await.unwrap();
    assert_eq!(scene.lan.next_message().await.text, "Giá < 5 triệu & hơn");
}

#[tokio::test]
async fn a_menu_is_in_the_language_of_the_person_and_not_of_the_phone() {
    let scene = Scene::new().await;
    let menu = |name: &str, text: &str| vec![(name.to_owned(), text.to_owned())];
    let everybody =
        [(Locale::Vi, menu("trogiup", "Trợ giúp")), (Locale::En, menu("trogiup", "Help"))];
    scene.channel.set_default_menus(&everybody).await.unwrap();
    assert_eq!(scene.lan.menu(), everybody[0].1);
    assert_eq!(scene.bot.user_speaking(42, "en").menu(), everybody[1].1);
    assert_eq!(scene.bot.user_speaking(43, "km").menu(), everybody[0].1);

    let officer = menu("hangcho", "Waiting list");
    scene.channel.set_menu("41", &officer).await.unwrap();
    assert_eq!(scene.lan.menu(), officer);
    scene.channel.set_menu("41", &[]).await.unwrap();
    assert_eq!(scene.lan.menu(), everybody[0].1);
    assert_eq!(scene.channel.set_menu("44", &officer).await, Err(SendError::Gone));
    scene.conforms();
}

#[tokio::test]
async fn being_busy_is_told_with_the_wait_that_was_asked_for() {
    let scene = Scene::new().await;
    let busy = |seconds: Option<u64>| SendError::Busy { after: seconds.map(Duration::from_secs) };
    for (asked, believed) in
        [(None, None), (Some(0), Some(1)), (Some(7), Some(7)), (Some(u64::MAX), Some(3_600))]
    {
        let fault = Fault::Busy { retry_after: asked };
        assert_eq!(scene.outcome(fault).await, Err(busy(believed)), "{asked:?}");
    }
    let page = Fault::Answer { status: 429, body: "<html>slow down</html>" };
    assert_eq!(scene.outcome(page).await, Err(busy(None)));
    assert_eq!(scene.outcome(Fault::Refuse { code: 429, description: "" }).await, Err(busy(None)));
    assert_eq!(scene.lan.unread(), 0);
}

#[tokio::test]
async fn a_person_who_cannot_be_written_to_is_gone() {
    let scene = Scene::new().await;
    for (code, description) in [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (403, "Forbidden: something that was never said before"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ] {
        let outcome = scene.outcome(Fault::Refuse { code, description }).await;
        assert_eq!(outcome, Err(SendError::Gone), "{description}");
    }
    scene.lan.block();
    assert_eq!(scene.send(&words("Xin chào")).await, Err(SendError::Gone));
    assert_eq!(scene.channel.send("999", &words("Xin chào")).await, Err(SendError::Gone));
}

#[tokio::test]
async fn a_message_that_is_refused_says_why_without_the_persons_words() {
    let scene = Scene::new().await;
    let refused = |why: &str| Err(SendError::Refused { why: why.to_owned() });
    let fault = Fault::Refuse { code: 400, description: "Bad Request: BUTTON_DATA_INVALID" };
    assert_eq!(scene.outcome(fault).await, refused("400 Bad Request: BUTTON_DATA_INVALID"));
    let fault = Fault::Refuse { code: 400, description: "Bad Request: can't use \"Lan\" here" };
    assert_eq!(scene.outcome(fault).await, refused("400 Bad Request: can't use “…” here"));
    let outcome = scene.channel.send("a name", &words("Xin chào")).await;
    assert!(matches!(outcome, Err(SendError::Refused { .. })));
    // A method that Telegram does not know is not a token that it does not know.
    let fault = Fault::Refuse { code: 404, description: "Not Found: method not found" };
    assert_eq!(scene.outcome(fault).await, refused("404 Not Found: method not found"));
}

#[tokio::test]
async fn a_wrong_token_is_nobodys_fault_but_the_operators() {
    let scene = Scene::new().await;
    for (code, description) in [(401, "Unauthorized"), (404, "Not Found")] {
        let outcome = scene.outcome(Fault::Refuse { code, description }).await;
        assert_eq!(outcome, Err(SendError::Token));
    }
    let http = loopback::client(http());
    let token = Token::parse("7001:unknown").unwrap();
    let channel = Telegram::new(http, scene.telegram.address(), token, Duration::ZERO);
    let channel = Channel::Telegram(channel);
    assert_eq!(channel.poll(0).await, Err(PollError::Token));
    assert_eq!(channel.send("41", &words("Xin chào")).await, Err(SendError::Token));
}

#[tokio::test]
async fn without_a_clear_answer_nobody_knows() {
    let scene = Scene::new().await;
    for fault in [
        Fault::Refuse { code: 500, description: "Internal Server Error" },
        Fault::Refuse { code: 502, description: "Bad Gateway" },
        Fault::Answer { status: 502, body: "<html><body>Bad Gateway</body></html>" },
        Fault::Answer { status: 403, body: "<html>the company's proxy</html>" },
        Fault::Answer { status: 200, body: "" },
        Fault::Answer { status: 200, body: "{}" },
        Fault::Answer { status: 200, body: "{\"ok\":\"yes\"}" },
        Fault::Answer { status: 302, body: "" },
        Fault::Break,
        Fault::LoseAnswer,
        Fault::Hang,
    ] {
        let outcome = scene.outcome(fault.clone()).await;
        let Err(SendError::Unknown { why }) = outcome else { panic!("{fault:?}: {outcome:?}") };
        assert!(!why.contains("secret") && !why.contains("127.0.0.1"), "{why}");
    }
    // It had arrived once.
    assert_eq!(scene.lan.inbox().len(), 1);
}

#[tokio::test]
async fn a_name_that_leads_nowhere_is_no_loss() {
    let outcome = ours(&"https://telegram.invalid".parse().unwrap()).me().await;
    assert!(matches!(outcome, Err(Failure::Unsent { .. })), "{outcome:?}");
}

#[tokio::test]
async fn what_never_left_can_be_sent_again() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", closed.local_addr().unwrap()).parse().unwrap();
    drop(closed);
    let ours = ours(&address);
    let Err(Failure::Unsent { why }) = ours.me().await else { panic!("nobody is there") };
    assert!(!why.contains("secret"), "{why}");
    assert!(!format!("{ours:?}").contains("secret"));
    let channel = Channel::Telegram(ours);
    let outcome = channel.send("41", &words("Xin chào")).await;
    assert_eq!(outcome, Err(SendError::Busy { after: None }));
    assert!(matches!(channel.poll(0).await, Err(PollError::Unreachable { .. })));
}

#[tokio::test]
async fn updates_come_again_until_the_offset_moves() {
    let scene = Scene::new().await;
    scene.lan.say("một");
    scene.lan.say("hai");
    let first = scene.channel.poll(0).await.unwrap();
    assert_eq!(first.updates.len(), 2);
    assert_eq!(scene.channel.poll(0).await.unwrap(), first);
    let next = first.next_offset.unwrap();
    let none = scene.channel.poll(next).await.unwrap();
    assert_eq!((none.updates.len(), none.next_offset), (0, None));
    assert_eq!(scene.bot.waiting_updates(), 0);
    scene.conforms();
}

#[tokio::test]
async fn polling_tells_what_stands_in_its_way() {
    let scene = Scene::new().await;
    let poll = async |fault| {
        scene.bot.fail("getUpdates", 1, fault);
        scene.channel.poll(0).await.unwrap_err()
    };
    let busy = PollError::Busy { after: Some(Duration::from_secs(3)) };
    assert_eq!(poll(Fault::Busy { retry_after: Some(3) }).await, busy);
    let description = "Conflict: terminated by other getUpdates request";
    assert_eq!(poll(Fault::Refuse { code: 409, description }).await, PollError::Conflict);
    let page = Fault::Answer { status: 502, body: "<html>" };
    assert!(matches!(poll(page).await, PollError::Unreachable { .. }));
    let odd = Fault::Answer { status: 200, body: "{\"ok\":true,\"result\":5}" };
    assert!(matches!(poll(odd).await, PollError::Unreachable { .. }));
}

#[tokio::test]
async fn an_operator_sets_looks_at_and_deletes_the_webhook() {
    let scene = Scene::new().await;
    let ours = ours(scene.telegram.address());
    assert_eq!(ours.me().await.unwrap().username, "sangkien_test_bot");
    let url: Url = "https://example.org/hook/7000".parse().unwrap();
    ours.set_webhook(url.clone(), "a-secret_1").await.unwrap();
    assert_eq!(ours.webhook_info().await.unwrap().url, url.as_str());
    assert_eq!(scene.channel.poll(0).await, Err(PollError::WebhookSet));
    ours.delete_webhook().await.unwrap();
    assert_eq!(ours.webhook_info().await.unwrap().url, "");
    let calls = scene.bot.take_calls();
    let set = calls.iter().find(|call| call.method == "setWebhook").unwrap();
    assert_eq!(
        json!(set.body["allowed_updates"]),
        json!(["message", "edited_message", "callback_query", "my_chat_member"])
    );
    scene.conforms();
}
