//! Closed sets of words: enums each of whose members is written as one word.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};

use crate::text::shown;

/// A word that people expect of a set which does not have it, and what is to be said of it: `DELETE`, `is not supported`.
pub(crate) type Refused = (&'static str, &'static str);

/// A closed set whose members tell what they mean. `words!` implements it.
pub(crate) trait Documented {
    /// The member's documentation, in one line.
    fn documentation(self) -> &'static str;
}

/// A closed set that is read from texts. `words!` implements it.
pub(crate) trait Words: Documented + Copy + 'static {
    /// The members, in the order of their rows.
    const MEMBERS: &'static [Self];
    /// The words that are refused by name.
    const REFUSED: &'static [Refused];

    /// The member's word.
    fn word(self) -> &'static str;

    /// Whether a text is one of the words: as it is written, or in any case.
    fn is_word(text: &str, word: &str) -> bool;

    /// What an error says was expected.
    fn expected() -> String {
        choices::<Self>()
    }

    /// The member of which a text is the word.
    fn from_word(text: &str) -> Option<Self> {
        Self::MEMBERS.iter().copied().find(|member| Self::is_word(text, member.word()))
    }

    /// The word, refused by name, that a text is.
    fn refused(text: &str) -> Option<&'static Refused> {
        Self::REFUSED.iter().find(|(word, _)| Self::is_word(text, word))
    }
}

/// The words of a set as a message lists them.
pub(crate) fn choices<W: Words>() -> String {
    W::MEMBERS.iter().map(|member| format!("`{}`", member.word())).collect::<Vec<_>>().join(" or ")
}

/// What a message says of a text that is none of the words.
pub(crate) fn found<W: Words>(text: &str) -> String {
    let reason = W::refused(text).map_or_else(String::new, |(_, reason)| format!(", which {reason}"));
    format!("found `{}`{reason}", shown(text))
}

/// Reads a member from its word.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, W: Words>(deserializer: D) -> Result<W, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    let refusal = || D::Error::custom(format_args!("expected {}, {}", W::expected(), found::<W>(&text)));
    W::from_word(&text).ok_or_else(refusal)
}

/// Declares a closed set of words: the enum, `ALL`, the function that gives a member's word, and `Display`.
///
/// A row is a member's documentation, the condition under which it is built if there is one, its name and its word. After the
/// rows comes the function that gives the word, by its own name, and then, each where it is wanted:
///
/// - `default Json;`: the member that is the default.
/// - `serde by str::eq;`: reading and writing as the word, and [`Words`] for readers of other kinds. `str::eq_ignore_ascii_case`
///   takes the word in any case. `, expecting "…"` is what errors expect in place of all the words, and
///   `, refusing "DELETE": "is not supported"` is a word that is refused with the reason.
///
/// ```text
/// words! {
///     /// The format of a body.
///     #[non_exhaustive]
///     pub enum BodyFormat {
///         /// A JSON object.
///         Json = "json",
///         /// An XML 1.0 document.
///         #[cfg(feature = "xml")]
///         Xml = "xml",
///     }
///     /// The format's name in a profile's file.
///     fn as_str;
///     default Json;
///     serde by str::eq, refusing "xml": "needs the feature `xml`";
/// }
/// ```
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[doc = $doc:expr])+ $(#[cfg($condition:meta)])? $variant:ident = $word:literal,)+
        }
        $(#[doc = $about:expr])+
        fn $as_str:ident;
        $(default $default:ident;)?
        $(serde by $is_word:path $(, expecting $expected:literal)? $(, refusing $refused:literal: $reason:literal)*;)?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                $(#[doc = $doc])+
                $(#[cfg($condition)] #[cfg_attr(docsrs, doc(cfg($condition)))])?
                $variant,
            )+
        }

        impl $name {
            /// All that this build knows.
            pub const ALL: &'static [Self] = &[$($(#[cfg($condition)])? Self::$variant,)+];

            $(#[doc = $about])+
            #[must_use]
            pub const fn $as_str(self) -> &'static str {
                match self {
                    $($(#[cfg($condition)])? Self::$variant => $word,)+
                }
            }
        }

        impl $crate::text::words::Documented for $name {
            fn documentation(self) -> &'static str {
                match self {
                    $($(#[cfg($condition)])? Self::$variant => concat!($($doc),+).trim_ascii_start(),)+
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.$as_str())
            }
        }

        $(
            impl Default for $name {
                fn default() -> Self {
                    Self::$default
                }
            }
        )?

        $(
            impl $crate::text::words::Words for $name {
                const MEMBERS: &'static [Self] = Self::ALL;
                const REFUSED: &'static [$crate::text::words::Refused] = &[$(($refused, $reason)),*];

                fn word(self) -> &'static str {
                    self.$as_str()
                }

                fn is_word(text: &str, word: &str) -> bool {
                    $is_word(text, word)
                }

                $(fn expected() -> String {
                    $expected.to_owned()
                })?
            }

            impl ::serde::Serialize for $name {
                fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.$as_str())
                }
            }

            impl<'de> ::serde::Deserialize<'de> for $name {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::text::words::deserialize(deserializer)
                }
            }
        )?
    };
}

pub(crate) use words;
