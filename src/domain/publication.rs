//! Whether the public may read an initiative, which is its author's to say.

use chrono::{DateTime, Utc};

use super::{Content, Initiative, InitiativeId, Kind, PersonId, StatusName, UnitId, Workplace};
use crate::vietnamese::text::fold;

/// What an author says about showing an initiative.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// It may be shown with the author's name.
    Named,
    /// It may be shown without.
    Unnamed,
    /// It is counted and not shown.
    Refused,
}

impl Choice {
    /// The name under which it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Unnamed => "unnamed",
            Self::Refused => "refused",
        }
    }
}

/// Whether an initiative is shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Publicity {
    #[default]
    NotShown,
    Shown {
        named: bool,
    },
    /// An officer has taken it down, for good.
    TakenDown,
}

/// What is shown of an initiative, exactly as it was put before its author.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Publication {
    pub initiative: InitiativeId,
    pub author: PersonId,
    /// Where the author agreed to be named.
    pub author_name: Option<String>,
    pub title: String,
    pub summary: String,
    pub kind: Kind,
    pub unit: Option<UnitId>,
    pub recognized_at: DateTime<Utc>,
}

impl Publication {
    /// Longest summary, in letters.
    pub const LONGEST: usize = 1_500;

    /// What would be shown of an initiative; none where it is not recognised.
    #[must_use]
    pub fn of(initiative: &Initiative, named: bool) -> Option<Self> {
        (initiative.status.name() == StatusName::Recognized).then(|| Self {
            initiative: initiative.id,
            author: initiative.author,
            author_name: initiative.author_name.clone().filter(|_| named),
            title: without_numbers(&initiative.content.title),
            summary: summary(&initiative.content),
            kind: initiative.content.kind,
            unit: match initiative.workplace {
                Some(Workplace::Unit(unit)) => Some(unit),
                Some(Workplace::Typed(_)) | None => None,
            },
            recognized_at: initiative.status_since,
        })
    }

    /// What it is found by.
    #[must_use]
    pub fn search(&self) -> String {
        words(&format!("{} {}", self.title, self.summary)).join(" ")
    }
}

/// The words of a text without accents and marks.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What was done, in the author's words.
fn summary(content: &Content) -> String {
    let whole = without_numbers(&content.solution);
    let Some((end, _)) = whole.char_indices().nth(Publication::LONGEST) else { return whole };
    let cut = whole[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", whole[..cut].trim_end())
}

/// Digits in a row, spaces, dots and dashes between them allowed, that may be a phone number or
/// the number of an identity card.
const TOO_MANY_DIGITS: usize = 9;

/// The text without numbers that may be somebody's own.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for letter in text.chars().chain(std::iter::once('\n')) {
        let within =
            letter.is_ascii_digit() || (!run.is_empty() && matches!(letter, ' ' | '.' | '-'));
        if within {
            run.push(letter);
            continue;
        }
        let digits = run.trim_end_matches([' ', '.', '-']);
        if digits.bytes().filter(u8::is_ascii_digit).count() >= TOO_MANY_DIGITS {
            out.push('…');
            out.push_str(&run[digits.len()..]);
        } else {
            out.push_str(&run);
        }
        run.clear();
        out.push(letter);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_that_may_be_somebodys_own_is_shown() {
        assert_eq!(
            without_numbers("Hỏi anh Nam 0912.345.678 hoặc 0912 345 678 nhé."),
            "Hỏi anh Nam … hoặc … nhé."
        );
        assert_eq!(without_numbers("CCCD 001099012345"), "CCCD …");
        assert_eq!(without_numbers("Bớt 40 phút, 12.500.000 đồng"), "Bớt 40 phút, 12.500.000 đồng");
        assert_eq!(without_numbers("năm 2026"), "năm 2026");
    }

    #[test]
    fn words_have_no_accents_and_no_marks() {
        assert_eq!(words("Giá đỡ: khuôn C2-15"), ["gia", "do", "khuon", "c2", "15"]);
    }
}
