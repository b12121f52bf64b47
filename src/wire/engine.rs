//! Rendering and parsing with a compiled template, the same code for every field set.

use std::borrow::Cow;

use http::HeaderMap;

use crate::field::{FieldInfo, Space};
use crate::json::write::{Bare, InString, write_bare};
use crate::received::{ParseError, Remainder};
use crate::request::{BodyFormat, Limits, Method, RenderError};
use crate::template::compiler::{Compiled, Compiler, TemplateSyntax};
use crate::template::placeholders::PlacedIn;
use crate::template::rules::Guide;
use crate::text::block::{Block, BlockWriter, write_value};
use crate::text::escape::Escape;
use crate::text::{Span, is_absolute};
use crate::wire::body::read_body;
use crate::wire::collector::Collector;
use crate::wire::query::path::{Segments, is_dots};
use crate::wire::query::write::{InForm, InQuery, InQueryWithPlus};
#[cfg(feature = "xml")]
use crate::wire::xml::{self, write::InText};
use crate::wire::{json, query, repaired};

/// Where a template stands and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    /// In the query of a URL.
    Query,
    Body(BodyFormat),
}

/// All of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WholeRequest<'a, 'h> {
    pub(crate) target: Target<'a>,
    pub(crate) headers: &'h HeaderMap,
    pub(crate) body: &'a [u8],
}

/// The text a callback is read from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Input<'a> {
    Url(&'a [u8]),
    Target(&'a [u8]),
    Query(&'a [u8]),
    Body(&'a [u8]),
}

/// The target of a request, whose query was found once for all that look at it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) bytes: &'a [u8],
    /// Empty where there is none.
    pub(crate) query: Span,
    is_url: bool,
}

impl<'a> Target<'a> {
    /// That which a server gives: path and query, or a full URL.
    pub(crate) fn of(target: &'a [u8]) -> Self {
        if is_absolute(target) { Self::url(target) } else { Self::path_and_query(target) }
    }

    pub(crate) fn url(bytes: &'a [u8]) -> Self {
        Self { bytes, query: query_before(bytes, memchr::memchr(b'#', bytes)), is_url: true }
    }

    pub(crate) fn path_and_query(bytes: &'a [u8]) -> Self {
        Self { bytes, query: query_before(bytes, None), is_url: false }
    }

    /// The path; an empty one is `/`.
    pub(crate) fn path(self) -> &'a [u8] {
        let head = self.bytes.get(..self.query.start).unwrap_or(self.bytes);
        let mut path = head.strip_suffix(b"?").unwrap_or(head);
        if self.is_url {
            path = self.bytes.get(self.path_span().range()).unwrap_or_default();
        }
        if path.is_empty() { b"/" } else { path }
    }

    /// Where the path stands.
    pub(crate) fn path_span(self) -> Span {
        let head = self.bytes.get(..self.query.start).unwrap_or(self.bytes);
        let path = head.strip_suffix(b"?").unwrap_or(head);
        let end = path.len();
        if !self.is_url {
            return Span::new(0, end);
        }
        let authority = memchr::memmem::find(path, b"://").map_or(end, |at| at + 3);
        let length = path.get(authority..).and_then(|rest| memchr::memchr(b'/', rest));
        Span::new(length.map_or(end, |length| authority + length), end)
    }
}

impl<'a> Input<'a> {
    pub(crate) const fn bytes(self) -> &'a [u8] {
        match self {
            Self::Url(bytes) | Self::Target(bytes) | Self::Query(bytes) | Self::Body(bytes) => bytes,
        }
    }

    /// Where the path stands, before the query, if there is one.
    fn path(self, query: Span) -> Option<Span> {
        match self {
            Self::Url(bytes) => Some(Target { bytes, query, is_url: true }.path_span()),
            Self::Target(bytes) => Some(Target { bytes, query, is_url: false }.path_span()),
            Self::Query(_) | Self::Body(_) => None,
        }
    }

    /// Where the query stands. In a URL `#` ends it; in a request's target there is no fragment, so `#` is data.
    fn query(self) -> Option<Span> {
        match self {
            Self::Url(bytes) => Some(query_before(bytes, memchr::memchr(b'#', bytes))),
            Self::Target(bytes) => Some(query_before(bytes, None)),
            Self::Query(bytes) => Some(Span::new(0, bytes.len())),
            Self::Body(_) => None,
        }
    }
}

/// The query behind the first `?`, up to the fragment's `#` where there is one.
#[inline]
fn query_before(bytes: &[u8], hash: Option<usize>) -> Span {
    let end = hash.unwrap_or(bytes.len());
    let before = bytes.get(..end).unwrap_or(bytes);
    Span::new(memchr::memchr(b'?', before).map_or(end, |question| question + 1), end)
}

