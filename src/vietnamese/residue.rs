//! Text typed while the Vietnamese keyboard was off, and text in fonts from before Unicode.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::legacy;
use super::syllable::{Tone, base, is_bare, is_vowel, is_written_right, with_tone};

/// Longest text, in bytes, that is looked at; what is longer was pasted, not typed.
const LONGEST: usize = 20_000;
/// Signs that a text needs before we ask whether it was meant otherwise.
const ENOUGH: u32 = 3;

/// English words, common in factories and chats, that are Telex for a syllable.
const ENGLISH: &str = "
    as is us has his gas bus yes this thus of if or her per car bar tar air hair chair pair their tax max mix six box
    sex see seen been keep teen too soon moon room door low how now law saw row cow tow own town down test best cost
    list last most post host must cast past lost rest nest chest boost beef roof seems keeps meets teens boots roots
    cows rows laws term born torn turn corn barn harm arm charm norm horn tons cans pins pens tens lens hens bins tins
    mins runs guns cops tops laps maps caps tips lips chips cups cuts nuts huts hats cats bats hits bits kits songs
    gangs lungs hangs tongs chef deaf sir tour hours ours does goes bees tees pax lux mas las dos nos pos bos deer
    beer peer cheer moor poor boom loom need meet beet boot root loop hoop coop hook took look book thin than then
    laser motor motors sensor timer meter order
";

static ENGLISH_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| ENGLISH.split_whitespace().collect());

/// The text as it was meant, if it looks like Telex or VNI typed with the keyboard off, or like
/// text in a font of TCVN3 or VNI; `None` for all other text.
///
/// It is for asking "Ý bạn là: …?", never for rewriting. Every syllable that changes must
/// become a right one, and there must be signs that no other text has, so plain English,
/// Vietnamese without accents, codes and the names of machines are left alone.
///
/// ```
/// use sangkien::vietnamese::text::residue;
///
/// assert_eq!(residue("sangs kieens").as_deref(), Some("sáng kiến"));
/// assert_eq!(residue("sa1ng kie61n").as_deref(), Some("sáng kiến"));
/// assert_eq!(residue("S¸ng kiÕn").as_deref(), Some("Sáng kiến"));
/// assert_eq!(residue("sang kien may SX500"), None);
/// ```
#[must_use]
pub fn residue(input: &str) -> Option<String> {
    if input.len() > LONGEST {
        return None;
    }
    legacy::decode(input)
        .or_else(|| typed(input, vni))
        .or_else(|| typed(input, telex))
        .map(|text| super::text::clean(&text))
}

/// A word read by the keys of a keyboard.
struct Decoded {
    word: String,
    /// How much more likely it is residue than another word.
    signs: u32,
    /// Whether it alone could be nothing else.
    sure: bool,
}

fn typed(input: &str, decode: fn(&str) -> Option<Decoded>) -> Option<String> {
    let mut out = String::with_capacity(input.len() + 16);
    let (mut signs, mut sure, mut changed, mut plain, mut foreign) =
        (0, false, 0_u32, 0_u32, 0_u32);
    let mut rest = input;
    while let Some(first) = rest.chars().next() {
        let kind = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != kind).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        let small = word.to_ascii_lowercase();
        match decode(&small).filter(|_| kind && word.is_ascii()) {
            Some(found) => {
                signs += found.signs;
                sure |= found.sure;
                changed += 1;
                out.push_str(&in_case_of(word, &found.word));
                continue;
            }
            None if !kind || !word.is_ascii() || word.bytes().all(|b| !b.is_ascii_lowercase()) => {}
            None if is_bare(&small) => plain += 1,
            None => foreign += 1,
        }
        out.push_str(word);
    }
    // Where all words change, many weak signs are as good as one that is sure.
    sure |= plain + foreign == 0 && signs >= ENOUGH + 2;
    (sure && signs >= ENOUGH && changed >= plain && changed >= foreign * 4).then_some(out)
}

/// The decoded word in the capitals of the typed one.
fn in_case_of(typed: &str, decoded: &str) -> String {
    let letters = || typed.chars().filter(char::is_ascii_alphabetic);
    if letters().count() > 1 && letters().all(|c| c.is_ascii_uppercase()) {
        return decoded.to_uppercase();
    }
    let mut rest = decoded.chars();
    match rest.next() {
        Some(first) if typed.starts_with(|c: char| c.is_ascii_uppercase()) => {
            first.to_uppercase().chain(rest).collect()
        }
        _ => decoded.to_owned(),
    }
}

