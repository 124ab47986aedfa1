//! What a Vietnamese syllable can be, for telling typing residue from other text.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// The consonants before the rime, the longer ones first.
const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "gh", "gi", "qu", "ch", "kh", "ph", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// All rimes with their shape marks and without tones.
const RIMES: &str = "
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu
    o oa oac oach oai oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn
    uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
";

static EXACT: LazyLock<HashSet<&str>> = LazyLock::new(|| RIMES.split_whitespace().collect());
static BARE: LazyLock<HashSet<String>> =
    LazyLock::new(|| RIMES.split_whitespace().map(without_shapes).collect());

/// The tones that a mark shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tone {
    Acute,
    Grave,
    Hook,
    Tilde,
    Dot,
}

impl Tone {
    const ALL: [(Self, char); 5] = [
        (Self::Acute, '\u{301}'),
        (Self::Grave, '\u{300}'),
        (Self::Hook, '\u{309}'),
        (Self::Tilde, '\u{303}'),
        (Self::Dot, '\u{323}'),
    ];

    fn mark(self) -> char {
        Self::ALL.iter().find(|(tone, _)| *tone == self).map_or('\u{301}', |&(_, mark)| mark)
    }
}

/// True for a syllable, in lower case, that could stand in a text with its accents.
pub(super) fn is_written_right(word: &str) -> bool {
    let Some((letters, tone)) = without_tone(word) else {
        return false;
    };
    let stopped = letters.ends_with(['c', 'p', 't']) || letters.ends_with("ch");
    let tone_fits = !stopped || matches!(tone, Some(Tone::Acute | Tone::Dot));
    tone_fits && has_rime(&letters, &|rime| EXACT.contains(rime))
}

/// True for a syllable that could stand in a text without accents.
pub(super) fn is_bare(word: &str) -> bool {
    has_rime(word, &|rime| BARE.contains(rime))
}

fn has_rime(letters: &str, known: &dyn Fn(&str) -> bool) -> bool {
    if known(letters) {
        return true;
    }
    ONSETS.iter().filter_map(|onset| Some((*onset, letters.strip_prefix(onset)?))).any(
        |(onset, rime)| {
            let front = rime.starts_with(['i', 'e', 'ê', 'y']);
            match onset {
                "c" | "ng" if front => false,
                // Rimes such as "uy" of "quy" begin with the letter that the onset took.
                "qu" => known(rime) || known(&format!("u{rime}")),
                "k" | "gh" | "ngh" if !front => false,
                "g" if rime.starts_with(['e', 'ê', 'y']) => false,
                _ => known(rime),
            }
        },
    )
}

/// The word without its tone, and the tone; `None` with two tones or a foreign mark.
fn without_tone(word: &str) -> Option<(String, Option<Tone>)> {
    let mut tone = None;
    let mut letters = String::with_capacity(word.len());
    for part in word.nfd() {
        if let Some(&(found, _)) = Tone::ALL.iter().find(|(_, mark)| *mark == part) {
            if tone.replace(found).is_some() {
                return None;
            }
        } else {
            letters.push(part);
        }
    }
    Some((letters.nfc().collect(), tone))
}

fn without_shapes(rime: &str) -> String {
    rime.chars().map(base).collect()
}

/// The letter without its marks.
pub(super) fn base(letter: char) -> char {
    let mut base = None;
    decompose_canonical(letter, |part| base = base.or(Some(part)));
    match base.unwrap_or(letter) {
        'đ' => 'd',
        other => other,
    }
}

pub(super) fn is_vowel(letter: char) -> bool {
    matches!(base(letter), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The letters, in lower case and without a tone, with the tone on the vowel that bears it.
///
/// Where two schools differ (hòa, hoà) the older place is taken, which most keyboards give.
pub(super) fn with_tone(letters: &[char], tone: Option<Tone>) -> Option<String> {
    let Some(tone) = tone else {
        return Some(letters.iter().collect());
    };
    let at = bearer(letters)?;
    let (before, after) = letters.split_at(at + 1);
    Some(before.iter().copied().chain([tone.mark()]).chain(after.iter().copied()).nfc().collect())
}

fn bearer(letters: &[char]) -> Option<usize> {
    let mut start = letters.iter().position(|&c| is_vowel(c))?;
    let end = start + letters[start..].iter().take_while(|&&c| is_vowel(c)).count();
    // The u of "qu" and the i of "gi" belong to the consonant when a vowel follows.
    let glides = matches!(letters[..=start], ['q', 'u'] | ['g', 'i']);
    if glides && end - start > 1 {
        start += 1;
    }
    if let Some(shaped) = (start..end).rev().find(|&at| base(letters[at]) != letters[at]) {
        return Some(shaped);
    }
    let closed = end < letters.len();
    Some(match end - start {
        1 => start,
        2 if !closed => start,
        _ => start + 1,
    })
}
