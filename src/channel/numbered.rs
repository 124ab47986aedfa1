//! Messages for channels that have no buttons: choices become numbered lines, and the person
//! types the number.

use std::fmt::Write as _;

use crate::message::{Outbound, plain};

/// The words of a message without mark-up, and its choices as numbered lines in the order in
/// which they were offered.
#[must_use]
pub fn render(body: &Outbound) -> String {
    let mut text = plain(&body.text);
    for (index, button) in body.buttons.iter().flatten().enumerate() {
        let gap = if index == 0 && !text.is_empty() { "\n\n" } else { "\n" };
        if !text.is_empty() {
            text.push_str(gap);
        }
        write!(text, "{}. {}", index + 1, button.label).expect("writing to a String cannot fail");
    }
    text
}
