//! Numbers as texts. In serialized data they are written as text, and exact ones are read from text or from an integer.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::json::any::number_text;

use super::{PhoneNumber, Price, Timestamp, ValueError};

/// What is expected, and what it is read as.
struct NumberVisitor<T>(&'static str, PhantomData<fn() -> T>);

impl<'de, T: FromStr<Err = ValueError>> Visitor<'de> for NumberVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        number_text(map, &self)?.parse().map_err(A::Error::custom)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Writes a type by its `Display`, and for debugging by what one of its methods gives.
macro_rules! write_as_text {
    ($number:ident $(<$lifetime:lifetime>)?, $readable:ident) => {
        /// As people read it: the type's name, and the value in parentheses.
        impl fmt::Debug for $number $(<$lifetime>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($number)).field(&format_args!("{}", self.$readable())).finish()
            }
        }

        impl From<$number $(<$lifetime>)?> for Cow<'_, str> {
            fn from(number: $number $(<$lifetime>)?) -> Self {
                Self::Owned(number.to_string())
            }
        }

        impl Serialize for $number $(<$lifetime>)? {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

write_as_text!(PhoneNumber<'_>, to_string);
write_as_text!(Price, to_string);
write_as_text!(Timestamp, to_rfc3339);

/// Reads a type by its `parse`.
macro_rules! read_from_text {
    ($number:ident: $expected:literal) => {
        impl FromStr for $number {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                Self::parse(text)
            }
        }

        impl<'de> Deserialize<'de> for $number {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(NumberVisitor($expected, PhantomData))
            }
        }
    };
}

read_from_text!(Timestamp: "a timestamp as text or as an unsigned integer");
read_from_text!(Price: "a price as text, because a binary float is not exact");
