//! Cuts a long text into messages that a platform takes.
//!
//! Counted is what is left after the mark-up is taken away, in UTF-16 units, as Telegram does: a Vietnamese
//! letter is one, most emoji are two. A cut is made between paragraphs if there is a good one,
//! else between lines, else between words, and only in a text without any of these within a
//! word. Mark-up that is open at a cut is closed before it and opened again after it.

/// The parts of `text` of at most `limit` units, in order; none if it has no words.
pub fn split(text: &str, limit: usize) -> Vec<String> {
    // Never more units than bytes, so that nearly every text is done here.
    if text.len() <= limit {
        let text = text.trim();
        return if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    }
    let mut parts = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let cut = cut(rest, limit);
        let (part, after) = rest.split_at(cut);
        let mut message = String::with_capacity(part.len());
        message.extend(open.iter().flat_map(|tag| ["<", tag, ">"]));
        message.push_str(part.trim_end());
        for token in tokens(part) {
            open.extend(token.opens());
            if token.closes() {
                open.pop();
            }
        }
        message.extend(open.iter().rev().flat_map(|tag| ["</", tag, ">"]));
        parts.push(message);
        rest = after.trim_start();
    }
    parts
}

/// Where to cut, in bytes: the best place within the limit, or the end. A cut between paragraphs or
/// lines in the first half of a message wastes more than it helps the reader.
fn cut(text: &str, limit: usize) -> usize {
    let (mut counted, mut at) = (0, 0);
    let (mut paragraph, mut line, mut word) = (None, None, None);
    for token in tokens(text) {
        counted += token.units();
        if counted > limit {
            let good = paragraph.filter(|&(_, units)| units >= limit / 2);
            let good = good.or(line.filter(|&(_, units)| units >= limit / 2));
            return good.or(word).or(line).map_or(at, |(at, _)| at);
        }
        match token.0 {
            "\n" if text[..at].ends_with('\n') => paragraph = Some((at, counted)),
            "\n" => line = Some((at, counted)),
            " " => word = Some((at, counted)),
            _ => {}
        }
        at += token.0.len();
    }
    text.len()
}

/// A tag, an entity, or a letter with the marks that belong to it.
#[derive(Clone, Copy)]
struct Token<'a>(&'a str);

/// All the mark-up that there is.
const TAGS: [&str; 6] = ["<b>", "</b>", "<i>", "</i>", "<code>", "</code>"];
const ENTITIES: [&str; 3] = ["&lt;", "&gt;", "&amp;"];

/// Marks that a letter takes along; nothing that anybody reads has more.
const MAX_MARKS: usize = 16;

impl<'a> Token<'a> {
    /// The name of a tag that opens here.
    fn opens(self) -> Option<&'a str> {
        let name = self.0.strip_prefix('<')?.strip_suffix('>')?;
        (!name.starts_with('/')).then_some(name)
    }

    fn closes(self) -> bool {
        self.0.len() > 1 && self.0.starts_with("</")
    }

    fn units(self) -> usize {
        match self.0.as_bytes() {
            [b'<', _, ..] => 0,
            [b'&', _, ..] => 1,
            _ => self.0.encode_utf16().count(),
        }
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let known: &[&str] = match rest.as_bytes().first()? {
            b'<' => &TAGS,
            b'&' => &ENTITIES,
            _ => &[],
        };
        let found = known.iter().find(|known| rest.starts_with(**known));
        let (token, after) = rest.split_at(found.map_or_else(|| letter(rest), |found| found.len()));
        rest = after;
        Some(Token(token))
    })
}

