//! The subcommand `parse`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::process::ExitCode;

use callback_profile::__command::with_causes;
use callback_profile::request::Method;
use callback_profile::value::ValueError;
use callback_profile::{AnyProfile, AnyReceived, ParseError, Webhook};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::access_log::{self, LoggedRequest};
use crate::arguments::ParseArguments;
use crate::failure::Failure;
use crate::lines::{self, LineError, Text};
use crate::load::Loaded;
use crate::output;

/// A request as `render` prints it; what is not needed to read it is passed over. What is not given is not compared.
#[derive(Deserialize)]
struct RequestLine<'l> {
    #[serde(borrow, default)]
    method: Option<Text<'l>>,
    #[serde(borrow, default)]
    url: Option<Text<'l>>,
    #[serde(borrow, default)]
    body: Option<Text<'l>>,
    /// Each header's value, or its values.
    #[serde(borrow, default)]
    headers: Option<BTreeMap<Cow<'l, str>, Values<'l>>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a header's value as a string, or a list of its values, found something else")]
enum Values<'l> {
    One(#[serde(borrow)] Text<'l>),
    Several(#[serde(borrow)] Vec<Text<'l>>),
}

impl<'l> Values<'l> {
    fn as_slice(&self) -> &[Text<'l>] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }
}

/// What is called so where a target and a body may stand, for errors.
struct Names {
    target: &'static str,
    body: &'static str,
}

const OF_REQUESTS: Names = Names { target: "`url`", body: "`body`" };

const OF_LOGS: Names = Names { target: access_log::TARGETS, body: access_log::BODIES };

pub(crate) fn run(arguments: &ParseArguments) -> Result<ExitCode, Failure> {
    lines::answer_each(
        (&arguments.profile, &arguments.platforms),
        &arguments.input,
        |Loaded { profile, webhook }, line, reply| {
            let mut answer =
                |received: Result<_, ParseError>| write(&received?, webhook.as_ref(), arguments.strict, reply);
            if arguments.raw {
                return answer(parse_raw(profile, line));
            }
            if arguments.log {
                let LoggedRequest { method, target, body } = access_log::read(line)?;
                let own = profile.headers();
                let (method, target, body) = (method.as_deref(), target.as_deref(), body.as_deref());
                return answer(parse_request(profile, method, target, own, body, &OF_LOGS)?);
            }
            lines::expect_object(line, "a request")?;
            let RequestLine { method, url, body, headers } = serde_json::from_slice(line)?;
            let headers = headers.as_ref().map_or_else(|| Ok(profile.headers().clone()), header_map)?;
            let [method, url, body] = [&method, &url, &body].map(|text| text.as_ref().map(|Text(text)| &**text));
            answer(parse_request(profile, method, url, &headers, body.map(str::as_bytes), &OF_REQUESTS)?)
        },
    )
}

/// Parses a request as far as it is known.
fn parse_request<'l>(
    profile: &AnyProfile,
    method: Option<&str>,
    url: Option<&'l str>,
    headers: &HeaderMap,
    body: Option<&'l [u8]>,
    names: &Names,
) -> Result<Result<AnyReceived<'l>, ParseError>, LineError> {
    let own = http::Method::from(profile.method());
    let method = method.map_or(Ok(own), str::parse);
    let method = method.map_err(|_| LineError::invalid("the method is not one that HTTP can carry"))?;
    let without = |name: &str| LineError::invalid(format!("the request has no {name}"));
    match (profile.method(), url, body) {
        (Method::Get, Some(url), _) => Ok(profile.receive(&method, url, headers, b"")),
        (Method::Get, None, _) => Err(without(names.target)),
        (_, Some(url), Some(body)) => Ok(profile.receive(&method, url, headers, body)),
        (_, None, Some(body)) => Ok(profile.parse_body(body)),
        _ => Err(without(names.body)),
    }
}

fn header_map(headers: &BTreeMap<Cow<'_, str>, Values<'_>>) -> Result<HeaderMap, LineError> {
    let mut map = HeaderMap::new();
    let each = headers.iter().flat_map(|(name, values)| values.as_slice().iter().map(move |value| (name, value)));
    for (name, Text(value)) in each {
        let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) else {
            return Err(LineError::invalid("the headers are not ones that HTTP can carry"));
        };
        map.try_append(name, value).map_err(|_| LineError::invalid("there are too many headers"))?;
    }
    Ok(map)
}

/// A line of a GET profile is a URL when it begins like one, a target when it begins with `/` or has a `?` before its first name
/// ends, and else a query.
fn parse_raw<'l>(profile: &AnyProfile, line: &'l [u8]) -> Result<AnyReceived<'l>, ParseError> {
    if profile.method() != Method::Get {
        return profile.parse_body(line);
    }
    // Whitespace before a URL or a target belongs to neither, and a parameter's name does not begin with any.
    let line = line.trim_ascii_start();
    let begins_with = |start: &[u8]| line.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    if begins_with(b"http://") || begins_with(b"https://") {
        profile.parse_url(line)
    } else if begins_with(b"/") || line.iter().find(|byte| b"?=&".contains(byte)) == Some(&b'?') {
        profile.parse_target(line)
    } else {
        profile.parse_query(line)
    }
}

fn write(
    received: &AnyReceived<'_>,
    webhook: Option<&Webhook>,
    is_strict: bool,
    reply: &mut Vec<u8>,
) -> Result<(), LineError> {
    if is_strict {
        expect_nothing_odd(received, webhook)?;
    }
    Ok(match webhook {
        Some(webhook) => output::write_json(reply, &webhook.serializable(received)),
        None => output::write_json(reply, received),
    }?)
}

/// The first problem is an error, and so is the first field that does not have its closed syntax.
fn expect_nothing_odd(received: &AnyReceived<'_>, webhook: Option<&Webhook>) -> Result<(), LineError> {
    if let Some(problem) = received.problems().first() {
        return Err(LineError::new(problem.code().as_str(), problem.field(), problem.to_string()));
    }
    match webhook {
        Some(webhook) => webhook.typed(received).try_for_each(expect_value),
        None => received.typed().try_for_each(expect_value),
    }
}

fn expect_value((name, value): (&str, Result<String, ValueError>)) -> Result<(), LineError> {
    value.map(drop).map_err(|error| LineError::new("invalid-value", Some(name), error.to_string()))
}

impl From<ParseError> for LineError {
    fn from(error: ParseError) -> Self {
        Self::new(error.kind().as_str(), None, with_causes(&error))
    }
}
