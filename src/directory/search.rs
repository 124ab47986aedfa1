//! Finding names by what people type.
//!
//! Every typed word is looked up, with its neighbours one typing error away. A name scores by
//! how much of what was typed it has, in itself or in the names above it, the rare words
//! counting most; then by how much of the name was typed; then by the order of the words.

use super::index::{Index, NameId, WordId};
use super::lexicon;

/// What is read of a typed text; a name is never longer.
pub(super) const LONGEST: usize = 200;
/// Typed words that are looked at: as many as a mask has bits to spare for.
const MOST_WORDS: usize = 24;
/// Names whose order of words is compared.
const SHORT_LIST: usize = 48;
/// How many places of misspelt words may be looked at, so that the worst case stays quick.
const MOST_NEAR: usize = 150_000;

/// A name less than this like what was typed is not worth offering.
const WORTH_OFFERING: f32 = 0.45;
/// A name needs this much of what was typed in itself, whatever the names above it have.
const LEAST_OF_ITS_OWN: f32 = 0.12;
/// How much the order of the words adds.
const IN_ORDER: f32 = 0.04;
/// With less than this in common, every word is suspected of a typing error.
const MISSPELT: f32 = 0.82;

/// How much a word counts that is one or two typing errors away from one that no name has,
/// or begins with it.
const ONE_ERROR: f32 = 0.8;
const TWO_ERRORS: f32 = 0.6;
const BEGINNING: f32 = 0.75;
/// The same for one typing error in a word that does exist.
const SUSPECTED: f32 = 0.7;
/// How much a word counts that stands in a name above, exactly or nearly, and how near is near.
const ABOVE: f32 = 0.9;
const NEARLY_ABOVE: f32 = 0.6;
const NEARLY: f32 = 0.72;

/// A set of typed words, one bit each.
type Words = u32;

/// The names and how they hang together.
pub(super) struct Names<'a> {
    pub index: &'a Index,
    /// For each unit its parent's place, or its own for a root. Parents come first.
    pub above: &'a [u32],
    /// The unit of each name beyond the units' own: the name that a unit had before.
    pub former: &'a [u32],
    /// Units that may be found.
    pub open: &'a dyn Fn(u32) -> bool,
    /// How much a unit is preferred that has everything that was typed.
    pub preference: &'a dyn Fn(u32) -> f32,
    /// The folded words of a name.
    pub folded: &'a dyn Fn(NameId) -> String,
}

/// A name that fits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Found {
    pub name: NameId,
    pub unit: u32,
    pub score: f32,
}

/// A word of the vocabulary that a typed word, or several, may mean.
struct Meaning {
    word: WordId,
    means: Words,
    quality: f32,
}

/// The names that fit folded words, best first.
pub(super) fn search(names: &Names, typed: &str) -> Vec<Found> {
    let mut query = Query::read(names.index, typed);
    let mut found = query.score(names);
    let best = found.first().map_or(0.0, |found| found.score);
    if best < MISSPELT && query.suspect_every_word(names.index) {
        found = query.score(names);
    }
    found.retain(|found| found.score >= WORTH_OFFERING);
    found
}

/// What was typed, looked up.
struct Query {
    words: Vec<String>,
    /// How much each word says.
    weights: Vec<f32>,
    meanings: Vec<Meaning>,
}

impl Query {
    fn read(index: &Index, typed: &str) -> Self {
        let is_known = |word: &str| index.find(word).is_some();
        let typed = lexicon::typed_words(typed, is_known);
        let mut query = Self { words: Vec::new(), weights: Vec::new(), meanings: Vec::new() };
        let mut at = 0;
        while at < typed.len() && query.words.len() < MOST_WORDS {
            let (joined, taken) = torn_apart(index, &typed[at..]);
            at += taken;
            if is_known(&joined) || index.near(&joined).iter().any(|(_, errors)| *errors == 1) {
                query.look_up(index, joined);
            } else if let Some(parts) = run_together(index, &joined) {
                // Together they say what a word says that nobody knows: it may be a guess.
                let part = index.rarest() / 2.0 / shares(parts.len());
                for word in parts {
                    query.look_up(index, word);
                    if let Some(weight) = query.weights.last_mut() {
                        *weight = weight.min(part);
                    }
                }
            } else {
                query.look_up(index, joined);
            }
        }
        query.join_neighbours(index);
        query
    }

    /// Reads two words as one where that makes a word that names have: "chang sin".
    fn join_neighbours(&mut self, index: &Index) {
        /// Shorter words are one error away from too much else.
        const LONG: usize = 6;
        for at in 1..self.words.len() {
            let pair = &self.words[at - 1..=at];
            let joined = pair.concat();
            let means = 1 << (at - 1) | 1 << at;
            let strange = pair.iter().any(|word| index.find(word).is_none());
            if let Some(word) = index.find(&joined) {
                self.meanings.push(Meaning { word, means, quality: 1.0 });
            } else if strange && joined.len() >= LONG {
                let near = near(index, &joined, means);
                self.meanings.extend(near.filter(|meaning| meaning.quality >= ONE_ERROR));
            }
        }
    }

