//! Deciding: what is recorded, what is refused, and what the officer is told.

use chrono::TimeDelta;
use sangkien::domain::{Closed, PersonId, Status, StatusName, Workplace};
use sangkien::message::{FilesOut, Utterance};

use crate::hall::{AN, BINH, Hall, LAN, SAO_MAI, code};

#[test]
fn an_officer_reads_takes_up_and_recognises() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    hall.wait(TimeDelta::days(3));
    let card = an.says(&mut hall, &format!("/xem {}", code(id)));
    for expected in [
        "Giá đỡ khuôn",
        "Đã tiếp nhận",
        "đã chờ 3 ngày",
        "Hoàng Thị Lan",
        "Công ty Sao Mai",
        "Khuôn để dưới sàn hay bị xước",
        "Hàn giá đỡ từ thép thừa",
        "tháng 3/2026",
        "tự khai",
        "50.000.000 đồng (năm mươi triệu đồng)",
        "Tệp đính kèm: 1",
        "09:00 22/11/2026 · Tác giả · Đã tiếp nhận",
    ] {
        assert!(card.contains(expected), "{expected:?} is not in {card}");
    }
    let labels = an.labels();
    for expected in
        ["Nhận xử lý", "✅ Duyệt", "Yêu cầu bổ sung", "Không công nhận", "Tiếp theo", "Xem tệp"]
    {
        assert!(labels.contains(&expected), "{expected:?} is not in {labels:?}");
    }

    let claimed = an.presses(&mut hall, "Nhận xử lý");
    assert!(claimed.contains("đang thẩm định"), "{claimed}");
    assert_eq!(hall.status(id), StatusName::InReview);

    let answer = an.presses(&mut hall, "✅ Duyệt 50.000.000 đồng");
    assert!(answer.contains("Đã công nhận"), "{answer}");
    assert!(answer.contains("50.000.000 đồng (năm mươi triệu đồng)"), "{answer}");
    assert!(answer.contains("sau 10 phút") && answer.contains("/hoantac"), "{answer}");
    assert_eq!(hall.status(id), StatusName::Recognized);
    assert_eq!(hall.histories[&id].len(), 3);
    let step = hall.histories[&id].last().expect("it was decided");
    assert_eq!(step.verified_benefit, Some(50_000_000));
}

#[test]
fn typed_words_do_what_buttons_do() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let answer = an.says(&mut hall, &format!("/duyet {} 45 triệu đã đối chiếu sổ kho", code(id)));
    assert!(answer.contains("45.000.000 đồng"), "{answer}");
    assert!(answer.contains("Ghi chú: đã đối chiếu sổ kho"), "{answer}");
    let Status::Closed(Closed::Recognized { verified_benefit, note, .. }) =
        &hall.initiatives[&id].status
    else {
        panic!("it is not recognised");
    };
    assert_eq!(*verified_benefit, Some(45_000_000));
    assert_eq!(note.as_deref(), Some("đã đối chiếu sổ kho"));
}

#[test]
fn an_amount_with_two_meanings_is_asked_and_the_note_is_kept() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let asked = an.says(&mut hall, &format!("/duyet {} 10 triệu/tháng đúng sổ", code(id)));
    assert!(asked.contains("nhiều cách"), "{asked}");
    assert_eq!(hall.status(id), StatusName::Received);
    let answer = an.presses(&mut hall, "120.000.000 đồng");
    assert!(answer.contains("120.000.000 đồng"), "{answer}");
    assert!(answer.contains("đúng sổ"), "{answer}");
    assert_eq!(hall.status(id), StatusName::Recognized);
}

#[test]
fn nobody_decides_about_a_text_they_have_not_read() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    for command in ["/duyet {} tốt", "/tuchoi {} 1 chưa rõ", "/bosung {} Ở đâu?"] {
        let mut an = Hall::chat(AN);
        let answer = an.says(&mut hall, &command.replace("{}", &code(id)));
        assert!(answer.contains("Chưa có quyết định nào được ghi"), "{answer}");
        assert!(answer.contains("Hàn giá đỡ từ thép thừa"), "{answer}");
        assert_eq!(hall.status(id), StatusName::Received, "{command}");
    }
    an.says(&mut hall, &format!("/duyet {}", code(id)));
    an.says(&mut hall, &format!("/duyet {}", code(id)));
    assert_eq!(hall.status(id), StatusName::Recognized, "the card was shown the first time");
}

