//! What kinds of union body there are.

use crate::vietnamese::text::fold;

/// A kind of union body. The tree may have any shape; the kind says what a body is called and
/// where it comes when people look for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnitKind {
    /// The national confederation, the root.
    Federation,
    /// Of a province or a city of that rank.
    Province,
    /// Of a sector of the economy.
    Sector,
    /// Of a corporation.
    Corporation,
    /// Of industrial parks, export processing or economic zones.
    Park,
    /// Of a commune, ward or special zone.
    Commune,
    /// Of a district; these ended in 2025 and are kept for history.
    District,
    /// Directly above grassroots unions, and none of the others.
    Upper,
    /// Of a workplace.
    Grassroots,
}

impl UnitKind {
    pub const ALL: [Self; 9] = [
        Self::Federation,
        Self::Province,
        Self::Sector,
        Self::Corporation,
        Self::Park,
        Self::Commune,
        Self::District,
        Self::Upper,
        Self::Grassroots,
    ];

    /// The name under which it is stored and exported.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Federation => "federation",
            Self::Province => "province",
            Self::Sector => "sector",
            Self::Corporation => "corporation",
            Self::Park => "park",
            Self::Commune => "commune",
            Self::District => "district",
            Self::Upper => "upper",
            Self::Grassroots => "grassroots",
        }
    }

    /// What people write in lists.
    const fn also(self) -> &'static [&'static str] {
        match self {
            Self::Federation => &["tổng liên đoàn", "trung ương", "tlđ"],
            Self::Province => &["tỉnh", "thành phố", "lđlđ tỉnh", "liên đoàn lao động tỉnh"],
            Self::Sector => &["ngành", "công đoàn ngành", "cđ ngành"],
            Self::Corporation => &["tổng công ty", "tập đoàn", "công đoàn tổng công ty"],
            Self::Park => &["kcn", "khu công nghiệp", "khu kinh tế", "khu chế xuất", "kcx", "kkt"],
            Self::Commune => &["xã", "phường", "đặc khu", "xã phường", "công đoàn xã"],
            Self::District => &["huyện", "quận", "thị xã"],
            Self::Upper => &["cấp trên", "cấp trên trực tiếp cơ sở", "công đoàn cấp trên"],
            Self::Grassroots => {
                &["cơ sở", "cđcs", "công đoàn cơ sở", "nghiệp đoàn", "nghiệp đoàn cơ sở"]
            }
        }
    }

    /// Reads a kind as it is stored or as people write it, with accents or without.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let written = fold(written);
        Self::ALL.into_iter().find(|kind| {
            kind.as_str() == written || kind.also().iter().any(|also| fold(also) == written)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_reads_as_it_is_stored_and_as_people_write_it() {
        for kind in UnitKind::ALL {
            assert_eq!(UnitKind::read(kind.as_str()), Some(kind));
            for also in kind.also() {
                assert_eq!(UnitKind::read(&also.to_uppercase()), Some(kind), "{also}");
            }
        }
        assert_eq!(UnitKind::read("Khu cong nghiep"), Some(UnitKind::Park));
        assert_eq!(UnitKind::read("chi bộ"), None);
    }
}