/// Reads a word in lower case by the keys of Telex.
fn telex(word: &str) -> Option<Decoded> {
    if word.len() > 12
        || !word.bytes().all(|b| b.is_ascii_lowercase())
        || ENGLISH_WORDS.contains(word)
    {
        return None;
    }
    let mut letters: Vec<char> = Vec::with_capacity(word.len());
    let (mut tone, mut signs, mut shaped) = (None, 0, false);
    for (at, key) in word.char_indices() {
        let last = letters.last().copied();
        let after_vowel = letters.iter().any(|&c| is_vowel(c));
        let mark = match key {
            's' => Some(Tone::Acute),
            'f' => Some(Tone::Grave),
            'r' => Some(Tone::Hook),
            'x' => Some(Tone::Tilde),
            'j' => Some(Tone::Dot),
            _ => None,
        };
        match (key, last) {
            ('d', Some('d')) if letters.len() == 1 => {
                letters[0] = 'đ';
                (signs, shaped) = (signs + 2, true);
            }
            ('a' | 'e' | 'o', Some(same)) if key == same => {
                let at = letters.len() - 1;
                letters[at] = circumflexed(key)?;
                signs += if key == 'a' { 2 } else { 1 };
                shaped = true;
            }
            ('w', _) if after_vowel => {
                horn(&mut letters)?;
                (signs, shaped) = (signs + 1, true);
            }
            (_, Some(last)) if mark.is_some() && after_vowel => {
                if tone.is_some() {
                    return None;
                }
                tone = mark;
                signs += match key {
                    'j' => 2,
                    'f' if !is_vowel(last) => 2,
                    // "Test" and "born" are English more often than "tét" and "bỏn".
                    's' | 'r' if at + 1 < word.len() => 0,
                    _ => 1,
                };
            }
            _ => letters.push(key),
        }
    }
    if tone.is_none() && !shaped {
        return None;
    }
    let decoded = with_tone(&letters, tone)?;
    let right = is_written_right(&decoded) && decoded != word;
    right.then_some(Decoded { word: decoded, signs, sure: shaped && tone.is_some() || signs >= 3 })
}

/// Reads a word in lower case by the keys of VNI.
fn vni(word: &str) -> Option<Decoded> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if word.len() > 14 || digits == 0 || digits * 2 > word.len() {
        return None;
    }
    let mut letters: Vec<char> = Vec::with_capacity(word.len());
    let (mut tone, mut signs, mut inside) = (None, 0, false);
    for (at, key) in word.char_indices() {
        let mark = match key {
            '1' => Some(Tone::Acute),
            '2' => Some(Tone::Grave),
            '3' => Some(Tone::Hook),
            '4' => Some(Tone::Tilde),
            '5' => Some(Tone::Dot),
            _ => None,
        };
        match key {
            '1'..='5' if letters.iter().any(|&c| is_vowel(c)) && tone.is_none() => tone = mark,
            '6' => {
                let at = letters.iter().rposition(|c| matches!(c, 'a' | 'e' | 'o'))?;
                letters[at] = circumflexed(letters[at])?;
            }
            '7' if letters.iter().any(|c| matches!(c, 'o' | 'u')) => horn(&mut letters)?,
            '8' => {
                let at = letters.iter().rposition(|&c| c == 'a')?;
                letters[at] = 'ă';
            }
            '9' if letters.first() == Some(&'d') => letters[0] = 'đ',
            'a'..='z' => {
                letters.push(key);
                continue;
            }
            _ => return None,
        }
        // "May2" is machine 2; a digit between letters is a key.
        let between = word[at + 1..].bytes().any(|b| b.is_ascii_lowercase());
        inside |= between;
        signs += if between { 2 } else { 1 };
    }
    let decoded = with_tone(&letters, tone)?;
    is_written_right(&decoded).then_some(Decoded { word: decoded, signs, sure: inside })
}

fn circumflexed(letter: char) -> Option<char> {
    match letter {
        'a' => Some('â'),
        'e' => Some('ê'),
        'o' => Some('ô'),
        _ => None,
    }
}

/// Puts the horn or the breve on the vowels that take it: "uo" as "ươ", "oa" as "oă".
fn horn(letters: &mut [char]) -> Option<()> {
    let end = letters.iter().rposition(|&c| is_vowel(c))? + 1;
    let start = letters[..end].iter().rposition(|&c| !is_vowel(c)).map_or(0, |at| at + 1);
    let cluster = &mut letters[start..end];
    let plain: String = cluster.iter().map(|&c| base(c)).collect();
    let (from, to) = match plain.as_str() {
        "uoi" | "uou" | "uo" => (0, &['ư', 'ơ'][..]),
        "oi" | "o" => (0, &['ơ'][..]),
        "ui" | "uu" | "u" | "ua" => (0, &['ư'][..]),
        "a" => (0, &['ă'][..]),
        "oa" => (1, &['ă'][..]),
        _ => return None,
    };
    cluster[from..from + to.len()].copy_from_slice(to);
    Some(())
}
