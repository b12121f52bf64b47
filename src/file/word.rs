//! Words of closed sets in files.

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::account::AccountType;
use crate::diagnostic::Code;
use crate::file::reader::FileReader;
use crate::file::value::{KeyValue, Slot};
use crate::json::tree::Value;
use crate::request::{BodyFormat, Method};
use crate::text::shown;
use crate::value::TimeUnit;
use crate::webhook::{ReportType, SendMethod};

/// A closed set of words.
trait Word: DeserializeOwned + PartialEq {
    fn words() -> Vec<&'static str>;

    /// What a file's loading makes of the word, so that both agree on case.
    fn from_word(word: &str) -> Option<Self> {
        let word: StrDeserializer<'_, Error> = word.into_deserializer();
        Self::deserialize(word).ok()
    }
}

impl<W: Word> KeyValue for W {
    const IS_WORD: bool = true;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let text = reader.text(value, slot)?;
        let word = Self::from_word(&text);
        if word.is_none() {
            let known = Self::words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
            let message = format!("expected the {} {known}, found `{}`", slot.name.replace('_', " "), shown(&text));
            reader.report(Code::WrongType, value.span, message, format!("write {known}"));
        }
        word
    }

    fn text(&self, _member: Option<&str>) -> &str {
        Self::words().into_iter().find(|word| Self::from_word(word).as_ref() == Some(self)).unwrap_or_default()
    }
}

macro_rules! words {
    ($($set:ty: $words:expr;)+) => {
        $(impl Word for $set {
            fn words() -> Vec<&'static str> {
                $words
            }
        })+
    };
}

words! {
    Method: vec!["GET", "POST"];
    BodyFormat: Self::ALL.iter().map(|format| format.as_str()).collect();
    SendMethod: Self::ALL.iter().map(|method| method.as_str()).collect();
    ReportType: Self::ALL.iter().map(|kind| kind.as_str()).collect();
    AccountType: vec!["postpaid", "prepaid", "tech-provider"];
    TimeUnit: vec!["seconds", "milliseconds"];
}
