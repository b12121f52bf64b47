//! The subcommand `parse`.

use std::borrow::Cow;
use std::process::ExitCode;

use callback_profile::{
    AnyProfile, AnyReceived, DeliveryReportField, Method, ParseError, ParseErrorKind, Timestamp, TimestampReading,
    ValueError,
};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::arguments::ParseArguments;
use crate::failure::Failure;
use crate::lines::{self, LineError};
use crate::load::{self, Loaded};

/// A request as `render` prints it; what is not needed to read it is passed over.
#[derive(Deserialize)]
struct RequestLine<'l> {
    #[serde(borrow, default)]
    url: Option<Text<'l>>,
    #[serde(borrow, default)]
    body: Option<Text<'l>>,
}

/// Serde borrows a `Cow`, but not one inside an `Option`.
#[derive(Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

#[derive(Serialize)]
struct Parsed<'p> {
    fields: Pairs<'p, &'p str>,
    typed: Pairs<'p, Box<RawValue>>,
    extra: &'p [(Cow<'p, str>, Cow<'p, str>)],
    missing: Vec<&'p str>,
    problems: Vec<LineError>,
}

/// Pairs that are written as a map, in their order.
struct Pairs<'p, T>(&'p [(&'p str, T)]);

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

pub(crate) fn run(arguments: &ParseArguments) -> Result<ExitCode, Failure> {
    lines::expect_two_inputs(&arguments.profile, &arguments.input)?;
    let Loaded { profile, reading } = load::profile_and_reading(&arguments.profile)?;
    lines::answer_each(&arguments.input, |line, reply| {
        if arguments.raw {
            let received = parse_raw(&profile, line).map_err(|error| refused(&error))?;
            return write(&received, reading, arguments.strict, reply);
        }
        lines::expect_object(line, "a request")?;
        let request: RequestLine<'_> = serde_json::from_slice(line).map_err(|error| LineError::json(&error))?;
        let (parsed, key) = match profile.method() {
            Method::Get => (request.url.as_ref().map(|Text(url)| profile.parse_url(&**url)), "url"),
            _ => (request.body.as_ref().map(|Text(body)| profile.parse_body(&**body)), "body"),
        };
        let parsed =
            parsed.ok_or_else(|| LineError::invalid(format!("expected a request with `{key}`, found none")))?;
        write(&parsed.map_err(|error| refused(&error))?, reading, arguments.strict, reply)
    })
}

/// A line of a GET profile is a URL when it begins like one, a target when it begins with `/` or has a `?`, and else a query.
fn parse_raw<'l>(profile: &AnyProfile, line: &'l [u8]) -> Result<AnyReceived<'l>, ParseError> {
    if profile.method() != Method::Get {
        return profile.parse_body(line);
    }
    // Whitespace before a URL or a target belongs to neither, and a parameter's name does not begin with any.
    let line = line.trim_ascii_start();
    let begins_with = |start: &[u8]| line.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    if begins_with(b"http://") || begins_with(b"https://") {
        profile.parse_url(line)
    } else if begins_with(b"/") || line.contains(&b'?') {
        profile.parse_target(line)
    } else {
        profile.parse_query(line)
    }
}

fn write(
    received: &AnyReceived<'_>,
    reading: Option<TimestampReading>,
    is_strict: bool,
    reply: &mut Vec<u8>,
) -> Result<(), LineError> {
    let mut problems: Vec<_> = received
        .problems()
        .iter()
        .map(|problem| LineError {
            code: problem.code().as_str(),
            field: problem.field().map(str::to_owned),
            message: problem.to_string(),
        })
        .collect();
    let fields: Vec<_> = received.fields().collect();
    let mut typed = Vec::new();
    for (name, value) in received.typed() {
        match read_again(received, name, reading).unwrap_or(value).map(RawValue::from_string) {
            Ok(Ok(json)) => typed.push((name, json)),
            Ok(Err(error)) => problems.push(value_problem(name, error.to_string())),
            Err(error) => problems.push(value_problem(name, error.to_string())),
        }
    }
    if is_strict && !problems.is_empty() {
        return Err(problems.swap_remove(0));
    }
    let missing = received.missing().collect();
    let parsed = Parsed { fields: Pairs(&fields), typed: Pairs(&typed), extra: received.extra(), missing, problems };
    serde_json::to_writer(reply, &parsed).map_err(|error| LineError::json(&error))
}

/// A time of a delivery report, read as its webhook says.
fn read_again(
    received: &AnyReceived<'_>,
    name: &str,
    reading: Option<TimestampReading>,
) -> Option<Result<String, ValueError>> {
    let AnyReceived::DeliveryReport(received) = received else { return None };
    let field = match name {
        "received_time" => DeliveryReportField::ReceivedTime,
        "delivered_time" => DeliveryReportField::DeliveredTime,
        "read_time" => DeliveryReportField::ReadTime,
        _ => return None,
    };
    let time = Timestamp::parse_with(received.callback.text(field), reading?);
    Some(time.map(|time| format!("\"{}\"", time.to_rfc3339())).map_err(|error| error.with_field(field.info().name())))
}

fn value_problem(field: &str, message: String) -> LineError {
    LineError { code: "invalid-value", field: Some(field.to_owned()), message }
}

fn refused(error: &ParseError) -> LineError {
    let code = match error.kind() {
        ParseErrorKind::Syntax => "syntax",
        ParseErrorKind::Limit => "limit",
        ParseErrorKind::NoParameters => "no-parameters",
        _ => "wrong-input",
    };
    LineError { code, field: None, message: error.to_string() }
}
