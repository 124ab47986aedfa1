//! Text from before Unicode, as it looks when it is pasted today.
//!
//! The fonts of TCVN 5712:1993 (`.VnTime`) and of VNI put Vietnamese letters in the places of
//! Western ones, so that "Sáng kiến" arrives as "S¸ng kiÕn" and "Saùng kieán".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::syllable::is_written_right;

/// TCVN 5712:1993 (TCVN3): one Western character for one letter.
#[rustfmt::skip]
const TCVN3: [(char, char); 74] = [
    ('¸', 'á'), ('µ', 'à'), ('¶', 'ả'), ('·', 'ã'), ('¹', 'ạ'), ('¨', 'ă'), ('¾', 'ắ'), ('»', 'ằ'), ('¼', 'ẳ'),
    ('½', 'ẵ'), ('Æ', 'ặ'), ('©', 'â'), ('Ê', 'ấ'), ('Ç', 'ầ'), ('È', 'ẩ'), ('É', 'ẫ'), ('Ë', 'ậ'), ('®', 'đ'),
    ('Ð', 'é'), ('Ì', 'è'), ('Î', 'ẻ'), ('Ï', 'ẽ'), ('Ñ', 'ẹ'), ('ª', 'ê'), ('Õ', 'ế'), ('Ò', 'ề'), ('Ó', 'ể'),
    ('Ô', 'ễ'), ('Ö', 'ệ'), ('Ý', 'í'), ('×', 'ì'), ('Ø', 'ỉ'), ('Ü', 'ĩ'), ('Þ', 'ị'), ('ã', 'ó'), ('ß', 'ò'),
    ('á', 'ỏ'), ('â', 'õ'), ('ä', 'ọ'), ('«', 'ô'), ('è', 'ố'), ('å', 'ồ'), ('æ', 'ổ'), ('ç', 'ỗ'), ('é', 'ộ'),
    ('¬', 'ơ'), ('í', 'ớ'), ('ê', 'ờ'), ('ë', 'ở'), ('ì', 'ỡ'), ('î', 'ợ'), ('ó', 'ú'), ('ï', 'ù'), ('ñ', 'ủ'),
    ('ò', 'ũ'), ('ô', 'ụ'), ('\u{ad}', 'ư'), ('ø', 'ứ'), ('õ', 'ừ'), ('ö', 'ử'), ('÷', 'ữ'), ('ù', 'ự'), ('ý', 'ý'),
    ('ú', 'ỳ'), ('û', 'ỷ'), ('ü', 'ỹ'), ('þ', 'ỵ'), ('¡', 'Ă'), ('¢', 'Â'), ('§', 'Đ'), ('£', 'Ê'), ('¤', 'Ô'),
    ('¥', 'Ơ'), ('¦', 'Ư'),
];

/// VNI: each row a letter, mostly with a Western character for its marks, and what they mean.
const VNI: &str = "
    aùá aøà aûả aõã aïạ aêă aéắ aèằ aúẳ aüẵ aëặ aââ aáấ aàầ aåẩ aãẫ aäậ eùé eøè eûẻ eõẽ eïẹ eâê eáế eàề eåể eãễ
    eäệ oùó oøò oûỏ oõõ oïọ oâô oáố oàồ oåổ oãỗ oäộ ôùớ ôøờ ôûở ôõỡ ôïợ uùú uøù uûủ uõũ uïụ öùứ öøừ öûử öõữ öïự
    yùý yøỳ yûỷ yõỹ ñđ íí ìì æỉ óĩ òị ôơ öư îỵ
";

/// The letters of [`VNI`] by the one or two characters that stand for them.
static VNI_LETTERS: LazyLock<HashMap<(char, Option<char>), char>> = LazyLock::new(|| {
    let rows = VNI.split_whitespace().map(|row| row.chars().collect::<Vec<_>>());
    rows.filter_map(|row| match row[..] {
        [from, to] => Some(((from, None), to)),
        [from, mark, to] => Some(((from, Some(mark)), to)),
        _ => None,
    })
    .collect()
});

static TCVN3_LETTERS: LazyLock<HashMap<char, char>> = LazyLock::new(|| TCVN3.into_iter().collect());

/// The text as it was meant, if it came out of a font of TCVN3 or of VNI.
pub(super) fn decode(input: &str) -> Option<String> {
    // Letters that only Unicode has show that the text needs no decoding.
    let western = |c: char| !c.is_alphabetic() || c < '\u{100}';
    if input.is_ascii() || !input.chars().all(western) {
        return None;
    }
    by(input, tcvn3).or_else(|| by(input, vni))
}

/// The decoded text, if each word with a Western letter becomes a Vietnamese syllable, and one
/// at least was none before.
fn by(input: &str, decode: fn(&str) -> String) -> Option<String> {
    let in_word = |c: char| c.is_alphanumeric() || TCVN3_LETTERS.contains_key(&c);
    let mut out = String::with_capacity(input.len());
    let mut signs = 0;
    let mut rest = input;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|other| in_word(other) != in_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        // "5 µm" and "©" begin with the sign; a word that a font spoilt has a letter, too.
        let spoilt =
            !word.is_ascii() && in_word(c) && word.contains(|c: char| c.is_ascii_alphabetic());
        if !spoilt {
            out.push_str(word);
            continue;
        }
        let decoded = decode(word);
        if !is_written_right(&decoded.to_lowercase()) {
            return None;
        }
        let inside = word
            .chars()
            .zip(word.chars().skip(1))
            .any(|(a, b)| a.is_ascii_alphabetic() && !b.is_ascii());
        if inside && !is_written_right(&word.to_lowercase()) {
            signs += 1;
        }
        out.push_str(&decoded);
    }
    (signs > 0).then_some(out)
}

fn tcvn3(word: &str) -> String {
    // Small letters alone have places of their own; capitals came from a font of capitals.
    let capitals = word.chars().filter(char::is_ascii_alphabetic).count() > 1
        && word.chars().filter(char::is_ascii_alphabetic).all(|c| c.is_ascii_uppercase());
    let decoded: String =
        word.chars().map(|c| TCVN3_LETTERS.get(&c).copied().unwrap_or(c)).collect();
    if capitals { decoded.to_uppercase() } else { decoded }
}

fn vni(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let small = lower(c);
        let pair = chars.peek().and_then(|&mark| VNI_LETTERS.get(&(small, Some(lower(mark)))));
        if pair.is_some() {
            chars.next();
        }
        let letter = pair.or_else(|| VNI_LETTERS.get(&(small, None))).copied().unwrap_or(small);
        if c.is_uppercase() {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
    }
    out
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
