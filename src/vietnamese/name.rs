//! Names of people as they write them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::intent::{self, Intent};
use super::words::{Phrases, Word, words};
use super::{Reading, Why, phone, text, yes_no};

/// Most characters of a name; the longest in the civil registers have about fifty.
const LONGEST: usize = 80;
/// Most words of a name.
const MOST_WORDS: usize = 10;
/// Most characters of one of its words.
const LONGEST_WORD: usize = 20;

/// The full name of a person, family name first, as it was typed.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

impl PersonName {
    /// The name as it was typed, in NFC and with single spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as it is shown: one in all capitals or in none gets them where they belong.
    #[must_use]
    pub fn display(&self) -> String {
        tidy(&self.0)
    }

    /// The word by which to greet the person: the last one, as it is shown.
    ///
    /// This holds for ethnic-minority names too ("H'Hen Niê" is greeted by "Niê"), because
    /// some peoples put the family name last and some do not, and nothing in a name tells.
    #[must_use]
    pub fn given(&self) -> String {
        let shown = self.display();
        shown.rsplit(' ').next().unwrap_or_default().to_owned()
    }
}

/// Capitals at the start of each part of a name that is written in only one case.
fn tidy(name: &str) -> String {
    let upper = name.chars().any(char::is_uppercase);
    let lower = name.chars().any(char::is_lowercase);
    // "Y A" may be initials and "B" an example: one letter per word is no shouting.
    let long = name.split(' ').any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if upper && lower || !long {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic() && !super::words::is_accent(c);
    }
    text::clean(&out)
}

/// What a phrase inside a name, or before it, tells about the whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Leads up to a name.
    Intro,
    /// Says that a shop or a firm is named.
    Shop,
    /// Stands in sentences and in hardly any name; two of them make a sentence.
    Sentence,
    /// Says what a person does, at the start; inside a name it is one: "Ngô Công Đoàn".
    Role,
    /// Stands in no name.
    Never,
}

static SIGNS: LazyLock<Phrases<Sign>> = LazyLock::new(|| {
    Phrases::new([
        (Sign::Intro, INTROS),
        (Sign::Shop, SHOPS),
        (Sign::Never, NEVER),
        (Sign::Role, ROLES),
        (Sign::Sentence, SENTENCE),
    ])
    .strict()
});

const INTROS: &str = "
    tôi tên là, tôi tên, tên tôi là, em tên là, em tên, tên em là, mình tên là, mình tên, tên mình là,
    tên là, tên, họ tên, họ và tên, họ tên là, họ và tên là, họ tên em là, họ và tên em là, họ tên tôi là,
    họ và tên tôi là, tôi là, em là, mình là, cháu là, cháu tên là, tên cháu là, tên đầy đủ, tên đầy đủ là,
    tên của tôi là, tên của em là, tên của mình là, tên thật là, tên thật, đây là, anh tên là, chị tên là, anh tên, chị tên,
    tui là, tui tên, tui tên là, my name is, ten
";

const SHOPS: &str = "
    shop, store, quán, quán ăn, quán cơm, quán nhậu, cửa hàng, cua hang, tạp hóa, official, sỉ lẻ, sỉ, bán sỉ,
    bán lẻ, bán buôn, thời trang, mỹ phẩm, spa, nail, nails, salon, studio, mobile, media, online, vlog, giá rẻ,
    dịch vụ, công ty, cty, tnhh, điện thoại, cà phê, cafe, coffee, tiệm, nhà hàng, khách sạn, cho thuê,
    bất động sản, bđs, order, vật liệu, nội thất, cơ khí, xưởng may, đặc sản, hải sản, trái cây, chuyên bán,
    hàng xách tay, phụ kiện, đồ gia dụng, sửa chữa, vận tải, taxi, group, channel, admin, marketing, beauty
";

const NEVER: &str = "
    không, khong, ko, muốn, những, nhưng, sáng kiến, làm sao, thế nào, tại sao, vì sao, hướng dẫn, tổ trưởng,
    trưởng phòng, phó phòng, giám đốc, tổ sản xuất, phân xưởng, chuyền trưởng, năng suất, giảm chi phí,
    xin chào, chào, hello, alo, cảm ơn, ẩn danh, giấu tên, mẹ bé, mẹ của, bố của, bố bé, vợ, chồng
";

const ROLES: &str = "
    công nhân, công đoàn, nhân viên, kỹ sư, quản đốc, thợ, lao công, bảo vệ, kế toán, lái xe, tổ phó, chuyền phó,
    phó giám đốc, chủ tịch, cán bộ
";

const SENTENCE: &str = "
    được, là, của, và, bị, thì, đang, sẽ, đã, này, rồi, ạ, với, làm, có, chưa, gì, ở, các, để,
    khi, nên, vì, hỏi, xin, gửi, giúp, tôi, mình, bạn, ở đâu, là gì, mà, nhé, thôi, tên, người, từ, việc, máy
";

/// Reads the full name of a person.
///
/// Two to ten words, with the apostrophes of highland names; what leads up to a name ("tôi
/// tên là …") is left out. After "anh", "chị", "ông" and the like it is asked whether the
/// word is part of the name, for Ông is a family name too. Not read are phone numbers, words
/// with digits or emoji, shops, sentences, and a given name alone.
///
/// ```
/// use sangkien::vietnamese::{Reading, name::read};
///
/// let Reading::Read(name) = read("em tên là NGUYỄN THỊ HÒA ạ") else { panic!() };
/// assert_eq!(name.as_str(), "NGUYỄN THỊ HÒA");
/// assert_eq!(name.display(), "Nguyễn Thị Hòa");
/// assert_eq!(name.given(), "Hòa");
/// ```
#[must_use]
pub fn read(input: &str) -> Reading<PersonName> {
    if input.len() > LONGEST * 16 {
        return Reading::Unreadable(Why::TooLong);
    }
    let typed = text::clean(input);
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    if typed.chars().any(char::is_numeric) {
        let phone =
            !matches!(phone::read(&typed), Reading::Unreadable(why) if why != Why::SeveralPhones);
        return Reading::Unreadable(if phone { Why::LooksLikePhone } else { Why::NotAName });
    }
    if typed.chars().count() > LONGEST {
        return Reading::Unreadable(Why::TooLong);
    }
    let name = bare(&without_intro(&spelled(&typed)));
    match judge(&name) {
        Some(why) => Reading::Unreadable(why),
        None => with_title(name),
    }
}

