//! Questions, what they are for, and why an answer could not be read.

use crate::domain::StatusName;
use crate::phrase::talk::Topic;
use crate::vietnamese::Why;

pub fn question(topic: Topic) -> &'static str {
    match topic {
        Topic::Title => "question-title",
        Topic::Kind => "question-kind",
        Topic::Before => "question-before",
        Topic::Solution => "question-solution",
        Topic::Since => "question-since",
        Topic::Benefit => "question-benefit",
        Topic::BenefitWords => "question-benefit-words",
        Topic::CoAuthors => "question-co-authors",
        Topic::Recognition => "question-recognition",
        Topic::Files => "question-files",
    }
}

pub fn help(topic: Topic) -> &'static str {
    match topic {
        Topic::Title => "explain-title",
        Topic::Kind => "explain-kind",
        Topic::Before => "explain-before",
        Topic::Solution => "explain-solution",
        Topic::Since => "explain-since",
        Topic::Benefit => "explain-benefit",
        Topic::BenefitWords => "explain-benefit-words",
        Topic::CoAuthors => "explain-co-authors",
        Topic::Recognition => "explain-recognition",
        Topic::Files => "explain-files",
    }
}

pub fn name(topic: Topic) -> &'static str {
    match topic {
        Topic::Title => "topic-title",
        Topic::Kind => "topic-kind",
        Topic::Before => "topic-before",
        Topic::Solution => "topic-solution",
        Topic::Since => "topic-since",
        Topic::Benefit | Topic::BenefitWords => "topic-benefit",
        Topic::CoAuthors => "topic-co-authors",
        Topic::Recognition => "topic-recognition",
        Topic::Files => "topic-files",
    }
}

pub fn too_short(topic: Topic) -> &'static str {
    match topic {
        Topic::Title => "too-short-title",
        Topic::Kind
        | Topic::Before
        | Topic::Solution
        | Topic::Since
        | Topic::Benefit
        | Topic::BenefitWords
        | Topic::CoAuthors
        | Topic::Recognition
        | Topic::Files => "too-short-text",
    }
}

pub fn status(status: StatusName) -> &'static str {
    match status {
        StatusName::Received => "status-received",
        StatusName::InReview => "status-in-review",
        StatusName::NeedsInfo => "status-needs-info",
        StatusName::Supplemented => "status-supplemented",
        StatusName::Recognized => "status-recognized",
        StatusName::Rejected => "status-rejected",
        StatusName::Withdrawn => "status-withdrawn",
    }
}

/// What a status means, and what the author does next.
pub fn next_step(status: StatusName) -> &'static str {
    match status {
        StatusName::Received => "next-received",
        StatusName::InReview => "next-in-review",
        StatusName::NeedsInfo => "next-needs-info",
        StatusName::Supplemented => "next-supplemented",
        StatusName::Recognized => "next-recognized",
        StatusName::Rejected => "next-rejected",
        StatusName::Withdrawn => "next-withdrawn",
    }
}

pub fn why(why: Why) -> &'static str {
    match why {
        Why::Empty => "why-empty",
        Why::TooLong => "why-too-long",
        Why::TooShort => "why-too-short",
        Why::NotANumber => "why-not-a-number",
        Why::NeedsUnit => "why-needs-unit",
        Why::SeveralAmounts => "why-several-amounts",
        Why::Calculation => "why-calculation",
        Why::OddNumber => "why-odd-number",
        Why::NeedsTotal => "why-needs-total",
        Why::TooVague => "why-too-vague",
        Why::ForeignCurrency => "why-foreign-currency",
        Why::Negative => "why-negative",
        Why::TooLarge => "why-too-large",
        Why::NotADate => "why-not-a-date",
        Why::NoSuchDay => "why-no-such-day",
        Why::Lunar => "why-lunar",
        Why::Future => "why-future",
        Why::NotYet => "why-not-yet",
        Why::NotAPhone => "why-not-a-phone",
        Why::SeveralPhones => "why-several-phones",
        Why::NotAName => "why-not-a-name",
        Why::LooksLikePhone => "why-looks-like-phone",
        Why::OneWord => "why-one-word",
        Why::NotYesOrNo => "why-not-yes-or-no",
        Why::NotAChoice => "why-not-a-choice",
        Why::NotACode => "why-not-a-code",
        Why::WrongCheckDigit => "code-mistyped",
        Why::NotShares => "why-not-shares",
        Why::BadShare => "why-bad-share",
        Why::OverHundred => "why-over-hundred",
    }
}
