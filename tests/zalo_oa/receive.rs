//! `tests/data/zalo_oa/` holds one event a file.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use sangkien::channel::file::FetchError;
use sangkien::channel::zalo_oa::{Profile, ZaloOa, not_connected};
use sangkien::channel::{Channel, Envelope, Unaddressed};
use sangkien::domain::{AccountId, Attachment, AttachmentKind};
use sangkien::message::{Inbound, Press, Utterance};
use serde_json::json;
use url::Url;

use super::file_host::{FileHost, PAPER};
use super::{http, profile};

const ACCOUNT: AccountId = AccountId(3);
const PERSON: &str = "9041000000000000001";

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.join(format!("tests/data/zalo_oa/{name}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn received_at() -> DateTime<Utc> {
    "2022-05-20T03:02:00Z".parse().expect("the instant exists")
}

fn oa(profile: Profile) -> Channel {
    let base = Url::parse("http://127.0.0.1:9").expect("it is an address");
    Channel::ZaloOa(ZaloOa::new(http(), &base, not_connected(), profile))
}

fn read(raw: &str) -> Inbound {
    oa(profile()).read(ACCOUNT, raw, received_at())
}

fn said(name: &str) -> Utterance {
    read(&sample(name)).utterance
}

fn envelope(name: &str) -> Result<Envelope, Unaddressed> {
    oa(profile()).envelope(&sample(name), received_at())
}

fn text(text: &str) -> Utterance {
    Utterance::Text(text.to_owned())
}

fn file(kind: AttachmentKind, url: &str) -> Attachment {
    let unique_id = "96d3cdf3af150460909".to_owned();
    Attachment {
        account: ACCOUNT,
        kind,
        file_id: url.to_owned(),
        unique_id,
        name: None,
        size: None,
    }
}

fn attached(file: Attachment) -> Utterance {
    Utterance::Attachment { file, caption: None, album: None }
}

#[test]
fn words_and_links_are_heard_as_they_were_written() {
    assert_eq!(said("text"), text("Cải tiến máy dán nhãn <b>A&B</b> 👍"));
    assert_eq!(said("text_with_numbers_for_ids"), text("Vẫn đọc được"));
    assert_eq!(said("text_without_id"), text("Không có mã"));
    assert_eq!(said("start_with_payload"), text("/start u_LD-07"));
    assert_eq!(said("link"), text("Xem bài này https://example.org/bai"));
    assert_eq!(said("link_apart"), text("Xem bài này\nhttps://example.org/bai"));
    assert_eq!(said("link_alone"), text("https://example.org/bai"));
}

#[test]
fn an_event_tells_who_spoke_when_and_under_which_number() {
    let plain = Envelope {
        external_id: "96d3cdf3af150460909".to_owned(),
        chat: PERSON.to_owned(),
        sent_at: "2022-05-20T03:00:00Z".parse().expect("the instant exists"),
        press: None,
        locale_hint: None,
    };
    assert_eq!(envelope("text"), Ok(plain.clone()));
    let numbers = Envelope { external_id: "96450460909".to_owned(), ..plain.clone() };
    assert_eq!(envelope("text_with_numbers_for_ids"), Ok(numbers));
    assert_eq!(read(&sample("text")).message.as_deref(), Some("96d3cdf3af150460909"));
    for event in ["without_time", "time_of_tomorrow"] {
        let received = Envelope { sent_at: received_at(), ..plain.clone() };
        assert_eq!(envelope(event), Ok(received), "{event}");
    }
}

#[test]
fn an_event_without_a_number_is_known_by_its_letters() {
    for event in ["follow", "unfollow", "submit_info", "text_without_id"] {
        let first = envelope(event).unwrap_or_else(|error| panic!("{event}: {error}"));
        assert_eq!(first.chat, PERSON, "{event}");
        assert_eq!(envelope(event), Ok(first.clone()), "{event}");
        let later = sample(event).replace("1653015600000", "1653015600001");
        let later = oa(profile()).envelope(&later, received_at()).expect("it is addressed");
        assert_ne!(later.external_id, first.external_id, "{event}");
    }
}

#[test]
fn every_kind_of_file_is_kept() {
    let photo = file(AttachmentKind::Photo, "https://zdn.example/m.jpg");
    assert_eq!(
        said("image"),
        Utterance::Attachment {
            file: photo,
            caption: Some("Máy trước khi sửa".to_owned()),
            album: None,
        }
    );
    let document = |name: &str| Attachment {
        name: Some(name.to_owned()),
        size: Some(20_480),
        ..file(AttachmentKind::Document, "https://zdn.example/d")
    };
    assert_eq!(said("file"), attached(document("bản vẽ.pdf")));
    assert_eq!(said("file_with_number_for_size"), attached(document("a.docx")));
    for (event, kind, url) in [
        ("gif", AttachmentKind::Document, "https://zdn.example/g.gif"),
        ("audio", AttachmentKind::Voice, "https://zdn.example/a.aac"),
        ("video", AttachmentKind::Video, "https://zdn.example/v.mp4"),
    ] {
        assert_eq!(said(event), attached(file(kind, url)), "{event}");
    }
}

#[test]
fn a_filled_form_is_the_persons_own_number_and_a_card_is_not() {
    let contact = |phone: &str, own| Utterance::Contact { phone: phone.to_owned(), own };
    for form in ["submit_info", "submit_info_with_number_for_phone", "submit_info_in_words"] {
        assert_eq!(said(form), contact("84912345678", true), "{form}");
    }
    assert_eq!(said("business_card"), contact("84987654321", false));
}

#[test]
fn whoever_follows_is_greeted_where_the_operator_wants_it() {
    assert_eq!(said("follow"), Utterance::Started { payload: None });
    let quiet = oa(Profile { greets_followers: false, ..profile() });
    let followed = quiet.read(ACCOUNT, &sample("follow"), received_at());
    assert_eq!(followed.utterance, Utterance::Returned);
    assert_eq!(said("unfollow"), Utterance::Blocked);
}

#[test]
fn what_we_do_not_read_is_told_apart_from_silence() {
    for event in [
        "sticker",
        "location",
        "of_the_future",
        "text_empty",
        "text_of_wrong_type",
        "image_without_url",
        "image_without_attachments",
        "image_at_no_web_address",
        "business_card_without_phone",
        "submit_info_without_phone",
    ] {
        assert_eq!(said(event), Utterance::Unreadable, "{event}");
        assert_eq!(envelope(event).map(|envelope| envelope.chat), Ok(PERSON.to_owned()), "{event}");
    }
}

#[test]
fn echoes_receipts_and_groups_are_let_go() {
    for event in ["echo", "echo_list", "seen", "received", "reaction", "tag", "anonymous"] {
        assert_eq!(envelope(event), Err(Unaddressed::NothingSaid), "{event}");
        assert_eq!(said(event), Utterance::Unreadable, "{event}");
    }
    assert_eq!(envelope("group"), Err(Unaddressed::NotPrivate));
    for event in ["of_another_account", "without_sender", "without_event_name"] {
        assert_eq!(envelope(event), Err(Unaddressed::NoAddress), "{event}");
    }
    for garbage in ["", "null", "[]", "{}", "{\"event_name\":", "\u{1}", "1e999"] {
        let envelope = oa(profile()).envelope(garbage, received_at());
        assert_eq!(envelope, Err(Unaddressed::NoAddress), "{garbage:?}");
        assert_eq!(read(garbage).utterance, Utterance::Unreadable, "{garbage:?}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&deep).utterance, Utterance::Unreadable);
}

#[test]
fn a_number_that_is_far_too_long_is_none() {
    let long = sample("text").replace("96d3cdf3af150460909", &"9".repeat(10_000));
    let envelope = oa(profile()).envelope(&long, received_at()).expect("it is addressed");
    assert!(envelope.external_id.len() <= 128);
    let long = sample("text").replace(PERSON, &"9".repeat(10_000));
    let envelope = oa(profile()).envelope(&long, received_at());
    assert_eq!(envelope, Err(Unaddressed::NoAddress));
}

/// An event with which the text of a button comes back.
fn tapped(chat: &str, payload: &str) -> String {
    json!({"event_name": "user_send_text", "sender": {"id": chat},
        "message": {"msg_id": "m1", "text": payload}, "timestamp": "1653015600000"})
    .to_string()
}

#[test]
fn a_tap_is_a_press_in_its_own_chat_alone() {
    let press = Press::Answer { question: 17, key: "yes".to_owned() };
    let payload = profile().buttons.payload(PERSON, &press);
    assert_eq!(read(&tapped(PERSON, &payload)).utterance, Utterance::Chose(press));
    // Somebody else has copied it: neither a press nor words that would become an answer.
    assert_eq!(read(&tapped("9042", &payload)).utterance, Utterance::Unreadable);
    // Somebody types what the button means, but cannot sign it.
    assert_eq!(read(&tapped(PERSON, "a17.yes")).utterance, text("a17.yes"));
}

#[tokio::test]
async fn a_link_to_a_file_is_followed_as_far_as_it_leads() {
    let host = FileHost::start().await;
    let channel = oa(profile());
    let fetch = async |name| channel.fetch(&host.link(name), 20_000_000).await;
    assert_eq!(fetch("paper").await, Ok(PAPER.to_vec()));
    assert!(matches!(fetch("gone").await, Err(FetchError::Gone { .. })));
    assert_eq!(fetch("large").await, Err(FetchError::TooBig));
    assert!(matches!(fetch("away").await, Err(FetchError::Again { .. })));
}
