//! Text.
/// The fold key.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
/// Clean text.
#[must_use]
pub fn clean(text: &str) -> String {
    text.trim().to_owned()
}
