//! Requests in the access logs of HTTP servers.
//!
//! ```text
//! line    = logged / JSON object
//! logged  = before "] " DQUOTE request DQUOTE behind ; common, combined, and what begins as they do
//! before  = *( unit / DQUOTE )         ; host, user, time: nothing of it is needed, nor of what stands behind
//! request = method SP target SP version
//! method  = 1*%x41-5A
//! target  = ( "/" / "http://" / "https://" ) *unit   ; blanks too, where the server took them
//! version = "HTTP/" 1*( DIGIT / "." )
//! unit    = escape / any byte but DQUOTE
//! escape  = "\x" 2HEXDIG / "\" ( DQUOTE / "\" / "b" / "f" / "n" / "r" / "t" / "v" )
//! ```
//!
//! Only the time tells a request from whatever else stands in quotes, such as the name that the sender's program gives itself. `\x22`
//! is how nginx writes a quote, `\"` how Apache does; any other backslash stands for itself.
//!
//! A JSON object has the target as `url`, `request`, `request_uri` or `uri`, the first of them that is there, and may have `method` or
//! `request_method`, and `body` or `request_body`. Its `request` may be without version, a target alone, or an object that has method,
//! target and body in it.

use std::borrow::Cow;
use std::fmt::Write;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::lines::{LineError, Text};

/// The names of what a JSON object has a target in, and a body.
pub(crate) const TARGETS: &str = "`url`, `request`, `request_uri` or `uri`";
pub(crate) const BODIES: &str = "`body` or `request_body`";

/// A request, as far as a log has it.
pub(crate) struct LoggedRequest<'l> {
    pub(crate) method: Option<Cow<'l, str>>,
    pub(crate) target: Option<Cow<'l, str>>,
    pub(crate) body: Option<Cow<'l, str>>,
}

/// Reads a line of a log.
pub(crate) fn read(line: &[u8]) -> Result<LoggedRequest<'_>, LineError> {
    match line.trim_ascii_start() {
        json @ [b'{', ..] => serde_json::from_slice::<JsonLine<'_>>(json)?.request(),
        _ => read_quoted(line),
    }
}

fn read_quoted(line: &[u8]) -> Result<LoggedRequest<'_>, LineError> {
    let place = quotes(line).find(|at| line.get(..*at).is_some_and(|before| before.ends_with(b"] ")));
    let quoted = place.and_then(|at| line.get(at + 1..)).ok_or_else(|| {
        let message = "expected a line of an access log, with the request in quotes behind the time, or a JSON object";
        LineError::invalid(format!("{message}, found neither"))
    })?;
    let request = quotes(quoted).next().and_then(|end| quoted.get(..end));
    let request = request.ok_or_else(|| LineError::invalid("expected a quote behind the request, found none"))?;
    match request_line(request) {
        Some((method, target, true)) => Ok(LoggedRequest {
            method: Some(String::from_utf8_lossy(method)),
            target: Some(Cow::Owned(without_escapes(target))),
            body: None,
        }),
        _ => Err(LineError::invalid(
            "expected a request such as `GET /dlr HTTP/1.1` in the quotes behind the time, found none",
        )),
    }
}

/// The places of the quotes that are not escaped.
fn quotes(line: &[u8]) -> impl Iterator<Item = usize> {
    let mut is_escaped = false;
    let is_quote = move |(at, byte): (usize, &u8)| {
        let is_quote = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_quote.then_some(at)
    };
    line.iter().enumerate().filter_map(is_quote)
}

/// Method and target of a request line, and whether it has its version.
fn request_line(request: &[u8]) -> Option<(&[u8], &[u8], bool)> {
    let blank = request.iter().position(|byte| *byte == b' ')?;
    let (method, rest) = (request.get(..blank)?, request.get(blank + 1..)?);
    let last = rest.iter().rposition(|byte| *byte == b' ');
    let target = last.filter(|last| rest.get(last + 1..).is_some_and(is_version)).and_then(|last| rest.get(..last));
    let is_method = !method.is_empty() && method.iter().all(u8::is_ascii_uppercase);
    (is_method && is_target(target.unwrap_or(rest))).then(|| (method, target.unwrap_or(rest), target.is_some()))
}

