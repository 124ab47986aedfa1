//! A page to print and put up where people work.

/// The page with its empty places.
const PAGE: &str = include_str!("poster.html");

/// The page for one unit, with the QR code as a drawing in it: one file, nothing to load.
pub(super) fn page(name: &str, code: &str, bot: &str, qr: &str) -> String {
    // An XML declaration has no place inside a page.
    let qr = qr.find("<svg").map_or(qr, |start| &qr[start..]);
    let size = match name.chars().count() {
        0..=50 => "short",
        51..=110 => "long",
        _ => "longest",
    };
    // The name comes last: nothing in it may be taken for a place to fill.
    [("{{size}}", size), ("{{code}}", code), ("{{bot}}", bot), ("{{qr}}", qr)]
        .into_iter()
        .fold(PAGE.to_owned(), |page, (place, words)| page.replace(place, words))
        .replace("{{name}}", &escape(name))
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_words() {
        let page = page("CĐCS <script>alert(1)</script> & {{qr}}", "A", "bot_x", "<?xml?><svg/>");
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
        assert_eq!(page.matches("<svg/>").count(), 1);
        assert!(!page.contains("<?xml"));
    }
}
