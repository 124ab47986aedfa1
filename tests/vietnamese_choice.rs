//! Which of the offered choices a person means.

use sangkien::vietnamese::Reading::{self, Ambiguous, Read, Unreadable};
use sangkien::vietnamese::{Why, choice::pick};

const KINDS: [&str; 5] =
    ["📈 Tăng năng suất", "💰 Giảm chi phí", "🦺 An toàn lao động", "🌱 Môi trường", "Khác"];

fn none() -> Reading<usize> {
    Unreadable(Why::NotAChoice)
}

#[test]
fn a_choice_by_its_number() {
    for (input, at) in [
        ("1", 0),
        ("2.", 1),
        ("(3)", 2),
        ("số 2", 1),
        ("so 2", 1),
        ("câu 2", 1),
        ("chọn 4", 3),
        ("em chọn số 4 ạ", 3),
        ("2️⃣", 1),
        ("２", 1),
        ("②", 1),
        ("hai", 1),
        ("số năm", 4),
        ("năm", 4),
        ("thứ nhất", 0),
        ("cái đầu tiên", 0),
        ("cuối cùng", 4),
        ("02", 1),
    ] {
        assert_eq!(pick(input, &KINDS), Read(at), "{input}");
    }
}

#[test]
fn a_choice_by_its_label_or_a_part_of_it() {
    for (input, at) in [
        ("📈 Tăng năng suất", 0),
        ("tang nang suat", 0),
        ("TĂNG NĂNG SUẤT", 0),
        ("năng suất", 0),
        ("nang suat", 0),
        ("📈", 0),
        ("chi phí", 1),
        ("giảm chi phí nhé", 1),
        ("em chọn an toàn ạ", 2),
        ("lao dong", 2),
        ("moi truong", 3),
        ("khác", 4),
        ("khac", 4),
    ] {
        assert_eq!(pick(input, &KINDS), Read(at), "{input}");
    }
}

#[test]
fn what_is_no_choice_is_left_alone() {
    for input in [
        "0",
        "6",
        "-1",
        "10%",
        "1.000",
        "lương",
        "không",
        "không phải 2",
        "trừ 2",
        "tôi muốn tăng năng suất của máy dập bằng cách thay khuôn mới và giảm thời gian chờ",
        "năng xuất cao hơn",
        "99999999999999999999999999",
        "???",
        "🐶",
    ] {
        assert_eq!(pick(input, &KINDS), none(), "{input}");
    }
    assert_eq!(pick(" ", &KINDS), Unreadable(Why::Empty));
    assert_eq!(pick("1", &[]), none());
}

#[test]
fn what_fits_several_choices_is_asked() {
    assert_eq!(pick("1 hoặc 2", &KINDS), Ambiguous(vec![0, 1]));
    assert_eq!(pick("3", &["1 tháng", "3 tháng", "6 tháng"]), Ambiguous(vec![1, 2]));
    assert_eq!(pick("tháng", &["1 tháng", "3 tháng", "6 tháng"]), Ambiguous(vec![0, 1, 2]));
    assert_eq!(pick("2", &["2", "1"]), Ambiguous(vec![0, 1]));
    assert_eq!(pick("may", &["Máy móc", "May mặc"]), Ambiguous(vec![0, 1]));
    assert_eq!(pick("máy", &["Máy móc", "May mặc"]), Read(0));
}

#[test]
fn yes_and_no_pick_only_a_label_that_begins_so() {
    assert_eq!(pick("có", &["Có, tôi đồng ý", "Không"]), Read(0));
    assert_eq!(pick("không", &["Có", "Không có"]), Read(1));
    assert_eq!(pick("có", &["Chưa có", "Đang làm"]), none());
    assert_eq!(pick("không", &["Không tính được", "Không biết"]), Ambiguous(vec![0, 1]));
    assert_eq!(pick("2022", &["Năm 2021", "Năm 2022"]), Read(1));
}

#[test]
fn an_answer_that_leaves_out_what_turns_a_label_around_is_not_that_label() {
    for (label, inputs) in [
        (
            "Chưa được công nhận",
            &["đã được công nhận", "da duoc cong nhan", "được công nhận", "đã công nhận"] as &[_],
        ),
        ("Chưa áp dụng", &["đã áp dụng", "em áp dụng", "ap dung", "da ap dung roi"]),
        ("Không tính được bằng tiền", &["tính được", "tinh duoc bang tien", "bằng tiền"]),
        ("Không có tệp", &["em có tệp", "co tep", "tệp"]),
        ("Không công nhận", &["công nhận"]),
        ("Rút lại đồng ý", &["đồng ý", "dong y", "em đồng ý ạ"]),
        ("Rút sáng kiến này", &["dung rut", "dung rut nhe", "dung rut sang kien", "sáng kiến này"]),
        ("Bỏ hết tệp", &["hết", "het", "hết ạ", "het nhe", "hết tệp", "tệp"]),
        ("Xóa hết", &["hết", "hết rồi"]),
        ("Đừng nhắc nữa", &["nhắc nữa", "nhắc"]),
        ("Not in use yet", &["in use", "use"]),
        ("Not recognised yet", &["recognised", "already recognised"]),
        ("It has no price", &["price"]),
        ("No files", &["files"]),
        ("Remove all files", &["all", "files"]),
        ("Erase everything", &["everything"]),
        ("I do not agree", &["agree", "i do"]),
    ] {
        for input in inputs {
            assert_eq!(pick(input, &[label]), none(), "{input} for {label}");
        }
    }
}

#[test]
fn a_label_that_turns_around_is_picked_with_its_turn() {
    for (label, inputs) in [
        ("Chưa được công nhận", &["chua duoc cong nhan", "em chưa được công nhận ạ"] as &[_]),
        ("Chưa áp dụng", &["chưa áp dụng", "dạ chưa áp dụng ạ"]),
        ("Không tính được bằng tiền", &["không tính được", "khong tinh duoc"]),
        ("Không có tệp", &["không có tệp ạ", "không"]),
        ("Rút lại đồng ý", &["rút", "rút lại", "em rút lại đồng ý"]),
        ("Rút sáng kiến này", &["rút", "rút sáng kiến"]),
        ("Bỏ hết tệp", &["bỏ hết", "bo het tep"]),
        ("Xóa hẳn", &["xóa"]),
        ("Not in use yet", &["not in use", "not"]),
        ("I do not agree", &["do not agree", "not"]),
        ("Rút ngắn thời gian thay khuôn (08:40 02/03/2026)", &["thời gian thay khuôn"]),
    ] {
        for input in inputs {
            assert_eq!(pick(input, &[label]), Read(0), "{input} for {label}");
        }
    }
    assert_eq!(pick("dong y nhe", &["Đồng ý", "Xem đầy đủ", "Không đồng ý"]), Read(0));
    assert_eq!(pick("agree", &["I agree", "Read it all", "I do not agree"]), Read(0));
}

#[test]
fn what_was_done_already_is_no_choice_to_do_it() {
    assert_eq!(pick("dạ gửi ạ", &["Gửi", "Sửa", "Lưu nháp"]), Read(0));
    assert_eq!(pick("đã gửi", &["Gửi", "Sửa", "Lưu nháp"]), none());
}
