//! Updates of the Zalo Bot Platform as what was said, and our messages as its requests.
//!
//! `tests/data/zalo_bot/updates/` holds one update a file, in every form that has been seen or
//! documented.

#[expect(dead_code, reason = "only its faults and its careful client are needed here")]
#[path = "support/fake_telegram/mod.rs"]
mod fake_telegram;
#[expect(dead_code, reason = "each test uses its part of it")]
#[path = "support/fake_zalo_bot/mod.rs"]
mod fake_zalo_bot;

use std::fs;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use fake_telegram::fault::Fault;
use fake_telegram::loopback;
use fake_zalo_bot::Manners;
use fake_zalo_bot::server::{FakeZaloBot, TOKEN};
use fake_zalo_bot::user::User;
use sangkien::channel::file::{Parcel, Way};
use sangkien::channel::zalo_bot::{self, Style, ZaloBot};
use sangkien::channel::{Channel, PollError, SendError, Token, Unaddressed, http};
use sangkien::domain::{AccountId, Attachment, AttachmentKind};
use sangkien::message::{Button, Outbound, Press, Utterance};
use url::Url;

const ACCOUNT: AccountId = AccountId(3);
const CHAT: &str = "aaaaaaaaaaaaaaaaaaaa";
const MESSAGE: &str = "00aa11bb22cc33dd44ee";

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join(format!("tests/data/zalo_bot/updates/{name}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn received_at() -> DateTime<Utc> {
    "2022-05-20T03:02:00Z".parse().expect("the instant exists")
}

fn said(name: &str) -> Utterance {
    zalo_bot::read(ACCOUNT, &sample(name), received_at()).utterance
}

fn file(kind: AttachmentKind, address: &str, caption: Option<&str>) -> Utterance {
    Utterance::Attachment {
        file: Attachment {
            account: ACCOUNT,
            kind,
            file_id: address.to_owned(),
            unique_id: MESSAGE.to_owned(),
            name: None,
            size: None,
        },
        caption: caption.map(str::to_owned),
        album: None,
    }
}

#[test]
fn everything_that_has_been_seen_is_heard() {
    let text = |text: &str| Utterance::Text(text.to_owned());
    let photo = "https://photo.zdn.vn/1.jpg";
    for (name, heard) in [
        ("text", text("Xin chào, tôi có sáng kiến 👍")),
        ("text_wrapped", text("Xin chào, tôi có sáng kiến 👍")),
        ("text_of_an_unknown_event", text("Vâng")),
        ("photo", file(AttachmentKind::Photo, photo, Some("Mặt trước"))),
        ("photo_url", file(AttachmentKind::Photo, photo, None)),
        ("photo_without_address", Utterance::Unreadable),
        ("voice", file(AttachmentKind::Voice, "https://voice.zdn.vn/1.aac", None)),
        ("sticker", Utterance::Unreadable),
        ("sticker_without_anything", Utterance::Unreadable),
        ("unsupported", Utterance::Unreadable),
        ("unsupported_without_message", Utterance::Unreadable),
        ("numbers_for_ids", text("Chào")),
        ("wrong_types", Utterance::Unreadable),
    ] {
        assert_eq!(said(name), heard, "{name}");
    }
}

#[test]
fn a_message_tells_its_chat_its_id_and_its_time() {
    let noon = |time: &str| time.parse::<DateTime<Utc>>().expect("the instant exists");
    let said_then = noon("2022-05-20T03:00:00Z");
    for (name, chat, id, sent_at) in [
        ("text", CHAT, Some(MESSAGE), said_then),
        ("text_wrapped", CHAT, Some(MESSAGE), said_then),
        ("unsupported", CHAT, Some(MESSAGE), said_then),
        ("numbers_for_ids", "42", Some("17"), said_then),
        ("seconds", CHAT, Some(MESSAGE), said_then),
        ("no_date", CHAT, Some(MESSAGE), received_at()),
        ("from_the_future", CHAT, Some(MESSAGE), received_at()),
        ("no_chat", CHAT, Some(MESSAGE), said_then),
        ("no_chat_type", CHAT, Some(MESSAGE), said_then),
        ("no_message_id", CHAT, None, said_then),
        ("wrong_types", CHAT, None, received_at()),
    ] {
        let envelope = zalo_bot::envelope(&sample(name), received_at());
        let envelope = envelope.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(envelope.chat, chat, "{name}");
        assert_eq!(envelope.sent_at, sent_at, "{name}");
        match id {
            Some(id) => assert_eq!(envelope.external_id, id, "{name}"),
            // The same bytes are the same message.
            None => {
                let again = zalo_bot::envelope(&sample(name), received_at()).unwrap();
                assert_eq!(envelope.external_id, again.external_id, "{name}");
                assert_eq!(envelope.external_id.len(), 32, "{name}");
            }
        }
    }
}

#[test]
fn a_group_our_own_words_and_garbage_are_let_go() {
    let envelope = |raw: &str| zalo_bot::envelope(raw, received_at()).unwrap_err();
    for name in ["group", "group_without_type"] {
        assert_eq!(envelope(&sample(name)), Unaddressed::NotPrivate, "{name}");
    }
    for name in ["our_own", "unsupported_without_message"] {
        assert_eq!(envelope(&sample(name)), Unaddressed::NoAddress, "{name}");
    }
    for raw in ["", "{}", "[]", "null", "not json", "{\"message\":7}", "{\"result\":true}"] {
        assert_eq!(envelope(raw), Unaddressed::NoAddress, "{raw}");
        let heard = zalo_bot::read(ACCOUNT, raw, received_at()).utterance;
        assert_eq!(heard, Utterance::Unreadable, "{raw}");
    }
}

/// A bot of ours at a fake Zalo, and Lan, who has written to it.
struct Scene {
    zalo: FakeZaloBot,
    bot: Channel,
    lan: User,
}

impl Scene {
    async fn open() -> Self {
        let zalo = FakeZaloBot::start(received_at()).await;
        let lan = zalo.user("lan");
        lan.is_known();
        let bot = Self::bot(&zalo, TOKEN, Style::default());
        Self { zalo, bot, lan }
    }

    fn bot(zalo: &FakeZaloBot, token: &str, style: Style) -> Channel {
        let http = loopback::client(http().timeout(Duration::from_secs(2)));
        let token = Token::parse(token).expect("it is a token");
        Channel::ZaloBot(ZaloBot::new(http, zalo.address(), token, style, Duration::ZERO))
    }

    async fn send(&self, body: &Outbound) -> Result<(), SendError> {
        self.bot.send(&self.lan.chat, body).await
    }
}

fn words(text: &str) -> Outbound {
    Outbound { text: text.to_owned(), ..Outbound::default() }
}

#[tokio::test]
async fn choices_are_numbered_lines_and_mark_up_is_taken_away() {
    let scene = Scene::open().await;
    let press = |key: &str| Press::Answer { question: 3, key: key.to_owned() };
    let button = |label: &str| Button { label: label.to_owned(), press: press(label) };
    let body = Outbound {
        buttons: vec![vec![button("Có"), button("Không")], vec![button("<Bỏ qua>")]],
        ..words("<b>Gửi</b> &lt;thật&gt; chứ?")
    };
    scene.send(&body).await.unwrap();
    assert_eq!(scene.lan.inbox(), ["Gửi <thật> chứ?\n\n1. Có\n2. Không\n3. <Bỏ qua>"]);
    assert_eq!(scene.zalo.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_long_text_is_cut_between_words_and_composed() {
    let scene = Scene::open().await;
    // Decomposed: every letter is followed by its marks.
    let long = "sa\u{301}ng kie\u{302}\u{301}n ".repeat(700);
    scene.send(&words(&long)).await.unwrap();
    let read = scene.lan.inbox();
    assert!(read.len() > 3, "{}", read.len());
    assert!(read.iter().all(|part| part.starts_with("sáng") || part.starts_with("kiến")));
    assert_eq!(read.join(" "), "sáng kiến ".repeat(700).trim());
    assert_eq!(scene.zalo.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn an_operator_may_have_bold_words_and_shorter_messages() {
    let scene = Scene::open().await;
    let bot = Scene::bot(&scene.zalo, TOKEN, Style { max_text: 400, html: true });
    let body = words(&format!("<b>Gửi</b> <code>/moi</code> &lt;{}", "x ".repeat(300)));
    bot.send(&scene.lan.chat, &body).await.unwrap();
    let read = scene.lan.inbox();
    assert!(matches!(&read[..], [one, _] if one.starts_with("<b>Gửi</b> /moi &lt;x")), "{read:?}");
    assert_eq!(scene.zalo.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_photo_is_sent_by_its_address_and_anything_else_as_a_link() {
    let scene = Scene::open().await;
    let parcel = |kind, way| Parcel { kind, name: "ban-ve.pdf".to_owned(), way };
    let link = |path: &str| Url::parse(&format!("https://sangkien.example.vn/{path}")).unwrap();
    let files = [
        parcel(AttachmentKind::Photo, Way::Link(link("1"))),
        parcel(AttachmentKind::Photo, Way::Id("https://photo.zdn.vn/2.jpg".to_owned())),
        parcel(AttachmentKind::Document, Way::Link(link("3"))),
    ];
    scene.bot.send_files(&scene.lan.chat, &files).await.unwrap();
    assert_eq!(
        scene.lan.inbox(),
        [
            "(photo https://sangkien.example.vn/1)",
            "(photo https://photo.zdn.vn/2.jpg)",
            "ban-ve.pdf\nhttps://sangkien.example.vn/3",
        ]
    );
    let content = Way::Upload { media_type: "image/jpeg".to_owned(), content: "JPEG".into() };
    let uploaded = parcel(AttachmentKind::Photo, content);
    let outcome = scene.bot.send_files(&scene.lan.chat, &[uploaded]).await;
    assert!(matches!(outcome, Err(SendError::Refused { .. })), "{outcome:?}");
    assert_eq!(scene.zalo.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn every_answer_has_its_meaning() {
    let refuse = |code, description| Fault::Refuse { code, description };
    let page = "<html><body>502 Bad Gateway</body></html>";
    let busy = SendError::Busy { after: Some(Duration::from_mins(1)) };
    let scene = Scene::open().await;
    for honest_status in [false, true] {
        scene.zalo.behave(Manners { honest_status, ..Manners::default() });
        for (fault, meaning) in [
            (refuse(429, "Quota exceeded"), SendError::Quota),
            (refuse(429, "Too many requests"), busy.clone()),
            (Fault::Answer { status: 429, body: "<html>" }, busy.clone()),
            (refuse(401, "Unauthorized"), SendError::Token),
            (refuse(404, "Not Found"), SendError::Token),
            (
                refuse(400, "chat_id is invalid"),
                SendError::Refused { why: "400 chat_id is invalid".to_owned() },
            ),
        ] {
            scene.zalo.fail("sendMessage", 1, fault.clone());
            assert_eq!(scene.send(&words("Chào")).await, Err(meaning), "{fault:?}");
        }
        for fault in [
            refuse(403, "Internal server error"),
            refuse(408, "Request timeout"),
            Fault::Answer { status: 502, body: page },
            Fault::Answer { status: 200, body: page },
            Fault::Break,
            Fault::LoseAnswer,
        ] {
            scene.zalo.fail("sendMessage", 1, fault.clone());
            let outcome = scene.send(&words("Chào")).await;
            let Err(SendError::Unknown { why }) = outcome else { panic!("{fault:?}: {outcome:?}") };
            assert!(!why.contains("AbC-not"), "{why}");
        }
    }
    let stranger = Scene::bot(&scene.zalo, "1400000000000000001:another", Style::default());
    assert_eq!(stranger.send(&scene.lan.chat, &words("Chào")).await, Err(SendError::Token));
    assert_eq!(stranger.poll(0).await, Err(PollError::Token));
}

#[tokio::test]
async fn a_poll_brings_one_update_or_none() {
    let scene = Scene::open().await;
    for honest_status in [false, true] {
        scene.zalo.behave(Manners { honest_status, ..Manners::default() });
        assert_eq!(scene.bot.poll(0).await, Ok(sangkien::channel::Polled::default()));
    }
    scene.lan.say("một");
    scene.lan.say("hai");
    for text in ["một", "hai"] {
        let polled = scene.bot.poll(0).await.unwrap();
        let [raw] = &polled.updates[..] else { panic!("{polled:?}") };
        let heard = zalo_bot::read(ACCOUNT, raw, received_at()).utterance;
        assert_eq!(heard, Utterance::Text(text.to_owned()));
        assert_eq!(polled.next_offset, None);
    }
    assert!(!format!("{:?}", scene.bot).contains("hai"), "words are printed");
    scene.zalo.hook("http://127.0.0.1:9/hook", "a-secret-of-the-webhook");
    assert_eq!(scene.bot.poll(0).await, Err(PollError::WebhookSet));
}

#[tokio::test]
async fn a_poll_that_goes_wrong_says_how() {
    let scene = Scene::open().await;
    let wait = Some(Duration::from_mins(1));
    for (fault, meaning) in [
        (Fault::Answer { status: 429, body: "<html>" }, PollError::Busy { after: wait }),
        (Fault::Refuse { code: 401, description: "Unauthorized" }, PollError::Token),
        (Fault::Refuse { code: 404, description: "Not Found" }, PollError::Token),
    ] {
        scene.zalo.fail("getUpdates", 1, fault.clone());
        assert_eq!(scene.bot.poll(0).await, Err(meaning), "{fault:?}");
    }
    for body in ["<html>", "", "[]", "{\"ok\":true,\"result\":7}"] {
        scene.zalo.fail("getUpdates", 1, Fault::Answer { status: 200, body });
        match scene.bot.poll(0).await {
            Ok(polled) => assert_eq!(polled.updates, Vec::<String>::new(), "{body}"),
            Err(error) => assert!(matches!(error, PollError::Unreachable { .. }), "{error:?}"),
        }
    }
}
