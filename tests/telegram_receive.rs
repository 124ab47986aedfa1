//! Updates of Telegram, as what was said.
//!
//! `tests/data/telegram/updates/` holds one update a file, in the shapes of the official
//! specification.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use sangkien::channel::{Envelope, Unaddressed, telegram};
use sangkien::domain::{AccountId, Attachment, AttachmentKind, Locale};
use sangkien::message::{Inbound, Press, Utterance};

const ACCOUNT: AccountId = AccountId(3);

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join(format!("tests/data/telegram/updates/{name}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn at(time: &str) -> DateTime<Utc> {
    time.parse().expect("the test gives an instant")
}

fn received_at() -> DateTime<Utc> {
    at("2022-05-20T03:02:00Z")
}

fn said(name: &str) -> Utterance {
    read(&sample(name)).utterance
}

fn read(raw: &str) -> Inbound {
    telegram::read(ACCOUNT, raw, received_at())
}

fn envelope(name: &str) -> Result<Envelope, Unaddressed> {
    telegram::envelope(&sample(name), received_at())
}

fn file(kind: AttachmentKind, id: &str) -> Attachment {
    let (account, unique_id) = (ACCOUNT, format!("u{id}"));
    Attachment { account, kind, file_id: id.to_owned(), unique_id, name: None, size: None }
}

fn attached(file: Attachment) -> Utterance {
    Utterance::Attachment { file, caption: None, album: None }
}

#[test]
fn words_are_heard_as_they_were_written() {
    let text = |text: &str| Utterance::Text(text.to_owned());
    assert_eq!(said("text"), text("Cải tiến máy dán nhãn <b>A&B</b> 👍"));
    assert_eq!(said("forwarded"), text("Tiết kiệm 12 triệu mỗi tháng"));
    assert_eq!(said("reply_to_something_new"), text("Vâng"));
    assert_eq!(said("odd_types"), text("Vẫn đọc được"));
}

#[test]
fn a_message_tells_its_number_its_time_and_the_language_of_the_phone() {
    let inbound = telegram::read(ACCOUNT, &sample("text"), at("2022-05-20T03:00:00Z"));
    assert_eq!(inbound.message.as_deref(), Some("7"));
    assert_eq!(inbound.sent_at, at("2022-05-20T03:00:00Z"));
    assert_eq!(inbound.locale_hint, Some(Locale::Vi));
}

#[test]
fn the_talk_is_opened_with_or_without_a_link() {
    assert_eq!(said("start"), Utterance::Started { payload: None });
    let payload = Some("u_LD-07".to_owned());
    assert_eq!(said("start_with_payload"), Utterance::Started { payload });
}

#[test]
fn only_the_own_contact_is_own() {
    let contact = |phone: &str, own| Utterance::Contact { phone: phone.to_owned(), own };
    assert_eq!(said("contact_own"), contact("84912345678", true));
    assert_eq!(said("contact_of_another"), contact("+84987654321", false));
    assert_eq!(said("contact_without_owner"), contact("0912345678", false));
}

#[test]
fn the_largest_picture_is_kept() {
    let photo = Attachment { size: Some(180_000), ..file(AttachmentKind::Photo, "p-l") };
    assert_eq!(
        said("photo"),
        Utterance::Attachment {
            file: photo.clone(),
            caption: Some("Máy trước khi sửa".to_owned()),
            album: None,
        }
    );
    assert_eq!(
        said("album_photo"),
        Utterance::Attachment { file: photo, caption: None, album: Some("13579".to_owned()) }
    );
}

#[test]
fn every_kind_of_file_is_kept() {
    let document = Attachment {
        name: Some("bản vẽ.pdf".to_owned()),
        size: Some(2_147_483_648),
        ..file(AttachmentKind::Document, "d-1")
    };
    assert_eq!(said("document"), attached(document));
    let animation = Attachment { size: Some(5), ..file(AttachmentKind::Document, "g-1") };
    assert_eq!(said("animation"), attached(animation));
    let voice = Attachment { size: Some(20_000), ..file(AttachmentKind::Voice, "v-1") };
    assert_eq!(said("voice"), attached(voice));
    let audio =
        Attachment { name: Some("ghi âm.mp3".to_owned()), ..file(AttachmentKind::Audio, "a-1") };
    assert_eq!(said("audio"), attached(audio));
    assert_eq!(said("video"), attached(file(AttachmentKind::Video, "m-1")));
    assert_eq!(said("video_note"), attached(file(AttachmentKind::Video, "n-1")));
}

#[test]
fn what_we_do_not_read_is_told_apart_from_silence() {
    for name in ["sticker", "location", "poll", "content_of_the_future"] {
        assert_eq!(said(name), Utterance::Unreadable, "{name}");
        assert!(envelope(name).is_ok(), "{name} has somebody to be answered");
    }
}

#[test]
fn an_edit_names_the_message_that_it_changes() {
    let edited = |text: &str| Utterance::Edited { message: "7".to_owned(), text: text.to_owned() };
    assert_eq!(said("edited_text"), edited("Cải tiến máy dán nhãn, bản mới"));
    assert_eq!(said("edited_caption"), edited("Máy sau khi sửa"));
    assert_eq!(said("edited_location"), edited(""));
    assert_eq!(envelope("edited_text").map(|e| e.sent_at), Ok(at("2022-05-20T03:01:40Z")));
}

#[test]
fn a_press_is_read_and_never_trusted() {
    let answer = Press::Answer { question: 17, key: "skip".to_owned() };
    assert_eq!(said("press_answer"), Utterance::Chose(answer.clone()));
    assert_eq!(said("press_on_an_inaccessible_message"), Utterance::Chose(answer));
    let command = Press::Command("/xem 10000017".to_owned());
    assert_eq!(said("press_command"), Utterance::Chose(command));
    assert_eq!(said("press_forged"), Utterance::Unreadable);
    assert_eq!(said("press_without_data"), Utterance::Unreadable);
    // The number of the bot's message is not the number of something the person said.
    assert_eq!(read(&sample("press_answer")).message, None);
}

#[test]
fn a_press_is_answered_at_once_and_dated_by_its_arrival() {
    let envelope = envelope("press_answer").unwrap();
    assert_eq!(envelope.press.as_deref(), Some("4382bfdwdsb323b2d9"));
    assert_eq!(envelope.sent_at, received_at());
    assert_eq!(envelope.chat, "41");
}

#[test]
fn blocking_and_unblocking_are_heard() {
    assert_eq!(said("blocked"), Utterance::Blocked);
    assert_eq!(said("returned"), Utterance::Returned);
}

#[test]
fn an_envelope_has_what_is_needed_to_store_the_update() {
    assert_eq!(
        envelope("text"),
        Ok(Envelope {
            external_id: "900003".to_owned(),
            chat: "41".to_owned(),
            sent_at: at("2022-05-20T03:00:00Z"),
            press: None,
            locale_hint: Some(Locale::Vi),
        })
    );
}

#[test]
fn groups_and_channels_are_let_go() {
    assert_eq!(envelope("group"), Err(Unaddressed::NotPrivate));
    for name in ["channel_post", "reaction", "press_in_an_inline_message"] {
        assert_eq!(envelope(name), Err(Unaddressed::NoAddress), "{name}");
    }
}

#[test]
fn a_time_at_which_nobody_can_have_spoken_is_not_believed() {
    for date in ["0", "-5", "99999999999999", "9223372036854775807", "1.5", "\"x\"", "null"] {
        let raw = sample("text").replace("1653015600", date);
        let envelope = telegram::envelope(&raw, received_at()).unwrap();
        assert_eq!(envelope.sent_at, received_at(), "{date}");
    }
}

#[test]
fn strange_letters_arrive_as_they_are() {
    let raw = sample("text").replace("👍", r"\u0000\u202e\u200b");
    let expected = "Cải tiến máy dán nhãn <b>A&B</b> \0\u{202e}\u{200b}";
    assert_eq!(read(&raw).utterance, Utterance::Text(expected.to_owned()));
}

#[test]
fn nothing_malformed_is_read_and_nothing_panics() {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let broken = [
        String::new(),
        "null".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        "{\"update_id\":1}".to_owned(),
        "\u{0}".to_owned(),
        deep.clone(),
        sample("text").replace("900003", "99999999999999999999"),
        sample("text").replace("\"id\": 41", "\"id\": \"41\""),
        sample("text").replace("\"chat\"", "\"cat\""),
        sample("text").replace("\"message\"", "\"massage\""),
    ];
    for raw in &broken {
        assert_eq!(telegram::envelope(raw, received_at()), Err(Unaddressed::NoAddress), "{raw}");
        read(raw);
    }
    // Every beginning of every sample.
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/telegram/updates");
    for entry in fs::read_dir(samples).unwrap() {
        let raw = fs::read_to_string(entry.unwrap().path()).unwrap();
        let raw = raw.trim_end();
        for (end, _) in raw.char_indices() {
            assert_eq!(read(&raw[..end]).utterance, Utterance::Unreadable);
            assert!(telegram::envelope(&raw[..end], received_at()).is_err());
        }
    }
    // Depth where we do not look is no obstacle.
    let raw =
        sample("content_of_the_future").replace("\"depth\": 3", &format!("\"depth\": {deep}"));
    assert!(telegram::envelope(&raw, received_at()).is_ok());
    assert_eq!(read(&raw).utterance, Utterance::Unreadable);
}

#[test]
fn the_samples_are_what_another_reader_takes_for_updates() {
    // Made to be more than any reader knows, or less than it wants.
    let odd = ["odd_types", "reply_to_something_new", "document", "press_without_data"];
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/telegram/updates");
    for entry in fs::read_dir(samples).unwrap() {
        let path = entry.unwrap().path();
        let raw = fs::read_to_string(&path).unwrap();
        let update: teloxide::types::Update = serde_json::from_str(&raw).unwrap();
        let reads = !matches!(update.kind, teloxide::types::UpdateKind::Error(_));
        let is_odd = odd.iter().any(|odd| path.ends_with(format!("{odd}.json")));
        assert!(reads || is_odd, "{}", path.display());
    }
}

#[test]
fn wrong_types_where_it_matters_are_unreadable() {
    for (from, to) in [
        ("\"file_id\": \"d-1\"", "\"file_id\": 5"),
        ("\"file_unique_id\": \"ud-1\"", "\"file_unique_id\": null"),
        ("\"document\": {", "\"document\": 5, \"other\": {"),
    ] {
        let raw = sample("document").replace(from, to);
        assert_eq!(read(&raw).utterance, Utterance::Unreadable, "{to}");
    }
    let raw = sample("contact_own").replace("\"user_id\": 41", "\"user_id\": \"41\"");
    let phone = "84912345678".to_owned();
    assert_eq!(read(&raw).utterance, Utterance::Contact { phone, own: false });
}
