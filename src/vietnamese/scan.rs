//! A text cut in words, numbers and signs, for the readers of amounts and dates.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

/// Longer answers are stories, not values.
pub const LONGEST_VALUE: usize = 200;

/// One piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Whether it follows the piece before it without a space.
    pub glued: bool,
}

/// The kinds of piece.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Digits, with the dots, commas and apostrophes that stand between digits.
    Number(String),
    /// Letters: as typed in lower case, and without any mark.
    Word {
        /// In lower case with its marks, NFC.
        full: String,
        /// Without marks, đ as d.
        bare: String,
    },
    /// Anything else that can be seen.
    Sign(char),
}

impl Token {
    /// The word without marks, or nothing for numbers and signs.
    pub fn bare(&self) -> &str {
        match &self.kind {
            Kind::Word { bare, .. } => bare,
            _ => "",
        }
    }

    /// The word with its marks, or nothing for numbers and signs.
    pub fn full(&self) -> &str {
        match &self.kind {
            Kind::Word { full, .. } => full,
            _ => "",
        }
    }

    /// The digits of a number, or nothing for words and signs.
    pub fn digits(&self) -> &str {
        match &self.kind {
            Kind::Number(digits) => digits,
            _ => "",
        }
    }

    /// Whether it is this sign.
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// Whether it is this word, typed with exactly these marks or with none at all.
    pub fn is(&self, word: &str) -> bool {
        let Kind::Word { full, bare } = &self.kind else { return false };
        // Most words differ in their first letter, and this is asked very often.
        let (first, wanted) = (bare.as_bytes().first(), word.as_bytes().first());
        if wanted.is_some_and(u8::is_ascii) && first != wanted {
            return false;
        }
        full == word || (full == bare && same_bare(bare, word))
    }

    /// Whether it is one of these words, each with its marks or with none at all.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether the word was typed with at least one mark.
    pub fn marked(&self) -> bool {
        self.full() != self.bare()
    }
}

fn same_bare(bare: &str, word: &str) -> bool {
    let mut rest = bare.chars();
    for letter in word.chars() {
        let mut same = true;
        base(letter, |b| same &= rest.next() == Some(b));
        if !same {
            return false;
        }
    }
    rest.next().is_none()
}

/// Calls `each` with the letters that are left of `letter` when its marks are dropped.
fn base(letter: char, mut each: impl FnMut(char)) {
    if letter.is_ascii() {
        return each(letter);
    }
    let plain = match letter {
        // Ð (U+00D0) and Ɖ (U+0189) are sold as Đ by old fonts and keyboards.
        'đ' | 'ð' | 'ɖ' => 'd',
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ'
        | 'ẫ' | 'ậ' => 'a',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở'
        | 'ỡ' | 'ợ' => 'o',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        _ => '\0',
    };
    if plain != '\0' {
        return each(plain);
    }
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) {
            each(part);
        }
    });
}

/// Full-width forms, which some phones type, and the signs with several looks.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '⁄' | '∕' | '÷' => '/',
        '×' | '✕' | '✖' => '*',
        '≈' | '∼' | '≃' | '≅' => '~',
        '’' | '‘' | 'ʼ' | '`' => '\'',
        _ => c,
    }
}

/// Characters that are not seen: zero-width, direction marks, variation selectors.
fn unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
        || (c.is_control() && !c.is_whitespace())
}

/// Cuts a text in pieces.
pub fn scan(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().filter(|&c| !unseen(c)).map(plain).nfc().collect();
    let mut tokens = Vec::with_capacity(chars.len() / 3 + 1);
    let mut glued = false;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c.is_whitespace() {
            glued = false;
            at += 1;
            continue;
        }
        let start = at;
        let kind = if c.is_ascii_digit() {
            at = end_of_number(&chars, at);
            Kind::Number(chars[start..at].iter().collect())
        } else if c.is_alphabetic() {
            while at < chars.len() && (chars[at].is_alphabetic() || is_combining_mark(chars[at])) {
                at += 1;
            }
            word(&chars[start..at])
        } else {
            at += 1;
            Kind::Sign(c)
        };
        tokens.push(Token { kind, glued });
        glued = true;
    }
    tokens
}

fn end_of_number(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() {
        let between = matches!(chars[at], '.' | ',' | '\'')
            && chars.get(at + 1).is_some_and(char::is_ascii_digit);
        if !between && !chars[at].is_ascii_digit() {
            break;
        }
        at += 1;
    }
    at
}

fn word(letters: &[char]) -> Kind {
    let mut full = String::with_capacity(letters.len() * 2);
    let mut bare = String::with_capacity(letters.len());
    for lower in letters.iter().flat_map(|c| c.to_lowercase()) {
        full.push(if matches!(lower, 'ð' | 'ɖ') { 'đ' } else { lower });
        base(lower, |b| bare.push(b));
    }
    Kind::Word { full: settle_tone(full), bare }
}

/// Moves the tone of oa, oe and uy to where the words of the readers have it, for "hoà" and
/// "hòa" are the same word (Decision 1989/QĐ-BGDĐT and the older habit).
fn settle_tone(full: String) -> String {
    let mut ending = full.chars().rev();
    let (Some(last), Some(first)) = (ending.next(), ending.next()) else { return full };
    if last.is_ascii() || !matches!(first, 'o' | 'u') || full.starts_with("qu") {
        return full;
    }
    let pair = matches!((first, plain_vowel(last)), ('o', 'a' | 'e') | ('u', 'y'));
    let tone = tone_of(last);
    match tone.and_then(|tone| compose(first, tone)) {
        Some(toned) if pair => {
            let mut moved = full[..full.len() - last.len_utf8() - first.len_utf8()].to_owned();
            moved.push(toned);
            moved.push(plain_vowel(last));
            moved
        }
        _ => full,
    }
}

fn plain_vowel(letter: char) -> char {
    let mut plain = letter;
    let mut first = true;
    decompose_canonical(letter, |part| {
        if first {
            plain = part;
        }
        first = false;
    });
    plain
}

fn tone_of(letter: char) -> Option<char> {
    let mut tone = None;
    decompose_canonical(letter, |part| {
        if matches!(part, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}') {
            tone = Some(part);
        }
    });
    tone
}

/// Whether a text is longer than any value.
pub fn is_too_long(text: &str) -> bool {
    text.chars().filter(|&c| !unseen(c)).nfc().nth(LONGEST_VALUE).is_some()
}
