//! Inviting and dismissing officers, each inside the administrator's own part of the tree.

use chrono::TimeDelta;
use sangkien::domain::{Grant, OfficerId, PersonId, Role};
use sangkien::effect::Effect;
use sangkien::message::Menu;
use sha2::{Digest as _, Sha256};

use crate::hall::{AN, BAC_NINH, BINH, BINH_MINH, CHI, DUNG, GIANG, HA_NAM, Hall, SAO_MAI};

#[test]
fn an_invitation_is_made_step_by_step() {
    let (mut hall, mut chi) = (Hall::new(), Hall::chat(CHI));
    let list = chi.says(&mut hall, "/phanquyen");
    assert!(list.contains("Cán bộ trong phạm vi của anh/chị: 3"), "{list}");
    assert!(list.contains("Phạm Thị Chi (anh/chị) · Cán bộ quản lý"), "{list}");
    chi.presses(&mut hall, "Mời cán bộ");
    let asked = chi.presses(&mut hall, "Cán bộ thẩm định");
    assert!(asked.contains("cho đơn vị nào"), "{asked}");
    let which = chi.says(&mut hall, "sao mai");
    assert!(which.contains("Anh/chị chọn giúp"), "{which}");
    assert_eq!(chi.labels(), ["Công ty Sao Mai", "Thôi"], "only what lies below Bắc Ninh");
    let invitation = chi.presses(&mut hall, "Công ty Sao Mai");
    assert!(invitation.contains("https://t.me/sangkien_bot?start=i_kX3vQ9"), "{invitation}");
    assert!(invitation.contains("Cán bộ thẩm định") && invitation.contains("Công ty Sao Mai"));
    assert!(invitation.contains("Chỉ dùng được một lần, trước 09:00 24/11/2026"), "{invitation}");
    let expected = Effect::Invite {
        token_hash: Sha256::digest("kX3vQ9").into(),
        unit: SAO_MAI,
        role: Role::Reviewer,
        by: OfficerId(3),
        expires_at: hall.now + TimeDelta::hours(48),
    };
    assert_eq!(hall.effects, [expected]);
}

#[test]
fn without_links_the_invitation_is_a_line_to_type() {
    let (mut hall, mut chi) = (Hall::new(), Hall::chat(CHI));
    hall.link_base = None;
    let invitation = chi.says(&mut hall, "/phanquyen moi quanly BN");
    assert!(invitation.contains("/start i_kX3vQ9"), "{invitation}");
    assert!(matches!(
        hall.effects.as_slice(),
        [Effect::Invite { unit: BAC_NINH, role: Role::Administrator, .. }]
    ));
}

#[test]
fn nobody_invites_outside_or_above_their_own_part() {
    for words in
        ["/phanquyen moi canbo BN-SM", "/phanquyen moi canbo TLD", "/phanquyen moi canbo #1"]
    {
        let (mut hall, mut giang) = (Hall::new(), Hall::chat(GIANG));
        let answer = giang.says(&mut hall, words);
        assert!(answer.contains("Không thấy đơn vị"), "{words}: {answer}");
        assert!(hall.effects.is_empty(), "{words}");
        giang.presses(&mut hall, "LĐLĐ tỉnh Hà Nam");
        assert!(matches!(hall.effects.as_slice(), [Effect::Invite { unit: HA_NAM, .. }]));
    }
}

#[test]
fn a_dismissal_is_confirmed_told_and_takes_effect_at_once() {
    let (mut hall, mut chi, mut an) = (Hall::new(), Hall::chat(CHI), Hall::chat(AN));
    assert!(an.says(&mut hall, "/hangcho").contains("Không còn"));
    chi.says(&mut hall, "/phanquyen");
    let sure = chi.presses(&mut hall, "Thu hồi: Nguyễn Thị An");
    assert!(sure.contains("Nguyễn Thị An") && sure.contains("Công ty Sao Mai"), "{sure}");
    assert!(hall.effects.is_empty(), "it is only asked");
    let confirm = chi.button("Đồng ý thu hồi");
    let done = chi.presses_again(&mut hall, &confirm);
    assert!(done.contains("có hiệu lực ngay"), "{done}");
    let (words, notice) = hall.told(AN).expect("she is told");
    assert!(words.contains("đã kết thúc"), "{words}");
    assert_eq!(notice.say.menu, Some(Menu::Worker));
    assert!(an.says(&mut hall, "/hangcho").contains("dành cho cán bộ"));

    let effects = hall.effects.len();
    let again = chi.presses_again(&mut hall, &confirm);
    assert!(again.contains("danh sách có thể đã thay đổi"), "{again}");
    assert_eq!(hall.effects.len(), effects);
}

#[test]
fn nobody_dismisses_themselves_or_anybody_above_or_elsewhere() {
    let (mut hall, mut chi) = (Hall::new(), Hall::chat(CHI));
    let own = chi.says(&mut hall, "/phanquyen thuhoi 3 1 chac");
    assert!(own.contains("không tự thu hồi"), "{own}");
    for officer in [4, 5, 6, 99] {
        let answer = chi.says(&mut hall, &format!("/phanquyen thuhoi {officer} 1 chac"));
        assert!(answer.contains("Không thấy cán bộ này"), "{officer}: {answer}");
    }
    assert!(hall.effects.is_empty());
}

#[test]
fn only_officers_that_one_administers_are_listed_and_counted() {
    let mut hall = Hall::new();
    // Bình reviews for the whole province, and administers one of its companies.
    let mut own = hall.officers[1].clone();
    own.grant = Grant { officer: OfficerId(7), unit: BINH_MINH, role: Role::Administrator };
    hall.officers.push(own);
    for id in 8..=15 {
        let mut other = hall.officers[2].clone();
        (other.person, other.grant.officer) = (PersonId(100 + id), OfficerId(id));
        hall.officers.insert(0, other);
    }
    let mut binh = Hall::chat(BINH);
    let list = binh.says(&mut hall, "/phanquyen");
    assert!(list.contains("Cán bộ trong phạm vi của anh/chị: 1"), "{list}");
    assert!(list.contains("Trần Văn Bình (anh/chị)"), "{list}");
    assert!(!list.contains("Phạm Thị Chi"), "{list}");
}

#[test]
fn long_lists_are_paged() {
    let (mut hall, mut dung) = (Hall::new(), Hall::chat(DUNG));
    let list = dung.says(&mut hall, "/phanquyen");
    assert!(list.contains("Trang 1/2"), "{list}");
    let list = dung.presses(&mut hall, "Trang sau ›");
    assert!(list.contains("Vũ Thị Giang"), "{list}");
    dung.presses(&mut hall, "Thu hồi: Vũ Thị Giang");
    dung.presses(&mut hall, "Đồng ý thu hồi");
    assert!(hall.grants(Some(GIANG)).is_empty());
}
