//! Amounts of money as workers write them, in whole đồng.
//!
//! The rules come from how Vietnamese people write amounts in chats: a unit said in many ways
//! ("tr", "củ", "tỏi"), tenths without a unit ("1 tỷ 2"), words with and without marks. What has
//! two meanings is asked, never guessed; the reading is always shown back by [`Amount::echo`].

mod around;
mod currency;
mod headless;
mod lexicon;
mod literal;
mod quantity;
mod rate;
mod senses;
mod sentence;
mod verdict;

use serde::{Deserialize, Serialize};

use super::{Reading, Why, number_words, scan};

/// What somebody answered when asked for an amount.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// The benefit cannot be told in money, or is zero.
    None,
    /// So many đồng.
    Dong {
        /// How many.
        dong: i64,
        /// Whether it was said to be about, over or under that.
        approximate: bool,
        /// The time in which it comes, where it was said.
        period: Option<Period>,
    },
}

/// The time in which an amount comes once.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A year.
    Year,
    /// A quarter of a year.
    Quarter,
    /// A month.
    Month,
    /// A week.
    Week,
    /// A day.
    Day,
    /// A working shift.
    Shift,
}

/// No initiative and no budget reaches a million billion đồng.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// Reads an amount of money.
///
/// ```
/// use sangkien::vietnamese::{Reading, money};
///
/// let Reading::Read(amount) = money::read("tiết kiệm khoảng 2tr5 mỗi tháng") else { panic!() };
/// assert_eq!(amount.echo(), "khoảng 2.500.000 đồng/tháng (hai triệu năm trăm nghìn đồng)");
/// ```
#[must_use]
pub fn read(text: &str) -> Reading<Amount> {
    if scan::is_too_long(text) {
        return Reading::Unreadable(Why::TooLong);
    }
    let tokens = scan::scan(text);
    if tokens.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    senses::read(&tokens)
}

/// An amount with its thousands parted: "1.200.000.000".
#[must_use]
pub fn digits(dong: i64) -> String {
    let plain = dong.unsigned_abs().to_string();
    let mut out = String::with_capacity(plain.len() * 4 / 3 + 1);
    if dong < 0 {
        out.push('-');
    }
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// An amount in words, without the word "đồng": "một tỷ hai trăm triệu".
#[must_use]
pub fn words(dong: i64) -> String {
    number_words::spell(dong)
}

impl Amount {
    /// The amount in full, to be shown back before it counts.
    #[must_use]
    pub fn echo(&self) -> String {
        let Self::Dong { dong, approximate, period } = *self else {
            return "không tính được bằng tiền".to_owned();
        };
        let about = if approximate { "khoảng " } else { "" };
        let per = period.map_or("", Period::suffix);
        format!("{about}{} đồng{per} ({} đồng)", digits(dong), words(dong))
    }
}

impl Period {
    fn suffix(self) -> &'static str {
        match self {
            Self::Year => "/năm",
            Self::Quarter => "/quý",
            Self::Month => "/tháng",
            Self::Week => "/tuần",
            Self::Day => "/ngày",
            Self::Shift => "/ca",
        }
    }
}
