//! Text as it should be stored, and the key under which two spellings are the same text.
//!
//! [`clean`] is the door: everything a person types passes it once, and what it gives back
//! is what we keep and show. [`fold`] is for comparing only and is never shown.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

pub use super::residue::residue;

/// Marks that may follow one letter.
///
/// Vietnamese needs two and the languages of the highlands three; a taller pile is a prank.
const MARKS_IN_A_ROW: usize = 4;

/// Newlines that may follow each other: one empty line between two paragraphs.
const NEWLINES_IN_A_ROW: usize = 2;

/// Brings a typed or pasted text into the one form in which it is stored.
///
/// The text is NFC; it has no control, zero-width, bidi, tag or other unseen characters;
/// every kind of space is a plain one, single, and not at the end or start of a line; every
/// kind of line end is `\n`, and there are at most two in a row. Everything that can be seen
/// stays as it was typed, look-alike letters and emoji included.
///
/// ```
/// use sangkien::vietnamese::text::clean;
///
/// assert_eq!(clean("  Sa\u{301}ng\u{a0}\u{200b} kiê\u{301}n \r\n"), "Sáng kiến");
/// ```
#[must_use]
pub fn clean(input: &str) -> String {
    if is_clean(input) {
        return input.to_owned();
    }
    let seen = input.chars().filter_map(seen_char);
    // Almost every phone writes composed letters, which need not be taken apart.
    match is_nfc_quick(seen.clone()) {
        IsNormalized::Yes => tidy(seen, input.len()),
        IsNormalized::No | IsNormalized::Maybe => tidy(seen.nfc(), input.len()),
    }
}

/// Whether a text is certainly as [`clean`] leaves it: one line of letters that are composed, of
/// digits and of signs, with single spaces between them. Most of what is typed is, and everything
/// that was cleaned before.
fn is_clean(input: &str) -> bool {
    let mut after_space = true;
    for c in input.chars() {
        match c {
            ' ' if after_space => return false,
            ' ' => after_space = true,
            // ASCII, the Latin letters of Europe, and those that Vietnamese adds to them.
            '!'..='~' | '\u{c0}'..='\u{2af}' | '\u{1ea0}'..='\u{1ef9}' => after_space = false,
            _ => return false,
        }
    }
    !after_space || input.is_empty()
}

/// Puts spaces, line ends and marks of a text that is NFC in order. It is about `length` bytes long.
fn tidy(seen: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let (mut spaces, mut newlines, mut marks) = (false, 0, 0);
    for c in seen {
        match c {
            '\n' => {
                newlines += 1;
                spaces = false;
            }
            ' ' => spaces = true,
            _ => {
                if canonical_combining_class(c) == 0 {
                    marks = 0;
                } else {
                    marks += 1;
                    if marks > MARKS_IN_A_ROW {
                        continue;
                    }
                }
                if newlines > 0 {
                    if !out.is_empty() {
                        out.extend(std::iter::repeat_n('\n', newlines.min(NEWLINES_IN_A_ROW)));
                    }
                } else if spaces && !out.is_empty() {
                    out.push(' ');
                }
                (spaces, newlines) = (false, 0);
                out.push(c);
            }
        }
    }
    out
}

/// The key under which spellings of one text are equal.
///
/// Lower case; full-width, circled and ornamental letters and digits plain; look-alikes of đ
/// (Ð, ð, Ɖ) as đ; tone and shape marks dropped and đ as d; `y` as `i` where Vietnamese
/// spelling allows both; all but letters and digits a space, and spaces single. Folding a
/// folded text changes nothing.
///
/// The places where both `y` and `i` are right are the ends of a syllable after a consonant
/// or after "qu" (kỹ/kĩ, tỷ/tỉ, quý/quí, quýt/quít). After another vowel the two letters make
/// different words (tay/tai, thúy/thúi) and stay apart.
///
/// ```
/// use sangkien::vietnamese::text::fold;
///
/// assert_eq!(fold("Kỹ thuật – Hoà Bình"), "ki thuat hoa binh");
/// assert_eq!(fold("Kĩ thuật, Hòa Bình!"), "ki thuat hoa binh");
/// ```
#[must_use]
pub fn fold(input: &str) -> String {
    let mut key = Key { out: String::with_capacity(input.len()), space: false };
    for c in input.chars() {
        if is_unseen(c) {
            continue;
        }
        if c.is_ascii() {
            key.push(c.to_ascii_lowercase());
        } else {
            decompose_compatible(c, |part| {
                for lower in part.to_lowercase() {
                    key.push(lower);
                }
            });
        }
    }
    unify_i_y(key.out)
}

/// The text in lower case as it is typed without accents, and đ as d.
///
/// ```
/// use sangkien::vietnamese::text::unaccented;
///
/// assert_eq!(unaccented("Đỗ Thị Quý"), "do thi quy");
/// ```
#[must_use]
pub fn unaccented(input: &str) -> String {
    let letters = input.nfd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase);
    letters.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// The folded text while it is being built.
struct Key {
    out: String,
    space: bool,
}

impl Key {
    fn push(&mut self, lower: char) {
        let c = match lower {
            'đ' | 'ð' | 'ɖ' => 'd',
            other => other,
        };
        if is_mark(c) || is_unseen(c) && !c.is_ascii() {
            return;
        }
        if !c.is_alphanumeric() {
            self.space = true;
            return;
        }
        if self.space && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.space = false;
        self.out.push(c);
    }
}

/// Writes `y` as `i` in the places that [`fold`] names.
fn unify_i_y(text: String) -> String {
    if !text.contains('y') {
        return text;
    }
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut bytes = text.into_bytes();
    for at in 0..bytes.len() {
        if bytes[at] != b'y' {
            continue;
        }
        let after_vowel = at > 0 && is_vowel(bytes[at - 1]) && !bytes[..at].ends_with(b"qu");
        let before_vowel = bytes.get(at + 1).is_some_and(|&b| is_vowel(b));
        if !after_vowel && !before_vowel {
            bytes[at] = b'i';
        }
    }
    String::from_utf8(bytes).expect("one ASCII letter was put for another")
}

/// The character as [`clean`] keeps it, or `None` for one that cannot be seen.
fn seen_char(c: char) -> Option<char> {
    match c {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        // A lone CR ended lines on old Macs; in CR LF it leaves one newline, from the LF.
        '\t' | '\r' => Some(' '),
        _ if is_unseen(c) => None,
        _ if c.is_whitespace() || c == '\u{2800}' => Some(' '),
        _ => Some(c),
    }
}

/// True for characters that show nothing and hide in pasted text.
///
/// The joiner U+200D is one of them: a family emoji falls into its members, which is a small
/// price for codes and names that are what they look like.
fn is_unseen(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        // The last two places of every plane are set aside and are no characters.
        _ => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// True for what a folded text drops: accents, and the selectors and frames of emoji.
fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && (canonical_combining_class(c) != 0
            || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}'))
}
