//! What the author is told, when, and in which language.

use chrono::TimeDelta;
use sangkien::domain::Locale;
use sangkien::effect::Notice;
use sangkien::i18n;
use sangkien::message::Press;

use crate::hall::{AN, Hall, LAN, code};

fn buttons(notice: &Notice) -> Vec<(String, Press)> {
    let (outbound, _) = i18n::outbound(Locale::Vi, &notice.say, 0);
    outbound.buttons.into_iter().flatten().map(|button| (button.label, button.press)).collect()
}

#[test]
fn being_taken_up_is_told_at_once() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/nhan {}", code(id)));
    let (words, notice) = hall.told(LAN).expect("the author is told");
    assert!(words.contains("Đang thẩm định") && words.contains(&code(id)), "{words}");
    assert!(words.contains("chưa cần làm gì thêm"), "{words}");
    assert_eq!(notice.not_before, None);
}

#[test]
fn a_question_comes_with_the_way_to_answer() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.says(&mut hall, &format!("/bosung {} Áp dụng ở đâu?", code(id)));
    let (words, notice) = hall.told(LAN).expect("the author is told");
    assert!(words.contains("Yêu cầu bổ sung") && words.contains("Áp dụng ở đâu?"), "{words}");
    let answer = Press::Command(format!("/traloi {}", code(id)));
    assert_eq!(buttons(notice), [("Trả lời".to_owned(), answer)]);
    assert_eq!((notice.not_before, notice.about), (None, None));
}

#[test]
fn a_recognition_waits_and_tells_the_amount_and_the_note() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.says(&mut hall, &format!("/duyet {} 45 triệu Làm tốt lắm", code(id)));
    let (words, notice) = hall.told(LAN).expect("the author is told");
    assert!(words.contains("Đã công nhận"), "{words}");
    assert!(words.contains("45.000.000 đồng (bốn mươi lăm triệu đồng)"), "{words}");
    assert!(words.contains("Lời của cán bộ: Làm tốt lắm"), "{words}");
    assert_eq!(notice.not_before, Some(hall.now + TimeDelta::minutes(10)));
    assert_eq!(notice.about, Some(id));
}

#[test]
fn a_refusal_says_why_and_what_can_be_done_in_the_readers_language() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.says(&mut hall, &format!("/tuchoi {} 1 Làm bằng gì?", code(id)));
    let (words, notice) = hall.told(LAN).expect("the author is told");
    assert!(words.contains("Không công nhận"), "{words}");
    assert!(words.contains("Lý do: Nội dung không rõ"), "{words}");
    assert!(words.contains("Làm bằng gì?"), "{words}");
    assert!(words.contains("Bạn sửa lại rồi gửi lại nhé (unclear)."), "{words}");
    let labels: Vec<String> = buttons(notice).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Xem sáng kiến", "Gửi sáng kiến khác"]);
    let (english, _) = i18n::outbound(Locale::En, &notice.say, 0);
    assert!(english.text.contains("The content is not clear"), "{}", english.text);
    assert!(english.text.contains("Please correct it"), "{}", english.text);
}

#[test]
fn a_decision_taken_back_in_time_is_never_told() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    an.presses(&mut hall, "✅ Duyệt");
    hall.wait(TimeDelta::minutes(9));
    an.presses(&mut hall, "Hoàn tác");
    assert!(hall.told(LAN).is_none());
}

#[test]
fn a_decision_told_already_is_corrected() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    hall.settings.decision_hold = TimeDelta::zero();
    let id = hall.submitted("Giá đỡ khuôn");
    an.says(&mut hall, &format!("/xem {}", code(id)));
    let answer = an.presses(&mut hall, "✅ Duyệt");
    assert!(answer.contains("báo ngay") && answer.contains("đính chính"), "{answer}");
    hall.wait(TimeDelta::minutes(1));
    an.presses(&mut hall, "Hoàn tác");
    let (words, _) = hall.told(LAN).expect("the author is told");
    assert!(words.contains("lấy lại quyết định"), "{words}");
}
