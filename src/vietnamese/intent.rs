//! Short commands that are understood at every question.

use std::sync::LazyLock;

use super::text;
use super::words::{Accents, Phrases, Word, words};

/// Longest text, in bytes, that is still taken for a command.
const LONGEST: usize = 120;

/// What a person wants of the talk itself, whatever the question is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Intent {
    /// Leave this question unanswered.
    Skip,
    /// The question before.
    Back,
    /// Leave the talk.
    Stop,
    /// Begin anew.
    Restart,
    /// Explain.
    Help,
    /// "Not yet", such as an initiative not yet applied.
    NotYet,
    /// The speaker alone, such as an author without co-authors.
    Myself,
    /// There is nothing or nobody to name.
    Nothing,
    /// The speaker does not know or cannot say.
    DoNotKnow,
    /// That was all, such as the last of several photos.
    Done,
    /// A greeting and nothing else, as people begin who come back after hours.
    Greeting,
}

static INTENTS: LazyLock<Phrases<Intent>> = LazyLock::new(|| {
    Phrases::new([
        (Intent::Skip, SKIP),
        (Intent::Back, BACK),
        (Intent::Stop, STOP),
        (Intent::Restart, RESTART),
        (Intent::Help, HELP),
        (Intent::NotYet, NOT_YET),
        (Intent::Myself, MYSELF),
        (Intent::Nothing, NOTHING),
        (Intent::DoNotKnow, DO_NOT_KNOW),
        (Intent::Done, DONE),
        (Intent::Greeting, GREETING),
    ])
});

const SKIP: &str = "
    bỏ qua, bỏ qua câu này, bỏ qua bước này, bỏ câu này, qua câu này, cho qua, qua, bq, skip,
    next, để sau, trả lời sau, điền sau, bổ sung sau, câu tiếp, câu tiếp theo, tiếp theo,
    chuyển câu khác, câu khác, tạm bỏ qua, xin bỏ qua, cho em bỏ qua, không trả lời
";

const BACK: &str = "
    quay lại, trở lại, lùi lại, lùi, back, quay về, quay lui, câu trước, bước trước,
    về câu trước, quay lại câu trước, quay lại bước trước, trở về, trở lại câu trước,
    sửa câu trước, previous, quay lại đi, ql
";

const STOP: &str = "
    dừng, dừng lại, ngừng, ngừng lại, hủy, hủy bỏ, huy, huy bo, thoát, thoát ra, stop,
    cancel, exit, quit, kết thúc, không làm nữa, ko làm nữa, k làm nữa, thôi không làm nữa,
    thôi không gửi nữa, không gửi nữa, không viết nữa, thôi để sau, nghỉ, tạm dừng, dung lai,
    thôi không gửi, hủy sáng kiến, hủy đi, xóa đi, bỏ hết
";

const RESTART: &str = "
    làm lại, làm lại từ đầu, bắt đầu lại, viết lại từ đầu, restart, reset, từ đầu,
    nhập lại từ đầu, start
";

const HELP: &str = "
    trợ giúp, giúp, giúp đỡ, giúp em, giúp tôi, giúp với, help, hướng dẫn, hỗ trợ, cần giúp,
    cần hỗ trợ, cần giúp đỡ, cứu, hd, không hiểu, ko hiểu, k hiểu, chưa hiểu, em không hiểu,
    tôi không hiểu, là sao, nghĩa là sao, ghi gì, ghi sao, ghi thế nào, viết thế nào, ví dụ,
    cho ví dụ, xin ví dụ, cách dùng, hướng dẫn em, hướng dẫn tôi, chỉ em với
";

const NOT_YET: &str = "
    chưa, chưa có, chưa áp dụng, chưa triển khai, chưa làm, chưa thực hiện, chưa dùng,
    chưa sử dụng, chưa áp dụng ạ, mới là ý tưởng, mới có ý tưởng, mới nghĩ ra,
    còn là ý tưởng, chưa biết khi nào, chưa áp dụng thử, not yet, chua ap dung, chưa đâu,
    vẫn chưa, hiện chưa, chưa công nhận, chưa được công nhận, chưa ai công nhận,
    chưa có ai công nhận
";

const MYSELF: &str = "
    tôi, em, mình, tui, tớ, chính tôi, chính em, bản thân, bản thân tôi, bản thân em,
    một mình, một mình tôi, một mình em, chỉ mình tôi, chỉ mình em, chỉ có mình tôi,
    chỉ có mình em, chỉ có tôi, chỉ có em, chỉ tôi, chỉ em, mình tôi, mình em, cá nhân,
    cá nhân tôi, cá nhân em, tự tôi, tự em, tự mình, của tôi, của em, của mình, tôi làm,
    em làm, tôi tự làm, em tự làm, mình làm, một người, tôi một mình, em một mình,
    làm một mình, em làm một mình, tôi làm một mình, chỉ một mình tôi, chỉ một mình em,
    1 mình, 1 mình em, 1 mình tôi, em làm 1 mình, tôi làm 1 mình, 1 người
