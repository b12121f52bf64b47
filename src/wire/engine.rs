//! Rendering and parsing with a compiled template, the same code for every field set.

use std::borrow::Cow;

use http::HeaderMap;

use crate::field::FieldTable;
use crate::received::{ParseError, Remainder};
use crate::request::{Limits, Method, RenderError};
use crate::template::placeholders::Template;
use crate::template::rules::Shape;
use crate::text::{EndpointParts, Span};
use crate::wire::collector::Sink;
use crate::wire::json::read as json;
use crate::wire::json::read::Node;
use crate::wire::query::read as query;
use crate::wire::query::read::QueryShape;
#[cfg(feature = "xml")]
use crate::wire::xml::read as xml;

/// What the check makes of a profile without errors.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    pub(crate) template: Template,
    pub(crate) shape: Shape,
    pub(crate) reading: Reading,
    pub(crate) headers: HeaderMap,
}

/// How the parameters of a format are found.
#[derive(Debug, Clone)]
pub(crate) enum Reading {
    Query(QueryShape),
    Form(QueryShape),
    Json(Node),
    #[cfg(feature = "xml")]
    Xml(xml::Element),
}

/// The text a callback is read from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Input<'a> {
    Url(&'a [u8]),
    Target(&'a [u8]),
    Query(&'a [u8]),
    Body(&'a [u8]),
}

impl<'a> Input<'a> {
    const fn bytes(self) -> &'a [u8] {
        match self {
            Self::Url(bytes) | Self::Target(bytes) | Self::Query(bytes) | Self::Body(bytes) => bytes,
        }
    }

    /// Where the query stands. In a URL `#` ends it; in a request's target there is no fragment, so `#` is data.
    fn query(self) -> Option<Span> {
        let bytes = self.bytes();
        match self {
            Self::Url(_) => {
                let end = memchr::memchr(b'#', bytes).unwrap_or(bytes.len());
                Some(after_question(bytes.get(..end).unwrap_or_default()))
            }
            Self::Target(_) => Some(after_question(bytes)),
            Self::Query(_) => Some(Span::new(0, bytes.len())),
            Self::Body(_) => None,
        }
    }
}

fn after_question(bytes: &[u8]) -> Span {
    let start = memchr::memchr(b'?', bytes).map_or(bytes.len(), |question| question.saturating_add(1));
    Span::new(start, bytes.len())
}

impl Compiled {
    /// Appends the rendering to `buffer`: the URL for GET, the body for POST and PUT. On error the buffer is as it was.
    pub(crate) fn render_by(
        &self,
        template: &Template,
        values: &[Cow<'_, str>],
        #[cfg_attr(not(feature = "xml"), expect(unused_variables))] table: FieldTable,
        buffer: &mut String,
    ) -> Result<(), RenderError> {
        let start = buffer.len();
        match self.reading {
            Reading::Query(_) => {
                write(template, values, buffer, query::write_value);
                let length = buffer.len().saturating_sub(start);
                if length > Limits::URL_BYTES {
                    buffer.truncate(start);
                    return Err(RenderError::url_too_long(length));
                }
            }
            Reading::Form(_) => write(template, values, buffer, query::write_form_value),
            Reading::Json(_) => write(template, values, buffer, json::write_value),
            #[cfg(feature = "xml")]
            Reading::Xml(_) => {
                self.check_xml_characters(values, table)?;
                write(template, values, buffer, xml::write_value);
            }
        }
        Ok(())
    }

    /// XML cannot hold every character, so the values are looked at before the first byte is written.
    #[cfg(feature = "xml")]
    fn check_xml_characters(&self, values: &[Cow<'_, str>], table: FieldTable) -> Result<(), RenderError> {
        for (_, field) in self.template.segments() {
            let Some(field) = field else { continue };
            let value = values.get(field).map_or("", |value| value);
            if let Some(character) = xml::unwritable(value) {
                return Err(RenderError::unwritable(table.name(field), character));
            }
        }
        Ok(())
    }

    /// Reads a callback into `values`, which are all empty before.
    pub(crate) fn parse<'a>(
        &self,
        input: Input<'a>,
        method: Method,
        limits: Limits,
        table: FieldTable,
        values: &mut [Cow<'a, str>],
    ) -> Result<Remainder<'a>, ParseError> {
        let bytes = input.bytes();
        if bytes.len() > limits.bytes {
            return Err(ParseError::limit("bytes", limits.bytes, Some(bytes.len())));
        }
        let mut sink = Sink::new(&self.shape, table, values, limits.parameters);
        match (&self.reading, input.query()) {
            (Reading::Query(names), Some(span)) => {
                let query = bytes.get(span.range()).unwrap_or_default();
                query::read(names, query, span.start, &mut sink)?;
                sink.finish(span.end)
            }
            (Reading::Form(names), None) => {
                query::read(names, bytes, 0, &mut sink)?;
                sink.finish(bytes.len())
            }
            #[cfg(feature = "xml")]
            (Reading::Xml(root), None) => {
                xml::read(root, bytes, limits.depth, &mut sink)?;
                sink.finish(bytes.len())
            }
            (Reading::Json(root), None) => {
                json::read(root, bytes, limits.depth, &mut sink)?;
                sink.finish(bytes.len())
            }
            _ => Err(ParseError::wrong_input(method)),
        }
    }
}

/// Whether `url` goes to the same place as `endpoint`: scheme, host, port and path; the query does not count.
pub(crate) fn same_place(endpoint: &str, url: &str) -> bool {
    let head = |text: &str| EndpointParts::of(text).head.of(text).and_then(|head| url::Url::parse(head).ok());
    match (head(endpoint), head(url)) {
        (Some(ours), Some(theirs)) => {
            ours.scheme() == theirs.scheme()
                && ours.host() == theirs.host()
                && ours.port_or_known_default() == theirs.port_or_known_default()
                && ours.path() == theirs.path()
        }
        _ => false,
    }
}

fn write(template: &Template, values: &[Cow<'_, str>], buffer: &mut String, write_value: impl Fn(&mut String, &str)) {
    for (literal, field) in template.segments() {
        buffer.push_str(literal);
        if let Some(value) = field.and_then(|field| values.get(field)) {
            write_value(buffer, value);
        }
    }
}
