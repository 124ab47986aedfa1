//! Lines of co-authors with their shares, such as "Trần Văn B 30%, chị Lan 20".

use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::intent::{self, Intent};
use super::words::{Accents, Phrases, Word, words};
use super::{Reading, Why, percent, text};

/// Longest text, in bytes, in which shares are looked for.
const LONGEST: usize = 8_000;
/// Most characters of a name.
const LONGEST_NAME: usize = 80;
/// Most words of a name.
const MOST_WORDS: usize = 10;

/// A co-author and the part that he or she has in the initiative.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Share {
    /// As it was typed, titles such as "chị" included.
    pub name: String,
    /// Percent, from 1 to 100.
    pub percent: u8,
}

/// Reads names with percents, in either order, parted by commas, semicolons, line ends, "+"
/// or "và"; "mỗi người 20%" gives the same share to all the names before it.
///
/// The speaker's own share ("tôi 50%", "còn lại là của em") is not among the co-authors, but
/// it counts in the sum, which may not pass 100.
///
/// ```
/// use sangkien::vietnamese::{Reading, coauthors::read};
///
/// let Reading::Read(shares) = read("Trần Văn B 30%, chị Lan 20") else { panic!() };
/// assert_eq!((shares[1].name.as_str(), shares[1].percent), ("chị Lan", 20));
/// ```
#[must_use]
pub fn read(input: &str) -> Reading<Vec<Share>> {
    if input.len() > LONGEST {
        return Reading::Unreadable(Why::TooLong);
    }
    let typed = text::clean(input);
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    match lines(&typed).and_then(|parts| shares(&parts)) {
        Ok(shares) => Reading::Read(shares),
        Err(why) => Reading::Unreadable(why),
    }
}

/// Whether somebody says to have worked alone, in whatever words: "một mình em làm hết".
///
/// A name may sound like it ("Nguyễn Thị Mốt, Minh"), a no may turn it around, and whoever gives a
/// share was not alone.
///
/// ```
/// use sangkien::vietnamese::coauthors::alone;
///
/// assert!(alone("không có ai, một mình em"));
/// assert!(!alone("không phải một mình, có anh Bình"));
/// ```
#[must_use]
pub fn alone(input: &str) -> bool {
    static ALONE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::new([((), "một mình")]));
    static NOT_SO: LazyLock<Phrases<()>> = LazyLock::new(|| {
        let not_so = "không phải, ko phải, k phải, hok phải, hổng phải, chẳng phải, chả phải,
            không chỉ, ko chỉ, không làm, ko làm, không riêng, ko riêng, đâu phải, đâu có";
        Phrases::new([((), not_so)])
    });
    let holds = |words: &[Word], phrases: &Phrases<()>| {
        (0..words.len()).any(|at| phrases.at_start(&words[at..]).is_some())
    };
    let typed = text::clean(input);
    !typed.contains(char::is_numeric)
        && typed
            .split(|c| c == '\n' || is_separator(c))
            .map(words)
            .any(|words| holds(&words, &ALONE) && !holds(&words, &NOT_SO))
}

/// A piece of the text that means something.
#[derive(Clone, PartialEq, Debug)]
enum Part {
    Name(String),
    Percent(u8),
    /// "Mỗi người": the percent that follows is for all names so far.
    Each,
    /// "Còn lại": the rest is the speaker's.
    Rest,
    /// The end of an entry.
    End,
}

fn lines(typed: &str) -> Result<Vec<Part>, Why> {
    let mut parts = Vec::new();
    for line in typed.split('\n') {
        let line = without_number(line.trim());
        tokens(line, &mut parts)?;
        parts.push(Part::End);
    }
    Ok(parts)
}

/// The line without the "1." or "-" that makes it a row of a list.
fn without_number(line: &str) -> &str {
    let line = line.trim_start_matches(['-', '–', '•', '*', '·', '+', ' ']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    if (1..=2).contains(&digits)
        && let Some(rest) = rest.strip_prefix(['.', ')', '/'])
        && rest.trim_start().starts_with(char::is_alphabetic)
    {
        return rest.trim_start();
    }
    line
}

fn tokens(line: &str, parts: &mut Vec<Part>) -> Result<(), Why> {
    let mut name: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let after = at + c.len_utf8();
        if c.is_numeric() {
            close(line, &mut name, parts)?;
            let (percent, rest) = percent::leading(&line[at..])?;
            parts.push(Part::Percent(percent));
            at = line.len() - rest.len();
        } else if is_separator(c) {
            close(line, &mut name, parts)?;
            parts.push(Part::End);
            at = after;
        } else if is_gap(c) {
            // A full stop belongs to an initial: "Nguyễn T. Hoa".
            if let Some(initial) = name.last_mut().filter(|last| c == '.' && last.end == at) {
                initial.end = after;
            }
            at = after;
        } else {
            let ends = |c: char| c.is_numeric() || is_separator(c) || is_gap(c) && !is_hyphen(c);
            let end = line[at..].find(ends).map_or(line.len(), |length| at + length);
            name.push(at..end);
            at = end;
        }
    }
    close(line, &mut name, parts)
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | ';' | '+' | '&' | '/' | '，' | '、')
}

fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || is_hyphen(c)
        || matches!(c, ':' | '=' | '(' | ')' | '.' | '%' | '"' | '“' | '”')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '→' | '>')
}

