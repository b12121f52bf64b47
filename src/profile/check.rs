//! The check: from a profile as written to every finding, and to the compiled template.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::diagnostic::{Code, Diagnostic, Findings, Part, Report};
use crate::endpoint;
use crate::field::{FieldTable, JsonPlace, NamedSets, platforms};
use crate::form::at::At;
use crate::form::form::Form;
use crate::profile::ProfileSpec;
use crate::profile::excerpts::with_excerpts;
use crate::profile::static_parts::StaticParts;
use crate::request::{BodyFormat, Method};
use crate::template::compiler::{Compiled, Compiler};
use crate::template::marked::Marked;
use crate::template::placeholders::{Brackets, Piece};
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
    /// The profile without the escapes of its syntax, where it has some: what placements and shapes speak of.
    pub(super) plain: Option<Box<ProfileSpec>>,
}

/// What is said of an endpoint and a body where nobody knows the platform that is meant, and so what in them are placeholders.
const OF_ANY_TEMPLATE: [Code; 5] =
    [Code::InsecureScheme, Code::PrivateHost, Code::EndpointCredentials, Code::MissingBody, Code::UnexpectedBody];

/// The set by which a profile is checked: the one that it names, else the nearest, else, for want of a better, the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedTable<'t> {
    pub(super) table: &'t FieldTable,
    /// Whether nothing speaks for it.
    is_guess: bool,
}

impl<'t> NamedTable<'t> {
    pub(super) fn of(spec: &ProfileSpec, known: &'t [FieldTable]) -> Option<Self> {
        let sets = NamedSets::of(known, spec.platform.as_deref());
        let named = sets.find(&spec.direction).or_else(|| sets.nearest(&spec.direction));
        let any = || sets.iter().next().or(known.first());
        Some(Self { table: named.or_else(any)?, is_guess: named.is_none() })
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
    check_method(spec, table, &mut findings);
    let headers = check_headers(spec, table, &mut findings);
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
        let plain = plain(spec, &endpoint, &template);
        let static_parts = StaticParts::of(plain.as_deref().unwrap_or(spec), table, &template, &headers);
        Sound { template, headers, static_parts, plain }
    });
    let report = findings.into_report(|found| spec.found_text(found));
    if !is_platform_known(spec, table, known) {
        return (report.filter(|found| !is_of_template(found) || OF_ANY_TEMPLATE.contains(&found.code())), None);
    }
    (report, sound)
}

/// Whether the profile is of a platform that is known, and that it names where it must.
fn is_platform_known(spec: &ProfileSpec, table: &FieldTable, known: &[FieldTable]) -> bool {
    let sets = NamedSets::of(known, spec.platform.as_deref());
    !sets.is_empty() && (*spec.direction == *table.set || sets.platforms_meant(&spec.direction).next().is_none())
}

/// The profile without the escapes of its syntax, if it has some.
fn plain(spec: &ProfileSpec, endpoint: &Marked<'_>, template: &Compiled) -> Option<Box<ProfileSpec>> {
    if endpoint.escapes().is_none() && template.unescaped.is_none() {
        return None;
    }
    let mut plain = Box::new(spec.clone());
    endpoint.source().clone_into(&mut plain.endpoint);
    if let (Some(body), Some(unescaped)) = (&mut plain.body, &template.unescaped) {
        unescaped.source.as_ref().clone_into(body);
    }
    Some(plain)
}

fn is_of_template(found: &Diagnostic) -> bool {
    matches!(found.part(), Part::Endpoint | Part::Body)
}

fn check_query(mut compiler: Compiler<'_>, parts: EndpointParts) -> Compiled {
    let mut head = (parts.head, "the endpoint before its query");
    let mut segments = query::path::Segments::default();
    if compiler.table.syntax.path {
        let path = endpoint::path_of(&compiler, parts);
        head.0 = Span::new(0, path.start);
        segments = query::path::compile(&mut compiler, path);
    }
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
        let help = |_: &Compiler<'_>| format!("a {method} profile's placeholders stand in its body");
        for text in [parts.head].into_iter().chain(texts()).chain(parts.fragment) {
            compiler.misplaced(text, &place, &help);
        }
    }
    for text in texts() {
        for piece in compiler.marked.pieces(text) {
            if let Piece::Literal(literal) = piece {
                compiler.literal(literal);
            }
        }
    }
    compiler.foreign_placeholders(&BitSet::default());
}

