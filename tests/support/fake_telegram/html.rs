//! Telegram's HTML, as strict as Telegram is.

/// The words without mark-up, or what Telegram says when it cannot read it.
pub fn plain(html: &str) -> Result<String, String> {
    const TAGS: [&str; 9] = ["b", "strong", "i", "em", "u", "s", "code", "pre", "blockquote"];
    let wrong = |what: String| Err(format!("Bad Request: can't parse entities: {what}"));
    let mut words = String::with_capacity(html.len());
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        words.push_str(&rest[..at]);
        let offset = html.len() - rest.len() + at;
        rest = &rest[at..];
        if let Some(entity) = rest.strip_prefix('&') {
            let known = [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"')];
            let found = known.into_iter().find(|(name, _)| entity.starts_with(name));
            let (name, letter) = found.unwrap_or(("", '&'));
            words.push(letter);
            rest = &entity[name.len()..];
            continue;
        }
        let Some(end) = rest.find('>') else {
            return wrong(format!("Unclosed start tag at byte offset {offset}"));
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        match tag.strip_prefix('/') {
            Some(name) if open.last() == Some(&name) => drop(open.pop()),
            Some(name) => {
                return wrong(format!("Unexpected end tag \"{name}\" at byte offset {offset}"));
            }
            None if TAGS.contains(&tag) => open.push(tag),
            None => {
                return wrong(format!("Unsupported start tag \"{tag}\" at byte offset {offset}"));
            }
        }
    }
    words.push_str(rest);
    match open.last() {
        None => Ok(words),
        Some(tag) => wrong(format!("Can't find end tag corresponding to start tag \"{tag}\"")),
    }
}
