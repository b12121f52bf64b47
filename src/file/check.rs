use std::collections::HashMap;

use crate::any_profile::AnyProfile;
use crate::body_format::BodyFormat;
use crate::diagnostic::{Code, Diagnostic, Findings, Fix, LineColumn, LineCounter, Part, Report, Span};
use crate::excerpt::{clip, visible};
use crate::file::masked::{secrets_of_broken_json, secrets_of_endpoint, secrets_of_template};
use crate::file::positions::Positions;
use crate::file::report::{FileDiagnostic, FileKind, FileReport};
use crate::file::tree::{self, Kind, Member, Value};
use crate::format::json_scan::{SyntaxError, SyntaxProblem};
use crate::method::Method;
use crate::nearest::nearest_name;
use crate::spec::ProfileSpec;

/// The keys of a profile's file.
const KEYS: [&str; 8] = ["id", "title", "direction", "method", "endpoint", "body", "body_format", "headers"];

/// Checks a profile's file: its JSON, its keys, and the profile it holds, everything at once and at its place in the file.
///
/// It never fails: a file that is not UTF-8 or not JSON has one finding that says so. An object with none of the keys `endpoint`,
/// `method` and `direction` is no profile and has none.
///
/// # Examples
///
/// ```
/// use callback_profile::{Code, check_file};
///
/// let file = r#"{
///   "direction": "outgoing",
///   "metod": "GET",
///   "endpoint": "https://example.com/dlr?id=\u003cidd>&tariff=100%"
/// }"#;
/// let report = check_file(file.as_bytes());
/// let unknown = &report.diagnostics()[1];
/// assert_eq!(unknown.diagnostic().code(), Code::UnknownKey);
/// assert_eq!(unknown.diagnostic().help_text(), "did you mean `method`?");
/// assert_eq!(unknown.place().to_string(), "line 3, column 4");
/// let cut = report.diagnostics().iter().find(|found| found.diagnostic().code() == Code::CutEscape).unwrap();
/// assert_eq!(cut.place().to_string(), "line 4, column 64");
/// assert_eq!(cut.file_span().of(file), Some("%"));
/// ```
#[must_use]
pub fn check_file(text: &[u8]) -> FileReport {
    match std::str::from_utf8(text) {
        Err(error) => {
            let at = error.valid_up_to();
            let end = at.saturating_add(error.error_len().unwrap_or(1)).min(text.len());
            let message = "expected UTF-8, found other bytes";
            broken_file(text, Span::new(at, end), message, "save the file in UTF-8")
        }
        Ok(file) if file.starts_with('\u{feff}') => {
            let mark = Span::new(0, '\u{feff}'.len_utf8());
            broken_file(text, mark, "expected JSON, found a byte order mark before it", "save the file without it")
        }
        Ok(file) => match tree::parse(file) {
            Err(error) => syntax_error(file, error),
            Ok(root) => check_value(file, &root),
        },
    }
}

fn broken_file(text: &[u8], span: Span, message: &str, help: &str) -> FileReport {
    let diagnostic = Diagnostic::new(Code::InvalidFile, Part::File, span, message).help(help);
    let place = LineColumn::of_bytes(text, span.start);
    let mut found = FileDiagnostic { diagnostic, span, place, fix: None };
    found.diagnostic.set_place(place);
    FileReport { kind: FileKind::Profile, diagnostics: vec![found] }
}

fn syntax_error(file: &str, error: SyntaxError) -> FileReport {
    let found = file.get(error.offset..).and_then(|rest| rest.chars().next());
    let end = error.offset.saturating_add(found.map_or(0, char::len_utf8));
    let message = match (error.problem, found) {
        (SyntaxProblem::TooDeep, _) => format!("expected at most {} levels of nesting, found more", tree::DEPTH),
        (SyntaxProblem::Expected(expected), Some(found)) => {
            format!("expected {expected}, found `{}`", visible(found))
        }
        (SyntaxProblem::Expected(expected), None) => format!("expected {expected}, found the end of the file"),
    };
    let help = match found {
        Some('<') => "enclose a placeholder in quotes: `\"<field>\"`",
        Some('\u{201c}' | '\u{201d}' | '\u{201e}') => "enclose strings in straight quotes `\"`",
        _ => "a profile's file is one JSON object",
    };
    broken_file(file.as_bytes(), Span::new(error.offset, end), &message, help)
}

fn check_value(file: &str, root: &Value) -> FileReport {
    let Kind::Object(members) = &root.kind else {
        return FileReport { kind: FileKind::Other, diagnostics: Vec::new() };
    };
    let is_profile = members.iter().any(|member| ["endpoint", "method", "direction"].contains(&&*member.name));
    if !is_profile {
        return FileReport { kind: FileKind::Other, diagnostics: Vec::new() };
    }
    let mut checker = FileChecker::new(file);
    let (spec, known) = checker.read(root, members);
    let diagnostics = checker.placed(&AnyProfile::check(&spec), known);
    FileReport { kind: FileKind::Profile, diagnostics }
}

