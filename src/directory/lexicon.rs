//! The short forms in which names are written and typed, and the words of a name.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::province;
use crate::vietnamese::text::fold;

/// Phrases and what stands for them, in names as in what is typed. Only where the short form
/// means nothing else.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("công ty", "cty"),
    ("ct", "cty"),
    ("ctcp", "cty cp"),
    ("ctty", "cty"),
    ("tổng công ty", "tct"),
    ("tổng cty", "tct"),
    ("trách nhiệm hữu hạn", "tnhh"),
    ("một thành viên", "mtv"),
    ("1 thành viên", "mtv"),
    ("1 tv", "mtv"),
    ("1tv", "mtv"),
    ("cổ phần", "cp"),
    ("doanh nghiệp tư nhân", "dntn"),
    ("hợp tác xã", "htx"),
    ("công đoàn cơ sở", "cdcs"),
    ("công đoàn", "cd"),
    ("liên đoàn lao động", "ldld"),
    ("tổng liên đoàn", "tld"),
    ("tổng liên đoàn lao động", "tld"),
    ("khu công nghiệp", "kcn"),
    ("khu cn", "kcn"),
    ("khu công nghệ cao", "kcnc"),
    ("khu chế xuất", "kcx"),
    ("khu kinh tế", "kkt"),
    ("cụm công nghiệp", "ccn"),
    ("cụm cn", "ccn"),
    ("thành phố", "tp"),
    ("hồ chí minh", "hcm"),
    ("tphcm", "tp hcm"),
    ("tp hồ chí minh", "tp hcm"),
    ("hcmc", "hcm"),
    ("việt nam", "vn"),
    ("vietnam", "vn"),
    ("viet nam", "vn"),
    ("bệnh viện", "bv"),
    ("bảo hiểm xã hội", "bhxh"),
    ("uỷ ban nhân dân", "ubnd"),
    ("xuất nhập khẩu", "xnk"),
    ("xí nghiệp", "xn"),
    ("đại học", "dh"),
    ("trung học cơ sở", "thcs"),
    ("trung học phổ thông", "thpt"),
    ("mầm non", "mn"),
    ("xây dựng", "xd"),
    ("sản xuất", "sx"),
    ("thương mại", "tm"),
    ("dịch vụ", "dv"),
    ("thương mại dịch vụ", "tm dv"),
    ("tmdv", "tm dv"),
    ("sxtm", "sx tm"),
    ("đắc lắc", "đắk lắk"),
    ("đắc nông", "đắk nông"),
    ("bắc cạn", "bắc kạn"),
    ("kontum", "kon tum"),
    ("bà rịa vt", "bà rịa vũng tàu"),
    ("br vt", "brvt"),
    ("hà tĩnh", "hatinh"),
    ("q ninh", "quảng ninh"),
    ("q nam", "quảng nam"),
    ("q ngãi", "quảng ngãi"),
    ("q bình", "quảng bình"),
    ("q trị", "quảng trị"),
    ("b dương", "bình dương"),
    ("đ nai", "đồng nai"),
];

/// Phrases and a short form that may mean other things too: it is known beside the words.
const ALIASES: &[(&str, &str)] = &[
    ("cao đẳng", "cd"),
    ("doanh nghiệp", "dn"),
    ("công nghệ", "cn"),
    ("công nghiệp", "cn"),
    ("chi nhánh", "cn"),
    ("cao su", "cs"),
    ("cơ sở", "cs"),
    ("đầu tư", "dt"),
    ("điện tử", "dt"),
    ("đào tạo", "dt"),
    ("giáo dục", "gd"),
    ("trung tâm", "tt"),
    ("trung tâm y tế", "ttyt"),
    ("thừa thiên", "tt"),
    ("bệnh viện đa khoa", "bvdk"),
    ("đại học quốc gia", "dhqg"),
    ("thị trấn", "tt"),
    ("thực phẩm", "tp"),
    ("quốc tế", "qt"),
    ("cơ khí", "ck"),
    ("vận tải", "vt"),
    ("viễn thông", "vt"),
    ("kỹ thuật", "kt"),
    ("kinh tế", "kt"),
    ("nông nghiệp", "nn"),
    ("ngân hàng", "nh"),
    ("nhà máy", "nm"),
    ("nhà hàng", "nh"),
    ("văn phòng", "vp"),
    ("khách sạn", "ks"),
    ("du lịch", "dl"),
    ("điện lực", "dl"),
    ("tiểu học", "th"),
    ("tập đoàn", "td"),
    ("phát triển", "pt"),
    ("chế biến", "cb"),
    ("xuất khẩu", "xk"),
    ("thủy sản", "ts"),
    ("bất động sản", "bds"),
    ("đa khoa", "dk"),
    ("đặc khu", "dk"),
    ("trung ương", "tw"),
    ("phường", "p"),
    ("xã", "x"),
    ("quận", "q"),
    ("huyện", "h"),
    ("sài gòn", "sg"),
];

