//! Reading a profile as the platform gives it back.

use crate::diagnostic::{Code, Part, Report};
use crate::file::check::{in_broken_file, parse, syntax_message};
use crate::file::kind::FileKind;
use crate::file::report::FileReport;
use crate::form::FileDiagnostic;
use crate::form::form::{Form, Key};
use crate::form::positions::Positions;
use crate::form::reader::FileReader;
use crate::form::value::{KeyValue, Slot};
use crate::json::tree as json_tree;
use crate::json::tree::{Kind, Member, Value};
use crate::platform::Platform;
use crate::profile::{About, AnyProfile, ProfileSpec, ReadBack};
use crate::request::Method;
use crate::text::Span;
use crate::value::ProfileStatus;

const WHAT: &str = "a profile that was read back";

/// The members of which the profile is made. What the platform says about it, [`About`] reads.
const KEYS: [Key; 6] = [
    Key { part: Some(&Part::Method), is_required: true, is_word: true, ..key("http_method") },
    Key { part: Some(&Part::Endpoint), is_required: true, ..key("url") },
    key("profile_id"),
    Key { part: Some(&Part::Title), ..key("title") },
    Key { part: Some(&Part::Body), ..key("body") },
    Key { part: Some(&Part::Headers), ..key("headers") },
];

const fn key(name: &'static str) -> Key {
    Key { name, part: None, is_required: false, is_word: false, tells_kind: false, names_item: false }
}

