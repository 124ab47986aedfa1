//! The questions about an initiative: how each is asked, read and skipped.

use chrono_tz::Asia::Ho_Chi_Minh;

use super::beside;
use super::draft::{Answers, Doubt, Pending, Value};
use crate::domain::{Benefit, CoAuthor, Content, Kind, Recognition, Since};
use crate::effect::Say;
use crate::facts::Facts;
use crate::phrase::talk::{Button, Shown, Talk, Topic};
use crate::vietnamese::intent::{self, Intent};
use crate::vietnamese::money::{self, Amount};
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, Why, coauthors, date, phone, text};

/// A title that fits on two lines of a phone, and then some.
const LONGEST_TITLE: usize = 200;
/// What one message of the common platforms holds.
const LONGEST_TEXT: usize = 4_000;
const LONGEST_NOTE: usize = 1_000;
const SHORTEST_TITLE: usize = 5;
const SHORTEST_TEXT: usize = 10;

/// What was made of an answer.
pub enum Read {
    /// It is clear.
    Take(Value),
    /// It has to be confirmed or chosen first.
    Check(Pending),
    /// Another question follows from it.
    Follow(Topic),
    /// There is nothing more to say to this question.
    Done,
    /// The files sent so far are not meant.
    DropFiles,
    /// It is no answer, and why.
    Explain(Talk),
}

/// The question in words, with its buttons.
pub fn ask(topic: Topic, anew: bool, answers: &Answers, facts: &Facts) -> Say {
    let say = Say::of(if anew {
        Talk::AskAnew { topic }
    } else {
        Talk::Ask { topic, number: number(topic), of: Topic::ALL.len() }
    });
    match topic {
        Topic::Title | Topic::Solution | Topic::BenefitWords => say,
        Topic::Kind => facts
            .catalogue
            .kinds
            .iter()
            .fold(say, |say, kind| say.answer(kind.as_str(), Talk::Shown(Shown::Kind(*kind)))),
        Topic::Before => say.answer("skip", Button::Skip),
        Topic::Since => say.answer("notyet", Button::NotYetUsed),
        Topic::Benefit => say.answer("words", Button::NotInMoney).answer("skip", Button::Skip),
        Topic::CoAuthors => say.answer("skip", Button::Alone),
        Topic::Recognition => say.answer("notyet", Button::NotRecognizedYet),
        Topic::Files if answers.files.is_empty() => say
            .and(Talk::FileLimits { max: facts.settings.max_file })
            .answer("done", Button::NoFiles),
        Topic::Files => say
            .and(Talk::FilesSoFar { count: answers.files.len(), max: MOST_FILES })
            .answer("done", Button::FilesDone)
            .answer("drop", Button::DropFiles),
    }
}

/// The place of a question among all, from 1.
fn number(topic: Topic) -> usize {
    let topic = if topic == Topic::BenefitWords { Topic::Benefit } else { topic };
    Topic::ALL.iter().position(|other| *other == topic).map_or(1, |index| index + 1)
}

/// The question after this one.
pub fn next(topic: Topic) -> Option<Topic> {
    Topic::ALL.get(number(topic)).copied()
}

/// The question before this one.
pub fn previous(topic: Topic) -> Option<Topic> {
    if topic == Topic::BenefitWords {
        return Some(Topic::Benefit);
    }
    number(topic).checked_sub(2).map(|index| Topic::ALL[index])
}

/// Reads a button of the question.
pub fn choose(topic: Topic, key: &str, facts: &Facts) -> Option<Read> {
    match (topic, key) {
        (Topic::Kind, key) => Kind::from_name(key)
            .filter(|kind| facts.catalogue.kinds.contains(kind))
            .map(|kind| Read::Take(Value::Kind(kind))),
        (Topic::Since, "notyet") => Some(Read::Take(Value::Since(Since::NotYet))),
        (Topic::Benefit, "words") => Some(Read::Follow(Topic::BenefitWords)),
        (Topic::Recognition, "notyet") => {
            Some(Read::Take(Value::Recognition(Some(Recognition::NotYet))))
        }
        (Topic::Files, "done") => Some(Read::Done),
        (Topic::Files, "drop") => Some(Read::DropFiles),
        (topic, "skip") => Some(skip(topic)),
        _ => None,
    }
}

/// Leaves the question unanswered, where that is allowed.
pub fn skip(topic: Topic) -> Read {
    match topic {
        Topic::Before => Read::Take(Value::Before(None)),
        Topic::Benefit | Topic::BenefitWords => Read::Take(Value::Benefit(None)),
        Topic::CoAuthors => Read::Take(Value::CoAuthors(Vec::new())),
        Topic::Recognition => Read::Take(Value::Recognition(None)),
        Topic::Files => Read::Done,
        Topic::Title | Topic::Kind | Topic::Solution | Topic::Since => {
            Read::Explain(Talk::Required { topic })
        }
    }
}

