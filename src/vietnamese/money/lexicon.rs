//! The words of amounts: units, currencies, time, and words that surround an amount.

use super::{Period, currency};
use crate::vietnamese::scan::Token;

/// How a word that names two units is to be taken in this pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sense {
    /// "t" as triệu, "xị" as 10.000.
    Lower,
    /// "t" as tỷ, "xị" as 100.000.
    Upper,
}

/// How a unit is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// In short: "tr", "k".
    Short,
    /// As a number word, which may stand before a larger one: "nghìn tỷ".
    NumberWord,
    /// By a word for an everyday measure or thing, such as a litre or a bottle.
    Slang,
}

/// What is written on to a unit without a space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Nothing.
    None,
    /// "Rưỡi", half more.
    HalfMore,
    /// "Đồng".
    Currency,
}

/// A unit of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its value in đồng.
    pub dong: i128,
    /// How it is said.
    pub manner: Manner,
    /// What is written on to it.
    pub ending: Ending,
    /// How many pieces of text it takes.
    pub length: usize,
}

const THOUSAND: i128 = 1_000;
const MILLION: i128 = 1_000_000;
const BILLION: i128 = 1_000_000_000;

/// The unit that starts at `at`.
pub fn unit(tokens: &[Token], at: usize, sense: Sense) -> Option<Unit> {
    let token = tokens.get(at)?;
    let bare = token.bare();
    if bare.is_empty() {
        return None;
    }
    let next = tokens.get(at + 1);
    if token.is("củ") && next.is_some_and(|t| t.is("tỏi")) {
        return Some(Unit { manner: Manner::Slang, length: 2, ..plain(BILLION) });
    }
    // "2 ty le 5 trieu", without marks, is "2 tỷ lẻ 5 triệu".
    let number_follows = tokens.get(at + 2).is_some_and(|t| !t.digits().is_empty());
    let odd = |next: &Token| next.bare() == "le" && !next.marked() && number_follows;
    if next.is_some_and(|next| !next.glued && makes_compound(token, next) && !odd(next)) {
        return None;
    }
    // "15m2" is an area.
    if bare == "m" && next.is_some_and(|t| t.glued && matches!(t.digits(), "2" | "3")) {
        return None;
    }
    if let Some(unit) = simple_unit(token, next, sense) {
        return Some(unit);
    }
    // Units written in one piece with what follows: "trđ", "trieudong", "tyruoi".
    for (letters, ending) in [
        ("dong", Ending::Currency),
        ("vnd", Ending::Currency),
        ("ruoi", Ending::HalfMore),
        ("d", Ending::Currency),
    ] {
        if let Some(stem) = bare.strip_suffix(letters)
            && let Some(unit) = stem_value(stem)
        {
            return Some(Unit { ending, ..unit });
        }
    }
    None
}

fn plain(dong: i128) -> Unit {
    Unit { dong, manner: Manner::Short, ending: Ending::None, length: 1 }
}

fn word(dong: i128) -> Unit {
    Unit { manner: Manner::NumberWord, ..plain(dong) }
}

fn stem_value(stem: &str) -> Option<Unit> {
    match stem {
        "nghin" | "ngan" => Some(word(THOUSAND)),
        "ng" | "k" => Some(plain(THOUSAND)),
        "trieu" => Some(word(MILLION)),
        "tr" => Some(plain(MILLION)),
        "ty" | "ti" => Some(word(BILLION)),
        _ => None,
    }
}

fn simple_unit(token: &Token, next: Option<&Token>, sense: Sense) -> Option<Unit> {
    let slang = |dong| Some(Unit { manner: Manner::Slang, ..plain(dong) });
    match token.bare() {
        "nghin" | "nghan" | "ngin" => Some(word(THOUSAND)),
        "ngan" if token.is_any(&["ngàn", "ngan"]) => Some(word(THOUSAND)),
        "ng" | "k" if !token.marked() => Some(plain(THOUSAND)),
        // Without its mark, "van" is also a valve.
        "van"
            if token.full() == "vạn"
                || (!token.marked() && next.is_some_and(currency::is_dong)) =>
        {
            Some(plain(10 * THOUSAND))
        }
        "trieu" if token.full() != "triều" => Some(word(MILLION)),
        "tr" | "million" | "mil" => Some(plain(MILLION)),
        "ty" | "ti" if token.is_any(&["tỷ", "tỉ", "tỹ", "tĩ"]) => Some(word(BILLION)),
        "billion" => Some(plain(BILLION)),
        "cu" if token.is("củ") => slang(MILLION),
        "chai" | "m" if !token.marked() => slang(MILLION),
        "toi" if token.is("tỏi") => slang(BILLION),
        "lit" if token.is("lít") => slang(100 * THOUSAND),
        "lop" if token.is("lốp") => slang(100 * THOUSAND),
        "soi" if token.is("sọi") => slang(100 * THOUSAND),
        "canh" if token.is("cành") => slang(100 * THOUSAND),
        "xi" if token.is("xị") => {
            slang(if sense == Sense::Lower { 10 * THOUSAND } else { 100 * THOUSAND })
        }
        "t" if !token.marked() => {
            Some(plain(if sense == Sense::Lower { MILLION } else { BILLION }))
        }
        _ => None,
    }
}

/// Whether the word names two units, so that both have to be offered.
pub fn has_two_senses(token: &Token) -> bool {
    token.full() == "t" || token.is("xị")
}