#[test]
fn a_changed_text_is_shown_again_before_it_is_decided() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let recognize = an.button("✅ Duyệt");
    an.presses(&mut hall, "Yêu cầu bổ sung");
    an.says(&mut hall, "Áp dụng ở đâu?");
    hall.supplemented(id);

    let answer = an.presses_again(&mut hall, &recognize);
    assert!(answer.contains("Tác giả đã sửa hoặc bổ sung"), "{answer}");
    assert!(answer.contains("Ở tổ hàn số 3"), "{answer}");
    assert_eq!(hall.status(id), StatusName::Supplemented);

    an.presses(&mut hall, "✅ Duyệt");
    assert_eq!(hall.status(id), StatusName::Recognized);
}

#[test]
fn a_double_press_does_nothing_twice() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let (claim, recognize) = (an.button("Nhận xử lý"), an.button("✅ Duyệt"));
    an.presses_again(&mut hall, &claim);
    let again = an.presses_again(&mut hall, &claim);
    assert!(again.contains("không cần nhận lại"), "{again}");
    an.presses_again(&mut hall, &recognize);
    let (events, notices) = (hall.histories[&id].len(), hall.notices.len());
    let again = an.presses_again(&mut hall, &recognize);
    assert!(again.contains("anh/chị đã ghi Đã công nhận lúc 09:00"), "{again}");
    assert_eq!((hall.histories[&id].len(), hall.notices.len()), (events, notices));
}

#[test]
fn the_first_decision_wins_and_the_second_officer_is_told() {
    let (mut hall, mut an, mut binh) = (Hall::new(), Hall::chat(AN), Hall::chat(BINH));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    binh.says(&mut hall, &format!("/xem {}", code(id)));
    an.presses(&mut hall, "✅ Duyệt");
    hall.wait(TimeDelta::minutes(1));
    for command in ["/tuchoi {} 1 chưa rõ", "/duyet {}", "/bosung {} Ở đâu?", "/nhan {}"] {
        let answer = binh.says(&mut hall, &command.replace("{}", &code(id)));
        assert!(
            answer.contains("Đã công nhận, Nguyễn Thị An ghi lúc 09:00 22/11/2026"),
            "{command}: {answer}"
        );
    }
    assert_eq!(hall.status(id), StatusName::Recognized);
    assert_eq!(hall.histories[&id].len(), 2);
}

#[test]
fn what_a_colleague_holds_is_taken_over_only_on_purpose() {
    let (mut hall, mut an, mut binh) = (Hall::new(), Hall::chat(AN), Hall::chat(BINH));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/nhan {}", code(id)));
    let notices = hall.notices.len();
    let answer = binh.says(&mut hall, &format!("/nhan {}", code(id)));
    assert!(answer.contains("do Nguyễn Thị An phụ trách"), "{answer}");
    assert_eq!(hall.histories[&id].len(), 2);
    binh.presses(&mut hall, "Vẫn nhận thay");
    assert_eq!(hall.histories[&id].len(), 3);
    assert_eq!(hall.notices.len(), notices, "the author need not know who reads it");
}

#[test]
fn nobody_decides_about_their_own_initiative() {
    let mut hall = Hall::new();
    let id = hall.submitted("Giá đỡ khuôn");
    hall.officers[0].person = LAN;
    let mut lan = Hall::chat(LAN);
    let card = lan.says(&mut hall, &format!("/xem {}", code(id)));
    assert!(card.contains("một cán bộ khác sẽ thẩm định"), "{card}");
    assert!(!lan.labels().contains(&"✅ Duyệt"), "{:?}", lan.labels());
    for command in ["/nhan {}", "/duyet {}", "/tuchoi {} 1 x", "/bosung {} Ở đâu?"] {
        let answer = lan.says(&mut hall, &command.replace("{}", &code(id)));
        assert!(answer.contains("của chính anh/chị"), "{command}: {answer}");
    }
    assert_eq!(hall.histories[&id].len(), 1);
}

