//! Yes and no.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::words::{Accents, Phrases, Word, words};
use super::{Reading, Why, text};

/// Longest answer, in bytes, that is still taken for a yes or a no.
const LONGEST: usize = 200;

/// An answer to a question that has two.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YesNo {
    Yes,
    No,
}

/// What one phrase of an answer says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Says(YesNo),
    /// "Dạ": a yes when alone, and only politeness before anything else.
    Polite,
    /// Politeness that says nothing alone.
    Filler,
}

static PARTS: LazyLock<Phrases<Part>> = LazyLock::new(|| {
    Phrases::new([
        (Part::Says(YesNo::Yes), YES),
        (Part::Says(YesNo::No), NO),
        (Part::Polite, "dạ, dạ vâng, vâng, dạ dạ, vâng dạ"),
        (Part::Filler, FILLERS),
    ])
});

const YES: &str = "
    rồi, chắc chắn, chắc chắn rồi, hoàn toàn đồng ý, hoàn toàn đúng, đúng quá, cũng được, ok r,
    gửi, gửi nhé, nộp, nộp đi, thông tin đúng, thông tin đúng rồi, nội dung đúng, nội dung đúng rồi,
    có, co, có ạ, có chứ, có đấy, có nhé, có rồi, ok, oke, okê, okie, oki, okay, okey, okela,
    okla, okê la, oce, ô kê, ô kê la, ừ, ừm, ờ, uh, uhm, um, uk, ukm, ừa, uhuh, uh huh, đúng,
    đúng rồi, đúng vậy, đúng thế, đúng là vậy, đúng hết, đúng hết rồi, đúng cả, đúng luôn,
    đúng r, phải, phải rồi, phải đó, đồng ý, nhất trí, tán thành, chấp nhận, chấp thuận,
    xác nhận, chuẩn, chuẩn rồi, chuẩn luôn, chính xác, được, đc, dc, đk, được rồi, được chứ,
    đc rồi, dc rồi, ổn, ổn rồi, tất nhiên, dĩ nhiên, đương nhiên, hẳn rồi, yes, yep, yeah,
    yup, ye, yess, y, true, right, correct, sure, 1, gửi đi, gửi luôn, đúng ý tôi, đúng ý em,
    tốt, tốt rồi
";

const NO: &str = "
    hổng phải, hông phải, hổng đúng, hông đúng, không phải đâu, ko phải đâu, k phải đâu, không cần đâu,
    ko cần đâu, có đâu,
    không, ko, k, kg, kh, khg, hok, hong, hông, hổng, hem, khum, hơm, kô, không ạ,
    không có, ko có, k có, không phải, ko phải, k phải, hok phải, không đúng, ko đúng,
    k đúng, hok đúng, chưa đúng, chưa phải, chưa được, chưa đc, chưa dc, chưa ổn, chưa,
    chưa chính xác, không chính xác, ko chính xác, không đồng ý, ko đồng ý, k đồng ý,
    không được, ko được, không đc, ko đc, ko dc, k đc, k dc, không ok, ko ok, k ok, không ổn,
    ko ổn, không cần, ko cần, k cần, không chấp nhận, không muốn, ko muốn, sai, sai rồi,
    sai r, sai bét, nhầm, nhầm rồi, nhầm r, thôi, thôi khỏi, khỏi, đừng, hủy, huy, no,
    nope, nop, n, nah, false, wrong, 0, đâu có, không đâu, ko đâu, không hề, từ chối,
    không gửi, đừng gửi, chưa gửi
";

const FILLERS: &str = "
    tôi, mình, tui, ạ, a, ah, à, nhé, nhe, nha, nhá, nhen, nghen, hen, ha, đó, đấy, em, anh, chị, bạn, ad,
    admin, ơi, oi, anh chị, ban, luôn, vậy, thế, mà, hết, cảm ơn, cám ơn, cam on,
    thanks, tks, xin cảm ơn, quý vị, cô, chú, bác, nào, đi
";

