//! What arrived in serialized data, as the command's `parse` prints it.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::field::FieldSet;
use crate::received::erased::ReceivedView;
use crate::received::{AnyReceived, ErasedReceived, Problem, Received, Remark};
use crate::text::pairs::Pairs;
use crate::value::ValueError;

/// What arrived, as it is written.
#[derive(Serialize)]
struct Written<'r> {
    fields: Pairs<'r, &'r str>,
    typed: Pairs<'r, Typed>,
    extra: &'r [(Cow<'r, str>, Cow<'r, str>)],
    missing: Vec<&'r str>,
    problems: Vec<WrittenNote<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unfilled: Vec<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Remark>,
}

/// A typed value, read from its JSON.
#[derive(Serialize)]
#[serde(untagged)]
enum Typed {
    Text(String),
    Flag(bool),
    Json(Box<RawValue>),
}

/// A problem or a remark.
#[derive(Serialize)]
struct WrittenNote<'r> {
    code: &'static str,
    field: Option<&'r str>,
    message: Cow<'r, str>,
}

impl Typed {
    fn of(json: String) -> Result<Self, serde_json::Error> {
        match &*json {
            "true" => Ok(Self::Flag(true)),
            "false" => Ok(Self::Flag(false)),
            text if text.starts_with('"') => serde_json::from_str(text).map(Self::Text),
            _ => RawValue::from_string(json).map(Self::Json),
        }
    }
}

impl<'r> Written<'r> {
    /// Fields whose text does not have its closed syntax are among the problems.
    fn of(view: ReceivedView<'r, 'r>, values: impl Iterator<Item = (&'r str, Result<String, ValueError>)>) -> Self {
        let mut problems: Vec<_> = view.problems.iter().map(WrittenNote::of).collect();
        let mut typed = Vec::new();
        for (name, value) in values {
            let value = value.map_err(|error| error.to_string());
            match value.and_then(|json| Typed::of(json).map_err(|error| error.to_string())) {
                Ok(value) => typed.push((name, value)),
                Err(message) => {
                    problems.push(WrittenNote { code: "invalid-value", field: Some(name), message: message.into() });
                }
            }
        }
        let fields = view.present().map(|(field, text)| (field.name(), text)).collect();
        let (missing, unfilled) = (view.missing().collect(), view.unfilled_names().collect());
        let remarks = view.remarks();
        Self { fields: Pairs(fields), typed: Pairs(typed), extra: view.extra, missing, problems, unfilled, remarks }
    }
}

impl<'r> WrittenNote<'r> {
    fn of(problem: &'r Problem) -> Self {
        Self { code: problem.code().as_str(), field: problem.field(), message: problem.to_string().into() }
    }
}

impl AnyReceived<'_> {
    /// What is serialized where `typed` are the typed values.
    pub(crate) fn written<'r>(
        &'r self,
        typed: impl Iterator<Item = (&'r str, Result<String, ValueError>)>,
    ) -> impl Serialize {
        Written::of(self.view(), typed)
    }
}

impl Serialize for Problem {
    /// An object of `code`, `field` and `message`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WrittenNote::of(self).serialize(serializer)
    }
}

impl Serialize for Remark {
    /// An object of `code`, `field` and `message`, which does not name the field once more.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (code, message) = (self.code().as_str(), self.message().into());
        WrittenNote { code, field: self.field(), message }.serialize(serializer)
    }
}

impl Serialize for ReceivedView<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::of(*self, self.typed()).serialize(serializer)
    }
}

impl<S: FieldSet> Serialize for Received<'_, S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        self.view().serialize(serializer)
    }
}

impl Serialize for ErasedReceived<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl Serialize for AnyReceived<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}