/// Whether two spellings may be one name: capitals do not count, and one of the two may be
/// without its accents. With other accents it is another name.
///
/// ```
/// use sangkien::vietnamese::name::is_same;
///
/// assert!(is_same("Lê Thị Hòa", "le thi hoa") && is_same("LÊ THỊ HÒA", "Lê Thị Hòa"));
/// assert!(!is_same("Lê Thị Hòa", "Lê Thị Hoa"));
/// ```
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one == other || one == text::unaccented(&other) || text::unaccented(&one) == other
}

/// One line, with the letters that only look like đ as đ.
fn spelled(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            'Ð' | 'Ɖ' => 'Đ',
            'ð' | 'ɖ' => 'đ',
            '\n' | ':' | '=' => ' ',
            _ => c,
        })
        .collect()
}

/// The text after "tôi tên là" and the like, "dạ" before them included.
fn without_intro(typed: &str) -> String {
    let mut parts: Vec<&str> = typed.split_whitespace().collect();
    if parts.len() > 2 && parts[0].to_lowercase().trim_end_matches(',') == "dạ" {
        parts.remove(0);
    }
    let words: Vec<Word> = parts.iter().filter_map(|part| words(part).into_iter().next()).collect();
    if words.len() != parts.len() {
        return parts.join(" ");
    }
    match SIGNS.at_start(&words) {
        Some((length, Sign::Intro)) => parts[length..].join(" "),
        _ => parts.join(" "),
    }
}

/// The name without what ends a sentence: "ạ", a full stop.
fn bare(typed: &str) -> String {
    let is_end = |c: char| {
        matches!(c, '.' | ',' | '!' | ';' | ' ' | '-' | '–' | '"' | '“' | '”' | '(' | ')' | '…')
    };
    let mut name = typed.trim_matches(is_end);
    while let Some((rest, "ạ" | "nhé" | "nha" | "ah")) = name.rsplit_once(' ') {
        name = rest.trim_end_matches(is_end);
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why this is not the full name of a person, if it is not.
fn judge(name: &str) -> Option<Why> {
    if name.is_empty() || !name.chars().all(is_of_names) {
        return Some(Why::NotAName);
    }
    let parts: Vec<&str> = name.split(' ').collect();
    if !parts.iter().all(|part| is_word(part)) {
        return Some(Why::NotAName);
    }
    // "Bỏ qua" and "đúng rồi" are two words each, and answers to something else.
    let command = !matches!(intent::read(name), None | Some(Intent::Myself));
    let answer = command || matches!(yes_no::read(name), Reading::Read(_));
    if answer && !intent::may_be_huy(name) {
        return Some(Why::NotAName);
    }
    let words: Vec<Word> = parts.iter().filter_map(|part| words(part).into_iter().next()).collect();
    let titled = name.contains(char::is_uppercase) && name.contains(char::is_lowercase);
    let mut sentence = 0;
    for at in 0..words.len() {
        match SIGNS.at_start(&words[at..]) {
            Some((_, Sign::Shop | Sign::Never)) => return Some(Why::NotAName),
            Some((_, Sign::Role)) if at == 0 => return Some(Why::NotAName),
            // Vì and Được are names where they have a capital, and none where others have it.
            Some((_, Sign::Sentence)) if titled => {
                sentence += if parts[at].starts_with(char::is_lowercase) { 2 } else { 0 };
            }
            Some((_, Sign::Sentence)) => sentence += 1,
            _ => {}
        }
    }
    if sentence >= 2 || parts.len() > MOST_WORDS {
        return Some(Why::NotAName);
    }
    (parts.len() < 2).then_some(Why::OneWord)
}

/// The letters of names in this country and of the foreigners who work in it.
fn is_of_names(c: char) -> bool {
    let latin = c.is_alphabetic() && matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    latin || super::words::is_accent(c) || is_apostrophe(c) || matches!(c, ' ' | '-' | '.')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | 'ʻ')
}

/// A word that can be said: "Nguyễn", "H'Hen", "Y", "T.", but not "hjkl".
fn is_word(part: &str) -> bool {
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let key = text::fold(part);
    let vowel = key.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let drawl = key.as_bytes().windows(3).any(|three| three[0] == three[1] && three[1] == three[2]);
    (1..=LONGEST_WORD).contains(&letters) && (vowel || letters < 3) && !drawl
}

/// Asks whether a title in front belongs to the name.
fn with_title(name: String) -> Reading<PersonName> {
    const TITLES: [&str; 10] = ["anh", "chị", "ông", "bà", "cô", "chú", "bác", "em", "a.", "c."];
    let Some((first, rest)) = name.split_once(' ') else {
        return Reading::Unreadable(Why::OneWord);
    };
    if !TITLES.contains(&first.to_lowercase().as_str()) {
        return Reading::Read(PersonName(name));
    }
    match judge(rest) {
        None => Reading::Ambiguous(vec![PersonName(rest.to_owned()), PersonName(name)]),
        Some(why) => Reading::Unreadable(why),
    }
}
