//! Yes, no and the short commands.

use sangkien::vietnamese::Reading::{Read, Unreadable};
use sangkien::vietnamese::Why;
use sangkien::vietnamese::intent::{self, Intent};
use sangkien::vietnamese::yes_no::{self, YesNo};

#[test]
fn yes_in_all_its_forms() {
    for input in [
        "có",
        "co",
        "Có ạ",
        "ok",
        "OK",
        "oke",
        "oki",
        "okkkk",
        "ừ",
        "uh",
        "ừm",
        "dạ",
        "da",
        "vâng",
        "vang",
        "dạ vâng",
        "dạ có",
        "đúng",
        "dung",
        "đúng rồi",
        "dung roi",
        "đúng rồi ạ",
        "đúng r",
        "dạ đúng rồi ạ",
        "đồng ý",
        "dong y",
        "Đồng ý!",
        "1",
        "👍",
        "👍🏽",
        "✅",
        "ok 👍",
        "ok em",
        "ok 🙏",
        "được",
        "dc",
        "đc",
        "chuẩn",
        "chính xác",
        "yes",
        "y",
        "vâng ạ",
        "Dạ đúng ạ.",
        "phải",
        "co\u{301}",
        "vâng đúng rồi anh",
        "nhất trí",
    ] {
        assert_eq!(yes_no::read(input), Read(YesNo::Yes), "{input}");
    }
}

#[test]
fn no_in_all_its_forms() {
    for input in [
        "không",
        "khong",
        "ko",
        "k",
        "kg",
        "hok",
        "hông",
        "Không ạ",
        "dạ không",
        "da ko",
        "dạ không ạ",
        "không có",
        "không phải",
        "ko phai",
        "không đúng",
        "ko dung",
        "chưa đúng",
        "sai",
        "sai rồi",
        "thôi",
        "hủy",
        "huỷ",
        "huy",
        "0",
        "no",
        "👎",
        "❌",
        "không 👎",
        "không, không",
        "không được",
        "ko dc",
        "không đồng ý",
        "chưa",
        "chưa ạ",
        "nhầm rồi",
        "đừng",
    ] {
        assert_eq!(yes_no::read(input), Read(YesNo::No), "{input}");
    }
}

#[test]
fn what_is_neither_is_not_guessed() {
    for input in [
        "không sai",
        "đúng không",
        "có không",
        "được không?",
        "ok?",
        "có lẽ",
        "không biết",
        "có thể",
        "đúng là không",
        "không phải không",
        "không có gì sai",
        "vàng",
        "dừng",
        "có 👎",
        "👍👎",
        "2",
        "10",
        "-1",
        "100%",
        "a",
        "🙏",
        "...",
        "có 5 người",
        "không, 5 triệu",
        "đúng sai",
        "chưa chắc",
        "cỏ",
        "không chắc",
        "có, nhưng sai tên",
    ] {
        assert_eq!(yes_no::read(input), Unreadable(Why::NotYesOrNo), "{input}");
    }
    assert_eq!(yes_no::read("  "), Unreadable(Why::Empty));
    assert_eq!(yes_no::read(&"có ".repeat(10_000)), Unreadable(Why::NotYesOrNo));
}

#[test]
fn commands_are_understood_with_politeness_and_without_accents() {
    for (intent, inputs) in [
        (
            Intent::Skip,
            &["bỏ qua", "bo qua", "Bỏ qua ạ", "dạ cho em bỏ qua ạ", "skip", "để sau", "BỎ QUA"][..],
        ),
        (
            Intent::Back,
            &["quay lại", "quay lai", "trở lại", "back", "câu trước", "em muốn quay lại ạ"],
        ),
        (
            Intent::Stop,
            &["dừng", "dung lai", "hủy", "huỷ", "huy", "/huy", "thoát", "stop", "dừng lại nhé"],
        ),
        (
            Intent::Help,
            &["trợ giúp", "tro giup", "/help", "?", "giúp em với", "hướng dẫn", "không hiểu"],
        ),
        (Intent::NotYet, &["chưa", "chua", "chưa áp dụng", "dạ chưa ạ", "chưa có"]),
        (
            Intent::Myself,
            &["tôi", "em", "một mình", "mot minh em", "dạ một mình em ạ", "em làm 1 mình"],
        ),
        (Intent::Nothing, &["không có", "ko co", "không có ai ạ", "dạ không có ai"]),
        (Intent::DoNotKnow, &["không biết", "ko nho", "em không rõ ạ", "không tính được"]),
        (Intent::Done, &["xong", "xong rồi", "hết rồi ạ", "đủ rồi"]),
        (Intent::Restart, &["làm lại", "/start", "bắt đầu lại"]),
    ] {
        for input in inputs {
            assert_eq!(intent::read(input), Some(intent), "{input}");
        }
    }
}

#[test]
fn free_text_is_no_command() {
    for input in [
        "bỏ qua công đoạn rửa",
        "máy dừng liên tục",
        "dung",
        "đúng",
        "không",
        "chưa có băng tải",
        "em Lan",
        "",
        "🙂",
        "một mình một máy",
        "giúp giảm chi phí",
        "quay lại đầu chuyền",
        "hết 5 triệu",
    ] {
        assert_eq!(intent::read(input), None, "{input}");
    }
}

#[test]
fn huy_is_a_name_as_well() {
    for input in ["Huy", "huy", "HUY", "em Huy", "Huy ạ", "dạ em Huy ạ", "anh Huy nhé"] {
        assert!(intent::may_be_huy(input), "{input}");
    }
    for input in ["hủy", "huỷ ạ", "huy bo", "huy di", "hủy bỏ", "dừng", "", "cho em huy"]
    {
        assert!(!intent::may_be_huy(input), "{input}");
    }
}

#[test]
fn what_cannot_be_undone_takes_a_yes_that_is_no_do_not() {
    for input in ["đúng", "đúng rồi", "có", "ok", "vâng", "dạ", "chắc chắn"] {
        assert_eq!(yes_no::read_for_good(input), Read(YesNo::Yes), "{input}");
    }
    for input in ["dung", "dung roi", "dung nhe", "da dung a", "dừng", "dung rut"] {
        assert_eq!(yes_no::read_for_good(input), Unreadable(Why::NotYesOrNo), "{input}");
    }
    for input in ["không", "đừng", "thôi", "ko dung"] {
        assert_eq!(yes_no::read_for_good(input), Read(YesNo::No), "{input}");
    }
}
