//! Forms: what files hold, each from one table of its keys.

use crate::diagnostic::Part;
use crate::file::reader::{FileReader, Object};
use crate::file::value::KeyValue;

/// A key of a form, as its row in the table says.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The part that findings about the value name.
    pub(crate) part: Option<&'static Part>,
    pub(crate) is_required: bool,
    /// Whether the value is a word rather than a text.
    pub(crate) is_word: bool,
    /// Whether findings about an item of a list, as which the form stands, are about this value.
    pub(crate) names_item: bool,
}

impl Key {
    /// The key of a row; what does not apply to it is empty.
    pub(crate) const fn of<T: KeyValue>(
        name: &'static str,
        left_out: &[&str],
        item: &[&str],
        part: &'static [Part],
    ) -> Self {
        let (is_required, names_item) = (left_out.is_empty(), !item.is_empty());
        Self { name, part: part.first(), is_required, is_word: T::IS_WORD, names_item }
    }

    /// A key that may be left out and that no row speaks of.
    pub(crate) const fn optional<T: KeyValue>(name: &'static str) -> Self {
        Self::of::<T>(name, &[""], &[], &[])
    }
}

/// What a file holds, or an object in it. [`form!`] implements it.
pub(crate) trait Form: Sized {
    /// What messages call it: `a profile`.
    const WHAT: &'static str;
    const KEYS: &'static [Key];

    /// Reads it from the members of an object, as far as they allow.
    fn read(reader: &mut FileReader<'_>, object: &Object<'_>) -> Self;

    /// The text of a part, or of a member of it, as written; empty where no finding needs its lines and columns.
    fn part_text(&self, part: Part, member: Option<&str>) -> &str;
}

/// Writes a form from the table of its keys: the struct, its serde form, and its [`Form`].
///
/// A row is a key with its documentation and the type of its value, which tells how it is read (see
/// [`KeyValue`]), and then, in this order, what applies:
///
/// - `left out if "…"`: it may be missing or null, and is not written where this function says so. Every other key is required.
/// - `names the profile`: what is said of the whole form where it is an item of a list stands at this key.
/// - `read by …`: how it is read where the type does not tell.
/// - `part Endpoint`: what its findings name; the part's name must be the key. Where it has one, `secrets by …` finds what an
///   excerpt must not show of its text, and `guessed by …` what it most likely was where it cannot be read.
///
/// ```text
/// form! {
///     /// A profile as somebody wrote it.
///     pub struct ProfileSpec = "a profile" {
///         /// The id by which messages name it.
///         id: Option<String>, left out if "Option::is_none", names the profile;
///         /// The endpoint.
///         endpoint: String, part Endpoint, secrets by |spec| secrets_of_endpoint(&spec.endpoint);
///     }
/// }
/// ```
macro_rules! form {
    (
        $(#[$about:meta])+
        pub struct $form:ident = $what:literal {
            $(
                $(#[$meta:meta])+
                $key:ident: $type:ty
                $(, left out if $left_out:literal)?
                $(, names the $item:ident)?
                $(, read by $read:expr)?
                $(, part $part:ident $(, secrets by $secrets:expr)? $(, guessed by $guess:expr)?)?;
            )+
        }
    ) => {
        $(#[$about])+
        #[derive(Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $form {
            $(
                $(#[$meta])+
                $(#[serde(default, skip_serializing_if = $left_out)])?
                pub $key: $type,
            )+
        }

        $($(const _: () = assert!(
            $crate::file::form::is_same($crate::diagnostic::Part::$part.name(), stringify!($key)),
            "the name of a part must be its key",
        );)?)+

        impl $form {
            const TABLE: [$crate::file::form::Key; [$(stringify!($key)),+].len()] = [
                $($crate::file::form::Key::of::<$type>(
                    stringify!($key),
                    &[$($left_out)?],
                    &[$(stringify!($item))?],
                    &[$($crate::diagnostic::Part::$part)?],
                ),)+
            ];
        }

        #[allow(unused_mut, unused_variables, reason = "not every form has guesses or parts")]
        impl $crate::file::form::Form for $form {
            const WHAT: &'static str = $what;
            const KEYS: &'static [$crate::file::form::Key] = &Self::TABLE;

            fn read(
                reader: &mut $crate::file::reader::FileReader<'_>,
                object: &$crate::file::reader::Object<'_>,
            ) -> Self {
                let [$($key),+] = &Self::TABLE;
                let mut form = Self {
                    $($key: {
                        let read = $crate::__first!($($read,)? $crate::file::value::KeyValue::read);
                        reader.value(object, $key, read)
                    },)+
                };
                $($($(
                    let secrets: fn(&Self) -> Vec<$crate::text::Span> = $secrets;
                    reader.secrets_in(&reader.part($crate::diagnostic::Part::$part), || secrets(&form));
                )?)?)+
                $($($(
                    if reader.is_unread(&reader.part($crate::diagnostic::Part::$part)) {
                        let guess: fn(&Self, &mut $crate::file::reader::FileReader<'_>) -> $type = $guess;
                        form.$key = guess(&form, reader);
                    }
                )?)?)+
                form
            }

            fn part_text(&self, part: $crate::diagnostic::Part, member: Option<&str>) -> &str {
                match part {
                    $($($crate::diagnostic::Part::$part => {
                        $crate::file::value::KeyValue::text(&self.$key, member)
                    })?)+
                    _ => "",
                }
            }
        }
    };
}

pub(crate) use form;

/// Whether two texts are the same, for constants.
pub(crate) const fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let (Some((first, rest)), Some((other_first, other_rest))) = (one.split_first(), other.split_first()) {
        if *first != *other_first {
            return false;
        }
        (one, other) = (rest, other_rest);
    }
    one.is_empty() && other.is_empty()
}