/// Words that look like a unit but go on as another word: "tỷ lệ", "ngân hàng", "triệu chứng".
pub fn makes_compound(token: &Token, next: &Token) -> bool {
    let words: &[&str] = match token.bare() {
        "ty" | "ti" => &["lệ", "số", "trọng", "giá", "vi", "suất", "mỉ", "phú", "mẹ"],
        "trieu" => &["chứng", "tập", "hồi"],
        "ngan" => &["hàng", "sách", "kéo", "nắp", "chặn"],
        "chai" => &["nhựa", "nước", "lọ", "dầu", "sơn", "ga", "gas", "thuỷ", "thủy"],
        "dong" => &[
            "chí", "nghiệp", "hồ", "bộ", "thời", "ý", "phục", "đội", "đều", "lúc", "cơ", "loạt",
            "bằng", "điện", "gói", "hàng", "dây",
        ],
        _ => return false,
    };
    next.is_any(words)
}

/// The period that a word of time names.
pub fn period(token: &Token) -> Option<Period> {
    match token.bare() {
        "nam" if token.is("năm") => Some(Period::Year),
        "quy" | "qui" if token.is_any(&["quý", "quí"]) => Some(Period::Quarter),
        "thang" if token.is("tháng") => Some(Period::Month),
        "tuan" if token.is("tuần") => Some(Period::Week),
        "ngay" if token.is("ngày") => Some(Period::Day),
        "ca" if token.full() == "ca" => Some(Period::Shift),
        _ => None,
    }
}

/// Whether the piece at `at` says that the amount after it is not exact.
pub fn is_about(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if ['~', '<', '>', '≤', '≥', '±'].iter().any(|&sign| token.is_sign(sign)) {
        let arrow = at > 0 && (tokens[at - 1].is_sign('=') || tokens[at - 1].is_sign('-'));
        return !arrow;
    }
    let before = |words: &[&str]| at > 0 && tokens[at - 1].is_any(words);
    // Without their marks, some of these words are also quite different ones.
    match token.full() {
        "cỡ" | "độ" | "đầy" | "quá" | "dư" | "non" | "kém" | "tới" => true,
        "toi" | "qua" | "tới thiểu" => before(&["lên", "chưa", "không"]),
        "được" | "duoc" => before(&["chưa"]),
        "đa" | "da" | "thiểu" | "thieu" | "nhất" | "nhat" => before(&["tối", "ít", "nhiều"]),
        "nghét" | "nghet" => before(&["ngót"]),
        "đó" | "do" => before(&["đâu"]),
        _ => token.is_any(&[
            "khoảng", "khỏang", "tầm", "gần", "hơn", "trên", "dưới", "chừng", "ước", "ngót", "xấp",
            "xỉ", "sấp", "cả", "đến", "trung", "vượt", "ngoài",
        ]),
    }
}

/// Words that do not count anything and so leave the number before them an amount.
pub fn is_function_word(token: &Token) -> bool {
    matches!(
        token.bare(),
        "do" | "nho"
            | "vi"
            | "khi"
            | "neu"
            | "so"
            | "voi"
            | "vs"
            | "cho"
            | "cua"
            | "tu"
            | "tai"
            | "o"
            | "trong"
            | "ma"
            | "va"
            | "nen"
            | "de"
            | "la"
            | "duoc"
            | "dc"
            | "roi"
            | "nhe"
            | "a"
            | "nha"
            | "thoi"
            | "moi"
            | "mot"
            | "hang"
            | "tien"
            | "loi"
            | "tro"
            | "chan"
            | "tron"
            | "gi"
            | "theo"
            | "sau"
            | "truoc"
            | "nay"
            | "hon"
            | "du"
            | "nua"
            | "ah"
            | "tiet"
            | "giam"
            | "nhi"
            | "vay"
            | "lai"
            | "xuong"
            | "tren"
            | "binh"
            | "trung"
            | "thanh"
            | "bac"
            | "nao"
            | "thui"
            | "luon"
            | "chi"
            | "ne"
            | "day"
            | "khong"
            | "ko"
    ) && !matches!(token.full(), "thùng" | "hàng" | "ổ" | "ô" | "chỉ" | "dây" | "bậc" | "số")
}

/// Things that workers count and measure, so that the number before them is not money.
pub fn is_counted(token: &Token) -> bool {
    if token.is_sign('%') || token.is_sign('°') || token.is_sign('²') {
        return true;
    }
    matches!(
        token.bare(),
        "nguoi"
            | "cong"
            | "nhan"
            | "may"
            | "cai"
            | "chiec"
            | "bo"
            | "san"
            | "gio"
            | "phut"
            | "giay"
            | "thang"
            | "tuan"
            | "ngay"
            | "ca"
            | "lan"
            | "kg"
            | "g"
            | "gr"
            | "tan"
            | "ta"
            | "yen"
            | "met"
            | "mm"
            | "cm"
            | "km"
            | "kw"
            | "kwh"
            | "w"
            | "h"
            | "s"
            | "p"
            | "ml"
            | "l"
            | "xe"
            | "thung"
            | "hop"
            | "tui"
            | "bao"
            | "cuon"
            | "tam"
            | "thanh"
            | "cay"
            | "con"
            | "day"
            | "line"
            | "vi"
            | "diem"
            | "khau"
            | "buoc"
            | "dieu"
            | "khuon"
            | "sp"
            | "pcs"
            | "loi"
            | "phan"
            | "mau"
            | "doi"
            | "to"
            | "don"
            | "phong"
            | "nha"
            | "lo"
            | "mon"
            | "suat"
            | "bua"
            | "chuyen"
            | "vong"
            | "cap"
            | "bai"
            | "luot"
            | "lon"
            | "vien"
            | "kien"
            | "pallet"
            | "container"
            | "nam"
    ) && !matches!(token.full(), "do" | "nhân" | "lợi" | "lời" | "phần" | "nhà" | "lỗ")
}
