//! Figures as the page writes them.

use crate::domain::Locale;
use crate::i18n::figures::count;

/// What stands where a figure is hidden or does not exist.
pub const NOTHING: &str = "–";

/// A count, or a dash.
#[must_use]
pub fn number(locale: Locale, number: Option<i64>) -> String {
    number.map_or_else(|| NOTHING.to_owned(), |number| count(locale, number))
}

/// Tenths of a percent: `203,3%` in Vietnamese, `203.3%` in English.
#[must_use]
pub fn percent(locale: Locale, per_mille: Option<i64>) -> String {
    let sign = if per_mille.is_some() { "%" } else { "" };
    format!("{}{sign}", tenths(locale, per_mille))
}

/// Tenths of anything: `203,3` in Vietnamese, `203.3` in English, or a dash.
#[must_use]
pub fn tenths(locale: Locale, tenths: Option<i64>) -> String {
    let Some(tenths) = tenths else { return NOTHING.to_owned() };
    let whole = count(locale, tenths / 10);
    let tenth = (tenths % 10).abs();
    match locale {
        Locale::Vi => format!("{whole},{tenth}"),
        Locale::En => format!("{whole}.{tenth}"),
    }
}

/// A sum of money short enough to be read at a glance, never more than it is: `33.012 tỷ đồng`.
#[must_use]
pub fn money(locale: Locale, dong: Option<i64>) -> String {
    let Some(dong) = dong else { return NOTHING.to_owned() };
    let (unit, word) = match (dong, locale) {
        (1_000_000_000.., Locale::Vi) => (1_000_000_000, "tỷ đồng"),
        (1_000_000_000.., Locale::En) => (1_000_000_000, "billion VND"),
        (1_000_000.., Locale::Vi) => (1_000_000, "triệu đồng"),
        (1_000_000.., Locale::En) => (1_000_000, "million VND"),
        (_, Locale::Vi) => return format!("{} đồng", count(locale, dong)),
        (_, Locale::En) => return format!("{} VND", count(locale, dong)),
    };
    let (whole, tenth) = (dong / unit, dong % unit / (unit / 10));
    let mark = if locale == Locale::Vi { ',' } else { '.' };
    if whole >= 1_000 || tenth == 0 {
        format!("{} {word}", count(locale, whole))
    } else {
        format!("{}{mark}{tenth} {word}", count(locale, whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_cut_off_and_never_rounded_up() {
        for (dong, vi, en) in [
            (0, "0 đồng", "0 VND"),
            (999_999, "999.999 đồng", "999,999 VND"),
            (1_000_000, "1 triệu đồng", "1 million VND"),
            (850_590_000, "850,5 triệu đồng", "850.5 million VND"),
            (999_999_999, "999,9 triệu đồng", "999.9 million VND"),
            (33_012_900_000_000, "33.012 tỷ đồng", "33,012 billion VND"),
        ] {
            assert_eq!(money(Locale::Vi, Some(dong)), vi);
            assert_eq!(money(Locale::En, Some(dong)), en);
        }
        assert_eq!(money(Locale::Vi, None), NOTHING);
    }

    #[test]
    fn a_share_has_one_digit_after_the_mark() {
        assert_eq!(percent(Locale::Vi, Some(2_033)), "203,3%");
        assert_eq!(percent(Locale::En, Some(999)), "99.9%");
        assert_eq!(percent(Locale::Vi, Some(0)), "0,0%");
        assert_eq!(percent(Locale::Vi, None), NOTHING);
    }
}
