//! The check: from a profile as written to every finding, and to the compiled template.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::diagnostic::{Code, Diagnostic, Findings, Part, Report};
use crate::endpoint;
use crate::field::FieldTable;
use crate::form::at::At;
use crate::form::form::Form;
use crate::profile::ProfileSpec;
use crate::profile::excerpts::with_excerpts;
use crate::profile::static_parts::StaticParts;
use crate::request::{BodyFormat, Method};
use crate::template::compiler::{Compiled, Compiler};
use crate::template::marked::Marked;
use crate::template::placeholders::{Brackets, first_placeholder};
use crate::text::{BitSet, EndpointParts, Span, nearest_name, shown, visible};
use crate::wire::engine::{Format, compile_body};
use crate::wire::query;

/// Headers that the client or the format sets, or that speak of one connection only (RFC 9110, section 7.6.1).
const RESERVED_HEADERS: [&str; 11] = [
    "connection",
    "content-length",
    "content-type",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "expect",
];

/// No server takes more, and `HeaderMap` has room for them.
const MOST_HEADERS: usize = 256;

/// What the check makes of a profile without errors.
#[derive(Debug)]
pub(super) struct Sound {
    pub(super) template: Compiled,
    pub(super) headers: HeaderMap,
    pub(super) static_parts: StaticParts,
}

/// The set by which a profile is checked: the one that it names, else the nearest, else, for want of a better, the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedTable<'t> {
    pub(super) table: &'t FieldTable,
    /// Whether nothing speaks for it.
    is_guess: bool,
}

impl<'t> NamedTable<'t> {
    pub(super) fn of(spec: &ProfileSpec, known: &'t [FieldTable]) -> Option<Self> {
        let called = |name: &str| known.iter().find(|table| table.set == name);
        let nearest = || nearest_name(&spec.direction, known.iter().map(|table| &*table.set)).and_then(called);
        let named = called(&spec.direction).or_else(nearest);
        Some(Self { table: named.or(known.first())?, is_guess: named.is_none() })
    }

    /// What was found by it: no field of a set that was only guessed is put into a template.
    pub(super) fn limited(self, report: Report) -> Report {
        let of_fields =
            [Code::MissingPlaceholder, Code::UnknownPlaceholder, Code::EncodedPlaceholder, Code::ForeignPlaceholder];
        if self.is_guess { report.without_fixes(&of_fields) } else { report }
    }
}

/// Checks a profile of the set that `table` describes; those that are `known` are told where it names another. What is compiled is
/// there when the report has no error.
pub(super) fn checked(spec: &ProfileSpec, table: &FieldTable, known: &[FieldTable]) -> (Report, Option<Sound>) {
    let (report, sound) = compiled(spec, table, known, Findings::default());
    let sound = sound.filter(|_| !report.has_errors());
    (with_excerpts(report, spec, known), sound)
}

/// The same, but what is compiled is there as far as it goes where there are errors. What is found joins `findings`.
pub(super) fn compiled(
    spec: &ProfileSpec,
    table: &FieldTable,
    known: &[FieldTable],
    mut findings: Findings,
) -> (Report, Option<Sound>) {
    check_title(spec, &mut findings);
    check_direction(spec, table, known, &mut findings);
    let headers = check_headers(spec, &mut findings);
    let syntax = Format::Query.syntax();
    let mut endpoint = Marked::of(&spec.endpoint, table, syntax.brackets);
    let mut parts = EndpointParts::of(endpoint.masked());
    if parts.fragment.is_some() {
        endpoint.hide_foreign();
        parts = EndpointParts::of(endpoint.masked());
    }
    let mut compiler = Compiler::new(&endpoint, Part::Endpoint, syntax, &mut findings);
    compiler.is_fixed = spec.method.has_body();
    endpoint::check(&mut compiler, parts);
    let template = match spec.format() {
        Format::Query => {
            let template = check_query(compiler, parts);
            expect_no_body(spec, &mut findings);
            Some(template)
        }
        Format::Body(format) => {
            check_fixed_endpoint(compiler, parts, spec.method);
            check_body(spec, format, table, &mut findings)
        }
    };
    let sound = template.map(|template| {
        let static_parts = StaticParts::of(spec, table, &template, &headers);
        Sound { template, headers, static_parts }
    });
    (findings.into_report(|found| spec.found_text(found)), sound)
}

fn check_query(mut compiler: Compiler<'_>, parts: EndpointParts) -> Compiled {
    let path = if compiler.table.syntax.path { endpoint::path_of(&compiler, parts) } else { Span::at(parts.head.end) };
    let segments = query::path::compile(&mut compiler, path);
    let head = (Span::new(0, path.start), "the endpoint before its query");
    let fragment = parts.fragment.map(|fragment| (fragment, "the endpoint's fragment"));
    let outside = [head, fragment.unwrap_or((Span::at(0), ""))];
    let end = parts.query.map_or(parts.head.end, |query| query.end);
    query::compile::compile(compiler, parts.query, end, &outside, segments)
}

fn expect_no_body(spec: &ProfileSpec, findings: &mut Findings) {
    if let Some(body) = &spec.body {
        let diagnostic =
            Diagnostic::new(Code::UnexpectedBody, Part::Body, Span::new(0, body.len()), "a GET profile has no body");
        findings
            .push(diagnostic.with_help("put the placeholders into the endpoint's query, or make the method `POST`"));
    }
    if let Some(format) = spec.body_format {
        let span = Span::new(0, format.as_str().len());
        let message = "a GET profile has no body, so it has no format";
        let diagnostic = Diagnostic::new(Code::UnexpectedBody, Part::BodyFormat, span, message);
        findings.push(diagnostic.with_help("leave it out, or make the method `POST`"));
    }
}