/// Reads words as an answer to the question.
pub fn read(topic: Topic, words: &str, facts: &Facts) -> Read {
    if text::fold(words).is_empty() {
        return Read::Explain(Talk::NotReadable);
    }
    let wish = intent::read(words);
    match (topic, wish) {
        (Topic::Since, Some(Intent::NotYet)) => Read::Take(Value::Since(Since::NotYet)),
        (
            Topic::Before | Topic::CoAuthors | Topic::Files | Topic::Benefit,
            Some(Intent::Nothing),
        )
        | (Topic::CoAuthors, Some(Intent::Myself | Intent::NotYet))
        | (Topic::Files, Some(Intent::Done))
        | (Topic::Before | Topic::Recognition, Some(Intent::DoNotKnow)) => skip(topic),
        (Topic::Benefit, Some(Intent::DoNotKnow)) => Read::Follow(Topic::BenefitWords),
        (Topic::Recognition, Some(Intent::NotYet | Intent::Nothing)) => {
            Read::Take(Value::Recognition(Some(Recognition::NotYet)))
        }
        (
            Topic::Title | Topic::Solution,
            Some(
                Intent::NotYet
                | Intent::Nothing
                | Intent::DoNotKnow
                | Intent::Myself
                | Intent::Done,
            ),
        )
        | (Topic::Files, _) => Read::Explain(Talk::Explain { topic }),
        // What people say to news that came in between, and no text of an initiative.
        (Topic::Title | Topic::Before | Topic::Solution | Topic::BenefitWords, _)
            if yes_no::read(words) == Reading::Read(YesNo::Yes) || beside::is_thanks(words) =>
        {
            Read::Explain(Talk::Explain { topic })
        }
        (Topic::Title, _) => free(topic, words, SHORTEST_TITLE, LONGEST_TITLE, Value::Title),
        (Topic::Before, _) => {
            free(topic, words, 1, LONGEST_TEXT, |words| Value::Before(Some(words)))
        }
        (Topic::Solution, _) => free(topic, words, SHORTEST_TEXT, LONGEST_TEXT, Value::Solution),
        (Topic::BenefitWords, _) => free(topic, words, 1, LONGEST_TEXT, in_words),
        (Topic::Kind, _) => {
            match kind_of(words).filter(|kind| facts.catalogue.kinds.contains(kind)) {
                Some(kind) => Read::Take(Value::Kind(kind)),
                None => Read::Explain(Talk::Misread { why: Why::NotAChoice }),
            }
        }
        (Topic::Since, _) => read_since(words, facts),
        (Topic::Benefit, _) => read_benefit(words),
        (Topic::CoAuthors, _) => read_co_authors(words),
        (Topic::Recognition, _) => read_recognition(words),
    }
}

/// The kind that a short word for it names. Parts of the labels themselves are read elsewhere,
/// but "kỹ thuật" is a part of two of them and means the first.
fn kind_of(words: &str) -> Option<Kind> {
    Some(match text::fold(words).as_str() {
        "ki thuat" | "giai phap ki thuat" | "technical" => Kind::Technical,
        "quan li" | "management" => Kind::Management,
        "tac nghiep" | "nghiep vu" | "operational" => Kind::Operational,
        "ung dung" | "ung dung ki thuat" | "cong nghe" | "application" => Kind::Application,
        "nghien cuu" | "de tai" | "khoa hoc" | "research" => Kind::Research,
        _ => return None,
    })
}

/// Free text within its limits; a text that a keyboard without Vietnamese has garbled is asked
/// about.
fn free(
    topic: Topic,
    words: &str,
    shortest: usize,
    longest: usize,
    value: impl Fn(String) -> Value,
) -> Read {
    let length = words.chars().count();
    if length > longest {
        return Read::Explain(Talk::TooLong { max: longest, length });
    }
    if length < shortest {
        return Read::Explain(Talk::TooShort { topic });
    }
    match text::residue(words) {
        Some(decoded) if decoded.chars().count() <= longest => Read::Check(Pending {
            why: Doubt::Garbled,
            values: vec![value(decoded), value(words.to_owned())],
        }),
        Some(_) | None => Read::Take(value(words.to_owned())),
    }
}

fn in_words(description: String) -> Value {
    Value::Benefit(Some(Benefit::NotInMoney { description }))
}

