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
//! A JSON object has the target as `url`, `request`, `request_uri` or `uri`, the first of them that has a query, else the first that is
//! there, and may have `method` or `request_method`, and `body` or `request_body`. Its `request` may be without version, a target alone,
//! or an object that has method, target and body in it. What is empty, `-` or of another type is not there.
//!
//! Formats written by hand put the servers' escapes, and bytes as they came, into the strings of JSON. Where that is no JSON, a string is
//!
//! ```text
//! string    = DQUOTE *( json / unit ) DQUOTE  ; the first that fits; controls and bytes that are not UTF-8 too
//! json      = "\u" 4HEXDIG / "\/"
//! ```

use std::borrow::Cow;
use std::fmt::Write;

use percent_encoding::{CONTROLS, percent_encode};
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
    pub(crate) body: Option<Cow<'l, [u8]>>,
}

/// Reads a line of a log.
pub(crate) fn read(line: &[u8]) -> Result<LoggedRequest<'_>, LineError> {
    match line.trim_ascii_start() {
        json @ [b'{', ..] => read_json(json),
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

/// A target without the escapes of the log.
fn without_escapes(target: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target;
    while let [first, after @ ..] = rest {
        let (byte, behind) = if *first == b'\\' { escape(after) } else { None }.unwrap_or((*first, after));
        bytes.push(byte);
        rest = behind;
    }
    encoded(&bytes)
}

/// A target with controls and bytes beyond ASCII percent-encoded, which is read as the same.
fn encoded(target: &[u8]) -> String {
    percent_encode(target, CONTROLS).to_string()
}

/// What an escape stands for, and what follows it.
fn escape(after: &[u8]) -> Option<(u8, &[u8])> {
    let (kind, behind) = after.split_first()?;
    let byte = match kind {
        b'x' => {
            let (digits, behind) = behind.split_at_checked(2)?;
            return Some((u8::try_from(hexadecimal(digits)?).ok()?, behind));
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

fn hexadecimal(digits: &[u8]) -> Option<u16> {
    let digits = str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

fn read_json(line: &[u8]) -> Result<LoggedRequest<'_>, LineError> {
    match serde_json::from_slice(line).and_then(JsonLine::request) {
        Ok(Parts { method, target, body }) => Ok(LoggedRequest { method, target, body: body.map(bytes_of) }),
        // The columns are those of the line as it is.
        Err(error) => read_nearly_json(line).map_err(|_| error.into()),
    }
}

fn bytes_of(text: Cow<'_, str>) -> Cow<'_, [u8]> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// Reads what is JSON but for its strings.
#[cold]
fn read_nearly_json(line: &[u8]) -> Result<LoggedRequest<'static>, serde_json::Error> {
    let json = isomorphic(line);
    let Parts { method, target, body } = serde_json::from_str(&json).and_then(JsonLine::request)?;
    let bytes =
        |text: Cow<'_, str>| text.chars().filter_map(|character| u8::try_from(character).ok()).collect::<Vec<_>>();
    Ok(LoggedRequest {
        method: method.map(|method| Cow::Owned(method.into_owned())),
        target: target.map(|target| Cow::Owned(encoded(&bytes(target)))),
        body: body.map(|body| Cow::Owned(bytes(body))),
    })
}

/// JSON whose strings have a character up to U+00FF for each byte of what the line's strings stand for, so that none is lost.
fn isomorphic(line: &[u8]) -> String {
    let mut json = String::with_capacity(line.len());
    let mut is_in_string = false;
    let mut rest = line;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'"' => {
                is_in_string = !is_in_string;
                json.push('"');
            }
            b'\\' if is_in_string => rest = push_escape(&mut json, after),
            _ if is_in_string => push_byte(&mut json, *first),
            _ => json.push(char::from(*first)),
        }
    }
    json
}

/// Writes what the escape in a string stands for, and gives what follows it.
fn push_escape<'l>(json: &mut String, after: &'l [u8]) -> &'l [u8] {
    if let Some((character, behind)) = unicode_escape(after) {
        match character {
            Some(character) => character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_byte(json, byte)),
            // No UTF-8 has this byte, as none has half a surrogate pair.
            None => push_byte(json, 0xFF),
        }
        return behind;
    }
    let (byte, behind) =
        after.strip_prefix(b"/").map(|behind| (b'/', behind)).or_else(|| escape(after)).unwrap_or((b'\\', after));
    push_byte(json, byte);
    behind
}

fn push_byte(json: &mut String, byte: u8) {
    if matches!(byte, b'"' | b'\\' | 0..0x20) {
        // A string takes all that is written.
        let _ = write!(json, "\\u{byte:04X}");
    } else {
        json.push(char::from(byte));
    }
}