    /// Adds a word: what it may mean, and how much it says.
    fn look_up(&mut self, index: &Index, text: String) {
        if self.words.len() >= MOST_WORDS || self.words.contains(&text) {
            return;
        }
        let means = 1 << self.words.len();
        let weight = if let Some(word) = index.find(&text) {
            self.meanings.push(Meaning { word, means, quality: 1.0 });
            index.rarity(word)
        } else {
            let first = self.meanings.len();
            self.meanings.extend(near(index, &text, means));
            self.meanings.extend(begun(index, &text, means));
            let meanings = &self.meanings[first..];
            let rarest = meanings.iter().map(|meaning| index.rarity(meaning.word));
            rarest.reduce(f32::max).unwrap_or(index.rarest() / 2.0)
        };
        self.weights.push(weight.min(lexicon::most(&text)));
        self.words.push(text);
    }

    /// Adds the words one error away from words that do exist, the rare ones first. Says
    /// whether there are any.
    fn suspect_every_word(&mut self, index: &Index) -> bool {
        let mut suspects: Vec<Meaning> = Vec::new();
        for (at, text) in self.words.iter().enumerate() {
            if index.find(text).is_some() {
                let near = near(index, text, 1 << at);
                suspects.extend(
                    near.map(|meaning| Meaning {
                        quality: meaning.quality.min(SUSPECTED),
                        ..meaning
                    }),
                );
            }
        }
        suspects.sort_by_key(|meaning| index.names(meaning.word).len());
        let mut places = 0;
        suspects.retain(|meaning| {
            places += index.names(meaning.word).len();
            places <= MOST_NEAR
        });
        let any = !suspects.is_empty();
        self.meanings.append(&mut suspects);
        any
    }

    fn weigh(&self, words: Words) -> f32 {
        let mut sum = 0.0;
        let mut left = words;
        while left != 0 {
            sum += self.weights[left.trailing_zeros() as usize];
            left &= left - 1;
        }
        sum
    }

    /// The best names, with their scores.
    fn score(&mut self, names: &Names) -> Vec<Found> {
        let total = self.weights.iter().sum::<f32>().max(0.01);
        self.meanings.sort_by(|a, b| b.quality.total_cmp(&a.quality));
        let units = names.above.len();
        let mut had: Vec<Words> = vec![0; units + names.former.len()];
        let mut sums: Vec<f32> = vec![0.0; had.len()];
        let mut covered: Vec<f32> = vec![0.0; had.len()];
        let (mut above, mut nearly_above) = (None, None);
        for meaning in &self.meanings {
            if meaning.quality < 1.0 && above.is_none() {
                above = Some(Known::new(names, &had));
            }
            if meaning.quality < NEARLY && nearly_above.is_none() {
                nearly_above = Some(Known::new(names, &had));
            }
            let all = self.weigh(meaning.means) * meaning.quality;
            let rarity = names.index.rarity(meaning.word);
            for &name in names.index.names(meaning.word) {
                let name = name as usize;
                let fresh = meaning.means & !had[name];
                if fresh == 0 {
                    continue;
                }
                covered[name] += rarity;
                if fresh == meaning.means {
                    sums[name] += all;
                } else {
                    sums[name] += self.weigh(fresh) * meaning.quality;
                }
                had[name] |= fresh;
            }
        }
        let nearly_above = nearly_above.unwrap_or_else(|| Known::new(names, &had));
        let above = above.as_ref().unwrap_or(&nearly_above);
        let mut found: Vec<Found> = Vec::new();
        for (name, &sum) in (0..).zip(&sums) {
            if sum < LEAST_OF_ITS_OWN * total {
                continue;
            }
            let unit = owner(names, name);
            let missing = !had[name as usize];
            let exactly = above.above(names, unit) & missing;
            let nearly = nearly_above.above(names, unit) & missing & !exactly;
            let has = sum + ABOVE * self.weigh(exactly) + NEARLY_ABOVE * self.weigh(nearly);
            let has = has / total;
            let typed_of_it =
                (covered[name as usize] / names.index.weight(name).max(0.01)).min(1.0);
            let mut score = has * (0.85 + 0.15 * typed_of_it);
            if sum > 0.9 * total {
                score += (names.preference)(unit);
            }
            if score >= WORTH_OFFERING - IN_ORDER * 1.5 && (names.open)(unit) {
                found.push(Found { name, unit, score });
            }
        }
        let best_first = |a: &Found, b: &Found| {
            b.score.total_cmp(&a.score).then_with(|| (a.unit, a.name).cmp(&(b.unit, b.name)))
        };
        if found.len() > SHORT_LIST {
            found.select_nth_unstable_by(SHORT_LIST, best_first);
            found.truncate(SHORT_LIST);
        }
        for found in &mut found {
            found.score += IN_ORDER * self.in_order(names, found);
        }
        found.sort_by(best_first);
        let mut seen = std::collections::HashSet::new();
        found.retain(|found| seen.insert(found.unit));
        found
    }

