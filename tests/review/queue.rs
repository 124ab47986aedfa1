//! What waits, in which order, and how an officer goes through it.

use chrono::TimeDelta;
use sangkien::domain::{StatusName, Workplace};
use sangkien::message::{Alarm, Utterance};

use crate::hall::{AN, BINH, BINH_MINH, DUNG, EM, Hall, LAN, SAO_MAI, code};

#[test]
fn the_oldest_come_first_five_a_page() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    for number in 1..=7 {
        hall.submitted(&format!("Ý tưởng {number}"));
        hall.wait(TimeDelta::hours(12));
    }
    let first = an.says(&mut hall, "/hangcho");
    assert!(first.contains("Đang chờ xem xét: 7"), "{first}");
    assert!(first.contains("1. Ý tưởng 1") && first.contains("5. Ý tưởng 5"), "{first}");
    assert!(first.contains("Đã chờ 3 ngày · Đã tiếp nhận"), "{first}");
    assert!(first.contains("Trang 1/2") && !first.contains("Ý tưởng 6"), "{first}");
    let second = an.presses(&mut hall, "Trang sau ›");
    assert!(second.contains("Ý tưởng 6") && second.contains("Trang 2/2"), "{second}");
    let card = an.says(&mut hall, "2");
    assert!(card.contains("Ý tưởng 7") && card.contains("Hàn giá đỡ"), "{card}");
}

#[test]
fn next_goes_on_behind_what_was_opened() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let ids: Vec<_> = (1..=3).map(|number| hall.submitted(&format!("Ý tưởng {number}"))).collect();
    an.says(&mut hall, "/hangcho");
    let card = an.says(&mut hall, "1");
    assert!(card.contains("Ý tưởng 1"), "{card}");
    an.presses(&mut hall, "✅ Duyệt");
    let mut binh = Hall::chat(BINH);
    binh.says(&mut hall, &format!("/xem {}", code(ids[1])));
    binh.presses(&mut hall, "✅ Duyệt");

    let card = an.presses(&mut hall, "Tiếp theo");
    assert!(card.contains("Ý tưởng 3"), "what a colleague decided is passed over: {card}");
    let list = an.presses(&mut hall, "Tiếp theo");
    assert!(list.contains("Đang chờ xem xét: 1"), "{list}");
    an.says(&mut hall, "1");
    an.presses(&mut hall, "✅ Duyệt");
    let empty = an.presses(&mut hall, "Tiếp theo");
    assert!(empty.contains("Không còn sáng kiến nào đang chờ"), "{empty}");
}

#[test]
fn next_goes_on_through_the_whole_queue_whoever_holds_its_beginning() {
    let (mut hall, mut an, mut binh) = (Hall::new(), Hall::chat(AN), Hall::chat(BINH));
    let ids: Vec<_> = (1..=12).map(|number| hall.submitted(&format!("Số {number}."))).collect();
    for id in &ids[..5] {
        binh.says(&mut hall, &format!("/nhan {}", code(*id)));
    }
    an.says(&mut hall, "/hangcho");
    let mut opened = Vec::new();
    for _ in 0..14 {
        let shown = an.says(&mut hall, "/tiep");
        if shown.contains("Đang chờ xem xét") {
            continue;
        }
        let number = (1..=12).find(|number| shown.contains(&format!("Số {number}.")));
        opened.extend(number);
        if number > Some(5) {
            an.presses(&mut hall, "✅ Duyệt");
        }
    }
    assert_eq!(opened, (1..=12).collect::<Vec<_>>(), "each is shown, and once");
}

#[test]
fn next_keeps_to_what_the_queue_is_narrowed_to() {
    let (mut hall, mut binh) = (Hall::new(), Hall::chat(BINH));
    for number in 1..=7 {
        hall.submitted_at(&format!("Sao Mai {number}"), Some(Workplace::Unit(SAO_MAI)));
        hall.submitted_at(&format!("Bình Minh {number}"), Some(Workplace::Unit(BINH_MINH)));
    }
    binh.says(&mut hall, "/hangcho BN-BM");
    for number in 1..=5 {
        let card = binh.says(&mut hall, "/tiep");
        assert!(card.contains(&format!("Bình Minh {number}")), "{card}");
    }
    let list = binh.presses(&mut hall, "Tiếp theo");
    assert!(list.contains("Đang chờ xem xét: 7 (Công ty Bình Minh)"), "{list}");
    assert!(list.contains("Trang 2/2") && list.contains("Bình Minh 6"), "{list}");
    assert!(binh.says(&mut hall, "/tiep").contains("Bình Minh 6"));
    assert!(binh.says(&mut hall, "/tiep").contains("Bình Minh 7"));
    // Behind the end the line begins anew.
    let list = binh.presses(&mut hall, "Tiếp theo");
    assert!(list.contains("Trang 1/2") && list.contains("Bình Minh 1"), "{list}");
    assert!(binh.says(&mut hall, "/tiep").contains("Bình Minh 1"));
}