/// The character of a `\uXXXX`, both halves of a surrogate pair together, none for a lone half, and what follows.
fn unicode_escape(after: &[u8]) -> Option<(Option<char>, &[u8])> {
    let unit = |after: &[u8]| hexadecimal(after.strip_prefix(b"u")?.get(..4)?);
    let (first, behind) = (unit(after)?, after.get(5..)?);
    if let Some(character) = char::from_u32(first.into()) {
        return Some((Some(character), behind));
    }
    let second = behind.strip_prefix(b"\\").and_then(unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    Some((pair, if pair.is_some() { behind.get(6..)? } else { behind }))
}

/// A line in JSON, or the request in it; what else it has is passed over. nginx calls what it was asked for `request_uri`, and `uri`
/// what it made of that, which is without the query.
#[derive(Deserialize, Default)]
struct JsonLine<'l> {
    #[serde(borrow, default)]
    method: Option<&'l RawValue>,
    #[serde(borrow, default)]
    request_method: Option<&'l RawValue>,
    #[serde(borrow, default)]
    url: Option<&'l RawValue>,
    #[serde(borrow, default)]
    request: Option<&'l RawValue>,
    #[serde(borrow, default)]
    request_uri: Option<&'l RawValue>,
    #[serde(borrow, default)]
    uri: Option<&'l RawValue>,
    #[serde(borrow, default)]
    body: Option<&'l RawValue>,
    #[serde(borrow, default)]
    request_body: Option<&'l RawValue>,
}

/// What a line in JSON has of its request.
struct Parts<'l> {
    method: Option<Cow<'l, str>>,
    target: Option<Cow<'l, str>>,
    body: Option<Cow<'l, str>>,
}

impl<'l> JsonLine<'l> {
    fn request(self) -> Result<Parts<'l>, serde_json::Error> {
        let inside = self.request.filter(|json| json.get().starts_with('{'));
        let inside: JsonLine<'l> = inside.map(|json| serde_json::from_str(json.get())).transpose()?.unwrap_or_default();
        let targets = [self.url, self.request, inside.url, inside.request_uri, inside.uri, self.request_uri, self.uri];
        let methods = [self.method, self.request_method, inside.method, inside.request_method];
        let bodies = [self.body, self.request_body, inside.body, inside.request_body];
        let targets: Vec<_> = present(targets, text_of)?.into_iter().map(without_method).collect();
        let own_method = present(methods, text_of)?.into_iter().next();
        let method = own_method.or_else(|| targets.iter().find_map(|(method, _)| method.clone()));
        let has_query =
            |(_, target): &(_, Cow<'_, str>)| target.split_once('?').is_some_and(|(_, query)| !query.is_empty());
        let best = targets.iter().position(has_query).unwrap_or_default();
        let target = targets.into_iter().nth(best).map(|(_, target)| target);
        Ok(Parts { method, target, body: present(bodies, body_of)?.into_iter().next() })
    }
}

type Read<'l> = Result<Option<Cow<'l, str>>, serde_json::Error>;

/// What is there of some members.
fn present<'l, const N: usize>(
    members: [Option<&'l RawValue>; N],
    read: fn(&'l RawValue) -> Read<'l>,
) -> Result<Vec<Cow<'l, str>>, serde_json::Error> {
    members.into_iter().flatten().filter_map(|json| read(json).transpose()).collect()
}

/// The text of a string, where it has one; `-` is how nginx writes what is not there.
fn text_of(json: &RawValue) -> Read<'_> {
    let text = Some(json.get()).filter(|json| json.starts_with('"'));
    let text = text.map(serde_json::from_str::<Text<'_>>).transpose()?.map(|Text(text)| text);
    Ok(text.filter(|text| !matches!(&**text, "" | "-")))
}

/// The text of a body: that of a string, or an object or array as it is written.
fn body_of(json: &RawValue) -> Read<'_> {
    match json.get() {
        "{}" | "[]" => Ok(None),
        text if text.starts_with(['{', '[']) => Ok(Some(Cow::Borrowed(text))),
        _ => text_of(json),
    }
}

/// Method and target of a request line, or a target alone.
fn without_method(text: Cow<'_, str>) -> (Option<Cow<'_, str>>, Cow<'_, str>) {
    match request_line(text.as_bytes()) {
        Some((method, target, _)) => {
            let [method, target] = [method, target].map(|part| Cow::Owned(String::from_utf8_lossy(part).into_owned()));
            (Some(method), target)
        }
        None => (None, text),
    }
}
