//! Messages for channels that have no buttons: choices become numbered lines, and the person
//! types the number.

use std::fmt::Write as _;

use crate::message::{Outbound, Press, escape, plain};

/// The words of a message without mark-up, and its choices below them.
#[must_use]
pub fn render(body: &Outbound) -> String {
    plain(&with_lines(body))
}

/// The words of a message with their mark-up, and its choices as numbered lines in the order in
/// which they were offered.
pub(super) fn with_lines(body: &Outbound) -> String {
    let mut text = body.text.clone();
    for (index, button) in body.buttons.iter().flatten().enumerate() {
        let gap = if index == 0 && !text.is_empty() { "\n\n" } else { "\n" };
        if !text.is_empty() {
            text.push_str(gap);
        }
        match &button.press {
            // Whoever did not just speak to us may be answering something else with a number.
            Press::Command(command) if body.unprompted => {
                write!(text, "• {}: {}", escape(&button.label), escape(command))
            }
            Press::Command(_) | Press::Answer { .. } => {
                write!(text, "{}. {}", index + 1, escape(&button.label))
            }
        }
        .expect("writing to a String cannot fail");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Button;

    fn button(label: &str, press: Press) -> Button {
        Button { label: label.to_owned(), press }
    }

    #[test]
    fn choices_are_numbered_across_rows() {
        let answer = |key: &str| Press::Answer { question: 1, key: key.to_owned() };
        let body = Outbound {
            text: "<b>Đồng ý</b> &lt;chứ&gt;?".to_owned(),
            buttons: vec![
                vec![button("Có", answer("yes")), button("Không", answer("no"))],
                vec![button("Trợ giúp", Press::Command("/trogiup".to_owned()))],
            ],
            ..Outbound::default()
        };
        assert_eq!(render(&body), "Đồng ý <chứ>?\n\n1. Có\n2. Không\n3. Trợ giúp");
    }

    #[test]
    fn what_comes_unprompted_shows_what_to_type() {
        let body = Outbound {
            text: "Có kết quả.".to_owned(),
            buttons: vec![vec![button("Xem", Press::Command("/trangthai 10000017".to_owned()))]],
            unprompted: true,
            ..Outbound::default()
        };
        assert_eq!(render(&body), "Có kết quả.\n\n• Xem: /trangthai 10000017");
    }

    #[test]
    fn words_alone_stay_alone() {
        let body = Outbound { text: "Xong.".to_owned(), ..Outbound::default() };
        assert_eq!(render(&body), "Xong.");
    }
}