/// Words that say little about a name. They weigh next to nothing.
const AROUND: &[&str] =
    &["tôi", "em", "thuộc", "của", "việc", "ạ", "ở", "nhé", "và", "tỉnh", "thành phố"];

/// Words before a name when a person says where they work. Many are names too, so a row of them
/// is taken away only where one of the first few stands, which are not.
const BEFORE: &[&str] = &[
    "tôi", "em", "ở", "mình", "anh", "chị", "cháu", "dạ", "thưa", "đang", "làm", "việc", "tại",
    "bên", "thuộc", "của", "là", "đơn", "vị", "chỗ", "công", "nhân",
];
const SPEAKS: usize = 3;

/// What one word of a name is to the search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// A short form known beside the words that it stands for.
    pub alias: bool,
}

/// A folded phrase.
struct Phrase {
    words: Vec<String>,
    /// The words run together, for comparing with what is typed without spaces.
    joined: String,
    stands_for: Vec<String>,
}

/// Phrases by their first word, the longest first.
struct Phrases(HashMap<String, Vec<Phrase>>);

impl Phrases {
    fn new(pairs: impl Iterator<Item = (String, String)>) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (phrase, short) in pairs {
            let words: Vec<String> = fold(&phrase).split(' ').map(str::to_owned).collect();
            let stands_for = fold(&short).split(' ').map(str::to_owned).collect();
            let joined = words.concat();
            by_first.entry(words[0].clone()).or_default().push(Phrase {
                words,
                joined,
                stands_for,
            });
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self(by_first)
    }

    /// The phrases that `words` begins with, the longest first.
    fn at<'a>(&'static self, words: &'a [&str]) -> impl Iterator<Item = &'static Phrase> + 'a {
        self.0.get(words[0]).into_iter().flatten().filter(move |phrase| {
            words.len() >= phrase.words.len() && phrase.words.iter().zip(words).all(|(a, b)| a == b)
        })
    }
}

fn contractions() -> &'static Phrases {
    static CONTRACTED: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::new(CONTRACTIONS.iter().map(|&(p, s)| (p.to_owned(), s.to_owned())))
    });
    &CONTRACTED
}

fn aliases() -> &'static Phrases {
    static KNOWN: LazyLock<Phrases> = LazyLock::new(|| {
        let provinces = province::all()
            .iter()
            .flat_map(|province| [province.old.name, province.new.name])
            .filter(|name| name.contains(' ') && *name != "Hồ Chí Minh")
            .map(|name| (name.to_owned(), initials(name)));
        let mut pairs: Vec<_> =
            ALIASES.iter().map(|&(p, s)| (p.to_owned(), s.to_owned())).chain(provinces).collect();
        pairs.sort();
        pairs.dedup();
        Phrases::new(pairs.into_iter())
    });
    &KNOWN
}

fn initials(name: &str) -> String {
    fold(name).split(' ').filter_map(|word| word.chars().next()).collect()
}

/// The words of a folded name: long phrases made short, short forms added.
pub(super) fn words(folded: &str) -> Vec<Word<'_>> {
    let parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
    let mut words = Vec::with_capacity(parts.len() + 4);
    let mut at = 0;
    while at < parts.len() {
        let rest = &parts[at..];
        for phrase in aliases().at(rest) {
            words.extend(
                phrase.stands_for.iter().map(|short| Word { text: short.as_str(), alias: true }),
            );
        }
        if let Some(phrase) = contractions().at(rest).next() {
            words.extend(
                phrase.stands_for.iter().map(|short| Word { text: short.as_str(), alias: false }),
            );
            at += phrase.words.len();
        } else {
            words.push(Word { text: parts[at], alias: false });
            at += 1;
        }
    }
    words
}

