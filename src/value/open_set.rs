//! Sets of words that platforms extend without notice.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{self, Deserializer, Visitor};

/// A word that an open set such as [`Status`](crate::value::Status) does not know, exactly as it was given.
///
/// It is only made where such a set reads a text, so a known word is never found in one that its set has read.
///
/// # Examples
///
/// ```
/// use callback_profile::value::Status;
///
/// let Status::Other(text) = Status::new(" Pending") else { unreachable!() };
/// assert_eq!(text, " Pending");
/// assert_eq!(text.len(), 8);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherText(Box<str>);

impl OtherText {
    /// Only for `open_set!`, which has compared the text with the words it knows.
    pub(super) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Gives the text up, without a copy.
    pub(super) fn into_string(self) -> String {
        self.0.into()
    }

    /// The text as it was given, blanks and case included.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::value::MessageType;
    ///
    /// let MessageType::Other(text) = MessageType::new("Poll ") else { unreachable!() };
    /// assert_eq!(text.as_str(), "Poll ");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for OtherText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OtherText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for OtherText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for OtherText {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for OtherText {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

/// Whether `word` is the known `spelling` but for case and for `_` in place of `-`.
pub(super) fn is_spelling(word: &str, spelling: &str) -> bool {
    let folded = |byte: u8| {
        if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() }
    };
    word.len() == spelling.len() && word.bytes().map(folded).eq(spelling.bytes().map(folded))
}

/// Reads any text as a member of an open set.
pub(super) fn deserialize<'de, D, T>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'t> From<&'t str>,
{
    struct Word<T>(&'static str, PhantomData<fn() -> T>);

    impl<T: for<'t> From<&'t str>> Visitor<'_> for Word<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} as text", self.0)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Word(expecting, PhantomData))
}

/// Declares an enum of known words plus `Other`; `$noun` names a member in error messages.
macro_rules! open_set {
    (
        $(#[$meta:meta])*
        pub enum $name:ident: $noun:literal {
            $($(#[$doc:meta])* $variant:ident = $spelling:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)+
            /// A word that this version does not know, as it was given.
            Other(crate::value::open_set::OtherText),
        }

        impl $name {
            /// All known words.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Reads a word: case, surrounding blanks and `_` in place of `-` do not matter. No text is refused.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("use callback_profile::value::", stringify!($name), ";")]
            ///
            $(#[doc = concat!(
                "assert_eq!(", stringify!($name), "::new(\"", $spelling, "\"), ",
                stringify!($name), "::", stringify!($variant), ");"
            )])+
            #[doc = concat!(
                "assert!(matches!(", stringify!($name), "::new(\"unheard-of\"), ",
                stringify!($name), "::Other(_)));"
            )]
            /// ```
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Other(crate::value::open_set::OtherText::new(text)))
            }

            /// The known word that a text is.
            pub(crate) fn known(text: &str) -> Option<Self> {
                let word = text.trim_ascii();
                $(if crate::value::open_set::is_spelling(word, $spelling) {
                    return Some(Self::$variant);
                })+
                None
            }

            /// The canonical lower-case spelling of a known word; any other text as it was given.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("use callback_profile::value::", stringify!($name), ";")]
            ///
            $(#[doc = concat!(
                "assert_eq!(", stringify!($name), "::", stringify!($variant),
                ".as_str(), \"", $spelling, "\");"
            )])+
            #[doc = concat!(
                "assert_eq!(", stringify!($name), "::new(\" Unheard_Of\").as_str(), \" Unheard_Of\");"
            )]
            /// ```
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $spelling,)+
                    Self::Other(text) => text.as_str(),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl<'a> From<$name> for ::std::borrow::Cow<'a, str> {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$variant => Self::Borrowed($spelling),)+
                    $name::Other(text) => Self::Owned(text.into_string()),
                }
            }
        }

        impl<'a> From<&'a $name> for ::std::borrow::Cow<'a, str> {
            fn from(word: &'a $name) -> Self {
                Self::Borrowed(word.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::value::open_set::deserialize(deserializer, $noun)
            }
        }
    };
}

pub(super) use open_set;
