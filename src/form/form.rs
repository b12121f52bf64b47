//! Forms: what files hold, each from one table of its keys.

use crate::diagnostic::{Diagnostic, Part};
use crate::field::NamedSets;
use crate::form::reader::{FileReader, Object};
use crate::form::reserved::ReservedKey;
use crate::form::schema::{Schema, Schemas};
use crate::text::{Span, secrets_of_misplaced_url};

/// A key of a form, as its row in the table says.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table")]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The part that findings about the value name.
    pub(crate) part: Option<&'static Part>,
    pub(crate) is_required: bool,
    /// Whether the value is a word rather than a text.
    pub(crate) is_word: bool,
    /// Whether other JSON hardly has the key, so that by it a file is known for one of ours.
    pub(crate) tells_kind: bool,
    /// Whether findings about an item of a list, as which the form stands, are about this value.
    pub(crate) names_item: bool,
    /// What it is for, in lines of documentation.
    pub(crate) doc: &'static [&'static str],
    /// What its value may be, if there is one.
    pub(crate) schema: fn(&mut Schemas<'_>) -> Schema,
    /// What its value says of other keys.
    pub(crate) rules: &'static [fn() -> Schema],
}

/// What a file holds, or an object in it. [`form!`] implements it.
pub(crate) trait Form: Sized {
    /// What messages call it: `a profile`.
    const WHAT: &'static str;
    const KEYS: &'static [Key];
    /// The keys that it may have because every file may.
    const RESERVED: &'static [ReservedKey] = &[];

