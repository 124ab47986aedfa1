//! The words of amounts: units, currencies, time, and words that surround an amount.

use super::Period;
use crate::vietnamese::scan::Token;

/// How a word that names two units is to be taken in this pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sense {
    /// "t" as triệu, "xị" as 10.000.
    Lower,
    /// "t" as tỷ, "xị" as 100.000.
    Upper,
}

/// A unit of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its value in đồng.
    pub dong: i128,
    /// Whether the word is also an everyday measure or thing, such as a litre or a bottle.
    pub slang: bool,
    /// Whether it is a number word that may stand before a larger one ("nghìn tỷ").
    pub number_word: bool,
    /// Whether "rưỡi" is written on to it.
    pub half_more: bool,
    /// Whether "đồng" is written on to it.
    pub currency: bool,
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
        return Some(Unit { slang: true, length: 2, ..plain(BILLION) });
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
    for (ending, half_more) in [("dong", false), ("vnd", false), ("ruoi", true), ("d", false)] {
        if let Some(stem) = bare.strip_suffix(ending)
            && let Some((dong, number_word)) = stem_value(stem)
        {
            let currency = !half_more;
            return Some(Unit { number_word, half_more, currency, ..plain(dong) });
        }
    }
    None
}

fn plain(dong: i128) -> Unit {
    Unit { dong, slang: false, number_word: false, half_more: false, currency: false, length: 1 }
}

fn stem_value(stem: &str) -> Option<(i128, bool)> {
    match stem {
        "nghin" | "ngan" => Some((THOUSAND, true)),
        "ng" | "k" => Some((THOUSAND, false)),
        "trieu" => Some((MILLION, true)),
        "tr" => Some((MILLION, false)),
        "ty" | "ti" => Some((BILLION, true)),
        _ => None,
    }
}

fn simple_unit(token: &Token, next: Option<&Token>, sense: Sense) -> Option<Unit> {
    let word = |dong| Some(Unit { number_word: true, ..plain(dong) });
    let slang = |dong| Some(Unit { slang: true, ..plain(dong) });
    match token.bare() {
        "nghin" | "nghan" | "ngin" => word(THOUSAND),
        "ngan" if token.is_any(&["ngàn", "ngan"]) => word(THOUSAND),
        "ng" | "k" if !token.marked() => Some(plain(THOUSAND)),
        // Without its mark, "van" is also a valve.
        "van" if token.full() == "vạn" || (!token.marked() && next.is_some_and(is_dong)) => {
            word(10 * THOUSAND)
        }
        "trieu" if token.full() != "triều" => word(MILLION),
        "tr" | "million" | "mil" => Some(plain(MILLION)),
        "ty" | "ti" if token.is_any(&["tỷ", "tỉ", "tỹ", "tĩ"]) => word(BILLION),
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
        "ngan" => &["hàng", "sách", "quỹ", "kéo", "nắp", "chặn"],
        "chai" => &["nhựa", "nước", "lọ", "dầu", "sơn", "ga", "gas", "thuỷ", "thủy"],
        "dong" => &[
            "chí", "nghiệp", "hồ", "bộ", "thời", "ý", "phục", "đội", "đều", "lúc", "cơ", "loạt",
            "bằng", "điện", "gói", "hàng", "dây",
        ],
        _ => return false,
    };
    next.is_any(words)
}

/// Whether the word is the currency: "đồng", "đ", "vnd".
pub fn is_dong(token: &Token) -> bool {
    match token.bare() {
        "dong" => token.is_any(&["đồng", "đông", "đong", "dồng", "đòng"]),
        "d" | "vnd" | "dvn" | "vndong" => true,
        _ => token.is_sign('₫'),
    }
}

/// How many pieces the currency at `at` takes: "đồng", "VN đồng", "Việt Nam đồng".
pub fn currency(tokens: &[Token], at: usize) -> usize {
    let Some(token) = tokens.get(at) else { return 0 };
    let dong_at = |at: usize| tokens.get(at).is_some_and(is_dong);
    if dong_at(at) {
        let compound =
            tokens.get(at + 1).is_some_and(|next| !next.glued && makes_compound(token, next));
        return usize::from(!compound);
    }
    match token.bare() {
        "vn" if dong_at(at + 1) => 2,
        "viet" if tokens.get(at + 1).is_some_and(|t| t.bare() == "nam") && dong_at(at + 2) => 3,
        _ => 0,
    }
}

/// Whether a foreign currency stands at `at`, directly after a number or a unit.
pub fn is_foreign_after(tokens: &[Token], at: usize, after_unit: bool) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if is_foreign_anywhere(token) {
        return true;
    }
    let next = tokens.get(at + 1);
    match token.bare() {
        // Without its mark, "do" is also "because of".
        "do" => {
            token.full() == "đô"
                || (!token.marked()
                    && (!after_unit || next.is_none_or(|t| t.bare() == "la" || t.bare() == "my")))
        }
        "yen" => token.is("yên"),
        "te" => token.is("tệ"),
        "won" | "baht" | "riel" | "xu" | "cent" | "cents" | "rup" | "rupee" => true,
        "kip" => token.is("kíp"),
        "bat" => token.full() == "bạt",
        "bang" => token.full() == "bảng",
        "nhan" => next.is_some_and(|t| t.is("dân")),
        "u" | "us" => true,
        _ => false,
    }
}

/// Whether the piece names a foreign currency wherever it stands.
pub fn is_foreign_anywhere(token: &Token) -> bool {
    if matches!(
        token.bare(),
        "usd"
            | "eur"
            | "euro"
            | "euros"
            | "jpy"
            | "cny"
            | "rmb"
            | "krw"
            | "gbp"
            | "sgd"
            | "twd"
            | "aud"
            | "thb"
            | "dollar"
            | "dollars"
            | "dola"
            | "ndt"
            | "hkd"
    ) {
        return true;
    }
    ['$', '€', '¥', '£', '₩', '฿', '₭', '₽', '₹', '＄'].iter().any(|&sign| token.is_sign(sign))
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
    if ['~', '<', '>', '≤', '≥'].iter().any(|&sign| token.is_sign(sign)) {
        return true;
    }
    let before = |words: &[&str]| at > 0 && tokens[at - 1].is_any(words);
    // Without their marks, some of these words are also quite different ones.
    match token.full() {
        "cỡ" | "độ" | "quá" | "dư" | "non" | "kém" | "tới" => true,
        "toi" | "qua" | "tới thiểu" => before(&["lên", "chưa", "không"]),
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
