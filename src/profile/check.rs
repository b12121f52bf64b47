//! The check: from a profile as written to every finding, and to the compiled template.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::diagnostic::{Code, Diagnostic, Findings, Part, Report};
use crate::endpoint;
use crate::field::FieldTable;
use crate::file::form::Form;
use crate::profile::ProfileSpec;
use crate::request::{BodyFormat, Method};
use crate::template::compiler::Compiler;
use crate::template::placeholders::{Piece, Template, pieces};
use crate::template::rules::Shape;
use crate::text::{EndpointParts, Span, nearest_name, shown};
#[cfg(feature = "xml")]
use crate::wire::compile_xml;
use crate::wire::engine::{Compiled, Reading};
use crate::wire::query::read::QueryShape;
use crate::wire::{QUERY_SYNTAX, QueryTemplate, compile_json, compile_query};

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

/// Checks a profile of the set that `table` describes. The compiled profile is there when the report has no error.
pub(crate) fn check(spec: &ProfileSpec, table: FieldTable) -> (Report, Option<Compiled>) {
    check_as(spec, table, &[table])
}

/// Checks a profile as one of the direction it names, among those of `tables`.
pub(crate) fn check_any(spec: &ProfileSpec, tables: &[FieldTable]) -> (Report, Option<Compiled>) {
    let near = nearest_name(&spec.direction, tables.iter().map(|table| table.set));
    let named = tables.iter().find(|table| near == Some(table.set)).or(tables.first());
    named.map_or_else(Default::default, |table| check_as(spec, *table, tables))
}

/// Applies one fix, checks again, and repeats until no finding has a fix.
///
/// Every fix mends the finding it comes from, so this ends; the bound is for the time it may take.
pub(crate) fn fixed(spec: &ProfileSpec, check: impl Fn(&ProfileSpec) -> Report) -> (ProfileSpec, Report) {
    let mut spec = spec.clone();
    let mut report = check(&spec);
    let length = spec.endpoint.len().saturating_add(spec.body.as_ref().map_or(0, String::len));
    for _ in 0..Findings::most_mends(length) {
        let Some((part, fix)) = report.iter().find_map(|found| Some((found.part(), found.suggested_fix()?))) else {
            break;
        };
        let text = match part {
            Part::Endpoint => Some(&mut spec.endpoint),
            Part::Body => spec.body.as_mut(),
            _ => None,
        };
        let Some((text, mended)) = text.and_then(|text| fix.apply(text).map(|mended| (text, mended))) else { break };
        *text = mended;
        report = check(&spec);
    }
    (spec, report)
}

fn check_as(spec: &ProfileSpec, table: FieldTable, known: &[FieldTable]) -> (Report, Option<Compiled>) {
    let mut findings = Findings::default();
    check_title(spec, &mut findings);
    check_direction(spec, table, known, &mut findings);
    let headers = check_headers(spec, &mut findings);
    let parts = EndpointParts::of(&spec.endpoint);
    endpoint::check(&spec.endpoint, parts, table, &mut findings);
    let compiled = match spec.method {
        Method::Get => Some(check_get(spec, parts, table, &mut findings)),
        Method::Post => check_post(spec, parts, table, &mut findings),
    };
    let compiled = compiled.filter(|_| !findings.has_errors()).map(|(template, shape, reading)| Compiled {
        template,
        shape,
        reading,
        headers,
    });
    (findings.into_report(|found| spec.part_text(found.part(), found.part_member())), compiled)
}

type Parts = (Template, Shape, Reading);

fn check_get(spec: &ProfileSpec, parts: EndpointParts, table: FieldTable, findings: &mut Findings) -> Parts {
    if let Some(body) = &spec.body {
        let diagnostic =
            Diagnostic::new(Code::UnexpectedBody, Part::Body, Span::new(0, body.len()), "a GET profile has no body");
        findings.push(diagnostic.help("put the placeholders into the endpoint's query, or make the method `POST`"));
    }
    if let Some(format) = spec.body_format {
        let span = Span::new(0, format.as_str().len());
        let message = "a GET profile has no body, so it has no format";
        let diagnostic = Diagnostic::new(Code::UnexpectedBody, Part::BodyFormat, span, message);
        findings.push(diagnostic.help("leave it out, or make the method `POST`"));
    }
    let head = [(parts.head, "the endpoint before its query")];
    let fragment = parts.fragment.map(|fragment| (fragment, "the endpoint's fragment"));
    let outside: Vec<_> = head.into_iter().chain(fragment).collect();
    let template = QueryTemplate {
        source: &spec.endpoint,
        part: Part::Endpoint,
        query: parts.query,
        end: parts.query.map_or(parts.head.end, |query| query.end),
    };
    let (template, shape, names) = compile_query(template, &outside, table, findings);
    (template, shape, Reading::Query(names))
}

