//! The words of the public page. They are plain text: whoever puts them into a page escapes them.

use std::sync::LazyLock;

use fluent_bundle::FluentArgs;

use super::{Bundle, bundle, report_once};
use crate::domain::Locale;

static VIETNAMESE: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Locale::Vi, [include_str!("../../locales/vi/page.ftl")]));

static ENGLISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Locale::En, [include_str!("../../locales/en/page.ftl")]));

/// The page's words in one language.
///
/// # Errors
/// Says which message is missing, or what went wrong in it.
pub fn try_words(locale: Locale, id: &str, args: &[(&str, &str)]) -> Result<String, String> {
    let bundle: &Bundle = match locale {
        Locale::Vi => &VIETNAMESE,
        Locale::En => &ENGLISH,
    };
    let pattern = bundle
        .get_message(id)
        .and_then(|message| message.value())
        .ok_or_else(|| format!("{}: there is no message {id}", locale.code()))?;
    let args: FluentArgs = args.iter().map(|(name, value)| (*name, *value)).collect();
    let mut errors = Vec::new();
    let words = bundle.format_pattern(pattern, Some(&args), &mut errors);
    if errors.is_empty() {
        Ok(words.into_owned())
    } else {
        Err(format!("{}: {id}: {errors:?}", locale.code()))
    }
}

/// The page's words in one language; the message's id where they are missing.
#[must_use]
pub fn words(locale: Locale, id: &str, args: &[(&str, &str)]) -> String {
    try_words(locale, id, args).unwrap_or_else(|error| {
        report_once(error);
        id.to_owned()
    })
}