/// A reading that was converted is confirmed; several are offered.
fn check<T>(reading: Reading<T>, value: impl Fn(T) -> Value) -> Read {
    match reading {
        Reading::Read(read) => {
            Read::Check(Pending { why: Doubt::Converted, values: vec![value(read)] })
        }
        Reading::Ambiguous(several) => Read::Check(Pending {
            why: Doubt::Ambiguous,
            values: several.into_iter().map(value).collect(),
        }),
        Reading::Unreadable(why) => Read::Explain(Talk::Misread { why }),
    }
}

fn read_since(words: &str, facts: &Facts) -> Read {
    let today = facts.sent_at.with_timezone(&Ho_Chi_Minh).date_naive();
    match date::read(words, today, date::Future::Refused) {
        Reading::Unreadable(Why::NotYet) => Read::Take(Value::Since(Since::NotYet)),
        // How a vague amount is explained would be no help here.
        Reading::Unreadable(Why::TooVague) => Read::Explain(Talk::Misread { why: Why::NotADate }),
        Reading::Unreadable(Why::NotADate) if says_in_use(words) => {
            Read::Explain(Talk::Explain { topic: Topic::Since })
        }
        reading => check(reading, |span| Value::Since(Since::From(span))),
    }
}

/// Whether words without a date say that it is used, and leave open since when.
fn says_in_use(words: &str) -> bool {
    const IN_USE: [&str; 6] =
        ["ap dung", "dang dung", "da dung", "su dung", "trien khai", "in use"];
    let folded = text::fold(words);
    IN_USE.iter().any(|used| folded.contains(used))
        || yes_no::read(words) == Reading::Read(YesNo::Yes)
}

fn read_benefit(words: &str) -> Read {
    match money::read(words) {
        Reading::Read(Amount::None) => Read::Follow(Topic::BenefitWords),
        Reading::Unreadable(_) if matches!(phone::read(words), Reading::Read(_)) => {
            Read::Explain(Talk::Misread { why: Why::LooksLikePhone })
        }
        // "It can be priced" leaves the price open, and is no description either.
        Reading::Unreadable(Why::NotANumber) if says_priced(words) => {
            Read::Explain(Talk::Misread { why: Why::NotANumber })
        }
        // Somebody who describes the benefit instead of pricing it has answered, too.
        Reading::Unreadable(Why::NotANumber | Why::TooLong)
            if (SHORTEST_TEXT..=LONGEST_TEXT).contains(&words.chars().count()) =>
        {
            Read::Check(Pending { why: Doubt::Converted, values: vec![in_words(words.to_owned())] })
        }
        reading => check(reading, |amount| match amount {
            Amount::Dong { dong, approximate, period } => {
                Value::Benefit(Some(Benefit::Money { dong, approximate, period }))
            }
            Amount::None => Value::Benefit(None),
        }),
    }
}

/// Whether words say that there is a price, and nothing else.
fn says_priced(words: &str) -> bool {
    const AROUND: [&str; 9] = ["da", "em", "co", "duoc", "tinh", "thanh", "ra", "roi", "a"];
    let folded = text::fold(words);
    let rest = folded.replace("bang tien", "").replace("ra tien", "");
    rest.split_whitespace().all(|word| AROUND.contains(&word))
}

fn read_co_authors(words: &str) -> Read {
    // "Huy", which is a no where nobody is called so, is a name here.
    let names_huy = text::fold(words).split(' ').any(|word| word == "huy");
    let nobody = yes_no::read(words) == Reading::Read(YesNo::No) && !names_huy;
    if nobody || coauthors::alone(words) {
        return skip(Topic::CoAuthors);
    }
    check(coauthors::read(words), |shares| {
        let others = shares.into_iter();
        Value::CoAuthors(
            others.map(|share| CoAuthor { name: share.name, percent: share.percent }).collect(),
        )
    })
}

fn read_recognition(words: &str) -> Read {
    /// What says no more than that it is recognised.
    const ALREADY: [&str; 4] = ["roi", "roi a", "da roi", "duoc roi"];
    let already = ALREADY.contains(&text::fold(words).as_str());
    match yes_no::read(words) {
        Reading::Read(YesNo::No) => Read::Take(Value::Recognition(Some(Recognition::NotYet))),
        Reading::Read(YesNo::Yes) => Read::Explain(Talk::Explain { topic: Topic::Recognition }),
        Reading::Ambiguous(_) | Reading::Unreadable(_) if already => {
            Read::Explain(Talk::Explain { topic: Topic::Recognition })
        }
        Reading::Ambiguous(_) | Reading::Unreadable(_) => {
            free(Topic::Recognition, words, 1, LONGEST_NOTE, |words| {
                Value::Recognition(Some(Recognition::Stated(words)))
            })
        }
    }
}

/// The files that one initiative may carry, as said to people.
pub const MOST_FILES: usize = Content::MAX_ATTACHMENTS;
