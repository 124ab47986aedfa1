//! A small campaign: its tables and its tree of units.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use sangkien::directory::Unit;
use sangkien::domain::{
    Applied, CampaignId, Catalogue, Cluster, Kind, ParticipantGroup, Phase, ReasonCode, Target,
    UnitId,
};

/// The campaign's tables.
pub fn catalogue() -> Catalogue {
    let group = |code: &str, label_vi: &str, label_en: &str| ParticipantGroup {
        code: code.to_owned(),
        label_vi: label_vi.to_owned(),
        label_en: label_en.to_owned(),
        retired: false,
    };
    let reason = |code: &str, vi: [&str; 2], en: [&str; 2]| ReasonCode {
        code: code.to_owned(),
        label_vi: vi[0].to_owned(),
        label_en: en[0].to_owned(),
        advice_vi: vi[1].to_owned(),
        advice_en: en[1].to_owned(),
        retired: false,
    };
    Catalogue {
        campaign: CampaignId(1),
        code: "SANGKIEN".to_owned(),
        name: "Một triệu sáng kiến".to_owned(),
        kinds: Kind::ALL.to_vec(),
        groups: vec![
            group("union", "Cán bộ công đoàn", "Union officials"),
            group("civil", "Cán bộ, công chức, viên chức", "Public servants"),
            group("worker", "Công nhân, lao động trực tiếp", "Workers in production"),
        ],
        reasons: vec![
            reason(
                "unclear",
                ["Nội dung chưa rõ", "Viết rõ hơn đã làm gì, rồi gửi lại."],
                ["The content is not clear", "Say more clearly what was done and send it again."],
            ),
            reason(
                "duplicate",
                ["Trùng với sáng kiến khác", "Gửi sáng kiến khác của bạn."],
                ["The same as another initiative", "Send another initiative of yours."],
            ),
        ],
        phases: vec![
            phase("P1", "1", "2026-01-05T00:00:00+07:00", "2026-03-09T00:00:00+07:00"),
            phase("P2", "2", "2026-03-12T00:00:00+07:00", "2026-09-01T00:00:00+07:00"),
        ],
        applied: Applied { from: Some(day("2025-01-15")), to: Some(day("2026-09-01")) },
        clusters: vec![Cluster {
            code: "CUM1".to_owned(),
            name_vi: "Cụm thi đua số 1".to_owned(),
            name_en: "Cluster 1".to_owned(),
            members: vec![UnitId(2), UnitId(3)],
        }],
    }
}

/// How many members units have with everything below them: those of Bắc Ninh are not known.
pub fn members() -> HashMap<UnitId, i64> {
    [(1, 2_000), (2, 2_000), (4, 1_200), (5, 800)]
        .map(|(unit, members)| (UnitId(unit), members))
        .into_iter()
        .collect()
}

/// What is expected of units.
pub fn targets() -> Vec<Target> {
    let target = |unit, phase: Option<&str>, assigned, own| Target {
        unit: UnitId(unit),
        phase: phase.map(str::to_owned),
        assigned: Some(assigned),
        own,
    };
    vec![
        target(1, None, 1_000_000, None),
        target(1, Some("P1"), 8, None),
        target(2, Some("P1"), 1, Some(2)),
        target(3, Some("P1"), 4, None),
    ]
}

fn phase(code: &str, number: &str, opens_at: &str, closes_at: &str) -> Phase {
    Phase {
        code: code.to_owned(),
        name_vi: format!("Giai đoạn {number}"),
        name_en: format!("Phase {number}"),
        opens_at: opens_at.parse().expect("the instant exists"),
        closes_at: closes_at.parse().expect("the instant exists"),
        grace: TimeDelta::minutes(5),
    }
}

fn day(written: &str) -> NaiveDate {
    written.parse().expect("the day exists")
}

/// A small tree.
pub fn units() -> Vec<Unit> {
    let unit = |id: i64, code: &str, name: &str, kind: &str, parent: Option<i64>| Unit {
        id: UnitId(id),
        code: code.to_owned(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        parent: parent.map(UnitId),
        closed: false,
    };
    vec![
        unit(1, "TLD", "Tổng Liên đoàn Lao động Việt Nam", "federation", None),
        unit(2, "HN", "LĐLĐ thành phố Hà Nội", "province", Some(1)),
        unit(3, "BN", "LĐLĐ tỉnh Bắc Ninh", "province", Some(1)),
        unit(4, "MAYHB", "Công ty TNHH May Hòa Bình", "grassroots", Some(2)),
        unit(5, "MAYTL", "Công ty Cổ phần May Thăng Long", "grassroots", Some(2)),
        unit(6, "DTSM", "Công ty Điện tử Sao Mai", "grassroots", Some(3)),
    ]
}
