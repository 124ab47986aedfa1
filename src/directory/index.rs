//! The words of all names, and which names have them.

use std::collections::HashMap;

use super::lexicon;

/// A word of the vocabulary: its place in alphabetical order.
pub(super) type WordId = u32;
/// A name that can be found: its place among the names.
pub(super) type NameId = u32;

/// Words and where they occur, packed: a hundred thousand names must fit in a few megabytes.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// All words, one after the other, in alphabetical order.
    text: String,
    /// Where each word begins in `text`, and where the last one ends.
    starts: Vec<u32>,
    /// Names by word, and where each word's begin.
    names: Vec<NameId>,
    firsts: Vec<u32>,
    /// Fingerprints of every word and of the word without one of its letters: two words that
    /// are one typing error apart share one.
    fingerprints: Vec<(u32, WordId)>,
    /// How much all words of a name weigh.
    weights: Vec<f32>,
}

impl Index {
    /// Indexes folded names.
    pub(super) fn new(folded: impl ExactSizeIterator<Item = String>) -> Self {
        let count = folded.len();
        let mut ids: HashMap<Box<str>, u32> = HashMap::new();
        // A word's number with the mark of an alias in its lowest bit, and the name.
        let mut uses: Vec<(u32, NameId)> = Vec::with_capacity(count * 10);
        for (name, folded) in (0..).zip(folded) {
            let first = uses.len();
            for word in lexicon::words(&folded) {
                let next = u32::try_from(ids.len()).expect("there are fewer words than letters");
                let id = match ids.get(word.text) {
                    Some(id) => *id,
                    None => *ids.entry(word.text.into()).or_insert(next),
                };
                uses.push((id * 2 + u32::from(word.alias), name));
            }
            uses[first..].sort_unstable();
            let mut kept = first;
            for at in first..uses.len() {
                if kept == first || uses[kept - 1].0 / 2 != uses[at].0 / 2 {
                    uses[kept] = uses[at];
                    kept += 1;
                }
            }
            uses.truncate(kept);
        }
        let mut words: Vec<(Box<str>, u32)> = ids.into_iter().collect();
        words.sort_unstable();
        let mut index = Self::default();
        let mut place = vec![0; words.len()];
        index.starts.push(0);
        for (at, (word, id)) in (0..).zip(&words) {
            place[*id as usize] = at;
            index.text.push_str(word);
            index.starts.push(length(index.text.len()));
        }
        index.place_names(&uses, &place);
        index.weigh_names(&uses, &place, count);
        index.take_fingerprints();
        index
    }

    /// Sorts the names by word, keeping their order: one count, one fill.
    fn place_names(&mut self, uses: &[(u32, NameId)], place: &[WordId]) {
        self.firsts = vec![0; place.len() + 1];
        for (word, _) in uses {
            self.firsts[place[(word / 2) as usize] as usize + 1] += 1;
        }
        for word in 1..self.firsts.len() {
            self.firsts[word] += self.firsts[word - 1];
        }
        let mut next = self.firsts.clone();
        self.names = vec![0; uses.len()];
        for (word, name) in uses {
            let slot = &mut next[place[(word / 2) as usize] as usize];
            self.names[*slot as usize] = *name;
            *slot += 1;
        }
    }

    fn weigh_names(&mut self, uses: &[(u32, NameId)], place: &[WordId], count: usize) {
        self.weights = vec![0.0; count];
        for (word, name) in uses {
            if word % 2 == 0 {
                self.weights[*name as usize] += self.rarity(place[(word / 2) as usize]);
            }
        }
    }