impl Format {
    /// How templates of the format are written.
    pub(crate) const fn syntax(self) -> TemplateSyntax {
        match self {
            Self::Query | Self::Body(BodyFormat::Form) => query::compile::SYNTAX,
            Self::Body(BodyFormat::Json) => json::compile::SYNTAX,
            #[cfg(feature = "xml")]
            Self::Body(BodyFormat::Xml) => xml::compile::SYNTAX,
        }
    }

    /// Appends the template with the values filled in to `buffer`: the URL, or the body. On error the buffer is as it was.
    #[inline]
    pub(crate) fn render(
        self,
        guide: Guide<'_>,
        values: &[Cow<'_, str>],
        buffer: &mut String,
    ) -> Result<(), RenderError> {
        if guide.shape.places.is_empty() {
            self.render_plainly(guide, values, buffer)
        } else {
            write_odd(self, guide, values, buffer)
        }
    }

    /// Renders a template whose values are all written as its format has them.
    fn render_plainly(self, guide: Guide<'_>, values: &[Cow<'_, str>], buffer: &mut String) -> Result<(), RenderError> {
        #[cfg(feature = "xml")]
        if self == Self::Body(BodyFormat::Xml) {
            expect_xml_characters(guide, values)?;
        }
        let start = buffer.len();
        match self {
            Self::Query => write::<InQuery>(guide, values, buffer),
            Self::Body(BodyFormat::Form) => write::<InForm>(guide, values, buffer),
            Self::Body(BodyFormat::Json) => write::<InString>(guide, values, buffer),
            #[cfg(feature = "xml")]
            Self::Body(BodyFormat::Xml) => write::<InText>(guide, values, buffer),
        }
        self.expect_length(start, buffer)
    }

    /// A URL that is too long is taken back from the buffer, in which it starts.
    #[expect(clippy::inline_always, reason = "it was a part of who calls it")]
    #[inline(always)]
    fn expect_length(self, start: usize, buffer: &mut String) -> Result<(), RenderError> {
        let length = buffer.len() - start;
        if self == Self::Query && length > Limits::URL_BYTES {
            buffer.truncate(start);
            return Err(RenderError::url_too_long(length));
        }
        Ok(())
    }

    /// Reads a callback into `values`, which are all empty before.
    pub(crate) fn parse<'a>(
        self,
        guide: Guide<'_>,
        (method, input): (Method, Input<'a>),
        limits: Limits,
        values: &mut [Cow<'a, str>],
    ) -> Result<Remainder<'a>, ParseError> {
        let bytes = input.bytes();
        expect_bytes(bytes, limits)?;
        let mut collector = Collector::new(guide, values, limits.parameters, bytes.len());
        match (self, input.query()) {
            (Self::Query, None) | (Self::Body(_), Some(_)) => Err(ParseError::wrong_input(method)),
            (Self::Query, Some(query)) => {
                query::read::read(bytes, query, &mut collector)?;
                if !guide.segments().is_empty()
                    && let Some(path) = input.path(query)
                {
                    query::path::read(bytes, path, &mut collector)?;
                }
                collector.finish(query.end)
            }
            (Self::Body(format), None) => match read_body(format, bytes, limits.depth, &mut collector) {
                Ok(()) => collector.finish(bytes.len()),
                Err(error) => repaired::read((format, guide), bytes, limits, values, error),
            },
        }
    }

    /// Reads a callback from what of a whole request the template stands in, see [`parse`](Self::parse).
    pub(crate) fn parse_whole<'a>(
        self,
        guide: Guide<'_>,
        WholeRequest { target, body, .. }: WholeRequest<'a, '_>,
        (method, limits): (Method, Limits),
        values: &mut [Cow<'a, str>],
    ) -> Result<Remainder<'a>, ParseError> {
        if self != Self::Query {
            return self.parse(guide, (method, Input::Body(body)), limits, values);
        }
        let Target { bytes, query, .. } = target;
        expect_bytes(bytes, limits)?;
        let mut collector = Collector::new(guide, values, limits.parameters, bytes.len());
        query::read::read(bytes, query, &mut collector)?;
        if !guide.segments().is_empty() {
            query::path::read(bytes, target.path_span(), &mut collector)?;
        }
        collector.finish(query.end)
    }
}

/// What goes beyond the limit is not looked at.
pub(crate) fn expect_bytes(bytes: &[u8], limits: Limits) -> Result<(), ParseError> {
    if bytes.len() <= limits.bytes {
        return Ok(());
    }
    Err(ParseError::limit("bytes", limits.bytes, Some(bytes.len())))
}

