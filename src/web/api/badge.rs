//! The headline as a picture, for other people's pages.

use maud::html;

use crate::domain::Locale;
use crate::i18n::{figures, page};
use crate::web::results::Results;

/// The picture. It holds its own colours, because it stands on somebody else's page.
pub fn svg(locale: Locale, results: &Results) -> String {
    let words = |id| page::words(locale, id, &[]);
    let count = |number| figures::count(locale, number);
    let total = &results.total;
    let valid = total.valid.map(count).unwrap_or_default();
    let told = format!("{}: {valid} {}", results.campaign, words("badge-valid"));
    let font = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width="280" height="64" viewBox="0 0 280 64"
            role="img" aria-label=(told) font-family=(font) {
            title { (told) }
            rect width="280" height="64" rx="10" fill="#0b3a66" {}
            rect width="6" height="64" rx="3" fill="#ffc845" {}
            text x="20" y="20" font-size="11" fill="#cfe2f3" { (results.campaign) }
            text x="20" y="49" font-size="26" font-weight="700" fill="#ffffff" { (valid) }
            text x="264" y="38" font-size="11" fill="#cfe2f3" text-anchor="end" {
                (words("badge-valid"))
            }
            text x="264" y="53" font-size="11" fill="#cfe2f3" text-anchor="end" {
                (count(total.entered)) " " (words("badge-entered"))
            }
        }
    }
    .into_string()
}
