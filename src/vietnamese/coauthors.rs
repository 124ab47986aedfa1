//! Lines of co-authors with their shares, such as "Trần Văn B 30%, chị Lan 20".

use serde::{Deserialize, Serialize};

use super::intent::{self, Intent};
use super::words::{Word, words};
use super::{Reading, Why, text};

/// Longest text, in bytes, in which shares are looked for.
const LONGEST: usize = 8_000;
/// Most characters of a name.
const LONGEST_NAME: usize = 80;

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
    let mut name: Vec<&str> = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c.is_numeric() {
            close(&mut name, parts)?;
            let (percent, after) = percent(rest)?;
            parts.push(Part::Percent(percent));
            rest = after;
        } else if matches!(c, ',' | ';' | '+' | '&' | '/' | '，' | '、') {
            close(&mut name, parts)?;
            parts.push(Part::End);
            rest = &rest[c.len_utf8()..];
        } else if c == '-'
            && rest[1..].starts_with(|c: char| c.is_ascii_digit())
            && rest.len() == line.len()
        {
            return Err(Why::BadShare);
        } else if c.is_whitespace()
            || is_hyphen(c)
            || matches!(c, ':' | '=' | '(' | ')' | '.' | '%' | '"' | '“' | '”')
        {
            // A full stop belongs to an initial: "Nguyễn T. Hoa".
            if c == '.' && !name.is_empty() {
                let start = rest.as_ptr().addr() - line.as_ptr().addr();
                let last =
                    name.pop().map_or(start, |word| word.as_ptr().addr() - line.as_ptr().addr());
                name.push(&line[last..=start]);
            }
            rest = &rest[c.len_utf8()..];
        } else {
            let end = rest
                .find(|c: char| {
                    c.is_whitespace() || c.is_numeric() || ",;+&/:=()%.\"“”，、".contains(c)
                })
                .unwrap_or(rest.len());
            name.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    close(&mut name, parts)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '→' | '>')
}

/// The whole percent at the start of the text, and what follows it and its unit.
fn percent(typed: &str) -> Result<(u8, &str), Why> {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{ff10}'..='\u{ff19}');
    let end = typed.find(|c| !is_digit(c)).unwrap_or(typed.len());
    let digits: String =
        typed[..end].chars().map(|c| text::fold(c.encode_utf8(&mut [0; 4]))).collect();
    let mut after = &typed[end..];
    // "12,5%" and "12.50" are no whole percents, but "30, 20" are two, and "30,0%" is one.
    if let Some(fraction) = after.strip_prefix(['.', ','])
        && fraction.starts_with(is_digit)
    {
        let end = fraction.find(|c| !is_digit(c)).unwrap_or(fraction.len());
        if fraction[..end].chars().any(|c| c != '0') {
            return Err(Why::BadShare);
        }
        after = &fraction[end..];
    }
    let percent =
        digits.parse().ok().filter(|percent| (1..=100).contains(percent)).ok_or(Why::BadShare)?;
    Ok((percent, without_unit(after)))
}

/// The text after "%", "phần trăm" and the like; an error is left to whoever reads on.
fn without_unit(after: &str) -> &str {
    let trimmed = after.trim_start();
    if let Some(rest) = trimmed.strip_prefix(['%', '％']) {
        return rest;
    }
    let mut ends = trimmed
        .char_indices()
        .filter(|(_, c)| !c.is_alphabetic())
        .map(|(at, _)| at)
        .chain([trimmed.len()]);
    let (one, two) = (ends.next().unwrap_or(0), ends.next().unwrap_or(trimmed.len()));
    match text::fold(&trimmed[..two]).as_str() {
        "phan tram" => &trimmed[two..],
        _ => match text::fold(&trimmed[..one]).as_str() {
            "percent" | "pt" | "phantram" => &trimmed[one..],
            _ => trimmed,
        },
    }
}

/// Puts the words of a name, parted at "và", among the parts.
fn close(name: &mut Vec<&str>, parts: &mut Vec<Part>) -> Result<(), Why> {
    let typed = std::mem::take(name);
    let mut words: Vec<(&str, Word)> = Vec::with_capacity(typed.len());
    for part in typed {
        match words_of(part) {
            Some(word) => words.push((part, word)),
            // Emoji and the like are no part of a name.
            None => return Err(Why::NotShares),
        }
    }
    let mut start = 0;
    let mut at = 0;
    while at <= words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let (length, mark) = match rest {
            [] => (1, None),
            [(_, a), ..] if is_and(a) => (1, None),
            [(_, a), (_, b), ..]
                if a.key == "moi" && matches!(b.key.as_str(), "nguoi" | "ban" | "ng") =>
            {
                (2, Some(Part::Each))
            }
            [(_, a), (_, b), ..] if a.key == "con" && b.key == "lai" => {
                (rest.len(), Some(Part::Rest))
            }
            [(typed, a), ..]
                if matches!(typed.to_lowercase().as_str(), "đều" | "mỗi") || a.key == "deu" =>
            {
                (1, Some(Part::Each))
            }
            _ => {
                at += 1;
                continue;
            }
        };
        push_name(&words[start..at], parts)?;
        parts.extend(mark.or_else(|| (!rest.is_empty()).then_some(Part::End)));
        at += length;
        start = at;
    }
    Ok(())
}

fn words_of(part: &str) -> Option<Word> {
    let mut found = words(part).into_iter();
    let first = found.next()?;
    // "H'Hen" is one word of a name although an apostrophe parts it.
    Some(found.fold(first, |mut whole, next| {
        whole.key.push_str(&next.key);
        whole
    }))
}

/// "Và", "với", "cùng"; "va" without its accent is hardly a name.
fn is_and(word: &Word) -> bool {
    matches!(word.key.as_str(), "va" | "voi" | "cung" | "and")
}

fn push_name(typed: &[(&str, Word)], parts: &mut Vec<Part>) -> Result<(), Why> {
    /// Words that tell what the number is, or only make the line polite.
    const ASIDE: [&str; 16] = [
        "dong", "gop", "ti", "le", "phan", "tram", "chiem", "duoc", "la", "a", "nhe", "khoang",
        "huong", "lam", "gom", "nha",
    ];
    let mut typed = typed;
    while let [first, rest @ ..] = typed
        && ASIDE.contains(&first.1.key.as_str())
        && (rest.is_empty() || first.1.key != "le" && first.1.key != "la")
    {
        typed = rest;
    }
    while let [rest @ .., last] = typed
        && rest.len() + 1 > 1
        && (ASIDE.contains(&last.1.key.as_str()) && last.0.chars().all(|c| !c.is_uppercase()))
    {
        typed = rest;
    }
    if typed.is_empty() {
        return Ok(());
    }
    let name = typed.iter().map(|(part, _)| *part).collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST_NAME || typed.len() > 10 {
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