    fn take_fingerprints(&mut self) {
        let mut prints = Vec::with_capacity(self.len() * 7);
        for word in 0..length(self.len()) {
            let text = self.word(word);
            each_fingerprint(text, |print| prints.push((print, word)));
            let sound = sounds_like(text);
            if sound != text {
                prints.push((fingerprint(sound.bytes()), word));
            }
        }
        prints.sort_unstable();
        prints.dedup();
        prints.shrink_to_fit();
        self.fingerprints = prints;
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(super) fn word(&self, word: WordId) -> &str {
        let word = word as usize;
        &self.text[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// The names that have a word.
    pub(super) fn names(&self, word: WordId) -> &[NameId] {
        let word = word as usize;
        &self.names[self.firsts[word] as usize..self.firsts[word + 1] as usize]
    }

    pub(super) fn weight(&self, name: NameId) -> f32 {
        self.weights[name as usize]
    }

    /// How much finding this word says: the rarer, the more.
    pub(super) fn rarity(&self, word: WordId) -> f32 {
        rarity_of(self.names(word).len(), self.weights.len())
    }

    /// How much a word says that occurs in one name.
    pub(super) fn rarest(&self) -> f32 {
        rarity_of(1, self.weights.len())
    }

    /// The place of a word in the vocabulary.
    pub(super) fn find(&self, text: &str) -> Option<WordId> {
        let word = self.first_not_before(text);
        ((word as usize) < self.len() && self.word(word) == text).then_some(word)
    }

    /// The words that begin like this, if they are few.
    pub(super) fn beginning_with(&self, start: &str) -> impl Iterator<Item = WordId> {
        (self.first_not_before(start)..length(self.len()))
            .take_while(move |word| self.word(*word).starts_with(start))
    }

    fn first_not_before(&self, text: &str) -> WordId {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.word(length(middle)) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        length(low)
    }

    /// The other words that are one typing error away, or sound the same; for long words two
    /// errors, where one of them is a letter too many. With the number of errors.
    pub(super) fn near(&self, text: &str) -> Vec<(WordId, usize)> {
        /// A longer word is no word, and would be dear to look for.
        const LONGEST: usize = 24;
        let allowed = match text.len() {
            3..=6 => 1,
            7..=LONGEST => 2,
            _ => return Vec::new(),
        };
        let mut prints = Vec::new();
        each_fingerprint(text, |print| prints.push(print));
        let sound = fingerprint(sounds_like(text).bytes());
        prints.push(sound);
        if allowed == 2 {
            for skipped in 0..text.len() {
                let shorter: Vec<u8> = without(text.as_bytes(), skipped).collect();
                for again in skipped..shorter.len() {
                    prints.push(fingerprint(without(&shorter, again)));
                }
            }
        }
        prints.sort_unstable();
        prints.dedup();
        let mut near: Vec<WordId> =
            prints.iter().flat_map(|print| self.with_fingerprint(*print)).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter()
            .filter_map(|word| {
                let other = self.word(word);
                let errors = if sounds_like(other) == sounds_like(text) {
                    1
                } else {
                    strsim::osa_distance(other, text)
                };
                (other != text && errors <= allowed).then_some((word, errors))
            })
            .collect()
    }

    fn with_fingerprint(&self, print: u32) -> impl Iterator<Item = WordId> {
        let first = self.fingerprints.partition_point(|(other, _)| *other < print);
        self.fingerprints[first..]
            .iter()
            .take_while(move |(other, _)| *other == print)
            .map(|(_, word)| *word)
    }
}

fn length(count: usize) -> u32 {
    u32::try_from(count).expect("names are counted in millions, not in billions")
}

#[expect(clippy::cast_precision_loss, reason = "a weight needs no exact count")]
fn rarity_of(count: usize, of: usize) -> f32 {
    (1.0 + of as f32 / count.max(1) as f32).ln()
}

/// The fingerprints of a word and of the word without each of its letters.
fn each_fingerprint(text: &str, mut take: impl FnMut(u32)) {
    take(fingerprint(text.bytes()));
    if text.len() >= 3 {
        for skipped in 0..text.len() {
            take(fingerprint(without(text.as_bytes(), skipped)));
        }
    }
}

fn without(bytes: &[u8], skipped: usize) -> impl Iterator<Item = u8> {
    bytes.iter().enumerate().filter(move |(at, _)| *at != skipped).map(|(_, byte)| *byte)
}

/// FNV-1a: short, good enough for words, and every match is compared in full afterwards.
fn fingerprint(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The word with the letters that are heard alike somewhere in the country written alike.
fn sounds_like(word: &str) -> String {
    const ALIKE: [(&str, &str); 8] = [
        ("ngh", "ng"),
        ("gh", "g"),
        ("tr", "ch"),
        ("gi", "d"),
        ("ph", "f"),
        ("s", "x"),
        ("r", "d"),
        ("k", "c"),
    ];
    for (written, heard) in ALIKE {
        if let Some(rest) = word.strip_prefix(written) {
            return format!("{heard}{rest}");
        }
    }
    word.to_owned()
}
