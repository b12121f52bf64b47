//! The kinds of field by their names, for tables that are data.

use std::borrow::Cow;
use std::fmt;

use crate::field::FieldKind;
use crate::field::info::nameless_json;
use crate::field::kind;
use crate::field::kind::Content;
use crate::text::words::{Documented, Refused, Words};
use crate::value::ValueError;

/// What a kind says of every field that has it.
pub(crate) struct KindInfo {
    pub(super) name: &'static str,
    /// What texts of the kind are, in a few words.
    about: &'static str,
    pub(super) sample: &'static str,
    pub(super) stress_sample: &'static str,
    pub(super) takes_any_text: bool,
    pub(super) content: Content,
    pub(super) identity: fn(&str) -> Cow<'_, str>,
    pub(super) to_json: fn(&str) -> Result<Option<String>, ValueError>,
}

impl KindInfo {
    pub(super) const fn of<K: FieldKind>() -> Self {
        Self {
            name: K::NAME,
            about: "",
            sample: K::SAMPLE,
            stress_sample: K::STRESS_SAMPLE,
            takes_any_text: K::TAKES_ANY_TEXT,
            content: K::CONTENT,
            identity: K::identity,
            to_json: nameless_json::<K>,
        }
    }

    const fn told<K: FieldKind>(about: &'static str) -> Self {
        Self { about, ..Self::of::<K>() }
    }

    /// Whether it is this kind.
    pub(crate) fn is<K: FieldKind>(&self) -> bool {
        self.name == K::NAME
    }
}

/// The kinds of this crate.
const KINDS: &[&KindInfo] = &[
    &KindInfo::told::<kind::Text>("Any text."),
    &KindInfo::told::<kind::Number>("A number as JSON has it."),
    &KindInfo::told::<kind::Json>("JSON: an object, an array, or another value."),
    &KindInfo::told::<kind::Flag>("`true` or `false`."),
    &KindInfo::told::<kind::MessageId>("The id of a message, in any form."),
    &KindInfo::told::<kind::MessageType>("The type of a message, such as `image`."),
    &KindInfo::told::<kind::PhoneNumber>("A phone number, with or without a plus."),
    &KindInfo::told::<kind::Price>("A price, with or without a currency."),
    &KindInfo::told::<kind::Status>("The state of a message, such as `delivered`."),
    &KindInfo::told::<kind::Timestamp>("A time, in seconds or milliseconds since 1970, or as a date and time."),
];

impl Documented for &'static KindInfo {
    fn documentation(self) -> &'static str {
        self.about
    }
}

impl Words for &'static KindInfo {
    const MEMBERS: &'static [Self] = KINDS;
    const REFUSED: &'static [Refused] = &[];

    fn word(self) -> &'static str {
        self.name
    }

    fn is_word(text: &str, word: &str) -> bool {
        text == word
    }
}

impl Default for &'static KindInfo {
    fn default() -> Self {
        const { &KindInfo::of::<kind::Text>() }
    }
}

impl fmt::Debug for KindInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Kinds have one name each.
impl PartialEq for KindInfo {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for KindInfo {}