/// The words of what somebody typed. Where a word is not one that any name has (`is_known`),
/// a phrase is recognised through one typing error and through missing or extra spaces.
pub(super) fn typed_words(folded: &str, is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
    let parts = without_lead(&parts);
    let known: Vec<bool> = parts.iter().map(|part| is_known(part)).collect();
    let mut words = Vec::with_capacity(parts.len());
    let mut at = 0;
    while at < parts.len() {
        let rest = &parts[at..];
        let exact = contractions().at(rest).next().map(|phrase| (phrase, phrase.words.len()));
        let longest = exact.map_or(0, |(_, taken)| taken);
        let found = misspelt(rest, &known[at..]).filter(|(_, taken)| *taken > longest).or(exact);
        if let Some((phrase, taken)) = found {
            words.extend(phrase.stands_for.iter().cloned());
            at += taken;
        } else {
            words.push(parts[at].to_owned());
            at += 1;
        }
    }
    words
}

/// The words after "tôi làm ở" and the like.
fn without_lead<'a, 'b>(parts: &'a [&'b str]) -> &'a [&'b str] {
    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| BEFORE.iter().map(|word| fold(word)).collect());
    let place = |part: &str| FOLDED.iter().position(|word| word == part);
    let lead = parts.iter().take_while(|part| place(part).is_some()).count();
    let speaks = parts[..lead].iter().any(|part| place(part).is_some_and(|at| at < SPEAKS));
    // "ở công ty": the first half of the name's first phrase is no part of the lead.
    let lead = if lead > 0 && parts[lead - 1] == "cong" { lead - 1 } else { lead };
    if speaks && lead > 0 && lead < parts.len() { &parts[lead..] } else { parts }
}

/// The phrase that `parts` begins with in spite of one error, and how many parts it takes.
fn misspelt(parts: &[&str], known: &[bool]) -> Option<(&'static Phrase, usize)> {
    /// Shorter phrases are one error away from too much else.
    const SHORTEST: usize = 6;
    let mut joined = String::new();
    let mut found = None;
    for (index, part) in parts.iter().enumerate().take(5) {
        joined.push_str(part);
        if known[..=index].iter().all(|known| *known) {
            continue;
        }
        for phrase in contractions().0.values().flatten() {
            let near = phrase.joined.len() >= SHORTEST
                && phrase.words.len() > 1
                && phrase.joined.len().abs_diff(joined.len()) <= 1
                && strsim::osa_distance(&phrase.joined, &joined) <= 1;
            if near {
                found = Some((phrase, index + 1));
            }
        }
    }
    found
}

/// How much a typed word may weigh at most: little if it says little about a name.
pub(super) fn most(word: &str) -> f32 {
    /// What is left of "công ty" or "khu công nghiệp" when it was typed too badly to be read.
    const RUBBLE: [&str; 4] = ["cong", "ti", "nghiep", "doan"];

    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| AROUND.iter().map(|word| words(&fold(word))[0].text.to_owned()).collect());
    if FOLDED.iter().any(|around| around == word) {
        0.3
    } else if RUBBLE.contains(&word) {
        1.5
    } else {
        f32::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(name: &str) -> String {
        let folded = fold(name);
        let words: Vec<_> = words(&folded).iter().map(|word| word.text).collect();
        words.join(" ")
    }

    #[test]
    fn long_and_short_forms_are_the_same_words() {
        assert_eq!(
            plain("Công ty Trách nhiệm hữu hạn Một thành viên Hoa Sen"),
            plain("Cty TNHH MTV Hoa Sen")
        );
        assert_eq!(plain("LĐLĐ TPHCM"), plain("Liên đoàn Lao động Thành phố Hồ Chí Minh"));
        assert!(plain("Đắk Lắk").ends_with(&plain("Đắc Lắc")));
    }

    #[test]
    fn an_ambiguous_short_form_is_known_beside_the_words() {
        assert_eq!(plain("Đồng Nai"), "dn dong nai");
        assert_eq!(plain("Đà Nẵng"), "dn da nang");
    }

    #[test]
    fn a_phrase_survives_an_error_and_a_missing_space() {
        let known = |word: &str| ["cong", "ti", "may", "nghiep", "khu"].contains(&word);
        assert_eq!(typed_words("cogn ti may", known).join(" "), "cti may");
        assert_eq!(typed_words("congti may", known).join(" "), "cti may");
        assert_eq!(typed_words("khu cong nghiep may", known).join(" "), "kcn may");
        // All words are known, so it may be a name of its own.
        assert_eq!(typed_words("cong tin may", |_| true).join(" "), "cong tin may");
    }
}
