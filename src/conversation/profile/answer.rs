//! Reading what somebody says about themselves.

use super::Ask;
use crate::conversation::welcome::named;
use crate::domain::{UnitId, Workplace};
use crate::effect::Profile;
use crate::facts::Facts;
use crate::phrase::talk::Talk;
use crate::vietnamese::intent::{self, Intent};
use crate::vietnamese::name::PersonName;
use crate::vietnamese::phone::Phone;
use crate::vietnamese::yes_no::{self, YesNo};
use crate::vietnamese::{Reading, Why, name, phone, text};

const LONGEST_UNIT: usize = 200;

/// An answer that is clear, and what is said about it.
pub struct Answer {
    pub profile: Option<Profile>,
    pub noted: Talk,
}

/// What is said instead of going on.
pub enum Reply {
    /// A remark, and the question again.
    Say(Talk),
    /// The question in another form.
    Ask(Ask),
}

fn name_answer(name: &PersonName) -> Answer {
    Answer {
        profile: Some(Profile::FullName(name.as_str().to_owned())),
        noted: Talk::NameKept { given: name.given() },
    }
}

pub fn choose_name(read: &[PersonName], key: &str) -> Result<Answer, Reply> {
    if key == "no" {
        return Err(Reply::Ask(Ask::name()));
    }
    let index = key.strip_prefix('v').and_then(|index| index.parse::<usize>().ok());
    index.and_then(|index| read.get(index)).map(name_answer).ok_or(Reply::Say(Talk::OldButton))
}

pub fn read_name(offered: &[PersonName], words: &str) -> Result<Answer, Reply> {
    if let [name] = offered {
        match yes_no::read(words) {
            Reading::Read(YesNo::Yes) => return Ok(name_answer(name)),
            Reading::Read(YesNo::No) => return Err(Reply::Ask(Ask::name())),
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {}
        }
    }
    if let Some(decoded) = text::residue(words)
        && let Reading::Read(name) = name::read(&decoded)
    {
        return Err(Reply::Ask(Ask::Name { read: vec![name] }));
    }
    match name::read(words) {
        Reading::Read(name) => Ok(name_answer(&name)),
        Reading::Ambiguous(read) => Err(Reply::Ask(Ask::Name { read })),
        Reading::Unreadable(why) => Err(Reply::Say(Talk::Misread { why })),
    }
}

fn phone_answer(phone: &Phone) -> Answer {
    Answer {
        profile: Some(Profile::Phone(Some(phone.as_str().to_owned()))),
        noted: Talk::PhoneKept { phone: phone.display() },
    }
}

const NO_PHONE: Answer = Answer { profile: None, noted: Talk::PhoneSkipped };

pub fn choose_phone(read: Option<&Phone>, key: &str) -> Result<Answer, Reply> {
    match (key, read) {
        ("skip", _) => Ok(NO_PHONE),
        ("yes", Some(phone)) => Ok(phone_answer(phone)),
        ("no", Some(_)) => Err(Reply::Ask(Ask::phone())),
        (_, _) => Err(Reply::Say(Talk::OldButton)),
    }
}

pub fn read_phone(offered: Option<&Phone>, words: &str) -> Result<Answer, Reply> {
    if let Some(phone) = offered {
        match yes_no::read(words) {
            Reading::Read(YesNo::Yes) => return Ok(phone_answer(phone)),
            Reading::Read(YesNo::No) => return Err(Reply::Ask(Ask::phone())),
            Reading::Ambiguous(_) | Reading::Unreadable(_) => {}
        }
    }
    match intent::read(words) {
        Some(Intent::Skip | Intent::Nothing | Intent::DoNotKnow) => return Ok(NO_PHONE),
        _ if yes_no::read(words) == Reading::Read(YesNo::No) => return Ok(NO_PHONE),
        _ => {}
    }
    match phone::read(words) {
        // Typed exactly so: it is shown back with the next question.
        Reading::Read(phone) if digits(words) == digits(&phone.display()) => {
            Ok(phone_answer(&phone))
        }
        Reading::Read(phone) => Err(Reply::Ask(Ask::Phone { read: Some(phone) })),
        Reading::Ambiguous(_) => Err(Reply::Say(Talk::Misread { why: Why::SeveralPhones })),
        // A digit too many does not make a sentence too long.
        Reading::Unreadable(Why::TooLong) => Err(Reply::Say(Talk::Misread { why: Why::NotAPhone })),
        Reading::Unreadable(why) => Err(Reply::Say(Talk::Misread { why })),
    }
}

/// The person's own number, as the platform vouches for it; it may be a foreign one.
pub fn shared_phone(shared: &str) -> Result<Answer, Reply> {
    if let Reading::Read(phone) = phone::read(shared) {
        return Ok(phone_answer(&phone));
    }
    let number = digits(shared);
    if !(7..=15).contains(&number.len()) {
        return Err(Reply::Say(Talk::Misread { why: Why::NotAPhone }));
    }
    let number = format!("+{number}");
    Ok(Answer {
        profile: Some(Profile::Phone(Some(number.clone()))),
        noted: Talk::PhoneKept { phone: number },
    })
}

fn digits(words: &str) -> String {
    words.chars().filter(char::is_ascii_digit).collect()
}

pub fn unit_answer(unit: UnitId, facts: &Facts) -> Answer {
    Answer {
        profile: Some(Profile::Workplace(Workplace::Unit(unit))),
        noted: Talk::UnitKept { unit: named(unit, facts) },
    }
}

pub fn choose_unit(typed: Option<&str>, key: &str, facts: &Facts) -> Result<Answer, Reply> {
    if let ("none", Some(typed)) = (key, typed) {
        return Ok(Answer {
            profile: Some(Profile::Workplace(Workplace::Typed(typed.to_owned()))),
            noted: Talk::UnitTypedKept { typed: typed.to_owned() },
        });
    }
    let unit = key.strip_prefix('u').and_then(|id| id.parse().ok()).map(UnitId);
    unit.and_then(|unit| facts.units.get(unit))
        .filter(|unit| !unit.closed)
        .map(|unit| unit_answer(unit.id, facts))
        .ok_or(Reply::Say(Talk::OldButton))
}

pub fn read_unit(words: &str) -> Result<Answer, Reply> {
    let length = words.chars().count();
    if length > LONGEST_UNIT {
        return Err(Reply::Say(Talk::TooLong { max: LONGEST_UNIT, length }));
    }
    if text::fold(words).is_empty() {
        return Err(Reply::Say(Talk::NotReadable));
    }
    if matches!(phone::read(words), Reading::Read(_)) {
        return Err(Reply::Say(Talk::ContactNotExpected));
    }
    Err(Reply::Ask(Ask::Unit { typed: Some(words.to_owned()) }))
}