#[test]
fn the_queue_is_narrowed_by_buttons_and_by_words() {
    let (mut hall, mut binh) = (Hall::new(), Hall::chat(BINH));
    hall.submitted_at("Ở Sao Mai", Some(Workplace::Unit(SAO_MAI)));
    let other = hall.submitted_at("Ở Bình Minh", Some(Workplace::Unit(BINH_MINH)));
    for words in ["/hangcho BN-BM", "/hangcho bn-bm kỹ thuật", "/hangcho #4"] {
        let list = binh.says(&mut hall, words);
        assert!(list.contains("Ở Bình Minh") && !list.contains("Ở Sao Mai"), "{words}: {list}");
        assert!(list.contains("Công ty Bình Minh"), "{words}: {list}");
    }
    let which = binh.says(&mut hall, "/hangcho bình minh");
    assert!(which.contains("Anh/chị chọn giúp"), "{which}");
    let list = binh.presses(&mut hall, "Công ty Bình Minh");
    assert!(list.contains("Ở Bình Minh") && !list.contains("Ở Sao Mai"), "{list}");

    let none = binh.says(&mut hall, "/hangcho quản lý");
    assert!(none.contains("khớp với: Giải pháp quản lý"), "{none}");
    binh.presses(&mut hall, "Xem tất cả");
    binh.presses(&mut hall, "Lọc");
    let list = binh.presses(&mut hall, "Đã tiếp nhận");
    assert!(list.contains("Đang chờ xem xét: 2 (Đã tiếp nhận)"), "{list}");

    binh.says(&mut hall, &format!("/nhan {}", code(other)));
    let list = binh.says(&mut hall, "/hangcho đang thẩm định");
    assert!(list.contains("Ở Bình Minh") && !list.contains("Ở Sao Mai"), "{list}");
}

#[test]
fn another_part_of_the_tree_cannot_be_asked_for() {
    let (mut hall, mut em) = (Hall::new(), Hall::chat(EM));
    hall.submitted("Giá đỡ khuôn");
    assert!(em.says(&mut hall, "/hangcho").contains("Không còn sáng kiến nào"));
    for words in ["/hangcho BN-SM", "/hangcho #3"] {
        let answer = em.says(&mut hall, words);
        assert!(answer.contains("Không thấy đơn vị"), "{words}: {answer}");
        assert!(!answer.contains("Giá đỡ khuôn"), "{words}: {answer}");
    }
}

#[test]
fn a_workplace_nobody_has_sorted_out_waits_at_the_root() {
    let (mut hall, mut dung, mut an) = (Hall::new(), Hall::chat(DUNG), Hall::chat(AN));
    let typed = Some(Workplace::Typed("xưởng mộc ông Tư".to_owned()));
    let id = hall.submitted_at("Cưa bàn", typed);
    let card = dung.says(&mut hall, &format!("/xem {}", code(id)));
    assert!(card.contains("xưởng mộc ông Tư (tác giả tự ghi"), "{card}");
    let answer = an.says(&mut hall, &format!("/xem {}", code(id)));
    assert!(answer.contains("Không thấy sáng kiến"), "{answer}");
}

#[test]
fn new_work_is_told_in_one_message_with_a_way_in() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let silent = an.utters(&mut hall, Utterance::Alarm(Alarm::NewWork));
    assert!(silent.is_empty(), "nothing waits: {silent}");
    for number in 1..=3 {
        hall.submitted(&format!("Ý tưởng {number}"));
    }
    let digest = an.utters(&mut hall, Utterance::Alarm(Alarm::NewWork));
    assert!(
        digest.contains("Có sáng kiến mới hoặc vừa bổ sung. Hàng chờ của anh/chị: 3."),
        "{digest}"
    );
    let list = an.presses(&mut hall, "Hàng chờ");
    assert!(list.contains("Đang chờ xem xét: 3"), "{list}");

    let mut lan = Hall::chat(LAN);
    assert!(lan.utters(&mut hall, Utterance::Alarm(Alarm::NewWork)).is_empty());
}

#[test]
fn a_page_behind_the_end_is_the_last_one() {
    let (mut hall, mut an) = (Hall::new(), Hall::chat(AN));
    let id = hall.submitted("Giá đỡ khuôn");
    let list = an.says(&mut hall, "/hangcho 9");
    assert!(list.contains("Giá đỡ khuôn"), "{list}");
    assert_eq!(hall.status(id), StatusName::Received);
}
