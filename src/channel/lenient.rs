//! Fields of which we can do without: a value of another type is no value, and not the end of
//! the message that it is part of.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A whole number that fits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Whole(Option<i64>);

impl Whole {
    pub fn get(self) -> Option<i64> {
        self.0
    }
}

/// A text.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Text<'a>(Option<Cow<'a, str>>);

impl Text<'_> {
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

/// An id, which one source writes as a text and another as a number.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Id(Option<String>);

impl Id {
    /// The id, if there is one.
    pub fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar).map(|found| match found {
            Found::Text(text) if !text.trim().is_empty() => Self(Some(text.trim().to_owned())),
            Found::Whole(number) => Self(Some(number.to_string())),
            Found::Text(_) | Found::Other => Self(None),
        })
    }
}

/// An object, or none where it does not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<T>(Option<T>);

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Part<T> {
    /// The object, if it reads.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<'de: 'a, 'a, T: Deserialize<'a>> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'a RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(raw.get()).ok()))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar).map(|found| match found {
            Found::Whole(number) => Self(Some(number)),
            Found::Text(_) | Found::Other => Self(None),
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar).map(|found| match found {
            Found::Text(text) => Self(Some(text)),
            Found::Whole(_) | Found::Other => Self(None),
        })
    }
}

enum Found<'a> {
    Whole(i64),
    Text(Cow<'a, str>),
    Other,
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Found::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(number.try_into().map_or(Found::Other, Found::Whole))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Found::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Found::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Found::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Found::Other)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Found::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Found::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Found::Other)
    }
}