fn is_version(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"HTTP/").unwrap_or_default();
    !digits.is_empty() && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

fn is_target(text: &[u8]) -> bool {
    ["/", "http://", "https://"].iter().any(|start| text.starts_with(start.as_bytes()))
}

/// A target without the escapes of the log. Bytes beyond ASCII are percent-encoded, which is read as the same.
fn without_escapes(target: &[u8]) -> String {
    let mut text = String::with_capacity(target.len());
    let mut rest = target;
    while let [first, after @ ..] = rest {
        let (byte, behind) = if *first == b'\\' { escape(after) } else { None }.unwrap_or((*first, after));
        if byte.is_ascii() {
            text.push(char::from(byte));
        } else {
            // A string takes all that is written.
            let _ = write!(text, "%{byte:02X}");
        }
        rest = behind;
    }
    text
}

/// What an escape stands for, and what follows it.
fn escape(after: &[u8]) -> Option<(u8, &[u8])> {
    let (kind, behind) = after.split_first()?;
    let byte = match kind {
        b'x' => {
            let (digits, behind) = behind.split_first_chunk::<2>()?;
            let digits =
                str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            return Some((u8::from_str_radix(digits, 16).ok()?, behind));
        }
        b'"' | b'\\' => *kind,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0B,
        _ => return None,
    };
    Some((byte, behind))
}

/// A line in JSON, or the request in it; what else it has is passed over. nginx calls what it was asked for `request_uri`, and `uri`
/// what it made of that, which is without the query.
#[derive(Deserialize, Default)]
struct JsonLine<'l> {
    #[serde(borrow, default)]
    method: Option<Text<'l>>,
    #[serde(borrow, default)]
    request_method: Option<Text<'l>>,
    #[serde(borrow, default)]
    url: Option<Text<'l>>,
    #[serde(borrow, default)]
    request: Option<&'l RawValue>,
    #[serde(borrow, default)]
    request_uri: Option<Text<'l>>,
    #[serde(borrow, default)]
    uri: Option<Text<'l>>,
    #[serde(borrow, default)]
    body: Option<&'l RawValue>,
    #[serde(borrow, default)]
    request_body: Option<&'l RawValue>,
}

impl<'l> JsonLine<'l> {
    fn request(self) -> Result<LoggedRequest<'l>, LineError> {
        let is_object = |json: &&RawValue| json.get().starts_with('{');
        let inside = self.request.filter(is_object).map(|json| serde_json::from_str(json.get())).transpose()?;
        let inside: JsonLine<'l> = inside.unwrap_or_default();
        let line = self.request.filter(|json| self.url.is_none() && !is_object(json));
        let line = line.map(|json| serde_json::from_str::<Text<'l>>(json.get())).transpose()?;
        let targets = [self.url, line, inside.url, inside.request_uri, inside.uri, self.request_uri, self.uri];
        let methods = [self.method, self.request_method, inside.method, inside.request_method];
        let bodies = [self.body, self.request_body, inside.body, inside.request_body];
        let target = targets.into_iter().flatten().next().map(|Text(target)| target);
        let own_method = methods.into_iter().flatten().next().map(|Text(method)| method);
        let body = bodies.into_iter().flatten().next().map(text_of).transpose()?.flatten();
        Ok(match target.as_deref().and_then(|target| request_line(target.as_bytes())) {
            Some((found, target, _)) => LoggedRequest {
                method: own_method.or_else(|| Some(String::from_utf8_lossy(found).into_owned().into())),
                target: Some(String::from_utf8_lossy(target).into_owned().into()),
                body,
            },
            None => LoggedRequest { method: own_method, target, body },
        })
    }
}

/// The text of a body: that of a string, or any other JSON as it is written.
fn text_of(json: &RawValue) -> Result<Option<Cow<'_, str>>, LineError> {
    Ok(match json.get() {
        "null" => None,
        text if text.starts_with('"') => Some(serde_json::from_str::<Text<'_>>(text)?.0),
        text => Some(Cow::Borrowed(text)),
    })
}
