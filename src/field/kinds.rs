//! The kinds of field by their names, for tables that are data.

use std::borrow::Cow;
use std::fmt;

use crate::field::FieldKind;
use crate::field::info::nameless_json;
use crate::field::kind;
use crate::field::kind::Content;
use crate::text::words::{Refused, Words};
use crate::value::ValueError;

/// What a kind says of every field that has it.
pub(crate) struct KindInfo {
    pub(super) name: &'static str,
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
            sample: K::SAMPLE,
            stress_sample: K::STRESS_SAMPLE,
            takes_any_text: K::TAKES_ANY_TEXT,
            content: K::CONTENT,
            identity: K::identity,
            to_json: nameless_json::<K>,
        }
    }

    /// Whether it is this kind.
    pub(crate) fn is<K: FieldKind>(&self) -> bool {
        self.name == K::NAME
    }
}

/// The kinds of this crate.
const KINDS: &[&KindInfo] = &[
    &KindInfo::of::<kind::Text>(),
    &KindInfo::of::<kind::Number>(),
    &KindInfo::of::<kind::Json>(),
    &KindInfo::of::<kind::Flag>(),
    &KindInfo::of::<kind::MessageId>(),
    &KindInfo::of::<kind::MessageType>(),
    &KindInfo::of::<kind::PhoneNumber>(),
    &KindInfo::of::<kind::Price>(),
    &KindInfo::of::<kind::Status>(),
    &KindInfo::of::<kind::Timestamp>(),
];

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