/// For files.
impl ProfileSpec {
    /// Reads a profile as the platform's own interface gives it back: an object of `http_method`, `url` and, as far as there are,
    /// `profile_id`, `title`, `body` (the template as a string, or the object itself), `headers` (an object, or a string that holds one),
    /// `channel`, `events` and `status`. What is `null` or an empty text is not there. Other members are kept, see [`ReadBack::unknown`].
    ///
    /// That form has no direction: it becomes the one of the built-in field sets most of whose placeholders the profile holds, and
    /// `outgoing` where it holds none; [`Platform::read_back`] knows sets of your own as well. The profile is not checked.
    ///
    /// # Errors
    ///
    /// A member is missing, `{"http_method": "get"}`; stands twice; or is not what it should be, `{"http_method": "delete"}`,
    /// `{"headers": "x"}`; the text is not UTF-8, not JSON, or not one object, as `[]` is not. The report holds all that was found, at its
    /// line and column.
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::{AnyProfile, ProfileSpec};
    ///
    /// let text = r#"{"profile_id": 7, "http_method": "get", "url": "https://example.com/dlr?id=<id>&state=<status>", "headers": "{\"X-Token\": \"s3cret\"}"}"#;
    /// let spec = ProfileSpec::from_read_back(text)?.into_spec();
    /// assert_eq!((spec.id.as_deref(), &*spec.direction), (Some("7"), "outgoing"));
    /// assert_eq!(spec.headers, [("X-Token".to_owned(), "s3cret".to_owned())]);
    ///
    /// let report = ProfileSpec::from_read_back(r#"{"http_method": "get", "url": 7}"#).unwrap_err();
    /// assert!(report.to_string().contains("expected a string as `url`, found a number at file, line 1, column 31"));
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    pub fn from_read_back(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<ReadBack, FileReport> {
        Platform::builtin().read_back(text)
    }
}

/// For files.
impl Platform {
    /// Reads a profile as [`ProfileSpec::from_read_back`] does; its direction may be any of this platform.
    ///
    /// # Errors
    ///
    /// As for [`ProfileSpec::from_read_back`].
    ///
    /// # Examples
    ///
    /// ```
    /// use callback_profile::Platform;
    ///
    /// let text = r#"{"http_method": "get", "url": "https://example.com/wa?n=<wanumber>"}"#;
    /// assert_eq!(Platform::builtin().read_back(text)?.spec().direction, "incoming");
    /// # Ok::<(), callback_profile::file::FileReport>(())
    /// ```
    pub fn read_back(&self, text: &(impl AsRef<[u8]> + ?Sized)) -> Result<ReadBack, FileReport> {
        let text = text.as_ref();
        let (diagnostics, read_back) = match parse(text) {
            Ok((file, root)) => read(file, &root, self),
            Err(diagnostic) => (vec![in_broken_file(text, diagnostic)], None),
        };
        let mut report = FileReport { kind: FileKind::ReadBack, diagnostics, platform: self.clone() };
        report.set_excerpts_and_privacy(text);
        read_back.filter(|_| !report.has_errors()).ok_or(report)
    }
}

/// What is found in such a profile, and what it says, as far as that can be read.
pub(super) fn read(file: &str, root: &Value, platform: &Platform) -> (Vec<FileDiagnostic>, Option<ReadBack>) {
    let mut reader = FileReader::new(file, platform.tables());
    let mut read_back = ReadBack { spec: ProfileSpec::blank(), about: About::default(), unknown: Vec::new() };
    let mut of_profile = root.clone();
    if let Kind::Object(members) = &mut of_profile.kind {
        for Member { name, value, .. } in members.extract_if(.., |member| !is_of_profile(member)) {
            if !read_back.about.takes(&name, &value, file) {
                read_back.unknown.push((name, value.span.of(file).unwrap_or_default().to_owned()));
            }
        }
        members.retain(|member| !is_nothing(&member.value, file));
    }
    let spec = read_spec(&mut reader, &of_profile);
    let read_back = spec.map(|spec| ReadBack { spec, ..read_back });
    (reader.placed(Report::default()), read_back)
}

/// What an excerpt must not show: the values. Which of them are none, only the platform knows.
pub(super) fn secrets(root: &Value) -> Vec<Span> {
    match &root.kind {
        Kind::Object(members) => members.iter().map(|member| member.value.span).collect(),
        _ => vec![root.span],
    }
}

/// Whether JSON has all that such a profile needs.
pub(super) fn is_read_back(root: &Value) -> bool {
    let Kind::Object(members) = &root.kind else { return false };
    KEYS.iter().filter(|key| key.is_required).all(|key| members.iter().any(|member| member.name == key.name))
}

fn is_of_profile(member: &Member) -> bool {
    KEYS.iter().any(|key| key.name == member.name)
}

/// An empty text is as good as none.
fn is_nothing(value: &Value, file: &str) -> bool {
    value.is_null(file) || matches!(&value.kind, Kind::String { text, .. } if text.is_empty())
}

fn read_spec(reader: &mut FileReader<'_>, value: &Value) -> Option<ProfileSpec> {
    let object = reader.object(value, WHAT, &KEYS.map(|key| key.name))?;
    reader.missing_keys(&object, &KEYS);
    let [method, url, id, title, body, headers] = KEYS.map(|key| reader.slot(&key));
    let mut spec = ProfileSpec {
        method: reader.value(&object, &method, Method::read).unwrap_or(Method::Get),
        endpoint: reader.value(&object, &url, String::read).unwrap_or_default(),
        id: reader.value(&object, &id, read_id),
        title: reader.value(&object, &title, String::read),
        body: reader.value(&object, &body, read_body).flatten(),
        headers: reader.value(&object, &headers, read_headers).unwrap_or_default(),
        ..ProfileSpec::blank()
    };
    spec.direction = AnyProfile::nearest_direction(&spec, reader.sets).to_owned();
    Some(spec)
}

/// An id is a text, or a number, whose digits are the text.
fn read_id(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<String> {
    if value.type_name(reader.file) == "a number" {
        return value.span.of(reader.file).map(str::to_owned);
    }
    reader.text(value, slot)
}

#[expect(clippy::option_option, reason = "a body may be left out, and may be one that cannot be read")]
fn read_body(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Option<String>> {
    match value.kind {
        Kind::String { .. } | Kind::Object(_) => ProfileSpec::read_body(reader, value, slot),
        _ => reader.wrong_type(value, "a string or an object as `body`", "write the template's text in quotes"),
    }
}

/// Headers are an object, or a string that holds one.
fn read_headers(reader: &mut FileReader<'_>, value: &Value, slot: &Slot) -> Option<Vec<(String, String)>> {
    let Kind::String { text, content } = &value.kind else { return KeyValue::read(reader, value, slot) };
    if text.trim_ascii().is_empty() {
        return Some(Vec::new());
    }
    let positions = Positions::of_string(reader.file, *content);
    let value = match json_tree::parse(text) {
        Ok(value) => value,
        Err(error) => {
            let (message, found) = syntax_message(text, "the string", error);
            let span = Span::of_length(error.offset, found.map_or(0, char::len_utf8));
            let help = "write the headers as a JSON object";
            report_inside(reader, Code::InvalidFile, positions.in_file(span), &message, help);
            return None;
        }
    };
    if value.is_null(text) {
        return Some(Vec::new());
    }
    let mut inner = FileReader::new(text, reader.known);
    let headers = KeyValue::read(&mut inner, &value, slot);
    for found in inner.placed(Report::default()) {
        let found = found.diagnostic();
        report_inside(reader, found.code(), positions.in_file(found.span()), found.message(), found.help());
    }
    headers
}

/// Reports what was found in a string that holds JSON.
fn report_inside(reader: &mut FileReader<'_>, code: Code, span: Span, message: &str, help: &str) {
    reader.report(code, span, format!("in the string of `headers`: {message}"), help);
}

impl About {
    /// Takes a member that says something about the profile; not one of another name or type, nor one that stands twice.
    fn takes(&mut self, name: &str, value: &Value, file: &str) -> bool {
        match (name, &value.kind) {
            ("channel" | "events" | "status", _) if is_nothing(value, file) => {}
            ("channel", Kind::String { text, .. }) if self.channel.is_none() => self.channel = Some(text.clone()),
            ("events", Kind::String { text, .. }) if self.events.is_empty() => self.events.push(text.clone()),
            ("events", Kind::Array(items)) if self.events.is_empty() => match texts_of(items) {
                Some(texts) => self.events = texts,
                None => return false,
            },
            ("status", Kind::String { text, .. }) if self.status.is_none() => {
                self.status = Some(ProfileStatus::of_code(text));
            }
            ("status", Kind::Scalar) if self.status.is_none() && value.type_name(file) == "a number" => {
                self.status = value.span.of(file).map(ProfileStatus::of_code);
            }
            _ => return false,
        }
        true
    }
}

/// The texts of strings, if all are strings.
fn texts_of(items: &[Value]) -> Option<Vec<String>> {
    let text_of = |item: &Value| match &item.kind {
        Kind::String { text, .. } => Some(text.clone()),
        _ => None,
    };
    items.iter().map(text_of).collect()
}
