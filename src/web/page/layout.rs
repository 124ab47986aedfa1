//! What every page has: the head, the way to the others, the foot.

use maud::{DOCTYPE, Markup, html};
use url::Url;

use super::place::Place;
use super::words::Words;
use crate::domain::Locale;
use crate::web::api::picture_path;
use crate::web::assets;

/// What a page says of itself to browsers, search engines and whoever shares its address.
pub struct Head<'a> {
    pub place: Place,
    pub title: String,
    pub description: String,
    /// Where the world reaches the service, if that is known.
    pub address: Option<&'a Url>,
    /// Whether numbers on it move by themselves.
    pub live: bool,
}

/// A whole page.
pub fn page(words: Words, head: &Head, main: &Markup) -> String {
    let locale = words.locale;
    let full = |place: &Place, locale| {
        head.address.and_then(|address| address.join(&place.path(locale)).ok()).map(String::from)
    };
    let other = match locale {
        Locale::Vi => Locale::En,
        Locale::En => Locale::Vi,
    };
    html! {
        (DOCTYPE)
        html lang=(locale.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (head.title) }
                meta name="description" content=(head.description);
                meta name="color-scheme" content="light dark";
                link rel="stylesheet" href=(assets::STYLE.path());
                link rel="icon" href=(assets::ICON.path()) type="image/svg+xml";
                @for each in Locale::ALL {
                    @if let Some(address) = full(&head.place, each) {
                        link rel="alternate" hreflang=(each.code()) href=(address);
                    }
                }
                meta property="og:type" content="website";
                meta property="og:title" content=(head.title);
                meta property="og:description" content=(head.description);
                meta property="og:locale" content=(match locale {
                    Locale::Vi => "vi_VN",
                    Locale::En => "en_GB",
                });
                @if let Some(address) = full(&head.place, locale) {
                    meta property="og:url" content=(address);
                    link rel="canonical" href=(address);
                }
                @if let Some(address) = head.address.and_then(|address| address.join(picture_path(locale)).ok()) {
                    meta property="og:image" content=(address);
                    meta property="og:image:width" content="1080";
                    meta property="og:image:height" content="1080";
                }
                @if head.live { script src=(assets::LIVE.path()) defer {} }
            }
            body {
                a.skip href="#main" { (words.say("skip")) }
                header.top {
                    div.inside {
                        a.brand href=(Place::Home.path(locale)) {
                            (mark()) span { (words.say("brand")) }
                        }
                        nav aria-label=(words.say("menu")) {
                            ul {
                                @for (place, id) in PLACES {
                                    li {
                                        a href=(place.path(locale))
                                            aria-current=[head.place.is_under(place).then_some("page")] {
                                            (words.say(id))
                                        }
                                    }
                                }
                            }
                        }
                        a.language href=(head.place.path(other)) hreflang=(other.code())
                            lang=(other.code()) { (Words { locale: other }.say("this-language")) }
                    }
                }
                main #main { (main) }
                footer {
                    div.inside {
                        p { (words.say("foot")) }
                        ul {
                            li { a href=(Place::Data.path(locale)) { (words.say("open-data")) } }
                            li { a href=(Place::Method.path(locale)) { (words.say("method")) } }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

const PLACES: &[(Place, &str)] = &[
    (Place::Home, "results"),
    (Place::League, "league"),
    (Place::Gallery, "gallery"),
    (Place::Method, "method"),
];

/// The programme's mark: a lamp that is lit.
fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 24 24" aria-hidden="true" {
            path d="M12 2a7 7 0 0 0-4 12.7V17h8v-2.3A7 7 0 0 0 12 2z" {}
            path d="M9 19h6v1.2H9zM10 21.4h4v1h-4z" {}
        }
    }
}

/// A page for an address that leads nowhere, or for an answer that cannot be given now.
pub fn sorry(words: Words, title: &str, text: &str, place: Place) -> String {
    let (title, text) = (words.say(title), words.say(text));
    let main = html! {
        section.plain {
            h1 { (title) }
            p { (text) }
            p { a.button href=(Place::Home.path(words.locale)) { (words.say("to-results")) } }
        }
    };
    let head = Head { place, title, description: text.clone(), address: None, live: false };
    page(words, &head, &main)
}