#[test]
fn a_reason_is_chosen_and_explained() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let asked = an.presses(&mut hall, "Không công nhận");
    assert!(asked.contains("Vì sao không công nhận"), "{asked}");
    let asked = an.presses(&mut hall, "Nội dung không rõ");
    assert!(asked.contains("Anh/chị viết thêm vài lời"), "{asked}");
    assert_eq!(hall.status(id), StatusName::Received);
    let answer = an.says(&mut hall, "Chưa nói giá đỡ làm bằng gì");
    assert!(answer.contains("Lý do: Nội dung không rõ"), "{answer}");
    assert!(answer.contains("Ghi chú: Chưa nói giá đỡ làm bằng gì"), "{answer}");
    let step = hall.histories[&id].last().expect("it was decided");
    assert_eq!(step.reason.as_deref(), Some("unclear"));
    assert_eq!(step.note.as_deref(), Some("Chưa nói giá đỡ làm bằng gì"));
}

#[test]
fn a_reason_whose_code_is_a_number_is_the_one_on_its_button() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    for (reason, code) in hall.catalogue.reasons.iter_mut().zip(["2", "1"]) {
        code.clone_into(&mut reason.code);
    }
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.presses(&mut hall, "Không công nhận");
    an.presses(&mut hall, "Trùng với sáng kiến khác");
    let answer = an.presses(&mut hall, "Bỏ qua");
    assert!(answer.contains("Lý do: Trùng với sáng kiến khác"), "{answer}");
    let step = hall.histories[&id].last().expect("it was decided");
    assert_eq!(step.reason.as_deref(), Some("1"));
}

#[test]
fn a_reason_may_be_typed_in_many_ways_and_its_note_skipped() {
    for (words, reason, note) in [
        ("1 chưa nói rõ", "unclear", Some("chưa nói rõ")),
        ("2. trùng SK-1", "duplicate", Some("trùng SK-1")),
        ("unclear -", "unclear", None),
        ("nội dung không rõ: viết lại giúp", "unclear", Some("viết lại giúp")),
        ("noi dung khong ro viết lại", "unclear", Some("viết lại")),
        ("The content is not clear -", "unclear", None),
        (
            "Trùng với sáng kiến khác của cùng tác giả -",
            "a-code-that-is-much-too-long-to-travel-on-a-button",
            None,
        ),
        ("Trùng với sáng kiến khác của tổ 2", "duplicate", Some("của tổ 2")),
    ] {
        let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
        let id = hall.submitted("Giá đỡ khuôn");
        an.says(&mut hall, &format!("/xem {}", code(id)));
        an.says(&mut hall, &format!("/tuchoi {} {words}", code(id)));
        let step = hall.histories[&id].last().expect("it was submitted");
        assert_eq!(step.reason.as_deref(), Some(reason), "{words}");
        assert_eq!(step.note.as_deref(), note, "{words}");
    }
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let answer = an.says(&mut hall, &format!("/tuchoi {} dở quá", code(id)));
    assert!(answer.contains("Chưa rõ lý do nào"), "{answer}");
    an.says(&mut hall, "3");
    let answer = an.presses(&mut hall, "Bỏ qua");
    assert!(answer.contains("của cùng tác giả"), "{answer}");
    assert_eq!(hall.status(id), StatusName::Rejected);
}

#[test]
fn a_question_waits_for_words_until_something_else_is_done() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.presses(&mut hall, "Yêu cầu bổ sung");
    let again = an.utters(&mut hall, Utterance::Unreadable);
    assert!(again.contains("vẫn đang chờ") && again.contains("hỏi tác giả"), "{again}");
    let stopped = an.says(&mut hall, "/huy");
    assert!(stopped.contains("chưa có gì thay đổi"), "{stopped}");

    an.says(&mut hall, &format!("/bosung {}", code(id)));
    an.says(&mut hall, "/cuatoi");
    an.says(&mut hall, "Áp dụng ở đâu?");
    assert_eq!(hall.status(id), StatusName::Received, "the question was left");

    an.says(&mut hall, &format!("/bosung {}", code(id)));
    let asked = an.says(&mut hall, "Áp dụng ở đâu?");
    assert!(asked.contains("“Áp dụng ở đâu?”"), "{asked}");
    assert_eq!(hall.status(id), StatusName::NeedsInfo);
    let events = hall.histories[&id].len();
    an.says(&mut hall, &format!("/bosung {} Áp dụng ở đâu?", code(id)));
    assert_eq!(hall.histories[&id].len(), events, "the same question is not sent twice");
}