/// Reads a yes or a no, with the short forms and the politeness of chat.
///
/// The whole answer must say one thing. A question ("đúng không?"), a double negation
/// ("không sai"), a yes beside a no, and anything with other words in it are not read.
///
/// ```
/// use sangkien::vietnamese::{Reading, yes_no::{YesNo, read}};
///
/// assert_eq!(read("dạ đúng rồi ạ"), Reading::Read(YesNo::Yes));
/// assert_eq!(read("dạ ko"), Reading::Read(YesNo::No));
/// ```
#[must_use]
pub fn read(input: &str) -> Reading<YesNo> {
    let refused = Reading::Unreadable(Why::NotYesOrNo);
    if input.len() > LONGEST {
        return refused;
    }
    let typed = text::clean(input);
    if typed.is_empty() {
        return Reading::Unreadable(Why::Empty);
    }
    if typed.contains(['?', '？', '%']) || typed.starts_with(['-', '+', '−']) {
        return refused;
    }
    let signs = signs(&typed);
    let Ok(said) = said(&typed) else {
        return refused;
    };
    match (said, signs.as_slice()) {
        (Some(said), []) => Reading::Read(said),
        (said, [first, rest @ ..])
            if rest.iter().all(|sign| sign == first) && said.is_none_or(|said| said == *first) =>
        {
            Reading::Read(*first)
        }
        _ => refused,
    }
}

/// Reads a yes or a no to something that cannot be undone.
///
/// "Dung" without accents is then no yes: it is "đúng", right, and just as well "đừng", do not.
///
/// ```
/// use sangkien::vietnamese::{Reading, yes_no::{YesNo, read_for_good}};
///
/// assert_eq!(read_for_good("đúng"), Reading::Read(YesNo::Yes));
/// assert_ne!(read_for_good("dung nhe"), Reading::Read(YesNo::Yes));
/// ```
#[must_use]
pub fn read_for_good(input: &str) -> Reading<YesNo> {
    let dung = |word: &Word| word.key == "dung" && word.accents == Accents::NONE;
    match read(input) {
        Reading::Read(YesNo::Yes) if words(input).iter().any(dung) => {
            Reading::Unreadable(Why::NotYesOrNo)
        }
        reading => reading,
    }
}

/// What the words say; `Ok(None)` when they say nothing, an error when they say something else.
fn said(typed: &str) -> Result<Option<YesNo>, ()> {
    let mut words = words(typed);
    for word in &mut words {
        word.key = without_drawl(&word.key);
    }
    let mut rest = words.as_slice();
    let mut said: Option<(YesNo, &[_])> = None;
    let mut polite = false;
    while !rest.is_empty() {
        let (length, part) = PARTS.at_start(rest).ok_or(())?;
        match part {
            Part::Polite => polite = true,
            Part::Filler => {}
            Part::Says(answer) => {
                let phrase = &rest[..length];
                match said {
                    None => said = Some((answer, phrase)),
                    // "Không, không" insists; "không sai" turns a no around.
                    Some((YesNo::No, first)) if answer == YesNo::No && first == phrase => {}
                    Some((YesNo::Yes, _)) if answer == YesNo::Yes => {}
                    Some(_) => return Err(()),
                }
            }
        }
        rest = &rest[length..];
    }
    Ok(said.map(|(answer, _)| answer).or(polite.then_some(YesNo::Yes)))
}

/// "Okkkk" and "ừuuu" as "ok" and "ừ": a letter three or more times in a row counts once.
fn without_drawl(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut chars = key.chars().peekable();
    while let Some(c) = chars.next() {
        let mut times = 1;
        while chars.next_if_eq(&c).is_some() {
            times += 1;
        }
        let drawled = times > 2 && c.is_alphabetic();
        out.extend(std::iter::repeat_n(c, if drawled { 1 } else { times }));
    }
    out
}

/// The signs of an answer that mean yes or no; other emoji only show a mood.
fn signs(typed: &str) -> Vec<YesNo> {
    typed
        .chars()
        .filter_map(|c| match c {
            '👍' | '✅' | '✔' | '☑' | '👌' | '🆗' | '💯' | '✓' | '🙆' => {
                Some(YesNo::Yes)
            }
            '👎' | '❌' | '✖' | '❎' | '🙅' | '🚫' | '⛔' | '✗' | '✘' => {
                Some(YesNo::No)
            }
            _ => None,
        })
        .collect()
}
