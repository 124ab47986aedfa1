//! The provinces, before and since 1 July 2025, as data with their vintage.

use std::sync::LazyLock;

/// A province of before the merger, and the one it is part of now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Province {
    pub old: Name,
    pub new: Name,
    /// "tỉnh" or "thành phố", of the new one.
    pub new_kind: &'static str,
}

/// A province's name with its statistical code. Seven codes changed their meaning with the
/// merger, so a code belongs to a [`Vintage`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    pub vintage: Vintage,
    pub code: &'static str,
    pub name: &'static str,
}

/// Which list of provinces a code belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vintage {
    /// The 63 provinces until 30 June 2025.
    Before2025,
    /// The 34 provinces from 1 July 2025 (Resolution 202/2025/QH15).
    Since2025,
}

/// The 63 provinces of before, by code.
#[must_use]
pub fn all() -> &'static [Province] {
    static ALL: LazyLock<Vec<Province>> = LazyLock::new(|| {
        include_str!("provinces.csv")
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()))
            .map(|line| {
                let mut fields = line.split(',');
                let mut field = || fields.next().expect("every line of the list has five fields");
                let old = Name { vintage: Vintage::Before2025, code: field(), name: field() };
                let new_code = field();
                let new_kind = field();
                let new = Name { vintage: Vintage::Since2025, code: new_code, name: field() };
                Province { old, new, new_kind }
            })
            .collect()
    });
    &ALL
}

impl Province {
    /// What the province is called today.
    #[must_use]
    pub fn title(&self) -> String {
        let kind = if self.new_kind == "thành phố" { "TP" } else { self.new_kind };
        format!("{kind} {}", self.new.name)
    }

    /// Whether its name is gone from the map.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        all().iter().all(|other| other.new.name != self.old.name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn sixty_three_became_thirty_four() {
        let old: BTreeSet<_> = all().iter().map(|province| province.old.code).collect();
        let new: BTreeSet<_> =
            all().iter().map(|province| (province.new.code, province.new.name)).collect();
        assert_eq!((old.len(), new.len()), (63, 34));
    }

    #[test]
    fn seven_codes_changed_their_meaning() {
        let name_of = |code| all().iter().find(|p| p.new.code == code).map(|p| p.new.name);
        let changed: Vec<_> = all()
            .iter()
            .filter(|p| name_of(p.old.code).is_some_and(|name| name != p.old.name))
            .map(|p| p.old.code)
            .collect();
        // Huế kept its code and lost two words of its name.
        assert_eq!(changed, ["15", "24", "44", "46", "52", "80", "82", "91"]);
    }

    #[test]
    fn a_gone_province_is_named_with_its_successor() {
        let binh_duong = all().iter().find(|p| p.old.name == "Bình Dương").expect("it is listed");
        assert!(binh_duong.is_gone());
        assert_eq!(binh_duong.title(), "TP Hồ Chí Minh");
        assert!(!all().iter().find(|p| p.old.name == "Gia Lai").expect("listed").is_gone());
    }
}