#[test]
fn words_that_are_too_long_are_not_cut_but_given_back() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let long = "dài ".repeat(600);
    for command in ["/duyet", "/bosung", "/tuchoi"] {
        let answer = an.says(&mut hall, &format!("{command} {} 1 {long}", code(id)));
        assert!(answer.contains("2.000 ký tự"), "{command}: {answer}");
    }
    assert_eq!(hall.status(id), StatusName::Received);
    an.says(&mut hall, &format!("/bosung {}", code(id)));
    let answer = an.says(&mut hall, &long);
    assert!(answer.contains("2.000 ký tự"), "{answer}");
    an.says(&mut hall, "Áp dụng ở đâu?");
    assert_eq!(hall.status(id), StatusName::NeedsInfo, "the question stayed open");
}

#[test]
fn a_decision_is_taken_back_by_its_officer_in_time() {
    let (mut hall, mut an, mut binh) = (Hall::new(), Hall::chat(AN), Hall::chat(BINH));
    let id = hall.submitted("Giá đỡ khuôn");
    assert!(an.says(&mut hall, "/hoantac").contains("Không có quyết định nào"));
    an.says(&mut hall, &format!("/xem {}", code(id)));
    assert!(an.says(&mut hall, &format!("/hoantac {}", code(id))).contains("chưa có quyết định"));
    an.presses(&mut hall, "Tiếp theo");
    an.says(&mut hall, &format!("/duyet {}", code(id)));
    let undo = an.button("Hoàn tác");

    let answer = binh.says(&mut hall, &format!("/hoantac {}", code(id)));
    assert!(answer.contains("của Nguyễn Thị An"), "{answer}");

    hall.wait(TimeDelta::minutes(10));
    let answer = an.presses_again(&mut hall, &undo);
    assert!(answer.contains("trở lại trạng thái Đang thẩm định"), "{answer}");
    assert_eq!(hall.status(id), StatusName::InReview);
    let again = an.presses_again(&mut hall, &undo);
    assert!(again.contains("không có gì để hoàn tác"), "{again}");

    an.says(&mut hall, &format!("/duyet {}", code(id)));
    hall.wait(TimeDelta::minutes(10) + TimeDelta::seconds(1));
    let answer = an.says(&mut hall, "/hoantac");
    assert!(answer.contains("đã quá 10 phút"), "{answer}");
    assert_eq!(hall.status(id), StatusName::Recognized);
}

#[test]
fn what_the_author_withdrew_is_left_alone() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let initiative = hall.initiatives.get_mut(&id).expect("it was submitted");
    initiative.status = Status::Closed(Closed::Withdrawn);
    for command in ["/duyet {}", "/nhan {}", "/hoantac {}"] {
        let answer = an.says(&mut hall, &command.replace("{}", &code(id)));
        assert!(answer.contains("Tác giả đã rút"), "{command}: {answer}");
    }
}

#[test]
fn an_old_answer_button_is_answered_kindly() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.says(&mut hall, &format!("/duyet {} 10 triệu/tháng", code(id)));
    let amount = an.button("10.000.000 đồng");
    an.says(&mut hall, "/hangcho");
    an.presses_again(&mut hall, &amount);
    assert_eq!(hall.status(id), StatusName::Received);
}

#[test]
fn files_are_sent_on_demand() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    assert!(an.last.files.is_empty());
    an.presses(&mut hall, "Xem tệp");
    assert_eq!(an.last.files.len(), 1);
    hall.files_out = FilesOut::Link;
    let answer = an.says(&mut hall, &format!("/tep {}", code(id)));
    assert!(answer.contains("chưa xem tệp được") && an.last.files.is_empty(), "{answer}");
}

#[test]
fn a_card_never_shows_a_phone_number_and_escapes_what_was_typed() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let unit = Some(Workplace::Unit(SAO_MAI));
    let id = hall.submitted_at("<b>Giá đỡ</b> & khuôn\nhai dòng", unit);
    an.says(&mut hall, &format!("/xem {}", code(id)));
    assert!(an.last.text.contains("&lt;b&gt;Giá đỡ&lt;/b&gt; &amp; khuôn hai dòng"));
    assert!(!an.last.text.contains("+84"));
    assert_ne!(hall.initiatives[&id].author, PersonId(0));
}