    /// Which part of the typed words follow each other in the name, or in one above it, as they
    /// were typed; if they are the whole name, it is a little more still.
    fn in_order(&self, names: &Names, found: &Found) -> f32 {
        let pairs = self.words.windows(2).collect::<Vec<_>>();
        let mut kept = vec![false; pairs.len()];
        let mut keep = |name: NameId| {
            let folded = (names.folded)(name);
            let words: Vec<_> = lexicon::words(&folded)
                .into_iter()
                .filter(|word| !word.alias)
                .map(|word| word.text)
                .collect();
            for (kept, typed) in kept.iter_mut().zip(&pairs) {
                *kept |= words.windows(2).any(|pair| pair[0] == typed[0] && pair[1] == typed[1]);
            }
            words == self.words
        };
        if keep(found.name) {
            return 1.5;
        }
        let mut unit = found.unit;
        while names.above[unit as usize] != unit {
            unit = names.above[unit as usize];
            keep(unit);
        }
        let count = kept.iter().filter(|kept| **kept).count();
        shares(count) / shares(pairs.len().max(1))
    }
}

/// The first words as one, where the space bar tore a name apart, and how many they are.
fn torn_apart(index: &Index, words: &[String]) -> (String, usize) {
    for taken in [3, 2] {
        if let Some(parts) = words.get(..taken) {
            let joined = parts.concat();
            let strange = parts.iter().any(|part| index.find(part).is_none());
            if strange && index.find(&joined).is_some() {
                return (joined, taken);
            }
        }
    }
    (words[0].clone(), 1)
}

#[expect(clippy::cast_precision_loss, reason = "there are at most 24 words")]
fn shares(words: usize) -> f32 {
    words as f32
}

fn owner(names: &Names, name: NameId) -> u32 {
    let units = names.above.len();
    if (name as usize) < units { name } else { names.former[name as usize - units] }
}

/// Which typed words each unit has, under any of its names.
struct Known(Vec<Words>);

impl Known {
    fn new(names: &Names, had: &[Words]) -> Self {
        let units = names.above.len();
        let mut known = had[..units].to_vec();
        for (former, &unit) in names.former.iter().enumerate() {
            known[unit as usize] |= had[units + former];
        }
        Self(known)
    }

    /// The words of the units above this one. The words of a root say nothing: everything
    /// hangs there.
    fn above(&self, names: &Names, unit: u32) -> Words {
        let mut words = 0;
        let mut here = names.above[unit as usize];
        while names.above[here as usize] != here {
            words |= self.0[here as usize];
            here = names.above[here as usize];
        }
        words
    }
}

fn near(index: &Index, text: &str, means: Words) -> impl Iterator<Item = Meaning> {
    index.near(text).into_iter().map(move |(word, errors)| Meaning {
        word,
        means,
        quality: if errors <= 1 { ONE_ERROR } else { TWO_ERRORS },
    })
}

/// The words that begin with a typed one, if it is long enough to say something.
fn begun(index: &Index, text: &str, means: Words) -> Vec<Meaning> {
    if text.len() < 3 {
        return Vec::new();
    }
    index
        .beginning_with(text)
        .take(20)
        .map(|word| Meaning { word, means, quality: BEGINNING })
        .collect()
}

/// Takes a word apart that nobody's name has: "bacninh" is "bac ninh". The fewest words win.
fn run_together(index: &Index, text: &str) -> Option<Vec<String>> {
    /// Longer than this is no slip of the space bar.
    const LONGEST_RUN: usize = 40;
    if !text.is_ascii() || !(4..=LONGEST_RUN).contains(&text.len()) {
        return None;
    }
    // For each end the fewest words that lead to it, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; text.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=text.len() {
        for begin in end.saturating_sub(12)..=end - 2 {
            let Some((count, _)) = best[begin] else { continue };
            let shorter = best[end].is_none_or(|(words, _)| count + 1 < words);
            if shorter && index.find(&text[begin..end]).is_some() {
                best[end] = Some((count + 1, begin));
            }
        }
    }
    let mut words = Vec::new();
    let mut end = text.len();
    while end > 0 {
        let (_, begin) = best[end]?;
        words.push(text[begin..end].to_owned());
        end = begin;
    }
    words.reverse();
    Some(words)
}
