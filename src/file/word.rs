//! Words of closed sets in files.

use serde::de::value::Error;
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

/// A closed set of words, each read as the serde form reads it.
trait Word: DeserializeOwned {
    fn words() -> Vec<&'static str>;
}

impl<W: Word> KeyValue for W {
    const IS_WORD: bool = true;

    fn read(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Self> {
        let text = reader.text(value, slot)?;
        let read: Result<Self, Error> = Self::deserialize(text.as_str().into_deserializer());
        if read.is_err() {
            let known = Self::words().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
            let message = format!("expected the {} {known}, found `{}`", slot.name.replace('_', " "), shown(&text));
            reader.report(Code::WrongType, value.span, message, format!("write {known}"));
        }
        read.ok()
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
