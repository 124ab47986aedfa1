//! Amounts that begin without a number: "nửa tỷ", "tỷ rưỡi".

use super::currency;
use super::lexicon::{self, Ending, Manner, Sense};
use super::literal::NANO;
use super::quantity::{Chain, Class, Head, Quantity};
use crate::vietnamese::number_words::{is_half_more, leading_digit};
use crate::vietnamese::scan::{Kind, Token};

/// "Nửa tỷ", "½ tỷ".
pub fn read_half(tokens: &[Token], at: usize, sense: Sense) -> Option<Quantity> {
    let first = &tokens[at];
    if !first.is("nửa") && !first.is_sign('½') {
        return None;
    }
    let unit = lexicon::unit(tokens, at + 1, sense)?;
    let end = at + 1 + unit.length;
    let end = end + currency::length(tokens, end);
    let class = if unit.manner == Manner::Slang { Class::Slang } else { Class::Money };
    let values = vec![unit.dong * NANO / 2];
    Some(Quantity { values, class, scale: None, loose: false, yearly: vec![], end })
}

/// "Tỷ rưỡi", "triệu hai", "tỷ 2": one of the unit, and more.
pub fn read_headless(tokens: &[Token], at: usize, sense: Sense) -> Option<Quantity> {
    let token = &tokens[at];
    if !matches!(token.bare(), "ty" | "ti" | "trieu" | "tyruoi" | "trieuruoi" | "nghin" | "ngan") {
        return None;
    }
    if at > 0 && tokens[at - 1].bare() == "cong" {
        return None;
    }
    let unit = lexicon::unit(tokens, at, sense)?;
    let next = tokens.get(at + 1);
    let begins = at == 0 || lexicon::is_about(tokens, at - 1);
    let more = unit.ending == Ending::HalfMore || next.is_some_and(is_half_more);
    let scale_after = lexicon::unit(tokens, at + 1, sense).is_some_and(|u| u.dong > unit.dong);
    if !more && !scale_after && !(is_single(tokens, at + 1) && (begins || token.marked())) {
        return None;
    }
    let head =
        Head { values: vec![NANO], scale: NANO, class: Class::BareWord, loose: false, end: at };
    let quantity = Chain::start(tokens, sense, &head, unit).finish();
    (quantity.end > at + unit.length || unit.ending == Ending::HalfMore).then_some(quantity)
}

/// "Một tỷ mốt", "hai tỷ tư": forms of a digit that stand only after something.
pub fn tail_digit(tokens: &[Token], at: usize) -> Option<i128> {
    match tokens.get(at)?.full() {
        "mốt" => Some(1),
        "tư" => Some(4),
        // Without its mark, "tu" is also "from".
        "tu" if tokens.get(at + 1).is_none_or(|t| matches!(t.kind, Kind::Sign(_))) => Some(4),
        "lăm" | "nhăm" => Some(5),
        _ => None,
    }
}

fn is_single(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.digits().len() == 1)
        || tail_digit(tokens, at).is_some()
        || leading_digit(tokens, at).is_some()
}