fn check_post(spec: &ProfileSpec, parts: EndpointParts, table: FieldTable, findings: &mut Findings) -> Option<Parts> {
    let mut compiler = Compiler::new(&spec.endpoint, Part::Endpoint, QUERY_SYNTAX, table, findings);
    let whole = Span::new(0, spec.endpoint.len());
    compiler.misplaced(whole, "the endpoint of a POST profile", "a POST profile's placeholders stand in its body");
    if let Some(query) = parts.query {
        endpoint::check_percent(&mut compiler, query);
    }
    let Some(body) = &spec.body else {
        let missing =
            Diagnostic::new(Code::MissingBody, Part::Body, Span::at(0), "a POST profile needs a body template");
        findings.push(missing.help("add `\"body\": {\"name\": \"<field>\", …}`"));
        return None;
    };
    Some(match spec.body_format.unwrap_or_default() {
        BodyFormat::Json => {
            let (template, shape, root) = compile_json(body, table, findings);
            (template, shape, Reading::Json(root))
        }
        BodyFormat::Form => {
            let (template, shape, names) = check_form(body, table, findings);
            (template, shape, Reading::Form(names))
        }
        #[cfg(feature = "xml")]
        BodyFormat::Xml => {
            let (template, shape, root) = compile_xml(body, table, findings);
            (template, shape, Reading::Xml(root))
        }
    })
}

fn check_form(body: &str, table: FieldTable, findings: &mut Findings) -> (Template, Shape, QueryShape) {
    let whole = Span::new(0, body.len());
    let mut compiler = Compiler::new(body, Part::Body, QUERY_SYNTAX, table, findings);
    endpoint::check_characters(&mut compiler, whole);
    let template = QueryTemplate { source: body, part: Part::Body, query: Some(whole), end: body.len() };
    compile_query(template, &[], table, findings)
}

/// The console's rule for titles: at least three characters, all of them letters, digits, blanks, hyphens or underscores.
fn check_title(spec: &ProfileSpec, findings: &mut Findings) {
    let Some(title) = &spec.title else { return };
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let problem = if let Some((at, bad)) = title.char_indices().find(|(_, c)| !is_allowed(*c)) {
        let message = format!("the title holds the character `{}`", bad.escape_debug());
        (Span::new(at, at.saturating_add(bad.len_utf8())), message)
    } else if title.chars().count() < 3 {
        (Span::new(0, title.len()), "the title is shorter than three characters".to_owned())
    } else {
        return;
    };
    let diagnostic = Diagnostic::new(Code::InvalidTitle, Part::Title, problem.0, problem.1);
    findings.push(diagnostic.help("use three or more letters, digits, blanks, hyphens and underscores"));
}

fn check_direction(spec: &ProfileSpec, table: FieldTable, known: &[FieldTable], findings: &mut Findings) {
    let direction = &*spec.direction;
    if direction == table.set {
        return;
    }
    let sets = known.iter().map(|table| table.set);
    let names = sets.clone().map(|set| format!("`{set}`")).collect::<Vec<_>>().join(" or ");
    let message = format!("expected the direction {names}, found `{}`", shown(direction));
    let help = match nearest_name(direction, sets) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {names}"),
    };
    let span = Span::new(0, direction.len());
    findings.push(Diagnostic::new(Code::WrongDirection, Part::Direction, span, message).help(help));
}

fn check_headers(spec: &ProfileSpec, findings: &mut Findings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if spec.headers.len() > MOST_HEADERS {
        let message = format!("expected at most {MOST_HEADERS} headers, found {}", spec.headers.len());
        let found = Diagnostic::new(Code::InvalidHeader, Part::Headers, Span::at(0), message);
        findings.push(found.help("leave out those that nobody reads"));
    }
    for (name, value) in spec.headers.iter().take(MOST_HEADERS) {
        let report = |code, span, message: &str, help: &str| {
            Diagnostic::new(code, Part::Headers, span, message).help(help).member(name.as_str())
        };
        let whole = Span::new(0, value.len());
        if let Some(span) = first_placeholder(value) {
            let help = "headers are static: write the value itself";
            findings.push(report(Code::MisplacedPlaceholder, span, "a placeholder stands in a header", help));
        }
        let Ok(parsed_name) = HeaderName::from_bytes(name.as_bytes()) else {
            let help = "use letters, digits and hyphens";
            findings.push(report(Code::InvalidHeader, whole, "the header's name is not one that HTTP can carry", help));
            continue;
        };
        if RESERVED_HEADERS.contains(&parsed_name.as_str()) {
            let message = "the header is set by the HTTP client or by the format of the body";
            findings.push(report(Code::ReservedHeader, whole, message, "leave it out"));
        }
        if let Some((at, bad)) = value.char_indices().find(|(_, c)| !matches!(c, '\t' | ' '..='~')) {
            let span = Span::new(at, at.saturating_add(bad.len_utf8()));
            let message = format!("the header's value holds the character `{}`", bad.escape_debug());
            findings.push(report(Code::InvalidHeader, span, &message, "use printable ASCII characters"));
        }
        if headers.contains_key(&parsed_name) {
            let help = "give each header once; case does not tell two names apart";
            findings.push(report(Code::InvalidHeader, whole, "the header is given twice", help));
        }
        if let Ok(mut parsed) = HeaderValue::from_str(value) {
            parsed.set_sensitive(true);
            headers.insert(parsed_name, parsed);
        }
    }
    headers
}

fn first_placeholder(value: &str) -> Option<Span> {
    pieces(value, Span::new(0, value.len())).find_map(|piece| match piece {
        Piece::Placeholder(span) => Some(span),
        _ => None,
    })
}