/// Puts the words of a name, parted at "và", among the parts.
fn close(line: &str, name: &mut Vec<Range<usize>>, parts: &mut Vec<Part>) -> Result<(), Why> {
    // What has no letters, such as emoji, is no part of a name.
    let typed: Option<Vec<NameWord<'_>>> =
        name.drain(..).map(|range| NameWord::of(&line[range])).collect();
    let typed = typed.ok_or(Why::NotShares)?;
    let mut start = 0;
    let mut at = 0;
    while at < typed.len() {
        let rest = &typed[at..];
        let key = |at: usize| rest.get(at).map_or("", |next| next.word.key.as_str());
        let (length, mark) = match (key(0), key(1)) {
            ("moi", "nguoi" | "ban" | "ng") => (2, Part::Each),
            ("con", "lai") => (rest.len(), Part::Rest),
            _ if rest[0].is("đều") || rest[0].is("mỗi") => (1, Part::Each),
            _ if rest[0].is_and(rest.len() == 1) => (1, Part::End),
            _ => {
                at += 1;
                continue;
            }
        };
        push_name(&typed[start..at], parts)?;
        parts.push(mark);
        at += length;
        start = at;
    }
    push_name(&typed[start..], parts)
}

/// One word of a name, as typed and for comparing.
struct NameWord<'a> {
    typed: &'a str,
    word: Word,
}

impl<'a> NameWord<'a> {
    fn of(typed: &'a str) -> Option<Self> {
        let mut found = words(typed).into_iter();
        let first = found.next()?;
        // "H'Hen" is one word of a name although an apostrophe parts it.
        let word = found.fold(first, |mut whole, next| {
            whole.key.push_str(&next.key);
            whole
        });
        Some(Self { typed, word })
    }

    /// True for exactly this word; a capital makes it a name.
    fn is(&self, word: &str) -> bool {
        self.word.accents == Accents::of(word)
            && self.word.key == text::fold(word)
            && !self.is_capital()
    }

    /// "Và" and its like. Without accents they may end a name ("tran van cung"), so then
    /// something must follow.
    fn is_and(&self, last: bool) -> bool {
        let exact = ["và", "với", "cùng"].iter().any(|and| self.is(and));
        exact || !last && ["va", "voi", "cung"].iter().any(|and| self.is(and))
    }

    fn is_capital(&self) -> bool {
        self.typed.starts_with(char::is_uppercase)
    }
}

/// What may stand between a name and its number, or be said only out of politeness.
static ASIDES: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let asides = "đóng góp, tỷ lệ, tỷ lệ đóng góp, phần đóng góp, góp, chiếm, được, hưởng, phần, khoảng, làm, là, gồm,
        ạ, nhé, nha, dạ, đồng tác giả, đồng tác giả là, đồng tác giả gồm, các đồng tác giả";
    Phrases::new([((), asides)]).strict()
});

fn push_name(typed: &[NameWord<'_>], parts: &mut Vec<Part>) -> Result<(), Why> {
    let words: Vec<Word> = typed.iter().map(|part| part.word.clone()).collect();
    let mut from = 0;
    // The "Phần" of a sentence may be capital, but "Phan", "Đồng" and "Hưởng" are names, too.
    while let Some((length, ())) = ASIDES.at_start(&words[from..]) {
        if length == 1 && typed[from].is_capital() && words.len() > 1 {
            break;
        }
        from += length;
    }
    let mut to = typed.len();
    while let Some(length) = (1..=4.min(to - from)).rev().find(|length| {
        let plain = typed[to - length..to].iter().all(|part| !part.is_capital());
        plain && ASIDES.get(&words[to - length..to]).is_some()
    }) {
        to -= length;
    }
    if from == to {
        return Ok(());
    }
    let name = typed[from..to].iter().map(|part| part.typed).collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST_NAME || to - from > MOST_WORDS {
        return Err(Why::NotShares);
    }
    parts.push(Part::Name(name));
    Ok(())
}

/// Gives each name its percent.
fn shares(parts: &[Part]) -> Result<Vec<Share>, Why> {
    let mut done: Vec<(String, u8)> = Vec::new();
    // Names that still want a percent, and a percent that still wants a name.
    let mut waiting: Vec<String> = Vec::new();
    let mut ahead: Option<u8> = None;
    let mut each = false;
    let mut ended = false;
    for part in parts {
        match part {
            Part::Name(name) => {
                if let Some(percent) = ahead.take() {
                    done.push((name.clone(), percent));
                } else {
                    waiting.push(name.clone());
                }
                ended = false;
            }
            Part::Percent(percent) => {
                if each {
                    if waiting.is_empty() {
                        return Err(Why::BadShare);
                    }
                    done.extend(waiting.drain(..).map(|name| (name, *percent)));
                    each = false;
                } else if waiting.len() == 1 {
                    done.extend(waiting.pop().map(|name| (name, *percent)));
                } else if waiting.is_empty() && ahead.is_none() {
                    ahead = Some(*percent);
                } else {
                    return Err(Why::BadShare);
                }
                ended = false;
            }
            Part::Each => each = true,
            Part::Rest => {}
            Part::End => {
                // "30%," with no name in its entry belongs to nobody.
                if ahead.is_some() && !ended {
                    return Err(if done.is_empty() { Why::NotShares } else { Why::BadShare });
                }
                ended = true;
            }
        }
    }
    if done.is_empty() && ahead.is_none() && !each && waiting.len() <= 1 {
        return Err(Why::NotShares);
    }
    if !waiting.is_empty() || ahead.is_some() || each {
        return Err(Why::BadShare);
    }
    let sum: u32 = done.iter().map(|(_, percent)| u32::from(*percent)).sum();
    if sum > 100 {
        return Err(Why::OverHundred);
    }
    let others: Vec<Share> = done
        .into_iter()
        .filter(|(name, _)| intent::read(name) != Some(Intent::Myself))
        .map(|(name, percent)| Share { name, percent })
        .collect();
    if others.is_empty() { Err(Why::NotShares) } else { Ok(others) }
}
