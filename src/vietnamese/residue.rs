//! (being written)

/// (being written)
#[must_use]
pub fn residue(_input: &str) -> Option<String> {
    None
}