/// The endpoint of a profile with a body is the same for every callback.
fn check_fixed_endpoint(mut compiler: Compiler<'_>, parts: EndpointParts, method: Method) {
    let source = compiler.source;
    let query = parts.query.unwrap_or(Span::at(parts.head.end));
    let masked = compiler.marked.masked().as_bytes();
    let texts = || query::read::pairs(masked, query).flat_map(|pair| [pair.name_span(), pair.value_span()]);
    if compiler.marked.has_any(Span::whole(source)) {
        let place = format!("the endpoint of a {method} profile");
        let help = format!("a {method} profile's placeholders stand in its body");
        for text in [parts.head].into_iter().chain(texts()).chain(parts.fragment) {
            compiler.misplaced(text, &place, &help);
        }
    }
    for text in texts() {
        compiler.literal(text);
    }
    compiler.foreign_placeholders(&BitSet::default());
}

fn check_body(spec: &ProfileSpec, format: BodyFormat, table: &FieldTable, findings: &mut Findings) -> Option<Compiled> {
    let Some(body) = &spec.body else {
        let message = format!("a {} profile needs a body template", spec.method);
        let missing = Diagnostic::new(Code::MissingBody, Part::Body, Span::at(0), message);
        findings.push(missing.with_help("add `\"body\": {\"name\": \"<field>\", …}`"));
        return None;
    };
    let syntax = Format::Body(format).syntax();
    let marked = Marked::of(body, table, syntax.brackets);
    let mut compiler = Compiler::new(&marked, Part::Body, syntax, findings);
    if format == BodyFormat::Form {
        endpoint::check_characters(&mut compiler, Span::new(0, body.len()), true);
    }
    Some(compile_body(compiler, format))
}

/// The console's rule for titles: at least three characters, all of them letters, digits, blanks, hyphens or underscores.
fn check_title(spec: &ProfileSpec, findings: &mut Findings) {
    let Some(title) = &spec.title else { return };
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let problem = if let Some((at, bad)) = title.char_indices().find(|(_, c)| !is_allowed(*c)) {
        let message = format!("the title holds the character `{}`", visible(bad));
        (Span::new(at, at + bad.len_utf8()), message)
    } else if title.chars().count() < 3 {
        (Span::new(0, title.len()), "the title is shorter than three characters".to_owned())
    } else {
        return;
    };
    let diagnostic = Diagnostic::new(Code::InvalidTitle, Part::Title, problem.0, problem.1);
    findings.push(diagnostic.with_help("use three or more letters, digits, blanks, hyphens and underscores"));
}

fn check_direction(spec: &ProfileSpec, table: &FieldTable, known: &[FieldTable], findings: &mut Findings) {
    let direction = &*spec.direction;
    if *direction == *table.set {
        return;
    }
    let sets = known.iter().map(|table| &*table.set);
    let names = sets.clone().map(|set| format!("`{set}`")).collect::<Vec<_>>().join(" or ");
    let message = format!("expected the direction {names}, found `{}`", shown(direction));
    let help = match nearest_name(direction, sets) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {names}"),
    };
    let span = Span::new(0, direction.len());
    findings.push(Diagnostic::new(Code::WrongDirection, Part::Direction, span, message).with_help(help));
}

fn check_headers(spec: &ProfileSpec, findings: &mut Findings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if spec.headers.len() > MOST_HEADERS {
        let message =
            format!("{} headers are more than the {MOST_HEADERS} that a profile may have", spec.headers.len());
        let found = Diagnostic::new(Code::InvalidHeader, Part::Headers, Span::at(0), message);
        findings.push(found.with_help("leave out those that nobody reads"));
    }
    for (name, value) in spec.headers.iter().take(MOST_HEADERS) {
        check_header(name, value, &mut headers, findings);
    }
    headers
}

/// Checks a header, and takes it up if HTTP can carry it. Findings name it, and never its value.
fn check_header(name: &str, value: &str, headers: &mut HeaderMap, findings: &mut Findings) {
    let (shown, at) = (shown(name), At::start(Part::Headers));
    if let Some(span) = first_placeholder(Brackets::Angle, value) {
        let (message, help) =
            (format!("a placeholder stands in header `{shown}`"), "headers are static: write the value itself");
        findings.push(at.member(name).bytes(span).finding(Code::MisplacedPlaceholder, message, help));
    }
    let Ok(parsed_name) = HeaderName::from_bytes(name.as_bytes()) else {
        let message = format!("`{shown}` is not a header's name that HTTP can carry");
        findings.push(at.name(name).finding(Code::InvalidHeader, message, "use letters, digits and hyphens"));
        return;
    };
    if RESERVED_HEADERS.contains(&parsed_name.as_str()) {
        let message = format!("header `{shown}` is set by the HTTP client or by the format of the body");
        findings.push(at.name(name).finding(Code::ReservedHeader, message, "leave it out"));
    }
    if let Some((start, bad)) = value.char_indices().find(|(_, c)| !matches!(c, '\t' | ' '..='~')) {
        let at = at.member(name).bytes(Span::of_length(start, bad.len_utf8()));
        let message = format!("the value of header `{shown}` holds the character `{}`", visible(bad));
        findings.push(at.finding(Code::InvalidHeader, message, "use printable ASCII characters"));
    }
    if headers.contains_key(&parsed_name) {
        let (message, help) =
            (format!("header `{shown}` is given twice"), "give each header once; case does not tell two names apart");
        findings.push(at.name(name).finding(Code::InvalidHeader, message, help));
    }
    if let Ok(mut parsed) = HeaderValue::from_str(value) {
        parsed.set_sensitive(true);
        headers.insert(parsed_name, parsed);
    }
}