fn check_body(spec: &ProfileSpec, format: BodyFormat, table: &FieldTable, findings: &mut Findings) -> Option<Compiled> {
    let Some(body) = &spec.body else {
        let message = format!("a {} profile needs a body template", spec.method);
        let missing = Diagnostic::new(Code::MissingBody, Part::Body, Span::at(0), message);
        findings.push(missing.with_help(body_to_add(table)));
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

/// How a body is written in a file; where the platform itself writes the quotes of values, only a string can hold it.
fn body_to_add(table: &FieldTable) -> String {
    let placeholder = table.syntax.placeholder("field");
    match table.syntax.json() {
        JsonPlace::Unquoted => format!("add `\"body\": \"{{\\\"name\\\": {placeholder}, …}}\"`"),
        JsonPlace::Quoted | JsonPlace::Both => format!("add `\"body\": {{\"name\": \"{placeholder}\", …}}`"),
    }
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

fn check_method(spec: &ProfileSpec, table: &FieldTable, findings: &mut Findings) {
    let (method, known) = (spec.method.as_str(), &table.syntax.methods);
    if known.is_empty() || known.contains(&method) {
        return;
    }
    let names = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(" or ");
    let message = format!("the platform does not call with {method}");
    let found = Diagnostic::new(Code::UnsupportedMethod, Part::Method, Span::new(0, method.len()), message);
    findings.push(found.with_help(format!("write {names}")));
}

fn check_direction(spec: &ProfileSpec, table: &FieldTable, known: &[FieldTable], findings: &mut Findings) {
    let sets = NamedSets::of(known, spec.platform.as_deref());
    if let Some(platform) = spec.platform.as_deref().filter(|_| sets.is_empty()) {
        findings.push(unknown_platform(platform, known));
        return;
    }
    let direction = &*spec.direction;
    if *direction == *table.set {
        return;
    }
    let message = format!("expected the direction {sets}, found `{}`", shown(direction));
    let help = match (platform_to_name(spec, sets), sets.nearest(direction)) {
        (Some(platform), _) => platform,
        (None, Some(near)) => format!("did you mean `{}`?", near.set),
        (None, None) => format!("write {sets}"),
    };
    let span = Span::new(0, direction.len());
    findings.push(Diagnostic::new(Code::WrongDirection, Part::Direction, span, message).with_help(help));
}

/// How a profile names the platform of which its direction is one; `None` where it does not need to.
fn platform_to_name(spec: &ProfileSpec, sets: NamedSets<'_>) -> Option<String> {
    const MOST_NAMED: usize = 8;
    let platforms = sets.platforms_meant(&spec.direction).take(MOST_NAMED);
    let keys: Vec<_> = platforms.map(|platform| format!("`\"platform\": \"{}\"`", shown(platform))).collect();
    let verb = if spec.platform.is_some() { "write" } else { "add" };
    (!keys.is_empty()).then(|| format!("{verb} {}", keys.join(" or ")))
}

/// What is said of the name of a platform that is not among those of the sets that are `known`.
pub(crate) fn unknown_platform(platform: &str, known: &[FieldTable]) -> Diagnostic {
    let message = format!("the platform `{}` is not known", shown(platform));
    let give = "give its file, with `--platform FILE` or `Platform::from_file`";
    let help = match nearest_name(platform, platforms(known)) {
        Some(near) => format!("did you mean `{}`? else {give}", shown(near)),
        None => give.to_owned(),
    };
    At::all(Part::Platform, platform).finding(Code::UnknownPlatform, message, help)
}

fn check_headers(spec: &ProfileSpec, table: &FieldTable, findings: &mut Findings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if spec.headers.len() > MOST_HEADERS {
        let message =
            format!("{} headers are more than the {MOST_HEADERS} that a profile may have", spec.headers.len());
        let found = Diagnostic::new(Code::InvalidHeader, Part::Headers, Span::at(0), message);
        findings.push(found.with_help("leave out those that nobody reads"));
    }
    for (name, value) in spec.headers.iter().take(MOST_HEADERS) {
        check_placeholders_of_header(name, value, table, findings);
        check_header(name, value, &mut headers, findings);
    }
    headers
}

/// Reports a placeholder in a header.
fn check_placeholders_of_header(name: &str, value: &str, table: &FieldTable, findings: &mut Findings) {
    let marked = Marked::of(value, table, Brackets::Angle);
    if let Some(span) = marked.first_placeholder() {
        let span = marked.escapes().map_or(span, |escapes| escapes.written(span));
        let message = format!("a placeholder stands in header `{}`", shown(name));
        let help = "headers are static: write the value itself";
        findings.push(At::start(Part::Headers).member(name).bytes(span).finding(
            Code::MisplacedPlaceholder,
            message,
            help,
        ));
    }
}

/// Checks a header, and takes it up if HTTP can carry it. Findings name it, and never its value.
fn check_header(name: &str, value: &str, headers: &mut HeaderMap, findings: &mut Findings) {
    let (shown, at) = (shown(name), At::start(Part::Headers));
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
