//! The wire formats, one folder each: compiling a template, writing values, reading callbacks.

pub(crate) mod collector;
pub(crate) mod engine;
pub(crate) mod json;
pub(crate) mod query;
pub(crate) mod xml;

pub(crate) use self::json::compile::compile as compile_json;
pub(crate) use self::query::compile::{QueryTemplate, SYNTAX as QUERY_SYNTAX, compile as compile_query};
#[cfg(feature = "xml")]
pub(crate) use self::xml::compile::compile as compile_xml;
pub(crate) use self::xml::name::is_xml_name;