/// Compares the query of a request's target with what is static along `guide`.
pub(crate) fn compare_query<'a>(
    guide: Guide<'_>,
    Target { bytes, query, .. }: Target<'a>,
    limits: Limits,
) -> Result<Remainder<'a>, ParseError> {
    expect_bytes(bytes, limits)?;
    let mut collector = Collector::new(guide, &mut [], limits.parameters, bytes.len());
    query::read::read(bytes, query, &mut collector)?;
    Ok(collector.finish_part(query.end))
}

/// XML cannot hold every character, so the values are looked at before the first byte is written.
#[cfg(feature = "xml")]
fn expect_xml_characters(guide: Guide<'_>, values: &[Cow<'_, str>]) -> Result<(), RenderError> {
    for placement in guide.placements {
        let value = values.get(placement.field).map_or("", |value| guide.table.written_text(placement.field, value));
        if let Some(character) = xml::write::unwritable(value) {
            return Err(RenderError::unwritable(guide.table.name(placement.field), character));
        }
    }
    Ok(())
}

/// Writes the template with the values filled in.
fn write<E: Escape>(guide: Guide<'_>, values: &[Cow<'_, str>], buffer: &mut String) {
    let has_unwritten = guide.table.has_unwritten(values);
    let mut block = Block::new();
    let mut writer = BlockWriter::new(buffer, &mut block);
    let mut position = 0;
    for placement in guide.placements {
        writer.part(guide.source, position, placement.span.start);
        position = placement.span.end;
        let mut text = values.get(placement.field).map_or("", |text| &**text);
        if text.is_empty() {
            if !has_unwritten {
                continue;
            }
            text = guide.table.written_text(placement.field, "");
        }
        writer.value::<E>(text);
    }
    writer.part(guide.source, position, guide.source.len());
    writer.finish();
}

/// Writes a template some of whose values are written in another way than its format has it. On error the buffer is as it was.
#[cold]
#[inline(never)]
fn write_odd(
    format: Format,
    guide: Guide<'_>,
    values: &[Cow<'_, str>],
    buffer: &mut String,
) -> Result<(), RenderError> {
    #[cfg(feature = "xml")]
    if format == Format::Body(BodyFormat::Xml) {
        expect_xml_characters(guide, values)?;
    }
    let begin = buffer.len();
    let mut position = 0;
    for (placement, place) in guide.placements.iter().zip(&guide.shape.places) {
        buffer.push_str(guide.source.get(position..placement.span.start).unwrap_or_default());
        position = placement.span.end;
        let value = values.get(placement.field).map_or("", |text| &**text);
        let text = guide.table.written_text(placement.field, value);
        match (*place, format) {
            (PlacedIn::Bare, _) => {
                let is_data = guide.table.fields.get(placement.field).is_some_and(FieldInfo::is_data);
                let of_kind = if is_data { Bare::Data } else { Bare::Nothing };
                write_bare(buffer, text, if value.is_empty() { Bare::DataOrNull } else { of_kind });
            }
            (PlacedIn::Path, _) => write_value::<InQuery>(buffer, text),
            (PlacedIn::Value, Format::Query) if guide.table.syntax.space == Space::Plus => {
                write_value::<InQueryWithPlus>(buffer, text);
            }
            (PlacedIn::Value, Format::Query) => write_value::<InQuery>(buffer, text),
            (PlacedIn::Value, Format::Body(BodyFormat::Form)) => write_value::<InForm>(buffer, text),
            (PlacedIn::Value, Format::Body(BodyFormat::Json)) => write_value::<InString>(buffer, text),
            #[cfg(feature = "xml")]
            (PlacedIn::Value, Format::Body(BodyFormat::Xml)) => write_value::<InText>(buffer, text),
        }
    }
    buffer.push_str(guide.source.get(position..).unwrap_or_default());
    format.expect_length(begin, buffer)?;
    let written = buffer.get(begin..).unwrap_or_default();
    let path = written.get(..Target::url(written.as_bytes()).query.start).unwrap_or_default().trim_end_matches('?');
    match path.rsplit('/').take(guide.segments().len()).find(|segment| is_dots(segment)).map(str::to_owned) {
        Some(segment) => {
            buffer.truncate(begin);
            Err(RenderError::dot_segment(&segment))
        }
        None => Ok(()),
    }
}

/// Compiles the template of a body.
pub(crate) fn compile_body(compiler: Compiler<'_>, format: BodyFormat) -> Compiled {
    match format {
        BodyFormat::Form => {
            let end = compiler.source.len();
            query::compile::compile(compiler, Some(Span::new(0, end)), end, &[], Segments::default())
        }
        BodyFormat::Json => json::compile::compile(compiler),
        #[cfg(feature = "xml")]
        BodyFormat::Xml => xml::compile::compile(compiler),
    }
}
