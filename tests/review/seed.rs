//! What the union in memory has: a campaign, and what an initiative says.

use chrono::NaiveDate;
use sangkien::domain::{
    AccountId, Attachment, AttachmentKind, Benefit, CampaignId, Catalogue, Content, Kind,
    ReasonCode, Since,
};
use sangkien::vietnamese::date::{Precision, Span};

/// The campaign, with reasons for not recognising.
pub fn catalogue() -> Catalogue {
    let reason = |code: &str, label_vi: &str, label_en: &str| ReasonCode {
        code: code.to_owned(),
        label_vi: label_vi.to_owned(),
        label_en: label_en.to_owned(),
        advice_vi: format!("Bạn sửa lại rồi gửi lại nhé ({code})."),
        advice_en: format!("Please correct it and send it again ({code})."),
        retired: false,
    };
    Catalogue {
        campaign: CampaignId(1),
        code: "SANGKIEN".to_owned(),
        name: "Một triệu sáng kiến".to_owned(),
        kinds: Kind::ALL.to_vec(),
        groups: Vec::new(),
        reasons: vec![
            reason("unclear", "Nội dung không rõ", "The content is not clear"),
            reason("duplicate", "Trùng với sáng kiến khác", "The same as another initiative"),
            reason(
                "a-code-that-is-much-too-long-to-travel-on-a-button",
                "Trùng với sáng kiến khác của cùng tác giả",
                "The same as another one of the author",
            ),
        ],
        ..Catalogue::none()
    }
}

/// What an initiative of this title says.
pub fn content(title: &str) -> Content {
    let from = NaiveDate::from_ymd_opt(2026, 3, 1).expect("the day exists");
    let to = NaiveDate::from_ymd_opt(2026, 3, 31).expect("the day exists");
    Content {
        title: title.to_owned(),
        kind: Kind::Technical,
        before: Some("Khuôn để dưới sàn hay bị xước".to_owned()),
        solution: "Hàn giá đỡ từ thép thừa".to_owned(),
        since: Since::From(Span { from, to, precision: Precision::Month }),
        benefit: Some(Benefit::Money { dong: 50_000_000, approximate: false, period: None }),
        co_authors: Vec::new(),
        recognition: None,
        attachments: vec![Attachment {
            account: AccountId(1),
            kind: AttachmentKind::Photo,
            file_id: "photo".to_owned(),
            unique_id: "photo".to_owned(),
            name: None,
            size: None,
        }],
        supplements: Vec::new(),
    }
}
