//! Choices.
use super::{Reading, Why};
/// Picks.
#[must_use]
pub fn pick(text: &str, labels: &[&str]) -> Reading<usize> {
    if let Ok(n) = text.parse::<usize>()
        && (1..=labels.len()).contains(&n)
    {
        return Reading::Read(n - 1);
    }
    labels
        .iter()
        .position(|l| super::text::fold(l) == super::text::fold(text))
        .map_or(Reading::Unreadable(Why::NotAChoice), Reading::Read)
}
