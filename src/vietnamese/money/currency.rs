//! The words of currencies: đồng, and those that we ask to be told in đồng.

use super::lexicon::makes_compound;
use crate::vietnamese::scan::Token;

/// Whether the word is the currency: "đồng", "đ", "vnd".
pub fn is_dong(token: &Token) -> bool {
    match token.bare() {
        "dong" => token.is_any(&["đồng", "đông", "đong", "dồng", "đòng"]),
        "d" | "vnd" | "dvn" | "vndong" => true,
        _ => token.is_sign('₫'),
    }
}

/// How many pieces the currency at `at` takes: "đồng", "VN đồng", "Việt Nam đồng".
pub fn length(tokens: &[Token], at: usize) -> usize {
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
        "won" | "baht" | "riel" | "xu" | "cent" | "cents" | "rup" | "rupee" | "u" | "us" => true,
        "kip" => token.is("kíp"),
        "bat" => token.full() == "bạt",
        "bang" => token.full() == "bảng",
        "nhan" => next.is_some_and(|t| t.is("dân")),
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
