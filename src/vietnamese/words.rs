//! Words with their accents set apart, and tables of fixed phrases.
//!
//! Many people type without accents, so a word without any stands for all its spellings:
//! "dung" is taken for "đúng". But who types accents means them: "đừng" is never "đúng".

use std::collections::HashMap;

use unicode_normalization::char::decompose_canonical;

use super::text;

/// A word as typed: its fold key, and how many accents of each kind it carries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub key: String,
    pub accents: Accents,
}

impl Word {
    /// True when this typed word may stand for `known`, a word written in full.
    pub fn stands_for(&self, known: &Self) -> bool {
        self.key == known.key && (self.accents == Accents::NONE || self.accents == known.accents)
    }
}

/// How many accents of each kind a word carries, wherever in the word they sit.
///
/// The place is left out because it differs between schools (hòa, hoà) and keyboards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Accents(u32);

impl Accents {
    pub const NONE: Self = Self(0);

    pub fn of(word: &str) -> Self {
        let mut counts = 0_u32;
        for c in word.chars().filter(|c| !c.is_ascii()) {
            decompose_canonical(c, |part| {
                let kind = match part {
                    '\u{301}' => 0,
                    '\u{300}' => 1,
                    '\u{309}' => 2,
                    '\u{303}' => 3,
                    '\u{323}' => 4,
                    '\u{302}' => 5,
                    '\u{306}' => 6,
                    '\u{31b}' => 7,
                    'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ' => 8,
                    _ => return,
                };
                let shift = kind * 3;
                if counts >> shift & 7 < 7 {
                    counts += 1 << shift;
                }
            });
        }
        Self(counts)
    }
}

/// The words of a text; all that is no letter and no digit parts them.
pub(super) fn words(input: &str) -> Vec<Word> {
    text::clean(input)
        .split(|c: char| !c.is_alphanumeric() && !is_accent(c))
        .map(|word| Word { key: text::fold(word), accents: Accents::of(word) })
        .filter(|word| !word.key.is_empty())
        .collect()
}

/// An accent that stands alone because its letter has no form with it.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Fixed phrases, each with a meaning.
pub(super) struct Phrases<M> {
    by_key: HashMap<String, Vec<(Vec<Word>, M)>>,
    longest: usize,
    strict: bool,
}

impl<M: Copy> Phrases<M> {
    /// Collects the phrases, which commas and line ends part; where two differ in accents
    /// only, an unaccented text means the first of them.
    pub fn new<const N: usize>(rows: [(M, &str); N]) -> Self {
        let mut table = Self { by_key: HashMap::new(), longest: 0, strict: false };
        for (meaning, phrases) in rows {
            for phrase in phrases.split([',', '\n']).filter(|phrase| !phrase.trim().is_empty()) {
                let words = words(phrase);
                table.longest = table.longest.max(words.len());
                let rows = table.by_key.entry(joined(&words)).or_default();
                rows.push((words, meaning));
            }
        }
        table
    }

    /// The same table, for texts in which any word may occur: in it a word alone means a
    /// phrase only with the accents of that phrase.
    pub fn strict(self) -> Self {
        Self { strict: true, ..self }
    }

    /// The meaning of exactly these words.
    pub fn get(&self, typed: &[Word]) -> Option<M> {
        if typed.is_empty() || typed.len() > self.longest {
            return None;
        }
        let rows = self.by_key.get(&joined(typed))?;
        rows.iter()
            .find(|(known, _)| match (typed, known.as_slice()) {
                ([typed], [known]) if self.strict => typed == known,
                _ => typed.iter().zip(known).all(|(t, k)| t.stands_for(k)),
            })
            .map(|&(_, meaning)| meaning)
    }

    /// The longest phrase at the start of these words: how many words it has, and its meaning.
    pub fn at_start(&self, typed: &[Word]) -> Option<(usize, M)> {
        (1..=self.longest.min(typed.len())).rev().find_map(|n| Some((n, self.get(&typed[..n])?)))
    }
}

fn joined(words: &[Word]) -> String {
    let mut key = String::with_capacity(words.len() * 6);
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            key.push(' ');
        }
        key.push_str(&word.key);
    }
    key
}