    /// The keys that follow from the field sets that there are.
    fn more_keys(_: NamedSets<'_>) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }

    /// Those keys, and what their values may be.
    fn more_schemas(_: &mut Schemas<'_>) -> Vec<(String, Schema)> {
        Vec::new()
    }

    /// The form before anything is read or said.
    fn blank() -> Self;

    /// Reads it from the members of an object, as far as they allow.
    fn read(reader: &mut FileReader<'_>, object: &Object<'_>) -> Self;

    /// The text of a part, or of a member of it, as written; empty where no finding needs its lines and columns.
    fn part_text(&self, _part: Part, _member: Option<&str>) -> &str {
        <&str>::default()
    }

    /// The name of a member of a part, as written; empty where there is none.
    fn member_name(&self, _part: Part, _member: Option<&str>) -> &str {
        <&str>::default()
    }

    /// What an excerpt must not show of the text of a part; `None` where the table does not say.
    fn part_secrets(&self, _part: Part, _sets: NamedSets<'_>) -> Option<Vec<Span>> {
        None
    }

    /// What an excerpt must not show of the text in which a finding has its span.
    fn found_secrets(&self, found: &Diagnostic, text: &str, sets: NamedSets<'_>) -> Vec<Span> {
        match found.part() {
            Part::Headers | Part::CustomHeaders | Part::CustomParameters if !found.is_about_name() => {
                vec![Span::whole(text)]
            }
            part => self.part_secrets(part, sets).unwrap_or_else(|| secrets_of_misplaced_url(text).collect()),
        }
    }

    /// The text in which a finding has its span.
    fn found_text(&self, found: &Diagnostic) -> &str {
        let text = if found.is_about_name() { Self::member_name } else { Self::part_text };
        text(self, found.part(), found.member())
    }
}

/// Writes a form from the table of its keys: the struct, its serde form, and its [`Form`].
///
/// A row is a key with its documentation and the type of its value, which tells how it is read (see
/// [`KeyValue`](crate::form::value::KeyValue)), and then, in this order, what applies:
///
/// - `left out if "…"`: it may be missing or null, and is not written where this function says so. All other keys are
///   required.
/// - `tells the kind`: other JSON hardly has such a key, so that a file with it is one of ours.
/// - `names the profile`: what is said of the whole form, where that is an item of a list, stands here.
/// - `else …`: what stands in for a required value, if that is not the type's default.
/// - `read by …`: how it is read where the type does not tell.
/// - `takes …`: what its value may be, where the type does not tell.
/// - `rules …`: what its value says of other keys.
/// - `part Endpoint`: what its findings name; the name of the part is the key. Such a row may go on with `secrets by …`, which
///   finds what an excerpt must not show of the text, and `guessed by …`: what it most likely is where it cannot be read.
///
/// A form that is not public is read from files alone, without serde; one `inside a file` has not the keys that every file may have.
///
/// ```text
/// form! {
///     /// A profile as somebody wrote it.
///     pub struct ProfileSpec = "a profile" {
///         /// The id by which messages name it.
///         id: Option<String>, left out if "Option::is_none", names the profile;
///         /// The endpoint.
///         endpoint: String, tells the kind, part Endpoint, secrets by |spec, sets| secrets_of_endpoint(&spec.readable(sets));
///     }
/// }
/// ```
macro_rules! form {
    ($(#[$about:meta])+ pub struct $($rows:tt)+) => {
        $crate::form::form::form! { @all(), [$(#[$about])+ #[non_exhaustive]] [pub] $($rows)+ }
    };
    ($(#[$about:meta])+ struct $($rows:tt)+) => {
        $crate::form::form::form! { @any(), [$(#[$about])+] [pub(crate)] $($rows)+ }
    };
    (
        @$serde:meta, [$(#[$about:meta])+] [$vis:vis] $form:ident = $what:literal $(, inside a $file:ident)? {
            $(
                $(#[$($meta:tt)+])+
                $key:ident: $type:ty
                $(, left out if $left_out:literal)?
                $(, tells the $kind:ident)?
                $(, names the $item:ident)?
                $(, else $else:expr)?
                $(, read by $read:expr)?
                $(, takes $takes:expr)?
                $(, rules $rule:expr)?
                $(, part $part:ident $(, secrets by $secrets:expr)? $(, guessed by $guess:expr)?)?;
            )+
        }
    ) => {
        $(#[$about])+
        #[derive(Clone, PartialEq, Eq)]
        #[cfg_attr($serde, derive(::serde::Serialize))]
        $vis struct $form {
            $(
                $(#[$($meta)+])+
                $(#[cfg_attr($serde, serde(default, skip_serializing_if = $left_out))])?
                $vis $key: $type,
            )+
        }

        const _: () = {
            use $crate::diagnostic::Part;
            use $crate::field::NamedSets;
            use $crate::form::form::{Form, Key};
            use $crate::form::reader::{FileReader, Object};
            use $crate::form::reserved::{RESERVED_KEYS, ReservedKey};
            use $crate::form::value::KeyValue;

            $($(const _: () = {
                const KEY: &[u8] = stringify!($key).as_bytes();
                assert!(matches!(Part::$part.name().as_bytes(), KEY), "the name of a part must be its key");
            };)?)+

            const TABLE: [Key; [$(stringify!($key)),+].len()] = [$(Key {
                name: stringify!($key),
                part: <[Part]>::first(&[$(Part::$part)?]),
                is_required: <[&str]>::is_empty(&[$($left_out)?]),
                is_word: <$type as KeyValue>::IS_WORD,
                tells_kind: !<[&str]>::is_empty(&[$(stringify!($kind))?]),
                names_item: !<[&str]>::is_empty(&[$(stringify!($item))?]),
                doc: &[$($crate::form::form::documentation!($($meta)+)),+],
                schema: $crate::__first!($($takes,)? <$type as KeyValue>::schema),
                rules: &[$($rule)?],
            }),+];

            /// The form with the keys that every file may have.
            #[cfg($serde)]
            #[derive(::serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct File {
                $($(#[$($meta)+])+ $(#[serde(default, skip_serializing_if = $left_out)])? $key: $type,)+
                #[serde(rename = "$schema", default, deserialize_with = "crate::form::reserved::schema")]
                _schema: (),
                #[serde(rename = "version", default, deserialize_with = "crate::form::reserved::version")]
                _version: (),
            }

            #[cfg($serde)]
            impl<'de> ::serde::Deserialize<'de> for $form {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let file = $crate::text::object(deserializer, concat!($what, " as an object"));
                    let file: File = file.map_err($crate::text::quiet)?;
                    let File { $($key,)+ .. } = file;
                    Ok(Self { $($key),+ })
                }
            }

            impl Form for $form {
                const WHAT: &'static str = $what;
                const KEYS: &'static [Key] = &TABLE;
                const RESERVED: &'static [ReservedKey] =
                    if <[&str]>::is_empty(&[$(stringify!($file))?]) { RESERVED_KEYS } else { &[] };

                fn blank() -> Self {
                    Self { $($key: $crate::__first!($($else,)? Default::default()),)+ }
                }

                fn read(reader: &mut FileReader<'_>, object: &Object<'_>) -> Self {
                    let mut form = Self::blank();
                    let [$($key),+] = &TABLE;
                    $(
                        let slot = reader.slot($key);
                        if let Some(value) = reader.value(object, &slot, $crate::__first!($($read,)? KeyValue::read)) {
                            form.$key = value;
                        }
                    )+
                    $($($(
                        reader.secrets_in(&reader.part(Part::$part), |sets| ($secrets as fn(&Self, NamedSets<'_>) -> Vec<_>)(&form, sets));
                    )?)?)+
                    $($($(
                        if reader.unread.contains(&reader.part(Part::$part)) {
                            form.$key = ($guess as fn(&Self, &mut FileReader<'_>) -> $type)(&form, reader);
                        }
                    )?)?)+
                    form
                }

                fn part_text(&self, part: Part, member: Option<&str>) -> &str {
                    match (part, member) {
                        $($((Part::$part, member) => KeyValue::text(&self.$key, member).unwrap_or_default(),)?)+
                        _ => "",
                    }
                }

                fn part_secrets(&self, part: Part, sets: NamedSets<'_>) -> Option<Vec<$crate::text::Span>> {
                    match (part, sets) {
                        $($($((Part::$part, sets) => Some(($secrets as fn(&Self, NamedSets<'_>) -> Vec<_>)(self, sets)),)?)?)+
                        _ => None,
                    }
                }

                fn member_name(&self, part: Part, member: Option<&str>) -> &str {
                    match (part, member) {
                        $($((Part::$part, member) => KeyValue::name(&self.$key, member).unwrap_or_default(),)?)+
                        _ => "",
                    }
                }
            }
        };
    };
}

/// The text of an attribute that documents; none of any other.
macro_rules! documentation {
    (doc = $text:expr) => {
        $text
    };
    ($($other:tt)+) => {
        ""
    };
}

pub(crate) use {documentation, form};