";

const NOTHING: &str = "
    không có, ko có, k có, không có gì, ko có gì, k có gì, không có ai, ko có ai, k có ai,
    không ai, ko ai, không ai cả, không có ai cả, ko có ai cả, chẳng có, chả có, hok có,
    trống, không có đâu, không có gì thêm, không có thêm, none, nothing, nobody
";

const DO_NOT_KNOW: &str = "
    không biết, ko biết, k biết, hok biết, kb, không rõ, ko rõ, k rõ, không nhớ, ko nhớ,
    k nhớ, không nhớ rõ, ko nhớ rõ, chưa biết, chưa rõ, không chắc, ko chắc, k chắc, quên,
    quên rồi, quên mất, quên mất rồi, chịu, không tính được, ko tính được, ko tính đc,
    ko tính dc, k tính đc, k tính được, không đo được, ko đo được, chưa tính, chưa tính được,
    chưa đo, không biết tính, ko biết tính
";

const DONE: &str = "
    xong, xong rồi, hết, hết rồi, đủ rồi, đủ, vậy thôi, thế thôi, chỉ vậy, chỉ vậy thôi,
    hết tệp, hết tệp rồi, hết ảnh, hết ảnh rồi,
    chỉ thế thôi, có vậy thôi, có thế thôi, nhiêu đó thôi, nhiêu đó, hoàn thành, hoàn tất,
    done, finish, xong r, hết r, gửi xong, đã xong, đã gửi xong
";

const GREETING: &str = "
    chào, xin chào, chào bạn, chào ad, chào admin, chào anh, chào chị, chào anh chị, chào em,
    chào bot, chào buổi sáng, chào buổi tối, hello, hi, hey, hế lô, hê lô, helo, alo, a lô, alô,
    good morning
";

/// Politeness before a command.
const BEFORE: &[&str] =
    &["da", "vang", "oke", "ok", "thoi", "xin", "cho", "em", "toi", "minh", "muon", "a", "o"];
/// Politeness after a command.
const AFTER: &[&str] = &[
    "a", "ah", "nhe", "nha", "nhen", "di", "ban", "oi", "ad", "admin", "em", "anh", "chi", "voi",
    "giup", "roi", "r", "luon", "da", "thoi", "ca", "het", "dau",
];

/// Reads a command; `None` unless it is the whole text but for politeness.
///
/// ```
/// use sangkien::vietnamese::intent::{Intent, read};
///
/// assert_eq!(read("dạ cho em bỏ qua ạ"), Some(Intent::Skip));
/// assert_eq!(read("bỏ qua công đoạn rửa"), None);
/// ```
#[must_use]
pub fn read(input: &str) -> Option<Intent> {
    if input.len() > LONGEST {
        return None;
    }
    let typed = text::clean(input);
    if matches!(typed.as_str(), "?" | "??" | "???" | "？" | "❓") {
        return Some(Intent::Help);
    }
    let words = words(&typed);
    // Without accents this is "đúng", an answer, far more often than "dừng".
    if matches!(words.as_slice(), [only] if only.key == "dung" && only.accents == Accents::NONE) {
        return None;
    }
    INTENTS.get(&words).or_else(|| polite(&words))
}

/// Whether the text may be Huy, somebody's name, as well as "hủy", stop. Where a name is asked for
/// it is one.
///
/// ```
/// use sangkien::vietnamese::intent::may_be_huy;
///
/// assert!(may_be_huy("em Huy ạ"));
/// assert!(!may_be_huy("hủy"));
/// ```
#[must_use]
pub fn may_be_huy(input: &str) -> bool {
    const AROUND: [&str; 11] =
        ["da", "vang", "em", "anh", "chi", "toi", "minh", "a", "ah", "nhe", "nha"];
    let words = words(input);
    let mut said = words.iter().filter(|word| !AROUND.contains(&word.key.as_str()));
    let is_huy = |word: &Word| word.key == "huy" && word.accents == Accents::NONE;
    said.next().is_some_and(is_huy) && said.next().is_none()
}

/// The command without the fewest polite words that leave one.
fn polite(words: &[Word]) -> Option<Intent> {
    let before = words.iter().take_while(|w| BEFORE.contains(&w.key.as_str())).count().min(5);
    let after = words.iter().rev().take_while(|w| AFTER.contains(&w.key.as_str())).count().min(4);
    for cut in 1..=before + after {
        for front in 0..=cut.min(before) {
            let back = cut - front;
            if back <= after && front + back < words.len() {
                let found = INTENTS.get(&words[front..words.len() - back]);
                if found.is_some() {
                    return found;
                }
            }
        }
    }
    None
}
