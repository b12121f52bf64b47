//! The wire formats, one file each: compiling a template, writing values, reading callbacks.

pub(crate) mod hex;
pub(crate) mod json;
mod json_compile;
pub(crate) mod json_leaves;
mod json_plain;
pub(crate) mod json_scan;
pub(crate) mod json_tree;
pub(crate) mod query;
mod query_compile;

#[cfg(feature = "xml")]
pub(crate) mod xml;
#[cfg(feature = "xml")]
mod xml_compile;
#[cfg(feature = "xml")]
pub(crate) mod xml_leaves;
mod xml_name;

pub(crate) use self::json_compile::compile as compile_json;
pub(crate) use self::query_compile::{QueryTemplate, SYNTAX as QUERY_SYNTAX, compile as compile_query};
#[cfg(feature = "xml")]
pub(crate) use self::xml_compile::compile as compile_xml;
pub(crate) use self::xml_name::is_xml_name;

use std::borrow::Cow;

/// A text as it was decoded, and what was wrong with its bytes.
pub(crate) type Decoded<'a> = (Cow<'a, str>, Option<Damage>);

/// What was wrong with the bytes of a text, each replaced by U+FFFD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    InvalidUtf8,
    LoneSurrogate,
}