/// What an excerpt of the file must not show.
pub(super) fn secrets_of_file(file: &str) -> Vec<Span> {
    match tree::parse(file) {
        Ok(Value { kind: Kind::Object(members), span }) => {
            let mut checker = FileChecker::new(file);
            let root = Value { kind: Kind::Object(Vec::new()), span };
            let (spec, _) = checker.read(&root, &members);
            checker.secrets_of(&spec);
            checker.secrets
        }
        Ok(other) => vec![other.span],
        Err(_) => secrets_of_broken_json(file),
    }
}

/// Where the text of a part, or of a member of it, stands in the file.
type PartPositions = HashMap<(Part, Option<Box<str>>), Positions>;

struct FileChecker<'f> {
    file: &'f str,
    findings: Findings,
    positions: PartPositions,
    secrets: Vec<Span>,
}

impl<'f> FileChecker<'f> {
    fn new(file: &'f str) -> Self {
        Self { file, findings: Findings::default(), positions: HashMap::new(), secrets: Vec::new() }
    }

    /// The members by name; reports those that are unknown or stand twice.
    fn keys<'m>(&mut self, members: &'m [Member]) -> HashMap<&'m str, &'m Value> {
        let mut keys = HashMap::new();
        for Member { name, name_span, value } in members {
            if !KEYS.contains(&&**name) {
                let help = match nearest_name(name, KEYS.into_iter()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("a profile has the keys `{}`", KEYS.join("`, `")),
                };
                let message = format!("unknown key `{}`", clip(name).escape_debug());
                self.report(Code::UnknownKey, *name_span, message, help);
                self.secrets.push(value.span);
            } else if keys.insert(&**name, value).is_some() {
                let message = format!("key `{name}` stands twice");
                self.report(Code::DuplicateKey, *name_span, message, "keep one of them");
                self.secrets.push(value.span);
            }
        }
        keys
    }

    fn report(&mut self, code: Code, span: Span, message: impl Into<Box<str>>, help: impl Into<Box<str>>) {
        self.findings.push(Diagnostic::new(code, Part::File, span, message).help(help));
    }

    /// Reads the profile as far as its keys allow. What is missing or of a wrong type is reported once, here.
    fn read(&mut self, root: &Value, members: &[Member]) -> (ProfileSpec, Known) {
        let keys = self.keys(members);
        let present = |key: &str| keys.get(key).copied().filter(|value| !value.is_null(self.file));
        let values = (present("title"), present("direction"), present("method"), present("endpoint"), present("body"));
        let (title, direction, method, endpoint, body) = values;
        if let Some(id) = keys.get("id") {
            self.text(id, "id", None);
        }
        let title = title.and_then(|value| self.text(value, "title", Some(Part::Title)));
        let direction = self.needed(root, direction, "direction", Part::Direction);
        let endpoint = self.needed(root, endpoint, "endpoint", Part::Endpoint);
        let body = body.map(|value| self.body(value));
        let word = self.needed(root, method, "method", Part::Method);
        let method = word.as_deref().and_then(|word| self.method(word, method));
        let body_format = present("body_format").and_then(|value| self.body_format(value));
        let headers = keys.get("headers").map(|value| self.headers(value)).unwrap_or_default();
        let known = Known { direction: direction.is_some(), endpoint: endpoint.is_some(), method: method.is_some() };
        let spec = ProfileSpec {
            id: None,
            title,
            method: method.unwrap_or(if body.is_some() { Method::Post } else { Method::Get }),
            direction: direction.unwrap_or_else(|| guess_direction(endpoint.as_deref(), body.as_deref())),
            endpoint: endpoint.unwrap_or_default(),
            body,
            body_format,
            headers,
        };
        (spec, known)
    }

    /// The text of a string value; anything else is reported.
    fn text(&mut self, value: &Value, key: &str, part: Option<Part>) -> Option<String> {
        if let Kind::String { text, content } = &value.kind {
            if let Some(part) = part {
                self.positions.insert((part, None), Positions::of_string(self.file, *content));
            }
            return Some(text.clone());
        }
        let message = format!("expected a string as `{key}`, found {}", value.type_name(self.file));
        self.report(Code::WrongType, value.span, message, "enclose it in quotes");
        None
    }

    /// The text of a key that every profile has.
    fn needed(&mut self, root: &Value, value: Option<&Value>, key: &str, part: Part) -> Option<String> {
        if let Some(value) = value {
            return self.text(value, key, Some(part));
        }
        let brace = Span::new(root.span.start, root.span.start.saturating_add(1));
        self.report(Code::MissingKey, brace, format!("key `{key}` is missing"), format!("add `\"{key}\": …`"));
        None
    }

    fn method(&mut self, word: &str, value: Option<&Value>) -> Option<Method> {
        let method = word.parse().ok();
        if let (None, Some(value)) = (method, value) {
            let message = format!("expected the method `GET` or `POST`, found `{}`", clip(word).escape_debug());
            self.report(Code::WrongType, value.span, message, "write `GET` or `POST`");
        }
        method
    }

    fn body_format(&mut self, value: &Value) -> Option<BodyFormat> {
        let word = self.text(value, "body_format", Some(Part::BodyFormat))?;
        let format = BodyFormat::ALL.iter().copied().find(|format| format.as_str() == word);
        if format.is_none() {
            let known = BodyFormat::ALL.iter().map(|format| format!("`{format}`")).collect::<Vec<_>>().join(" or ");
            let message = format!("expected the body format {known}, found `{}`", clip(&word).escape_debug());
            self.report(Code::WrongType, value.span, message, format!("write {known}"));
        }
        format
    }

    /// The template's text: that of a string, or the bytes of any other value.
    fn body(&mut self, value: &Value) -> String {
        let key = (Part::Body, None);
        if let Kind::String { text, content } = &value.kind {
            self.positions.insert(key, Positions::of_string(self.file, *content));
            return text.clone();
        }
        self.positions.insert(key, Positions::Plain { start: value.span.start });
        value.span.of(self.file).unwrap_or_default().to_owned()
    }

    fn headers(&mut self, value: &Value) -> Vec<(String, String)> {
        let Kind::Object(members) = &value.kind else {
            if !value.is_null(self.file) {
                let message = format!("expected an object as `headers`, found {}", value.type_name(self.file));
                self.report(Code::WrongType, value.span, message, "write `{\"Name\": \"value\"}`");
            }
            return Vec::new();
        };
        let mut headers: Vec<(String, String)> = Vec::new();
        for Member { name, name_span, value } in members {
            let Kind::String { text, content } = &value.kind else {
                self.secrets.push(value.span);
                let message = format!("expected a string as a header's value, found {}", value.type_name(self.file));
                self.report(Code::WrongType, value.span, message, "enclose it in quotes");
                continue;
            };
            self.secrets.push(*content);
            let key = (Part::Headers, Some(name.as_str().into()));
            if self.positions.insert(key, Positions::of_string(self.file, *content)).is_some() {
                let message = format!("key `{}` stands twice", clip(name).escape_debug());
                self.report(Code::DuplicateKey, *name_span, message, "keep one of them");
                continue;
            }
            headers.push((name.clone(), text.clone()));
        }
        headers
    }

    /// Finds what an excerpt must not show.
    fn secrets_of(&mut self, spec: &ProfileSpec) {
        self.secrets_in(&(Part::Endpoint, None), secrets_of_endpoint(&spec.endpoint));
        if let Some(body) = &spec.body {
            let mut secrets = Vec::new();
            match tree::parse(body) {
                Ok(template) => secrets_of_template(body, &template, &mut secrets),
                Err(_) => secrets = secrets_of_broken_json(body),
            }
            self.secrets_in(&(Part::Body, None), secrets);
        }
    }

    fn secrets_in(&mut self, part: &(Part, Option<Box<str>>), secrets: Vec<Span>) {
        if let Some(positions) = self.positions.get(part) {
            self.secrets.extend(secrets.into_iter().map(|span| positions.in_file(span)));
        }
    }

    /// All findings at their places in the file, in that order.
    fn placed(&mut self, report: &Report, known: Known) -> Vec<FileDiagnostic> {
        let of_file = std::mem::take(&mut self.findings).into_report(|_| self.file);
        let of_profile = report.iter().filter(|found| known.holds(found));
        let mut placed: Vec<_> = of_file.iter().chain(of_profile).map(|found| self.place(found)).collect();
        placed.sort_by_key(|found| found.span);
        let mut lines = LineCounter::new(self.file.as_bytes());
        for found in &mut placed {
            found.place = lines.place(found.span.start);
        }
        placed
    }

    fn place(&self, diagnostic: &Diagnostic) -> FileDiagnostic {
        let key = (diagnostic.part(), diagnostic.part_member().map(Into::into));
        let positions = self.positions.get(&key);
        let span = positions.map_or(diagnostic.span(), |positions| positions.in_file(diagnostic.span()));
        let in_file = |fix: &Fix| positions.map(|positions| positions.fix_in_file(fix));
        let fix = diagnostic.suggested_fix().and_then(in_file);
        FileDiagnostic { diagnostic: diagnostic.clone(), span, place: diagnostic.place(), fix }
    }
}

/// Which keys could be read: findings about the others would be about what was put in their place.
#[derive(Debug, Clone, Copy)]
struct Known {
    direction: bool,
    endpoint: bool,
    method: bool,
}

impl Known {
    fn holds(self, found: &Diagnostic) -> bool {
        match (found.part(), found.code()) {
            (Part::Direction, _) => self.direction,
            (Part::Endpoint, _) => self.endpoint,
            (_, Code::MissingBody | Code::UnexpectedBody) => self.method,
            _ => true,
        }
    }
}

/// The direction whose placeholders the template holds most of.
fn guess_direction(endpoint: Option<&str>, body: Option<&str>) -> String {
    let text = [endpoint.unwrap_or_default(), body.unwrap_or_default()].concat();
    AnyProfile::nearest_direction(&text).to_owned()
}