/// The bytes of the first letter, with combining marks, joiners and what they join.
fn letter(text: &str) -> usize {
    let mut joined = false;
    let mut belongs = |next: &char| {
        let mark = matches!(next, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
        let belongs = mark || joined;
        joined = *next == '\u{200d}';
        belongs
    };
    let mut letters = text.chars();
    let first = letters.next().map_or(0, char::len_utf8);
    if first == 1 && text.as_bytes().get(1).is_none_or(u8::is_ascii) {
        return first;
    }
    let marks = letters.take(MAX_MARKS).take_while(|next| belongs(next));
    first + marks.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::plain;

    const LIMIT: usize = 4000;

    fn units(text: &str) -> usize {
        tokens(text).map(Token::units).sum()
    }

    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn a_short_text_stays_whole() {
        assert_eq!(split(" Xin chào!\n", LIMIT), ["Xin chào!"]);
        assert_eq!(split(" \n", LIMIT), Vec::<String>::new());
        // 4,000 letters of three bytes each are one message.
        assert_eq!(split(&"ế".repeat(LIMIT), LIMIT).len(), 1);
    }

    #[test]
    fn a_long_text_is_cut_between_paragraphs() {
        let paragraph = "Tôi xin đề xuất cải tiến máy dán nhãn. ".repeat(38);
        let text = [paragraph.trim(); 5].join("\n\n");
        let parts = split(&text, LIMIT);
        assert!(parts.len() > 1);
        for part in &parts {
            assert!(units(part) <= LIMIT);
            assert!(part.starts_with("Tôi xin") && part.ends_with("nhãn."), "{part}");
        }
        assert_eq!(squeezed(&parts.concat()), squeezed(&text));
    }

    #[test]
    fn a_paragraph_is_cut_between_words() {
        let text = "sáng kiến ".repeat(1_500);
        for part in split(&text, LIMIT) {
            assert!(units(&part) <= LIMIT);
            assert!(part.starts_with("sáng") || part.starts_with("kiến"));
            assert!(part.ends_with("sáng") || part.ends_with("kiến"));
        }
    }

    #[test]
    fn a_word_without_end_is_cut_between_letters() {
        // Decomposed: every letter is followed by its marks.
        let text = "e\u{302}\u{301}".repeat(5_000);
        let parts = split(&text, LIMIT);
        assert_eq!(parts.concat(), text);
        assert!(parts.iter().all(|part| part.starts_with('e') && units(part) <= LIMIT));
        let text = "👨‍🌾🇻🇳".repeat(1_000);
        assert_eq!(split(&text, LIMIT).concat(), text);
    }

    #[test]
    fn mark_up_is_closed_before_a_cut_and_opened_after_it() {
        let text = format!("<b>{}</b>", "đậm &amp; <i>nghiêng</i> ".repeat(600));
        let parts = split(&text, LIMIT);
        assert!(parts.len() > 1);
        for part in &parts {
            for tag in ["b", "i"] {
                let opened = part.matches(&format!("<{tag}>")).count();
                assert_eq!(opened, part.matches(&format!("</{tag}>")).count(), "{part}");
            }
            assert!(!plain(part).contains(['<', ';']), "{part}");
        }
        assert_eq!(squeezed(&plain(&parts.concat())), squeezed(&plain(&text)));
    }

    #[test]
    fn an_entity_counts_as_one_letter_and_is_never_cut() {
        let text = "&lt;".repeat(LIMIT + 1);
        let parts = split(&text, LIMIT);
        assert_eq!(parts, ["&lt;".repeat(LIMIT), "&lt;".to_owned()]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]
        #[test]
        fn nothing_is_lost_and_nothing_is_too_long(pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<b>", "</b>", "&amp;", "<", "&", "sáng kiến ", "ế", "\n", "\n\n", "👍🏽",
                "một-từ-dài-không-có-chỗ-nào-để-ngắt",
            ]),
            0..1_500,
        )) {
            let text = pieces.concat();
            let parts = split(&text, LIMIT);
            proptest::prop_assert!(parts.iter().all(|part| units(part) <= LIMIT));
            proptest::prop_assert!(parts.iter().all(|part| !part.is_empty()));
            let letters = |text: &str| squeezed(text).replace("<b>", "").replace("</b>", "");
            proptest::prop_assert_eq!(letters(&parts.concat()), letters(&text));
        }
    }
}
